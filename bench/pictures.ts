// What pictures cost: a card, a timeline and a map of twenty passages, composed, cleared and drawn, beside
// drawing a blank of the size of a card in the same thread of the same run; how long others wait meanwhile:
//   npm run bench:pictures -- [--rounds 50]
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Cleared, Gate } from '../src/debate/gate.ts';
import { mapOf } from '../src/debate/graph.ts';
import { Quote } from '../src/debate/quote.ts';
import { Drawing } from '../src/site/pictures/drawing.ts';
import { Pictures } from '../src/site/pictures/pictures.ts';
import type { NotDrawn, Picture } from '../src/site/pictures/setting.ts';
import { Typeface } from '../src/site/pictures/typeface.ts';
import { realCorpus as corpus } from '../test/fixtures/corpora.ts';
import { optionsOf } from './arguments.ts';
import { median } from './processes.ts';

const USAGE = 'npm run bench:pictures -- [--rounds 50]';
const OPTIONS = { rounds: { type: 'string', default: '50' } } as const;
const NOTHING = { quotations: [], works: [], documents: [], texts: [] };

const gate = Gate.of(corpus);

await measure(Number(optionsOf(OPTIONS, USAGE).rounds));

async function measure(rounds: number): Promise<void> {
  const before = residentMiB();
  const [typeface, loadMs] = await timed(() => Typeface.load());
  const drawing = new Drawing();
  const pictures = new Pictures({ gate, corpus, typeface, drawing });
  const [, coldMs] = await timed(() => drawing.png(blank(-1)));
  console.log(
    `letters ${loadMs.toFixed(0)} ms, first picture ${coldMs.toFixed(0)} ms with its thread`,
  );
  const blankMs = await medianOf(rounds, (round) => drawing.png(blank(round)));
  console.log(`blank of 1200 × 630           ${blankMs.toFixed(1)} ms`);
  const quoted = corpus.passages.filter(({ text }) => text !== null);
  const passageAt = (round: number) => quoted[round % quoted.length] ?? fail();
  const delays = monitorEventLoopDelay({ resolution: 1 });
  delays.enable();
  const cardMs = await medianOf(rounds, (round) =>
    drawing.png(drawable(pictures.card(passageAt(round)))),
  );
  delays.disable();
  tell('card', cardMs, blankMs);
  const kept = drawable(pictures.card(passageAt(0)));
  tell('card that is kept', await medianOf(rounds, () => drawing.png(kept)), blankMs);
  const entries = corpus.sources.map((source) => {
    const quotes = quoted.filter((each) => each.source === source).map((each) => Quote.at(each));
    return { source, quotes };
  });
  const timelineMs = await medianOf(Math.min(rounds, 10), (round) =>
    drawing.png(drawable(pictures.timeline(entries, `Frise ${round}`))),
  );
  tell('timeline', timelineMs, blankMs);
  const map = mapOf(corpus.passages, corpus);
  const mapMs = await medianOf(Math.min(rounds, 10), async (round) => {
    const look = { heading: `Carte ${round}`, hrefOf: null };
    return drawing.png(drawable(await pictures.map(map, look)));
  });
  tell(`map of ${map.nodes.length}, ${map.arrows.length} arrows`, mapMs, blankMs);
  console.log(
    `others wait ${(delays.max / 1e6).toFixed(0)} ms at most while cards are made; memory + ${(residentMiB() - before).toFixed(0)} MiB`,
  );
  await drawing.close();
  console.log(`after the thread has ended     + ${(residentMiB() - before).toFixed(0)} MiB`);
}

function tell(what: string, ms: number, blankMs: number): void {
  console.log(`${what.padEnd(29)} ${ms.toFixed(1)} ms, ${(ms / blankMs).toFixed(2)} × the blank`);
}

/** The same size without a word; each is another one, so that none is kept. */
function blank(round: number): Cleared<Picture> {
  const size = `width="1200" height="630"`;
  const rect = `<rect ${size} fill="#fbf9f4" x="${round}"/>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" ${size}>${rect}</svg>`;
  return Cleared.by(gate, { svg, width: 1200, height: 630, alt: '' }, () => NOTHING);
}

function drawable(made: Cleared<Picture> | NotDrawn): Cleared<Picture> {
  return made instanceof Cleared ? made : fail();
}

async function medianOf(rounds: number, make: (round: number) => Promise<unknown>) {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    times.push((await timed(() => make(round)))[1]);
  }
  return median(times);
}

async function timed<Made>(make: () => Promise<Made>): Promise<[made: Made, ms: number]> {
  const started = performance.now();
  const made = await make();
  return [made, performance.now() - started];
}

function residentMiB(): number {
  return process.memoryUsage.rss() / 1024 / 1024;
}

function fail(): never {
  throw new Error('nothing to draw');
}
