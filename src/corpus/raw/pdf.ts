import { apartIn, callsOf, commonSize, firstNote, readingOrder } from './pdf-layout.ts';
import { numberOf, pagesOf, shown } from './pdf-strips.ts';
import { mended, wordsIn } from './pdf-words.ts';

const NONE: ReadonlySet<string> = new Set();

/**
 * What a PDF shows, a line a line, columns one after the other and words whole that the end of a line cuts.
 * What stands apart from the text (running heads, page numbers, notes at the foot) comes after it. Throws a
 * RawFault for what is no PDF, or too long a one.
 */
export async function pdfText(bytes: Uint8Array): Promise<string> {
  const pages = await pagesOf(bytes);
  const apart = apartIn(pages);
  const inside = pages.map((page) => page.filter((strip) => !apart.has(strip)));
  const usual = commonSize(inside);
  const spoken: string[] = [];
  const beside = [...apart].map((strip) => shown(strip, NONE));
  for (const page of inside) {
    const notes = new Set<string>();
    const calls = callsOf(page);
    const columns = readingOrder(page).map((column) => {
      const end = firstNote(column, usual, calls);
      for (const note of column.slice(end).map((strip) => shown(strip, NONE))) {
        const number = numberOf(note);
        if (number !== null) notes.add(number);
        beside.push(note);
      }
      return column.slice(0, end);
    });
    const lines = columns.flat().map((strip) => shown(strip, notes));
    spoken.push(...lines.filter((line) => line !== ''));
  }
  const words = wordsIn(pages.flat().map((strip) => shown(strip, NONE)));
  return [mended(spoken, words), ...beside].join('\n');
}
