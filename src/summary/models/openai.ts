import { OpenAI } from 'openai';
import type { Log, Time } from '../../ports.ts';
import { ModelFailure } from '../language-model.ts';
import type { LanguageModel, ModelAnswer, ModelRequest, Tokens } from '../language-model.ts';
import { Reasoned, answerIn } from './chat-answer.ts';
import { completionIn } from './completion.ts';
import { FaultLines } from './fault-lines.ts';
import { FIRST_MANNERS, bodyFor, otherManners } from './manners.ts';
import type { Manners } from './manners.ts';
import { Patience } from './patience.ts';
import { failureOf, pauseBefore } from './server-faults.ts';
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

/** Each is another way to be asked that a server may want of one request. */
const MOST_CHANGES = 6;

/** What is read of an answer, which takes some hundred; streams wrap each word in as many again. */
const MOST_CHARACTERS = 1_048_576;

/** A model behind any server that speaks OpenAI's chat completions. */
export class OpenAiModel implements LanguageModel {
  readonly name: string;
  readonly #client: OpenAI;
  readonly #model: string;
  readonly #time: Time;
  readonly #faults: FaultLines;
  /** What this server was found to understand; it is found out once for the process. */
  #manners: Manners = FIRST_MANNERS;

  constructor(settings: OpenAiSettings, { log, time }: { readonly log: Log; readonly time: Time }) {
    const { model, baseUrl } = settings;
    const server = new URL(baseUrl).host;
    this.name = `${model} @ ${server}`;
    this.#client = clientFor(settings, MOST_CHARACTERS);
    this.#model = model;
    this.#time = time;
    this.#faults = new FaultLines(log, { model, server });
  }

  async complete<Value>(request: ModelRequest<Value>): Promise<ModelAnswer<Value>> {
    const patience = new Patience(request, this.#time);
    const spent: (Tokens | null)[] = [];
    try {
      const { value, tokens } = await this.#answered(request, patience, spent);
      return { value, tokens: sumOf([...spent, tokens]) };
    } catch (fault) {
      const failure = patience.failure() ?? failureOf(fault);
      this.#faults.tell(failure, fault);
      throw new ModelFailure(failure.kind, failure.tokens === null ? null : sumOf(spent));
    } finally {
      patience.end();
    }
  }

  /** Asks until there is an answer: in other words where the server wants others, and once more where it may help. */
  async #answered<Value>(
    request: ModelRequest<Value>,
    patience: Patience,
    spent: (Tokens | null)[],
  ): Promise<ModelAnswer<Value>> {
    let manners = this.#manners;
    let changesLeft = MOST_CHANGES;
    let isRepeated = false;
    for (;;) {
      try {
        return await this.#asked(request, manners, patience.signal);
      } catch (fault) {
        const failure = failureOf(fault);
        if (patience.failure() !== null) throw failure;
        spent.push(failure.tokens);
        const other = changesLeft > 0 ? otherManners(manners, fault) : null;
        if (other !== null) {
          changesLeft -= 1;
          manners = other;
          // That a model reasons is known from what it wrote, whatever comes of asking otherwise.
          if (failure instanceof Reasoned) this.#manners = other;
          continue;
        }
        const pauseMs = isRepeated ? null : pauseBefore(fault, this.#time.now());
        if (pauseMs === null || pauseMs >= patience.leftMs()) throw fault;
        isRepeated = true;
        await this.#time.wait(pauseMs, patience.signal);
      }
    }
  }

  async #asked<Value>(
    request: ModelRequest<Value>,
    manners: Manners,
    signal: AbortSignal,
  ): Promise<ModelAnswer<Value>> {
    const body = bodyFor(this.#model, request, manners);
    const response = await this.#client.post('/chat/completions', { body, signal }).asResponse();
    const completion = completionIn(await response.text());
    // A server that answered has understood, whatever the answer is worth.
    this.#manners = manners;
    const answer = answerIn(completion, request.read);
    this.#faults.forget();
    return answer;
  }
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
