import type { Log } from '../adapters/adapter.ts';
import type { FailureKind, ModelFailure } from '../summary/language-model.ts';
import { apiErrorIn } from './api-error.ts';

/** What the operator can do about a failure. Others pass by themselves, or are the model's own. */
const REMEDIES: Partial<Readonly<Record<FailureKind, string>>> = {
  unreachable: 'the model’s server cannot be reached: check OPENAI_BASE_URL',
  unauthorised: 'the model’s server does not accept the key: check OPENAI_API_KEY',
  'unknown model':
    'the model’s server knows no such model or address: check OPENAI_MODEL and OPENAI_BASE_URL',
  'bad request': 'the model’s server does not understand the request: check OPENAI_MODEL',
};

/** Tells the operator of what he can mend: each kind once, until the server answers again. */
export class FaultLines {
  readonly #log: Log;
  readonly #fields: object;
  readonly #told = new Set<FailureKind>();

  constructor(log: Log, fields: { readonly model: string; readonly server: string }) {
    this.#log = log;
    this.#fields = fields;
  }

  tell({ kind }: ModelFailure, fault: unknown): void {
    const remedy = REMEDIES[kind];
    if (remedy === undefined || this.#told.has(kind)) return;
    this.#told.add(kind);
    this.#log.error({ ...this.#fields, kind, ...detailsOf(fault) }, remedy);
  }

  forget(): void {
    this.#told.clear();
  }
}

/** Not the server's message, which may echo the key or the prompt. */
function detailsOf(fault: unknown): object {
  const { status, code } = apiErrorIn(fault) ?? {};
  const isCode = typeof code === 'string' && /^[a-z][a-z_]{1,40}$/u.test(code);
  return { ...(status === undefined ? {} : { status }), ...(isCode ? { code } : {}) };
}
