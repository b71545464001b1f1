/** Where a word may be cut: a hyphen after a letter, at the end of a line. */
const CUT = /[-‐\u00AD]$(?<=(?<left>[\p{L}\p{M}]+(?:[-‐][\p{L}\p{M}]+)*)(?<hyphen>.))/u;
const GOES_ON = /^(?<right>[\p{L}\p{M}]+)/u;
const NUMBER_CUT = /\d[-‐]$/u;
const WORD = /[\p{L}\p{M}]+(?:[-‐][\p{L}\p{M}]+)*/gu;

/** How a line goes on in the next: what stands between, and whether that is certain. */
export interface Join {
  /** The end of the line, without the hyphen that only its end asked for. */
  readonly before: string;
  readonly isDoubtful: boolean;
}

/** Whether a line ends within a word, or a number, that goes on in the next. */
export function isCutBefore(before: string, after: string): boolean {
  return (
    (CUT.test(before) && GOES_ON.test(after)) || (NUMBER_CUT.test(before) && /^\d/u.test(after))
  );
}

/**
 * Tells hyphens that a line's end asked for from those of the word, by the document itself. A word keeps its
 * hyphen where the document writes it so within a line (« peut-être »), where it has another one before
 * (« c’est-à-dire »), where it goes on with a capital or a number (« Saint-Denis »), and where both its
 * halves are words of the document and the whole is not; else the hyphen goes.
 */
export class Hyphens {
  readonly #words = new Set<string>();

  /** `lines` are all lines of the document. */
  constructor(lines: readonly string[]) {
    let isCut = false;
    for (const line of lines) {
      const words = line.toLowerCase().match(WORD) ?? [];
      const endsCut = CUT.test(line);
      for (const word of words.slice(isCut ? 1 : 0, endsCut ? -1 : undefined)) {
        this.#words.add(word.replaceAll('‐', '-'));
      }
      isCut = endsCut;
    }
  }

  joined(before: string, after: string): Join {
    const { left, hyphen } = CUT.exec(before)?.groups ?? {};
    const right = GOES_ON.exec(after)?.groups?.['right'];
    if (NUMBER_CUT.test(before) && /^\d/u.test(after)) return { before, isDoubtful: false };
    if (left === undefined || right === undefined)
      return { before: `${before} `, isDoubtful: false };
    const bare = before.slice(0, -1);
    if (hyphen === '\u00AD') return { before: bare, isDoubtful: false };
    const isCapital = /^\p{Lu}/u.test(after);
    const [first, second] = [left.toLowerCase().replaceAll('‐', '-'), right.toLowerCase()];
    if (isCapital || first.includes('-') || this.#words.has(`${first}-${second}`)) {
      return { before, isDoubtful: false };
    }
    if (this.#words.has(`${first}${second}`)) return { before: bare, isDoubtful: false };
    const areWords = this.#words.has(first) && this.#words.has(second);
    return { before: areWords ? before : bare, isDoubtful: true };
  }
}
