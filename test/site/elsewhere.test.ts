import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { generatedSittings } from '../../bench/generated.ts';
import { nobodyOn } from '../../src/ask/request.ts';
import { parseCorpus } from '../../src/corpus/parse.ts';
import { MAP_PATH, passagePath, workPath } from '../../src/debate/address.ts';
import { heldIn, OpenDebate, type Held } from '../../src/debate/debates.ts';
import { readTogetherIn } from '../../src/debate/graph.ts';
import type { Holdings } from '../../src/debate/holdings.ts';
import type { Corpus, Passage } from '../../src/debate/passage.ts';
import { choiceText } from '../../src/messages/choice.ts';
import { pageWords } from '../../src/messages/site.ts';
import { Connection } from '../../src/search/postgres/connection.ts';
import { close, openPort, portOf } from '../../src/running/health.ts';
import { Counters } from '../../src/running/work.ts';
import { SiteElsewhere } from '../../src/site/elsewhere.ts';
import { Publication } from '../../src/site/publication.ts';
import { PageServer } from '../../src/site/serving.ts';
import { Shelves } from '../../src/site/shelves.ts';
import { PageWriter } from '../../src/site/writing.ts';
import { dispatchOn, recording } from '../fixtures/bots.ts';
import { HOSTILE_FOLDER, TOWN_FOLDER, townCorpus } from '../fixtures/corpora.ts';
import { bringOnly, bringTo, entitle, limitTo, retireFrom } from '../fixtures/house.ts';
import { PUBLIC_URL, servedHouse, withDebates, type ServedHouse } from '../fixtures/served.ts';
import { SOUND_WORK } from '../fixtures/works.ts';
import { Proxy } from '../store/proxy.ts';
import { postgres, uniqueNamespace } from '../store/servers.ts';
import { drawing, typeface } from './sites.ts';

/** Debates with themes and without, with hostile names, and with works of several pages. */
const KEYS = ['medias', 'velo', 'place', 'hostile', 'seances'];
const LONG = 'seance-1';

function debatesIn(folder: string): string {
  withDebates(folder);
  cpSync(HOSTILE_FOLDER, join(folder, 'hostile'), { recursive: true });
  mkdirSync(join(folder, 'seances'));
  for (const key of ['hostile', 'seances'])
    writeFileSync(join(folder, key, 'debate.yaml'), `title: Débat ${key}\n`);
  for (const [name, text] of generatedSittings(230)) {
    writeFileSync(join(folder, 'seances', name), text);
  }
  cpSync(TOWN_FOLDER, join(folder, 'reserve'), { recursive: true });
  limitTo(join(folder, 'reserve'), ['slack:T1']);
  return folder;
}

const mainOf = (document: string) => /<main.*<\/main>/su.exec(document)?.[0] ?? expect.fail();
const ROOT = 'https://pages.invalid/';
const MAP_SECTION = /<section id="carte">.*?<\/section>/gsu;

function query(asked: Readonly<Record<string, string>>): string {
  return `?${new URLSearchParams(asked).toString()}`;
}

/** What needs all passages is left out of a page of memory: links to voices, themes and files, timeline, map. */
function asElsewhere(document: string): string {
  return document
    .replaceAll(
      /<a class="name" href="(?:\.\.\/|\.\/)*(?:voix|themes)\/[^"]*">(.*?)<\/a>/gsu,
      named,
    )
    .replaceAll(/<a class="voice" href="[^"]*">(.*?)<\/a>/gsu, '$1')
    .replaceAll(/<section class="exports".*?<\/section>/gsu, '')
    .replaceAll(/<link\s+rel="alternate"[^>]*>/gu, '')
    .replaceAll(/<section id="frise">.*?<\/section>/gsu, '')
    .replaceAll(MAP_SECTION, '');
}

const named = '<span class="name">$1</span>';

/** The same, of a debate in which nobody wrote themes: words that passages share are read in all of them. */
function withoutThemes(document: string): string {
  return asElsewhere(document)
    .replaceAll(/<section id="themes">.*?<\/section>/gsu, '')
    .replaceAll(/<p class="themes">.*?<\/p>/gsu, '')
    .replaceAll(/<h2>Thèmes<\/h2>\s*<ul class="entries">.*?<\/ul>/gsu, '')
    .replaceAll(/, (\d+\spassages?) et \d+\sthèmes?/gu, ' et $1');
}

describe.skipIf(!postgres.isThere)('pages of debates that a search server keeps', () => {
  const schema = uniqueNamespace();
  const ofOne = uniqueNamespace();
  const searchUrl = `${postgres.url}?schema=${schema}`;
  const folder = mkdtempSync(join(tmpdir(), 'kept-'));
  const proxy = new Proxy(postgres.url);
  let kept: ServedHouse;
  let memory: ServedHouse;
  beforeAll(async () => {
    await bringTo(searchUrl, debatesIn(folder));
    await proxy.restore();
    const through = `${proxy.urlOf(postgres.url)}?schema=${schema}`;
    kept = await servedHouse({}, { SEARCH_URL: through });
    memory = await servedHouse({}, { DEBATES_DIR: folder });
  });
  afterAll(async () => {
    await Promise.all([kept[Symbol.asyncDispose](), memory[Symbol.asyncDispose]()]);
    await proxy.cut();
    rmSync(folder, { recursive: true });
    const connection = new Connection(postgres.url);
    for (const each of [schema, ofOne])
      await connection.session((query) => query(`DROP SCHEMA IF EXISTS ${each} CASCADE`));
    await connection.close();
  });

  const at = async (house: ServedHouse, path: string) => {
    const response = await house.get(path);
    return { status: response.status, text: await response.text() };
  };

  const corpusAt = async (key: string): Promise<Corpus> => {
    const debate = await memory.house.named(key, nobodyOn('site'));
    return debate?.corpus ?? expect.fail();
  };

  test.each(KEYS)('show of %s what memory shows, but for what takes all passages', async (key) => {
    const { passages, sources } = await corpusAt(key);
    const [word = ''] = passages.flatMap(({ text }) => text?.match(/\p{L}{7,}/u) ?? []);
    const related = passages.find(({ relations }) => relations.length > 0)?.id ?? 'x#y';
    const paths = [
      ...['', 'recherche/', 'oeuvres/', 'oeuvres/2/', 'voix/', ...sources.map(workPath)],
      ...[2, 3, 4].map((page) => `oeuvres/${LONG}/${page}/`),
      ...passages.filter((_, place) => place % 7 < 2).map(passagePath),
      ...[word, 'jamais zorglub', `« ${word} »`].map((each) => `recherche/${query({ q: each })}`),
      ...[word, 'jamais zorglub'].map((sujet) => `carte/${query({ sujet })}`),
      `carte/${query({ ref: related })}`,
    ];
    const hasThemes = passages.some(({ topics }) => topics.length > 0);
    for (const path of paths) {
      const [own, other] = [await at(kept, `${key}/${path}`), await at(memory, `${key}/${path}`)];
      expect([path, own.status]).toEqual([path, other.status]);
      if (other.status === 404) continue;
      const expected = (hasThemes ? asElsewhere : withoutThemes)(other.text);
      expect(own.text.replace(MAP_SECTION, '')).toBe(expected);
    }
  });

  test('lead to pages that are there alone, and to all works and passages', async () => {
    const key = 'place/';
    const found = new Map<string, string>();
    const left = [''];
    for (const path of left) {
      const { status, text } = await at(kept, key + path);
      expect([path, status]).toEqual([path, 200]);
      found.set(path, text);
      for (const [, link = ''] of text.matchAll(/(?:href|src|action)="(?!https?:)([^"#]*)/gu)) {
        const { pathname, search } = new URL(link.replaceAll('&amp;', '&'), `${ROOT}${key}${path}`);
        const next = pathname.replace(/^\/(?:place\/)?/u, '') + search;
        if (pathname !== '/' && !left.includes(next)) left.push(next);
      }
    }
    const { passages, sources } = townCorpus;
    const all = [...passages.map(passagePath), ...sources.map(workPath), 'recherche/', MAP_PATH];
    expect([...found.keys()]).toEqual(expect.arrayContaining([...all, 'style.css']));
    expect(found.get(MAP_PATH)).toContain('<svg');
  });

  test('are pictured as those of memory are', async () => {
    const corpus = await corpusAt('place');
    const id = [...readTogetherIn(corpus).keys()][0]?.id ?? '';
    for (const path of [
      `${passagePath({ id })}carte.png`,
      `carte/demandee.png${query({ ref: id })}`,
    ]) {
      const [own, other] = await Promise.all(
        [kept, memory].map(async (house) => (await house.get(`place/${path}`)).bytes()),
      );
      expect(own?.slice(1, 4)).toEqual(new TextEncoder().encode('PNG'));
      expect(own).toEqual(other);
    }
    const page = (await at(kept, `place/${passagePath({ id })}`)).text;
    expect(page).toContain(`content="${PUBLIC_URL}place/${passagePath({ id })}carte.png"`);
  });

  test.each([
    ['p/nulle/part/', pageWords.notFoundText],
    [passagePath({ id: `${townCorpus.sources[0]?.id ?? ''}#forge` }), pageWords.notFoundText],
    ['oeuvres/nulle/', pageWords.notFoundText],
    [`${workPath(townCorpus.sources[0] ?? { id: '' })}2/`, pageWords.notFoundText],
    ['oeuvres/99/', pageWords.notFoundText],
    ['rien', pageWords.notFoundText],
    [`carte/demandee.png${query({ sujet: 'zorglub' })}`, pageWords.apartText],
    ['voix/awa-diallo/', pageWords.apartText],
    ['themes/commerces/2/', pageWords.apartText],
    ['carte/2/', pageWords.apartText],
    ['debat.csv', pageWords.apartText],
    ['sitemap.xml', pageWords.apartText],
    ['recherche/mots/ro.js', pageWords.apartText],
  ])('are not at %s, where it is said why', async (path, text) => {
    const { status, text: document } = await at(kept, `place/${path}`);
    expect(status).toBe(404);
    expect(document).toContain(text);
  });

  test('are those of the next edition as soon as it is there, and none where it is for some alone', async () => {
    const work = 'velo/oeuvres/exemple-2013/';
    expect((await at(kept, work)).status).toBe(404);
    const before = await at(kept, 'velo/');
    expect((await at(kept, 'velo/')).text).toBe(before.text);
    const path = join(folder, 'velo', 'exemple-2013.md');
    writeFileSync(path, SOUND_WORK);
    entitle(join(folder, 'velo'), 'Le vélo, de nouveau');
    await bringTo(searchUrl, folder);
    expect((await at(kept, work)).status).toBe(200);
    expect((await at(kept, 'velo/')).text).toContain('<h1>Le vélo, de nouveau</h1>');
    rmSync(path);
    limitTo(join(folder, 'velo'), ['slack:T1']);
    await bringTo(searchUrl, folder);
    for (const gone of ['velo/recherche/?q=rue', work, 'velo/', 'velo/carte/', 'velo/rien']) {
      const { status, text } = await at(kept, gone);
      expect([gone, status]).toEqual([gone, 404]);
      expect(text).not.toContain('vélo');
    }
    await kept.house.reload();
    expect(await at(kept, 'velo/')).toEqual(await at(kept, 'nulle/'));
  });

  test('are none of a debate that the server does not keep any more', async () => {
    await retireFrom(searchUrl, folder, 'hostile');
    const { status, text } = await at(kept, 'hostile/recherche/?q=rue');
    expect([status, text.includes(choiceText({ code: 'debate gone' }))]).toEqual([404, true]);
  });

  test('stand at the root where there is one debate alone', async () => {
    const searchUrlOfOne = `${proxy.urlOf(postgres.url)}?schema=${ofOne}`;
    await bringOnly(searchUrlOfOne, TOWN_FOLDER);
    await using only = await servedHouse({}, { SEARCH_URL: searchUrlOfOne });
    const path = passagePath(townCorpus.passages[0] ?? expect.fail());
    const [own, other] = [(await at(only, path)).text, (await at(kept, `place/${path}`)).text];
    expect(own).toContain(`<link rel="canonical" href="${PUBLIC_URL}${path}" />`);
    expect(mainOf(own)).toBe(mainOf(other));
    await proxy.cut();
    const { status, text } = await at(only, path);
    expect([status, text.includes(choiceText({ code: 'search down' }))]).toEqual([503, true]);
    await proxy.restore();
    expect((await at(only, path)).text).toBe(own);
  });

  test('say what doors say where their server is away, and are back by themselves', async () => {
    const path = `place/${workPath(townCorpus.sources[0] ?? { id: '' })}`;
    const before = await at(kept, path);
    await proxy.cut();
    const lines = kept.log.length;
    for (const asked of [path, 'place/', 'place/recherche/?q=rue', 'place/carte/?sujet=rue']) {
      const response = await kept.get(asked);
      expect([asked, response.status]).toEqual([asked, 503]);
      expect(response.headers.get('retry-after')).toBe('5');
      expect(await response.text()).toContain(choiceText({ code: 'search down' }));
    }
    expect(kept.log.slice(lines).filter(({ level }) => level === 'error')).toHaveLength(4);
    expect((await kept.get('place/style.css')).status).toBe(200);
    await proxy.restore();
    expect(await at(kept, path)).toEqual(before);
  });

  test('are in no sitemap, and who may not know a debate learns nothing', async () => {
    expect((await at(kept, 'sitemap.xml')).status).toBe(404);
    expect(await at(kept, 'reserve/')).toEqual(await at(kept, 'nulle/'));
    expect((await at(kept, '')).text).not.toContain('reserve');
  });
});

describe('the site of a debate whose passages lie elsewhere', () => {
  const [work] = townCorpus.sources;
  const path = workPath(work ?? expect.fail());
  const changed: Corpus = {
    ...townCorpus,
    hash: townCorpus.hash.split('').reverse().join(''),
    passages: townCorpus.passages.map((passage) => {
      return { ...passage, text: passage.text?.replace(/^./u, 'X') ?? null };
    }),
  };

  /**
   * Reads what is live, which `next` replaces whenever passages of a work are read; those that are shown are read
   * after them, and `afterwards` is told of it.
   */
  function siteOf(
    first: Corpus,
    next: () => Corpus | null = () => null,
    { afterwards = () => undefined }: { readonly afterwards?: () => void } = {},
  ) {
    let live = heldIn(first);
    const read: string[] = [];
    const given = async (passages: Promise<readonly Passage[]>) => {
      const those = await passages;
      read.push(...those.map(({ id }) => id));
      return those;
    };
    const elsewhere = ({ catalogue }: Held): Held => {
      const holdings: Holdings = {
        ...live.holdings,
        passages: async (ids) => {
          const passages = await given(live.holdings.passages(ids));
          afterwards();
          return passages;
        },
        around: (id, most) => given(live.holdings.around(id, most)),
        inWork: async (source, from, most) => {
          const passages = await given(live.holdings.inWork(source, from, most));
          const following = next();
          if (following !== null) live = heldIn(following);
          return passages;
        },
      };
      return { catalogue, holdings, corpus: null };
    };
    const catchUp = () => {
      debate.renew(elsewhere(live));
      return Promise.resolve();
    };
    const debate: OpenDebate = new OpenDebate(elsewhere(live), '', [], catchUp);
    const site = new SiteElsewhere({
      ...{ debate, dispatch: dispatchOn(first), pictures: { typeface, drawing } },
      ...{ isOfSeveral: false, reportFault: String },
    });
    const textAt = async (at: string) => (await site.page(at))?.document.payload ?? null;
    const goTo = (corpus: Corpus) => {
      // Another edition has another catalogue.
      live = heldIn({ ...corpus });
    };
    return { textAt, site, debate, read, goTo };
  }

  test('makes a page of one edition, whatever becomes of it meanwhile', async () => {
    const editions = [changed];
    const { textAt } = siteOf(townCorpus, () => editions.pop() ?? null);
    const text = await textAt(path);
    expect(text).toBe(await siteOf(changed).textAt(path));
    expect(text).not.toBe(await siteOf(townCorpus).textAt(path));
  });

  test('makes a page of one edition, though what was live before is live again once it is made', async () => {
    const editions = [changed];
    const before = [townCorpus];
    const { textAt, goTo } = siteOf(townCorpus, () => editions.pop() ?? null, {
      afterwards: () => {
        const again = before.pop();
        if (again !== undefined) goTo(again);
      },
    });
    expect(await textAt(path)).toBe(await siteOf(townCorpus).textAt(path));
  });

  test('is not shown from memory as it was at another edition', async () => {
    const { site, goTo } = siteOf(townCorpus, () => editions.pop() ?? null);
    const publication = new Publication({ site, assets: new Map(), drawing });
    const pages = new PageServer({
      find: (at) => ({ pages: publication, path: at }),
      fault: publication.fault.bind(publication),
      ...{ reportFault: String, counters: new Counters(), log: recording().log },
    });
    const server = await openPort(0, '127.0.0.1', (request, response) =>
      pages.take(request, response, path),
    );
    const shown = async () => (await fetch(`http://127.0.0.1:${portOf(server)}/`)).text();
    const editions = [changed];
    expect(await shown()).toBe(await siteOf(changed).textAt(path));
    goTo(townCorpus);
    expect(await shown()).toBe(await siteOf(townCorpus).textAt(path));
    await close(server);
  });

  test('gives up on a debate that changes with every reading', async () => {
    let count = 0;
    const { site } = siteOf(townCorpus, () => ({ ...townCorpus, hash: String((count += 1)) }));
    await expect(site.page(path)).rejects.toMatchObject({ code: 'search', retryable: true });
    expect(count).toBe(5);
  });

  test('reads the passages of a page, what is read with them, and no others', async () => {
    const works = [...generatedSittings(2_000)].map(([name, text]) => {
      return { name, bytes: Buffer.from(text) };
    });
    const files = { works, debate: null, voices: null, lexicon: null, hash: 'long' };
    const { textAt, read } = siteOf(parseCorpus(files).value?.corpus ?? expect.fail());
    for (const [page, most] of [
      [`oeuvres/${LONG}/5/`, 100],
      [`p/${LONG}/t-400/`, 5],
      ...['', 'recherche/', 'oeuvres/', 'voix/', 'themes/'].map((each) => [each, 0] as const),
    ] as const) {
      read.length = 0;
      expect(await textAt(page)).toContain('<!doctype html>');
      expect([page, new Set(read).size]).toEqual([page, most]);
    }
  });

  test('has its names, its words and its links compared with what is at hand', async () => {
    const { textAt, debate } = siteOf(townCorpus);
    const shown = await debate.showing(townCorpus.passages.slice(0, 3).map(({ id }) => id));
    const { gate, catalogue, passages } = shown;
    const shelves = new Shelves(catalogue, passages);
    const writer = new PageWriter({ shelves, gate, index: '', hasProcess: true, hasFeed: false });
    const faultsOf = (text: string, at: string) => gate.misquotationsIn(writer.reading(text, at));
    const voices = (await textAt('voix/')) ?? '';
    expect(faultsOf(voices, 'voix/')).toEqual([]);
    const [, name = ''] = /<span class="name">([^<]*)/u.exec(voices) ?? [];
    for (const other of [name.toUpperCase(), `${name}s`, 'Personne'])
      expect(faultsOf(voices.replace(name, other), 'voix/')).not.toEqual([]);
    expect(faultsOf(voices.replace('../recherche/', '../voix/x/'), 'voix/')).not.toEqual([]);
    // Of a work, the passages that are not at hand.
    expect(faultsOf((await textAt(path)) ?? '', path)).not.toEqual([]);
  });
});
