/** Words between quotation marks in a sentence. */
export interface Quotation {
  /** Without the marks, and without the white space that belongs to them. */
  readonly words: string;
  /** UTF-16 offsets, marks included, end excluded. */
  readonly start: number;
  readonly end: number;
}

// Old texts close “ with “; an apostrophe between letters quotes nothing.
const QUOTED =
  /«[\s\u00A0\u202F]*([^«»]*?)[\s\u00A0\u202F]*»|“([^“”«»]*)[”“]|"([^"«»]*)"|„([^„”“«»]*)[”“]|‹\s*([^‹›«»]*?)\s*›|‘([^‘’«»]*)’(?!\p{L})|(?<![\p{L}\p{N}])'([^'«»]*)'(?![\p{L}\p{N}])/gu;

export function quotationsIn(text: string): Quotation[] {
  return Array.from(text.matchAll(QUOTED), ({ index, 0: quoted, ...groups }) => ({
    words:
      Array.from({ length: 7 }, (_, at) => groups[at + 1]).find((words) => words !== undefined) ??
      '',
    start: index,
    end: index + quoted.length,
  }));
}
