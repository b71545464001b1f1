import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { DailyRun, type DailyParts } from '../../src/daily/run.ts';
import { openStore } from '../../src/store/open.ts';
import { StoreDeliveries, StoreSubscriptions } from '../../src/store/subscriptions.ts';
import { realCorpus } from '../fixtures/corpora.ts';
import { REAL_TIME } from '../store/opening.ts';
import { Proxy } from '../store/proxy.ts';
import { postgres, redis, uniqueNamespace } from '../store/servers.ts';
import { TestTime } from '../fixtures/test-time.ts';
import { Channels, Lines, placeAt, scheduleAt } from './harness.ts';

const NINE = Date.parse('2026-11-23T08:00:00Z');
const MINUTE_MS = 60_000;

/** Cut before something is asked of the store, or while it is on its way. */
const CUTS = [
  { cut: 'before the claim', isSent: true },
  // Nobody can know whether it was taken: nothing is sent without knowing.
  { cut: 'during the claim', isSent: null },
  { cut: 'before it is noted', isSent: true },
  { cut: 'while it is noted', isSent: true },
  { cut: 'during the post', isSent: true },
  { cut: 'before the record', isSent: true },
] as const;
type Cut = (typeof CUTS)[number]['cut'];

/** Does a thing with the connection cut before it, or while it is on its way. */
async function cutting<Result>(
  proxy: Proxy,
  when: 'before' | 'during',
  ask: () => Promise<Result>,
): Promise<Result> {
  if (when === 'before') await proxy.cut();
  const asked = ask();
  asked.catch(() => undefined);
  if (when === 'during') await proxy.cut();
  return asked;
}

async function openCut(url: string, namespace: string, cut: Cut) {
  const [clock, lines] = [new TestTime('2026-11-22T12:00:00Z'), new Lines()];
  const proxy = new Proxy(url);
  await proxy.restore();
  const quick = { timeoutMs: 500, retryMs: 10 };
  const parts = { time: REAL_TIME, log: lines, namespace, ...quick };
  const opened = await openStore(proxy.urlOf(url), parts);
  const kept = new StoreDeliveries(opened.store);
  const channels = new Channels(clock.now);
  let left = 1;
  /** Once, at the moment that is tested. */
  const at = <Result>(those: readonly Cut[], ask: () => Promise<Result>): Promise<Result> => {
    const mine = those.find((each) => each === cut);
    if (mine === undefined || left === 0) return ask();
    left -= 1;
    return cutting(proxy, mine.startsWith('before') ? 'before' : 'during', ask);
  };
  channels.before = () => at(['during the post'], () => Promise.resolve());
  const given: DailyParts = {
    subscriptions: new StoreSubscriptions(opened.store),
    deliveries: {
      of: (place) => kept.of(place),
      keep: (place, delivery) => {
        const noting: Cut[] = ['before it is noted', 'while it is noted'];
        const isBegun = delivery.last?.outcome === 'begun';
        const those = isBegun ? noting : ['before the record' as const];
        return at(those, () => kept.keep(place, delivery));
      },
    },
    claims: {
      claim: (key, ttlMs) =>
        at(['before the claim', 'during the claim'], () => opened.claims.claim(key, ttlMs)),
    },
    corpus: realCorpus,
    posters: [channels],
    log: lines,
    now: clock.now,
    seed: 1,
    wait: () => Promise.resolve(),
  };
  return { clock, proxy, opened, channels, run: new DailyRun(given), given };
}

describe.each([redis, postgres])('$name, cut', ({ url, isThere, clear }) => {
  test.skipIf(!isThere).each(CUTS)(
    '$cut, makes nothing be posted twice',
    async ({ cut, isSent }) => {
      const namespace = uniqueNamespace();
      const { clock, proxy, opened, channels, run, given } = await openCut(url, namespace, cut);
      onTestFinished(async () => {
        await opened.close();
        await proxy.cut();
        await clear(namespace);
      });
      const schedule = scheduleAt('09:00');
      await given.subscriptions.keep({ place: placeAt(), schedule, sinceMs: clock.nowMs });
      clock.nowMs = NINE;
      await run.look();
      await run.settled();
      await proxy.restore();
      const other = new DailyRun({ ...given, seed: 2 });
      for (let minute = 1; minute < 6; minute += 1) {
        clock.nowMs = NINE + minute * MINUTE_MS;
        for (const each of [run, other]) {
          // The store is up again soon, not at once.
          await vi.waitFor(() => each.look(), 10_000);
          await each.settled();
        }
      }
      if (isSent === null) expect(channels.posted.length).toBeLessThanOrEqual(1);
      else expect(channels.dates()).toEqual(['2026-11-23']);
      await opened.close();
      await proxy.cut();
      await clear(namespace);
    },
  );
});
