import type { Passage } from '../debate/passage.ts';
import { voiceKey } from '../debate/speaker.ts';
import { MOST_THESES } from '../debate/summary.ts';
import { isStopWord, wordsIn } from '../french/words.ts';
import { stem } from '../french/stem.ts';

/** Theses in their order, those that make one point together. */
export type Groups = readonly (readonly Passage[])[];

/** What comes after these is told only where all of them are of one voice. */
const MOST_NEAR = 12;
/** Passages beyond these were found by accident as much as by what they say. */
const MOST_READ = 50;
/** What being unlike what is told already counts for, beside the place among the passages found. */
const UNLIKENESS = 0.5;
/** Two theses of one voice that are as like as this say the same, and one is told. */
const SAME = 0.5;

/**
 * The corpus's own choice among passages found, best first: by their places, without telling anything
 * twice, each voice in proportion to what was found of it, and never one voice only where others were
 * found: nothing but a reader can tell which sides they take. Each thesis is a point of its own: of the
 * pairs that words make most alike, fewer than half make one point (docs/decisions/0012-theses.md).
 */
export function chosenFrom(found: readonly Passage[], most = MOST_THESES): Groups {
  const read = readable(found);
  const picked = notOneVoiceOnly(pickedFrom(read.slice(0, MOST_NEAR), most), read, most);
  return picked.map((passage) => [passage]);
}

/** What a model may choose from: the first passages found and the corpus's own choice, in the order found. */
export function candidatesFrom(found: readonly Passage[]): readonly Passage[] {
  const read = readable(found);
  const own = new Set(chosenFrom(found).flat());
  const others = read.filter((passage) => !own.has(passage));
  const candidates = new Set([...own, ...others.slice(0, MOST_NEAR - own.size)]);
  return read.filter((passage) => candidates.has(passage));
}

/** The same groups, with a thesis of another voice where they tell one alone and the candidates have several. */
export function withAnotherVoice(groups: Groups, candidates: readonly Passage[]): Groups {
  const told = groups.flat().slice(0, MOST_THESES);
  const whole = notOneVoiceOnly(told, candidates, MOST_THESES);
  const added = whole.filter((passage) => !told.includes(passage));
  const kept = groups.map((group) => group.filter((passage) => whole.includes(passage)));
  return [...kept, added].filter(({ length }) => length > 0);
}

function readable(found: readonly Passage[]): readonly Passage[] {
  return found.filter(({ thesis }) => thesis !== null).slice(0, MOST_READ);
}

/** One after another, the passage that is worth most beside those picked before (Carbonell and Goldstein, 1998). */
function pickedFrom(read: readonly Passage[], most: number): readonly Passage[] {
  const likeness = likenessAmong(read);
  const seats = seatsFor(read, most);
  const picked: Passage[] = [];
  const ownOf = (voice: string) => picked.filter((each) => voiceKey(each) === voice);
  const isTold = (passage: Passage) => {
    return ownOf(voiceKey(passage)).some((each) => likeness(each, passage) >= SAME);
  };
  const hasSeat = (passage: Passage) => {
    const voice = voiceKey(passage);
    return ownOf(voice).length < (seats.get(voice) ?? 0);
  };
  const worth = (passage: Passage) => {
    const nearest = Math.max(0, ...picked.map((each) => likeness(each, passage)));
    return (1 - UNLIKENESS) * worthOfPlace(read.indexOf(passage)) - UNLIKENESS * nearest;
  };
  while (picked.length < most) {
    const left = read.filter((passage) => !picked.includes(passage) && !isTold(passage));
    const seated = left.filter(hasSeat);
    // A voice may have more seats than things to say.
    const [first, ...others] = seated.length > 0 ? seated : left;
    if (first === undefined) break;
    picked.push(others.reduce((best, each) => (worth(each) > worth(best) ? each : best), first));
  }
  return picked;
}

/** As discounted cumulative gain weighs places: 1, .63, .5… */
function worthOfPlace(place: number): number {
  return 1 / Math.log2(place + 2);
}

/** How many theses each voice may tell: Sainte-Laguë's seats, for votes that are worth their places. */
function seatsFor(read: readonly Passage[], most: number): ReadonlyMap<string, number> {
  const votes = new Map<string, number>();
  for (const [place, passage] of read.entries()) {
    const voice = voiceKey(passage);
    votes.set(voice, (votes.get(voice) ?? 0) + worthOfPlace(place));
  }
  const seats = new Map([...votes.keys()].map((voice) => [voice, 0]));
  for (let seat = 0; seat < most; seat += 1) {
    const quotient = (voice: string) => (votes.get(voice) ?? 0) / (2 * (seats.get(voice) ?? 0) + 1);
    const [winner] = [...votes.keys()].toSorted((a, b) => quotient(b) - quotient(a));
    if (winner !== undefined) seats.set(winner, (seats.get(winner) ?? 0) + 1);
  }
  return seats;
}

/** Where one voice alone was picked and others were found, the best of these takes the last place. */
function notOneVoiceOnly(
  picked: readonly Passage[],
  read: readonly Passage[],
  most: number,
): readonly Passage[] {
  const voices = new Set(picked.map(voiceKey));
  const other = read.find((passage) => !voices.has(voiceKey(passage)));
  if (voices.size !== 1 || other === undefined) return picked;
  return [...picked.slice(0, most - 1), other];
}

/**
 * How much two of some passages argue the same, from 0 to 1: the cosine of the words of their theses and
 * texts, each weighted by how few of these passages have it, since the words of the subject, which all of
 * them have, tell nothing. Words cannot prove that two sentences say the same; here they only keep one
 * from being told twice.
 */
function likenessAmong(passages: readonly Passage[]) {
  const stems = new Map(passages.map((passage) => [passage, stemsOf(passage)]));
  const holders = new Map<string, number>();
  for (const word of [...stems.values()].flatMap((own) => [...own])) {
    holders.set(word, (holders.get(word) ?? 0) + 1);
  }
  const weightOf = (word: string) => Math.log(passages.length / (holders.get(word) ?? 1)) ** 2;
  const lengthOf = (own: ReadonlySet<string>) => {
    return Math.sqrt([...own].reduce((sum, word) => sum + weightOf(word), 0));
  };
  const lengths = new Map([...stems].map(([passage, own]) => [passage, lengthOf(own)]));
  return (one: Passage, other: Passage): number => {
    const [these, those] = [stems.get(one), stems.get(other)];
    const length = (lengths.get(one) ?? 0) * (lengths.get(other) ?? 0);
    if (these === undefined || those === undefined || length === 0) return 0;
    const shared = [...these].filter((word) => those.has(word));
    return shared.reduce((sum, word) => sum + weightOf(word), 0) / length;
  };
}

function stemsOf({ thesis, text }: Passage): ReadonlySet<string> {
  const words = wordsIn(`${thesis?.text ?? ''} ${text ?? ''}`).map(({ form }) => form);
  return new Set(words.filter((word) => !isStopWord(word)).map(stem));
}
