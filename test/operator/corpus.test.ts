import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, rmdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { BotError } from '../../src/errors.ts';
import { watchReloads } from '../../src/running/cache.ts';
import { loadCorpus } from '../../src/running/reader.ts';
import { corpusCommand } from '../../src/operator/corpus.ts';
import { HOSTILE_FOLDER, RAW_FOLDER, REAL_FOLDER } from '../fixtures/corpora.ts';
import { alone, folderWith } from '../fixtures/folder.ts';
import { TestScreen } from '../fixtures/screen.ts';
import { SOUND_RAW, SOUND_WORK, changed } from '../fixtures/works.ts';
import { zipOf } from '../import/zip.ts';

async function check(folder: string, ...options: string[]) {
  const output = new TestScreen();
  return {
    code: await corpusCommand(['check', ...options], alone(folder), { output }),
    said: output.text,
  };
}

const QUOTED = 'Et vous ne regrettez pas le temps passé à la remplir ?';
const TOPICS = '- Thèmes : retour sur investissement';
const THESIS = '- Thèse : On';
const SOUND = { 'exemple-2013.md': SOUND_WORK };

describe('corpus reload', () => {
  test('reads the corpus, then asks whoever serves to read it', async () => {
    const { promise, resolve } = Promise.withResolvers<unknown>();
    const stop = watchReloads(() => {
      resolve(null);
    });
    const output = new TestScreen();
    expect(await corpusCommand(['reload'], alone(HOSTILE_FOLDER), { output })).toBe(0);
    await promise;
    stop();
    expect(output.text).toContain('18\u00A0passages');
    expect(output.text).toContain('relecture demandée');
  });

  test('asks nothing of anybody when the corpus is not whole', async () => {
    const output = new TestScreen();
    const faulty = folderWith({ 'faulty-2013.md': 'no front matter' });
    await expect(corpusCommand(['reload'], alone(faulty), { output })).rejects.toThrow(
      'faulty-2013.md',
    );
    expect(output.text).not.toContain('relecture');
  });
});

describe('corpus check', () => {
  test('counts what it read and names the state of the corpus', async () => {
    const { said } = await check(HOSTILE_FOLDER);
    expect(said).toMatch(/^3\u00A0œuvres, 18\u00A0passages, 2\u00A0groupes de synonymes\n/u);
    expect(said).toMatch(/^empreinte\u00A0: [0-9a-f]{64}$/mu);
  });

  test('says of every work that it was not compared when no raw texts are given', async () => {
    const { said } = await check(HOSTILE_FOLDER);
    for (const id of ['hostile-2010', 'anonyme-2012', 'jumelle-2014']) {
      expect(said).toMatch(new RegExp(`^${id}\u00A0: .* NON comparés.*aucun dossier`, 'mu'));
    }
  });

  test('tells as a fault which raw text it did not find', async () => {
    const { code, said } = await check(folderWith(SOUND), '--sources', folderWith({}));
    expect(code).toBe(1);
    expect(said).toMatch(/2\u00A0passages NON comparés.*exemple\.txt introuvable/u);
    expect(said).toMatch(/^\S*exemple-2013\.md:1:1: exemple\.txt introuvable dans \S+ — /mu);
  });

  test('says that a work which names no raw text was not compared', async () => {
    const unnamed = changed(SOUND_WORK, 'raw: exemple.txt\n', '');
    const { code, said } = await check(
      folderWith({ 'exemple-2013.md': unnamed }),
      '--sources',
      '.',
    );
    expect(code).toBe(0);
    expect(said).toMatch(/NON comparés.*n’a pas de clé raw/u);
  });

  test.each([
    ['/nope', /^--sources : \/nope n’existe pas$/u],
    [import.meta.filename, /^--sources : \S+ est un fichier, non le dossier des textes bruts$/u],
  ])('O9: is a fault of usage, in a sentence, with --sources %s', async (sources, sentence) => {
    const usage = () => check(folderWith(SOUND), '--sources', sources);
    await expect(usage()).rejects.toThrow(expect.objectContaining({ code: 'usage' }));
    await expect(usage()).rejects.toThrow(sentence);
  });

  test.each([
    ['damaged UTF-8', damaged(), 'a, à sa ligne 3, un octet qui n’est pas de l’UTF-8'],
    ['a PDF', Buffer.from(`%PDF-1.7 ${'x'.repeat(40)}\0`), 'n’est pas du texte'],
  ])(
    'says what is wrong with a raw text that is %s, and nothing else of it',
    async (_, raw, why) => {
      const sources = folderWith({ 'exemple.txt': raw });
      const { code, said } = await check(folderWith(SOUND), '--sources', sources);
      expect(code).toBe(1);
      const faults = said.match(/^\S+\.md:.*$/gmu) ?? [];
      expect(faults).toEqual([expect.stringContaining(why)]);
      expect(said).toMatch(/2\u00A0passages NON comparés/u);
    },
  );

  test.each([
    ['UTF-16 with its mark', utf16(`\uFEFF${SOUND_RAW}`)],
    ['UTF-16 without a mark', utf16(SOUND_RAW)],
    ['Windows-1252', Buffer.from(SOUND_RAW, 'latin1')],
  ])('O10: compares with a raw text in %s', async (_, raw) => {
    const sources = folderWith({ 'exemple.txt': raw });
    const { code, said } = await check(folderWith(SOUND), '--sources', sources);
    expect(said).toMatch(/2\u00A0citations comparées .* 0\u00A0faute/u);
    expect(code).toBe(0);
  });

  test('reads a raw text with the mark of UTF-8', async () => {
    const sources = folderWith({ 'exemple.txt': `\uFEFF${SOUND_RAW}` });
    expect((await check(folderWith(SOUND), '--sources', sources)).code).toBe(0);
  });

  test('compares with the raw texts it finds', async () => {
    const sources = folderWith({ 'exemple.txt': SOUND_RAW });
    const { code, said } = await check(folderWith(SOUND), '--sources', sources);
    expect(code).toBe(0);
    expect(said).toMatch(
      /2\u00A0citations comparées .* \(\d+(?:,\d)?\s% de ses caractères\), 0\u00A0faute/u,
    );
    expect(said).not.toContain('NON');
  });

  test('compares with a page as a reader sees it', async () => {
    const folder = folderWith({ 'exemple-2013.md': changed(SOUND_WORK, 'mple.txt', 'mple.html') });
    const page = SOUND_RAW.replace('<b', '&lt;b').replace('mille', '<b>mi</b>lle');
    const lines = page.split('.').map((line) => `<span>${line}.</span>`);
    const sources = folderWith({ 'exemple.html': `<nav>Menu</nav><p>${lines.join('')}` });
    const { code, said } = await check(folder, '--sources', sources);
    expect(said).toMatch(/2\u00A0citations comparées .* caractères\), 0\u00A0faute/u);
    expect(code).toBe(0);
  });

  test('names an archive that is no export of a conversation', async () => {
    const folder = folderWith({ 'exemple-2013.md': changed(SOUND_WORK, 'mple.txt', 'mple.zip') });
    const sources = folderWith({ 'exemple.zip': zipOf({ 'exemple.txt': SOUND_RAW }) });
    const { code, said } = await check(folder, '--sources', sources);
    expect(said).toContain('l’archive brute n’est pas un export de Slack — décompressez-la');
    expect(code).toBe(1);
  });

  test('tells as a fault a quotation that is not in its raw text', async () => {
    const folder = folderWith({ 'exemple-2013.md': changed(SOUND_WORK, 'trois mille', 'mille') });
    const sources = folderWith({ 'exemple.txt': SOUND_RAW });
    const { code, said } = await check(folder, '--sources', sources);
    expect(code).toBe(1);
    expect(said).toMatch(/exemple-2013\.md:21:1: mots absents du texte brut.* — /u);
  });

  test('S7: counts the like of a fault that a file has 20,000 times, in one line', async () => {
    const headings = Array.from({ length: 20_000 }, (_, at) => `## a${at}\n`);
    const { code, said } = await check(
      folderWith({ 'exemple-2013.md': SOUND_WORK + headings.join('') }),
    );
    expect(code).toBe(1);
    expect(said).toMatch(
      /^\S+:39:1: la citation « a0 » n’est pas complète — il faut.* ; de même : ligne 40, « a1 » ; .* ; et 19\u202F990\u00A0autres\n$/u,
    );
  });

  test('S7: says little of 20,000 headings without a word', async () => {
    const { code, said } = await check(
      folderWith({ 'exemple-2013.md': SOUND_WORK + '## \n\n'.repeat(20_000) }),
    );
    expect(code).toBe(1);
    expect(said).toMatch(
      /^\S+:39:1: titre « ## » vide, .* ; de même : ligne 41 ; .* ; et 19\u202F990\u00A0autres\n$/u,
    );
  });

  test('S7: tells of each place, in one line, what it names that the first one does not', async () => {
    const themes = { 'debate.yaml': 'title: Essai\nthemes:\n  autre: ce qui reste\n' };
    const { said } = await check(folderWith({ ...SOUND, ...themes }));
    const [told = '', ...others] = said.split('\n').filter((line) => line.includes(' absent de '));
    expect(others).toEqual([]);
    expect(told).toMatch(
      /:21:1: thème « [^»]+ » absent de debate\.yaml — .* ; de même : .*« [^»]+ »/u,
    );
    const names = [...told.matchAll(/« ([^»]+) »/gu)].map(([, name]) => name);
    const again = 'retour sur investissement';
    expect(names).toEqual(['fans et abonnés', again, again]);
  });

  test('S7: takes a work whose lines end as on Windows', async () => {
    const windows = SOUND_WORK.replaceAll('\n', '\r\n');
    const { code, said } = await check(folderWith({ 'exemple-2013.md': windows }));
    expect([code, said.match(/exemple-2013\.md/gu)]).toEqual([0, null]);
  });

  test.each([
    ['a pipe', 'x.md'],
    ['a pipe beside the works', 'lexicon.yaml'],
    ['a pipe beside the works', 'debate.yaml'],
  ])('S5: tells %s named %s at once', async (_, name) => {
    const folder = folderWith(SOUND);
    execFileSync('mkfifo', [join(folder, name)]);
    const fault = {
      code: 'corpus',
      message: expect.stringContaining(`${folder}/${name}`) as unknown,
    };
    await expect(check(folder)).rejects.toMatchObject(fault);
    const choice = { corpusFolder: folder, showsProposed: true };
    await expect(loadCorpus(choice)).rejects.toMatchObject(fault);
  });

  test('S5: tells a socket and a folder that are named like works at once', async () => {
    const folder = folderWith(SOUND);
    mkdirSync(join(folder, 'y.md'));
    await expect(check(folder)).rejects.toThrow(`cannot read ${folder}/y.md`);
    rmdirSync(join(folder, 'y.md'));
    const socket = createServer().listen(join(folder, 'z.md'));
    await once(socket, 'listening');
    await expect(check(folder)).rejects.toThrow(`cannot read ${folder}/z.md`);
    await once(socket.close(), 'close');
  });

  test('S5: compares with no raw text that is a pipe', async () => {
    const sources = folderWith({});
    execFileSync('mkfifo', [join(sources, 'exemple.txt')]);
    const { code, said } = await check(folderWith(SOUND), '--sources', sources);
    expect(code).toBe(1);
    expect(said).toContain('exemple.txt introuvable');
  });

  test.each([
    ['a quotation of 11 characters', QUOTED, 'Onze mots ?', 'citation de 11 caractères'],
    ['a quotation of 3,240', QUOTED, `${'A'.repeat(3_239)}.`, 'citation de 3\u202F240 car'],
    ['six themes', TOPICS, `${TOPICS}, a, b, c, d, e`, '6 thèmes'],
    ['an id of another name', 'id: exemple-2013', 'id: autre-2013', 'id « autre-2013 » n’est pas'],
    ['a voice spelt otherwise', 'un commentateur, c', 'Camile Exemple, c', 'ailleurs « Camille'],
    ['a thesis without a capital', THESIS, '- Thèse : on', 'thèse : pas de majuscule au début'],
    [
      'a thesis without a full stop',
      'n’a pas été perdu.',
      'n’a pas été perdu',
      'thèse : pas un point',
    ],
    ['a thesis of 221 characters', THESIS, `- Thèse : ${'A'.repeat(221)}`, 'plus de 220 car'],
    [
      'a thesis that names its voice',
      'aucun client',
      'un client à Exemple',
      'nomme sa propre voix',
    ],
  ])('O9: tells %s as a fault, with its place and its remedy', async (_, from, to, what) => {
    const { code, said } = await check(
      folderWith({ 'exemple-2013.md': changed(SOUND_WORK, from, to) }),
    );
    expect(code).toBe(1);
    const faults = said.match(/^\S+exemple-2013\.md:\d+:1: .* — .*$/gmu) ?? [];
    expect(faults).toEqual([expect.stringContaining(what)]);
  });

  test('O9: tells a theme that debate.yaml does not list', async () => {
    const debate = 'themes:\n  retour sur investissement: ce que cela rapporte\n';
    const { code, said } = await check(folderWith({ ...SOUND, 'debate.yaml': debate }));
    expect(code).toBe(1);
    expect(said).toMatch(
      /exemple-2013\.md:21:1: thème « fans et abonnés » absent de debate\.yaml/u,
    );
  });

  test('S7: tells the files that seem to be meant for the corpus and are not read', async () => {
    const folder = folderWith({ ...SOUND, 'Lexicon.yml': '', 'autre-2014.markdown': '' });
    for (const inside of ['vieux', '.git']) mkdirSync(join(folder, inside));
    for (const name of ['vieux/autre-2013.md', 'vieux/README.md', '.git/note.md']) {
      writeFileSync(join(folder, name), SOUND_WORK);
    }
    const { code, said } = await check(folder);
    expect(code).toBe(1);
    const told = said.split('\n').filter((line) => line.startsWith(`${folder}:1:1: `));
    expect(told.map((line) => line.slice(folder.length))).toEqual([
      expect.stringMatching(
        /^:1:1: fichier non lu : « Lexicon\.yml » — .* ; de même : « autre-2014\.markdown »$/u,
      ),
      expect.stringMatching(/^:1:1: fichier non lu : « vieux\/autre-2013\.md » — /u),
    ]);
  });

  test('tells every fault of every file', async () => {
    const folder = folderWith({
      'un.md': changed(SOUND_WORK, 'date: 2013-03', 'date: 2013-13'),
      'deux.md': '',
      'README.md': 'Ceci n’est pas une œuvre.',
      'lexicon.yaml': 'mots: x\n',
    });
    const { code, said } = await check(folder);
    expect(code).toBe(1);
    expect(said).toMatch(/deux\.md:1:1: .* — [^]*un\.md:6:1: .* — [^]*lexicon\.yaml:1:1: .* — /u);
  });

  test.each([
    [['chekc']],
    [[]],
    [['check', 'x']],
    [['check', '--raw', 'x']],
    [['check', '--sources']],
    [['reload', '--sources', 'x']],
  ])('is a fault of usage with %j', async (typed) => {
    const usage = () => corpusCommand(typed, alone(REAL_FOLDER), { output: new TestScreen() });
    await expect(usage()).rejects.toThrow(BotError);
    await expect(usage()).rejects.toThrow('usage: npm run corpus -- check [--sources FOLDER]');
  });

  test('names an option that it does not know', async () => {
    const usage = () => check(REAL_FOLDER, '--source', 'x');
    await expect(usage()).rejects.toThrow(/^Unknown option '--source'\nusage: /u);
  });

  test('is a fault of corpus where there is no such folder', async () => {
    await expect(check('/nowhere')).rejects.toThrow(/cannot read the corpus folder \/nowhere/u);
  });

  test.skipIf(!existsSync(RAW_FOLDER))(
    'finds no fault in the true corpus (needs ../shared/sources)',
    async () => {
      const { code, said } = await check(REAL_FOLDER, '--sources', RAW_FOLDER);
      expect(code).toBe(0);
      expect(said.match(/, 0\u00A0faute$/gmu)).toHaveLength(5);
      expect(said).not.toContain('NON');
    },
  );
});

function utf16(text: string): Buffer {
  return Buffer.from(text, 'utf16le');
}

/** UTF-8 of which one byte was lost. */
function damaged(): Uint8Array {
  const bytes = Buffer.from(SOUND_RAW);
  return Buffer.concat([
    bytes.subarray(0, bytes.indexOf('abonné') + 6),
    bytes.subarray(bytes.indexOf('abonné') + 7),
  ]);
}
