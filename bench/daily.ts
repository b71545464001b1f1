// What it costs to know which subscriptions are due when all of them are, in the same minute, and how
// that grows: `npm run bench:daily`. Each size is measured in a process of its own.
import { OpenDebate } from '../src/debate/debates.ts';
import { spawnSync } from 'node:child_process';
import { latestOccurrence } from '../src/daily/calendar.ts';
import { DailyRun } from '../src/daily/run.ts';
import type { Subscription } from '../src/daily/subscriptions.ts';
import type { Schedule } from '../src/debate/subscription.ts';
import { loadCorpus } from '../src/running/reader.ts';
import { StoreWatch } from '../src/store/watch.ts';
import { openStore } from '../src/store/open.ts';
import { StoreDeliveries, StoreSubscriptions } from '../src/store/subscriptions.ts';
import { median } from './processes.ts';
import { platformTime } from '../src/running/work.ts';

const SIZES = [1_000, 10_000, 100_000];
const ROUNDS = 5;
const MOST_SENT = 10_000;
const DUE_MS = Date.parse('2026-11-23T08:00:00Z');
const MINUTE_MS = 60_000;
const ZONES = [
  ...['Europe/Paris', 'America/New_York', 'America/St_Johns', 'Africa/Cairo', 'Asia/Tokyo'],
  ...['Asia/Kathmandu', 'Australia/Lord_Howe', 'Pacific/Auckland', 'Pacific/Kiritimati'],
  ...['Pacific/Pago_Pago', 'America/Sao_Paulo', 'Indian/Reunion'],
];

interface Figures {
  readonly subscriptions: number;
  /** Milliseconds to list them all and find none due, a minute before. */
  readonly quietMs: number;
  /** To list them all, find each due and put them in order. */
  readonly dueMs: number;
  /** To ask the calendar for each of them instead of once for each schedule, without listing them. */
  readonly peerMs: number;
  /** To claim, note, post to nowhere and record each; null where that would take minutes. */
  readonly sentMs: number | null;
  /** What is held until all are sent. */
  readonly heapMiB: number;
  readonly peakMiB: number;
}

function compare(): void {
  const measured = SIZES.map((each) => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--expose-gc', '--no-warnings', import.meta.filename, String(each)],
      { encoding: 'utf8' },
    );
    if (status !== 0) throw new Error(stderr);
    return JSON.parse(stdout) as Figures;
  });
  console.log(
    `all due in one minute, 12 zones, SQLite in memory, medians of ${ROUNDS}, Node ${process.version}`,
  );
  console.log(
    'subscriptions   none due    all due  Temporal for each  ratio     sent     heap     peak',
  );
  for (const each of measured) console.log(lineOf(each));
  const [small, middle, large] = measured;
  if (small === undefined || middle === undefined || large === undefined) return;
  for (const [name, from, to] of [
    ['1,000 → 10,000', small, middle],
    ['10,000 → 100,000', middle, large],
  ] as const) {
    const growth = (to.dueMs / from.dueMs).toFixed(1);
    const memory = (to.heapMiB / from.heapMiB).toFixed(1);
    console.log(
      `${name}: 10 times as many take ${growth} times as long, and ${memory} times the memory`,
    );
  }
}

function lineOf(figures: Figures): string {
  const { subscriptions, quietMs, dueMs, peerMs, sentMs, heapMiB, peakMiB } = figures;
  return [
    subscriptions.toLocaleString('en').padStart(13),
    `${quietMs.toFixed(0)} ms`.padStart(10),
    `${dueMs.toFixed(0)} ms`.padStart(10),
    `${peerMs.toFixed(0)} ms`.padStart(18),
    (dueMs / peerMs).toFixed(2).padStart(6),
    (sentMs === null ? '–' : `${(sentMs / 1000).toFixed(1)} s`).padStart(8),
    `${heapMiB.toFixed(1)} MiB`.padStart(9),
    `${peakMiB.toFixed(0)} MiB`.padStart(8),
  ].join(' ');
}

async function measure(subscriptions: number): Promise<Figures> {
  const silence = () => undefined;
  const log = { info: silence, warn: silence, error: silence };
  // In memory, and as slow as it may be: what is measured is the work, not the disk.
  const { store, claims, close } = await openStore('sqlite::memory:', {
    time: platformTime(() => new Date()),
    log,
    timeoutMs: MINUTE_MS,
  });
  const kept = new StoreSubscriptions(store);
  const schedules = schedulesDueAt(DUE_MS);
  for (let index = 0; index < subscriptions; index += 1) await kept.keep(made(index, schedules));
  const corpus = await loadCorpus({ corpusFolder: 'corpus', showsProposed: true });
  const debate = OpenDebate.of(corpus);
  const parts = {
    subscriptions: kept,
    deliveries: new StoreDeliveries(store),
    ...{ claims, watch: new StoreWatch(store, () => DUE_MS), log },
    ...{
      debates: { at: () => Promise.resolve(debate) },
      wait: () => Promise.resolve(),
      seed: 1,
    },
  };
  let nowMs = DUE_MS - MINUTE_MS;
  const run = (isPosting: boolean) =>
    new DailyRun({ ...parts, now: () => nowMs, posters: isPosting ? [NOWHERE] : [STUCK] });
  nowMs = DUE_MS;
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  const due = run(false);
  await due.look();
  globalThis.gc?.();
  const heapMiB = (process.memoryUsage().heapUsed - before) / 2 ** 20;
  await due.stop(0);
  nowMs = DUE_MS - MINUTE_MS;
  const quiet = run(false);
  await quiet.look();
  const quietMs = await timed(() => quiet.look());
  nowMs = DUE_MS;
  const dueMs = await timed(() => run(false).look());
  const peerMs = await timed(() => {
    for (let index = 0; index < subscriptions; index += 1)
      latestOccurrence(made(index, schedules).schedule, nowMs);
  });
  const peakMiB = process.resourceUsage().maxRSS / 1024;
  const sentMs = subscriptions > MOST_SENT ? null : await timeOfSending(run(true));
  await close();
  return { subscriptions, quietMs, dueMs, peerMs, sentMs, heapMiB, peakMiB };
}

const PLATFORM = 'slack';
const NOWHERE = { platform: PLATFORM, post: () => Promise.resolve() };
/** Keeps what is due from being sent while it is measured. */
const STUCK = { platform: PLATFORM, post: () => new Promise<void>(() => undefined) };

async function timeOfSending(run: DailyRun): Promise<number> {
  const from = performance.now();
  await run.look();
  await run.settled();
  return performance.now() - from;
}

async function timed(work: () => unknown): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const from = performance.now();
    await work();
    times.push(performance.now() - from);
  }
  return median(times);
}

function made(index: number, schedules: readonly Schedule[]): Subscription {
  const schedule = schedules[index % schedules.length];
  if (schedule === undefined) throw new Error('no schedule is due');
  const place = { platform: PLATFORM, workspace: `T${index % 997}`, channel: `C${index}` };
  return { place, schedule, sinceMs: 0 };
}

/** Of every zone, what its clocks show at that moment, on several choices of days. */
function schedulesDueAt(ms: number): Schedule[] {
  return ZONES.flatMap((zone) => {
    const shown = new Intl.DateTimeFormat('sv', {
      timeZone: zone,
      dateStyle: 'short',
      timeStyle: 'short',
    }).format(ms);
    const [date = '', time = ''] = shown.split(' ');
    const [hour = 0, minute = 0] = time.split(':').map(Number);
    const today = new Date(date).getUTCDay() || 7;
    const choices = [[1, 2, 3, 4, 5, 6, 7], [today], [1, 2, 3, 4, 5, today], [today, 6, 7]];
    return choices.map((days) => ({ hour, minute, zone, days: [...new Set(days)].sort() }));
  });
}

const [size] = process.argv.slice(2).map(Number);
if (size === undefined) compare();
else console.log(JSON.stringify(await measure(size)));
