import type { REST } from 'discord.js';
import type { Corpus } from '../../debate/passage.ts';
import type { ReportFault } from '../../errors.ts';
import type { Address, Dispatch } from '../../ask/request.ts';
import type { Claims, Feedback, Log, Notes, Time } from '../../ports.ts';
import type { Counters } from '../../running/counters.ts';
import type { Composer } from './composer.ts';
import type { Courier, Ticket } from './transport/deliver.ts';
import { EVENT_MEMORY_MS } from './limits.ts';
import type { Proposals } from './proposals.ts';
import { PLATFORM } from './transport/rest.ts';
import type { Turns } from './turns.ts';

/** What those who answer have at hand. */
export interface Desk {
  readonly dispatch: Dispatch;
  readonly composer: Composer;
  readonly courier: Courier;
  /** For what is to be known, not shown. */
  readonly rest: REST;
  readonly proposals: Proposals;
  readonly corpus: Corpus;
  readonly claims: Claims;
  readonly feedback: Feedback;
  readonly notes: Notes;
  readonly reportFault: ReportFault;
  readonly log: Log;
  readonly time: Time;
  readonly counters: Counters;
  readonly turns: Turns;
}

/** Something a person did that Discord waits for an answer to. */
export interface Asked {
  readonly ticket: Ticket;
  /** When it came, on the desk's clock: Discord waits three seconds. */
  readonly receivedAt: number;
  readonly person: string;
  readonly address: Address;
  /** Null where Discord does not say. */
  readonly managesServer: boolean | null;
}

export function addressOf(
  guild: string | null | undefined,
  channel: string | null | undefined,
  person: string,
): Address {
  return { platform: PLATFORM, workspace: guild ?? null, channel: channel ?? null, person };
}

/**
 * Whether a message comes for the first time: a session that is resumed tells it again, and so does
 * every process that listens. A memory that fails must not keep a question from being answered.
 */
export async function isFirst({ claims, reportFault }: Desk, messageId: string): Promise<boolean> {
  try {
    return await claims.claim(`${PLATFORM}:message:${messageId}`, EVENT_MEMORY_MS);
  } catch (fault) {
    reportFault(fault);
    return true;
  }
}
