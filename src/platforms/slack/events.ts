import type {
  AckFn,
  App,
  BlockAction,
  ButtonAction,
  RespondFn,
  ViewClosedAction,
  ViewSubmitAction,
} from '@slack/bolt';
import { apologise } from './apology.ts';
import type { Roads } from './apology.ts';
import { answerCommand, answerMessageShortcut } from './asking.ts';
import { readClick } from './click.ts';
import { react } from './clicks.ts';
import { acknowledgeWith, suggest } from './deliver.ts';
import type { Desk } from './desk.ts';
import { toBotError } from './faults.ts';
import { FORMS } from './forms.ts';
import { listenToMessages } from './hearing.ts';
import { promptsFrom } from './home.ts';
import { showHome } from './home-tab.ts';
import { answerSearch, countReason, openSearch, proposeAuthors } from './searching.ts';
import { isRepeated } from './transport/connection.ts';
import type { Work } from '../../running/work.ts';

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
export function listen(app: App, desk: Desk, work: Work): void {
  skipRepetitions(app, work);
  listenToCommands(app, desk, work);
  listenToShortcuts(app, desk, work);
  listenToClicks(app, desk, work);
  listenToForms(app, desk, work);
  listenToMessages(app, desk, work);
  listenToTheApp(app, desk, work);
}

/** The same envelope twice, or a click that says it is sent again: acknowledged, and nothing else. */
function skipRepetitions(app: App, work: Work): void {
  app.use(({ context, next, ...args }) => {
    if (!isRepeated(context)) return next();
    const finish = async () => {
      if ('ack' in args) await args.ack?.();
    };
    return work.run('repetition', finish, () => Promise.resolve());
  });
}

function listenToCommands(app: App, desk: Desk, work: Work): void {
  app.command(ANY, (args) => {
    const { command, client, respond } = args;
    const ack = onlyOnce(args.ack);
    return work.run(
      'command',
      () => answerCommand(desk, { ...args, ack: ack.give }),
      async (fault) => {
        const roads = { client, respond, channel: command.channel_id, threadTs: null };
        const doing = `the command ${desk.names.bare(command.command)}`;
        if (ack.isGiven()) {
          await apologise(desk, { ...roads, person: command.user_id, doing }, fault);
          return;
        }
        const reference = desk.reportFault(toBotError(fault, doing));
        await acknowledgeWith(ack.give, desk.composer.fault(reference), { shownTo: 'asker' });
      },
    );
  });
}

function listenToShortcuts(app: App, desk: Desk, work: Work): void {
  app.shortcut({ type: 'message_action' }, (args) => {
    const { shortcut, client, respond } = args;
    const { channel, user } = shortcut;
    const roads = { client, respond, channel: channel.id, person: user.id, threadTs: null };
    return acknowledged(args.ack, desk, work, { ...roads, doing: 'message shortcut' }, (ack) =>
      answerMessageShortcut(desk, { ...args, ack }),
    );
  });
  app.shortcut({ type: 'shortcut' }, (args) => {
    const { shortcut, client } = args;
    const roads = { client, channel: null, person: shortcut.user.id, threadTs: null };
    return acknowledged(args.ack, desk, work, { ...roads, doing: 'global shortcut' }, (ack) =>
      openSearch(desk, { ...args, ack }),
    );
  });
}

function listenToClicks(app: App, desk: Desk, work: Work): void {
  app.action<BlockAction<ButtonAction>>({ type: 'block_actions' }, (args) => {
    const { action, body, client, respond } = args;
    const click = readClick(body);
    return acknowledged(
      args.ack,
      desk,
      work,
      { ...click, client, respond, doing: 'click' },
      async (ack) => {
        await ack();
        await react(desk, action, { ...click, client, respond });
      },
    );
  });
}

function listenToForms(app: App, desk: Desk, work: Work): void {
  app.view<ViewSubmitAction>({ callback_id: ANY, type: 'view_submission' }, (args) => {
    const { view, body, client, respond } = args;
    const roads = { client, respond, channel: null, person: body.user.id, threadTs: null };
    return acknowledged(args.ack, desk, work, { ...roads, doing: 'form' }, async (ack) => {
      if (view.callback_id === FORMS.search) await answerSearch(desk, { ...args, ack });
      else if (view.callback_id === FORMS.wrong) await countReason(desk, { ...args, ack });
    });
  });
  app.view<ViewClosedAction>({ callback_id: ANY, type: 'view_closed' }, ({ ack }) => ack());
  app.options<'block_suggestion'>({ type: 'block_suggestion' }, (args) => {
    const { body, client } = args;
    const roads = { client, channel: null, person: body.user.id, threadTs: null };
    return acknowledged(args.ack, desk, work, { ...roads, doing: 'menu' }, (ack) =>
      proposeAuthors(desk, { ...args, ack }),
    );
  });
}

function listenToTheApp(app: App, desk: Desk, work: Work): void {
  app.event('app_home_opened', ({ event, context, client }) =>
    work.run(
      'home',
      async () => {
        const { composer, corpus } = desk;
        if (event.tab === 'messages') {
          await suggest(client, event.channel, composer.prompts(promptsFrom(corpus)));
        } else await showHome(desk, { client, workspace: context.teamId, person: event.user });
      },
      (fault) => {
        // Nobody waits for an answer here: the operator is told, the person sees the tab as it was.
        desk.reportFault(toBotError(fault, 'home'));
        return Promise.resolve();
      },
    ),
  );
}

/** Does the work of an interaction; whatever happens, Slack gets its acknowledgement. */
function acknowledged<Payload>(
  give: AckFn<Payload>,
  desk: Desk,
  work: Work,
  roads: Omit<Roads, 'respond'> & { readonly respond?: RespondFn },
  answer: (ack: AckFn<Payload>) => Promise<void>,
): Promise<void> {
  const ack = onlyOnce(give);
  const finish = async () => {
    if (!ack.isGiven()) await ack.give();
  };
  return work.run(
    roads.doing,
    async () => {
      await answer(ack.give);
      await finish();
    },
    async (fault) => {
      await finish().catch(() => undefined);
      await apologise(desk, roads, fault);
    },
  );
}

/** Over HTTP a second acknowledgement throws, over a socket it is lost: so each is remembered. */
function onlyOnce<Payload>(ack: AckFn<Payload>) {
  let given = false;
  return {
    isGiven: () => given,
    give: (payload?: Payload) => {
      given = true;
      return ack(payload);
    },
  };
}
