import type { Keyv, KeyvStoreAdapter } from 'keyv';

/** A database behind Keyv, and what Keyv has no words for. */
export interface Engine {
  readonly name: 'sqlite' | 'redis' | 'postgres';
  readonly adapter: KeyvStoreAdapter;
  /** Whether other processes can ask it too. */
  readonly isShared: boolean;
  /** What the database is shared under, so that other programs can use it too. */
  readonly namespace: string;
  /** Whether this is the first claim, or the first after the last one ended: one atomic operation. */
  readonly claim: (key: string, ttlMs: number, durability: Durability) => Promise<boolean>;
  /** Adds to a whole number without end, in one atomic operation. */
  readonly add: (key: string, amount: number) => Promise<number>;
  /** What lives under a prefix, a page at a time; each page ends within the time of an operation. */
  readonly pages: (selection: Selection) => AsyncIterator<readonly Row[]>;
  /** Deletes some of what has ended, where the database does not by itself; whether there may be more. */
  readonly sweep?: () => Promise<boolean>;
  /** What differs where all that is kept was put back from a copy. */
  readonly origin: () => Promise<Origin>;
  /** Takes what was deleted out of the database's own files, where it can be told to. */
  readonly scrub?: () => Promise<void>;
  /** Changes something, as nothing else tells whether changes are taken; rejects where they are not. */
  readonly ping: () => Promise<void>;
  /** Reads something; rejects where that cannot be done. */
  readonly peek: () => Promise<void>;
  /** Connects anew, dropping what was waiting for an answer; begins with what is missing there. */
  readonly reopen: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** What of a database tells that it is the one that was written before. */
export interface Origin {
  /** Another for another file or table, and for a server that was started since. */
  readonly name: string;
  /** When its files were last changed before they were opened, by the machine's clock; null where that cannot be known. */
  readonly changedMs: number | null;
}

/** Does one operation in its time, while the database is there. */
export type Run = <Result>(
  operation: (database: {
    readonly keyv: Keyv<string>;
    readonly engine: Engine;
  }) => Promise<Result>,
) => Promise<Result>;

/** Whether an acknowledged write must survive the loss of the machine, or of the process only. */
export type Durability = 'machine' | 'process';

/** Keys of one kind, or of every kind, whose parts after the kind begin with `within`. */
export interface Selection {
  readonly kind: string | null;
  readonly within: readonly string[];
}

export interface Row {
  readonly key: string;
  readonly text: string;
}

/** Rows in a page: some milliseconds of work in every engine. */
export const PAGE_ROWS = 1_000;
