import { isValidSlackRequest } from '@slack/bolt';
import { createSecretKey } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
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
import type { Forgery, SignedRequest } from '../../standins/slack/signed-http.ts';
import { MemoryClaims } from '../../../src/store/ports.ts';
import { GENERAL } from '../../standins/slack/workspace.ts';
import { makeBot, overHttp, startOverHttp, startOverSocket, withSlack } from './harness.ts';
import type { Bot } from './harness.ts';

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

  const spellings: [string, (hex: string) => string][] = [
    ['in capitals', (hex) => `v0=${hex.toUpperCase()}`],
    ['with a capital', (hex) => `v0=${hex.replace(/[a-f]/u, (figure) => figure.toUpperCase())}`],
    ['followed by more', (hex) => `v0=${hex}=1`],
    ['followed by another', (hex) => `v0=${hex},v0=${hex}`],
    ['of another version', (hex) => `v1=${hex}`],
    ['between spaces', (hex) => `v0= ${hex} `],
  ];

  test.each(spellings)('S9: that is replayed with its signature %s is refused', (_, spelt) =>
    overHttp(async ({ road, bot }) => {
      const { request = expect.fail() } = await road.command({ text: 'roi' });
      const [, hex = ''] = (request.headers['x-slack-signature'] ?? '').split('=');
      const headers = { ...request.headers, 'x-slack-signature': spelt(hex) };
      expect((await road.send({ ...request, headers })).status).toBe(401);
      expect(bot.adapter.counts()).toEqual({ 'received: command': 1, 'refused: forged': 1 });
    }),
  );

  test('S9: that is replayed to another process is refused', () =>
    withSlack(async (slack, keep) => {
      const claims = new MemoryClaims(Date.now);
      const [first, second] = [
        keep(await startOverHttp(slack, { claims })),
        keep(await startOverHttp(slack, { claims })),
      ];
      const { request = expect.fail() } = await slack.http(first.url).command({ text: 'roi' });
      expect((await slack.http(second.url).send(request)).status).toBe(401);
      expect(second.adapter.counts()).toEqual({ 'refused: replayed': 1 });
    }));

  test.each([
    ['unsigned', without('x-slack-signature')],
    ['unsigned', without('x-slack-request-timestamp')],
    ['stale', withHeader('x-slack-request-timestamp', '1700000000')],
    ['forged', withHeader('x-slack-signature', `v0=${'A'.repeat(64)}`)],
  ])('S10: that is %s is refused before its body comes', (why, tamper) =>
    overHttp(async ({ slack, bot }) => {
      const { headers } = slack.http(bot.url, { tamper }).sign(JSON_BODY, '');
      const socket = await sending(bot, { ...headers, 'content-length': '1048575' });
      expect(String((await once(socket, 'data'))[0])).toMatch(/^HTTP\/1\.1 401 /u);
      expect(bot.adapter.counts()).toEqual({ [`refused: ${why}`]: 1 });
      socket.destroy();
    }),
  );

  test('S10: of which there are too many at once gives way where it is the longest', () =>
    overHttp(async ({ road, bot }) => {
      const headers = { ...road.sign(JSON_BODY, '').headers, 'content-length': '1000000' };
      const half = Buffer.alloc(999_999, 'a');
      const sockets = await Promise.all(Array.from({ length: 20 }, () => sending(bot, headers)));
      const refused = sockets.map(async (socket) => {
        const answered = once(socket, 'data');
        socket.write(half);
        const [answer] = (await answered) as [Buffer];
        return answer.toString().slice(0, 12);
      });
      // Nine of them are more than 8 MiB.
      expect(await Promise.race(refused)).toBe('HTTP/1.1 503');
      expect((await road.command({ text: 'roi' })).status).toBe(200);
      for (const socket of sockets) socket.destroy();
      expect(bot.adapter.counts()['refused: too much at once']).toBeGreaterThan(0);
    }));

  test('S10: whose body takes more than ten seconds is cut off', { timeout: 20_000 }, () =>
    overHttp(async ({ road, bot }) => {
      const { headers } = road.sign(JSON_BODY, '');
      const began = performance.now();
      const socket = await sending(bot, { ...headers, 'content-length': '1000' });
      const drip = setInterval(() => socket.write('a'), 100);
      await new Promise((resolve) => socket.once('close', resolve));
      clearInterval(drip);
      expect(performance.now() - began).toBeLessThan(12_000);
    }),
  );

  test('S11: that is cut off is counted, and logged first and every tenfold, in one line', () =>
    overHttp(async ({ road, bot }) => {
      const { headers } = road.sign(JSON_BODY, '');
      for (let count = 1; count <= 12; count += 1) {
        const socket = await sending(bot, { ...headers, 'content-length': '100' });
        await new Promise((resolve) => socket.write('{', resolve));
        socket.destroy();
        await until(() => bot.adapter.counts()['refused: cut off'] === count);
      }
      const line = (count: number) => ({
        ...{ level: 'warn', event: 'refused: cut off' },
        fields: { status: 400, count },
      });
      expect(bot.log.slice(-2)).toEqual([line(1), line(10)]);
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
      expect(await answer.json()).toMatchObject({
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
          // Bolt lets times in the future pass, and other spellings.
          const isCanonical = header === good;
          expect(doubt === null).toBe(isBelieved && age >= -300 && isCanonical);
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

/** For `Forgery.tamper`: another value of one header. */
function withHeader(name: string, value: string) {
  return ({ headers, body }: SignedRequest): SignedRequest => ({
    headers: { ...headers, [name]: value },
    body,
  });
}

/** A connection over which the head of a request went out, and nothing of its body. */
async function sending(bot: Bot, headers: Readonly<Record<string, string>>): Promise<Socket> {
  const socket = connect(Number(new URL(bot.url).port), '127.0.0.1');
  socket.on('error', () => undefined);
  const lines = Object.entries({ host: 'a', ...headers }).map(
    ([name, value]) => `${name}: ${value}`,
  );
  const head = ['POST /slack/events HTTP/1.1', ...lines].join('\r\n');
  await new Promise((resolve) => socket.write(`${head}\r\n\r\n`, resolve));
  return socket;
}

/** Resolves once it is so, without counting the time. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await setImmediate();
}

/** `v0=…` for a body at a time, made by the stand-in as Slack makes it. */
function signedAt(secret: string, body: string, timestamp: number): string {
  const secondsAgo = Math.floor(Date.now() / 1000) - timestamp;
  return sign(secret, JSON_BODY, body, secondsAgo).headers['x-slack-signature'] ?? '';
}
