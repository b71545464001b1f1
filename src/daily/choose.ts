import type { Passage } from '../debate/passage.ts';
import { leansBack } from '../french/leaning.ts';
import type { Delivery } from './subscriptions.ts';
import { voiceKey } from '../debate/speaker.ts';

const SHORTEST = 60;
const LONGEST = 400;
const DAY_MS = 86_400_000;

/** Whether a passage can be read with nothing around it: its own words, whole, and none misheard. */
export function standsAlone({ text, role, stance, flags }: Passage): boolean {
  if (text === null) return false;
  const isOfLength = text.length >= SHORTEST && text.length <= LONGEST;
  const isWhole = /^["«“]? ?[\p{Lu}\d].*[.!?…»”"]$/su.test(text);
  const isOwn = stance === 'assumed' && role !== 'intervieweur';
  if (!isOfLength || !isWhole || !isOwn || flags.includes('mots mal entendus')) return false;
  return !leansBack(text);
}

/** Those of a corpus that stand alone, and the orders of such lists: each is worked out once. */
const FITTING = new WeakMap<readonly Passage[], readonly Passage[]>();
const ORDERS = new WeakMap<readonly Passage[], Map<number, readonly Passage[]>>();

function fitIn(passages: readonly Passage[]): readonly Passage[] {
  const fit = FITTING.get(passages) ?? passages.filter(standsAlone);
  FITTING.set(passages, fit);
  return fit;
}

/**
 * The passage for a date (`2026-11-22`), the same whoever asks: each that stands alone once before
 * any returns, and no voice two days running while another is left to speak. Null when none is fit.
 */
export function choose(passages: readonly Passage[], date: string): Passage | null {
  return chosenOf(fitIn(passages), date);
}

/** The same of passages that stand alone. */
export function chosenOf(fit: readonly Passage[], date: string): Passage | null {
  const day = Math.floor(Date.parse(`${date}T00:00:00Z`) / DAY_MS);
  const cycle = Math.floor(day / fit.length);
  const order = startingAfter(orderOf(fit, cycle - 1).at(-1), orderOf(fit, cycle));
  return order[day - cycle * fit.length] ?? null;
}

/** The passages of a corpus that stand alone, in an order that lasts and mixes their voices. */
export function standingAlone(passages: readonly Passage[]): readonly Passage[] {
  return orderOf(fitIn(passages), 0);
}

/** The passages in the order of a cycle, whatever the order they are given in. */
function orderOf(fit: readonly Passage[], cycle: number): readonly Passage[] {
  const orders = ORDERS.get(fit) ?? new Map<number, readonly Passage[]>();
  const order = orders.get(cycle) ?? spread(shuffled(fit, String(cycle)));
  ORDERS.set(fit, orders.set(cycle, order));
  return order;
}

function shuffled(passages: readonly Passage[], seed: string): Passage[] {
  return passages
    .map((passage) => ({ passage, rank: hash(`${seed} ${passage.id}`) }))
    .sort((a, b) => a.rank - b.rank || (a.passage.id < b.passage.id ? -1 : 1))
    .map(({ passage }) => passage);
}

/**
 * Turns a beginning of the order round, so that it does not start with the voice that ended the
 * cycle before. Its last passage stays where it is: the next cycle starts after that one.
 */
function startingAfter(before: Passage | undefined, order: readonly Passage[]): readonly Passage[] {
  const [first] = order;
  if (!isSameVoice(before, first)) return order;
  const last = order.findIndex(
    (passage, index) =>
      index < order.length - 1 &&
      !isSameVoice(before, passage) &&
      !isSameVoice(first, order[index + 1]),
  );
  return [...order.slice(0, last + 1).toReversed(), ...order.slice(last + 1)];
}

/**
 * Reorders, in linear time, so that no voice follows itself where that can be helped: a passage
 * whose voice has just spoken waits for another's, and what still waits at the end goes back to the
 * first gap between two other voices.
 */
function spread(passages: readonly Passage[]): Passage[] {
  const spoken: Passage[] = [];
  // Every passage that waits has the voice that spoke last when it was held back: one voice at a time.
  const waiting: Passage[] = [];
  for (const passage of passages) {
    if (isSameVoice(spoken.at(-1), passage)) {
      waiting.push(passage);
      continue;
    }
    spoken.push(passage);
    const [held] = waiting;
    if (held !== undefined && !isSameVoice(held, passage)) {
      spoken.push(held);
      waiting.shift();
    }
  }
  return withGapsFilled(spoken, waiting);
}

function withGapsFilled(spoken: readonly Passage[], waiting: readonly Passage[]): Passage[] {
  const left = [...waiting];
  const filled: Passage[] = [];
  for (const passage of spoken) {
    const [held] = left;
    const hasGap = !isSameVoice(filled.at(-1), held) && !isSameVoice(held, passage);
    if (held !== undefined && hasGap) {
      filled.push(held);
      left.shift();
    }
    filled.push(passage);
  }
  return [...filled, ...left];
}

function isSameVoice(one: Passage | undefined, other: Passage | undefined): boolean {
  return one !== undefined && other !== undefined && voiceKey(one) === voiceKey(other);
}

/** Eleven years of days: of a corpus that is larger, what was sent longer ago may return. */
const LONGEST_HISTORY = 4_000;

/** What a place is sent next, and what it will then have been sent before. */
interface Choice {
  readonly passage: Passage;
  readonly sent: readonly string[];
}

/**
 * The passage for a place and a date: today's of `/citation` where the place has not had it, else
 * another. Each that stands alone is sent once before any returns, and no voice two days running
 * while another is left to speak. The same for every process; null when no passage is fit.
 */
export function chooseNext(
  passages: readonly Passage[],
  date: string,
  delivery: Pick<Delivery, 'last' | 'sent'>,
): Choice | null {
  const fit = fitIn(passages);
  const { last } = delivery;
  const begun = last?.date === date ? fit.find(({ id }) => id === last.ref) : undefined;
  if (begun !== undefined) return { passage: begun, sent: delivery.sent };
  const sent = sentBefore(delivery);
  const known = new Set(sent);
  const left = fit.filter(({ id }) => !known.has(id));
  const isNewCycle = left.length === 0;
  const others = fit.length > 1 ? fit.filter(({ id }) => id !== last?.ref) : fit;
  const candidates = speakable(isNewCycle ? others : left, last?.voice);
  const today = choose(passages, date);
  const isFree = today !== null && candidates.includes(today);
  const passage = isFree ? today : shuffled(candidates, date)[0];
  return passage === undefined ? null : { passage, sent: isNewCycle ? [] : sent };
}

/** What a place was sent, its last one included where that counts as sent. */
export function sentBefore({ last, sent }: Pick<Delivery, 'last' | 'sent'>): readonly string[] {
  if (last === null || last.outcome === 'failed') return sent;
  return [...sent, last.ref].slice(-LONGEST_HISTORY);
}

/**
 * Those whose voice may speak now: not the last one's, and of a voice that has more than half of what
 * is left, that voice at once, because later it would have to follow itself.
 */
function speakable(left: readonly Passage[], lastVoice: string | undefined): readonly Passage[] {
  const byVoice = Map.groupBy(left, voiceKey);
  if (lastVoice !== undefined) byVoice.delete(lastVoice);
  const others = [...byVoice.values()];
  if (others.length === 0) return left;
  return others.find((those) => those.length * 2 > left.length) ?? others.flat();
}

/** FNV-1a, 32 bits: spreads texts evenly, and means nothing more. */
export function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const character of text) {
    value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  return value;
}
