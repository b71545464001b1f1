import { describe, expect, test } from 'vitest';
import { doctorCommand } from '../../../src/operator/doctor.ts';
import { readConfig } from '../../../src/config/config.ts';
import type { Config } from '../../../src/config/config.ts';
import { refused } from '../../standins/slack/faults.ts';
import { startSlack } from '../../standins/slack/stand-in.ts';
import type { Slack } from '../../standins/slack/stand-in.ts';
import { startOverHttp, withSlack } from './harness.ts';

const NOTHING: Config['slack'] = {
  ...readConfig({}).slack,
  host: '127.0.0.1',
  apiUrl: 'http://127.0.0.1:2/api/',
};

/** What the doctor says, line by line, and the exit code. */
async function examined(slack: Config['slack'], now = Date.now()) {
  let said = '';
  const write = (text: string) => (said += text);
  const config = { ...readConfig({ STORE_URL: 'sqlite::memory:' }), slack };
  const code = await doctorCommand([], config, { output: { write }, now: () => new Date(now) });
  for (const secret of [slack.botToken, slack.appToken, slack.signingSecret]) {
    if (secret !== null) expect(said).not.toContain(secret);
  }
  // A machine may have a thesaurus or not.
  const lines = said.split('\n').filter((line) => line !== '' && !line.includes('Thesaurus:'));
  return { code, lines };
}

const configured = ({ apiUrl, credentials }: Slack): Config['slack'] => ({
  ...NOTHING,
  ...credentials,
  apiUrl,
  port: 0,
});

describe('the doctor', () => {
  test('says what is missing when nothing is set', async () => {
    const { code, lines } = await examined(NOTHING);
    expect(code).toBe(2);
    expect(lines).toEqual([
      expect.stringMatching(/^ok {4}Corpus: \d+ passages of 5 works in corpus$/u),
      'FAULT Slack: SLACK_BOT_TOKEN is not set',
      'FAULT Slack: neither SLACK_APP_TOKEN (Socket Mode) nor SLACK_SIGNING_SECRET (signed HTTP) is set',
      'FAULT Slack: http://127.0.0.1:2/api/ cannot be reached (ECONNREFUSED)',
      'ok    Store: sqlite keeps what must last',
      '3 to mend; docs/ says how',
    ]);
  });

  test('finds all well where it is', () =>
    withSlack(async (slack) => {
      const { code, lines } = await examined(configured(slack));
      expect(code).toBe(0);
      expect(lines.filter((line) => line.startsWith('FAULT'))).toEqual([]);
      expect(lines).toContain('ok    Slack: the bot token is that of @debat in t0debat01');
      expect(lines).toContain('ok    Slack: all 11 scopes are granted');
      expect(lines).toContain('ok    Slack: the app-level token opens Socket Mode');
      expect(lines.at(-1)).toBe('Ready: npm start');
    }));

  test('names each scope that is missing, with what it is for, and each that is not needed', async () => {
    const scopes = ['commands', 'chat:write', 'app_mentions:read', 'assistant:write', 'im:read'];
    const slack = await startSlack({ scopes });
    const { code, lines } = await examined(configured(slack));
    await slack.stop();
    expect(code).toBe(2);
    expect(lines).toEqual(
      expect.arrayContaining([
        'FAULT Slack: the scope im:history is missing: being asked in the direct conversation',
        'note  Slack: the scope users:read is missing: letting administrators withdraw an answer and manage subscriptions',
        'note  Slack: granted and not needed: im:read',
      ]),
    );
  });

  test('tells a token that Slack refuses', () =>
    withSlack(async (slack) => {
      const wrong = { botToken: 'xoxb-0-wrong', appToken: 'xapp-0-wrong' };
      const { code, lines } = await examined({ ...configured(slack), ...wrong });
      expect(code).toBe(2);
      expect(lines).toEqual(
        expect.arrayContaining([
          'FAULT Slack: the bot token is refused: invalid_auth',
          'FAULT Slack: the app-level token does not open Socket Mode (invalid_auth): it needs the scope connections:write',
        ]),
      );
    }));

  test('tells tokens that are of another kind by their beginning', () =>
    withSlack(async (slack) => {
      const odd = { botToken: 'abc', appToken: 'def', signingSecret: 'ghi' };
      const { lines } = await examined({ ...configured(slack), ...odd });
      expect(lines.filter((line) => line.startsWith('note'))).toEqual([
        'note  Slack: SLACK_BOT_TOKEN does not begin with xoxb-, as bot tokens do',
        'note  Slack: SLACK_APP_TOKEN does not begin with xapp-, as app-level tokens do',
        'note  Slack: SLACK_SIGNING_SECRET is not 32 hexadecimal figures, as signing secrets are',
      ]);
    }));

  test('tells a clock that would make every signature stale', () =>
    withSlack(async (slack) => {
      const { code, lines } = await examined(configured(slack), Date.now() + 400_000);
      expect(code).toBe(2);
      expect(lines.join('\n')).toMatch(/clock is (?:399|400|401) s off/u);
    }));

  test('O5: tells a port that is taken as a fault, unless a bot like this one has it', () =>
    withSlack(async (slack, keep) => {
      const { adapter } = keep(await startOverHttp(slack));
      const ours = await examined({ ...configured(slack), port: adapter.port });
      expect(ours.code).toBe(0);
      expect(ours.lines).toContain(`note  Port: ${adapter.port} is held by a bot that runs`);
      const port = Number(new URL(slack.apiUrl).port);
      const { code, lines } = await examined({ ...configured(slack), port });
      expect(code).toBe(2);
      const why = `cannot listen on port ${port} (EADDRINUSE): set PORT to a free one`;
      expect(lines).toContain(`FAULT Port: ${why}`);
    }));

  test('tells an outage of the connections', () =>
    withSlack(async (slack) => {
      slack.faults.add('apps.connections.open', refused('internal_error'));
      const { code, lines } = await examined(configured(slack));
      expect(code).toBe(2);
      expect(lines.join('\n')).toContain('does not open Socket Mode (internal_error)');
    }));
});
