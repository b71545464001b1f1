import { DefaultRestOptions, REST } from 'discord.js';
import type { ResponseLike, RESTOptions } from 'discord.js';
import { CALL_TIMEOUT_MS, FIRST_RESPONSE_TIMEOUT_MS, REFUSALS_WORTH_TELLING } from '../limits.ts';

export const PLATFORM = 'discord';

/** How the bot reaches Discord. */
export interface DiscordSettings {
  readonly token: string;
  /** With or without `/v10`. */
  readonly apiUrl: string;
  /** Where commands are registered; null for everywhere. */
  readonly guildId: string | null;
  /** Whether commands are registered at start when they differ. */
  readonly registers: boolean;
  /** Whether mentions and direct messages are answered. */
  readonly hearsMessages: boolean;
  /** How many sessions share the servers; null for as many as Discord recommends. */
  readonly shards: number | null;
}

/** How Discord is reached: nothing is repeated or waited for behind our back (`faults.ts`). */
export function restOptions(
  apiUrl: string,
  timeout: number = CALL_TIMEOUT_MS,
): Partial<RESTOptions> {
  return {
    // discord.js writes the version behind it.
    api: apiUrl.replace(/\/+$/u, '').replace(/\/v\d+$/u, ''),
    retries: 0,
    timeout,
    rejectOnRateLimit: () => true,
    invalidRequestWarningInterval: REFUSALS_WORTH_TELLING,
    makeRequest: async (url, init) => {
      const response = await DefaultRestOptions.makeRequest(url, init);
      return response.status === TOO_MANY_REQUESTS ? withExactWait(response) : response;
    },
  };
}

export function makeRest(settings: { readonly apiUrl: string; readonly token: string }): REST {
  return new REST(restOptions(settings.apiUrl)).setToken(settings.token);
}

/** For first responses, which need no token and cannot wait. */
export function makeHastyRest({ apiUrl }: { readonly apiUrl: string }): REST {
  return new REST(restOptions(apiUrl, FIRST_RESPONSE_TIMEOUT_MS));
}

const TOO_MANY_REQUESTS = 429;

/**
 * The library reads headers alone, and only whole seconds stand there: the body of a 429 says how long to
 * wait and for whom. https://docs.discord.com/developers/topics/rate-limits#exceeding-a-rate-limit
 */
async function withExactWait(response: ResponseLike): Promise<ResponseLike> {
  const { headers } = response;
  const said = await response.json().catch(() => null);
  if (typeof said !== 'object' || said === null) return response;
  const seconds = 'retry_after' in said ? Number(said.retry_after) : Number.NaN;
  if (seconds >= 0) headers.set('Retry-After', String(seconds));
  if ('global' in said && said.global === true) headers.set('X-RateLimit-Global', 'true');
  return response;
}
