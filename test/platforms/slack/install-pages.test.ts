import { webApi } from '@slack/bolt';
import { createEmulator } from 'emulate';
import type { Emulator, EmulatorOptions } from 'emulate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SCOPES } from '../../../src/platforms/slack/installs/settings.ts';
import { readConfig } from '../../../src/config/config.ts';
import { doctorCommand } from '../../../src/operator/doctor.ts';
import { startSlack } from '../../standins/slack/stand-in.ts';
import type { Slack } from '../../standins/slack/stand-in.ts';
import { Browser, fieldsIn, linkIn } from './browser.ts';
import type { Page } from './browser.ts';
import { startOverHttp } from './harness.ts';
import type { Bot } from './harness.ts';
import { KEY, NEW_KEY, OAUTH, openShared } from './installed.ts';
import type { Shared } from './installed.ts';

// `emulate` plays Slack's page of consent, the exchange of codes and the Web API. It has one workspace,
// no rotation, no organisations and no events of its own: those are in the other tests.

const TEAM = 'T000000001';
const GENERAL = 'C000000001';
const PERSON = 'U000000001';
const READER_TOKEN = 'xoxp-0-reader';
const READABLE = ['channels:history', 'groups:history'];
const REDIRECT_URL = 'http://127.0.0.1/slack/oauth_redirect';

const app = {
  client_id: OAUTH.clientId,
  client_secret: OAUTH.clientSecret,
  name: 'debat-bot',
  redirect_uris: [REDIRECT_URL],
  scopes: Object.keys(SCOPES),
};
const tokens = [{ token: READER_TOKEN, user: 'admin', scopes: READABLE }];

let emulated: Emulator;
let sender: Slack;
let apiUrl: string;

beforeAll(async () => {
  const seed = { slack: { strict_scopes: true, oauth_apps: [app], tokens } };
  const options: EmulatorOptions = { service: 'slack', port: 0, seed };
  emulated = await createEmulator(options);
  apiUrl = `${emulated.url.replace('localhost', '127.0.0.1')}/api/`;
  sender = await startSlack();
});

afterAll(async () => {
  await sender.stop();
  await emulated.close();
});

/** What is needed to install the app at a bot, and to look at what became of it. */
interface Scene {
  readonly bot: Bot;
  readonly shared: Shared;
  readonly browser: Browser;
  /** Opens an address that Slack sends people back to. */
  readonly comeBack: (address: string, browser?: Browser) => Promise<Page>;
}

function startOn(shared: Shared): Promise<Bot> {
  return startOverHttp(sender, {
    settings: { botToken: null, oauth: { ...OAUTH, redirectUrl: REDIRECT_URL }, apiUrl },
    time: shared.time,
    installations: shared.installations(),
    strictClaims: shared.claims,
  });
}

async function withBot(act: (scene: Scene) => Promise<void>): Promise<void> {
  const shared = await openShared();
  const bot = await startOn(shared);
  const browser = new Browser();
  const comeBack = (address: string, by = browser) =>
    by.open(address.replace('http://127.0.0.1', bot.url));
  try {
    await act({ bot, shared, browser, comeBack });
  } finally {
    await bot.stop();
  }
}

/** Goes from the bot's page to Slack's, agrees there, and gives where Slack sends people then. */
async function agree({ bot, browser }: Scene): Promise<string> {
  const consent = await browser.open(linkIn(await browser.open(`${bot.url}/slack/install`)));
  const callback = new URL('/oauth/v2/authorize/callback', apiUrl).href;
  const { location } = await browser.open(callback, fieldsIn(consent));
  if (location === null) throw new Error('the emulator sends nobody back');
  return location;
}

function mention({ bot }: Scene, ts: string): Promise<unknown> {
  const event = { type: 'app_mention', user: PERSON, channel: GENERAL, text: 'roi', ts };
  return sender.http(bot.url).event(event, { payload: envelope(ts) });
}

function envelope(id: string): object {
  const authorization = { team_id: TEAM, enterprise_id: null, is_enterprise_install: false };
  return {
    event_id: `Ev${id}`,
    team_id: TEAM,
    context_team_id: TEAM,
    authorizations: [{ ...authorization, user_id: PERSON, is_bot: true }],
  };
}

/** How somebody who agreed at Slack comes back, and the status of the page that they get. */
const REFUSED: Readonly<Record<string, (scene: Scene, address: URL) => Promise<number>>> = {
  'whose state was made up': withState(() => 'state'),
  'whose state was signed by another': withState((state) => `${state.slice(0, -4)}AAAA`),
  'whose state was left out': withState(() => ''),
  'whose state and cookie are both forged': ({ bot }, { href }) =>
    statusWithCookie(bot, new URL(href.replace(/state=[^&]*/u, '$&A'))),
  'begun in another browser': async ({ comeBack }, { href }) =>
    (await comeBack(href, new Browser())).status,
  'that takes longer than ten minutes': async ({ comeBack, shared }, { href }) => {
    shared.time.advance(601_000);
    return (await comeBack(href)).status;
  },
  'whose state has served before, in another process,': async (scene, address) => {
    expect((await scene.comeBack(address.href)).status).toBe(200);
    await scene.shared.installations().erase(TEAM);
    // With a code that was never used, so that only the state can be the reason.
    const { searchParams } = new URL(await agree(scene));
    address.searchParams.set('code', searchParams.get('code') ?? '');
    expect(await statusWithCookie(scene.bot, address)).toBe(400);
    const other = await startOn(scene.shared);
    return statusWithCookie(other, address).finally(other.stop);
  },
};

function withState(forge: (state: string) => string) {
  return async ({ comeBack }: Scene, address: URL): Promise<number> => {
    address.searchParams.set('state', forge(address.searchParams.get('state') ?? ''));
    const page = await comeBack(address.href);
    expect(page.text).toContain('Recommencer');
    expect(page.text).not.toMatch(/Error|at .*\.js/u);
    return page.status;
  };
}

describe('an installation', () => {
  test('is proposed in French, with the scopes of the manifest and nothing to load', () =>
    withBot(async ({ bot, browser }) => {
      const page = await browser.open(`${bot.url}/slack/install`);
      expect([page.status, page.text.includes('Ajouter à Slack')]).toEqual([200, true]);
      expect(page.headers.get('cache-control')).toBe('no-store');
      expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      const link = new URL(linkIn(page));
      expect(link.origin + link.pathname).toBe(new URL('/oauth/v2/authorize', apiUrl).href);
      const asked = Object.fromEntries(link.searchParams);
      expect(asked).toMatchObject({ client_id: OAUTH.clientId, redirect_uri: REDIRECT_URL });
      expect(asked['scope']?.split(',').toSorted()).toEqual(Object.keys(SCOPES).toSorted());
    }));

  test('that is agreed to is kept sealed, and serves at once', () =>
    withBot(async (scene) => {
      const { bot, shared } = scene;
      const page = await scene.comeBack(await agree(scene));
      expect(page.status).toBe(200);
      expect(page.text).toContain('Il est prêt dans l’espace de travail Emulate.');
      const kept = await shared.installations().find(TEAM);
      expect(kept?.text).toMatch(/"botToken":"xoxb-/u);
      expect(kept?.text).not.toContain(PERSON);
      const reader = new webApi.WebClient(READER_TOKEN, { slackApiUrl: apiUrl });
      await mention(scene, '1900000000.000001');
      await bot.stop();
      expect(bot.faults).toEqual([]);
      const { messages = [] } = await reader.conversations.history({ channel: GENERAL });
      const thread = await reader.conversations
        .replies({ channel: GENERAL, ts: '1900000000.000001' })
        .then(({ messages: replies = [] }) => replies)
        .catch(() => []);
      expect([...messages, ...thread].some(({ text }) => text?.includes('roi'))).toBe(true);
      expect(bot.log.filter(({ level }) => level !== 'info')).toEqual([]);
      expect(JSON.stringify(bot.log)).not.toMatch(/xox[a-z]-|invented|state secret/u);
    }));

  test('that is refused by the person leaves nothing, and says so', () =>
    withBot(async (scene) => {
      const link = new URL(linkIn(await scene.browser.open(`${scene.bot.url}/slack/install`)));
      const state = link.searchParams.get('state') ?? '';
      const page = await scene.comeBack(`${REDIRECT_URL}?error=access_denied&state=${state}`);
      expect([page.status, page.text.includes('rien n’a été installé')]).toEqual([403, true]);
      expect(await keptIn(scene)).toBeNull();
    }));

  test.each(Object.entries(REFUSED))('%s is refused, and leaves nothing', (_, comeBack) =>
    withBot(async (scene) => {
      expect(await comeBack(scene, new URL(await agree(scene)))).toBe(400);
      expect(await keptIn(scene)).toBeNull();
    }),
  );

  test('whose code Slack does not know is refused, with a number the operator finds', () =>
    withBot(async (scene) => {
      const address = new URL(await agree(scene));
      address.searchParams.set('code', 'made-up');
      const page = await scene.comeBack(address.href);
      expect([page.status, page.text.includes('ref-1')]).toEqual([400, true]);
      expect(scene.bot.faults).toEqual([
        expect.objectContaining({ message: 'Slack: installation: invalid_code' }),
      ]);
    }));

  test('that cannot be stored is said to have failed, and can be begun again', () =>
    withBot(async (scene) => {
      const address = await agree(scene);
      scene.shared.isDown = true;
      const page = await scene.comeBack(address);
      expect([page.status, page.text.includes('n’a pas abouti')]).toEqual([502, true]);
      scene.shared.isDown = false;
      expect((await scene.comeBack(await agree(scene))).status).toBe(200);
    }));
});

function keptIn(scene: Scene) {
  return scene.shared.installations().find(TEAM);
}

/** How a bot answers somebody who comes back with the cookie that belongs to the state. */
async function statusWithCookie(bot: Bot, { pathname, search, searchParams }: URL) {
  const headers = { cookie: `slack-app-oauth-state=${searchParams.get('state') ?? ''}` };
  return (await fetch(`${bot.url}${pathname}${search}`, { headers })).status;
}

describe('the doctor', () => {
  const examined = async (secret: string, redirectUrl = REDIRECT_URL): Promise<string> => {
    let said = '';
    const { slack, ...config } = readConfig({
      SLACK_API_URL: apiUrl,
      SLACK_SIGNING_SECRET: '0'.repeat(32),
      SLACK_CLIENT_ID: OAUTH.clientId,
      SLACK_CLIENT_SECRET: secret,
      SLACK_STATE_SECRET: 'state',
      SLACK_REDIRECT_URL: redirectUrl,
      TOKEN_ENCRYPTION_KEY: `${NEW_KEY},${KEY}`,
      PORT: '0',
      LISTEN_HOST: '127.0.0.1',
      STORE_URL: 'sqlite::memory:',
    });
    const output = { write: (text: string) => (said += text) };
    await doctorCommand([], { ...config, slack }, { output, now: () => new Date() });
    expect(said).not.toContain(secret);
    return said;
  };

  test('finds what many workspaces need', async () => {
    const said = await examined(OAUTH.clientSecret);
    expect(said).toContain('ok    Slack: Slack knows the client ID and secret');
    expect(said).toContain(
      'it is installed at http://127.0.0.1/slack/install; its redirect URL must be http://127.0.0.1/slack/oauth_redirect',
    );
    expect(said).toContain('TOKEN_ENCRYPTION_KEY holds 2 keys: only the first is needed once');
    expect(said).toContain('Ready: npm start');
  });

  test('S3: finds that nobody said where people are sent back to', async () => {
    expect(await examined(OAUTH.clientSecret, '')).toContain(
      'FAULT Slack: SLACK_REDIRECT_URL is not set, so that nobody can install the app: set it to https://YOUR-HOST/slack/oauth_redirect',
    );
  });

  test('finds a client secret that is another’s', async () => {
    expect(await examined('another-secret')).toContain(
      'FAULT Slack: Slack refuses the client ID or secret: invalid_client_id',
    );
  });
});
