const GRAM_LENGTH = 4;

/** The runs of four letters of a word, its ends marked: « roi » is _roi and roi_. */
export function gramsOf(form: string): string[] {
  const marked = `_${form}_`;
  const count = Math.max(0, marked.length - GRAM_LENGTH + 1);
  return Array.from({ length: count }, (_, start) => marked.slice(start, start + GRAM_LENGTH));
}
