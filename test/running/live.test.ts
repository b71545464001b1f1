import { heldIn } from '../../src/debate/debates.ts';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createDispatch } from '../fixtures/making.ts';
import type { Corpus } from '../../src/debate/passage.ts';
import { Gate } from '../../src/debate/gate.ts';
import { quotesOf } from '../../src/debate/reply.ts';
import { Cache } from '../../src/running/cache.ts';
import { Live, openLive, type Edition } from '../../src/running/live.ts';
import { reloadWhenAsked } from '../../src/running/reloading.ts';
import { createRetriever } from '../../src/search/retriever.ts';
import { HOSTILE_FOLDER, REAL_FOLDER } from '../fixtures/corpora.ts';
import { corpusOf, passage } from '../fixtures/passages.ts';

const one = corpusOf([passage({ anchor: 'un', text: 'Les forums se vident.' })]);
const two = corpusOf([
  passage({ anchor: 'un', text: 'Les forums se vident.' }),
  passage({ anchor: 'deux', text: 'Les forums se remplissent.' }),
]);

function editionOf(corpus: Corpus) {
  const today = () => '2026-11-22';
  const knowledge = { corpus, retriever: createRetriever(corpus), today, choose: null };
  return { held: heldIn(corpus), dispatch: createDispatch(knowledge, () => 'ref') };
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
    const reloaded = live.reload();
    expect(await found(live)).toEqual(['un']);
    resolve(editionOf(two));
    await reloaded;
    expect(await found(live)).toEqual(['un', 'deux']);
    expect(live.debate.corpus?.passages).toBe(two.passages);
  });

  test('is renewed once more when asked to while it is being renewed', async () => {
    const made: Corpus[] = [two, one];
    const live = new Live(editionOf(one), () => Promise.resolve(editionOf(made.shift() ?? one)));
    await Promise.all([live.reload(), live.reload(), live.reload()]);
    expect(made).toEqual([]);
    expect(live.debate.corpus).toEqual(one);
  });

  test('lets nothing leave that left the corpus', async () => {
    const live = new Live(editionOf(two), () => Promise.resolve(editionOf(one)));
    const { gate } = live.debate;
    const texts = ['« Les forums se remplissent. »'];
    const reading = { quotations: [], works: [], documents: [], texts };
    await live.reload();
    expect(gate.misquotationsIn(reading)).toEqual(Gate.of(one).misquotationsIn(reading));
  });
});

test('what comes of a reload is logged once, however often it was asked for meanwhile', async () => {
  const live = new Live(editionOf(one), () => Promise.resolve(editionOf(two)));
  const told: string[] = [];
  const tell = (_: object, event: string) => told.push(event);
  const log = { info: tell, warn: tell, error: tell };
  const asking: (() => void)[] = [];
  const onHangUp = (listener: () => void) => asking.push(listener);
  const stop = reloadWhenAsked(
    { hash: '', reload: () => live.reload() },
    log,
    null,
    { onHangUp },
    () => undefined,
  );
  for (let times = 0; times < 3; times += 1) for (const ask of asking) ask();
  await live.reload();
  stop();
  expect(told).toEqual(['the corpus was read again']);
});

let folder: string;
const shares: number[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'debat-'));
  for (const name of ['kabla-2012.md', 'cavazza-2011.md', 'lexicon.yaml']) {
    cpSync(join(REAL_FOLDER, name), join(folder, name));
  }
  shares.length = 0;
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function open() {
  return openLive({
    corpusFolder: folder,
    showsProposed: true,
    today: () => '2026-11-22',
    reportFault: () => 'ref',
    reportProgress: (share) => shares.push(share),
  });
}

async function worksOn(text: string, { dispatch }: Pick<Edition, 'dispatch'>) {
  const { reply } = await dispatch({ address: ADDRESS, command: 'debat', input: { text } });
  return [...new Set(quotesOf(reply).map((quote) => quote.passage.source.id))].sort();
}

describe('the corpus of a folder', () => {
  test('is answered from as it was until it is read again, then as it is', async () => {
    const live = await open();
    const before = await worksOn('bulle', live);
    cpSync(join(REAL_FOLDER, 'gourvennec-2011.md'), join(folder, 'gourvennec-2011.md'));
    expect(await worksOn('bulle', live)).toEqual(before);
    await live.reload();
    expect(await worksOn('bulle', live)).toEqual([...before, 'gourvennec-2011'].sort());
    rmSync(join(folder, 'gourvennec-2011.md'));
    await live.reload();
    expect(await worksOn('bulle', live)).toEqual(before);
  });

  test('stays as it was when what replaces it is not whole', async () => {
    const live = await open();
    const before = { ...live.debate.corpus };
    cpSync(join(HOSTILE_FOLDER, 'hostile-2010.md'), join(folder, 'hostile-2010.md'));
    writeFileSync(join(folder, 'faulty-2013.md'), 'no front matter');
    await expect(live.reload()).rejects.toThrow('faulty-2013.md');
    expect(live.debate.corpus).toEqual(before);
  });

  test('keeps its index, which is made again where it was damaged', async () => {
    const { corpus } = (await open()).debate;
    const path = new Cache(folder).path('index', corpus?.hash ?? '');
    const answered = await worksOn('bulle', await open());
    const bytes = readFileSync(path);
    bytes[bytes.length - 20] = (bytes[bytes.length - 20] ?? 0) ^ 1;
    writeFileSync(path, bytes);
    shares.length = 0;
    expect(await worksOn('bulle', await open())).toEqual(answered);
    expect(shares.length).toBeGreaterThan(1);
    shares.length = 0;
    await open();
    expect(shares).toEqual([1]);
    rmSync(path);
  });
});
