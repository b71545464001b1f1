import * as v from 'valibot';

/** What a model is asked: instructions of ours, then what it is asked, with its data. */
export interface ModelRequest<Value> {
  /** The name of the prompt, for the log. */
  readonly prompt: string;
  readonly system: string;
  readonly user: string;
  /** JSON schema that the answer should follow; `read` says whether it does. */
  readonly schema: JsonSchema;
  /** What a JSON value in the answer says; undefined where it is not what was asked for. */
  readonly read: (json: unknown) => Value | undefined;
  readonly settings: ModelSettings;
  /** How long all of it may take, repetitions included. */
  readonly withinMs: number;
  /** Ends it at once: the process is stopping. */
  readonly signal: AbortSignal;
}

interface JsonSchema {
  readonly name: string;
  readonly schema: Readonly<Record<string, unknown>>;
}

/** The schema of an object that has all of these and nothing else. */
export function schemaOf(name: string, properties: Readonly<Record<string, unknown>>): JsonSchema {
  const required = Object.keys(properties);
  return { name, schema: { type: 'object', properties, required, additionalProperties: false } };
}

/** A `read` that takes what a valibot schema accepts. */
export function readerOf<Output>(accepted: v.GenericSchema<unknown, Output>) {
  return (json: unknown): Output | undefined => {
    const result = v.safeParse(accepted, json);
    return result.success ? result.output : undefined;
  };
}

export interface ModelSettings {
  readonly temperature: number;
  readonly maxTokens: number;
}

export interface ModelAnswer<Value> {
  /** What `read` made of the answer. */
  readonly value: Value;
  /** What all of it cost, with the requests whose answers were of no use. */
  readonly tokens: Tokens;
}

/** As the server counts them; null where it does not. */
export interface Tokens {
  readonly input: number | null;
  readonly output: number | null;
}

/** French has about 3.5 characters a token. */
const CHARACTERS_PER_TOKEN = 3;

/** What a request cost: where a server counts one side only or none, what it can have cost stands for it. */
export function tokensSpent(
  { system, user, settings }: Pick<ModelRequest<unknown>, 'system' | 'user' | 'settings'>,
  counted: Tokens | null,
): number {
  const asked = Math.ceil((system.length + user.length) / CHARACTERS_PER_TOKEN);
  return (counted?.input ?? asked) + (counted?.output ?? settings.maxTokens);
}

/** The port behind which a language model stands. */
export interface LanguageModel {
  /** Rejects with a `ModelFailure` and with nothing else. */
  readonly complete: <Value>(request: ModelRequest<Value>) => Promise<ModelAnswer<Value>>;
  /** Which model on which server: what it wrote is kept under this name. */
  readonly name: string;
}

/**
 * Why a model gave no answer: it can't be reached, took too long, has no time for us, doesn't accept
 * the key, is not there, doesn't understand the request, failed, refused to answer, wrote nothing,
 * wrote nothing that `read` accepts, was cut off at its longest answer, or the process is stopping.
 */
export type FailureKind =
  | 'unreachable'
  | 'late'
  | 'rate limited'
  | 'unauthorised'
  | 'unknown model'
  | 'bad request'
  | 'server fault'
  | 'refused'
  | 'empty'
  | 'unreadable'
  | 'cut'
  | 'stopped';

/** An answer that did not come. It holds no word of the request or of the server, which may echo it. */
export class ModelFailure extends Error {
  override readonly name = 'ModelFailure';
  readonly kind: FailureKind;
  /** The tokens it cost all the same; null where nobody knows. */
  readonly tokens: Tokens | null;

  constructor(kind: FailureKind, tokens: Tokens | null = null) {
    super(`the model gave no answer: ${kind}`);
    this.kind = kind;
    this.tokens = tokens;
  }
}

/** What came of asking a model: null with the reason where it gave no answer. */
export interface Outcome<Value> {
  readonly value: Value | null;
  readonly failure: FailureKind | null;
  /** Null where nobody knows what it cost. */
  readonly tokens: Tokens | null;
}

/** Asks, and takes a failure of the model for an outcome; rejects for a fault of our own alone. */
export async function outcomeOf<Value>(
  model: LanguageModel,
  request: ModelRequest<Value>,
): Promise<Outcome<Value>> {
  try {
    return { ...(await model.complete(request)), failure: null };
  } catch (fault) {
    if (!(fault instanceof ModelFailure)) throw fault;
    return { value: null, failure: fault.kind, tokens: fault.tokens };
  }
}
