import { describe, expect, test } from 'vitest';
import {
  accountsIn,
  isForMany,
  isSlackNamed,
} from '../../../src/platforms/slack/installs/settings.ts';
import { readConfig } from '../../../src/config/config.ts';

const KEY = Buffer.alloc(32, 1).toString('base64');
const ONE = { SLACK_BOT_TOKEN: 'xoxb-0', SLACK_SIGNING_SECRET: 'signing' };
const MANY = {
  SLACK_CLIENT_ID: '1.2',
  SLACK_CLIENT_SECRET: 'client',
  SLACK_STATE_SECRET: 'state',
  TOKEN_ENCRYPTION_KEY: KEY,
  SLACK_SIGNING_SECRET: 'signing',
};

const accounts = (environment: Readonly<Record<string, string>>) =>
  accountsIn(readConfig(environment).slack);

describe('what is set for Slack', () => {
  test('is one workspace with its token, in both ways', () => {
    expect(accounts(ONE)).toEqual({ botToken: 'xoxb-0', oauth: null });
    const overSocket = { SLACK_BOT_TOKEN: 'xoxb-0', SLACK_APP_TOKEN: 'xapp-0' };
    expect(accounts(overSocket)).toEqual({ botToken: 'xoxb-0', oauth: null });
    // What is left over of the other way does no harm.
    expect(accounts({ ...ONE, TOKEN_ENCRYPTION_KEY: KEY, SLACK_STATE_SECRET: 'state' })).toEqual({
      botToken: 'xoxb-0',
      oauth: null,
    });
  });

  test('is many workspaces with the client ID and secret', () => {
    const oauth = { clientId: '1.2', clientSecret: 'client', stateSecret: 'state' };
    expect(accounts(MANY)).toEqual({ botToken: null, oauth: { ...oauth, redirectUrl: null } });
  });

  test('is refused in one sentence when it is both', () => {
    expect(() => accounts({ ...ONE, ...MANY })).toThrow(
      'Slack cannot be served: SLACK_BOT_TOKEN is for one workspace and SLACK_CLIENT_ID for many: unset one of them',
    );
    expect(() => accounts({ ...ONE, SLACK_CLIENT_SECRET: 'client' })).toThrow(
      'SLACK_BOT_TOKEN is for one workspace and SLACK_CLIENT_SECRET for many',
    );
  });

  test.each(Object.keys(MANY))('is refused without %s, which is named', (name) => {
    const given = Object.entries(MANY).filter(([each]) => each !== name);
    expect(() => accounts(Object.fromEntries(given))).toThrow(`set ${name}, or see npm run doctor`);
  });

  test('is refused when nothing is set, with what one workspace needs', () => {
    expect(() => accounts({})).toThrow(
      'Slack cannot be served: set SLACK_BOT_TOKEN and SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (signed HTTP), or see npm run doctor',
    );
  });

  test('names Slack as soon as any of its secrets is there', () => {
    const { slack } = readConfig({ SLACK_CLIENT_ID: '1.2' });
    expect([isSlackNamed(slack), isForMany(slack)]).toEqual([true, true]);
    expect(isSlackNamed(readConfig({ TOKEN_ENCRYPTION_KEY: KEY }).slack)).toBe(false);
  });
});

test.each([
  ['two keys', `${KEY},${KEY}`, true],
  ['a key without its padding', KEY.replace('=', ''), true],
  ['a key in the other base64', Buffer.alloc(32, 255).toString('base64url'), true],
  ['31 bytes', Buffer.alloc(31).toString('base64'), false],
  ['a key and nothing', `${KEY},`, false],
  ['a password', 'correct horse battery staple', false],
])('TOKEN_ENCRYPTION_KEY may be %s: %s → %s', (_, keys, isGood) => {
  const read = () => readConfig({ TOKEN_ENCRYPTION_KEY: keys });
  if (isGood) expect(read).not.toThrow();
  else expect(read).toThrow('TOKEN_ENCRYPTION_KEY is not valid: expected 32 bytes in base64');
});
