import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { readConfig } from '../../src/config/config.ts';
import { Cache } from '../../src/running/cache.ts';
import { openMeaning, type Meaning } from '../../src/running/meaning.ts';
import { corpusOf, passage } from '../fixtures/passages.ts';
import { TestTime } from '../fixtures/test-time.ts';

const KEY = 'sk-une-clef';
const corpus = corpusOf(
  Array.from({ length: 40 }, (_, order) =>
    passage({ anchor: `p-${order}`, text: `Passage ${order}.`, order }),
  ),
);

let folder: string;
let cache: Cache;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'debat-meaning-'));
  cache = new Cache(folder);
});

afterEach(() => {
  rmSync(dirname(cache.path('vectors', '')), { recursive: true, force: true });
  rmSync(folder, { recursive: true });
});

type Answer = (texts: readonly string[], response: ServerResponse) => unknown;

/** Each text is as far along the first axis as it is long. */
const lengths: Answer = (texts) => ({
  data: texts.map(({ length }, index) => ({ index, embedding: [length, 100] })).toReversed(),
});

/** A bot’s meaning and a server on this machine; what it answers nothing to, the answer itself ends. */
async function benchWith(first: Answer) {
  const asked: { readonly input: readonly string[]; readonly model: string }[] = [];
  const bench = { answer: first, asked, headers: [] as (string | undefined)[] };
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const body = JSON.parse(Buffer.concat(pieces).toString()) as (typeof asked)[number];
      asked.push(body);
      bench.headers.push(`${request.url} ${request.headers.authorization}`);
      const answer = bench.answer(body.input, response);
      if (answer !== undefined) response.end(JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const environment = {
    OPENAI_BASE_URL: `http://127.0.0.1:${port}/v1`,
    OPENAI_API_KEY: KEY,
    EMBEDDINGS_MODEL: 'sens',
  };
  const lines: string[] = [];
  const tell = (fields: object, event: string) => {
    lines.push(`${JSON.stringify(fields)} ${event}`);
  };
  const [time, stopping] = [new TestTime(), new AbortController()];
  const log = { info: tell, warn: tell, error: tell };
  const parts = { time, log, signal: stopping.signal };
  const meaning = await openMeaning(readConfig(environment), parts);
  if (meaning === null) throw new Error('no model of meaning');
  return { bench, meaning, name: `sens @ 127.0.0.1:${port}`, time, lines, stopping };
}

const never = new AbortController().signal;
const lengthOf = (vector: Float32Array | null | undefined) => Math.hypot(...(vector ?? []));

async function filled(meaning: Meaning) {
  await meaning.fill(corpus, cache, never);
  return corpus.passages.map((each) => meaning.vectorOf(each));
}

describe('the vectors of passages', () => {
  test('are asked for in batches, with the key, and are of length 1', async () => {
    const { bench, meaning, lines } = await benchWith(lengths);
    for (const vector of await filled(meaning)) expect(lengthOf(vector)).toBeCloseTo(1);
    expect(bench.asked.map(({ input, model }) => `${model} ${input.length}`)).toEqual([
      'sens 32',
      'sens 8',
    ]);
    expect(new Set(bench.headers)).toEqual(new Set([`/v1/embeddings Bearer ${KEY}`]));
    expect(bench.asked[0]?.input[0]).toContain('Passage 0.');
    expect(lines).toEqual([]);
  });

  test('are kept from one start to the next, and asked for again for what changed alone', async () => {
    const first = await benchWith(lengths);
    const made = await filled(first.meaning);
    // The next process asks the same server.
    const again = await benchWith(lengths);
    const key = cache.read('vectors', first.name);
    cache.keep('vectors', again.name, [key ?? Buffer.of()]);
    expect(await filled(again.meaning)).toEqual(made);
    expect(again.bench.asked).toEqual([]);
    const [one, ...others] = corpus.passages;
    const changed = corpusOf([{ ...(one ?? passage()), text: 'Autre chose.' }, ...others]);
    await again.meaning.fill(changed, cache, never);
    expect(again.bench.asked.map(({ input }) => input.length)).toEqual([1]);
  });

  test.each<[string, Answer]>([
    ['fails', (_, response) => void response.writeHead(500).end('no')],
    ['refuses the key', (_, response) => void response.writeHead(401).end('{}')],
    ['closes the connection', (_, response) => void response.destroy()],
    ['answers with something else', () => ({ data: 'x' })],
    ['gives fewer vectors', () => ({ data: [] })],
    [
      'gives vectors of other lengths',
      (texts) => ({
        data: texts.map((_, index) => ({ index, embedding: index === 0 ? [1] : [1, 2] })),
      }),
    ],
    [
      'gives vectors that point nowhere',
      (texts) => ({
        data: texts.map((_, index) => ({ index, embedding: [0, 0] })),
      }),
    ],
  ])('are asked for again, and one line says so, where the server %s', async (_, fault) => {
    const { bench, meaning, time, lines } = await benchWith((texts, response) => {
      if (bench.asked.length >= 3) bench.answer = lengths;
      return fault(texts, response);
    });
    for (const vector of await filled(meaning)) expect(lengthOf(vector)).toBeCloseTo(1);
    expect(time.pauses).toEqual([1_000, 2_000, 4_000]);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('answered by their words alone');
    expect(lines[0]).not.toContain(KEY);
    expect(lines[0]).not.toContain('Passage');
  });

  test('are asked for no more once the process stops, and what came is kept', async () => {
    const { bench, meaning, name, stopping } = await benchWith((texts, response) => {
      if (texts.length === 32) return lengths(texts, response);
      stopping.abort();
      return undefined;
    });
    await meaning.fill(corpus, cache, never);
    expect(bench.asked).toHaveLength(2);
    expect(cache.read('vectors', name)).toHaveLength(8 + 32 * (32 + 8));
    expect(meaning.vectorOf(corpus.passages[0] ?? passage())).toBeUndefined();
  });
});

describe('the vector of a question', () => {
  test('is not asked for before the passages have theirs', async () => {
    const { bench, meaning } = await benchWith(lengths);
    expect(await meaning.ofQuestion('roi', corpus)).toBeNull();
    expect(bench.asked).toEqual([]);
  });

  test('is asked for once', async () => {
    const { bench, meaning } = await benchWith(lengths);
    await filled(meaning);
    const first = await meaning.ofQuestion('roi', corpus);
    expect(lengthOf(first)).toBeCloseTo(1);
    expect(await meaning.ofQuestion('roi', corpus)).toBe(first);
    expect(bench.asked.slice(2).map(({ input }) => input)).toEqual([['roi']]);
  });

  test('is not waited for longer than a person waits, nor where the server fails', async () => {
    const { bench, meaning, time, lines } = await benchWith(lengths);
    await filled(meaning);
    bench.answer = () => undefined;
    const late = meaning.ofQuestion('roi', corpus);
    await time.untilDeadline(800);
    time.passDeadlines(800);
    expect(await late).toBeNull();
    bench.answer = (_, response) => void response.writeHead(500).end('no');
    expect(await meaning.ofQuestion('roe', corpus)).toBeNull();
    expect(lines).toHaveLength(1);
    expect(lines[0]).not.toContain('roi');
    bench.answer = lengths;
    expect(await meaning.ofQuestion('roe', corpus)).not.toBeNull();
  });
});

describe('a model of meaning', () => {
  const opened = (environment: Record<string, string>) => {
    const silent = () => undefined;
    const log = { info: silent, warn: silent, error: silent };
    return openMeaning(readConfig(environment), { time: new TestTime(), log, signal: never });
  };

  test('is none where none is named, whatever server is', async () => {
    expect(await opened({ OPENAI_API_KEY: KEY, OPENAI_MODEL: 'petit' })).toBeNull();
  });

  test('is a fault of the configuration without a server', async () => {
    const message = expect.stringContaining('EMBEDDINGS_MODEL') as unknown;
    await expect(opened({ EMBEDDINGS_MODEL: 'sens' })).rejects.toMatchObject({
      code: 'configuration',
      message,
    });
  });
});
