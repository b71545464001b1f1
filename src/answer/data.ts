import { speakerText } from '../debate/attribution.ts';
import type { Corpus } from '../debate/corpus.ts';
import { textOf } from '../debate/quote.ts';
import type { Quote } from '../debate/quote.ts';
import { formatDate } from '../text/dates.ts';
import { foldText } from '../text/fold.ts';
import { stem } from '../text/stem.ts';
import { foldWhiteSpace } from '../text/typography.ts';

/** How much of a question is told to a model. */
const LONGEST_TOPIC = 300;
/** What stands round a datum; a datum never holds it. */
const OPENING = '⟦';
const CLOSING = '⟧';
const DATUM = /^⟦([^⟦⟧]+)⟧ (.*?) ⟦fin⟧$/gmu;
const LIKE_OPENING = /[⟦⟪〚『【]/gu;
const LIKE_CLOSING = /[⟧⟫〛』】]/gu;

/** One datum on one line of its own, which nothing in it can end: « ⟦passage 1⟧ … ⟦fin⟧ ». */
export function datum(label: string, text: string): string {
  return `${OPENING}${inside(label)}${CLOSING} ${inside(text)} ${OPENING}fin${CLOSING}`;
}

/** The passages, numbered from 1 in the order in which they are shown, each after its voice and work. */
export function passageData(shown: readonly Quote[]): string {
  return shown.map((quote, index) => numberedData(index + 1, quote)).join('\n\n');
}

function numberedData(number: number, quote: Quote): string {
  const { source } = quote.passage;
  const work = `${source.title}, ${source.publisher}, ${formatDate(source.date)}`;
  return [
    datum(`source ${number}`, `${speakerText(quote.passage)} — ${work}`),
    datum(`passage ${number}`, textOf(quote)),
  ].join('\n');
}

/** The data that a prompt holds, as a reader of its delimiters finds them: label and words, in order. */
export function dataIn(prompt: string): readonly (readonly [label: string, words: string])[] {
  return [...prompt.matchAll(DATUM)].map(([, label = '', words = '']) => [label, words]);
}

/** The passages among them: number → words. */
export function passagesIn(prompt: string): ReadonlyMap<number, string> {
  const passages = dataIn(prompt).flatMap(([label, words]) => {
    const [, number] = /^passage (\d+)$/u.exec(label) ?? [];
    return number === undefined ? [] : [[Number(number), words] as const];
  });
  return new Map(passages);
}

/** Finds what may be told of a question. */
export type TopicOf = (subject: string | null) => string;

/**
 * Tells a question's words that the debate itself has. Whatever else was typed stays with us: an
 * order to the model, a name, a mention, an address, the text of a message.
 */
export function topicsOf({ passages, sources, lexicon }: Corpus): TopicOf {
  const texts = [
    ...passages.flatMap(({ text, thesis, topics, voice }) => [text, thesis, voice.name, ...topics]),
    ...sources.flatMap(({ title, publisher, author }) => [title, publisher, author?.name ?? '']),
    ...lexicon.flat(),
  ];
  const known = new Set(texts.flatMap((text) => lettersIn(text).map(rootOf)));
  return (subject) => {
    const typed = lettersIn((subject ?? '').normalize('NFC').slice(0, LONGEST_TOPIC));
    return typed.filter((word) => known.has(rootOf(word))).join(' ');
  };
}

function inside(text: string): string {
  const line = foldWhiteSpace(text.replace(/\p{Cc}/gu, ' '));
  return line.replace(LIKE_OPENING, '[').replace(LIKE_CLOSING, ']');
}

function rootOf(word: string): string {
  return stem(foldText(word));
}

function lettersIn(text: string): string[] {
  return text.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
}
