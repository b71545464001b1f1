import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { passagePath } from '../../../src/debate/address.ts';
import { Cleared, Gate } from '../../../src/debate/gate.ts';
import { mapOf } from '../../../src/debate/graph.ts';
import type { Passage } from '../../../src/debate/passage.ts';
import { statementOf } from '../../../src/debate/quote.ts';
import type { MapLook } from '../../../src/site/pictures/map.ts';
import { readPicture } from '../../../src/site/pictures/read.ts';
import { realCorpus, townCorpus, veloCorpus } from '../../fixtures/corpora.ts';
import { corpusOf, passage } from '../../fixtures/passages.ts';
import { boxOf, drawable, drawing, linesAlone, picturesOf, type Box } from './harness.ts';

const SEEN: MapLook = { heading: townCorpus.debate.title, hrefOf: null };
const FOLLOWED: MapLook = { heading: null, hrefOf: (each) => `../../${passagePath(each)}` };
const map = mapOf(townCorpus.passages, townCorpus);
const gate = Gate.of(townCorpus);
const pictures = picturesOf(townCorpus);
const seen = drawable(await pictures.map(map, SEEN)).payload;
const followed = drawable(await pictures.map(map, FOLLOWED)).payload;

afterAll(() => drawing.close());

function isRefused(svg: string, of = seen): boolean {
  expect(svg).not.toBe(of.svg);
  try {
    Cleared.by(gate, { ...of, svg }, readPicture);
    return false;
  } catch {
    return true;
  }
}

describe('a map', () => {
  test('says each passage and each arrow, seen or followed', () => {
    const nodes = map.nodes.map((quote, place) => {
      return { label: String(place + 1), statement: statementOf(quote.passage) };
    });
    const arrows = map.arrows.map(({ kind, from, to }) => {
      return { kind, from: String(from + 1), to: String(to + 1) };
    });
    expect(arrows.length).toBeGreaterThan(5);
    expect(readPicture(seen)).toMatchObject({ nodes, arrows, quotations: [] });
    expect(readPicture(followed)).toMatchObject({ nodes, arrows, quotations: [] });
    expect(readPicture(followed).nodes?.[0]?.page).toBe(
      passagePath(map.nodes[0]?.passage ?? passage()),
    );
  });

  test('on a page has a link with a name for each passage and each arrow, and no colour of its own', () => {
    const links = [...followed.svg.matchAll(/<a class="(\w+)[^"]*" href="[^"]+">/gu)];
    expect(links).toHaveLength(map.nodes.length + map.arrows.length);
    expect(
      followed.svg.match(/<title>\d+ (?:répond à|rejoint|nuance|rejette) \d+<\/title>/gu),
    ).toHaveLength(map.arrows.length);
    expect(followed.svg).not.toMatch(/"#[0-9a-f]{6}"/u);
    expect(followed.svg).toContain('role="group"');
  });

  test.each([
    ['the founding debate', realCorpus],
    ['an invented one', townCorpus],
  ])('of %s shows no words over others, nor beyond its edges', async (_, corpus) => {
    const made = await picturesOf(corpus).map(mapOf(corpus.passages, corpus), SEEN);
    const { svg, width, height } = drawable(made).payload;
    const boxes = linesAlone(svg).flatMap((line) => boxOf(line) ?? []);
    for (const [place, one] of boxes.entries()) {
      expect(one.x).toBeGreaterThan(0);
      expect(one.y).toBeGreaterThan(0);
      expect(one.x + one.width).toBeLessThan(width);
      expect(one.y + one.height).toBeLessThan(height);
      for (const other of boxes.slice(place + 1)) expect(overlap(one, other)).toBeLessThan(6);
    }
  });

  test('is drawn', async () => {
    const png = await drawing.png(drawable(await pictures.map(map, SEEN)));
    expect(png.length).toBeGreaterThan(30_000);
  });

  test('tells a passage without a thesis by its words and their caption', async () => {
    const one = passage({ anchor: 'un', thesis: null, ...rejecting('deux') });
    const corpus = corpusOf([one, passage({ anchor: 'deux', text: 'Tout autre chose.' })]);
    const made = await picturesOf(corpus).map(mapOf(corpus.passages, corpus), SEEN);
    const { nodes, quotations, arrows } = readPicture(drawable(made).payload);
    expect([nodes?.length, quotations.length]).toEqual([1, 1]);
    expect(arrows).toHaveLength(1);
  });

  describe('with a passage that the letters cannot show', () => {
    const [one, two, three] = [
      passage({ anchor: 'un', thesis: null, text: 'Il dit שלום à tous.', ...rejecting('deux') }),
      passage({ anchor: 'deux', thesis: null, text: 'Tout autre chose.' }),
      passage({ anchor: 'trois', thesis: null, text: 'Rien de tel.', ...rejecting('deux') }),
    ];
    const missing = 'Il y manque 1\u00A0passage qu’une image ne peut pas montrer.';

    test('leaves it out with its arrows and says so, and the others keep their numbers', async () => {
      const corpus = corpusOf([one, two, three]);
      const whole = mapOf([one, two, three], corpus);
      const made = drawable(await picturesOf(corpus).map(whole, SEEN)).payload;
      const { quotations, arrows, texts } = readPicture(made);
      const numberOf = (each: Passage) =>
        String(whole.nodes.findIndex((node) => node.passage === each) + 1);
      expect(new Set(quotations.map(({ label }) => label))).toEqual(
        new Set([two, three].map(numberOf)),
      );
      expect(arrows).toEqual([{ kind: 'rejects', from: numberOf(three), to: numberOf(two) }]);
      expect(texts.filter((text) => text.endsWith(missing))).toHaveLength(3);
    });

    test('shows it on a page, which has letters of its own', async () => {
      const corpus = corpusOf([one, two, three]);
      const made = await picturesOf(corpus).map(mapOf(corpus.passages, corpus), FOLLOWED);
      const { quotations, arrows, texts } = readPicture(drawable(made).payload);
      expect([quotations.length, arrows?.length]).toEqual([3, 2]);
      expect(texts.join()).not.toContain('Il y manque');
    });

    test('is none where no arrow is left', async () => {
      const corpus = corpusOf([one, two]);
      const made = await picturesOf(corpus).map(mapOf(corpus.passages, corpus), SEEN);
      expect(made).toBe('character without form');
    });
  });

  test('of passages that nobody reads together is none, and so is one with what has no form', async () => {
    const unrelated = mapOf(veloCorpus.passages, veloCorpus);
    expect(await picturesOf(veloCorpus).map(unrelated, SEEN)).toBe('nothing to draw');
    expect(await pictures.map(map, { ...SEEN, heading: 'שלום' })).toBe('character without form');
  });
});

function rejecting(anchor: string): Pick<Passage, 'relations'> {
  return { relations: [{ kind: 'rejects', ref: `exemple-2013#${anchor}` }] };
}

/** How many pixels high two boxes share, where they share any width; letters may touch the line below. */
function overlap(one: Box, other: Box): number {
  const across = Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x);
  const down = Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y);
  return across > 0 ? Math.max(0, down) : 0;
}

describe('a map that was changed', () => {
  const [start = 0] = [...seen.svg.matchAll(/<(?:a|g) class="node"/gu)].map(({ index }) => index);
  const end = seen.svg.lastIndexOf('<text class="label"');
  const letters = [...seen.svg.matchAll(/(?<=>[^<>]*)[\p{L}\d](?=[^<>]*<)/gu)]
    .map(({ index }) => index)
    .filter((index) => index > start && index < end);

  test('by any letter or number of a passage or an arrow is refused', () => {
    fc.assert(
      fc.property(fc.constantFrom(...letters), (index) => {
        const letter = seen.svg.charAt(index) === 'x' ? 'y' : 'x';
        expect(isRefused(seen.svg.slice(0, index) + letter + seen.svg.slice(index + 1))).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  test('by an arrow that is turned round is refused, whatever it is called', () => {
    const turned = seen.svg.replace(
      /<title>(\d+) ([^<]*) (\d+)<\/title><path class="line" d="M(\S+) (C[^"]*) (\S+)"/u,
      '<title>$3 $2 $1</title><path class="line" d="M$6 $5 $4"',
    );
    expect(isRefused(turned)).toBe(true);
    const [, first = ''] = /class="line" d="M(\S+) /u.exec(turned) ?? [];
    expect(
      isRefused(
        turned
          .replace(/class="line" d="M(\S+) ([^"]*) (\S+)"/u, `class="line" d="M${first} $2 $3"`)
          .replace(/class="tip" d="M\S+/u, 'class="tip" d="M0,0'),
      ),
    ).toBe(true);
  });

  test('by an arrow of another kind is refused, with its name or without', () => {
    const [whole = '', kind = '', verb = ''] =
      /<g class="arrow (\w+)"><title>\d+ ([^<]*?) \d+<\/title>.*?<\/g>/u.exec(seen.svg) ?? [];
    const [other, word] = kind === 'joins' ? ['answers', 'répond à'] : ['joins', 'rejoint'];
    const changed = whole.replaceAll(verb, word);
    expect(isRefused(seen.svg.replace(whole, changed))).toBe(true);
    expect(isRefused(seen.svg.replace(whole, changed.replace(kind, other)))).toBe(true);
  });

  test('by an arrow between two other passages is refused', () => {
    const [first, second] = [...seen.svg.matchAll(/ d="(M[^"]*)"/gu)].flatMap(
      ([, path]) => path ?? [],
    );
    expect(isRefused(seen.svg.replace(first ?? '', second ?? ''))).toBe(true);
  });

  test('by a link to another passage is refused', () => {
    const [one = '', other = ''] = map.nodes.map(
      ({ passage: each }) => `../../${passagePath(each)}`,
    );
    expect(isRefused(followed.svg.replace(one, other), followed)).toBe(true);
    expect(isRefused(followed.svg.replaceAll(one, 'https://piege.invalid/'), followed)).toBe(true);
    expect(isRefused(followed.svg.replaceAll(one, 'javascript:alert(1)'), followed)).toBe(true);
  });

  test('by two passages that change their numbers is refused', () => {
    const numbers = [...seen.svg.matchAll(/(?<=class="number"[^>]*><tspan[^>]*>)\d+/gu)];
    const [one = 0, other = 0] = numbers.map(({ index }) => index);
    const put = (svg: string, at: number, number: string) =>
      svg.slice(0, at) + number + svg.slice(at + 1);
    const swapped = put(put(seen.svg, one, '2'), other, '1');
    expect(isRefused(swapped)).toBe(true);
  });
});
