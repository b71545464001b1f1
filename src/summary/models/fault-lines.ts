import type { Log } from '../../ports.ts';
import type { FailureKind, ModelFailure } from '../language-model.ts';
import { Reasoned } from './chat-answer.ts';
import { apiErrorIn } from './server-faults.ts';
import { Endless } from './wire.ts';

/** What the operator can do about a failure. A process that stops is none. */
const REMEDIES: Readonly<Record<Exclude<FailureKind, 'stopped'>, string>> = {
  unreachable: 'the model’s server cannot be reached: check OPENAI_BASE_URL',
  late: 'the model takes too long: choose a quicker one in OPENAI_MODEL, or turn its reasoning off',
  'rate limited':
    'the model’s server takes no more requests for now: check the limits and the credit of the account',
  unauthorised: 'the model’s server does not accept the key: check OPENAI_API_KEY and the account',
  'unknown model':
    'the model’s server knows no such model or address: check OPENAI_MODEL and OPENAI_BASE_URL, npm run doctor lists the models',
  'bad request':
    'the model’s server does not understand the request: check that OPENAI_MODEL is a model for chat, with room for some thousand tokens',
  'server fault':
    'the model’s server fails, or answers with something else than a chat completion: check OPENAI_BASE_URL, which mostly ends in /v1, and the server’s log',
  refused:
    'the model refuses to answer, or its server filters the answer: choose another in OPENAI_MODEL',
  empty: 'the model writes nothing: choose another in OPENAI_MODEL',
  unreadable:
    'the model does not answer with the JSON it is asked for: choose another in OPENAI_MODEL',
  cut: 'the model’s answer is cut at its longest: choose one in OPENAI_MODEL that answers with JSON alone',
};
const REASONS =
  'the model reasons until it may write no more, and does not come to its answer: turn its reasoning off at the server, or choose one in OPENAI_MODEL that does not reason';
const ENDLESS =
  'the model’s server sends much more than an answer, and is not read to its end: check OPENAI_BASE_URL and the server’s log';

/** Tells the operator of every failure: each once, until the model answers again. */
export class FaultLines {
  readonly #log: Log;
  readonly #fields: object;
  readonly #told = new Set<string>();

  constructor(log: Log, fields: { readonly model: string; readonly server: string }) {
    this.#log = log;
    this.#fields = fields;
  }

  tell(failure: ModelFailure, fault: unknown): void {
    const { kind } = failure;
    if (kind === 'stopped' || this.#told.has(kind)) return;
    this.#told.add(kind);
    this.#log.error(
      { ...this.#fields, kind, ...detailsOf(fault) },
      remedyFor(failure, REMEDIES[kind]),
    );
  }

  forget(): void {
    this.#told.clear();
  }
}

function remedyFor(failure: ModelFailure, standard: string): string {
  if (failure instanceof Reasoned) return REASONS;
  return failure instanceof Endless ? ENDLESS : standard;
}

/** Not the server's message, which may echo the key or the prompt. */
function detailsOf(fault: unknown): object {
  const { status, code } = apiErrorIn(fault) ?? {};
  const isCode = typeof code === 'string' && /^[a-z][a-z_]{1,40}$/u.test(code);
  return { ...(status === undefined ? {} : { status }), ...(isCode ? { code } : {}) };
}
