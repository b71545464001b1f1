// What `/debat roi` costs beside a bare discord.js bot that answers one word, and beside one that answers the
// very same message, a constant there: interactions a second and latencies, asked again and again, asked anew
// each time, and while typing; memory at 0, 100 and 2,500 servers of 20 channels. Each bot has a process of its own.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { startServer } from './discord-server.ts';
import type { BenchServer } from './discord-server.ts';
import { median, SERVE } from './processes.ts';

const ROUNDS = 7;
const REQUESTS = 2_000;
const AT_ONCE = 16;
const SERVERS = [0, 100, 2_500];
/** What the project promises. */
const LEAST_RATIO = 0.7;
const LONGEST_MENU_MS = 50;
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
  bot: SERVE,
};
type Name = keyof typeof BOTS;
/** What is measured: the bots, and the bot asked otherwise. */
type Reading = Name | 'anew' | 'menu';

/** In MiB. */
interface Memory {
  readonly resident: number;
  readonly heap: number;
}

/** A bot in a process of its own, beside the Discord it speaks to. */
async function startBot(name: Name, guilds: number, environment: NodeJS.ProcessEnv = {}) {
  const server = await startServer(guilds);
  const child = spawn(process.execPath, ['--expose-gc', '--import', REPORTER, ...BOTS[name]], {
    env: {
      PATH: process.env['PATH'],
      DISCORD_TOKEN: 'bench',
      DISCORD_API_URL: server.apiUrl,
      STORE_URL: 'sqlite::memory:',
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
    memory: async (): Promise<Memory> => {
      const before = told.length;
      const said = () => /resident (\d+) heap (\d+) /u.exec(told.slice(before));
      child.kill('SIGUSR2');
      while (said() === null) await wait(10);
      const [, resident, heap] = said() ?? [];
      return { resident: mebibytes(resident), heap: mebibytes(heap) };
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

async function flood(ask: () => Promise<number>, atOnce = AT_ONCE): Promise<Latencies> {
  let left = REQUESTS;
  const latencies: number[] = [];
  const started = performance.now();
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (; left > 0; left -= 1) latencies.push(await ask());
    }),
  );
  const seconds = (performance.now() - started) / 1000;
  const sorted = latencies.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? Number.NaN;
  return { perSecond: sorted.length / seconds, p50: at(0.5), p99: at(0.99) };
}

/** What a person types key by key, an accent and a capital in it. */
const TYPED = ['', 'r', 're', 'ret', 'Reto', 'retour', 'mé', 'média', 'x'];
let typed = 0;

function typeOn({ type }: BenchServer): Promise<number> {
  typed += 1;
  return type(TYPED[typed % TYPED.length] ?? '');
}

async function idleMemory(name: Name, guilds: number): Promise<Memory> {
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
const rounds: Record<Reading, Latencies>[] = [];
// The first round warms all up and is not counted.
for (let round = 0; round <= ROUNDS; round += 1) {
  const measured = {
    word: await flood(word.server.ask),
    bare: await flood(bare.server.ask),
    bot: await flood(bot.server.ask),
    anew: await flood(bot.server.askAnew),
    menu: await flood(() => typeOn(bot.server), 1),
  };
  if (round > 0) rounds.push(measured);
}
await Promise.all([word, bare, bot].map((each) => each.stop()));

console.log(
  `${ROUNDS} rounds of ${REQUESTS} × /debat roi, ${AT_ONCE} at once, Node ${process.version}`,
);
console.log(row('bare, one word', 'word'));
console.log(row('bare, same message', 'bare'));
console.log(row('debat-bot', 'bot'));
console.log(row('debat-bot, all anew', 'anew'));
console.log(row('debat-bot, one types', 'menu'));
const ratio = ratioOf('bot', 'word');
console.log(
  `throughput of the bot / of the bare one with one word: ${ratio.toFixed(2)} (at least ${LEAST_RATIO}); with the same message: ${ratioOf('bot', 'bare').toFixed(2)}`,
);
console.log(
  `where no two questions are the same: ${ratioOf('anew', 'word').toFixed(2)} and ${ratioOf('anew', 'bare').toFixed(2)}`,
);
const slowest = median(rounds.map(({ menu }) => menu.p99));
console.log(`proposals while typing: p99 ${slowest.toFixed(2)} ms (at most ${LONGEST_MENU_MS})`);
const idle: Record<'word' | 'bot', Memory[]> = { word: [], bot: [] };
for (const guilds of SERVERS) {
  for (const name of ['word', 'bot'] as const) {
    const memory = await idleMemory(name, guilds);
    idle[name].push(memory);
    const title = name === 'word' ? 'bare' : 'debat-bot';
    console.log(
      `${String(guilds).padStart(5)} servers   ${title.padEnd(9)}   ${memory.resident.toFixed(0)} MiB resident, ${memory.heap.toFixed(1)} of live heap`,
    );
  }
}
console.log(
  `live heap per idle server: bare ${perServer(idle.word)} KiB, debat-bot ${perServer(idle.bot)} KiB`,
);
process.exitCode = ratio >= LEAST_RATIO && slowest <= LONGEST_MENU_MS ? 0 : 1;
// Sockets of the library may still be closing.
process.exit();

/** The middle of the rounds' ratios: what slows one down slows its neighbour down as well. */
function ratioOf(one: Reading, other: Reading): number {
  return median(rounds.map((each) => each[one].perSecond / each[other].perSecond));
}

function perServer(measured: readonly Memory[]): string {
  const [none, all] = [measured.at(0)?.heap ?? 0, measured.at(-1)?.heap ?? 0];
  return (((all - none) * 1024) / (SERVERS.at(-1) ?? 1)).toFixed(2);
}

function row(title: string, name: Reading): string {
  const middle = (figure: keyof Latencies) => median(rounds.map((each) => each[name][figure]));
  return [
    title.padEnd(21),
    `${middle('perSecond').toFixed(0).padStart(6)} interactions/s`,
    `p50 ${middle('p50').toFixed(2)} ms`,
    `p99 ${middle('p99').toFixed(2)} ms`,
  ].join('   ');
}

function mebibytes(bytes: string | undefined): number {
  return Number(bytes) / 2 ** 20;
}
