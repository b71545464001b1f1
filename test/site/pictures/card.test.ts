import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Cleared, Gate, MisquotationError } from '../../../src/debate/gate.ts';
import type { Passage } from '../../../src/debate/passage.ts';
import { captionOf, shownWords, Quote } from '../../../src/debate/quote.ts';
import { readPicture } from '../../../src/site/pictures/read.ts';
import { hostileCorpus, realCorpus, townCorpus, veloCorpus } from '../../fixtures/corpora.ts';
import { corpusOf, isQuoted, passage } from '../../fixtures/passages.ts';
import { boxOf, drawable, inkIn, linesAlone, picturesOf } from './harness.ts';

const pictures = picturesOf(realCorpus);
const gate = Gate.of(realCorpus);
const [first, ...others] = realCorpus.passages.filter(isQuoted);
const quoted = first as Passage;
const card = drawable(pictures.card(quoted)).payload;

const told = { url: undefined, thesis: null };
const cardOf = (text: string) => {
  const only = passage({ text });
  return { only, made: picturesOf(corpusOf([only])).card(only) };
};

describe('a card', () => {
  test('says the words, who said them, where and when, seen and spoken, and nothing else but what is debated', () => {
    const shown = { words: shownWords(Quote.at(quoted)), caption: captionOf(quoted), ...told };
    expect(readPicture(card)).toEqual({
      quotations: [shown, shown, shown],
      nodes: [],
      arrows: [],
      works: [],
      documents: [],
      texts: [realCorpus.debate.title],
    });
    expect(card.alt).toBe(`${shown.words}\n${shown.caption}`);
  });

  test.each(Object.entries({ realCorpus, veloCorpus, townCorpus }))(
    'is made of every passage of %s, without a word left out',
    (_, corpus) => {
      const drawing = picturesOf(corpus);
      const cards = corpus.passages.map((each) => drawable(drawing.card(each)).payload);
      expect(cards.filter(({ alt }) => alt.includes(' […] »'))).toEqual([]);
    },
  );

  test('has its lines within its margins, and ink in the place of each', () => {
    const sample = [quoted, ...others.filter((_, place) => place % 12 === 0)];
    for (const each of sample) {
      const { svg, width, height } = drawable(pictures.card(each)).payload;
      for (const line of linesAlone(svg)) {
        const box = boxOf(line);
        expect(box).toBeDefined();
        if (box === undefined) continue;
        expect(box.x).toBeGreaterThan(80);
        expect(box.x + box.width).toBeLessThan(width - 80);
        expect(box.y).toBeGreaterThan(40);
        expect(box.y + box.height).toBeLessThan(height - 40);
        expect(inkIn(svg, box)).toBeGreaterThan(0.1);
      }
    }
  });

  test('shows a hyphen at which no line is broken as a hyphen', () => {
    const inked = ['peut‐être', 'peut\u2011être'].map((text) => {
      const lines = linesAlone(drawable(cardOf(text).made).payload.svg);
      const line = lines.find((each) => each.includes(text)) ?? '';
      return inkIn(line, boxOf(line) ?? { x: 0, y: 0, width: 0, height: 0 });
    });
    expect(inked[0]).toBeGreaterThan(0.1);
    expect(inked[1]).toBe(inked[0]);
  });

  test('shows no line over another', () => {
    for (const each of realCorpus.passages.filter((_, place) => place % 12 === 0)) {
      const boxes = linesAlone(drawable(pictures.card(each)).payload.svg).map(boxOf);
      boxes.forEach((box, place) => {
        const next = boxes[place + 1];
        if (box && next) expect(next.y).toBeGreaterThan(box.y + box.height / 2);
      });
    }
  });

  test('of a passage that is not quoted tells its thesis, without guillemets', () => {
    const unquoted = realCorpus.passages.find((each) => !isQuoted(each)) ?? passage();
    const { words } = readPicture(drawable(pictures.card(unquoted)).payload).quotations[0] ?? {};
    expect(words).toMatch(/^hors citation\u00A0: [^«]*$/u);
  });
});

describe('a card that was changed', () => {
  const letters = [...card.svg.matchAll(/(?<=>[^<>]*)\p{L}(?=[^<>]*<)/gu)]
    .map(({ index }) => index)
    .filter((index) => {
      // What is debated is no quotation.
      const label = card.svg.indexOf('class="label"');
      return index < label || index > card.svg.indexOf('</text>', label);
    });

  test('by any letter of its words or its caption is refused', () => {
    fc.assert(
      fc.property(fc.constantFrom(...letters), (index) => {
        const letter = card.svg.charAt(index) === 'x' ? 'y' : 'x';
        const svg = card.svg.slice(0, index) + letter + card.svg.slice(index + 1);
        expect(() => Cleared.by(gate, { ...card, svg }, readPicture)).toThrow(MisquotationError);
      }),
      { numRuns: 100 },
    );
  });

  test.each([
    ['a word in its alternative', { ...card, alt: card.alt.replace(/\p{L}{4}/u, 'mais') }],
    ['a quotation in a label', { ...card, svg: card.svg.replace('</text>', '« faux »</text>') }],
    ['a quotation beside all', { ...card, svg: card.svg.replace('<g ', '« faux »<g ') }],
    [
      'a line the less',
      { ...card, svg: card.svg.replace(/(class="words".*?)<tspan.*?<\/tspan>/u, '$1') },
    ],
    ['words that are spoken', { ...card, svg: card.svg.replace('<g ', '<g aria-label="faux" ') }],
    [
      'words that are hidden',
      { ...card, svg: card.svg.replace('<tspan ', '<tspan display="none" ') },
    ],
    ['another file', { ...card, svg: card.svg.replace('<g ', '<image href="x.png"/><g ') }],
    ['a script', { ...card, svg: card.svg.replace('<g ', '<script>1</script><g ') }],
    ['words in its style', { ...card, svg: card.svg.replace('<g ', '<style>a{}</style><g ') }],
    ['a part of its own', { ...card, svg: card.svg.replace('class="words"', 'class="other"') }],
    ['an entity', { ...card, svg: `<!DOCTYPE svg [<!ENTITY a "b">]>${card.svg}` }],
  ])('by %s is refused', (_, changed) => {
    expect(changed).not.toEqual(card);
    expect(() => Cleared.by(gate, changed, readPicture)).toThrow();
  });
});

describe('hostile words', () => {
  test('stay text', () => {
    const { only, made } = cardOf('<script>alert("1")</script> & ]]> <!-- x -->');
    const { svg } = drawable(made).payload;
    expect(svg).not.toMatch(/<script|<!--/u);
    expect(readPicture(drawable(made).payload).quotations[0]?.words).toBe(
      shownWords(Quote.at(only)),
    );
  });

  test.each([
    ['letters of another script', 'Il dit שלום à tous.'],
    ['a mark of direction', 'Il a dit \u202Enon\u202C hier.'],
    ['a zero width', 'Il a dit\u200B non.'],
    ['a soft hyphen', 'Il a ou\u00ADblié.'],
    ['a control', 'Il a dit\u0007 non.'],
    ['a selector of form', 'Il a dit e\uFE0F non.'],
    ['a joiner', 'Il a dit a\u200Db non.'],
    ['emoji that nothing joins', 'Il a dit 👩‍🚒‍🚒 non.'],
    ['a flag of no country', 'Il a dit 🇫🇺 non.'],
    ['an emoji that asks for the form of a letter', 'Il a dit ☺\uFE0E non.'],
    ['marks in a pile', `Il a dit ne${'\u0301'.repeat(9)}.`],
  ])('that the letters cannot show as they are, such as %s, make no card', (_, text) => {
    expect(cardOf(text).made).toBe('character without form');
  });

  test.each([
    ['a word of 4,000 letters', 'a'.repeat(4000)],
    ['a text of 10,000 words', 'mot '.repeat(10_000).trim()],
  ])('as long as %s are shown as far as they fit, and say so', (_, text) => {
    const { svg, alt } = drawable(cardOf(text).made).payload;
    expect(alt).toContain(' […]\u00A0»\n');
    for (const line of linesAlone(svg)) {
      const { x, width } = boxOf(line) ?? { x: 0, width: 0 };
      expect(x + width).toBeLessThan(1200 - 80);
    }
  });

  test('of a whole corpus are shown exactly or not at all', () => {
    const drawing = picturesOf(hostileCorpus);
    const made = hostileCorpus.passages.map((each) => drawing.card(each));
    expect(made.filter((each) => !(each instanceof Cleared))).toEqual(['character without form']);
  });

  test('of a caption that is too long make no card', () => {
    const long = passage({ voice: 'Camille '.repeat(80).trim() });
    expect(picturesOf(corpusOf([long])).card(long)).toBe('too long');
  });
});
