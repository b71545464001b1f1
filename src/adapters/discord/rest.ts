import { REST } from 'discord.js';
import type { RESTOptions } from 'discord.js';
import { CALL_TIMEOUT_MS, REFUSALS_WORTH_TELLING } from './limits.ts';

/** How Discord is reached: nothing is repeated or waited for behind our back (`persistence.ts`). */
export function restOptions(apiUrl: string): Partial<RESTOptions> {
  return {
    api: apiUrl,
    retries: 0,
    timeout: CALL_TIMEOUT_MS,
    rejectOnRateLimit: () => true,
    invalidRequestWarningInterval: REFUSALS_WORTH_TELLING,
  };
}

export function makeRest(settings: { readonly apiUrl: string; readonly token: string }): REST {
  return new REST(restOptions(settings.apiUrl)).setToken(settings.token);
}
