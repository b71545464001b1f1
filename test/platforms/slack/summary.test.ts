import { describe, expect, test } from 'vitest';
import { model } from '../../contracts/completing.ts';
import { lastFirst } from '../../fixtures/summaries.ts';
import { cut, rateLimited } from '../../standins/slack/faults.ts';
import type { Message } from '../../standins/slack/messages.ts';
import { wordsOf } from '../../standins/slack/reading.ts';
import { BRUNO, ELSEWHERE, GENERAL } from '../../standins/slack/workspace.ts';
import type { Slack } from '../../standins/slack/stand-in.ts';
import { ROADS, startOverHttp, withSlack } from './harness.ts';

const BLOGS = { text: 'blogs resume' };
const SUMMARY = 'En bref\u00A0: ';
const isChosen = (message: Message) => wordsOf(message).includes('par un modèle');

describe.each(ROADS)('a summary, %s', (_, over, start, gesturesOf) => {
  test('is in the acknowledgement without a model', () =>
    over(async ({ slack, bot, road }) => {
      const { message = expect.fail() } = await road.command(BLOGS);
      expect(wordsOf(message)).toContain(SUMMARY);
      await bot.stop();
      expect(slack.calls().filter(({ method }) => method.startsWith('chat.'))).toEqual([]);
    }));

  test('that a model may amend is posted: an acknowledgement cannot be amended', () =>
    withSlack(async (slack, keep) => {
      const { parts, finish } = model();
      const bot = keep(await start(slack, parts));
      const { message } = await gesturesOf(slack, bot).command(BLOGS);
      expect(message).toBeUndefined();
      finish(lastFirst);
      expect(await slack.waitForMessage(GENERAL)).toMatchObject({ road: 'chat.postMessage' });
    }));

  test('is completed in the thread of a mention', () =>
    withSlack(async (slack, keep) => {
      const { parts, finish } = model();
      const bot = keep(await start(slack, parts));
      await gesturesOf(slack, bot).mention({ ...BLOGS, ts: '1700000000.000100' });
      const own = await slack.waitForMessage(GENERAL);
      finish(lastFirst);
      const whole = await slack.waitForMessage(GENERAL, isChosen);
      expect(whole).toMatchObject({ ts: own.ts, threadTs: '1700000000.000100' });
    }));
});

type Act = (road: ReturnType<Slack['http']>, slack: Slack) => Promise<unknown>;

describe('no model is asked, because Slack would not let its choice be shown,', () => {
  const sharing = (command: { readonly command?: string; readonly text: string }): Act => {
    return async (road, slack) => {
      await road.command({ ...command, user: BRUNO });
      await slack.waitForMessage(GENERAL, ({ onlyFor }) => onlyFor === BRUNO);
      await road.buttonClick({ actionId: 'debat/share', user: BRUNO });
    };
  };
  const mention: Act = (road) => road.mention({ text: 'blogs resume prive', user: BRUNO });
  const position: Act = async (road) => {
    await road.command({ text: 'blogs auteur:kabla' });
    await road.buttonClick({ actionId: 'debat/position', user: BRUNO });
  };
  const elsewhere: Act = (road) => road.command({ ...BLOGS, channel: ELSEWHERE });
  const alone = { channel: GENERAL, onlyFor: BRUNO };
  const shared = { channel: GENERAL, road: 'response_url' } as const;

  test.each<[string, Act, Partial<Message> & Pick<Message, 'channel'>]>([
    ['where the bot may not post', elsewhere, { channel: ELSEWHERE, road: 'response_url' }],
    ['for a mention in private', mention, { ...alone, road: 'chat.postEphemeral' }],
    ['for a position that is asked for by a click', position, alone],
    ['where /debat is shared', sharing({ text: 'blogs resume prive' }), shared],
    ['where /position is', sharing({ command: '/position', text: 'kabla prive' }), shared],
    [
      'where /comparer is',
      sharing({ command: '/comparer', text: 'kabla ; cavazza prive' }),
      shared,
    ],
  ])('%s', (_, act, expected) =>
    withSlack(async (slack, keep) => {
      const { parts, tenants } = model();
      const bot = keep(await startOverHttp(slack, parts));
      await act(slack.http(bot.url), slack);
      await bot.stop();
      const whole = slack.messagesIn(expected.channel).at(-1) ?? expect.fail();
      expect(whole).toMatchObject({ ...expected, edits: 0 });
      expect(wordsOf(whole)).toContain(SUMMARY);
      expect([tenants, bot.faults]).toEqual([[], []]);
    }),
  );
});

test.each([
  ['a burst', rateLimited(1)],
  ['a cut connection', cut('after the work')],
])('a model’s choice is put in its place again after %s', (_, fault) =>
  withSlack(async (slack, keep) => {
    const { parts, finish } = model();
    const bot = keep(await startOverHttp(slack, parts));
    await slack.http(bot.url).command(BLOGS);
    slack.faults.add('chat.update', fault);
    finish(lastFirst);
    await slack.waitForMessage(GENERAL, isChosen);
    expect(slack.everIn(GENERAL)).toHaveLength(1);
  }),
);
