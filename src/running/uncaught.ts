import type { Log } from '../ports.ts';
import { newReference, type Surroundings } from './surroundings.ts';
import { Counters, isNotable } from './work.ts';

const EVENT = 'something failed outside a request';
const FAILED = 1;

/**
 * What fails where nobody waits for it (timers, aborted calls, listeners of libraries) is logged under a
 * reference. A promise that was rejected, or a connection that broke, left nothing else half done: the
 * process goes on. After any other error that nothing caught it ends, to be started again: nobody knows
 * what the code that threw was about to do.
 */
export function surviveFaults(
  log: Log,
  { onUncaught, endAtOnce }: Pick<Surroundings, 'onUncaught' | 'endAtOnce'>,
): void {
  const counters = new Counters();
  onUncaught?.((fault, isRejection) => {
    const reference = newReference();
    if (!isRejection && !isOfConnection(fault)) {
      log.error({ reference, fault }, `${EVENT}: the process ends, to be started again`);
      endAtOnce?.(FAILED);
      return;
    }
    const times = counters.count(fault instanceof Error ? fault.name : typeof fault);
    if (isNotable(times)) log.error({ reference, times, fault }, EVENT);
  });
}

/** What Node and its libraries call an operation that was aborted, late or cut off. */
const NAMES: ReadonlySet<string> = new Set(['AbortError', 'TimeoutError', 'SocketError']);
const CODES =
  /^(?:E[A-Z0-9]+|UND_ERR_\w+|ERR_(?:STREAM|HTTP2?|SSL|TLS|SOCKET)_\w+|HPE_\w+|WS_ERR_\w+)$/u;

function isOfConnection(fault: unknown): boolean {
  if (!(fault instanceof Error)) return false;
  const code = 'code' in fault ? fault.code : null;
  return NAMES.has(fault.name) || (typeof code === 'string' && CODES.test(code));
}
