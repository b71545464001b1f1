import { OpenAI } from 'openai';
import type { Log, Time } from '../../ports.ts';
import { ModelFailure } from '../language-model.ts';
import type { LanguageModel, ModelAnswer, ModelRequest, Tokens } from '../language-model.ts';
import { answerIn, completionIn } from './answer.ts';
import { FIRST_DIALECT, bodyFor, otherDialect } from './dialect.ts';
import type { Dialect } from './dialect.ts';
import { Reasoned, detailsOf, failureOf, pauseBefore, remedyFor } from './faults.ts';
import { boundedFetch } from './wire.ts';

export interface OpenAiSettings {
  /** Null for servers that ask for none, such as Ollama. */
  readonly apiKey: string | null;
  readonly baseUrl: string;
  readonly model: string;
}

/**
 * The library names its version, the system and Node in each request; nobody needs to know.
 * https://github.com/openai/openai-node/blob/master/src/internal/detect-platform.ts
 */
const UNTOLD = ['Lang', 'Package-Version', 'OS', 'Arch', 'Runtime', 'Runtime-Version'];
const HEADERS = {
  'User-Agent': 'debat-bot',
  ...Object.fromEntries(UNTOLD.map((name) => [`X-Stainless-${name}`, null])),
};

/** How often one request is put in another dialect. */
const MOST_CHANGES = 6;

/** What is read of an answer, which takes some hundred; streams wrap each word in as many again. */
const MOST_CHARACTERS = 1_048_576;

/** A model behind any server that speaks OpenAI's chat completions. */
export class OpenAiModel implements LanguageModel {
  readonly name: string;
  readonly #client: OpenAI;
  readonly #settings: OpenAiSettings;
  readonly #log: Log;
  readonly #time: Time;
  /** What this server was found to understand; it is found out once for the process. */
  #dialect: Dialect = FIRST_DIALECT;
  /** Failures that the operator was told of; each is told once, until the model answers again. */
  readonly #told = new Set<string>();

  constructor(settings: OpenAiSettings, { log, time }: { readonly log: Log; readonly time: Time }) {
    this.name = `${settings.model} @ ${new URL(settings.baseUrl).host}`;
    this.#client = clientFor(settings, MOST_CHARACTERS);
    this.#settings = settings;
    this.#log = log;
    this.#time = time;
  }

  async complete<Value>(request: ModelRequest<Value>): Promise<ModelAnswer<Value>> {
    const { withinMs, signal: stopping } = request;
    const [late, timer] = [new AbortController(), new AbortController()];
    const end = () => {
      late.abort(new ModelFailure('late'));
    };
    // A deadline is rejected when it's no longer needed.
    this.#time.deadline(withinMs, timer.signal).then(end, () => undefined);
    const signal = AbortSignal.any([stopping, late.signal]);
    const limits = { signal, until: this.#time.now() + withinMs };
    const spent: (Tokens | null)[] = [];
    try {
      const { value, tokens } = await this.#answered(request, limits, spent);
      return { value, tokens: sumOf([...spent, tokens]) };
    } catch (fault) {
      const failure = abortedBy(signal) ?? failureOf(fault);
      this.#tell(failure, fault);
      throw new ModelFailure(failure.kind, failure.tokens === null ? null : sumOf(spent));
    } finally {
      timer.abort();
    }
  }

  /** Asks until there is an answer: in another dialect where the server wants it, and once more where it may help. */
  async #answered<Value>(
    request: ModelRequest<Value>,
    { signal, until }: { readonly signal: AbortSignal; readonly until: number },
    spent: (Tokens | null)[],
  ): Promise<ModelAnswer<Value>> {
    let dialect = this.#dialect;
    let changesLeft = MOST_CHANGES;
    let isRepeated = false;
    for (;;) {
      try {
        return await this.#asked(request, dialect, signal);
      } catch (fault) {
        const failure = failureOf(fault);
        if (signal.aborted) throw failure;
        spent.push(failure.tokens);
        const other = changesLeft > 0 ? otherDialect(dialect, fault) : null;
        if (other !== null) {
          changesLeft -= 1;
          dialect = other;
          // That a model reasons is known from what it wrote, whatever comes of asking otherwise.
          if (failure instanceof Reasoned) this.#dialect = other;
          continue;
        }
        const pauseMs = isRepeated ? null : pauseBefore(fault, this.#time.now());
        if (pauseMs === null || pauseMs >= until - this.#time.now()) throw fault;
        isRepeated = true;
        await this.#time.wait(pauseMs, signal);
      }
    }
  }

  async #asked<Value>(
    request: ModelRequest<Value>,
    dialect: Dialect,
    signal: AbortSignal,
  ): Promise<ModelAnswer<Value>> {
    const body = bodyFor(this.#settings.model, request, dialect);
    const response = await this.#client.post('/chat/completions', { body, signal }).asResponse();
    const completion = completionIn(await response.text());
    // A server that answered has understood, whatever the answer is worth.
    this.#dialect = dialect;
    const answer = answerIn(completion, request.read);
    this.#told.clear();
    return answer;
  }

  #tell(failure: ModelFailure, fault: unknown): void {
    const { kind } = failure;
    const remedy = remedyFor(failure);
    if (remedy === null || this.#told.has(kind)) return;
    this.#told.add(kind);
    const { model, baseUrl } = this.#settings;
    const server = new URL(baseUrl).host;
    this.#log.error({ model, server, kind, ...detailsOf(fault) }, remedy);
  }
}

/** Why nothing is waited for any more: it is late, or the process is stopping. Null while it goes on. */
function abortedBy(signal: AbortSignal): ModelFailure | null {
  if (!signal.aborted) return null;
  return signal.reason instanceof ModelFailure ? signal.reason : new ModelFailure('stopped');
}

/** Null where one of them is not known. */
function sumOf(all: readonly (Tokens | null)[]): Tokens {
  const sum = (counts: readonly (number | null)[]) =>
    counts.reduce((total, each) => (total === null || each === null ? null : total + each), 0);
  return {
    input: sum(all.map((each) => each?.input ?? null)),
    output: sum(all.map((each) => each?.output ?? null)),
  };
}

/**
 * A client that repeats nothing by itself, says nothing of this machine, logs nothing and reads so much
 * of a response. It would read the environment for what it isn't told: it is told everything.
 */
export function clientFor(
  { apiKey, baseUrl }: Pick<OpenAiSettings, 'apiKey' | 'baseUrl'>,
  mostCharacters: number,
): OpenAI {
  return new OpenAI({
    // It wants some key, even where the header that would bear it is taken out.
    apiKey: apiKey ?? 'none',
    baseURL: baseUrl,
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    // Repeating is our own affair: the library would repeat beyond the time there is.
    maxRetries: 0,
    logLevel: 'off',
    fetch: boundedFetch(mostCharacters),
    defaultHeaders: { ...HEADERS, ...(apiKey === null ? { Authorization: null } : {}) },
  });
}
