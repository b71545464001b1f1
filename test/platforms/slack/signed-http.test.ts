import { isValidSlackRequest } from '@slack/bolt';
import { createSecretKey } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LONGEST_BODY_BYTES, replays } from '../../../src/platforms/slack/transport/connection.ts';
import { doubtOf } from '../../../src/platforms/slack/transport/receiver.ts';
import {
  FORM_BODY,
  JSON_BODY,
  sign,
  without,
  withAnother,
} from '../../standins/slack/signed-http.ts';
import type { Forgery } from '../../standins/slack/signed-http.ts';
import { GENERAL } from '../../standins/slack/workspace.ts';
import { makeBot, overHttp, startOverSocket, withSlack } from './harness.ts';

describe('a request', () => {
  const forgeries: [string, Forgery, string][] = [
    ['signed with another secret', { secret: 'another' }, 'forged'],
    ['of another body', { tamper: withAnother('roi', 'loi') }, 'forged'],
    ['without signature', { tamper: without('x-slack-signature') }, 'unsigned'],
    ['without its time', { tamper: without('x-slack-request-timestamp') }, 'unsigned'],
    ['older than five minutes', { secondsAgo: 302 }, 'stale'],
    ['from the future', { secondsAgo: -302 }, 'stale'],
  ];

  test.each(forgeries)(
    '%s is refused with 401, counted and answered to nobody',
    (_, forgery, why) =>
      overHttp(async ({ bot, slack }) => {
        const { status } = await slack.http(bot.url, forgery).command({ text: 'roi' });
        expect(status).toBe(401);
        expect(bot.adapter.counts()).toEqual({ [`refused: ${why}`]: 1 });
        expect(slack.messagesIn(GENERAL)).toEqual([]);
        expect(bot.log).toContainEqual({
          level: 'warn',
          fields: { status: 401, count: 1 },
          event: `refused: ${why}`,
        });
      }),
  );

  test('that is replayed is refused with 401 and counted', () =>
    overHttp(async ({ road, bot }) => {
      const { request } = await road.command({ text: 'roi' });
      if (request === undefined) throw new Error('nothing was sent');
      expect((await road.send(request)).status).toBe(401);
      // Saying that it is a redelivery makes no replay of a command good.
      const headers = { ...request.headers, 'x-slack-retry-num': '1' };
      expect((await road.send({ ...request, headers })).status).toBe(401);
      expect(bot.adapter.counts()).toEqual({ 'received: command': 1, 'refused: replayed': 2 });
    }));

  test('of 5 MB is read to its end, refused with 413 and counted, and the next one is answered', () =>
    overHttp(async ({ road, bot }) => {
      const chunk = Buffer.alloc(64 * 1024, 'a');
      const chunks = 80;
      const head = `POST /slack/events HTTP/1.1\r\nhost: a\r\ncontent-length: ${chunks * chunk.length}\r\n\r\n`;
      const socket = connect(Number(new URL(bot.url).port), '127.0.0.1');
      const answered = once(socket, 'data');
      socket.write(head);
      // Cut off meanwhile, the sender gets an error in the place of the refusal.
      for (let sent = 0; sent < chunks; sent += 1) {
        await new Promise<void>((resolve, reject) => {
          socket.write(chunk, (fault) => {
            if (fault) reject(fault);
            else resolve();
          });
        });
      }
      expect(String((await answered)[0])).toMatch(/^HTTP\/1\.1 413 /u);
      socket.destroy();
      expect(bot.adapter.counts()).toEqual({ 'refused: too large': 1 });
      expect((await road.command({ text: 'roi' })).status).toBe(200);
    }));

  test('of the longest body there may be is read', () =>
    overHttp(async ({ road }) => {
      const body = `ssl_check=1&text=${'a'.repeat(LONGEST_BODY_BYTES - 17)}`;
      expect((await road.send(road.sign(FORM_BODY, body))).status).not.toBe(413);
    }));

  test.each([
    ['null', JSON_BODY, 'null'],
    ['a list', JSON_BODY, '[1]'],
    ['half an object', JSON_BODY, '{"type":'],
    ['nothing', JSON_BODY, ''],
    ['a form whose payload is null', FORM_BODY, 'payload=null'],
    ['a form whose payload is broken', FORM_BODY, 'payload=%7B'],
    ['a kind that Slack may invent', JSON_BODY, '{"type":"novelty"}', 404, 'unknown kind'],
  ])('that holds %s is refused, and kills nothing', (_, type, body, due = 400, why = 'malformed') =>
    overHttp(async ({ road, bot }) => {
      expect((await road.send(road.sign(type, body))).status).toBe(due);
      expect(bot.adapter.counts()).toEqual({ [`refused: ${why}`]: 1 });
    }),
  );

  test('with a charset, as a proxy may add, is read', () =>
    overHttp(async ({ road, bot, slack }) => {
      const { request } = await slack.http(bot.url, { secret: 'x' }).command({ text: 'roi' });
      const signed = road.sign(`${FORM_BODY}; charset=utf-8`, request?.body ?? '');
      expect((await road.send(signed)).status).toBe(200);
    }));

  test('to another path is refused with 404 and counted', () =>
    overHttp(async ({ bot }) => {
      expect((await fetch(`${bot.url}/slack/install`)).status).toBe(404);
      expect((await fetch(`${bot.url}/slack/events`)).status).toBe(404);
      expect(bot.adapter.counts()).toEqual({ 'refused: unknown path': 2 });
    }));

  test('that is cut off leaves the bot as it was', () =>
    overHttp(async ({ road, bot }) => {
      const { port } = new URL(bot.url);
      const socket = connect(Number(port), '127.0.0.1');
      const head = 'POST /slack/events HTTP/1.1\r\nhost: a\r\ncontent-length: 100\r\n\r\ntext=';
      await new Promise((resolve) => socket.write(head, resolve));
      socket.destroy();
      expect((await road.command({ text: 'roi' })).status).toBe(200);
    }));
});

test('Slack’s verification of the address is answered', () =>
  overHttp(async ({ road }) => {
    const asked = JSON.stringify({ type: 'url_verification', challenge: '3eZbrw1aBm2r' });
    const { status, body } = await road.send(road.sign(JSON_BODY, asked));
    expect([status, JSON.parse(body)]).toEqual([200, { challenge: '3eZbrw1aBm2r' }]);
  }));

describe('the health endpoint', () => {
  test('counts what came in', () =>
    overHttp(async ({ road, bot }) => {
      await road.command({ text: 'roi' });
      const answer = await fetch(`${bot.url}/health`);
      expect(answer.status).toBe(200);
      expect(await answer.json()).toEqual({
        status: 'ok',
        slack: { isReady: true, counts: { 'received: command': 1 } },
      });
    }));

  test('tells that Socket Mode has lost its connection', () =>
    withSlack(async (slack, keep) => {
      const bot = keep(await startOverSocket(slack, { settings: { port: 0 } }));
      expect((await fetch(`${bot.url}/health`)).status).toBe(200);
      slack.faults.add('*', { kind: 'silent', moment: 'before the work' }, { times: Infinity });
      slack.socket.drop();
      await slack.waitForCall('apps.connections.open', 2);
      expect((await fetch(`${bot.url}/health`)).status).toBe(503);
    }));
});

test('what comes before the bot knows whose it is is refused, and may come again', () =>
  withSlack(async (slack, keep) => {
    slack.faults.add('auth.test', { kind: 'silent', moment: 'before the work' });
    const { signingSecret } = slack.credentials;
    const bot = keep(makeBot(slack, { settings: { signingSecret, port: 0 } }));
    void bot.adapter.start().catch(() => undefined);
    await slack.waitForCall('auth.test', 1);
    const { status } = await slack.http(bot.url).command({ text: 'roi' });
    expect(status).toBe(503);
    expect(bot.adapter.counts()).toEqual({ 'refused: not ready': 1 });
  }));

describe('a signature', () => {
  const NOW_SECONDS = 1_800_000_000;
  const hostileHeader = fc.oneof(
    fc.string(),
    fc.constant('v0='),
    fc.constant(`v0=${'0'.repeat(64)}`),
    fc.constant(`v1=${'0'.repeat(64)}`),
    fc
      .string({ unit: fc.constantFrom(...Array.from('0123456789abcdef')) })
      .map((text) => `v0=${text}`),
  );

  test('is believed when Bolt believes it, and never otherwise', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.string(),
        fc.integer({ min: -600, max: 600 }),
        fc.option(hostileHeader),
        (body, secret, age, forged) => {
          const key = `s${secret}`;
          const timestamp = NOW_SECONDS - age;
          const good = signedAt(key, body.toWellFormed(), timestamp);
          const header = forged ?? good;
          const now = NOW_SECONDS * 1000;
          const doubt = doubtOf(
            {
              headers: {
                'x-slack-signature': header,
                'x-slack-request-timestamp': String(timestamp),
              },
              rawBody: Buffer.from(body.toWellFormed()),
            },
            createSecretKey(key, 'utf8'),
            now,
          );
          const isBelieved = isValidSlackRequest({
            signingSecret: key,
            body: body.toWellFormed(),
            headers: { 'x-slack-signature': header, 'x-slack-request-timestamp': timestamp },
            nowMilliseconds: now,
          });
          // Bolt lets times in the future pass.
          expect(doubt === null).toBe(isBelieved && age >= -300);
        },
      ),
    );
  });

  test.each(['', '12.5', '1e9', '-1', 'NaN', ' 1800000000'])(
    'at the time %j is none',
    (timestamp) => {
      const headers = {
        'x-slack-signature': `v0=${'0'.repeat(64)}`,
        'x-slack-request-timestamp': timestamp,
      };
      const request = { headers, rawBody: Buffer.from('') };
      const key = createSecretKey('secret', 'utf8');
      expect(doubtOf(request, key, NOW_SECONDS * 1000)).toBe('unsigned');
    },
  );

  test('is remembered for as long as it is good, and then forgotten', () => {
    let now = 1;
    const isReplay = replays(() => now);
    expect(isReplay('a')).toBe(false);
    now += 600_000;
    expect(isReplay('a')).toBe(true);
    now += 1;
    expect([isReplay('a'), isReplay('b')]).toEqual([false, false]);
  });
});

/** `v0=…` for a body at a time, made by the stand-in as Slack makes it. */
function signedAt(secret: string, body: string, timestamp: number): string {
  const secondsAgo = Math.floor(Date.now() / 1000) - timestamp;
  return sign(secret, JSON_BODY, body, secondsAgo).headers['x-slack-signature'] ?? '';
}
