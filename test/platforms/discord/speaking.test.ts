import { GatewayDispatchEvents } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { plainText } from '../../../src/platforms/discord/requests.ts';
import { wordsOf } from '../../../src/platforms/discord/spoken.ts';
import { directMessage, mention } from '../../fixtures/discord/payloads.ts';
import { ALICE, BOT, DIRECT, GENERAL, GUILD } from '../../standins/discord/community.ts';
import { labelsOf, notifiesNobody, textOf } from '../../standins/discord/reading.ts';
import { POST_MESSAGE } from '../../standins/discord/route-names.ts';
import { withDiscord } from './harness.ts';

describe('a message to the bot', () => {
  test('that mentions it is answered below, and notifies nobody', () =>
    withDiscord(async ({ discord, start }) => {
      const { faults } = await start();
      const { id } = discord.mention({ text: 'roi' });
      const answer = await discord.waitForMessage(GENERAL, ({ payload }) => {
        return payload.author.id === BOT;
      });
      expect(answer.payload.message_reference?.message_id).toBe(id);
      expect(textOf(answer)).toMatch(/passages\s: roi/u);
      expect(notifiesNobody(answer)).toBe(true);
      expect(labelsOf(answer)).toContain('Retirer');
      expect(faults).toEqual([]);
    }));

  test('is answered as it was recorded', () =>
    withDiscord(async ({ discord, start }) => {
      await start();
      discord.dispatch(GatewayDispatchEvents.MessageCreate, directMessage);
      await discord.waitForCall(POST_MESSAGE);
      expect(discord.messagesIn(DIRECT)).toHaveLength(1);
    }));
});

test('messages that ask the bot nothing are left alone', () =>
  withDiscord(async ({ discord, start }) => {
    await start();
    discord.say({ text: 'entre nous' });
    const author = { ...mention.author, bot: true };
    const { author: person } = mention;
    const silent = [
      { ...mention, author },
      { ...mention, author: { ...person, id: BOT, bot: true } },
      { ...mention, webhook_id: '1' },
      { ...mention, type: 6 },
      // An answer to the bot's own message, which Discord counts as a mention of it.
      { ...mention, content: 'merci', type: 19 },
      { ...mention, content: `<@${ALICE}> roi` },
    ];
    for (const message of silent) {
      discord.dispatch(GatewayDispatchEvents.MessageCreate, message, GUILD);
    }
    await discord.command({ name: 'debat', options: { sujet: 'roi' } });
    expect(discord.calls(POST_MESSAGE)).toEqual([]);
  }));

describe('what was typed', () => {
  test.each([
    ['<@120000000000000001> roi', 'roi'],
    ['<@!12> <@&3> <#4> <t:5:R> <id:guide> roi', 'roi'],
    ['roi <:couronne:123> <a:fete:4>', 'roi'],
    ['@everyone roi @here', 'roi'],
    ['@herent', '@herent'],
    ['</debat:123> roi', '/debat roi'],
    ['a < b', 'a < b'],
  ])('loses what only Discord understands: %s', (content, words) => {
    expect(plainText(content).replace(/\s+/gu, ' ')).toBe(words);
  });

  test('of a message that was forwarded is what was forwarded', () => {
    const snapshot = { message: { content: 'le retour sur investissement' } };
    const forwarded = { content: '', message_snapshots: [snapshot] };
    expect(wordsOf(forwarded)).toBe(snapshot.message.content);
    expect(wordsOf()).toBe('');
  });
});
