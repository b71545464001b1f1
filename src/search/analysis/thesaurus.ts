import { foldText } from '../../french/words.ts';

/**
 * How much of the synonyms of two words must be common, as the cosine of the two sets, for one to stand
 * for the other. Of 335 words that a debate of 400 passages lacks it leaves 96 a synonym: « gloire » has
 * « popularité » and « taxe » « imposition »; below, « coquet » has « étudié » and « hoquet » « renvoi ».
 */
const LEAST_COMMON = 0.4;

/** Characters of an entry beyond which it is not read. */
const LONGEST_ENTRY = 20_000;

type Decode = (bytes: Uint8Array) => string;

const LINE_FEED = 10;
const HEAD = /^[^|]+\|\d+$/u;

/**
 * Synonyms from a file of MyThes, the format of LibreOffice and of Debian's `mythes-fr`: the name of its
 * encoding, then a head word with the number of its senses, and a line a sense.
 *
 *     UTF-8
 *     client|1
 *     (Nom)|acheteur|acquéreur|chaland|habitué|consommateur
 *
 * Where the entries start is looked up at the first question; an entry is read when it is asked for.
 */
export class Thesaurus {
  readonly #bytes: Uint8Array;
  readonly #decode: Decode;
  /** Where the entries of a head word start, by its folded form. */
  #entries: ReadonlyMap<string, readonly number[]> | undefined;

  constructor(bytes: Uint8Array, decode: Decode) {
    this.#bytes = bytes;
    this.#decode = decode;
  }

  /** The synonyms of a folded word for which `isHeld` is true and that share most of its own, nearest first. */
  synonymsOf(form: string, isHeld: (form: string) => boolean): readonly string[] {
    const head = headsOf(form).find((each) => this.#starts(each).length > 0);
    if (head === undefined) return [];
    const own = this.#synonyms(head);
    return [...own]
      .filter(([other]) => other !== head && isHeld(other))
      .map(([other, written]) => ({ written, common: likeness(own, this.#synonyms(other)) }))
      .filter(({ common }) => common >= LEAST_COMMON)
      .sort((a, b) => b.common - a.common)
      .map(({ written }) => written);
  }

  #starts(head: string): readonly number[] {
    this.#entries ??= entriesOf(this.#bytes, this.#decode);
    return this.#entries.get(head) ?? [];
  }

  /** The word itself and its synonyms as they are written, by their folded forms. */
  #synonyms(head: string): ReadonlyMap<string, string> {
    const found = new Map([[head, head]]);
    for (const start of this.#starts(head)) {
      const text = this.#decode(this.#bytes.subarray(start, start + LONGEST_ENTRY));
      const [first = '', ...lines] = text.split('\n');
      const senses = lines.slice(0, Number(first.split('|')[1]));
      for (const written of senses.flatMap((sense) => sense.trim().split('|').slice(1))) {
        const form = foldText(written);
        if (!found.has(form)) found.set(form, written);
      }
    }
    return found;
  }
}

/** The thesaurus that these bytes are; null where they are none. */
export function thesaurusFrom(bytes: Uint8Array): Thesaurus | null {
  const [encoding = '', head = ''] = new TextDecoder('latin1')
    .decode(bytes.subarray(0, 1000))
    .split('\n')
    .map((line) => line.trim());
  if (!HEAD.test(head)) return null;
  try {
    const decoder = new TextDecoder(encoding);
    return new Thesaurus(bytes, (part) => decoder.decode(part));
  } catch {
    return null;
  }
}

function entriesOf(bytes: Uint8Array, decode: Decode): ReadonlyMap<string, readonly number[]> {
  const entries = new Map<string, number[]>();
  let start = bytes.indexOf(LINE_FEED) + 1;
  while (start > 0 && start < bytes.length) {
    const end = endOfLine(bytes, start);
    const [head = '', senses = ''] = decode(bytes.subarray(start, end)).split('|');
    const form = foldText(head);
    const known = entries.get(form);
    if (known === undefined) entries.set(form, [start]);
    else known.push(start);
    start = end + 1;
    for (let left = Number(senses); left > 0 && start < bytes.length; left -= 1) {
      start = endOfLine(bytes, start) + 1;
    }
  }
  return entries;
}

function endOfLine(bytes: Uint8Array, start: number): number {
  const end = bytes.indexOf(LINE_FEED, start);
  return end < 0 ? bytes.length : end;
}

/** The word, then what it may be a plural or a feminine of: head words are in the singular. */
function headsOf(form: string): string[] {
  return [form, form.replace(/aux$/u, 'al'), form.replace(/[sx]$/u, ''), form.replace(/es?$/u, '')];
}

function likeness(one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): number {
  const [these, those] = [new Set(one.keys()), new Set(other.keys())];
  return these.intersection(those).size / Math.sqrt(these.size * those.size);
}
