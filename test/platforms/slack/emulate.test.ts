import { realDebate } from '../../fixtures/open.ts';
import { webApi } from '@slack/bolt';
import { createEmulator } from 'emulate';
import type { Emulator } from 'emulate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readMessage } from '../../../src/platforms/slack/view/read.ts';
import type { SlackMessage } from '../../../src/platforms/slack/view/blocks.ts';
import { checkUp } from '../../../src/platforms/slack/transport/checkup.ts';
import { readConfig } from '../../../src/config/config.ts';
import { Gate } from '../../../src/debate/gate.ts';
import { realCorpus } from '../../fixtures/corpora.ts';
import { repliesOn } from '../../fixtures/replies.ts';
import { startSlack } from '../../standins/slack/stand-in.ts';
import type { Slack } from '../../standins/slack/stand-in.ts';
import { startOverHttp } from './harness.ts';
import type { Bot } from './harness.ts';

// `emulate` plays the Web API as people other than us understand it; it has no commands, clicks, Socket
// Mode or response_url, so that our own stand-in sends the signed requests.

const BOT_TOKEN = 'xoxb-0-emulated';
const READER_TOKEN = 'xoxp-0-reader';
const GENERAL = 'C000000001';
const PERSON = 'U000000001';
const GRANTED = ['chat:write', 'users:read', 'channels:history', 'im:history', 'channels:manage'];

const app = {
  client_id: '1.2',
  client_secret: 'invented',
  name: 'debat-bot',
  bot_name: 'debat',
  redirect_uris: ['http://127.0.0.1/'],
  scopes: GRANTED,
};
const tokens = [
  { token: BOT_TOKEN, user: 'debat', scopes: GRANTED },
  { token: READER_TOKEN, user: 'admin', scopes: GRANTED },
];

let emulated: Emulator;
let sender: Slack;
let reader: webApi.WebClient;
let apiUrl: string;

beforeAll(async () => {
  const seed = { slack: { strict_scopes: true, oauth_apps: [app], tokens } };
  emulated = await createEmulator({ service: 'slack', port: 0, seed });
  apiUrl = `${emulated.url.replace('localhost', '127.0.0.1')}/api/`;
  reader = new webApi.WebClient(READER_TOKEN, { slackApiUrl: apiUrl });
  sender = await startSlack();
});

afterAll(async () => {
  await sender.stop();
  await emulated.close();
});

/** Runs a test against a bot whose Web API is the emulated one; what was begun is finished at its end. */
async function withBot(act: (bot: Bot) => Promise<void>): Promise<void> {
  const bot = await startOverHttp(sender, { settings: { botToken: BOT_TOKEN, apiUrl } });
  await act(bot).finally(bot.stop);
}

describe('over the emulated Web API', () => {
  test('the bot knows itself, and does not complain of scopes nobody told it of', () =>
    withBot((bot) => {
      expect(bot.log).toContainEqual(
        expect.objectContaining({ event: 'Slack knows the bot', fields: { team: 'Emulate' } }),
      );
      expect(bot.log.filter(({ level }) => level !== 'info')).toEqual([]);
      return Promise.resolve();
    }));

  test('a mention is answered in its thread, and what the thread holds is true to the corpus', () =>
    withBot(async (bot) => {
      const { ts = '' } = await reader.chat.postMessage({ channel: GENERAL, text: 'roi' });
      const event = { type: 'app_mention', user: PERSON, channel: GENERAL, text: 'roi', ts };
      await sender.http(bot.url).event(event, { payload: { event_id: `Ev${ts}` } });
      await bot.stop();
      expect(bot.faults).toEqual([]);
      const { messages = [] } = await reader.conversations.replies({ channel: GENERAL, ts });
      const [, answer = expect.fail(), ...others] = messages;
      expect(others).toEqual([]);
      // The emulator gives back what it was sent.
      const reading = readMessage(answer as unknown as SlackMessage);
      expect(reading.quotations.length).toBeGreaterThanOrEqual(3);
      expect(Gate.of(realCorpus).misquotationsIn(reading)).toEqual([]);
    }));

  test('every reply there is can be posted and is taken as it was sent', () =>
    withBot(async (bot) => {
      const address = { platform: 'slack', workspace: null, channel: GENERAL, person: null };
      for (const [, reply] of repliesOn(realCorpus))
        await bot.adapter.post(address, reply, realDebate);
      const { messages = [] } = await reader.conversations.history({
        limit: 1_000,
        channel: GENERAL,
      });
      expect(messages.length).toBeGreaterThanOrEqual(repliesOn(realCorpus).length);
    }));

  test('a post to an archived channel is refused for good, by the name Slack gives it', () =>
    withBot(async (bot) => {
      const { channel } = await reader.conversations.create({ name: 'ferme' });
      const id = channel?.id ?? '';
      await reader.conversations.archive({ channel: id });
      const address = { platform: 'slack', workspace: null, channel: id, person: null };
      const [, reply] = repliesOn(realCorpus)[0] ?? [];
      if (reply === undefined) throw new Error('there is no reply');
      await expect(bot.adapter.post(address, reply, realDebate)).rejects.toMatchObject({
        message: 'Slack: chat.postMessage: is_archived',
        retryable: false,
      });
    }));

  test('the doctor finds the token good', async () => {
    const settings = { ...readConfig({}).slack, botToken: BOT_TOKEN, apiUrl };
    const texts: string[] = [];
    for await (const { text } of checkUp(settings, Date.now)) texts.push(text);
    expect(texts).toContain('the bot token is that of @debat in Emulate');
    expect(texts).toContain('Slack does not say which scopes are granted');
  });
});
