import { unzipSync, zipSync } from 'fflate';
import { createDispatch } from '../fixtures/making.ts';
import { cleared } from '../../src/conversation/composer.ts';
import { checkWork } from '../../src/corpus/check.ts';
import { formatFault } from '../../src/corpus/faults.ts';
import { parseCorpus } from '../../src/corpus/parse.ts';
import { readRawText } from '../../src/corpus/raw/raw-text.ts';
import type { Corpus } from '../../src/debate/passage.ts';
import { commandNames } from '../../src/platforms/slack/view/blocks.ts';
import { Renderer } from '../../src/platforms/slack/view/render.ts';
import { readCorpusFolder } from '../../src/running/files.ts';
import { createRetriever } from '../../src/search/retriever.ts';
import { HOSTILE_FOLDER, TOWN_FOLDER, TOWN_RAW_FOLDER } from '../fixtures/corpora.ts';
import { readsOrRefuses, SOUND } from '../import/sound-files.ts';
import type { Door } from './door.ts';
import { damaged } from './hostile.ts';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDERS = [TOWN_FOLDER, HOSTILE_FOLDER].map(readCorpusFolder);
const BESIDE = ['debate', 'voices', 'lexicon'] as const;
const QUESTIONS = [
  '/debat voitures',
  '/position diallo',
  '/comparer diallo ; conseil',
  '/carte',
  '/qui-repond',
  '/citation',
];
const ADDRESS = { platform: 'test', workspace: null, channel: null, person: null };
const WHOLE = { shownTo: 'everyone', isOwned: false, sharedBy: null } as const;

/** Files of a corpus: read, or every fault told; what is read is quoted as it stands. */
export const corpusFiles: Door = {
  name: 'corpus files',
  strikes: 40,
  open: () => Promise.resolve({ strike: strikeCorpus, close: () => Promise.resolve() }),
};

async function strikeCorpus(seed: number): Promise<void> {
  const whole = FOLDERS[seed % FOLDERS.length];
  if (whole === undefined) throw new Error('there is no corpus');
  const named = BESIDE[seed % BESIDE.length] ?? 'debate';
  const beside = whole[named];
  const hit = seed % whole.works.length;
  const other = whole.works[(seed + 1) % whole.works.length]?.bytes ?? new Uint8Array();
  const files =
    seed % 4 === 0 && beside !== null
      ? { ...whole, [named]: { ...beside, bytes: damaged(beside.bytes, other, seed) } }
      : {
          ...whole,
          works: whole.works.map((file, at) =>
            at === hit ? { ...file, bytes: damaged(file.bytes, other, seed) } : file,
          ),
        };
  const { value, faults } = parseCorpus(files);
  if ((value === null) !== faults.length > 0) throw new Error('neither read nor refused');
  for (const fault of faults) formatFault(fault);
  if (value === null) return;
  for (const work of value.works) await compareWithRaw(work, seed);
  await quote(value.corpus, QUESTIONS[seed % QUESTIONS.length] ?? '/citation');
}

async function compareWithRaw(work: Parameters<typeof checkWork>[0], seed: number): Promise<void> {
  const sound = readFileSync(join(TOWN_RAW_FOLDER, 'conseil.txt'));
  const { raw } = await readRawText('conseil.txt', damaged(sound, sound, seed));
  if (raw !== null) for (const fault of checkWork(work, raw).faults) formatFault(fault);
}

/** Throws where an answer cannot be made, or the gate refuses what was made of it. */
async function quote(corpus: Corpus, question: string): Promise<void> {
  const rethrow = (fault: unknown): string => {
    throw fault;
  };
  const knowledge = { corpus, retriever: createRetriever(corpus), choose: null };
  const dispatch = createDispatch({ ...knowledge, today: () => '2026-11-22' }, rethrow);
  const [command = '', ...text] = question.slice(1).split(' ');
  const answer = await dispatch({ address: ADDRESS, command, input: { text: text.join(' ') } });
  const look = new Renderer(commandNames(''));
  const render = (each: typeof answer) => look.render(each, WHOLE);
  cleared(answer, { render, read: look.read }, rethrow);
}

/** Files that somebody brings: read word for word, or refused in one sentence. */
export const importFiles: Door = {
  name: 'import files',
  strikes: 40,
  open: () => Promise.resolve({ strike: strikeImport, close: () => Promise.resolve() }),
};

async function strikeImport(seed: number): Promise<void> {
  const sample = SOUND[seed % SOUND.length];
  const [, , other = new Uint8Array()] = SOUND[(seed * 7 + 3) % SOUND.length] ?? [];
  if (sample === undefined) throw new Error('there is no file');
  const [format, name, bytes] = sample;
  await readsOrRefuses(format, name, damagedWithin(bytes, other, seed));
}

/** What is in an archive is damaged before it is packed again, or the archive itself. */
function damagedWithin(bytes: Uint8Array, other: Uint8Array, seed: number): Uint8Array {
  const isArchive = bytes[0] === 0x50 && bytes[1] === 0x4b;
  if (!isArchive || seed % 2 === 0) return damaged(bytes, other, seed);
  const files = unzipSync(bytes);
  const names = Object.keys(files);
  const name = names[seed % names.length] ?? '';
  return zipSync({ ...files, [name]: damaged(files[name] ?? new Uint8Array(), other, seed) });
}
