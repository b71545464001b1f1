import { describe, expect, test } from 'vitest';
import type { Dispatch } from '../../../src/ask/request.ts';
import { broken, rateLimited } from '../../standins/slack/faults.ts';
import { wordsOf } from '../../standins/slack/reading.ts';
import type { Slack } from '../../standins/slack/stand-in.ts';
import { ALICE, GENERAL } from '../../standins/slack/workspace.ts';
import { realDispatch, slowDispatch } from '../../fixtures/bots.ts';
import { TestTime } from '../../fixtures/test-time.ts';
import { Proxy } from '../../store/proxy.ts';
import { isAbout, startOverHttp, startOverSocket, withSlack } from './harness.ts';
import type { Keep } from './harness.ts';

/** A bot that reaches Slack through a network that is cut, and restored after so many milliseconds of pauses. */
async function cutOff(slack: Slack, keep: Keep, restoredAfterMs: number) {
  const network = new Proxy(slack.url);
  keep({ stop: () => network.cut() });
  await network.restore();
  class OutageTime extends TestTime {
    override readonly wait = async (ms: number): Promise<void> => {
      this.advance(ms);
      this.pauses.push(ms);
      if (this.pauses.reduce((sum, pause) => sum + pause, 0) >= restoredAfterMs)
        await network.restore();
    };
  }
  const time = new OutageTime(Date.now());
  const settings = { apiUrl: network.urlOf(slack.apiUrl) };
  const bot = keep(await startOverHttp(slack, { time, settings }));
  await network.cut();
  return bot;
}

describe('an outage', () => {
  test('of half a minute is waited out: the mention is answered once, and nobody reads of a fault', () =>
    withSlack(async (slack, keep) => {
      const bot = await cutOff(slack, keep, 30_000);
      await slack.http(bot.url).mention({ text: 'roi' });
      expect(wordsOf(await slack.waitForMessage(GENERAL))).toContain('ROI');
      expect(slack.everIn(GENERAL)).toHaveLength(1);
      expect(bot.faults).toEqual([]);
    }));

  test('that lasts too long is reported, and the process lives', () =>
    withSlack(async (slack, keep) => {
      const bot = await cutOff(slack, keep, Infinity);
      await slack.http(bot.url).mention({ text: 'roi' });
      await bot.stop();
      expect(bot.faults).toMatchObject([
        { message: 'Slack: mention: ECONNREFUSED', retryable: true },
      ]);
      expect(slack.everIn(GENERAL)).toEqual([]);
    }));
});

describe('a socket that drops in the middle of an answer', () => {
  const CLOSED = 'the connection closed';

  /** A dispatch in the middle of which, for one subject, the connection drops and comes back. */
  const droppingFor = (slack: Slack, subject: string): Dispatch => {
    let isOver = false;
    return async (request) => {
      if (!isOver && 'text' in request.input && request.input.text === subject) {
        isOver = true;
        slack.socket.drop();
        await slack.socket.waitForOpenings(2);
      }
      return realDispatch(request);
    };
  };

  test('leaves a mention answered once, though Slack sends it again', () =>
    withSlack(async (slack, keep) => {
      const bot = keep(await startOverSocket(slack, { dispatch: droppingFor(slack, 'roi') }));
      const same = { text: 'roi', ts: '17.1', payload: { event_id: 'EvSame' } };
      await expect(slack.socket.mention(same)).rejects.toThrow(CLOSED);
      await slack.waitForMessage(GENERAL);
      await slack.socket.mention(same);
      await slack.socket.mention({ text: 'blogs' });
      await slack.waitForMessage(GENERAL, isAbout('blogs'));
      expect(slack.everIn(GENERAL)).toHaveLength(2);
      expect(bot.faults).toEqual([]);
    }));

  test('leaves a command answered once, though its envelope comes again', () =>
    withSlack(async (slack, keep) => {
      keep(await startOverSocket(slack, { dispatch: droppingFor(slack, 'roi') }));
      const { delivery } = await slack.socket.command({ text: 'blogs' });
      const payload = { ...delivery.payload, text: 'roi' };
      const same = { ...delivery, payload, envelopeId: 'ffffffff-0000-4000-8000-000000000000' };
      const again = { attempt: 1, reason: 'timeout' };
      await expect(slack.socket.redeliver(same, again)).rejects.toThrow(CLOSED);
      await slack.waitForMessage(GENERAL, ({ road }) => road === 'response_url');
      expect((await slack.socket.redeliver(same, again)).message).toBeUndefined();
      expect(slack.everIn(GENERAL)).toHaveLength(2);
    }));
});

test.each([
  ['at once', null],
  ['where that fails and passes', rateLimited(1)],
  ['where that is uncertain', broken(500)],
])(
  'an answer that took long and is for the asker alone takes the announcement away: %s',
  (_, fault) =>
    withSlack(async (slack, keep) => {
      const { dispatch, finish } = slowDispatch();
      const bot = keep(await startOverSocket(slack, { dispatch }));
      if (fault !== null) slack.faults.add('chat.delete', fault);
      await slack.socket.mention({ text: 'xylophone' });
      await bot.time.untilDeadline(2_000);
      bot.time.passDeadlines(2_000);
      await slack.waitForMessage(GENERAL, (each) => wordsOf(each) === 'Recherche en cours…');
      finish();
      await slack.waitForCall('chat.delete', fault === null ? 1 : 2);
      await bot.stop();
      const [notice, ...others] = slack.messagesIn(GENERAL);
      expect(notice).toMatchObject({ onlyFor: ALICE });
      expect(others).toEqual([]);
      expect(bot.faults).toEqual([]);
    }),
);
