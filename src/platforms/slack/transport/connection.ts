import type { App } from '@slack/bolt';

/** A way by which Slack's requests come in; the same app takes them all. */
export interface Way {
  init: (app: App) => void;
  /** Resolves when requests come in; rejects with a BotError where only the operator can help. */
  open: () => Promise<void>;
  isOpen: () => boolean;
  /** Lets no more requests in. */
  close: () => Promise<void>;
}

/** What a way tells of how a request came; Bolt adds it to the request's context. */
export interface ConnectionProperties {
  /** Whether an acknowledgement can no longer reach Slack; HTTP, with a connection each, does not say. */
  readonly isCutOff?: () => boolean;
  /** Whether the same request came before, over this way. */
  readonly isRepeated: boolean;
}

type Context = Readonly<Record<string, unknown>>;

export function isCutOff(context: Context): boolean {
  const { isCutOff: told } = context as Partial<ConnectionProperties>;
  return told?.() ?? false;
}

export function isRepeated(context: Context): boolean {
  const { isRepeated: told } = context as Partial<ConnectionProperties>;
  return told ?? false;
}
