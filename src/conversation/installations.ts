/**
 * Keeps what a platform gave when a workspace installed the bot, so that nobody can read it where it
 * is kept. Any promise may be rejected with a retryable BotError `store`.
 */
export interface Installations {
  /** Null where there is none, or where it cannot be opened, which the log is told. */
  readonly find: (workspace: string) => Promise<Installed | null>;
  readonly keep: (workspace: string, text: string) => Promise<void>;
  /** Forgets the installation, and all else that is kept of the workspace. */
  readonly erase: (workspace: string) => Promise<void>;
  /** The workspaces that have one. */
  readonly all: () => AsyncIterable<string>;
}

export interface Installed {
  readonly text: string;
  /** Whether it should be kept again: the key it is sealed with is on its way out. */
  readonly isOutdated: boolean;
}
