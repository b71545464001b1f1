import { createHash, hash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { watchFolder } from './files.ts';
import { putAtOnce } from './disk.ts';

const SOURCE = fileURLToPath(new URL('..', import.meta.url));
/** Nothing there is worth keeping: `npm ci` empties it. */
const CACHE = join(SOURCE, '..', 'node_modules', '.cache', 'debat-bot');
/** A file written there asks for the corpus to be read again. */
const RELOADS = join(CACHE, 'reloads');
const CORPORA = join(CACHE, 'corpora');

/** Asks the processes that serve from this folder of the program to read their corpus again. */
export function askForReload(): void {
  mkdirSync(RELOADS, { recursive: true });
  writeFileSync(join(RELOADS, 'asked'), '');
}

/** Calls `asked` when a reload is asked for; the function it returns stops that. */
export function watchReloads(asked: () => void): () => void {
  attempt(() => mkdirSync(RELOADS, { recursive: true }));
  return attempt(() => watchFolder(RELOADS, asked)) ?? (() => undefined);
}

/** What is kept from one start to the next, and the folders whose code decides what it looks like. */
const KEPT = {
  corpus: { ending: 'json', madeBy: ['corpus', 'debate', 'french'] },
  index: { ending: 'bin', madeBy: ['search', 'debate', 'french'] },
  /** By the model that made them, and what each passage says: our code has no part in them. */
  vectors: { ending: 'bin', madeBy: [] },
} as const;
type Kept = keyof typeof KEPT;

/** Bytes of a SHA-256 checksum, which stands before what it guards. */
const CHECKSUM_BYTES = 32;
/** How many corpora there are files of: a house has fifty debates, and tests of one machine as many of their own. */
const MOST_CORPORA = 512;
/** And indexes of each: with proposed theses and without, and the one before. */
const MOST_INDEXES = 3;
/** Written anew whenever the corpus of a folder is read. */
const USED = 'used';

/** What is kept of the corpus of a folder. */
export class Cache {
  readonly #folder: string;

  constructor(corpusFolder: string) {
    this.#folder = join(CORPORA, hash('sha256', resolve(corpusFolder)).slice(0, 16));
  }

  /** What this version of the program kept under `key`; null where it is not there or damaged. */
  read(kind: Kept, key: string): Buffer | null {
    const path = this.path(kind, key);
    const bytes = attempt(() => readFileSync(path));
    if (bytes === null) return null;
    const kept = bytes.subarray(CHECKSUM_BYTES);
    return checksumOf([kept]).equals(bytes.subarray(0, CHECKSUM_BYTES)) ? kept : null;
  }

  /**
   * Keeps bytes under `key`, the parts of them one after another. Read-only installations are usual, and
   * lose nothing but the time of making it again.
   */
  keep(kind: Kept, key: string, parts: readonly Uint8Array[]): void {
    attempt(() => putAtOnce(this.path(kind, key), [checksumOf(parts), ...parts]));
  }

  /** Lets go of every work but these, and of the indexes and corpora longest unused. */
  tidy(works: readonly string[]): void {
    const used = new Set(works.map((key) => this.path('corpus', key)));
    attempt(() => {
      // Reading a folder does not always tell the disk that it is used.
      writeFileSync(join(this.#folder, USED), '');
      forget(pathsIn(this.#folder, 'corpus').filter((path) => !used.has(path)));
      forget(oldestOf(pathsIn(this.#folder, 'index'), lastUsedMs, MOST_INDEXES));
      forget(oldestOf(pathsIn(CORPORA), (folder) => lastUsedMs(join(folder, USED)), MOST_CORPORA));
    });
  }

  /** Where it is kept. The code is part of the name: what another version made is not taken for this one's. */
  path(kind: Kept, key: string): string {
    const { ending } = KEPT[kind];
    const name = hash('sha256', [...codeHashesOf(kind), key].join(' ')).slice(0, 32);
    return join(this.#folder, `${kind}-${name}.${ending}`);
  }
}

/** The version of the program that lays indexes out, wherever they are kept. */
export function indexVersion(): string {
  return hash('sha256', codeHashesOf('index').join(' ')).slice(0, 32);
}

function codeHashesOf(kind: Kept): readonly string[] {
  return KEPT[kind].madeBy.map(codeHashOf);
}

/** What a folder holds, or what it holds of one kind. */
function pathsIn(folder: string, kind = ''): string[] {
  const names = readdirSync(folder).filter((name) => name.startsWith(kind));
  return names.map((name) => join(folder, name));
}

/** All but the `most` last used of these files or folders. */
function oldestOf(paths: readonly string[], usedMs: (path: string) => number, most: number) {
  const used = paths.map((path) => ({ path, usedMs: usedMs(path) }));
  const oldest = used.sort((a, b) => b.usedMs - a.usedMs).slice(most);
  return oldest.map(({ path }) => path);
}

/** Another process may have let go of it first; who is reading it reads on. */
function forget(paths: readonly string[]): void {
  for (const path of paths) rmSync(path, { force: true, recursive: true });
}

/** When a file was last read or written, as far as the disk tells. */
function lastUsedMs(path: string): number {
  const stats = statSync(path, { throwIfNoEntry: false });
  return Math.max(stats?.atimeMs ?? 0, stats?.mtimeMs ?? 0);
}

/** What it gives, or null where the disk refuses: nothing kept is needed. */
function attempt<Result>(act: () => Result): Result | null {
  try {
    return act();
  } catch {
    return null;
  }
}

/** By folder of the source: both kinds are made by some of the same. */
const codeHashes = new Map<string, string>();

function codeHashOf(folder: string): string {
  const known = codeHashes.get(folder);
  if (known !== undefined) return known;
  const code = createHash('sha256');
  for (const path of filesIn(join(SOURCE, folder))) code.update(readFileSync(path));
  const made = code.digest('hex');
  codeHashes.set(folder, made);
  return made;
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .toSorted();
}

function checksumOf(parts: readonly Uint8Array[]): Buffer {
  const [only] = parts;
  // At once takes a third of the time.
  if (only !== undefined && parts.length === 1) return hash('sha256', only, 'buffer');
  const whole = createHash('sha256');
  for (const part of parts) whole.update(part);
  return whole.digest();
}
