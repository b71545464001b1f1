import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, onTestFinished, test } from 'vitest';
import { folderWith } from '../../fixtures/folder.ts';
import { silent } from '../../standins/slack/faults.ts';
import type { Gestures } from '../../standins/slack/gestures.ts';
import { wordsOf } from '../../standins/slack/reading.ts';
import type { Slack } from '../../standins/slack/stand-in.ts';
import { ALICE, GENERAL } from '../../standins/slack/workspace.ts';
import { openStore } from '../../../src/store/open.ts';
import { REAL_TIME, recordingLog } from '../../store/opening.ts';
import { redis } from '../../store/servers.ts';
import { withSlack } from './harness.ts';
import { install, KEY, NEW_KEY, OAUTH } from './installed.ts';

const MENTIONS = 8;

type Environment = Readonly<Record<string, string>>;

/** The program in a process of its own, which serves because something of Slack's is set. */
function startProgram(slack: Slack | null, environment: Environment) {
  const child = spawn(process.execPath, ['src/running/start.js'], {
    env: {
      PATH: process.env['PATH'],
      STORE_URL: 'sqlite::memory:',
      PORT: '0',
      LISTEN_HOST: '127.0.0.1',
      ...(slack === null ? {} : { SLACK_API_URL: slack.apiUrl }),
      ...environment,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const lines: string[] = [];
  const { promise: url, resolve, reject } = Promise.withResolvers<string>();
  // Not every test asks where it listens.
  url.catch(() => undefined);
  createInterface(child.stderr)
    .on('line', (line) => {
      lines.push(line);
      const [, port] = /"port":(\d+)/u.exec(line) ?? [];
      if (port !== undefined) resolve(`http://127.0.0.1:${port}`);
    })
    .on('close', () => {
      reject(new Error('the program ended before it listened'));
    });
  const exit = once(child, 'close').then(([code]) => code as number | null);
  // Of a test that fails before it has ended it.
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await exit;
  });
  return {
    /** Where it listens, once it does. */
    url,
    /** Its exit code and all it said on standard error, once it has ended. */
    ended: exit.then((code) => ({ code, lines })),
    end: (signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM') => {
      child.kill(signal);
      return exit;
    },
  };
}

const overHttp = ({ credentials }: Slack): Environment => ({
  SLACK_BOT_TOKEN: credentials.botToken,
  SLACK_SIGNING_SECRET: credentials.signingSecret,
});
const overSocket = ({ credentials }: Slack): Environment => ({
  SLACK_BOT_TOKEN: credentials.botToken,
  SLACK_APP_TOKEN: credentials.appToken,
});
const forMany = ({ credentials }: Slack): Environment => ({
  SLACK_SIGNING_SECRET: credentials.signingSecret,
  SLACK_CLIENT_ID: OAUTH.clientId,
  SLACK_CLIENT_SECRET: OAUTH.clientSecret,
  SLACK_STATE_SECRET: OAUTH.stateSecret,
  SLACK_REDIRECT_URL: OAUTH.redirectUrl,
  TOKEN_ENCRYPTION_KEY: KEY,
});

/** People’s gestures as one process of the bot is told of them, and the bytes they were told in. */
type Road = ReturnType<Slack['http']>;

/** Runs a test with two processes of the bot, which are then asked to stop. */
async function withTwo(
  slack: Slack,
  environment: Environment,
  run: (one: Road, other: Road) => Promise<void>,
): Promise<void> {
  const [one, other] = [startProgram(slack, environment), startProgram(slack, environment)];
  const ended = async () => [await one.end(), await other.end()];
  try {
    await run(slack.http(await one.url), slack.http(await other.url));
  } catch (error) {
    await ended();
    throw error;
  }
  // What was begun is finished by then.
  expect(await ended()).toEqual([0, 0]);
}

/** Every mention twice, as Slack does when it is unsure, one process being told of it each time. */
async function mentionTwice(tell: Gestures, retell: Gestures): Promise<readonly string[]> {
  // A store that outlives the test has none of these.
  const second = crypto.getRandomValues(new Uint32Array(1)).join();
  const sent = Array.from({ length: MENTIONS }, (_, index) => `${second}.${index + 1}`);
  for (const ts of sent) {
    const { delivery } = await tell.mention({ text: 'roi', ts });
    await retell.redeliver(delivery, { attempt: 1, reason: 'timeout' });
  }
  return sent;
}

function expectOneAnswerEach(slack: Slack, sent: readonly string[]): void {
  const threads = slack.everIn(GENERAL).map(({ threadTs }) => threadTs);
  expect(threads.toSorted()).toEqual(sent);
}

const STORES = [
  ['one SQLite file', true, () => `sqlite:${join(folderWith({}), 'debat.sqlite')}`],
  ['one Redis', redis.isThere, () => redis.url],
] as const;

describe.each(STORES)('two processes on %s', (_, isThere, urlOf) => {
  const onStore = (slack: Slack) => ({ ...overHttp(slack), STORE_URL: urlOf() });

  test.skipIf(!isThere)('answer each mention once, over Socket Mode', () =>
    withSlack(async (slack) => {
      const sent: string[] = [];
      await withTwo(slack, { ...overSocket(slack), STORE_URL: urlOf() }, async () => {
        await slack.socket.waitForConnections(2);
        // Connections are told by turns: what is told again comes to the other process.
        sent.push(...(await mentionTwice(slack.socket, slack.socket)));
      });
      expectOneAnswerEach(slack, sent);
    }),
  );

  test.skipIf(!isThere)('answer each mention once, over signed HTTP', () =>
    withSlack(async (slack) => {
      const sent: string[] = [];
      await withTwo(slack, onStore(slack), async (one, other) => {
        sent.push(...(await mentionTwice(one, other)));
      });
      expectOneAnswerEach(slack, sent);
    }),
  );

  test.skipIf(!isThere)('S9: take the same signed bytes once, whichever is sent them', () =>
    withSlack(async (slack) => {
      await withTwo(slack, onStore(slack), async (one, other) => {
        const { request = expect.fail(), message } = await one.command({ text: 'roi' });
        expect(message).toBeDefined();
        for (const road of [other, one, other]) expect((await road.send(request)).status).toBe(401);
      });
    }),
  );

  test.skipIf(!isThere)('know of one subscription, whichever was asked', () =>
    withSlack((slack) =>
      withTwo(slack, onStore(slack), async (one, other) => {
        const asked = { command: '/abonnement' };
        await one.command({ ...asked, text: 'activer 9h30 dim' });
        const { message } = await other.command({ ...asked, text: 'etat' });
        expect(message && wordsOf(message)).toContain('à 9\u00A0h\u00A030 (Europe/Paris)');
        const erased = await one.command({ ...asked, text: 'effacer oui' });
        expect(erased.message && wordsOf(erased.message)).toContain('est effacé');
      }),
    ),
  );

  test.skipIf(!isThere)('answer a press once, though each is told of it', () =>
    withSlack(async (slack) => {
      await withTwo(slack, { ...overSocket(slack), STORE_URL: urlOf() }, async () => {
        await slack.socket.waitForConnections(2);
        await slack.socket.command({ text: 'roi' });
        for (const action of ['context', 'position', 'useful', 'wrong']) {
          const { delivery } = await slack.socket.buttonClick({ actionId: `debat/${action}` });
          await slack.socket.redeliver(delivery, { attempt: 1, reason: 'timeout' });
        }
      });
      expect(slack.everIn(GENERAL)).toHaveLength(4);
      expect(slack.calls('views.open')).toHaveLength(1);
    }),
  );

  test.skipIf(!isThere)('share an answer once, though each is told of a click', () =>
    withSlack(async (slack) => {
      await withTwo(slack, onStore(slack), async (one, other) => {
        await one.command({ text: 'roi prive' });
        const click = { actionId: 'debat/share', user: ALICE };
        await Promise.all([one, other].map((road) => road.buttonClick(click)));
        await slack.waitForMessage(GENERAL, (each) => wordsOf(each).includes('est partagée'));
      });
      expect(slack.everIn(GENERAL)).toHaveLength(2);
    }),
  );
});

test('H14: a share whose process is killed once Slack has it is not made again, and whoever presses reads that it may be there', () =>
  withSlack(async (slack) => {
    const url = STORES[0][2]();
    const settings = { ...overHttp(slack), STORE_URL: url };
    const [killed, left] = [startProgram(slack, settings), startProgram(slack, settings)];
    const [first, second] = [slack.http(await killed.url), slack.http(await left.url)];
    await first.command({ text: 'roi prive' });
    const click = { actionId: 'debat/share', user: ALICE };
    slack.faults.add('response_url', silent('after the work'));
    await first.buttonClick(click);
    await slack.waitForMessage(GENERAL, (each) => wordsOf(each).includes('Partagé par'));
    await killed.end('SIGKILL');
    await passMinutes(url, 3);
    await second.buttonClick(click);
    await slack.waitForMessage(GENERAL, (each) =>
      wordsOf(each).startsWith('Cette réponse a peut-être déjà été partagée'),
    );
    expect(await left.end()).toBe(0);
    const shown = slack.everIn(GENERAL).map(wordsOf);
    expect(shown).toHaveLength(3);
    expect(shown.filter((each) => each.includes('Partagé par'))).toHaveLength(1);
  }));

/** What is kept for less in a SQLite file is gone. */
async function passMinutes(url: string, minutes: number): Promise<void> {
  const time = { ...REAL_TIME, now: () => Date.now() + minutes * 60_000 };
  const { run, close } = await openStore(url, { ...recordingLog(), time });
  await run(async ({ engine }) => engine.sweep?.());
  await close();
}

describe('the program', () => {
  test('summarises without any model, in its one answer, until it is asked to stop', () =>
    withSlack(async (slack) => {
      const program = startProgram(slack, overHttp(slack));
      const road = slack.http(await program.url);
      const { message = expect.fail() } = await road.command({ text: 'roi resume' });
      expect(wordsOf(message)).toMatch(/En bref\u00A0: [^]* \[1\]/u);
      expect(await program.end()).toBe(0);
      expect(slack.everIn(GENERAL)).toEqual([message]);
    }));

  test('serves after a kill whoever installed the app before, and with a new key', () =>
    withSlack(async (slack) => {
      const settings = { ...forMany(slack), STORE_URL: STORES[0][2]() };
      const first = startProgram(slack, settings);
      expect((await install(slack, await first.url)).status).toBe(200);
      await first.end('SIGKILL');
      for (const [index, TOKEN_ENCRYPTION_KEY] of [`${NEW_KEY},${KEY}`, NEW_KEY].entries()) {
        const next = startProgram(slack, { ...settings, TOKEN_ENCRYPTION_KEY });
        await slack.http(await next.url).mention({ text: 'roi' });
        await slack.waitForCall('chat.postMessage', index + 1);
        expect(await next.end()).toBe(0);
      }
      expect(slack.messagesIn(GENERAL)).toHaveLength(2);
      const [token] = new Set(slack.calls('chat.postMessage').map((call) => call.token));
      expect(token).not.toBe(slack.credentials.botToken);
    }));

  test('S12: with a token that Slack refuses four times says so, each time in one line, and ends with 2', () =>
    withSlack(async (slack) => {
      const wrong = { ...overHttp(slack), SLACK_BOT_TOKEN: 'xoxb-0-wrong' };
      expect(await startProgram(slack, wrong).ended).toEqual({
        code: 2,
        lines: [
          ...Array.from({ length: 3 }, () => expect.stringContaining('"invalid_auth"') as unknown),
          expect.stringContaining('"stopped"') as unknown,
          'SLACK_BOT_TOKEN was refused (invalid_auth): it must be the bot token (xoxb-…) of an app that is installed',
        ],
      });
    }));

  test.each([
    [
      'half a configuration',
      { SLACK_BOT_TOKEN: 'xoxb-1' },
      /^Slack cannot be served: set SLACK_APP_TOKEN \(Socket Mode\) or SLACK_SIGNING_SECRET \(signed HTTP\), or see npm run doctor$/u,
    ],
    [
      'settings that contradict each other',
      { SLACK_BOT_TOKEN: 'xoxb-0', SLACK_CLIENT_ID: '1.2' },
      /^Slack cannot be served: SLACK_BOT_TOKEN is for one workspace and SLACK_CLIENT_ID for many: unset one of them$/u,
    ],
    [
      'an app-level token for a bot token',
      { SLACK_BOT_TOKEN: 'xapp-1', SLACK_APP_TOKEN: 'xoxb-1' },
      /^SLACK_BOT_TOKEN is not valid: ex.*\nSLACK_APP_TOKEN is not valid: ex.*$/u,
    ],
  ])('with %s says what is wrong before it asks Slack, and ends with 2', async (_, set, said) => {
    const { code, lines } = await startProgram(null, set).ended;
    expect(code).toBe(2);
    expect(lines.join('\n')).toMatch(said);
  });
});
