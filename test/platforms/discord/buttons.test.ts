import { PermissionFlagsBits } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { NOTE_MEMORY_MS } from '../../../src/platforms/discord/limits.ts';
import { pressedButton } from '../../fixtures/discord/payloads.ts';
import {
  ALICE,
  BRUNO,
  GENERAL,
  MEMBER_PERMISSIONS,
  PRIVATE,
} from '../../standins/discord/community.ts';
import { labelsOf, notifiesNobody, textOf } from '../../standins/discord/reading.ts';
import { FOLLOW_UP } from '../../standins/discord/route-names.ts';
import type { Discord } from '../../standins/discord/stand-in.ts';
import { withDiscord } from './harness.ts';

const ROI = { name: 'debat', options: { sujet: 'roi' } };

function only(discord: Discord, channel = GENERAL) {
  const [message, ...others] = discord.messagesIn(channel);
  expect(others).toEqual([]);
  return message ?? expect.fail();
}

describe('a button', () => {
  test('passes a private answer on under the name of who shares it, without notifying them', () =>
    withDiscord(async ({ discord, start }) => {
      await start();
      const options = { sujet: 'roi', prive: true };
      await discord.command({ name: 'debat', options });
      await discord.button({ label: 'Partager' });
      const shared = await discord.waitForMessage(GENERAL, ({ onlyFor }) => onlyFor === undefined);
      expect(textOf(shared)).toContain(`Partagé par <@${ALICE}>`);
      expect(notifiesNobody(shared)).toBe(true);
    }));

  test('pages a private answer where only the person installed the bot, however often', () =>
    withDiscord(async ({ discord, start }) => {
      await start();
      await discord.command({ ...ROI, channel: PRIVATE });
      for (const label of ['▶', '◀', '▶', '◀', '▶', '◀', '▶']) {
        await discord.button({ label, channel: PRIVATE });
      }
      expect(textOf(only(discord, PRIVATE))).toContain('Page 2 sur 4');
      expect(discord.calls(FOLLOW_UP)).toHaveLength(0);
    }));

  test('withdraws an answer for those who manage messages', () =>
    withDiscord(async ({ discord, start }) => {
      await start();
      await discord.command(ROI);
      const permissions = MEMBER_PERMISSIONS | PermissionFlagsBits.ManageMessages;
      await discord.button({ label: 'Retirer', user: BRUNO, permissions });
      await discord.until(() => discord.messagesIn(GENERAL, ALICE).length === 0 || undefined);
    }));
});

test.each([
  ['d1/next/{"c":"debat","sujet":"roi","page":"2"}', 'Page 2 sur 4'],
  ['d1/theme/{"c":"debat","sujet":"roi"}', 'passages'],
  ['d1/position/{"c":"position","auteur":"Hervé Kabla"}', 'Ce que dit Hervé Kabla'],
])('a button that stands in a channel since an earlier version works: %s', (custom_id, words) =>
  withDiscord(async ({ discord, start }) => {
    const { faults } = await start();
    await discord.replay(pressedButton(custom_id));
    const isShown = () => discord.messagesIn(GENERAL).some((each) => textOf(each).includes(words));
    await discord.until(() => isShown() || undefined);
    expect(faults).toEqual([]);
  }),
);

describe('a question too long for its button', () => {
  const long = { name: 'debat', options: { sujet: 'roi '.repeat(40).trim() } };

  test('is remembered elsewhere', () =>
    withDiscord(async ({ discord, start }) => {
      await start();
      const { message } = await discord.command(long);
      expect(labelsOf(message ?? expect.fail())).toContain('▶');
      await discord.button({ label: '▶' });
      expect(textOf(only(discord))).toContain('Page 2 sur');
    }));

  test('is forgotten after 30 days, and the person is told so', () =>
    withDiscord(async ({ discord, start, time }) => {
      await start();
      await discord.command(long);
      time.advance(NOTE_MEMORY_MS + 1);
      const { message } = await discord.button({ label: '▶' });
      expect(message?.onlyFor).toBe(ALICE);
      expect(textOf(message ?? expect.fail())).toContain('après 30 jours');
    }));

  test('is answered all the same by a bot whose memory is down', () =>
    withDiscord(async ({ discord, start }) => {
      const down = () => Promise.reject(new Error('down'));
      const { faults } = await start({ notes: { keep: down, recall: down } });
      const { message } = await discord.command(long);
      expect(textOf(message ?? expect.fail())).toContain('passages');
      const told = await discord.button({ label: '▶' });
      expect(textOf(told.message ?? expect.fail())).toContain('ne l’a plus sous la main');
      expect(faults).not.toEqual([]);
    }));
});
