import type { Passage, Source } from '../debate/passage.ts';
import { isOfAll, selects, type Selection } from '../debate/holdings.ts';
import { themeKey } from '../debate/topics.ts';
import { isAddress } from '../french/plain-writing.ts';
import { linkOf } from '../debate/quote.ts';
import { COUNTED } from '../debate/reply.ts';
import type { Among } from '../search/index/held.ts';
import type { Knowledge } from './command.ts';

/** Passages on a subject, best first. */
export interface Finding {
  /** How many there are, listed or not. */
  readonly total: number;
  /** Whether they bear on the subject without answering to all of it. */
  readonly isLoose: boolean;
  readonly passages: readonly Passage[];
}

type Asking = Pick<Knowledge, 'catalogue' | 'holdings' | 'retriever'>;

/**
 * Those that bear the subject as their theme are found too, after those that speak of it in its own words.
 * An address is no subject: it asks for the work that is there.
 */
export async function findOn(
  subject: string,
  selection: Selection,
  limit: number,
  asking: Asking,
): Promise<Finding> {
  if (isAddress(subject)) return findAt(subject.trim(), selection, limit, asking);
  const { retriever, holdings } = asking;
  const meant = isOfAll(selection)
    ? {}
    : { accepts: selects(selection), among: () => amongOf(selection, asking.catalogue) };
  const { total, isLoose, hits } = await retriever.search({ text: subject, limit, ...meant });
  const found = hits.map(({ passage }) => passage);
  if (total > found.length) return { total, isLoose, passages: found };
  const bearing = { ...selection, theme: themeKey(subject) };
  if (limit === 0) {
    return { total: total + (await countOf(bearing, asking)), isLoose, passages: [] };
  }
  const known = new Set(found.map(({ id }) => id));
  const bearers = await holdings.selected(bearing, Math.max(limit, COUNTED));
  const others = bearers.filter(({ id }) => !known.has(id));
  const passages = [...found, ...others].slice(0, limit);
  return { total: total + others.length, isLoose, passages };
}

/** What a selection leaves to be read, where that is not all. */
function amongOf(selection: Selection, catalogue: Asking['catalogue']): Among | undefined {
  const { ids, from } = selection;
  if (ids !== undefined) return { ids: [...ids.keys()] };
  const works = catalogue
    .worksFor(selection)
    .filter((work) => from?.address !== null || from.works.has(work));
  return works.length < catalogue.works.length ? { works: works.map(({ id }) => id) } : undefined;
}

async function countOf(selection: Selection, { holdings }: Asking): Promise<number> {
  const counts = await holdings.counted(selection);
  return counts.values().reduce((sum, count) => sum + count, 0);
}

/** The first synonym of a subject that gives passages, where a thesaurus has one. */
export async function findBySynonym(
  subject: string,
  selection: Selection,
  limit: number,
  asking: Asking,
): Promise<(Finding & { readonly synonym: string }) | null> {
  for (const synonym of await asking.retriever.synonymsOf(subject)) {
    const found = await findOn(synonym, selection, limit, asking);
    if (found.total > 0) return { ...found, synonym };
  }
  return null;
}

/** Whether two subjects are the same words, whatever their accents and inflections. */
export function isSameSubject(one: string, other: string): boolean {
  return themeKey(one) === themeKey(other);
}

/** Whether these works are here whole; where there are none, all of the debate. */
export function areWhole(works: Iterable<Source>, { sources }: Knowledge['catalogue']): boolean {
  const asked = [...works];
  return (asked.length === 0 ? sources : asked).every(({ content }) => content === 'whole');
}

/**
 * The passages of the work that is at an address, or, where it names a host alone, of the works that are
 * there; the one that the address points to comes first.
 */
async function findAt(
  address: string,
  selection: Selection,
  limit: number,
  asking: Asking,
): Promise<Finding> {
  const asked = placeAt(address);
  const isAsked = (url: string | null): boolean => {
    const place = url === null ? null : placeAt(url);
    if (asked === null || place?.host !== asked.host) return false;
    return asked.path === '' || asked.path === place.path;
  };
  const works = new Set(asking.catalogue.sources.filter(({ url }) => isAsked(url)));
  const there = { ...selection, from: { works, address } };
  // A host may have a thousand works; what an address points to may be the last passage of one.
  const most = asked?.path === '' ? limit : Infinity;
  const found = await asking.holdings.selected(there, most);
  const total = found.length < most ? found.length : await countOf(there, asking);
  const pointed = found.find((passage) => linkOf(passage) === address);
  const passages = pointed === undefined ? found : [...new Set([pointed, ...found])];
  return { total, isLoose: false, passages: passages.slice(0, limit) };
}

/** What tells where a visit began or came from, and not which page it is of. */
const ABOUT_THE_VISIT = /^(?:utm_.*|fbclid|gclid|t)$/u;

/** Null for an address of electronic mail, and for what is none. */
function placeAt(address: string): { readonly host: string; readonly path: string } | null {
  const url = URL.parse(/^[a-z]+:/iu.test(address) ? address : `https://${address}`);
  if (url === null || !/^https?:$/u.test(url.protocol) || url.username !== '') return null;
  for (const name of [...url.searchParams.keys()]) {
    if (ABOUT_THE_VISIT.test(name)) url.searchParams.delete(name);
  }
  const path = url.pathname.replace(/\/+$/u, '') + url.search;
  return { host: url.hostname.replace(/^www\./u, ''), path: path.toLowerCase() };
}
