import type { Passage } from '../debate/passage.ts';
import { voiceKey } from '../debate/speaker.ts';
import { choose, standsAlone } from './choose.ts';
import { hash } from './hash.ts';
import type { Delivery } from './subscriptions.ts';

/** Eleven years of days: of a corpus that is larger, what was sent longer ago may return. */
const LONGEST_HISTORY = 4_000;

/** What a place is sent next, and what it will then have been sent before. */
export interface Choice {
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
  delivery: Delivery,
): Choice | null {
  const fit = fitOf(passages);
  const { last } = delivery;
  const begun = last?.date === date ? fit.find(({ id }) => id === last.ref) : undefined;
  if (begun !== undefined) return { passage: begun, sent: delivery.sent };
  const sent = sentBefore(delivery);
  const known = new Set(sent);
  const left = fit.filter(({ id }) => !known.has(id));
  const isNewCycle = left.length === 0;
  const passage = pick(isNewCycle ? allBut(fit, last?.ref) : left, date, last?.voice, fit);
  return passage === undefined ? null : { passage, sent: isNewCycle ? [] : sent };
}

function sentBefore({ last, sent }: Delivery): readonly string[] {
  if (last === null || last.outcome === 'failed') return sent;
  return [...sent, last.ref].slice(-LONGEST_HISTORY);
}

function allBut(passages: readonly Passage[], id: string | undefined): readonly Passage[] {
  return passages.length > 1 ? passages.filter((passage) => passage.id !== id) : passages;
}

function pick(
  left: readonly Passage[],
  date: string,
  lastVoice: string | undefined,
  fit: readonly Passage[],
): Passage | undefined {
  const candidates = speakable(left, lastVoice);
  const today = todays(fit, date);
  if (today !== null && candidates.includes(today)) return today;
  return candidates
    .map((passage) => ({ passage, rank: hash(`${date} ${passage.id}`) }))
    .sort((a, b) => a.rank - b.rank || (a.passage.id < b.passage.id ? -1 : 1))[0]?.passage;
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

/** Of a corpus that was read once, worked out once. */
interface Fit {
  readonly passages: readonly Passage[];
  readonly todays: Map<string, Passage | null>;
}
const known = new WeakMap<readonly Passage[], Fit>();
/** Local dates differ by a day or two around the world. */
const MOST_DATES = 4;

function fitOf(passages: readonly Passage[]): readonly Passage[] {
  return rememberedFit(passages).passages;
}

function rememberedFit(passages: readonly Passage[]): Fit {
  const found = known.get(passages);
  if (found !== undefined) return found;
  const fit = { passages: passages.filter(standsAlone), todays: new Map<string, Passage | null>() };
  known.set(passages, fit);
  known.set(fit.passages, fit);
  return fit;
}

function todays(fit: readonly Passage[], date: string): Passage | null {
  const { todays: dates } = rememberedFit(fit);
  const found = dates.get(date);
  if (found !== undefined) return found;
  if (dates.size >= MOST_DATES) dates.clear();
  const today = choose(fit, date);
  dates.set(date, today);
  return today;
}
