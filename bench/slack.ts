// What `/debat roi` costs over signed HTTP beside a bare Bolt app that answers a constant: requests a
// second, latencies and memory, each app in a process of its own; then the bot at a steady rate.
import { startSlack } from '../test/standins/slack/stand-in.ts';
import { median } from './processes.ts';
import { flood, steady } from './slack-load.ts';
import type { Latencies } from './slack-load.ts';
import { startServer } from './slack-server.ts';

const ROUNDS = 7;
const REQUESTS = 2_000;
const AT_ONCE = 16;
const RATE_PER_SECOND = 100;
const STEADY_SECONDS = 10;
/** What the project promises. */
const LEAST_RATIO = 0.7;
const LONGEST_P99_MS = 100;

const slack = await startSlack();
const { botToken, signingSecret } = slack.credentials;
const environment = {
  SLACK_BOT_TOKEN: botToken,
  SLACK_SIGNING_SECRET: signingSecret,
  SLACK_API_URL: slack.apiUrl,
  LISTEN_HOST: '127.0.0.1',
  PORT: '0',
};
const bare = await startServer(['bench/slack-bare.ts'], environment);
const bot = await startServer(['src/start.js', 'serve'], environment);

const rounds: { bare: Latencies; bot: Latencies }[] = [];
// The first round warms both up and is not counted.
for (let round = 0; round <= ROUNDS; round += 1) {
  const load = { secret: signingSecret, requests: REQUESTS, atOnce: AT_ONCE };
  const measured = { bare: await flood(bare.port, load), bot: await flood(bot.port, load) };
  if (round > 0) rounds.push(measured);
}
const calm = await steady(bot.port, signingSecret, RATE_PER_SECOND, STEADY_SECONDS);
const peaks = { bare: await bare.stop(), bot: await bot.stop() };
await slack.stop();

const ratio = median(rounds.map((each) => each.bot.perSecond / each.bare.perSecond));
console.log(
  `${ROUNDS} rounds of ${REQUESTS} × /debat roi, ${AT_ONCE} at once, Node ${process.version}`,
);
console.log(row('bare Bolt app', (each) => each.bare, peaks.bare));
console.log(row('debat-bot', (each) => each.bot, peaks.bot));
console.log(
  `throughput of the bot / of the bare app: ${ratio.toFixed(2)} (at least ${LEAST_RATIO})`,
);
console.log(
  `at ${RATE_PER_SECOND} requests/s: p50 ${calm.p50.toFixed(1)} ms, p99 ${calm.p99.toFixed(1)} ms (below ${LONGEST_P99_MS})`,
);
process.exitCode = ratio >= LEAST_RATIO && calm.p99 < LONGEST_P99_MS ? 0 : 1;

function row(
  name: string,
  of: (round: (typeof rounds)[number]) => Latencies,
  peakMiB: number,
): string {
  const middle = (figure: keyof Latencies) => median(rounds.map((round) => of(round)[figure]));
  return [
    name.padEnd(14),
    `${middle('perSecond').toFixed(0).padStart(6)} requests/s`,
    `p50 ${middle('p50').toFixed(2)} ms`,
    `p99 ${middle('p99').toFixed(2)} ms`,
    `peak memory ${peakMiB.toFixed(0)} MiB`,
  ].join('   ');
}
