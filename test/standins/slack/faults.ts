/** Whether Slack had already done the work that its answer would have confirmed. */
export type Moment = 'before the work' | 'after the work';

export type Fault =
  | { readonly kind: 'rate limited'; readonly retryAfterSeconds: number }
  | { readonly kind: 'refused'; readonly error: string }
  | { readonly kind: 'broken'; readonly status: number; readonly moment: Moment }
  | { readonly kind: 'cut'; readonly moment: Moment }
  | { readonly kind: 'silent'; readonly moment: Moment };

/** HTTP 429, as for a burst; the WebClient waits that long, pauses its queue and tries again. */
export function rateLimited(retryAfterSeconds: number): Fault {
  return { kind: 'rate limited', retryAfterSeconds };
}

/** HTTP 200 with `ok: false`, which is how Slack says nearly everything. */
export function refused(error: string): Fault {
  return { kind: 'refused', error };
}

export function broken(status = 500, moment: Moment = 'before the work'): Fault {
  return { kind: 'broken', status, moment };
}

/** The connection is cut; after the work, the caller cannot know that it was done. */
export function cut(moment: Moment = 'before the work'): Fault {
  return { kind: 'cut', moment };
}

/** No answer ever comes, until the stand-in stops. */
export function silent(moment: Moment = 'before the work'): Fault {
  return { kind: 'silent', moment };
}

interface Planned {
  readonly place: string;
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
 * What is to go wrong, and where: a Web API method, `response_url`, `socket` (the opening of a
 * connection) or `*` for all of Slack. The oldest plan that applies is used up first.
 */
export class Faults {
  #plans: Planned[] = [];

  add(place: string, fault: Fault, { after = 0, times = 1 }: Extent = {}): void {
    this.#plans.push({ place, fault, spared: after, remaining: times });
  }

  clear(): void {
    this.#plans = [];
  }

  /** The fault that strikes this request, if any; taking it uses it up. */
  strike(place: string): Fault | undefined {
    for (const plan of this.#plans) {
      if (plan.place !== '*' && plan.place !== place) continue;
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
