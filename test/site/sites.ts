import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { readConfig } from '../../src/config/config.ts';
import { Gate } from '../../src/debate/gate.ts';
import type { Corpus } from '../../src/debate/passage.ts';
import { siteCommand } from '../../src/operator/site.ts';
import { Front } from '../../src/running/front.ts';
import { readPageFiles } from '../../src/running/files.ts';
import { close, openPort, portOf } from '../../src/running/health.ts';
import { Drawing } from '../../src/site/pictures/drawing.ts';
import { Typeface } from '../../src/site/pictures/typeface.ts';
import { Counters } from '../../src/running/work.ts';
import { Publication } from '../../src/site/publication.ts';
import { PageServer } from '../../src/site/serving.ts';
import { dispatchOn, recording } from '../fixtures/bots.ts';
import { PagePictures } from '../../src/site/pictured.ts';
import { Site } from '../../src/site/site.ts';
import { TestScreen } from '../fixtures/screen.ts';

export const typeface = await Typeface.load();
/** One thread for all pages of a file of tests. */
export const drawing = new Drawing();

/** Draws for pages that must lack nothing. */
export function picturesFor(corpus: Corpus, gate: Gate): PagePictures {
  const reportFault = (fault: unknown): never => {
    throw fault;
  };
  return new PagePictures({ corpus, gate, typeface, drawing, reportFault, hasImages: false });
}

/** The pages of a corpus as they are written to a folder, and the gate that clears them. */
export function siteOf(corpus: Corpus) {
  const gate = Gate.of(corpus);
  const pictures = picturesFor(corpus, gate);
  return { gate, site: new Site({ corpus, gate, index: 'index.html', pictures }) };
}

/** The first path of each kind of page, by what its path begins with. */
export function onePathOfEach(site: Site): ReadonlyMap<string, string> {
  const kinds = new Map<string, string>();
  for (const path of site.paths()) {
    const [kind = '', name = ''] = path.split('/');
    const each = name === '' || kind === 'carte' ? `${kind}/` : `${kind}/…`;
    if (!kinds.has(each)) kinds.set(each, path);
  }
  return kinds;
}

/** The document at a path. */
export async function documentAt(site: Site, path: string): Promise<string> {
  const page = await site.page(path);
  if (page === null) throw new Error(`no page ${path}`);
  return page.document.payload;
}

/** Pages over loopback, as a process shows them. */
export async function served(
  shown: Corpus,
  {
    gate = Gate.of(shown),
    drawing = new Drawing(),
  }: Partial<{ gate: Gate; drawing: Drawing }> = {},
) {
  const { log } = recording();
  const faults: unknown[] = [];
  const reportFault = (fault: unknown) => `reference-${faults.push(fault)}`;
  const parts = { corpus: shown, gate };
  const site = new Site({
    ...{ ...parts, index: '', dispatch: dispatchOn(shown) },
    today: () => ({ day: '2026-11-23', timeZone: 'Europe/Paris' }),
    pictures: new PagePictures({ ...parts, typeface, drawing, hasImages: true, reportFault }),
  });
  const publication = new Publication({ site, assets: readPageFiles(), drawing });
  const fault = publication.fault.bind(publication);
  const find = (path: string) => ({ pages: publication, path });
  const pages = new PageServer({ find, fault, reportFault, counters: new Counters(), log });
  const front = new Front(shown.sources[0]?.site ?? null, 'Patience.');
  const server = await openPort(0, '127.0.0.1', front.take);
  const address = `http://127.0.0.1:${portOf(server)}/`;
  const get = (path: string, init: RequestInit = {}) =>
    fetch(new URL(path, address), { redirect: 'manual', ...init });
  const open = () => {
    front.open([(...asked) => pages.take(...asked)]);
  };
  return { server, drawing, address, get, open, faults };
}

/** Writes the pages of a corpus into a folder, as `npm run site` does. */
export async function writeSite(corpusFolder: string, out: string): Promise<void> {
  const config = readConfig({ CORPUS_DIR: corpusFolder });
  const now = () => new Date('2026-11-23T08:00:00Z');
  const screens = { output: new TestScreen(), errors: new TestScreen() };
  await siteCommand(['--out', out], config, { ...screens, now });
}

/** What any host does with a folder: shows its files over loopback, under a path, until it is closed. */
export async function hostFolder(folder: string) {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://x.invalid');
    const path = pathname.slice('/debat/'.length).replace(/(?<=^|\/)$/u, 'index.html');
    const file = join(folder, path);
    const isThere = existsSync(file);
    const type = { css: 'text/css', js: 'text/javascript' }[path.split('.').at(-1) ?? ''];
    response.writeHead(isThere ? 200 : 404, { 'content-type': type ?? 'text/html' });
    response.end(isThere ? readFileSync(file) : undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${portOf(server)}/debat/`,
    close: () => close(server),
  };
}
