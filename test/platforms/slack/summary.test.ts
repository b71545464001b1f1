import { describe, expect, test } from 'vitest';
import { model } from '../../contracts/completing.ts';
import { lastFirst } from '../../fixtures/summaries.ts';
import { cut, rateLimited } from '../../standins/slack/faults.ts';
import type { Message } from '../../standins/slack/messages.ts';
import { wordsOf } from '../../standins/slack/reading.ts';
import { BRUNO, ELSEWHERE, GENERAL } from '../../standins/slack/workspace.ts';
import { ROADS, startOverHttp, startOverSocket, withSlack } from './harness.ts';

const BLOGS = { text: 'blogs resume' };
const SUMMARY = 'En bref\u00A0: ';
const isChosen = (message: Message) => wordsOf(message).includes('par un modèle');

describe.each(ROADS)('a summary, %s', (_, start, gesturesOf) => {
  test('is in the acknowledgement without a model', () =>
    withSlack(async (slack, keep) => {
      const bot = keep(await start(slack));
      const { message = expect.fail() } = await gesturesOf(slack, bot).command(BLOGS);
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

describe('no model is asked, because Slack would not let its choice be shown,', () => {
  test('where the bot may not post', () =>
    withSlack(async (slack, keep) => {
      const { parts, tenants } = model();
      const bot = keep(await startOverHttp(slack, parts));
      await slack.http(bot.url).command({ ...BLOGS, channel: ELSEWHERE });
      const whole = await slack.waitForMessage(ELSEWHERE);
      await bot.stop();
      expect(wordsOf(whole)).toContain(SUMMARY);
      expect(whole).toMatchObject({ road: 'response_url', edits: 0 });
      expect(whole.onlyFor).toBeUndefined();
      expect(slack.everIn(ELSEWHERE)).toEqual([whole]);
      expect(tenants).toEqual([]);
      expect(bot.faults).toEqual([]);
    }));

  test.each([
    ['/debat', { text: 'blogs resume prive', user: BRUNO }],
    ['/position', { command: '/position', text: 'kabla prive', user: BRUNO }],
    ['/comparer', { command: '/comparer', text: 'kabla ; cavazza prive', user: BRUNO }],
  ])('for a private answer to %s, nor where it is shared', (_, command) =>
    withSlack(async (slack, keep) => {
      const { parts, tenants } = model();
      const bot = keep(await startOverHttp(slack, parts));
      const road = slack.http(bot.url);
      const { message = expect.fail() } = await road.command(command);
      expect(wordsOf(message)).toContain(SUMMARY);
      expect(message).toMatchObject({ onlyFor: BRUNO });
      await road.buttonClick({ actionId: 'debat/share', user: BRUNO });
      const shared = await slack.waitForMessage(GENERAL, ({ onlyFor }) => onlyFor === undefined);
      await bot.stop();
      expect(shared.edits).toBe(0);
      expect(tenants).toEqual([]);
    }),
  );

  test('for the one who mentioned the bot in private', () =>
    withSlack(async (slack, keep) => {
      const { parts, tenants } = model();
      const bot = keep(await startOverSocket(slack, parts));
      await slack.socket.mention({ text: 'blogs resume prive', user: BRUNO });
      const whole = await slack.waitForMessage(GENERAL);
      await bot.stop();
      expect(wordsOf(whole)).toContain(SUMMARY);
      expect(whole).toMatchObject({ onlyFor: BRUNO, road: 'chat.postEphemeral' });
      expect(tenants).toEqual([]);
    }));

  test('for a position that is asked for by a click', () =>
    withSlack(async (slack, keep) => {
      const { parts, tenants } = model();
      const bot = keep(await startOverHttp(slack, parts));
      const road = slack.http(bot.url);
      await road.command({ text: 'blogs auteur:kabla' });
      await road.buttonClick({ actionId: 'debat/position', user: BRUNO });
      const whole = await slack.waitForMessage(GENERAL, ({ onlyFor }) => onlyFor === BRUNO);
      await bot.stop();
      expect(wordsOf(whole)).toContain(SUMMARY);
      expect(tenants).toEqual([]);
    }));
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
