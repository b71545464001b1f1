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

/** What a way tells of the connection by which a request came; Bolt adds it to the request's context. */
export interface ConnectionProperties {
  /** Whether an acknowledgement can no longer reach Slack. */
  readonly isCutOff: () => boolean;
}

/** Reads that back; a request over HTTP has its own connection and says nothing of it. */
export function isCutOff(context: Readonly<Record<string, unknown>>): boolean {
  const { isCutOff: told } = context as Partial<ConnectionProperties>;
  return told?.() ?? false;
}
