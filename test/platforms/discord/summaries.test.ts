import { expect, describe, test } from 'vitest';
import { ACKNOWLEDGE_WITHIN_MS } from '../../../src/conversation/conversation.ts';
import { unescaped } from '../../../src/platforms/discord/view/markdown.ts';
import { MOST_THESES } from '../../../src/debate/summary.ts';
import type { Choose } from '../../../src/summary/model-choice.ts';
import { passage } from '../../fixtures/passages.ts';
import { DIRECT, GENERAL, GUILD } from '../../standins/discord/community.ts';
import { broken, refused } from '../../standins/discord/faults.ts';
import { isThinking, labelsOf, textOf } from '../../standins/discord/reading.ts';
import { UNKNOWN_MESSAGE } from '../../standins/discord/refusal.ts';
import { EDIT_MESSAGE, EDIT_REPLY, FOLLOW_UP } from '../../standins/discord/route-names.ts';
import { passDeadline, withDiscord } from './harness.ts';
import {
  BY_A_MODEL,
  once,
  pointsIn,
  quickModel,
  quotationsIn,
  RESUME,
  slowModel,
  SUMMARY,
} from './models.ts';

const ASKED = [
  ['/debat', RESUME],
  ['/position', { name: 'position', options: { auteur: 'kabla' } }],
  ['/comparer', { name: 'comparer', options: { auteur1: 'kabla', auteur2: 'cavazza' } }],
] as const;
const SPOKEN = [
  ['a mention', GENERAL],
  ['a direct message', DIRECT],
] as const;

describe('a summary without a model', () => {
  test.each(ASKED)('is in the answer to %s at once, and nothing is amended', (_, command) =>
    withDiscord(async ({ discord, start }) => {
      const { adapter, faults } = await start();
      const { message = expect.fail() } = await discord.command(command);
      expect(textOf(message)).toContain(SUMMARY);
      expect(textOf(message)).not.toContain(BY_A_MODEL);
      expect(pointsIn(message)).not.toEqual([]);
      await adapter.stop();
      expect(discord.everIn(GENERAL)).toEqual([message]);
      expect([...discord.calls(EDIT_REPLY), ...discord.calls(FOLLOW_UP)]).toEqual([]);
      expect(faults).toEqual([]);
    }),
  );

  test.each(SPOKEN)('is in the answer to %s at once, and nothing is amended', (_, channel) =>
    withDiscord(async ({ discord, start }) => {
      const { adapter } = await start();
      if (channel === DIRECT) discord.directMessage({ text: '/debat blogs resume' });
      else discord.mention({ text: '/debat blogs resume' });
      await once(discord, SUMMARY, channel);
      await adapter.stop();
      expect(discord.calls(EDIT_MESSAGE)).toEqual([]);
    }),
  );
});

describe('a summary', () => {
  test.each(ASKED)(
    'of %s is the corpus’s own at once, then the model’s in its place',
    (_, command) =>
      withDiscord(async ({ discord, start }) => {
        const { answer, parts } = slowModel();
        const { faults } = await start(parts);
        const { message = expect.fail() } = await discord.command(command);
        expect(textOf(message)).toContain(SUMMARY);
        expect(textOf(message)).not.toContain(BY_A_MODEL);
        const own = pointsIn(message);
        answer();
        const whole = await once(discord, BY_A_MODEL);
        expect(whole.id).toBe(message.id);
        expect(pointsIn(whole)).not.toEqual(own);
        expect(labelsOf(whole)).toContain('Retirer');
        expect(discord.calls(FOLLOW_UP)).toHaveLength(0);
        expect(faults).toEqual([]);
      }),
  );

  test('stands before the quotations that its theses refer to by number', () =>
    withDiscord(async ({ discord, start }) => {
      await start(quickModel().parts);
      await discord.command(RESUME);
      const whole = await once(discord, BY_A_MODEL);
      const lines = textOf(whole).split('\n');
      const points = pointsIn(whole);
      expect(points).toHaveLength(MOST_THESES - 1);
      expect(unescaped(points[0] ?? '')).toMatch(/\)\. \[1\] .*\)\. \[2\]$/u);
      const quotations = lines.filter((line) => line.startsWith('> '));
      expect(lines.indexOf(points.at(-1) ?? '')).toBeLessThan(lines.indexOf(quotations[0] ?? ''));
      const numbers = quotations.map((line) => /^> \*\*\\\[(\d)\\\]\*\* «/u.exec(line)?.[1]);
      expect(numbers).toEqual(['1', '2', '3', '4', '5']);
    }));

  test('of an answer that is itself late comes with it, and the model’s after it', () =>
    withDiscord(async ({ discord, start, time }) => {
      const { answer, parts } = slowModel();
      const late = Promise.withResolvers<undefined>();
      const dispatch: typeof parts.dispatch = async (request) => {
        const { input } = request;
        if ('options' in input && input.options.resume !== undefined) await late.promise;
        return parts.dispatch(request);
      };
      await start({ ...parts, dispatch });
      const asked = discord.command(RESUME);
      await passDeadline(time, ACKNOWLEDGE_WITHIN_MS);
      expect(isThinking((await asked).message ?? expect.fail())).toBe(true);
      late.resolve(undefined);
      await once(discord, SUMMARY);
      answer();
      await once(discord, BY_A_MODEL);
    }));

  test.each(SPOKEN)('completes the answer to %s', (_, channel) =>
    withDiscord(async ({ discord, start }) => {
      const { answer, parts } = slowModel();
      const { faults } = await start(parts);
      const text = '/debat blogs resume';
      if (channel === DIRECT) discord.directMessage({ text });
      else discord.mention({ text });
      expect(textOf(await once(discord, SUMMARY, channel))).not.toContain(BY_A_MODEL);
      answer();
      await once(discord, BY_A_MODEL, channel);
      expect(discord.calls(EDIT_MESSAGE)).toHaveLength(1);
      expect(faults).toEqual([]);
    }),
  );

  test('is chosen on the account of the server that asks, whoever asked the same before', () =>
    withDiscord(async ({ discord, start }) => {
      const { tenants, parts } = quickModel();
      await start(parts);
      const { id, channels } = discord.guildCreate();
      await discord.command(RESUME);
      await once(discord, BY_A_MODEL);
      await discord.command({ ...RESUME, guild: id });
      await once(discord, BY_A_MODEL, channels[0]?.id);
      expect(tenants).toEqual([`discord:${GUILD}`, `discord:${id}`]);
    }));

  test.each<[string, Choose]>([
    ['chooses nothing', () => Promise.resolve(null)],
    ['chooses no passage at all', () => Promise.resolve([[], []])],
    ['chooses what has no thesis', () => Promise.resolve([[passage({ thesis: null })]])],
    ['fails', () => Promise.reject(new Error('no'))],
  ])('stays the corpus’s own where a model %s, and nothing is amended', (_, choose) =>
    withDiscord(async ({ discord, start }) => {
      const { answer, parts } = slowModel();
      const { adapter } = await start(parts);
      const { message = expect.fail() } = await discord.command(RESUME);
      const shown = textOf(message);
      answer(choose);
      await adapter.stop();
      expect(discord.everIn(GENERAL).map(textOf)).toEqual([shown]);
      expect(discord.calls(EDIT_REPLY)).toEqual([]);
    }),
  );

  test('that the gate refuses is not shown, and what stands there stays', () =>
    withDiscord(async ({ discord, start }) => {
      const { parts } = quickModel(() => Promise.resolve([[passage()]]));
      const { adapter, faults } = await start(parts);
      const { message = expect.fail() } = await discord.command(RESUME);
      const shown = textOf(message);
      expect(shown).toContain(SUMMARY);
      await adapter.stop();
      expect(discord.everIn(GENERAL).map(textOf)).toEqual([shown]);
      expect(discord.calls(EDIT_REPLY)).toEqual([]);
      expect(String(faults[0])).toContain('MisquotationError');
    }));

  test('is awaited by a stop', () =>
    withDiscord(async ({ discord, start }) => {
      const { answer, parts } = slowModel();
      const { adapter } = await start(parts);
      await discord.command(RESUME);
      const stopped = adapter.stop();
      answer();
      await stopped;
      expect(textOf(discord.messagesIn(GENERAL)[0] ?? expect.fail())).toContain(BY_A_MODEL);
    }));

  test('that cannot be put in its place leaves what stands there, and the operator is told', () =>
    withDiscord(async ({ discord, start }) => {
      const { answer, parts } = slowModel();
      const { adapter, faults, log } = await start(parts);
      const { message = expect.fail() } = await discord.command(RESUME);
      const shown = textOf(message);
      discord.faults.add(EDIT_REPLY, broken(500), { times: Infinity });
      answer();
      await adapter.stop();
      expect(faults).toEqual([]);
      expect(log.at(-1)).toMatchObject({
        level: 'warn',
        fields: { fault: { outcome: 'unknown' } },
      });
      expect(discord.everIn(GENERAL).map(textOf)).toEqual([shown]);
    }));

  test('of an answer that was withdrawn meanwhile is shown nowhere', () =>
    withDiscord(async ({ discord, start }) => {
      const { answer, parts } = slowModel();
      const { adapter, faults } = await start(parts);
      await discord.command(RESUME);
      discord.faults.add(EDIT_REPLY, refused(UNKNOWN_MESSAGE));
      answer();
      await discord.waitForCall(EDIT_REPLY);
      await adapter.stop();
      expect(adapter.counts()).toMatchObject({ 'too late: 10008': 1 });
      expect(faults).toEqual([]);
    }));

  test('does not take the place of a page that was turned to meanwhile', () =>
    withDiscord(async ({ discord, start }) => {
      const { answer, tenants, parts } = slowModel();
      const { adapter } = await start(parts);
      const { message = expect.fail() } = await discord.command(RESUME);
      const own = quotationsIn(message);
      await discord.button({ label: '▶' });
      answer();
      await adapter.stop();
      const second = discord.messagesIn(GENERAL)[0] ?? expect.fail();
      expect(textOf(second)).toContain('Page 2 sur');
      expect(quotationsIn(second).filter((words) => own.includes(words))).toEqual([]);
      expect(discord.calls(EDIT_REPLY)).toEqual([]);
      expect(tenants).toHaveLength(1);
    }));
});
