import { hash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, watch } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PromptFile } from '../summary/prompts.ts';
import type { CorpusFile } from '../corpus/decode.ts';
import type { CorpusFiles, FilesBeside } from '../corpus/parse.ts';
import { BotError } from '../errors.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const README = 'README.md';
const LEXICON = 'lexicon.yaml';
const DEBATE = 'debate.yaml';
const VOICES = 'voices.yaml';
const OTHERS = [LEXICON, DEBATE, VOICES];

/** Where the files of a corpus lie; null are those that are not there. */
export interface CorpusPaths {
  /** In order of name. */
  readonly works: readonly string[];
  readonly debate: string | null;
  readonly voices: string | null;
  readonly lexicon: string | null;
}

/** The files of a folder that are read; throws a BotError that names the folder when it cannot be. */
export function corpusPathsIn(folder: string): CorpusPaths {
  const names = namesIn(
    folder,
    'corpus folder',
    'CORPUS_DIR to the folder of the works',
  ).toSorted();
  const works = names.filter((name) => name.endsWith('.md') && name !== README);
  const pathOf = (name: string) => (names.includes(name) ? join(folder, name) : null);
  return {
    works: works.map((name) => join(folder, name)),
    debate: pathOf(DEBATE),
    voices: pathOf(VOICES),
    lexicon: pathOf(LEXICON),
  };
}

/** What a debate of several may be called by: people type it, and addresses hold it, some of which are taken. */
const DEBATE_KEY = /^(?!(?:api|health|mcp|metrics|slack)$)[a-z0-9][a-z0-9-]{0,39}$/u;

/** Throws a BotError where no debate may be called so, as the folder is. */
export function requireDebateKey(key: string, folder: string): void {
  if (DEBATE_KEY.test(key)) return;
  throw new BotError(
    'corpus',
    `${join(folder, key)} cannot be a debate: name its folder with up to 40 lower-case letters a to z, figures and hyphens, as people are to type it, and not api, health, mcp, metrics or slack, whose addresses are taken`,
  );
}

/** The folders of a house that say by their debate.yaml that they are a debate; throws a BotError that names what cannot be read or be called so. */
export function debateFoldersIn(folder: string): readonly string[] {
  const keys = namesIn(folder, 'folder of debates', 'DEBATES_DIR to the folder of the debates')
    .filter((name) => existsSync(join(folder, name, DEBATE)))
    .toSorted();
  for (const key of keys) requireDebateKey(key, folder);
  return keys;
}

/** What the disk tells of the files of a corpus without reading them: another text once one of them is written. */
export function corpusStateIn(folder: string): string {
  const { works, ...beside } = corpusPathsIn(folder);
  return [...works, ...Object.values(beside)]
    .map((path) => {
      const stats = path === null ? undefined : statSync(path, { throwIfNoEntry: false });
      return `${path} ${stats?.ino} ${stats?.size} ${stats?.mtimeMs}`;
    })
    .join('\n');
}

/** Reads a folder of works; throws a BotError that names what cannot be read. */
export function readCorpusFolder(folder: string): CorpusFiles {
  const paths = corpusPathsIn(folder);
  const works = paths.works.map(readCorpusFile);
  const beside = readFilesBeside(paths);
  const files = [...works, beside.debate, beside.voices, beside.lexicon];
  return { works, ...beside, hash: corpusHash(contentHashes(files)) };
}

/** The files beside the works as they lie on the disk now. */
export function readFilesBeside({ debate, voices, lexicon }: CorpusPaths): FilesBeside {
  const read = (path: string | null) => (path === null ? null : readCorpusFile(path));
  return { debate: read(debate), voices: read(voices), lexicon: read(lexicon) };
}

function namesIn(folder: string, what: string, remedy: string): string[] {
  try {
    return readdirSync(folder);
  } catch (cause) {
    throw new BotError('corpus', `cannot read the ${what} ${folder}: set ${remedy}`, {
      cause,
    });
  }
}

/**
 * The files of a folder that seem to be meant for the corpus and are not read: works in folders of their
 * own, and names that are almost those that are read. Paths from the folder.
 */
export function unreadInCorpus(folder: string): readonly string[] {
  const seems = (path: string) => {
    if (/(?:^|[/\\])(?:\.|node_modules[/\\])/u.test(path)) return false;
    const name = basename(path);
    if (name !== path) return name.endsWith('.md') && name !== README;
    if (name.endsWith('.md') || OTHERS.includes(name)) return false;
    return (
      /\.(?:md|markdown)$/iu.test(name) ||
      OTHERS.includes(name.toLowerCase().replace(/\.yml$/u, '.yaml'))
    );
  };
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(seems).toSorted();
}

/** Of files that seem to be meant for the corpus, for an operator. */
export function unreadText(paths: readonly string[]): string {
  const [first = '', ...others] = paths;
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  return `${first}${more} not read: works lie in the folder itself, as <id>.md`;
}

/** One file of a corpus as it lies on the disk now; throws a BotError, at once, when it cannot be read. */
export function readCorpusFile(path: string): CorpusFile {
  try {
    return { name: path, bytes: regularBytes(path) };
  } catch (cause) {
    throw new BotError('corpus', `cannot read ${path}: check that it is a readable file`, {
      cause,
    });
  }
}

/** Reading from a pipe, a socket or a device may never end. */
function regularBytes(path: string): Buffer {
  if (!statSync(path).isFile()) throw new Error('not a file');
  return readFileSync(path);
}

/** SHA-256, in hexadecimal, of what a file holds. */
export function contentHash({ bytes }: CorpusFile): string {
  return hash('sha256', bytes);
}

/** The same of each of these files that is there, by its path. */
export function contentHashes(
  files: readonly (CorpusFile | null)[],
): [path: string, content: string][] {
  return files.flatMap((file) => (file === null ? [] : [[file.name, contentHash(file)]]));
}

/** SHA-256, in hexadecimal, of a corpus: of the name of each of its files and what it holds. */
export function corpusHash(
  files: readonly (readonly [path: string, contentHash: string])[],
): string {
  const lines = files.map(([path, content]) => `${basename(path)} ${content}\n`);
  return hash('sha256', lines.toSorted().join(''));
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

/** The version of the program, as its package says it. */
export function programVersion(): string {
  const told = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
  return told.version;
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

/** Where the style and the script of the reader's pages are. */
const PAGE_FILES = ['src/site/assets/style.css', 'src/site/browser/search.js'];

/** The files that every page of the debate is shown with, by the name they have at the root of the pages. */
export function readPageFiles(): ReadonlyMap<string, string> {
  const texts = PAGE_FILES.map(
    (path) => [basename(path), readFileSync(join(ROOT, path), 'utf8')] as const,
  );
  return new Map(texts);
}

/** The bytes of a raw source, or null where they can't be read. */
export function readRawSource(folder: string, name: string): Uint8Array | null {
  try {
    return regularBytes(join(folder, name));
  } catch {
    return null;
  }
}

/** The text of any file a person names; throws a BotError, at once, when it cannot be read. */
export function readText(path: string): string {
  try {
    return regularBytes(path).toString();
  } catch (cause) {
    throw new BotError('usage', `cannot read ${path}`, { cause });
  }
}

/** A file of a package that is installed, by the name that a module imports it by. */
export function fileOfPackage(name: string): Buffer {
  return readFileSync(fileURLToPath(import.meta.resolve(name)));
}

/** Whether there is such a file. */
export function fileExists(path: string): boolean {
  return existsSync(path);
}
