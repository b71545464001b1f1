import { setTimeout as wait } from 'node:timers/promises';
import type { Log, Time } from '../../src/ports.ts';

function pause(ms: number, stop?: AbortSignal): Promise<void> {
  return wait(ms, undefined, stop === undefined ? {} : { signal: stop });
}

export const PLAIN_TIME: Time = { now: () => performance.now(), wait: pause, deadline: pause };

function tell(fields: object, event: string): void {
  console.error(event, JSON.stringify(fields));
}

/** What an operator must know goes to standard error; what was chosen is measured here. */
export const OPERATOR_LOG: Log = { info: () => undefined, warn: tell, error: tell };
