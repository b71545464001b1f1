import type { Draft } from './draft.ts';

/** A file somebody brings, as it lies on the disk or came from an address. */
export interface BroughtFile {
  /** Its path or its address, for people; a file of an archive has the archive's before it. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Where it was fetched from; null for a file of the disk. */
  readonly address: string | null;
}

/** How people are called in what is made of a conversation among members. */
export const NAMES = ['full', 'initials', 'numbers'] as const;
export type Names = (typeof NAMES)[number];

export interface ReadOptions {
  readonly names: Names;
  /** The people whom lists that came before name, by their identifiers; a file that is a list adds to them. */
  readonly people?: Map<string, ListedPerson>;
}

/** A person of a list in TEI. */
export interface ListedPerson {
  readonly name: string;
  /** What the list says the person is, each wording once. */
  readonly qualities: ReadonlySet<string>;
  readonly feminine: boolean | null;
}

/** One kind of file. */
export interface Format {
  /** What it is called in French: « page web ». */
  readonly label: string;
  /** The end of the name of its files, for files that are more than their text and may be called otherwise. */
  readonly ending?: string;
  /** Whether a file is of this kind, by its name and its first bytes. */
  readonly recognises: (file: BroughtFile) => boolean;
  /**
   * The works of a file, one after the other: nothing of one is kept once the next is asked for. Throws an
   * ImportFault where the file cannot be read, or holds nobody's words.
   */
  readonly read: (
    file: BroughtFile,
    options: ReadOptions,
  ) => Iterable<Draft> | AsyncIterable<Draft>;
}

/** Why a file is not imported: one French sentence that says what is wrong and what to do. */
export class ImportFault extends Error {
  override readonly name = 'ImportFault';
}
