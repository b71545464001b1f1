import { pageOf, spansIn } from '../corpus/page.ts';
import type { Work } from '../corpus/parse.ts';
import { readRawText } from '../corpus/raw/raw-text.ts';
import { sectionsOf, type Section } from '../corpus/sections.ts';
import { sentencesOf } from '../import/quoting/sentences.ts';
import { readRawSource } from '../running/files.ts';

/** The sentences that stand where a passage waits for its words, as the check reads them in the raw file. */
export class WaitingWords {
  readonly #byPassage = new Map<string, readonly string[]>();

  /** Reads the raw files of the works that have such passages; those that are not there give nothing. */
  static async of(works: readonly Work[], sources: string): Promise<WaitingWords> {
    const words = new WaitingWords();
    const waiting = works.filter((work) => work.waiting.length > 0 && work.raw !== null);
    // One file may be that of many works.
    for (const [name, own] of Map.groupBy(waiting, ({ raw }) => raw ?? '')) {
      const bytes = readRawSource(sources, name);
      const raw = bytes === null ? null : (await readRawText(name, bytes)).raw;
      if (raw !== null) for (const work of own) words.#read(work, raw.text, raw.isOrdered);
    }
    return words;
  }

  /** Empty where they are not known. */
  of(work: Work, { anchor }: Pick<Section, 'anchor'>): readonly string[] {
    return this.#byPassage.get(keyOf(work, anchor)) ?? [];
  }

  #read(work: Work, raw: string, isOrdered: boolean): void {
    const page = pageOf(work, raw);
    const sections = sectionsOf(work);
    const waiting = new Set(work.waiting.map(({ anchor }) => anchor));
    for (const [at, span] of spansIn(page, sections, isOrdered).entries()) {
      const anchor = sections[at]?.anchor ?? '';
      if (span === null || !waiting.has(anchor)) continue;
      const sentences = sentencesOf(page.text.slice(span.start, span.end));
      this.#byPassage.set(keyOf(work, anchor), sentences);
    }
  }
}

function keyOf({ source }: Work, anchor: string): string {
  return `${source.id}#${anchor}`;
}

/** `3`, or `2-4`: neighbours, for a quotation is one stretch; null where there are none such. */
export function chosenOf(sentences: readonly string[], typed: string): string | null {
  const { first, last = first } =
    /^(?<first>\d+)(?: ?[-–à] ?(?<last>\d+))?$/u.exec(typed)?.groups ?? {};
  const chosen = sentences.slice(Math.max(Number(first) - 1, 0), Number(last));
  const isThere = Number(first) >= 1 && Number(last) <= sentences.length;
  return isThere && chosen.length > 0 ? chosen.join(' ') : null;
}
