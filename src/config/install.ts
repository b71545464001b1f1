import { isWebAddress } from './setting.ts';
import type { Setting } from './setting.ts';

/** What is set for installing the Slack app in many workspaces, complete or not; null is what is not set. */
export interface InstallConfig {
  readonly clientId: string | null;
  readonly clientSecret: string | null;
  readonly stateSecret: string | null;
  readonly redirectUrl: string | null;
  readonly tokenKeys: string | null;
}

export const INSTALL_SETTINGS = {
  slackClientId: {
    name: 'SLACK_CLIENT_ID',
    standard: '',
    purpose:
      'Slack, many workspaces: the client ID, from « Basic Information ». With it, instead of SLACK_BOT_TOKEN, any workspace can install the app at /slack/install.',
    isValid: (value) => /^(?!xox|xapp-)\S+$/u.test(value),
    expected: 'the client ID, from « Basic Information », such as 123.456',
  },
  slackClientSecret: {
    name: 'SLACK_CLIENT_SECRET',
    standard: '',
    purpose: 'Slack, many workspaces: the client secret, from « Basic Information ».',
    isValid: (value) => /^\S+$/u.test(value),
    expected: 'the client secret, from « Basic Information »',
  },
  slackStateSecret: {
    name: 'SLACK_STATE_SECRET',
    standard: '',
    purpose:
      'Slack, many workspaces: any long text of yours, the same for every process; it signs what an installation carries to Slack and back.',
    isValid: (value) => value.trim() !== '',
    expected: 'a text',
  },
  slackRedirectUrl: {
    name: 'SLACK_REDIRECT_URL',
    standard: '',
    purpose:
      'Slack, many workspaces: https://YOUR-HOST/slack/oauth_redirect, as « OAuth & Permissions » has it; when it is not set, the host under which /slack/install was opened.',
    isValid: isWebAddress,
    expected: 'an address such as https://YOUR-HOST/slack/oauth_redirect',
  },
  tokenKeys: {
    name: 'TOKEN_ENCRYPTION_KEY',
    standard: '',
    purpose:
      'Slack, many workspaces: what encrypts their tokens in the store, 32 bytes in base64 (openssl rand -base64 32). To change it: new,old – the first encrypts, all of them decrypt.',
    isValid: (value) => value.split(',').every((key) => /^[\w+/-]{43}=?$/u.test(key.trim())),
    expected: '32 bytes in base64, as openssl rand -base64 32 makes them; commas between several',
  },
} as const satisfies Readonly<Record<string, Setting>>;

export function readInstall(value: (setting: Setting) => string): InstallConfig {
  return {
    clientId: value(INSTALL_SETTINGS.slackClientId) || null,
    clientSecret: value(INSTALL_SETTINGS.slackClientSecret) || null,
    stateSecret: value(INSTALL_SETTINGS.slackStateSecret) || null,
    redirectUrl: value(INSTALL_SETTINGS.slackRedirectUrl) || null,
    tokenKeys: value(INSTALL_SETTINGS.tokenKeys) || null,
  };
}
