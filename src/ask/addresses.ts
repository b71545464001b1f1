import { linkOf } from '../debate/quote.ts';
import type { Corpus, Passage } from '../debate/passage.ts';

/**
 * The passages of the work that is at an address, or, where it names a host alone, of the works that are
 * there; the one that the address points to comes first.
 */
export function passagesAt(address: string, { sources, passages }: Corpus): readonly Passage[] {
  const asked = placeAt(address);
  const isAsked = (url: string | null): boolean => {
    const place = url === null ? null : placeAt(url);
    if (asked === null || place?.host !== asked.host) return false;
    return asked.path === '' || asked.path === place.path;
  };
  const works = new Set(sources.filter(({ url }) => isAsked(url)));
  const found = passages.filter(({ source, url }) => works.has(source) || url === address);
  const pointed = found.find((passage) => linkOf(passage) === address);
  return pointed === undefined ? found : [...new Set([pointed, ...found])];
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
