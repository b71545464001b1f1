import type { Passage } from '../debate/passage.ts';
import { voiceKey } from '../debate/speaker.ts';
import { foldText } from '../french/fold.ts';
import { hash } from './hash.ts';

const SHORTEST = 60;
const LONGEST = 400;
const DAY_MS = 86_400_000;

// A sentence that leans on the one before it: pronouns, demonstratives, conjunctions of sequence.
const OPENINGS = [
  'ils|elles?|ce|cela|ceci|ca|celui|celles?|ceux|cet|cettes?|ces|en|y|lui|leurs?',
  'mais|donc|or|car|et|puis|ensuite|enfin|ainsi|alors|aussi|cependant|pourtant|toutefois|inversement',
  "d'ailleurs|d'une part|d'autre part|de plus|de meme|de ce fait|pour cela|pour resumer|finalement|bref",
  'oui|non|si|merci|bonjour|certes|forcement|voila|en conclusion|au-dela',
  "c'est vrai|c'est|c'etait|la reponse|l'etape suivante|la derniere|les autres|le second",
  String.raw`(?:la|le) (?:premiere?|deuxieme|troisieme|\d+eme)`,
  // « Il faut », « il est temps » lean on nothing.
  String.raw`il(?! (?:ne |n')?(?:faut|est (?!content|venu)|s'agit|existe|y a|suffit))`,
];
const LEANS_BACK = new RegExp(`^(?:${OPENINGS.join('|')})(?![\\p{L}\\p{N}])`, 'u');
// Or points back from inside.
const POINTS_BACK =
  /ci-dess(?:us|ous)|\bce constat|\bcette conference|\bcet(?:te)? (?:article|nouvelle offre)|tout l'article|ces deux|en a decide|appelait ca/u;

/** Whether a passage can be read with nothing around it: its own words, whole, and none misheard. */
export function standsAlone({ text, role, stance, flags }: Passage): boolean {
  const isOfLength = text.length >= SHORTEST && text.length <= LONGEST;
  const isWhole = /[.!?…»”"]$/u.test(text) && !text.startsWith('@');
  const isSound =
    stance === 'assumed' && role !== 'intervieweur' && !flags.includes('mots mal entendus');
  const folded = foldText(text);
  return isOfLength && isWhole && isSound && !LEANS_BACK.test(folded) && !POINTS_BACK.test(folded);
}

/**
 * The passage for a date (`2026-11-22`), the same whoever asks: each that stands alone once before
 * any returns, and no voice two days running while another is left to speak. Null when none is fit.
 */
export function choose(passages: readonly Passage[], date: string): Passage | null {
  const fit = passages.filter(standsAlone);
  if (fit.length === 0) return null;
  const day = Math.floor(Date.parse(`${date}T00:00:00Z`) / DAY_MS);
  const cycle = Math.floor(day / fit.length);
  const order = startingAfter(orderOf(fit, cycle - 1).at(-1), orderOf(fit, cycle));
  return order[day - cycle * fit.length] ?? null;
}

/** The passages in the order of a cycle, whatever the order they are given in. */
function orderOf(passages: readonly Passage[], cycle: number): Passage[] {
  const shuffled = passages
    .map((passage) => ({ passage, rank: hash(`${cycle} ${passage.id}`) }))
    .sort((a, b) => a.rank - b.rank || (a.passage.id < b.passage.id ? -1 : 1))
    .map(({ passage }) => passage);
  return spread(shuffled);
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
