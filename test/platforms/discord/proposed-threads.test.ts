import { ApplicationFlags, ChannelType, MessageType, PermissionFlagsBits } from 'discord.js';
import { expect, test } from 'vitest';
import { PROPOSE_THREAD } from '../../../src/messages/discord.ts';
import { openProposing } from '../../fixtures/bots.ts';
import { openTestHouse } from '../../fixtures/house.ts';
import { TestTime } from '../../fixtures/test-time.ts';
import {
  addChannel,
  ALICE,
  BRUNO,
  DIRECT,
  ELSEWHERE,
  GENERAL,
  GUILD,
  PRIVATE,
  threadIn,
  type Channel,
} from '../../standins/discord/community.ts';
import { rateLimited } from '../../standins/discord/faults.ts';
import { inAnswerTo, type Message } from '../../standins/discord/messages.ts';
import { textOf } from '../../standins/discord/reading.ts';
import { POST_MESSAGE, READ_MESSAGES } from '../../standins/discord/route-names.ts';
import type { Discord } from '../../standins/discord/stand-in.ts';
import { withDiscord, type Given } from './harness.ts';

type Kept = Awaited<ReturnType<typeof openProposing>>;

/** A server whose bot takes proposals. */
const proposing = async (
  run: (discord: Discord, kept: Kept) => Promise<void>,
  given: Given = {},
  kept?: Kept,
) => {
  const opened = kept ?? (await openProposing(new TestTime(Date.now())));
  const { dispatch, proposals, consents, drafts } = opened;
  await withDiscord(async ({ discord, start }) => {
    const bot = await start({ dispatch, proposals, consents, drafts, ...given });
    await run(discord, opened);
    expect(bot.faults).toEqual([]);
  });
  await opened.close();
};

/** Proposes the thread of a message, and gives what Bruno reads of it. */
async function propose(discord: Discord, { id, channel }: Message, at = 1): Promise<string> {
  const where = { channel, user: BRUNO };
  await discord.messageCommand({ name: PROPOSE_THREAD, message: id, ...where });
  await discord.button({ label: 'Demander leur accord', ...where });
  const own = () => discord.messagesIn(channel, BRUNO).filter(({ onlyFor }) => onlyFor === BRUNO);
  return discord.until(() => own().map(textOf).at(at));
}

/** A thread that is opened on a message of Alice's, in which both write. */
function openThread(discord: Discord) {
  const opening = discord.say({ text: 'Les carnets durent.', user: ALICE });
  const general = discord.community.channels.get(GENERAL);
  const channel: Channel = threadIn(general ?? expect.fail(), opening.id, ChannelType.PublicThread);
  addChannel(discord.community, channel);
  const where = { channel: channel.id };
  const pointer = { type: MessageType.ThreadStarterMessage, referenced_message: opening.payload };
  discord.say({ text: '', user: ALICE, more: pointer, ...where });
  discord.say({ text: 'Pas les miens.', user: BRUNO, ...where });
  return { channel, last: discord.say({ text: 'Ils devraient.', user: ALICE, ...where }) };
}

const saidBy = async ({ consents, proposals }: Kept, person: string) => {
  const [proposal = expect.fail()] = await proposals.all();
  const consent = await consents.of(proposal, person);
  return consent?.said.map(({ words }) => words);
};

test('of a thread that is opened on a message, that message is the first', () =>
  proposing(async (discord, kept) => {
    const { last } = openThread(discord);
    expect(await propose(discord, last)).toContain('2\u00A0personnes sont interrogées');
    expect(await saidBy(kept, ALICE)).toEqual(['Les carnets durent.', 'Ils devraient.']);
    expect(await saidBy(kept, BRUNO)).toEqual(['Pas les miens.']);
    const [proposal] = await kept.proposals.all();
    expect(proposal?.proposed?.url).toMatch(`https://discord.com/channels/${GUILD}/${GENERAL}/`);
  }));

test('in a channel, what a message answers and what answers it are its thread, and nothing else is', () =>
  proposing(async (discord, kept) => {
    const first = discord.say({ text: 'Les carnets durent.', user: ALICE });
    discord.say({ text: 'Il pleut.', user: ALICE });
    const second = discord.say({ text: 'Non.', user: BRUNO, more: inAnswerTo(first) });
    discord.say({ text: 'Si.', user: ALICE, more: inAnswerTo(second) });
    await propose(discord, second);
    expect(await saidBy(kept, ALICE)).toEqual(['Les carnets durent.', 'Si.']);
  }));

test('whom a message mentions is not named in it', () =>
  proposing(async (discord, kept) => {
    const text = `<@${BRUNO}> et <@!${ALICE}> ont raison, <#${GENERAL}> aussi.`;
    await propose(discord, discord.say({ text, user: ALICE }));
    expect(await saidBy(kept, ALICE)).toEqual(['@… et @… ont raison, aussi.']);
  }));

test('a message that was deleted ends a thread of answers', () =>
  proposing(async (discord, kept) => {
    const first = discord.say({ text: 'Effacé.', user: ALICE });
    const more = { ...inAnswerTo(first), referenced_message: null };
    await propose(discord, discord.say({ text: 'Non.', user: BRUNO, more }));
    expect(await saidBy(kept, BRUNO)).toEqual(['Non.']);
  }));

test('a thread whose first message is deleted is the same, and its people are not asked again', () =>
  proposing(async (discord, { proposals }) => {
    const { channel, last } = openThread(discord);
    await propose(discord, last);
    const [first = expect.fail()] = discord.messagesIn(channel.id);
    Object.assign(first, { isDeleted: true });
    expect(await propose(discord, last, 3)).toContain('déjà été proposé');
    expect(await proposals.all()).toHaveLength(1);
  }));

test('answers to a message that was deleted since are the thread that they were', () =>
  proposing(async (discord, { proposals }) => {
    const first = discord.say({ text: 'Les carnets durent.', user: ALICE });
    const second = discord.say({ text: 'Non.', user: BRUNO, more: inAnswerTo(first) });
    await propose(discord, second);
    Object.assign(first, { isDeleted: true });
    Object.assign(second.payload, { referenced_message: null });
    expect(await propose(discord, second, 3)).toContain('déjà été proposé');
    expect(await proposals.all()).toHaveLength(1);
  }));

test('where Message Content Intent is off, one sentence says so, and nothing is read', () =>
  proposing(async (discord, { proposals }) => {
    discord.community.flags = ApplicationFlags.ApplicationCommandBadge;
    const { last } = openThread(discord);
    expect(await propose(discord, last)).toContain('Message Content Intent');
    expect(discord.calls(READ_MESSAGES)).toEqual([]);
    expect(await proposals.all()).toEqual([]);
  }));

test.each([
  ['the channel', PermissionFlagsBits.ViewChannel],
  ['its history', PermissionFlagsBits.ReadMessageHistory],
])('where the bot may not see %s, one sentence says so', (_what, permission) =>
  proposing(async (discord, { proposals }) => {
    const { channel, last } = openThread(discord);
    channel.botPermissions &= ~permission;
    expect(await propose(discord, last)).toContain('en lire l’historique');
    expect(await proposals.all()).toEqual([]);
  }),
);

test('where only a person has brought the bot, one sentence says that it reads no thread', () =>
  proposing(async (discord) => {
    const message = discord.say({ text: 'Bonjour.', user: BRUNO, channel: PRIVATE });
    const where = { channel: PRIVATE, user: ALICE };
    await discord.messageCommand({ name: PROPOSE_THREAD, message: message.id, ...where });
    await discord.button({ label: 'Demander leur accord', ...where });
    await discord.waitForMessage(PRIVATE, (each) => textOf(each).includes('sur un serveur'));
    await discord.messageCommand({
      ...{ name: PROPOSE_THREAD, channel: ELSEWHERE, user: BRUNO },
      message: discord.say({ text: 'Ici.', user: BRUNO, channel: ELSEWHERE }).id,
    });
    await discord.button({ label: 'Demander leur accord', channel: ELSEWHERE, user: BRUNO });
    await discord.waitForMessage(ELSEWHERE, (each) => textOf(each).includes('l’historique'));
  }));

test('a rate limit is waited out, and each person is asked once', () =>
  proposing(async (discord) => {
    discord.faults.add(READ_MESSAGES, rateLimited(2));
    discord.faults.add(POST_MESSAGE, rateLimited(30));
    expect(await propose(discord, openThread(discord).last)).toContain('2\u00A0personnes');
    await discord.waitForCall(POST_MESSAGE, 3);
    expect(discord.messagesIn(DIRECT)).toHaveLength(1);
  }));

test('of a debate of one server alone, the conversation with the bot, which is of none, takes the answer', async () => {
  const kept = await openProposing(new TestTime(Date.now()));
  const tenants = Object.fromEntries(
    ['medias', 'place', 'velo'].map((key) => [key, [`discord:${GUILD}`]]),
  );
  await using home = await openTestHouse({ proposing: kept, tenants });
  const given = { debates: home.house, dispatch: home.dispatch };
  await proposing(
    async (discord, { consents, proposals }) => {
      const { last } = openThread(discord);
      const where = { channel: last.channel, user: BRUNO };
      await discord.messageCommand({ name: PROPOSE_THREAD, message: last.id, ...where });
      // None is chosen there: each is offered by its name.
      await discord.button({ label: 'Des pistes cyclables au centre-ville', ...where });
      const mail = await discord.waitForMessage(DIRECT);
      expect(textOf(mail)).not.toMatch(/cyclables/iu);
      await discord.button({ label: 'Accepter, sans mon nom', channel: DIRECT, user: ALICE });
      await discord.waitForMessage(DIRECT, (each) => textOf(each).includes('Merci'));
      const [proposal = expect.fail()] = await proposals.all();
      expect(proposal).toMatchObject({ debate: 'velo', workspace: GUILD });
      expect(await consents.standing(proposal)).toMatchObject({ agreed: 1 });
    },
    given,
    kept,
  );
});

test('who wrote as many marks as a question shows is asked, without what it cannot show', () =>
  proposing(async (discord, kept) => {
    const text = (marks: number) => `Un mot. ${'*_`~'.repeat(marks / 4)}`;
    const first = discord.say({ text: text(2_400), user: ALICE });
    await propose(
      discord,
      discord.say({ text: text(1_460), user: ALICE, more: inAnswerTo(first) }),
    );
    expect(textOf(await discord.waitForMessage(DIRECT))).toContain('Un fil où vous avez écrit');
    expect(await saidBy(kept, ALICE)).toEqual([text(1_460)]);
  }));
