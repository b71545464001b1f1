import type { Word } from '../french/compounds.ts';
import { firstDay, lastDay, type Period } from '../french/periods.ts';
import { stem } from '../french/stem.ts';
import type { PartialDate } from '../french/typography.ts';
import { wordsIn } from '../french/words.ts';
import type { Passage } from './passage.ts';
import { dateOf } from './quote.ts';
import type { Speaker } from './speaker.ts';

/** What was asked for beside the subject, as it is shown to the person. */
export interface Filters extends Period {
  /** Any of them; none where all may speak. */
  readonly speakers: readonly Speaker[];
  /** Those who may not speak. */
  readonly others: readonly Speaker[];
  /** Words and phrases that no passage may hold, as they were typed. */
  readonly without: readonly string[];
}

/** Where nothing but a subject, or not even that, is asked for. */
export const NO_FILTERS: Filters = {
  speakers: [],
  since: null,
  until: null,
  others: [],
  without: [],
};

/** Whether something narrows the answer. */
export function hasFilters({ speakers, since, until, others, without }: Filters): boolean {
  return (since ?? until) !== null || [speakers, others, without].some(({ length }) => length > 0);
}

/** Whether a passage is by such a voice, of such a time, and without such words. */
export function acceptsFor({ speakers, others, without, ...period }: Filters) {
  const excluded = without.map(writingsOf);
  return (passage: Passage): boolean =>
    (speakers.length === 0 || speakers.some(({ speaks }) => speaks(passage))) &&
    !others.some(({ speaks }) => speaks(passage)) &&
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

/** A compound and a word cut in two are read as one word too, as in a search. */
function writingsOf(words: string): readonly string[] {
  const read = wordsIn(words);
  const parts = read.filter(({ joined }) => !joined);
  const whole = read.find(({ joined }) => joined);
  const isOneWord =
    whole !== undefined && parts.every(({ start }) => start >= whole.start && start < whole.end);
  return isOneWord ? [stemsOf(parts), stemsOf([whole])] : [stemsOf(parts)];
}

/** Words one after the other, whatever their accents and inflections. */
function stemsOf(words: readonly Word[]): string {
  return ` ${words.map(({ form }) => stem(form)).join(' ')} `;
}

function holdsNone({ text, thesis }: Passage, excluded: readonly (readonly string[])[]): boolean {
  const held = [text ?? '', thesis?.text ?? ''].map(heldIn);
  return excluded.every(
    (writings) => !writings.some((words) => held.some((each) => each.includes(words))),
  );
}

/** All words of a text, then its compounds as one word each. */
function heldIn(text: string): string {
  const words = wordsIn(text);
  const wholes = words.filter(({ joined }) => joined).map((whole) => stemsOf([whole]));
  return [stemsOf(words.filter(({ joined }) => !joined)), ...wholes].join('|');
}
