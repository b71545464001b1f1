/** What went wrong, for programs: log lines, exit codes and tests name these, never the sentence. */
export type ErrorCode =
  'usage' | 'configuration' | 'corpus' | 'misquotation' | 'platform' | 'internal';

interface Details {
  readonly cause?: unknown;
  readonly retryable?: boolean;
}

/** A fault the program knows; `message` is for the operator and never shown in a channel. */
export class BotError extends Error {
  override readonly name = 'BotError';
  readonly code: ErrorCode;
  readonly retryable: boolean;

  constructor(code: ErrorCode, message: string, details: Details = {}) {
    super(message, { cause: details.cause });
    this.code = code;
    this.retryable = details.retryable ?? false;
  }
}

/** Tells the operator of a fault, and gives back the short reference under which the log holds it. */
export type ReportFault = (fault: unknown) => string;
