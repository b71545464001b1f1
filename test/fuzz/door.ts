import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { inspect } from 'node:util';

/** A way into the program. */
export interface Door {
  readonly name: string;
  /** How many strikes one opening takes. */
  readonly strikes: number;
  readonly open: () => Promise<Attack>;
}

/** A door that is open, with a program behind it that has done nothing yet. */
export interface Attack {
  /** Sends what the seed says, and throws where the program does not keep what it promises. */
  readonly strike: (seed: number) => Promise<void>;
  /** Asks something sound: it must be answered, whatever came before. Then ends the program. */
  readonly close: () => Promise<void>;
}

/** What a door did not withstand. */
export class Breach extends Error {
  override readonly name = 'Breach';
  readonly seed: number;

  constructor(door: string, seed: number, strike: number, cause: unknown) {
    const why = inspect(cause, { depth: 3, breakLength: Infinity }).slice(0, 3_000);
    super(`${door}, seed ${seed}, strike ${strike}: ${why}`, { cause });
    this.seed = seed;
  }
}

/** Longer than any answer takes on a machine that others use too. */
const HANGS_AFTER_MS = 20_000;
/** What one strike may keep everybody else waiting, in the time of the processor. */
const LONGEST_STANDSTILL_MS = 1_000;

/** One opening of a door: as many strikes as it takes, each of a seed that follows from this one. */
export async function assail(door: Door, seed: number): Promise<number> {
  const loose: unknown[] = [];
  const hear = (fault: unknown) => loose.push(fault);
  process.on('uncaughtException', hear).on('unhandledRejection', hear);
  let strike = -1;
  try {
    const attack = await inTime(door.open(), 'opening');
    const stands = monitorEventLoopDelay({ resolution: 10 });
    stands.enable();
    for (strike = 0; strike < door.strikes; strike += 1) {
      stands.reset();
      const before = process.cpuUsage();
      await inTime(attack.strike(seed + strike), 'a strike');
      const { user, system } = process.cpuUsage(before);
      const stood = Math.min(stands.max / 1e6, (user + system) / 1e3);
      if (stood > LONGEST_STANDSTILL_MS) throw new Error(`nobody was answered for ${stood} ms`);
      if (loose.length > 0) throw loose[0];
    }
    stands.disable();
    await inTime(attack.close(), 'what is sound afterwards');
    await wait(0);
    if (loose.length > 0) throw loose[0];
    return door.strikes;
  } catch (fault) {
    throw new Breach(door.name, seed, strike, fault);
  } finally {
    process.off('uncaughtException', hear).off('unhandledRejection', hear);
  }
}

async function inTime<Result>(work: Promise<Result>, what: string): Promise<Result> {
  const timer = new AbortController();
  const late = wait(HANGS_AFTER_MS, undefined, { signal: timer.signal }).then(() => {
    throw new Error(`${what} took more than ${HANGS_AFTER_MS} ms`);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    timer.abort();
    late.catch(() => undefined);
  }
}

/** Opens a door again and again for so long, from a seed on; how many strikes it withstood. */
export async function besiege(door: Door, seconds: number, seed: number): Promise<number> {
  const until = performance.now() + seconds * 1_000;
  let strikes = 0;
  for (let opening = 0; opening === 0 || performance.now() < until; opening += 1) {
    strikes += await assail(door, seed + opening * door.strikes);
  }
  return strikes;
}
