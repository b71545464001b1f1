import { webApi } from '@slack/bolt';
import type { AuthorizeResult, Logger } from '@slack/bolt';
import { BotError } from '../../../errors.ts';
import type { Log, Time } from '../../../ports.ts';
import { clientOptions } from '../transport/client.ts';
import { isTokenFault, readFault } from '../faults.ts';
import { LONGEST_WAIT_MS } from '../limits.ts';
import { missingScopes } from './scopes.ts';
import { growingWaits } from '../../../running/waiting.ts';

/** Who the bot is in its workspace. */
export interface Identity extends AuthorizeResult {
  readonly botToken: string;
  readonly botId: string;
  readonly botUserId: string;
}

const SHORTEST_WAIT_AT_START_MS = 1_000;

/**
 * Asks Slack who the token belongs to, for as long as Slack cannot be reached. Throws a BotError for a
 * token that Slack refuses. Bolt's own question at start kills the process when it fails.
 */
export async function identify(
  { botToken, apiUrl }: { readonly botToken: string; readonly apiUrl: string },
  boltLogger: Logger,
  log: Log,
  time: Time,
  stopping: AbortSignal,
): Promise<Identity> {
  const client = new webApi.WebClient(botToken, clientOptions(apiUrl, boltLogger));
  for (const wait of growingWaits(SHORTEST_WAIT_AT_START_MS, LONGEST_WAIT_MS)) {
    try {
      const {
        user_id,
        bot_id,
        team_id: teamId,
        team,
        response_metadata,
      } = await client.auth.test();
      const missing = missingScopes(response_metadata?.scopes);
      if (missing.length > 0) log.warn({ missing }, 'the bot token lacks scopes: npm run doctor');
      log.info({ team }, 'Slack knows the bot');
      const identity = { botToken, botUserId: user_id ?? '', botId: bot_id ?? '' };
      return teamId === undefined ? identity : { ...identity, teamId };
    } catch (error) {
      const code = refusalOf(error);
      log.warn({ code, waitMs: wait }, 'Slack cannot be reached: trying again');
      await time.wait(wait, stopping);
    }
  }
  throw new Error('unreachable: the waits never end');
}

/** The code of a fault that waiting may mend; throws for one that only the operator can. */
function refusalOf(error: unknown): string {
  const fault = readFault(error);
  if (fault === null) throw error;
  if (!isTokenFault(fault)) return fault.code;
  const remedy = 'it must be the bot token (xoxb-…) of an app that is installed';
  throw new BotError('configuration', `SLACK_BOT_TOKEN was refused (${fault.code}): ${remedy}`);
}
