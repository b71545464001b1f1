// What `/debat roi` costs over signed HTTP beside a bare Bolt app that answers a constant: requests a
// second, latencies, processor time and memory, each app in a process of its own; then the bot at a
// steady rate. The bot works a question out once for all who ask it within a minute: so it is asked the
// same one again and again, as the bare app is, and then another one every time.
import { loadCorpus } from '../src/running/reader.ts';
import { startSlack } from '../test/standins/slack/stand-in.ts';
import { median, SERVE } from './processes.ts';
import { flood, steady } from './slack-load.ts';
import type { Latencies } from './slack-load.ts';
import { startServer } from './slack-server.ts';
import type { ServerProcess } from './slack-server.ts';

const ROUNDS = 7;
const REQUESTS = 2_000;
const AT_ONCE = 16;
const RATE_PER_SECOND = 100;
const STEADY_SECONDS = 10;
/** What the project promises. */
const LEAST_RATIO = 0.7;
const MOST_MEMORY = 1.8;
/** What it is to reach where no question is asked twice. */
const WANTED_RATIO = 0.6;
const LONGEST_P99_MS = 100;
/** Coprime to any number of words there is: pairs of words do not come again for a long time. */
const STRIDE = 7_919;

interface Measured extends Latencies {
  /** Processor time a request; the load of others on the machine hardly touches it. */
  readonly processorMs: number;
}

const words = await corpusWords();
const SAME = () => 'roi';
const OTHER = (n: number) => `${wordAt(n)} ${wordAt(Math.floor(n / words.length) + n * STRIDE)}`;

const slack = await startSlack();
const { botToken, signingSecret } = slack.credentials;
const environment = {
  SLACK_BOT_TOKEN: botToken,
  SLACK_SIGNING_SECRET: signingSecret,
  SLACK_API_URL: slack.apiUrl,
  STORE_URL: 'sqlite::memory:',
  LISTEN_HOST: '127.0.0.1',
  PORT: '0',
  NODE_COMPILE_CACHE: 'node_modules/.cache/compiled',
};
const BARE = ['bench/slack-bare.ts'];
// The first start after a change strips types, which takes memory that no later one needs.
for (const typed of [BARE, SERVE]) await (await startServer(typed, environment)).stop();
const bare = await startServer(BARE, environment);
const bot = await startServer(SERVE, environment);

const rounds: { bare: Measured; same: Measured; other: Measured }[] = [];
// The first two rounds warm both up and are not counted.
for (let round = -1; round <= ROUNDS; round += 1) {
  const measured = {
    bare: await load(bare, SAME),
    same: await load(bot, SAME),
    other: await load(bot, OTHER),
  };
  if (round > 0) rounds.push(measured);
}
const asked = { secret: signingSecret, subject: OTHER };
const calm = await steady(bot.port, asked, RATE_PER_SECOND, STEADY_SECONDS);
const peaks = { bare: await bare.stop(), bot: await bot.stop() };
await slack.stop();

const same = ratios('same');
const other = ratios('other');
console.log(
  `${ROUNDS} rounds of ${REQUESTS} requests each, ${AT_ONCE} at once, Node ${process.version}`,
);
console.log(row('bare Bolt app, a constant', 'bare', peaks.bare));
console.log(row('debat-bot, /debat roi', 'same', peaks.bot));
console.log(row('debat-bot, another subject', 'other', peaks.bot));
console.log(`/debat roi / bare: ${told(same)} (at least ${LEAST_RATIO})`);
console.log(`another subject / bare: ${told(other)} (to be at least ${WANTED_RATIO})`);
const memory = peaks.bot / peaks.bare;
console.log(`peak memory / bare: ${memory.toFixed(2)} (at most ${MOST_MEMORY})`);
console.log(
  `at ${RATE_PER_SECOND} requests/s, another subject each: p50 ${calm.p50.toFixed(1)} ms, p99 ${calm.p99.toFixed(1)} ms (below ${LONGEST_P99_MS})`,
);
const isFast = Math.min(same.throughput, same.processor) >= LEAST_RATIO;
const isSmall = memory <= MOST_MEMORY;
process.exitCode = isFast && isSmall && calm.p99 < LONGEST_P99_MS ? 0 : 1;

async function load(server: ServerProcess, subject: (n: number) => string): Promise<Measured> {
  const before = await server.processorMs();
  const given = { secret: signingSecret, requests: REQUESTS, atOnce: AT_ONCE, subject };
  const latencies = await flood(server.port, given);
  return { ...latencies, processorMs: ((await server.processorMs()) - before) / REQUESTS };
}

/** Of each round, so that a slow moment of the machine strikes both sides. */
function ratios(of: 'same' | 'other') {
  return {
    throughput: median(rounds.map((round) => round[of].perSecond / round.bare.perSecond)),
    processor: median(rounds.map((round) => round.bare.processorMs / round[of].processorMs)),
  };
}

function told({ throughput, processor }: ReturnType<typeof ratios>): string {
  return `throughput ${throughput.toFixed(2)}, requests a second of processor time ${processor.toFixed(2)}`;
}

function row(name: string, of: keyof (typeof rounds)[number], peakMiB: number): string {
  const middle = (figure: keyof Measured) => median(rounds.map((round) => round[of][figure]));
  return [
    name.padEnd(26),
    `${middle('perSecond').toFixed(0).padStart(6)} requests/s`,
    `p50 ${middle('p50').toFixed(2)} ms`,
    `p99 ${middle('p99').toFixed(2)} ms`,
    `processor ${middle('processorMs').toFixed(3)} ms`,
    `peak memory ${peakMiB.toFixed(0)} MiB`,
  ].join('   ');
}

/** Words that the debate speaks with: a subject without result would cost less than an answer. */
async function corpusWords(): Promise<readonly string[]> {
  const { passages } = await loadCorpus({ corpusFolder: 'corpus', showsProposed: true });
  const found = passages.flatMap(({ text }) => text?.match(/\p{L}{6,}/gu) ?? []);
  return [...new Set(found.map((word) => word.toLowerCase()))];
}

function wordAt(n: number): string {
  return words[n % words.length] ?? '';
}
