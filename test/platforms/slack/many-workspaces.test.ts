import { get } from 'node:http';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { kind } from '../../../src/store/store.ts';
import type { Slack } from '../../standins/slack/stand-in.ts';
import type { Workspace } from '../../standins/slack/workspace.ts';
import { Browser, linkIn } from './browser.ts';
import type { Page } from './browser.ts';
import { startOverHttp, withSlack } from './harness.ts';
import type { Bot } from './harness.ts';
import { HOUR_MS, OAUTH, openShared } from './tenancy.ts';
import type { Shared } from './tenancy.ts';

const SECOND = 'T0SECOND1';
const ORGANISATION = 'E0DEBAT01';
const SUBSCRIPTION = kind('subscription', (value) => value);

interface Scene {
  readonly slack: Slack;
  readonly shared: Shared;
  readonly bot: Bot;
  readonly second: Workspace;
  /** Another process of the same bot. */
  readonly start: () => Promise<Bot>;
}

function withBot(act: (scene: Scene) => Promise<void>): Promise<void> {
  return withSlack(async (slack, keep) => {
    const shared = await openShared();
    const start = async () =>
      keep(
        await startOverHttp(slack, {
          settings: { botToken: null, oauth: OAUTH },
          time: shared.time,
          installations: shared.installations(),
          strictClaims: shared.claims,
        }),
      );
    const second = slack.addWorkspace(SECOND);
    await act({ slack, shared, second, start, bot: await start() });
  });
}

/** Installs the app at a bot, Slack's own page left out: somebody of the workspace agrees. */
async function install(
  { slack, bot }: Scene,
  workspace: Workspace,
  terms: Parameters<Slack['installer']['grant']>[1] = {},
): Promise<Page> {
  const browser = new Browser();
  const link = new URL(linkIn(await browser.open(`${bot.url}/slack/install`)));
  const back = new URL(link.searchParams.get('redirect_uri') ?? '');
  back.searchParams.set('state', link.searchParams.get('state') ?? '');
  back.searchParams.set('code', slack.installer.grant(workspace, terms));
  return browser.open(back.href);
}

/** A request is signed with the machine's clock, which the bot's has left behind. */
function laterBy(ms: number) {
  return { secondsAgo: -ms / 1000 };
}

/** The envelope of an event of an organisation's app. */
function everywhere(workspace: Workspace): object {
  const authorization = { enterprise_id: ORGANISATION, team_id: workspace.teamId };
  return {
    enterprise_id: ORGANISATION,
    authorizations: [
      { ...authorization, user_id: 'U1', is_bot: true, is_enterprise_install: true },
    ],
  };
}

function isInstalled({ shared }: Scene, id: string): Promise<boolean> {
  return shared
    .installations()
    .find(id)
    .then((found) => found !== null);
}

describe('two workspaces of one process', () => {
  test('are each answered in their own channels with their own token', () =>
    withBot(async (scene) => {
      const { slack, bot, second } = scene;
      const workspaces = [slack.workspace, second];
      for (const workspace of workspaces) {
        expect((await install(scene, workspace)).status).toBe(200);
      }
      const tokens = workspaces.map(({ tokens: all }) => [...all.keys()].at(-1));
      const road = slack.http(bot.url);
      await Promise.all(
        Array.from({ length: 20 }, (_, index) => workspaces[index % 2] ?? second).map((workspace) =>
          road.mention({
            workspace,
            channel: workspace.known.general,
            text: 'roi',
            user: workspace.known.bruno,
          }),
        ),
      );
      await bot.stop();
      expect(bot.faults).toEqual([]);
      const posts = slack.calls('chat.postMessage');
      expect(posts).toHaveLength(20);
      for (const { args, token } of posts) {
        const index = args['channel'] === second.known.general ? 1 : 0;
        expect(token).toBe(tokens[index]);
      }
    }));

  test('have data of their own: what one leaves is erased, what the other has stays', () =>
    withBot(async (scene) => {
      const { slack, bot, second, shared } = scene;
      const { store } = shared;
      for (const workspace of [slack.workspace, second]) {
        await install(scene, workspace);
        await store.set(SUBSCRIPTION.at('slack', workspace.teamId, 'C1'), workspace.teamId);
      }
      await slack.http(bot.url).uninstall({ workspace: second });
      await bot.stop();
      expect(await store.get(SUBSCRIPTION.at('slack', SECOND, 'C1'))).toBeNull();
      expect(await isInstalled(scene, SECOND)).toBe(false);
      const { teamId } = slack.workspace;
      expect(await store.get(SUBSCRIPTION.at('slack', teamId, 'C1'))).toBe(teamId);
      const { message } = await slack.http((await scene.start()).url).command({ text: 'roi' });
      expect(message?.text).toContain('passages');
    }));

  test('of which one has not installed the app: it gets no answer but how to', () =>
    withBot(async (scene) => {
      const { slack, bot, second } = scene;
      await install(scene, slack.workspace);
      const road = slack.http(bot.url);
      const told = { workspace: second, channel: second.known.general, user: second.known.alice };
      const { message } = await road.command({ ...told, text: 'roi' });
      expect(message?.text).toContain('n’est plus installé');
      await road.mention({ ...told, text: 'roi' });
      await bot.stop();
      expect([slack.calls('chat.postMessage'), bot.faults]).toEqual([[], []]);
    }));

  test('that share a channel: the one that has the app is answered for', () =>
    withBot(async (scene) => {
      const { slack, bot, second } = scene;
      await install(scene, second);
      const payload = { team_id: slack.workspace.teamId, context_team_id: SECOND };
      const channel = second.known.general;
      const user = second.known.alice;
      await slack.http(bot.url).mention({ workspace: second, channel, user, text: 'roi', payload });
      await bot.stop();
      expect(slack.messagesIn(channel)).toHaveLength(1);
    }));
});

describe('an installation ends', () => {
  test('when the bot’s tokens are revoked, and not when a person’s are', () =>
    withBot(async (scene) => {
      const { slack, bot } = scene;
      const { teamId } = slack.workspace;
      await install(scene, slack.workspace);
      await slack.http(bot.url).tokensRevoked({ of: 'person' });
      await bot.stop();
      expect(await isInstalled(scene, teamId)).toBe(true);
      const next = await scene.start();
      await slack.http(next.url).tokensRevoked({ of: 'bot' });
      await next.stop();
      expect(await isInstalled(scene, teamId)).toBe(false);
    }));

  test('as soon as the store is there again', () =>
    withBot(async (scene) => {
      const { slack, bot, shared } = scene;
      await install(scene, slack.workspace);
      shared.isDown = true;
      const pauses = shared.time.pauses.length;
      await slack.http(bot.url).uninstall();
      while (shared.time.pauses.length === pauses) await new Promise(setImmediate);
      shared.isDown = false;
      await bot.stop();
      expect(await isInstalled(scene, slack.workspace.teamId)).toBe(false);
    }));

  test('only once: an event that comes late does not end the one made since', () =>
    withBot(async (scene) => {
      const { slack, bot, shared } = scene;
      await install(scene, slack.workspace);
      const { delivery } = await slack.http(bot.url).uninstall();
      shared.time.advance(HOUR_MS);
      await install(scene, slack.workspace);
      const later = slack.http(bot.url, laterBy(HOUR_MS));
      await later.redeliver(delivery, { attempt: 3, reason: 'http_timeout' });
      await bot.stop();
      expect(await isInstalled(scene, slack.workspace.teamId)).toBe(true);
      expect(bot.log.map(({ event }) => event)).toContain(
        'the app has been installed again since it was removed',
      );
    }));

  test('for one workspace of an organisation, by either of the events that tell it', () =>
    withBot(async (scene) => {
      const { slack, bot, second } = scene;
      const organisation = { id: ORGANISATION, workspaces: [slack.workspace, second] };
      await install(scene, slack.workspace, { organisation });
      const road = slack.http(bot.url);
      for (const workspace of organisation.workspaces) {
        const { general: channel, alice: user } = workspace.known;
        const payload = everywhere(workspace);
        await road.mention({ workspace, channel, user, text: 'roi', payload });
      }
      const payload = everywhere(slack.workspace);
      const left = { type: 'app_uninstalled_team', team_id: SECOND };
      const revoked = { type: 'team_access_revoked', team_ids: [slack.workspace.teamId] };
      for (const inner of [left, revoked]) await road.event(inner, { payload });
      await bot.stop();
      expect(await isInstalled(scene, SECOND)).toBe(false);
      expect(await isInstalled(scene, slack.workspace.teamId)).toBe(false);
      expect(await isInstalled(scene, ORGANISATION)).toBe(true);
    }));

  test('for another app that an organisation removes it does not', () =>
    withBot(async (scene) => {
      const { slack, bot } = scene;
      await install(scene, slack.workspace);
      const { teamId } = slack.workspace;
      const other = { type: 'app_uninstalled_team', app_id: 'A0OTHER01', team_id: teamId };
      await slack.http(bot.url).event(other);
      await bot.stop();
      expect(await isInstalled(scene, teamId)).toBe(true);
    }));
});

describe('an organisation', () => {
  test('installs the app for all of its workspaces, and takes it from all of them', () =>
    withBot(async (scene) => {
      const { slack, bot, second } = scene;
      const organisation = { id: ORGANISATION, workspaces: [slack.workspace, second] };
      const page = await install(scene, slack.workspace, { organisation });
      expect(page.text).toContain('l’organisation organisation');
      for (const workspace of organisation.workspaces) {
        const { general: channel, alice: user } = workspace.known;
        const payload = everywhere(workspace);
        await slack.http(bot.url).mention({ workspace, channel, user, text: 'roi', payload });
        await slack.waitForMessage(channel);
      }
      const payload = everywhere(second);
      await slack.http(bot.url).uninstall({ payload });
      await bot.stop();
      for (const id of [ORGANISATION, SECOND, slack.workspace.teamId]) {
        expect(await isInstalled(scene, id)).toBe(false);
      }
    }));
});

test('a workspace that was quiet for thirteen hours is answered, and posted to, with a fresh token', () =>
  withBot(async (scene) => {
    const { slack, bot, shared } = scene;
    await install(scene, slack.workspace, { rotating: true });
    const [given = ''] = [...slack.workspace.tokens.keys()].slice(-1);
    slack.workspace.tokens.set(given, 'token_expired');
    shared.time.advance(13 * HOUR_MS);
    const { teamId: workspace, known } = slack.workspace;
    const address = { platform: 'slack', workspace, channel: known.general, person: null };
    const reply = { kind: 'notice', notice: { code: 'fault', reference: '0a1b2c3d' } } as const;
    await bot.adapter.post(address, reply);
    await slack.http(bot.url, laterBy(13 * HOUR_MS)).mention({ text: 'roi' });
    await bot.stop();
    expect(bot.faults).toEqual([]);
    const posts = slack.calls('chat.postMessage');
    expect(posts.map(({ answer }) => answer?.['ok'])).toEqual([true, true]);
    expect(new Set(posts.map(({ token }) => token)).size).toBe(1);
    const exchanges = slack
      .calls('oauth.v2.access')
      .map(({ args }) => args['grant_type'] ?? 'code');
    expect(exchanges).toEqual(['code', 'refresh_token']);
    expect((await shared.installations().find(workspace))?.text).toContain(posts[0]?.token);
  }));

test('the bot is ready before anybody has installed it', () =>
  withBot(async ({ bot }) => {
    expect((await fetch(`${bot.url}/health`)).status).toBe(200);
    expect(bot.log).toContainEqual({
      level: 'info',
      fields: { installations: 0 },
      event: 'installations can be read',
    });
  }));

describe('the page of an installation', () => {
  test.each([
    ['bot.example.org', 'https://bot.example.org/slack/oauth_redirect'],
    ['localhost:3000', 'http://localhost:3000/slack/oauth_redirect'],
  ])('opened at %s sends people back to %s', (host, address) =>
    withBot(async ({ bot }) => {
      const link = new URL(linkIn({ text: await bodyFrom(bot, { host }) } as Page));
      expect(link.searchParams.get('redirect_uri')).toBe(address);
    }),
  );

  test('opened at no host that there can be is refused', () =>
    withBot(async ({ bot }) => {
      expect(await bodyFrom(bot, { host: 'a"b' })).not.toContain('a"b');
      expect(await bodyFrom(bot, { host: 'a/b' })).toContain('ne peut plus servir');
    }));

  test('is there to be read and for nothing else', () =>
    withBot(async ({ bot }) => {
      for (const path of ['/slack/install', '/slack/oauth_redirect']) {
        expect((await fetch(`${bot.url}${path}`, { method: 'POST' })).status).toBe(404);
      }
    }));
});

/** What a GET is answered with that says of itself what `fetch` would not let it say. */
function bodyFrom(bot: Bot, headers: { readonly host: string }): Promise<string> {
  return new Promise((resolve, reject) => {
    get(`${bot.url}/slack/install`, { headers }, (answer) => {
      text(answer).then(resolve, reject);
    }).on('error', reject);
  });
}
