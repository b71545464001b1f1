// One engine in a process of its own, so that the memory told is its own: asks the questions that stand in its
// input, and prints one line of JSON: `node bench/postgres-child.ts ENGINE SCHEMA`.
import { text } from 'node:stream/consumers';
import { Pool } from 'pg';
import { Connection } from '../src/search/postgres/connection.ts';
import { PostgresRetriever } from '../src/search/postgres/postgres-retriever.ts';
import { asker, POSTGRES_URL } from './postgres-bench.ts';

const WARMING = 100;
const HITS = 10;
/** An engine that is still not through by then is judged on what it answered. */
const LONGEST_MS = 90_000;

const [engine = '', schema = ''] = process.argv.slice(2);
const questions = JSON.parse(await text(process.stdin)) as readonly string[];
const connection = new Connection(POSTGRES_URL);
const pool = new Pool({ connectionString: POSTGRES_URL, max: 1, connectionTimeoutMillis: 2_000 });
const retriever = new PostgresRetriever(connection, { schema, debate: 'bench' });
const byText = asker(pool, schema);
const ask = (question: string): Promise<unknown> =>
  engine === 'ours' ? retriever.search({ text: question, limit: HITS }) : byText(question, HITS);

const opening = performance.now();
await ask('');
const openMs = performance.now() - opening;
for (const question of questions.slice(0, WARMING)) await ask(question);
const times: number[] = [];
const end = performance.now() + LONGEST_MS;
for (const question of questions.slice(WARMING)) {
  const started = performance.now();
  await ask(question);
  times.push(performance.now() - started);
  if (performance.now() > end) break;
}
const sorted = times.sort((a, b) => a - b);
const at = (share: number) => sorted[Math.floor(share * sorted.length)] ?? Number.NaN;
const residentMb = process.resourceUsage().maxRSS / 1000;
console.log(JSON.stringify({ openMs, p50: at(0.5), p90: at(0.9), p99: at(0.99), residentMb }));
await connection.close();
await pool.end();
