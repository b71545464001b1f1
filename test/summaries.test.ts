import { describe, expect, test } from 'vitest';
import { memoryLedger } from '../src/answer/budget.ts';
import { readConfig } from '../src/config.ts';
import { Quote } from '../src/debate/quote.ts';
import type { QuotesReply } from '../src/debate/reply.ts';
import { MemorySummaries } from '../src/store/memory-summaries.ts';
import { openSummaries } from '../src/summaries.ts';
import { realCorpus } from './fixtures/corpora.ts';
import { TestTime } from './fixtures/test-time.ts';

const SCRIPT = { MODEL_SCRIPT: 'prompts/demonstration.yaml' };

async function open(environment: Readonly<Record<string, string>>) {
  const lines: { readonly fields: object; readonly event: string }[] = [];
  const tell = (fields: object, event: string) => {
    lines.push({ fields, event });
  };
  const summariser = await openSummaries(readConfig(environment).model, {
    cache: new MemorySummaries(),
    ledger: memoryLedger(),
    today: () => '2026-11-22',
    time: new TestTime(0),
    log: { info: tell, warn: tell, error: tell },
    signal: new AbortController().signal,
  });
  return { summarise: summariser?.(realCorpus).summarise, lines };
}

function replyOn(subject: string): QuotesReply {
  const said = realCorpus.passages.filter(({ text }) => text.includes('Facebook')).slice(0, 6);
  const filters = { speaker: null, since: null, until: null };
  const ranked = said.map((passage) => Quote.at(passage));
  return {
    kind: 'quotes',
    subject,
    filters,
    total: 6,
    ranked,
    page: 1,
    summary: { kind: 'awaited' },
  };
}

describe('summaries', () => {
  test.each([{}, { OPENAI_MODEL: 'un-modele' }, { SUMMARY_JUDGE: '1' }])(
    'are made by nobody where neither key nor address is set: %o',
    async (environment) => {
      expect((await open(environment)).summarise).toBeUndefined();
    },
  );

  test.each([
    { OPENAI_API_KEY: 'une-clef' },
    { OPENAI_BASE_URL: 'http://127.0.0.1:11434/v1', OPENAI_MODEL: 'mistral' },
  ])('are made by a server where its key or its address is: %o', async (environment) => {
    expect((await open(environment)).summarise).toBeDefined();
  });

  test('are made from a script where one is named, and told without a word of them', async () => {
    const { summarise, lines } = await open(SCRIPT);
    const part = await summarise?.(replyOn('Facebook secret'), 'slack:T0SECRET');
    expect(part?.kind).toBe('given');
    expect(lines).toMatchObject([
      { event: 'a summary was made', fields: { model: 'script', prompt: 'debat' } },
    ]);
    expect(JSON.stringify(lines)).not.toMatch(/secret|facebook|kabla|gourvennec/iu);
  });

  test('are refused at start where the script cannot be read', async () => {
    const fault = { name: 'BotError' };
    await expect(open({ MODEL_SCRIPT: 'absent.yaml' })).rejects.toMatchObject(fault);
    await expect(open({ MODEL_SCRIPT: 'package.json' })).rejects.toMatchObject(fault);
  });
});

describe('the settings of the model', () => {
  test('are OpenAI’s own address and a small model where only a key is set', () => {
    expect(readConfig({ OPENAI_API_KEY: 'une-clef' }).model).toEqual({
      server: { apiKey: 'une-clef', baseUrl: 'https://api.openai.com/v1', model: 'gpt-4.1-mini' },
      script: null,
      judges: false,
      tokensPerDay: 500_000,
      concurrency: 4,
    });
  });

  test('need no key where an address is set', () => {
    const { server } = readConfig({ OPENAI_BASE_URL: 'http://127.0.0.1:11434/v1' }).model;
    expect(server).toMatchObject({ apiKey: null, baseUrl: 'http://127.0.0.1:11434/v1' });
  });

  test.each([
    { OPENAI_BASE_URL: 'api.openai.com' },
    { OPENAI_API_KEY: 'une clef' },
    { SUMMARY_JUDGE: 'yes' },
    { SUMMARY_TOKENS_PER_DAY: '0' },
    { SUMMARY_CONCURRENCY: '1000' },
  ])('are refused where they mean nothing: %o', (environment) => {
    expect(() => readConfig(environment)).toThrow(Object.keys(environment)[0]);
  });
});
