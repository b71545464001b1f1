// Build time, memory and time to answer at full quality, beside peers, and how each grows:
//   npm run bench:speed -- [--passages 10000,100000,1000000] [--engines ours,minisearch,flexsearch,bm25]
//   npm run bench:speed -- --engine postgres [--passages 100000,1000000]
// The second is of the server at POSTGRES_URL, beside its own search.
// Passages are generated (bench/generated.ts). Times are of this machine at this moment: the ratios,
// of one run, are what to read.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { enginesOf, optionsOf, run, sizesOf } from './arguments.ts';
import { PEERS } from './peers.ts';
import { postgresSpeed } from './postgres-speed.ts';

const USAGE =
  'npm run bench:speed -- [--passages 10000,100000] [--engines ours,minisearch,flexsearch,bm25] [--engine postgres]';
const OPTIONS = {
  passages: { type: 'string', default: '10000,100000' },
  engines: { type: 'string', default: 'ours,minisearch,flexsearch,bm25' },
  engine: { type: 'string' },
} as const;
const CHILD = fileURLToPath(new URL('speed-child.ts', import.meta.url));
const HEAP_MIB = 12_000;

interface Measured {
  readonly buildMs: number;
  readonly indexMb: number;
  readonly residentMb: number;
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly answered: number;
  readonly savedMb?: number;
  readonly loadMs?: number;
  readonly rebuildMs?: number;
}

const all = new Map<string, Measured>();

await run(async () => {
  const values = optionsOf(OPTIONS, USAGE);
  if (values.engine !== undefined) {
    enginesOf(values.engine, ['postgres']);
    await postgresSpeed(sizesOf(values.passages, USAGE));
    return;
  }
  const engines = enginesOf(values.engines, Object.keys(PEERS));
  const sizes = sizesOf(values.passages, USAGE);
  for (const size of sizes) {
    console.log(`\n${size} passages`);
    console.log(
      row('', [
        'build s',
        'index MB',
        'RSS MB',
        'p50 ms',
        'p90',
        'p99',
        'p50 ×',
        'p99/p50',
        'MB ×',
      ]),
    );
    const [first = ''] = engines;
    for (const engine of engines) report(engine, first, size, measured(engine, size));
  }
  growth(engines, sizes);
});

function measured(engine: string, size: number): Measured | null {
  const options = ['--expose-gc', `--max-old-space-size=${HEAP_MIB}`, '--no-warnings'];
  const { stdout, status } = spawnSync(
    process.execPath,
    [...options, CHILD, engine, String(size)],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] },
  );
  return status === 0 ? (JSON.parse(stdout) as Measured) : null;
}

/** Ratios are to the first engine: how many times slower, how many times its memory. */
function report(engine: string, reference: string, size: number, each: Measured | null): void {
  if (each === null) {
    console.log(row(engine, ['not finished']));
    return;
  }
  all.set(`${engine} ${size}`, each);
  const first = all.get(`${reference} ${size}`) ?? each;
  const { buildMs, indexMb, residentMb, p50, p90, p99 } = each;
  const ratios = [p50 / first.p50, p99 / p50, indexMb / first.indexMb];
  const figures = [buildMs / 1000, indexMb, residentMb, p50, p90, p99, ...ratios];
  console.log(row(engine, figures.map(short)));
  const { savedMb, loadMs, rebuildMs } = each;
  if (savedMb === undefined || loadMs === undefined || rebuildMs === undefined) return;
  const faster = `${short(rebuildMs / loadMs)} times faster than building`;
  console.log(`  saved: ${short(savedMb)} MB, loaded in ${short(loadMs)} ms, ${faster}`);
}

/** How many times slower from the smallest size to the largest; less than the sizes is sublinear. */
function growth(engines: readonly string[], sizes: readonly number[]): void {
  const least = Math.min(...sizes);
  const most = Math.max(...sizes);
  if (least === most) return;
  console.log(`\np50 from ${least} to ${most} passages, ${most / least} times as many`);
  for (const engine of engines) {
    const [small, large] = [all.get(`${engine} ${least}`), all.get(`${engine} ${most}`)];
    if (small === undefined || large === undefined) continue;
    console.log(row(engine, [`${short(large.p50 / small.p50)} times slower`]));
  }
}

function row(name: string, cells: readonly string[]): string {
  return [name.padEnd(20), ...cells.map((cell) => cell.padStart(9))].join(' ');
}

function short(figure: number): string {
  return figure >= 100 ? figure.toFixed(0) : figure.toPrecision(3);
}
