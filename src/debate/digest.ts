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
