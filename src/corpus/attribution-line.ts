import { FLAGS, ROLE_FORMS, voiceNamed } from '../debate/passage.ts';
import type { Flag, Passage, Role, Stance } from '../debate/passage.ts';
import { QUOTATION_MARKS } from '../french/typography.ts';
import { complaints } from './faults.ts';
import type { Complaint } from './faults.ts';

/** Who says the words of a quotation, as its « — » line tells. */
export type SpokenBy = Pick<
  Passage,
  'voice' | 'role' | 'writtenRole' | 'reportedBy' | 'deduction' | 'stance' | 'flags'
>;

const LINE = /^—\s+(?<parts>[^()]+?)(?:\s+\(déduit\s*:\s*(?<deduction>[^()]+)\))?$/u;
const ROLE = /^(?<role>.+?)(?:\s+par\s+(?<reporter>.+))?$/u;
const ROLES = new Map(
  (Object.keys(ROLE_FORMS) as Role[]).flatMap((role) => [
    [role as string, role] as const,
    [ROLE_FORMS[role], role] as const,
  ]),
);
const STANCES = new Map<string, Stance>([
  ['propos rapporté', 'reported'],
  ['propos rejeté', 'rejected'],
]);
const isFlag = (mark: string): mark is Flag => (FLAGS as readonly string[]).includes(mark);
const LONGEST_NAME = 80;
const LONGEST_REASON = 300;

/**
 * Reads `— voice, role[ par reporter][, propos rapporté|rejeté][, transcription automatique][, mots mal entendus][ (déduit : reason)]`;
 * answers with the complaints when it cannot.
 */
export function parseAttributionLine(line: string): SpokenBy | readonly Complaint[] {
  const match = LINE.exec(line);
  const [name, roleText, ...marks] = (match?.groups?.['parts'] ?? '').split(/\s*,\s+/u);
  if (name === undefined || name === '' || roleText === undefined)
    return [complaints.attribution()];
  const known = marks.every((mark) => STANCES.has(mark) || isFlag(mark));
  const once = new Set(marks).size === marks.length;
  const stances = marks.filter((mark) => STANCES.has(mark));
  const spoken = ROLE.exec(roleText)?.groups;
  const writtenRole = (spoken?.['role'] ?? '').replace(/\s+/gu, ' ');
  const role = ROLES.get(writtenRole);
  if (!known || !once || stances.length > 1) return [complaints.attribution()];
  if (role === undefined) return [complaints.unknownRole(roleText, [...ROLES.keys()])];
  const reportedBy = spoken?.['reporter'] ?? null;
  const deduction = match?.groups?.['deduction']?.trim() ?? null;
  const faults = faultsOf(role, name, reportedBy, deduction);
  if (faults.length > 0) return faults;
  const stance = marks.map((mark) => STANCES.get(mark)).find((mark) => mark !== undefined);
  return {
    voice: voiceNamed(name),
    role,
    writtenRole,
    reportedBy,
    deduction,
    stance: stance ?? 'assumed',
    flags: marks.filter(isFlag),
  };
}

/** The same line anew, without the signs of Markdown. */
export function attributionLine(said: Omit<SpokenBy, 'role'>): string {
  const { voice, writtenRole, reportedBy, deduction, stance, flags } = said;
  const by = reportedBy === null ? '' : ` par ${reportedBy}`;
  const stances = [...STANCES].flatMap(([mark, meant]) => (meant === stance ? [mark] : []));
  const why = deduction === null ? '' : ` (déduit : ${deduction})`;
  return `— ${[voice.name, `${writtenRole}${by}`, ...stances, ...flags].join(', ')}${why}`;
}

/** Names and topics head pages, where guillemets are for the corpus's exact words only. */
export function hasNoQuotes(name: string): boolean {
  return name.search(QUOTATION_MARKS) < 0;
}

function faultsOf(
  role: Role,
  name: string,
  reporter: string | null,
  deduction: string | null,
): Complaint[] {
  const isLong = [name, reporter ?? ''].some(({ length }) => length > LONGEST_NAME);
  return [
    role === 'cité' && reporter === null ? complaints.reporterMissing() : null,
    role !== 'cité' && reporter !== null ? complaints.reporterUnexpected() : null,
    hasNoQuotes(`${name}${reporter ?? ''}`) ? null : complaints.quotesIn('un nom'),
    isLong ? complaints.tooLong('nom', LONGEST_NAME) : null,
    (deduction ?? '').length > LONGEST_REASON ? complaints.tooLong('raison', LONGEST_REASON) : null,
  ].filter((complaint) => complaint !== null);
}
