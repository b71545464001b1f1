import type { ShownArrow, ShownNode, ShownQuotation, ShownSentence } from '../debate/reading.ts';
import { quotesOf } from '../debate/reply.ts';
import { shownOf, summaryOn } from '../debate/paging.ts';
import type { SummarisedReply } from '../debate/reply.ts';
import type { Point, Summary } from '../debate/summary.ts';
import { messages } from '../messages/messages.ts';
import { arrowOn, isPointLine, relationOn, type ToldRelation } from '../debate/relation.ts';
import { statementOf } from '../debate/quote.ts';
import { NODE } from './map.ts';

/** A reply's summary as it is shown: a line that says what it is, then a point a line, if any. */
export interface ShownSummary {
  readonly line: string;
  /** The same line where so many theses are told. */
  readonly lineFor: (told: number) => string;
  /** Each thesis followed by the number of its quotation: « Thèse (voix). [1] Autre thèse (autre voix). [3] ». */
  readonly sentences: readonly string[];
}

/** After a thesis and its voice, which end so: the name of a voice may have brackets of its own. */
const REFERENCE = /(?<=\)\.) \[(\d+)\]/gu;

/** Null where nothing is to be said of a summary. */
export function summaryShown(reply: SummarisedReply): ShownSummary | null {
  const summary = summaryOn(reply);
  if (summary !== null) return told(summary, reply);
  const isMissing = reply.kind === 'quotes' && reply.summary === null;
  const line = messages.noThesis();
  return isMissing ? { line, lineFor: () => line, sentences: [] } : null;
}

/** Whether a line refers to quotations as a point of a summary does, wherever it stands. */
function refers(line: string): boolean {
  return line.search(REFERENCE) >= 0;
}

// How lines are begun on every platform, so that they are known again when they are read.

/** Opens the line of a thesis, which is the editor’s sentence and no quotation. */
export const THESIS = '→ ';
/** Opens a sentence of a summary. */
export const SENTENCE = '• ';
/** Opens the line that says whose words the line before it holds. */
export const CAPTION = '— ';
/** What makes a line a work’s: its author, a dash and its title. */
export const WORK = ' — «';

/** Reads back, line by line, the points of a summary, the theses that stand over quotations, and a map. */
export class StatementReader {
  readonly sentences: ShownSentence[] = [];
  readonly nodes: ShownNode[] = [];
  readonly arrows: ShownArrow[] = [];
  readonly #plain: (line: string) => string;
  #thesis: string | null = null;
  #relation: ToldRelation | null = null;
  #facing: string | null = null;

  /** `plain` undoes what a platform writes otherwise, behind the marks. */
  constructor(plain = (line: string): string => line) {
    this.#plain = plain;
  }

  /** Whether a line is one of these; it is read then. */
  reads(line: string): boolean {
    const plain = this.#plain(line);
    const relation = relationOn(plain);
    if (relation !== null) {
      this.#relation = relation;
    } else if (isPointLine(plain)) {
      this.end();
      this.#facing = plain;
    } else if (line.startsWith(THESIS)) {
      this.end();
      this.#thesis = this.#plain(line.slice(THESIS.length));
    } else if (line.startsWith(SENTENCE)) {
      this.sentences.push(readSentence(this.#plain(line.slice(SENTENCE.length))));
    } else if (refers(plain)) this.sentences.push(readSentence(plain));
    else return this.#readsMap(plain);
    return true;
  }

  #readsMap(line: string): boolean {
    const { label, statement } = NODE.exec(line)?.groups ?? {};
    const arrow = arrowOn(line);
    if (label !== undefined && statement !== undefined) this.nodes.push({ label, statement });
    else if (arrow !== null) this.arrows.push(arrow);
    else return false;
    return true;
  }

  /**
   * The thesis over the quotation that is read now, and over no other, as the line over it and the one
   * that faces it; the relation over it and those after it.
   */
  over(): Pick<ShownQuotation, 'thesis' | 'relation' | 'facing'> {
    const [relation, facing] = [this.#relation, this.#facing];
    this.#facing = null;
    return {
      thesis: this.#takeThesis(),
      ...(relation !== null && { relation }),
      ...(facing !== null && { facing }),
    };
  }

  #takeThesis(): string | null {
    const thesis = this.#thesis;
    this.#thesis = null;
    return thesis;
  }

  /** What no quotation followed is supported by nothing. */
  end(): void {
    for (const claim of [this.#takeThesis(), this.#facing]) {
      if (claim !== null) this.sentences.push(unsupported(claim));
    }
    this.#facing = null;
  }
}

/** A claim that nothing in its message supports, which the gate refuses: a thesis without a quotation. */
export function unsupported(claim: string): ShownSentence {
  return { sentence: claim, cites: [] };
}

/** Reads back a line of a summary; one without references refers to nothing, which the gate refuses. */
export function readSentence(line: string): ShownSentence {
  const cites = [...line.matchAll(REFERENCE)].map(([, number = '']) => number);
  return { sentence: line.replace(REFERENCE, ''), cites };
}

function told(summary: Summary, reply: SummarisedReply): ShownSummary {
  const numbers = new Map(shownOf(reply).map(({ quote, number }) => [quote.passage, number]));
  const found = reply.kind === 'comparison' ? quotesOf(reply).length : reply.total;
  const { evidence, points, by } = summary;
  const referred = ({ evidence: each }: Point) =>
    each.map(({ passage }) => `${statementOf(passage) ?? ''} [${numbers.get(passage) ?? 0}]`);
  const lineFor = (count: number) => messages.summary(count, found, by);
  return {
    line: lineFor(evidence.length),
    lineFor,
    sentences: points.map((point) => referred(point).join(' ')),
  };
}

/** Our own words within a limit; never for those of the corpus, which are cut by `Quote.at` alone. */
export function shortened(words: string, longest: number): string {
  if (words.length <= longest) return words;
  const kept = words.slice(0, longest - 1).replace(/[\uD800-\uDBFF]$/u, '');
  return `${kept.trimEnd()}…`;
}
