import { setImmediate as others } from 'node:timers/promises';
import { BotError } from '../errors.ts';
import { bad, type Claims, type Finding, good, type Notes, SILENT, type Time } from '../ports.ts';
import type { Engine, Run } from './engine.ts';
import { Guard, type GuardParts, type StoreHealth, type StoreState } from './guard.ts';
import { MemoryClaims, MemoryNotes, requestClaims, StoreNotes } from './ports.ts';
import { Store } from './store.ts';

/** How often a store that nobody asks is asked whether it still takes changes. */
const WATCH_EVERY_MS = 15_000;
/** How often what has ended is deleted; it counts as gone at once. */
const SWEEP_EVERY_MS = 10 * 60_000;
/** The table in PostgreSQL and the beginning of every key in Redis. */
const NAMESPACE = 'debat';

export interface OpenStore {
  readonly store: Store;
  /** How the store asks its database. */
  readonly run: Run;
  /** For what must never happen twice: a rejection means that it must not be done. */
  readonly claims: Claims;
  /** For questions: never rejects for the store, and then knows of this process alone. */
  readonly requestClaims: Claims;
  readonly notes: Notes;
  readonly health: () => StoreHealth;
  readonly close: () => Promise<void>;
}

export interface StoreParts extends GuardParts {
  /** Lower-case letters, figures and underscores. */
  readonly namespace?: string;
  readonly watchEveryMs?: number;
}

/**
 * Opens what STORE_URL names. Throws a BotError `configuration` for an address that names nothing or
 * a file that cannot be written; a server that is down is waited for while questions are answered.
 */
export async function openStore(url: string, parts: StoreParts): Promise<OpenStore> {
  const lost = () => {
    guard.suspect();
  };
  const engine = await openEngine(url, parts, lost);
  const guard = new Guard(engine, parts);
  await guard.start();
  const { run } = guard;
  // The log hears from the guard when the store is down; the next sweep takes what this one left.
  const sweeping = setInterval(() => void sweep(run).catch(() => undefined), SWEEP_EVERY_MS);
  const { watchEveryMs = WATCH_EVERY_MS } = parts;
  const watching = setInterval(lost, watchEveryMs);
  for (const timer of [sweeping, watching]) timer.unref();
  const store = new Store(run, parts.log);
  return {
    store,
    run,
    claims: store,
    ...ofRequests(engine, store, parts.time.now),
    health: () => guard.health(),
    close: async () => {
      clearInterval(sweeping);
      clearInterval(watching);
      await guard.close();
    },
  };
}

/** Opens what STORE_URL names, as a start does. */
export async function checkUpStore(url: string, time: Time): Promise<Finding> {
  try {
    const { health, close } = await openStore(url, { time, log: SILENT });
    const { engine, state, reason } = health();
    await close();
    return FINDINGS[state](engine, reason);
  } catch (fault) {
    if (!(fault instanceof BotError)) throw fault;
    return bad(fault.message);
  }
}

const FINDINGS: Readonly<
  Record<StoreState, (engine: Engine['name'], reason: string | null) => Finding>
> = {
  up: (engine) => good(`${engine} keeps what must last`),
  'read-only': (engine, reason) =>
    bad(`${engine} takes no changes (${reason}): it is full, a replica, or may only be read`),
  down: (engine) => bad(`${engine} does not answer: check STORE_URL and the server it names`),
};

/** What a process alone can ask, it remembers by itself. */
function ofRequests({ isShared }: Engine, store: Store, now: () => number) {
  return isShared
    ? { requestClaims: requestClaims(store, now), notes: new StoreNotes(store, now) }
    : { requestClaims: new MemoryClaims(now), notes: new MemoryNotes(now) };
}

async function openEngine(url: string, parts: StoreParts, lost: () => void): Promise<Engine> {
  const { time, namespace = NAMESPACE } = parts;
  const scheme = /^[a-z]+(?=:)/u.exec(url)?.[0];
  if (scheme === 'sqlite') return await openSqlite(url.replace(/^sqlite:(?:\/\/)?/u, ''), time.now);
  if (scheme === 'redis' || scheme === 'rediss') {
    const { Redis } = await import('./redis.ts');
    return readable(() => new Redis(url, namespace, lost));
  }
  if (scheme === 'postgres' || scheme === 'postgresql') {
    const { Postgres } = await import('./postgres.ts');
    return readable(() => new Postgres(new URL(url).href, namespace, lost));
  }
  throw unreadable();
}

async function openSqlite(path: string, now: () => number): Promise<Engine> {
  if (path === '') throw unreadable();
  const { isBusy, Sqlite } = await import('./sqlite.ts');
  try {
    const engine = new Sqlite(path, now);
    await engine.reopen().catch(async (fault: unknown) => {
      if (isBusy(fault)) return;
      await engine.close();
      throw fault;
    });
    return engine;
  } catch (cause) {
    throw unwritable(path, cause);
  }
}

function unwritable(path: string, cause: unknown): BotError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new BotError(
    'configuration',
    `STORE_URL names ${path}, which cannot be opened and written (${reason}): name a file in a folder that can be written, such as sqlite:data/debat.sqlite, or sqlite::memory: to keep nothing`,
    { cause },
  );
}

function readable(open: () => Engine): Engine {
  try {
    return open();
  } catch {
    // The cause holds the address, and with it a password.
    throw unreadable();
  }
}

function unreadable(): BotError {
  return new BotError(
    'configuration',
    'STORE_URL is not valid: expected sqlite:FILE, sqlite::memory:, redis://…, rediss://…, postgres://… or postgresql://…',
  );
}

async function sweep(run: Run): Promise<void> {
  while (await run(async ({ engine }) => (await engine.sweep?.()) ?? false)) await others();
}
