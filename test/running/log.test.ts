import { Writable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { readConfig, secretsIn } from '../../src/config/config.ts';
import { BotError } from '../../src/errors.ts';
import { createLog } from '../../src/running/log.ts';

/** What a log writes. */
function written(tell: (log: ReturnType<typeof createLog>) => void, secret?: readonly string[]) {
  let lines = '';
  const stream = new Writable({
    write: (chunk: Buffer, _, done) => {
      lines += chunk.toString();
      done();
    },
  });
  tell(createLog(stream, secret));
  return lines;
}

/** None is real; each has the shape of its kind. */
const SECRETS = [
  'xoxb-12345-67890-AbCdEf',
  'xoxp-12345-67890',
  'xoxe.xoxb-1-Mi0yLTEyMzQ1',
  'xoxe-1-My0xLTEyMzQ1',
  'XOXB-12345-67890',
  'xapp-1-A0DEBAT01-1234567890-abcdef',
  `MTIwMDAwMDAwMDAwMDAwMDAx.GxYz12.${'a'.repeat(38)}`,
  `MTIwMDAwMDAwMDAwMDAwMDAxMg.GxYz12.${'-a_'.repeat(10)}`,
  `aW50ZXJhY3Rpb246MTQ0MTYwMDAwMDAwMDAwMDAwMTp6`,
  'sk-proj-1234567890abcdefghij',
];

describe('the log', () => {
  const carried = SECRETS.flatMap((secret) => [
    [secret, secret],
    [secret, `line\n${secret}\nnext`],
    [secret, `token=${secret}&x=1`],
    [secret, `"${secret}"`],
    [secret, `https://example.org/${secret}/x`],
  ]);

  test.each(carried)('S6: has no %s, wherever it stands: %j', (secret, text) => {
    const fault = new Error(text, { cause: new Error(text) });
    const lines = written((log) => {
      log.error({ fault, code: text, deep: { list: [text] } }, text);
      log.warn({ fault: new BotError('platform', text) }, 'refused');
      log.info({ fault: text }, 'a text');
    });
    expect(lines.trimEnd().split('\n')).toHaveLength(3);
    expect(lines).not.toContain(secret);
    expect(lines).toContain('[removed]');
  });

  test.each([
    'https://hooks.slack.com/actions/T0/1/secretsecret',
    'postgres://bot:sesame@db.example.org/debat',
    'redis://:sesame@db.example.org:6379',
    'https://discord.com/api/v10/webhooks/110000000000000001/secretsecretsecret/messages',
    'https://discord.com/api/v10/interactions/1441600000000000001/secretsecretsecret/callback',
    'Authorization: Bearer secretsecret',
  ])('S6: has no secret part of an address or a header: %s', (text) => {
    const lines = written((log) => {
      log.warn({ fault: new Error(text) }, 'not reached');
    });
    expect(lines).not.toMatch(/secretsecret|sesame/u);
  });

  test('S6: has none of the values that the operator set', () => {
    const settings = {
      SLACK_BOT_TOKEN: 'a-token-without-a-shape',
      SLACK_SIGNING_SECRET: '0123456789abcdef0123456789abcdef',
      SLACK_CLIENT_SECRET: 'client secret'.replace(' ', '-'),
      SLACK_STATE_SECRET: 'any long text of ours',
      TOKEN_ENCRYPTION_KEY: `${'A'.repeat(43)}=,${'B'.repeat(43)}=`,
      DISCORD_TOKEN: 'a-discord-token-of-a-new-shape',
      OPENAI_API_KEY: 'key-of-some-server',
      STORE_URL: 'postgres://bot:p%C3%A4ssword-1@127.0.0.1/debat',
      SEARCH_URL: 'postgres://bot:search-password@127.0.0.1/debat',
    };
    const { TOKEN_ENCRYPTION_KEY: keys, STORE_URL: url, SEARCH_URL: other, ...others } = settings;
    const passwords = ['pässword-1', 'p%C3%A4ssword-1', 'search-password'];
    const values = [...Object.values(others), ...keys.split(','), ...passwords];
    const lines = written(
      (log) => {
        for (const value of [...values, url, other]) log.error({ fault: new Error(value) }, value);
      },
      secretsIn(readConfig(settings)),
    );
    for (const value of values) expect(lines).not.toContain(value);
  });

  test('keeps what is no secret as it is', () => {
    const text =
      'the disk-encryption-of-something at https://hooks.example.org/a, box-office, 127.0.0.1:6379, src/platforms/discord/transport/rest.ts:12:3';
    const lines = written((log) => {
      log.info({ count: 10, list: [1, null], text }, text);
    });
    const line = { level: 30, time: expect.any(String) as string };
    expect(JSON.parse(lines)).toEqual({ ...line, count: 10, list: [1, null], text, msg: text });
  });
});
