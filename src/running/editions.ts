import { setImmediate as othersServed } from 'node:timers/promises';
import type { Subscribing } from '../ask/command.ts';
import { createDispatch } from '../ask/dispatch.ts';
import { loadCorpus } from './corpus-folder.ts';
import type { Corpus } from '../debate/passage.ts';
import { Gate } from '../debate/gate.ts';
import { PAGE_SIZE } from '../debate/reply.ts';
import type { ReportFault } from '../errors.ts';
import { Live, type Edition } from './live.ts';
import { withBalance } from '../search/scoring/balance.ts';
import { retrieverOf } from '../search/bm25-retriever.ts';
import { withRecord } from '../search/scoring/explained.ts';
import type { PassageIndex } from '../search/index/passage-index.ts';
import type { Hit } from '../search/retriever.ts';
import { openIndex, renewIndex, type ReportProgress } from './search-index.ts';
import type { Choose } from '../summary/model-choice.ts';

/** What an edition needs beside the corpus. */
export interface EditionParts {
  readonly corpusFolder: string;
  /** Whether theses that no person has read yet are shown. */
  readonly showsProposed: boolean;
  /** The date where the debate is read, as `2026-11-22`. */
  readonly today: () => string;
  readonly reportFault: ReportFault;
  readonly reportProgress: ReportProgress;
  /** Absent where no model is configured. */
  readonly choose?: Choose | null;
  /** Absent where nothing lasts. */
  readonly subscribing?: Subscribing;
  /** Told of every hit, where somebody wants to know why it has its place. */
  readonly recordHit?: (hit: Hit) => void;
}

interface IndexedEdition extends Edition {
  readonly index: PassageIndex;
}

/** The corpus of a folder, live. Rejects with a BotError where it is not whole; so does a reload. */
export async function openEditions(parts: EditionParts): Promise<Live> {
  const corpus = await loadCorpus(parts);
  const index = await openIndex(corpus, parts.reportProgress);
  let current = editionOf(corpus, index, parts);
  return new Live(current, async () => {
    current = await renewed(current, parts);
    return current;
  });
}

/** Tells the date on the calendar of a zone, as `2026-11-22`. */
export function isoDates(now: () => Date, timeZone: string): () => string {
  // The Swedish calendar is written as ISO 8601 is.
  return () => new Intl.DateTimeFormat('sv', { timeZone, dateStyle: 'short' }).format(now());
}

async function renewed(previous: IndexedEdition, parts: EditionParts): Promise<IndexedEdition> {
  const corpus = await loadCorpus(parts);
  if (corpus.hash === previous.corpus.hash) return previous;
  const index = await renewIndex(corpus, previous, () => othersServed());
  return editionOf(corpus, index, parts);
}

function editionOf(
  corpus: Corpus,
  index: PassageIndex,
  { today, reportFault, recordHit, choose = null, subscribing }: EditionParts,
): IndexedEdition {
  const balanced = withBalance(retrieverOf(index), PAGE_SIZE);
  const retriever = recordHit === undefined ? balanced : withRecord(balanced, recordHit);
  const known = { corpus, retriever, today, choose, subscribing: subscribing ?? null };
  const dispatch = createDispatch(known, reportFault);
  return { corpus, index, gate: new Gate(corpus), dispatch };
}
