import { QUOTATION_MARKS } from '../french/typography.ts';
import type { Corpus, Passage } from './passage.ts';
import { isSame, quoteDocument, sourceDocument } from './document.ts';
import type {
  Reading,
  ShownDocument,
  ShownQuotation,
  ShownSentence,
  ShownSide,
  ShownWork,
} from './reading.ts';
import { MOST_THESES } from './summary.ts';
import { linkOf, pageOf, statementOf, thesisText, Quote, shownWords } from './quote.ts';
import { Known } from './known.ts';
import { isRelated } from './relation.ts';

/** What a message claims that the corpus does not say. */
export interface Misquotation {
  readonly code:
    | 'words'
    | 'attribution'
    | 'link'
    | 'thesis'
    | 'work'
    | 'document'
    | 'reference'
    | 'sentence'
    | 'relation'
    | 'stray quotation'
    | 'stray link';
  /** The place in question as shown. */
  readonly shown: string;
}

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
  #known: Known;

  constructor(corpus: Corpus) {
    this.#known = new Known(corpus);
  }

  /** The corpus was read again: what left it must not leave the process. */
  renew(corpus: Corpus): void {
    this.#known = new Known(corpus);
  }

  /** Everything in the reading that is not in the corpus; empty when all of it is. */
  misquotationsIn(reading: Reading): readonly Misquotation[] {
    const { quotations, works, documents, sentences = [], sides = [], texts } = reading;
    return [
      ...quotations.flatMap((quotation) => this.#faultsOf(quotation)),
      ...quotations.flatMap((quotation) => this.#faultsOfRelation(quotation, quotations)),
      ...works.flatMap((work) => this.#faultsOfWork(work)),
      ...documents.flatMap((document) => this.#faultsOfDocument(document)),
      ...sentences.flatMap((sentence) => this.#faultsOfSentence(sentence, reading)),
      ...toldTooOften(sentences),
      ...sides.flatMap((side) => this.#faultsOfSide(side)),
      ...texts.flatMap((text) => this.#straysIn(text)),
    ];
  }

  #faultsOf({ words, caption, url, thesis }: ShownQuotation): Misquotation[] {
    const attributed = this.#quotedAs(words, caption);
    if (attributed.length === 0) {
      const isSaid = this.#known.passages.some(isQuotedBy(words));
      return isSaid ? [{ code: 'attribution', shown: caption }] : [{ code: 'words', shown: words }];
    }
    const linked = attributed.filter((passage) => [linkOf(passage), pageOf(passage)].includes(url));
    if (linked.length === 0) return [{ code: 'link', shown: url ?? '' }];
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
    const others = this.#quotedAs(words, caption);
    const asked = quotations
      .filter((each) => each.relation === undefined)
      .flatMap((each) => this.#quotedAs(each.words, each.caption));
    const isRead = asked.some((one) => others.some((other) => isRelated(relation, one, other)));
    return isRead ? [] : [{ code: 'relation', shown: words }];
  }

  #quotedAs(words: string, caption: string): readonly Passage[] {
    return this.#known.captioned(caption).filter(isQuotedBy(words));
  }

  #faultsOfWork({ line, url }: ShownWork): Misquotation[] {
    const works = this.#known.worksOn(line);
    if (works.length === 0) return [{ code: 'work', shown: line }];
    const isLinked = works.some((work) => work.url === url);
    return isLinked ? [] : [{ code: 'link', shown: url ?? '' }];
  }

  /** Every reference must be to a quotation of the same message, and the sentence tell their theses in that order. */
  #faultsOfSentence({ sentence, cites }: ShownSentence, reading: Reading): Misquotation[] {
    const cited = cites.map((label) => this.#citedAs(label, reading));
    if (cited.length === 0 || cited.some((passages) => passages.length === 0))
      return [{ code: 'reference', shown: cites.join(', ') }];
    return tells(sentence, cited) ? [] : [{ code: 'sentence', shown: sentence }];
  }

  /** The same words under the same caption are one quotation, however many passages hold them. */
  #citedAs(cited: string, { quotations, documents }: Reading): readonly Passage[] {
    const quotation = quotations.find(({ label }) => label === cited);
    if (quotation !== undefined) {
      return this.#quotedAs(quotation.words, quotation.caption);
    }
    const isShown = documents.some(({ ref }) => ref === cited);
    const document = isShown ? this.#known.passageOf(cited) : undefined;
    return document === undefined ? [] : [document];
  }

  #faultsOfSide({ author, refs }: ShownSide): Misquotation[] {
    const speaker = this.#known.speakerOf(author);
    const isTheirs = refs.every((ref) => {
      const passage = this.#known.passageOf(ref);
      return passage !== undefined && speaker?.speaks(passage) === true;
    });
    return isTheirs ? [] : [{ code: 'attribution', shown: author }];
  }

  #faultsOfDocument(shown: ShownDocument): Misquotation[] {
    const isTrue = 'ref' in shown ? this.#isPassage(shown) : this.#isWork(shown);
    return isTrue ? [] : [{ code: 'document', shown: JSON.stringify(shown) }];
  }

  #isPassage(shown: ShownDocument): boolean {
    const passage = this.#known.passageOf(shown['ref']);
    return passage !== undefined && isSame(shown, quoteDocument(Quote.at(passage)));
  }

  #isWork(shown: ShownDocument): boolean {
    const source = this.#known.sources.find(({ id }) => id === shown['id']);
    return source !== undefined && isSame(shown, sourceDocument(source));
  }

  /** Quotation marks and links outside a quotation: only a title may stand between the first. */
  #straysIn(text: string): Misquotation[] {
    if (!MARK_OR_LINK.test(text)) return [];
    const untitled = text.replace(QUOTED, (quoted) =>
      this.#known.titles.has(quoted.slice(1, -1).trim()) ? '' : quoted,
    );
    const links = [...text.matchAll(/https?:\/\/[^\s<>|)]+/giu)].map(([link]) => link);
    return [
      ...(untitled.match(QUOTED) ?? untitled.match(QUOTATION_MARKS) ?? []).map((shown) => {
        return { code: 'stray quotation', shown } as const;
      }),
      ...links
        .filter((link) => !this.#known.urls.has(link))
        .map((shown) => ({ code: 'stray link', shown }) as const),
    ];
  }
}

/** A summary tells five theses at most, each once. */
function toldTooOften(sentences: readonly ShownSentence[]): Misquotation[] {
  const cited = sentences.flatMap(({ cites }) => cites);
  const isTooMuch = cited.length > MOST_THESES || new Set(cited).size < cited.length;
  return isTooMuch ? [{ code: 'reference', shown: cited.join(', ') }] : [];
}

/** Whether the words are the statement of one of each of these passages, with a space between them. */
function tells(words: string, [first, ...others]: readonly (readonly Passage[])[]): boolean {
  return (first ?? []).some((passage) => {
    const statement = statementOf(passage);
    if (statement === null || !words.startsWith(statement)) return false;
    const rest = words.slice(statement.length);
    return others.length === 0 ? rest === '' : rest.startsWith(' ') && tells(rest.slice(1), others);
  });
}

/** Most labels and sentences hold neither. */
const MARK_OR_LINK = /[«»“”„‟"‹›]|https?:/iu;
const QUOTED = /[«“„"‹][^«»“”„‟"‹›]*[»”‟"›]/gu;

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
    const misquotations = gate.misquotationsIn(read(payload));
    if (misquotations.length > 0) throw new MisquotationError(misquotations);
    return new Cleared(payload);
  }

  get payload(): Payload {
    return this.#payload;
  }
}

/** Tells of which passages these words, guillemets and cuts included, are a quotation. */
function isQuotedBy(shown: string): (passage: Passage) => boolean {
  const unclosed = shown.replace(/\u00A0»$/u, '');
  const bare = unclosed.replace(/^«\u00A0/u, '');
  // A text that opens with a guillemet of its own is given none, or the closing one only.
  const whole = [bare, unclosed, shown];
  const words = bare.replace(/^\[…\] /u, '').replace(/ \[…\]$/u, '');
  const isCut = words !== '' && words !== bare;
  return (passage) => {
    const { text } = passage;
    if (text === null || whole.includes(text)) return shownWords(Quote.at(passage)) === shown;
    for (
      let start = text.indexOf(words);
      isCut && start >= 0;
      start = text.indexOf(words, start + 1)
    ) {
      if (shownWords(Quote.at(passage, start, start + words.length)) === shown) return true;
    }
    return false;
  };
}
