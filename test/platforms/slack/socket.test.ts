import { describe, expect, test } from 'vitest';
import type { Dispatch } from '../../../src/ask/request.ts';
import { cut, refused, silent } from '../../standins/slack/faults.ts';
import type { Slack } from '../../standins/slack/stand-in.ts';
import { GENERAL } from '../../standins/slack/workspace.ts';
import { realDispatch, slowDispatch } from '../../fixtures/bots.ts';
import { overSocket, startOverSocket, withSlack } from './harness.ts';

/** Twice the time one call may take: what a connection may take to open. */
const CONNECTING_MS = 20_000;

describe('a connection', () => {
  test.each<[string, (slack: Slack) => void]>([
    [
      'drops without a word',
      ({ socket }) => {
        socket.drop();
      },
    ],
    [
      'is to be renewed, as Slack asks',
      ({ socket }) => {
        socket.askToReconnect();
      },
    ],
    [
      'drops, and whose next address is given and then refused,',
      ({ socket, faults }) => {
        faults.add('socket', cut(), { times: 2 });
        socket.drop();
      },
    ],
  ])('that %s is opened again, as often as it happens', (_, end) =>
    overSocket(async ({ slack, road }) => {
      for (const opening of [2, 3]) {
        end(slack);
        await road.waitForOpenings(opening);
      }
      expect((await road.command({ text: 'roi' })).message).toBeDefined();
    }),
  );

  test('that drops is opened again at once: a bot that waits is deaf', () =>
    overSocket(async ({ bot, road }) => {
      road.drop();
      await road.waitForOpenings(2);
      expect(bot.time.pauses).toEqual([]);
    }));

  test('comes back after an outage, asked for at growing intervals', () =>
    overSocket(async ({ slack, bot }) => {
      slack.faults.add('*', cut(), { times: 10 });
      slack.socket.drop();
      await slack.socket.waitForOpenings(2);
      const doubled = [50, 100, 200, 400, 800, 1600, 3200, 6400, 12_800, 15_000];
      expect(bot.time.pauses).toEqual(doubled);
      expect((await slack.socket.command({ text: 'roi' })).message).toBeDefined();
      expect(bot.log.filter(({ event }) => event === 'Slack cannot be reached')).toHaveLength(10);
    }));

  test('that never opens is given up and tried again', () =>
    overSocket(async ({ slack, bot }) => {
      const { promise: reached, resolve } = Promise.withResolvers<undefined>();
      // Looked at when the connection is attempted.
      const unanswered = {
        moment: 'before the work',
        get kind() {
          resolve(undefined);
          return 'silent' as const;
        },
      } as const;
      slack.faults.add('socket', unanswered);
      slack.socket.drop();
      await reached;
      await bot.time.untilDeadline(CONNECTING_MS);
      bot.time.passDeadlines(CONNECTING_MS);
      await slack.socket.waitForOpenings(2);
      expect((await slack.socket.command({ text: 'roi' })).message).toBeDefined();
    }));

  test('whose token is revoked is reported and asked for again, and the process lives', () =>
    overSocket(async ({ slack, bot }) => {
      slack.faults.add('apps.connections.open', refused('invalid_auth'), { times: 2 });
      slack.socket.drop();
      await slack.socket.waitForOpenings(2);
      expect(
        bot.log.filter(({ level }) => level === 'error').map(({ fields }) => fields),
      ).toContainEqual({
        code: 'invalid_auth',
      });
    }));

  test('is not opened again after a stop, not even by an attempt under way', () =>
    overSocket(async ({ slack, bot }) => {
      slack.faults.add('apps.connections.open', silent());
      slack.socket.drop();
      await slack.waitForCall('apps.connections.open', 2);
      await bot.stop();
      await slack.socket.waitForConnections(0);
      expect(slack.calls('apps.connections.open')).toHaveLength(2);
    }));
});

test('a command whose connection drops before its answer, and does not come back, is answered once all the same', () =>
  withSlack(async (slack, keep) => {
    const dispatch: Dispatch = async (request) => {
      slack.faults.add('apps.connections.open', silent());
      slack.socket.drop();
      await slack.waitForCall('apps.connections.open', 2);
      return realDispatch(request);
    };
    keep(await startOverSocket(slack, { dispatch }));
    await expect(slack.socket.command({ text: 'roi' })).rejects.toThrow('the connection closed');
    expect((await slack.waitForMessage(GENERAL)).road).toBe('response_url');
    expect(slack.everIn(GENERAL)).toHaveLength(1);
  }));

describe('a stop', () => {
  test('waits for the answer that was begun', () =>
    withSlack(async (slack, keep) => {
      const { dispatch, finish } = slowDispatch();
      const bot = keep(await startOverSocket(slack, { dispatch }));
      const command = slack.socket.command({ text: 'roi' });
      await bot.time.untilDeadline(2_000);
      const stopped = bot.stop();
      finish();
      expect((await command).message).toBeDefined();
      await stopped;
    }));

  test('does not wait for ever', () =>
    withSlack(async (slack, keep) => {
      const dispatch: Dispatch = () => new Promise(() => undefined);
      const bot = keep(await startOverSocket(slack, { dispatch }));
      await slack.socket.mention({ text: 'roi' });
      await bot.time.untilDeadline(2_000);
      const stopped = bot.stop();
      await bot.time.untilDeadline(3_000);
      bot.time.passDeadlines(3_000);
      await bot.time.untilDeadline(10_000);
      bot.time.passDeadlines(10_000);
      await stopped;
    }));
});
