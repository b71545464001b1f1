import type { Log } from '../../src/ports.ts';

/** A log that remembers what it was told. */
export function recordingLog(): { readonly log: Log; readonly events: string[] } {
  const events: string[] = [];
  const record = (_fields: object, event: string) => {
    events.push(event);
  };
  return { log: { info: record, warn: record, error: record }, events };
}
