// What one question costs inside a running bot, from the typed command to the cleared payload, over the
// real corpus: `npm run bench:bot`. Ratios are to the same questions asked of the search alone.
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { read, render } from '../src/platforms/terminal/render.ts';
import { Cleared } from '../src/debate/gate.ts';
import { PAGE_SIZE } from '../src/debate/reply.ts';
import { openLive } from '../src/running/live.ts';
import { createRetriever } from '../src/search/retriever.ts';
import { withBalance } from '../src/search/balance.ts';
import * as v from 'valibot';

const ROUNDS = 10;
const ADDRESS = { platform: 'console', workspace: null, channel: null, person: null };
const LAYOUT = { columns: Infinity, coloured: false };

const subjects = v
  .parse(
    v.array(v.object({ subject: v.string() })),
    parse(readFileSync(new URL('../test/ranking/subjects.yaml', import.meta.url), 'utf8')),
  )
  .map(({ subject }) => subject);

const live = await openLive({
  corpusFolder: 'corpus',
  showsProposed: true,
  today: () => '2026-11-22',
  reportFault: () => 'benchmark',
  reportProgress: () => undefined,
});
const { corpus } = live.debate;
if (corpus === null) throw new RangeError('it lies in memory');
const retriever = withBalance(createRetriever(corpus), PAGE_SIZE);

await times(answer);
const whole = await times(answer);
const search = await times((text) => retriever.search({ text, limit: 50 }));
console.log(
  `${subjects.length} questions, ${ROUNDS} times each, ${corpus.passages.length} passages`,
);
tell('command to payload', whole);
tell('search alone', search);
console.log(`p50 of the whole: ${(at(whole, 0.5) / at(search, 0.5)).toFixed(1)} times the search`);

async function answer(text: string): Promise<unknown> {
  const request = { address: ADDRESS, command: 'debat', input: { text } };
  const answered = await live.dispatch(request);
  return Cleared.by(live.debate.gate, render(answered, LAYOUT), read);
}

async function times(ask: (text: string) => unknown): Promise<number[]> {
  const measured: number[] = [];
  for (const subject of Array.from({ length: ROUNDS }, () => subjects).flat()) {
    const from = performance.now();
    await ask(subject);
    measured.push(performance.now() - from);
  }
  return measured.sort((a, b) => a - b);
}

function tell(name: string, sorted: readonly number[]): void {
  const [p50, p99] = [at(sorted, 0.5), at(sorted, 0.99)];
  const ratio = (p99 / p50).toFixed(1);
  console.log(
    `${name.padEnd(20)} p50 ${p50.toFixed(2)} ms   p99 ${p99.toFixed(2)} ms   p99/p50 ${ratio}`,
  );
}

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.floor(share * sorted.length)] ?? Number.NaN;
}
