import { afterAll, describe, expect, test } from 'vitest';
import { Cleared, Gate } from '../../../src/debate/gate.ts';
import { Drawing } from '../../../src/site/pictures/drawing.ts';
import { realCorpus } from '../../fixtures/corpora.ts';
import { drawable, picturesOf } from './harness.ts';

type Card = ReturnType<typeof drawable>;
const pictures = picturesOf(realCorpus);
const cards = realCorpus.passages.slice(0, 3).map((each) => drawable(pictures.card(each)));
const [one, other, third] = cards as [Card, Card, Card];

describe('drawing', () => {
  const drawing = new Drawing();
  afterAll(() => drawing.close());

  test('makes a PNG of the size of the picture', async () => {
    const png = Buffer.from(await drawing.png(one));
    expect(png.toString('latin1', 1, 4)).toBe('PNG');
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1200, 630]);
  });

  test('draws the same picture once, whoever asks meanwhile or later', async () => {
    const [first, second] = await Promise.all([drawing.png(other), drawing.png(other)]);
    expect(second).toBe(first);
    expect(await drawing.png(other)).toBe(first);
    expect(await drawing.png(one)).not.toBe(first);
  });

  test('tells of what cannot be drawn, and draws what comes after it', async () => {
    const nothing = { quotations: [], works: [], documents: [], texts: [] };
    const broken = { ...one.payload, svg: '<svg xmlns="http://www.w3.org/2000/svg"><g>' };
    const cleared = Cleared.by(new Gate(realCorpus), broken, () => nothing);
    const [failed, drawn] = await Promise.allSettled([drawing.png(cleared), drawing.png(third)]);
    expect(failed).toMatchObject({ status: 'rejected', reason: { code: 'internal' } });
    expect(drawn.status).toBe('fulfilled');
  });
});
