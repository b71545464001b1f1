import type { Passage, Source } from './passage.ts';

// Where the pages of a debate are, from the address under which they are shown. An address that somebody
// was given stands for ever: it tells what it is of, and nothing of how it is made.

/** Where the pages of one of several debates are, below those of all; null where nobody shows them. */
export function pagesBelow(publicUrl: string | null, key: string): string | null {
  return publicUrl === null ? null : `${publicUrl}${key}/`;
}

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

/** The file of a passage's card, beside its page. */
export const CARD_FILE = 'carte.png';

/** The address of a passage's card; null where nobody shows the pages. */
export function cardAddressOf(passage: Passage): string | null {
  const page = pageAddressOf(passage);
  return page === null ? null : page + CARD_FILE;
}

/** Where the map of the debate is. */
export const MAP_PATH = 'carte/';
/** What is asked of a map and changes what it shows. */
export const MAP_OPTIONS = ['ref', 'sujet', 'auteur', 'depuis', 'jusqua'] as const;

/**
 * The file of a map that is asked for, beside that of the whole debate. A folder of written pages has none: a host
 * that hears no query shows no other map in its place.
 */
export const ASKED_MAP_FILE = 'demandee.png';

/** Of the picture of the map that these options ask for, from the root of the pages. */
export function mapPicturePath(options: Readonly<Record<string, string | undefined>>): string {
  const query = mapQuery(options);
  return MAP_PATH + (query === '' ? CARD_FILE : ASKED_MAP_FILE + query);
}

/** What follows the path of a map, or of its picture, where these options are asked for. */
export function mapQuery(options: Readonly<Record<string, string | undefined>>): string {
  const query = new URLSearchParams();
  for (const name of MAP_OPTIONS) {
    const value = options[name]?.trim() ?? '';
    if (value !== '') query.set(name, value);
  }
  return query.size === 0 ? '' : `?${query.toString()}`;
}

const NAMED_PICTURE = /^(?<before>.*\/[a-z]+)\.(?<hash>[0-9a-f]{12})\.png$/u;

/**
 * The address of a picture under a name that no other picture has: there is this one, or none. A host that keeps
 * older pages, or Slack, which keeps what it fetched once, shows no other in its place.
 */
export function pictureNamed(address: string, hash: string): string {
  return address.replace(/\.png(?=\?|$)/u, `.${hash.slice(0, 12)}.png`);
}

/** The path of a picture without that name, and the beginning of the hash in it; null for any other path. */
export function namedPicture(
  path: string,
): { readonly path: string; readonly hash: string } | null {
  const { before, hash } = NAMED_PICTURE.exec(path)?.groups ?? {};
  return before === undefined || hash === undefined ? null : { path: `${before}.png`, hash };
}
