import { formatDate, NARROW_NO_BREAK_SPACE, inGuillemets } from '../french/typography.ts';
import type { Passage, Role, Stance, Thesis, Source } from './passage.ts';

const CAPACITIES: Readonly<Record<Role, string | null>> = {
  auteur: null,
  cité: 'cité',
  interviewé: 'interviewé',
  intervieweur: null,
  commentateur: 'en commentaire',
};

const STANCES: Readonly<Record<Stance, string | null>> = {
  assumed: null,
  reported: 'propos rapporté',
  rejected: 'propos rejeté',
};

/** What is said wherever a thesis is shown that no person has read yet. */
export const UNREAD = 'résumé automatique, non relu';

/** Who said it and in what capacity: « Paul Petit, cité par Jean Roux (déduit) ». */
export function speakerText(passage: Passage): string {
  const { flags, stance } = passage;
  const marks = [...deductionOf(passage), STANCES[stance], ...flags].filter(
    (mark) => mark !== null,
  );
  const speaker = capacityText(passage);
  return marks.length === 0 ? speaker : `${speaker} (${marks.join(', ')})`;
}

/**
 * What a passage argues, then who holds it and how: « Les forums vont durer (Paul Petit, déduit). »
 * The thesis stays as it was written, whatever its first word is. Null where there is no thesis.
 */
export function statementOf(passage: Passage): string | null {
  const { thesis } = passage;
  if (thesis === null) return null;
  const holder = holderText(passage);
  const marks = thesis.isRead ? holder : `${holder}${NARROW_NO_BREAK_SPACE}; ${UNREAD}`;
  return `${withoutStop(thesis)} (${marks}).`;
}

/** Who holds a thesis, and how: « Paul Petit, interviewé », « propos rejeté par Jean Roux, déduit ». */
export function holderText(passage: Passage): string {
  const stance = STANCES[passage.stance];
  const speaker = capacityText(passage);
  const holder = stance === null ? speaker : `${stance} par ${articled(speaker)}`;
  return [holder, ...deductionOf(passage)].join(', ');
}

/** A thesis as it stands over its quotation, which says who holds it. */
export function thesisText(thesis: Thesis): string {
  return thesis.isRead ? thesis.text : `${withoutStop(thesis)} (${UNREAD}).`;
}

/** Where it was said: « Titre », publisher, date to its true precision. */
export function workText({ title, publisher, date }: Source): string {
  return `${inGuillemets(title)}, ${publisher}, ${formatDate(date)}`;
}

/** A work on its own line: its author, then where and when. */
export function workLine(source: Source): string {
  return `${source.author?.name ?? 'auteur non identifié'} — ${workText(source)}`;
}

/** The whole attribution in one line, the same on every platform; the link is shown beside it. */
export function captionOf(passage: Passage): string {
  return `${speakerText(passage)} — ${workText(passage.source)}`;
}

function withoutStop({ text }: Thesis): string {
  return text.replace(/\.$/u, '');
}

function capacityText({ voice, role, reportedBy }: Passage): string {
  const quotedBy = reportedBy === null ? null : `${agreed('cité', voice.name)} par ${reportedBy}`;
  const capacity = quotedBy ?? (voice.named ? CAPACITIES[role] : null);
  return capacity === null ? voice.name : `${voice.name}, ${capacity}`;
}

function deductionOf({ deduction }: Passage): readonly string[] {
  return deduction === null ? [] : ['déduit'];
}

/** « voix non identifiée » is the one feminine voice that is not a person. */
function agreed(participle: string, voice: string): string {
  return voice.startsWith('voix ') ? `${participle}e` : participle;
}

/** The anonymous voices have no article of their own, save « un commentateur ». */
function articled(speaker: string): string {
  if (speaker.startsWith('voix ')) return `une ${speaker}`;
  return /^(?:auteur|intervieweur) /u.test(speaker) ? `un ${speaker}` : speaker;
}
