import type { Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Options } from '../../src/ask/request.ts';
import { passagePath } from '../../src/debate/address.ts';
import { Gate } from '../../src/debate/gate.ts';
import { readTogetherIn } from '../../src/debate/graph.ts';
import type { Passage } from '../../src/debate/passage.ts';
import { close } from '../../src/running/health.ts';
import { BotError } from '../../src/errors.ts';
import { Drawing } from '../../src/site/pictures/drawing.ts';
import { messages } from '../../src/messages/messages.ts';
import { dispatchOn } from '../fixtures/bots.ts';
import { shownAt, townCorpus } from '../fixtures/corpora.ts';
import { corpusOf } from '../fixtures/passages.ts';
import { illustrateOn } from '../fixtures/pictures.ts';
import { served } from './sites.ts';

const SITE = 'https://debat.example/ville/';
const corpus = shownAt(townCorpus, SITE);
const [passage = expect.fail()] = corpus.passages.filter(({ text }) => text !== null);
const PAGE = `/ville/${passagePath(passage)}`;

/** What the bot answers to `/carte`. */
async function replyTo(options: Options) {
  const address = { platform: 'site', workspace: null, channel: null, person: null };
  return (await dispatchOn(corpus)({ address, command: 'carte', input: { options } })).reply;
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
    ['/ville/constructor?sujet=x', 404],
    ['/ville/carte/9/?sujet=x', 404],
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

  test('lead to a folder with what was asked of it', async () => {
    const led = await get('/ville/carte?sujet=quais&auteur=x');
    expect([led.status, led.headers.get('location')]).toEqual([308, 'carte/?sujet=quais&auteur=x']);
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

  describe('of a map', () => {
    const asked = new URLSearchParams({ sujet: 'piétons', auteur: '' }).toString();

    const mapFor = async (options: Options) => {
      const reply = await replyTo(options);
      if (reply.kind !== 'map') throw new Error('no map');
      return reply;
    };

    test('show what the bot answers to the same question, and the picture of it', async () => {
      const reply = await mapFor({ sujet: 'piétons' });
      const document = await (await get(`/ville/carte/?${asked}`)).text();
      expect(document).toContain(`<p role="status">${messages.map(reply)}</p>`);
      expect(document.match(/<a class="node"/gu)).toHaveLength(reply.map.nodes.length);
      expect(document.match(/<span class="pair">/gu)).toHaveLength(reply.map.arrows.length);
      expect(document).toContain('value="piétons"');
      const picture = `carte/demandee.png?${new URLSearchParams({ sujet: 'piétons' }).toString()}`;
      expect(document).toContain(`<meta property="og:image" content="${SITE}${picture}" />`);
      const png = Buffer.from(await (await get(`/ville/${picture}`)).arrayBuffer());
      expect(png.toString('latin1', 1, 4)).toBe('PNG');
    });

    test('say in a sentence that there is none, and what may be asked instead', async () => {
      const query = new URLSearchParams({
        sujet: '« zzz » https://x.example/',
        auteur: 'personne',
      });
      const answer = await get(`/ville/carte/?${query.toString()}`);
      const document = await answer.text();
      expect(answer.status).toBe(200);
      expect(document).not.toContain('<svg');
      expect(document).toMatch(/<p role="status">[^<]+<\/p>/u);
      expect(document).toMatch(/<a href="\.\.\/carte\/\?[^"]*auteur=/u);
      expect((await get(`/ville/carte/demandee.png?${query.toString()}`)).status).toBe(404);
    });

    test.each<Options>([
      {},
      { sujet: '' },
      { sujet: 'piétons' },
      { sujet: ' piétons & + % d’« # ? ' },
      { sujet: 'piétons', depuis: '1900', prive: 'oui' },
      { ref: [...readTogetherIn(corpus).keys()][0]?.id ?? '' },
    ])('are in a message about %j the picture that they are fetched as', async (options) => {
      const address = { platform: 'slack', workspace: null, channel: null, person: null };
      const question = { address, command: 'carte', input: { options } };
      const answer = await dispatchOn(corpus)(question);
      const drawn = await illustrateOn(corpus)(answer);
      const { pathname, search } = new URL(drawn?.address ?? expect.fail());
      const fetched = Buffer.from(await (await get(pathname + search)).arrayBuffer());
      expect(fetched.equals(drawn?.png ?? expect.fail())).toBe(true);
      // A folder of written pages has the file of the whole debate alone, whatever is asked of it.
      const isWhole = messages.map(await mapFor({})) === messages.map(await mapFor(options));
      const [, name, hash = ''] = /\/carte\/(\w+)\.(\w{12})\.png$/u.exec(pathname) ?? expect.fail();
      expect(name).toBe(isWhole ? 'carte' : 'demandee');
      // Of another corpus, the picture had another name: what is shown now is not shown under that one.
      const other = pathname.replace(
        hash,
        hash.replace(/./u, (sign) => (sign === '0' ? '1' : '0')),
      );
      expect((await get(other + search)).status).toBe(404);
    });

    test('are the whole debate’s where nothing is asked, whatever else stands in the address', async () => {
      const [bare, other] = await Promise.all(
        ['/ville/carte/', '/ville/carte/?sujet=%20&utm=x'].map(async (path) =>
          (await get(path)).text(),
        ),
      );
      expect(other).toBe(bare);
      expect(bare).toContain(`content="${SITE}carte/carte.png"`);
      expect((await get('/ville/carte/carte.png')).headers.get('content-type')).toBe('image/png');
    });
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

test('a picture that too many wait for is to be asked for again soon', async () => {
  const busy = new Drawing();
  busy.png = () =>
    Promise.reject(new BotError('internal', 'too many pictures to draw', { retryable: true }));
  const { server, get, open } = await served(corpus, { drawing: busy });
  open();
  try {
    const answer = await get(`${PAGE}carte.png`);
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5']);
  } finally {
    await close(server);
    await busy.close();
  }
});

test('a page whose map cannot be drawn just now is shown without, and with it to whoever asks next', async () => {
  const busy = new Drawing();
  const laidOut = busy.laidOut.bind(busy);
  let calls = 0;
  busy.laidOut = (boxes) => {
    calls += 1;
    if (calls === 1) return Promise.reject(new BotError('internal', 'too many pictures to draw'));
    return laidOut(boxes);
  };
  const { server, get, open, faults } = await served(corpus, { drawing: busy });
  open();
  try {
    const [first, second] = [await get('/ville/carte/'), await get('/ville/carte/')];
    expect([first.status, second.status, faults.length]).toEqual([200, 200, 1]);
    const documents = [await first.text(), await second.text()];
    expect(documents.map((each) => each.includes('<svg'))).toEqual([false, true]);
    for (const each of documents) expect(each).toContain('<span class="pair">');
  } finally {
    await close(server);
    await busy.close();
  }
});

test('a page that the gate refuses is not shown, and whoever asks for it is told a reference', async () => {
  // The gate knows a corpus in which the passage says something else.
  const other: Passage = { ...passage, text: `${passage.text} Vraiment.` };
  const changed = corpusOf(corpus.passages.map((each) => (each === passage ? other : each)));
  const { server, drawing, get, open, faults } = await served(corpus, { gate: Gate.of(changed) });
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
