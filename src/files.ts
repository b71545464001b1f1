import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  watch,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PromptFile } from './answer/prompt.ts';
import type { CorpusFile } from './corpus/decode.ts';
import { BotError } from './errors.ts';

const SOURCE = fileURLToPath(new URL('.', import.meta.url));
const ROOT = join(SOURCE, '..');
const README = 'README.md';
const LEXICON = 'lexicon.yaml';
/** Nothing there is worth keeping: `npm ci` empties it. */
const CACHE = join(ROOT, 'node_modules', '.cache', 'debat-bot');

/** The files of a corpus folder, unread. */
export interface CorpusFolder {
  readonly works: readonly CorpusFile[];
  readonly lexicon: CorpusFile | null;
  /** SHA-256, in hexadecimal, of every name and byte of them. */
  readonly hash: string;
}

/** Reads a folder of works; throws a BotError that names the folder when it cannot be read. */
export function readCorpusFolder(folder: string): CorpusFolder {
  const names = namesIn(folder).toSorted();
  const works = names
    .filter((name) => name.endsWith('.md') && name !== README)
    .map((name) => readCorpusFile(folder, name));
  const lexicon = names.includes(LEXICON) ? readCorpusFile(folder, LEXICON) : null;
  const hash = hashOf([...works, ...(lexicon === null ? [] : [lexicon])]);
  return { works, lexicon, hash };
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (cause) {
    throw new BotError(
      'corpus',
      `cannot read the corpus folder ${folder}: set CORPUS_DIR to the folder of the works`,
      { cause },
    );
  }
}

function readCorpusFile(folder: string, name: string): CorpusFile {
  const path = join(folder, name);
  try {
    return { name: path, bytes: readFileSync(path) };
  } catch (cause) {
    throw new BotError('corpus', `cannot read ${path}: check that it is a readable file`, {
      cause,
    });
  }
}

function hashOf(files: readonly CorpusFile[]): string {
  const hash = createHash('sha256');
  for (const { name, bytes } of files) {
    // The length tells where a file ends, so that no two folders look alike.
    hash.update(`${name.replace(/^.*[/\\]/u, '')} ${bytes.length}\n`).update(bytes);
  }
  return hash.digest('hex');
}

/** Makes the folder of a file where there is none, for this user alone. */
export function makeFolderOf(path: string): void {
  const folder = dirname(path);
  if (existsSync(folder)) return;
  // One by one: `recursive` of Node never ends where a folder exists and takes no other, as in /proc.
  makeFolderOf(folder);
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (fault) {
    // Another process may have made it meanwhile.
    if (!existsSync(folder)) throw fault;
  }
}

/** Calls `changed` after something in a folder changed; the function it returns stops that. */
export function watchFolder(folder: string, changed: () => void): () => void {
  const watcher = watch(folder, changed);
  return () => {
    watcher.close();
  };
}

/** Where the model's prompts are, and how their names end. */
const PROMPTS = 'prompts';
const PROMPT_ENDING = '.fr.md';

/** Every prompt of the program; throws a BotError when the folder cannot be read. */
export function readPrompts(): readonly PromptFile[] {
  const folder = join(ROOT, PROMPTS);
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith(PROMPT_ENDING))
      .toSorted()
      .map((name) => ({
        name: `${PROMPTS}/${name}`,
        text: readFileSync(join(folder, name), 'utf8'),
      }));
  } catch (cause) {
    throw new BotError('configuration', `cannot read the prompts in ${folder}`, { cause });
  }
}

/** The text of a raw source, or null where there is none. */
export function readRawSource(folder: string, name: string): string | null {
  const path = join(folder, name);
  return existsSync(path) ? readFileSync(path, 'utf8') : null;
}

/** The text of any file a person names; throws a BotError when it cannot be read. */
export function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new BotError('usage', `cannot read ${path}`, { cause });
  }
}

/** What is kept from one start to the next, and the folders whose code decides what it looks like. */
const KEPT = {
  corpus: { ending: 'json', madeBy: ['corpus', 'debate', 'text'] },
  index: { ending: 'bin', madeBy: ['retrieval', 'debate', 'text'] },
} as const;
type Kept = keyof typeof KEPT;

/** What was kept under `key` (a corpus hash) by this version of the parser, or null. */
export function readKept(key: string): string | null {
  return readWhole('corpus', key)?.toString('utf8') ?? null;
}

/** Keeps text under `key`. */
export function keep(key: string, text: string): void {
  writeWhole('corpus', key, [Buffer.from(text)]);
}

/** The index that was kept under `key` (a corpus hash) by this version of the search, or null. */
export function readKeptIndex(key: string): Uint8Array | null {
  return readWhole('index', key);
}

/** Where the index of `key` is kept. */
export function indexPath(key: string): string {
  return keptAt('index', key);
}

/** Keeps an index under `key`, the parts of it one after another. */
export function keepIndex(key: string, parts: readonly Uint8Array[]): void {
  writeWhole('index', key, parts);
}

/** Bytes of a SHA-256 checksum, which stands before what it guards. */
const CHECKSUM_BYTES = 32;

/** Null where nothing was kept, or where it was damaged since. */
function readWhole(kind: Kept, key: string): Buffer | null {
  const path = keptAt(kind, key);
  const bytes = readIfThere(path);
  if (bytes === null) return null;
  markUsed(path);
  const kept = bytes.subarray(CHECKSUM_BYTES);
  return checksumOf([kept]).equals(bytes.subarray(0, CHECKSUM_BYTES)) ? kept : null;
}

/** A folder that cannot be written costs the next start its time and no more. */
function writeWhole(kind: Kept, key: string, parts: readonly Uint8Array[]): void {
  const path = keptAt(kind, key);
  const unfinished = `${path}.${process.pid}`;
  try {
    mkdirSync(CACHE, { recursive: true });
    const file = openSync(unfinished, 'w');
    for (const part of [checksumOf(parts), ...parts]) writeFileSync(file, part);
    closeSync(file);
    renameSync(unfinished, path);
    forgetOldest(kind);
  } catch {
    // Read-only installations are usual and lose nothing but the time of making it again.
  }
}

/** How many of each kind are kept: the corpora that several processes of one machine may serve. */
const MOST_KEPT = 8;

/** Lets go of those that were longest not used, and of what a process left unfinished as long ago. */
function forgetOldest(kind: Kept): void {
  const used = readdirSync(CACHE)
    .filter((name) => name.startsWith(`${kind}-`))
    .map((name) => join(CACHE, name))
    .map((path) => ({ path, usedMs: statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0 }))
    .sort((a, b) => b.usedMs - a.usedMs);
  // Another process may have let go of it first; who is reading it reads on.
  for (const { path } of used.slice(MOST_KEPT)) rmSync(path, { force: true });
}

function readIfThere(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch {
    return null;
  }
}

function markUsed(path: string): void {
  try {
    const now = new Date();
    utimesSync(path, now, now);
  } catch {
    // A folder that cannot be written is never tidied either.
  }
}

/** The code is part of the name: what another version made is not taken for this one's. */
function keptAt(kind: Kept, key: string): string {
  const { ending, madeBy } = KEPT[kind];
  const hash = createHash('sha256').update(key);
  for (const folder of madeBy) {
    const path = join(SOURCE, folder);
    for (const name of readdirSync(path).toSorted()) hash.update(readFileSync(join(path, name)));
  }
  return join(CACHE, `${kind}-${hash.digest('hex').slice(0, 32)}.${ending}`);
}

function checksumOf(parts: readonly Uint8Array[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}
