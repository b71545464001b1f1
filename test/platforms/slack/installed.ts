import { BotError } from '../../../src/errors.ts';
import { ManyWorkspaces } from '../../../src/platforms/slack/installs/many-workspaces.ts';
import { Counters } from '../../../src/running/work.ts';
import { boltLogger } from '../../../src/platforms/slack/transport/connection.ts';
import type { Claims, Installations } from '../../../src/ports.ts';
import { StoreInstallations } from '../../../src/store/installations.ts';
import { openStore } from '../../../src/store/open.ts';
import type { OpenStore } from '../../../src/store/open.ts';
import { Sealing } from '../../../src/store/sealing.ts';
import { TestTime } from '../../fixtures/test-time.ts';
import type { Slack } from '../../standins/slack/stand-in.ts';
import type { Workspace } from '../../standins/slack/workspace.ts';
import { Browser, linkIn } from './browser.ts';
import type { Page } from './browser.ts';
import { recording } from '../../fixtures/bots.ts';
import type { LogLine } from '../../fixtures/bots.ts';

export const KEY = Buffer.alloc(32, 1).toString('base64');
export const NEW_KEY = Buffer.alloc(32, 2).toString('base64');
export const OAUTH = {
  clientId: '1.2',
  clientSecret: 'invented',
  stateSecret: 'state secret',
  redirectUrl: 'https://bot.example.org/slack/oauth_redirect',
};
export const HOUR_MS = 60 * 60 * 1000;

/** A store that several processes of the bot share, and that can be down. */
export interface Shared extends Pick<OpenStore, 'store'> {
  readonly time: TestTime;
  isDown: boolean;
  readonly claims: Claims;
  readonly installations: (keys?: string, log?: LogLine[]) => Installations;
}

export async function openShared(): Promise<Shared> {
  const time = new TestTime(Date.now());
  const { log } = recording();
  const { store, claims } = await openStore('sqlite::memory:', { time, log });
  const shared = { store, time, isDown: false };
  const unlessDown =
    <Given extends unknown[], Result>(ask: (...given: Given) => Promise<Result>) =>
    (...given: Given) =>
      shared.isDown
        ? Promise.reject(new BotError('store', 'the store is down', { retryable: true }))
        : ask(...given);
  return Object.assign(shared, {
    claims: { claim: unlessDown(claims.claim.bind(claims)) },
    installations: (keys = KEY, lines: LogLine[] = []) => {
      const kept = new StoreInstallations('slack', store, new Sealing(keys), recording(lines).log);
      return {
        find: unlessDown(kept.find.bind(kept)),
        keep: unlessDown(kept.keep.bind(kept)),
        erase: unlessDown(kept.erase.bind(kept)),
        all: () => kept.all(),
      };
    },
  });
}

/** The workspaces as one process of the bot knows them. */
export function workspacesOf(slack: Slack, shared: Shared, keys = KEY) {
  const { lines, log } = recording();
  const faults: unknown[] = [];
  const workspaces = new ManyWorkspaces({
    installations: shared.installations(keys, lines),
    claims: shared.claims,
    oauth: OAUTH,
    apiUrl: slack.apiUrl,
    time: shared.time,
    log,
    counters: new Counters(),
    boltLogger: boltLogger(log),
    reportFault: (fault) => `ref-${faults.push(fault)}`,
  });
  return { workspaces, lines, faults };
}

interface GivenToken {
  readonly token: string;
  readonly refreshToken?: string;
  readonly expiresAt?: number;
}

/** What Slack gives when a workspace installs the app, as @slack/oauth puts it. */
export function given({ teamId, bot, known }: Workspace, token: GivenToken) {
  return {
    team: { id: teamId },
    enterprise: undefined,
    user: { token: undefined, scopes: undefined, id: known.alice },
    bot: { ...token, scopes: ['commands'], id: bot.id, userId: bot.userId },
    authVersion: 'v2' as const,
  };
}

/** Installs the app at a bot, Slack's own page left out: somebody of the workspace agrees. */
export async function install(
  slack: Slack,
  url: string,
  workspace = slack.workspace,
  terms: Parameters<Slack['installer']['grant']>[1] = {},
): Promise<Page> {
  const browser = new Browser();
  const link = new URL(linkIn(await browser.open(`${url}/slack/install`)));
  // The bot is behind a proxy, which has the host of its address.
  const { pathname } = new URL(link.searchParams.get('redirect_uri') ?? '');
  const back = new URL(pathname, url);
  back.searchParams.set('state', link.searchParams.get('state') ?? '');
  back.searchParams.set('code', slack.installer.grant(workspace, terms));
  return browser.open(back.href);
}
