import { expect, describe, test } from 'vitest';
import { model, quickModel } from '../../contracts/completing.ts';
import { lastFirst } from '../../fixtures/summaries.ts';
import { BRUNO, GENERAL, GUILD } from '../../standins/discord/community.ts';
import { refused } from '../../standins/discord/faults.ts';
import { textOf } from '../../standins/discord/reading.ts';
import { UNKNOWN_MESSAGE } from '../../standins/discord/refusal.ts';
import { EDIT_REPLY } from '../../standins/discord/route-names.ts';
import type { Discord } from '../../standins/discord/stand-in.ts';
import { withDiscord } from './harness.ts';

const RESUME = { name: 'debat', options: { sujet: 'blogs', resume: true } };

function chosen(discord: Discord, channel = GENERAL) {
  return discord.waitForMessage(channel, (each) => textOf(each).includes('par un modèle'));
}

describe('a summary', () => {
  test('is chosen on the account of the server that asks, whoever asked the same before', () =>
    withDiscord(async ({ discord, start }) => {
      const { tenants, parts } = quickModel();
      await start(parts);
      const { id, channels } = discord.guildCreate();
      await discord.command(RESUME);
      await chosen(discord);
      await discord.command({ ...RESUME, guild: id });
      await chosen(discord, channels[0]?.id);
      expect(tenants).toEqual([`discord:${GUILD}`, `discord:${id}`]);
    }));

  test('of an answer that somebody deleted meanwhile is counted, and shown nowhere', () =>
    withDiscord(async ({ discord, start }) => {
      const { finish, parts } = model();
      const { adapter, faults } = await start(parts);
      await discord.command(RESUME);
      discord.faults.add(EDIT_REPLY, refused(UNKNOWN_MESSAGE));
      finish(lastFirst);
      await discord.waitForCall(EDIT_REPLY);
      await adapter.stop();
      expect(adapter.counts()).toMatchObject({ 'too late: 10008': 1 });
      expect(faults).toEqual([]);
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
      expect((await chosen(discord)).onlyFor).toBe(BRUNO);
    }));
});
