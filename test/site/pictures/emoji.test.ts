import { afterAll, describe, expect, test } from 'vitest';
import { captionOf, Quote, shownWords } from '../../../src/debate/quote.ts';
import { readPicture } from '../../../src/site/pictures/read.ts';
import { Block, pictureOf } from '../../../src/site/pictures/setting.ts';
import { corpusOf, passage } from '../../fixtures/passages.ts';
import {
  boxOf,
  drawable,
  drawing,
  inksIn,
  linesAlone,
  picturesOf,
  pngOf,
  typeface,
} from './harness.ts';

afterAll(() => drawing.close());

const IS_ONE = /^\p{RGI_Emoji}$/v;
const REGIONS = Array.from({ length: 26 }, (_, place) => String.fromCodePoint(0x1f1e6 + place));
const pictographs = Array.from({ length: 0x20000 }, (_, code) => code)
  .filter((code) => code < 0xd800 || code > 0xdfff)
  .map((code) => String.fromCodePoint(code))
  .filter((each) => /^[\p{Extended_Pictographic}&&\p{Assigned}]$/v.test(each));

/** All that this Node knows, but for those of more than three parts, of which there are some. */
const emoji = [
  ...pictographs.flatMap((each) => [each, `${each}\uFE0F`, `${each}🏽`]),
  ...REGIONS.flatMap((one) => REGIONS.map((other) => one + other)),
  ...Array.from('#*0123456789').map((each) => `${each}\uFE0F\u20E3`),
  ...pictographs
    .filter((each) => IS_ONE.test(`${each}🏽`))
    .flatMap((who) => [who, `${who}🏽`])
    .flatMap((who) =>
      pictographs.flatMap((what) => [`${who}\u200D${what}`, `${who}\u200D${what}\uFE0F`]),
    ),
  ...['🏳️‍🌈', '🏴‍☠️', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '👨‍👩‍👧‍👦', '👩🏻‍❤️‍💋‍👨🏿', '❤️‍🔥', '🐻‍❄️', '😶‍🌫️', '👁️‍🗨️', '🧑‍🤝‍🧑'],
].filter((each) => IS_ONE.test(each));

/** A text in the place and the style of a quotation, each part of it with where it stands. */
function set(text: string, size = 30) {
  const style = { part: 'words', size, weight: 'semibold', fill: '#000000' } as const;
  const block = Block.of(text, 1160, style, typeface);
  const height = Math.ceil(block.height) + 40;
  const { svg } = pictureOf({ width: 1200, height, alt: '' }, null, block.at(20, 20));
  const spans = svg.matchAll(/<tspan x="([\d.]+)" y="([\d.]+)"[^>]*>([^<]*)</gu);
  const parts = Array.from(spans, ([, x, y, part = '']) => {
    const width = typeface.widthOf(part, style);
    return { part, x: Number(x), y: Number(y), width };
  });
  return { svg, parts };
}

describe('an emoji', () => {
  test('has a form, whichever it is', () => {
    expect(emoji.length).toBeGreaterThan(2000);
    expect(emoji.filter((each) => !typeface.canDraw(each))).toEqual([]);
  });

  test('is drawn as one form, within the width that is counted', () => {
    const { svg, parts } = set(emoji.join('\u00A0 '));
    const drawn = parts.filter(({ part }) => part.trim() !== '');
    expect(drawn.map(({ part }) => part)).toEqual(emoji);
    const line = ({ y }: (typeof drawn)[number]) => ({ y: y - 24, height: 28 });
    const inks = inksIn(
      svg,
      drawn.map((each) => ({ ...line(each), x: each.x, width: each.width })),
    );
    expect(drawn.filter((_, place) => (inks[place] ?? 0) < 0.04)).toEqual([]);
    const between = drawn.map((each) => ({ ...line(each), x: each.x + each.width + 2, width: 8 }));
    const beyond = inksIn(svg, between);
    expect(drawn.filter((_, place) => (beyond[place] ?? 1) > 0)).toEqual([]);
  });

  test('that is written without its selector is drawn too', () => {
    expect(['❤', '☺', '✔', '🤦🏻‍♀'].filter((each) => !typeface.canDraw(each))).toEqual([]);
  });
});

describe('a card with emoji', () => {
  const text =
    'Un affreux final 💸💸 : fiez-vous 👩🏽‍🚀 à l’AVENIR 🙂👍🏽, « Voyons » ❤️ fjords 🇫🇷 et 1️⃣ fin ©.';
  const only = passage({ text });
  const card = drawable(picturesOf(corpusOf([only])).card(only));
  const spans = linesAlone(card.payload.svg);

  test('says its words', () => {
    const { quotations } = readPicture(card.payload);
    const shown = { words: shownWords(Quote.at(only)), caption: captionOf(only) };
    expect(quotations).toMatchObject([shown, shown, shown]);
  });

  test('shows each beside the letters, over none of them and without a gap', () => {
    const boxes = spans.flatMap((span) => boxOf(span) ?? []);
    expect(spans.filter((span) => span.includes('Noto Emoji'))).toHaveLength(8);
    for (const [place, box] of boxes.entries()) {
      const next = boxes[place + 1];
      expect(box.x + box.width).toBeLessThan(1200 - 80);
      const isBeside = next !== undefined && next.x > box.x && next.y < box.y + box.height;
      if (!isBeside) continue;
      expect(next.x - box.x - box.width).toBeGreaterThan(-1);
      expect(next.x - box.x - box.width).toBeLessThan(30);
    }
  });

  test('is drawn with the letters and the emoji', async () => {
    const png = await drawing.png(card);
    expect(Buffer.from(png).equals(pngOf(card.payload.svg))).toBe(true);
  });
});
