import { BotError } from '../../../errors.ts';

/** What the app is known by to Slack, so that any workspace can install it. */
export interface OAuthSettings {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Signs our own questions to Slack. */
  readonly stateSecret: string;
  /** Where Slack sends people back to; null for the address under which they came. */
  readonly redirectUrl: string | null;
}

/** What is set for one workspace or for many, complete or not. */
export interface Credentials {
  readonly botToken: string | null;
  readonly appToken: string | null;
  readonly signingSecret: string | null;
  readonly install: { readonly [Name in keyof OAuthSettings]: string | null } & {
    readonly tokenKeys: string | null;
  };
}

/** Whether something of Slack's is set at all. */
export function isSlackNamed({ botToken, appToken, signingSecret, install }: Credentials): boolean {
  const { clientId, clientSecret } = install;
  return [botToken, appToken, signingSecret, clientId, clientSecret].some((each) => each !== null);
}

/** Whether the app is for any workspace that installs it, not for the one of a token. */
export function isForMany({ install: { clientId, clientSecret } }: Credentials): boolean {
  return clientId !== null || clientSecret !== null;
}

/** What must be set and is not, or must not be set at once; nothing where Slack can be served. */
export function gapsIn(given: Credentials): string[] {
  if (!isForMany(given)) {
    return unset([
      ['SLACK_BOT_TOKEN', given.botToken],
      [
        'SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (signed HTTP)',
        given.appToken ?? given.signingSecret,
      ],
    ]);
  }
  const { clientId, clientSecret, stateSecret, tokenKeys } = given.install;
  return unset([
    ['SLACK_CLIENT_ID', clientId],
    ['SLACK_CLIENT_SECRET', clientSecret],
    ['SLACK_STATE_SECRET', stateSecret],
    ['TOKEN_ENCRYPTION_KEY', tokenKeys],
    ['SLACK_SIGNING_SECRET', given.signingSecret],
  ]);
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
export function accountsIn(given: Credentials): {
  readonly botToken: string | null;
  readonly oauth: OAuthSettings | null;
} {
  const contradiction = contradictionIn(given);
  if (contradiction !== null) throw unserved(contradiction);
  const gaps = gapsIn(given);
  if (gaps.length > 0) throw unserved(`set ${gaps.join(' and ')}, or see npm run doctor`);
  const { clientId, clientSecret, stateSecret, redirectUrl } = given.install;
  if (clientId === null || clientSecret === null || stateSecret === null)
    return { botToken: given.botToken, oauth: null };
  return { botToken: null, oauth: { clientId, clientSecret, stateSecret, redirectUrl } };
}

function unset(named: readonly (readonly [name: string, value: string | null])[]): string[] {
  return named.filter(([, value]) => value === null).map(([name]) => name);
}

function unserved(why: string): BotError {
  return new BotError('configuration', `Slack cannot be served: ${why}`);
}
