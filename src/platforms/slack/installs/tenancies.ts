import { BotError } from '../../../errors.ts';
import type { Claims, Log } from '../../../ports.ts';
import type { Installations } from '../../../conversation/installations.ts';
import {
  isMembership,
  readTenancy,
  REPLACEMENT_MS,
  replacementClaim,
  sealedAgain,
  written,
} from './records.ts';
import type { Installation, Tenancy } from './records.ts';

/** About half a kilobyte each. */
const MOST_KNOWN = 10_000;

export interface TenanciesParts {
  readonly installations: Installations;
  /** Rejects when nobody can know whether the claim was taken. */
  readonly claims: Claims;
  readonly log: Log;
}

/**
 * What is kept of each workspace and organisation. While the store is down, what this process saw last
 * stands for it: a question must not go unanswered because a token cannot be read.
 */
export class Tenancies {
  readonly #parts: TenanciesParts;
  readonly #known = new Map<string, Tenancy>();
  /** Tokens that Slack gave in the place of others, and that could not be kept yet: they are the only ones. */
  readonly #unkept = new Map<string, Installation>();

  constructor(parts: TenanciesParts) {
    this.#parts = parts;
  }

  /** Null where there is none. Rejects with a BotError `store` where nobody can know. */
  async of(id: string): Promise<Tenancy | null> {
    const unkept = this.#unkept.get(id);
    try {
      const kept = await this.#read(id);
      return unkept === undefined ? kept : await this.#settle(id, kept, unkept);
    } catch (fault) {
      const known = unkept ?? this.#known.get(id);
      if (!isStoreFault(fault) || known === undefined) throw fault;
      return known;
    }
  }

  async keep(id: string, tenancy: Tenancy): Promise<void> {
    await this.#parts.installations.keep(id, written(tenancy));
    this.#unkept.delete(id);
    this.#remember(id, tenancy);
  }

  /** Keeps what must not be lost: here, while the store is down. */
  async replace(id: string, installation: Installation): Promise<void> {
    try {
      await this.keep(id, installation);
    } catch (fault) {
      if (!isStoreFault(fault)) throw fault;
      if (!this.#unkept.has(id)) {
        this.#parts.log.error(
          { workspace: id },
          'a new token could not be stored: it is lost if this process ends before the store is back',
        );
      }
      this.#unkept.set(id, installation);
    }
  }

  /** Forgets all that is kept under a workspace or organisation. */
  async forget(id: string): Promise<void> {
    this.#unkept.delete(id);
    this.#known.delete(id);
    await this.#parts.installations.erase(id);
  }

  /** The workspaces that have the app through an organisation. */
  async *membersOf(organisation: string): AsyncGenerator<string> {
    for await (const id of this.#parts.installations.all()) {
      const tenancy = await this.of(id);
      if (tenancy !== null && isMembership(tenancy) && tenancy.organisation === organisation)
        yield id;
    }
  }

  /** Reads every one, so that none is left sealed with a key that is on its way out; how many can be read. */
  async readAll(): Promise<number> {
    let readable = 0;
    for await (const id of this.#parts.installations.all()) {
      if ((await this.#read(id)) !== null) readable += 1;
    }
    return readable;
  }

  /** The store is back: what could not be kept is, unless the workspace left or began anew meanwhile. */
  async #settle(id: string, kept: Tenancy | null, unkept: Installation): Promise<Tenancy | null> {
    const isOfIt = kept !== null && !isMembership(kept) && isSameInstallation(kept, unkept);
    if (!isOfIt) {
      this.#unkept.delete(id);
      return kept;
    }
    await this.replace(id, unkept);
    return unkept;
  }

  async #read(id: string): Promise<Tenancy | null> {
    const installed = await this.#parts.installations.find(id);
    const kept = installed === null ? null : readTenancy(installed.text);
    if (kept === null) {
      this.#known.delete(id);
      return null;
    }
    const tenancy = installed?.isOutdated === true ? await this.#sealAgain(id, kept) : kept;
    this.#remember(id, tenancy);
    return tenancy;
  }

  /** Nobody replaces a token meanwhile, for that takes the same claim. */
  async #sealAgain(id: string, tenancy: Tenancy): Promise<Tenancy> {
    const { installations, claims } = this.#parts;
    try {
      if (!(await claims.claim(replacementClaim(tenancy), REPLACEMENT_MS))) return tenancy;
      const now = await installations.find(id);
      if (now?.text !== written(tenancy)) return tenancy;
      const sealed = sealedAgain(tenancy);
      await installations.keep(id, written(sealed));
      return sealed;
    } catch (fault) {
      // The next reading does it.
      if (!isStoreFault(fault)) throw fault;
      return tenancy;
    }
  }

  #remember(id: string, tenancy: Tenancy): void {
    this.#known.delete(id);
    this.#known.set(id, tenancy);
    const [oldest] = this.#known.keys();
    if (this.#known.size > MOST_KNOWN && oldest !== undefined) this.#known.delete(oldest);
  }
}

function isSameInstallation(one: Installation, other: Installation): boolean {
  return one.installedAtMs === other.installedAtMs;
}

export function isStoreFault(fault: unknown): boolean {
  return fault instanceof BotError && fault.code === 'store';
}
