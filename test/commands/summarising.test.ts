import { describe, expect, test } from 'vitest';
import type { Summarise } from '../../src/commands/command.ts';
import { createDispatch } from '../../src/commands/dispatch.ts';
import { shownOf } from '../../src/debate/reply.ts';
import type { Reply, SummarisedReply } from '../../src/debate/reply.ts';
import type { SummaryPart } from '../../src/debate/summary.ts';
import { realCorpus } from '../fixtures/corpora.ts';
import { simpleRetriever } from '../fixtures/dispatch.ts';

const GIVEN: SummaryPart = { kind: 'withheld', reason: 'nothing verified' };

/** Asks with a summariser, or without any. */
function askerWith(summarise: Summarise | null) {
  const faults: unknown[] = [];
  const dispatch = createDispatch(
    {
      corpus: realCorpus,
      retriever: simpleRetriever(realCorpus),
      today: () => '2026-11-22',
      summarise,
    },
    (fault) => `reference-${faults.push(fault)}`,
  );
  const address = { platform: 'test', workspace: 'T1', channel: 'C1', person: 'U1' };
  const ask = (command: string, text: string) => dispatch({ address, command, input: { text } });
  return { ask, faults };
}

/** A summariser that knows what it was asked. */
function recording() {
  const asked: { reply: SummarisedReply; tenant: string }[] = [];
  const summarise: Summarise = (reply, tenant) => {
    asked.push({ reply, tenant });
    return Promise.resolve(GIVEN);
  };
  return { asked, summarise };
}

const partOf = (reply: Reply) => ('summary' in reply ? reply.summary : undefined);

describe('with a model', () => {
  test.each([
    ['debat', 'blogs resume'],
    ['debat', 'blogs resume prive'],
    ['position', 'kabla'],
    ['position', 'kabla ; blogs'],
    ['comparer', 'kabla ; gourvennec'],
  ])('/%s %s shows passages at once and completes them', async (command, text) => {
    const { asked, summarise } = recording();
    const answer = await askerWith(summarise).ask(command, text);
    expect(partOf(answer.reply)).toEqual({ kind: 'awaited' });
    expect(asked).toEqual([]);
    const completed = await answer.complete?.();
    expect(asked).toEqual([{ reply: answer.reply, tenant: 'test:T1' }]);
    expect(completed).toEqual({
      ...answer,
      complete: undefined,
      reply: { ...answer.reply, summary: GIVEN },
    });
    expect(completed?.complete).toBeUndefined();
  });

  test('/debat without « resume » offers one and asks nothing of the model', async () => {
    const answer = await askerWith(recording().summarise).ask('debat', 'blogs');
    expect(partOf(answer.reply)).toEqual({ kind: 'offered' });
    expect(answer.complete).toBeUndefined();
  });

  test('an answer with a summary shows six passages, so that page 2 begins at the seventh', async () => {
    const { ask } = askerWith(recording().summarise);
    const { reply } = await ask('debat', 'médias resume page:2');
    if (reply.kind !== 'quotes') throw new Error('there is no answer');
    expect(shownOf(reply).map(({ number }) => number)).toEqual([7, 8, 9, 10, 11, 12]);
  });

  test('a summariser that fails leaves the passages and a word about it', async () => {
    const { ask, faults } = askerWith(() => Promise.reject(new Error('broken')));
    const completed = await (await ask('position', 'kabla')).complete?.();
    expect(completed && partOf(completed.reply)).toEqual({
      kind: 'withheld',
      reason: 'model unreachable',
    });
    expect(faults).toEqual([new Error('broken')]);
  });

  test('notices, help, quotations and works are not summarised', async () => {
    const { asked, summarise } = recording();
    const { ask } = askerWith(summarise);
    for (const [command, text] of [
      ['debat', 'zzzz resume'],
      ['aide-debat', ''],
      ['citation', ''],
      ['sources', ''],
    ] as const) {
      expect((await ask(command, text)).complete).toBeUndefined();
    }
    expect(asked).toEqual([]);
  });
});

describe('without a model', () => {
  test('/debat resume says so above the same passages', async () => {
    const { reply, complete } = await askerWith(null).ask('debat', 'blogs resume');
    expect(partOf(reply)).toEqual({ kind: 'withheld', reason: 'no model' });
    expect(complete).toBeUndefined();
  });

  test.each([
    ['debat', 'blogs'],
    ['position', 'kabla'],
    ['comparer', 'kabla ; gourvennec'],
  ])('/%s %s speaks of no summary', async (command, text) => {
    const { reply } = await askerWith(null).ask(command, text);
    expect(partOf(reply)).toBeUndefined();
  });
});
