import type {
  BlockAction,
  BlockElementAction,
  BlockSuggestion,
  ViewClosedAction,
  ViewOutput,
  ViewSubmitAction,
} from '@slack/bolt';
import actionFixture from '../../fixtures/slack/block-actions.json' with { type: 'json' };
import suggestionFixture from '../../fixtures/slack/block-suggestion.json' with { type: 'json' };
import closedFixture from '../../fixtures/slack/view-closed.json' with { type: 'json' };
import submissionFixture from '../../fixtures/slack/view-submission.json' with { type: 'json' };
import { describe } from './chat-methods.ts';
import { actionOn, type Choice } from './elements.ts';
import { inThread, placeOf, teamOf, userOf } from './payloads.ts';
import type { Scene, Source } from './scene.ts';

export function blockAction(scene: Scene, source: Source, choice: Choice): BlockAction {
  const { world, person } = scene;
  const at = world.identifiers.timestamp();
  return {
    ...actionFixture,
    enterprise: undefined as never,
    type: 'block_actions',
    team: teamOf(scene),
    user: userOf(scene),
    ...sourceFields(scene, source),
    // Built from the element that the app itself posted, whatever its kind.
    actions: [actionOn(source.placed, choice, at) as unknown as BlockElementAction],
    trigger_id: world.views.issueTrigger(person.id),
  };
}

/** Slack leaves out `message` for an ephemeral one: its state has to be in the element. */
function sourceFields(
  scene: Scene,
  { message, view }: Source,
): Pick<BlockAction, 'container' | 'response_url'> & Partial<BlockAction> {
  const { world, workspace, channel, person } = scene;
  if (view !== undefined) {
    const { output } = view;
    // An interaction in a view has no channel, whatever the fixture of one in a message says.
    const nowhere = { channel: undefined as never, response_url: '' };
    return { ...nowhere, container: { type: 'view', view_id: output.id }, view: output };
  }
  const isEphemeral = message?.onlyFor !== undefined;
  const container = {
    type: 'message',
    message_ts: message?.ts,
    channel_id: channel.id,
    is_ephemeral: isEphemeral,
    ...inThread(message?.threadTs),
  };
  const address = { channel: channel.id, user: person.id };
  return {
    container,
    channel: placeOf(scene),
    response_url: world.responseUrls.issue(message ? { ...address, original: message } : address),
    ...(message === undefined || isEphemeral
      ? {}
      : { message: describe(message, workspace) as NonNullable<BlockAction['message']> }),
  };
}

export function suggestion(scene: Scene, source: Source, typed: string): BlockSuggestion {
  const { element, blockId } = source.placed;
  const view = source.view?.output;
  return {
    ...suggestionFixture,
    enterprise: undefined as never,
    type: 'block_suggestion',
    team: teamOf(scene),
    user: userOf(scene),
    action_id: String(element['action_id']),
    block_id: blockId,
    value: typed,
    ...(view === undefined ? {} : { view, container: { type: 'view', view_id: view.id } }),
  };
}

export function submission(scene: Scene, view: ViewOutput): ViewSubmitAction {
  return {
    ...submissionFixture,
    enterprise: undefined as never,
    type: 'view_submission',
    team: teamOf(scene),
    user: userOf(scene),
    view,
    trigger_id: scene.world.views.issueTrigger(scene.person.id),
  };
}

export function closing(scene: Scene, view: ViewOutput): ViewClosedAction {
  return {
    ...closedFixture,
    enterprise: undefined as never,
    type: 'view_closed',
    team: teamOf(scene),
    user: userOf(scene),
    view,
  };
}
