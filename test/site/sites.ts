import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { Gate } from '../../src/debate/gate.ts';
import type { Corpus } from '../../src/debate/passage.ts';
import { readPageFiles } from '../../src/running/files.ts';
import { Site } from '../../src/site/site.ts';

/** The pages of a corpus as they are written to a folder, and the gate that clears them. */
export function siteOf(corpus: Corpus, index = 'index.html') {
  const gate = new Gate(corpus);
  return { gate, site: new Site({ corpus, gate, index }) };
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
export function documentAt(site: Site, path: string): string {
  const page = site.page(path);
  if (page === null) throw new Error(`no page ${path}`);
  return page.payload;
}

/** Writes all that a static site is. */
export function writeSite(site: Site, folder: string): void {
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  for (const path of site.paths()) write(`${path}index.html`, documentAt(site, path));
  for (const [path, text] of site.searchFiles()) write(path, text.payload);
  for (const [path, text] of readPageFiles()) write(path, text);
}

/** Serves the pages over loopback, under a path, until it is closed. */
export async function servePages(site: Site) {
  const files = readPageFiles();
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://x.invalid');
    const path = pathname.slice('/debat/'.length);
    const file = files.get(path);
    const text = file ?? site.page(path)?.payload;
    const type = path.endsWith('.css') ? 'css' : path.endsWith('.js') ? 'javascript' : 'html';
    response.writeHead(text === undefined ? 404 : 200, { 'content-type': `text/${type}` });
    response.end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}/debat/`,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
