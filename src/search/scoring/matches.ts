import type { PassageIndex } from '../index/passage-index.ts';
import { WINDOW_PASSAGES, rangeOf } from '../index/postings.ts';
import type { TermMatches, Way } from '../retriever.ts';
import { readRow } from '../index/rows.ts';
import type { Term } from '../analysis/term.ts';
import { NO_STEM } from '../index/vocabulary.ts';

/** What stands in a passage for each term of the question, and by which way it was found. */
export function matchesOf(
  terms: readonly Term[],
  passage: number,
  index: PassageIndex,
): TermMatches[] {
  const words = informativeWords(passage, index);
  return terms.map(({ typed, forms, alternatives }) => {
    const matched: Partial<Record<Way, readonly string[]>> = {};
    for (const { stem, by } of alternatives) {
      if (!isPosted(stem, passage, index)) continue;
      matched[by] = [...new Set([...(matched[by] ?? []), ...standingFor(stem, words, index)])];
    }
    return { typed, readAs: forms, isKnown: alternatives.length > 0, matched };
  });
}

/** The kept words of a passage, stop words left out. */
interface Words {
  readonly forms: readonly number[];
  readonly stems: readonly number[];
}

function informativeWords(passage: number, { rows, rowStarts, vocabulary }: PassageIndex): Words {
  const [start = 0, end = 0] = [rowStarts[passage], rowStarts[passage + 1]];
  const row = new Uint32Array(end - start);
  const count = readRow(rows, start, end, row);
  const forms = [...row.subarray(1, count)].filter((form) => vocabulary.stemOf(form) !== NO_STEM);
  return { forms, stems: forms.map((form) => vocabulary.stemOf(form)) };
}

/** The words written for a stem or for a group of the lexicon; the stem where they are in no kept field. */
function standingFor(stem: number, { forms, stems }: Words, index: PassageIndex): string[] {
  const { vocabulary, lexicon } = index;
  const written = (from: number, to: number): string =>
    forms
      .slice(from, to)
      .map((form) => vocabulary.forms.at(form))
      .join(' ');
  const expressions = lexicon.find(stems).filter(({ group }) => group === stem);
  const found = [
    ...expressions.map(({ start, end }) => written(start, end)),
    ...stems.flatMap((other, place) => (other === stem ? [written(place, place + 1)] : [])),
  ];
  return found.length > 0 ? found : [vocabulary.stems.at(stem)];
}

function isPosted(stem: number, passage: number, { windows }: PassageIndex): boolean {
  const window = windows[Math.floor(passage / WINDOW_PASSAGES)];
  if (window === undefined) return false;
  const [start, end] = rangeOf(window, stem);
  return window.passages.subarray(start, end).includes(passage % WINDOW_PASSAGES);
}
