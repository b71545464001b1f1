import { BotError } from '../../../errors.ts';

/** What the app is known by to Slack, so that any workspace can install it. */
export interface OAuthSettings {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Signs what an installation carries to Slack and back. */
  readonly stateSecret: string;
  /** Where Slack sends people back to; null where nobody said, and then nobody can install the app. */
  readonly redirectUrl: string | null;
}

export interface SlackSettings {
  /** The token of the one workspace there is; null where any workspace can install the app. */
  readonly botToken: string | null;
  readonly oauth: OAuthSettings | null;
  /** Opens Socket Mode; null without it. */
  readonly appToken: string | null;
  /** Opens signed HTTP; null without it. */
  readonly signingSecret: string | null;
  /** For signed HTTP and the health endpoint; null for 3000 with signed HTTP and no endpoint without. */
  readonly port: number | null;
  /** The address to listen on; null for all of them. */
  readonly host: string | null;
  /** The Web API with its `/api/`. */
  readonly apiUrl: string;
  readonly commandPrefix: string;
}

/** What is set for one workspace or for many, complete or not. */
export interface Credentials extends Pick<
  SlackSettings,
  'botToken' | 'appToken' | 'signingSecret'
> {
  readonly install: { readonly [Name in keyof OAuthSettings]: string | null } & {
    readonly tokenKeys: string | null;
  };
}

export function isSlackNamed({ botToken, appToken, signingSecret, install }: Credentials): boolean {
  const { clientId, clientSecret } = install;
  return [botToken, appToken, signingSecret, clientId, clientSecret].some((each) => each !== null);
}

/** Whether the app is for any workspace that installs it, not for the one of a token. */
export function isForMany({ install: { clientId, clientSecret } }: Credentials): boolean {
  return clientId !== null || clientSecret !== null;
}

/** What must be set and is not; nothing where Slack can be served. */
export function gapsIn(given: Credentials): string[] {
  const { clientId, clientSecret, stateSecret, tokenKeys } = given.install;
  const needed = isForMany(given)
    ? {
        SLACK_CLIENT_ID: clientId,
        SLACK_CLIENT_SECRET: clientSecret,
        SLACK_STATE_SECRET: stateSecret,
        TOKEN_ENCRYPTION_KEY: tokenKeys,
        SLACK_SIGNING_SECRET: given.signingSecret,
      }
    : {
        SLACK_BOT_TOKEN: given.botToken,
        'SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (signed HTTP)':
          given.appToken ?? given.signingSecret,
      };
  return Object.entries(needed).flatMap(([name, value]) => (value === null ? [name] : []));
}

/** The one sentence for settings that contradict each other; null where they do not. */
export function contradictionIn(given: Credentials): string | null {
  if (given.botToken === null || !isForMany(given)) return null;
  const many = given.install.clientId === null ? 'SLACK_CLIENT_SECRET' : 'SLACK_CLIENT_ID';
  return `SLACK_BOT_TOKEN is for one workspace and ${many} for many: unset one of them`;
}

/**
 * Whose tokens are used: that of one workspace, or those of all that install the app. Throws a BotError
 * that says what is missing.
 */
export function accountsIn(given: Credentials): Pick<SlackSettings, 'botToken' | 'oauth'> {
  const contradiction = contradictionIn(given);
  const gaps = gapsIn(given);
  const missing = gaps.length === 0 ? null : `set ${gaps.join(' and ')}, or see npm run doctor`;
  const why = contradiction ?? missing;
  if (why !== null) throw new BotError('configuration', `Slack cannot be served: ${why}`);
  const { clientId, clientSecret, stateSecret, redirectUrl } = given.install;
  if (clientId === null || clientSecret === null || stateSecret === null)
    return { botToken: given.botToken, oauth: null };
  return { botToken: null, oauth: { clientId, clientSecret, stateSecret, redirectUrl } };
}

/** The address of the Web API; one that names only a host gets the path that Slack's has. */
export function apiUrlOf(given: string): string {
  const url = new URL(given);
  if (url.pathname === '/') url.pathname = '/api/';
  else if (!url.pathname.endsWith('/')) url.pathname += '/';
  return url.href;
}

/** What each permission is for. The manifest asks for these and no others. */
export const SCOPES: Readonly<Record<string, string>> = {
  commands: 'slash commands and shortcuts',
  'chat:write': 'answering mentions and direct messages',
  'app_mentions:read': 'being asked by a mention',
  'im:history': 'being asked in the direct conversation',
  'assistant:write': 'the agent view and its suggested prompts',
  'users:read': 'letting administrators withdraw an answer and manage subscriptions',
  'channels:read': 'letting whoever created a public channel manage its subscription',
  'groups:read': 'letting whoever created a private channel manage its subscription',
  'channels:history': 'reading a thread of a public channel that somebody proposes whole',
  'groups:history': 'reading a thread of a private channel that somebody proposes whole',
  'files:write': 'pictures of maps and quotations where Slack cannot fetch them below PUBLIC_URL',
};

/** Without these everything works but what they are for. */
export const OPTIONAL_SCOPES: readonly string[] = [
  'users:read',
  'channels:read',
  'groups:read',
  'channels:history',
  'groups:history',
  'files:write',
];

export const APP_SCOPE = 'connections:write';

/** The scopes that are wanted and not granted; none where Slack does not say what it grants. */
export function missingScopes(granted: readonly string[] | undefined): string[] {
  if (granted === undefined) return [];
  return Object.keys(SCOPES).filter((scope) => !granted.includes(scope));
}
