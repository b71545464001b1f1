import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { MisquotationError } from '../../src/debate/gate.ts';
import { passagePath } from '../../src/debate/address.ts';
import { DebatesList } from '../../src/site/several.ts';
import { realCorpus, townCorpus, veloCorpus } from '../fixtures/corpora.ts';
import { FOLDERS, limitTo } from '../fixtures/house.ts';
import { PUBLIC_URL, servedHouse, type ServedHouse } from '../fixtures/served.ts';

const quotedIn = ({ passages }: typeof veloCorpus) =>
  passages.find(({ text }) => text !== null) ?? expect.fail();
const VELO = quotedIn(veloCorpus);
const PLACE = quotedIn(townCorpus);

/** All that is sent back, but for the moment; a client of Node's own, which cleans no path. */
async function answerTo({ url }: ServedHouse, path: string, headers: Record<string, string> = {}) {
  const { port } = new URL(url);
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  const asked = request({ host: '127.0.0.1', port, path: `/lire/${path}`, headers }, (response) => {
    const { date, ...told } = response.headers;
    buffer(response).then((body) => {
      resolve({ status: response.statusCode, told, body: body.toString('latin1') });
    }, reject);
  });
  asked.once('error', reject).end();
  return promise as Promise<{ status: number; told: Record<string, string>; body: string }>;
}

describe('the pages of several debates', () => {
  let shown: ServedHouse;
  beforeAll(async () => {
    shown = await servedHouse({ place: ['slack:T1'] });
  });
  afterAll(() => shown[Symbol.asyncDispose]());

  test('begin with a list of those that are for all, each with its question, and open none for it', async () => {
    const { status, body } = await answerTo(shown, '');
    const document = Buffer.from(body, 'latin1').toString();
    expect(status).toBe(200);
    expect(shown.house.open).toEqual([]);
    const led = [...document.matchAll(/<a class="name" href="([^"]*)">([^<]*)<\/a>/gu)];
    expect(led.map(([, href, name]) => [href, name])).toEqual([
      ['velo/', veloCorpus.debate.title],
      ['medias/', realCorpus.debate.title],
    ]);
    expect(document).toContain(veloCorpus.debate.question);
    expect(document).not.toContain('place');
    const [, data = ''] =
      /<script type="application\/ld\+json">(.*?)<\/script>/su.exec(document) ?? [];
    expect(JSON.parse(data)).toMatchObject({
      '@type': 'CollectionPage',
      hasPart: [{ url: 'velo/', name: veloCorpus.debate.title }, { url: 'medias/' }],
    });
  });

  test('are each debate’s own below its key, with links and addresses of their own', async () => {
    const page = await shown.get(`velo/${passagePath(VELO)}`);
    const document = await page.text();
    expect(page.status).toBe(200);
    expect(document).toContain(VELO.text?.slice(0, 20));
    const own = `${PUBLIC_URL}velo/${passagePath(VELO)}`;
    expect(document).toContain(`<link rel="canonical" href="${own}" />`);
    expect(document).toContain(`content="${own}carte.png"`);
    expect(document).toContain('<a href="../../../../">Les débats</a>');
    for (const path of ['', 'carte/', 'recherche/', 'fil.atom', 'debat.csv', 'style.css']) {
      const [velo, medias] = await Promise.all(
        ['velo', 'medias'].map(async (key) => shown.get(`${key}/${path}`)),
      );
      expect([velo?.status, medias?.status], path).toEqual([200, 200]);
    }
    expect((await shown.get(`medias/${passagePath(VELO)}`)).status).toBe(404);
  });

  test('lead to a folder from its name alone, a debate’s own too', async () => {
    const led = await Promise.all(['velo', 'velo/carte?sujet=x'].map((path) => shown.get(path)));
    expect(led.map(({ status, headers }) => [status, headers.get('location')])).toEqual([
      [308, 'velo/'],
      [308, 'carte/?sujet=x'],
    ]);
  });

  test('search the debate that they are of', async () => {
    const found = async (key: string) => (await shown.get(`${key}/recherche/?q=pistes`)).text();
    const [velo, medias] = [await found('velo'), await found('medias')];
    expect(velo).toMatch(/class="quotation/u);
    expect(velo).not.toBe(medias);
    expect(medias).not.toMatch(/vasseur-2023/u);
  });

  test('are told to search engines by an index of their sitemaps', async () => {
    const index = await (await shown.get('sitemap.xml')).text();
    expect([...index.matchAll(/<loc>([^<]*)<\/loc>/gu)].map(([, each]) => each)).toEqual([
      `${PUBLIC_URL}velo/sitemap.xml`,
      `${PUBLIC_URL}medias/sitemap.xml`,
    ]);
    const robots = await (await shown.get('robots.txt')).text();
    expect(robots).toBe(
      `User-agent: *\nAllow: /\nSitemap: ${PUBLIC_URL}velo/sitemap.xml\nSitemap: ${PUBLIC_URL}medias/sitemap.xml\n`,
    );
    const velo = await (await shown.get('velo/sitemap.xml')).text();
    expect(velo).toContain(`<loc>${PUBLIC_URL}velo/${passagePath(VELO)}</loc>`);
  });

  test('have a picture of each quotation, and none of another debate’s', async () => {
    const card = await shown.get(`velo/${passagePath(VELO)}carte.png`);
    expect([card.status, card.headers.get('content-type')]).toEqual([200, 'image/png']);
    expect((await shown.get(`velo/${passagePath(PLACE)}carte.png`)).status).toBe(404);
  });

  /** `XXX` stands for the debate that some workspaces alone may know of, or for none. */
  const ATTACKS = [
    ...['XXX', 'XXX/', 'XXX/x', 'XXX//', 'XXX/style.css', 'XXX/search.js', 'XXX?q=1'],
    ...[
      'XXX/carte/',
      'XXX/carte/?sujet=commerces',
      'XXX/carte/carte.png',
      'XXX/carte/demandee.png?sujet=x',
    ],
    ...[
      'XXX/recherche/',
      'XXX/recherche/?q=commerces',
      'XXX/fil.atom',
      'XXX/debat.csv',
      'XXX/debat.json',
    ],
    ...['XXX/sitemap.xml', 'XXX/robots.txt', 'XXX/oeuvres/', 'XXX/voix/', 'XXX/themes/'],
    ...[`XXX/${passagePath(PLACE)}`, `XXX/${passagePath(PLACE).slice(0, -1)}`],
    ...[`XXX/${passagePath(PLACE)}carte.png`, `XXX/${passagePath(PLACE)}carte.0123456789ab.png`],
    ...[
      `XXX/${passagePath(PLACE)}citations.ris`,
      'velo/../XXX/',
      './XXX/',
      'velo/XXX/',
      'velo/%2e%2e/XXX/',
    ],
    ...['XXX/index.html', 'XXX/relations.argdown', 'XXX%2f', '%58XX/'],
  ];

  test.each(ATTACKS)('say nothing of one that is not for all: %s', async (path) => {
    const named = (key: string) =>
      path.replaceAll('XXX', key).replace('%58XX', `%70${key.slice(1)}`);
    for (const headers of [{}, { 'if-none-match': '*' }, { 'x-forwarded-for': '127.0.0.1' }]) {
      const [hidden, none] = [
        await answerTo(shown, named('place'), headers),
        await answerTo(shown, named('plage'), headers),
      ];
      expect(hidden).toEqual(none);
      expect(hidden.status).toBe(404);
    }
    expect(shown.house.open.map(({ debate }) => debate.key)).not.toContain('place');
  });
});

test('are shown whatever was let go of meanwhile, and with it go its pages', async () => {
  await using shown = await servedHouse({}, { MEMORY_MB: '1' });
  const documents: string[] = [];
  for (const key of ['velo', 'place', 'medias', 'velo', 'place']) {
    const page = await shown.get(`${key}/`);
    expect(page.status).toBe(200);
    documents.push(await page.text());
    // A megabyte holds one of them.
    expect(shown.house.open.length).toBeLessThanOrEqual(2);
  }
  expect(documents[3]).toBe(documents[0]);
  expect(documents[4]).toBe(documents[1]);
});

test('a debate that becomes some workspaces’ own is gone at once, to whoever has its pages too', async () => {
  await using shown = await servedHouse();
  const { house, folder, get } = shown;
  const before = await get('place/');
  const etag = before.headers.get('etag') ?? '';
  expect([
    before.status,
    (await get('place/', { headers: { 'if-none-match': etag } })).status,
  ]).toEqual([200, 304]);
  limitTo(join(folder, 'place'), ['discord:12345678901234567']);
  await house.reload();
  const after = await answerTo(shown, 'place/', { 'if-none-match': etag });
  expect(after).toEqual(await answerTo(shown, 'plage/', { 'if-none-match': etag }));
  expect(after.status).toBe(404);
  expect(await (await get('')).text()).not.toContain('place/');
  expect(await (await get('sitemap.xml')).text()).not.toContain('place');
});

test('a debate whose files have a fault is told of by a reference, and the others are shown', async () => {
  await using shown = await servedHouse();
  writeFileSync(join(shown.folder, 'velo', 'cassee.md'), 'rien');
  const broken = await shown.get('velo/');
  expect([broken.status, (await shown.get('place/')).status]).toEqual([500, 200]);
  expect(await broken.text()).toMatch(/s’occupe du débat\u00A0: [0-9a-f]{8}/u);
});

test('a house of which no debate is for all says so, and shows nothing', async () => {
  const none = ['slack:T1'];
  await using shown = await servedHouse({ velo: none, place: none, medias: none });
  const document = await (await shown.get('')).text();
  expect(document).toContain('Aucun débat ne se lit ici.');
  expect((await shown.get('velo/')).status).toBe(404);
});

test('the only debate is shown no more as soon as it is for some alone, not by its name either', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'debat-'));
  cpSync(FOLDERS.velo, folder, { recursive: true });
  await using shown = await servedHouse({}, { CORPUS_DIR: folder, DEBATES_DIR: '' });
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  const paths = ['', passagePath(VELO), 'recherche/?q=rue', 'rien'];
  const told = () => Promise.all(paths.map(async (path) => await (await shown.get(path)).text()));
  expect((await told()).every((page) => page.includes(veloCorpus.debate.title ?? 'vélo'))).toBe(
    true,
  );
  limitTo(folder, ['slack:T1']);
  await shown.house.reload();
  expect((await told()).filter((page) => /vélo/iu.test(page))).toEqual([]);
  expect((await shown.get(passagePath(VELO))).status).toBe(404);
});

test('a list is read back: what is called otherwise than its debate, or quotes, does not leave', () => {
  const list = (title: string) =>
    new DebatesList({
      ...{ publicUrl: PUBLIC_URL, index: '', assets: new Map() },
      debates: [{ key: 'velo', title, question: null }],
    });
  expect(list('Le vélo').page().payload).toContain('Le vélo');
  expect(() => list('Il dit « jamais »').page()).toThrow(MisquotationError);
  expect(() => list('https://ailleurs.example/').page()).toThrow(MisquotationError);
});
