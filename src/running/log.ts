import { pino } from 'pino';
import type { Logger } from 'pino';
import { MisquotationError } from '../debate/gate.ts';
import { BotError, type ErrorCode, withoutSecrets } from '../errors.ts';

/**
 * A structured log for the operator, one JSON line an event, on `stream`. No message text, and no token,
 * whoever repeats one: what is `secret` and what looks like it is removed from every line.
 */
export function createLog(stream: NodeJS.WritableStream, secret: readonly string[] = []): Logger {
  const cleaned = (_: string, value: unknown) =>
    typeof value === 'string' ? withoutSecrets(value, secret) : value;
  return pino(
    { base: null, serializers: { fault: describeFault }, timestamp: pino.stdTimeFunctions.isoTime },
    { write: (line: string) => stream.write(`${JSON.stringify(JSON.parse(line), cleaned)}\n`) },
  );
}

/** What the operator needs of a fault; the words of a refused message stay out of the log. */
function describeFault(fault: unknown): Readonly<Record<string, unknown>> {
  if (fault instanceof MisquotationError) {
    const refused = fault.misquotations.map(
      ({ code, shown }) => `${code} (${shown.length} characters)`,
    );
    return { code: codeOf(fault), refused };
  }
  if (!(fault instanceof Error)) return { message: String(fault) };
  return { code: codeOf(fault), message: fault.message, stack: fault.stack };
}

/** What kind of fault an error is, for programs. */
export function codeOf(fault: unknown): ErrorCode {
  if (fault instanceof BotError) return fault.code;
  return fault instanceof MisquotationError ? 'misquotation' : 'internal';
}
