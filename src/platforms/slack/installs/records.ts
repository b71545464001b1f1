import type { Installation as GivenInstallation } from '@slack/bolt';
import { LRUCache } from 'lru-cache';
import { createHash } from 'node:crypto';
import { BotError } from '../../../errors.ts';
import type { Claims, Log, Installations } from '../../../ports.ts';

/** What Slack gave with an installation, in a workspace or in a whole organisation; nothing of a person. */
export interface Installation {
  readonly botToken: string;
  readonly botId: string;
  readonly botUserId: string;
  readonly installedAtMs: number;
  /** Null where tokens are good for ever. */
  readonly rotation: Rotation | null;
  /** How often it was sealed again: whoever waits to replace it sees that it may try anew. */
  readonly revision: number;
}

/** https://docs.slack.dev/authentication/using-token-rotation: a token of twelve hours, and what gets the next. */
interface Rotation {
  readonly refreshToken: string;
  /** By the same clock, which may have been wrong; what was kept before it was noted has no `gotAtMs`. */
  readonly gotAtMs?: number;
  readonly expiresAtMs: number;
}

export type Ending = Installation & { readonly rotation: Rotation };

/** A workspace that has the app through its organisation. */
interface Membership {
  readonly organisation: string;
}

type Entry = Installation | Membership;

export function isMembership(entry: Entry): entry is Membership {
  return 'organisation' in entry;
}

export function isEnding(installation: Installation): installation is Ending {
  return installation.rotation !== null;
}

/** By so much the clocks of two processes may differ. */
const CLOCKS_DIFFER_MS = 60_000;

/** A time that lies in the future was noted by a clock that was wrong: nothing can be told by it. */
export function isPast(notedMs: number, nowMs: number): boolean {
  return notedMs <= nowMs + CLOCKS_DIFFER_MS;
}

/** Null for an installation without a bot. */
export function installationFrom({ bot }: GivenInstallation, nowMs: number): Installation | null {
  if (bot === undefined) return null;
  const { token: botToken, id: botId, userId: botUserId, refreshToken, expiresAt } = bot;
  const isLasting = refreshToken === undefined || expiresAt === undefined;
  const expiresAtMs = (expiresAt ?? 0) * 1000;
  const rotation = isLasting ? null : { refreshToken, gotAtMs: nowMs, expiresAtMs };
  return { botToken, botId, botUserId, installedAtMs: nowMs, rotation, revision: 0 };
}

/** Raised with every change to what is kept. */
const VERSION = 1;
/** As long as one exchange of tokens takes at most, with what is stored before and after. */
const REPLACEMENT_MS = 20_000;
/** About half a kilobyte each. */
const MOST_KNOWN = 10_000;

export interface RecordsParts {
  readonly installations: Installations;
  /** Rejects when nobody can know whether the claim was taken. */
  readonly claims: Claims;
  readonly log: Log;
}

/**
 * What is kept of each workspace and organisation. While the store is down, what this process saw last
 * stands for it: a question must not go unanswered because a token cannot be read.
 */
export class InstallationRecords {
  readonly #parts: RecordsParts;
  readonly #known = new LRUCache<string, Entry>({ max: MOST_KNOWN });
  /** Tokens that Slack gave in the place of others, and that could not be kept yet: they are the only ones. */
  readonly #unkept = new Map<string, Installation>();

  constructor(parts: RecordsParts) {
    this.#parts = parts;
  }

  /** Null where there is none. Rejects with a BotError `store` where nobody can know. */
  async of(id: string): Promise<Entry | null> {
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

  async installationOf(id: string): Promise<Installation | null> {
    const entry = await this.of(id);
    return entry === null || isMembership(entry) ? null : entry;
  }

  async keep(id: string, entry: Entry): Promise<void> {
    await this.#parts.installations.keep(id, written(entry));
    this.#unkept.delete(id);
    this.#known.set(id, entry);
  }

  /** True for the one process that may put something newer in the place of this, for twenty seconds. */
  mayReplace(entry: Entry): Promise<boolean> {
    const hash = createHash('sha256').update(written(entry)).digest('base64url');
    return this.#parts.claims.claim(`slack:replace:${hash}`, REPLACEMENT_MS);
  }

  /** Keeps what must not be lost: here, while the store is down. */
  async replace(id: string, installation: Installation): Promise<void> {
    try {
      await this.keep(id, installation);
    } catch (fault) {
      if (!isStoreFault(fault)) throw fault;
      const event =
        'a new token could not be stored: it is lost if this process ends before the store is back';
      if (!this.#unkept.has(id)) this.#parts.log.error({ workspace: id }, event);
      this.#unkept.set(id, installation);
    }
  }

  async forget(id: string): Promise<void> {
    this.#unkept.delete(id);
    this.#known.delete(id);
    await this.#parts.installations.erase(id);
  }

  async *membersOf(organisation: string): AsyncGenerator<string> {
    for await (const id of this.#parts.installations.all()) {
      const entry = await this.of(id);
      if (entry !== null && isMembership(entry) && entry.organisation === organisation) yield id;
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
  async #settle(id: string, kept: Entry | null, unkept: Installation): Promise<Entry | null> {
    if (kept === null || isMembership(kept) || kept.installedAtMs !== unkept.installedAtMs) {
      this.#unkept.delete(id);
      return kept;
    }
    await this.replace(id, unkept);
    return unkept;
  }

  async #read(id: string): Promise<Entry | null> {
    const installed = await this.#parts.installations.find(id);
    const kept = installed === null ? null : read(installed.text);
    if (kept === null) {
      this.#known.delete(id);
      return null;
    }
    const entry = installed?.isOutdated === true ? await this.#sealAgain(id, kept) : kept;
    this.#known.set(id, entry);
    return entry;
  }

  /** Nobody replaces a token meanwhile, for that takes the same claim. */
  async #sealAgain(id: string, entry: Entry): Promise<Entry> {
    const { installations } = this.#parts;
    try {
      if (!(await this.mayReplace(entry))) return entry;
      if ((await installations.find(id))?.text !== written(entry)) return entry;
      const sealed = isMembership(entry) ? entry : { ...entry, revision: entry.revision + 1 };
      await installations.keep(id, written(sealed));
      return sealed;
    } catch (fault) {
      // The next reading does it.
      if (!isStoreFault(fault)) throw fault;
      return entry;
    }
  }
}

export function isStoreFault(fault: unknown): boolean {
  return fault instanceof BotError && fault.code === 'store';
}

function written(entry: Entry): string {
  return JSON.stringify({ version: VERSION, tenancy: entry });
}

/** Null for what another version of the program wrote. */
function read(text: string): Entry | null {
  // Nobody else can have sealed it: its version says what it is made of.
  const { version, tenancy } = JSON.parse(text) as { version: number; tenancy: Entry };
  return version === VERSION ? tenancy : null;
}
