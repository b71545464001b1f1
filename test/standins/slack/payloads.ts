import type {
  EnvelopedEvent,
  GlobalShortcut,
  MessageShortcut,
  SlashCommand,
  types,
} from '@slack/bolt';
import homeFixture from '../../fixtures/slack/app-home-opened.json' with { type: 'json' };
import mentionFixture from '../../fixtures/slack/app-mention.json' with { type: 'json' };
import commandFixture from '../../fixtures/slack/command.json' with { type: 'json' };
import eventFixture from '../../fixtures/slack/event.json' with { type: 'json' };
import globalFixture from '../../fixtures/slack/global-shortcut.json' with { type: 'json' };
import directFixture from '../../fixtures/slack/message-im.json' with { type: 'json' };
import revokedFixture from '../../fixtures/slack/tokens-revoked.json' with { type: 'json' };
import shortcutFixture from '../../fixtures/slack/message-shortcut.json' with { type: 'json' };
import type { Scene } from './scene.ts';

/** A message written by a person, as far as a test cares. */
export interface PersonsMessage {
  readonly text: string;
  readonly user?: string;
  readonly ts?: string;
  readonly threadTs?: string;
}

export const teamOf = ({ workspace }: Scene): { id: string; domain: string } => {
  return { id: workspace.teamId, domain: workspace.domain };
};

export const userOf = ({
  person,
  workspace,
}: Scene): { id: string; name: string; username: string } => {
  const { id, name } = person;
  return { id, name, username: name, ...{ team_id: workspace.teamId } };
};

/** Slack gives the name of public channels only. */
export const placeOf = ({ channel: { id, kind, name } }: Scene): { id: string; name: string } => {
  return { id, name: kind === 'private' ? 'privategroup' : name };
};

export const inThread = (threadTs: string | undefined): { thread_ts?: string } => {
  return threadTs === undefined ? {} : { thread_ts: threadTs };
};

export function command(scene: Scene, name: string, text: string): SlashCommand {
  const { world, workspace, channel, person } = scene;
  return {
    ...commandFixture,
    team_id: workspace.teamId,
    team_domain: workspace.domain,
    channel_id: channel.id,
    channel_name: placeOf(scene).name,
    user_id: person.id,
    user_name: person.name,
    command: name,
    text,
    response_url: world.responseUrls.issue({ channel: channel.id, user: person.id }),
    trigger_id: world.views.issueTrigger(person.id),
  };
}

/** The envelope of the Events API around any event. */
export function event<Event extends { type: string }>(
  { world, workspace }: Scene,
  inner: Event,
): EnvelopedEvent<Event> {
  const authorization = { team_id: workspace.teamId, user_id: workspace.bot.userId };
  return {
    ...eventFixture,
    type: 'event_callback',
    team_id: workspace.teamId,
    context_team_id: workspace.teamId,
    event: inner,
    event_id: world.identifiers.next('Ev'),
    event_time: Math.floor(world.clock() / 1000),
    authorizations: eventFixture.authorizations.map((each) => ({ ...each, ...authorization })),
  };
}

export function mention(
  scene: Scene,
  { text, ts, threadTs }: PersonsMessage,
): types.AppMentionEvent {
  const at = ts ?? scene.world.identifiers.timestamp();
  return {
    ...mentionFixture,
    type: 'app_mention',
    user: scene.person.id,
    team: scene.workspace.teamId,
    channel: scene.channel.id,
    text: `<@${scene.workspace.bot.userId}> ${text}`,
    ts: at,
    event_ts: at,
    ...inThread(threadTs),
  };
}

export function directMessage(
  scene: Scene,
  { text, ts, threadTs }: PersonsMessage,
): types.GenericMessageEvent {
  const at = ts ?? scene.world.identifiers.timestamp();
  return {
    ...directFixture,
    type: 'message',
    // Present in the type though Slack leaves it out; JSON leaves it out too.
    subtype: undefined,
    channel_type: 'im',
    user: scene.person.id,
    team: scene.workspace.teamId,
    channel: scene.channel.id,
    text,
    ts: at,
    event_ts: at,
    ...inThread(threadTs),
  };
}

export function homeOpened(scene: Scene, tab: 'home' | 'messages'): types.AppHomeOpenedEvent {
  const { id } = scene.person;
  const at = scene.world.identifiers.timestamp();
  return {
    ...homeFixture,
    type: 'app_home_opened',
    user: id,
    channel: scene.channel.id,
    tab,
    event_ts: at,
  };
}

export function messageShortcut(
  scene: Scene,
  callbackId: string,
  message: PersonsMessage,
): MessageShortcut {
  const { world, channel, person } = scene;
  const ts = message.ts ?? world.identifiers.timestamp();
  const { text, user = person.id, threadTs } = message;
  return {
    ...shortcutFixture,
    // Null in Slack's payloads outside Enterprise Grid; Bolt's type knows only its absence.
    enterprise: undefined as never,
    type: 'message_action',
    callback_id: callbackId,
    team: teamOf(scene),
    user: userOf(scene),
    channel: placeOf(scene),
    message: { ...shortcutFixture.message, type: 'message', user, text, ts, ...inThread(threadTs) },
    message_ts: ts,
    action_ts: world.identifiers.timestamp(),
    trigger_id: world.views.issueTrigger(person.id),
    response_url: world.responseUrls.issue({ channel: channel.id, user: person.id }),
  };
}

export function globalShortcut(scene: Scene, callbackId: string): GlobalShortcut {
  const { world, person, workspace } = scene;
  return {
    ...globalFixture,
    enterprise: undefined as never,
    type: 'shortcut',
    callback_id: callbackId,
    team: teamOf(scene),
    user: { id: person.id, username: person.name, team_id: workspace.teamId },
    action_ts: world.identifiers.timestamp(),
    trigger_id: world.views.issueTrigger(person.id),
  };
}

/** Those of the bot, or one that a person had given: only the first ends the installation. */
export function tokensRevoked(
  { workspace, person }: Scene,
  of: 'bot' | 'person',
): types.TokensRevokedEvent {
  const { bot } = workspace;
  const tokens = of === 'bot' ? { oauth: [], bot: [bot.userId] } : { oauth: [person.id], bot: [] };
  return { ...revokedFixture, type: 'tokens_revoked', tokens };
}
