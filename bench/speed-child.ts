// One engine and one size in a process of its own, so that the memory told is that engine's:
// `node --expose-gc bench/speed-child.ts ENGINE PASSAGES`. Prints one line of JSON.
import { Cache } from '../src/running/cache.ts';
import { buildIndex } from '../src/search/index/index-builder.ts';
import { indexFrom, indexParts } from '../src/search/index/saved-index.ts';
import { asPassage, generatedQuestions, generatedTexts } from './generated.ts';
import { PEERS, type Document } from './peers.ts';

const QUESTIONS = 600;
const WARMING = 100;
/** An engine that is still not through by then is judged on what it answered. */
const LONGEST_MS = 60_000;
const HITS = 10;

const [name = '', size = '0'] = process.argv.slice(2);
const documents: Document[] = [];
for (const text of generatedTexts(Number(size))) {
  documents.push({ id: String(documents.length), title: '', text });
}
const questions = generatedQuestions(documents, QUESTIONS + WARMING);

const before = memoryMb();
const started = performance.now();
const search = PEERS[name]?.(documents) ?? (() => []);
const buildMs = performance.now() - started;
const indexMb = memoryMb() - before;
const { rss } = process.memoryUsage();
const times = await timesMs();
console.log(
  JSON.stringify({
    buildMs,
    indexMb,
    residentMb: rss / 1e6,
    ...times,
    ...(name === 'ours' ? saved() : {}),
  }),
);

/** What the process holds, the texts included: they are held in every process, before and after. */
function memoryMb(): number {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 1e6;
}

async function timesMs() {
  for (const question of questions.slice(0, WARMING)) await search(question, HITS);
  const measured: number[] = [];
  const end = performance.now() + LONGEST_MS;
  for (const question of questions.slice(WARMING)) {
    const from = performance.now();
    await search(question, HITS);
    measured.push(performance.now() - from);
    if (performance.now() > end) break;
  }
  const sorted = measured.sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(share * sorted.length)] ?? Number.NaN;
  return { p50: at(0.5), p90: at(0.9), p99: at(0.99), answered: sorted.length };
}

/** Size of the saved index and time to load it, checksum included; beside a build without passages to make. */
function saved() {
  const passages = documents.map(({ id, title, text }, order) => asPassage(id, title, text, order));
  const built = performance.now();
  const parts = indexParts(buildIndex(passages, []));
  const rebuildMs = performance.now() - built;
  const key = `bench ${size}`;
  const cache = new Cache('bench');
  cache.keep('index', key, parts);
  const from = performance.now();
  const bytes = cache.read('index', key);
  const index = bytes === null ? null : indexFrom(bytes, passages);
  const loadMs = performance.now() - from;
  // What is kept for a benchmark is of no use to the next start.
  cache.keep('index', key, []);
  return { savedMb: (bytes?.length ?? 0) / 1e6, loadMs: index === null ? null : loadMs, rebuildMs };
}
