import { parse } from 'parse5';
import { describe, expect, test } from 'vitest';
import { workPath, passagePath } from '../../../src/debate/address.ts';
import { Gate } from '../../../src/debate/gate.ts';
import { captionOf, Quote, shownWords } from '../../../src/debate/quote.ts';
import type { Corpus, Passage } from '../../../src/debate/passage.ts';
import { choose } from '../../../src/daily/choose.ts';
import { feedOf, readFeed } from '../../../src/site/data/feed.ts';
import { linkedPassage } from '../../../src/site/data/linked.ts';
import { socialPage } from '../../../src/site/data/social.ts';
import { sitemapOf } from '../../../src/site/data/sitemap.ts';
import { nameOf } from '../../../src/site/names.ts';
import { readPage } from '../../../src/site/read.ts';
import { WholeShelves } from '../../../src/site/shelves.ts';
import { Site } from '../../../src/site/site.ts';
import { hostileCorpus, realCorpus, townCorpus } from '../../fixtures/corpora.ts';
import { passage, shownUnder, source } from '../../fixtures/passages.ts';

const SITE = 'https://debat.invalid/lire/';
const CORPORA = [
  ['the true corpus', realCorpus],
  ['a hostile corpus', shownUnder(SITE, hostileCorpus)],
  ['a town’s corpus', shownUnder(SITE, townCorpus)],
] as const;

async function documentAt(path: string, corpus: Corpus, gate: Gate): Promise<string> {
  const site = new Site({ corpus, gate, index: '', hasCard: ({ text }) => text !== null });
  return (await site.page(path))?.document.payload ?? '';
}

/** What the JSON-LD of a passage says. */
function dataOf(each: Passage): Record<string, unknown> {
  const [, json = ''] =
    /^<script type="application\/ld\+json">(.*)<\/script>$/su.exec(linkedPassage(each).text) ?? [];
  return JSON.parse(json) as Record<string, unknown>;
}

describe.each(CORPORA)('the pages of %s', (_, corpus) => {
  const gate = Gate.of(corpus);

  test('say the same to programs as to people', async () => {
    for (const each of corpus.passages) {
      const document = await documentAt(passagePath(each), corpus, gate);
      expect(document).toContain('<meta property="og:title"');
      expect(document.match(/application\/ld\+json/gu)).toHaveLength(1);
    }
    for (const work of corpus.sources) {
      expect(await documentAt(workPath(work), corpus, gate)).toContain('application/ld+json');
    }
  });

  /** What of a document stays unnoticed with one letter or figure of it changed, `most` of each place that is told. */
  async function unnoticedIn(path: string, told: RegExp, most: number): Promise<string[]> {
    const shelves = new WholeShelves(corpus);
    const known = { isPage: () => true, nameOf: (each: string) => nameOf(each, shelves) };
    const document = await documentAt(path, corpus, gate);
    return [...document.matchAll(told)].flatMap(({ 0: { length }, 0: text, index }) => {
      const places = [...text.matchAll(/[\p{L}\p{N}]/gu)].map((letter) => index + letter.index);
      const step = Math.max(1, Math.floor(places.length / most));
      return places
        .filter((__, at) => at % step === 0)
        .map((place) => {
          const letter = document[place] === 'k' ? 'w' : 'k';
          return document.slice(0, place) + letter + document.slice(place + 1);
        })
        .filter((changed) => gate.misquotationsIn(readPage(changed, path, known)).length === 0)
        .map((changed) => changed.slice(index, index + length));
    });
  }

  test('are refused where one letter was changed of what they say to programs', async () => {
    const told = /<meta property=[^>]*>|<script type="application[^<]*/gu;
    const spread = corpus.passages.filter((__, place) => place % 9 === 0);
    const unnoticed = spread.map((each) => unnoticedIn(passagePath(each), told, 25));
    expect((await Promise.all(unnoticed)).flat()).toEqual([]);
  });

  test('are refused where one letter was changed of what they say to programs of a work or the debate', async () => {
    const data = /<script type="application[^<]*/gu;
    for (const path of ['', ...corpus.sources.map(workPath)])
      expect(await unnoticedIn(path, data, 60), path).toEqual([]);
  });

  test('are in the sitemap', () => {
    const site = new Site({ corpus, gate, index: '' });
    const [first, robots] = [...sitemapOf(SITE, site.paths(), Gate.of(shownUnder(SITE, corpus)))];
    const text = [...(first?.pieces() ?? [])].map(({ payload }) => payload).join('');
    expect(text.match(/<loc>/gu)).toHaveLength([...site.paths()].length);
    expect(robots?.path).toBe('robots.txt');
  });

  test('have a feed of the quotation of the day', () => {
    const shown = shownUnder(SITE, corpus);
    const known = Gate.of(shown);
    const feed = feedOf(shown, known, { day: '2026-03-30', timeZone: 'Europe/Paris' });
    const text = [...(feed?.pieces() ?? [])].map(({ payload }) => payload).join('');
    const chosen = choose(shown.passages, '2026-03-30');
    if (chosen === null) throw new Error('nothing stands alone');
    const facts = readFeed(text).facts ?? [];
    expect(facts).toHaveLength(30);
    expect(facts[0]).toMatchObject({ ref: chosen.id, shown: shownWords(Quote.at(chosen)) });
    expect(text.match(/<updated>[^<]*/gu)?.slice(1, 3)).toEqual([
      '<updated>2026-03-29T22:00:00Z',
      '<updated>2026-03-28T23:00:00Z',
    ]);
    const places = [...text.matchAll(/\p{L}/gu)].map(({ index }) => index);
    const entries = text.indexOf('<entry>');
    const letThrough = places
      .filter((place, at) => place > entries && at % 97 === 0)
      // A tag that closes nothing says nothing.
      .filter((place) => !/&lt;\/\w*$/u.test(text.slice(place - 20, place)))
      .filter((place) => {
        const letter = text[place] === 'k' ? 'w' : 'k';
        const changed = text.slice(0, place) + letter + text.slice(place + 1);
        return known.misquotationsIn(readFeed(changed)).length === 0;
      })
      .map((place) => text.slice(place - 20, place + 20));
    expect(letThrough).toEqual([]);
  });
});

describe('what a page says of a passage to programs', () => {
  test('names a voice by what it does in the work', () => {
    const person = { '@type': 'Person', name: 'Camille Exemple' };
    expect(dataOf(passage())).toMatchObject({
      creator: { roleName: 'auteur', creator: person },
    });
    expect(dataOf(passage({ role: 'cité', reportedBy: 'Jean Roux' }))).toMatchObject({
      spokenByCharacter: { roleName: 'cité', spokenByCharacter: person },
    });
    const comment = dataOf(passage({ role: 'commentateur', voice: 'un commentateur' }));
    expect(Object.keys(comment)).not.toContain('creator');
    expect(comment).toMatchObject({ isPartOf: { author: person } });
    expect(Object.keys(dataOf(passage({ deduction: 'le ton' })))).not.toContain('creator');
  });

  test('gives no date that is not known for sure', () => {
    const work = (edtf: string, year: number | null) => {
      const [approximate, uncertain] = [edtf.endsWith('~'), edtf.endsWith('?')];
      return source({ date: { edtf, year, approximate, uncertain } });
    };
    const published = (edtf: string, year: number | null) =>
      dataOf(passage({ source: work(edtf, year) }))['datePublished'];
    expect(published('2012', 2012)).toBe('2012');
    for (const edtf of ['2012~', '2012?']) expect(published(edtf, 2012)).toBeUndefined();
    expect(published('XXXX', null)).toBeUndefined();
  });

  test('calls no quotation what is not quoted', () => {
    const idea = passage({ text: null, place: { from: 'Notre page', to: 'personne.' } });
    expect(dataOf(idea)).toMatchObject({
      '@type': 'CreativeWork',
      abstract: shownWords(Quote.at(idea)),
      creditText: captionOf(idea),
    });
    expect(Object.keys(dataOf(idea))).not.toContain('text');
  });

  test('closes no element of the page, whatever the words are', () => {
    const said = passage({ text: 'Fin </script><script>alert(1)</script><!-- de la page.' });
    const document = parse(linkedPassage(said).text);
    expect(JSON.stringify(dataOf(said)['text'])).toContain('</script>');
    expect(linkedPassage(said).text.match(/<\/?script/gu)).toHaveLength(2);
    expect(document.childNodes).toHaveLength(1);
  });

  test('tells the picture of a map, which is beside its page and called as it is', () => {
    const corpus = shownUnder(SITE, townCorpus);
    const gate = Gate.of(corpus);
    const page = { path: 'carte/', title: 'Qui répond à qui', description: 'Une carte.' };
    const picture = 'carte/demandee.png?sujet=halle';
    const head = socialPage({ ...page, picture }, SITE)
      .map(({ text }) => text)
      .join('');
    const known = { isPage: () => true, nameOf: () => null };
    const faultsOf = (told: string) =>
      gate.misquotationsIn(readPage(`<!doctype html><head>${told}</head>`, page.path, known));
    expect(head).toContain(`content="${SITE}${picture}"`);
    expect(faultsOf(head)).toEqual([]);
    for (const [text, other] of [
      ['lire/carte/demandee.png', 'lire/carte/autre.png'],
      ['lire/carte/demandee.png', 'lire/carte/carte.png'],
      ['lire/carte/demandee.png', 'lire/demandee.png'],
      ['image:alt" content="Qui', 'image:alt" content="Que'],
      [SITE, 'https://ailleurs.invalid/lire/'],
      [/lire\/(?=carte\/")/u, 'lire/themes/'],
    ] as const) {
      const changed =
        typeof text === 'string' ? head.replaceAll(text, other) : head.replace(text, other);
      expect(changed).not.toBe(head);
      expect(faultsOf(changed), changed).not.toEqual([]);
    }
  });

  test('is data or nothing: any other script in a page is refused', () => {
    for (const script of [
      '<script>1</script>',
      '<script type="module">1</script>',
      '<script type="application/ld+json" id="x">{}</script>',
    ]) {
      const reading = readPage(`<!doctype html><html><body>${script}</body></html>`, '', {
        isPage: () => true,
        nameOf: () => null,
      });
      expect(reading.sentences).not.toEqual([]);
    }
  });
});
