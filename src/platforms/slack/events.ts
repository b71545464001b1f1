import type {
  AckFn,
  App,
  BlockAction,
  ButtonAction,
  ViewClosedAction,
  ViewResponseAction,
  ViewSubmitAction,
} from '@slack/bolt';
import type { Click } from '../../conversation/exchange.ts';
import { subjectIn } from '../../conversation/typed.ts';
import { openModal } from './deliver.ts';
import type { Offer } from './deliver.ts';
import { Acknowledgement, nameOf } from './exchange.ts';
import type { ListenerParts, Origin } from './exchange.ts';
import { ClickExchange, CommandExchange, PlacedExchange } from './exchanges.ts';
import { answerSearch, proposeAuthors, reactOnHome, takeReason } from './forms.ts';
import { listenToHome } from './home.ts';
import { listenToMessages } from './mentions.ts';
import { LONGEST_SUBJECT } from './limits.ts';
import { isAdministrator } from './rights.ts';
import { isCutOff, isRepeated } from './transport/connection.ts';
import { plainText } from './view/blocks.ts';
import { actionOf, decodeState } from './view/buttons.ts';
import { FORMS, searchForm } from './view/forms.ts';

/** The events the bot listens to, as the manifest subscribes to them. */
export const EVENTS = [
  'app_home_opened',
  'app_mention',
  'app_uninstalled',
  'message.im',
  'tokens_revoked',
] as const;

/** The shortcuts by which Slack knows them. */
export const SHORTCUTS = { related: 'passages_lies', search: 'chercher' } as const;

const ANY = /^/u;

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
  const { conversation, names } = parts;
  app.command(ANY, ({ command, client, respond, context, ...args }) => {
    const { team_id: workspace, channel_id: channel, user_id: person } = command;
    const doing = 'command';
    const origin = { doing, client, respond, workspace, channel, person, threadTs: null };
    const ack = new Acknowledgement(args.ack);
    const exchange = new CommandExchange(parts, origin, ack, () => isCutOff(context));
    const question = {
      command: names.bare(command.command),
      input: { text: plainText(command.text) },
    };
    return conversation.perform(exchange, () => conversation.ask(exchange, question));
  });
}

function listenToShortcuts(app: App, parts: ListenerParts): void {
  const { conversation } = parts;
  app.shortcut({ type: 'message_action' }, ({ shortcut, client, respond, ack }) => {
    const { channel, user, team, message, message_ts } = shortcut;
    const thread: unknown = message['thread_ts'];
    const origin = {
      doing: 'message shortcut',
      client,
      respond,
      workspace: team?.id ?? user.team_id,
      channel: channel.id,
      person: user.id,
      threadTs: typeof thread === 'string' ? thread : null,
    };
    const exchange = new PlacedExchange(parts, origin, message_ts);
    const subject = subjectIn(plainText(message.text), LONGEST_SUBJECT);
    return conversation.perform(
      exchange,
      acknowledged(ack, async (given) => {
        await given.give();
        await conversation.searchFor(exchange, subject);
      }),
    );
  });
  app.shortcut({ type: 'shortcut' }, ({ shortcut, client, ack }) => {
    const { user, team, trigger_id: triggerId } = shortcut;
    const origin = outsideChannels('global shortcut', client, team?.id ?? user.team_id, user.id);
    const exchange = new PlacedExchange(parts, origin);
    return conversation.perform(
      exchange,
      acknowledged(ack, async (given) => {
        await given.give();
        await openModal(client, triggerId, parts.composer.ownWords(searchForm()));
      }),
    );
  });
}

function listenToClicks(app: App, parts: ListenerParts): void {
  const { conversation } = parts;
  app.action<BlockAction<ButtonAction>>({ type: 'block_actions' }, (args) => {
    const { action, body, client, respond, ack } = args;
    const { ts, isEphemeral, ...place } = placeOf(body);
    const origin = { ...place, doing: 'click', client, respond };
    const exchange = new ClickExchange(parts, origin, { ts, triggerId: body.trigger_id });
    const act = async ({ give }: Acknowledgement<void>) => {
      await give();
      const named = actionOf(action.action_id);
      if (await reactOnHome(parts, exchange, named, origin)) return;
      const state = decodeState(action.value);
      const click: Click = {
        action: state === null || named === 'search' || named === 'erase' ? null : named,
        question: () => Promise.resolve(state?.asked ?? null),
        message: nameOf(origin.channel, ts),
        isEphemeral,
        owner: state?.by ?? null,
        mayWithdraw: () => isAdministrator(parts, client, origin.person),
      };
      await conversation.click(exchange, click);
    };
    return conversation.perform(exchange, acknowledged(ack, act));
  });
}

/** Where a click came from. Slack sends no `message` with one in an ephemeral message, only its container. */
function placeOf(body: BlockAction) {
  const { user, team, channel, message } = body;
  const container: Readonly<Record<string, unknown>> = { ...body.container };
  const textOf = (value: unknown) => (typeof value === 'string' ? value : null);
  return {
    workspace: team?.id ?? user.team_id,
    person: user.id,
    channel: channel?.id ?? textOf(container['channel_id']),
    ts: textOf(container['message_ts']) ?? '',
    threadTs: textOf(container['thread_ts']) ?? textOf(message?.['thread_ts']),
    isEphemeral: (container['is_ephemeral'] ?? message === undefined) === true,
  };
}

function listenToForms(app: App, parts: ListenerParts): void {
  const { conversation } = parts;
  app.view<ViewSubmitAction>({ callback_id: ANY, type: 'view_submission' }, (args) => {
    const { view, body, client, ack } = args;
    const workspace = body.team?.id ?? body.user.team_id;
    // It comes with an address only where somebody chose a channel in it.
    const respond = args.respond as Origin['respond'];
    const origin = { ...outsideChannels('form', client, workspace, body.user.id), respond };
    const exchange = new PlacedExchange(parts, origin);
    const take = async ({ give }: Acknowledgement<ViewResponseAction>) => {
      if (view.callback_id === FORMS.search) await answerSearch(parts, origin, view, give);
      else if (view.callback_id === FORMS.wrong) await takeReason(parts, view, give);
    };
    return conversation.perform(exchange, acknowledged(ack, take));
  });
  app.view<ViewClosedAction>({ callback_id: ANY, type: 'view_closed' }, ({ ack }) => ack());
  app.options<'block_suggestion'>(
    { type: 'block_suggestion' },
    ({ options, body, client, ack }) => {
      const workspace = body.team?.id ?? body.user.team_id;
      const exchange = new PlacedExchange(
        parts,
        outsideChannels('menu', client, workspace, body.user.id),
      );
      const propose = ({ give }: Acknowledgement<Offer>) =>
        proposeAuthors(parts, options.value, give);
      return conversation.perform(exchange, acknowledged(ack, propose));
    },
  );
}

function outsideChannels(
  doing: string,
  client: Origin['client'],
  workspace: string | undefined,
  person: string,
): Origin {
  return { doing, client, workspace, channel: null, threadTs: null, person };
}

/** Whatever becomes of the work, Slack gets its acknowledgement. */
function acknowledged<Payload>(
  ack: AckFn<Payload>,
  work: (given: Acknowledgement<Payload>) => Promise<void>,
): () => Promise<void> {
  const given = new Acknowledgement(ack);
  return async () => {
    try {
      await work(given);
    } catch (fault) {
      await given.giveOnce().catch(() => undefined);
      throw fault;
    }
    await given.giveOnce();
  };
}
