/**
 * A process for the tests to kill: catches up with one date, waits for a line, then sends another date,
 * and dies without warning at the step it is told. It writes each step that it comes to before it goes on.
 */
import { oneDebate, openOn } from '../fixtures/open.ts';
import { once } from 'node:events';
import { writeSync } from 'node:fs';
import { request } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { DailyRun, type DailyParts } from '../../src/daily/run.ts';
import type { Place } from '../../src/daily/subscriptions.ts';
import { openStore } from '../../src/store/open.ts';
import { StoreDeliveries, StoreSubscriptions } from '../../src/store/subscriptions.ts';
import { StoreWatch } from '../../src/store/watch.ts';
import { corpusOf, passage } from '../fixtures/passages.ts';
import { REAL_TIME } from '../store/opening.ts';
import type { Step } from './harness.ts';

export interface Orders {
  readonly storeUrl: string;
  readonly namespace: string;
  /** Takes the posts. */
  readonly channelsUrl: string;
  /** Moments: of the date that is caught up with, and of the date that is sent. */
  readonly caughtUpAt: string;
  readonly sentAt: string;
  /** Null to live. */
  readonly dieAt: Step | null;
  readonly seed: number;
}

/** Written when it waits to be told to go on. */
const READY = 'ready';

const orders = JSON.parse(process.argv[2] ?? '') as Orders;
const { namespace, channelsUrl, caughtUpAt, sentAt } = orders;
const silence = () => undefined;
const log = { info: silence, warn: silence, error: silence };
const TEXT = 'Les communautés se construisent avec le temps, jamais avec de l’argent seul.';
const corpus = corpusOf(
  Array.from('abcabcabc', (voice, at) =>
    passage({ voice, anchor: `p${at}`, text: `${at} ${TEXT}` }),
  ),
);

const tell = (step: Step, channel: string, date: string) =>
  writeSync(1, `${JSON.stringify({ step, channel, date })}\n`);

/** Comes to a step of the date that is sent. */
function reach(step: Step, channel: string, date: string): void {
  if (date !== sentAt.slice(0, 10)) return;
  tell(step, channel, date);
  if (step === orders.dieAt) process.kill(process.pid, 'SIGKILL');
}

function post(workspace: string, channel: string, date: string): Promise<void> {
  const body = JSON.stringify({ workspace, channel, date });
  return new Promise((resolve, reject) => {
    const headers = { 'content-length': body.length };
    const call = request(channelsUrl, { method: 'POST', headers }, (response) => {
      response.resume().on('end', () => {
        reach('after the response', channel, date);
        resolve();
      });
    });
    call.on('error', reject);
    // The channels say that they have it before they answer.
    call.on('information', () => {
      reach('after the request', channel, date);
    });
    call.write(body.slice(0, 9), () => {
      reach('in the middle of the request', channel, date);
      call.end(body.slice(9));
    });
  });
}

/** Claims of which nobody knows whether they were taken. */
const unanswered: (readonly [channel: string, date: string])[] = [];

/** What the store failed with: on a busy machine it may not answer in time. */
const failures: unknown[] = [];

function shaken<Result>(asked: Promise<Result>): Promise<Result> {
  asked.catch((failure: unknown) => failures.push(failure));
  return asked;
}

class Listed extends StoreSubscriptions {
  override of(place: Place) {
    return shaken(super.of(place));
  }
}

const opened = await openStore(orders.storeUrl, { time: REAL_TIME, log, namespace });
const kept = new StoreDeliveries(opened.store);
let nowMs = Date.parse(caughtUpAt);
const parts: DailyParts = {
  subscriptions: new Listed(opened.store),
  deliveries: {
    of: (place) => shaken(kept.of(place)),
    keep: async (place, delivery) => {
      const { outcome, date = '' } = delivery.last ?? {};
      if (outcome !== 'begun') reach('before the record', place.channel, date);
      await shaken(kept.keep(place, delivery));
      const step = outcome === 'begun' ? 'after it is noted' : 'after the record';
      reach(step, place.channel, date);
    },
  },
  claims: {
    claim: async (key, ttlMs) => {
      const [, place = '', date = ''] = /^daily (\[.*\]) (.*)#1$/u.exec(key) ?? [];
      if (place === '') return opened.claims.claim(key, ttlMs);
      const [, , channel = ''] = JSON.parse(place) as Place[keyof Place][];
      reach('before the claim', channel ?? '', date);
      const asked = shaken(opened.claims.claim(key, ttlMs));
      reach('during the claim', channel ?? '', date);
      // On a busy machine its answer may be lost, of the date that is caught up with too.
      asked.catch(() => unanswered.push([channel ?? '', date]));
      const isOurs = await asked;
      if (isOurs) reach('after the claim', channel ?? '', date);
      return isOurs;
    },
  },
  posters: [
    {
      platform: 'slack',
      post: ({ workspace, channel }, reply) =>
        post(workspace ?? '', channel ?? '', reply.kind === 'citation' ? (reply.day ?? '') : ''),
    },
  ],
  debates: oneDebate(openOn(corpus)),
  watch: new StoreWatch(opened.store, Date.now),
  log,
  now: () => nowMs,
  wait: () => Promise.resolve(),
  seed: orders.seed,
};
const run = new DailyRun(parts);

/** As a process does each minute: once, and again where the store failed, since nobody looks after it here. */
async function look(): Promise<void> {
  for (;;) {
    failures.length = 0;
    await shaken(run.look()).catch(() => undefined);
    await run.settled();
    if (failures.length === 0) return;
    nowMs += 60_000;
    await setTimeout(100);
  }
}

await look();
writeSync(1, `${READY}\n`);
await once(process.stdin, 'data');
process.stdin.destroy();
for (const [channel, date] of unanswered) tell('during the claim', channel, date);
nowMs = Date.parse(sentAt);
await look();
await opened.close();
