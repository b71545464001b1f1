import { setImmediate } from 'node:timers/promises';
import { ChannelType } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { hashed } from '../../../src/conversation/memory.ts';
import { MemoryNotes } from '../../../src/store/ports.ts';
import { unescaped } from '../../../src/platforms/discord/view/components.ts';
import {
  addChannel,
  ALICE,
  BOT,
  BRUNO,
  DIRECT,
  GENERAL,
  threadIn,
  type Channel,
} from '../../standins/discord/community.ts';
import { inAnswerTo, type Message } from '../../standins/discord/messages.ts';
import { textOf } from '../../standins/discord/reading.ts';
import type { Discord } from '../../standins/discord/stand-in.ts';
import { withDiscord } from './harness.ts';

const NOTHING = 'Il n’y a pas ici de question à poursuivre';
const THREAD = '410000000000000001';

/** Opens a thread in the channel of all. */
function opened(
  { community }: Discord,
  id = THREAD,
  kind: Parameters<typeof threadIn>[2] = ChannelType.PublicThread,
): string {
  const general: Channel = community.channels.get(GENERAL) ?? expect.fail();
  addChannel(community, threadIn(general, id, kind));
  return id;
}

/** The answer of the bot that says so, and that no other did before. */
async function answered(discord: Discord, channel: string, words: string): Promise<Message> {
  const said = ({ payload, ...message }: Message) =>
    payload.author.id === BOT && unescaped(textOf({ payload, ...message })).includes(words);
  return discord.waitForMessage(channel, said);
}

describe.each([
  ['of an announcement', ChannelType.AnnouncementThread],
  ['of all', ChannelType.PublicThread],
  ['of a few', ChannelType.PrivateThread],
] as const)('H15: in a thread %s', (_, kind) => {
  test('a mention is answered, whoever goes on from it, and nobody beside it', () =>
    withDiscord(async ({ discord, start }) => {
      const { faults } = await start();
      const channel = opened(discord, THREAD, kind);
      const { id } = discord.mention({ text: 'blogs', channel });
      const first = await answered(discord, channel, 'passages\u00A0: blogs');
      expect(first.payload.message_reference?.message_id).toBe(id);
      discord.mention({ text: 'et Kabla ?', channel, user: BRUNO });
      await answered(discord, channel, 'd’Hervé Kabla\u00A0: blogs');
      discord.mention({ text: 'la suite' });
      await answered(discord, GENERAL, NOTHING);
      discord.mention({ text: 'la suite', channel });
      await answered(discord, channel, 'Page 2 sur');
      expect(faults).toEqual([]);
    }));

  test('a page that somebody turns to is gone on from, and an edit has its answer amended', () =>
    withDiscord(async ({ discord, start, time }) => {
      const { faults } = await start();
      const channel = opened(discord, THREAD, kind);
      discord.mention({ text: 'blogs', channel });
      await answered(discord, channel, 'Page 1 sur');
      await discord.button({ customId: /^d1\/next\//u, channel, user: BRUNO });
      await answered(discord, channel, 'Page 2 sur');
      const asked = discord.mention({ text: 'la suite', channel });
      const { id } = await answered(discord, channel, 'Page 3 sur');
      time.advance(1_000);
      discord.reword(asked, `<@${BOT}> et Kabla ?`);
      const amended = await answered(discord, channel, 'd’Hervé Kabla\u00A0: blogs');
      expect([amended.id, amended.edits]).toEqual([id, 1]);
      expect(faults).toEqual([]);
    }));
});

/** Notes, and a wait until one can go on from a message, which is a little after all see it. */
function noting() {
  const notes = new MemoryNotes(Date.now);
  const untilKept = async (message: string) => {
    const key = hashed(`followed discord ${message}`);
    while ((await notes.recall(key)) === null) await setImmediate();
  };
  return { notes, untilKept };
}

describe('H15: a thread that is opened', () => {
  test('on a question goes on from it', () =>
    withDiscord(async ({ discord, start }) => {
      await start();
      const { id } = discord.mention({ text: 'blogs' });
      await answered(discord, GENERAL, ': blogs');
      const channel = opened(discord, id);
      discord.mention({ text: 'et Kabla ?', channel, user: BRUNO });
      await answered(discord, channel, 'd’Hervé Kabla\u00A0: blogs');
    }));

  test.each<[string, (discord: Discord) => unknown]>([
    ['a mention', (discord) => discord.mention({ text: 'blogs' })],
    ['a command', (discord) => discord.command({ name: 'debat', options: { sujet: 'blogs' } })],
  ])('on the answer to %s goes on from it', (_, ask) =>
    withDiscord(async ({ discord, start }) => {
      const { notes, untilKept } = noting();
      await start({ notes });
      await ask(discord);
      const { id } = await answered(discord, GENERAL, ': blogs');
      await untilKept(id);
      const channel = opened(discord, id);
      discord.mention({ text: 'et Kabla ?', channel, user: BRUNO });
      await answered(discord, channel, 'd’Hervé Kabla\u00A0: blogs');
    }),
  );
});

describe('H15: an answer to', () => {
  test('an older answer, in the direct conversation, goes on from that one', () =>
    withDiscord(async ({ discord, start }) => {
      const { faults } = await start();
      discord.directMessage({ text: 'blogs' });
      const blogs = await answered(discord, DIRECT, 'passages\u00A0: blogs');
      discord.directMessage({ text: 'facebook' });
      await answered(discord, DIRECT, ': facebook');
      discord.directMessage({ text: 'et Kabla ?', more: inAnswerTo(blogs) });
      const kabla = await answered(discord, DIRECT, 'd’Hervé Kabla\u00A0: blogs');
      discord.directMessage({ text: 'et Gourvennec ?' });
      const other = await answered(discord, DIRECT, 'de Yann Gourvennec\u00A0: blogs');
      discord.directMessage({ text: 'la suite', more: inAnswerTo(kabla) });
      await answered(discord, DIRECT, 'Page 2 sur');
      expect(unescaped(textOf(other))).toContain('Page 1 sur');
      expect(faults).toEqual([]);
    }));

  test('what surrounds a passage goes on from the question before it', () =>
    withDiscord(async ({ discord, start }) => {
      await start();
      discord.directMessage({ text: 'blogs' });
      await answered(discord, DIRECT, 'passages\u00A0: blogs');
      discord.directMessage({ text: 'le contexte' });
      const context = await answered(discord, DIRECT, 'Autour de ce passage');
      discord.directMessage({ text: 'facebook' });
      await answered(discord, DIRECT, ': facebook');
      discord.directMessage({ text: 'et Kabla ?', more: inAnswerTo(context) });
      await answered(discord, DIRECT, 'd’Hervé Kabla\u00A0: blogs');
    }));

  test('an answer that is half an hour old goes on from no other', () =>
    withDiscord(async ({ discord, start, time }) => {
      const { notes, untilKept } = noting();
      await start({ notes });
      discord.directMessage({ text: 'blogs' });
      const blogs = await answered(discord, DIRECT, 'passages\u00A0: blogs');
      await untilKept(blogs.id);
      time.advance(30 * 60_000 + 1);
      discord.directMessage({ text: 'facebook' });
      await answered(discord, DIRECT, ': facebook');
      discord.directMessage({ text: 'la suite', more: inAnswerTo(blogs) });
      await answered(discord, DIRECT, NOTHING);
      discord.directMessage({ text: 'la suite' });
      await answered(discord, DIRECT, 'Page 2 sur');
    }));

  test('what somebody else said goes on from what one asked oneself', () =>
    withDiscord(async ({ discord, start }) => {
      await start();
      discord.mention({ text: 'blogs' });
      await answered(discord, GENERAL, ': blogs');
      const aside = discord.say({ text: 'entre nous', user: BRUNO });
      discord.mention({ text: 'et Kabla ?', more: inAnswerTo(aside) });
      await answered(discord, GENERAL, 'd’Hervé Kabla\u00A0: blogs');
    }));

  test('one’s own question goes on from it', () =>
    withDiscord(async ({ discord, start }) => {
      await start();
      const asked = discord.directMessage({ text: 'blogs' });
      await answered(discord, DIRECT, ': blogs');
      discord.directMessage({ text: 'facebook' });
      await answered(discord, DIRECT, ': facebook');
      discord.directMessage({ text: 'et Kabla ?', more: inAnswerTo(asked) });
      await answered(discord, DIRECT, 'd’Hervé Kabla\u00A0: blogs');
    }));

  test('the answer to a command goes on from it, whoever answers', () =>
    withDiscord(async ({ discord, start }) => {
      const { notes, untilKept } = noting();
      await start({ notes });
      await discord.command({ name: 'debat', options: { sujet: 'blogs' }, user: ALICE });
      const blogs = await answered(discord, GENERAL, ': blogs');
      await untilKept(blogs.id);
      discord.mention({ text: 'et Kabla ?', user: BRUNO, more: inAnswerTo(blogs) });
      await answered(discord, GENERAL, 'd’Hervé Kabla\u00A0: blogs');
    }));
});
