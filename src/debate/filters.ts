import { firstDay, lastDay, type Period } from '../french/periods.ts';
import { stem } from '../french/stem.ts';
import type { PartialDate } from '../french/typography.ts';
import { foldText, wordsOf } from '../french/words.ts';
import type { Passage } from './passage.ts';
import { dateOf } from './quote.ts';
import type { Speaker } from './speaker.ts';

/** What was asked for beside the subject, as it is shown to the person. */
export interface Filters extends Period {
  /** Any of them; none where all may speak. */
  readonly speakers: readonly Speaker[];
  /** Words and phrases that no passage may hold, as they were typed. */
  readonly without: readonly string[];
}

/** Where nothing but a subject, or not even that, is asked for. */
export const NO_FILTERS: Filters = { speakers: [], since: null, until: null, without: [] };

/** Whether something narrows the answer. */
export function hasFilters({ speakers, since, until, without }: Filters): boolean {
  return speakers.length > 0 || (since ?? until) !== null || without.length > 0;
}

/** The same voice, heard only where it passes the filters. */
export function narrowedTo(filters: Filters, speaker: Speaker): Speaker {
  const accepts = acceptsFor({ ...filters, speakers: [speaker] });
  return { ...speaker, speaks: accepts };
}

/** Whether a passage is by such a voice, of such a time, and without such words. */
export function acceptsFor({ speakers, without, ...period }: Filters) {
  const excluded = without.map(stemsOf);
  return (passage: Passage): boolean =>
    (speakers.length === 0 || speakers.some(({ speaks }) => speaks(passage))) &&
    isWithin(dateOf(passage), period) &&
    (excluded.length === 0 || holdsNone(passage, excluded));
}

/**
 * Whether a date lies in a period for certain: one that nobody knows lies in none, one known to the year
 * in no month, one that is about or perhaps so in no month either.
 */
function isWithin({ edtf, year, approximate, uncertain }: PartialDate, period: Period): boolean {
  const bounds = [period.since, period.until].filter((bound) => bound !== null);
  if (year === null) return bounds.length === 0;
  const isLoose = approximate || uncertain;
  if (isLoose && bounds.some((bound) => bound.length > YEAR_LENGTH)) return false;
  const date = edtf.replace(/[?~%]/gu, '');
  const { since, until } = period;
  return (
    (since === null || firstDay(since) <= firstDay(date)) &&
    (until === null || lastDay(date) <= lastDay(until))
  );
}

const YEAR_LENGTH = 4;

/** Words one after the other, whatever their accents and inflections. */
function stemsOf(words: string): string {
  const forms = wordsOf(foldText(words)).filter(({ joined }) => !joined);
  return ` ${forms.map(({ form }) => stem(form)).join(' ')} `;
}

function holdsNone({ text, thesis }: Passage, excluded: readonly string[]): boolean {
  const held = [text ?? '', thesis?.text ?? ''].map(stemsOf);
  return excluded.every((words) => !held.some((each) => each.includes(words)));
}
