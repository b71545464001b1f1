import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { passagePath } from '../../src/debate/address.ts';
import { pageWords } from '../../src/messages/site.ts';
import { Connection } from '../../src/search/postgres/connection.ts';
import { veloCorpus } from '../fixtures/corpora.ts';
import { bringTo } from '../fixtures/house.ts';
import { servedHouse, withDebates, type ServedHouse } from '../fixtures/served.ts';
import { postgres, uniqueNamespace } from '../store/servers.ts';

describe.skipIf(!postgres.isThere)('where a search server keeps the debates', () => {
  const schema = uniqueNamespace();
  const searchUrl = `${postgres.url}?schema=${schema}`;
  const folder = mkdtempSync(join(tmpdir(), 'kept-'));
  let served: ServedHouse;
  beforeAll(async () => {
    await bringTo(searchUrl, withDebates(folder, { place: ['slack:T1'] }));
    served = await servedHouse({}, { SEARCH_URL: searchUrl });
  });
  afterAll(async () => {
    await served[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true });
    const connection = new Connection(postgres.url);
    await connection.session((query) => query(`DROP SCHEMA IF EXISTS ${schema} CASCADE`));
    await connection.close();
  });

  const told = async (path: string) => {
    const response = await served.get(path);
    return { status: response.status, text: await response.text() };
  };

  test('the list leads to each, which says what it is called and where its pages are made', async () => {
    const list = await told('');
    expect(list.text).toContain('href="velo/"');
    const first = await told('velo/');
    expect(first.status).toBe(200);
    expect(first.text).toContain(veloCorpus.debate.title);
    expect(first.text).toContain(pageWords.apartText);
    expect((await served.get('velo/style.css')).status).toBe(200);
  });

  test('the address of any page says the same, and leads to nothing that is not there', async () => {
    const paths = [passagePath({ id: veloCorpus.passages[0]?.id ?? '' }), 'recherche/', 'carte/'];
    for (const path of [...paths, 'carte/demandee.png?sujet=route', 'export.csv', 'rien']) {
      const { status, text } = await told(`velo/${path}`);
      expect([path, status]).toEqual([path, 404]);
      expect(text).toContain(pageWords.apartText);
      const links = [...text.matchAll(/(?:href|src|action)="(?!#)([^"]*)"/gu)];
      for (const [, link = ''] of links) {
        const { pathname } = new URL(link, `${served.url}/velo/${path}`);
        expect((await served.get(pathname.slice(1))).status, link).toBe(200);
      }
    }
  });

  test('no sitemap leads to files that are not there, and who may not know a debate learns nothing', async () => {
    expect((await told('sitemap.xml')).status).toBe(404);
    const [hidden, none] = [await told('place/'), await told('nulle/')];
    expect(hidden).toEqual(none);
  });
});
