import { afterAll, describe, expect, test } from 'vitest';
import { NOTHING_SENT } from '../../src/daily/subscriptions.ts';
import { StoreInstallations } from '../../src/store/installations.ts';
import { openStore, type OpenStore } from '../../src/store/open.ts';
import { StoreFeedback, StoreNotes } from '../../src/store/ports.ts';
import { Sealing } from '../../src/store/sealing.ts';
import {
  StoreDeliveries,
  StoreSubscriptions,
  StoreTenancies,
} from '../../src/store/subscriptions.ts';
import { StoreWatch } from '../../src/store/watch.ts';
import { recording } from '../fixtures/bots.ts';
import { REAL_TIME } from './opening.ts';
import { postgres, redis, uniqueNamespace } from './servers.ts';

const namespace = uniqueNamespace();
const SEALING = new Sealing(Buffer.alloc(32, 7).toString('base64'));
const PLACE = { platform: 'slack', workspace: 'T1', channel: 'C1' };
const SUBSCRIPTION = {
  place: PLACE,
  schedule: { hour: 9, minute: 0, zone: 'Europe/Paris', days: [1] },
  sinceMs: 1,
};
const DAMAGED = 'what the store keeps cannot be read, and counts as none';
const RUBBISH = [
  ...['', 'not JSON', '{', 'null', 'true', '"text"', '[]', '{}', '{"place":{}}', '[1,"2"]'],
  ...['NaN', '1.5', '1e999', '99999999999999999999', '12abc', ' 7'],
];

afterAll(async () => {
  if (redis.isThere) await redis.clear(namespace);
  if (postgres.isThere) await postgres.clear(namespace);
});

/** All that the program keeps, by whom it is kept. */
function portsOf({ store }: OpenStore) {
  const { log, lines } = recording();
  return {
    lines,
    watch: new StoreWatch(store, REAL_TIME.now),
    feedback: new StoreFeedback(store, REAL_TIME.now),
    notes: new StoreNotes(store, REAL_TIME.now),
    subscriptions: new StoreSubscriptions(store),
    deliveries: new StoreDeliveries(store),
    tenancies: new StoreTenancies(store, 'slack'),
    installations: new StoreInstallations('slack', store, SEALING, log),
  };
}

async function keepAll(opened: OpenStore): Promise<void> {
  const kept = portsOf(opened);
  await kept.feedback.count('autre', 'slack');
  await kept.feedback.contest('autre', ['w#a']);
  await kept.notes.keep('a key', 'words', 3_600_000);
  await kept.subscriptions.keep(SUBSCRIPTION);
  await kept.deliveries.keep(PLACE, { ...NOTHING_SENT, sent: ['w#a'] });
  await kept.tenancies.leaving('T1', 1);
  await kept.installations.keep('T1', 'a token');
  await kept.watch.look(1_000);
  await opened.store.set({ ...(await keyOf(opened, 'daily-looks')), text: 'daily-loss:::' }, 1);
}

/** Everything is read and then changed, as a process that goes on does. */
async function goOn(opened: OpenStore) {
  const kept = portsOf(opened);
  const read = {
    ...{ counts: await kept.feedback.counts('slack'), contested: await kept.feedback.contested() },
    ...{ note: await kept.notes.recall('a key'), of: await kept.subscriptions.of(PLACE) },
    ...{ all: await Array.fromAsync(kept.subscriptions.all()), due: await kept.tenancies.due(9) },
    ...{ delivery: await kept.deliveries.of(PLACE), known: await kept.tenancies.known() },
    ...{ token: await kept.installations.find('T1') },
    ...{ tokens: await Array.fromAsync(kept.installations.all()), seen: await kept.watch.look(2) },
  };
  await kept.watch.leave();
  await keepAll(opened);
  return read;
}

async function rowsOf({ run }: OpenStore) {
  const pages = await run(({ engine }) =>
    Promise.resolve(engine.pages({ kind: null, within: [] })),
  );
  const rows = [];
  for (let page = await pages.next(); page.done !== true; page = await pages.next())
    rows.push(...page.value);
  return rows.filter(({ key }) => !/^(?:claim|ping):/u.test(key));
}

async function keyOf(opened: OpenStore, kind: string) {
  const row = (await rowsOf(opened)).find(({ key }) => key.startsWith(`${kind}:`));
  return { kind: { name: kind } as never, text: row?.key ?? expect.fail(`nothing of ${kind}`) };
}

const put = ({ run }: OpenStore, key: string, text: string) =>
  run(({ keyv }) => keyv.set(key, text));

describe.each([{ name: 'SQLite', url: 'sqlite::memory:', isThere: true }, ...[redis, postgres]])(
  'what is damaged in $name',
  ({ url, isThere }) => {
    if (!isThere) return;
    const open = async () => {
      const { log, lines } = recording();
      const opened = await openStore(url, { log, time: REAL_TIME, namespace });
      return { ...opened, lines };
    };

    test.each(RUBBISH)('counts as none, of every kind, with one line each: %j', async (text) => {
      const opened = await open();
      await keepAll(opened);
      const rows = await rowsOf(opened);
      const kinds = new Set(rows.map(({ key }) => key.replace(/:.*$/u, '')));
      expect([...kinds].toSorted()).toEqual([
        ...['contest', 'contests', 'daily-look', 'daily-looks', 'daily-loss', 'delivery'],
        ...['departure', 'feedback', 'installation', 'note', 'subscription'],
      ]);
      for (const { key } of rows) await put(opened, key, text);
      const { counts, note, ...read } = await goOn(opened);
      expect(read).toEqual({
        ...{ contested: [], of: null, all: [], due: [], delivery: NOTHING_SENT, known: [] },
        ...{ token: null, tokens: [], seen: { lookedMs: null, isMoved: false, lost: null } },
      });
      expect(note === null || JSON.stringify(note) === text).toBe(true);
      expect(counts.every(([, count]) => Number.isFinite(count))).toBe(true);
      const told = opened.lines.filter(({ event }) => event === DAMAGED);
      const named = told.map(({ fields }) => (fields as { kind: string }).kind);
      expect(named).toHaveLength(new Set(named).size);
      if (note !== null) kinds.delete('note');
      expect(new Set(named)).toEqual(kinds);
      // What was kept anew is read again.
      expect(await portsOf(opened).subscriptions.of(PLACE)).toEqual(SUBSCRIPTION);
      expect(opened.lines.filter(({ event }) => event === DAMAGED)).toHaveLength(told.length);
      await opened.close();
    });

    test('a count of looks begins anew, and no process takes that for a loss; going back is one', async () => {
      const opened = await open();
      await keepAll(opened);
      const { text: looks } = await keyOf(opened, 'daily-looks');
      for (const { key } of await rowsOf(opened)) await put(opened, key, 'not JSON');
      const [here, there] = [portsOf(opened).watch, portsOf(opened).watch];
      let nowMs = Date.UTC(2026, 10, 22);
      const lost = async () => {
        nowMs += 60_000;
        return [(await here.look(nowMs)).lost, (await there.look(nowMs)).lost];
      };
      expect(await lost()).toEqual([null, null]);
      await put(opened, looks, '<html>');
      expect(await lost()).toEqual([null, null]);
      expect(await lost()).toEqual([null, null]);
      const about = opened.lines.filter(({ fields }) =>
        JSON.stringify(fields).includes('daily-looks'),
      );
      expect(about).toHaveLength(1);
      await put(opened, looks, '3');
      const [first] = await lost();
      expect(first).toEqual({ fromMs: nowMs - 60_000, untilMs: nowMs });
      await opened.close();
    });
  },
);
