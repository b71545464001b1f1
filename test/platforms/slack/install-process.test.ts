import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, test } from 'vitest';
import { folderWith } from '../../fixtures/folder.ts';
import type { Slack } from '../../standins/slack/stand-in.ts';
import { GENERAL } from '../../standins/slack/workspace.ts';
import { Browser, linkIn } from './browser.ts';
import { withSlack } from './harness.ts';
import { KEY, NEW_KEY, OAUTH } from './tenancy.ts';

/** The program in a process of its own, set up for many workspaces. */
function startProgram(slack: Slack, environment: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, ['src/running/start.js', 'serve'], {
    env: {
      PATH: process.env['PATH'],
      SLACK_API_URL: slack.apiUrl,
      SLACK_SIGNING_SECRET: slack.credentials.signingSecret,
      SLACK_CLIENT_ID: OAUTH.clientId,
      SLACK_CLIENT_SECRET: OAUTH.clientSecret,
      SLACK_STATE_SECRET: OAUTH.stateSecret,
      TOKEN_ENCRYPTION_KEY: KEY,
      PORT: '0',
      LISTEN_HOST: '127.0.0.1',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exit = once(child, 'exit').then(([code]) => code as number | null);
  return { child, exit, lines: createInterface(child.stderr) };
}

/** Resolves once the program listens, to where it does. */
async function urlOf({ lines }: ReturnType<typeof startProgram>): Promise<string> {
  for await (const line of lines) {
    const [, port] = /"port":(\d+)/u.exec(line) ?? [];
    if (port !== undefined) return `http://127.0.0.1:${port}`;
  }
  throw new Error('the program ended before it listened');
}

describe('the program', () => {
  test('serves after a kill whoever installed the app before, and with a new key', () =>
    withSlack(async (slack) => {
      const store = { STORE_URL: `sqlite:${join(folderWith({}), 'debat.sqlite')}` };
      const first = startProgram(slack, store);
      const browser = new Browser();
      const link = new URL(linkIn(await browser.open(`${await urlOf(first)}/slack/install`)));
      const back = new URL(link.searchParams.get('redirect_uri') ?? '');
      back.searchParams.set('state', link.searchParams.get('state') ?? '');
      back.searchParams.set('code', slack.installer.grant(slack.workspace));
      expect((await browser.open(back.href)).status).toBe(200);
      first.child.kill('SIGKILL');
      await first.exit;
      for (const [index, TOKEN_ENCRYPTION_KEY] of [`${NEW_KEY},${KEY}`, NEW_KEY].entries()) {
        const next = startProgram(slack, { ...store, TOKEN_ENCRYPTION_KEY });
        await slack.http(await urlOf(next)).mention({ text: 'roi' });
        await slack.waitForCall('chat.postMessage', index + 1);
        next.child.kill('SIGTERM');
        expect(await next.exit).toBe(0);
      }
      expect(slack.messagesIn(GENERAL)).toHaveLength(2);
      const [token] = new Set(slack.calls('chat.postMessage').map((call) => call.token));
      expect(token).not.toBe(slack.credentials.botToken);
    }));

  test('ends with 2 and one sentence where its settings contradict each other', () =>
    withSlack(async (slack) => {
      const settings = { STORE_URL: 'sqlite::memory:', SLACK_BOT_TOKEN: 'xoxb-0' };
      const { exit, lines } = startProgram(slack, settings);
      expect(await Array.fromAsync(lines)).toEqual([
        'Slack cannot be served: SLACK_BOT_TOKEN is for one workspace and SLACK_CLIENT_ID for many: unset one of them',
      ]);
      expect(await exit).toBe(2);
    }));
});
