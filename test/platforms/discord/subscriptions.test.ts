import { PermissionFlagsBits } from 'discord.js';
import { describe, expect, test } from 'vitest';
import type { StoreSubscriptions } from '../../../src/store/subscriptions.ts';
import { subcommand } from '../../fixtures/discord/payloads.ts';
import {
  ALICE,
  BRUNO,
  DIRECT,
  GENERAL,
  GUILD,
  MEMBER_PERMISSIONS,
  PRIVATE,
} from '../../standins/discord/community.ts';
import { textOf } from '../../standins/discord/reading.ts';
import { openSubscribing } from '../../fixtures/bots.ts';
import { withDiscord } from './harness.ts';
import type { Scene } from './harness.ts';

const PLACE = { platform: 'discord', workspace: GUILD, channel: GENERAL };

interface Subscribed extends Scene {
  readonly subscriptions: StoreSubscriptions;
  /** Uses the command, and gives what the person reads. */
  readonly told: (gesture: string, options?: object, where?: object) => Promise<string>;
}

/** Runs a test with a bot that keeps subscriptions. */
function withSubscriptions(run: (scene: Subscribed) => Promise<void>): Promise<void> {
  return withDiscord(async (scene) => {
    const { dispatch, subscriptions, close } = await openSubscribing();
    await scene.start({ dispatch });
    const told: Subscribed['told'] = async (gesture, options = {}, where = {}) => {
      const asked = { name: `abonnement ${gesture}`, options: { ...options }, ...where };
      const { message } = await scene.discord.command(asked);
      return textOf(message ?? expect.fail());
    };
    try {
      await run({ ...scene, subscriptions, told });
    } finally {
      await close();
    }
  });
}

describe('the quotation of the day', () => {
  test('is offered to those who manage the server, where the bot itself is', () =>
    withSubscriptions(async ({ discord, told }) => {
      const [command] = discord.commands.in().filter(({ name }) => name === 'abonnement');
      const needed = String(PermissionFlagsBits.ManageGuild);
      expect(command).toMatchObject({ default_member_permissions: needed, contexts: [0, 1] });
      await expect(told('activer', {}, { user: BRUNO })).rejects.toThrow('lacks a permission');
      await expect(told('activer', {}, { channel: PRIVATE })).rejects.toThrow('not offered');
    }));

  test('is changed by nobody else, should a server offer the command to all', () =>
    withSubscriptions(async ({ discord, subscriptions }) => {
      const askedWith = (permissions: bigint) =>
        discord.replay(subcommand({ permissions: String(permissions) }));
      const { message } = await askedWith(MEMBER_PERMISSIONS);
      expect(textOf(message ?? expect.fail())).toContain('Gérer le serveur');
      expect(message?.onlyFor).toBe(ALICE);
      expect(await subscriptions.of(PLACE)).toBeNull();
      await askedWith(MEMBER_PERMISSIONS | PermissionFlagsBits.ManageGuild);
      expect(await subscriptions.of(PLACE)).not.toBeNull();
    }));

  test('is sent to the conversation with the bot, to whoever asks there', () =>
    withSubscriptions(async ({ told, subscriptions }) => {
      await told('activer', { heure: 'midi' }, { channel: DIRECT });
      const place = { platform: 'discord', workspace: null, channel: DIRECT };
      expect((await subscriptions.of(place))?.schedule.hour).toBe(12);
    }));

  test('has its time zones offered as they are typed', () =>
    withSubscriptions(async ({ discord }) => {
      const typing = { name: 'abonnement activer', option: 'fuseau', typed: 'bruxel' };
      const { choices } = await discord.autocomplete(typing);
      expect(choices.map(({ value }) => value)).toEqual(['Europe/Brussels']);
    }));
});
