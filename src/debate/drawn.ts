import { captionOf, shownWords, type Quote } from './quote.ts';
import { distinct, type Reading } from './reading.ts';
import type { Reply } from './reply.ts';

/** A picture of an answer: its text was read back and cleared before it was drawn. */
export interface Drawn {
  readonly png: Uint8Array;
  /** The same for whoever cannot see it: a label of ours, or a quotation over its caption. */
  readonly alt: string;
  /** All that is written in it, to be compared once more with the message that it goes with. */
  readonly reading: Reading;
  /** Where it is shown among the pages of the debate; null where nobody shows them. */
  readonly address: string | null;
}

/** What a picture is called where it is sent, and where somebody saves it. */
export const PICTURE_FILE = 'debat.png';

/** Whether a picture belongs to it: to every map, and to a quotation where one was asked for. */
export function isPictured(reply: Reply): boolean {
  return reply.kind === 'map' || (reply.kind === 'citation' && reply.isPictured === true);
}

/** A quotation and its caption, a line each. */
export function altOf(quote: Quote): string {
  return `${shownWords(quote)}\n${captionOf(quote.passage)}`;
}

/** What `alt` tells, whether `altOf` wrote it or it is a label. */
export function readAlt(alt: string): Pick<Reading, 'quotations' | 'texts'> {
  const [words = '', caption, ...others] = alt.split('\n');
  if (caption === undefined || others.length > 0) return { quotations: [], texts: [alt] };
  return { quotations: [{ words, caption, url: undefined, thesis: null }], texts: [] };
}

/** A message with its picture, whose numbers are those of the message. */
export function withPicture(reading: Reading, drawn: Drawn | undefined): Reading {
  if (drawn === undefined) return reading;
  const { reading: inside, alt } = drawn;
  return together(together(reading, { ...NOTHING, ...readAlt(alt) }), inside);
}

const NOTHING: Reading = { quotations: [], works: [], documents: [], texts: [] };

/** All that either has: what is left out here is compared with nothing. */
export function together(one: Reading, other: Reading): Required<Reading> {
  return {
    quotations: both(one.quotations, other.quotations),
    works: both(one.works, other.works),
    documents: both(one.documents, other.documents),
    facts: both(one.facts, other.facts),
    sentences: both(one.sentences, other.sentences),
    nodes: distinct(both(one.nodes, other.nodes)),
    arrows: both(one.arrows, other.arrows),
    sides: both(one.sides, other.sides),
    statements: both(one.statements, other.statements),
    pairs: both(one.pairs, other.pairs),
    debates: both(one.debates, other.debates),
    texts: both(one.texts, other.texts),
  };
}

function both<Shown>(one: readonly Shown[] = [], other: readonly Shown[] = []): readonly Shown[] {
  return [...one, ...other];
}
