import { expect, describe, test } from 'vitest';
import { Gate } from '../../../src/debate/gate.ts';
import { ACKNOWLEDGE_WITHIN_MS } from '../../../src/adapters/discord/limits.ts';
import { unescaped } from '../../../src/adapters/discord/markdown.ts';
import { realCorpus } from '../../fixtures/corpora.ts';
import { DIRECT, GENERAL, GUILD } from '../../standins/discord/community.ts';
import { broken, refused } from '../../standins/discord/faults.ts';
import { isThinking, labelsOf, textOf } from '../../standins/discord/reading.ts';
import { UNKNOWN_MESSAGE } from '../../standins/discord/refusal.ts';
import { EDIT_REPLY, FOLLOW_UP } from '../../standins/discord/route-names.ts';
import { dispatchOn, passDeadline, withDiscord } from './harness.ts';
import { once, PREPARING, quickModel, RESUME, slowModel, SUMMARY } from './models.ts';

describe('a summary', () => {
  test('completes the passages that were shown at once, in the same message', () =>
    withDiscord(async ({ discord, start }) => {
      const { answer, parts } = slowModel();
      const { faults } = await start(parts);
      const { message } = await discord.command(RESUME);
      expect(textOf(message ?? expect.fail())).toContain(PREPARING);
      expect(textOf(message ?? expect.fail()).match(/^> /gmu)).toHaveLength(6);
      answer();
      const whole = await once(discord, SUMMARY);
      expect(whole.id).toBe(message?.id);
      expect(labelsOf(whole)).toContain('Retirer');
      expect(discord.calls(FOLLOW_UP)).toHaveLength(0);
      expect(faults).toEqual([]);
    }));

  test('stands before the quotations that its sentences refer to by number', () =>
    withDiscord(async ({ discord, start }) => {
      await start(quickModel());
      await discord.command(RESUME);
      const lines = textOf(await once(discord, SUMMARY)).split('\n');
      const sentences = lines.filter((line) => line.startsWith('• '));
      expect(sentences).toHaveLength(3);
      expect(unescaped(sentences[0] ?? '')).toMatch(/ \[1\] \[6\]$/u);
      const quotations = lines.filter((line) => line.startsWith('> '));
      expect(lines.indexOf(sentences[2] ?? '')).toBeLessThan(lines.indexOf(quotations[0] ?? ''));
      const numbers = quotations.map((line) => /^> \*\*\\\[(\d)\\\]\*\* «/u.exec(line)?.[1]);
      expect(numbers).toEqual(['1', '2', '3', '4', '5', '6']);
    }));

  test('of an answer that is itself late comes after it', () =>
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
      await once(discord, PREPARING);
      answer();
      await once(discord, SUMMARY);
    }));

  test.each([
    ['a mention', GENERAL, '/debat blogs resume'],
    ['a direct message', DIRECT, '/debat blogs resume'],
  ])('completes the answer to %s', (_, channel, text) =>
    withDiscord(async ({ discord, start }) => {
      const { answer, parts } = slowModel();
      const { faults } = await start(parts);
      if (channel === DIRECT) discord.directMessage({ text });
      else discord.mention({ text });
      await once(discord, PREPARING, channel);
      answer();
      await once(discord, SUMMARY, channel);
      expect(faults).toEqual([]);
    }),
  );

  test('is made on the account of the server that asks, whoever asked the same before', () =>
    withDiscord(async ({ discord, start }) => {
      const tenants: string[] = [];
      const summarise = (_: unknown, tenant: string) => {
        tenants.push(tenant);
        return Promise.resolve({ kind: 'withheld', reason: 'budget spent' } as const);
      };
      await start({ gate: new Gate(realCorpus), dispatch: dispatchOn(realCorpus, { summarise }) });
      const { id, channels } = discord.guildCreate();
      await discord.command(RESUME);
      await once(discord, 'sont épuisés');
      await discord.command({ ...RESUME, guild: id });
      await once(discord, 'sont épuisés', channels[0]?.id);
      expect(tenants).toEqual([`discord:${GUILD}`, `discord:${id}`]);
    }));

  test('that is not to be had leaves the passages and says why', () =>
    withDiscord(async ({ discord, start }) => {
      const { answer, parts } = slowModel();
      await start(parts);
      await discord.command(RESUME);
      answer({ kind: 'withheld', reason: 'model unreachable' });
      const message = await once(discord, 'ne répond pas');
      expect(textOf(message).match(/^> /gmu)).toHaveLength(6);
    }));

  test('that the gate refuses is not shown, and the passages are', () =>
    withDiscord(async ({ discord, start }) => {
      const { faults } = await start({ ...quickModel(), gate: new Gate(realCorpus) });
      await discord.command(RESUME);
      const message = await once(discord, 'n’a pu être vérifiée');
      expect(textOf(message).match(/^> /gmu)).toHaveLength(6);
      expect(String(faults[0])).toContain('MisquotationError');
    }));

  test('that a stop cuts short is still told of before the process ends', () =>
    withDiscord(async ({ discord, start }) => {
      const { answer, parts } = slowModel();
      const { adapter } = await start(parts);
      await discord.command(RESUME);
      const stopped = adapter.stop();
      answer({ kind: 'withheld', reason: 'model unreachable' });
      await stopped;
      expect(textOf(discord.messagesIn(GENERAL)[0] ?? expect.fail())).toContain('ne répond pas');
    }));

  test('that cannot be put in its place leaves the passages, and the operator is told', () =>
    withDiscord(async ({ discord, start }) => {
      const { answer, parts } = slowModel();
      const { adapter, faults } = await start(parts);
      await discord.command(RESUME);
      discord.faults.add(EDIT_REPLY, broken(500), { times: Infinity });
      answer();
      await adapter.stop();
      expect(faults.map(String)).toEqual(['BotError: Discord: an answer to complete: 500']);
      const [message, ...others] = discord.everIn(GENERAL);
      expect(others).toEqual([]);
      expect(textOf(message ?? expect.fail()).match(/^> /gmu)).toHaveLength(6);
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
      const { answer, parts } = slowModel();
      const { adapter } = await start(parts);
      await discord.command(RESUME);
      await discord.button({ label: '▶' });
      answer();
      answer();
      await adapter.stop();
      const shown = textOf(discord.messagesIn(GENERAL)[0] ?? expect.fail());
      expect(shown).toContain('Page 2 sur');
      expect(shown).toContain(SUMMARY);
      expect(discord.calls(EDIT_REPLY)).toHaveLength(1);
    }));
});
