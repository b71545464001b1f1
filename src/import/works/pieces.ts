import { sentencesOf } from '../quoting/sentences.ts';
import type { Draft, Paragraph, Turn } from '../draft.ts';

/** What a passage may be, as corpus/README.md has it. */
export const LONGEST = 600;
/** What is cut is cut in parts of about this length. */
const USUAL = 450;
/** Shorter words are read with what follows them in the same voice. */
const SHORT_ALONE = 120;
/** Past it no corpus is read, whatever the sentence. */
const LONGEST_AT_ALL = 5_000;

/** The words of one passage to be, and when they begin in the recording. */
export type Piece = Paragraph;

/**
 * Cuts what one voice says at the ends of its sentences; joined by spaces, the pieces are all it says. Two
 * paragraphs share a piece only where nothing stands between them.
 */
export function piecesOf(
  { paragraphs }: Pick<Turn, 'paragraphs'>,
  { isUnbroken }: Pick<Draft, 'isUnbroken'>,
): Piece[] {
  if (!isUnbroken) return paragraphs.flatMap(partsOf);
  const pieces: Piece[] = [];
  for (const piece of paragraphs.flatMap(partsOf)) {
    const last = pieces.at(-1);
    const joined = last === undefined ? '' : `${last.text} ${piece.text}`;
    const isRead = last !== undefined && last.text.length < SHORT_ALONE && joined.length <= LONGEST;
    if (isRead) pieces[pieces.length - 1] = { ...last, text: joined };
    else pieces.push(piece);
  }
  return pieces;
}

function partsOf(paragraph: Paragraph): Piece[] {
  return partsOfText(paragraph.text).map((text) => ({ ...paragraph, text }));
}

/** A text in parts of about one length, cut at the ends of its sentences; joined by spaces they are the text. */
export function partsOfText(text: string): string[] {
  if (text.length <= LONGEST) return [text];
  const usual = text.length / Math.ceil(text.length / USUAL);
  return grouped(sentencesOf(text).flatMap(clausesOf), usual);
}

/** A sentence too long for a passage, at the ends within it; one that has none stays whole. */
function clausesOf(sentence: string): string[] {
  if (sentence.length <= LONGEST) return [sentence];
  return grouped(sentence.split(/(?<=[.?!…;:]["»”)]?) /u), LONGEST).flatMap(boundedOf);
}

function boundedOf(clause: string): string[] {
  return clause.length <= LONGEST_AT_ALL ? [clause] : grouped(wordsOf(clause), LONGEST_AT_ALL);
}

function wordsOf(clause: string): string[] {
  return clause.split(' ').flatMap((word) => {
    if (word.length <= LONGEST_AT_ALL) return [word];
    // No character is cut in two, and one may count for two.
    return word.match(new RegExp(`[^]{1,${LONGEST_AT_ALL / 2}}`, 'gu')) ?? [];
  });
}

/** Puts neighbours together while they are shorter than `usual`, and never beyond what a passage may be. */
export function grouped(parts: readonly string[], usual = USUAL): string[] {
  const groups: string[] = [];
  const most = Math.max(usual, LONGEST);
  for (const part of parts) {
    const last = groups.at(-1);
    const isRoom = last !== undefined && last.length + part.length + 1 <= most;
    const isWanted = last !== undefined && last.length + part.length / 2 < usual;
    if (isRoom && isWanted) groups[groups.length - 1] = `${last} ${part}`;
    else groups.push(part);
  }
  return groups;
}
