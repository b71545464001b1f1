import { setImmediate as othersServed } from 'node:timers/promises';
import type { Proposing, Subscribing } from '../ask/command.ts';
import { createDispatch } from '../ask/dispatch.ts';
import type { Dispatch } from '../ask/request.ts';
import type { Corpus } from '../debate/passage.ts';
import { Gate } from '../debate/gate.ts';
import { PAGE_SIZE } from '../debate/reply.ts';
import type { ReportFault } from '../errors.ts';
import type { Thesaurus } from '../search/analysis/thesaurus.ts';
import type { Hit } from '../search/question.ts';
import { calibrated, retrieverOf } from '../search/retriever.ts';
import { withBalance } from '../search/balance.ts';
import { withMeaning } from '../search/meaning.ts';
import type { PassageIndex } from '../search/index/passage-index.ts';
import { indexFrom, indexParts } from '../search/index/saved-index.ts';
import type { Choose } from '../summary/model-choice.ts';
import type { Log } from '../ports.ts';
import { type Cache, watchReloads } from './cache.ts';
import { watchFolder } from './files.ts';
import type { Meaning } from './meaning.ts';
import { CorpusReader, type CorpusChoice } from './reader.ts';
import type { Surroundings } from './surroundings.ts';

/** One state of the corpus, and what answers from it. */
export interface Edition {
  readonly corpus: Corpus;
  readonly dispatch: Dispatch;
}

/** What an edition needs beside the corpus. */
interface EditionParts extends CorpusChoice {
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

/**
 * The edition that is answered from, replaced whole: questions are answered from the one before until
 * the next is complete, and from no mixture of both.
 */
export class Live {
  /** Of the live edition, whenever they are used. */
  readonly corpus: Corpus;
  readonly gate: Gate;
  #edition: Edition;
  readonly #renew: () => Promise<Edition>;
  #renewing: Promise<void> | null = null;
  #isAskedAgain = false;

  /** `renew` makes the next edition, or rejects, and the one before stays. */
  constructor(first: Edition, renew: () => Promise<Edition>) {
    this.#edition = first;
    this.#renew = renew;
    this.corpus = { ...first.corpus };
    this.gate = new Gate(first.corpus);
  }

  readonly dispatch: Dispatch = (request) => this.#edition.dispatch(request);

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
    Object.assign(this.corpus, next.corpus);
    this.gate.renew(next.corpus);
  }

  #wasAskedAgain(): boolean {
    return this.#isAskedAgain;
  }
}

interface IndexedEdition extends Edition {
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
    }));
  tell(1);
  let current = editionOf(corpus, index, parts);
  let fills = fillFor(corpus, reader.cache, parts);
  return new Live(current, async () => {
    const next = await reader.read();
    if (next.hash !== current.corpus.hash) {
      const renewed = await newIndex(next, current, reader.cache, () => othersServed());
      current = editionOf(next, renewed, parts);
      fills.abort();
      fills = fillFor(next, reader.cache, parts);
    }
    return current;
  });
}

function editionOf(corpus: Corpus, index: PassageIndex, parts: EditionParts): IndexedEdition {
  const { today, reportFault, recordHit, choose = null, subscribing = null } = parts;
  const { proposing = null } = parts;
  const { meaning = null } = parts;
  const byWords = retrieverOf(index, parts.thesaurus);
  const found =
    meaning === null ? byWords : withMeaning(byWords, corpus.passages, meaning.vectorOf);
  const retriever = withBalance(found, PAGE_SIZE, recordHit);
  const vectorOf = meaning === null ? null : (text: string) => meaning.ofQuestion(text, corpus);
  const known = { corpus, retriever, today, choose, subscribing, proposing, vectorOf };
  return { corpus, index, dispatch: createDispatch(known, reportFault) };
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

/**
 * Reads the corpus again when the operator asks for it, by `npm run corpus -- reload` or SIGHUP, and when
 * a file of `watched` changes, where a folder is given; what comes of it is logged, and `read` is called
 * whenever it was read. Returns what stops that.
 */
export function reloadWhenAsked(
  live: Live,
  log: Log,
  watched: string | null,
  { onHangUp }: Pick<Surroundings, 'onHangUp'>,
  read: () => void,
): () => void {
  const reload = reloading(
    live,
    () => {
      log.info({ corpus: live.corpus.hash }, 'the corpus was read again');
      read();
    },
    (fault) => {
      log.error({ fault }, 'the corpus stays as it was');
    },
  );
  onHangUp?.(reload);
  const stops = [watchReloads(reload), ...(watched === null ? [] : [watchFolder(watched, reload)])];
  return () => {
    for (const stop of stops) stop();
  };
}

/** Reads again, and tells once what came of it: a file that is saved is told of several times. */
export function reloading(live: Live, done: () => void, failed: (fault: unknown) => void) {
  let told: Promise<void> | null = null;
  return () => {
    const renewing = live.reload();
    if (renewing === told) return;
    told = renewing;
    renewing.then(done, failed);
  };
}

/** Tells the date on the calendar of a zone, as `2026-11-22`. */
export function isoDates(now: () => Date, timeZone: string): () => string {
  // The Swedish calendar is written as ISO 8601 is.
  return () => new Intl.DateTimeFormat('sv', { timeZone, dateStyle: 'short' }).format(now());
}
