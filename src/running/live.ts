import { setImmediate as othersServed } from 'node:timers/promises';
import type { Subscribing } from '../ask/command.ts';
import { createDispatch } from '../ask/dispatch.ts';
import type { Dispatch } from '../ask/request.ts';
import { fromSnapshot, toSnapshot } from '../corpus/snapshot.ts';
import type { Corpus } from '../debate/passage.ts';
import { Gate } from '../debate/gate.ts';
import { PAGE_SIZE } from '../debate/reply.ts';
import { BotError, type ReportFault } from '../errors.ts';
import { withBalance, retrieverOf, type Hit } from '../search/retriever.ts';
import type { PassageIndex } from '../search/index/passage-index.ts';
import { indexFrom, indexParts } from '../search/index/saved-index.ts';
import type { Choose } from '../summary/model-choice.ts';
import { keep, readKept } from './cache.ts';
import { readCorpusFolder } from './files.ts';

/** One state of the corpus, and what answers from it. */
export interface Edition {
  readonly corpus: Corpus;
  readonly dispatch: Dispatch;
}

/** Which corpus, and what of it. */
interface CorpusChoice {
  readonly corpusFolder: string;
  /** Whether theses that no person has read yet are a part of it. */
  readonly showsProposed: boolean;
}

/** What an edition needs beside the corpus. */
interface EditionParts extends CorpusChoice {
  /** The date where the debate is read, as `2026-11-22`. */
  readonly today: () => string;
  readonly reportFault: ReportFault;
  /** Told how much of the index is made, from 0 to 1, where it is not kept from an earlier start. */
  readonly reportProgress: (share: number) => void;
  /** Null where no model is configured. */
  readonly choose?: Choose | null;
  /** Absent where nothing lasts. */
  readonly subscribing?: Subscribing;
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

/** The corpus of a folder, live. Rejects with a BotError where it is not whole; so does a reload. */
export async function openLive(parts: EditionParts): Promise<Live> {
  const corpus = await loadCorpus(parts);
  const index = keptIndex(corpus) ?? (await newIndex(corpus, null, parts.reportProgress));
  let current = editionOf(corpus, index, parts);
  return new Live(current, async () => {
    const next = await loadCorpus(parts);
    if (next.hash !== current.corpus.hash) {
      const renewed = await newIndex(next, current, () => othersServed());
      current = editionOf(next, renewed, parts);
    }
    return current;
  });
}

function editionOf(corpus: Corpus, index: PassageIndex, parts: EditionParts): IndexedEdition {
  const { today, reportFault, recordHit, choose = null, subscribing = null } = parts;
  const retriever = withBalance(retrieverOf(index), PAGE_SIZE, recordHit);
  const dispatch = createDispatch({ corpus, retriever, today, choose, subscribing }, reportFault);
  return { corpus, index, dispatch };
}

/**
 * The corpus in a folder, from the snapshot of an earlier start when the files are the same. Throws
 * a BotError that holds every fault of every file: a corpus is whole or is not opened.
 */
export async function loadCorpus({ corpusFolder, showsProposed }: CorpusChoice): Promise<Corpus> {
  const corpus = await wholeCorpus(corpusFolder);
  if (showsProposed) return corpus;
  // Another corpus, under another hash: nothing can be shown or found that it does not hold.
  const passages = corpus.passages.map((passage) =>
    passage.thesis?.isRead === false ? { ...passage, thesis: null } : passage,
  );
  return { ...corpus, hash: `${corpus.hash}-read`, passages };
}

async function wholeCorpus(folder: string): Promise<Corpus> {
  const files = readCorpusFolder(folder);
  const kept = readKept('corpus', files.hash);
  if (kept !== null) return fromSnapshot(kept.toString('utf8'));
  const { parseCorpus } = await import('../corpus/parse.ts');
  const { formatFault } = await import('../corpus/faults.ts');
  const { value, faults } = parseCorpus(files);
  if (value === null) throw new BotError('corpus', faults.map(formatFault).join('\n'));
  keep('corpus', files.hash, [Buffer.from(toSnapshot(value.corpus))]);
  return value.corpus;
}

function keptIndex({ hash, passages }: Corpus): PassageIndex | null {
  const kept = readKept('index', hash);
  return kept === null ? null : indexFrom(kept, passages);
}

/**
 * Makes the index of a corpus, from what still stands of the one before, and keeps it; `told` hears of
 * each step, and may let others be served before the next.
 */
async function newIndex(
  { hash, passages, lexicon }: Corpus,
  previous: Pick<IndexedEdition, 'corpus' | 'index'> | null,
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
      keep('index', hash, indexParts(value));
      return value;
    }
    await told(value);
  }
}

/** Tells the date on the calendar of a zone, as `2026-11-22`. */
export function isoDates(now: () => Date, timeZone: string): () => string {
  // The Swedish calendar is written as ISO 8601 is.
  return () => new Intl.DateTimeFormat('sv', { timeZone, dateStyle: 'short' }).format(now());
}
