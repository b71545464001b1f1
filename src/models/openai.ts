import { OpenAI } from 'openai';
import type { Log } from '../adapters/adapter.ts';
import type { Time } from '../adapters/time.ts';
import { ModelFailure } from '../summary/language-model.ts';
import type { LanguageModel, ModelAnswer, ModelRequest } from '../summary/language-model.ts';
import { answerIn } from './chat-answer.ts';
import { FaultLines } from './fault-lines.ts';
import { FIRST_MANNERS, bodyFor, otherManners } from './manners.ts';
import type { Manners } from './manners.ts';
import { Patience } from './patience.ts';
import { failureOf, pauseBefore } from './server-faults.ts';

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
    this.#client = clientFor(settings);
    this.#model = model;
    this.#time = time;
    this.#faults = new FaultLines(log, { model, server });
  }

  async complete(request: ModelRequest): Promise<ModelAnswer> {
    const patience = new Patience(request, this.#time);
    try {
      return await this.#answered(request, patience);
    } catch (fault) {
      const failure = patience.failure() ?? failureOf(fault);
      this.#faults.tell(failure, fault);
      throw failure;
    } finally {
      patience.end();
    }
  }

  /** Asks until there is an answer: in other words where the server wants others, and once more where it may help. */
  async #answered(request: ModelRequest, patience: Patience): Promise<ModelAnswer> {
    let manners = this.#manners;
    let isRepeated = false;
    for (;;) {
      try {
        return await this.#asked(request, manners, patience.signal);
      } catch (fault) {
        const other = otherManners(manners, fault);
        const pauseMs = isRepeated ? null : pauseBefore(fault, this.#time.now());
        if (patience.failure() !== null || fault instanceof ModelFailure) throw fault;
        if (other !== null) manners = other;
        else if (pauseMs === null || pauseMs >= patience.leftMs()) throw fault;
        else {
          isRepeated = true;
          await this.#time.wait(pauseMs, patience.signal);
        }
      }
    }
  }

  async #asked(request: ModelRequest, manners: Manners, signal: AbortSignal): Promise<ModelAnswer> {
    const body = bodyFor(this.#model, request, manners);
    const response: unknown = await this.#client.chat.completions.create(body, { signal });
    // A server that answered has understood, whatever the answer is worth.
    this.#manners = manners;
    this.#faults.forget();
    return answerIn(response);
  }
}

/** The library reads the environment for what it isn't told: it is told everything. */
/** A client that repeats nothing by itself, says nothing of this machine and logs nothing. */
export function clientFor({ apiKey, baseUrl }: OpenAiSettings): OpenAI {
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
    defaultHeaders: { ...HEADERS, ...(apiKey === null ? { Authorization: null } : {}) },
  });
}
