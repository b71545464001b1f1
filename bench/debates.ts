// Many debates in one process: how soon it starts, what a debate costs that is asked for the first time, how much
// memory all of them take, and whether one tenant ever learns of another's debate:
//   npm run bench:debates -- [--debates 50] [--passages 2000] [--memory 200] [--questions 10000]
// The debates are generated (bench/generated.ts) into a folder that is removed at the end.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { optionsOf, run } from './arguments.ts';
import { generatedSittings } from './generated.ts';
import { leaksAmong } from './leaks.ts';
import { median, runNode, START } from './processes.ts';

const USAGE =
  'npm run bench:debates -- [--debates 50] [--passages 2000] [--memory 200] [--questions 10000]';
const OPTIONS = {
  debates: { type: 'string', default: '50' },
  passages: { type: 'string', default: '2000' },
  memory: { type: 'string', default: '200' },
  questions: { type: 'string', default: '10000' },
} as const;
const CHILD = fileURLToPath(new URL('debates-child.ts', import.meta.url));

/** What the child tells. */
export interface Asked {
  readonly openMs: number;
  readonly startedMiB: number;
  readonly answersMs: readonly number[];
  readonly openAtEnd: number;
  readonly peakMiB: number;
}

await run(async () => {
  const { debates, passages, memory, questions } = optionsOf(OPTIONS, USAGE);
  const folder = mkdtempSync(join(tmpdir(), 'debat-bench-'));
  try {
    writeDebates(folder, Number(debates), Number(passages));
    console.log(`${debates} debates of ${passages} passages, MEMORY_MB=${memory}`);
    const bare = median(Array.from({ length: 5 }, () => runNode(['--eval', '0']).wallMs));
    tell('read for the first time', ask(folder, memory), bare);
    tell('kept from an earlier start', ask(folder, memory), bare);
  } finally {
    rmSync(folder, { recursive: true });
  }
  const { asked, leaks } = await leaksAmong(Number(questions));
  console.log(`\n${asked} questions and forged buttons of two tenants: ${leaks.length} leaks`);
  for (const leak of leaks.slice(0, 5)) console.log(`  ${leak}`);
});

function writeDebates(folder: string, debates: number, passages: number): void {
  const works = [...generatedSittings(passages)];
  for (let number = 1; number <= debates; number += 1) {
    const debate = join(folder, `debat-${number}`);
    mkdirSync(debate);
    writeFileSync(join(debate, 'debate.yaml'), `title: Le débat ${number}\n`);
    for (const [name, text] of works) writeFileSync(join(debate, name), text);
  }
}

function ask(folder: string, memory: string): Asked {
  const typed = [...START.slice(0, -1), CHILD, folder, memory];
  const { stdout, stderr, status } = spawnSync(process.execPath, typed, { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Asked;
}

function tell(what: string, told: Asked, bareMs: number): void {
  const { openMs, startedMiB, answersMs, openAtEnd, peakMiB } = told;
  const sorted = answersMs.toSorted((a, b) => a - b);
  const [p50, longest] = [median(sorted), sorted.at(-1) ?? 0];
  console.log(`\n${what}`);
  console.log(
    `  opened in ${openMs.toFixed(0)} ms (${(openMs / bareMs).toFixed(1)} × a bare process), ${startedMiB.toFixed(0)} MiB`,
  );
  console.log(
    `  first answer of each: p50 ${p50.toFixed(0)} ms, longest ${longest.toFixed(0)} ms (${(longest / bareMs).toFixed(1)} × a bare process)`,
  );
  console.log(`  at the end ${openAtEnd} are open; ${peakMiB.toFixed(0)} MiB at most`);
}
