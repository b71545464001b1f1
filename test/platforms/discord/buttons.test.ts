import { PermissionFlagsBits } from 'discord.js';
import type { APIInteraction } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { NOTE_MEMORY_MS } from '../../../src/platforms/discord/limits.ts';
import pressedButton from '../../fixtures/discord/button.json' with { type: 'json' };
import {
  ALICE,
  BRUNO,
  DIRECT,
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
  test('turns pages in the message itself, there and back', () =>
    withDiscord(async ({ discord, start }) => {
      const { faults } = await start();
      const first = textOf((await discord.command(ROI)).message ?? expect.fail());
      await discord.button({ label: '▶' });
      expect(textOf(only(discord))).toContain('Page 2 sur 2');
      expect(labelsOf(only(discord))).not.toContain('▶');
      await discord.button({ label: '◀', user: BRUNO });
      expect(textOf(only(discord))).toBe(first);
      expect(labelsOf(only(discord))).toContain('Retirer');
      expect(faults).toEqual([]);
    }));

  test('works after a restart, because it knows what it asks', () =>
    withDiscord(async ({ discord, start }) => {
      const before = await start();
      await discord.command(ROI);
      await before.adapter.stop();
      await start();
      await discord.button({ label: '▶' });
      expect(textOf(only(discord))).toContain('Page 2 sur 2');
    }));

  test('shows a passage among its neighbours to the one who clicks', () =>
    withDiscord(async ({ discord, start }) => {
      await start();
      await discord.command(ROI);
      const { message } = await discord.button({ label: 'Contexte', user: BRUNO });
      expect(message?.onlyFor).toBe(BRUNO);
      expect(textOf(message ?? expect.fail())).toContain('Autour de ce passage');
      expect(discord.messagesIn(GENERAL, ALICE)).toHaveLength(1);
    }));

  test('shows what a voice holds to the one who clicks', () =>
    withDiscord(async ({ discord, start }) => {
      await start();
      await discord.command({ name: 'debat', options: { sujet: 'blogs', auteur: 'kabla' } });
      const { message } = await discord.button({ label: 'Position d’Hervé Kabla' });
      expect(message?.onlyFor).toBe(ALICE);
      expect(textOf(message ?? expect.fail())).toContain('Ce que dit Hervé Kabla');
    }));

  test('passes a private answer on to the channel, under the name of who shares it', () =>
    withDiscord(async ({ discord, start }) => {
      const { faults } = await start();
      const options = { sujet: 'roi', prive: true };
      await discord.command({ name: 'debat', options });
      await discord.button({ label: 'Partager' });
      const shared = await discord.waitForMessage(GENERAL, ({ onlyFor }) => onlyFor === undefined);
      expect(textOf(shared)).toContain(`Partagé par <@${ALICE}>`);
      expect(notifiesNobody(shared)).toBe(true);
      expect(labelsOf(shared)).toContain('Retirer');
      await discord.until(
        () =>
          discord
            .messagesIn(GENERAL, ALICE)
            .some((each) => textOf(each).includes('est partagée')) || undefined,
      );
      expect(faults).toEqual([]);
    }));

  test('pages a private answer where only the person installed the bot, however often', () =>
    withDiscord(async ({ discord, start }) => {
      await start();
      await discord.command({ ...ROI, channel: PRIVATE });
      for (const label of ['▶', '◀', '▶', '◀', '▶', '◀', '▶']) {
        await discord.button({ label, channel: PRIVATE });
      }
      expect(textOf(only(discord, PRIVATE))).toContain('Page 2 sur 2');
      expect(discord.calls(FOLLOW_UP)).toHaveLength(0);
    }));

  test('withdraws an answer for the one who asked', () =>
    withDiscord(async ({ discord, start }) => {
      await start();
      await discord.command({ ...ROI, user: BRUNO });
      await discord.button({ label: '▶', user: ALICE });
      await discord.button({ label: 'Retirer', user: BRUNO });
      await discord.until(() => discord.messagesIn(GENERAL).length === 0 || undefined);
    }));

  test('withdraws an answer for those who manage messages, and for nobody else', () =>
    withDiscord(async ({ discord, start }) => {
      await start();
      await discord.command(ROI);
      const refused = await discord.button({ label: 'Retirer', user: BRUNO });
      expect(refused.message?.onlyFor).toBe(BRUNO);
      expect(textOf(refused.message ?? expect.fail())).toContain('Seule la personne');
      const permissions = MEMBER_PERMISSIONS | PermissionFlagsBits.ManageMessages;
      await discord.button({ label: 'Retirer', user: BRUNO, permissions });
      await discord.until(() => discord.messagesIn(GENERAL, ALICE).length === 0 || undefined);
    }));

  test('counts a good answer, and thanks', () =>
    withDiscord(async ({ discord, start }) => {
      const { feedback } = await start();
      await discord.command(ROI);
      const { message } = await discord.button({ label: '👍' });
      expect(message?.onlyFor).toBe(ALICE);
      expect([...feedback.counts()]).toEqual([['discord: utile', 1]]);
    }));

  test('asks what is wrong with a bad answer, and counts the reason alone', () =>
    withDiscord(async ({ discord, start }) => {
      const { feedback } = await start();
      await discord.command({ ...ROI, channel: DIRECT });
      const { modal } = await discord.button({ label: '👎', channel: DIRECT });
      expect(modal?.title).toBe('Signaler une erreur');
      const fields = { motif: ['hors sujet'] };
      const { message } = await discord.modalSubmit({ channel: DIRECT, fields });
      expect(textOf(message ?? expect.fail())).toContain('Merci');
      expect([...feedback.counts()]).toEqual([['discord: hors sujet', 1]]);
    }));

  test('of another bot, or of another version, says so', () =>
    withDiscord(async ({ discord, start }) => {
      await start();
      // JSON has numbers where the types have enumerations.
      const { message } = await discord.replay(pressedButton as unknown as APIInteraction);
      expect(textOf(message ?? expect.fail())).toContain('autre version');
    }));
});

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
