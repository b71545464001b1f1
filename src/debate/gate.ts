import { catalogueOf, type Catalogue } from './catalogue.ts';
import type { Corpus, Passage } from './passage.ts';
import { workPath } from './address.ts';
import { isSame, quoteDocument, sourceDocument } from './document.ts';
import type {
  Misquotation,
  Reading,
  ShownArrow,
  ShownDocument,
  ShownNode,
  ShownQuotation,
  ShownSentence,
  ShownSide,
  ShownWork,
} from './reading.ts';
import { misleadingIn, toldTooOften } from './leading.ts';
import { straysIn } from './strays.ts';
import { linkOf, pageOf, thesisText, Quote } from './quote.ts';
import { isPageOf, isQuotedBy, Known, tells } from './known.ts';
import { isRelated, pointLine, relationsBetween, tellsRelation } from './relation.ts';

/** Thrown instead of letting a message leave. */
export class MisquotationError extends Error {
  override readonly name = 'MisquotationError';
  readonly misquotations: readonly Misquotation[];

  constructor(misquotations: readonly Misquotation[]) {
    super(`refused by the outgoing gate: ${misquotations.map(({ code }) => code).join(', ')}`);
    this.misquotations = misquotations;
  }
}

/** Knows the corpus's words and compares what is shown with them. */
export class Gate {
  /** Of the debate, as it is named among several; empty where it is the only one. */
  readonly key: string;
  #known: Known;

  /** Lets these passages through, and what the catalogue tells of the debate that they are of. */
  constructor(catalogue: Catalogue, passages: readonly Passage[], key = '') {
    this.key = key;
    this.#known = new Known(catalogue, passages);
  }

  /** Of a corpus that lies in memory. */
  static of(corpus: Corpus, key = ''): Gate {
    return new Gate(catalogueOf(corpus), corpus.passages, key);
  }

  /** The corpus was read again: what left it must not leave the process. */
  renew(catalogue: Catalogue, passages: readonly Passage[]): void {
    this.#known = new Known(catalogue, passages);
  }

  /** Everything in the reading that is not in the corpus; empty when all of it is. */
  misquotationsIn(reading: Reading): readonly Misquotation[] {
    const { quotations, works, documents, sentences = [], sides = [], texts } = reading;
    const { facts = [], nodes = [], arrows = [], debates = [] } = reading;
    return [
      ...debates.flatMap((key) =>
        key === this.key ? [] : [{ code: 'debate' as const, shown: key }],
      ),
      ...quotations.flatMap((quotation) => this.#faultsOf(quotation)),
      ...quotations.flatMap((quotation) => this.#faultsOfRelation(quotation, quotations)),
      ...quotations.flatMap((each, place) => this.#faultsOfFacing(each, quotations[place + 1])),
      ...works.flatMap((work) => this.#faultsOfWork(work)),
      ...documents.flatMap((document) => this.#faultsOfDocument(document)),
      ...facts.filter((each) => !this.#known.tells(each)).map(asDocument),
      ...sentences.flatMap((sentence) => this.#faultsOfSentence(sentence, reading)),
      ...toldTooOften(sentences),
      ...nodes.flatMap((node) => this.#faultsOfNode(node)),
      ...arrows.flatMap((arrow) => this.#faultsOfArrow(arrow, reading)),
      ...sides.flatMap((side) => this.#faultsOfSide(side)),
      ...misleadingIn(reading, this.#known),
      ...texts.flatMap((text) => straysIn(text, this.#known)),
    ];
  }

  #faultsOf({ words, caption, url, page, thesis, speaker }: ShownQuotation): Misquotation[] {
    const attributed = this.#known.quotedAs(words, caption);
    if (attributed.length === 0) {
      const isSaid = this.#known.passages.some(isQuotedBy(words));
      return isSaid ? [{ code: 'attribution', shown: caption }] : [{ code: 'words', shown: words }];
    }
    const linked = attributed
      .filter((each) => url === undefined || [linkOf(each), pageOf(each)].includes(url))
      .filter((each) => isPageOf(page, each));
    if (linked.length === 0) return [{ code: 'link', shown: page ?? url ?? '' }];
    if (speaker !== undefined && !linked.some((each) => this.#known.isSaidBy(speaker, each)))
      return [{ code: 'attribution', shown: speaker }];
    const isArgued =
      thesis === null ||
      linked.some((each) => each.thesis !== null && thesisText(each.thesis) === thesis);
    return isArgued ? [] : [{ code: 'thesis', shown: thesis }];
  }

  /**
   * What is read between two passages must be read between this one and one shown without such a line:
   * the passage that was asked for, or one of its neighbours, for no reading tells them apart.
   */
  #faultsOfRelation(
    { relation, words, caption }: ShownQuotation,
    quotations: readonly ShownQuotation[],
  ): Misquotation[] {
    if (relation === undefined) return [];
    const others = this.#known.quotedAs(words, caption);
    const asked = quotations
      .filter((each) => each.relation === undefined)
      .flatMap((each) => this.#known.quotedAs(each.words, each.caption));
    const isRead = asked.some((one) => others.some((other) => isRelated(relation, one, other)));
    return isRead ? [] : [{ code: 'relation', shown: words }];
  }

  /**
   * Whose words answer, join, qualify or reject whose must be read so between this passage and the one
   * after it; where that one was left out, between this one and another of these voices.
   */
  #faultsOfFacing(
    { facing, words, caption }: ShownQuotation,
    next: ShownQuotation | undefined,
  ): Misquotation[] {
    if (facing === undefined || !tellsRelation(facing)) return [];
    const those = this.#known.quotedAs(words, caption);
    const isApart = next === undefined || next.facing !== undefined;
    const beside = isApart ? [] : this.#known.quotedAs(next.words, next.caption);
    const isRead = those.some((one) =>
      (isApart ? this.#known.readWith(one) : beside).some((other) =>
        this.#isFaced(facing, one, other),
      ),
    );
    return isRead ? [] : [{ code: 'relation', shown: facing }];
  }

  #isFaced(line: string, one: Passage, other: Passage): boolean {
    return relationsBetween(one, other).some((relation) => {
      const voices = [this.#known.labelOf(one), this.#known.labelOf(other)] as const;
      return pointLine({ relation, topics: [] }, voices) === line;
    });
  }

  #faultsOfWork({ line, url, page = null }: ShownWork): Misquotation[] {
    const works = this.#known.worksOn(line);
    if (works.length === 0) return [{ code: 'work', shown: line }];
    const isLinked = works.some(
      (work) => work.url === url && (page === null || page === workPath(work)),
    );
    return isLinked ? [] : [{ code: 'link', shown: page ?? url ?? '' }];
  }

  /** Every reference must be to a quotation of the same message, and the sentence tell their theses in that order. */
  #faultsOfSentence({ sentence, cites }: ShownSentence, reading: Reading): Misquotation[] {
    const cited = cites.map((label) => this.#citedAs(label, reading));
    if (cited.length === 0 || cited.some((passages) => passages.length === 0))
      return [{ code: 'reference', shown: cites.join(', ') }];
    return tells(sentence, cited) ? [] : [{ code: 'sentence', shown: sentence }];
  }

  /** The same words under the same caption are one quotation, however many passages hold them. */
  #citedAs(cited: string, { quotations, documents, nodes = [] }: Reading): readonly Passage[] {
    const [node, ...others] = nodes.filter(({ label }) => label === cited);
    if (node !== undefined) return others.length > 0 ? [] : this.#known.statedAs(node.statement);
    const quotation = quotations.find(({ label }) => label === cited);
    if (quotation !== undefined) {
      return this.#known.quotedAs(quotation.words, quotation.caption);
    }
    const isShown = documents.some(({ ref }) => ref === cited);
    const document = isShown ? this.#known.passageOf(cited) : undefined;
    return document === undefined ? [] : [document];
  }

  #faultsOfNode({ statement, page }: ShownNode): Misquotation[] {
    const held = this.#known.statedAs(statement);
    const isHeld = held.some((each) => isPageOf(page, each));
    return isHeld ? [] : [{ code: held.length === 0 ? 'sentence' : 'link', shown: statement }];
  }

  /** What an arrow says must be read between the two passages that it names, and in that direction. */
  #faultsOfArrow({ kind, from, to }: ShownArrow, reading: Reading): Misquotation[] {
    const [those, others] = [this.#citedAs(from, reading), this.#citedAs(to, reading)];
    const shown = `${from} ${kind} ${to}`;
    if (those.length === 0 || others.length === 0) return [{ code: 'reference', shown }];
    const told = { kind, isOfOther: false };
    const isRead = those.some((one) => others.some((other) => isRelated(told, one, other)));
    return isRead ? [] : [{ code: 'relation', shown }];
  }

  #faultsOfSide({ author, refs }: ShownSide): Misquotation[] {
    const speaker = this.#known.speakerNamed(author);
    const isTheirs = refs.every((ref) => {
      const passage = this.#known.passageOf(ref);
      return passage !== undefined && speaker?.speaks(passage) === true;
    });
    return isTheirs ? [] : [{ code: 'attribution', shown: author }];
  }

  #faultsOfDocument(shown: ShownDocument): Misquotation[] {
    const isTrue = 'ref' in shown ? this.#isPassage(shown) : this.#isWork(shown);
    return isTrue ? [] : [asDocument(shown)];
  }

  #isPassage(shown: ShownDocument): boolean {
    const passage = this.#known.passageOf(shown['ref']);
    return passage !== undefined && isSame(shown, quoteDocument(Quote.at(passage)));
  }

  #isWork(shown: ShownDocument): boolean {
    const source = this.#known.sources.find(({ id }) => id === shown['id']);
    return source !== undefined && isSame(shown, sourceDocument(source));
  }
}

function asDocument(shown: ShownDocument): Misquotation {
  return { code: 'document', shown: JSON.stringify(shown) };
}

/**
 * A payload that the gate has read back and found true. There is no other way to make one, and the
 * functions that send accept nothing else: what was not checked cannot leave.
 */
export class Cleared<Payload> {
  readonly #payload: Payload;

  private constructor(payload: Payload) {
    this.#payload = payload;
  }

  /** Throws a MisquotationError when the payload, as `read` finds it, says what the corpus does not. */
  static by<Payload>(
    gate: Gate,
    payload: Payload,
    read: (payload: Payload) => Reading,
  ): Cleared<Payload> {
    return Cleared.byEach([gate], payload, read);
  }

  /** As `by`, where a payload is of several debates: `read` finds in it what one of them, by its key, has to answer for. */
  static byEach<Payload>(
    gates: readonly [Gate, ...Gate[]],
    payload: Payload,
    read: (payload: Payload, key: string) => Reading,
  ): Cleared<Payload> {
    const misquotations = gates.flatMap((gate) => gate.misquotationsIn(read(payload, gate.key)));
    if (misquotations.length > 0) throw new MisquotationError(misquotations);
    return new Cleared(payload);
  }

  get payload(): Payload {
    return this.#payload;
  }
}
