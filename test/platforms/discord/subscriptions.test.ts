import { PermissionFlagsBits } from 'discord.js';
import { describe, expect, test } from 'vitest';
import type { APIInteraction } from 'discord.js';
import { openStore } from '../../../src/store/open.ts';
import { StoreDeliveries, StoreSubscriptions } from '../../../src/store/subscriptions.ts';
import subcommand from '../../fixtures/discord/subcommand.json' with { type: 'json' };
import { realCorpus } from '../../fixtures/corpora.ts';
import {
  ALICE,
  BRUNO,
  DIRECT,
  GENERAL,
  GUILD,
  MEMBER_PERMISSIONS,
  PRIVATE,
} from '../../standins/discord/community.ts';
import { labelsOf, textOf } from '../../standins/discord/reading.ts';
import { dispatchOn } from '../../fixtures/bots.ts';
import { withDiscord } from './harness.ts';
import type { Bot, Scene } from './harness.ts';

const PLACE = { platform: 'discord', workspace: GUILD, channel: GENERAL };
const SETTINGS = { heure: '9h30', fuseau: 'Europe/Paris', jours: 'lun-ven' };

interface Subscribed extends Scene {
  readonly bot: Bot;
  readonly subscriptions: StoreSubscriptions;
  /** Uses the command, and gives what the person reads. */
  readonly told: (gesture: string, options?: object, where?: object) => Promise<string>;
}

/** Runs a test with a bot that keeps subscriptions. */
function withSubscriptions(run: (scene: Subscribed) => Promise<void>): Promise<void> {
  return withDiscord(async (scene) => {
    const silent = () => undefined;
    const log = { info: silent, warn: silent, error: silent };
    const opened = await openStore('sqlite::memory:', { time: scene.time, log });
    const subscriptions = new StoreSubscriptions(opened.store);
    const deliveries = new StoreDeliveries(opened.store);
    const subscribing = { subscriptions, deliveries, now: scene.time.now, timeZone: 'UTC' };
    const bot = await scene.start({ dispatch: dispatchOn(realCorpus, { subscribing }) });
    const told: Subscribed['told'] = async (gesture, options = {}, where = {}) => {
      const asked = { name: `abonnement ${gesture}`, options: { ...options }, ...where };
      const { message } = await scene.discord.command(asked);
      expect(message?.onlyFor === undefined).toBe(gesture === 'essai');
      return textOf(message ?? expect.fail());
    };
    try {
      await run({ ...scene, bot, subscriptions, told });
    } finally {
      await opened.close();
    }
  });
}

describe('the quotation of the day', () => {
  test('is subscribed to, told of, rehearsed, ended and erased where one asks', () =>
    withSubscriptions(async ({ told, subscriptions, bot }) => {
      expect(await told('activer', SETTINGS)).toContain('du lundi au vendredi');
      const subscription = await subscriptions.of(PLACE);
      const schedule = { hour: 9, minute: 30, zone: 'Europe/Paris', days: [1, 2, 3, 4, 5] };
      expect(subscription?.schedule).toEqual(schedule);
      expect(await told('etat')).toContain('Prochain envoi');
      expect(await told('essai')).toContain('La citation du jour');
      expect(await told('effacer')).toContain('/abonnement effacer confirmer\\:True');
      expect(await subscriptions.of(PLACE)).not.toBeNull();
      expect(await told('desactiver')).toContain('n’est plus envoyée');
      await told('activer', { fuseau: 'montréal' });
      expect(await told('effacer', { confirmer: true })).toContain('est effacé');
      expect(await subscriptions.of(PLACE)).toBeNull();
      expect(bot.faults).toEqual([]);
    }));

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
      const askedWith = (permissions: bigint) => {
        const member = { ...subcommand.member, permissions: String(permissions) };
        return discord.replay({ ...subcommand, member } as unknown as APIInteraction);
      };
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

  test.each([
    ['whoever owns the server', ALICE, 'sera envoyée ici'],
    ['nobody else', BRUNO, 'Gérer le serveur'],
  ])('is subscribed to by mentioning the bot, by %s', (_, user, words) =>
    withSubscriptions(async ({ discord }) => {
      discord.mention({ text: '/abonnement activer 8h', user });
      await discord.waitForMessage(GENERAL, (each) => textOf(each).includes(words));
    }),
  );

  test('looks, when it is rehearsed, as it will when it is sent', () =>
    withSubscriptions(async ({ discord, told }) => {
      await told('essai');
      const [rehearsed = expect.fail()] = discord.messagesIn(GENERAL);
      for (const label of ['Contexte', 'Le débat sur ce thème'])
        expect(labelsOf(rehearsed)).toContain(label);
    }));

  test('has its time zones offered as they are typed', () =>
    withSubscriptions(async ({ discord }) => {
      const typing = { name: 'abonnement activer', option: 'fuseau', typed: 'bruxel' };
      const { choices } = await discord.autocomplete(typing);
      expect(choices.map(({ value }) => value)).toEqual(['Europe/Brussels']);
    }));
});
