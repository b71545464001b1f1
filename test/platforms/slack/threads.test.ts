import { describe, expect, test } from 'vitest';
import type { Message } from '../../standins/slack/messages.ts';
import { wordsOf } from '../../standins/slack/reading.ts';
import type { Slack } from '../../standins/slack/stand-in.ts';
import { ALICE, BRUNO, DIRECT, GENERAL } from '../../standins/slack/workspace.ts';
import { overSocket } from './harness.ts';

const NOTHING = 'Il n’y a pas ici de question à poursuivre';
const HALF_AN_HOUR_MS = 30 * 60_000;
/** Of somebody’s message, on which a thread is open. */
const ROOT = '1700000000.000100';

/** The first answer that says so. */
function answered(slack: Slack, channel: string, words: string): Promise<Message> {
  return slack.waitForMessage(channel, (message) => wordsOf(message).includes(words));
}

describe('H15: in a thread of a channel', () => {
  test('a mention is answered there, whoever goes on from it, and nobody beside it', () =>
    overSocket(async ({ slack, bot }) => {
      const thread = { channel: GENERAL, threadTs: ROOT };
      await slack.socket.mention({ text: 'blogs', ...thread });
      expect((await answered(slack, GENERAL, ': blogs')).threadTs).toBe(ROOT);
      await slack.socket.mention({ text: 'et Kabla ?', user: BRUNO, ...thread });
      expect((await answered(slack, GENERAL, 'd’Hervé Kabla\u00A0: blogs')).threadTs).toBe(ROOT);
      await slack.socket.mention({ text: 'la suite', channel: GENERAL });
      const { onlyFor } = await answered(slack, GENERAL, NOTHING);
      expect(onlyFor).toBe(ALICE);
      expect(bot.faults).toEqual([]);
    }));

  test('a page that somebody turns to is gone on from, and an edit has its answer amended', () =>
    overSocket(async ({ slack, bot }) => {
      const thread = { channel: GENERAL, threadTs: ROOT };
      await slack.socket.mention({ text: 'blogs', ...thread });
      await answered(slack, GENERAL, 'Page 1 sur');
      await slack.socket.buttonClick({ actionId: 'debat/next', user: BRUNO });
      await answered(slack, GENERAL, 'Page 2 sur');
      const asked = { ...thread, ts: slack.timestamp() };
      await slack.socket.mention({ text: 'la suite', ...asked });
      const { ts } = await answered(slack, GENERAL, 'Page 3 sur');
      const more = { edited: { user: ALICE, ts: slack.timestamp() } };
      await slack.socket.mention({ text: 'et Kabla ?', ...asked, more });
      const amended = await answered(slack, GENERAL, 'd’Hervé Kabla\u00A0: blogs');
      expect([amended.ts, amended.edits]).toEqual([ts, 1]);
      expect(bot.faults).toEqual([]);
    }));

  test('a message that is shown in the channel too goes on from it', () =>
    overSocket(async ({ slack, bot }) => {
      const thread = { channel: GENERAL, threadTs: ROOT };
      await slack.socket.mention({ text: 'blogs', ...thread });
      await answered(slack, GENERAL, ': blogs');
      const more = { subtype: 'thread_broadcast', root: { ts: ROOT, user: BRUNO, text: 'blogs' } };
      await slack.socket.mention({ text: 'et Kabla ?', ...thread, more });
      expect((await answered(slack, GENERAL, 'd’Hervé Kabla\u00A0: blogs')).threadTs).toBe(ROOT);
      expect(bot.faults).toEqual([]);
    }));
});

describe('H15: in a thread of the direct conversation', () => {
  test.each([
    ['a message', {}],
    ['one that is shown outside it too', { subtype: 'thread_broadcast', root: { text: 'x' } }],
  ])('%s goes on from what was asked there, and one outside from what was asked last', (_, more) =>
    overSocket(async ({ slack, bot }) => {
      const ts = slack.timestamp();
      await slack.socket.directMessage({ text: 'blogs', ts });
      await answered(slack, DIRECT, ': blogs');
      await slack.socket.directMessage({ text: 'facebook' });
      await answered(slack, DIRECT, ': facebook');
      await slack.socket.directMessage({ text: 'et Kabla ?', threadTs: ts, more });
      const kabla = await answered(slack, DIRECT, 'd’Hervé Kabla\u00A0: blogs');
      expect(kabla.threadTs).toBe(ts);
      await slack.socket.directMessage({ text: 'la suite' });
      expect(wordsOf(await answered(slack, DIRECT, 'Page 2 sur'))).toContain('Kabla\u00A0: blogs');
      expect(bot.faults).toEqual([]);
    }),
  );

  test('of what surrounds a passage, the question before it is gone on from', () =>
    overSocket(async ({ slack, bot }) => {
      await slack.socket.directMessage({ text: 'blogs' });
      await answered(slack, DIRECT, ': blogs');
      const ts = slack.timestamp();
      await slack.socket.directMessage({ text: 'le contexte', ts });
      await answered(slack, DIRECT, 'Autour de ce passage');
      await slack.socket.directMessage({ text: 'facebook' });
      await answered(slack, DIRECT, ': facebook');
      await slack.socket.directMessage({ text: 'et Kabla ?', threadTs: ts });
      await answered(slack, DIRECT, 'd’Hervé Kabla\u00A0: blogs');
      expect(bot.faults).toEqual([]);
    }));

  test('that is half an hour old, nothing of another is gone on from', () =>
    overSocket(async ({ slack, bot }) => {
      const ts = slack.timestamp();
      await slack.socket.directMessage({ text: 'blogs', ts });
      await answered(slack, DIRECT, ': blogs');
      bot.time.advance(HALF_AN_HOUR_MS + 1);
      await slack.socket.directMessage({ text: 'facebook' });
      await answered(slack, DIRECT, ': facebook');
      await slack.socket.directMessage({ text: 'la suite', threadTs: ts });
      expect((await answered(slack, DIRECT, NOTHING)).threadTs).toBe(ts);
    }));

  test('an edit has its answer amended', () =>
    overSocket(async ({ slack, bot }) => {
      const root = slack.timestamp();
      await slack.socket.directMessage({ text: 'blogs', ts: root });
      await answered(slack, DIRECT, ': blogs');
      const asked = { ts: slack.timestamp(), threadTs: root };
      await slack.socket.directMessage({ text: 'la suite', ...asked });
      const { ts } = await answered(slack, DIRECT, 'Page 2 sur');
      const more = { edited: { user: ALICE, ts: slack.timestamp() } };
      await slack.socket.changedDirectMessage({ text: 'et Kabla ?', ...asked, more });
      const amended = await answered(slack, DIRECT, 'd’Hervé Kabla\u00A0: blogs');
      expect([amended.ts, amended.edits]).toEqual([ts, 1]);
      expect(bot.faults).toEqual([]);
    }));
});

test('H15: two chats with the app as an assistant, each a thread, are gone on from apart', () =>
  overSocket(async ({ slack, bot }) => {
    // https://docs.slack.dev/reference/events/message/assistant_app_thread: Slack opens each with a message of the app’s.
    const chats = ['1700000000.000100', '1700000000.000200'];
    const [first = '', second = ''] = chats;
    for (const ts of chats) {
      const root = { subtype: 'assistant_app_thread', user: 'U0DEBAT01', text: 'Nouveau', ts };
      const told = { type: 'message', channel: DIRECT, channel_type: 'im' };
      await slack.socket.event({ ...told, ...root, thread_ts: ts });
      const message = { ...root, edited: { user: 'U0DEBAT01', ts: slack.timestamp() } };
      await slack.socket.event({ ...told, subtype: 'message_changed', message, hidden: true });
    }
    const say = (text: string, threadTs: string) => {
      const more = { client_msg_id: `id-${text}`, assistant_thread: { action_token: '1.2.xoxa' } };
      return slack.socket.directMessage({ text, threadTs, more });
    };
    await say('blogs', first);
    expect((await answered(slack, DIRECT, ': blogs')).threadTs).toBe(first);
    await say('la suite', second);
    expect((await answered(slack, DIRECT, NOTHING)).threadTs).toBe(second);
    await say('facebook', second);
    await answered(slack, DIRECT, ': facebook');
    await say('et Kabla ?', first);
    await answered(slack, DIRECT, 'd’Hervé Kabla\u00A0: blogs');
    await say('merci !', first);
    expect((await answered(slack, DIRECT, 'Je vous en prie')).threadTs).toBe(first);
    expect(slack.everIn(DIRECT)).toHaveLength(5);
    expect(bot.faults).toEqual([]);
  }));
