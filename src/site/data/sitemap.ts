import { refOn } from '../../debate/address.ts';
import { Cleared, type Gate } from '../../debate/gate.ts';
import type { Reading, ShownDocument } from '../../debate/reading.ts';
import { html, type Markup } from '../markup.ts';
import type { DataFile } from './exports.ts';
import { NOTHING } from './format.ts';

/** As many as a file may hold: https://www.sitemaps.org/protocol.html */
const MOST_ADDRESSES = 50_000;
const SITEMAP_FILE = 'sitemap.xml';
/** The path of any of these files. */
export const SITEMAP = /^(?:sitemap(?:-\d+)?\.xml|robots\.txt)$/u;

/** The addresses of all pages for search engines, in as many files as they take, and `robots.txt`. */
export function* sitemapOf(site: string, paths: Iterable<string>, gate: Gate): Generator<DataFile> {
  const all = [...paths];
  const parts = Array.from({ length: Math.ceil(all.length / MOST_ADDRESSES) }, (_, at) =>
    all.slice(at * MOST_ADDRESSES, (at + 1) * MOST_ADDRESSES),
  );
  if (parts.length <= 1) yield xmlOf(SITEMAP_FILE, 'url', all, site, gate);
  else {
    const names = parts.map((_, at) => `sitemap-${at + 1}.xml`);
    yield xmlOf(SITEMAP_FILE, 'sitemap', names, site, gate);
    for (const [at, part] of parts.entries()) yield xmlOf(names[at] ?? '', 'url', part, site, gate);
  }
  yield robotsOf([site], site, gate);
}

/** The same of several debates below one address: each has its own, as long as it may be. */
export function* sitemapsOf(
  site: string,
  keys: readonly string[],
  gate: Gate,
): Generator<DataFile> {
  const names = keys.map((key) => `${key}/${SITEMAP_FILE}`);
  yield xmlOf(SITEMAP_FILE, 'sitemap', names, site, gate);
  // An index of indexes is none: https://www.sitemaps.org/protocol.html#index
  yield robotsOf(
    keys.map((key) => `${site}${key}/`),
    site,
    gate,
  );
}

function xmlOf(
  path: string,
  kind: 'url' | 'sitemap',
  paths: readonly string[],
  site: string,
  gate: Gate,
): DataFile {
  const { text } = listed(kind, site, paths);
  const xml = `<?xml version="1.0" encoding="utf-8"?>\n${text}\n`;
  return fileOf(path, 'application/xml', xml, site, gate);
}

function robotsOf(roots: readonly string[], site: string, gate: Gate): DataFile {
  const lines = roots.map((root) => `Sitemap: ${root}${SITEMAP_FILE}\n`).join('');
  const robots = `User-agent: *\nAllow: /\n${lines}`;
  return fileOf('robots.txt', 'text/plain; charset=utf-8', robots, site, gate);
}

function fileOf(path: string, mediaType: string, text: string, site: string, gate: Gate): DataFile {
  return {
    path,
    mediaType,
    *pieces() {
      yield Cleared.by(gate, text, (xml) => readSitemap(xml, site));
    },
  };
}

function listed(kind: 'url' | 'sitemap', site: string, paths: readonly string[]): Markup {
  const entries = paths.map((path) =>
    kind === 'url'
      ? html`<url><loc>${site}${path}</loc></url> `
      : html`<sitemap><loc>${site}${path}</loc></sitemap> `,
  );
  const namespace = 'http://www.sitemaps.org/schemas/sitemap/0.9';
  return kind === 'url'
    ? html`<urlset xmlns="${namespace}">${entries}</urlset>`
    : html`<sitemapindex xmlns="${namespace}">${entries}</sitemapindex>`;
}

/** It says which passages there are, and nothing of them. */
function readSitemap(xml: string, site: string): Reading {
  const addresses = [...xml.matchAll(/<loc>([^<]*)<\/loc>/gu)].map(([, address = '']) => address);
  const facts = addresses.flatMap((page): readonly ShownDocument[] => {
    const ref = page.startsWith(site) ? refOn(page.slice(site.length)) : page;
    return ref === null ? [] : [{ ref, page }];
  });
  return { ...NOTHING, facts };
}
