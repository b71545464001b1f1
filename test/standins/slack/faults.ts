import type { TransportFault } from '../faults.ts';
import type { Json } from '../json.ts';

export { broken, cut, endless, silent } from '../faults.ts';

/** At a Web API method, `response_url`, `socket` (the opening of a connection) or `*`, all of Slack. */
export type Fault =
  | TransportFault
  | { readonly kind: 'rate limited'; readonly retryAfterSeconds: number }
  | { readonly kind: 'redirected'; readonly status: number; readonly location: string }
  | { readonly kind: 'answered'; readonly status: number; readonly body: Json | string }
  | { readonly kind: 'refused'; readonly error: string };

/** HTTP 429, as for a burst; the WebClient waits that long, pauses its queue and tries again. */
export function rateLimited(retryAfterSeconds: number): Fault {
  return { kind: 'rate limited', retryAfterSeconds };
}

/** HTTP 200 with `ok: false`, which is how Slack says nearly everything. */
export function refused(error: string): Fault {
  return { kind: 'refused', error };
}

/** Any other answer: what a response_url says is not documented. */
export function answered(status: number, body: Json | string): Fault {
  return { kind: 'answered', status, body };
}

/** Another address in the place of an answer, which Slack never gives. */
export function redirected(status: number, location: string): Fault {
  return { kind: 'redirected', status, location };
}
