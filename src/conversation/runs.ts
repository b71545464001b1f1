import type { ShownSentence } from '../debate/reading.ts';
import { isPointLine } from '../debate/relation.ts';
import { captionOf, CUT } from '../debate/quote.ts';
import type { Passage } from '../debate/passage.ts';
import { messages, ONE_SOURCE } from '../messages/messages.ts';
import type { ShownQuote } from './layout.ts';
import { unsupported } from './sentences.ts';

/** Quotations of a message that follow each other and have one source, which is said once, over the first. */
export interface Run {
  readonly quotes: readonly ShownQuote[];
  /** Says how many there are and what their source is; null for one alone, which says its own. */
  readonly line: string | null;
}

/** The quotations of a message, in their order. A line of ours over one of them begins another run. */
export function runsOf(quotes: readonly ShownQuote[]): readonly Run[] {
  const runs: ShownQuote[][] = [];
  for (const shown of quotes) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    const isApart = (shown.above !== null && shown.above !== CUT) || isPointLine(last?.above ?? '');
    const isSame = last !== undefined && !isApart && haveOneSource(last, shown);
    if (run !== undefined && isSame) run.push(shown);
    else runs.push([shown]);
  }
  return runs.map((run) => ({ quotes: run, line: lineOver(run) }));
}

/** The address that all of a run have; undefined where they have several. */
export function addressOfAll(
  { quotes }: Run,
  addressed: (passage: Passage) => string | null,
): string | null | undefined {
  const [first, ...others] = new Set(quotes.map(({ quote }) => addressed(quote.passage)));
  return others.length === 0 ? first : undefined;
}

function haveOneSource(one: ShownQuote, other: ShownQuote): boolean {
  return captionOf(one.quote.passage) === captionOf(other.quote.passage);
}

function lineOver(run: readonly ShownQuote[]): string | null {
  const [first, ...others] = run;
  if (first === undefined || others.length === 0) return null;
  return messages.oneSource(run.length, captionOf(first.quote.passage));
}

/** Where the words of a quotation are from, as it is read. */
interface Source {
  readonly caption: string;
  /** Undefined where each quotation has its own. */
  readonly url: string | null | undefined;
}

/** Gives each quotation of a run the source that stands over it, and finds what was told of too few or too many. */
export class RunReader {
  readonly faults: ShownSentence[] = [];
  #source: Source | null = null;
  #left = 0;

  /** Whether a line stands over a run; it is read then. */
  reads(line: string, url?: string | null): boolean {
    const { count, caption } = ONE_SOURCE.exec(line)?.groups ?? {};
    if (count === undefined || caption === undefined) return false;
    this.end();
    this.#source = { caption, url };
    this.#left = Number(count);
    return true;
  }

  /** The source of the next quotation of the run; null where there is none. */
  next(): Source | null {
    if (this.#left === 0) return null;
    this.#left -= 1;
    return this.#source;
  }

  /** Whether the next quotation has its source over it. */
  get isOpen(): boolean {
    return this.#left > 0;
  }

  /** A quotation with a source of its own, or none that follows, belongs to no run. */
  end(): void {
    if (this.#left > 0) this.faults.push(unsupported(this.#source?.caption ?? ''));
    this.#left = 0;
    this.#source = null;
  }
}
