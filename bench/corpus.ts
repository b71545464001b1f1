// What a large debate costs: its first answer, a later one, and reading it again after one work changed;
// each beside reading the bytes of the same files in a bare process of the same run:
//   npm run bench:corpus -- [--passages 21218,200000]
// The sittings are generated (bench/generated.ts) into a folder that is removed at the end.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { optionsOf, run, sizesOf } from './arguments.ts';
import { generatedSittings } from './generated.ts';
import { median, runNode, START, type Run } from './processes.ts';

const USAGE = 'npm run bench:corpus -- [--passages 21218,200000]';
const OPTIONS = { passages: { type: 'string', default: '21218,200000' } } as const;
const ROUNDS = 5;
const ANSWER = [...START, 'debat', '/debat babit'];
const EDIT = fileURLToPath(new URL('corpus-child.ts', import.meta.url));
const READ = `const { readFileSync, readdirSync } = require('node:fs');
for (const name of readdirSync(process.env.CORPUS_DIR)) readFileSync(process.env.CORPUS_DIR + '/' + name);`;

/** What the child tells. */
export interface Edited {
  readonly reloadMs: number;
  /** How long whoever asks meanwhile waits at most before others are served. */
  readonly longestWaitMs: number;
  readonly readMs: number;
}

await run(() => {
  for (const size of sizesOf(optionsOf(OPTIONS, USAGE).passages, USAGE)) {
    const folder = mkdtempSync(join(tmpdir(), 'debat-bench-'));
    try {
      measure(size, folder);
    } finally {
      rmSync(folder, { recursive: true });
    }
  }
});

function measure(size: number, folder: string): void {
  const { works, bytes } = writeSittings(size, folder);
  const settings = { CORPUS_DIR: folder };
  const rounds = (typed: readonly string[]) =>
    Array.from({ length: ROUNDS }, () => runNode(typed, settings));
  console.log(`\n${size} passages, ${works} works, ${(bytes / 1e6).toFixed(1)} MB`);
  const read = rounds(['--eval', READ]);
  tell('reading the bytes', read, read);
  tell('first answer', [runNode(ANSWER, settings)], read);
  tell('later answer', rounds(ANSWER), read);
  const { stdout } = spawnSync(process.execPath, [EDIT, folder], { encoding: 'utf8' });
  const { reloadMs, longestWaitMs, readMs } = JSON.parse(stdout) as Edited;
  const ratio = (reloadMs / readMs).toFixed(1);
  console.log(
    `one work edited     ${seconds(reloadMs)} s in the process that serves, ${ratio} × reading the bytes there; others wait ${longestWaitMs.toFixed(0)} ms at most`,
  );
}

function writeSittings(size: number, folder: string) {
  let works = 0;
  let bytes = 0;
  for (const [name, text] of generatedSittings(size)) {
    const path = join(folder, name);
    writeFileSync(path, text);
    works += 1;
    bytes += statSync(path).size;
  }
  return { works, bytes };
}

function tell(name: string, runs: readonly Run[], peer: readonly Run[]): void {
  const wall = (each: readonly Run[]) => median(each.map(({ wallMs }) => wallMs));
  const peak = (each: readonly Run[]) => median(each.map(({ peakMiB }) => peakMiB));
  const [slower, larger] = [wall(runs) / wall(peer), peak(runs) / peak(peer)];
  console.log(
    `${name.padEnd(18)}  ${seconds(wall(runs))} s  × ${slower.toFixed(1)}   peak ${peak(runs).toFixed(0)} MiB  × ${larger.toFixed(1)}`,
  );
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(2);
}
