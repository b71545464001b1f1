import { afterAll, describe, expect, test } from 'vitest';
import { Cleared, Gate } from '../../../src/debate/gate.ts';
import { Drawing, DrawingForPages } from '../../../src/site/pictures/drawing.ts';
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
    const cleared = Cleared.by(Gate.of(realCorpus), broken, () => nothing);
    const [failed, drawn] = await Promise.allSettled([drawing.png(cleared), drawing.png(third)]);
    expect(failed).toMatchObject({ status: 'rejected', reason: { code: 'internal' } });
    expect(drawn.status).toBe('fulfilled');
  });

  test('lets messages wait for two pictures of pages at most, however many are asked for', async () => {
    const pages = new DrawingForPages(drawing);
    const others = realCorpus.passages.slice(10, 20).map((each) => drawable(pictures.card(each)));
    const message = drawable(pictures.card(realCorpus.passages[30] ?? expect.fail()));
    const order: string[] = [];
    const told = (who: string) => (png: Uint8Array) => void order.push(who, String(png.length > 0));
    const all = others.map((each) => pages.png(each).then(told('page')));
    await Promise.all([...all, drawing.png(message).then(told('message'))]);
    expect(order.filter((each) => each !== 'true').indexOf('message')).toBeLessThanOrEqual(2);
    expect(order.filter((each) => each === 'page')).toHaveLength(10);
  });

  test('refuses at once what too many pages wait for', async () => {
    const { promise, resolve } = Promise.withResolvers<never>();
    const pages = new DrawingForPages({ png: () => promise, laidOut: () => promise });
    const waiting = Array.from({ length: 103 }, () => pages.png(one));
    await expect(waiting.at(-1)).rejects.toMatchObject({ code: 'internal', retryable: true });
    resolve(undefined as never);
    await Promise.allSettled(waiting);
  });
});
