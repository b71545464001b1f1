import { setImmediate as othersServed } from 'node:timers/promises';
import type { Knowledge, Proposing, Subscribing } from '../ask/command.ts';
import { createDispatch } from '../ask/dispatch.ts';
import type { Answer, Dispatch, Request } from '../ask/request.ts';
import type { Corpus } from '../debate/passage.ts';
import { heldIn, OpenDebate, type Held } from '../debate/debates.ts';
import { PAGE_SIZE } from '../debate/reply.ts';
import { BotError, type ReportFault } from '../errors.ts';
import type { Thesaurus } from '../search/analysis/thesaurus.ts';
import type { Hit } from '../search/question.ts';
import { calibrated, retrieverOf, type Retriever } from '../search/retriever.ts';
import { withBalance } from '../search/balance.ts';
import { withMeaning } from '../search/meaning.ts';
import type { PassageIndex } from '../search/index/passage-index.ts';
import { indexFrom, indexParts } from '../search/index/saved-index.ts';
import type { Choose } from '../summary/model-choice.ts';
import type { Cache } from './cache.ts';
import type { Meaning } from './meaning.ts';
import { CorpusReader, type CorpusChoice } from './reader.ts';

/** One state of a debate, and what answers from it. */
export interface Edition {
  readonly held: Held;
  readonly dispatch: Dispatch;
  /** An answer of it as it may be shown; null where another edition has taken its place. Absent where that cannot be. */
  readonly shown?: (answer: Answer, request: Request) => Promise<Answer | null>;
  /** What it takes in memory, about; absent where nobody asks. */
  readonly bytes?: () => number;
}

/** What an edition needs beside the corpus. */
export interface EditionParts extends CorpusChoice {
  /** Of the debate among several; absent where it is the only one. */
  readonly key?: string;
  /** The date where the debate is read, as `2026-11-22`. */
  readonly today: () => string;
  readonly reportFault: ReportFault;
  /** Told how much is read and laid out, from 0 to 1; only 1 where everything is kept from an earlier start. */
  readonly reportProgress: (share: number) => void;
  readonly thesaurus?: Thesaurus | null;
  /** Null where no model of meaning is configured. */
  readonly meaning?: Meaning | null;
  /** Null where no model is configured. */
  readonly choose?: Choose | null;
  /** Absent where nothing lasts. */
  readonly subscribing?: Subscribing;
  readonly proposing?: Proposing;
  /** Told of every hit, where somebody wants to know why it has its place. */
  readonly recordHit?: ((hit: Hit) => void) | undefined;
}

/** Editions that may end while one question is asked. */
const MOST_EDITIONS = 5;

/**
 * The edition that is answered from, replaced whole: questions are answered from the one before until
 * the next is complete, and from no mixture of both.
 */
export class Live {
  /** The live edition, whenever it is used. */
  readonly debate: OpenDebate;
  /** Begins nothing more for it, when it is let go of. */
  readonly close: () => void;
  #edition: Edition;
  readonly #renew: () => Promise<Edition>;
  #renewing: Promise<void> | null = null;
  #isAskedAgain = false;

  /** `renew` makes the next edition, or rejects, and the one before stays. */
  constructor(
    first: Edition,
    renew: () => Promise<Edition>,
    debate = new OpenDebate(first.held),
    letGo: () => void = () => undefined,
  ) {
    this.#edition = first;
    this.#renew = renew;
    this.debate = debate;
    this.close = letGo;
  }

  /** What it takes in memory, about. */
  get bytes(): number {
    return this.#edition.bytes?.() ?? 0;
  }

  /** Rejects with a BotError where that cannot be known of an answer, or the next edition cannot be had. */
  readonly dispatch: Dispatch = async (request) => {
    for (let left = MOST_EDITIONS; left > 0; left -= 1) {
      const { dispatch, shown } = this.#edition;
      const answer = await dispatch(request);
      const asShown = shown === undefined ? answer : await shown(answer, request);
      if (asShown !== null) return asShown;
      await this.reload();
    }
    const told = `the debate ${this.debate.key} changes faster than it can be asked`;
    throw new BotError('search', told, { retryable: true });
  };

  /** Replaces the edition; asked again meanwhile, it does so once more. Rejects as `renew` does. */
  reload(): Promise<void> {
    this.#isAskedAgain = this.#renewing !== null;
    this.#renewing ??= this.#replace().finally(() => {
      this.#renewing = null;
    });
    return this.#renewing;
  }

  async #replace(): Promise<void> {
    do {
      this.#isAskedAgain = false;
      const next = await this.#renew();
      if (next !== this.#edition) this.#put(next);
    } while (this.#wasAskedAgain());
  }

  #put(next: Edition): void {
    this.#edition = next;
    this.debate.renew(next.held);
  }

  #wasAskedAgain(): boolean {
    return this.#isAskedAgain;
  }
}

interface IndexedEdition extends Edition {
  readonly corpus: Corpus;
  readonly index: PassageIndex;
}

/** What parsing takes of the time of a first start, about; the index takes the rest. */
const PARSING = 0.3;

/** The corpus of a folder, live. Rejects with a BotError where it is not whole; so does a reload. */
export async function openLive(parts: EditionParts): Promise<Live> {
  const reader = new CorpusReader(parts);
  const tell = parts.reportProgress;
  const corpus = await reader.read((share) => {
    tell(PARSING * share);
  });
  const index =
    keptIndex(corpus, reader.cache) ??
    (await newIndex(corpus, null, reader.cache, (share) => {
      tell(PARSING + (1 - PARSING) * share);
      // Other debates are asked meanwhile.
      return othersServed();
    }));
  tell(1);
  const debate = OpenDebate.of(corpus, parts.key);
  let current = editionOf(corpus, index, debate, parts);
  let fills = fillFor(corpus, reader.cache, parts);
  const renew = async () => {
    const next = await reader.read();
    if (next.hash !== current.corpus.hash) {
      const renewed = await newIndex(next, current, reader.cache, () => othersServed());
      current = editionOf(next, renewed, debate, parts);
      fills.abort();
      fills = fillFor(next, reader.cache, parts);
    }
    return current;
  };
  return new Live(current, renew, debate, () => {
    fills.abort();
  });
}

/** Of a passage and all that is made of it to show it and check it, beside its words: measured by `bench:debates`. */
const BYTES_A_PASSAGE = 2_000;
/** Its words, as they are and folded. */
const BYTES_A_LETTER = 3;

function bytesOf({ passages }: Corpus, index: PassageIndex): number {
  const letters = passages.reduce((sum, { text }) => sum + (text?.length ?? 0), 0);
  const indexed = indexParts(index).reduce((sum, { byteLength }) => sum + byteLength, 0);
  return passages.length * BYTES_A_PASSAGE + letters * BYTES_A_LETTER + indexed;
}

function editionOf(
  corpus: Corpus,
  index: PassageIndex,
  debate: OpenDebate,
  parts: EditionParts,
): IndexedEdition {
  const { meaning = null } = parts;
  const byWords = retrieverOf(index, parts.thesaurus);
  const retriever =
    meaning === null ? byWords : withMeaning(byWords, corpus.passages, meaning.vectorOf);
  const vectorOf = meaning === null ? null : (text: string) => meaning.ofQuestion(text, corpus);
  const held = heldIn(corpus);
  const dispatch = dispatchOf(held, retriever, debate, parts, vectorOf);
  return { held, corpus, index, dispatch, bytes: () => bytesOf(corpus, index) };
}

/** What answers from one state of a debate, wherever that lies. */
export function dispatchOf(
  { catalogue, holdings }: Held,
  found: Retriever,
  debate: OpenDebate,
  { proposing: given, ...parts }: Omit<EditionParts, keyof CorpusChoice>,
  vectorOf: Knowledge['vectorOf'] = null,
): Dispatch {
  const { today, reportFault, recordHit, choose = null, subscribing = null } = parts;
  const proposing = given === undefined ? null : { ...given, debate: debate.key };
  const retriever = withBalance(found, PAGE_SIZE, recordHit);
  const kept = { catalogue, holdings, retriever, subscribing, proposing };
  return createDispatch({ ...kept, today, choose, vectorOf }, reportFault, debate);
}

/** Makes the vectors of a corpus while it is answered from, until what it returns is aborted. */
function fillFor(corpus: Corpus, cache: Cache, { meaning }: EditionParts): AbortController {
  const stale = new AbortController();
  void meaning?.fill(corpus, cache, stale.signal);
  return stale;
}

function keptIndex({ hash, passages }: Corpus, cache: Cache): PassageIndex | null {
  const kept = cache.read('index', hash);
  return kept === null ? null : indexFrom(kept, passages);
}

/**
 * Makes the index of a corpus, from what still stands of the one before, and keeps it; `told` hears of
 * each step, and may let others be served before the next.
 */
async function newIndex(
  { hash, passages, lexicon }: Corpus,
  previous: Pick<IndexedEdition, 'corpus' | 'index'> | null,
  cache: Cache,
  told: (share: number) => unknown,
): Promise<PassageIndex> {
  const { buildSteps } = await import('../search/index/index-builder.ts');
  const { unchangedIn } = await import('../search/index/fields.ts');
  // Other synonyms are posted in any passage: nothing read before stands.
  const isSameLexicon = JSON.stringify(lexicon) === JSON.stringify(previous?.corpus.lexicon);
  const steps =
    previous !== null && isSameLexicon
      ? buildSteps(passages, lexicon, previous.index, unchangedIn(previous.index))
      : buildSteps(passages, lexicon);
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) {
      const index = calibrated(value);
      cache.keep('index', hash, indexParts(index));
      return index;
    }
    await told(value);
  }
}
