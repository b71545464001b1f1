import type { OpenAI } from 'openai';
import * as v from 'valibot';
import { ModelFailure } from '../language-model.ts';
import { failureOf } from './faults.ts';
import { clientFor, type OpenAiSettings } from './openai.ts';

/** What is read of an answer: some tens of vectors of some thousand numbers. */
const MOST_CHARACTERS = 33_554_432;

const vector = v.pipe(v.array(v.pipe(v.number(), v.finite())), v.minLength(1));
const answerShape = v.object({ data: v.array(v.object({ index: v.number(), embedding: vector })) });

/** A model of meaning behind any server that speaks OpenAI's embeddings. */
export class OpenAiEmbeddings {
  readonly name: string;
  readonly #client: OpenAI;
  readonly #model: string;

  constructor(settings: OpenAiSettings) {
    this.name = `${settings.model} @ ${new URL(settings.baseUrl).host}`;
    this.#client = clientFor(settings, MOST_CHARACTERS);
    this.#model = settings.model;
  }

  /** A vector of length 1 for each text, in order, all of as many numbers; rejects with a ModelFailure. */
  async embed(texts: readonly string[], signal: AbortSignal): Promise<readonly Float32Array[]> {
    try {
      const body = { model: this.#model, input: texts, encoding_format: 'float' };
      const response = await this.#client.post('/embeddings', { body, signal }).asResponse();
      return vectorsIn(await response.text(), texts.length);
    } catch (fault) {
      throw failureOf(fault);
    }
  }
}

function vectorsIn(text: string, count: number): readonly Float32Array[] {
  const read = v.safeParse(v.pipe(v.string(), v.parseJson(), answerShape), text);
  if (!read.success) throw new ModelFailure('unreadable');
  const inOrder = read.output.data.toSorted((a, b) => a.index - b.index);
  const vectors = inOrder.map(({ embedding }) => ofLengthOne(embedding));
  const isWhole = inOrder.every(({ index }, place) => index === place) && vectors.length === count;
  const isEven = vectors.every(({ length }) => length === vectors[0]?.length);
  if (!isWhole || !isEven) throw new ModelFailure('unreadable');
  return vectors;
}

function ofLengthOne(numbers: readonly number[]): Float32Array {
  const length = Math.hypot(...numbers);
  if (length === 0) throw new ModelFailure('unreadable');
  return Float32Array.from(numbers, (each) => each / length);
}
