import { describe, expect, test } from 'vitest';
import { createDispatch } from '../fixtures/making.ts';
import { quotesOf, type Reply } from '../../src/debate/reply.ts';
import { pagesFor, shownOf } from '../../src/debate/paging.ts';
import type { Options } from '../../src/ask/request.ts';
import type { Choose, Wanted } from '../../src/summary/model-choice.ts';
import { realCorpus, veloCorpus } from '../fixtures/corpora.ts';
import { simpleRetriever } from '../fixtures/dispatch.ts';
import { corpusOf, passage } from '../fixtures/passages.ts';

const ADDRESS = { platform: 'test', workspace: 'T1', channel: 'C1', person: 'U1' };

/** Asks with a model that chooses so, or without any. */
function askerWith(choose: Choose | null, corpus = realCorpus) {
  const faults: unknown[] = [];
  const retriever = simpleRetriever(corpus);
  const dispatch = createDispatch(
    { corpus, retriever, today: () => '2026-11-22', choose },
    (fault) => `reference-${faults.push(fault)}`,
  );
  const ask = (command: string, text: string) =>
    dispatch({ address: ADDRESS, command, input: { text } });
  const press = (command: string, options: Options) =>
    dispatch({ address: ADDRESS, command, input: { options } });
  return { ask, press, faults };
}

/** A model that chooses the last and the first of what was found, as one point; what it was asked. */
function model() {
  const asked: Wanted[] = [];
  const choose: Choose = (wanted) => {
    asked.push(wanted);
    const [first, last] = [wanted.found[0], wanted.found.at(-1)];
    return Promise.resolve(first && last ? [[last, first]] : null);
  };
  return { asked, choose };
}

const summaryIn = (reply: Reply) => ('summary' in reply ? (reply.summary ?? null) : null);
const toldIn = (reply: Reply) => summaryIn(reply)?.evidence.map(({ passage: { id } }) => id) ?? [];

const SUMMARISED = [
  ['debat', 'blogs resume'],
  ['debat', 'blogs resume prive'],
  ['position', 'kabla'],
  ['position', 'kabla ; blogs'],
  ['comparer', 'kabla ; gourvennec'],
  ['comparer', 'kabla ; gourvennec ; blogs'],
] as const;

describe('without a model', () => {
  test.each(SUMMARISED)('/%s %s tells theses at once', async (command, text) => {
    const { reply, complete } = await askerWith(null).ask(command, text);
    expect(summaryIn(reply)?.by).toBe('corpus');
    expect(toldIn(reply).length).toBeGreaterThan(1);
    expect(complete).toBeUndefined();
  });

  test('/debat without « resume » tells none', async () => {
    const { reply } = await askerWith(null).ask('debat', 'blogs');
    expect(reply).not.toHaveProperty('summary');
  });

  test('/comparer tells as many theses of one voice as of the other', async () => {
    const { reply } = await askerWith(null).ask('comparer', 'kabla ; gourvennec');
    const voices = summaryIn(reply)?.evidence.map(({ passage: { voice } }) => voice.name) ?? [];
    const counts = [...Map.groupBy(voices, (name) => name)].map(([, those]) => those.length);
    expect(counts).toEqual([2, 2]);
  });

  test.each([realCorpus, veloCorpus])(
    'all pages number each passage once, those that the summary rests on first',
    async (corpus) => {
      const [speaker = ''] = corpus.passages.map(({ voice }) => voice.name);
      const { reply } = await askerWith(null, corpus).ask('position', speaker);
      if (reply.kind !== 'position') expect.fail(reply.kind);
      const pages = Array.from({ length: pagesFor(reply) }, (_, index) => index + 1);
      const shown = pages.flatMap((page) => shownOf({ ...reply, page }));
      const ids = shown.map(({ quote }) => quote.passage.id);
      expect(shown.map(({ number }) => number)).toEqual(ids.map((_, index) => index + 1));
      expect(ids.slice(0, 5)).toEqual(toldIn(reply));
      expect(new Set(ids).size).toBe(quotesOf(reply).length);
      expect(ids).toHaveLength(quotesOf(reply).length);
    },
  );

  test('passages without any thesis are shown as ever, with a word about it', async () => {
    const corpus = corpusOf([passage({ text: 'Nos pages parlent de blogs.', thesis: null })]);
    const { reply } = await askerWith(null, corpus).ask('debat', 'blogs resume');
    expect(reply).toMatchObject({ kind: 'quotes', total: 1, summary: null });
  });

  test.each(['resume:3,1', 'resume:non', 'resume:oui', 'résumé:x'])(
    'what is typed after %s is no choice of a model',
    async (typed) => {
      const { reply } = await askerWith(null).ask('debat', `blogs ${typed}`);
      expect(summaryIn(reply)?.by).toBe('corpus');
    },
  );
});

describe('with a model', () => {
  test.each(SUMMARISED)(
    '/%s %s tells the corpus’s choice, then the model’s, which its buttons remember',
    async (command, text) => {
      const { asked, choose } = model();
      const { ask, press } = askerWith(choose);
      const answer = await ask(command, text);
      expect(summaryIn(answer.reply)?.by).toBe('corpus');
      expect(asked).toEqual([]);
      const whole = (await answer.complete?.()) ?? answer;
      expect(asked).toMatchObject([{ tenant: 'test:T1', debate: realCorpus.debate }]);
      const found = asked[0]?.found ?? [];
      const again = await press(command, whole.asked?.options ?? {});
      for (const { reply, complete } of [whole, again]) {
        expect(toldIn(reply)).toEqual([found.at(-1)?.id, found[0]?.id]);
        expect(summaryIn(reply)).toMatchObject({ by: 'model', points: { length: 1 } });
        expect(complete).toBeUndefined();
      }
      const remembered = new RegExp(`^${found.length}\\.1@[a-z0-9]+$`, 'u');
      expect(whole.asked?.options.resume).toMatch(remembered);
      expect(asked).toHaveLength(1);
    },
  );

  test.each(['1.2', '1.2@', '1.2@k3x9', '999@0', '@k3x9'])(
    'a choice made in another corpus gives way to this one’s own: %s',
    async (resume) => {
      const { press } = askerWith(null);
      const { reply } = await press('debat', { sujet: 'blogs', resume });
      expect(summaryIn(reply)?.by).toBe('corpus');
    },
  );

  test('is not asked for a later page, which no summary is on', async () => {
    const { choose } = model();
    const { complete } = await askerWith(choose).ask('position', 'kabla page:2');
    expect(complete).toBeUndefined();
  });

  test.each([
    ['that chooses nothing', () => Promise.resolve(null)],
    ['that fails', () => Promise.reject(new Error('broken'))],
  ])('%s leaves the very answer that was given', async (_, choose) => {
    const { ask, faults } = askerWith(choose);
    const answer = await ask('position', 'kabla');
    expect(await answer.complete?.()).toBe(answer);
    expect(faults.length).toBeLessThanOrEqual(1);
  });

  test('notices, help, quotations and works are not its affair', async () => {
    const { asked, choose } = model();
    const { ask } = askerWith(choose);
    for (const command of ['aide-debat', 'citation', 'sources']) {
      expect((await ask(command, '')).complete).toBeUndefined();
    }
    for (const text of ['blogs', 'zzzz resume']) {
      expect((await ask('debat', text)).complete).toBeUndefined();
    }
    expect(asked).toEqual([]);
  });
});
