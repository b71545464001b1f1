import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { catalogueOf } from '../../src/debate/catalogue.ts';
import { OpenDebate } from '../../src/debate/debates.ts';
import type { Holdings } from '../../src/debate/holdings.ts';
import { Quote, shownWords } from '../../src/debate/quote.ts';
import { verificationSchema } from '../../src/doors/schema.ts';
import { quotedIn } from '../../src/doors/judging.ts';
import { verified } from '../../src/doors/verifying.ts';
import { verdictLine } from '../../src/messages/doors.ts';
import { hostileCorpus, realCorpus, townCorpus, veloCorpus } from '../fixtures/corpora.ts';
import { corpusOf, isQuoted, passage } from '../fixtures/passages.ts';
import { openOn } from '../fixtures/open.ts';
import { openDoors } from './serving.ts';

const TEXT = 'Notre page comptait trois mille abonnés ; elle n’amenait personne, « sauf erreur ».';
const held = corpusOf([passage({ text: TEXT })]);

/** What is said of each quotation of a text. */
async function verdictsOn(text: string, corpus = held) {
  const { document } = await verified(text, () => [openOn(corpus)]);
  return document.payload.quotations.map(({ verdict }) => verdict);
}

describe('what a text quotes', () => {
  test.each([
    ['rien', []],
    ['un « mot » et “deux mots”, "trois" mots', ['mot', 'deux mots', 'trois']],
    ['« un « dedans » dehors »', ['un « dedans » dehors']],
    ['« jamais fermé, “fermé”', ['fermé']],
    ['jamais ouvert », « ouvert »', ['ouvert']],
    ['«\u00A0\u202Fentouré\u00A0»', ['entouré']],
    ['« », «…» et "!"', []],
  ])('is what stands between marks: %s', (text, words) => {
    expect(quotedIn(text).map(({ start, end }) => text.slice(start, end))).toEqual(words);
  });

  test('never overlaps, and lies within the text', () => {
    const signs = fc.constantFrom('«', '»', '“', '”', '"', ' ', 'a', '\u00A0', '\uD83D', '😀');
    fc.assert(
      fc.property(fc.array(signs, { maxLength: 60 }), (pieces) => {
        const text = pieces.join('');
        let reached = 0;
        for (const { start, end } of quotedIn(text)) {
          expect(start).toBeGreaterThanOrEqual(reached);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
          reached = end;
        }
      }),
      { seed: 17 },
    );
  });
});

describe('a quotation of a text', () => {
  test.each([
    ['trois mille abonnés', 'exact'],
    ['trois mille\u00A0abonnés', 'exact'],
    [TEXT, 'exact'],
    ['Notre page […] n’amenait personne', 'exact'],
    ['Notre page (...) n’amenait personne', 'exact'],
    ['n’amenait personne […] Notre page', 'unknown'],
    ["elle n'amenait personne", 'retyped'],
    ['Trois mille abonnes', 'retyped'],
    ['trois mille fans', 'unknown'],
    ['rois mille abonnés', 'unknown'],
    ['trois mil', 'unknown'],
    ['Pourquoi j’ai fermé notre page', 'title'],
  ])('« %s » is %s', async (words, verdict) => {
    expect(await verdictsOn(`Il a dit « ${words} ».`)).toEqual([verdict]);
    expect(await verdictsOn(`Il a dit “${words}”.`)).toEqual([verdict]);
  });

  test('is exact as every answer shows it, of every corpus', async () => {
    for (const corpus of [realCorpus, townCorpus, veloCorpus, hostileCorpus]) {
      for (const each of corpus.passages.filter(isQuoted)) {
        const found = await verified(`Voici : ${shownWords(Quote.at(each))} Voilà.`, () => [
          openOn(corpus),
        ]);
        for (const { verdict } of found.document.payload.quotations) {
          // Of marks that a passage brings itself, a part may be a title.
          expect(['exact', 'title'], each.id).toContain(verdict);
        }
      }
    }
  });

  test('is not exact with any one letter changed', async () => {
    for (const { text } of realCorpus.passages.filter(isQuoted)) {
      const middle = Math.floor(text.length / 2);
      const changed = text.slice(0, middle) + text.slice(middle).replace(/\p{L}/u, 'ŋ');
      if (changed === text || /[«»“”"]/u.test(text)) continue;
      expect(await verdictsOn(`« ${changed} »`, realCorpus)).toEqual(['unknown']);
    }
  });

  test('is told by its place, and never repeated where it is false', async () => {
    const text = 'Elle écrit « trois mille ennemis », puis « trois mille abonnés ».';
    const { document, text: told } = await verified(text, () => [openOn(held)]);
    expect(JSON.stringify(document.payload)).not.toContain('ennemis');
    expect(told().payload).not.toContain('ennemis');
    const { quotations } = verificationSchema.parse(document.payload);
    expect(quotations.map(({ start, end }) => text.slice(start, end))).toEqual([
      ...['trois mille ennemis', 'trois mille abonnés'],
    ]);
    expect(quotations.map(({ quotes }) => quotes.length)).toEqual([0, 1]);
    expect(verificationSchema.parse(document.payload)).toEqual(document.payload);
  });

  test('is unchecked, never unknown, where there was too much to compare it with', async () => {
    const mayHold: Holdings['mayHold'] = (quotations) =>
      Promise.resolve(new Set(quotations.keys()));
    // Nothing else of it is asked.
    const holdings = { mayHold } as Holdings;
    const debate = new OpenDebate({ catalogue: catalogueOf(held), holdings, corpus: held });
    const { document, text } = await verified('« ce n’est pas »', () => [debate, openOn(held)]);
    const { quotations } = verificationSchema.parse(document.payload);
    expect(quotations.map(({ verdict }) => verdict)).toEqual(['unchecked']);
    expect(text().payload).toBe(verdictLine.unchecked(1));
  });

  test('is looked for by no more than two hundred, and in time that grows with the text', async () => {
    expect(await verdictsOn('« roi » '.repeat(2_500))).toHaveLength(200);
    for (const mark of ['«', '“', '"', '«“"', '»']) await verdictsOn(mark.repeat(20_000));
  });
});

describe('a text to verify, over HTTP', () => {
  test('is the body of a request', async () => {
    await using doors = await openDoors({}, { corpus: held });
    const body = 'Elle écrit « trois mille abonnés ».';
    const response = await doors.ask('/api/verifier', { method: 'POST', body });
    expect(response.headers.get('etag')).toBeNull();
    const { quotations } = verificationSchema.parse(await response.json());
    expect(quotations.map(({ verdict }) => verdict)).toEqual(['exact']);
  });

  test('may be no longer than 64 KiB, and the connection is closed then', async () => {
    await using doors = await openDoors();
    const body = 'x'.repeat(10_000_000);
    const asked = doors.ask('/api/verifier', { method: 'POST', body });
    const status = await asked.then(({ status: is }) => is).catch(() => 'cut');
    expect([413, 'cut']).toContain(status);
    expect((await doors.ask('/api/sources')).status).toBe(200);
    expect(doors.faults).toEqual([]);
  });

  test('may be anything else than UTF-8 too', async () => {
    await using doors = await openDoors();
    const body = new Uint8Array([0xff, 0xab, 0x20, 0xbb, 0x00, 0xd8]);
    expect((await doors.ask('/api/verifier', { method: 'POST', body })).status).toBe(200);
  });
});
