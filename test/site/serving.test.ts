import type { Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { passagePath } from '../../src/debate/address.ts';
import { Gate } from '../../src/debate/gate.ts';
import type { Passage } from '../../src/debate/passage.ts';
import { Front } from '../../src/running/front.ts';
import { close, openPort, portOf } from '../../src/running/health.ts';
import { readPageFiles } from '../../src/running/files.ts';
import { Counters } from '../../src/running/work.ts';
import { Drawing } from '../../src/site/pictures/drawing.ts';
import { Typeface } from '../../src/site/pictures/typeface.ts';
import { Publication } from '../../src/site/publication.ts';
import { PageServer } from '../../src/site/serving.ts';
import { dispatchOn, recording } from '../fixtures/bots.ts';
import { shownAt, townCorpus } from '../fixtures/corpora.ts';
import { corpusOf } from '../fixtures/passages.ts';

const SITE = 'https://debat.example/ville/';
const corpus = shownAt(townCorpus, SITE);
const [passage = expect.fail()] = corpus.passages.filter(({ text }) => text !== null);
const PAGE = `/ville/${passagePath(passage)}`;

/** Pages over loopback. */
async function served(shown: typeof corpus, gate = new Gate(shown)) {
  const { log } = recording();
  const drawing = new Drawing();
  const faults: unknown[] = [];
  const reportFault = (fault: unknown) => `reference-${faults.push(fault)}`;
  const publication = new Publication({
    ...{ corpus: shown, gate, index: '', assets: readPageFiles() },
    today: () => ({ day: '2026-11-23', timeZone: 'Europe/Paris' }),
    dispatch: dispatchOn(shown),
    ...{ pictures: { typeface: await Typeface.load(), drawing }, hasImages: true, reportFault },
  });
  const pages = new PageServer({ publication, reportFault, counters: new Counters(), log });
  const front = new Front(SITE, 'Patience.');
  const server = await openPort(0, '127.0.0.1', front.take);
  const get = (path: string, init: RequestInit = {}) =>
    fetch(`http://127.0.0.1:${portOf(server)}${path}`, { redirect: 'manual', ...init });
  const open = () => {
    front.open([(...asked) => pages.take(...asked)]);
  };
  return { server, drawing, get, open, faults };
}

describe('pages over HTTP', () => {
  let server: Server;
  let drawing: Drawing;
  let get: Awaited<ReturnType<typeof served>>['get'];

  beforeAll(async () => {
    const all = await served(corpus);
    ({ server, drawing, get } = all);
    const early = await get(PAGE);
    expect([early.status, early.headers.get('retry-after')]).toEqual([503, '5']);
    expect(await early.text()).toBe('Patience.');
    all.open();
  });
  afterAll(async () => {
    await close(server);
    await drawing.close();
  });

  test('show a passage under the path of the public address, and without it where a proxy leaves it out', async () => {
    const answers = await Promise.all([get(PAGE), get(`/${passagePath(passage)}`)]);
    const documents = await Promise.all(answers.map((each) => each.text()));
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(documents[0]).toContain(passage.text?.slice(0, 20));
    expect(documents[1]).toBe(documents[0]);
  });

  test('let nothing run: the policy is a header too', async () => {
    const { headers } = await get(PAGE);
    expect(headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; .*frame-ancestors 'none'$/u,
    );
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  test('are known again: 304 to whoever has them', async () => {
    const etag = (await get(PAGE)).headers.get('etag') ?? '';
    const again = await get(PAGE, { headers: { 'if-none-match': etag } });
    expect([again.status, await again.text()]).toEqual([304, '']);
    // A proxy that packs pages says so in their tags.
    const packed = await get(PAGE, { headers: { 'if-none-match': `"a", W/${etag}` } });
    expect(packed.status).toBe(304);
    expect((await get(PAGE, { headers: { 'if-none-match': '"other"' } })).status).toBe(200);
  });

  test.each([
    [PAGE.slice(0, -1), 308],
    ['/ville', 308],
    ['/ville/', 200],
    ['/ville/p/nulle/part/', 404],
    ['/ville/oeuvres/nulle/', 404],
    ['/ville/%E0%A4%A', 404],
    ['/ville/../../etc/passwd', 404],
    ['/ville/style.css', 200],
    ['/ville/search.js', 200],
    ['/ville/fil.atom', 200],
    ['/ville/sitemap.xml', 200],
    [`${PAGE}citations.ris`, 200],
    ['/ville/debat.csv', 200],
  ])('answer %s with %i', async (path, status) => {
    expect((await get(path)).status).toBe(status);
  });

  test('answer HEAD without a body, and refuse what changes something', async () => {
    const head = await get(PAGE, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
    expect(Number(head.headers.get('content-length'))).toBeGreaterThan(1000);
    const post = await get(PAGE, { method: 'POST', body: 'x' });
    expect([post.status, post.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  });

  test('search by what the bot answers', async () => {
    const [word = ''] = passage.text?.match(/\p{L}{7,}/u) ?? [];
    const found = await (await get(`/ville/recherche/?q=${encodeURIComponent(word)}`)).text();
    expect(found).toContain(`../${passagePath(passage)}`);
    const hostile = await get(
      `/ville/recherche/?q=${encodeURIComponent('<script>« x »</script>')}`,
    );
    expect(hostile.status).toBe(200);
    expect(await hostile.text()).not.toContain('<script>«');
  });

  test('name a card as their picture, which is a PNG of that size', async () => {
    const document = await (await get(PAGE)).text();
    expect(document).toContain(`content="${SITE}${passagePath(passage)}carte.png"`);
    const card = await get(`${PAGE}carte.png`);
    expect(card.headers.get('content-type')).toBe('image/png');
    const bytes = Buffer.from(await card.arrayBuffer());
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([1200, 630]);
  });
});

test('a page that the gate refuses is not shown, and whoever asks for it is told a reference', async () => {
  // The gate knows a corpus in which the passage says something else.
  const other: Passage = { ...passage, text: `${passage.text} Vraiment.` };
  const changed = corpusOf(corpus.passages.map((each) => (each === passage ? other : each)));
  const { server, drawing, get, open, faults } = await served(corpus, new Gate(changed));
  open();
  try {
    const answer = await get(PAGE);
    const text = await answer.text();
    expect(answer.status).toBe(500);
    expect(text).toContain('reference-1');
    expect(text).not.toContain(passage.text?.slice(0, 20));
    expect(faults).toHaveLength(1);
  } finally {
    await close(server);
    await drawing.close();
  }
});
