import { describe, expect, test } from 'vitest';
import { corpusOf, passage } from '../../fixtures/passages.ts';
import { ALICE, BRUNO, GENERAL } from '../../standins/discord/community.ts';
import { labelsOf, textOf } from '../../standins/discord/reading.ts';
import { EDIT_REPLY } from '../../standins/discord/route-names.ts';
import type { Discord } from '../../standins/discord/stand-in.ts';
import { withDiscord } from './harness.ts';
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

const PLAIN = { name: 'debat', options: { sujet: 'blogs' } };
const PRIVATE = { name: 'debat', options: { sujet: 'blogs', prive: true } };

/** How many pages the one message of the channel says that there are. */
function pagesOf(discord: Discord): number {
  const [message = expect.fail()] = discord.messagesIn(GENERAL);
  return Number(/Page \d+ sur (\d+)/u.exec(textOf(message))?.[1]);
}

/** The quotations of the page that stands there, and of each that follows it. */
async function turnAll(discord: Discord): Promise<readonly string[]> {
  const [message = expect.fail()] = discord.messagesIn(GENERAL);
  const shown = quotationsIn(message);
  if (!labelsOf(message).includes('▶')) return shown;
  await discord.button({ label: '▶' });
  return [...shown, ...(await turnAll(discord))];
}

describe('the button « Résumer »', () => {
  test.each([
    ['with a model', quickModel().parts],
    ['without one', {}],
  ])('stands under passages that are not summarised, %s', (_, parts) =>
    withDiscord(async ({ discord, start }) => {
      await start(parts);
      const { message = expect.fail() } = await discord.command(PLAIN);
      expect(labelsOf(message)).toContain('Résumer');
      const whole = await discord.command(RESUME);
      expect(labelsOf(whole.message ?? expect.fail())).not.toContain('Résumer');
    }),
  );

  test('does not stand where no passage has a thesis, and a summary asked for says so', () =>
    withDiscord(async ({ discord, start }) => {
      await start({ corpus: corpusOf([passage({ thesis: null, topics: ['blogs'] })]) });
      const { message = expect.fail() } = await discord.command(PLAIN);
      expect(labelsOf(message)).not.toContain('Résumer');
      const asked = await discord.command(RESUME);
      expect(textOf(asked.message ?? expect.fail())).toContain('n’a encore de thèse');
    }));

  test('shows the summary in the same message at once without a model, from any page', () =>
    withDiscord(async ({ discord, start }) => {
      const { adapter, faults } = await start();
      await discord.command(PLAIN);
      await discord.button({ label: '▶' });
      await discord.button({ label: '▶' });
      await once(discord, 'Page 3 sur');
      await discord.button({ label: 'Résumer' });
      const whole = await once(discord, SUMMARY);
      expect(textOf(whole)).toContain('Page 1 sur');
      expect(textOf(whole)).not.toContain(BY_A_MODEL);
      await adapter.stop();
      expect(discord.calls(EDIT_REPLY)).toEqual([]);
      expect(faults).toEqual([]);
    }));

  test('works after a restart, keeps whose answer it is, and is completed by a model', () =>
    withDiscord(async ({ discord, start }) => {
      const before = await start();
      await discord.command(PLAIN);
      await before.adapter.stop();
      const { answer, parts } = slowModel();
      const { faults } = await start(parts);
      await discord.button({ label: 'Résumer', user: BRUNO });
      expect(textOf(await once(discord, SUMMARY))).not.toContain(BY_A_MODEL);
      answer();
      await once(discord, BY_A_MODEL);
      await discord.button({ label: 'Retirer', user: ALICE });
      await discord.until(() => discord.messagesIn(GENERAL).length === 0 || undefined);
      expect(faults).toEqual([]);
    }));

  test('of a private answer keeps it private, and what is shared is the same summary', () =>
    withDiscord(async ({ discord, start }) => {
      const { tenants, parts } = quickModel();
      await start(parts);
      await discord.command(PRIVATE);
      await discord.button({ label: 'Résumer' });
      const whole = await discord.waitForMessage(GENERAL, (each) => {
        return textOf(each).includes(BY_A_MODEL);
      });
      expect(whole.onlyFor).toBe(ALICE);
      const points = pointsIn(whole);
      await discord.button({ label: 'Partager' });
      const shared = await discord.waitForMessage(GENERAL, ({ onlyFor }) => onlyFor === undefined);
      expect(pointsIn(shared)).toEqual(points);
      expect(textOf(shared)).toContain('Partagé par');
      expect(tenants).toHaveLength(1);
    }));
});

describe('a model’s choice', () => {
  test('is remembered by the buttons: each passage is shown once over all pages, and nobody is asked again', () =>
    withDiscord(async ({ discord, start }) => {
      const { tenants, parts } = quickModel();
      const { adapter } = await start(parts);
      await discord.command(RESUME);
      const first = await once(discord, BY_A_MODEL);
      const [text, total] = [
        textOf(first),
        Number(/(\d+)\u00A0passages/u.exec(textOf(first))?.[1]),
      ];
      const shown = await turnAll(discord);
      expect(shown).toHaveLength(total);
      expect(new Set(shown.map((words) => words.slice(0, 100))).size).toBe(total);
      for (let page = pagesOf(discord); page > 1; page -= 1) await discord.button({ label: '◀' });
      expect(textOf(await once(discord, BY_A_MODEL))).toBe(text);
      await adapter.stop();
      expect(tenants).toHaveLength(1);
    }));

  test('is remembered after a restart without the model', () =>
    withDiscord(async ({ discord, start }) => {
      const before = await start(quickModel().parts);
      await discord.command(RESUME);
      const text = textOf(await once(discord, BY_A_MODEL));
      await before.adapter.stop();
      await start();
      await discord.button({ label: '▶' });
      await once(discord, 'Page 2 sur');
      await discord.button({ label: '◀' });
      expect(textOf(await once(discord, BY_A_MODEL))).toBe(text);
    }));

  test('is not awaited by whoever shares what they see: the corpus’s own choice', () =>
    withDiscord(async ({ discord, start }) => {
      const { answer, tenants, parts } = slowModel();
      const { adapter } = await start(parts);
      const { message = expect.fail() } = await discord.command({
        ...PRIVATE,
        options: { ...PRIVATE.options, resume: true },
      });
      const points = pointsIn(message);
      await discord.button({ label: 'Partager' });
      const shared = await discord.waitForMessage(GENERAL, ({ onlyFor }) => onlyFor === undefined);
      answer();
      await adapter.stop();
      expect(pointsIn(shared)).toEqual(points);
      expect(tenants).toHaveLength(1);
    }));
});

describe('a position that is asked for by a click', () => {
  const ASKED = { name: 'debat', options: { sujet: 'blogs', auteur: 'kabla' } };
  const CLICK = { label: 'Position d’Hervé Kabla', user: BRUNO };

  test('is left alone where a model chooses nothing', () =>
    withDiscord(async ({ discord, start }) => {
      const { tenants, parts } = quickModel(() => Promise.resolve(null));
      const { adapter } = await start(parts);
      await discord.command(ASKED);
      await discord.button(CLICK);
      await adapter.stop();
      expect(tenants).toHaveLength(1);
      expect(discord.calls(EDIT_REPLY)).toEqual([]);
    }));

  test('is completed for them by a model', () =>
    withDiscord(async ({ discord, start }) => {
      await start(quickModel().parts);
      await discord.command(ASKED);
      await discord.button(CLICK);
      const whole = await discord.waitForMessage(GENERAL, (each) => {
        return textOf(each).includes(BY_A_MODEL);
      });
      expect(whole.onlyFor).toBe(BRUNO);
    }));
});
