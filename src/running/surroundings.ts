import { randomBytes, randomInt } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { Log } from '../ports.ts';
import type { Screen } from '../platforms/terminal/adapter.ts';
import type { ReportFault } from '../errors.ts';

/** The process as the program sees it. */
export interface Surroundings {
  readonly input: Readable & {
    readonly isTTY?: boolean;
    /** A terminal gives each key as it is pressed. */
    readonly setRawMode?: (isRaw: boolean) => unknown;
  };
  readonly output: Screen;
  readonly errors: Screen;
  readonly now: () => Date;
  /** Resolves when the process is asked to stop. */
  readonly untilStopped: () => Promise<void>;
  /** Calls the listener whenever the operator asks for the corpus to be read again. */
  readonly onHangUp?: (listener: () => void) => unknown;
  /** Calls the listener with whatever is thrown, or rejected, and nobody caught; without one, Node ends the process. */
  readonly onUncaught?: (listener: (fault: unknown, isRejection: boolean) => void) => unknown;
  /** Ends the process now, with this exit code. */
  readonly endAtOnce?: (code: number) => void;
  /** Ends the process soon, whatever a library left open. */
  readonly leaveSoon: () => void;
}

/** Exit codes: answered, refuted by a check, and a fault of usage, configuration or corpus. */
export const ANSWERED = 0;
export const USAGE_FAULT = 2;

/** What the log knows a fault by. */
export function newReference(): string {
  return randomBytes(4).toString('hex');
}

/** Logs a fault under a reference that a person can be given. */
export function faultReporter(log: Log): ReportFault {
  return (fault) => {
    const reference = newReference();
    log.error({ reference, fault }, 'a request was not answered');
    return reference;
  };
}

/** Tells a person of faults, and not of every summary; loaded with the first, which most runs never see. */
export function lazyLog(errors: Screen, secret: readonly string[]): Log {
  const tell = async (level: 'warn' | 'error', fields: object, event: string) => {
    const { createLog } = await import('./log.ts');
    createLog(errors, secret)[level](fields, event);
  };
  return {
    info: () => undefined,
    warn: (fields, event) => void tell('warn', fields, event),
    error: (fields, event) => void tell('error', fields, event),
  };
}

/** Makes processes do the same things in different orders. */
export function newSeed(): number {
  return randomInt(2 ** 31);
}

/** Tells the date on the calendar of a zone, as `2026-11-22`. */
export function isoDates(now: () => Date, timeZone: string): () => string {
  // The Swedish calendar is written as ISO 8601 is.
  return () => new Intl.DateTimeFormat('sv', { timeZone, dateStyle: 'short' }).format(now());
}
