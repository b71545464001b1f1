import { catalogueOf } from '../../src/debate/catalogue.ts';
import { once } from 'node:events';
import { MessageFlags, PermissionFlagsBits, REST, Routes } from 'discord.js';
import {
  ApplicationCommandOptionType,
  ButtonStyle,
  ComponentType,
  GatewayCloseCodes,
  GatewayIntentBits,
  GatewayOpcodes,
  InteractionResponseType,
  type APIInteraction,
  type APIMessage,
  type RESTPutAPIApplicationCommandsResult,
} from 'discord-api-types/v10';
import type { GenericSchema } from 'valibot';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { realCorpus } from '../fixtures/corpora.ts';
import { commandsFor } from '../../src/platforms/discord/commands.ts';
import { TestTime } from '../fixtures/test-time.ts';
import {
  APPLICATION,
  BOT,
  BRUNO,
  DIRECT,
  ELSEWHERE,
  GENERAL,
  GUILD,
  PRIVATE,
} from './discord/community.ts';
import { COMMANDS } from './discord/command-limits.ts';
import { DEFERRAL, inspectedMessage, MODAL } from './discord/limits.ts';
import { notifiesNobody } from './discord/reading.ts';
import { inspected } from './discord/refusal.ts';
import { startDiscord, type Discord } from './discord/stand-in.ts';

const MINUTE_MS = 60_000;
const { String: Text, Subcommand } = ApplicationCommandOptionType;
const { ChannelMessageWithSource } = InteractionResponseType;

const BEFORE = { type: Text, name: 'a', description: 'x', required: true };
const AFTER = { type: Text, name: 'é', description: 'x', required: false };
const LONG = Array.from('abcd', (name) => {
  const each = { type: Text, description: 'x'.repeat(100) };
  const options = Array.from({ length: 25 }, (_, index) => ({ ...each, name: `o${index}` }));
  return { name, description: 'x', type: Subcommand, options };
});
const withOptions = (...options: object[]) => [{ name: 'débat', description: 'x', options }];

const text = (content: string) => ({ type: ComponentType.TextDisplay, content });
const button = (custom_id: string, label = 'x') => {
  return { type: ComponentType.Button, style: ButtonStyle.Secondary, custom_id, label };
};
const row = (...components: object[]) => ({ type: ComponentType.ActionRow, components });
const message = (...components: object[]) => ({ components, flags: MessageFlags.IsComponentsV2 });

let discord: Discord;
let time: TestTime;
let rest: REST;
let sockets: WebSocket[];

beforeEach(async () => {
  time = new TestTime();
  sockets = [];
  discord = await startDiscord({ clock: time.now });
  rest = new REST({ api: discord.apiUrl, retries: 0 }).setToken(discord.token);
});

afterEach(async () => {
  for (const socket of sockets) socket.terminate();
  await discord.stop();
});

/** Opens a session, and hears every event of it. */
function identify(
  given: object,
  hear: (event: string, data: unknown) => void = () => undefined,
): WebSocket {
  const socket = new WebSocket(discord.apiUrl.replace('http', 'ws'));
  sockets.push(socket);
  socket.on('open', () => {
    const { Guilds, GuildMessages, DirectMessages } = GatewayIntentBits;
    const intents = Guilds | GuildMessages | DirectMessages;
    const d = { token: discord.token, intents, ...given };
    socket.send(JSON.stringify({ op: GatewayOpcodes.Identify, d }));
  });
  socket.on('message', (frame: Buffer) => {
    const { t, d } = JSON.parse(frame.toString()) as { t: string | null; d: unknown };
    if (t !== null) hear(t, d);
  });
  return socket;
}

/** A bot that registers the commands of this version and does its work for every interaction; gives the codes it is refused with. */
async function startBot(
  work: (
    interaction: APIInteraction,
    answer: (type: InteractionResponseType, data: object) => Promise<unknown>,
  ) => Promise<unknown>,
): Promise<unknown[]> {
  const refusals: unknown[] = [];
  identify({}, (event, data) => {
    if (event !== 'INTERACTION_CREATE') return;
    // Only interactions come by that name.
    const interaction = data as APIInteraction;
    const route = Routes.interactionCallback(interaction.id, interaction.token);
    const query = new URLSearchParams({ with_response: 'true' });
    work(interaction, (type, given) => {
      return rest.post(route, { auth: false, query, body: { type, data: given } });
    }).catch((error: unknown) => refusals.push((error as { code: unknown }).code));
  });
  await rest.put(Routes.applicationCommands(APPLICATION), {
    body: commandsFor(null, { examples: catalogueOf(realCorpus).examples, areSeveral: false }),
  });
  await discord.until(() => discord.gateway.identifies || undefined);
  return refusals;
}

describe('the gateway', () => {
  test.each([
    ['another token', { token: 'not.the.token' }, GatewayCloseCodes.AuthenticationFailed],
    [
      'an intent that was not granted',
      { intents: GatewayIntentBits.MessageContent },
      GatewayCloseCodes.DisallowedIntents,
    ],
    ['an intent that is none', { intents: 2 ** 30 }, GatewayCloseCodes.InvalidIntents],
    ['a shard that is none', { shard: [2, 2] }, GatewayCloseCodes.InvalidShard],
  ])('hangs up on %s', async (_, given, code) => {
    expect(await once(identify(given), 'close')).toEqual([code, Buffer.of()]);
  });

  test('tells of messages as far as intents go', async () => {
    const heard: string[] = [];
    identify({}, (event, data) => {
      if (event === 'MESSAGE_CREATE') heard.push((data as APIMessage).content);
    });
    await discord.until(() => discord.gateway.identifies || undefined);
    discord.say({ text: 'entre nous' });
    discord.mention({ text: 'le roi' });
    discord.directMessage({ text: 'et le peuple ?' });
    await expect.poll(() => heard).toEqual(['', `<@${BOT}> le roi`, 'et le peuple ?']);
  });
});

describe('an interaction', () => {
  const ROI = { name: 'debat', options: { sujet: 'roi' } };

  test('gives the message back when asked, with identifiers and defaults that were not sent', async () => {
    const shown: unknown[] = [];
    await startBot(async (_, answer) => {
      const parts = message(row(button('next')), { type: ComponentType.Separator });
      shown.push(await answer(ChannelMessageWithSource, parts));
    });
    await discord.command(ROI);
    const components = [
      { id: 1, components: [{ id: 2, custom_id: 'next' }] },
      { id: 3, spacing: 1, divider: true },
    ];
    await expect.poll(() => shown).toMatchObject([{ resource: { message: { components } } }]);
  });

  test('has three seconds for its first response, and fifteen minutes for its token', async () => {
    let takenMs = 3_000;
    const refusals = await startBot(async ({ token }, answer) => {
      time.advance(takenMs);
      await answer(ChannelMessageWithSource, message(text('à temps')));
      time.advance(15 * MINUTE_MS);
      const route = Routes.webhookMessage(APPLICATION, token);
      await rest.patch(route, { auth: false, body: message(text('trop tard')) });
    });
    await discord.command(ROI);
    await expect.poll(() => refusals).toEqual([50_027]);
    takenMs += 1;
    await expect(discord.command(ROI)).rejects.toThrow('UnknownInteraction');
    await expect.poll(() => refusals).toEqual([50_027, 10_062]);
  });

  test('offers what autocompletion finds, 25 choices at most', async () => {
    let count = 25;
    const refusals = await startBot((_, answer) => {
      const choices = Array.from({ length: count }, (__, index) => `roi ${index}`);
      return answer(InteractionResponseType.ApplicationCommandAutocompleteResult, {
        choices: choices.map((name) => ({ name, value: name })),
      });
    });
    const typed = { name: 'debat', option: 'sujet', typed: 'r' };
    expect((await discord.autocomplete(typed)).choices).toHaveLength(25);
    count += 1;
    await expect(discord.autocomplete(typed)).rejects.toThrow('InvalidFormBody');
    await expect.poll(() => refusals).toEqual([50_035]);
  });

  test('happens only where people find the command', async () => {
    await startBot((_, answer) => answer(ChannelMessageWithSource, message(text('ici'))));
    await discord.command({ ...ROI, channel: PRIVATE });
    const subscribe = { name: 'abonnement activer', options: { heure: 'midi' } };
    await discord.command(subscribe);
    const impossible = [
      [{ ...ROI, channel: PRIVATE, user: BRUNO }, 'not installed'],
      [{ ...subscribe, user: BRUNO }, 'lacks a permission'],
      [{ ...subscribe, name: 'abonnement' }, 'no subcommand'],
      [{ name: 'debat' }, 'is required'],
      [{ name: 'debat', options: { sujet: 1 } }, 'another type'],
      [{ name: 'debat', options: { ...ROI.options, salon: 'x' } }, 'no option'],
      [{ name: 'sondage' }, 'no command'],
    ] as const;
    for (const [asked, reason] of impossible) {
      await expect(discord.command(asked)).rejects.toThrow(reason);
    }
  });

  test('allows five further messages to an application that only the person installed', async () => {
    const refusals = await startBot(async ({ token }, answer) => {
      const body = message(text('encore'));
      await answer(ChannelMessageWithSource, body);
      const route = Routes.webhook(APPLICATION, token);
      for (let count = 0; count < 6; count += 1) await rest.post(route, { auth: false, body });
    });
    await discord.command({ ...ROI, channel: PRIVATE });
    await expect.poll(() => refusals).toEqual([40_094]);
    expect(discord.messagesIn(PRIVATE)).toHaveLength(6);
  });
});

describe('messages', () => {
  const post = (channel: string, body: object) =>
    rest.post(Routes.channelMessages(channel), { body });

  test('notify whom they name, unless the request forbids it', async () => {
    const loud = message(text(`@everyone <@${BRUNO}> <@&${GUILD}>`));
    await post(GENERAL, loud);
    await post(GENERAL, { ...loud, allowed_mentions: { parse: [] } });
    const [first, second = expect.fail()] = discord.messagesIn(GENERAL);
    expect(first?.pings).toEqual({ everyone: true, users: [BRUNO], roles: [GUILD] });
    expect(notifiesNobody(second)).toBe(true);
  });

  test('are refused where the bot may not see, write or reach', async () => {
    const refused = async (channel: string, code: number) => {
      await expect(post(channel, message(text('bonjour')))).rejects.toMatchObject({ code });
    };
    const general = discord.community.channels.get(GENERAL) ?? expect.fail();
    await refused('499999999999999999', 10_003);
    await refused(ELSEWHERE, 50_001);
    general.botPermissions &= ~PermissionFlagsBits.SendMessages;
    await refused(GENERAL, 50_013);
    discord.guildDelete({ guild: GUILD });
    await refused(GENERAL, 50_001);
    await post(DIRECT, message(text('bonjour')));
  });

  test('that break a limit are answered with where they do', async () => {
    const errors = { components: { 0: { content: { _errors: [expect.anything()] } } } } as unknown;
    const posted = post(GENERAL, message(text('')));
    await expect(posted).rejects.toMatchObject({ code: 50_035, rawError: { errors } });
  });
});

describe('the limits', () => {
  const said = message(text('x'));
  const buttons = (...ids: string[]) => message(row(...ids.map((id) => button(id))));

  test.each([
    ['words beside components', { ...said, content: 'x' }],
    ['components without the flag', { components: [text('x')] }],
    ['41 components', message(...Array<object>(41).fill(text('x')))],
    ['4,001 characters', message(text('x'.repeat(4_000)), text('x'))],
    ['a label over 80 characters', message(row(button('only', 'x'.repeat(81))))],
    ['six buttons in a row', buttons(...Array.from('abcdef'))],
    ['a custom_id twice', buttons('a', 'a')],
    ['a custom_id over 100 characters', buttons('a'.repeat(101))],
    ['a section without its accessory', message({ type: 9, components: [text('x')] })],
    ['mentions of another kind', { ...said, allowed_mentions: { parse: ['friends'] } }],
    ['a nonce over 25 characters', { ...said, nonce: 'x'.repeat(26) }],
  ])('of messages refuse %s', (_, body) => {
    expect(() => inspectedMessage(said)).not.toThrow();
    expect(() => inspectedMessage(body)).toThrow('InvalidFormBody');
  });

  test('of bytes answer with a 500, and count French accents twice', () => {
    const complaint = { status: 500 };
    expect(() => inspectedMessage(message(text('€'.repeat(3_386))))).not.toThrow();
    expect(() => inspectedMessage(message(text('€'.repeat(3_387))))).toThrow(
      expect.objectContaining({ complaint: expect.objectContaining(complaint) as unknown }),
    );
  });

  const field = (custom_id: string, ...values: string[]) => {
    const options = values.map((value) => ({ label: value, value }));
    return { type: 18, label: 'x', component: { type: 3, custom_id, options } };
  };
  const modal = (title: string, ...components: object[]) => ({ custom_id: 'x', title, components });

  test.each([
    ['a sixth field', MODAL, modal('x', ...Array.from('abcdef', (id) => field(id, 'y')))],
    ['a long title', MODAL, modal('x'.repeat(46), field('a', 'y'))],
    ['a field twice', MODAL, modal('x', field('a', 'y'), field('a', 'y'))],
    ['a choice twice', MODAL, modal('x', field('a', 'y', 'y'))],
    ['a field without choices', MODAL, modal('x', field('a'))],
    ['any flag of a deferral but one', DEFERRAL, { flags: MessageFlags.IsComponentsV2 }],
    ['a capital in a command', COMMANDS, [{ name: 'Débat', description: 'x' }]],
    ['no description', COMMANDS, [{ name: 'débat', description: '' }]],
    ['a command twice', COMMANDS, [1, 2].map(() => ({ name: 'debat', description: 'x' }))],
    ['an option twice', COMMANDS, withOptions(AFTER, AFTER)],
    ['what is required after what is not', COMMANDS, withOptions(AFTER, BEFORE)],
    ['options beside subcommands', COMMANDS, withOptions(AFTER, { ...BEFORE, type: Subcommand })],
    ['a command of 8,001 characters', COMMANDS, withOptions(...LONG)],
  ])('refuse %s', (_, schema: GenericSchema, value) => {
    expect(() => inspected(schema, value)).toThrow('InvalidFormBody');
  });

  test('of commands refuse accents nowhere, and give commands back in another shape', async () => {
    const put = async (body: object[]) => {
      const given = await rest.put(Routes.applicationCommands(APPLICATION), { body });
      return given as RESTPutAPIApplicationCommandsResult;
    };
    const sent = withOptions(BEFORE, AFTER).map((each) => ({ ...each, contexts: [1, 0] }));
    const [made] = await put(sent);
    const defaults = { type: 1, contexts: [0, 1], nsfw: false, name_localizations: null };
    expect(made).toMatchObject(defaults);
    expect(made?.options?.[1]).toEqual({ type: 3, name: 'é', description: 'x' });
    expect(await put(sent)).toEqual([made]);
  });
});
