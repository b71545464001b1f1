import {
  chmodSync,
  closeSync,
  existsSync,
  fchmodSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { CorpusFile } from '../corpus/decode.ts';
import { BotError } from '../errors.ts';

/** The files a person names: one, or all of a folder and of those in it, in order of name. */
export function filesNamed(path: string): string[] {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) throw new BotError('usage', `${path} n’existe pas`);
  if (!stats.isDirectory()) return [path];
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((name) => !/(?:^|[/\\])\./u.test(name))
    .map((name) => join(path, name))
    .filter((name) => statSync(name).isFile())
    .toSorted();
}

/** The bytes of a file; null where there is none. Throws a BotError where it cannot be read, or has more than `most`. */
export function bytesOf(path: string, most = Infinity): Uint8Array | null {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return null;
  // Reading from a pipe or a device may never end.
  if (!stats.isFile()) throw new BotError('usage', `${path} n’est pas un fichier`);
  if (stats.size > most) throw new BotError('usage', `${path} est trop grand`);
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new BotError('usage', `${path} ne peut pas être lu : vérifiez ses droits`, { cause });
  }
}

/** Where the raw files of a debate lie unless somebody says otherwise. */
export function sourcesOf(folder: string): string {
  return `${folder.replace(/[/\\]+$/u, '')}-sources`;
}

export function textAt(path: string): string | null {
  const bytes = bytesOf(path);
  return bytes === null ? null : new TextDecoder().decode(bytes);
}

/** Whether there is such a file, and this is all that it holds. */
export function isWritten(path: string, content: string | Uint8Array): boolean {
  const bytes = bytesOf(path);
  const wanted = typeof content === 'string' ? Buffer.from(content) : content;
  return bytes !== null && Buffer.compare(bytes, wanted) === 0;
}

/** Takes away a file that was made for nothing. */
export function removeFile(path: string): void {
  rmSync(path, { force: true });
}

/**
 * Writes a file all at once, and its folder where there is none: whoever reads it, or stops this program,
 * finds the old one or the new. False, and nothing changed, where it `isWanted` no more once it is written.
 */
export function putAtOnce(
  path: string,
  parts: readonly (string | Uint8Array)[],
  isWanted = () => true,
): boolean {
  const isThere = existsSync(path);
  // Where the file is a link, what it leads to is replaced.
  const target = isThere ? realpathSync(path) : path;
  const beside = `${target}.${process.pid}.new`;
  try {
    mkdirSync(dirname(target), { recursive: true });
    const file = openSync(beside, 'w');
    try {
      if (isThere) fchmodSync(file, statSync(target).mode);
      for (const part of parts) writeFileSync(file, part);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    const isPut = isWanted();
    if (isPut) renameSync(beside, target);
    return isPut;
  } finally {
    rmSync(beside, { force: true });
  }
}

/** The names in a folder; none where there is no folder. Throws a BotError where it cannot be read. */
export function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw new BotError('usage', `${folder} ne peut pas être lu comme un dossier`, { cause });
  }
}

/** Writes a file that can be made again, and its folder where there is none; nothing waits for the disk. */
export function writePlainly(path: string, content: string | Uint8Array): void {
  try {
    writeIntoFolder(path, content);
  } catch (cause) {
    const message = `${path} ne peut pas être écrit : vérifiez la place et les droits du dossier`;
    throw new BotError('usage', message, { cause });
  }
}

/** Most files of many have others beside them: a folder is made when it is missed. */
function writeIntoFolder(path: string, content: string | Uint8Array): void {
  try {
    writeFileSync(path, content);
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code !== 'ENOENT') throw fault;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
}

/** Writes a file all at once, and its folder where there is none. */
export function putFile(folder: string, name: string, content: string | Uint8Array): void {
  const path = join(folder, name);
  try {
    putAtOnce(path, [content]);
  } catch (cause) {
    const message = `${path} ne peut pas être écrit : vérifiez la place et les droits du dossier`;
    throw new BotError('corpus', message, { cause });
  }
}

/** Puts a text in the place of a file that still is what it was; false where somebody changed it since. */
export function replaceText({ name, bytes }: CorpusFile, text: string): boolean {
  try {
    return putAtOnce(name, [text], () => readFileSync(name).equals(bytes));
  } catch (cause) {
    throw new BotError('corpus', `cannot write ${name}: check that you may`, { cause });
  }
}

/** Throws a BotError, in a sentence for whoever edits the corpus, where there is no such folder to read. */
export function requireSources(folder: string): void {
  try {
    readdirSync(folder);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const why = FOLDER_FAULTS.get(code) ?? 'ne peut pas être lu';
    throw new BotError('usage', `--sources : ${folder} ${why}`, { cause });
  }
}

const FOLDER_FAULTS: ReadonlyMap<string | undefined, string> = new Map([
  ['ENOENT', 'n’existe pas'],
  ['ENOTDIR', 'est un fichier, non le dossier des textes bruts'],
]);

/** For its owner alone. */
const PRIVATE = 0o600;

/** Makes a file where there is none, and lets its owner alone read it where this user may say so. */
export function makePrivate(path: string): void {
  // Opening a pipe that nobody reads never ends.
  if (statSync(path, { throwIfNoEntry: false })?.isFile() === false) throw new Error('not a file');
  closeSync(openSync(path, 'a', PRIVATE));
  for (const each of [path, `${path}-wal`, `${path}-shm`]) {
    try {
      if (existsSync(each)) chmodSync(each, PRIVATE);
    } catch {
      // It is another user's, or on a disk that knows no rights.
    }
  }
}

/** Which file a path leads to now, by the number the disk gave it; null where it leads to none. */
export function fileNumber(path: string): string | null {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats === undefined ? null : `${stats.dev}:${stats.ino}`;
}

/** When any of these files was last written, moved or put back, which no copying hides; null where there is none. */
export function lastChangeOf(paths: readonly string[]): number | null {
  const times = paths.flatMap((path) => statSync(path, { throwIfNoEntry: false })?.ctimeMs ?? []);
  return times.length === 0 ? null : Math.max(...times);
}
