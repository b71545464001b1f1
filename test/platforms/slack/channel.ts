import type { types } from '@slack/bolt';
import type { Action } from '../../../src/conversation/buttons.ts';
import { escaped } from '../../../src/platforms/slack/view/blocks.ts';
import { actionOf } from '../../../src/platforms/slack/view/buttons.ts';
import type {
  Channel,
  Fields,
  Filled,
  Person,
  Room,
  WithinChannel,
} from '../../contracts/channel.ts';
import { showingReply, type GivenParts } from '../../fixtures/bots.ts';
import { TestTime } from '../../fixtures/test-time.ts';
import { refused } from '../../standins/slack/faults.ts';
import { describe, type Message } from '../../standins/slack/messages.ts';
import type { PersonsMessage } from '../../standins/slack/payloads.ts';
import { wordsOf, wordsOfBlocks } from '../../standins/slack/reading.ts';
import type { Slack } from '../../standins/slack/stand-in.ts';
import { ALICE, BRUNO, DIRECT, GENERAL } from '../../standins/slack/workspace.ts';
import type { ROADS } from './harness.ts';
import { withSlack } from './harness.ts';

const USERS: Readonly<Record<Person, string>> = { alice: ALICE, bruno: BRUNO };
const ROOMS: Readonly<Record<Room, string>> = { channel: GENERAL, direct: DIRECT };

function buttonsOf({ blocks }: Message): types.Button[] {
  const rows = blocks.filter((block) => block.type === 'actions') as types.ActionsBlock[];
  return rows.flatMap(({ elements }) => elements as types.Button[]);
}

/** The person's own conversation with the bot, where there is one yet. */
function conversationOf({ workspace }: Slack, of: Person): string {
  const all = [...workspace.channels.values()];
  return all.find(({ kind, creator }) => kind === 'im' && creator === USERS[of])?.id ?? '';
}

function actionsOf(message: Message): Action[] {
  return buttonsOf(message)
    .map(({ action_id }) => actionOf(action_id ?? ''))
    .filter((action) => action !== null && action !== 'search' && action !== 'erase');
}

function shownIn(message: Message) {
  const { onlyFor, edits } = message;
  const seenBy = onlyFor === ALICE ? 'alice' : 'bruno';
  const person: Person | null = onlyFor === undefined ? null : seenBy;
  const pictures = message.blocks.flatMap((block) => {
    return block.type === 'image' ? [(block as types.ImageBlock).alt_text] : [];
  });
  return { words: wordsOf(message), actions: actionsOf(message), pictures, onlyFor: person, edits };
}

/** What a person types after a command to fill in these options. */
function typed(command: string, options: Filled): string {
  if (command === 'proposer') {
    const { mots, ...named } = options;
    const quoted = typeof mots === 'string' ? [`« ${mots} »`] : [];
    return [...quoted, ...Object.entries(named).map(([name, value]) => `${name}:${value}`)]
      .join(' ')
      .replace('geste:', '');
  }
  const between = command === 'position' || command === 'comparer' ? ' ; ' : ' ';
  const words = Object.values(options).filter((value) => typeof value === 'string');
  const flags = Object.keys(options).filter((name) => options[name] === true);
  const said = [words.join(between), ...flags].join(' ');
  return said.replace('confirmer', 'oui').replace(/image$/u, 'en image');
}

export const OLD = { type: 'plain_text', text: 'Ancien' } as const;

/** Calls Slack as the bot of another time did. */
export async function callAsBot(slack: Slack, method: string, args: object): Promise<void> {
  const authorization = `Bearer ${slack.credentials.botToken}`;
  const headers = { authorization, 'content-type': 'application/json' };
  await fetch(slack.apiUrl + method, { method: 'POST', headers, body: JSON.stringify(args) });
}

/** A message that the bot of another time had posted. */
export function postAsBot(slack: Slack, button: Partial<types.Button>): Promise<void> {
  const elements = [{ type: 'button', text: OLD, value: '{"v":1}', ...button }];
  const blocks = [{ type: 'actions', elements }];
  return callAsBot(slack, 'chat.postMessage', { channel: GENERAL, text: 'ancien', blocks });
}

/** The channel of a workspace whose bot is reached by this road. */
export function channelOver([, , start, gesturesOf]: (typeof ROADS)[number]): WithinChannel {
  return (run, parts) =>
    withSlack(async (slack, keep) => {
      const time = new TestTime(Date.now());
      const begin = async (given: GivenParts = {}) => keep(await start(slack, { time, ...given }));
      let bot = await begin(parts);
      const road = () => gesturesOf(slack, bot);
      const idle = () => Promise.resolve<unknown>(undefined);
      let tellAgain = idle;
      let written: PersonsMessage = { text: '' };
      let writeIn: Room = 'channel';
      /** Of a changed message in the direct conversation Slack tells otherwise, and of others only where they were edited. */
      const toldOf = (message: PersonsMessage, isChanged: boolean) => {
        if (writeIn === 'channel') return road().mention(message);
        return isChanged ? road().changedDirectMessage(message) : road().directMessage(message);
      };
      const tell = async (message: PersonsMessage, isChanged = false) => {
        const { delivery } = await toldOf(message, isChanged);
        tellAgain = () => road().redeliver(delivery, { attempt: 1, reason: 'http_timeout' });
      };
      const opened = new Map<Person, string>();
      let inThread: { ts: string; thread_ts: string; text: string } | undefined;
      /** By form: what was written in one that stands open, which Slack’s client keeps. */
      const filledIn = new Map<string, Fields>();
      const channel: Channel = {
        ask: async (by, command, options) => {
          const text = typed(command.split(' ')[0] ?? '', options);
          const [name = '', ...gesture] = command.split(' ');
          const words = [...gesture, text].join(' ').trim();
          await road().command({ command: `/${name}`, text: words, user: USERS[by] });
        },
        write: async (by, text, room = 'channel') => {
          const ts = slack.timestamp();
          written = { text, user: USERS[by], ts };
          if (room === 'channel') opened.set(by, ts);
          writeIn = room;
          await tell(written);
        },
        rewrite: async (words) => {
          const edits =
            words === null ? {} : { edited: { user: written.user, ts: slack.timestamp() } };
          written = {
            ...written,
            text: words ?? written.text,
            more: { ...written.more, ...edits },
          };
          await tell(written, true);
        },
        goOn: async (by, text, from) => {
          const threadTs = opened.get(from) ?? '';
          await road().mention({ text, user: USERS[by], threadTs });
        },
        tellAgain: async () => {
          await tellAgain();
        },
        press: async (by, action) => {
          const plain = `debat/${action}`;
          const messages = [...slack.messagesIn(GENERAL), ...slack.messagesIn(ROOMS.direct)];
          const ids = messages.flatMap(buttonsOf).map(({ action_id }) => action_id);
          // Several buttons of a row that do the same have numbers.
          const actionId = ids.includes(plain) ? plain : `${plain}#1`;
          await road().buttonClick({ actionId, user: USERS[by] });
        },
        relate: async (by) => {
          const shown = slack.messagesIn(GENERAL).findLast(({ onlyFor }) => onlyFor === undefined);
          const more = shown === undefined ? {} : describe(shown, slack.workspace);
          const message = { text: '', more };
          await road().messageShortcut({ callbackId: 'passages_lies', message, user: USERS[by] });
        },
        propose: async (by, text, of) => {
          const more = of === null ? { bot_id: 'B0DEBAT01' } : {};
          const user = USERS[of ?? 'alice'];
          const message = { text, user, ts: '1330000000.000100', more };
          await road().messageShortcut({ callbackId: 'proposer', message, user: USERS[by] });
        },
        thread: (messages) => {
          const written = messages.map(([of, text]) => ({
            ...{ text: escaped(text), user: USERS[of ?? 'alice'] },
            ...(of === null && { more: { bot_id: 'B0AUTRE01' } }),
          }));
          inThread = road().thread(written).at(-1);
        },
        proposeThread: async (by) => {
          const { ts = '', thread_ts: threadTs = ts, text = '' } = inThread ?? {};
          const message = { text, ts, threadTs };
          await road().messageShortcut({ callbackId: 'proposer_fil', message, user: USERS[by] });
        },
        mail: (of) =>
          slack.messagesIn(conversationOf(slack, of)).map((message) => ({
            words: wordsOf(message),
            labels: buttonsOf(message).map(({ text }) => text.text),
          })),
        pressLabelled: async (by, label, within) => {
          const place = within === null ? GENERAL : conversationOf(slack, within);
          const seen =
            within === null ? slack.messagesIn(place, USERS[by]) : slack.messagesIn(place);
          const buttons = seen.toReversed().flatMap(buttonsOf);
          const button = buttons.find(({ text }) => text.text === label);
          const actionId = button?.action_id ?? '';
          await road().buttonClick({ actionId, user: USERS[by], channel: place });
        },
        closeMail: () => {
          slack.faults.add('chat.postMessage', refused('cannot_dm_bot'), { times: Infinity });
        },
        form: async (by) => {
          const { output } = await slack.until(() => slack.views.modalOf(USERS[by]));
          const inputs = output.blocks.flatMap((block) =>
            'element' in block ? [block.element] : [],
          );
          const filled = inputs.flatMap((each) =>
            'initial_value' in each ? [[each.action_id, each.initial_value]] : [],
          );
          return {
            filled: { ...(Object.fromEntries(filled) as Fields), ...filledIn.get(output.id) },
            words: wordsOfBlocks(output.blocks),
          };
        },
        again: () => Promise.resolve(),
        send: async (by, values) => {
          const { output } = await slack.until(() => slack.views.modalOf(USERS[by]));
          const sent = { ...filledIn.get(output.id), ...values };
          filledIn.set(output.id, sent);
          const { payload } = await road().viewSubmission({ values: sent, user: USERS[by] });
          const errors = (payload as { errors?: Fields } | undefined)?.errors;
          if (errors !== undefined) return Object.values(errors).join('\n');
          return wordsOfBlocks(slack.views.modalOf(USERS[by])?.output.blocks ?? []);
        },
        giveReason: async (by, reason, quotation) => {
          const which = quotation === undefined ? {} : { citation: String(quotation) };
          await slack.until(() => slack.views.modalOf(USERS[by]));
          await road().viewSubmission({ values: { motif: reason, ...which }, user: USERS[by] });
        },
        pressUnknown: async (by) => {
          await postAsBot(slack, { action_id: 'debat/resume' });
          await road().buttonClick({ actionId: 'debat/resume', user: USERS[by] });
        },
        post: async (reply, from) => {
          const to = { platform: 'slack', workspace: null, channel: GENERAL, person: null };
          return bot.adapter.post(to, reply, from ?? (await showingReply(reply)));
        },
        shown: (room = 'channel') => slack.messagesIn(ROOMS[room]).map(shownIn),
        everShown: (room = 'channel') => slack.everIn(ROOMS[room]).length,
        refuseCompletions: () => {
          slack.faults.add('chat.update', refused('msg_too_long'), { times: Infinity });
        },
        bot: () => bot,
        tenant: `slack:${slack.workspace.teamId}`,
        stop: () => bot.stop(),
        restart: async (given) => {
          await bot.stop();
          bot = await begin(given);
        },
        until: async (condition) => {
          await slack.until(() => condition() || undefined);
        },
      };
      await run(channel);
    });
}
