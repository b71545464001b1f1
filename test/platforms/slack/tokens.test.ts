import { describe, expect, test } from 'vitest';
import { InstallationRecords } from '../../../src/platforms/slack/installs/records.ts';
import { broken, refused, silent } from '../../standins/slack/faults.ts';
import type { Slack } from '../../standins/slack/stand-in.ts';
import { withSlack } from './harness.ts';
import { recording } from '../../fixtures/bots.ts';
import { given, HOUR_MS, KEY, NEW_KEY, openShared, workspacesOf } from './installed.ts';
import type { Shared } from './installed.ts';

/** Half of the time that Slack gives an answer. */
const AUTHORISE_WITHIN_MS = 1_500;
const TEAM = 'T0DEBAT01';
const SECOND = 'T0SECOND1';
const LEFT = { id: TEAM, isOrganisation: false, atMs: null };
const source = { teamId: TEAM, enterpriseId: undefined, isEnterpriseInstall: false } as const;
const secondSource = { ...source, teamId: SECOND };
const FORTY_DAYS_MS = 40 * 24 * HOUR_MS;
const EXCHANGE = 'oauth.v2.access';

interface Scene {
  readonly slack: Slack;
  readonly shared: Shared;
  /** Another process of the bot. */
  readonly start: (keys?: string) => ReturnType<typeof workspacesOf>;
}

function withShared(run: (scene: Scene) => Promise<void>): Promise<void> {
  return withSlack(async (slack) => {
    const shared = await openShared();
    await run({ slack, shared, start: (keys) => workspacesOf(slack, shared, keys) });
  });
}

/** With the app installed so many hours ago, by a token that is good for twelve. */
function withRotating(
  hoursAgo: number,
  run: (scene: Scene & { readonly token: string }) => Promise<void>,
  /** By so much the clock was ahead until then. */
  aheadMs = 0,
): Promise<void> {
  return withShared(async (scene) => {
    const { installer, workspace } = scene.slack;
    const { time } = scene.shared;
    time.advance(aheadMs);
    const answer = installer.exchange({ code: installer.grant(workspace, { rotating: true }) });
    const [token, refreshToken] = [String(answer['access_token']), String(answer['refresh_token'])];
    const expiresAt = Math.floor(time.now() / 1000) + 12 * 60 * 60;
    await scene.start().workspaces.install(given(workspace, { token, refreshToken, expiresAt }));
    time.advance(hoursAgo * HOUR_MS - aheadMs);
    if (hoursAgo > 12) workspace.tokens.set(token, 'token_expired');
    await run({ ...scene, token });
  });
}

describe('a rotated token', () => {
  test('is as it was given for ten hours', () =>
    withRotating(9, async ({ slack, start, token }) => {
      const authorized = await start().workspaces.authorize(source);
      expect(authorized).toMatchObject({ botToken: token, teamId: TEAM });
      expect(slack.calls(EXCHANGE)).toEqual([]);
    }));

  test('S15: got while the clock was forty days ahead is renewed before it ends, once', () =>
    withRotating(
      1,
      async ({ slack, start, token }) => {
        const { workspaces } = start();
        const renewed = (await workspaces.clientFor(TEAM)).token;
        expect(renewed).not.toBe(token);
        expect((await workspaces.clientFor(TEAM)).token).toBe(renewed);
        expect(slack.calls(EXCHANGE)).toHaveLength(1);
      },
      FORTY_DAYS_MS,
    ));

  test('S15: an uninstallation of now ends what a clock forty days ahead installed, one of before nothing', () =>
    withRotating(
      1,
      async ({ shared, start, slack }) => {
        const { workspaces } = start();
        const now = { ...LEFT, atMs: shared.time.now() };
        expect(await workspaces.forget(now)).toBe(true);
        await workspaces.install(given(slack.workspace, { token: 'xoxb-anew' }));
        // The clocks of two processes may differ by as much.
        shared.time.advance(-30_000);
        expect(await workspaces.forget({ ...LEFT, atMs: shared.time.now() })).toBe(false);
      },
      FORTY_DAYS_MS,
    ));

  test.each([
    ['is exchanged once by two processes and many requests at the same moment', KEY],
    ['keeps nobody waiting where the key that seals it changes as well', `${NEW_KEY},${KEY}`],
  ])('%s', (_, keys) =>
    withRotating(13, async ({ slack, shared, start, token }) => {
      const processes = [start(keys), start(keys)];
      const all = Array.from({ length: 10 }, () => processes).flat();
      const clients = await Promise.all(all.map(({ workspaces }) => workspaces.clientFor(TEAM)));
      const tokens = new Set(clients.map((client) => client.token));
      expect(slack.calls(EXCHANGE)).toHaveLength(1);
      expect([tokens.size, tokens.has(token)]).toEqual([1, false]);
      expect(processes.flatMap(({ faults }) => faults)).toEqual([]);
      expect(await shared.installations(keys.split(',', 1)[0]).find(TEAM)).not.toBeNull();
    }),
  );

  test('that cannot be exchanged for the moment serves as long as it is good', () =>
    withRotating(11, async ({ slack, shared, start, token }) => {
      slack.faults.add(EXCHANGE, broken(503));
      const { workspaces, lines } = start();
      expect((await workspaces.clientFor(TEAM)).token).toBe(token);
      expect(lines.map(({ event }) => event)).toContain('a token could not be renewed yet');
      shared.time.advance(60_000);
      expect((await workspaces.clientFor(TEAM)).token).not.toBe(token);
    }));

  test('that has expired and cannot be exchanged says that nothing was posted', () =>
    withRotating(13, async ({ slack, start }) => {
      slack.faults.add(EXCHANGE, broken(503));
      await expect(start().workspaces.clientFor(TEAM)).rejects.toMatchObject({
        code: 'platform',
        retryable: true,
        outcome: 'undone',
        message: 'Slack: a token has expired and could not be renewed: http_503',
      });
    }));

  test('that Slack refuses to exchange is told to the operator, without it', () =>
    withRotating(13, async ({ slack, shared, start, token }) => {
      slack.faults.add(EXCHANGE, refused('invalid_refresh_token'));
      const { workspaces, lines } = start();
      expect((await workspaces.clientFor(TEAM)).token).toBe(token);
      expect(lines).toContainEqual({
        level: 'error',
        fields: { workspace: TEAM, code: 'invalid_refresh_token' },
        event: 'Slack refuses to renew a token: the workspace must install the app again',
      });
      expect(JSON.stringify(lines)).not.toMatch(/xox/u);
      // Asking again would change nothing.
      shared.time.advance(HOUR_MS);
      await workspaces.clientFor(TEAM);
      expect(slack.calls(EXCHANGE)).toHaveLength(1);
    }));

  test('is not lost when the store goes down after the exchange', () =>
    withRotating(13, async ({ slack, shared, start, token }) => {
      const { workspaces, lines } = start();
      await workspaces.open();
      const renewed = workspaces.clientFor(TEAM);
      await slack.until(() => slack.calls(EXCHANGE)[0]);
      shared.isDown = true;
      const fresh = (await renewed).token;
      expect(fresh).not.toBe(token);
      expect((await workspaces.clientFor(TEAM)).token).toBe(fresh);
      expect(lines.filter(({ level }) => level === 'error')).toHaveLength(1);
      shared.isDown = false;
      await workspaces.clientFor(TEAM);
      expect((await start().workspaces.clientFor(TEAM)).token).toBe(fresh);
    }));

  test.each([false, true])(
    'does not come back for a workspace that removed the app meanwhile (store down: %s)',
    (isDown) =>
      withRotating(13, async ({ slack, shared, start }) => {
        const { workspaces } = start();
        const renewed = workspaces.clientFor(TEAM);
        await slack.until(() => slack.calls(EXCHANGE)[0]);
        shared.isDown = isDown;
        if (isDown) await renewed;
        shared.isDown = false;
        await start().workspaces.forget(LEFT);
        await renewed;
        expect(await workspaces.authorize(source)).toEqual({ teamId: TEAM, isInstalled: false });
        expect(await shared.installations().find(TEAM)).toBeNull();
      }),
  );

  test('that takes long to exchange keeps no command waiting, which needs none', () =>
    withRotating(13, async ({ slack, shared, start }) => {
      slack.faults.add(EXCHANGE, silent());
      const { workspaces, faults } = start();
      const authorized = workspaces.authorize(source);
      await shared.time.untilDeadline(AUTHORISE_WITHIN_MS);
      shared.time.passDeadlines(AUTHORISE_WITHIN_MS);
      expect(await authorized).toEqual({ teamId: TEAM });
      expect(faults).toMatchObject([{ message: 'Slack: a token could not be had in time' }]);
    }));
});

describe('a workspace', () => {
  test('that has not installed the app has no token', () =>
    withShared(async ({ start }) => {
      const { workspaces } = start();
      expect(await workspaces.authorize(source)).toEqual({ teamId: TEAM, isInstalled: false });
      await expect(workspaces.clientFor(TEAM)).rejects.toMatchObject({ outcome: 'disconnected' });
    }));

  test('is served from memory while the store is down, and without a token where it never was', () =>
    withShared(async ({ slack, shared, start }) => {
      const { workspaces, faults } = start();
      await workspaces.install(given(slack.workspace, { token: 'xoxb-one' }));
      shared.isDown = true;
      expect((await workspaces.authorize(source)).botToken).toBe('xoxb-one');
      const restarted = start();
      expect(await restarted.workspaces.authorize(source)).toEqual({ teamId: TEAM });
      expect([faults.length, restarted.faults.length]).toEqual([0, 1]);
      const undone = { code: 'store', retryable: true, outcome: 'undone' };
      await expect(restarted.workspaces.clientFor(TEAM)).rejects.toMatchObject(undone);
    }));
});

describe('a key that changes', () => {
  const BOTH = `${NEW_KEY},${KEY}`;

  test('seals what is kept again as soon as it is read', () =>
    withShared(async ({ slack, start }) => {
      await start().workspaces.install(given(slack.workspace, { token: 'xoxb-one' }));
      await start(BOTH).workspaces.open();
      const { workspaces, lines } = start(NEW_KEY);
      expect((await workspaces.authorize(source)).botToken).toBe('xoxb-one');
      expect(lines).toEqual([]);
    }));

  test('never puts a token back that another process is exchanging just then', () =>
    withRotating(0, async ({ shared, start }) => {
      const parts = { installations: shared.installations(), claims: shared.claims };
      const records = new InstallationRecords({ ...parts, ...recording() });
      const kept = await records.of(TEAM);
      expect(kept !== null && (await records.mayReplace(kept))).toBe(true);
      await start(BOTH).workspaces.open();
      expect(await shared.installations(NEW_KEY).find(TEAM)).toBeNull();
      shared.time.advance(20_000);
      await start(BOTH).workspaces.open();
      expect(await shared.installations(NEW_KEY).find(TEAM)).not.toBeNull();
    }));
});

describe('an organisation', () => {
  const ORGANISATION = 'E0DEBAT01';
  const everywhere = { ...source, enterpriseId: ORGANISATION, isEnterpriseInstall: true } as const;

  function withOrganisation(run: (scene: Scene) => Promise<void>): Promise<void> {
    return withShared(async (scene) => {
      await scene.start().workspaces.install({
        ...given(scene.slack.workspace, { token: 'xoxb-organisation' }),
        team: undefined,
        enterprise: { id: ORGANISATION },
        isEnterpriseInstall: true,
      });
      await run(scene);
    });
  }

  test('has one token for its workspaces, and another organisation has none', () =>
    withOrganisation(async ({ start }) => {
      const { workspaces } = start();
      for (const teamId of [TEAM, SECOND]) {
        const result = await workspaces.authorize({ ...everywhere, teamId });
        expect(result).toMatchObject({ botToken: 'xoxb-organisation', teamId });
      }
      const others = { ...everywhere, teamId: 'T0OTHER01', enterpriseId: 'E0OTHER01' };
      expect(await workspaces.authorize(others)).toMatchObject({ isInstalled: false });
    }));

  test('has a token for a post in a workspace that was heard of, by any process', () =>
    withOrganisation(async ({ start }) => {
      await start().workspaces.authorize(everywhere);
      expect((await start().workspaces.clientFor(TEAM)).token).toBe('xoxb-organisation');
    }));

  test('does not take the place of a workspace’s own installation', () =>
    withOrganisation(async ({ slack, start }) => {
      const { workspaces } = start();
      await workspaces.install(given(slack.workspace, { token: 'xoxb-own' }));
      const own = { ...source, enterpriseId: ORGANISATION };
      expect((await workspaces.authorize(own)).botToken).toBe('xoxb-own');
      expect((await workspaces.authorize(everywhere)).botToken).toBe('xoxb-organisation');
      expect((await workspaces.authorize(own)).botToken).toBe('xoxb-own');
    }));

  test('takes its workspaces with it when it leaves, and no other', () =>
    withOrganisation(async ({ slack, start }) => {
      const { workspaces } = start();
      await workspaces.install(given(slack.addWorkspace(SECOND), { token: 'xoxb-own' }));
      await workspaces.authorize(everywhere);
      await workspaces.forget({ id: ORGANISATION, isOrganisation: true, atMs: null });
      expect(await workspaces.authorize(everywhere)).toMatchObject({ isInstalled: false });
      expect(await workspaces.authorize(source)).toMatchObject({ isInstalled: false });
      expect((await workspaces.authorize(secondSource)).botToken).toBe('xoxb-own');
    }));
});
