import * as v from 'valibot';
import type { Address } from '../ask/request.ts';
import { isWaiting, type Proposal } from './proposal.ts';
import { oneLine } from './reading.ts';

// A whole thread, proposed as a work: each person in it is asked first, and their words are kept apart from
// those of the others, so that two people who answer at once change nothing of each other's.

/** How long people may answer; without an answer, nothing of theirs is kept. */
export const ANSWER_MS = 7 * 24 * 60 * 60 * 1000;
/** Messages of a thread, people in it, and characters of one person: what is asked about is shown whole in one message. */
export const MOST_OF_THREAD = { messages: 100, people: 20, characters: 2_500 } as const;

/** What a person said to the question whether their words may be kept, or that they could not be asked. */
export type ConsentAnswer = NonNullable<Consent['answer']>;

const SAID = v.object({
  /** Its place in the thread, from 0. */
  at: v.pipe(v.number(), v.safeInteger()),
  /** As `2026-11-22`. */
  day: v.string(),
  words: v.string(),
});

/** What one person wrote in a thread, and whether it may be kept. */
export type Consent = Readonly<v.InferOutput<typeof CONSENT>>;
export const CONSENT = v.object({
  /** Of the proposal. */
  number: v.pipe(v.number(), v.safeInteger()),
  platform: v.string(),
  workspace: v.nullable(v.string()),
  /** Stands for the person, whom it does not name. */
  by: v.string(),
  /** By the platform's own identifier; null as soon as they are asked. */
  person: v.nullable(v.string()),
  /** Null where the platform tells none, or they want none. */
  name: v.nullable(v.string()),
  untilMs: v.number(),
  /** None where they may not be kept. */
  said: v.pipe(v.array(SAID), v.readonly()),
  /** Null while they have not answered. */
  answer: v.nullable(v.picklist(['named', 'unnamed', 'refused', 'unreached'])),
});

/** What became of the people of a thread, and what they let be kept. */
export interface Standing {
  /** Whether all have answered, or their time is over. */
  readonly isOver: boolean;
  readonly asked: number;
  readonly agreed: number;
  readonly refused: number;
  readonly unreached: number;
  /** In order; whose voice wants no name has none. */
  readonly messages: readonly (Omit<v.InferOutput<typeof SAID>, 'at'> & {
    readonly voice: string | null;
  })[];
}

/** Where it is kept what people of threads wrote and answered. Every promise may be rejected with a BotError `store`. */
export interface Consents {
  /** Proposes a thread, with what each person wrote in it; null where it was proposed before. */
  readonly begin: (
    from: Address,
    thread: Pick<Proposal, 'day' | 'debate'> & { readonly place: string; readonly link: string },
    people: readonly Wrote[],
  ) => Promise<Proposal | null>;
  /** Those who are to be asked on a platform. */
  readonly unasked: (
    platform: string,
  ) => Promise<readonly (Consent & { readonly person: string })[]>;
  /** True once, to whatever process: that one asks, and from then on nobody can be written to. */
  readonly take: (consent: Consent) => Promise<boolean>;
  /** Null where nothing is asked of that person, or it is too late. */
  readonly of: (proposal: Proposal, person: string) => Promise<Consent | null>;
  readonly answer: (consent: Consent, answer: ConsentAnswer) => Promise<void>;
  readonly standing: (proposal: Proposal) => Promise<Standing>;
}

/** A message of a person, as its platform gives it. */
export interface Written {
  readonly person: string;
  /** Null where the platform does not tell. */
  readonly name: string | null;
  readonly text: string;
  /** Milliseconds since 1970. */
  readonly atMs: number;
}

/** What one person wrote, as it would be kept. */
export type Wrote = Pick<Written, 'person' | 'name'> & Pick<Consent, 'said'>;

/** The day of a moment, as `2026-11-22`. */
export function dayAt(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

/** Lines after « > », all of a message after « >>> »: a person quotes others so, who are asked about their own words. */
const QUOTED = /^[^\S\n]*>>>[^]*|^[^\S\n]*>.*/gmu;

/** Stands for whoever a message calls: nobody asked them whether they want to be named in it. */
export const SOMEBODY = '@…';
/** A name as it is typed after an @, of one word. */
const HANDLE = String.raw`[\p{L}\p{N}_](?:[\p{L}\p{M}\p{N}._-]*[\p{L}\p{M}\p{N}_])?`;

/** Matches an @ and what is typed after it as a name, those of the thread first; an address has one within a word. */
function calls(names: readonly string[]): RegExp {
  const called = [...names.map(RegExp.escape), HANDLE].join('|');
  return new RegExp(`(?<![^\\s(«"“'’])@(?:${called})(?![\\p{L}\\p{N}_])`, 'giu');
}

/** What each person of a thread wrote that can be kept, in the order in which they came. */
export function peopleIn(messages: readonly Written[]): readonly Wrote[] {
  const people = new Map<string, { name: string | null; said: Consent['said'][number][] }>();
  const called = calls(messages.flatMap(({ name }) => oneLine(name ?? '') ?? []));
  for (const [at, { person, name, text, atMs }] of messages.entries()) {
    const words = oneLine(text.replace(QUOTED, '').replace(called, SOMEBODY));
    if (words === null) continue;
    const known = people.get(person) ?? { name: oneLine(name ?? ''), said: [] };
    people.set(person, known);
    known.said.push({ at, day: dayAt(atMs), words });
  }
  return [...people]
    .map(([person, { name, said }]) => ({ person, name, said: fitting(said) }))
    .filter(({ said }) => said.length > 0);
}

/** What Discord may need a sign before, so that it is shown as it is. */
const MARKS = /[!-/:-@[-`{-~]/gu;
/** Characters as they are sent, with these signs: the question itself takes some of Discord's 4,000. */
const MOST_WRITTEN = 3_000;

/** As many of them, whole and the first before others, as one question shows. */
function fitting(said: Consent['said']): Consent['said'] {
  let room: number = MOST_OF_THREAD.characters;
  let writtenRoom = MOST_WRITTEN;
  return said.filter(({ words }) => {
    const written = words.length + [...words.matchAll(MARKS)].length + 3;
    const fits = words.length <= room && written <= writtenRoom;
    if (fits) [room, writtenRoom] = [room - words.length, writtenRoom - written];
    return fits;
  });
}

/** How a thread stands, given what is kept of its people. */
export function standingOf(
  { proposed }: Proposal,
  consents: readonly Consent[],
  nowMs: number,
): Standing {
  const { asked = 0, untilMs = 0 } = proposed?.thread ?? {};
  const answered = consents.filter(({ answer }) => answer !== null);
  const those = (verdict: ConsentAnswer) => answered.filter(({ answer }) => answer === verdict);
  const agreed = [...those('named'), ...those('unnamed')];
  const messages = agreed
    .flatMap(({ said, name, answer }) =>
      said.map((each) => ({ ...each, voice: answer === 'named' ? name : null })),
    )
    .toSorted((a, b) => a.at - b.at)
    .map(({ at: _, ...each }) => each);
  return {
    isOver: answered.length >= asked || nowMs >= untilMs,
    ...{ asked, agreed: agreed.length, refused: those('refused').length },
    ...{ unreached: those('unreached').length, messages },
  };
}

/** A proposal that can be judged, and how its thread stands where it is one. */
export type Judged = readonly [proposal: Proposal, standing: Standing | null];

/** Those that can be judged now: of a thread, once its people have answered and somebody agreed. */
export async function judgeable(
  proposals: readonly Proposal[],
  consents: Pick<Consents, 'standing'>,
): Promise<readonly Judged[]> {
  const judged: Judged[] = [];
  for (const each of proposals.filter(isWaiting)) {
    const of = each.proposed?.thread === undefined ? null : await consents.standing(each);
    if (of === null || (of.isOver && of.agreed > 0)) judged.push([each, of]);
  }
  return judged;
}
