import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { passagePath } from '../../../src/debate/address.ts';
import { Cleared, Gate } from '../../../src/debate/gate.ts';
import type { Passage } from '../../../src/debate/passage.ts';
import { captionOf, Quote, shownWords } from '../../../src/debate/quote.ts';
import { readPicture } from '../../../src/site/pictures/read.ts';
import type { TimelineEntry } from '../../../src/site/pictures/timeline.ts';
import { realCorpus } from '../../fixtures/corpora.ts';
import { corpusOf, isQuoted, passage, source } from '../../fixtures/passages.ts';
import { boxOf, drawable, linesAlone, picturesOf } from './harness.ts';

const entries: readonly TimelineEntry[] = realCorpus.sources.map((each) => {
  const quotes = realCorpus.passages.filter((one) => one.source === each && isQuoted(one));
  return { source: each, quotes: quotes.map((one) => Quote.at(one)) };
});
const pictures = picturesOf(realCorpus);
const timeline = drawable(pictures.timeline(entries.toReversed(), 'Ce qui finit')).payload;
const unknown = { edtf: 'XXXX', year: null, approximate: false, uncertain: false };

describe('a timeline', () => {
  test('shows the best passage of each work, the earliest first', () => {
    const captions = entries.map(({ quotes: [quote] }) => captionOf(quote?.passage ?? passage()));
    const shown = readPicture(timeline);
    expect(shown.quotations.map(({ caption }) => caption)).toEqual(captions);
    expect(shown.texts).toEqual([timeline.alt, timeline.alt, 'Ce qui finit']);
  });

  test('says a date to its true precision, the unknown ones last', () => {
    const old = passage({
      source: source({ id: 'ancien-2001', title: 'Ancien', date: unknown }),
      text: 'Jadis.',
    });
    const late = passage({ text: 'Hier.' });
    const made = picturesOf(corpusOf([old, late])).timeline([
      { source: old.source, quotes: [Quote.at(old)] },
      { source: late.source, quotes: [Quote.at(late)] },
    ]);
    const dates = [...drawable(made).payload.svg.matchAll(/class="date".*?<tspan[^>]*>([^<]*)/gu)];
    expect(dates.map(([, date]) => date)).toEqual(['mars 2013', 'date inconnue']);
  });

  test('on a page has a link for each entry, room for letters that are wider, and no colour of its own', () => {
    const made = pictures.timeline(entries, null, (each) => `../../${passagePath(each)}`);
    const { svg, width } = drawable(made).payload;
    const pages = readPicture(drawable(made).payload).quotations.map(({ page }) => page);
    expect(pages).toEqual(
      entries.map(({ quotes: [quote] }) => passagePath(quote?.passage ?? passage())),
    );
    expect(svg).not.toMatch(/"#[0-9a-f]{6}"/u);
    for (const line of linesAlone(svg)) {
      const box = boxOf(line);
      expect((box?.x ?? width) + 1.12 * (box?.width ?? 0)).toBeLessThanOrEqual(width);
    }
  });

  test('keeps its lines within its edges', () => {
    for (const line of linesAlone(timeline.svg)) {
      const box = boxOf(line) ?? { x: -1, y: -1, width: 0, height: 0 };
      expect(box.x).toBeGreaterThan(40);
      expect(box.x + box.width).toBeLessThan(timeline.width - 40);
      expect(box.y + box.height).toBeLessThan(timeline.height - 30);
    }
  });

  test('tells of the works that have no room', () => {
    const many = Array.from({ length: 15 }, (_, place) =>
      passage({
        source: source({ id: `oeuvre-${place}`, title: `Titre ${place}` }),
        text: `Mot ${place}.`,
      }),
    );
    const made = picturesOf(corpusOf(many)).timeline(
      many.map((each) => ({ source: each.source, quotes: [Quote.at(each)] })),
    );
    const { quotations, texts } = readPicture(drawable(made).payload);
    expect(quotations).toHaveLength(12);
    expect(texts.at(-1)).toBe('et 3\u00A0autres œuvres');
  });

  describe('with words that the letters cannot show', () => {
    const hebrew = passage({ anchor: 'un', text: 'Il dit שלום à tous.' });
    const plain = passage({ anchor: 'deux', text: 'Il dit bonjour.' });
    const other = passage({ source: source({ id: 'autre-2014' }), text: 'Tout autre chose.' });
    const drawing = picturesOf(corpusOf([hebrew, plain, other]));
    const entry = (...quoted: Passage[]) => {
      return { source: source(), quotes: quoted.map((each) => Quote.at(each)) };
    };

    test('shows the next best passage of the work', () => {
      const made = drawable(drawing.timeline([entry(hebrew, plain), entry(other)])).payload;
      const { quotations } = readPicture(made);
      expect(quotations.map(({ words }) => words)).toEqual(
        [plain, other].map((each) => shownWords(Quote.at(each))),
      );
    });

    test('counts a work that has no other among those that are not shown', () => {
      const made = drawable(drawing.timeline([entry(hebrew), entry(other)])).payload;
      const { quotations, texts } = readPicture(made);
      expect(quotations).toHaveLength(1);
      expect(texts.at(-1)).toBe('et 1\u00A0autre œuvre');
    });

    test('is none where nothing else is said', () => {
      expect(drawing.timeline([entry(hebrew)])).toBe('character without form');
    });
  });

  test('is none where nothing is said', () => {
    expect(pictures.timeline([])).toBe('nothing to draw');
    expect(pictures.timeline([{ source: source(), quotes: [] }])).toBe('nothing to draw');
  });

  test('with any letter of a quotation, a caption or a date changed is refused', () => {
    const gate = Gate.of(realCorpus);
    const from = timeline.svg.indexOf('class="entry"');
    const letters = [...timeline.svg.matchAll(/(?<=>[^<>]*)[\p{L}\d](?=[^<>]*<)/gu)]
      .map(({ index }) => index)
      .filter((index) => index > from);
    fc.assert(
      fc.property(fc.constantFrom(...letters), (index) => {
        const letter = timeline.svg.charAt(index) === 'x' ? 'y' : 'x';
        const svg = timeline.svg.slice(0, index) + letter + timeline.svg.slice(index + 1);
        expect(() => Cleared.by(gate, { ...timeline, svg }, readPicture)).toThrow(
          /refused by the outgoing gate|no picture of ours/u,
        );
      }),
      { numRuns: 60 },
    );
  });
});
