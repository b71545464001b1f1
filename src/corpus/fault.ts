/** A place in a file: 1-based line and column, in UTF-16 units. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** What is wrong in a corpus file, where, and what to do about it: read by whoever edits the corpus. */
export interface Fault extends Place {
  readonly file: string;
  readonly what: string;
  readonly remedy: string;
}

/** A file that is no work at all can have a fault in every character: nobody reads more than these. */
const MOST_FAULTS = 1_000;

/** Collects the faults of one file, so that all are told at once. */
export class Faults {
  readonly #file: string;
  readonly #found: Fault[] = [];

  constructor(file: string) {
    this.#file = file;
  }

  add(place: Place, [what, remedy]: Complaint): void {
    if (this.#found.length === MOST_FAULTS) return;
    const { line, column } = place;
    this.#found.push({ file: this.#file, line, column, what, remedy });
  }

  /** In the order of the file. */
  get list(): readonly Fault[] {
    return this.#found.toSorted((a, b) => a.line - b.line || a.column - b.column);
  }
}

/** `file:line:column: what is wrong — what to do` */
export function formatFault({ file, line, column, what, remedy }: Fault): string {
  return `${file}:${line}:${column}: ${what} — ${remedy}`;
}

/** What is wrong, then the remedy. */
export type Complaint = readonly [what: string, remedy: string];
