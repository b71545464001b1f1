import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  chownSync,
  cpSync,
  existsSync,
  mkdtempSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createClient } from '@keyv/redis';
import { Pool } from 'pg';
import { expect, vi } from 'vitest';
import { freePort } from '../standins/serving.ts';
import { smallDisk } from './small-disk.ts';

/** A server that a test starts for itself, to demote, copy, restore and end it. */
export interface OwnServer {
  readonly url: string;
  readonly start: () => Promise<void>;
  /** At once, without a farewell. */
  readonly stop: () => Promise<void>;
  /** Takes no changes from now on; what is connected stays connected. */
  readonly demote: () => Promise<void>;
  readonly promote: () => Promise<void>;
  /** Has no room for changes from now on, and has some again: its disk is full, where it can have one of its own. */
  readonly fill: () => Promise<void>;
  readonly empty: () => Promise<void>;
  /** Begins to follow another of its kind. */
  readonly follow: (master: string) => Promise<void>;
  /** Copies all that it keeps, as a backup does. */
  readonly backUp: () => Promise<void>;
  /** Puts the last copy back; `seen` resolves once those who live know that what was there is gone. */
  readonly putBack: (seen: () => Promise<void>) => Promise<void>;
  readonly remove: () => Promise<void>;
}

const STARTED_WITHIN_MS = 10_000;
const POOL = {
  max: 1,
  connectionTimeoutMillis: STARTED_WITHIN_MS,
  query_timeout: STARTED_WITHIN_MS,
  application_name: 'debat-bot tests',
  keepAlive: false,
};

/** What PostgreSQL makes for itself takes 60 of them. */
const [REDIS_MEGABYTES, POSTGRES_MEGABYTES, SQLITE_MEGABYTES] = [8, 128, 8];

/** Null where Redis is not installed. */
export async function ownRedis(): Promise<OwnServer | null> {
  if (!isThere('redis-server')) return null;
  const disk = smallDisk(REDIS_MEGABYTES);
  const folder = disk?.path ?? mkdtempSync(join(tmpdir(), 'debat-redis-'));
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  let child: ChildProcess | null = null;
  const command = async (...words: readonly string[]) => {
    const client = createClient({ url, socket: { reconnectStrategy: false } });
    client.on('error', () => undefined);
    await client.connect();
    return await client.sendCommand([...words]).finally(() => {
      client.destroy();
    });
  };
  const stop = () => ended(child);
  /** It takes no changes once a save has failed. */
  const save = async (status: 'err' | 'ok') => {
    await reached(async () => {
      const told = JSON.stringify(await command('INFO', 'persistence'));
      const isOver = told.includes('rdb_bgsave_in_progress:0');
      const isSo = told.includes(`rdb_last_bgsave_status:${status}`);
      if (isOver && !isSo) await command('BGSAVE');
      expect([isOver, isSo]).toEqual([true, true]);
    });
  };
  const start = async () => {
    const options = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder];
    const kept = ['--save', '', '--appendonly', 'no', '--repl-diskless-sync-delay', '0'];
    child = spawn('redis-server', [...options, ...kept], { stdio: 'ignore' });
    await reached(() => command('PING'));
  };
  return {
    url,
    start,
    stop,
    demote: async () => {
      await command('REPLICAOF', '127.0.0.1', '1');
    },
    promote: async () => {
      await command('REPLICAOF', 'NO', 'ONE');
    },
    fill: async () => {
      if (disk === null) {
        await command('CONFIG', 'SET', 'maxmemory', '1');
        return;
      }
      await command('CONFIG', 'SET', 'save', '3600 1');
      disk.fill();
      await save('err');
    },
    empty: async () => {
      await command('CONFIG', 'SET', 'maxmemory', '0');
      disk?.empty();
      await save('ok');
      await command('CONFIG', 'SET', 'save', '');
    },
    follow: async (master) => {
      await command('REPLICAOF', '127.0.0.1', new URL(master).port);
      await reached(async () => {
        expect(JSON.stringify(await command('INFO', 'replication'))).toContain(
          'master_link_status:up',
        );
      });
    },
    backUp: async () => {
      await command('SAVE');
      cpSync(join(folder, 'dump.rdb'), join(folder, 'backup'));
    },
    putBack: async (seen) => {
      await stop();
      await seen();
      cpSync(join(folder, 'backup'), join(folder, 'dump.rdb'));
      await start();
    },
    remove: async () => {
      await stop();
      if (disk === null) rmSync(folder, { recursive: true, force: true });
      else disk.remove();
    },
  };
}

/** The programs of a PostgreSQL of Debian, else those on the path. */
const POSTGRES_PROGRAMS = [15, 16, 17, 18].map((each) => `/usr/lib/postgresql/${each}/bin`);

/** Null where PostgreSQL is not installed. */
export async function ownPostgres(): Promise<OwnServer | null> {
  const programs = POSTGRES_PROGRAMS.find((each) => existsSync(each));
  if (programs === undefined) return null;
  const folder = mkdtempSync(join(tmpdir(), 'debat-postgres-'));
  // It refuses to run as root.
  const owner = process.getuid?.() === 0 ? idsOf('postgres') : null;
  const disk = smallDisk(POSTGRES_MEGABYTES);
  const places = disk === null ? [folder] : [folder, disk.path];
  if (owner !== null) for (const each of places) chownSync(each, owner.uid, owner.gid);
  const options = { ...owner, stdio: 'ignore' as const };
  const [data, copy] = [join(disk?.path ?? folder, 'data'), join(folder, 'copy')];
  const run = (program: string, ...words: readonly string[]) =>
    execFileSync(join(programs, program), words, options);
  const initial = ['-A', 'trust', '-U', 'postgres', '-N', '--no-instructions', '--wal-segsize=1'];
  run('initdb', '-D', data, ...initial);
  const port = await freePort();
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  const query = async (sql: string) => {
    const pool = new Pool({ ...POOL, connectionString: url }).on('error', () => undefined);
    await pool.query(sql).finally(() => pool.end());
  };
  const setReadOnly = async (value: string) => {
    await query(`ALTER SYSTEM SET default_transaction_read_only = ${value}`);
    await query('SELECT pg_reload_conf()');
  };
  const wal = '-c min_wal_size=2MB -c max_wal_size=4MB';
  const flags = `-p ${port} -k ${folder} -c fsync=off -c listen_addresses=127.0.0.1 ${wal}`;
  const isRunning = () => {
    try {
      run('pg_ctl', '-D', data, 'status');
      return true;
    } catch {
      return false;
    }
  };
  const stop = () => {
    if (isRunning()) run('pg_ctl', '-D', data, '-w', '-m', 'immediate', 'stop');
    return Promise.resolve();
  };
  const start = async () => {
    run('pg_ctl', '-D', data, '-w', '-o', flags, '-l', join(folder, 'log'), 'start');
    await reached(() => query('SELECT 1'));
  };
  return {
    url,
    start,
    stop,
    demote: () => setReadOnly('on'),
    promote: async () => {
      await query('SELECT CASE WHEN pg_is_in_recovery() THEN pg_promote() END');
      await setReadOnly('off');
    },
    // It goes on writing to the journal that it has; where a new one finds no room, it ends. One record fills
    // more than is free: between two smaller ones a checkpoint makes room again.
    fill: async () => {
      if (disk === null) {
        await setReadOnly('on');
        return;
      }
      disk.fill();
      await reached(async () => {
        await query('SELECT pg_logical_emit_message(false, $$$$, repeat($$x$$, 9000000))').catch(
          () => 0,
        );
        expect(isRunning()).toBe(false);
      });
    },
    empty: async () => {
      disk?.empty();
      if (isRunning()) await setReadOnly('off');
      else await start();
    },
    // As a standby whose master is lost.
    follow: async () => {
      await stop();
      writeFileSync(join(data, 'standby.signal'), '');
      await start();
    },
    backUp: async () => {
      await query('CHECKPOINT');
      await stop();
      rmSync(copy, { recursive: true, force: true });
      execFileSync('cp', ['-a', data, copy]);
      await start();
    },
    putBack: async (seen) => {
      await stop();
      await seen();
      rmSync(data, { recursive: true });
      execFileSync('cp', ['-a', copy, data]);
      await start();
    },
    remove: async () => {
      await stop();
      disk?.remove();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A file, which the processes of one machine share. */
export function ownSqlite(): Promise<OwnServer> {
  const disk = smallDisk(SQLITE_MEGABYTES);
  const folder = mkdtempSync(join(tmpdir(), 'debat-sqlite-'));
  const [path, copy] = [join(disk?.path ?? folder, 'debat.sqlite'), join(folder, 'copy')];
  let holder: DatabaseSync | null = null;
  let putBacks = 0;
  const withFile = (sql: string) => {
    const database = new DatabaseSync(path, { timeout: STARTED_WITHIN_MS });
    database.exec(sql);
    return database;
  };
  // Another program holds the file, as one that copies it may.
  const demote = () => {
    holder = withFile('BEGIN EXCLUSIVE');
    return Promise.resolve();
  };
  const promote = () => {
    holder?.close();
    holder = null;
    return Promise.resolve();
  };
  const done = () => Promise.resolve();
  return Promise.resolve({
    url: `sqlite:${path}`,
    start: done,
    stop: done,
    demote,
    promote,
    fill: () => {
      if (disk === null) return demote();
      // What the journal has room for would be written all the same.
      withFile('PRAGMA wal_checkpoint(TRUNCATE)').close();
      disk.fill();
      return done();
    },
    empty: () => {
      disk?.empty();
      return promote();
    },
    follow: done,
    backUp: () => {
      rmSync(copy, { force: true });
      withFile(`VACUUM INTO '${copy}'`).close();
      return done();
    },
    putBack: (seen) => {
      for (const each of ['-wal', '-shm']) rmSync(`${path}${each}`, { force: true });
      // What was there stays, as somebody careful would leave it: its number on the disk is not given again.
      renameSync(path, `${path}-${(putBacks += 1)}`);
      cpSync(copy, path);
      return seen();
    },
    remove: () => {
      disk?.remove();
      rmSync(folder, { recursive: true, force: true });
      return done();
    },
  });
}

async function ended(child: ChildProcess | null): Promise<void> {
  if (child?.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}

async function reached(ask: () => Promise<unknown>): Promise<void> {
  await vi.waitFor(ask, { timeout: STARTED_WITHIN_MS, interval: 20 });
}

function isThere(program: string): boolean {
  try {
    execFileSync('which', [program], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function idsOf(user: string) {
  const id = (flag: string) => Number(execFileSync('id', [flag, user], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}
