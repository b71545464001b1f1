/** Whether the platform had already done the work that its answer would have confirmed. */
export type Moment = 'before the work' | 'after the work';

/** What can happen to an HTTP request on either platform; each adds its own 429 and refusals. */
export type TransportFault =
  | { readonly kind: 'broken'; readonly status: number; readonly moment: Moment }
  | { readonly kind: 'cut' | 'reset' | 'silent' | 'endless'; readonly moment: Moment };

/** HTTP 5xx. discord.js asks again at once, three times; Slack's client as its settings say. */
export function broken(status = 500, moment: Moment = 'before the work') {
  return { kind: 'broken', status, moment } as const;
}

/** The connection is closed without an answer; after the work, the caller cannot know that it was done. */
export function cut(moment: Moment = 'before the work') {
  return { kind: 'cut', moment } as const;
}

/** The connection is reset (ECONNRESET): discord.js asks again at once, three times. */
export function reset(moment: Moment = 'before the work') {
  return { kind: 'reset', moment } as const;
}

/** No answer ever comes, until the stand-in stops. */
export function silent(moment: Moment = 'before the work') {
  return { kind: 'silent', moment } as const;
}

/** An answer of JSON that goes on for as long as the caller reads it. */
export function endless(moment: Moment = 'before the work') {
  return { kind: 'endless', moment } as const;
}

interface Extent {
  /** How many requests pass unharmed first. */
  readonly after?: number;
  /** How many are struck; Infinity for an outage. */
  readonly times?: number;
}

interface Planned<Place, Fault> {
  readonly place: Place;
  readonly fault: Fault;
  spared: number;
  remaining: number;
}

/** What is to go wrong, and where. The oldest plan that applies is used up first. */
export class Faults<Place extends string, Fault> {
  #plans: Planned<Place, Fault>[] = [];

  add(place: Place, fault: Fault, { after = 0, times = 1 }: Extent = {}): void {
    this.#plans.push({ place, fault, spared: after, remaining: times });
  }

  clear(): void {
    this.#plans = [];
  }

  /** The fault that strikes at one of these places, if any; taking it uses it up. */
  strike(...places: readonly (Place | undefined)[]): Fault | undefined {
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
