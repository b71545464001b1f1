import * as v from 'valibot';
import type { Log, Time } from '../../src/ports.ts';
import { openStore } from '../../src/store/open.ts';
import { kind } from '../../src/store/store.ts';
import { TestTime } from '../fixtures/test-time.ts';
import { platformTime } from '../../src/running/work.ts';

export const REAL_TIME: Time = platformTime(() => new Date());
/** A kind of text, as most tests keep it. */
export const TEXT = kind('text', v.string());

/** A log that remembers what it was told. */
export function recordingLog(): { readonly log: Log; readonly events: string[] } {
  const events: string[] = [];
  const record = (_fields: object, event: string) => {
    events.push(event);
  };
  return { log: { info: record, warn: record, error: record }, events };
}

/** A store of its own, by a clock that stands until the test moves it. */
export async function openInMemory() {
  const time = new TestTime();
  const { log, events } = recordingLog();
  const opened = await openStore('sqlite::memory:', { time, log });
  return { ...opened, time, log, events };
}
