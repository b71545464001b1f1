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
import type { Place } from '../../src/daily/subscriptions.ts';
import { openStore } from '../../src/store/open.ts';
import { StoreSubscriptions } from '../../src/store/subscriptions.ts';
import { ownPostgres, ownRedis, ownSqlite, type OwnServer } from '../store/own-servers.ts';
import { GENERAL as IN_DISCORD, GUILD } from '../standins/discord/community.ts';
import { POST_MESSAGE } from '../standins/discord/route-names.ts';
import { startDiscord } from '../standins/discord/stand-in.ts';
import { startSlack } from '../standins/slack/stand-in.ts';
import { GENERAL as IN_SLACK } from '../standins/slack/workspace.ts';
import { REAL_TIME, recordingLog } from '../store/opening.ts';
import { Proxy } from '../store/proxy.ts';
import { placeAt, scheduleAt } from './harness.ts';
import type { Order, Said, WorkerOrders } from './worker.ts';

const WORKER = join(import.meta.dirname, 'worker.ts');
const CHANNELS = ['C1', 'C2', 'C3', 'C4'].map((channel) => placeAt(channel));
const SLACK = { platform: 'slack', workspace: null, channel: IN_SLACK };
const DISCORD = { platform: 'discord', workspace: GUILD, channel: IN_DISCORD };
/** From the Sunday before to the Monday after. */
const DAYS = ['23', '24', '25', '26', '27', '28', '29', '30'];
const AROUND_NINE = ['08:50', '08:55', '09:00', '09:05', '09:10', '09:15'];
const LATER = ['09:30', '09:35', '09:40', '09:45'];
const NOON = ['11:40', '12:00'];
const TEN_MINUTES_MS = 10 * 60_000;

const on = (day: string, time: string) => `2026-11-${day}T${time}:00Z`;
const folder = mkdtempSync(join(tmpdir(), 'debat-week-'));

interface Posted {
  readonly channel: string;
  readonly date: string;
}

/** What takes posts, and what of them. */
interface Channels {
  readonly places: readonly Place[];
  readonly orders: WorkerOrders['channels'];
  readonly posted: () => readonly Posted[];
  readonly stop: () => Promise<void> | void;
}

/** Of one platform, which asks what each post is. */
async function simpleChannels(): Promise<Channels> {
  const posted: Posted[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      posted.push(JSON.parse(body) as Posted);
      response.end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const orders = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { places: CHANNELS, orders, posted: () => posted, stop: () => void server.close() };
}

/** Of both platforms, each post being of the day on which it is asked for: a second one Discord would not show. */
async function realChannels(now: () => number): Promise<Channels> {
  const [slack, discord] = [await startSlack({ clock: now }), await startDiscord({ clock: now })];
  const { credentials, apiUrl } = slack;
  const dated = (channel: unknown, at: number): Posted => {
    return { channel: String(channel), date: new Date(at).toISOString().slice(0, 10) };
  };
  return {
    places: [SLACK, DISCORD],
    orders: {
      slack: { credentials, apiUrl },
      discord: { token: discord.token, apiUrl: discord.apiUrl },
    },
    posted: () => [
      ...slack.calls('chat.postMessage').map(({ args, at }) => dated(args['channel'], at)),
      ...discord.calls(POST_MESSAGE).map(({ parameters, at }) => dated(parameters['channel'], at)),
    ],
    stop: async () => {
      await slack.stop();
      await discord.stop();
    },
  };
}

afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** A process of the bot, of which nothing is heard but what it says, and nothing known but what it did. */
class Worker {
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;
  readonly #lines: AsyncIterator<string>;
  readonly #log: string[];

  constructor(orders: WorkerOrders, log: string[]) {
    this.#log = log;
    this.#child = spawn(process.execPath, [WORKER, JSON.stringify(orders)], {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { ...process.env, NODE_COMPILE_CACHE: join(folder, 'compiled') },
    });
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
  }

  /** What it answers to the order before. */
  async answer(): Promise<Exclude<Said, { kind: 'log' }>> {
    for (;;) {
      const line = await this.#lines.next();
      if (line.done === true) return expect.fail('a process ended by itself');
      const said = JSON.parse(line.value) as Said;
      if (said.kind !== 'log') return said;
      const { date = '', channel = '', outcome = '' } = said.fields;
      this.#log.push(`${said.event} | ${String(channel)} ${String(date)} ${String(outcome)}`);
    }
  }

  async obey(order: Order): Promise<string> {
    this.send(order);
    const said = await this.answer();
    return said.kind === 'done' ? said.text : expect.fail(`it says ${said.kind}`);
  }

  send(order: Order): void {
    this.#child.stdin.write(`${JSON.stringify(order)}\n`);
  }

  wake(): void {
    this.#child.kill('SIGCONT');
  }

  async leave(): Promise<void> {
    const exited = once(this.#child, 'exit');
    await this.obey({ kind: 'leave' });
    await exited;
  }

  async kill(): Promise<void> {
    const exited = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await exited;
  }
}

/** Two servers of one kind behind one address, what takes posts, and the processes that live. */
class Week {
  readonly log: string[] = [];
  readonly #workers = new Set<Worker>();
  readonly #proxy: Proxy;
  #seed = 0;
  #channels: Channels | null = null;
  #nowMs = 0;
  readonly #isReal: boolean;

  server: OwnServer;

  constructor(server: OwnServer, isReal: boolean) {
    this.server = server;
    this.#proxy = new Proxy(server.url);
    this.#isReal = isReal;
  }

  get channels(): Channels {
    return this.#channels ?? expect.fail('nothing takes posts yet');
  }

  get places(): readonly Place[] {
    return this.channels.places;
  }

  async begin(): Promise<void> {
    await this.server.start();
    await this.#proxy.restore();
    this.#channels = await (this.#isReal ? realChannels(() => this.#nowMs) : simpleChannels());
    const { store, close } = await openStore(this.storeUrl, { ...recordingLog(), time: REAL_TIME });
    for (const place of this.places) {
      const schedule = scheduleAt('09:00', 'Etc/UTC');
      const sinceMs = Date.parse(on('22', '12:00'));
      await new StoreSubscriptions(store).keep({ place, schedule, sinceMs });
    }
    await close();
  }

  get storeUrl(): string {
    const { url } = this.server;
    return url.startsWith('sqlite:') ? url : this.#proxy.urlOf(url);
  }

  /** New connections lead to another server; those that are there stay. */
  lead(server: OwnServer): void {
    this.#proxy.lead(server.url);
    this.server = server;
  }

  /** One more process, its clock five minutes behind, or ahead. */
  async join(): Promise<Worker> {
    this.#seed += 1;
    const channels = this.channels.orders;
    const aheadMs = (this.#seed % 2 === 0 ? 0.5 : -0.5) * TEN_MINUTES_MS;
    const orders = { storeUrl: this.storeUrl, channels, seed: this.#seed, aheadMs };
    const worker = new Worker(orders, this.log);
    this.#workers.add(worker);
    await worker.answer();
    return worker;
  }

  async two(): Promise<[Worker, Worker]> {
    return [await this.join(), await this.join()];
  }

  async leave(worker: Worker): Promise<void> {
    this.#workers.delete(worker);
    await worker.leave();
  }

  async kill(...workers: readonly Worker[]): Promise<void> {
    for (const worker of workers) {
      this.#workers.delete(worker);
      await worker.kill();
    }
  }

  /** All that are told to look, one minute after the other. */
  async look(day: string, times: readonly string[], workers: readonly Worker[]): Promise<void> {
    for (const time of times) {
      const at = on(day, time);
      this.#nowMs = Date.parse(at);
      await Promise.all(workers.map((each) => each.obey({ kind: 'look', at })));
    }
  }

  async store(isUp: boolean, workers: readonly Worker[]): Promise<void> {
    await Promise.all(workers.map((each) => each.obey({ kind: 'store', isUp })));
  }

  async end(): Promise<void> {
    await this.kill(...this.#workers);
    await this.channels.stop();
    await this.#proxy.cut();
  }

  names(): string[] {
    return this.channels.posted().map(({ channel, date }) => `${channel} ${date}`);
  }

  /** The places that were posted to on a day. */
  of(day: string): readonly string[] {
    const those = this.channels.posted().filter(({ date }) => date === `2026-11-${day}`);
    return those.map(({ channel }) => channel).toSorted();
  }

  /** What the log says of every place. */
  all(day: string, outcome: string): readonly string[] {
    return this.places.map(({ channel }) => `${channel} 2026-11-${day} ${outcome}`);
  }

  /** What the log says was lost, or may have been. */
  told(): string[] {
    return this.log.flatMap((line) => {
      const [event = '', what = ''] = line.split(' | ');
      return /^a daily quotation (?:was not sent|may)/u.test(event) ? [what] : [];
    });
  }
}

/** How a server stops to be the one that takes changes, and how one takes them again. */
interface Failover {
  readonly engine: string;
  readonly own: () => Promise<OwnServer | null>;
  readonly demote: (week: Week, next: OwnServer) => Promise<void>;
  readonly failOver: (week: Week, next: OwnServer) => Promise<void>;
  /** Whether Bolt and discord.js post, and not a sender that says what it posts. */
  readonly isReal?: boolean;
}

const SQLITE: Failover = {
  engine: 'SQLite',
  own: ownSqlite,
  demote: ({ server }) => server.demote(),
  failOver: ({ server }) => server.promote(),
};

const ENGINES: readonly Failover[] = [
  {
    engine: 'Redis',
    own: ownRedis,
    // Its sockets stay open.
    demote: async ({ server }, next) => {
      await next.start();
      await next.follow(server.url);
      await server.demote();
    },
    failOver: async (week, next) => {
      await next.promote();
      week.lead(next);
    },
  },
  {
    engine: 'PostgreSQL',
    own: ownPostgres,
    demote: ({ server }, next) => server.follow(next.url),
    failOver: ({ server }) => server.promote(),
  },
  SQLITE,
  { ...SQLITE, engine: 'SQLite, with Bolt and discord.js', isReal: true },
];

describe.each(ENGINES)('a week of two processes on one $engine', async (given) => {
  const { own, demote, failOver, isReal = false } = given;
  const [first, second] = [await own(), await own()];
  afterAll(async () => {
    for (const each of [first, second]) await each?.remove();
  });
  if (first === null || second === null) return;
  const week = new Week(first, isReal);
  beforeAll(() => week.begin(), 30_000);
  afterAll(() => week.end(), 30_000);

  test('of restarts, outages and a store from yesterday posts nothing twice, and tells every quotation that was lost', async () => {
    const channels = week.places.map(({ channel }) => channel);
    const everywhere = channels.toSorted();
    // Monday: two clocks ten minutes apart.
    let [one, other] = await week.two();
    await week.look('22', ['12:10'], [one, other]);
    await week.look('23', [...AROUND_NINE, ...NOON], [one, other]);
    expect(week.of('23')).toEqual(everywhere);

    // Tuesday: one is killed, the other leaves; two new ones catch up.
    await week.kill(one);
    await week.leave(other);
    [one, other] = await week.two();
    await week.look('24', [...LATER, ...NOON], [one, other]);
    expect(week.of('24')).toEqual(everywhere);

    // Wednesday: one is stopped between its claim and its post, and woken when it is too late.
    await week.look('25', ['08:50'], [one, other]);
    one.send({ kind: 'look', at: on('25', '09:06'), wokenAt: on('25', '12:10') });
    expect(await one.answer()).toEqual({ kind: 'stopping' });
    await week.look('25', [...AROUND_NINE.slice(2), ...LATER, ...NOON], [other]);
    one.wake();
    expect(await one.answer()).toMatchObject({ kind: 'done' });
    await week.look('25', ['12:30'], [one, other]);

    // Thursday: it is woken in time.
    await week.look('26', ['08:50'], [one, other]);
    one.send({ kind: 'look', at: on('26', '09:06'), wokenAt: on('26', '09:20') });
    expect(await one.answer()).toEqual({ kind: 'stopping' });
    await week.look('26', AROUND_NINE.slice(2), [other]);
    one.wake();
    expect(await one.answer()).toMatchObject({ kind: 'done' });
    await week.look('26', [...LATER, ...NOON], [one, other]);
    expect(week.of('26')).toEqual(everywhere);

    // Friday: the server is demoted over the hour, and another takes over.
    await week.look('27', ['08:50'], [one, other]);
    await demote(week, second);
    await week.store(false, [one, other]);
    await week.look('27', AROUND_NINE, [one, other]);
    expect(week.of('27')).toEqual([]);
    await failOver(week, second);
    await week.store(true, [one, other]);
    await week.look('27', [...LATER, ...NOON], [one, other]);
    expect(week.of('27')).toEqual(everywhere);

    // Saturday: there is no room from before the hour until noon.
    await week.look('28', ['08:50'], [one, other]);
    await week.server.fill();
    await week.store(false, [one, other]);
    await week.look('28', [...AROUND_NINE, ...LATER, '11:10'], [one, other]);
    await week.server.empty();
    await week.store(true, [one, other]);
    await week.look('28', [...NOON, '12:20'], [one, other]);
    expect(week.of('28')).toEqual([]);
    await week.server.backUp();
    await week.store(true, [one, other]);
    await week.look('28', ['20:00', '20:01', '20:02', '20:03'], [one, other]);

    // Sunday: one is killed, and the store put back from yesterday while the other lives.
    await week.look('29', AROUND_NINE, [one, other]);
    expect(week.of('29')).toEqual(everywhere);
    await week.kill(one);
    await week.server.putBack(() => week.store(false, [other]));
    await week.store(true, [other]);
    one = await week.join();
    await week.look('29', [...LATER, ...NOON, '12:20'], [one, other]);
    expect(week.of('29')).toEqual(everywhere);

    // Monday: both are killed before it is put back.
    await week.look('30', AROUND_NINE, [one, other]);
    expect(week.of('30')).toEqual(everywhere);
    await week.kill(one, other);
    await week.server.putBack(() => Promise.resolve());
    [one, other] = await week.two();
    await week.look('30', [...LATER, ...NOON, '12:20'], [one, other]);

    expect(week.names().toSorted()).toEqual([...new Set(week.names())].toSorted());
    const wednesday = channels.filter((each) => !week.names().includes(`${each} 2026-11-25`));
    expect(wednesday.length).toBeGreaterThan(0);
    const lost = wednesday.map((channel) => `${channel} 2026-11-25 missed`);
    // Of what was lost with the copy, nobody lives who knows that it was sent.
    const uncertain = [...week.all('29', 'forgotten'), ...week.all('30', 'forgotten')];
    expect(week.told().toSorted()).toEqual(
      [...lost, ...week.all('28', 'missed'), ...uncertain].toSorted(),
    );
    for (const place of week.places) {
      const { channel } = place;
      const said = await one.obey({ kind: 'etat', place, at: on('30', '12:30') });
      for (const day of DAYS) {
        const isTold = week.told().some((each) => each.startsWith(`${channel} 2026-11-${day}`));
        expect([channel, day, said.includes(`${day} novembre 2026`)]).toEqual([
          channel,
          day,
          isTold,
        ]);
      }
    }
  }, 240_000);
});
