import { spawnSync } from 'node:child_process';
import { loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Pool } from 'pg';
import type { Debated } from '../src/search/postgres/building.ts';
import { Connection } from '../src/search/postgres/connection.ts';
import { keepDebate } from '../src/search/postgres/keeping.ts';
import type { Work } from '../src/search/postgres/works.ts';
import { progressBar } from '../src/running/progress.ts';
import { asPassage, generatedQuestions, generatedTexts } from './generated.ts';
import { RARE_VOICE, tellChanges } from './postgres-changes.ts';
import { ABOUT, POSTGRES_URL, textSearch } from './postgres-bench.ts';

const CHILD = fileURLToPath(new URL('postgres-child.ts', import.meta.url));
/** As many turns as a sitting has. */
const WORK = 849;
/** Which work is by a voice of its own. */
const OWN = 5;
const QUESTIONS = 700;
/** One text in so many is asked about. */
const ASKED = 500;

/** What the child tells, in milliseconds and megabytes. */
export interface Timed {
  readonly openMs: number;
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly residentMb: number;
}

const short = (figure: number) => (figure >= 100 ? figure.toFixed(0) : figure.toPrecision(3));

/** Debates of these sizes on PostgreSQL, beside its own search over the same texts in the same run. */
export async function postgresSpeed(sizes: readonly number[]): Promise<void> {
  const isTextToo = process.env['TEXT'] !== 'no';
  const first = new Map<string, number>();
  for (const size of sizes) {
    const schema = `debat_bench_${size}`;
    const connection = new Connection(POSTGRES_URL);
    const pool = new Pool({
      connectionString: POSTGRES_URL,
      max: 1,
      connectionTimeoutMillis: 2_000,
    });
    try {
      await built(connection, schema, size);
      if (isTextToo) {
        const started = performance.now();
        await textSearch(pool, schema, documents(size));
        console.log(`  ts_rank      built in ${short((performance.now() - started) / 1000)} s`);
      }
      await pool.query('CHECKPOINT');
      console.log(`  on disk      ${await sizesOf(pool, schema)}`);
      const questions = questionsOf(size);
      for (const engine of isTextToo ? ['ours', 'ts_rank'] : ['ours']) {
        const { openMs, p50, p90, p99, residentMb } = timed(engine, schema, questions);
        const before = first.get(engine) ?? p50;
        first.set(engine, before);
        console.log(
          `  ${engine.padEnd(12)} p50 ${short(p50)} ms, p90 ${short(p90)}, p99 ${short(p99)}; RSS ${short(residentMb)} MB; ` +
            `opened in ${short(openMs)} ms; load ${short(loadavg()[0] ?? 0)}; p50 × ${short(p50 / before)} of the first size`,
        );
      }
      await tellChanges(connection, { schema, debate: 'bench' }, debatedOf(size, true));
    } finally {
      if (process.env['KEEP'] === undefined)
        await pool.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);
      await pool.end();
      await connection.close();
    }
  }
}

async function built(connection: Connection, schema: string, size: number): Promise<void> {
  const started = performance.now();
  const bar = progressBar(process.stderr, () => new Date());
  await keepDebate(connection, { schema, debate: 'bench' }, debatedOf(size), { tell: bar });
  const seconds = (performance.now() - started) / 1000;
  const peakMb = process.resourceUsage().maxRSS / 1000;
  console.log(`${size} passages: built in ${short(seconds)} s; peak ${short(peakMb)} MB`);
}

function debatedOf(size: number, isEdited = false): Debated {
  const works = { works: () => worksOf(size, isEdited), passageCount: size };
  return { ...works, about: ABOUT, version: 'bench' };
}

/** One of them is by a voice of its own, and says something else where it is edited. */
function* worksOf(size: number, isEdited: boolean): Generator<Work> {
  let texts: string[] = [];
  let works = 0;
  const work = (): Work => {
    const id = `seance-${(works += 1)}`;
    const voice = works === OWN ? { voice: RARE_VOICE } : {};
    const added = works === OWN && isEdited ? ' Rien à redire.' : '';
    const passages = texts.map((text, order) => ({
      ...asPassage(`${id}#${order}`, id, text + added, order),
      ...voice,
    }));
    texts = [];
    const [{ source } = asPassage('', id, '', 0)] = passages;
    return { source, passages };
  };
  for (const text of generatedTexts(size)) if (texts.push(text) === WORK) yield work();
  if (texts.length > 0) yield work();
}

function* documents(size: number) {
  let number = 0;
  for (const text of generatedTexts(size)) yield { id: String((number += 1)), title: '', text };
}

function questionsOf(size: number): string[] {
  const asked: { readonly text: string }[] = [];
  let number = 0;
  for (const text of generatedTexts(size)) if ((number += 1) % ASKED === 0) asked.push({ text });
  return generatedQuestions(asked, QUESTIONS);
}

function timed(engine: string, schema: string, questions: readonly string[]): Timed {
  const { stdout } = spawnSync(
    process.execPath,
    [
      '--max-semi-space-size=4',
      '--heap-growing-percent=50',
      '--no-warnings',
      CHILD,
      engine,
      schema,
    ],
    { encoding: 'utf8', input: JSON.stringify(questions), stdio: ['pipe', 'pipe', 'inherit'] },
  );
  return JSON.parse(stdout) as Timed;
}

async function sizesOf(pool: Pool, schema: string): Promise<string> {
  const { rows } = await pool.query(
    `SELECT relname AS name, pg_size_pretty(pg_total_relation_size(oid)) AS size FROM pg_class
      WHERE relnamespace = $1::regnamespace AND relkind = 'r' AND pg_total_relation_size(oid) > 1e6 ORDER BY 1`,
    [schema],
  );
  return rows.map(({ name, size }) => `${String(name)} ${String(size)}`).join(', ');
}
