import { createHash } from 'node:crypto';
import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { watchFolder } from './files.ts';

const SOURCE = fileURLToPath(new URL('..', import.meta.url));
/** Nothing there is worth keeping: `npm ci` empties it. */
const CACHE = join(SOURCE, '..', 'node_modules', '.cache', 'debat-bot');
/** A file written there asks for the corpus to be read again. */
const RELOADS = join(CACHE, 'reloads');

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
} as const;
type Kept = keyof typeof KEPT;

/** Bytes of a SHA-256 checksum, which stands before what it guards. */
const CHECKSUM_BYTES = 32;

/** What this version of the program kept under `key` (a corpus hash); null where it is not there or damaged. */
export function readKept(kind: Kept, key: string): Buffer | null {
  const path = keptPath(kind, key);
  const bytes = attempt(() => readFileSync(path));
  if (bytes === null) return null;
  const kept = bytes.subarray(CHECKSUM_BYTES);
  return checksumOf([kept]).equals(bytes.subarray(0, CHECKSUM_BYTES)) ? kept : null;
}

/**
 * Keeps bytes under `key`, the parts of them one after another. Read-only installations are usual, and
 * lose nothing but the time of making it again.
 */
export function keep(kind: Kept, key: string, parts: readonly Uint8Array[]): void {
  const path = keptPath(kind, key);
  const unfinished = `${path}.${process.pid}`;
  attempt(() => {
    mkdirSync(CACHE, { recursive: true });
    const file = openSync(unfinished, 'w');
    for (const part of [checksumOf(parts), ...parts]) writeFileSync(file, part);
    closeSync(file);
    renameSync(unfinished, path);
    forgetOldest(kind);
  });
}

/** How many of each kind are kept: several processes of one machine may serve as many corpora. */
const MOST_KEPT = 8;

/** Lets go of those longest unused, and of what a process left unfinished as long ago. */
function forgetOldest(kind: Kept): void {
  const names = readdirSync(CACHE).filter((name) => name.startsWith(`${kind}-`));
  const used = names.map((name) => ({ name, usedMs: lastUsedMs(join(CACHE, name)) }));
  const oldest = used.sort((a, b) => b.usedMs - a.usedMs).slice(MOST_KEPT);
  // Another process may have let go of it first; who is reading it reads on.
  for (const { name } of oldest) rmSync(join(CACHE, name), { force: true });
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

/** Where it is kept. The code is part of the name: what another version made is not taken for this one's. */
export function keptPath(kind: Kept, key: string): string {
  const { ending, madeBy } = KEPT[kind];
  const hash = createHash('sha256').update(key);
  for (const folder of madeBy) {
    for (const path of filesIn(join(SOURCE, folder))) hash.update(readFileSync(path));
  }
  return join(CACHE, `${kind}-${hash.digest('hex').slice(0, 32)}.${ending}`);
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .toSorted();
}

function checksumOf(parts: readonly Uint8Array[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}
