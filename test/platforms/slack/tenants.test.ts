import { describe, expect, test } from 'vitest';
import { InstallationRecords } from '../../../src/platforms/slack/installs/records.ts';
import { silent } from '../../standins/slack/faults.ts';
import type { Slack } from '../../standins/slack/stand-in.ts';
import { GENERAL } from '../../standins/slack/workspace.ts';
import { withSlack } from './harness.ts';
import { given, HOUR_MS, KEY, NEW_KEY, openShared, recording, tenantsOf } from './tenancy.ts';
import type { Shared } from './tenancy.ts';

/** Half of the time that Slack gives an answer. */
const AUTHORISE_WITHIN_MS = 1_500;
const TEAM = 'T0DEBAT01';
const LEFT = { id: TEAM, isOrganisation: false, atMs: null };

function withShared(run: (slack: Slack, shared: Shared) => Promise<void>): Promise<void> {
  return withSlack(async (slack) => run(slack, await openShared()));
}

/** Installs the app with tokens that rotate, good for twelve hours from now. */
async function installRotating(slack: Slack, shared: Shared): Promise<string> {
  const { installer, workspace } = slack;
  const answer = installer.exchange({ code: installer.grant(workspace, { rotating: true }) });
  const token = String(answer['access_token']);
  const refreshToken = String(answer['refresh_token']);
  const expiresAtMs = Math.floor(shared.time.now() / 1000) * 1000 + 12 * HOUR_MS;
  const { tenants } = tenantsOf(slack, shared);
  await tenants.install(given(workspace, { token, refreshToken, expiresAtMs }));
  return token;
}

const source = { teamId: TEAM, enterpriseId: undefined, isEnterpriseInstall: false } as const;

describe('a rotated token', () => {
  test('is as it was given for ten hours', () =>
    withShared(async (slack, shared) => {
      const token = await installRotating(slack, shared);
      shared.time.advance(9 * HOUR_MS);
      const { tenants } = tenantsOf(slack, shared);
      expect(await tenants.authorize(source)).toMatchObject({ botToken: token, teamId: TEAM });
      expect(slack.calls('oauth.v2.access')).toEqual([]);
    }));

  test('is fresh for a post after thirteen idle hours, and then for every process', () =>
    withShared(async (slack, shared) => {
      const token = await installRotating(slack, shared);
      slack.workspace.tokens.set(token, 'token_expired');
      shared.time.advance(13 * HOUR_MS);
      const client = await tenantsOf(slack, shared).tenants.clientFor(TEAM);
      await client.chat.postMessage({ channel: GENERAL, text: 'bonjour' });
      expect(slack.messagesIn(GENERAL)).toHaveLength(1);
      const other = await tenantsOf(slack, shared).tenants.authorize(source);
      expect(other.botToken).toBe(client.token);
      expect(other.botToken).not.toBe(token);
      expect(slack.calls('oauth.v2.access')).toHaveLength(1);
    }));

  test('is exchanged once by two processes and many requests at the same moment', () =>
    withShared(async (slack, shared) => {
      const token = await installRotating(slack, shared);
      shared.time.advance(13 * HOUR_MS);
      const [one, other] = [tenantsOf(slack, shared), tenantsOf(slack, shared)];
      const clients = await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          (index % 2 === 0 ? one : other).tenants.clientFor(TEAM),
        ),
      );
      const tokens = new Set(clients.map(({ token: each }) => each));
      expect(slack.calls('oauth.v2.access')).toHaveLength(1);
      expect([tokens.size, tokens.has(token)]).toEqual([1, false]);
      expect([...one.faults, ...other.faults]).toEqual([]);
    }));

  test('that cannot be exchanged for the moment serves as long as it is good', () =>
    withShared(async (slack, shared) => {
      const token = await installRotating(slack, shared);
      shared.time.advance(11 * HOUR_MS);
      slack.faults.add('oauth.v2.access', {
        kind: 'broken',
        status: 503,
        moment: 'before the work',
      });
      const { tenants, lines } = tenantsOf(slack, shared);
      expect((await tenants.clientFor(TEAM)).token).toBe(token);
      expect(lines).toContainEqual(
        expect.objectContaining({ level: 'warn', event: 'a token could not be renewed yet' }),
      );
      shared.time.advance(60_000);
      expect((await tenants.clientFor(TEAM)).token).not.toBe(token);
    }));

  test('that has expired and cannot be exchanged says that nothing was posted', () =>
    withShared(async (slack, shared) => {
      await installRotating(slack, shared);
      shared.time.advance(13 * HOUR_MS);
      slack.faults.add('oauth.v2.access', {
        kind: 'broken',
        status: 503,
        moment: 'before the work',
      });
      const { tenants } = tenantsOf(slack, shared);
      await expect(tenants.clientFor(TEAM)).rejects.toMatchObject({
        ...{ code: 'platform', retryable: true, outcome: 'undone' },
        message: 'Slack: a token has expired and could not be renewed: http_503',
      });
    }));

  test('that Slack refuses to exchange is told to the operator, without it', () =>
    withShared(async (slack, shared) => {
      const token = await installRotating(slack, shared);
      shared.time.advance(13 * HOUR_MS);
      slack.faults.add('oauth.v2.access', { kind: 'refused', error: 'invalid_refresh_token' });
      const { tenants, lines } = tenantsOf(slack, shared);
      expect((await tenants.clientFor(TEAM)).token).toBe(token);
      expect(lines).toContainEqual({
        level: 'error',
        fields: { workspace: TEAM, code: 'invalid_refresh_token' },
        event: 'Slack refuses to renew a token: the workspace must install the app again',
      });
      expect(JSON.stringify(lines)).not.toMatch(/xox/u);
      // Asking again would change nothing.
      shared.time.advance(HOUR_MS);
      await tenants.clientFor(TEAM);
      expect(slack.calls('oauth.v2.access')).toHaveLength(1);
    }));

  test('is not lost when the store goes down after the exchange', () =>
    withShared(async (slack, shared) => {
      const token = await installRotating(slack, shared);
      shared.time.advance(13 * HOUR_MS);
      const { tenants, lines } = tenantsOf(slack, shared);
      await tenants.open();
      const renewed = tenants.clientFor(TEAM);
      await slack.until(() => slack.calls('oauth.v2.access')[0]);
      shared.isDown = true;
      const fresh = (await renewed).token;
      expect(fresh).not.toBe(token);
      expect((await tenants.clientFor(TEAM)).token).toBe(fresh);
      expect(lines.filter(({ level }) => level === 'error')).toHaveLength(1);
      shared.isDown = false;
      await tenants.clientFor(TEAM);
      expect((await tenantsOf(slack, shared).tenants.clientFor(TEAM)).token).toBe(fresh);
    }));

  test('that could not be stored is dropped when the workspace left meanwhile', () =>
    withShared(async (slack, shared) => {
      await installRotating(slack, shared);
      shared.time.advance(13 * HOUR_MS);
      const { tenants } = tenantsOf(slack, shared);
      const renewed = tenants.clientFor(TEAM);
      await slack.until(() => slack.calls('oauth.v2.access')[0]);
      shared.isDown = true;
      await renewed;
      shared.isDown = false;
      await tenantsOf(slack, shared).tenants.forget(LEFT);
      expect(await tenants.authorize(source)).toEqual({ teamId: TEAM, isInstalled: false });
      expect(await shared.installations().find(TEAM)).toBeNull();
    }));

  test('that takes long to exchange keeps no command waiting, which needs none', () =>
    withShared(async (slack, shared) => {
      await installRotating(slack, shared);
      shared.time.advance(13 * HOUR_MS);
      slack.faults.add('oauth.v2.access', silent());
      const { tenants, faults } = tenantsOf(slack, shared);
      const authorized = tenants.authorize(source);
      await shared.time.untilDeadline(AUTHORISE_WITHIN_MS);
      shared.time.passDeadlines(AUTHORISE_WITHIN_MS);
      expect(await authorized).toEqual({ teamId: TEAM });
      expect(faults).toEqual([
        expect.objectContaining({ message: 'Slack: a token could not be had in time' }),
      ]);
    }));

  test('does not come back for a workspace that removed the app meanwhile', () =>
    withShared(async (slack, shared) => {
      await installRotating(slack, shared);
      shared.time.advance(13 * HOUR_MS);
      const { tenants } = tenantsOf(slack, shared);
      const renewed = tenants.clientFor(TEAM);
      await slack.until(() => slack.calls('oauth.v2.access')[0]);
      await tenantsOf(slack, shared).tenants.forget(LEFT);
      await renewed;
      expect(await tenants.authorize(source)).toEqual({ teamId: TEAM, isInstalled: false });
    }));
});

describe('a workspace', () => {
  test('that has not installed the app has no token', () =>
    withShared(async (slack, shared) => {
      const { tenants } = tenantsOf(slack, shared);
      expect(await tenants.authorize(source)).toEqual({ teamId: TEAM, isInstalled: false });
      await expect(tenants.clientFor(TEAM)).rejects.toMatchObject({ outcome: 'disconnected' });
    }));

  test('has its own token and no other’s', () =>
    withShared(async (slack, shared) => {
      const other = slack.addWorkspace('T0SECOND1');
      const { tenants } = tenantsOf(slack, shared);
      await tenants.install(given(slack.workspace, { token: 'xoxb-one' }));
      await tenants.install(given(other, { token: 'xoxb-two' }));
      const second = { ...source, teamId: other.teamId };
      expect((await tenants.authorize(source)).botToken).toBe('xoxb-one');
      expect((await tenants.authorize(second)).botToken).toBe('xoxb-two');
      // A message of the one in a channel shared with the other.
      const shown = { context_team_id: other.teamId, team_id: TEAM } as never;
      expect(await tenants.authorize(source, shown)).toMatchObject({
        ...{ botToken: 'xoxb-two', teamId: other.teamId, botUserId: other.bot.userId },
      });
    }));

  test('is served from memory while the store is down, and without a token where it never was', () =>
    withShared(async (slack, shared) => {
      const { tenants, faults } = tenantsOf(slack, shared);
      await tenants.install(given(slack.workspace, { token: 'xoxb-one' }));
      shared.isDown = true;
      expect((await tenants.authorize(source)).botToken).toBe('xoxb-one');
      const restarted = tenantsOf(slack, shared);
      expect(await restarted.tenants.authorize(source)).toEqual({ teamId: TEAM });
      expect([faults.length, restarted.faults.length]).toEqual([0, 1]);
      await expect(restarted.tenants.clientFor(TEAM)).rejects.toMatchObject({
        ...{ code: 'store', retryable: true, outcome: 'undone' },
      });
    }));

  test('is sealed with the new key as soon as it is read', () =>
    withShared(async (slack, shared) => {
      await tenantsOf(slack, shared).tenants.install(given(slack.workspace, { token: 'xoxb-one' }));
      await tenantsOf(slack, shared, `${NEW_KEY},${KEY}`).tenants.open();
      const { tenants, lines } = tenantsOf(slack, shared, NEW_KEY);
      expect((await tenants.authorize(source)).botToken).toBe('xoxb-one');
      expect(lines).toEqual([]);
    }));
});

describe('a key that changes', () => {
  const BOTH = `${NEW_KEY},${KEY}`;

  test('keeps nobody waiting whose token has expired as well', () =>
    withShared(async (slack, shared) => {
      const token = await installRotating(slack, shared);
      shared.time.advance(13 * HOUR_MS);
      const [one, other] = [tenantsOf(slack, shared, BOTH), tenantsOf(slack, shared, BOTH)];
      const clients = await Promise.all(
        [one, other, one, other].map(({ tenants }) => tenants.clientFor(TEAM)),
      );
      const tokens = new Set(clients.map(({ token: each }) => each));
      expect([tokens.size, tokens.has(token)]).toEqual([1, false]);
      expect(slack.calls('oauth.v2.access')).toHaveLength(1);
      expect(await shared.installations(NEW_KEY).find(TEAM)).not.toBeNull();
    }));

  test('never puts a token back that another process is exchanging just then', () =>
    withShared(async (slack, shared) => {
      await installRotating(slack, shared);
      const parts = { installations: shared.installations(), claims: shared.claims };
      const records = new InstallationRecords({ ...parts, ...recording() });
      const kept = await records.of(TEAM);
      expect(kept !== null && (await records.mayReplace(kept))).toBe(true);
      await tenantsOf(slack, shared, BOTH).tenants.open();
      expect(await shared.installations(NEW_KEY).find(TEAM)).toBeNull();
      shared.time.advance(20_000);
      await tenantsOf(slack, shared, BOTH).tenants.open();
      expect(await shared.installations(NEW_KEY).find(TEAM)).not.toBeNull();
    }));
});

describe('an organisation', () => {
  const ORGANISATION = 'E0DEBAT01';

  async function installEverywhere(slack: Slack, shared: Shared): Promise<void> {
    const { tenants } = tenantsOf(slack, shared);
    const { bot } = given(slack.workspace, { token: 'xoxb-organisation' });
    await tenants.install({
      ...{ team: undefined, enterprise: { id: ORGANISATION }, isEnterpriseInstall: true, bot },
      user: { token: undefined, scopes: undefined, id: 'U1' },
    });
  }

  const everywhere = { ...source, enterpriseId: ORGANISATION, isEnterpriseInstall: true } as const;

  test('has one token for its workspaces, and another organisation has none', () =>
    withShared(async (slack, shared) => {
      await installEverywhere(slack, shared);
      const { tenants } = tenantsOf(slack, shared);
      for (const teamId of [TEAM, 'T0SECOND1']) {
        const result = await tenants.authorize({ ...everywhere, teamId });
        expect(result).toMatchObject({ botToken: 'xoxb-organisation', teamId });
      }
      const others = { ...everywhere, teamId: 'T0OTHER01', enterpriseId: 'E0OTHER01' };
      expect(await tenants.authorize(others)).toMatchObject({ isInstalled: false });
    }));

  test('has a token for a post in a workspace that was heard of, by any process', () =>
    withShared(async (slack, shared) => {
      await installEverywhere(slack, shared);
      await tenantsOf(slack, shared).tenants.authorize(everywhere);
      const client = await tenantsOf(slack, shared).tenants.clientFor(TEAM);
      expect(client.token).toBe('xoxb-organisation');
    }));

  test('does not take the place of a workspace’s own installation', () =>
    withShared(async (slack, shared) => {
      await installEverywhere(slack, shared);
      const { tenants } = tenantsOf(slack, shared);
      await tenants.install(given(slack.workspace, { token: 'xoxb-own' }));
      const own = { ...source, enterpriseId: ORGANISATION };
      expect((await tenants.authorize(own)).botToken).toBe('xoxb-own');
      expect((await tenants.authorize(everywhere)).botToken).toBe('xoxb-organisation');
      expect((await tenants.authorize(own)).botToken).toBe('xoxb-own');
    }));

  test('takes its workspaces with it when it leaves, and no other', () =>
    withShared(async (slack, shared) => {
      await installEverywhere(slack, shared);
      const { tenants } = tenantsOf(slack, shared);
      const other = slack.addWorkspace('T0SECOND1');
      await tenants.install(given(other, { token: 'xoxb-own' }));
      await tenants.authorize(everywhere);
      await tenants.forget({ id: ORGANISATION, isOrganisation: true, atMs: null });
      expect(await tenants.authorize(everywhere)).toMatchObject({ isInstalled: false });
      expect(await tenants.authorize(source)).toMatchObject({ isInstalled: false });
      const second = { ...source, teamId: other.teamId };
      expect((await tenants.authorize(second)).botToken).toBe('xoxb-own');
    }));
});
