import { describe, expect, test } from 'vitest';
import { chance } from '../../bench/generated.ts';
import { Cleared } from '../../src/debate/gate.ts';
import { readSearchFile } from '../../src/site/search-files.ts';
import { hostileCorpus, realCorpus, townCorpus, veloCorpus } from '../fixtures/corpora.ts';
import { documentAt, onePathOfEach, siteOf } from './sites.ts';

const CORPORA = {
  real: realCorpus,
  velo: veloCorpus,
  town: townCorpus,
  hostile: hostileCorpus,
} as const;

describe.each(Object.entries(CORPORA))('the pages of the corpus %s', (_, corpus) => {
  const { site, gate } = siteOf(corpus);

  test('are all let through by the gate, each under a path of its own', async () => {
    const paths = [...site.paths()];
    expect(new Set(paths).size).toBe(paths.length);
    for (const path of paths) expect(await documentAt(site, path)).toContain('<!doctype html>');
  });

  test('tell the hash of the corpus, hold no script and no style, and lead to pages that exist', async () => {
    const paths = new Set(site.paths());
    for (const path of onePathOfEach(site).values()) {
      const document = await documentAt(site, path);
      expect(document).toContain(`<meta name="debat-corpus" content="${corpus.hash}" />`);
      expect(document).not.toMatch(/<style|\sstyle=|\son[a-z]+=|javascript:/iu);
      for (const [, href = ''] of document.matchAll(/href="([^"#?]*index\.html)/gu)) {
        const { pathname } = new URL(href, `https://x.invalid/${path}`);
        expect(paths).toContain(pathname.slice(1).replace(/index\.html$/u, ''));
      }
    }
  });

  test('are refused with one letter changed in anything that is shown of the corpus', async () => {
    const draw = chance(17);
    const changed = new Set<string>();
    for (const path of onePathOfEach(site).values()) {
      const document = await documentAt(site, path);
      expect(gate.misquotationsIn(site.reading(document, path))).toEqual([]);
      for (const [part, mutant] of mutantsOf(document, draw)) {
        changed.add(part);
        const faults = gate.misquotationsIn(site.reading(mutant, path));
        expect(faults, `${part} on ${path}`).not.toEqual([]);
      }
    }
    expect([...changed]).toEqual(expect.arrayContaining(['words', 'name', 'line', 'page', 'nav']));
  });

  test('are refused with anything that could run', async () => {
    for (const path of onePathOfEach(site).values()) {
      const document = await documentAt(site, path);
      for (const added of RUNNING) {
        const mutant = document.replace('</main>', `${added}</main>`);
        const faults = gate.misquotationsIn(site.reading(mutant, path));
        expect(faults, `${added} on ${path}`).not.toEqual([]);
      }
    }
  });

  test('are refused with anything that could run within what is read as one text', async () => {
    const within = new Set<string>();
    for (const path of onePathOfEach(site).values()) {
      const document = await documentAt(site, path);
      // The second of a kind is written as the first.
      const openings = new Map(
        [...document.matchAll(OPENING)].map(([, part, each]) => [part, each]),
      );
      for (const [part = '', opening = ''] of openings) {
        within.add(part);
        for (const added of ['<img src="x.png" onerror="alert(1)" />', '<b style="x"></b>']) {
          const mutant = document.replace(opening, `${opening}${added}`);
          const faults = gate.misquotationsIn(site.reading(mutant, path));
          expect(faults, `${added} in ${part} on ${path}`).not.toEqual([]);
        }
      }
    }
    expect([...within]).toEqual(expect.arrayContaining(['words', 'speaker', 'work', 'name']));
  });

  test('are refused where a picture in them is not what was cleared', async () => {
    const changed = new Set<string>();
    for (const path of onePathOfEach(site).values()) {
      const document = await documentAt(site, path);
      for (const [what, change] of Object.entries(REDRAWN)) {
        for (const [svg] of document.matchAll(/<svg.*?<\/svg>/gsu)) {
          const redrawn = change(svg);
          if (redrawn === svg) continue;
          changed.add(what);
          const mutant = document.replace(svg, () => redrawn);
          const faults = gate.misquotationsIn(site.reading(mutant, path));
          expect(faults, `${what} on ${path}`).not.toEqual([]);
        }
      }
    }
    const isMapped = site.shelves.pairs.length > 0;
    const all = Object.keys(REDRAWN).filter(
      (what) => isMapped || !/arrow|place|a passage/u.test(what),
    );
    expect([...changed].toSorted()).toEqual(all.toSorted());
  });

  test('are searched in an index whose every quotation the gate compares', () => {
    const draw = chance(5);
    for (const [path, { payload }] of site.searchFiles()) {
      if (!path.startsWith('recherche/passages/')) continue;
      for (const letter of lettersIn(payload, draw, 5)) {
        const mutant = changedAt(payload, letter);
        expect(
          () => Cleared.by(gate, mutant, readSearchFile),
          `${letter}: ${mutant.slice(letter - 30, letter + 30)}`,
        ).toThrow(/refused/u);
      }
    }
  });
});

/** Where a part of a page begins that is read as one text. */
const OPENING =
  /(?=<(?!text )[a-z0-9]+ class="(words|speaker|work|thesis|statement|pair|name|line|relation)")(<[^>]*>)/gu;

/** What no page may hold. */
const RUNNING = [
  '<script>alert(1)</script>',
  '<p onclick="alert(1)">x</p>',
  '<p style="display: none">x</p>',
  '<a href="javascript:alert(1)">x</a>',
  '<a href="data:text/html,x">x</a>',
  '<a href="https://ailleurs.example/">x</a>',
  '<img src="https://ailleurs.example/x.png" alt="x" />',
  '<iframe srcdoc="x"></iframe>',
  '<form action="https://ailleurs.example/"></form>',
];

const within = (added: string) => (svg: string) => svg.replace('</svg>', `${added}</svg>`);

/** What must not become of a map or of a timeline in a page. */
const REDRAWN: Readonly<Record<string, (svg: string) => string>> = {
  'a turned arrow': (svg) =>
    svg.replace(
      /<title>(\d+) ([^<]*) (\d+)<\/title><path class="line" d="M(\S+) (C[^"]*) (\S+)"/u,
      '<title>$3 $2 $1</title><path class="line" d="M$6 $5 $4"',
    ),
  'an arrow without its passages': (svg) =>
    svg.replace(/(?=<a class="node").*?(?=<a class="arrow)/su, ''),
  'an invented arrow': (svg) =>
    svg.replace(/(<a class="arrow \w+" href="[^"]*"><title>)\d+(?= )/u, '$119'),
  'two passages that changed their places': (svg) => {
    const [one = '', other = ''] =
      svg.match(/(?<=<a class="node" href="[^"]*">)<rect [^>]*>/gu) ?? [];
    return svg.replace(other, one).replace(one, other);
  },
  'a passage that leads to another': (svg) => {
    const [one = '', other = ''] = svg.match(/(?<=<a class="node" href=")[^"]*/gu) ?? [];
    return svg.replaceAll(one, other);
  },
  'links that lead elsewhere': (svg) =>
    svg.replaceAll(/(?<=<a class="\w+" href=")[^"]*/gu, 'https://ailleurs.example/'),
  'an arrow that leads elsewhere': (svg) =>
    svg.replace(/(?<=<a class="arrow \w+" href=")[^"]*/u, '../recherche/'),
  'a quotation that leads to another': (svg) => {
    const [one = '', other = ''] = svg.match(/(?<=<a class="entry" href=")[^"]*/gu) ?? [];
    return svg.replace(one, other);
  },
  'a date of another quotation': (svg) => {
    const [one = '', other = ''] =
      svg.match(/(?<=<text class="date"[^>]*><tspan[^>]*>)[^<]*/gu) ?? [];
    return svg.replace(
      new RegExp(`(?<=<text class="date"[^>]*><tspan[^>]*>)${one}(?=<)`, 'u'),
      other,
    );
  },
  'the words of another voice': (svg) => {
    const [one = '', other = ''] = svg.match(/<text class="words".*?<\/text>/gu) ?? [];
    return svg.replace(one, other);
  },
  'a quotation on nobody’s date': (svg) => svg.replace(/<text class="date".*?<\/text>/u, ''),
  'a link in its words': (svg) =>
    svg.replace(/(<text [^>]*>)(<tspan.*?)<\/text>/u, '$1<a href="./">$2</a></text>'),
  'a script': within('<script>alert(1)</script>'),
  'a file of others': within('<image href="https://ailleurs.example/x.png"></image>'),
  'HTML in it': within('<foreignObject><p>Je n’ai rien dit.</p></foreignObject>'),
  'HTML after it': within('<p><a class="node" href="./" x="1">Je n’ai rien dit.</a></p>'),
  'HTML in its name': (svg) => svg.replace('</title>', '<b>Je n’ai rien dit.</b></title>'),
  'a style': (svg) => svg.replace('<svg ', '<svg style="display: none" '),
  'what runs': (svg) => svg.replace('<rect ', '<rect onclick="alert(1)" '),
  'what moves': within('<animate attributeName="x" to="9"></animate>'),
  'what is hidden': (svg) => svg.replace('<rect ', '<rect opacity="0" '),
  'a comment': within('<!-- -->'),
};

/** Parts of a page by what stands before the letters in its HTML. */
const PARTS: Readonly<Record<string, RegExp>> = {
  words: /class="words">(?:[^<]*)/gu,
  speaker: /class="speaker">(?:[^<]*)/gu,
  work: /class="work">(?:[^<]*)/gu,
  thesis: /class="thesis">(?:[^<]*)/gu,
  statement: /class="statement" href="[^"]*">(?:[^<]*)/gu,
  pair: /class="pair">(?:[^<]*)/gu,
  facing: /class="pair" href="[^"]*">(?:[^<]*)/gu,
  name: /class="name"(?: href="[^"]*")?>(?:[^<]*)/gu,
  line: /class="line"[^>]*>(?:[^<]*)/gu,
  original: /class="original" href="https?:\/\/[^"]*/gu,
  page: /class="page" href="[./]*p\/[^"]*/gu,
  stated: /class="statement" href="[./]*p\/[^"]*/gu,
  voice: /class="voice" href="[./]*voix\/[^"/]*/gu,
  named: /class="name" href="[./]*(?:voix|themes)\/[^"/]*/gu,
  nav: /<a href="[./]*recherche/gu,
  drawn:
    /<text class="(?:statement|verb|words|caption|voice|work|date)"[^>]*><tspan[^>]*>(?:[^<]*)/gu,
  arrow: /<a class="arrow \w+" href="[^"]*"><title>(?:[^<]*)/gu,
  node: /<a class="(?:node|entry)" href="[^"]*/gu,
};

/** The document with one letter changed in one place of each part that it has. */
function* mutantsOf(document: string, draw: () => number): Generator<readonly [string, string]> {
  for (const [part, pattern] of Object.entries(PARTS)) {
    const places = [...document.matchAll(pattern)].flatMap((match) => {
      const [found] = match;
      const before =
        Math.max(found.lastIndexOf('>'), found.lastIndexOf('"'), found.lastIndexOf('/')) + 1;
      const letters = [...found.slice(before).matchAll(/\p{L}(?![^&]*;)/gu)];
      return letters.map(({ index }) => match.index + before + index);
    });
    const place = places[Math.floor(draw() * places.length)];
    if (place !== undefined) yield [part, changedAt(document, place)];
  }
}

/** Another letter, which is not taken for the same by any folding. */
function changedAt(text: string, place: number): string {
  const other = text.charAt(place) === 'x' ? 'k' : 'x';
  return text.slice(0, place) + other + text.slice(place + 1);
}

/** Places of letters inside the strings of a file, not in what an escape is written with. */
function lettersIn(text: string, draw: () => number, count: number): readonly number[] {
  const places = [...text.matchAll(/(?<=[\p{L} ])[a-zé](?=[\p{L} ])/gu)].map(({ index }) => index);
  return Array.from({ length: Math.min(count, places.length) }, () => {
    return places[Math.floor(draw() * places.length)] ?? 0;
  });
}
