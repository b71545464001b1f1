import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@keyv/redis';
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import * as v from 'valibot';
import { openStore, type OpenStore } from '../../src/store/open.ts';
import { Sqlite } from '../../src/store/sqlite.ts';
import { kind } from '../../src/store/store.ts';
import { StoreSubscriptions } from '../../src/store/subscriptions.ts';
import { Lines, placeAt } from '../daily/harness.ts';
import { REAL_TIME, TEXT } from './opening.ts';
import { ownPostgres, ownRedis, type OwnServer } from './own-servers.ts';
import { Proxy } from './proxy.ts';

const KEY = TEXT.at('slack', 'T1', 'C1');
const LONG_MS = 3_600_000;
const FOUR_KB = 'x'.repeat(4_096);
const NO_CHANGES = 'the store takes no changes';
const UP_AGAIN = 'the store is up again';

const folder = mkdtempSync(join(tmpdir(), 'debat-refusals-'));
const endings: (() => unknown)[] = [];

afterEach(async () => {
  for (const end of endings.splice(0).toReversed()) await end();
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** `watched` asks the store every few milliseconds, as a quarter of a minute does. */
async function open(url: string, { watched = false } = {}) {
  const lines = new Lines();
  const watchEveryMs = watched ? 10 : LONG_MS;
  const parts = { time: REAL_TIME, log: lines, retryMs: 10, watchEveryMs };
  const opened = await openStore(url, parts);
  endings.push(() => opened.close());
  const events = () => lines.events.map(({ event }) => event);
  return { ...opened, lines, events };
}

function hasState({ health }: OpenStore, state: string, reason: string | null = null) {
  return vi.waitFor(() => {
    expect(health()).toMatchObject({ state, reason, isUp: state === 'up' });
  }, 10_000);
}

async function started(server: OwnServer | null): Promise<OwnServer> {
  if (server === null) return expect.fail('it is not installed');
  endings.push(() => server.remove());
  await server.start();
  return server;
}

const [spareRedis, sparePostgres] = [await ownRedis(), await ownPostgres()];
afterAll(async () => {
  await spareRedis?.remove();
  await sparePostgres?.remove();
});

async function ask(url: string, ...words: readonly string[]): Promise<void> {
  const client = createClient({ url });
  await client.connect();
  await client.sendCommand([...words]);
  client.destroy();
}

/** A store that is refused changes says so once, and still reads. */
async function expectRefused(opened: Awaited<ReturnType<typeof open>>, reason: string) {
  // A server may need a moment to tell its connections.
  await vi.waitFor(() =>
    expect(opened.claims.claim(crypto.randomUUID(), LONG_MS)).rejects.toMatchObject({
      code: 'store',
    }),
  );
  await expectReadOnly(opened, reason);
}

async function expectReadOnly(opened: Awaited<ReturnType<typeof open>>, reason: string) {
  await hasState(opened, 'read-only', reason);
  expect(await vi.waitFor(() => opened.store.get(KEY))).toBe('là');
  expect(opened.events()).toEqual([NO_CHANGES]);
  expect(opened.lines.events[0]?.fields).toMatchObject({ reason });
  expect(opened.health().sinceMs).toBeGreaterThan(Date.now() - LONG_MS);
}

async function expectTaken(opened: Awaited<ReturnType<typeof open>>) {
  await hasState(opened, 'up');
  expect(await opened.claims.claim('new', LONG_MS)).toBe(true);
  expect(await opened.claims.claim('new', LONG_MS)).toBe(false);
  expect(opened.events()).toEqual([NO_CHANGES, UP_AGAIN]);
}

describe.skipIf(spareRedis === null)('Redis', () => {
  test('O1: a server that became a replica is told as soon as a change is refused, and used again once it is a master', async () => {
    const server = await started(await ownRedis());
    const opened = await open(server.url);
    await opened.store.set(KEY, 'là');
    await server.demote();
    await expectRefused(opened, 'READONLY');
    await server.promote();
    await expectTaken(opened);
  });

  test('O1: it is found though nobody changes anything', async () => {
    const server = await started(await ownRedis());
    const opened = await open(server.url, { watched: true });
    await server.demote();
    await hasState(opened, 'read-only', 'READONLY');
    await server.promote();
    await hasState(opened, 'up');
    expect(opened.events()).toEqual([NO_CHANGES, UP_AGAIN]);
  });

  test('O1: after a failover the connection to the old master is given up for one to the new', async () => {
    const [old, next] = [await started(await ownRedis()), await started(await ownRedis())];
    const proxy = new Proxy(old.url);
    await proxy.restore();
    endings.push(() => proxy.cut());
    const opened = await open(proxy.urlOf(old.url), { watched: true });
    await opened.store.set(KEY, 'là');
    await next.follow(old.url);
    await next.promote();
    // What is connected stays connected, to a server that is now a replica.
    proxy.lead(next.url);
    await old.demote();
    await hasState(opened, 'up');
    await vi.waitFor(() => {
      expect(opened.events()).toEqual([NO_CHANGES, UP_AGAIN]);
    }, 10_000);
    expect(await opened.store.get(KEY)).toBe('là');
    expect(await opened.claims.claim('new', LONG_MS)).toBe(true);
  });

  test('O2: a memory that is full is told, read, and used again once there is room', async () => {
    const server = await started(await ownRedis());
    const opened = await open(server.url);
    await opened.store.set(KEY, 'là');
    await ask(server.url, 'CONFIG', 'SET', 'maxmemory-policy', 'noeviction');
    await ask(server.url, 'CONFIG', 'SET', 'maxmemory', '1');
    await expectRefused(opened, 'OOM');
    await ask(server.url, 'CONFIG', 'SET', 'maxmemory', '0');
    await expectTaken(opened);
  });

  test('O2: so is a server that waits for replicas it has not', async () => {
    const server = await started(await ownRedis());
    const opened = await open(server.url, { watched: true });
    await ask(server.url, 'CONFIG', 'SET', 'min-replicas-to-write', '1');
    await hasState(opened, 'read-only', 'NOREPLICAS');
  });
});

describe.skipIf(sparePostgres === null)('PostgreSQL', () => {
  test('O2: a server that is set to be read alone is told, read, and used again', async () => {
    const server = await started(await ownPostgres());
    const opened = await open(server.url);
    await opened.store.set(KEY, 'là');
    await server.demote();
    await expectRefused(opened, '25006');
    await server.promote();
    await expectTaken(opened);
  });

  test('O2: a standby is told though nobody changes anything', async () => {
    const server = await started(await ownPostgres());
    const opened = await open(server.url, { watched: true });
    await server.follow('');
    await hasState(opened, 'read-only', '25006');
    expect(opened.events()).toContain(NO_CHANGES);
  });
});

describe('SQLite', () => {
  /** A file in a folder of its own. */
  async function openFile(parts = {}) {
    const path = join(mkdtempSync(join(folder, 'file-')), 'debat.sqlite');
    return { path, ...(await open(`sqlite:${path}`, parts)) };
  }

  const root = process.getuid?.() === 0;

  test.skipIf(!root)(
    'O2: a disk that is full is told, read, and used again once there is room',
    async () => {
      const disk = mkdtempSync(join(folder, 'disk-'));
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=512k', 'tmpfs', disk]);
      endings.push(() => execFileSync('umount', [disk]));
      const opened = await open(`sqlite:${join(disk, 'debat.sqlite')}`);
      await opened.store.set(KEY, 'là');
      const filler = join(disk, 'filler');
      let written = 0;
      try {
        for (; ; written += 1)
          execFileSync(
            'dd',
            ['if=/dev/zero', `of=${filler}`, 'bs=4k', 'count=1', 'oflag=append', 'conv=notrunc'],
            { stdio: 'ignore' },
          );
      } catch {
        expect(written).toBeGreaterThan(10);
      }
      await expectRefused(opened, 'SQLITE_FULL');
      rmSync(filler);
      await expectTaken(opened);
    },
  );

  const telling = (opened: OpenStore) => (sql: string) =>
    opened.run(async ({ engine }) => {
      if (engine instanceof Sqlite) await engine.rows(sql, [], 'process');
    });

  test('O2: a file that may grow no more is told once what is written fills it', async () => {
    const opened = await openFile();
    await opened.store.set(KEY, 'là');
    const tell = telling(opened);
    await tell('PRAGMA max_page_count = 20');
    const fill = async () => {
      for (let at = 0; at < 20; at += 1) await opened.store.set(TEXT.at('', '', `${at}`), FOUR_KB);
    };
    await expect(fill()).rejects.toMatchObject({ code: 'store' });
    await expectReadOnly(opened, 'SQLITE_FULL');
    await tell('PRAGMA max_page_count = 1000');
    await expectTaken(opened);
  });

  test('O2: a file that may only be read is found though nobody changes anything', async () => {
    const opened = await openFile({ watched: true });
    await telling(opened)('PRAGMA query_only = ON');
    await hasState(opened, 'read-only', 'SQLITE_READONLY');
    await telling(opened)('PRAGMA query_only = OFF');
    await hasState(opened, 'up');
    expect(opened.events()).toEqual([NO_CHANGES, UP_AGAIN]);
  });

  test('S20: a file that was deleted is told, and another begun', async () => {
    const opened = await openFile({ watched: true });
    await opened.store.set(KEY, 'là');
    for (const name of readdirSync(join(opened.path, '..'))) rmSync(join(opened.path, '..', name));
    await vi.waitFor(() => {
      expect(opened.events()).toEqual([NO_CHANGES, UP_AGAIN]);
    }, 10_000);
    expect(opened.lines.events[0]?.fields).toMatchObject({ reason: 'gone' });
    expect(await opened.store.get(KEY)).toBeNull();
    await opened.store.set(KEY, 'de nouveau');
    await opened.close();
    const again = await open(`sqlite:${opened.path}`);
    expect(await again.store.get(KEY)).toBe('de nouveau');
  });

  test('S20: a file that another was put in the place of is told, and the other read', async () => {
    const other = await openFile();
    await other.store.set(KEY, 'autre');
    await other.close();
    const opened = await openFile({ watched: true });
    await opened.store.set(KEY, 'là');
    renameSync(other.path, opened.path);
    await vi.waitFor(() => {
      expect(opened.events()).toEqual([NO_CHANGES, UP_AGAIN]);
    }, 10_000);
    expect(await opened.store.get(KEY)).toBe('autre');
  });

  test('S19: its files can be read by their owner alone, those that were there before too', async () => {
    const opened = await openFile();
    await opened.store.set(KEY, 'là');
    const at = join(opened.path, '..');
    mkdirSync(join(at, 'copy'));
    const names = readdirSync(at).filter((name) => name !== 'copy');
    expect(names.length).toBe(3);
    for (const name of names) {
      cpSync(join(at, name), join(at, 'copy', name));
      chmodSync(join(at, 'copy', name), 0o644);
      expect([name, statSync(join(at, name)).mode & 0o777]).toEqual([name, 0o600]);
    }
    const copied = await open(`sqlite:${join(at, 'copy', 'debat.sqlite')}`);
    expect(await copied.store.get(KEY)).toBe('là');
    for (const name of readdirSync(join(at, 'copy'))) {
      expect([name, statSync(join(at, 'copy', name)).mode & 0o777]).toEqual([name, 0o600]);
    }
  });

  test('S19: nothing is left in any of its files of a workspace that erases what is kept of it', async () => {
    const opened = await openFile();
    for (const index of Array.from({ length: 50 }).keys()) {
      await opened.store.set(TEXT.at('slack', 'TERASED', `CERASED${index}`), `secret ${index}`);
    }
    await opened.store.set(KEY, 'là');
    // Whatever is counted of it, by whoever comes to count.
    await opened.store.add(kind('tokens', v.number()).at('slack', 'TERASED', 'jour'), 3);
    await new StoreSubscriptions(opened.store).erase(placeAt('C1', 'TERASED'));
    const at = join(opened.path, '..');
    for (const name of readdirSync(at)) {
      const bytes = readFileSync(join(at, name));
      expect([name, bytes.includes('ERASED'), bytes.includes('secret')]).toEqual([
        name,
        false,
        false,
      ]);
    }
    expect(await opened.store.get(KEY)).toBe('là');
  });
});
