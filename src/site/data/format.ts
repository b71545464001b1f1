import type { Passage } from '../../debate/passage.ts';
import type { Reading } from '../../debate/reading.ts';
import type { Shelves } from '../shelves.ts';

/** The passages that a page is of. */
export interface Selection {
  /** Of the page, from the root of the pages. */
  readonly path: string;
  readonly passages: readonly Passage[];
}

/** A kind of file in which passages are given away. Its pieces, one behind another, are the file. */
export interface Format {
  /** What the name of the file ends with. */
  readonly extension: string;
  readonly mediaType: string;
  readonly name: string;
  readonly pieces: (selection: Selection, shelves: Shelves) => Iterable<string>;
  /** Finds in a piece, and in nothing else, all that it says. */
  readonly read: (piece: string) => Reading;
}

export const NOTHING: Reading = { quotations: [], works: [], documents: [], texts: [] };
