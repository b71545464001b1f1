import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStore } from '../../src/store/open.ts';
import { StoreSubscriptions } from '../../src/store/subscriptions.ts';
import { REAL_TIME, recordingLog } from '../store/opening.ts';
import { postgres, redis, uniqueNamespace } from '../store/servers.ts';
import { placeAt, scheduleAt, STEPS, type Step } from './harness.ts';
import type { Orders } from './sender.ts';

const SENDER = join(import.meta.dirname, 'sender.ts');
const CHANNELS = ['C1', 'C2', 'C3', 'C4', 'C5', 'C6'];
const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;
const FIRST_DAY = Date.UTC(2026, 10, 23);
/** Where a crash keeps the quotation from being sent, ever: docs/decisions/0010-daily.md lists them. */
const LOSING: readonly Step[] = STEPS.slice(1, 5);

const folder = mkdtempSync(join(tmpdir(), 'debat-daily-'));
const posted: Posted[] = [];
const channels = createServer((request, response) => {
  text(request).then(
    (body) => {
      posted.push(JSON.parse(body) as Posted);
      response.writeProcessing();
      response.end();
    },
    () => undefined,
  );
});
let channelsUrl = '';

beforeAll(async () => {
  channels.listen(0, '127.0.0.1');
  await once(channels, 'listening');
  channelsUrl = `http://127.0.0.1:${(channels.address() as AddressInfo).port}`;
});

afterAll(() => {
  channels.close();
  rmSync(folder, { recursive: true });
});

interface Reached {
  readonly step: Step;
  readonly channel: string;
  readonly date: string;
}

interface Posted extends Omit<Reached, 'step'> {
  readonly workspace: string;
}

interface Ended {
  readonly isKilled: boolean;
  readonly reached: readonly Reached[];
}

/** One process to be killed. */
class Sender {
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;
  readonly #exited: Promise<unknown[]>;
  readonly #lines: AsyncIterator<string>;

  constructor(orders: Orders) {
    this.#child = spawn(process.execPath, [SENDER, JSON.stringify(orders)], {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { ...process.env, NODE_COMPILE_CACHE: join(folder, 'compiled') },
    });
    this.#exited = once(this.#child, 'exit');
    const lines = createInterface({ input: this.#child.stdout });
    this.#lines = lines[Symbol.asyncIterator]();
  }

  /** Resolves when it has caught up, and waits. */
  async ready(): Promise<void> {
    expect(await this.#lines.next()).toEqual({ done: false, value: 'ready' });
  }

  /** Lets it go on, to its end. */
  async ended(): Promise<Ended> {
    this.#child.stdin.end('\n');
    const lines = await Array.fromAsync({ [Symbol.asyncIterator]: () => this.#lines });
    const [code, signal] = await this.#exited;
    if (signal !== 'SIGKILL') expect(code).toBe(0);
    const reached = lines.map((line) => JSON.parse(line) as Reached);
    return { isKilled: signal === 'SIGKILL', reached };
  }
}

interface Given {
  readonly storeUrl: string;
  readonly namespace: string;
  readonly processes: number;
  /** How many are to be killed in all. */
  readonly kills: number;
}

interface Killed {
  readonly ended: readonly Ended[];
  readonly days: number;
}

/**
 * Day after day every process is killed at some step; those of the next day catch up, an hour and a
 * half late.
 */
async function killed({ processes, kills, ...given }: Given): Promise<Killed> {
  // It leaves its compiled code behind, which a process that is killed cannot.
  await living(given, -1);
  await subscribe(given);
  const ended: Ended[] = [];
  let [day, left] = [0, kills];
  for (; left > 0; day += 1) {
    const senders = Array.from({ length: processes }, (_, index) => {
      const dieAt = STEPS[(day + 3 * index) % STEPS.length] ?? null;
      return new Sender({ ...given, ...momentsOf(day), channelsUrl, dieAt, seed: day + index });
    });
    await Promise.all(senders.map((each) => each.ready()));
    const those = await Promise.all(senders.map((each) => each.ended()));
    left -= those.filter(({ isKilled }) => isKilled).length;
    ended.push(...those);
  }
  ended.push(await living(given, day));
  return { ended, days: day + 1 };
}

/** A process that nothing kills. */
async function living(given: Pick<Given, 'storeUrl' | 'namespace'>, day: number): Promise<Ended> {
  const orders = { ...given, ...momentsOf(day), channelsUrl, dieAt: null, seed: day };
  const sender = new Sender(orders);
  await sender.ready();
  return sender.ended();
}

function momentsOf(day: number) {
  const at = FIRST_DAY + day * DAY_MS;
  return {
    caughtUpAt: new Date(at - DAY_MS + 10.5 * HOUR_MS).toISOString(),
    sentAt: new Date(at + 9 * HOUR_MS).toISOString(),
  };
}

async function subscribe({ storeUrl, namespace }: Pick<Given, 'storeUrl' | 'namespace'>) {
  const { log } = recordingLog();
  const { store, close } = await openStore(storeUrl, { time: REAL_TIME, log, namespace });
  for (const channel of CHANNELS) {
    const place = placeAt(channel, namespace);
    const schedule = scheduleAt('09:00', 'Etc/UTC');
    await new StoreSubscriptions(store).keep({ place, schedule, sinceMs: FIRST_DAY });
  }
  await close();
}

function nameOf({ channel, date }: Pick<Reached, 'channel' | 'date'>): string {
  return `${channel} ${date}`;
}

/** Every channel on each of the days. */
function namesOver(days: number): string[] {
  return Array.from({ length: days }, (_, day) => momentsOf(day).sentAt.slice(0, 10)).flatMap(
    (date) => CHANNELS.map((channel) => nameOf({ channel, date })),
  );
}

/** The furthest step that any process came to, of each channel and date. */
function furthestOf(ended: readonly Ended[]): ReadonlyMap<string, Step> {
  const reached = Map.groupBy(
    ended.flatMap((each) => each.reached),
    nameOf,
  );
  const furthest = [...reached].map(([name, those]): [string, Step] => {
    const steps = those.map(({ step }) => STEPS.indexOf(step));
    return [name, STEPS[Math.max(...steps)] ?? 'before the claim'];
  });
  return new Map(furthest);
}

describe.concurrent.each([
  // A client of Redis takes twice as long to load as the others.
  { engine: 'SQLite', server: null, perStep: 4, inThrees: 48 },
  { engine: redis.name, server: redis, perStep: 2, inThrees: 18 },
  { engine: postgres.name, server: postgres, perStep: 4, inThrees: 48 },
])('on $engine', ({ server, perStep, inThrees }) => {
  describe.skipIf(server?.isThere === false).concurrent.each([
    { processes: 1, kills: perStep * STEPS.length },
    { processes: 3, kills: inThrees },
  ])('$processes at a time, $kills of them killed', ({ processes, kills }) => {
    test('post nothing twice, and lose only what is written down', async ({ onTestFinished }) => {
      const namespace = uniqueNamespace();
      onTestFinished(() => server?.clear(namespace));
      const storeUrl = server?.url ?? `sqlite:${join(folder, `${namespace}.sqlite`)}`;
      const { ended, days } = await killed({ storeUrl, namespace, processes, kills });
      const posts = posted.filter(({ workspace }) => workspace === namespace).map(nameOf);
      expect(ended.filter(({ isKilled }) => isKilled).length).toBeGreaterThanOrEqual(kills);
      expect(posts.toSorted()).toEqual([...new Set(posts)].toSorted());
      const furthest = furthestOf(ended);
      const lost = namesOver(days).filter((name) => !posts.includes(name));
      const steps = new Set(lost.map((name) => furthest.get(name) ?? 'before the claim'));
      expect([...steps].filter((step) => !LOSING.includes(step))).toEqual([]);
    }, 600_000);
  });
});
