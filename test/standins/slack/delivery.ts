import { isJson, objectIn, objectsIn, textIn, type Json } from '../json.ts';
import { objectionsToSuggestions, objectionsToView } from './limits.ts';
import { postFor, type Message } from './messages.ts';
import type { SignedRequest } from './signed-http.ts';
import type { ShownView } from './views.ts';
import { SlackRefusal, type World } from './world.ts';
import type { Workspace } from './workspace.ts';

/** Slack's own numbering: 1 at once, 2 after a minute, 3 after five. */
export interface Retry {
  readonly attempt: number;
  /** `http_timeout`, `http_error`, `connection_failed`… over HTTP; `timeout` over a socket. */
  readonly reason: string;
}

/** Something Slack has to tell the app, over a socket or over HTTP. */
export interface Delivery {
  readonly kind: 'slash_commands' | 'interactive' | 'events_api';
  /** What the acknowledgement may carry. */
  readonly answer: 'message' | 'suggestions' | 'view' | 'nothing';
  readonly payload: object;
  readonly audience: { readonly channel: string; readonly user: string };
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

/** Socket Mode, or signed HTTP. */
export interface Transport {
  /** Rejects where the connection is lost before anything comes back. */
  deliver(delivery: Delivery): Promise<Receipt>;
}

/** https://docs.slack.dev/interactivity/handling-user-interaction#acknowledgment_response */
const DEADLINE_MS = 3000;

/** What became of a delivery, on Slack's side. */
export interface Acknowledgement extends Receipt {
  readonly delivery: Delivery;
  /** The message that travelled in it. */
  readonly message?: Message;
  /** What an external select offers. */
  readonly suggestions?: readonly Json[];
  /**
   * Why the person reads an error instead: `operation_timeout` after three seconds,
   * `dispatch_failed` for an HTTP error, `invalid_blocks` and the like for what it carried.
   */
  readonly refusal?: string;
}

/** Delivers, then does with the acknowledgement what Slack would. Rejects where the connection is lost. */
export async function deliver(
  world: World,
  transport: Transport,
  delivery: Delivery,
): Promise<Acknowledgement> {
  const startedAt = world.clock();
  const receipt = await transport.deliver(delivery);
  const { envelopeId, status = 200, payload } = receipt;
  const sent = envelopeId === undefined ? delivery : { ...delivery, envelopeId };
  const known = { ...receipt, delivery: sent };
  if (status !== 200) return { ...known, refusal: 'dispatch_failed' };
  if (world.clock() - startedAt > DEADLINE_MS) return { ...known, refusal: 'operation_timeout' };
  try {
    return { ...known, ...apply(world, delivery, isJson(payload) ? payload : {}) };
  } catch (error) {
    if (!(error instanceof SlackRefusal)) throw error;
    return { ...known, refusal: error.error };
  }
}

function apply(
  world: World,
  delivery: Delivery,
  payload: Json,
): Pick<Acknowledgement, 'message' | 'suggestions'> {
  if (delivery.answer === 'suggestions') {
    if (objectionsToSuggestions(payload).length > 0) throw new SlackRefusal('invalid_options');
    return { suggestions: objectsIn(payload, 'options') };
  }
  if (delivery.answer === 'view') answerModal(world, delivery, payload);
  const isMessage = payload['text'] !== undefined || payload['blocks'] !== undefined;
  if (delivery.answer !== 'message' || !isMessage) return {};
  return { message: postFor(world, delivery.audience, payload, 'acknowledgement') };
}

/** `response_action`: errors keep the modal open, an update changes it, nothing at all closes it. */
function answerModal({ views }: World, { view }: Delivery, payload: Json): void {
  if (view === undefined) return;
  const action = textIn(payload, 'response_action');
  const next = objectIn(payload, 'view');
  if (next !== undefined && objectionsToView(next).length > 0) {
    throw new SlackRefusal('invalid_view');
  }
  if (action === undefined) views.close(view);
  if (action === 'update' && next) views.update(view, next);
}
