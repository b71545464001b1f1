import type {
  BlockAction,
  BlockElementAction,
  BlockSuggestion,
  EnvelopedEvent,
  GlobalShortcut,
  MessageShortcut,
  SlashCommand,
  types,
  ViewClosedAction,
  ViewOutput,
  ViewSubmitAction,
} from '@slack/bolt';
import { describe } from './messages.ts';
import type { Scene, Source } from './scene.ts';

/** A message written by a person, as far as a test cares. */
export interface PersonsMessage {
  readonly text: string;
  readonly user?: string;
  readonly ts?: string;
  readonly threadTs?: string;
  /** Whatever else Slack tells of it. */
  readonly more?: object;
}

/** What every request says of the app. */
const APP = { token: 'legacy-verification-token', api_app_id: 'A0DEBAT01' };

/** Who interacts, and for which workspace. */
function actorOf({ workspace, person }: Scene) {
  const { id, name } = person;
  const { teamId: team_id, domain } = workspace;
  return {
    ...APP,
    is_enterprise_install: false,
    team: { id: team_id, domain },
    user: { id, name, username: name, team_id },
  };
}

/** Slack gives the name of public channels only. */
function placeOf({ channel: { id, kind, name } }: Scene): { id: string; name: string } {
  return { id, name: kind === 'private' ? 'privategroup' : name };
}

function inThread(threadTs: string | undefined): { thread_ts?: string } {
  return threadTs === undefined ? {} : { thread_ts: threadTs };
}

const triggerFor = ({ world, person }: Scene): string => world.views.issueTrigger(person.id);

function responseUrlFor({ world, channel, person }: Scene, original?: Source['message']): string {
  return world.responseUrls.issue({ channel: channel.id, user: person.id, original });
}

export function command(scene: Scene, name: string, text: string): SlashCommand {
  const { workspace, channel, person } = scene;
  return {
    ...APP,
    is_enterprise_install: 'false',
    team_id: workspace.teamId,
    team_domain: workspace.domain,
    channel_id: channel.id,
    channel_name: placeOf(scene).name,
    user_id: person.id,
    user_name: person.name,
    command: name,
    text,
    response_url: responseUrlFor(scene),
    trigger_id: triggerFor(scene),
  };
}

/** The envelope of the Events API around any event. */
export function event<Event extends { type: string }>(
  { world, workspace }: Scene,
  inner: Event,
): EnvelopedEvent<Event> {
  const authorization = {
    ...{ enterprise_id: null, is_bot: true, is_enterprise_install: false },
    ...{ team_id: workspace.teamId, user_id: workspace.bot.userId },
  };
  return {
    ...APP,
    is_ext_shared_channel: false,
    event_context: '4-event-context',
    type: 'event_callback',
    team_id: workspace.teamId,
    context_team_id: workspace.teamId,
    event: inner,
    event_id: world.next('Ev'),
    event_time: Math.floor(world.clock() / 1000),
    authorizations: [authorization],
  };
}

/** What any message of a person in a channel or conversation says. */
function written(scene: Scene, { ts = scene.world.timestamp(), threadTs, more }: PersonsMessage) {
  const { person, workspace, channel } = scene;
  const by = { user: person.id, team: workspace.teamId, channel: channel.id };
  return { ...by, ts, event_ts: ts, ...inThread(threadTs), ...more };
}

export function mention(scene: Scene, message: PersonsMessage): types.AppMentionEvent {
  const text = `<@${scene.workspace.bot.userId}> ${message.text}`;
  return { ...written(scene, message), type: 'app_mention', text };
}

export function directMessage(scene: Scene, message: PersonsMessage): types.GenericMessageEvent {
  return {
    ...written(scene, message),
    type: 'message',
    // Present in the type though Slack leaves it out; JSON leaves it out too.
    subtype: undefined,
    channel_type: 'im',
    text: message.text,
  };
}

export function changedMessage(
  scene: Scene,
  changed: PersonsMessage,
): Omit<types.MessageChangedEvent, 'previous_message'> {
  const { channel, event_ts: ts, ...message } = directMessage(scene, changed);
  const now = scene.world.timestamp();
  return {
    type: 'message',
    subtype: 'message_changed',
    hidden: true,
    channel,
    channel_type: 'im',
    ts: now,
    event_ts: now,
    message: { ...message, channel, event_ts: ts },
  };
}

export function homeOpened(scene: Scene, tab: 'home' | 'messages'): types.AppHomeOpenedEvent {
  const { person, channel, world } = scene;
  const where = { user: person.id, channel: channel.id, tab, event_ts: world.timestamp() };
  return { ...where, type: 'app_home_opened' };
}

export function messageShortcut(
  scene: Scene,
  callback_id: string,
  message: PersonsMessage,
): MessageShortcut {
  const { text, user = scene.person.id, ts = scene.world.timestamp(), threadTs, more } = message;
  return {
    ...actorOf(scene),
    type: 'message_action',
    callback_id,
    channel: placeOf(scene),
    message: { type: 'message', user, text, ts, ...inThread(threadTs), ...more },
    message_ts: ts,
    action_ts: scene.world.timestamp(),
    trigger_id: triggerFor(scene),
    response_url: responseUrlFor(scene),
  };
}

export function globalShortcut(scene: Scene, callback_id: string): GlobalShortcut {
  const about = { callback_id, action_ts: scene.world.timestamp(), trigger_id: triggerFor(scene) };
  return { ...actorOf(scene), type: 'shortcut', ...about };
}

/** Those of the bot, or one that a person had given: only the first ends the installation. */
export function tokensRevoked(
  { workspace, person }: Scene,
  of: 'bot' | 'person',
): types.TokensRevokedEvent {
  const { bot } = workspace;
  const tokens = of === 'bot' ? { oauth: [], bot: [bot.userId] } : { oauth: [person.id], bot: [] };
  return { type: 'tokens_revoked', tokens };
}

export function blockAction(scene: Scene, source: Source): BlockAction {
  const { element, blockId } = source.placed;
  const { type, action_id, text, value } = element;
  const action = { type, action_id, block_id: blockId, text, value };
  return {
    ...actorOf(scene),
    state: { values: {} },
    type: 'block_actions',
    ...sourceFields(scene, source),
    // A button that the app itself posted.
    actions: [{ ...action, action_ts: scene.world.timestamp() } as BlockElementAction],
    trigger_id: triggerFor(scene),
  };
}

/** Slack leaves out `message` for an ephemeral one: its state has to be in the element. */
function sourceFields(
  scene: Scene,
  { message, view }: Source,
): Pick<BlockAction, 'container' | 'response_url'> & Partial<BlockAction> {
  if (view !== undefined) {
    const { output } = view;
    const nowhere = { channel: undefined as never, response_url: '' };
    return { ...nowhere, container: { type: 'view', view_id: output.id }, view: output };
  }
  const isEphemeral = message?.onlyFor !== undefined;
  const shown = message && !isEphemeral ? describe(message, scene.workspace) : undefined;
  return {
    container: {
      type: 'message',
      message_ts: message?.ts,
      channel_id: scene.channel.id,
      is_ephemeral: isEphemeral,
      ...inThread(message?.threadTs),
    },
    channel: placeOf(scene),
    response_url: responseUrlFor(scene, message),
    ...(shown && { message: shown as NonNullable<BlockAction['message']> }),
  };
}

export function suggestion(scene: Scene, { placed, view }: Source, value: string): BlockSuggestion {
  const output = view?.output;
  return {
    ...actorOf(scene),
    type: 'block_suggestion',
    action_id: String(placed.element['action_id']),
    block_id: placed.blockId,
    value,
    container: { type: 'view', view_id: output?.id },
    ...(output && { view: output }),
  };
}

export function submission(scene: Scene, view: ViewOutput): ViewSubmitAction {
  const trigger_id = triggerFor(scene);
  return { ...actorOf(scene), type: 'view_submission', view, trigger_id };
}

export function closing(scene: Scene, view: ViewOutput): ViewClosedAction {
  return { ...actorOf(scene), type: 'view_closed', view, is_cleared: false };
}
