import { setImmediate as othersServed } from 'node:timers/promises';
import type { CorpusFile } from '../corpus/decode.ts';
import type { Parsed } from '../corpus/faults.ts';
import { fromSnapshot } from '../corpus/snapshot.ts';
import { type ReadWork, type WorkContent, withRelationsTo } from '../corpus/whole.ts';
import { workIn, type Corpus, type KnownVoice, type Source } from '../debate/passage.ts';
import { BotError } from '../errors.ts';
import { Cache } from './cache.ts';
import { contentHash, readCorpusFile } from './files.ts';
import {
  type CorpusChoice,
  openFolder,
  snapshotOf,
  unchanging,
  withoutProposed,
} from './reader.ts';

/** A corpus of which no more than one work is held at a time. */
export interface CorpusThrough extends Pick<Corpus, 'hash' | 'debate' | 'voices' | 'lexicon'> {
  readonly workCount: number;
  readonly passageCount: number;
  /** In the order of the corpus, as often as it is asked for: as `loadCorpus` reads them, but without pages. Throws a BotError where a file changed since. */
  readonly works: () => AsyncIterable<WorkContent>;
}

/** What is known of a file whose work is not held. */
interface FoundFile {
  readonly path: string;
  readonly key: string;
}

/**
 * Reads every file of a folder once, and throws a BotError that holds every fault of every file; what it
 * gives reads them again, work by work. `told` hears what share of the files is read.
 */
export function readThrough(
  choice: CorpusChoice,
  told: (share: number) => void = () => undefined,
): Promise<CorpusThrough> {
  return unchanging(choice.corpusFolder, () => new Walk(choice).read(told));
}

class Walk {
  readonly #choice: CorpusChoice;
  readonly #cache: Cache;
  #voices: readonly KnownVoice[] = [];
  readonly #parsed: Parsed<ReadWork>[] = [];
  /** By the id of its work. */
  readonly #found = new Map<string, FoundFile>();
  /** Passages that others are related to. */
  readonly #refs = new Set<string>();
  #passageCount = 0;

  constructor(choice: CorpusChoice) {
    this.#choice = choice;
    this.#cache = new Cache(choice.corpusFolder);
  }

  async read(told: (share: number) => void): Promise<CorpusThrough> {
    const folder = await openFolder(this.#choice, this.#cache);
    this.#voices = folder.beside.voices.value ?? [];
    let read = 0;
    for (const { file, key } of folder.works()) {
      await this.#find(file, key);
      told((read += 1) / folder.workCount);
      await othersServed();
    }
    const keys = this.#found.values().map(({ key }) => key);
    const { hash, debate, voices, lexicon, sources } = folder.corpusOf(this.#parsed, keys);
    const known = await this.#knownAmong(this.#refs);
    return {
      ...{ hash, debate, voices, lexicon },
      ...{ workCount: sources.length, passageCount: this.#passageCount },
      works: () => this.#works(sources, known),
    };
  }

  async #find(file: CorpusFile, key: string): Promise<void> {
    const snapshot = await this.#snapshotOf(file, key);
    if (snapshot.value === null) {
      this.#parsed.push(snapshot);
      return;
    }
    const { source, passages } = fromSnapshot(snapshot.value.toString());
    this.#found.set(source.id, { path: file.name, key });
    // Without its passages: they would be held.
    this.#parsed.push({ value: { source, passages: [], file: file.name }, faults: [] });
    for (const { ref } of passages.flatMap(({ relations }) => relations)) this.#refs.add(ref);
    this.#passageCount += passages.length;
  }

  /** Which of the passages that others are related to are there. */
  async #knownAmong(refs: ReadonlySet<string>): Promise<ReadonlySet<string>> {
    const works = new Set([...refs].map(workIn));
    const known = new Set<string>();
    for (const id of works) {
      const file = this.#found.get(id);
      if (file === undefined) continue;
      const { passages } = await this.#work(file);
      for (const passage of passages) if (refs.has(passage.id)) known.add(passage.id);
    }
    return known;
  }

  async *#works(
    sources: readonly Source[],
    known: ReadonlySet<string>,
  ): AsyncGenerator<WorkContent> {
    for (const { id } of sources) {
      const file = this.#found.get(id);
      if (file === undefined) continue;
      const work = await this.#work(file);
      const passages = withRelationsTo(known, work.passages);
      const shown = this.#choice.showsProposed
        ? { passages }
        : withoutProposed({ hash: '', passages });
      yield { source: work.source, passages: shown.passages };
    }
  }

  /** From the cache; a disk that keeps none is read again, where the file is still the same. */
  async #work({ path, key }: FoundFile): Promise<WorkContent> {
    const kept = this.#cache.read('corpus', key);
    if (kept !== null) return fromSnapshot(kept.toString());
    const file = readCorpusFile(path);
    const isSame = key.startsWith(`${contentHash(file)} `);
    const snapshot = isSame ? await this.#snapshotOf(file, key) : null;
    if (snapshot?.value == null) {
      throw new BotError('corpus', `${path} changed while it was read: ask again`);
    }
    return fromSnapshot(snapshot.value.toString());
  }

  async #snapshotOf(file: CorpusFile, key: string) {
    return (await snapshotOf(file, key, this.#voices, this.#cache)).snapshot;
  }
}
