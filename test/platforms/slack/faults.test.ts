import { describe, expect, test } from 'vitest';
import type { Dispatch } from '../../../src/ask/request.ts';
import { broken, cut, endless, rateLimited, refused } from '../../standins/slack/faults.ts';
import { wordsOf } from '../../standins/slack/reading.ts';
import type { Slack } from '../../standins/slack/stand-in.ts';
import { ALICE, DIRECT, ELSEWHERE, GENERAL } from '../../standins/slack/workspace.ts';
import { realDispatch } from '../../fixtures/bots.ts';
import {
  makeBot,
  overHttp,
  overSocket,
  startOverHttp,
  startOverSocket,
  withSlack,
} from './harness.ts';
import type { Bot } from './harness.ts';

/** Everything the operator reads. */
function toldTo({ log, faults }: Bot): string {
  const describe = (fault: unknown) => (fault instanceof Error ? fault.message : fault);
  return JSON.stringify([log, faults.map(describe)]);
}

/** What a person is told in a channel or in the direct conversation. */
async function told(slack: Slack, channel: string, words: string): Promise<string> {
  const message = await slack.waitForMessage(channel, (each) => wordsOf(each).includes(words));
  return wordsOf(message);
}

describe('a rate limit', () => {
  test.each([
    ['for as long as Slack says', rateLimited(7), 7_000],
    ['for a second without Retry-After', broken(429), 1_000],
    ['for a second where the answer tells it', refused('ratelimited'), 1_000],
  ])('is waited out %s, and one message is posted', (_, fault, waitMs) =>
    overSocket(async ({ slack, bot }) => {
      slack.faults.add('chat.postMessage', fault);
      await slack.socket.mention({ text: 'roi' });
      await slack.waitForMessage(GENERAL);
      expect(bot.time.pauses).toEqual([waitMs]);
      expect(slack.everIn(GENERAL)).toHaveLength(1);
      expect(bot.faults).toEqual([]);
    }),
  );

  test('on a response_url is waited out too', () =>
    overSocket(async ({ slack, bot }) => {
      await slack.socket.command({ text: 'roi' });
      slack.faults.add('response_url', rateLimited(4));
      await slack.socket.buttonClick({ actionId: 'debat/context' });
      await told(slack, GENERAL, 'Autour de ce passage');
      expect(bot.time.pauses).toEqual([4_000]);
    }));

  test('S18: of a response_url whose answer never ends the status stands', () =>
    overSocket(async ({ slack, bot }) => {
      await slack.socket.command({ text: 'roi' });
      slack.faults.add('response_url', endless('after the work'));
      await slack.socket.buttonClick({ actionId: 'debat/context' });
      await told(slack, GENERAL, 'Autour de ce passage');
      await slack.socket.buttonClick({ actionId: 'debat/position' });
      await slack.until(() => slack.everIn(GENERAL).length === 3 || undefined);
      expect(bot.faults).toEqual([]);
    }));

  test('that never ends is given up, and the person is told once it does', () =>
    overSocket(async ({ slack, bot }) => {
      slack.faults.add('chat.postMessage', rateLimited(30), { times: Infinity });
      await slack.socket.mention({ text: 'roi' });
      await told(slack, GENERAL, 'ref-1');
      expect(bot.time.pauses).toEqual([30_000, 30_000]);
      expect(bot.faults).toMatchObject([{ code: 'platform', retryable: true }]);
    }));
});

test.each([
  ['a cut connection', cut('after the work'), 1],
  ['a server error', broken(503, 'after the work'), 1],
  ['a page that is no answer', broken(200, 'after the work'), 1],
  ['an answer that never ends', endless('after the work'), 1],
  ['something broken at Slack', refused('internal_error'), 0],
])(
  'an answer after %s may have arrived: it is never posted twice, and the person is told',
  (_, fault, times) =>
    overSocket(async ({ slack, bot }) => {
      slack.faults.add('chat.postMessage', fault);
      await slack.socket.mention({ text: 'roi' });
      const words = await told(slack, GENERAL, 'ref-1');
      expect(words).toContain('Slack n’a pas confirmé l’envoi de la réponse.');
      expect(slack.calls('chat.postMessage')).toHaveLength(1);
      const forAll = slack.messagesIn(GENERAL).filter(({ onlyFor }) => onlyFor === undefined);
      expect(forAll).toHaveLength(times);
      expect(bot.faults).toMatchObject([{ retryable: true }]);
    }),
);

test.each([
  ['the token alone', (token: string) => token],
  ['the token in capitals', (token: string) => token.toUpperCase()],
  ['a sentence with the token', (token: string) => `the token ${token} is not good`],
])('S6: an error of Slack’s that holds %s is neither logged nor shown', (_, errorOf) =>
  overSocket(async ({ slack, bot }) => {
    const error = errorOf(slack.credentials.botToken);
    slack.faults.add('chat.postMessage', refused(error));
    await slack.socket.mention({ text: 'roi' });
    const words = await told(slack, GENERAL, 'ref-1');
    for (const text of [words, toldTo(bot)]) expect(text.toLowerCase()).not.toContain('xoxb');
    expect(toldTo(bot)).toContain('Slack: mention: unreadable_answer');
  }),
);

describe('an outage of half a minute', () => {
  test('ends with the person told, nothing doubled, and the next question answered', () =>
    overHttp(async ({ slack, bot, road }) => {
      slack.faults.add('*', cut(), { times: 9 });
      await road.mention({ text: 'roi' });
      await told(slack, GENERAL, 'ref-1');
      const waited = bot.time.pauses.reduce((sum, pause) => sum + pause, 0);
      expect(waited).toBeLessThan(30_000);
      await road.mention({ text: 'blogs' });
      await told(slack, GENERAL, 'blogs');
      expect(slack.calls('chat.postMessage')).toHaveLength(2);
    }));

  test('does not touch what is answered in the acknowledgement', () =>
    overHttp(async ({ slack, bot, road }) => {
      slack.faults.add('*', cut(), { times: Infinity });
      const { message } = await road.command({ text: 'roi' });
      expect(message).toBeDefined();
      expect(bot.faults).toEqual([]);
    }));
});

describe('a place where the bot may not write', () => {
  const archive = ({ workspace }: Slack) => {
    Object.assign(workspace.channels.get(GENERAL) ?? {}, { archived: true });
  };
  const restrict = ({ faults }: Slack) => {
    faults.add('chat.postMessage', refused('restricted_action'));
  };

  test.each<[string, string, (slack: Slack) => void, string, string]>([
    ['of which it is no member', ELSEWHERE, () => undefined, DIRECT, 'invitez-le avec /invite'],
    ['that is archived', GENERAL, archive, DIRECT, 'Ce canal est archivé'],
    ['by its settings', GENERAL, restrict, GENERAL, 'n’y laissent pas écrire le bot'],
  ])('%s is told to the person alone, with the remedy', (_, channel, close, where, remedy) =>
    overSocket(async ({ slack, bot }) => {
      close(slack);
      await slack.socket.mention({ text: 'roi', channel });
      expect(await told(slack, where, 'ref-1')).toContain(remedy);
      expect(slack.everIn(channel).filter(({ onlyFor }) => onlyFor !== ALICE)).toEqual([]);
      expect(bot.faults).toMatchObject([{ retryable: false }]);
    }),
  );
});

describe('a token that is revoked while the bot runs', () => {
  test('is told to the operator, and commands are still answered in their acknowledgement', () =>
    overHttp(async ({ slack, bot, road }) => {
      slack.workspace.tokens.set(slack.credentials.botToken, 'token_revoked');
      await road.mention({ text: 'roi' });
      await slack.waitForCall('chat.postMessage');
      const { message } = await road.command({ text: 'roi' });
      expect(message).toBeDefined();
      expect(bot.faults).toMatchObject([{ message: 'Slack: mention: token_revoked' }]);
      // Nobody can be told with a token that is refused: no second call is made.
      expect(slack.calls('chat.postEphemeral')).toEqual([]);
    }));

  test('by removing the app is one clear line of the log', () =>
    overHttp(async ({ bot, road }) => {
      await road.tokensRevoked();
      await road.uninstall();
      await road.command({ text: 'roi' });
      expect(bot.log.filter(({ level }) => level === 'error').map(({ event }) => event)).toEqual([
        'tokens of the app were revoked',
        'the app was removed from the workspace',
      ]);
    }));
});

describe('a response_url', () => {
  test('that is used up or expired is told to the one who clicked by another way', () =>
    overHttp(async ({ slack, bot, road }) => {
      await road.command({ text: 'roi' });
      slack.faults.add('response_url', broken(404), { times: Infinity });
      await road.buttonClick({ actionId: 'debat/context' });
      const words = await told(slack, GENERAL, 'ref-1');
      expect(words).toContain('Slack n’accepte plus de réponse à ce clic');
      expect(bot.faults).toMatchObject([{ message: 'Slack: click: response_url_404' }]);
    }));

  test.each([
    ['Slack a refusé la réponse', 'a status', broken(400)],
    ['Slack a refusé la réponse', 'an error under status 200', refused('no_text')],
    ['Slack n’a pas confirmé l’envoi', 'a fault of Slack’s', broken(500)],
  ])('is told as « %s » where it answers %s', (words, _, fault) =>
    overHttp(async ({ slack, road }) => {
      await road.command({ text: 'roi' });
      slack.faults.add('response_url', fault);
      await road.buttonClick({ actionId: 'debat/context' });
      const said = await told(slack, GENERAL, 'ref-1');
      expect(said).toContain(words);
      expect(said).not.toContain('trop ancien');
    }),
  );

  test('of a form that is dead is told directly', () =>
    overHttp(async ({ slack, road }) => {
      await road.globalShortcut({ callbackId: 'chercher' });
      await slack.until(() => slack.views.modalOf(ALICE));
      slack.faults.add('response_url', broken(404), { times: Infinity });
      await road.viewSubmission({ values: { sujet: 'roi', lieu: GENERAL } });
      await told(slack, DIRECT, 'ref-1');
    }));
});

describe('a fault of our own', () => {
  const failing: Dispatch = () => Promise.reject(new Error('boum sur motsecret'));

  test('in a form is acknowledged all the same', () =>
    withSlack(async (slack, keep) => {
      let isWell = true;
      const dispatch: Dispatch = (request) => (isWell ? realDispatch(request) : failing(request));
      const bot = keep(await startOverHttp(slack, { dispatch }));
      const road = slack.http(bot.url);
      await road.globalShortcut({ callbackId: 'chercher' });
      await slack.until(() => slack.views.modalOf(ALICE));
      isWell = false;
      const values = { sujet: 'blogs', lieu: GENERAL };
      expect((await road.viewSubmission({ values })).status).toBe(200);
    }));
});

describe('the start', () => {
  test.each(['auth.test', 'apps.connections.open'])(
    'S12: goes on where a token was refused three times: %s',
    (method) =>
      withSlack(async (slack, keep) => {
        slack.faults.add(method, refused('invalid_auth'), { times: 3 });
        const { appToken } = slack.credentials;
        const bot = keep(makeBot(slack, { settings: { appToken } }));
        await bot.adapter.start();
        expect((await slack.socket.command({ text: 'roi' })).message).toBeDefined();
        expect(bot.time.pauses).toEqual([1_000, 2_000, 4_000]);
      }),
  );

  test.each([
    ['a bot token', 'SLACK_BOT_TOKEN was refused (invalid_auth)', { botToken: 'xoxb-0-wrong' }],
    ['an app-level token', 'SLACK_APP_TOKEN was refused', { appToken: 'xapp-0-wrong' }],
    ['a bot token in its place', 'SLACK_APP_TOKEN was refused', { appToken: 'xoxb-0-stand-in' }],
  ])('with a wrong %s says so in one line, without the token', (_, words, given) =>
    withSlack(async (slack, keep) => {
      const { appToken } = slack.credentials;
      const bot = keep(makeBot(slack, { settings: { appToken, ...given } }));
      const started = bot.adapter.start();
      await expect(started).rejects.toMatchObject({ name: 'BotError', code: 'configuration' });
      const { message } = (await started.catch((fault: unknown) => fault)) as Error;
      expect(message).toContain(words);
      expect(message.split('\n')).toHaveLength(1);
      expect(message + toldTo(bot)).not.toMatch(/wrong|stand-in/u);
    }),
  );

  test('on a port that is taken says so in one line', () =>
    withSlack(async (slack, keep) => {
      const first = keep(await startOverHttp(slack));
      const port = first.adapter.port;
      const second = keep(makeBot(slack, { settings: { signingSecret: 's', port } }));
      await expect(second.adapter.start()).rejects.toThrow(`cannot listen on port ${port ?? ''}`);
    }));

  test('waits for Slack to be reached, and tells that it does', () =>
    withSlack(async (slack, keep) => {
      slack.faults.add('*', cut(), { times: 6 });
      const bot = keep(await startOverSocket(slack));
      expect(bot.time.pauses).toEqual([1_000, 2_000, 4_000, 8_000, 15_000, 15_000]);
      const waiting = bot.log.filter(({ event }) =>
        event.startsWith('Slack does not take the bot yet'),
      );
      expect(waiting).toHaveLength(6);
      expect((await slack.socket.command({ text: 'roi' })).message).toBeDefined();
    }));

  test('can be given up while Slack cannot be reached', () =>
    withSlack(async (slack, keep) => {
      slack.faults.add('*', cut(), { times: Infinity });
      const bot = keep(makeBot(slack, { settings: { appToken: slack.credentials.appToken } }));
      const started = bot.adapter.start();
      await slack.waitForCall('auth.test', 3);
      await bot.stop();
      await expect(started).rejects.toThrow('stopped');
    }));

  test('tells which scopes the installation lacks', () =>
    withSlack(async (slack, keep) => {
      slack.workspace.scopes.delete('im:history');
      const bot = keep(await startOverSocket(slack));
      expect(bot.log).toContainEqual(
        expect.objectContaining({ level: 'warn', fields: { missing: ['im:history'] } }),
      );
    }));
});

test('the log holds neither what was asked nor any secret', () =>
  overHttp(async ({ slack, bot, road }) => {
    await road.command({ text: 'motsecret' });
    slack.faults.add('chat.postEphemeral', refused('invalid_blocks'), { times: 2 });
    slack.faults.add('chat.postMessage', refused('invalid_blocks'));
    await road.mention({ text: 'motsecret' });
    await slack.waitForCall('chat.postMessage');
    slack.faults.add('views.publish', refused('not_enabled'));
    await road.appHomeOpened();
    await slack.waitForCall('views.publish');
    await road.buttonClick({ actionId: 'x' }).catch(() => undefined);
    const { botToken, signingSecret, appToken } = slack.credentials;
    expect(bot.faults.length).toBeGreaterThan(0);
    for (const secret of ['motsecret', botToken, appToken, signingSecret, '/response/']) {
      expect(toldTo(bot)).not.toContain(secret);
    }
  }));
