import { clockAt, type TextParagraph } from './openings.ts';

/** Times in order before one paragraph in so many are no hours that somebody speaks of. */
const [FEWEST_TIMES, ONE_IN] = [3, 4];
const LONGEST_MARK = 60;

/**
 * Paragraphs without the times that programs write before them, or alone on a line, which tell when the words
 * begin; « [Musique] » alone is nobody’s words either.
 */
export function timed(paragraphs: readonly TextParagraph[]): TextParagraph[] {
  const clocks = paragraphs.map(({ text }) => clockAt(text));
  const ordered = clocks.filter((each) => each !== null);
  const areOrdered =
    ordered.length >= Math.max(FEWEST_TIMES, paragraphs.length / ONE_IN) &&
    ordered.every(({ seconds }, at) => seconds >= (ordered[at - 1]?.seconds ?? 0));
  const kept: TextParagraph[] = [];
  let seconds: number | null = null;
  let isAfterGap = false;
  for (const [at, each] of paragraphs.entries()) {
    const clock = clocks[at] ?? null;
    const isTime = clock !== null && (areOrdered || clock.isEnclosed || clock.rest === '');
    const text = isTime ? clock.rest : each.text;
    if (isTime) [seconds, isAfterGap] = [clock.seconds, true];
    if (isTime && text === '') continue;
    if (IS_MARK.test(text) && !IS_TOLD.test(text) && text.length <= LONGEST_MARK) isAfterGap = true;
    else {
      kept.push({
        ...each,
        text,
        seconds: each.seconds ?? seconds,
        ...(isAfterGap && { isAfterGap }),
      });
      [seconds, isAfterGap] = [null, false];
    }
  }
  return kept;
}

/** « [Musique] », « (Applaudissements.) », « ♪ … ♪ ». */
const IS_MARK = /^(?:\[[^[\]]*\p{L}[^[\]]*\]|\([^()]*\p{L}[^()]*\)|[♪♫♬♩][^]*|[^]*[♪♫♬♩])\.?$/u;
/** « (La séance est levée.) »: minutes tell it, and more than silence may follow. */
const IS_TOLD = /\.[)\]]$/u;
