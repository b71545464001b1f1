import type { Passage } from '../../debate/passage.ts';
import type { PassageIndex } from './passage-index.ts';

/** A part of a passage, or of what is known of it, in which words are looked for. */
export interface Field {
  /** What one occurrence is worth, in eighths of an occurrence in the text. */
  readonly units: number;
  /** The same where the passage is all that is held of its work, when that is more: its title is its own. */
  readonly unitsAlone?: number;
  /** Whether a word counts once however often it occurs there. */
  readonly once: boolean;
  /** Whether its words are kept in order, for the channels that read passages through. */
  readonly kept: boolean;
  /** Whether it says several things, between which PART stands. */
  readonly parts: boolean;
  /** Whether expressions of the lexicon are looked for in it. */
  readonly synonyms: boolean;
  readonly read: (passage: Passage) => string;
}

/** What parts the things that are said of a passage: words on either side of it are no neighbours. */
export const PART = ' ; ';

/** Who speaks is a passage’s own; the names of its work are less than LEAST_OWN_AMOUNT. */
const SPEAKER = 7;
const WORK = 3;

/**
 * The text comes first: it is what is quoted. Topics and thesis are the editor's words, and name ideas.
 * The work gains 1.2 points on PIAF, .8 of them by being kept (see `weights.ts`); its units matter little,
 * for a title is read again among the headings of the best passages.
 */
export const FIELDS: readonly Field[] = [
  {
    units: 8,
    once: false,
    kept: true,
    parts: false,
    synonyms: true,
    read: ({ text }) => text ?? '',
  },
  {
    units: 6,
    once: true,
    kept: true,
    parts: false,
    synonyms: true,
    read: ({ thesis }) => thesis?.text ?? '',
  },
  { units: 6, once: true, kept: true, parts: true, synonyms: true, read: subjectsOf },
  { units: SPEAKER, once: true, kept: false, parts: false, synonyms: false, read: speakerOf },
  {
    units: WORK,
    unitsAlone: 8,
    once: true,
    kept: true,
    parts: true,
    synonyms: false,
    read: workOf,
  },
];

/** A smaller amount comes from the work alone: its title, author, publisher or reporter. */
export const LEAST_OWN_AMOUNT = 6;

/** Whether a passage is the only one of its work; those of a work follow one another. */
export function isAlone(passages: readonly Passage[], number: number): boolean {
  const workAt = (place: number): string | undefined => passages[place]?.source.id;
  return workAt(number - 1) !== workAt(number) && workAt(number) !== workAt(number + 1);
}

/**
 * Tells the number that a passage has in an index that holds one of the same words, all fields alike.
 * Asked in the order of the index, it finds most where it left off.
 */
export function unchangedIn({ passages }: PassageIndex): (passage: Passage) => number | undefined {
  const numberOf = numbersIn(passages);
  let next = 0;
  return (passage) => {
    const number = passages[next]?.id === passage.id ? next : numberOf(passage);
    const before = number === undefined ? undefined : passages[number];
    if (number === undefined || before === undefined) return undefined;
    next = number + 1;
    const isSame = before === passage || FIELDS.every(({ read }) => read(before) === read(passage));
    return isSame ? number : undefined;
  };
}

/** Finds passages by their ids, and numbers those of a work when one of them is asked for. */
function numbersIn(passages: readonly Passage[]): (passage: Passage) => number | undefined {
  const works = new Map<string, ReadonlyMap<string, number>>();
  let byWork: ReadonlyMap<string, readonly number[]> | null = null;
  return ({ id, source }) => {
    byWork ??= Map.groupBy(passages.keys(), (number) => passages[number]?.source.id ?? '');
    const numbers =
      works.get(source.id) ??
      new Map(byWork.get(source.id)?.map((number) => [passages[number]?.id ?? '', number]));
    works.set(source.id, numbers);
    return numbers.get(id);
  };
}

/** Its topics, and the words by which people are expected to look for it. */
function subjectsOf({ topics, searchWords }: Passage): string {
  return [...topics, ...searchWords].join(PART);
}

/** « Commentateur » finds the unsigned comments. */
function speakerOf({ voice, role }: Passage): string {
  return voice.named ? voice.name : role;
}

function workOf({ source, reportedBy }: Passage): string {
  const { title, author, publisher } = source;
  return [title, author?.name, publisher, reportedBy].filter((part) => part != null).join(PART);
}
