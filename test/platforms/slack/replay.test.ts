import { PassThrough, Readable } from 'node:stream';
import { createInterface } from 'node:readline';
import { describe, expect, test } from 'vitest';
import { run } from '../../../src/app.ts';
import { readConfig } from '../../../src/config/config.ts';
import { Gate } from '../../../src/debate/gate.ts';
import { readMessage } from '../../../src/platforms/slack/view/read.ts';
import { REAL_FOLDER, realCorpus } from '../../fixtures/corpora.ts';
import appHomeOpened from '../../fixtures/slack/app-home-opened.json' with { type: 'json' };
import appMention from '../../fixtures/slack/app-mention.json' with { type: 'json' };
import command from '../../fixtures/slack/command.json' with { type: 'json' };
import envelope from '../../fixtures/slack/event.json' with { type: 'json' };
import globalShortcut from '../../fixtures/slack/global-shortcut.json' with { type: 'json' };
import messageIm from '../../fixtures/slack/message-im.json' with { type: 'json' };
import messageShortcut from '../../fixtures/slack/message-shortcut.json' with { type: 'json' };
import { FORM_BODY, JSON_BODY } from '../../standins/slack/signed-http.ts';
import { wordsOf } from '../../standins/slack/reading.ts';
import type { Slack } from '../../standins/slack/stand-in.ts';
import { DIRECT, GENERAL } from '../../standins/slack/workspace.ts';
import { withSlack } from './harness.ts';

/** The whole program, served in this process, on the true corpus. */
async function served({ apiUrl, credentials }: Slack) {
  const errors = new PassThrough();
  const stopping = Promise.withResolvers<undefined>();
  const config = readConfig({
    SLACK_BOT_TOKEN: credentials.botToken,
    SLACK_SIGNING_SECRET: credentials.signingSecret,
    SLACK_API_URL: apiUrl,
    STORE_URL: 'sqlite::memory:',
    LISTEN_HOST: '127.0.0.1',
    PORT: '0',
    CORPUS_DIR: REAL_FOLDER,
  });
  const ended = run(['serve'], config, {
    input: Readable.from([]),
    output: new PassThrough(),
    errors,
    now: () => new Date(),
    untilStopped: () => stopping.promise,
    leaveSoon: () => undefined,
  });
  for await (const line of createInterface({ input: errors })) {
    const port = /"port":(\d+)/u.exec(line)?.[1];
    if (port === undefined) continue;
    errors.resume();
    const stop = () => {
      stopping.resolve(undefined);
      return ended;
    };
    return { url: `http://127.0.0.1:${port}`, stop };
  }
  throw new Error('the program ended before it listened');
}

/** Runs a test against the served program; it must end well. */
function withProgram(act: (slack: Slack, url: string) => Promise<void>): Promise<void> {
  return withSlack(async (slack) => {
    const program = await served(slack);
    try {
      await act(slack, program.url);
    } finally {
      expect(await program.stop()).toBe(0);
    }
  });
}

/** Sends a payload as it was recorded, over the road and in the form Slack uses for its kind. */
function replay(
  slack: Slack,
  url: string,
  kind: 'command' | 'interaction' | 'event',
  payload: object,
) {
  const road = slack.http(url);
  const form = new URLSearchParams(payload as Record<string, string>).toString();
  const field = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
  if (kind === 'event') return road.send(road.sign(JSON_BODY, JSON.stringify(payload)));
  return road.send(road.sign(FORM_BODY, kind === 'command' ? form : field));
}

const eventOf = (inner: object, id: string) => ({
  ...envelope,
  type: 'event_callback',
  event_id: id,
  event: inner,
});

describe('a recorded payload, from the wire to the rendered message', () => {
  test('of a command', () =>
    withProgram(async (slack, url) => {
      const { status, body } = await replay(slack, url, 'command', command);
      expect(status).toBe(200);
      const message = JSON.parse(body) as Parameters<typeof readMessage>[0];
      expect(message).toMatchObject({ response_type: 'in_channel', unfurl_links: false });
      const reading = readMessage(message);
      expect(reading.quotations.length).toBeGreaterThanOrEqual(3);
      expect(new Gate(realCorpus).misquotationsIn(reading)).toEqual([]);
    }));

  test('of a mention', () =>
    withProgram(async (slack, url) => {
      const event = eventOf({ ...appMention, type: 'app_mention' }, 'Ev1');
      expect((await replay(slack, url, 'event', event)).status).toBe(200);
      const message = await slack.waitForMessage(GENERAL);
      expect(message.threadTs).toBe(appMention.ts);
      expect(wordsOf(message)).toContain('ROI');
    }));

  test('of a direct message', () =>
    withProgram(async (slack, url) => {
      const inner = { ...messageIm, type: 'message', channel_type: 'im' };
      await replay(slack, url, 'event', eventOf(inner, 'Ev2'));
      expect(wordsOf(await slack.waitForMessage(DIRECT))).toContain('ROI');
    }));

  test('of the Home tab', () =>
    withProgram(async (slack, url) => {
      const inner = { ...appHomeOpened, type: 'app_home_opened', tab: 'home' };
      await replay(slack, url, 'event', eventOf(inner, 'Ev3'));
      await slack.until(() => slack.views.homeOf(appHomeOpened.user));
    }));

  test('of a shortcut, whose trigger and response_url have long expired, kills nothing', () =>
    withProgram(async (slack, url) => {
      const global = { ...globalShortcut, type: 'shortcut' };
      expect((await replay(slack, url, 'interaction', global)).status).toBe(200);
      const response_url = `${slack.url}/response/none`;
      const onMessage = { ...messageShortcut, type: 'message_action', response_url };
      expect((await replay(slack, url, 'interaction', onMessage)).status).toBe(200);
      await slack.waitForMessage(DIRECT);
      expect((await replay(slack, url, 'command', { ...command, text: 'blogs' })).status).toBe(200);
    }));
});
