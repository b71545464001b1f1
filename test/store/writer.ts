/**
 * A process for the tests to kill: claims each of the names that come after the file's, for ever if
 * there are none, and writes the name of each that it won, once that is acknowledged.
 */
import { writeSync } from 'node:fs';
import * as v from 'valibot';
import { openStore } from '../../src/store/open.ts';
import { kind } from '../../src/store/store.ts';
import { REAL_TIME, recordingLog } from './opening.ts';

const [file = '', first = '0', last = 'Infinity'] = process.argv.slice(2);
const RECORD = kind('record', v.string());
const parts = { time: REAL_TIME, log: recordingLog().log };
const { store, claims, close } = await openStore(`sqlite:${file}`, parts);
for (let index = Number(first); index < Number(last); index += 1) {
  const name = String(index);
  if (!(await claims.claim(name, 3_600_000))) continue;
  await store.set(RECORD.at('slack', 'T1', name), name);
  // Written at once: what is acknowledged must not wait in a process that is about to be killed.
  writeSync(1, `${name}\n`);
}
await close();
