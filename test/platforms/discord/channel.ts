import { GatewayDispatchEvents } from 'discord.js';
import { PROPOSE, PROPOSE_THREAD, RELATED } from '../../../src/messages/discord.ts';
import { readPressed } from '../../../src/platforms/discord/view/buttons.ts';
import { unescaped } from '../../../src/platforms/discord/view/components.ts';
import type { Fields, Person, Room, WithinChannel } from '../../contracts/channel.ts';
import { showingReply } from '../../fixtures/bots.ts';
import { pressedButton } from '../../fixtures/discord/payloads.ts';
import { ALICE, BOT, BRUNO, DIRECT, GENERAL, GUILD } from '../../standins/discord/community.ts';
import { allComponents, controlsOf, textsIn } from '../../standins/discord/controls.ts';
import { objectIn, objectsIn, textIn } from '../../standins/json.ts';
import { broken } from '../../standins/discord/faults.ts';
import { inAnswerTo, type Message } from '../../standins/discord/messages.ts';
import { textOf } from '../../standins/discord/reading.ts';
import { EDIT_MESSAGE, EDIT_REPLY } from '../../standins/discord/route-names.ts';
import type { Discord } from '../../standins/discord/stand-in.ts';
import { withDiscord } from './harness.ts';

const USERS: Readonly<Record<Person, string>> = { alice: ALICE, bruno: BRUNO };
const ROOMS: Readonly<Record<Room, string>> = { channel: GENERAL, direct: DIRECT };

const isOfBot = ({ payload }: Message) => payload.author.bot === true;

const isAnswerTo =
  (person: string) =>
  ({ payload }: Message) =>
    payload.referenced_message?.author.id === person;

function shownIn(message: Message) {
  const { onlyFor, edits, payload } = message;
  const seenBy = onlyFor === ALICE ? 'alice' : 'bruno';
  const person: Person | null = onlyFor === undefined ? null : seenBy;
  const actions = controlsOf(payload)
    .map((control) => readPressed(String(control['custom_id']))?.action)
    .filter((action) => action !== undefined);
  const words = unescaped(textOf(message));
  return { words, actions, pictures: picturesOf(payload), onlyFor: person, edits };
}

/** The person's own conversation with the bot, where there is one yet. */
function conversationOf({ community }: Discord, of: Person): string {
  const own = [...community.channels.values()].filter(({ people }) => people.length === 1);
  return own.find(({ people }) => people.includes(USERS[of]))?.id ?? '';
}

function labelsOf({ payload }: Message): readonly string[] {
  return controlsOf(payload).flatMap((each) => textIn(each, 'label') ?? []);
}

/** Those whose file came with the message. */
function picturesOf({ components = [], attachments }: Message['payload']): readonly string[] {
  const galleries = allComponents(components).flatMap((each) => objectsIn(each, 'items'));
  const shown = galleries.filter((item) =>
    attachments.some(({ url }) => url === objectIn(item, 'media')?.['url']),
  );
  return shown.map((item) => textIn(item, 'description') ?? '');
}

/** A channel of a server. */
export const withinChannel: WithinChannel = (run, parts) =>
  withDiscord(async ({ discord, start }) => {
    let bot = await start(parts);
    let written: Message | null = null;
    let inThread = '';
    let event = GatewayDispatchEvents.MessageCreate;
    await run({
      ask: async (by, name, options) => {
        await discord.command({ name, options, user: USERS[by] });
      },
      write: (by, text, room = 'channel') => {
        const gesture = room === 'direct' ? discord.directMessage : discord.mention;
        written = gesture({ text, user: USERS[by] });
        event = GatewayDispatchEvents.MessageCreate;
        return Promise.resolve();
      },
      rewrite: (words) => {
        if (written === null) throw new Error('nothing was written');
        const isDirect = written.channel === DIRECT;
        const text = words === null || isDirect ? words : `<@${BOT}> ${words}`;
        bot.time.advance(1_000);
        written = discord.reword(written, text);
        event = GatewayDispatchEvents.MessageUpdate;
        return Promise.resolve();
      },
      goOn: (by, text, from) => {
        const answers = discord.messagesIn(GENERAL).filter(isAnswerTo(USERS[from]));
        const answer = by === from ? undefined : answers.at(-1);
        const more = answer === undefined ? {} : inAnswerTo(answer);
        discord.mention({ text, user: USERS[by], more });
        return Promise.resolve();
      },
      tellAgain: () => {
        const told = { ...written?.payload, guild_id: GUILD };
        discord.dispatch(event, told, GUILD);
        return Promise.resolve();
      },
      relate: async (by) => {
        const isShown = (each: Message) => isOfBot(each) && each.onlyFor === undefined;
        const message = discord.messagesIn(GENERAL).findLast(isShown)?.id ?? '';
        await discord.messageCommand({ name: RELATED, message, user: USERS[by] });
      },
      press: async (by, action) => {
        await discord.button({ customId: new RegExp(`^d1/${action}/`, 'u'), user: USERS[by] });
      },
      propose: async (by, text, of) => {
        if (of !== null) discord.say({ text, user: USERS[of] });
        const message = discord.messagesIn(GENERAL).at(-1)?.id ?? '';
        await discord.messageCommand({ name: PROPOSE, message, user: USERS[by] });
      },
      thread: (messages) => {
        let last: Message | undefined;
        for (const [of, text] of messages) {
          const program = of === null ? { webhook_id: '900000000000000001' } : {};
          const more = { ...(last === undefined ? {} : inAnswerTo(last)), ...program };
          last = discord.say({ text, user: USERS[of ?? 'alice'], more });
        }
        inThread = last?.id ?? '';
      },
      proposeThread: async (by) => {
        await discord.messageCommand({
          name: PROPOSE_THREAD,
          message: inThread,
          user: USERS[by],
        });
      },
      mail: (of) =>
        discord.messagesIn(conversationOf(discord, of)).map((message) => ({
          words: unescaped(textOf(message)),
          labels: labelsOf(message),
        })),
      pressLabelled: async (by, label, within) => {
        const channel = within === null ? GENERAL : conversationOf(discord, within);
        await discord.button({ label, user: USERS[by], channel });
      },
      closeMail: () => {
        for (const person of discord.community.people.values())
          person.acceptsDirectMessages = false;
      },
      form: async (by) => {
        const { data } = await discord.until(() => discord.modals.get(USERS[by]));
        const fields = allComponents(data.components);
        const filled = fields.flatMap((each) =>
          'value' in each ? [[each['custom_id'], each['value']]] : [],
        );
        return {
          filled: Object.fromEntries(filled) as Fields,
          words: textsIn(data.components).join('\n'),
        };
      },
      again: async (by) => {
        await discord.button({ customId: /^d1\/ask\//u, user: USERS[by] });
      },
      send: async (by, values) => {
        const fields = Object.fromEntries(
          Object.entries(values).map(([name, value]) => [name, [value]]),
        );
        const before = discord.everIn(GENERAL).length;
        await discord.modalSubmit({ fields, user: USERS[by] });
        await discord.until(() => discord.everIn(GENERAL).length > before || undefined);
        const shown = discord.everIn(GENERAL).at(-1);
        return shown === undefined ? '' : shownIn(shown).words;
      },
      giveReason: async (by, reason, quotation) => {
        const which = quotation === undefined ? {} : { citation: [String(quotation)] };
        await discord.modalSubmit({ fields: { motif: [reason], ...which }, user: USERS[by] });
      },
      pressUnknown: async (by) => {
        await discord.replay(pressedButton('contexte', { user: USERS[by] }));
      },
      post: async (reply, from) => {
        const to = { platform: 'discord', workspace: GUILD, channel: GENERAL, person: null };
        return bot.adapter.post(to, reply, from ?? (await showingReply(reply)));
      },
      shown: (room = 'channel') => discord.messagesIn(ROOMS[room]).filter(isOfBot).map(shownIn),
      everShown: (room = 'channel') => discord.everIn(ROOMS[room]).filter(isOfBot).length,
      refuseCompletions: () => {
        for (const route of [EDIT_REPLY, EDIT_MESSAGE])
          discord.faults.add(route, broken(500), { times: Infinity });
      },
      bot: () => bot,
      tenant: `discord:${GUILD}`,
      stop: () => bot.adapter.stop(),
      restart: async (given) => {
        await bot.adapter.stop();
        bot = await start(given);
      },
      until: async (condition) => {
        await discord.until(() => condition() || undefined);
      },
    });
  });
