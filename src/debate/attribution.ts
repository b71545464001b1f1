import { formatDate } from '../text/dates.ts';
import { inGuillemets } from '../text/typography.ts';
import type { Passage, Role, Stance } from './passage.ts';
import type { Source } from './source.ts';

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

/** Who said it and in what capacity: « Hervé Kabla, cité par Yann Gourvennec (déduit) ». */
export function speakerText(passage: Passage): string {
  const { voice, role, reportedBy } = passage;
  const quotedBy = reportedBy === null ? null : `${agreed('cité', voice.name)} par ${reportedBy}`;
  const capacity = quotedBy ?? (voice.named ? CAPACITIES[role] : null);
  const speaker = capacity === null ? voice.name : `${voice.name}, ${capacity}`;
  const marks = marksOf(passage);
  return marks.length === 0 ? speaker : `${speaker} (${marks.join(', ')})`;
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

function marksOf({ deduction, stance, flags }: Passage): string[] {
  const deduced = deduction === null ? null : 'déduit';
  return [deduced, STANCES[stance], ...flags].filter((mark) => mark !== null);
}

/** « voix non identifiée » is the one feminine voice that is not a person. */
function agreed(participle: string, voice: string): string {
  return voice.startsWith('voix ') ? `${participle}e` : participle;
}
