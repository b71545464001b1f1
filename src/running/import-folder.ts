import {
  closeSync,
  existsSync,
  fsyncSync,
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

/** The bytes of a file; null where there is none. Throws a BotError where it cannot be read. */
export function bytesOf(path: string): Uint8Array | null {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return null;
  // Reading from a pipe or a device may never end.
  if (!stats.isFile()) throw new BotError('usage', `${path} n’est pas un fichier`);
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new BotError('usage', `${path} ne peut pas être lu : vérifiez ses droits`, { cause });
  }
}

export function textAt(path: string): string | null {
  const bytes = bytesOf(path);
  return bytes === null ? null : new TextDecoder().decode(bytes);
}

/** Takes away a file that was made for nothing. */
export function removeFile(path: string): void {
  rmSync(path, { force: true });
}

/** Writes a file all at once, and its folder where there is none: whoever stops this finds the old or the new. */
export function putFile(folder: string, name: string, content: string | Uint8Array): void {
  const path = join(folder, name);
  const beside = `${path}.${process.pid}.new`;
  try {
    mkdirSync(folder, { recursive: true });
    const file = openSync(beside, 'w');
    writeFileSync(file, content);
    fsyncSync(file);
    closeSync(file);
    renameSync(beside, path);
  } catch (cause) {
    const message = `${path} ne peut pas être écrit : vérifiez la place et les droits du dossier`;
    throw new BotError('corpus', message, { cause });
  } finally {
    if (existsSync(beside)) rmSync(beside, { force: true });
  }
}
