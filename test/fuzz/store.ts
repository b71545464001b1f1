import { oneDebate } from '../fixtures/open.ts';
import { mkdtempSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { createDispatch } from '../fixtures/making.ts';
import { DailyRun } from '../../src/daily/run.ts';
import { BotError } from '../../src/errors.ts';
import { StoreInstallations } from '../../src/store/installations.ts';
import { createRetriever } from '../../src/search/retriever.ts';
import { openStore } from '../../src/store/open.ts';
import { StoreFeedback, StoreNotes } from '../../src/store/ports.ts';
import { Sealing } from '../../src/store/sealing.ts';
import {
  StoreDeliveries,
  StoreSubscriptions,
  StoreTenancies,
} from '../../src/store/subscriptions.ts';
import { StoreWatch } from '../../src/store/watch.ts';
import { Channels, EVERY_DAY, Lines, placeAt, scheduleAt } from '../daily/harness.ts';
import { realCorpus } from '../fixtures/corpora.ts';
import { TestTime } from '../fixtures/test-time.ts';
import { parsed } from '../standins/json.ts';
import type { Door } from './door.ts';
import { damaged, drawn, mutated } from './hostile.ts';

const START = '2026-11-22T07:00:00Z';
const KEY = Buffer.alloc(32, 1).toString('base64');
const TOKEN = 'xoxb-1-que-personne-ne-doit-voir';
const COMMANDS = ['etat', 'activer 9h30', 'essai', 'desactiver', 'effacer', 'effacer oui'];

const HOSTILE = fc.record({
  kind: fc.constantFrom('json', 'json', 'json', 'bytes', 'other', 'blob', 'ends', 'key'),
  at: fc.nat(),
  from: fc.nat(),
  endsAt: fc.constantFrom(-1, 0, 1, Number.MAX_SAFE_INTEGER, 8_640_000_000_000_001),
});

/** What a store holds, changed behind its back: what cannot be read counts as none. */
export const storeContents: Door = {
  name: 'store contents',
  strikes: 60,
  open: async () => {
    const folder = mkdtempSync(join(tmpdir(), 'fuzz-'));
    const path = join(folder, 'debat.sqlite');
    const time = new TestTime(START);
    const log = new Lines();
    const opened = await openStore(`sqlite:${path}`, { time, log });
    const { store, claims } = opened;
    const kept = keepersOf(store, time, log);
    const { subscriptions, deliveries, notes, feedback, installations, tenancies } = kept;
    const channels = new Channels(time.now);
    const now = time.now;
    const subscribing = { subscriptions, deliveries, now, timeZone: 'Europe/Paris' };
    const faults: unknown[] = [];
    const dispatch = createDispatch(
      {
        corpus: realCorpus,
        retriever: createRetriever(realCorpus),
        today: () => '2026-11-22',
        choose: null,
        subscribing,
      },
      (fault) => `ref-${faults.push(fault)}`,
    );
    const wait = () => Promise.resolve();
    const shared = { subscriptions, deliveries, claims, debates: oneDebate(), log, now, wait };
    const watch = new StoreWatch(store, now);
    const run = new DailyRun({ ...shared, watch, posters: [channels], seed: 1 });
    const database = new DatabaseSync(path);
    return {
      strike: async (seed) => {
        for (const channel of ['C1', 'C2']) {
          const place = placeAt(channel);
          const schedule = scheduleAt('09:30', 'Europe/Paris', EVERY_DAY);
          await subscriptions.keep({ place, schedule, sinceMs: time.nowMs - 1 });
        }
        await notes.keep('note', 'debat?sujet=roi', 60_000_000);
        await feedback.count('utile', 'slack');
        await installations.keep('T1', JSON.stringify({ botToken: TOKEN }));
        await tenancies.leaving('T2', time.nowMs);
        time.advance(24 * 60 * 60 * 1000);
        await run.look();
        await run.settled();
        corrupt(database, seed);
        await unlessStore(readAll(kept));
        await run.look();
        await run.settled();
        const text = COMMANDS[seed % COMMANDS.length] ?? 'etat';
        const address = { platform: 'slack', workspace: 'T1', channel: 'C1', person: 'U1' };
        const mayManage = () => Promise.resolve(true);
        const { reply } = await dispatch({
          address,
          command: 'abonnement',
          input: { text },
          mayManage,
        });
        if (reply.kind === 'notice' && reply.notice.code === 'fault') {
          throw new Error(`« ${text} » is a fault`, { cause: faults.at(-1) });
        }
        time.advance(24 * 60 * 60 * 1000);
        await run.look();
        await run.settled();
      },
      close: async () => {
        database.close();
        await opened.close();
        rmSync(folder, { recursive: true });
        for (const channel of ['C1', 'C2']) {
          const dates = channels.dates(channel);
          if (new Set(dates).size !== dates.length) throw new Error('a date was posted twice');
        }
        if (JSON.stringify(log.events).includes(TOKEN)) throw new Error('the log holds a token');
      },
    };
  },
};

type Opened = Awaited<ReturnType<typeof openStore>>;

function keepersOf(store: Opened['store'], time: TestTime, log: Lines) {
  return {
    subscriptions: new StoreSubscriptions(store),
    deliveries: new StoreDeliveries(store),
    notes: new StoreNotes(store, time.now),
    feedback: new StoreFeedback(store, time.now),
    installations: new StoreInstallations('slack', store, new Sealing(KEY), log),
    tenancies: new StoreTenancies(store, 'slack'),
  };
}

async function readAll(kept: ReturnType<typeof keepersOf>): Promise<void> {
  const { subscriptions, deliveries, notes, feedback, installations, tenancies } = kept;
  await Array.fromAsync(subscriptions.all());
  await Array.fromAsync(subscriptions.within('slack', 'T1'));
  await subscriptions.of(placeAt());
  await deliveries.of(placeAt());
  await notes.recall('note');
  await feedback.count('utile', 'slack');
  await installations.find('T1');
  await Array.fromAsync(installations.all());
  await tenancies.due(Number.MAX_SAFE_INTEGER);
  await tenancies.known();
}

/** A store may say that it fails, and nothing else may happen. */
async function unlessStore(work: Promise<void>): Promise<void> {
  await work.catch((fault: unknown) => {
    if (!(fault instanceof BotError && fault.code === 'store')) throw fault;
  });
}

/** Replaces one value by what another version, another program or a broken disk may have left. */
function corrupt(database: DatabaseSync, seed: number): void {
  const { kind, at, from, endsAt } = drawn(HOSTILE, seed);
  const rows = database.prepare('SELECT key, value FROM entries ORDER BY key').all();
  const row = rows[at % rows.length];
  const other = rows[from % rows.length];
  if (row === undefined || other === undefined) return;
  const [key, value, others] = [row['key'], row['value'], other['value']].map(String);
  const set = (next: string | Uint8Array) => {
    database.prepare('UPDATE entries SET value = ? WHERE key = ?').run(next, key ?? '');
  };
  const bytes = Buffer.from(value ?? '');
  if (kind === 'json') set(JSON.stringify([mutated(parsed(value ?? ''), seed)]).slice(1, -1));
  else if (kind === 'bytes') set(Buffer.from(damaged(bytes, bytes, seed)).toString('latin1'));
  else if (kind === 'other') set(others ?? '');
  else if (kind === 'blob') set(damaged(bytes, bytes, seed));
  else if (kind === 'ends') {
    database.prepare('UPDATE entries SET expires_at = ? WHERE key = ?').run(endsAt, key ?? '');
  } else {
    const strange = `${key ?? ''}%zz:${seed}`;
    database
      .prepare('INSERT OR REPLACE INTO entries VALUES (?, ?, NULL)')
      .run(strange, others ?? '');
  }
}
