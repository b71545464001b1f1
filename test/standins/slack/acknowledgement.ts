import { checkOptions, Inspection } from './element-limits.ts';
import type { Delivery, Receipt, Transport } from './delivery.ts';
import { isJson, objectIn, objectsIn, textIn, type Json } from './json.ts';
import type { Message } from './messages.ts';
import { SlackRefusal } from './refusal.ts';
import { postFor } from './response-urls.ts';
import { objectionsToView } from './view-limits.ts';
import type { World } from './world.ts';

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
  const { envelopeId } = receipt;
  const known = {
    ...receipt,
    delivery: envelopeId === undefined ? delivery : { ...delivery, envelopeId },
  };
  if (receipt.status !== undefined && receipt.status !== 200) {
    return { ...known, refusal: 'dispatch_failed' };
  }
  if (world.clock() - startedAt > DEADLINE_MS) return { ...known, refusal: 'operation_timeout' };
  try {
    return { ...known, ...apply(world, delivery, receipt.payload) };
  } catch (error) {
    if (!(error instanceof SlackRefusal)) throw error;
    return { ...known, refusal: error.error };
  }
}

function apply(
  world: World,
  delivery: Delivery,
  payload: unknown,
): Pick<Acknowledgement, 'message' | 'suggestions'> {
  const carried = isJson(payload) ? payload : undefined;
  if (delivery.answer === 'suggestions') return { suggestions: suggestionsIn(carried ?? {}) };
  if (delivery.answer === 'view') answerModal(world, delivery, carried ?? {});
  const isMessage = carried?.['text'] !== undefined || carried?.['blocks'] !== undefined;
  if (delivery.answer !== 'message' || carried === undefined || !isMessage) return {};
  return { message: postFor(world.messages, delivery.audience, carried, 'acknowledgement') };
}

/** https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element#external_select: at most 100. */
function suggestionsIn(payload: Json): readonly Json[] {
  const inspection = new Inspection();
  const groups = objectsIn(payload, 'option_groups');
  // No suggestion at all is a good answer here, unlike in a menu written out in a message.
  const holders = [payload, ...groups].filter((holder) => objectsIn(holder, 'options').length > 0);
  for (const holder of holders) checkOptions(inspection, holder, '', 100);
  if (inspection.problems.length > 0) throw new SlackRefusal('invalid_options');
  return holders.flatMap((holder) => objectsIn(holder, 'options'));
}

/** `response_action`: errors keep the modal open, nothing at all closes it. */
function answerModal(world: World, { view, audience }: Delivery, payload: Json): void {
  if (view === undefined) return;
  const action = textIn(payload, 'response_action');
  const next = objectIn(payload, 'view');
  if (next !== undefined && objectionsToView(next).length > 0) {
    throw new SlackRefusal('invalid_view');
  }
  if (action === undefined) world.views.close(view);
  if (action === 'clear') world.views.closeAll(audience.user);
  if (action === 'update' && next) world.views.update(view, next);
  if (action === 'push' && next) world.views.push(view.workspace, audience.user, next);
}
