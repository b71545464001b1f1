import type { Passage, Source } from './passage.ts';

// Where the pages of a debate are, from the address under which they are shown. An address that somebody
// was given stands for ever: it tells what it is of, and nothing of how it is made.

/** Of a passage: `p/dupont-2011/a1/`. */
export function passagePath({ id }: Pick<Passage, 'id'>): string {
  return `p/${id.replace('#', '/')}/`;
}

/** The passage that a path is of, as `work#anchor`; null for any other path. */
export function refOn(path: string): string | null {
  const { work, anchor } = PASSAGE_PATH.exec(path)?.groups ?? {};
  return work === undefined || anchor === undefined ? null : `${work}#${anchor}`;
}

const PASSAGE_PATH = /^p\/(?<work>[a-z0-9-]+)\/(?<anchor>[a-z0-9-]+)\/$/u;

/** Of a work. */
export function workPath({ id }: Pick<Source, 'id'>): string {
  return `oeuvres/${id}/`;
}

/** The address of a passage's own page; null where nobody shows the pages. */
export function pageAddressOf(passage: Passage): string | null {
  const { site } = passage.source;
  return site === null ? null : site + passagePath(passage);
}
