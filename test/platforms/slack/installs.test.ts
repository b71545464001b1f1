import { realDebate } from '../../fixtures/open.ts';
import { get } from 'node:http';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import * as v from 'valibot';
import type { OAuthSettings } from '../../../src/platforms/slack/installs/settings.ts';
import { kind } from '../../../src/store/store.ts';
import { realCorpus } from '../../fixtures/corpora.ts';
import { illustrateOn } from '../../fixtures/pictures.ts';
import { cut } from '../../standins/slack/faults.ts';
import type { Slack } from '../../standins/slack/stand-in.ts';
import type { Workspace } from '../../standins/slack/workspace.ts';
import { linkIn } from './browser.ts';
import type { Page } from './browser.ts';
import { startOverHttp, withSlack } from './harness.ts';
import type { Bot } from './harness.ts';
import { HOUR_MS, install, OAUTH, openShared } from './installed.ts';
import type { Shared } from './installed.ts';

const SECOND = 'T0SECOND1';
const ORGANISATION = 'E0DEBAT01';
const SUBSCRIPTION = kind('subscription', v.unknown());

interface Scene {
  readonly slack: Slack;
  readonly shared: Shared;
  readonly bot: Bot;
  readonly first: Workspace;
  readonly second: Workspace;
  /** Another process of the same bot. */
  readonly start: () => Promise<Bot>;
  readonly isInstalled: (id: string) => Promise<boolean>;
}

function withBot(
  act: (scene: Scene) => Promise<void>,
  oauth: Partial<OAuthSettings> = {},
  given: Parameters<typeof startOverHttp>[1] = {},
): Promise<void> {
  return withSlack(async (slack, keep) => {
    const shared = await openShared();
    const start = async () =>
      keep(
        await startOverHttp(slack, {
          ...given,
          settings: { botToken: null, oauth: { ...OAUTH, ...oauth } },
          time: shared.time,
          installations: shared.installations(),
          strictClaims: shared.claims,
        }),
      );
    const isInstalled = async (id: string) => (await shared.installations().find(id)) !== null;
    const [first, second, bot] = [slack.workspace, slack.addWorkspace(SECOND), await start()];
    await act({ slack, shared, bot, first, second, start, isInstalled });
  });
}

/** A request is signed with the machine's clock, which the bot's has left behind. */
function laterBy(ms: number) {
  return { secondsAgo: -ms / 1000 };
}

/** Somebody's mention in a workspace. */
function mentionIn(workspace: Workspace, payload = {}) {
  const { general: channel, alice: user } = workspace.known;
  return { workspace, channel, user, text: 'roi', payload };
}

/** The envelope of an event of an organisation's app. */
function everywhere({ teamId }: Workspace): object {
  const authorization = { enterprise_id: ORGANISATION, team_id: teamId, user_id: 'U1' };
  return {
    enterprise_id: ORGANISATION,
    authorizations: [{ ...authorization, is_bot: true, is_enterprise_install: true }],
  };
}

describe('two workspaces of one process', () => {
  const withMaps = (
    act: (scene: Scene, ask: (of: Workspace) => Promise<unknown>) => Promise<void>,
  ) =>
    withBot(
      async (scene) => {
        const { slack, bot, first, second } = scene;
        for (const each of [first, second]) await install(slack, bot.url, each);
        const ask = async (workspace: Workspace) => {
          const { length } = slack.messagesIn(workspace.known.general);
          await slack.http(bot.url).mention({ ...mentionIn(workspace), text: 'la carte du débat' });
          await slack.until(
            () => slack.messagesIn(workspace.known.general).length > length || undefined,
          );
        };
        await act(scene, ask);
      },
      {},
      { illustrate: illustrateOn(realCorpus) },
    );

  test('have each its own file of the same picture', () =>
    withMaps(async ({ slack, first, second }, ask) => {
      for (const each of [first, second, first]) await ask(each);
      const [one, other, ...others] = slack.files.all;
      expect(others).toEqual([]);
      const shownIn = ({ known }: Workspace) =>
        slack
          .messagesIn(known.general)
          .flatMap(({ blocks }) => blocks.filter(({ type }) => type === 'image'));
      expect(shownIn(first)).toMatchObject(
        [one, one].map((file) => ({ slack_file: { id: file?.id } })),
      );
      expect(shownIn(second)).toMatchObject([{ slack_file: { id: other?.id } }]);
    }));

  test('do not wait each for an upload that Slack leaves without an answer', () =>
    withMaps(async ({ slack, first, second }, ask) => {
      const upload = 'files.getUploadURLExternal';
      slack.faults.add(upload, cut(), { times: Infinity });
      for (const each of [first, second]) await ask(each);
      expect(slack.calls(upload)).toHaveLength(1);
    }));

  test('are each told alone where one lets the bot upload nothing', () =>
    withMaps(async ({ slack, first, second }, ask) => {
      first.scopes.delete('files:write');
      for (const each of [first, second]) await ask(each);
      expect(slack.files.all).toHaveLength(1);
    }));

  test('are each answered in their own channels with their own token', () =>
    withBot(async ({ slack, bot, first, second }) => {
      const workspaces = [first, second];
      for (const each of workspaces) expect((await install(slack, bot.url, each)).status).toBe(200);
      const tokens = workspaces.map(({ tokens: all }) => [...all.keys()].at(-1));
      const road = slack.http(bot.url);
      const mentions = Array.from({ length: 10 }, () => workspaces).flat();
      await Promise.all(mentions.map((workspace) => road.mention(mentionIn(workspace))));
      await bot.stop();
      expect(bot.faults).toEqual([]);
      const posts = slack.calls('chat.postMessage');
      expect(posts).toHaveLength(20);
      for (const { args, token } of posts)
        expect(token).toBe(tokens[args['channel'] === second.known.general ? 1 : 0]);
    }));

  test('have data of their own: what one leaves is erased, what the other has stays', () =>
    withBot(async ({ slack, bot, first, second, shared, start, isInstalled }) => {
      const { store } = shared;
      for (const workspace of [first, second]) {
        await install(slack, bot.url, workspace);
        await store.set(SUBSCRIPTION.at('slack', workspace.teamId, 'C1'), workspace.teamId);
      }
      await slack.http(bot.url).uninstall({ workspace: second });
      await bot.stop();
      expect(await store.get(SUBSCRIPTION.at('slack', SECOND, 'C1'))).toBeNull();
      expect(await isInstalled(SECOND)).toBe(false);
      const { teamId } = first;
      expect(await store.get(SUBSCRIPTION.at('slack', teamId, 'C1'))).toBe(teamId);
      const { message } = await slack.http((await start()).url).command({ text: 'roi' });
      expect(message?.text).toContain('passages');
    }));

  test('of which one has not installed the app: it gets no answer but how to', () =>
    withBot(async ({ slack, bot, second }) => {
      await install(slack, bot.url);
      const road = slack.http(bot.url);
      const { message } = await road.command(mentionIn(second));
      expect(message?.text).toContain('n’est plus installé');
      await road.mention(mentionIn(second));
      await bot.stop();
      expect([slack.calls('chat.postMessage'), bot.faults]).toEqual([[], []]);
    }));

  test('that share a channel: the one that has the app is answered for', () =>
    withBot(async ({ slack, bot, first, second }) => {
      await install(slack, bot.url, second);
      const payload = { team_id: first.teamId, context_team_id: SECOND };
      await slack.http(bot.url).mention(mentionIn(second, payload));
      await bot.stop();
      expect(slack.messagesIn(second.known.general)).toHaveLength(1);
    }));
});

describe('an installation ends', () => {
  test('when the bot’s tokens are revoked, and not when a person’s are', () =>
    withBot(async ({ slack, bot, first, start, isInstalled }) => {
      await install(slack, bot.url);
      await slack.http(bot.url).tokensRevoked({ of: 'person' });
      await bot.stop();
      expect(await isInstalled(first.teamId)).toBe(true);
      const next = await start();
      await slack.http(next.url).tokensRevoked({ of: 'bot' });
      await next.stop();
      expect(await isInstalled(first.teamId)).toBe(false);
    }));

  test('as soon as the store is there again', () =>
    withBot(async ({ slack, bot, first, shared, isInstalled }) => {
      await install(slack, bot.url);
      shared.isDown = true;
      const pauses = shared.time.pauses.length;
      await slack.http(bot.url).uninstall();
      while (shared.time.pauses.length === pauses) await new Promise(setImmediate);
      shared.isDown = false;
      await bot.stop();
      expect(await isInstalled(first.teamId)).toBe(false);
    }));

  test('only once: an event that comes late does not end the one made since', () =>
    withBot(async ({ slack, bot, first, shared, isInstalled }) => {
      await install(slack, bot.url);
      const { delivery } = await slack.http(bot.url).uninstall();
      shared.time.advance(HOUR_MS);
      await install(slack, bot.url);
      const later = slack.http(bot.url, laterBy(HOUR_MS));
      await later.redeliver(delivery, { attempt: 3, reason: 'http_timeout' });
      await bot.stop();
      expect(await isInstalled(first.teamId)).toBe(true);
    }));

  test('for another app that an organisation removes it does not', () =>
    withBot(async ({ slack, bot, first: { teamId }, isInstalled }) => {
      await install(slack, bot.url);
      const other = { type: 'app_uninstalled_team', app_id: 'A0OTHER01', team_id: teamId };
      await slack.http(bot.url).event(other);
      await bot.stop();
      expect(await isInstalled(teamId)).toBe(true);
    }));
});

describe('an organisation that installs the app for all of its workspaces', () => {
  function withOrganisation(act: (scene: Scene) => Promise<void>): Promise<void> {
    return withBot(async (scene) => {
      const { slack, bot, first, second } = scene;
      const organisation = { id: ORGANISATION, workspaces: [first, second] };
      const page = await install(slack, bot.url, first, { organisation });
      expect(page.text).toContain('l’organisation organisation');
      for (const workspace of organisation.workspaces) {
        await slack.http(bot.url).mention(mentionIn(workspace, everywhere(workspace)));
        await slack.waitForMessage(workspace.known.general);
      }
      await act(scene);
    });
  }

  test('takes it from one of them by either of the events that tell it', () =>
    withOrganisation(async ({ slack, bot, first, isInstalled }) => {
      const payload = everywhere(first);
      const left = { type: 'app_uninstalled_team', team_id: SECOND };
      const revoked = { type: 'team_access_revoked', team_ids: [first.teamId] };
      for (const inner of [left, revoked]) await slack.http(bot.url).event(inner, { payload });
      await bot.stop();
      const ids = [SECOND, first.teamId, ORGANISATION];
      expect(await Promise.all(ids.map(isInstalled))).toEqual([false, false, true]);
    }));

  test('takes it from all of them', () =>
    withOrganisation(async ({ slack, bot, first, second, isInstalled }) => {
      await slack.http(bot.url).uninstall({ payload: everywhere(second) });
      await bot.stop();
      const ids = [SECOND, first.teamId, ORGANISATION];
      expect(await Promise.all(ids.map(isInstalled))).toEqual([false, false, false]);
    }));
});

test('a workspace that was quiet for thirteen hours is answered, and posted to, with a fresh token', () =>
  withBot(async ({ slack, bot, first, shared }) => {
    await install(slack, bot.url, first, { rotating: true });
    const [given = ''] = [...first.tokens.keys()].slice(-1);
    first.tokens.set(given, 'token_expired');
    shared.time.advance(13 * HOUR_MS);
    const { teamId: workspace, known } = first;
    const address = { platform: 'slack', workspace, channel: known.general, person: null };
    const reply = { kind: 'notice', notice: { code: 'fault', reference: '0a1b2c3d' } } as const;
    await bot.adapter.post(address, reply, realDebate);
    await slack.http(bot.url, laterBy(13 * HOUR_MS)).mention({ text: 'roi' });
    await bot.stop();
    expect(bot.faults).toEqual([]);
    const posts = slack.calls('chat.postMessage');
    expect(posts.map(({ answer }) => answer?.['ok'])).toEqual([true, true]);
    expect(new Set(posts.map(({ token }) => token)).size).toBe(1);
    const exchanges = slack.calls('oauth.v2.access');
    expect(exchanges.map(({ args }) => args['grant_type'] ?? 'code')).toEqual([
      'code',
      'refresh_token',
    ]);
    expect((await shared.installations().find(workspace))?.text).toContain(posts[0]?.token);
  }));

test('the bot is ready before anybody has installed it', () =>
  withBot(async ({ bot }) => {
    expect((await fetch(`${bot.url}/health`)).status).toBe(200);
  }));

describe('the page of an installation', () => {
  test.each(['other.example.net', 'localhost:3000', 'a"b', 'a/b'])(
    'S3: asked for at the host %s sends people back to the configured one',
    (host) =>
      withBot(async ({ bot }) => {
        const page = await pageAt(bot, host);
        expect(page).not.toContain(host);
        const link = new URL(linkIn({ text: page }));
        expect(link.searchParams.get('redirect_uri')).toBe(OAUTH.redirectUrl);
      }),
  );

  test('S3: without a configured host refuses, and says what to set', () =>
    withBot(
      async ({ bot }) => {
        const { status } = await fetch(`${bot.url}/slack/install`);
        expect(status).toBe(503);
        expect(await pageAt(bot, 'bot.example.org')).toContain('SLACK_REDIRECT_URL');
        const event = 'installation: SLACK_REDIRECT_URL is not set';
        expect(bot.adapter.counts()).toEqual({ [event]: 2 });
        expect(bot.log.filter((line) => line.event === event)).toHaveLength(1);
        expect(bot.log.map((line) => line.event)).toContain(
          'SLACK_REDIRECT_URL is not set: nobody can install the app',
        );
      },
      { redirectUrl: null },
    ));

  test('is there to be read and for nothing else', () =>
    withBot(async ({ bot }) => {
      for (const path of ['/slack/install', '/slack/oauth_redirect']) {
        expect((await fetch(`${bot.url}${path}`, { method: 'POST' })).status).toBe(404);
      }
    }));
});

/** The page as it is for who calls the bot by this host; `fetch` would not let it be said. */
function pageAt(bot: Bot, host: string): Promise<Page['text']> {
  return new Promise((resolve, reject) => {
    get(`${bot.url}/slack/install`, { headers: { host } }, (answer) => {
      text(answer).then(resolve, reject);
    }).on('error', reject);
  });
}
