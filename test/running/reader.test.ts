import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { CorpusReader, loadCorpus } from '../../src/running/reader.ts';
import {
  HOSTILE_FOLDER,
  hostileCorpus,
  REAL_FOLDER,
  realCorpus,
  TOWN_FOLDER,
  townCorpus,
} from '../fixtures/corpora.ts';
import { SOUND_WORK } from '../fixtures/works.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'debat-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function change(name: string, from: string, to: string): void {
  const path = join(folder, name);
  writeFileSync(path, readFileSync(path, 'utf8').replace(from, to));
}

test.each([
  ['the true corpus', REAL_FOLDER, realCorpus],
  ['a hostile one', HOSTILE_FOLDER, hostileCorpus],
  ['one that has everything', TOWN_FOLDER, townCorpus],
])('%s is read as it is parsed, the first time and from what was kept', async (_, from, corpus) => {
  cpSync(from, folder, { recursive: true });
  const shares: number[] = [];
  const read = () => loadCorpus({ corpusFolder: folder, showsProposed: true });
  expect(await read()).toStrictEqual(corpus);
  expect(await read()).toStrictEqual(corpus);
  await new CorpusReader({ corpusFolder: folder, showsProposed: true }).read((share) =>
    shares.push(share),
  );
  expect(shares).toEqual([]);
});

test('S7: a work of 20,000 empty headings is one line of what is told when it is read again', async () => {
  cpSync(REAL_FOLDER, folder, { recursive: true });
  const reader = new CorpusReader({ corpusFolder: folder, showsProposed: true });
  await reader.read();
  writeFileSync(join(folder, 'exemple-2013.md'), SOUND_WORK + '## \n\n'.repeat(20_000));
  await expect(reader.read()).rejects.toThrow(
    /^[^\n]*exemple-2013\.md:[^\n]* et 19\u202F990\u00A0autres$/u,
  );
});

test('S17: of many works, only the one that changed is parsed again', async () => {
  cpSync(REAL_FOLDER, folder, { recursive: true });
  const reader = new CorpusReader({ corpusFolder: folder, showsProposed: true });
  const before = await reader.read();
  change('kabla-2012.md', 'Thèse : ', 'Thèse : Dit autrement, ');
  const parsed: number[] = [];
  const after = await reader.read((share) => parsed.push(share));
  expect(parsed).toHaveLength(1);
  expect(after.hash).not.toBe(before.hash);
  const isSame = after.passages.map((passage, place) => passage === before.passages[place]);
  const isOfOthers = after.passages.map(({ source }) => source.id !== 'kabla-2012');
  expect(isSame).toEqual(isOfOthers);
});

test('who is declared under another name has it in works that did not change', async () => {
  cpSync(TOWN_FOLDER, folder, { recursive: true });
  const reader = new CorpusReader({ corpusFolder: folder, showsProposed: true });
  const [voice] = (await reader.read()).voices;
  if (voice === undefined) throw new Error('the town declares nobody');
  change('voices.yaml', voice.name, 'Zoé Autre');
  change('voices.yaml', 'aliases: [', `aliases: [${voice.name}, `);
  const names = (await reader.read()).passages.map((passage) => passage.voice.name);
  expect(names).toContain('Zoé Autre');
  expect(names).not.toContain(voice.name);
});

test('voices keep their names where another file has a fault, and once it is mended', async () => {
  cpSync(TOWN_FOLDER, folder, { recursive: true });
  change('diallo-2024.md', 'author: Aïssatou Diallo', 'author: Mme Diallo');
  const debate = readFileSync(join(folder, 'debate.yaml'), 'utf8');
  writeFileSync(join(folder, 'debate.yaml'), 'tilte: Faute\n');
  const read = () => loadCorpus({ corpusFolder: folder, showsProposed: true });
  const fault = await read().catch((each: unknown) => String(each));
  // The work itself is sound.
  expect(fault).toContain('debate.yaml');
  expect(fault).not.toContain('diallo-2024.md');
  writeFileSync(join(folder, 'debate.yaml'), debate);
  const { sources } = await read();
  expect(sources.map(({ author }) => author?.name)).toContain('Aïssatou Diallo');
});

test('what is written while it is read is read again: two states are never mixed', async () => {
  cpSync(REAL_FOLDER, folder, { recursive: true });
  const names = readdirSync(folder).filter((name) => name.endsWith('.md') && name !== 'README.md');
  let isWritten = false;
  const reader = new CorpusReader({ corpusFolder: folder, showsProposed: true });
  const { passages } = await reader.read(() => {
    if (isWritten) return;
    isWritten = true;
    for (const name of names) change(name, '- Thèse : ', '- Thèse : Dit autrement, ');
  });
  const changed = passages.filter(({ thesis }) => thesis?.text.startsWith('Dit autrement, '));
  expect(new Set(changed.map(({ source }) => source.id)).size).toBe(names.length);
});

test('S17: others are served while a long work is parsed', async () => {
  const start = SOUND_WORK.indexOf('## ');
  const quotations = Array.from({ length: 400 }, (_, number) =>
    SOUND_WORK.slice(start).replaceAll(/^## /gmu, `## n${number}-`),
  );
  writeFileSync(join(folder, 'dupont-2012.md'), SOUND_WORK.slice(0, start) + quotations.join('\n'));
  let served = 0;
  let isRead = false;
  const serve = () => {
    served += 1;
    if (!isRead) setImmediate(serve);
  };
  setImmediate(serve);
  const { passages } = await loadCorpus({ corpusFolder: folder, showsProposed: true });
  isRead = true;
  expect(passages.length).toBeGreaterThan(400);
  expect(served).toBeGreaterThan(passages.length / 50);
});

test('theses that no person has read are left out where they are not to be shown', async () => {
  cpSync(REAL_FOLDER, folder, { recursive: true });
  change('kabla-2012.md', 'Thèse : ', 'Thèse proposée : ');
  const shown = await loadCorpus({ corpusFolder: folder, showsProposed: true });
  const read = await loadCorpus({ corpusFolder: folder, showsProposed: false });
  const proposed = ({ passages }: typeof shown) =>
    passages.filter(({ thesis }) => thesis?.isRead === false).length;
  expect([proposed(shown), proposed(read)]).toEqual([1, 0]);
  expect(read.hash).not.toBe(shown.hash);
});
