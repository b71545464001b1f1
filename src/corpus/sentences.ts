import type { Passage } from '../debate/passage.ts';
import type { Complaint } from './faults.ts';

/** What stands just before and just after the words in their line of the raw text. */
interface Line {
  readonly before: string;
  readonly after: string;
}

/**
 * What shows for certain that words are no whole sentences, by their first and last characters. Without
 * the raw text, comments are left alone: many open with a small letter and end with nothing. So is what a
 * machine transcribed.
 */
export function sentenceFault(
  { text, role, flags }: Pick<Passage, 'text' | 'role' | 'flags'>,
  line: Line | null,
): Complaint | null {
  if (text === null || flags.includes('transcription automatique')) return null;
  const isUnsure = line === null && role.startsWith('comment');
  if (STARTS_INSIDE.test(text)) return BEGINNING;
  if (!isUnsure && STARTS_SMALL.test(text) && (line === null || GOES_ON_BEFORE.test(line.before)))
    return BEGINNING;
  if (ENDS_INSIDE.test(text)) return END;
  if (!isUnsure && ENDS_BARE.test(text) && (line === null || GOES_ON_AFTER.test(line.after)))
    return END;
  return null;
}

/**
 * Whether a passage of a whole work ends in the middle of a sentence that the next one goes on with, in one
 * line of the raw text. A voice that another interrupts ends where it ends, and so does who is quoted:
 * « …», dit-elle, « … ».
 */
export function cutFault(
  { text, voice, role }: Pick<Passage, 'text' | 'voice' | 'role'>,
  next: Pick<Passage, 'text' | 'voice' | 'role'> | undefined,
  line: Line | null,
): Complaint | null {
  if (next?.voice.name !== voice.name || next.role !== role || role === 'cité') return null;
  const isCut = STARTS_SMALL.test(next.text ?? '') && /[\p{L}\p{N},]$/u.test(text ?? '');
  return isCut && line !== null && GOES_ON_AFTER.test(line.after) ? END : null;
}

const BEGINNING: Complaint = [
  'la citation commence au milieu d’une phrase',
  'reprenez la phrase à son début, ou commencez à la suivante',
];
const END: Complaint = [
  'la citation s’arrête au milieu d’une phrase',
  'allez jusqu’à la fin de la phrase, ou arrêtez-vous à la précédente',
];

const STARTS_INSIDE = /^[,;)\]]/u;
/** Neither « iPhone » nor an address. */
const STARTS_SMALL = /^(?!https?:)\p{Ll}(?!\p{Lu})/u;
const GOES_ON_BEFORE = /[\p{L}\p{N},;'’-]\s*$/u;
const ENDS_INSIDE = /[,;([«“]$/u;
/** A letter or a figure, in no address. */
const ENDS_BARE = /(?<!https?:\S*)[\p{L}\p{N}]$/u;
const GOES_ON_AFTER = /^\s*[\p{Ll},;]/u;
