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
  const chapters = chaptersIn(clocks);
  const kept: TextParagraph[] = [];
  let seconds: number | null = null;
  let isAfterGap = false;
  for (const [at, each] of paragraphs.entries()) {
    const clock = clocks[at] ?? null;
    const isTime = clock !== null && (areOrdered || clock.isEnclosed || clock.rest === '');
    const text = isTime ? clock.rest : each.text;
    if (isTime) [seconds, isAfterGap] = [clock.seconds, true];
    if (isTime && text === '') continue;
    if (chapters.has(at)) isAfterGap = true;
    else if (IS_MARK.test(text) && !IS_TOLD.test(text) && text.length <= LONGEST_MARK)
      isAfterGap = true;
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

const LONGEST_CHAPTER = 100;
/** Between lines that are said, and of which programs write when, pass some seconds; chapters take longer. */
const SHORTEST_CHAPTER_SECONDS = 30;

/** The places of lists of times with the title of what begins then, « 12:30 La piscine »: chapters, in several lines. */
function chaptersIn(clocks: readonly ReturnType<typeof clockAt>[]): ReadonlySet<number> {
  const chapters = new Set<number>();
  let run: number[] = [];
  for (const [at, clock] of [...clocks, null].entries()) {
    const before = clocks[run.at(-1) ?? -1]?.seconds ?? -SHORTEST_CHAPTER_SECONDS;
    const isTitle = clock !== null && clock.rest !== '' && !/[.!?…]$/u.test(clock.rest);
    const isNext =
      isTitle && clock.rest.length <= LONGEST_CHAPTER && at === (run.at(-1) ?? at - 1) + 1;
    if (isNext && clock.seconds - before >= SHORTEST_CHAPTER_SECONDS) run.push(at);
    else {
      if (run.length >= FEWEST_TIMES) for (const each of run) chapters.add(each);
      run = [];
    }
  }
  return chapters;
}

/** « [Musique] », « (Applaudissements.) », « ♪ … ♪ ». */
const IS_MARK = /^(?:\[[^[\]]*\p{L}[^[\]]*\]|\([^()]*\p{L}[^()]*\)|[♪♫♬♩][^]*|[^]*[♪♫♬♩])\.?$/u;
/** « (La séance est levée.) »: minutes tell it, and more than silence may follow. */
const IS_TOLD = /\.[)\]]$/u;
