// What `/debat roi` costs beside a bare discord.js bot that answers the same message, which is a constant
// there, and beside one that answers one word: interactions a second, latencies, and memory at 0, 100 and 2,500 servers of 20 channels, each bot in a process of its own.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { startServer } from './discord-server.ts';
import type { BenchServer } from './discord-server.ts';
import { median } from './processes.ts';

const ROUNDS = 7;
const REQUESTS = 2_000;
const AT_ONCE = 16;
const SERVERS = [0, 100, 2_500];
/** What the project promises. */
const LEAST_RATIO = 0.7;
/** After READY: what was needed for the start alone is given back. */
const REST_MS = 3_000;

interface Latencies {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
}

const BOTS = {
  word: ['bench/discord-bare.ts'],
  bare: ['bench/discord-bare.ts'],
  bot: ['src/start.js', 'serve'],
} as const;
type Name = keyof typeof BOTS;

/** A bot in a process of its own, beside the Discord it speaks to. */
async function startBot(name: Name, guilds: number, environment: NodeJS.ProcessEnv = {}) {
  const server = await startServer(guilds);
  const child = spawn(process.execPath, ['--expose-gc', '--import', REPORTER, ...BOTS[name]], {
    env: {
      PATH: process.env['PATH'],
      DISCORD_TOKEN: 'bench',
      DISCORD_API_URL: server.apiUrl,
      ...environment,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  // A benchmark that fails must leave no bot behind.
  process.once('exit', () => child.kill());
  let told = '';
  child.stderr.on('data', (text: Buffer) => (told += text.toString()));
  const ended = once(child, 'close');
  await Promise.race([
    server.untilReady(),
    ended.then(() => Promise.reject(new Error(`${name} ended: ${told}`))),
  ]);
  return {
    server,
    /** Resident memory and live heap in MiB, as it says itself when it is asked. */
    memory: async () => {
      const before = told.length;
      const said = () => /resident (\d+) heap (\d+) /u.exec(told.slice(before));
      child.kill('SIGUSR2');
      while (said() === null) await wait(10);
      const [, resident, heap] = said() ?? [];
      return `${mebibytes(resident)} MiB resident, ${mebibytes(heap)} of live heap`;
    },
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
      server.stop();
    },
  };
}

/** No platform but the process itself knows its memory. */
const REPORTER = `data:text/javascript,process.on('SIGUSR2',()=>{gc();process.stderr.write('resident '+process.memoryUsage.rss()+' heap '+process.memoryUsage().heapUsed+' ')})`;

async function flood({ ask }: BenchServer): Promise<Latencies> {
  let left = REQUESTS;
  const latencies: number[] = [];
  const started = performance.now();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (; left > 0; left -= 1) latencies.push(await ask());
    }),
  );
  const seconds = (performance.now() - started) / 1000;
  const sorted = latencies.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? Number.NaN;
  return { perSecond: sorted.length / seconds, p50: at(0.5), p99: at(0.99) };
}

async function idleMemory(name: Name, guilds: number): Promise<string> {
  const bot = await startBot(name, guilds);
  await wait(REST_MS);
  const memory = await bot.memory();
  await bot.stop();
  return memory;
}

const bot = await startBot('bot', 1);
await bot.server.ask();
const answer = { ...(bot.server.lastAnswer() as object), withResponse: true };
const bare = await startBot('bare', 1, { ANSWER: JSON.stringify(answer) });
const word = await startBot('word', 1);
const rounds: Record<Name, Latencies>[] = [];
// The first round warms both up and is not counted.
for (let round = 0; round <= ROUNDS; round += 1) {
  const measured = {
    word: await flood(word.server),
    bare: await flood(bare.server),
    bot: await flood(bot.server),
  };
  if (round > 0) rounds.push(measured);
}
await Promise.all([word, bare, bot].map((each) => each.stop()));

const ratio = median(rounds.map((each) => each.bot.perSecond / each.bare.perSecond));
const toWord = median(rounds.map((each) => each.bot.perSecond / each.word.perSecond));
console.log(
  `${ROUNDS} rounds of ${REQUESTS} × /debat roi, ${AT_ONCE} at once, Node ${process.version}`,
);
console.log(row('bare, one word', 'word'));
console.log(row('bare, same message', 'bare'));
console.log(row('debat-bot', 'bot'));
console.log(
  `throughput of the bot / of the bare one with the same message: ${ratio.toFixed(2)} (at least ${LEAST_RATIO}); with one word: ${toWord.toFixed(2)}`,
);
for (const guilds of SERVERS) {
  console.log(`${String(guilds).padStart(5)} servers   bare ${await idleMemory('word', guilds)}`);
  console.log(`                debat-bot ${await idleMemory('bot', guilds)}`);
}
process.exitCode = ratio >= LEAST_RATIO ? 0 : 1;
// Sockets of the library may still be closing.
process.exit();

function row(title: string, name: Name): string {
  const middle = (figure: keyof Latencies) => median(rounds.map((each) => each[name][figure]));
  return [
    title.padEnd(20),
    `${middle('perSecond').toFixed(0).padStart(6)} interactions/s`,
    `p50 ${middle('p50').toFixed(2)} ms`,
    `p99 ${middle('p99').toFixed(2)} ms`,
  ].join('   ');
}

function mebibytes(bytes: string | undefined): string {
  return (Number(bytes) / 2 ** 20).toFixed(0);
}
