// What an import costs: megabytes a second of each format beside its parser alone, each in a process of its
// own; whether memory grows with the number of files; and a month of sittings through the whole command:
//   npm run bench:import -- [--megabytes 2] [--formats page,tei] [--files 20]
// The files are generated (bench/import-files.ts) into a folder that is removed at the end.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Misuse, optionsOf, run } from './arguments.ts';
import { FILES, generatedTurns, sittingOf, type Made } from './import-files.ts';
import { CORPUS, runNode, type Run } from './processes.ts';

const USAGE = 'npm run bench:import -- [--megabytes 2] [--formats page,tei] [--files 20]';
const OPTIONS = {
  megabytes: { type: 'string', default: '2' },
  formats: { type: 'string', default: Object.keys(FILES).join(',') },
  files: { type: 'string', default: '20' },
} as const;
const CHILD = fileURLToPath(new URL('import-child.ts', import.meta.url));
const READERS = ['parser', 'read', 'import'] as const;
const SMALL_BYTES = 50_000;
const MONTH_TURNS = 20_000;
/** Turns of a sitting are longer than one text of the generator. */
const TEXTS_A_TURN = 2;

/** What the child tells. */
export interface Measured {
  readonly ms: number;
  readonly peakMb: number;
}

await run(() => {
  const typed = optionsOf(OPTIONS, USAGE);
  const folder = mkdtempSync(join(tmpdir(), 'debat-bench-'));
  try {
    formats(typed.formats.split(','), numberIn(typed.megabytes) * 1e6, folder);
    manyFiles(numberIn(typed.files), folder);
    month(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

function numberIn(typed: string): number {
  const number = Number(typed);
  if (number > 0) return number;
  throw new Misuse(`not a number above zero: ${typed}; usage: ${USAGE}`);
}

/** What is read is the draft of each work; an import quotes, cuts and writes it too. */
function formats(kinds: readonly string[], bytes: number, folder: string): void {
  const headings = READERS.flatMap((reader) => [`${reader} MB/s`, 'peak MB']);
  console.log(row('format', ['MB', ...headings, 'read/parser', 'import/parser']));
  for (const kind of kinds) {
    const made = FILES[kind]?.(bytes);
    if (made === undefined) throw new Misuse(`unknown format: ${kind}; usage: ${USAGE}`);
    const path = written(folder, made);
    const [parser, read, whole] = READERS.map((reader) => child(kind, reader, path));
    if (parser === undefined || read === undefined || whole === undefined) continue;
    const figures = [parser, read, whole].flatMap(({ ms, peakMb }) => [
      (made.size / 1e3 / ms).toFixed(1),
      peakMb.toFixed(0),
    ]);
    const ratios = [read, whole].map(({ ms }) => (parser.ms / ms).toFixed(2));
    console.log(row(kind, [(made.size / 1e6).toFixed(1), ...figures, ...ratios]));
  }
}

function row(name: string, cells: readonly string[]): string {
  return name.padEnd(10) + cells.map((cell) => cell.padStart(14)).join('');
}

function written(folder: string, { name, bytes }: Pick<Made, 'name' | 'bytes'>): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

function child(kind: string, reader: (typeof READERS)[number], path: string): Measured {
  const typed = ['--no-warnings', CHILD, kind, reader, path];
  const { stdout, stderr, status } = spawnSync(process.execPath, typed, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${kind} by ${reader} ended with ${status}: ${stderr}`);
  return JSON.parse(stdout) as Measured;
}

/** Pages of the same size: so many, four times and sixteen times as many. */
function manyFiles(count: number, folder: string): void {
  const text = new TextDecoder().decode(FILES['page']?.(SMALL_BYTES).bytes);
  const runs = [count, 4 * count, 16 * count].map((files) => {
    const from = join(folder, `pages-${files}`);
    mkdirSync(from);
    for (let number = 0; number < files; number += 1) {
      const bytes = Buffer.from(text.replaceAll('La piscine', `La piscine ${number}`));
      written(from, { name: `page-${number}.html`, bytes });
    }
    return { files, ...imported(from, join(folder, `pages-${files}-works`)) };
  });
  console.log('');
  for (const run of runs) tell(`${run.files} pages`, run);
}

function imported(from: string, into: string): Run {
  return runNode([...CORPUS, 'import', '--into', into, '--licence', 'public', from]);
}

function month(folder: string): void {
  const texts = [...generatedTurns(MONTH_TURNS * TEXTS_A_TURN)];
  const turns = Array.from({ length: MONTH_TURNS }, (_, at) => ({
    ...{ name: texts[at]?.name ?? '', at },
    text: texts
      .slice(at * TEXTS_A_TURN, (at + 1) * TEXTS_A_TURN)
      .map((said) => said.text)
      .join(' '),
  }));
  const bytes = new TextEncoder().encode(sittingOf(turns));
  const path = written(folder, { name: 'mois.xml', bytes });
  const into = join(folder, 'month');
  console.log(
    `\na month of sittings, ${MONTH_TURNS} turns, ${(bytes.length / 1e6).toFixed(1)} MB of TEI`,
  );
  tell('import', imported(path, into));
  const check = [...CORPUS, 'check', '--sources', `${into}-sources`];
  tell('check --sources', runNode(check, { CORPUS_DIR: into }));
}

function tell(name: string, { wallMs, peakMiB }: Run): void {
  console.log(
    `${name.padEnd(16)} ${(wallMs / 1000).toFixed(1)} s   peak ${peakMiB.toFixed(0)} MiB`,
  );
}
