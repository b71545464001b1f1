import type { Audience } from './response-urls.ts';
import type { SignedRequest } from './signed-http.ts';
import type { ShownView } from './views.ts';
import type { Workspace } from './workspace.ts';

/** Slack's own numbering: 1 at once, 2 after a minute, 3 after five. */
export interface Retry {
  readonly attempt: number;
  /** `http_timeout`, `http_error`, `connection_failed`… over HTTP; `timeout` over a socket. */
  readonly reason: string;
}

/** Something Slack has to tell the app, by whichever road. */
export interface Delivery {
  readonly kind: 'slash_commands' | 'interactive' | 'events_api';
  /** What the acknowledgement may carry. */
  readonly answer: 'message' | 'suggestions' | 'view' | 'nothing';
  readonly payload: object;
  readonly audience: Audience;
  readonly workspace: Workspace;
  /** The modal that was submitted. */
  readonly view?: ShownView;
  readonly retry?: Retry;
  /** Of the envelope it went in before, over a socket: sent again, it goes in the same one. */
  readonly envelopeId?: string;
}

/** What came back. */
export interface Receipt {
  /** What the acknowledgement carried; undefined where it was empty. */
  readonly payload: unknown;
  /** Over HTTP only. */
  readonly status?: number;
  /** The bytes that were sent, to send them again. */
  readonly request?: SignedRequest;
  /** Over a socket only. */
  readonly envelopeId?: string;
}

/** A road to the app: Socket Mode, or signed HTTP. */
export interface Transport {
  /** Rejects where the connection is lost before anything comes back. */
  deliver(delivery: Delivery): Promise<Receipt>;
}
