import { MAP_PATH, passagePath, refOn, workPath } from '../debate/address.ts';
import { listed } from './lists.ts';
import { namedPath, type Kind } from './names.ts';
import { pagePaths, pagesFor } from './paging.ts';
import { SEARCH_PATH } from './search.ts';
import type { Shelves, WholeShelves } from './shelves.ts';

const KINDS: readonly Kind[] = ['oeuvres', 'voix', 'themes'];

/** What a path that is of no passage is of. */
export interface Place {
  readonly kind: Kind | 'carte';
  /** What stands for a voice, a theme or a work in the path; empty for a list. */
  readonly name: string;
  readonly page: number;
}

/** `voix/x/`, `voix/`, and their pages from the second on, `voix/x/2/`, `voix/2/`. */
const PATH =
  /^(?<kind>oeuvres|voix|themes|carte)\/(?:(?<name>[a-z0-9-]+)\/)?(?:(?<page>[2-9]|[1-9]\d{1,5})\/)?$/u;

/** A number is a page of a list where no theme or work is called so. */
export function placeOf(path: string, shelves: Shelves): Place | null {
  const { kind, name = '', page = '1' } = PATH.exec(path)?.groups ?? {};
  if (kind === undefined) return null;
  const place = { kind: kind as Place['kind'], name, page: Number(page) };
  const isNumber = /^[1-9]\d{0,5}$/u.test(name) && place.page === 1;
  if (!isNumber || countAt(place, shelves) !== null) return place;
  return { ...place, name: '', page: Number(name) };
}

/** Whether there is a page at this path, without making it. */
export function isPage(path: string, shelves: Shelves): boolean {
  if (path === '' || path === SEARCH_PATH) return true;
  const ref = refOn(path);
  if (ref !== null) return shelves.passages.has(ref);
  const place = placeOf(path, shelves);
  if (place === null) return false;
  const count = countAt(place, shelves);
  return count !== null && place.page <= pagesFor(count);
}

/** The paths of all pages that can be made before anybody asks, in an order that never changes. */
export function* pathsIn(shelves: WholeShelves): Generator<string> {
  yield '';
  yield SEARCH_PATH;
  yield* pagePaths(MAP_PATH, shelves.pairs.length);
  for (const kind of KINDS) yield* pagePaths(`${kind}/`, listed(kind, shelves));
  for (const source of shelves.sources) {
    yield* pagePaths(workPath(source), shelves.heldOf(source));
  }
  for (const [slug, { passages }] of shelves.voices) {
    yield* pagePaths(namedPath('voix', slug), passages);
  }
  for (const [slug, { count }] of shelves.themes) {
    yield* pagePaths(namedPath('themes', slug), count);
  }
  for (const passage of shelves.corpus.passages) yield passagePath(passage);
}

/** How much the pages at a place show; null where there is no such place. */
function countAt({ kind, name }: Place, shelves: Shelves): number | null {
  if (kind === 'carte') return name === '' ? (shelves.pairs?.length ?? 0) : null;
  if (name === '') return listed(kind, shelves);
  if (kind === 'oeuvres') return shelves.catalogue.entryOf({ id: name })?.passages ?? null;
  if (kind === 'themes') return shelves.themes.get(name)?.count ?? null;
  return shelves.voices.get(name)?.passages ?? null;
}
