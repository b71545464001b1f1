import type { Log } from '../ports.ts';
import { BotError } from '../errors.ts';
import { bad, good } from '../operator/finding.ts';
import type { Finding } from '../operator/finding.ts';
import { openStore } from './open.ts';

const SILENT: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Opens what STORE_URL names, as a start does. */
export async function checkUpStore(url: string, now: () => number): Promise<Finding> {
  try {
    const { health, close } = await openStore(url, { now, log: SILENT });
    const { engine, isUp } = health();
    await close();
    return isUp
      ? good(`${engine} keeps what must last`)
      : bad(`${engine} does not answer: check STORE_URL and the server it names`);
  } catch (fault) {
    if (!(fault instanceof BotError)) throw fault;
    return bad(fault.message);
  }
}
