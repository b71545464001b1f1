import type { Passage } from '../debate/passage.ts';
import { standingOf, standsAlone, type Standing } from '../debate/standing.ts';
import type { Delivery } from './subscriptions.ts';

const DAY_MS = 86_400_000;

/** Those of a corpus that stand alone, and the orders of such lists: each is worked out once. */
const FITTING = new WeakMap<readonly Passage[], Fitting>();
const ORDERS = new WeakMap<readonly Standing[], Map<number, readonly Standing[]>>();

interface Fitting {
  readonly standing: readonly Standing[];
  readonly byId: ReadonlyMap<string, Passage>;
}

function fitIn(passages: readonly Passage[]): Fitting {
  let fitting = FITTING.get(passages);
  if (fitting === undefined) {
    const fit = passages.filter(standsAlone);
    const byId = new Map(fit.map((passage) => [passage.id, passage]));
    FITTING.set(passages, (fitting = { standing: fit.map(standingOf), byId }));
  }
  return fitting;
}

/**
 * The passage for a date (`2026-11-22`), the same whoever asks: each that stands alone once before
 * any returns, and no voice two days running while another is left to speak. Null when none is fit.
 */
export function choose(passages: readonly Passage[], date: string): Passage | null {
  const { standing, byId } = fitIn(passages);
  return byId.get(chosenOf(standing, date)?.id ?? '') ?? null;
}

/** The same of what stands alone. */
export function chosenOf(fit: readonly Standing[], date: string): Standing | null {
  const day = Math.floor(Date.parse(`${date}T00:00:00Z`) / DAY_MS);
  const cycle = Math.floor(day / fit.length);
  const order = startingAfter(orderOf(fit, cycle - 1).at(-1), orderOf(fit, cycle));
  return order[day - cycle * fit.length] ?? null;
}

/** What stands alone in an order that lasts and mixes the voices. */
export function mixed(fit: readonly Standing[]): readonly Standing[] {
  return orderOf(fit, 0);
}

/** The passages in the order of a cycle, whatever the order they are given in. */
function orderOf(fit: readonly Standing[], cycle: number): readonly Standing[] {
  const orders = ORDERS.get(fit) ?? new Map<number, readonly Standing[]>();
  const order = orders.get(cycle) ?? spread(shuffled(fit, String(cycle)));
  ORDERS.set(fit, orders.set(cycle, order));
  return order;
}

function shuffled(passages: readonly Standing[], seed: string): Standing[] {
  return passages
    .map((each) => ({ each, rank: hash(`${seed} ${each.id}`) }))
    .sort((a, b) => a.rank - b.rank || (a.each.id < b.each.id ? -1 : 1))
    .map(({ each }) => each);
}

/**
 * Turns a beginning of the order round, so that it does not start with the voice that ended the
 * cycle before. Its last passage stays where it is: the next cycle starts after that one.
 */
function startingAfter(
  before: Standing | undefined,
  order: readonly Standing[],
): readonly Standing[] {
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
function spread(passages: readonly Standing[]): Standing[] {
  const spoken: Standing[] = [];
  // Every passage that waits has the voice that spoke last when it was held back: one voice at a time.
  const waiting: Standing[] = [];
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

function withGapsFilled(spoken: readonly Standing[], waiting: readonly Standing[]): Standing[] {
  const left = [...waiting];
  const filled: Standing[] = [];
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

function isSameVoice(one: Standing | undefined, other: Standing | undefined): boolean {
  return one !== undefined && one.voice === other?.voice;
}

/** Eleven years of days: of a corpus that is larger, what was sent longer ago may return. */
const LONGEST_HISTORY = 4_000;

/** What a place is sent next, and what it will then have been sent before. */
interface Choice {
  readonly chosen: Standing;
  readonly sent: readonly string[];
}

type Sent = Pick<Delivery, 'last' | 'sent'>;

/**
 * The passage for a place and a date, of those that stand alone: today's of `/citation` where the place has
 * not had it, else another. Each is sent once before any returns, and no voice two days running while another
 * is left to speak. The same for every process; null when no passage is fit.
 */
export function chooseNext(fit: readonly Standing[], date: string, delivery: Sent): Choice | null {
  const { last } = delivery;
  const begun = last?.date === date ? fit.find(({ id }) => id === last.ref) : undefined;
  if (begun !== undefined) return { chosen: begun, sent: delivery.sent };
  const sent = sentBefore(delivery);
  const known = new Set(sent);
  const left = fit.filter(({ id }) => !known.has(id));
  const isNewCycle = left.length === 0;
  // What was sent of another debate, which may be chosen again, is not begun anew with this one.
  const ofOthers = () => sent.filter((ref) => !fit.some(({ id }) => id === ref));
  const others = fit.length > 1 ? fit.filter(({ id }) => id !== last?.ref) : fit;
  const candidates = speakable(isNewCycle ? others : left, last?.voice);
  const today = chosenOf(fit, date);
  const isFree = today !== null && candidates.includes(today);
  const chosen = isFree ? today : shuffled(candidates, date)[0];
  return chosen === undefined ? null : { chosen, sent: isNewCycle ? ofOthers() : sent };
}

/** What a place was sent, its last one included where that counts as sent. */
export function sentBefore({ last, sent }: Sent): readonly string[] {
  if (last === null || last.outcome === 'failed') return sent;
  return [...sent, last.ref].slice(-LONGEST_HISTORY);
}

/**
 * Those whose voice may speak now: not the last one's, and of a voice that has more than half of what
 * is left, that voice at once, because later it would have to follow itself.
 */
function speakable(left: readonly Standing[], lastVoice: string | undefined): readonly Standing[] {
  const byVoice = Map.groupBy(left, ({ voice }) => voice);
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
