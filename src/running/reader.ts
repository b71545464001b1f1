import { setImmediate as othersServed } from 'node:timers/promises';
import type { Steps } from '../corpus/quotations.ts';
import type { CorpusFile } from '../corpus/decode.ts';
import { formatFault, type Parsed } from '../corpus/faults.ts';
import type { FilesBeside } from '../corpus/parse.ts';
import { fromSnapshot, toSnapshot } from '../corpus/snapshot.ts';
import { corpusOf, type ParsedBeside, type ReadWork, type WorkContent } from '../corpus/whole.ts';
import type { Corpus, KnownVoice } from '../debate/passage.ts';
import { BotError } from '../errors.ts';
import { Cache } from './cache.ts';
import {
  contentHash,
  contentHashes,
  corpusHash,
  corpusPathsIn,
  corpusStateIn,
  readCorpusFile,
  readFilesBeside,
} from './files.ts';

/** Which corpus, and what of it. */
export interface CorpusChoice {
  readonly corpusFolder: string;
  /** Whether theses that no person has read yet are a part of it. */
  readonly showsProposed: boolean;
  /** Where its pages are, ending in a slash; null or absent where nobody shows them. */
  readonly publicUrl?: string | null;
}

/** The corpus in a folder; throws a BotError as a reader does. */
export function loadCorpus(choice: CorpusChoice): Promise<Corpus> {
  return new CorpusReader(choice).read();
}

/** How often a corpus is read that changes while it is read; whoever goes on writing asks again. */
const MOST_TRIES = 5;

/**
 * Reads the corpus of a folder as often as it is asked to. A work is known by what its file holds: it is
 * parsed when no reading before met it, in this process or in an earlier one.
 */
export class CorpusReader {
  readonly cache: Cache;
  readonly #choice: CorpusChoice;
  /** Where the pages of what is being read are. */
  #site: string | null = null;
  /** What the last reading found, by what it is known by. */
  #works: ReadonlyMap<string, WorkContent> = new Map();

  constructor(choice: CorpusChoice) {
    this.#choice = choice;
    this.cache = new Cache(choice.corpusFolder);
  }

  /**
   * The corpus as it lies on the disk now; others are served while it is read, and `told` hears what share
   * of the works that is, after each that is parsed. Rejects with a BotError that holds every fault of
   * every file: a corpus is whole or is not opened.
   */
  read(told: (share: number) => void = () => undefined): Promise<Corpus> {
    return unchanging(this.#choice.corpusFolder, () => this.#readOnce(told));
  }

  async #readOnce(told: (share: number) => void): Promise<Corpus> {
    const folder = await openFolder(this.#choice, this.cache);
    const { beside, workCount } = folder;
    const site = siteOf(beside, this.#choice);
    if (site !== this.#site) this.#works = new Map();
    this.#site = site;
    const found: FoundWork[] = [];
    for (const { path, file, key } of folder.works()) {
      const work = await this.#work(key, file, beside.voices.value ?? []);
      found.push({ path, key, work });
      if (work.value === null || Buffer.isBuffer(work.value)) {
        told(found.length / workCount);
      }
      await othersServed();
    }
    const { works, parsed } = await allOf(found, site);
    const corpus = folder.corpusOf(parsed, works.keys());
    this.#works = works;
    return corpus;
  }

  async #work(
    key: string,
    file: CorpusFile,
    voices: readonly KnownVoice[],
  ): Promise<FoundWork['work']> {
    const value = this.#works.get(key);
    if (value !== undefined) return { value, faults: [] };
    const { snapshot, isParsed } = await snapshotOf(file, key, voices, this.cache);
    if (snapshot.value === null || isParsed) return snapshot;
    return { value: fromSnapshot(snapshot.value.toString(), this.#site), faults: [] };
  }
}

/** Reads a folder until nothing was written to it meanwhile: a fault may be of a file that was being written. */
export async function unchanging<Read>(
  folder: string,
  read: () => Promise<Read>,
  tries = MOST_TRIES,
): Promise<Read> {
  const state = corpusStateIn(folder);
  const reading = read();
  await reading.catch(() => undefined);
  const isAsItWas = corpusStateIn(folder) === state;
  return isAsItWas || tries === 1 ? reading : unchanging(folder, read, tries - 1);
}

/** The files of a folder as they are now. A work is known by what its file holds, and by the voices that name its own. */
export async function openFolder({ corpusFolder, showsProposed }: CorpusChoice, cache: Cache) {
  const paths = corpusPathsIn(corpusFolder);
  const files = readFilesBeside(paths);
  const hashes = contentHashes([files.debate, files.voices, files.lexicon]);
  const besideKey = corpusHash(hashes);
  const beside = await besideIn(cache, besideKey, files);
  // Voices give their names to those that a work writes otherwise.
  const voicesHash = files.voices === null ? '' : contentHash(files.voices);
  return {
    beside,
    workCount: paths.works.length,
    /** Each file of a work, which is read when it is its turn. */
    *works() {
      for (const path of paths.works) {
        const file = readCorpusFile(path);
        const content = contentHash(file);
        hashes.push([path, content]);
        yield { path, file, key: `${content} ${voicesHash}` };
      }
    },
    /** The corpus of all that was read, of which the cache keeps these works; throws a BotError that holds every fault. */
    corpusOf(parsed: readonly Parsed<ReadWork>[], keys: Iterable<string>): Corpus {
      const { value, faults } = corpusOf(parsed, beside, corpusHash(hashes));
      if (value === null) throw new BotError('corpus', faults.map(formatFault).join('\n'));
      cache.tidy([besideKey, ...keys]);
      return showsProposed ? value : withoutProposed(value);
    },
  };
}

/** What the files beside the works say: as the cache has it under `key`, or parsed. */
async function besideIn(cache: Cache, key: string, files: FilesBeside): Promise<ParsedBeside> {
  const kept = cache.read('corpus', key);
  if (kept !== null) return JSON.parse(kept.toString()) as ParsedBeside;
  const parsed = (await parser()).parseBeside(files);
  const isSound = Object.values(parsed).every(({ value }) => value !== null);
  if (isSound) cache.keep('corpus', key, [Buffer.from(JSON.stringify(parsed))]);
  return parsed;
}

/** The snapshot of the work of a file: as the cache has it under `key`, or of what was parsed now. */
export async function snapshotOf(
  file: CorpusFile,
  key: string,
  voices: readonly KnownVoice[],
  cache: Cache,
): Promise<{ readonly snapshot: Parsed<Buffer>; readonly isParsed: boolean }> {
  const kept = cache.read('corpus', key);
  if (kept !== null) return { snapshot: { value: kept, faults: [] }, isParsed: false };
  const parsed = await served((await parser()).parseWorkSteps(file, voices));
  if (parsed.value === null) return { snapshot: parsed, isParsed: true };
  const value = Buffer.from(toSnapshot(parsed.value));
  cache.keep('corpus', key, [value]);
  return { snapshot: { value, faults: [] }, isParsed: true };
}

/** Pages are for everybody: what some alone may know has none. */
function siteOf({ debate }: ParsedBeside, { publicUrl = null }: CorpusChoice): string | null {
  return debate.value?.tenants == null ? publicUrl : null;
}

interface FoundWork {
  readonly path: string;
  /** What it is known by. */
  readonly key: string;
  /** What it holds; the snapshot of that where it was parsed now. */
  readonly work: Parsed<WorkContent | Buffer>;
}

/**
 * The works that were found. Those parsed now come from their snapshots, and not before all are parsed:
 * else each passage would keep the text of its file in memory, and what is let go of leave holes there.
 */
async function allOf(found: readonly FoundWork[], site: string | null) {
  const works = new Map<string, WorkContent>();
  const parsed: Parsed<ReadWork>[] = [];
  for (const { path, key, work } of found) {
    if (work.value === null) {
      parsed.push(work);
      continue;
    }
    const isText = Buffer.isBuffer(work.value);
    const content = isText ? fromSnapshot(work.value.toString(), site) : work.value;
    works.set(key, content);
    parsed.push({ value: { ...content, file: path }, faults: [] });
    if (isText) await othersServed();
  }
  return { works, parsed };
}

/** Most starts parse nothing. */
function parser() {
  return import('../corpus/parse.ts');
}

/** Steps between two moments in which others are served: a hundredth of a second of parsing at most. */
const STEPS_AT_ONCE = 32;

async function served<Result>(steps: Steps<Result>): Promise<Result> {
  for (let count = 1; ; count += 1) {
    const { done, value } = steps.next();
    if (done === true) return value;
    if (count % STEPS_AT_ONCE === 0) await othersServed();
  }
}

/** Another corpus, under another hash: nothing can be shown or found that it does not hold. */
export function withoutProposed<Part extends Pick<Corpus, 'hash' | 'passages'>>(
  corpus: Part,
): Part {
  const passages = corpus.passages.map((passage) =>
    passage.thesis?.isRead === false ? { ...passage, thesis: null } : passage,
  );
  return { ...corpus, hash: `${corpus.hash}-read`, passages };
}
