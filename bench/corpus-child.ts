// Reads a corpus again after one of its works changed, in a process that serves it: `node bench/corpus-child.ts
// FOLDER`, where the corpus was read before. Prints one line of JSON.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { openLive } from '../src/running/live.ts';
import type { Edited } from './corpus.ts';
import { median } from './processes.ts';

const ROUNDS = 5;
const [folder = ''] = process.argv.slice(2);
const paths = readdirSync(folder).map((name) => join(folder, name));
const [edited = ''] = paths;

const live = await openLive({
  corpusFolder: folder,
  showsProposed: true,
  today: () => '2026-11-22',
  reportFault: () => 'benchmark',
  reportProgress: () => undefined,
});

const reloads: number[] = [];
const delays = monitorEventLoopDelay({ resolution: 1 });
for (let round = 0; round < ROUNDS; round += 1) {
  const text = readFileSync(edited, 'utf8');
  writeFileSync(edited, text.replace('> L’', '> L’un et l’'));
  delays.enable();
  const from = performance.now();
  await live.reload();
  reloads.push(performance.now() - from);
  delays.disable();
}

const from = performance.now();
for (const path of paths) readFileSync(path);
const readMs = performance.now() - from;
const told: Edited = {
  reloadMs: median(reloads),
  longestWaitMs: delays.max / 1e6,
  readMs,
};
console.log(JSON.stringify(told));
