import type { Corpus } from '../../debate/passage.ts';
import type { ReportFault } from '../../errors.ts';
import type { Address, Dispatch } from '../../ask/request.ts';
import type { Claims, Feedback, Log, Time } from '../../ports.ts';
import type { CommandNames } from './installs/settings.ts';
import type { Composer } from './composer.ts';
import type { LatestChanges } from './latest.ts';

export const PLATFORM = 'slack';

/** The channels that are sent the quotation of the day. */
export interface Subscribed {
  /** Those of a workspace, in no order that means anything. Rejects with a BotError `store`. */
  readonly within: (
    platform: string,
    workspace: string,
  ) => AsyncIterable<{ readonly place: { readonly channel: string } }>;
}

/** What those who answer have at hand. */
export interface Desk {
  readonly dispatch: Dispatch;
  readonly composer: Composer;
  readonly corpus: Corpus;
  readonly names: CommandNames;
  readonly changes: LatestChanges;
  readonly claims: Claims;
  readonly feedback: Feedback;
  /** Absent where nothing lasts. */
  readonly subscriptions?: Subscribed;
  readonly reportFault: ReportFault;
  readonly log: Log;
  readonly time: Time;
}

export function addressOf(
  workspace: string | null | undefined,
  channel: string | null | undefined,
  person: string,
): Address {
  return {
    platform: PLATFORM,
    workspace: workspace ?? null,
    channel: channel ?? null,
    person,
  };
}

/**
 * Whether something comes for the first time within so long, to any process. A memory that fails must not
 * keep a question from being answered.
 */
export async function isFirst(
  { claims, reportFault }: Pick<Desk, 'claims' | 'reportFault'>,
  what: string,
  ttlMs: number,
): Promise<boolean> {
  try {
    return await claims.claim(`${PLATFORM}:${what}`, ttlMs);
  } catch (fault) {
    reportFault(fault);
    return true;
  }
}
