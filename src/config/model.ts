import { BotError } from '../errors.ts';
import { isWebAddress } from './setting.ts';
import type { Setting } from './setting.ts';

/** What is set for summaries. */
export interface ModelConfig {
  /** A server to ask; null where none is configured: then nothing is ever sent to one. */
  readonly server: ModelServer | null;
  /** For each workspace or server of a platform. */
  readonly tokensPerDay: number;
  readonly concurrency: number;
}

export interface ModelServer {
  readonly apiKey: string | null;
  readonly baseUrl: string;
  /** Null where none is set: models come and go, none is chosen for the operator. */
  readonly model: string | null;
}

const OPENAI_URL = 'https://api.openai.com/v1';

export const MODEL_SETTINGS = {
  openaiKey: {
    name: 'OPENAI_API_KEY',
    standard: '',
    purpose:
      'Summaries: the key of the model’s server. With it or OPENAI_BASE_URL, a model chooses which theses a summary tells; without both, none is ever asked.',
    isValid: (value) => /^[\x21-\x7e]+$/u.test(value),
    expected: 'a key, without spaces',
  },
  openaiUrl: {
    name: 'OPENAI_BASE_URL',
    standard: '',
    purpose: `Summaries: the server of OpenAI’s chat completions to ask, OpenAI’s own (${OPENAI_URL}) when it is not set. A local one needs no key.`,
    // What a browser would take for a name and a password, `fetch` refuses.
    isValid: (value) => isWebAddress(value) && new URL(value).username === '',
    expected: 'an address such as http://127.0.0.1:11434/v1, without a name or password',
  },
  openaiModel: {
    name: 'OPENAI_MODEL',
    standard: '',
    purpose:
      'Summaries: the model, by the name that the server has for it; needed wherever a server is set, and npm run doctor lists what it has.',
    isValid: (value) => /^\S{1,200}$/u.test(value),
    expected: 'the name of a model, without spaces',
  },
  summaryTokens: {
    name: 'SUMMARY_TOKENS_PER_DAY',
    standard: '500000',
    purpose:
      'Summaries: the tokens that each workspace or server may use in a day, in one process; a choice takes about 500.',
    isValid: (value) => /^[1-9]\d{0,11}$/u.test(value),
    expected: 'a number from 1',
  },
  summaryConcurrency: {
    name: 'SUMMARY_CONCURRENCY',
    standard: '4',
    purpose: 'Summaries: how many choices are asked for at once; four times as many may wait.',
    isValid: (value) => /^[1-9]\d?$/u.test(value),
    expected: 'a number from 1 to 99',
  },
} as const satisfies Readonly<Record<string, Setting>>;

/** A server is configured by its key, or its address, or both; the model's name alone says nothing. */
export function readModel(value: (setting: Setting) => string): ModelConfig {
  const apiKey = value(MODEL_SETTINGS.openaiKey) || null;
  const baseUrl = value(MODEL_SETTINGS.openaiUrl) || null;
  const model = value(MODEL_SETTINGS.openaiModel) || null;
  const isNamed = apiKey !== null || baseUrl !== null;
  return {
    server: isNamed ? { apiKey, baseUrl: baseUrl ?? OPENAI_URL, model } : null,
    tokensPerDay: Number(value(MODEL_SETTINGS.summaryTokens)),
    concurrency: Number(value(MODEL_SETTINGS.summaryConcurrency)),
  };
}

/** The server to ask, with its model; throws a BotError where the model is not named. */
export function namedServer({ model, ...server }: ModelServer): ModelServer & { model: string } {
  if (model !== null) return { ...server, model };
  throw new BotError(
    'configuration',
    'OPENAI_MODEL is not set, though OPENAI_API_KEY or OPENAI_BASE_URL is: set it to one of the models that npm run doctor lists, or unset both to do without a model',
  );
}
