import type { Filters } from './filters.ts';
import type { Passage, Source } from './passage.ts';
import { dateOf, isOwnPosition } from './quote.ts';
import type { Said, SaidIn } from './speaker.ts';
import { isMarked } from './strays.ts';

/** What a catalogue needs to know of a work, so that its passages need not be at hand. */
export interface WorkDigest {
  readonly source: Source;
  /** How many there are. */
  readonly passages: number;
  /** Of their words and theses, in UTF-16 units. */
  readonly length: number;
  /** Who speaks in it and in which role, in the order in which they begin. */
  readonly said: readonly SaidIn[];
  /** The years of its first and of its last passage that has one; null where none has. */
  readonly years: readonly [first: number, last: number] | null;
  /** Names in its passages that hold quotation marks or links of their own. */
  readonly marked: readonly string[];
  /** Those of its passages that are said to stand in some way to others, by their ids, in their order. */
  readonly related: readonly Relating[];
}

export interface Relating {
  readonly by: string;
  readonly to: readonly string[];
}

/** All that is told of a work but the work itself, as text can hold it. */
export type ToldDigest = Omit<WorkDigest, 'source' | 'passages'>;

/** The passages of a work, in its order. */
export function digestOf(passages: readonly Passage[]): ToldDigest {
  const years = passages.flatMap((passage) => dateOf(passage).year ?? []);
  const names = passages.flatMap(({ voice, reportedBy }) => [
    voice.name,
    voice.quality ?? '',
    reportedBy ?? '',
  ]);
  return {
    length: passages.reduce((sum, passage) => sum + lengthOf(passage), 0),
    said: saidIn(passages),
    years: spanOf(years),
    marked: [...new Set(names)].filter(isMarked),
    related: passages.flatMap(({ id, relations }) => {
      const to = [...new Set(relations.map(({ ref }) => ref))].filter((ref) => ref !== id);
      return to.length === 0 ? [] : [{ by: id, to }];
    }),
  };
}

/** The first and the last of these years; null where there are none. */
export function spanOf(years: readonly number[]): readonly [number, number] | null {
  const [first, ...others] = years.toSorted((a, b) => a - b);
  return first === undefined ? null : [first, others.at(-1) ?? first];
}

/** Of its words and its thesis, in UTF-16 units. */
export function lengthOf({ text, thesis }: Pick<Passage, 'text' | 'thesis'>): number {
  return (text?.length ?? 0) + (thesis?.text.length ?? 0);
}

/** Whether a work may hold a passage that is meant, as far as its digest tells. */
export function mayHold({
  filters,
  isOwnPosition: isOwn = false,
}: {
  readonly filters: Filters;
  readonly isOwnPosition?: boolean;
}) {
  return (work: WorkDigest): boolean =>
    isOfYears(filters, work) &&
    saidBy(filters, work).some(({ passages, own }) => (isOwn ? own : passages) > 0);
}

function isOfYears({ since, until }: Filters, { years }: WorkDigest): boolean {
  if (since === null && until === null) return true;
  const [from, to] = [since, until].map(yearIn);
  return years !== null && (from ?? -Infinity) <= years[1] && years[0] <= (to ?? Infinity);
}

/** What of a work is by voices that may speak. */
export function saidBy(filters: Filters, work: WorkDigest): readonly SaidIn[] {
  return work.said.filter(maySpeak(filters, work));
}

/** Whether a voice of a work may speak. */
export function maySpeak({ speakers, others }: Filters, { source }: Pick<WorkDigest, 'source'>) {
  return (said: SaidIn): boolean =>
    (speakers.length === 0 || speakers.some(({ speaks }) => speaks({ ...said, source }))) &&
    !others.some(({ speaks }) => speaks({ ...said, source }));
}

/** Dates begin with their year, in four figures. */
function yearIn(date: string | null): number | null {
  return date === null ? null : Number(date.slice(0, 4));
}

/** The same for all that one voice says in one role. */
export function saidKey({ voice, role }: Pick<Said, 'voice' | 'role'>): string {
  return `${role} ${voice.name}`;
}

function saidIn(passages: readonly Passage[]): readonly SaidIn[] {
  const byVoice = Map.groupBy(passages, saidKey);
  return [...byVoice.values()].flatMap((those) => {
    const [first] = those;
    if (first === undefined) return [];
    const own = those.filter(isOwnPosition).length;
    return [{ voice: first.voice, role: first.role, passages: those.length, own }];
  });
}
