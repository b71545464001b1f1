import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, test } from 'vitest';
import { folderWith } from '../../fixtures/folder.ts';
import type { Gestures } from '../../standins/slack/gestures.ts';
import { wordsOf } from '../../standins/slack/reading.ts';
import type { Slack } from '../../standins/slack/stand-in.ts';
import { ALICE, GENERAL } from '../../standins/slack/workspace.ts';
import { redis } from '../../store/servers.ts';
import { withSlack } from './harness.ts';

const MENTIONS = 8;

/** The program in a process of its own. */
interface Program {
  readonly child: ChildProcess;
  readonly exit: Promise<number | null>;
  /** Where it listens, once it does. */
  readonly url: Promise<string>;
}

type Environment = Readonly<Record<string, string>>;

function startProgram({ apiUrl, credentials }: Slack, environment: Environment): Program {
  const { botToken } = credentials;
  const child = spawn(process.execPath, ['src/running/start.js', 'serve'], {
    env: {
      PATH: process.env['PATH'],
      SLACK_API_URL: apiUrl,
      SLACK_BOT_TOKEN: botToken,
      PORT: '0',
      LISTEN_HOST: '127.0.0.1',
      ...environment,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const exit = once(child, 'exit').then(([code]) => code as number | null);
  const { promise: url, resolve, reject } = Promise.withResolvers<string>();
  createInterface(child.stderr)
    .on('line', (line) => {
      const [, port] = /"port":(\d+)/u.exec(line) ?? [];
      if (port !== undefined) resolve(`http://127.0.0.1:${port}`);
    })
    .on('close', () => {
      reject(new Error('the program ended before it listened'));
    });
  return { child, exit, url };
}

/** Runs a test with two processes of the bot, which are then asked to stop. */
async function withTwo(
  slack: Slack,
  environment: Environment,
  run: (urls: readonly string[]) => Promise<void>,
): Promise<void> {
  const programs = [startProgram(slack, environment), startProgram(slack, environment)];
  try {
    await run(await Promise.all(programs.map(({ url }) => url)));
  } finally {
    for (const { child } of programs) child.kill('SIGTERM');
  }
  // What was begun is finished by then.
  expect(await Promise.all(programs.map(({ exit }) => exit))).toEqual([0, 0]);
}

/** Every mention twice, as Slack does when it is unsure, one process being told of it each time. */
async function mentionTwice(tell: Gestures, retell: Gestures): Promise<void> {
  for (let number = 1; number <= MENTIONS; number += 1) {
    // A store that outlives the test has none of these.
    const payload = { event_id: `Ev${crypto.randomUUID()}` };
    const { delivery } = await tell.mention({ text: 'roi', ts: `1700000000.${number}`, payload });
    await retell.redeliver(delivery, { attempt: 1, reason: 'timeout' });
  }
}

function expectOneAnswerEach(slack: Slack): void {
  const threads = slack.everIn(GENERAL).map(({ threadTs }) => threadTs);
  expect(threads.toSorted()).toEqual(
    Array.from({ length: MENTIONS }, (_, index) => `1700000000.${index + 1}`),
  );
}

const STORES = [
  ['one SQLite file', true, () => `sqlite:${join(folderWith({}), 'debat.sqlite')}`],
  ['one Redis', redis.isThere, () => redis.url],
] as const;

describe.each(STORES)('two processes on %s', (_, isThere, urlOf) => {
  test.skipIf(!isThere)('answer each mention once, over Socket Mode', () =>
    withSlack(async (slack) => {
      const { appToken } = slack.credentials;
      const environment = { STORE_URL: urlOf(), SLACK_APP_TOKEN: appToken };
      await withTwo(slack, environment, async () => {
        await slack.socket.waitForConnections(2);
        // Connections are told by turns: what is told again comes to the other process.
        await mentionTwice(slack.socket, slack.socket);
      });
      expectOneAnswerEach(slack);
    }),
  );

  test.skipIf(!isThere)('answer each mention once, over signed HTTP', () =>
    withSlack(async (slack) => {
      const { signingSecret } = slack.credentials;
      const environment = { STORE_URL: urlOf(), SLACK_SIGNING_SECRET: signingSecret };
      await withTwo(slack, environment, async ([one = '', other = '']) => {
        await mentionTwice(slack.http(one), slack.http(other));
      });
      expectOneAnswerEach(slack);
    }),
  );

  test.skipIf(!isThere)('know of one subscription, whichever was asked', () =>
    withSlack(async (slack) => {
      const { signingSecret } = slack.credentials;
      const environment = { STORE_URL: urlOf(), SLACK_SIGNING_SECRET: signingSecret };
      await withTwo(slack, environment, async ([one = '', other = '']) => {
        const asked = { command: '/abonnement' };
        await slack.http(one).command({ ...asked, text: 'activer 9h30 dim' });
        const { message } = await slack.http(other).command({ ...asked, text: 'etat' });
        expect(message && wordsOf(message)).toContain('à 9\u00A0h\u00A030 (Europe/Paris)');
        const erased = await slack.http(one).command({ ...asked, text: 'effacer oui' });
        expect(erased.message && wordsOf(erased.message)).toContain('est effacé');
      });
    }),
  );

  test.skipIf(!isThere)('share an answer once, though each is told of a click', () =>
    withSlack(async (slack) => {
      const { signingSecret } = slack.credentials;
      const environment = { STORE_URL: urlOf(), SLACK_SIGNING_SECRET: signingSecret };
      await withTwo(slack, environment, async (urls) => {
        const [road] = urls.map((url) => slack.http(url));
        await road?.command({ text: 'roi prive' });
        const click = { actionId: 'debat/share', user: ALICE };
        await Promise.all(urls.map((url) => slack.http(url).buttonClick(click)));
        await slack.until(() => slack.messagesIn(GENERAL).length === 1 || undefined);
      });
      expect(slack.everIn(GENERAL)).toHaveLength(2);
    }),
  );
});

test('the program summarises without any model, in its one answer', () =>
  withSlack(async (slack) => {
    const program = startProgram(slack, {
      STORE_URL: 'sqlite::memory:',
      SLACK_SIGNING_SECRET: slack.credentials.signingSecret,
    });
    const road = slack.http(await program.url);
    const { message = expect.fail() } = await road.command({ text: 'roi resume' });
    expect(wordsOf(message)).toMatch(/En bref\u00A0: [^]* \[1\]/u);
    program.child.kill('SIGTERM');
    expect(await program.exit).toBe(0);
    expect(slack.everIn(GENERAL)).toEqual([message]);
  }));
