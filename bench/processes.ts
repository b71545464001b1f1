import { spawnSync } from 'node:child_process';
import manifest from '../package.json' with { type: 'json' };

/** What `npm start` gives to Node: behind « exec node ». */
export const START = manifest.scripts.start.split(' ').slice(2);
/** The same of `npm run corpus`. */
export const CORPUS = manifest.scripts.corpus.split(' ').slice(2);
export const SERVE = [...START, 'serve'];

/** One finished process: wall-clock milliseconds and peak resident memory in MiB. */
export interface Run {
  readonly wallMs: number;
  readonly peakMiB: number;
}

/** Prints the child's peak memory on its last line: no platform but the process itself knows it. */
const REPORTER = `data:text/javascript,process.on('exit',()=>{process.stderr.write('\\npeak '+process.resourceUsage().maxRSS)})`;

/** Runs Node with these arguments and settings, its output thrown away. */
export function runNode(typed: readonly string[], settings: NodeJS.ProcessEnv = {}): Run {
  const started = process.hrtime.bigint();
  const { status, stderr } = spawnSync(process.execPath, ['--import', REPORTER, ...typed], {
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, ...settings },
  });
  const wallMs = Number(process.hrtime.bigint() - started) / 1e6;
  if (status !== 0) throw new Error(`node ${typed.join(' ')} ended with ${status}: ${stderr}`);
  const peakKiB = Number(/peak (\d+)$/u.exec(stderr)?.[1]);
  return { wallMs, peakMiB: peakKiB / 1024 };
}

/** The middle of the values; the machine's slow moments fall on either side of it. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
