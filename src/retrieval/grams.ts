import { GrowingUint32 } from './growing.ts';

const GRAM_LENGTH = 4;

/** The runs of four letters of a word, its ends marked: « roi » is _roi and roi_. */
export function gramsOf(form: string): string[] {
  const marked = `_${form}_`;
  const count = Math.max(0, marked.length - GRAM_LENGTH + 1);
  return Array.from({ length: count }, (_, start) => marked.slice(start, start + GRAM_LENGTH));
}

/** The grams of every form of a vocabulary, numbered: form f has ids[starts[f]] to ids[starts[f + 1]]. */
export interface Grams {
  readonly starts: Uint32Array;
  readonly ids: Uint32Array;
  readonly numbers: ReadonlyMap<string, number>;
}

export function readGrams(forms: readonly string[]): Grams {
  const numbers = new Map<string, number>();
  const starts = new Uint32Array(forms.length + 1);
  const ids = new GrowingUint32();
  forms.forEach((form, index) => {
    for (const gram of gramsOf(form)) {
      const number = numbers.get(gram) ?? numbers.size;
      numbers.set(gram, number);
      ids.push(number);
    }
    starts[index + 1] = ids.length;
  });
  return { starts, ids: ids.toArray(), numbers };
}

/** Calls `visit` with each gram of the form, repeated ones included; returns how many there are. */
export function visitGrams(
  { starts, ids }: Grams,
  form: number,
  visit: (gram: number) => void,
): number {
  const start = starts[form] ?? 0;
  const end = starts[form + 1] ?? 0;
  for (let place = start; place < end; place += 1) visit(ids[place] ?? 0);
  return end - start;
}
