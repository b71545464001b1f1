/** The operator's log: one structured line an event, with no message text and no secret. */
export interface Log {
  info: (fields: object, event: string) => void;
  warn: (fields: object, event: string) => void;
  error: (fields: object, event: string) => void;
}

/** Takes figures of what happens, for whoever watches the process. */
export interface Meter {
  /** Somebody asked for a command, by the name that the program has for it. */
  asked: (platform: string, command: string) => void;
  /** A person sees an answer, so long after asking. */
  answered: (platform: string, ms: number) => void;
  /** What a model was asked for, what came of it, and the tokens that took. */
  modelAsked: (use: string, outcome: string, tokens: number) => void;
}

/** The clock and the waiting of the process: tests pass their own. */
export interface Time {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** A pause before something is tried again; rejects when the signal is given first. */
  readonly wait: (ms: number, signal?: AbortSignal) => Promise<unknown>;
  /** How long something under way is waited for; rejects when the signal is given first. */
  readonly deadline: (ms: number, signal: AbortSignal) => Promise<unknown>;
}

/** « Only one of us does this »: asked by everyone who might, true for one. */
export interface Claims {
  /** True the first time `key` is claimed within `ttlMs`, by whatever process; false after. */
  claim: (key: string, ttlMs: number) => Promise<boolean>;
}

/** Keeps what a button asks where the button itself cannot hold it, and what may be gone on from. */
export interface Notes {
  /** Remembers a text for `ttlMs`, in the place of what the key stood for. */
  keep: (key: string, text: string, ttlMs: number) => Promise<void>;
  /** The text, or null when it was never kept, has expired, or was lost with its process. */
  recall: (key: string) => Promise<string | null>;
}

/** Why somebody marked an answer as bad; `utile` is the other button. */
export const VERDICTS = [
  'utile',
  'citation inexacte',
  'mauvais auteur',
  'hors sujet',
  'résumé infidèle',
  'autre',
] as const;
export type Verdict = (typeof VERDICTS)[number];

/** Keeps what people think of answers: how often, never who. */
export interface Feedback {
  count: (verdict: Verdict, platform: string) => Promise<void>;
  /** Keeps which passages somebody contested, why, and on which day; nothing of the person or the question. */
  contest: (reason: Verdict, passages: readonly string[]) => Promise<void>;
}

/** A passage that people contested. */
export interface Contested {
  readonly passage: string;
  /** How often for each reason, the most frequent first. */
  readonly reasons: readonly (readonly [reason: Verdict, times: number])[];
  readonly times: number;
  /** The last time, as `2026-11-22`. */
  readonly lastDay: string;
}

/**
 * Keeps what a platform gave when a workspace installed the bot, so that nobody can read it where it
 * is kept. Any promise may be rejected with a retryable BotError `store`.
 */
export interface Installations {
  /** Null where there is none, or where it cannot be opened, which the log is told. */
  readonly find: (workspace: string) => Promise<Installed | null>;
  readonly keep: (workspace: string, text: string) => Promise<void>;
  /** Forgets the installation, and all else that is kept of the workspace. */
  readonly erase: (workspace: string) => Promise<void>;
  /** The workspaces that have one. */
  readonly all: () => AsyncIterable<string>;
}

export interface Installed {
  readonly text: string;
  /** Whether it should be kept again: the key it is sealed with is no longer the first, and on its way out. */
  readonly isOutdated: boolean;
}

/** One thing that an operator had looked at; no finding ever holds a secret. */
export interface Finding {
  readonly verdict: 'good' | 'bad' | 'note';
  readonly text: string;
}

const found = (verdict: Finding['verdict']) => (text: string) => ({ verdict, text }) as Finding;
export const [good, bad, note] = [found('good'), found('bad'), found('note')];

/** For what is tried once, where the one who asked is told what came of it. */
export const SILENT: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
