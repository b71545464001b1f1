import { describe, expect, test } from 'vitest';
import { ALICE, BRUNO, GENERAL } from '../../standins/discord/community.ts';
import { labelsOf, textOf } from '../../standins/discord/reading.ts';
import { withDiscord } from './harness.ts';
import { once, quickModel, RESUME, SUMMARY } from './models.ts';

describe('the button « Résumer »', () => {
  const PLAIN = { name: 'debat', options: { sujet: 'blogs' } };

  test('stands under an answer where a model is configured, and nowhere else', () =>
    withDiscord(async ({ discord, start }) => {
      const { adapter } = await start(quickModel());
      const { message } = await discord.command(PLAIN);
      expect(labelsOf(message ?? expect.fail())).toContain('Résumer');
      await discord.command(RESUME);
      const whole = await discord.waitForMessage(GENERAL, (each) => textOf(each).includes(SUMMARY));
      expect(labelsOf(whole)).not.toContain('Résumer');
      await adapter.stop();
      await start();
      const without = await discord.command(PLAIN);
      expect(labelsOf(without.message ?? expect.fail())).not.toContain('Résumer');
    }));

  test('summarises the passages before one’s eyes, in the same message, after a restart', () =>
    withDiscord(async ({ discord, start }) => {
      const before = await start(quickModel());
      await discord.command(PLAIN);
      await discord.button({ label: '▶' });
      await discord.button({ label: '▶' });
      const third = textOf(discord.messagesIn(GENERAL)[0] ?? expect.fail());
      expect(third).toContain('Page 3 sur');
      await before.adapter.stop();
      const { faults } = await start(quickModel());
      await discord.button({ label: 'Résumer', user: BRUNO });
      const whole = textOf(await once(discord, SUMMARY));
      expect(whole).toContain('Page 2 sur');
      for (const [, words = expect.fail()] of third.matchAll(/^> (.+)$/gmu))
        expect(whole).toContain(words.slice(0, 40));
      expect(faults).toEqual([]);
    }));

  test('is followed by pages that are summarised too', () =>
    withDiscord(async ({ discord, start }) => {
      await start(quickModel());
      await discord.command(PLAIN);
      await discord.button({ label: 'Résumer' });
      await once(discord, SUMMARY);
      await discord.button({ label: '▶' });
      await once(discord, 'Page 2 sur');
      expect(textOf(await once(discord, SUMMARY))).toMatch(/^> \*\*\\\[7\\\]\*\* «/mu);
    }));

  test('of a private answer keeps it private, and what is shared is the summary', () =>
    withDiscord(async ({ discord, start }) => {
      await start(quickModel());
      await discord.command({ ...PLAIN, options: { sujet: 'blogs', prive: true } });
      await discord.button({ label: 'Résumer' });
      const whole = await discord.waitForMessage(GENERAL, (each) => textOf(each).includes(SUMMARY));
      expect(whole.onlyFor).toBe(ALICE);
      await discord.button({ label: 'Partager' });
      const shared = await discord.waitForMessage(GENERAL, ({ onlyFor }) => onlyFor === undefined);
      expect(textOf(shared)).toContain(SUMMARY);
      expect(textOf(shared)).toContain('Partagé par');
    }));
});

test('a position that is asked for by a click is completed for the one who clicked', () =>
  withDiscord(async ({ discord, start }) => {
    await start(quickModel());
    await discord.command({ name: 'debat', options: { sujet: 'blogs', auteur: 'kabla' } });
    await discord.button({ label: 'Position d’Hervé Kabla', user: BRUNO });
    const whole = await discord.waitForMessage(GENERAL, (each) => textOf(each).includes(SUMMARY));
    expect(whole.onlyFor).toBe(BRUNO);
  }));
