import { foldText, isDiscourse, isStopWord } from '../french/words.ts';
import { facingAmong, type Likeness } from './facing.ts';
import type { Passage } from './passage.ts';
import { PAGE_SIZE } from './reply.ts';
import { partsOfName, type Speaker } from './speaker.ts';
import type { Topics } from './topics.ts';

/** What is shown to people as an example, as they would type it; null is what this corpus has none of. */
export interface Examples {
  /** Something is said on it, and by the speaker in their own name where there is one. */
  readonly subject: string | null;
  /** Another one of which that is true, or the same where there is no other. */
  readonly otherSubject: string | null;
  /** A name that is one voice's alone, and that voice holds something. */
  readonly speaker: string | null;
  /** The same for a second voice, with something on the same point as the first. */
  readonly otherSpeaker: string | null;
  /** The years of the first and of the last passage that has one. */
  readonly firstYear: number | null;
  readonly lastYear: number | null;
  /** A page that an answer on the subject has, the second if possible. */
  readonly page: number;
}

/** What examples are taken from. */
interface ExampleParts {
  readonly speakers: readonly Speaker[];
  readonly topics: Topics;
  readonly likeness: Likeness;
  /** Passages spread over the corpus. */
  readonly sample: readonly Passage[];
  /** By the labels of `exemplary` speakers, what they think in their own name, in the order of the corpus: `MOST_COMPARED` at most. */
  readonly heldBy: (speaker: Speaker) => readonly Passage[];
  readonly years: readonly [first: number, last: number] | null;
}

/** The examples that are true of a debate. */
export function examplesIn(parts: ExampleParts): Examples {
  const { topics, sample, likeness, years } = parts;
  const [first, ...others] = holdersIn(parts);
  const subjects = subjectsOf(first === undefined ? topics.all : topics.of(first.held));
  const other = others.find(({ held }) => {
    const sides = [first?.held ?? [], held] as const;
    return facingAmong(sides, sides, false, likeness).length > 0;
  });
  const subject = subjects[0] ?? wordOf(first?.held ?? sample);
  const having = sample.filter((passage) => topics.in(passage).includes(subject ?? ''));
  return {
    subject,
    otherSubject: subjects[1] ?? subject,
    speaker: first?.name ?? null,
    otherSpeaker: other?.name ?? null,
    firstYear: years?.[0] ?? null,
    lastYear: years?.[1] ?? null,
    page: having.length > PAGE_SIZE ? 2 : 1,
  };
}

interface Holder {
  readonly name: string;
  readonly held: readonly Passage[];
}

/** Voices beyond these say too little to be an example, and reading all of a large debate takes long. */
const MOST_LOOKED_AT = 20;

/** Whose passages are looked at for examples: persons first, then those that say most. */
export function exemplary(speakers: readonly Speaker[]): readonly Speaker[] {
  const persons = speakers.filter(({ kind }) => kind === 'person');
  const authors = speakers.filter(({ kind }) => kind === 'unnamed author');
  return [...persons, ...authors].slice(0, MOST_LOOKED_AT);
}

/** Voices that hold something and can be named in short. */
function holdersIn({ speakers, heldBy }: ExampleParts): Holder[] {
  return exemplary(speakers).flatMap((speaker) => {
    const name = shortNameOf(speaker, speakers);
    const held = name === null ? [] : heldBy(speaker);
    return name === null || held.length === 0 ? [] : [{ name, held }];
  });
}

/** The last word of a person's name, or all of it, whichever first means that voice alone. */
function shortNameOf({ kind, label }: Speaker, speakers: readonly Speaker[]): string | null {
  const last = kind === 'person' ? label.split(/\s/u).slice(-1) : [];
  const names = [...last.map((word) => word.toLocaleLowerCase('fr')), label];
  return names.find((name) => PLAIN.test(name) && isOneAlone(name, speakers)) ?? null;
}

function isOneAlone(name: string, speakers: readonly Speaker[]): boolean {
  const parts = partsOfName(name);
  const meant = speakers.filter(({ names }) =>
    names.some((each) => parts.every((part) => partsOfName(each).includes(part))),
  );
  return parts.length > 0 && meant.length === 1;
}

/** What no command takes for a sign of its own, nor any platform. */
const PLAIN = /^[\p{L}\p{N}][\p{L}\p{N} ’'.()-]*$/u;

/** As much as a person types without thinking. */
const LONGEST_SUBJECT = 30;

/** The topics that can be typed after any command and name something. */
function subjectsOf(topics: readonly string[]): string[] {
  return topics.filter((topic) => {
    const words = topic.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
    const isTypable = topic.length <= LONGEST_SUBJECT && PLAIN.test(topic);
    return isTypable && names(words) && !isOption(words.at(-1));
  });
}

/** « privé » at the end of what is typed asks for a private answer. */
function isOption(word = ''): boolean {
  return ['prive', 'resume'].includes(foldText(word));
}

/** Whether one of the words says what is looked for, and not only that something is. */
function names(words: readonly string[]): boolean {
  return words.map(foldText).some((form) => !isStopWord(form) && !isDiscourse(form));
}

const LONG_WORD = /(?<![\p{L}\p{N}])\p{Ll}{6,20}(?![\p{L}\p{N}])/gu;
/** A long debate need not be read through for one word. */
const MOST_READ = 200;

/** Of too few passages to have topics: the long word that stands in most passages, as it is written there. */
function wordOf(passages: readonly Passage[]): string | null {
  const counts = new Map<string, number>();
  for (const { text, thesis } of passages.slice(0, MOST_READ)) {
    const words = `${text ?? ''} ${thesis?.text ?? ''}`.match(LONG_WORD) ?? [];
    for (const word of new Set(words)) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const candidates = [...counts].filter(([word]) => names([word]) && !isOption(word));
  return candidates.toSorted(([, a], [, b]) => b - a)[0]?.[0] ?? null;
}
