import type { Authorize, webApi } from '@slack/bolt';

/** Whose tokens the app uses: those of one workspace, or of all that installed it. */
export interface Accounts {
  /** Whose token answers a request. Never rejects; gives a new object each time, which Bolt writes into. */
  readonly authorize: Authorize<boolean>;
  /** Calls Slack for a workspace nobody there asks anything of now. Rejects with a BotError where it cannot. */
  readonly clientFor: (workspace: string | null) => Promise<webApi.WebClient>;
  /** Erases all that is kept of who left; false for one that has come back since. */
  readonly forget: (departure: Departure) => Promise<boolean>;
  /** Resolves when requests can be answered, or when the signal is given. */
  readonly open: (stopping: AbortSignal) => Promise<void>;
  readonly isReady: () => boolean;
}

/** The end of an installation. */
export interface Departure {
  /** The workspace, or the organisation with every workspace that had the app through it. */
  readonly id: string;
  readonly isOrganisation: boolean;
  /** Installations made after this outlive it; null where none can have been. */
  readonly atMs: number | null;
}
