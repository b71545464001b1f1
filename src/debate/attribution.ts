import { formatDate } from '../text/dates.ts';
import { inGuillemets } from '../text/typography.ts';
import type { Passage, Role, Stance } from './passage.ts';
import type { Source } from './source.ts';

const CAPACITIES: Record<Role, string | null> = {
  auteur: null,
  cité: 'cité',
  interviewé: 'interviewé',
  intervieweur: null,
  commentateur: 'en commentaire',
};

const STANCES: Record<Stance, string | null> = {
  assumed: null,
  reported: 'propos rapporté',
  rejected: 'propos rejeté',
};

/** Who said it and in what capacity: « Hervé Kabla, cité par Yann Gourvennec (déduit) ». */
export function speakerText(passage: Passage): string {
  const { voice, role, reportedBy } = passage;
  const capacity = voice.named ? CAPACITIES[role] : null;
  const quotedBy = reportedBy === null ? null : `${agreed('cité', voice.name)} par ${reportedBy}`;
  const speaker = [voice.name, quotedBy ?? capacity].filter((part) => part !== null).join(', ');
  const marks = marksOf(passage);
  return marks.length === 0 ? speaker : `${speaker} (${marks.join(', ')})`;
}

/** Where it was said: « Titre », publisher, date to its true precision. */
export function workText(source: Source): string {
  return `${inGuillemets(source.title)}, ${source.publisher}, ${formatDate(source.date)}`;
}

/** The whole attribution in one line, the same on every platform; the link is shown beside it. */
export function captionOf(passage: Passage): string {
  return `${speakerText(passage)} — ${workText(passage.source)}`;
}

/** « voix non identifiée » is the one feminine voice that is not a person. */
function agreed(participle: string, voice: string): string {
  return voice.startsWith('voix ') ? `${participle}e` : participle;
}

function marksOf(passage: Passage): string[] {
  const deduced = passage.deduction === null ? null : 'déduit';
  return [deduced, STANCES[passage.stance], ...passage.flags].filter((mark) => mark !== null);
}
