import fc from 'fast-check';
import { isQuoted } from '../../fixtures/passages.ts';
import { describe, expect, test } from 'vitest';
import { renderingContract } from '../../contracts/adapter.ts';
import { summaryContract } from '../../contracts/summary.ts';
import { textRendering, textRenderings } from '../../fixtures/consoles.ts';
import type { Corpus } from '../../../src/debate/passage.ts';
import { hostileCorpus, realCorpus } from '../../fixtures/corpora.ts';
import { answerOf, everyPassageOn, quotesReply, repliesOn } from '../../fixtures/replies.ts';
import { captionOf, Quote, linkOf } from '../../../src/debate/quote.ts';

for (const [name] of textRenderings(realCorpus)) {
  const underTest = (corpus: Corpus) => ({
    ...(new Map(textRenderings(corpus)).get(name) ?? textRendering(Infinity)),
    strings: (screen: string) => [screen],
    mapStrings: (screen: string, change: (text: string) => string) => change(screen),
  });
  renderingContract(`the terminal’s ${name}`, underTest);
  summaryContract(`the terminal’s ${name}`, underTest);
}

describe('a screen', () => {
  const replies = [realCorpus, hostileCorpus]
    .flatMap((corpus) => [...repliesOn(corpus), ...everyPassageOn(corpus)])
    .map(([, reply]) => reply);
  const unbroken = textRendering(Infinity);

  test('is as wide as it is told, but for words that are wider', () => {
    const width = fc.integer({ min: 40, max: 200 });
    fc.assert(
      fc.property(width, fc.constantFrom(...replies), (columns, reply) => {
        for (const line of textRendering(columns).render(answerOf(reply)).split('\n')) {
          // A space before « ? ! ; : » belongs to the word before it.
          const words = line.replace(/^ *(?:\d+\. +)?/u, '').split(/ (?![?!;:»])/u);
          if (line.length > columns) expect(words).toHaveLength(1);
        }
      }),
      { seed: 1, numRuns: 150 },
    );
  });

  test('says the same at every width, in colour or without', () => {
    const width = fc.integer({ min: 1, max: 200 });
    fc.assert(
      fc.property(width, fc.boolean(), fc.constantFrom(...replies), (columns, coloured, reply) => {
        const screen = textRendering(columns, coloured).render(answerOf(reply));
        expect(unbroken.read(screen)).toEqual(unbroken.read(unbroken.render(answerOf(reply))));
      }),
      { seed: 1, numRuns: 150 },
    );
  });

  test('has colours only when told so', () => {
    for (const reply of replies) {
      expect(textRendering(80).render(answerOf(reply)).includes('\u001B')).toBe(false);
    }
    expect(textRendering(80, true).render(answerOf(quotesReply([])))).toContain('\u001B[1m');
  });

  test('shows a quotation, then who said it and where, then its link', () => {
    const [passage = expect.fail()] = realCorpus.passages;
    const screen = unbroken.render(answerOf(quotesReply([Quote.at(passage)])));
    expect(screen.split('\n')).toEqual([
      '1\u00A0passage\u00A0: roi',
      '',
      `1. «\u00A0${passage.text}\u00A0»`,
      `   — ${captionOf(passage)}`,
      `   ${linkOf(passage) ?? ''}`,
    ]);
  });

  test('numbers passages over the pages and says how to go on', () => {
    const ranked = realCorpus.passages
      .filter(isQuoted)
      .slice(0, 12)
      .map((passage) => Quote.at(passage));
    const screens = [1, 4].map((page) => unbroken.render(answerOf(quotesReply(ranked, { page }))));
    expect(screens[0]).toMatch(/^1\. «/mu);
    expect(screens[0]).toMatch(/\n\nPage 1 sur 4 · pour la suite, ajoutez page:2$/u);
    expect(screens[1]).toMatch(/^10\. «[^]*^11\. «[^]*^12\. «/mu);
    expect(screens[1]).toMatch(/\n\nPage 4 sur 4$/u);
  });

  test('says that an address is unknown where there is none', () => {
    const unlinked = hostileCorpus.passages.filter(({ source }) => source.url === null);
    const [passage = expect.fail()] = unlinked;
    const screen = unbroken.render(answerOf(quotesReply([Quote.at(passage)])));
    expect(screen).toMatch(/\n {3}adresse inconnue$/u);
    expect(unbroken.read(screen).quotations[0]?.url).toBeNull();
  });
});
