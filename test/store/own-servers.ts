import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@keyv/redis';
import { Pool } from 'pg';
import { expect, vi } from 'vitest';
import { freePort } from '../standins/serving.ts';

/** A server that a test starts for itself, to demote, copy, restore and end it. */
export interface OwnServer {
  readonly url: string;
  readonly start: () => Promise<void>;
  /** At once, without a farewell. */
  readonly stop: () => Promise<void>;
  /** Takes no changes from now on; what is connected stays connected. */
  readonly demote: () => Promise<void>;
  readonly promote: () => Promise<void>;
  /** Has no room for changes from now on, and has some again. */
  readonly fill: () => Promise<void>;
  readonly empty: () => Promise<void>;
  /** Begins to follow another of its kind. */
  readonly follow: (master: string) => Promise<void>;
  /** Copies all that it keeps, as a backup does. */
  readonly backUp: () => Promise<void>;
  /** Puts the last copy back, while it is stopped. */
  readonly restore: () => void;
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

/** Null where Redis is not installed. */
export async function ownRedis(): Promise<OwnServer | null> {
  if (!isThere('redis-server')) return null;
  const folder = mkdtempSync(join(tmpdir(), 'debat-redis-'));
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
  return {
    url,
    start: async () => {
      const options = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder];
      const kept = ['--save', '', '--appendonly', 'no', '--repl-diskless-sync-delay', '0'];
      child = spawn('redis-server', [...options, ...kept], { stdio: 'ignore' });
      await reached(() => command('PING'));
    },
    stop,
    demote: async () => {
      await command('REPLICAOF', '127.0.0.1', '1');
    },
    promote: async () => {
      await command('REPLICAOF', 'NO', 'ONE');
    },
    fill: async () => {
      await command('CONFIG', 'SET', 'maxmemory', '1');
    },
    empty: async () => {
      await command('CONFIG', 'SET', 'maxmemory', '0');
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
    restore: () => {
      cpSync(join(folder, 'backup'), join(folder, 'dump.rdb'));
    },
    remove: async () => {
      await stop();
      rmSync(folder, { recursive: true, force: true });
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
  if (owner !== null) chownSync(folder, owner.uid, owner.gid);
  const options = { ...owner, stdio: 'ignore' as const };
  const [data, copy] = [join(folder, 'data'), join(folder, 'copy')];
  const run = (program: string, ...words: readonly string[]) =>
    execFileSync(join(programs, program), words, options);
  run('initdb', '-D', data, '-A', 'trust', '-U', 'postgres', '-N', '--no-instructions');
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
  const flags = `-p ${port} -k ${folder} -c fsync=off -c listen_addresses=127.0.0.1`;
  let isRunning = false;
  const stop = () => {
    if (isRunning) run('pg_ctl', '-D', data, '-w', '-m', 'immediate', 'stop');
    isRunning = false;
    return Promise.resolve();
  };
  const start = async () => {
    run('pg_ctl', '-D', data, '-w', '-o', flags, '-l', join(folder, 'log'), 'start');
    isRunning = true;
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
    // A disk of its own that is full is more than a test may ask of the machine: it refuses the same.
    fill: () => setReadOnly('on'),
    empty: () => setReadOnly('off'),
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
    restore: () => {
      rmSync(data, { recursive: true });
      execFileSync('cp', ['-a', copy, data]);
    },
    remove: async () => {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
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
