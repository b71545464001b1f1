import type { GatewayCloseCodes } from 'discord-api-types/v10';
import type { Complaint } from './refusal.ts';
import type { RouteName } from './route-names.ts';

/** Whether Discord had already done the work that its answer would have confirmed. */
export type Moment = 'before the work' | 'after the work';

/** What happens to an HTTP request. */
export type RequestFault =
  | {
      readonly kind: 'rate limited';
      readonly retryAfterSeconds: number;
      readonly scope: Scope;
      readonly said: Said;
    }
  | { readonly kind: 'refused'; readonly complaint: Complaint }
  | { readonly kind: 'broken'; readonly status: number; readonly moment: Moment }
  | { readonly kind: 'cut'; readonly moment: Moment }
  | { readonly kind: 'reset'; readonly moment: Moment }
  | { readonly kind: 'silent'; readonly moment: Moment };

/** What happens to a step of the gateway's conversation. */
export type GatewayFault =
  | { readonly kind: 'silent'; readonly moment: Moment }
  | { readonly kind: 'cut'; readonly moment: Moment }
  | { readonly kind: 'closed'; readonly code: GatewayCloseCodes }
  | { readonly kind: 'invalid session'; readonly resumable: boolean };

export type Fault = RequestFault | GatewayFault;

/** https://docs.discord.com/developers/topics/rate-limits#header-format: whom the limit is for. */
export type Scope = 'user' | 'global' | 'shared';

/** Where a 429 says how long to wait: Discord says it twice, what stands before it once or not at all. */
export type Said = 'twice' | 'in headers' | 'in the body' | 'nowhere';

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

/** HTTP 5xx: the client asks again at once, three times. */
export function broken(status = 500, moment: Moment = 'before the work'): RequestFault {
  return { kind: 'broken', status, moment };
}

/** The connection is closed without an answer: the client gives up at the first one. */
export function cut(moment: Moment = 'before the work'): RequestFault & GatewayFault {
  return { kind: 'cut', moment };
}

/** The connection is reset (ECONNRESET): the client asks again at once, three times. */
export function reset(moment: Moment = 'before the work'): RequestFault {
  return { kind: 'reset', moment };
}

/** No answer ever comes, until the stand-in stops: the client asks again after its own timeout. */
export function silent(moment: Moment = 'before the work'): RequestFault & GatewayFault {
  return { kind: 'silent', moment };
}

/** The gateway hangs up, with a code that says whether it is any use to come back. */
export function closed(code: GatewayCloseCodes): GatewayFault {
  return { kind: 'closed', code };
}

export function invalidSession(resumable = false): GatewayFault {
  return { kind: 'invalid session', resumable };
}

/** The steps of the gateway's conversation at which something can go wrong. */
export type GatewayStep = 'CONNECT' | 'IDENTIFY' | 'RESUME' | 'HEARTBEAT';

interface Planned {
  readonly place: RouteName | GatewayStep | '*';
  readonly fault: Fault;
  spared: number;
  remaining: number;
}

interface Extent {
  /** How many requests pass unharmed first. */
  readonly after?: number;
  /** How many are struck; Infinity for an outage. */
  readonly times?: number;
}

/**
 * What is to go wrong, and where: a route, all of them (`*`), or a step of the gateway. The oldest
 * plan that applies is used up first.
 */
export class Faults {
  #plans: Planned[] = [];

  add(place: RouteName | '*', fault: RequestFault, extent?: Extent): void;
  add(place: GatewayStep, fault: GatewayFault, extent?: Extent): void;
  add(place: Planned['place'], fault: Fault, { after = 0, times = 1 }: Extent = {}): void {
    this.#plans.push({ place, fault, spared: after, remaining: times });
  }

  clear(): void {
    this.#plans = [];
  }

  /** The fault that strikes this request, if any; taking it uses it up. */
  strikeRequest(route: RouteName | undefined): RequestFault | undefined {
    // `add` lets only faults of requests be planned for routes.
    return this.#strike([route, '*']) as RequestFault | undefined;
  }

  strikeGateway(step: GatewayStep): GatewayFault | undefined {
    // `add` lets only faults of the gateway be planned for its steps.
    return this.#strike([step]) as GatewayFault | undefined;
  }

  #strike(places: readonly (Planned['place'] | undefined)[]): Fault | undefined {
    for (const plan of this.#plans) {
      if (!places.includes(plan.place)) continue;
      if (plan.spared > 0) {
        plan.spared -= 1;
        continue;
      }
      if (plan.remaining > 0) {
        plan.remaining -= 1;
        return plan.fault;
      }
    }
    return undefined;
  }
}
