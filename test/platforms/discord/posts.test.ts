import { realDebate } from '../../fixtures/open.ts';
import { describe, expect, test } from 'vitest';
import { Quote } from '../../../src/debate/quote.ts';
import type { Outcome } from '../../../src/errors.ts';
import { realCorpus } from '../../fixtures/corpora.ts';
import { dailyReply } from '../../fixtures/replies.ts';
import { GENERAL, GUILD } from '../../standins/discord/community.ts';
import {
  broken,
  cut,
  endless,
  rateLimited,
  refused,
  reset,
} from '../../standins/discord/faults.ts';
import type { RequestFault } from '../../standins/discord/faults.ts';
import {
  CLOSED_TO_MESSAGES,
  MISSING_ACCESS,
  MISSING_PERMISSIONS,
  UNAUTHORIZED,
  UNKNOWN_CHANNEL,
} from '../../standins/discord/refusal.ts';
import { POST_MESSAGE } from '../../standins/discord/route-names.ts';
import { withDiscord } from './harness.ts';

const [passage = expect.fail()] = realCorpus.passages;
const DAILY = dailyReply(Quote.at(passage));
const TO_GENERAL = { platform: 'discord', workspace: GUILD, channel: GENERAL, person: null };

/** What becomes of a post, and what is known of it. */
const OUTCOMES: readonly (readonly [string, RequestFault, Outcome])[] = [
  ['a 429', rateLimited(30), 'undone'],
  [
    'a 429 whose body alone says how long to wait',
    rateLimited(30, 'user', 'in the body'),
    'undone',
  ],
  ['a 400', refused({ ...MISSING_ACCESS, status: 400, code: 50_035 }), 'undone'],
  ['a 500', broken(500), 'unknown'],
  ['a 502 after the work was done', broken(502, 'after the work'), 'unknown'],
  ['a connection that is cut', cut(), 'unknown'],
  ['an answer that is lost', cut('after the work'), 'unknown'],
  ['an answer that never ends', endless('after the work'), 'unknown'],
  ['one that is reset after the work was done', reset('after the work'), 'unknown'],
  ['a channel that is gone', refused(UNKNOWN_CHANNEL), 'gone'],
  ['a channel that the bot does not see', refused(MISSING_ACCESS), 'not invited'],
  ['a channel where the bot may not write', refused(MISSING_PERMISSIONS), 'forbidden'],
  ['a person who takes no messages', refused(CLOSED_TO_MESSAGES), 'forbidden'],
  ['a token that was reset', refused(UNAUTHORIZED), 'shut out'],
];

describe('a post', () => {
  test.each(OUTCOMES)('is attempted once, and tells what became of it: %s', (_, fault, outcome) =>
    withDiscord(async ({ discord, start, time }) => {
      const { adapter, faults } = await start();
      const before = [discord.calls(POST_MESSAGE).length, time.pauses.length];
      discord.faults.add(POST_MESSAGE, fault, { times: Infinity });
      const retryable = ['unknown', 'shut out'].includes(outcome) || fault.kind === 'rate limited';
      const told = { code: 'platform', outcome, retryable };
      await expect(adapter.post(TO_GENERAL, DAILY, realDebate)).rejects.toMatchObject(told);
      expect([discord.calls(POST_MESSAGE).length - 1, time.pauses.length]).toEqual(before);
      expect(faults).toEqual([]);
    }),
  );

  test('S12: one 401 keeps nothing that comes after it from being posted or answered', () =>
    withDiscord(async ({ discord, start }) => {
      const { adapter } = await start();
      discord.faults.add(POST_MESSAGE, refused(UNAUTHORIZED));
      const told = { outcome: 'shut out', retryable: true };
      await expect(adapter.post(TO_GENERAL, DAILY, realDebate)).rejects.toMatchObject(told);
      await adapter.post(TO_GENERAL, DAILY, realDebate);
      expect(discord.everIn(GENERAL)).toHaveLength(1);
    }));

  test('that reaches nobody was certainly not made', () =>
    withDiscord(async ({ make }) => {
      // Nobody listens on the port of discarded messages.
      const { adapter } = make({ settings: { apiUrl: 'http://127.0.0.1:9/api' } });
      const told = { outcome: 'undone', retryable: true };
      await expect(adapter.post(TO_GENERAL, DAILY, realDebate)).rejects.toMatchObject(told);
    }));

  test('made again for the same day, by whatever process, is the same one', () =>
    withDiscord(async ({ discord, start }) => {
      const [one, other] = [await start(), await start()];
      discord.faults.add(POST_MESSAGE, cut('after the work'));
      await expect(one.adapter.post(TO_GENERAL, DAILY, realDebate)).rejects.toMatchObject({
        retryable: true,
      });
      await one.adapter.post(TO_GENERAL, DAILY, realDebate);
      await other.adapter.post(TO_GENERAL, DAILY, realDebate);
      expect(discord.everIn(GENERAL)).toHaveLength(1);
    }));
});
