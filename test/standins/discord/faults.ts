import type { GatewayCloseCodes } from 'discord-api-types/v10';
import type { silent, TransportFault } from '../faults.ts';
import type { Complaint } from './refusal.ts';
import type { RouteName } from './route-names.ts';

export { broken, cut, endless, reset, silent } from '../faults.ts';

/** What happens to an HTTP request. */
export type RequestFault =
  | TransportFault
  | {
      readonly kind: 'rate limited';
      readonly retryAfterSeconds: number;
      readonly scope: Scope;
      readonly said: Said;
    }
  | { readonly kind: 'refused'; readonly complaint: Complaint };

/** What happens to a step of the gateway's conversation. */
export type GatewayFault =
  ReturnType<typeof silent> | { readonly kind: 'closed'; readonly code: GatewayCloseCodes };

/** https://docs.discord.com/developers/topics/rate-limits#header-format: whom the limit is for. */
type Scope = 'user' | 'global' | 'shared';

/** Where a 429 says how long to wait: Discord says it twice, what stands before it once or not at all. */
type Said = 'twice' | 'in headers' | 'in the body' | 'nowhere';

/** The steps of the gateway's conversation at which something can go wrong. */
export type GatewayStep = 'CONNECT' | 'IDENTIFY' | 'HEARTBEAT';

/** Where something can go wrong: a route, all of them (`*`), or a step of the gateway. */
export type Place = RouteName | '*' | GatewayStep;

/** HTTP 429. The client of discord.js waits that long and asks again, as often as it takes. */
export function rateLimited(
  retryAfterSeconds: number,
  scope: Scope = 'user',
  said: Said = 'twice',
): RequestFault {
  return { kind: 'rate limited', retryAfterSeconds, scope, said };
}

/** An error with a code, such as UNKNOWN_INTERACTION: never retried by the client. */
export function refused(complaint: Complaint): RequestFault {
  return { kind: 'refused', complaint };
}

/** The gateway hangs up, with a code that says whether it is any use to come back. */
export function closed(code: GatewayCloseCodes): GatewayFault {
  return { kind: 'closed', code };
}
