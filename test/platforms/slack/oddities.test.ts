import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';
import { redirected } from '../../standins/slack/faults.ts';
import { wordsOf } from '../../standins/slack/reading.ts';
import { FORM_BODY, JSON_BODY } from '../../standins/slack/signed-http.ts';
import type { Slack } from '../../standins/slack/stand-in.ts';
import { ALICE, DIRECT, GENERAL } from '../../standins/slack/workspace.ts';
import type { Over } from './harness.ts';
import { overHttp, overSocket, ROADS } from './harness.ts';
import type { Bot } from './harness.ts';

// What Slack sends twice, sends with less in it than documented, or never sent before.

const AGAIN = { attempt: 1, reason: 'http_timeout' };
/** Over HTTP, what is signed in the same second is the same request to the byte, and a replay. */
const ROADS_AGAIN = [
  [
    'over signed HTTP',
    overHttp as Over,
    (slack: Slack, bot: Bot) => slack.http(bot.url, { secondsAgo: 100 }),
  ],
  ['over Socket Mode', overSocket as Over, (slack: Slack) => slack.socket],
] as const;

describe.each(ROADS_AGAIN)('what comes again %s', (_, over, laterOf) => {
  test('as a command is answered once', () =>
    over(async ({ slack, bot, road }) => {
      const { delivery } = await road.command({ text: 'roi' });
      const again = await laterOf(slack, bot).redeliver(delivery, AGAIN);
      expect([again.refusal, again.message]).toEqual([undefined, undefined]);
      expect(slack.everIn(GENERAL)).toHaveLength(1);
    }));

  test('as a click is done once', () =>
    over(async ({ slack, bot, road }) => {
      await road.command({ text: 'roi' });
      const { delivery } = await road.buttonClick({ actionId: 'debat/useful' });
      const again = await laterOf(slack, bot).redeliver(delivery, AGAIN);
      expect(again.refusal).toBeUndefined();
      await slack.until(() => (slack.responses().length > 0 ? true : undefined));
      expect([...bot.feedback.counts()]).toEqual([['slack: utile', 1]]);
    }));

  test('as another request with the same words is answered too', () =>
    over(async ({ slack, bot, road }) => {
      const payload = { trigger_id: 'always.the.same' };
      await road.command({ text: 'roi', payload });
      await laterOf(slack, bot).command({ text: 'roi', payload: { ...payload, token: 'other' } });
      expect(slack.everIn(GENERAL)).toHaveLength(2);
    }));

  test('as an event without an identifier is told by its message', () =>
    over(async ({ slack, bot, road }) => {
      const payload = { event_id: undefined };
      const { delivery } = await road.mention({ text: 'roi', ts: '17.1', payload });
      await slack.waitForMessage(GENERAL);
      await laterOf(slack, bot).redeliver(delivery, AGAIN);
      await road.mention({ text: 'blogs', ts: '17.2', payload });
      await slack.waitForMessage(GENERAL, ({ threadTs }) => threadTs === '17.2');
      expect(slack.everIn(GENERAL)).toHaveLength(2);
    }));
});

describe.each(ROADS)('a Slack that says little %s', (_, over) => {
  const bare = { team: undefined, is_enterprise_install: undefined, authorizations: undefined };

  test('is answered with the bot’s own token', () =>
    over(async ({ slack, bot, road }) => {
      const payload = { ...bare, team_id: undefined };
      await road.mention({ text: 'roi', payload });
      await slack.waitForMessage(GENERAL);
      await road.directMessage({ text: 'roi', payload });
      await slack.waitForMessage(DIRECT);
      // As Slack Connect tells it, whatever team it names.
      await road.mention({ text: 'blogs', payload: { team_id: 'T0AILLEURS', authorizations: [] } });
      const { token } = await slack.waitForCall('chat.postMessage', 3);
      expect(token).toBe(slack.credentials.botToken);
      expect(bot.faults).toEqual([]);
    }));

  test('gets its clicks done', () =>
    over(async ({ slack, bot, road }) => {
      await road.command({ text: 'roi prive' });
      const container = undefined;
      const user = { id: ALICE };
      await road.buttonClick({ actionId: 'debat/context', payload: { ...bare, container, user } });
      const shown = await slack.waitForMessage(GENERAL, (each) =>
        wordsOf(each).startsWith('Autour de ce passage'),
      );
      expect(shown.onlyFor).toBe(ALICE);
      expect(bot.faults).toEqual([]);
    }));

  test('gets a form answered by a message where it gives no address', () =>
    over(async ({ slack, bot, road }) => {
      await road.globalShortcut({ callbackId: 'chercher', payload: { ...bare } });
      await slack.until(() => slack.views.modalOf(ALICE));
      const payload = { ...bare, response_urls: [] };
      await road.viewSubmission({ values: { sujet: 'roi', lieu: GENERAL }, payload });
      expect((await slack.waitForMessage(GENERAL)).road).toBe('chat.postMessage');
      expect(bot.faults).toEqual([]);
    }));

  test('may send an event nobody has heard of', () =>
    over(async ({ bot, road }) => {
      const { refusal } = await road.event({ type: 'novelty_happened' });
      expect(refusal).toBeUndefined();
      expect((await road.command({ text: 'roi' })).message).toBeDefined();
      expect(bot.faults).toEqual([]);
    }));
});

test('a direct message without the kind of its channel is answered', () =>
  overSocket(async ({ slack }) => {
    const from = { channel: DIRECT, user: ALICE, ts: '1.1', bot_id: null };
    const message = { type: 'message', text: 'roi', ...from };
    await slack.socket.event(message);
    await slack.waitForMessage(DIRECT);
  }));

test('a command whose form leaves out an empty text is answered with help', () =>
  overHttp(async ({ road }) => {
    const form = { command: '/debat', user_id: ALICE, channel_id: GENERAL, team_id: 'T0DEBAT01' };
    const { status, body } = await road.send(
      road.sign(FORM_BODY, new URLSearchParams(form).toString()),
    );
    expect(status).toBe(200);
    expect(body).toContain('Ce que vous pouvez demander');
  }));

describe('characters over the socket that are', () => {
  test.each([
    ['no JSON', '{"type":'],
    ['nothing', 'null'],
    ['an event without its event', '{"type":"events_api","envelope_id":"e1","payload":{}}'],
    ['an envelope without a payload', '{"type":"slash_commands","envelope_id":"e2"}'],
    ['of an unknown type', '{"type":"novelty","envelope_id":"e3","payload":{"type":"novelty"}}'],
    ['a second greeting', '{"type":"hello"}'],
  ])('%s kill nothing', (__, characters) =>
    overSocket(async ({ slack }) => {
      slack.socket.say(characters);
      expect((await slack.socket.command({ text: 'roi' })).message).toBeDefined();
    }),
  );
});

test('the same letters typed twice into a menu in one second are answered twice', () =>
  overHttp(async ({ slack, road }) => {
    await road.globalShortcut({ callbackId: 'chercher' });
    await slack.until(() => slack.views.modalOf(ALICE));
    const aim = { actionId: 'auteur', within: 'modal', typed: 'kab' } as const;
    for (const { refusal } of [await road.options(aim), await road.options(aim)]) {
      expect(refusal).toBeUndefined();
    }
  }));

describe('Slack’s look at the certificate', () => {
  const FORM = 'ssl_check=1&command=%2Fdebat&text=roi';
  const headers = { 'content-type': FORM_BODY };

  test('is answered with nothing when it is unsigned, when it is signed and as a mere GET', () =>
    overHttp(async ({ slack, bot, road }) => {
      for (const request of [{ headers, body: FORM }, road.sign(FORM_BODY, 'ssl_check=1')]) {
        const { status, body } = await road.send(request);
        expect([status, body]).toEqual([200, '']);
      }
      expect((await fetch(`${bot.url}/slack/events?ssl_check=1`)).status).toBe(200);
      expect(slack.everIn(GENERAL)).toEqual([]);
    }));

  test('opens no door: a command that calls itself one is not answered', () =>
    overHttp(async ({ slack, bot }) => {
      const forger = slack.http(bot.url, { secret: 'another' });
      expect((await forger.send(forger.sign(FORM_BODY, FORM))).status).toBe(401);
    }));
});

test.each([
  { type: 'event_callback', event: null },
  { event: null },
  { event: 'mention' },
  { actions: null },
  { type: 'block_actions', actions: [] },
  { type: 'block_actions', actions: [{}] },
  { type: 'event_callback', event: { type: 'app_mention', channel: null, user: 'U1' } },
  { command: null },
  { type: 'view_submission', view: null },
  { type: 'view_submission', view: {} },
  { type: 'shortcut', user: null },
  { type: 'message_action' },
  { type: 'block_suggestion' },
])('a signed request of another shape is refused, and kills nothing: %j', (body) =>
  overHttp(async ({ road }) => {
    const { status } = await road.send(road.sign(JSON_BODY, JSON.stringify(body)));
    expect(status).toBe(400);
    expect((await road.command({ text: 'roi' })).message).toBeDefined();
  }),
);

describe.each(ROADS)('an address for answers %s', (_, over) => {
  const FOREIGN = 'refused: foreign address';

  test.each([
    ['S1', 'data:text/plain,hi'],
    ['S1', 'blob:nodedata:1'],
    ['S1', 'about:blank'],
    ['S2', 'https://hooks.slack.com.example.org/actions/1'],
    ['S2', 'http://hooks.slack.com/actions/1'],
    ['S2', 'https://hooks.slack.com:8443/actions/1'],
    ['S2', '//hooks.slack.com/actions/1'],
  ])('%s: that is %s is never used, and the person is told otherwise', (__, response_url) =>
    over(async ({ slack, bot, road }) => {
      await road.command({ text: 'roi' });
      await road.buttonClick({ actionId: 'debat/context', payload: { response_url } });
      await slack.waitForMessage(GENERAL, ({ onlyFor }) => onlyFor === ALICE);
      expect(slack.responses()).toEqual([]);
      expect(bot.adapter.counts()).toMatchObject({ [FOREIGN]: 2, 'received: click': 1 });
      expect(bot.log.filter(({ event }) => event === FOREIGN)).toEqual([
        { level: 'warn', fields: { count: 1 }, event: FOREIGN },
      ]);
      expect((await road.command({ text: 'loi' })).refusal).toBeUndefined();
    }),
  );

  test.each([[12], [{}], [['https://hooks.slack.com/actions/1']], [true]])(
    'S1: that is %j, no text at all, is never used',
    (response_url) =>
      over(async ({ slack, bot, road }) => {
        await road.command({ text: 'roi' });
        await road.buttonClick({ actionId: 'debat/context', payload: { response_url } });
        await slack.waitForMessage(GENERAL, ({ onlyFor }) => onlyFor === ALICE);
        expect(bot.adapter.counts()).toMatchObject({ [FOREIGN]: 2 });
      }),
  );

  test('S2: of a submitted form is looked at like any other', () =>
    over(async ({ slack, bot, road }) => {
      await road.globalShortcut({ callbackId: 'chercher' });
      await slack.until(() => slack.views.modalOf(ALICE));
      const response_urls = [{ response_url: 'data:text/plain,hi', channel_id: GENERAL }];
      await road.viewSubmission({
        values: { sujet: 'roi', lieu: GENERAL },
        payload: { response_urls },
      });
      await slack.until(() => (bot.adapter.counts()[FOREIGN] ?? 0) > 0 || undefined);
    }));

  test('S2: that leads elsewhere is not followed', () =>
    over(async ({ slack, bot, road }) => {
      const asked: string[] = [];
      const elsewhere = createServer((request, response) => {
        asked.push(request.url ?? '');
        response.end('ok');
      });
      await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
      const { port } = elsewhere.address() as AddressInfo;
      const location = `http://127.0.0.1:${port}/stolen`;
      for (const status of [301, 302, 307, 308]) {
        slack.faults.add('response_url', redirected(status, location));
      }
      await road.command({ text: 'roi' });
      await road.buttonClick({ actionId: 'debat/context' });
      await slack.waitForMessage(GENERAL, ({ onlyFor }) => onlyFor === ALICE);
      await bot.stop();
      expect(asked).toEqual([]);
      elsewhere.close();
    }));
});
