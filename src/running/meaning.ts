import { hash } from 'node:crypto';
import { setImmediate as othersServed } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import type { Config } from '../config/config.ts';
import type { Corpus, Passage } from '../debate/passage.ts';
import { BotError } from '../errors.ts';
import type { Log, Meter, Time } from '../ports.ts';
import type { Cache } from './cache.ts';
import { growingWaits, readyWithin } from './work.ts';

/** Gives a vector of length 1 for each text, in order, or rejects. */
export interface Embedder {
  /** The model and its server. */
  readonly name: string;
  readonly embed: (
    texts: readonly string[],
    signal: AbortSignal,
  ) => Promise<readonly Float32Array[]>;
}

interface MeaningParts {
  readonly embedder: Embedder;
  readonly time: Time;
  readonly log: Log;
  /** Given when the process stops. */
  readonly signal: AbortSignal;
  readonly meter?: Meter | undefined;
}

/** A person waits: after so long a question is answered by its words alone. */
const LONGEST_QUESTION_MS = 800;
/** Nobody waits for those of passages. */
const LONGEST_BATCH_MS = 60_000;
/** Between two tries. */
const SHORTEST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;
const BATCH = 32;
/** Characters of a passage beyond which it is not told: small models read some 512 tokens. */
const LONGEST_TEXT = 2_000;
/** Questions whose vectors are remembered, so that the second page of an answer follows on its first. */
const REMEMBERED = 500;
const ALONE = 'questions are answered by their words alone: no vectors from';

/** The vectors of the passages of the live corpus, made in the background, and those of questions. */
export class Meaning {
  readonly #parts: MeaningParts;
  readonly #byPassage = new WeakMap<Passage, Float32Array>();
  readonly #questions = new LRUCache<string, Float32Array>({ max: REMEMBERED });
  /** Of the corpora whose passages all have vectors. */
  readonly #filled = new Set<Corpus['hash']>();
  #isTold = false;

  constructor(parts: MeaningParts) {
    this.#parts = parts;
  }

  readonly vectorOf = (passage: Passage): Float32Array | undefined => this.#byPassage.get(passage);

  /** The vector of a question of a corpus; null where it is late, fails, or passages still wait for theirs. Never rejects. */
  async ofQuestion(text: string, { hash: corpus }: Pick<Corpus, 'hash'>) {
    if (!this.#filled.has(corpus)) return null;
    const known = this.#questions.get(text);
    if (known !== undefined) return known;
    const vector = (await this.#embedded([text], LONGEST_QUESTION_MS))?.[0] ?? null;
    if (vector !== null) this.#questions.set(text, vector);
    return vector;
  }

  /** Makes the vectors that no earlier time kept, and keeps them; goes on trying until it has them, or is stopped. Never rejects. */
  async fill({ passages, hash: corpus }: Corpus, cache: Cache, stale: AbortSignal): Promise<void> {
    const { embedder, signal } = this.#parts;
    const stopping = AbortSignal.any([signal, stale]);
    const told = passages.map((passage) => ({ passage, text: textOf(passage) }));
    const texts = new Map(told.map(({ text }) => [keyOf(text), text]));
    const kept = vectorsFrom(cache.read('vectors', embedder.name));
    const vectors = new Map([...kept].filter(([key]) => texts.has(key)));
    const missing = [...texts].filter(([key]) => !vectors.has(key));
    for (const batch of batchesOf(missing)) {
      const made = await this.#insisted(
        batch.map(([, text]) => text),
        stopping,
      );
      for (const [place, vector] of made.entries()) vectors.set(batch[place]?.[0] ?? '', vector);
      if (made.length === 0) break;
      await othersServed();
    }
    if (missing.length > 0) cache.keep('vectors', embedder.name, partsOf(vectors));
    if (stopping.aborted || vectors.size < texts.size) return;
    for (const { passage, text } of told) {
      const vector = vectors.get(keyOf(text));
      if (vector !== undefined) this.#byPassage.set(passage, vector);
    }
    this.#filled.add(corpus);
  }

  /** The vectors of a batch, asked for until they come; none once it is stopped. */
  async #insisted(texts: readonly string[], stopping: AbortSignal) {
    for (const waitMs of growingWaits(SHORTEST_WAIT_MS, LONGEST_WAIT_MS)) {
      const vectors = await this.#embedded(texts, LONGEST_BATCH_MS);
      if (stopping.aborted) break;
      if (vectors !== null) return vectors;
      await this.#parts.time.wait(waitMs, stopping).catch(() => undefined);
    }
    return [];
  }

  /** Null where the server is late or fails, which is told once until it answers again. */
  async #embedded(texts: readonly string[], withinMs: number) {
    const { embedder, time, log, signal, meter } = this.#parts;
    const giveUp = new AbortController();
    let failure: unknown = null;
    const work = embedder
      .embed(texts, AbortSignal.any([signal, giveUp.signal]))
      .catch((fault: unknown) => {
        failure = fault;
        return null;
      });
    const vectors = await readyWithin(work, withinMs, time, signal);
    giveUp.abort();
    meter?.modelAsked('embeddings', vectors === null ? 'failed or late' : 'made', 0);
    if (vectors !== null) this.#isTold = false;
    else if (!this.#isTold && !signal.aborted) {
      this.#isTold = true;
      const kind = failure instanceof Error ? failure.message : 'late';
      log.warn({ model: embedder.name, kind }, `${ALONE} ${embedder.name}`);
    }
    return vectors;
  }
}

/** What of a passage is told: what it says, what it argues, and the words by which it is looked for. */
function textOf({ text, thesis, topics, searchWords }: Passage): string {
  const parts = [text, thesis?.text, topics.join(', '), searchWords.join(', ')];
  return parts
    .filter((part) => part != null && part !== '')
    .join('\n')
    .slice(0, LONGEST_TEXT);
}

function keyOf(text: string): string {
  return hash('sha256', text);
}

function batchesOf<Item>(items: readonly Item[]): Item[][] {
  const count = Math.ceil(items.length / BATCH);
  return Array.from({ length: count }, (_, at) => items.slice(at * BATCH, (at + 1) * BATCH));
}

/** The keys, each of 32 bytes, then the numbers; before them how many vectors, and of how many numbers. */
function partsOf(vectors: ReadonlyMap<string, Float32Array>): Uint8Array[] {
  const [first] = vectors.values();
  const head = Uint32Array.of(vectors.size, first?.length ?? 0);
  const keys = [...vectors.keys()].map((key) => Buffer.from(key, 'hex'));
  return [head, ...vectors.values()]
    .map(({ buffer, byteOffset, byteLength }) => {
      return new Uint8Array(buffer, byteOffset, byteLength);
    })
    .toSpliced(1, 0, ...keys);
}

function vectorsFrom(bytes: Buffer | null): Map<string, Float32Array> {
  const vectors = new Map<string, Float32Array>();
  if (bytes === null || bytes.length < 8) return vectors;
  // A copy starts where numbers of four bytes may.
  const { buffer } = Uint8Array.from(bytes);
  const [count = 0, length = 0] = new Uint32Array(buffer, 0, 2);
  if (buffer.byteLength !== 8 + count * (32 + 4 * length)) return vectors;
  const numbers = new Float32Array(buffer, 8 + 32 * count);
  for (let at = 0; at < count; at += 1) {
    const key = Buffer.from(buffer, 8 + 32 * at, 32).toString('hex');
    vectors.set(key, numbers.subarray(at * length, (at + 1) * length));
  }
  return vectors;
}

const UNNAMED =
  'EMBEDDINGS_MODEL is set, though neither OPENAI_API_KEY nor OPENAI_BASE_URL is: set one of them, or unset it';

/** Rejects with a BotError where a model is named and no server is; null where none is named, and then nothing is ever sent. */
export async function openMeaning(
  { model: { server }, embeddingsModel: model }: Pick<Config, 'model' | 'embeddingsModel'>,
  parts: Omit<MeaningParts, 'embedder'>,
): Promise<Meaning | null> {
  if (model === null) return null;
  if (server === null) throw new BotError('configuration', UNNAMED);
  const { OpenAiEmbeddings } = await import('../summary/models/embeddings.ts');
  return new Meaning({
    ...parts,
    embedder: new OpenAiEmbeddings({ ...server, model }),
  });
}
