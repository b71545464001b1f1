import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { GatewayCloseCodes } from 'discord.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { run } from '../src/app.ts';
import { readConfig } from '../src/config/config.ts';
import { REAL_FOLDER } from './fixtures/corpora.ts';
import { TestScreen } from './fixtures/screen.ts';
import { withDiscord } from './platforms/discord/harness.ts';
import type { Discord } from './standins/discord/stand-in.ts';
import { freePort } from './standins/serving.ts';
import { startSlack, type Slack } from './standins/slack/stand-in.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'debat-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** A terminal at a time, in UTC, with a store of its own. */
function terminalAt(time: string) {
  const output = new TestScreen();
  const errors = new TestScreen();
  const input = Object.assign(new PassThrough(), { isTTY: true });
  const config = readConfig({
    CORPUS_DIR: REAL_FOLDER,
    STORE_URL: `sqlite:${join(folder, 'kept', 'debat.sqlite')}`,
  });
  const surroundings = {
    ...{ input, output, errors },
    now: () => new Date(time),
    untilStopped: () => new Promise<void>(() => undefined),
    leaveSoon: () => undefined,
  };
  return { input, output, errors, run: (...typed: string[]) => run(typed, config, surroundings) };
}

const SUNDAY_NOON = '2026-11-22T12:00:00Z';
const MONDAY_AT_9 = '2026-11-23T08:00:10Z';

describe('the terminal', () => {
  test('opens no store for whoever only asks', async () => {
    const terminal = terminalAt(SUNDAY_NOON);
    expect(await terminal.run('/debat roi')).toBe(0);
    expect(existsSync(join(folder, 'kept'))).toBe(false);
  });

  test('remembers a subscription from one start to the next', async () => {
    expect(await terminalAt(SUNDAY_NOON).run('/abonnement activer 9h')).toBe(0);
    const later = terminalAt(SUNDAY_NOON);
    await later.run('/abonnement etat');
    expect(later.output.text).toMatch(/Prochain envoi\u00A0: lundi 23 novembre à 9\sh/u);
  });

  test('shows the quotation of the day in a conversation that is open, once', async () => {
    await terminalAt(SUNDAY_NOON).run('/abonnement activer 9h');
    for (const times of [1, 0]) {
      const { input, output, run: start } = terminalAt(MONDAY_AT_9);
      const conversation = start();
      if (times === 1) await output.shows('La citation du jour');
      input.end('/quitter\n');
      await conversation;
      expect(output.text.split('La citation du jour')).toHaveLength(times + 1);
    }
  });

  test('says that subscriptions do not answer where the store cannot be written', async () => {
    writeFileSync(join(folder, 'kept'), 'a file where the folder should be');
    const { output, run: start } = terminalAt(SUNDAY_NOON);
    await start('/abonnement activer 9h');
    expect(output.text).toContain('Les abonnements ne répondent pas');
  });
});

/** A server with these settings, until it is stopped. */
async function serving(settings: Record<string, string>, now: () => Date) {
  const port = await freePort();
  const config = readConfig({
    CORPUS_DIR: REAL_FOLDER,
    STORE_URL: 'sqlite::memory:',
    LISTEN_HOST: '127.0.0.1',
    PORT: String(port),
    ...settings,
  });
  const { promise: untilStopped, resolve: stop } = Promise.withResolvers<undefined>();
  const errors = new TestScreen();
  const served = run(['serve'], config, {
    input: Object.assign(new PassThrough(), { isTTY: false }),
    output: new TestScreen(),
    errors,
    now,
    untilStopped: () => untilStopped,
    leaveSoon: () => undefined,
  });
  const stopped = async () => {
    stop(undefined);
    return served;
  };
  return { url: `http://127.0.0.1:${port}`, errors, stopped };
}

/** Asks a server with these settings for its health until it gives one that `isAwaited`, then stops it. */
async function healthOf(settings: Record<string, string>, isAwaited: (health: object) => boolean) {
  const { url, stopped } = await serving(settings, () => new Date(MONDAY_AT_9));
  try {
    for (;;) {
      const answer = await fetch(`${url}/health`).catch(() => null);
      const health = answer === null ? {} : ((await answer.json()) as object);
      if (answer !== null && isAwaited(health)) return { status: answer.status, health };
      await new Promise((resolve) => setImmediate(resolve));
    }
  } finally {
    await stopped().catch(() => undefined);
  }
}

const stateIn = (health: object) => ('status' in health ? health.status : null);
const isRead = (health: object) => stateIn(health) !== 'starting';

describe('the health of a server', () => {
  const NOWHERE = 'http://127.0.0.1:1';
  const [slackAway, discordAway] = [
    { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 'secret', SLACK_API_URL: NOWHERE },
    { DISCORD_TOKEN: 'token', DISCORD_API_URL: NOWHERE },
  ];
  const away = { isReady: false, counts: {} };
  const REACHED = [
    ['Slack alone', slackAway, { slack: away }],
    ['Discord alone', discordAway, { discord: away }],
    ['both', { ...slackAway, ...discordAway }, { slack: away, discord: away }],
  ] as const;

  test.each(REACHED)('O6: is told while %s cannot be reached since the start', async (...row) => {
    const [, settings, told] = row;
    const { status, health } = await healthOf(settings, isRead);
    expect(status).toBe(503);
    expect(health).toEqual({
      status: 'not connected',
      version: expect.stringMatching(/^\d+\.\d+\.\d+$/u) as unknown,
      corpus: expect.objectContaining({ readAt: '2026-11-23T08:00:10.000Z' }) as unknown,
      lastFault: null,
      ...told,
      store: expect.objectContaining({ engine: 'sqlite' }) as unknown,
    });
  });

  test.each(REACHED)('O6: is told of %s before the corpus is read', async (...row) => {
    const [, settings, told] = row;
    const { status, health } = await healthOf(settings, () => true);
    expect(status).toBe(503);
    expect(health).toMatchObject({ status: 'starting', corpus: null, ...told });
  });

  test('is told, and that nobody can ask, where no platform is configured', async () => {
    const { status, health } = await healthOf({}, isRead);
    expect(status).toBe(503);
    expect(health).toMatchObject({ status: 'no platform', store: { engine: 'sqlite' } });
  });

  test('is good where pages are shown, which need no platform', async () => {
    const { status, health } = await healthOf({ PUBLIC_URL: 'https://debat.example/' }, isRead);
    expect(status).toBe(200);
    expect(health).toMatchObject({ status: 'ok' });
  });

  test('and its metrics count what pages and doors are asked for, with no platform or beside one', async () => {
    for (const platform of [{}, slackAway]) {
      const settings = { ...platform, PUBLIC_URL: 'https://debat.example/', MCP_HTTP: 'on' };
      const { url, stopped } = await serving(settings, () => new Date(MONDAY_AT_9));
      const body = async (path: string) => (await fetch(`${url}${path}`)).text();
      try {
        while ((await body('/health').catch(() => 'starting')).includes('starting'))
          await new Promise((resolve) => setImmediate(resolve));
        await body('/');
        await body('/api/debat?sujet=roi');
        await body('/api/debat?sujet=blogs');
        await body('/api/rois');
        await fetch(`${url}/mcp`, { method: 'POST', body: 'no message' });
        const told = (await body('/metrics')).match(/^debat_web_events_total.*$/gmu);
        expect(told?.toSorted()).toEqual([
          'debat_web_events_total{event="door: /api/debat"} 2',
          'debat_web_events_total{event="door: /mcp"} 1',
          'debat_web_events_total{event="door: unknown"} 1',
          'debat_web_events_total{event="page"} 1',
          'debat_web_events_total{event="refused: unknown path"} 1',
        ]);
        const counts = { 'door: /api/debat': 2, 'door: /mcp': 1, 'door: unknown': 1, page: 1 };
        const { web, slack } = JSON.parse(await body('/health')) as Record<string, object>;
        expect(web).toEqual({ counts: { ...counts, 'refused: unknown path': 1 } });
        expect(slack).toEqual('SLACK_BOT_TOKEN' in platform ? away : undefined);
      } finally {
        await stopped().catch(() => undefined);
      }
    }
  });

  test('is not good while one of two platforms has never been reached', async () => {
    const slack = await startSlack();
    const settings = {
      ...discordAway,
      SLACK_API_URL: slack.apiUrl,
      SLACK_BOT_TOKEN: slack.credentials.botToken,
      SLACK_SIGNING_SECRET: slack.credentials.signingSecret,
    };
    const isSlackReady = (health: object) => JSON.stringify(health).includes('"isReady":true');
    const { status, health } = await healthOf(settings, isSlackReady);
    await slack.stop();
    expect(status).toBe(503);
    expect(health).toMatchObject({ slack: { isReady: true }, discord: away });
  });
});

describe('S14: a platform that can go on no longer', () => {
  /** A server of both platforms, and what its health and its log say. */
  async function servingBoth(slack: Slack, discord: Pick<Discord, 'apiUrl' | 'token'>) {
    const settings = {
      SLACK_API_URL: slack.apiUrl,
      SLACK_BOT_TOKEN: slack.credentials.botToken,
      SLACK_SIGNING_SECRET: slack.credentials.signingSecret,
      DISCORD_TOKEN: discord.token,
      DISCORD_API_URL: discord.apiUrl,
    };
    const { url, errors, stopped } = await serving(settings, () => new Date());
    const health = async () => (await (await fetch(`${url}/health`)).json()) as object;
    return { url, errors, health, stopped };
  }

  test('leaves the other served: Discord’s token is reset, and Slack goes on, which health says', () =>
    withDiscord(
      async ({ discord }) => {
        const slack = await startSlack();
        const { url, errors, health, stopped } = await servingBoth(slack, discord);
        await errors.shows('Discord can ask now');
        discord.gateway.hangUp(GatewayCloseCodes.AuthenticationFailed);
        await errors.shows('a platform is served no longer');
        expect(await health()).toMatchObject({
          status: 'not connected',
          slack: { isReady: true },
          discord: { isReady: false },
          lastFault: { code: 'configuration' },
        });
        const { message } = await slack.http(url).command({ text: 'roi' });
        expect(message?.text).toMatch(/passages\s: roi/u);
        expect(errors.text).toContain('DISCORD_TOKEN was refused');
        expect(errors.text).not.toContain(discord.token);
        expect(await stopped()).toBe(0);
        await slack.stop();
      },
      { clock: Date.now },
    ));

  test('leaves the other served from the start: a token that Discord does not know', () =>
    withDiscord(
      async ({ discord }) => {
        const slack = await startSlack();
        const stranger = { apiUrl: discord.apiUrl, token: 'not.the.token' };
        const { url, errors, stopped } = await servingBoth(slack, stranger);
        await errors.shows('a platform is served no longer');
        await errors.shows('Slack can ask now');
        const { message } = await slack.http(url).command({ text: 'roi' });
        expect(message?.text).toMatch(/passages\s: roi/u);
        expect(await stopped()).toBe(0);
        await slack.stop();
      },
      { clock: Date.now },
    ));
});
