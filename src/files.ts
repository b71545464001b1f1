import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CorpusFile } from './corpus/decode.ts';
import { BotError } from './errors.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
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

/** What was kept under `key` (a corpus hash) by this version of the parser, or null. */
export function readKept(key: string): string | null {
  const path = keptAt(key);
  if (!existsSync(path)) return null;
  const [checksum = '', ...rest] = readFileSync(path, 'utf8').split('\n');
  const text = rest.join('\n');
  return checksumOf(text) === checksum ? text : null;
}

/** Keeps text under `key`; a folder that cannot be written costs the next start its time and no more. */
export function keep(key: string, text: string): void {
  const path = keptAt(key);
  const unfinished = `${path}.${process.pid}`;
  try {
    mkdirSync(CACHE, { recursive: true });
    writeFileSync(unfinished, `${checksumOf(text)}\n${text}`);
    renameSync(unfinished, path);
  } catch {
    // Read-only installations are usual and lose nothing but the few milliseconds of parsing.
  }
}

/** The parser's own files are part of the name: what another version parsed is not taken for this one's. */
function keptAt(key: string): string {
  const hash = createHash('sha256').update(key);
  const parser = fileURLToPath(new URL('corpus', import.meta.url));
  for (const name of readdirSync(parser).toSorted()) hash.update(readFileSync(join(parser, name)));
  return join(CACHE, `corpus-${hash.digest('hex').slice(0, 32)}.json`);
}

function checksumOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
