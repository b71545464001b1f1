import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readConfig } from '../../src/config/config.ts';
import { keepCorpus } from '../../src/operator/keeping.ts';
import { loadCorpus } from '../../src/running/reader.ts';
import { readThrough } from '../../src/running/reading-through.ts';
import { readCatalogue } from '../../src/search/postgres/catalogue-reading.ts';
import { Connection } from '../../src/search/postgres/connection.ts';
import { listing } from '../../src/search/postgres/debates.ts';
import { PostgresRetriever } from '../../src/search/postgres/postgres-retriever.ts';
import { HOSTILE_FOLDER, REAL_FOLDER, TOWN_FOLDER, VELO_FOLDER } from '../fixtures/corpora.ts';
import { folderWith } from '../fixtures/folder.ts';
import { PROGRAM } from '../fixtures/process.ts';
import { TestScreen } from '../fixtures/screen.ts';
import { withDebates } from '../fixtures/served.ts';
import { SOUND_WORK } from '../fixtures/works.ts';
import { postgres, uniqueNamespace } from '../store/servers.ts';

test.each([
  [REAL_FOLDER, true],
  [REAL_FOLDER, false],
  [HOSTILE_FOLDER, true],
  [TOWN_FOLDER, false],
  [VELO_FOLDER, true],
])(
  'a corpus is read work by work as it is read at once: %s, proposed theses %s',
  async (corpusFolder, showsProposed) => {
    const whole = await loadCorpus({ corpusFolder, showsProposed });
    const { works, workCount, passageCount, ...about } = await readThrough({
      ...{ corpusFolder, showsProposed },
    });
    const read = await Array.fromAsync(works());
    const { hash, debate, voices, lexicon } = whole;
    expect(about).toEqual({ hash, debate, voices, lexicon });
    expect(read.map(({ source }) => source)).toEqual(whole.sources);
    expect(read.flatMap(({ passages }) => passages)).toEqual(whole.passages);
    expect([workCount, passageCount]).toEqual([whole.sources.length, whole.passages.length]);
  },
);

describe.skipIf(!postgres.isThere)('corpus index', () => {
  let schema: string;
  let url: string;
  let connection: Connection;

  beforeEach(() => {
    schema = uniqueNamespace();
    url = `${postgres.url}?schema=${schema}`;
    connection = new Connection(url);
  });
  afterEach(async () => {
    await connection.session((query) => query(`DROP SCHEMA IF EXISTS ${schema} CASCADE`));
    await connection.close();
  });

  async function index(settings: Readonly<Record<string, string>>, ...typed: string[]) {
    const output = new TestScreen();
    const config = readConfig({ SEARCH_URL: url, ...settings });
    const code = await keepCorpus(['index', ...typed], config, {
      ...{ input: Readable.from([]), output, errors: new TestScreen() },
      now: () => new Date('2026-11-23T08:00:00Z'),
      untilStopped: () => new Promise<void>(() => undefined),
      leaveSoon: () => undefined,
    });
    expect(code).toBe(0);
    return output.text
      .replaceAll(/[\u00A0\u202F]/gu, ' ')
      .trim()
      .split('\n');
  }
  const keys = async () => (await listing(connection, schema)).map(({ debate }) => debate);

  test('builds every debate, changes what changed, and says what it did', async () => {
    const folder = withDebates(folderWith({}));
    const settings = { DEBATES_DIR: folder };
    expect(await index(settings)).toEqual([
      expect.stringMatching(/^medias : construit, \d+ œuvres, \d+ passages, édition 1$/u),
      expect.stringMatching(/^place : construit, \d+ œuvres, \d+ passages, édition 1$/u),
      expect.stringMatching(/^velo : construit, \d+ œuvres, \d+ passages, édition 1$/u),
    ]);
    expect(await keys()).toEqual(['medias', 'place', 'velo']);
    const debate = join(folder, 'place', 'debate.yaml');
    writeFileSync(debate, `${readFileSync(debate, 'utf8')}\n# relu\n`);
    writeFileSync(join(folder, 'medias', 'exemple-2013.md'), SOUND_WORK);
    expect(await index(settings)).toEqual([
      'medias : 1 œuvre ajoutée, édition 2',
      'place : aucune œuvre changée, édition 2',
      'velo : à jour, édition 1',
    ]);
    const edited = SOUND_WORK.replace('Un mot pour', 'Deux mots pour').replace(
      'Une page',
      'La page',
    );
    writeFileSync(join(folder, 'medias', 'exemple-2013.md'), edited);
    rmSync(join(folder, 'medias', 'kabla-2012.md'));
    // One of another work answers a passage of the work that is gone.
    expect(await index(settings, '--debat', 'medias')).toEqual([
      'medias : 2 œuvres changées, 1 retirée, édition 3',
    ]);
  });

  test('keeps of each debate what a process reads of its folder', async () => {
    for (const [key, corpusFolder] of [['', TOWN_FOLDER]] as const) {
      await index({ CORPUS_DIR: corpusFolder, SHOW_PROPOSED: 'off' });
      const corpus = await loadCorpus({ corpusFolder, showsProposed: false });
      const read = await readCatalogue(connection, { schema, debate: key }, { site: null });
      expect(read.about.hash).toBe(corpus.hash);
      expect(read.works.map(({ source }) => source)).toEqual(corpus.sources);
      expect(read.sample).toEqual(corpus.passages);
    }
  });

  test('says which debates the server has that the folder has not, and forgets one when asked', async () => {
    const folder = withDebates(folderWith({}));
    await index({ DEBATES_DIR: folder }, '--partitions', '3');
    rmSync(join(folder, 'velo'), { recursive: true });
    const said = await index({ DEBATES_DIR: folder }, '--debat=place');
    expect(said).toEqual([
      'place : à jour, édition 1',
      'le serveur garde aussi « velo », qui n’est pas dans le dossier ; pour l’en retirer : npm run corpus -- index --retire velo',
    ]);
    expect(await index({ DEBATES_DIR: folder }, '--retire', 'velo')).toEqual([
      'velo : retiré du serveur',
    ]);
    expect(await keys()).toEqual(['medias', 'place']);
    await expect(index({ DEBATES_DIR: folder }, '--retire', 'velo')).rejects.toMatchObject({
      ...{ code: 'usage', message: expect.stringMatching(/velo.*medias et place/u) as string },
    });
  });

  test('names the one without a name where it has not the one that it is to forget', async () => {
    await index({ CORPUS_DIR: VELO_FOLDER });
    await expect(index({ CORPUS_DIR: VELO_FOLDER }, '--retire', 'rien')).rejects.toMatchObject({
      message: expect.stringMatching(/qui a : le débat sans nom$/u) as string,
    });
  });

  test('tells every fault of every debate before anything is written', async () => {
    const folder = withDebates(folderWith({}));
    for (const key of ['medias', 'velo']) writeFileSync(join(folder, key, 'cassee.md'), 'rien');
    await expect(index({ DEBATES_DIR: folder })).rejects.toMatchObject({
      code: 'corpus',
      message: expect.stringMatching(/medias\/cassee\.md.*\n.*velo\/cassee\.md/u) as string,
    });
    expect(await keys()).toEqual([]);
  });

  test.each([
    [['--tout'], {}, /Unknown option.*\nusage: npm run corpus -- index/su],
    [['climat'], {}, /^usage: npm run corpus -- index/u],
    [['--partitions', 'deux'], {}, /^usage: npm run corpus -- index/u],
    [[], { SEARCH_URL: '' }, /^SEARCH_URL ne nomme aucun serveur/u],
    [[], { SEARCH_URL: 'postgres://127.0.0.1/test?schema=Débats' }, /^SEARCH_URL names a schema/u],
  ])('says what was typed or set wrong: %j %j', async (typed, settings, told) => {
    await expect(index(settings, ...typed)).rejects.toThrow(told);
  });

  test('says in one sentence that the server is away, without the password', async () => {
    const SEARCH_URL = 'postgres://bot:secret-of-ours@127.0.0.1:1/test';
    await expect(index({ CORPUS_DIR: VELO_FOLDER, SEARCH_URL })).rejects.toMatchObject({
      code: 'search',
      message: expect.not.stringMatching(/secret-of-ours|\n/u) as string,
    });
  });

  test('that is killed leaves what was there whole, and goes on where it was when it is asked again', async () => {
    const folder = folderWith({});
    cpSync(REAL_FOLDER, folder, { recursive: true });
    const settings = { CORPUS_DIR: folder, SEARCH_URL: url };
    await index(settings);
    const place = { schema, debate: '' };
    const retriever = new PostgresRetriever(connection, place);
    const before = await retriever.search({ text: 'réputation', limit: 5 });
    // Another lexicon has all of it built anew.
    writeFileSync(join(folder, 'lexicon.yaml'), '- words: [réputation, vélocipède]\n');
    const program = [PROGRAM, 'corpus', 'index'];
    const child = spawn(process.execPath, program, { env: settings, stdio: 'ignore' });
    const ended = once(child, 'exit');
    const begun = async () => {
      const sql = `SELECT generation FROM ${schema}.generations ORDER BY generation`;
      return (await connection.session((query) => query(sql))).map((row) => row['generation']);
    };
    while ((await begun()).length < 2 && child.exitCode === null) await wait(2);
    child.kill('SIGKILL');
    expect((await ended)[1]).toBe('SIGKILL');
    expect(await retriever.search({ text: 'réputation', limit: 5 })).toEqual(before);
    const [, next] = await begun();
    expect(await index(settings)).toEqual([expect.stringMatching(/^construit, .*, édition 2$/u)]);
    expect(await begun()).toEqual([next]);
    expect((await retriever.search({ text: 'vélocipède', limit: 5 })).total).toBe(before.total);
  });
});
