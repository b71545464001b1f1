import type { Passage } from '../../debate/passage.ts';
import { wordsIn } from '../../french/words.ts';
import { weightOf, type Term } from '../analysis/terms.ts';
import type { Held, Steps } from '../index/held.ts';
import type { Found } from './candidates.ts';

/*
 * The odds that a question is asked of these passages, as the one that says most of it tells them:
 *
 *     ln odds =  3.0 × the share of the question that the passage says (weights, from 0 to 1)
 *              + 2.1 × pairs of neighbours of the question that are neighbours there, 2 at most
 *              − 1.1 × the weight of the words that no passage has
 *              − .36 × ln(passages): the more there are, the more one says by chance
 *
 * It is a logistic regression on piaf, fquad and spf cut to 60, 120, 500, 2,000 and all of their passages,
 * each asked its own questions and the others’, whole and as one to three words. With each collection left
 * out in turn the weights move by a tenth, and the area under the curve is .99 on spf, .86 to .95 on the
 * other two, at every size (docs/decisions/0017-refusing.md has what was tried beside it).
 */
const ODDS = { share: 3, adjacent: 2.1, unknown: -1.1, size: -0.36 };

/** What the passage that says most of a question tells of it. */
interface Told {
  readonly share: number;
  readonly adjacent: number;
  /** The weight of the words that no passage has. */
  readonly unknown: number;
}

/** The natural logarithm of the odds that a question is asked of so many passages. */
export function oddsOf({ share, adjacent, unknown }: Told, passageCount: number): number {
  const pairs = Math.min(2, adjacent);
  return (
    ODDS.share * share +
    ODDS.adjacent * pairs +
    ODDS.unknown * unknown +
    ODDS.size * Math.log(Math.max(1, passageCount))
  );
}

/** The odds asked for where a corpus tells nothing of its own questions: 90 % of spf’s foreign ones are below. */
const USUAL_ODDS = -0.5;

/**
 * The odds asked for where passages are answers to questions: these are asked again in other words, and
 * 1 to 4 % of the people’s questions of three such corpora have less; 26 to 30 % of piaf’s and fquad’s have more.
 */
export const QUESTIONS_ODDS = -2.25;

/** However much they say of them, no more is asked. */
const MOST_ODDS = 0;

/** However little the passages of a corpus say of each other’s sentences, no less is asked. */
const LEAST_ODDS = -2.2;

/** Of what is asked of it for the purpose, a corpus may leave so much without an answer. */
const TENTH = 0.1;

/** Passages of which a sentence is asked at most, and the fewest that tell anything. */
const SAMPLE = { most: 100, least: 20 };

/** Words of a sentence that are asked: those of a long question. */
const ASKED_WORDS = 10;

/** Words that must be left of a passage without its sentence: fewer say next to nothing. */
const LEAST_REST_WORDS = 50;

const SENTENCES = new Intl.Segmenter('fr', { granularity: 'sentence' });

/** Of the passages that BM25 puts first, those that cover most of the terms. */
type MostTelling = (terms: readonly Term[]) => Steps<readonly Found[]>;

/**
 * The least odds that a question must have to be answered. How much of its own questions a corpus says
 * hangs on how it speaks: a page of advice says again and again what it is about, a paragraph of an
 * encyclopedia each thing once. So some words of one sentence of a passage are asked of all the others,
 * and of what is left of that passage: nine of ten such questions must be answered. They have more than
 * -2.6 to -1.9 on piaf and fquad, -1.4 on the turns of a debate, -.8 to 0 on spf; 3 % of the real
 * questions have less than -2.3 to -1.6 on the first two, -1.5 on the turns, .1 to .8 on spf.
 */
export function* leastOddsOf(
  held: Held,
  termsOf: (text: string) => readonly Term[],
  mostTelling: MostTelling,
): Steps<number> {
  const odds: number[] = [];
  const sample = held.sample();
  yield { passages: sample };
  const sentences = sample.map((number) => sentenceOf(held.passageOf(number)));
  for (const [place, number] of sample.entries()) {
    if (odds.length === SAMPLE.most) break;
    const sentence = sentences[place] ?? null;
    if (sentence === null) continue;
    const rest = new Set(held.vocabulary.stemsOf(wordsIn(sentence.rest)));
    const terms = termsOf(sentence.words);
    if (terms.length === 0) continue;
    odds.push(yield* oddsWithoutSentence(number, terms, rest, held, mostTelling));
  }
  if (odds.length < SAMPLE.least) return USUAL_ODDS;
  const least = odds.sort((a, b) => a - b)[Math.floor(TENTH * odds.length)] ?? 0;
  return Math.max(LEAST_ODDS, Math.min(MOST_ODDS, least));
}

/** Words of the middle sentence of a passage, and what else it says; null of a passage of one sentence. */
function sentenceOf(passage: Passage | undefined) {
  const sentences = [...SENTENCES.segment(passage?.text ?? '')].map(({ segment }) => segment);
  const middle = sentences.length >> 1;
  if (passage === undefined || sentences.length < 2) return null;
  const words = sentences[middle]?.split(/\s+/u).slice(0, ASKED_WORDS).join(' ') ?? '';
  const rest = [passage.source.title, ...sentences.toSpliced(middle, 1)].join(' ');
  return rest.split(/\s+/u).length < LEAST_REST_WORDS ? null : { words, rest };
}

/** The odds of a sentence’s words as they would be if no passage held the sentence, given the stems of what is left of its own. */
function* oddsWithoutSentence(
  own: number,
  terms: readonly Term[],
  rest: ReadonlySet<number>,
  held: Held,
  mostTelling: MostTelling,
): Steps<number> {
  const isLeft = ({ alternatives }: Term) => alternatives.some(({ stem }) => rest.has(stem));
  const isElsewhere = ({ alternatives }: Term) =>
    alternatives.some(({ stem }) => (held.ownCounts[stem] ?? 0) > 1);
  const whole = weightOf(terms);
  const left = weightOf(terms, (term) => (isLeft(term) ? 1 : 0));
  const found = yield* mostTelling(terms);
  const others = found.filter(({ passage }) => passage !== own);
  const covered = Math.max(left, ...others.map(({ covered: share }) => share));
  const unknown = weightOf(terms, (term) => (isLeft(term) || isElsewhere(term) ? 0 : 1));
  return oddsOf({ share: covered / whole, adjacent: 0, unknown }, held.passageCount);
}
