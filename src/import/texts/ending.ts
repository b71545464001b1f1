import type { Opening, TextParagraph } from './openings.ts';

/** What stands between fewer labels tells nothing of how turns look. */
const FEWEST_VOICES = 6;

/**
 * Where the words of the last voice end: what stands below them is a signature, a date or a note of whoever
 * wrote it where nearly every voice says one paragraph, and so is what a rule parts from them where none stands
 * between others. Null where nothing tells.
 */
export function endOfVoices(
  read: readonly { readonly paragraph: TextParagraph; readonly opening: Opening | null }[],
  places: readonly number[],
): number | null {
  if (places.length < FEWEST_VOICES) return null;
  const ends = places.map((at) => at + (read[at]?.opening?.words === '' ? 2 : 1));
  const end = ends.at(-1) ?? read.length;
  const longer = ends.slice(0, -1).filter((each, at) => each < (places[at + 1] ?? each));
  if (longer.length * 5 <= places.length) return end;
  const gaps = read.flatMap(({ paragraph }, at) => (paragraph.isAfterGap === true ? [at] : []));
  const [first = read.length] = gaps.filter((at) => at > (places[0] ?? 0));
  return first >= end && first < read.length ? first : null;
}
