/** What went wrong, for programs: log lines, exit codes and tests name these, never the sentence. */
export type ErrorCode =
  | 'usage'
  | 'configuration'
  | 'corpus'
  | 'misquotation'
  | 'platform'
  | 'store'
  | 'search'
  | 'internal';

/** Why nothing can be posted in a place until somebody changes something there. */
export const OBSTACLES = ['gone', 'archived', 'not invited', 'forbidden', 'disconnected'] as const;
export type Obstacle = (typeof OBSTACLES)[number];

/**
 * Whether what was asked of a platform took place: all but `unknown` mean that it certainly did not.
 * `shut out` is what the platform refuses the bot itself, wherever it is asked.
 */
export type Outcome = 'unknown' | 'undone' | 'shut out' | Obstacle;

interface Details {
  readonly cause?: unknown;
  readonly retryable?: boolean;
  readonly outcome?: Outcome;
}

/** A fault the program knows; `message` is for the operator and never shown in a channel. */
export class BotError extends Error {
  override readonly name = 'BotError';
  readonly code: ErrorCode;
  readonly retryable: boolean;
  readonly outcome: Outcome;

  constructor(code: ErrorCode, message: string, details: Details = {}) {
    super(message, { cause: details.cause });
    this.code = code;
    this.retryable = details.retryable ?? false;
    this.outcome = details.outcome ?? 'unknown';
  }
}

/** Tells the operator of a fault, and gives back the short reference under which the log holds it. */
export type ReportFault = (fault: unknown) => string;

/** What gives access to Slack, Discord, a model's server or a database, wherever it stands. */
const SECRETS = new RegExp(
  [
    String.raw`xox[a-z][.-][\w.-]+|xapp-[\w.-]+`,
    // An address that whoever has it may post to, or by which a password is told.
    String.raw`https?:\/\/hooks\.slack[^\s"'<>]*`,
    String.raw`(?<=:\/\/)[^\s/@:"'<>]*:[^\s/@"'<>]*(?=@)`,
    String.raw`(?<=\/(?:webhooks|interactions)\/\d+\/)[\w%=.-]{16,}`,
    // Discord's tokens, of a bot and of an interaction.
    String.raw`[\w-]{23,30}\.[\w-]{6,7}\.[\w-]{27,}|aW50ZXJhY3Rpb246[\w+/=-]*`,
    String.raw`(?<=\b(?:bearer|basic) )[\w+/=.~-]{8,}|(?<![a-z])sk-[\w-]{16,}`,
  ].join('|'),
  'giu',
);

/** A text as the log may hold it: what a platform, a server or a library says may repeat a token. */
export function withoutSecrets(text: string, known: readonly string[] = []): string {
  const removed = '[removed]';
  return known
    .reduce((left, each) => left.replaceAll(each, removed), text)
    .replace(SECRETS, removed);
}
