import { describe, expect, test } from 'vitest';
import { createDispatch } from '../../src/ask/dispatch.ts';
import type { Corpus } from '../../src/debate/passage.ts';
import { Gate } from '../../src/debate/gate.ts';
import { quotesOf } from '../../src/debate/reply.ts';
import { Live, liveParts } from '../../src/running/live.ts';
import { createRetriever } from '../../src/search/engine.ts';
import { corpusOf, passage } from '../fixtures/passages.ts';

const one = corpusOf([passage({ anchor: 'un', text: 'Les forums se vident.' })]);
const two = corpusOf([
  passage({ anchor: 'un', text: 'Les forums se vident.' }),
  passage({ anchor: 'deux', text: 'Les forums se remplissent.' }),
]);

function editionOf(corpus: Corpus) {
  const knowledge = {
    corpus,
    retriever: createRetriever(corpus),
    today: () => '2026-11-22',
    choose: null,
  };
  return { corpus, gate: new Gate(corpus), dispatch: createDispatch(knowledge, () => 'ref') };
}

const ADDRESS = { platform: 'console', workspace: null, channel: null, person: null };

async function found({ dispatch }: Pick<ReturnType<typeof editionOf>, 'dispatch'>) {
  const input = { text: 'forums' };
  const { reply } = await dispatch({ address: ADDRESS, command: 'debat', input });
  return quotesOf(reply).map((quote) => quote.passage.id.replace(/^.*#/u, ''));
}

describe('a live edition', () => {
  test('answers from the one before until the next is complete', async () => {
    const { promise, resolve } = Promise.withResolvers<ReturnType<typeof editionOf>>();
    const live = new Live(editionOf(one), () => promise);
    const parts = liveParts(live);
    const reloaded = live.reload();
    expect(await found(parts)).toEqual(['un']);
    resolve(editionOf(two));
    await reloaded;
    expect(await found(parts)).toEqual(['un', 'deux']);
    expect(parts.corpus.passages).toBe(two.passages);
  });

  test('stays when the next one cannot be made', async () => {
    const live = new Live(editionOf(one), () => Promise.reject(new Error('a fault')));
    await expect(live.reload()).rejects.toThrow('a fault');
    expect(await found(liveParts(live))).toEqual(['un']);
  });

  test('is renewed once more when asked to while it is being renewed', async () => {
    const made: Corpus[] = [two, one];
    const live = new Live(editionOf(one), () => Promise.resolve(editionOf(made.shift() ?? one)));
    await Promise.all([live.reload(), live.reload(), live.reload()]);
    expect(made).toEqual([]);
    expect(live.edition.corpus).toBe(one);
  });

  test('lets nothing leave that left the corpus', async () => {
    const live = new Live(editionOf(two), () => Promise.resolve(editionOf(one)));
    const { gate } = liveParts(live);
    const reading = {
      quotations: [],
      works: [],
      documents: [],
      texts: ['« Les forums se remplissent. »'],
    };
    await live.reload();
    expect(gate.misquotationsIn(reading)).toEqual(new Gate(one).misquotationsIn(reading));
  });
});
