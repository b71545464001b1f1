import { webApi } from '@slack/bolt';
import { createEmulator } from 'emulate';
import type { Emulator } from 'emulate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readMessage } from '../../../src/platforms/slack/view/read.ts';
import type { SlackMessage } from '../../../src/platforms/slack/view/blocks.ts';
import { checkUp } from '../../../src/platforms/slack/transport/checkup.ts';
import { ACKNOWLEDGE_WITHIN_MS } from '../../../src/conversation/conversation.ts';
import { readConfig } from '../../../src/config/config.ts';
import { Gate } from '../../../src/debate/gate.ts';
import type { Dispatch } from '../../../src/ask/request.ts';
import { realCorpus } from '../../fixtures/corpora.ts';
import { repliesOn } from '../../fixtures/replies.ts';
import { startSlack } from '../../standins/slack/stand-in.ts';
import type { Slack } from '../../standins/slack/stand-in.ts';
import { realDispatch, slowDispatch } from '../../fixtures/bots.ts';
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

/** Runs a test against a bot whose Web API is the emulated one. */
async function withBot(
  act: (bot: Bot, mention: (text: string) => Promise<string>) => Promise<void>,
  dispatch: Dispatch = realDispatch,
): Promise<void> {
  const settings = { botToken: BOT_TOKEN, apiUrl };
  const bot = await startOverHttp(sender, { settings, dispatch });
  const mention = async (text: string) => {
    const parent = await reader.chat.postMessage({ channel: GENERAL, text });
    const ts = parent.ts ?? '';
    const payload = { event_id: `Ev${ts}` };
    const event = { type: 'app_mention', user: PERSON, channel: GENERAL, text, ts };
    const inner: { type: string } = event;
    await sender.http(bot.url).event(inner, { payload });
    return ts;
  };
  try {
    await act(bot, mention);
  } finally {
    // What was begun is finished first.
    await bot.stop();
  }
}

/** What the thread under a message holds, the message itself left out. */
async function repliesTo(ts: string): Promise<SlackMessage[]> {
  const { messages = [] } = await reader.conversations.replies({ channel: GENERAL, ts });
  // The emulator gives back what it was sent.
  return messages.slice(1) as unknown as SlackMessage[];
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

  test('a mention is answered in its thread, and what the thread holds is true to the corpus', async () => {
    let ts = '';
    await withBot(async (bot, mention) => {
      ts = await mention('roi');
      await bot.stop();
      expect(bot.faults).toEqual([]);
    });
    const [answer, ...others] = await repliesTo(ts);
    expect(others).toEqual([]);
    if (answer === undefined) throw new Error('the mention was not answered');
    const reading = readMessage(answer);
    expect(reading.quotations.length).toBeGreaterThanOrEqual(3);
    expect(new Gate(realCorpus).misquotationsIn(reading)).toEqual([]);
  });

  test('an answer that takes long takes the place of its announcement', async () => {
    let ts = '';
    const { dispatch, finish } = slowDispatch();
    await withBot(async (bot, mention) => {
      ts = await mention('blogs');
      await bot.time.untilDeadline(ACKNOWLEDGE_WITHIN_MS);
      bot.time.passDeadlines(ACKNOWLEDGE_WITHIN_MS);
      finish();
      await bot.stop();
      expect(bot.faults).toEqual([]);
    }, dispatch);
    const [answer, ...others] = await repliesTo(ts);
    expect(others).toEqual([]);
    expect(answer?.text).toContain('blogs');
  });

  test('every reply there is can be posted and is taken as it was sent', () =>
    withBot(async (bot) => {
      const address = { platform: 'slack', workspace: null, channel: GENERAL, person: null };
      for (const [, reply] of repliesOn(realCorpus)) await bot.adapter.post(address, reply);
      const { messages = [] } = await reader.conversations.history({ channel: GENERAL });
      expect(messages.length).toBeGreaterThanOrEqual(repliesOn(realCorpus).length);
    }));

  test('the Home tab is published', () =>
    withBot(async (bot) => {
      const opened = { type: 'app_home_opened', tab: 'home', channel: 'D1', user: PERSON };
      const inner: { type: string } = opened;
      await sender.http(bot.url).event(inner);
      await bot.stop();
      expect(bot.faults).toEqual([]);
    }));

  test('a post to an archived channel is refused for good, by the name Slack gives it', () =>
    withBot(async (bot) => {
      const { channel } = await reader.conversations.create({ name: 'ferme' });
      const id = channel?.id ?? '';
      await reader.conversations.archive({ channel: id });
      const address = { platform: 'slack', workspace: null, channel: id, person: null };
      const [, reply] = repliesOn(realCorpus)[0] ?? [];
      if (reply === undefined) throw new Error('there is no reply');
      await expect(bot.adapter.post(address, reply)).rejects.toMatchObject({
        message: 'Slack: chat.postMessage: is_archived',
        retryable: false,
      });
    }));

  test('the doctor finds the token good', async () => {
    const settings = { botToken: BOT_TOKEN, appToken: null, signingSecret: null, apiUrl };
    const others = {
      port: null,
      host: null,
      commandPrefix: '',
      install: readConfig({}).slack.install,
    };
    const texts: string[] = [];
    for await (const { text } of checkUp({ ...settings, ...others }, Date.now)) texts.push(text);
    expect(texts).toContain('the bot token is that of @debat in Emulate');
    expect(texts).toContain('Slack does not say which scopes are granted');
  });
});
