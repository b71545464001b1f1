import type { AllMiddlewareArgs, App, BlockAction, ButtonAction } from '@slack/bolt';
import { refsIn } from '../../conversation/buttons.ts';
import { debateShownAt } from '../../ask/request.ts';
import type { Click } from '../../conversation/exchange.ts';
import type { ProposalForm } from '../../conversation/proposing.ts';
import { subjectIn } from '../../conversation/typed.ts';
import { openModal } from './deliver.ts';
import {
  Acknowledgement,
  actorIn,
  ANY,
  isAdministrator,
  messageId,
  nameOf,
  outsideChannels,
} from './requests.ts';
import type { ListenerParts } from './requests.ts';
import { ClickExchange, CommandExchange, PlacedExchange } from './exchanges.ts';
import { listenToForms } from './forms.ts';
import { listenToHome, reactOnHome } from './home.ts';
import { openProposal, proposeMessage } from './proposing.ts';
import { SpokenExchange } from './spoken-exchange.ts';
import { isByPerson, spokenIn, wordsOf, type Message } from './spoken.ts';
import { plainText } from './view/blocks.ts';
import { isCutOff, isRepeated } from './transport/connection.ts';
import { actionOf, decodeState } from './view/buttons.ts';
import { searchForm } from './view/forms.ts';

/** The events the bot listens to, as the manifest subscribes to them. */
export const EVENTS = [
  'app_home_opened',
  'app_mention',
  'app_uninstalled',
  'message.im',
  'tokens_revoked',
] as const;

/** The shortcuts by which Slack knows them. */
export const SHORTCUTS = {
  related: 'passages_lies',
  propose: 'proposer',
  proposeThread: 'proposer_fil',
  search: 'chercher',
} as const;

/**
 * Gives every request to those who answer it. One listener a kind takes all of its requests, known or
 * not: what no listener takes is never acknowledged, and the person reads that the app did not respond.
 */
export function listen(app: App, parts: ListenerParts): void {
  skipRepetitions(app, parts);
  listenToCommands(app, parts);
  listenToShortcuts(app, parts);
  listenToClicks(app, parts);
  listenToForms(app, parts);
  listenToMessages(app, parts);
  listenToHome(app, parts);
}

/** The same envelope twice, or a click that says it is sent again: acknowledged, and nothing else. */
function skipRepetitions(app: App, { work }: ListenerParts): void {
  app.use(({ context, next, ...args }) => {
    if (!isRepeated(context)) return next();
    const finish = async () => {
      if ('ack' in args) await args.ack?.();
    };
    return work.run('repetition', finish, () => Promise.resolve());
  });
}

function listenToCommands(app: App, parts: ListenerParts): void {
  const { conversation, names, proposing } = parts;
  app.command(ANY, ({ command, client, respond, context, ...args }) => {
    const { team_id: workspace, channel_id: channel, user_id: person } = command;
    const exchange = new CommandExchange(parts, {
      doing: 'command',
      ...{ client, respond, workspace, channel, person, threadTs: null },
      ack: new Acknowledgement(args.ack),
      isCutOff: () => isCutOff(context),
    });
    const question = {
      command: names.bare(command.command),
      input: { text: plainText(command.text) },
    };
    const open = async (form: ProposalForm) => {
      await exchange.hold();
      await openProposal(parts, client, command.trigger_id, form);
    };
    return conversation.perform(exchange, () => proposing.ask(exchange, question, open));
  });
}

function listenToShortcuts(app: App, parts: ListenerParts): void {
  const { conversation } = parts;
  app.shortcut({ type: 'message_action' }, ({ shortcut, client, respond, ack }) => {
    const { channel, message, message_ts } = shortcut;
    const thread: unknown = message['thread_ts'];
    const exchange = new PlacedExchange(parts, {
      doing: 'message shortcut',
      client,
      respond,
      ...actorIn(shortcut),
      channel: channel.id,
      threadTs: typeof thread === 'string' ? thread : null,
      newThreadTs: message_ts,
    });
    return conversation.perform(exchange, async () => {
      await ack();
      if (shortcut.callback_id === SHORTCUTS.propose)
        await proposeMessage(parts, exchange, shortcut, client);
      else if (shortcut.callback_id === SHORTCUTS.proposeThread)
        await parts.consenting.offer(exchange, typeof thread === 'string' ? thread : message_ts);
      else await conversation.searchFor(exchange, subjectIn(wordsOf(message)));
    });
  });
  app.shortcut({ type: 'shortcut' }, ({ shortcut, client, ack }) => {
    const origin = outsideChannels('global shortcut', client, shortcut);
    const exchange = new PlacedExchange(parts, origin);
    return conversation.perform(exchange, async () => {
      await ack();
      const debate = await debateShownAt(parts.debates, exchange.address);
      const known = parts.debates.knownAt(exchange.address);
      const view = searchForm(debate.catalogue.examples, known);
      const form = parts.composer.ownWords(view, debate);
      await openModal(client, shortcut.trigger_id, form);
    });
  });
}

function listenToClicks(app: App, parts: ListenerParts): void {
  const { conversation } = parts;
  app.action<BlockAction<ButtonAction>>({ type: 'block_actions' }, (args) => {
    const { action, body, client, respond, ack } = args;
    const { isEphemeral, ...place } = placeOf(body);
    const doing = 'click';
    const origin = { ...place, doing, client, respond, triggerId: body.trigger_id };
    const exchange = new ClickExchange(parts, origin);
    return conversation.perform(exchange, async () => {
      await ack();
      const named = actionOf(action.action_id);
      if (origin.channel === null) return reactOnHome(parts, named, origin);
      const state = decodeState(action.value);
      const click: Click = {
        action: state === null || named === 'search' || named === 'erase' ? null : named,
        question: () => Promise.resolve(state?.asked ?? null),
        quoted: refsIn(state?.asked ?? null),
        press: `${body.trigger_id} ${action.action_ts}`,
        button: `${action.action_id} ${action.value ?? ''}`,
        message: nameOf(origin.channel, origin.ts),
        isEphemeral,
        owner: state?.by ?? null,
        mayWithdraw: () => isAdministrator(parts, client, origin.person),
      };
      const open = (form: ProposalForm) => openProposal(parts, client, body.trigger_id, form);
      return parts.proposing.click(exchange, click, open);
    });
  });
}

/** Where a click came from. Slack sends no `message` with one in an ephemeral message, only its container. */
function placeOf(body: BlockAction) {
  const { channel, message } = body;
  const container: Readonly<Record<string, unknown>> = { ...body.container };
  const textOf = (value: unknown) => (typeof value === 'string' ? value : null);
  return {
    ...actorIn(body),
    channel: channel?.id ?? textOf(container['channel_id']),
    ts: textOf(container['message_ts']) ?? '',
    threadTs: textOf(container['thread_ts']) ?? textOf(message?.['thread_ts']),
    isEphemeral: (container['is_ephemeral'] ?? message === undefined) === true,
  };
}

/** What comes with an event. */
type Told = Pick<AllMiddlewareArgs, 'context' | 'client'>;

function listenToMessages(app: App, parts: ListenerParts): void {
  app.event('app_mention', ({ event, ...told }) => {
    const { channel } = event;
    // In the direct conversation the same message comes as `message.im`.
    if (channel.startsWith('D') || !isByPerson(event)) return Promise.resolve();
    return hear(parts, event, { ...told, channel, isDirect: false });
  });
  app.event('message', ({ event, ...told }) => {
    const { channel } = event;
    const message = event.subtype === 'message_changed' ? event.message : event;
    if (!isInDirect(event) || !isByPerson(message)) return Promise.resolve();
    // Slack tells so of previews and of answers in the thread, too.
    if (message !== event && message.edited === undefined) return Promise.resolve();
    return hear(parts, message, { ...told, channel, isDirect: true });
  });
}

function hear(
  parts: ListenerParts,
  message: Message,
  { context, client, channel, isDirect }: Told & { channel: string; isDirect: boolean },
): Promise<void> {
  const { user: person, ts, thread_ts, edited } = message;
  // Its own messages change too.
  if (person === context.botUserId) return Promise.resolve();
  const exchange = new SpokenExchange(parts, {
    doing: isDirect ? 'direct message' : 'mention',
    client,
    // The one that has the app: in a shared channel the message may be another's.
    workspace: context.teamId,
    channel,
    threadTs: thread_ts ?? null,
    person,
    ts,
    isDirect,
  });
  const id = messageId(channel, ts);
  // In the direct conversation there is nobody else.
  const shownTo = isDirect ? 'everyone' : null;
  const edit = edited === undefined ? null : { atMs: Number(edited.ts) * 1000, isRecent: true };
  return parts.hearing.hear(exchange, { id, ...spokenIn(message), shownTo, edit });
}

function isInDirect({ channel, channel_type: type }: { channel: string; channel_type?: string }) {
  return type === undefined ? channel.startsWith('D') : type === 'im';
}
