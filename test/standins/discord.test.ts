import {
  Client,
  DiscordAPIError,
  Events,
  GatewayIntentBits,
  MessageFlags,
  Options,
  Partials,
  PermissionFlagsBits,
  type ChatInputCommandInteraction,
  type ClientOptions,
  type Interaction,
} from 'discord.js';
import {
  ButtonStyle,
  ComponentType,
  GatewayCloseCodes,
  Routes,
  type APIMessageTopLevelComponent,
  type RESTPutAPIApplicationCommandsResult,
} from 'discord-api-types/v10';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
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
import { closed } from './discord/faults.ts';
import { notifiesNobody, textOf } from './discord/reading.ts';
import { EDIT_REPLY, FOLLOW_UP, REGISTER_COMMANDS } from './discord/route-names.ts';
import { startDiscord, type Discord } from './discord/stand-in.ts';
import { Changes } from './world.ts';

const MINUTE_MS = 60_000;

/** As they travel: type 1 is a subcommand, 3 a string (and the menu of a message), 5 a boolean. */
const COMMANDS: readonly object[] = [
  {
    name: 'debat',
    description: 'Cite le débat',
    description_localizations: { 'en-US': 'Quotes the debate' },
    contexts: [2, 0, 1],
    integration_types: [1, 0],
    options: [
      { type: 3, name: 'sujet', description: 'Sur quoi', autocomplete: true },
      { type: 5, name: 'prive', description: 'Pour vous seul', required: false },
    ],
  },
  {
    name: 'abonnement',
    description: 'La citation du jour',
    default_member_permissions: String(PermissionFlagsBits.ManageGuild),
    options: [
      {
        type: 1,
        name: 'activer',
        description: 'Commencer',
        options: [{ type: 3, name: 'salon', description: 'Où', required: true }],
      },
    ],
  },
  { name: 'Passages liés', type: 3, contexts: [0, 1, 2], integration_types: [0, 1] },
];

let discord: Discord;
let time: TestTime;
let clients: Client[];

beforeEach(async () => {
  time = new TestTime();
  clients = [];
  discord = await startDiscord({ clock: time.now });
});

afterEach(async () => {
  for (const client of clients) await client.destroy();
  await discord.stop();
});

/** discord.js as the bot would build it, but for the wait between two sessions. */
function clientOver(options: Partial<ClientOptions> = {}): Client {
  const client = new Client({
    intents: [
      GatewayIntentBits.Guilds,
      GatewayIntentBits.GuildMessages,
      GatewayIntentBits.DirectMessages,
    ],
    partials: [Partials.Channel],
    allowedMentions: { parse: [] },
    makeCache: Options.cacheWithLimits({ MessageManager: 0 }),
    rest: { api: discord.apiUrl },
    ws: { buildIdentifyThrottler: () => ({ waitForIdentify: () => Promise.resolve() }) },
    ...options,
  });
  clients.push(client);
  return client;
}

async function login(client: Client): Promise<Client> {
  const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve));
  await client.login(discord.token);
  await ready;
  return client;
}

/** Things that happen one after another, to be waited for. */
class Happenings<Thing> {
  readonly #changes = new Changes();
  readonly #things: Thing[] = [];

  add(thing: Thing): void {
    this.#things.push(thing);
    this.#changes.announce();
  }

  /** All of them once there are so many. */
  first(count: number): Promise<readonly Thing[]> {
    return this.#changes.until(() => (this.#things.length >= count ? this.#things : undefined));
  }
}

/** A bot that knows the commands above and answers every interaction with `work`. */
async function startBot(
  work: (interaction: Interaction) => Promise<unknown>,
): Promise<{ client: Client; failures: Happenings<unknown> }> {
  const client = await login(clientOver());
  const failures = new Happenings<unknown>();
  client.on(Events.InteractionCreate, (interaction) => {
    work(interaction).catch((error: unknown) => {
      failures.add(error);
    });
  });
  await client.rest.put(Routes.applicationCommands(APPLICATION), { body: COMMANDS });
  return { client, failures };
}

/** A bot whose only answer is to `/debat`. */
function startWith(work: (interaction: ChatInputCommandInteraction) => Promise<unknown>) {
  return startBot(async (interaction) => {
    if (interaction.isChatInputCommand()) await work(interaction);
  });
}

const text = (content: string): APIMessageTopLevelComponent => {
  return { type: ComponentType.TextDisplay, content };
};

const button = (custom_id: string, label: string) => {
  return { type: ComponentType.Button, style: ButtonStyle.Secondary, custom_id, label } as const;
};

const row = (...buttons: ReturnType<typeof button>[]): APIMessageTopLevelComponent => {
  return { type: ComponentType.ActionRow, components: buttons };
};

describe('the stand-in for Discord', () => {
  test('refuses a bad token before the gateway is even opened', async () => {
    const login = clientOver().login('not.the.token');
    await expect(login).rejects.toMatchObject({ code: 'TokenInvalid' });
    expect(discord.gateway.identifies).toBe(0);
  });

  test('hangs up with 4004 on a bad token and with 4014 on an intent that was not granted', async () => {
    discord.faults.add('IDENTIFY', closed(GatewayCloseCodes.AuthenticationFailed));
    await expect(clientOver().login(discord.token)).rejects.toThrow('Authentication failed');
    const curious = clientOver({ intents: [GatewayIntentBits.MessageContent] });
    await expect(curious.login(discord.token)).rejects.toThrow('Used disallowed intents');
  });
});

describe('an interaction', () => {
  test('gives the message back when asked, with identifiers and defaults that were not sent', async () => {
    const returned = new Happenings<unknown>();
    await startWith(async (interaction) => {
      const components = [row(button('next', '▶')), { type: ComponentType.Separator } as const];
      const flags = MessageFlags.IsComponentsV2;
      const sent = await interaction.reply({ components, flags, withResponse: true });
      returned.add(sent.resource?.message?.components.map((component) => component.toJSON()));
    });
    await discord.command({ name: 'debat' });
    expect(await returned.first(1)).toMatchObject([
      [
        { id: 1, components: [{ id: 2, custom_id: 'next' }] },
        { id: 3, spacing: 1, divider: true },
      ],
    ]);
  });

  test('has three seconds for its first response, and fifteen minutes for its token', async () => {
    const { failures } = await startWith(async (interaction) => {
      time.advance(interaction.options.getBoolean('prive') === true ? 3_001 : 3_000);
      await interaction.reply('à temps');
      time.advance(15 * MINUTE_MS);
      await interaction.editReply('trop tard');
    });
    await discord.command({ name: 'debat' });
    await discord.waitForCall(EDIT_REPLY);
    const late = discord.command({ name: 'debat', options: { prive: true } });
    await expect(late).rejects.toThrow('Unknown interaction');
    expect(await failures.first(2)).toMatchObject([{ code: 50_027 }, { code: 10_062 }]);
  });

  test('offers what autocompletion finds, 25 choices at most', async () => {
    const { failures } = await startBot(async (interaction) => {
      if (!interaction.isAutocomplete()) return;
      const count = interaction.options.getFocused() === 'trop' ? 26 : 25;
      const choices = Array.from({ length: count }, (_, index) => `roi ${index}`);
      await interaction.respond(choices.map((name) => ({ name, value: name })));
    });
    const completed = { name: 'debat', option: 'sujet' };
    expect((await discord.autocomplete({ ...completed, typed: 'r' })).choices).toHaveLength(25);
    await expect(discord.autocomplete({ ...completed, typed: 'trop' })).rejects.toThrow(
      '25 or fewer',
    );
    expect(await failures.first(1)).toMatchObject([{ code: 50_035 }]);
  });

  test('happens only where people find the command', async () => {
    await startWith((interaction) => interaction.reply('ici'));
    await discord.command({ name: 'debat', channel: PRIVATE });
    const alone = discord.command({ name: 'debat', channel: PRIVATE, user: BRUNO });
    await expect(alone).rejects.toThrow('not installed');
    const subscribe = { name: 'abonnement activer', options: { salon: GENERAL } };
    await discord.command(subscribe);
    await expect(discord.command({ ...subscribe, user: BRUNO })).rejects.toThrow(
      'lacks a permission',
    );
    await expect(discord.command({ ...subscribe, name: 'abonnement' })).rejects.toThrow('bare');
    await expect(discord.command({ name: 'sondage' })).rejects.toThrow('no command');
  });

  test('allows five further messages to an application that only the person installed', async () => {
    const { failures } = await startWith(async (interaction) => {
      await interaction.reply('un');
      for (let count = 0; count < 6; count += 1) await interaction.followUp('encore');
    });
    await discord.command({ name: 'debat', channel: PRIVATE });
    await discord.waitForCall(FOLLOW_UP, 6);
    expect(discord.messagesIn(PRIVATE)).toHaveLength(6);
    expect(await failures.first(1)).toMatchObject([{ code: 40_094 }]);
  });
});

describe('messages', () => {
  test('reach the bot as far as its intents go', async () => {
    const client = await login(clientOver());
    const heard = new Happenings<string>();
    client.on(Events.MessageCreate, ({ content }) => {
      heard.add(content);
    });
    discord.say({ text: 'entre nous' });
    discord.mention({ text: 'le roi' });
    discord.directMessage({ text: 'et le peuple ?' });
    expect(await heard.first(3)).toEqual(['', `<@${BOT}> le roi`, 'et le peuple ?']);
  });

  test('notify whom they name, unless the request forbids it', async () => {
    const client = await login(clientOver());
    const path = Routes.channelMessages(GENERAL);
    const content = `@everyone <@${BRUNO}> <@&${GUILD}>`;
    await client.rest.post(path, { body: { content } });
    await client.rest.post(path, { body: { content, allowed_mentions: { parse: [] } } });
    const [loud, quiet] = discord.messagesIn(GENERAL);
    expect(loud?.pings).toEqual({ everyone: true, users: [BRUNO], roles: [GUILD] });
    expect(quiet && notifiesNobody(quiet)).toBe(true);
  });

  test('are refused where the bot may not see, write or reach', async () => {
    const { rest } = await login(clientOver());
    const codeOf = async (channel: string): Promise<unknown> => {
      const body = { content: 'bonjour' };
      const posted = rest.post(Routes.channelMessages(channel), { body });
      return posted.then(
        () => 'posted',
        (error: unknown) => error instanceof DiscordAPIError && error.code,
      );
    };
    const general = discord.community.channels.get(GENERAL) ?? expect.fail();
    expect(await codeOf('499999999999999999')).toBe(10_003);
    expect(await codeOf(ELSEWHERE)).toBe(50_001);
    general.botPermissions &= ~PermissionFlagsBits.SendMessages;
    expect(await codeOf(GENERAL)).toBe(50_013);
    discord.guildDelete({ guild: GUILD });
    expect(await codeOf(GENERAL)).toBe(50_001);
    expect(await codeOf(DIRECT)).toBe('posted');
  });
});

describe('the limits', () => {
  const V2 = { flags: MessageFlags.IsComponentsV2 };
  const labelled = (label: string) => row(button('only', label));
  const refusals: readonly [string, object, string][] = [
    ['content over 2,000 characters', { content: 'x'.repeat(2_001) }, 'content'],
    ['content beside components', { ...V2, content: 'x', components: [text('x')] }, 'content'],
    ['text displays without the flag', { components: [text('x')] }, 'components'],
    ['41 components', { ...V2, components: Array(41).fill(text('x')) }, 'components'],
    ['4,001 characters', { ...V2, components: [text('x'.repeat(4_000)), text('x')] }, 'components'],
    ['a label over 80 characters', { components: [labelled('x'.repeat(81))] }, 'components'],
    [
      'six buttons in a row',
      { components: [row(...Array.from('abcdef', (id) => button(id, id)))] },
      'components',
    ],
    ['a custom_id twice', { components: [row(button('a', '1'), button('a', '2'))] }, 'components'],
    [
      'a section without its accessory',
      { ...V2, components: [{ type: 9, components: [text('x')] }] },
      'components',
    ],
    [
      'allowed_mentions that contradict themselves',
      { content: 'x', allowed_mentions: { parse: ['users'], users: ['1'] } },
      'allowed_mentions',
    ],
  ];

  test.each(refusals)('of messages refuse %s', async (_title, body, field) => {
    const rest = clientOver().rest.setToken(discord.token);
    const posted = rest.post(Routes.channelMessages(GENERAL), { body });
    const errors = { [field]: expect.anything() as unknown };
    await expect(posted).rejects.toMatchObject({ code: 50_035, rawError: { errors } });
  });

  test('of bytes answer with a 500, and count French accents twice', async () => {
    const rest = clientOver().rest.setToken(discord.token);
    const post = (content: string) => {
      const body = { ...V2, components: [text(content)] };
      return rest.post(Routes.channelMessages(GENERAL), { body });
    };
    await expect(post('€'.repeat(3_386))).resolves.toBeDefined();
    await expect(post('€'.repeat(3_387))).rejects.toMatchObject({ status: 500 });
  });

  test('of modals and deferrals refuse a sixth field, a long title and any flag but one', async () => {
    const field = (custom_id: string) => {
      const component = { type: 4, custom_id, style: 1 };
      return { type: 18, label: custom_id, component };
    };
    const answers = [
      { type: 9, data: { custom_id: 'a', title: 'x', components: Array.from('abcdef', field) } },
      { type: 9, data: { custom_id: 'a', title: 'x'.repeat(46), components: [field('a')] } },
      { type: 9, data: { custom_id: 'a', title: 'x', components: [field('a'), field('a')] } },
      { type: 5, data: { flags: MessageFlags.IsComponentsV2 } },
      { type: 7, data: { content: 'il n’y a rien à changer' } },
    ];
    const { failures } = await startWith(async ({ client, id, token }) => {
      for (const body of answers) {
        const answered = client.rest.post(Routes.interactionCallback(id, token), { body });
        await answered.catch((error: unknown) => {
          failures.add(error);
        });
      }
    });
    await expect(discord.command({ name: 'debat' })).rejects.toThrow('Invalid Form Body');
    const codes = await failures.first(answers.length);
    expect(codes).toMatchObject(answers.map(() => ({ code: 50_035 })));
  });

  test('do not let a message lose its components for words', async () => {
    const { failures } = await startWith(async (interaction) => {
      await interaction.reply({ components: [text('ici')], flags: MessageFlags.IsComponentsV2 });
      await interaction.editReply({ content: 'là', components: [] });
    });
    const { message } = await discord.command({ name: 'debat' });
    expect(await failures.first(1)).toMatchObject([{ code: 50_035 }]);
    expect(message && textOf(message)).toBe('ici');
  });

  test('of commands refuse accents nowhere but capitals, and give names back in another shape', async () => {
    const { rest } = clientOver();
    rest.setToken(discord.token);
    const put = (body: object[]) => rest.put(Routes.applicationCommands(APPLICATION), { body });
    await expect(put([{ name: 'Débat', description: 'x' }])).rejects.toMatchObject({
      code: 50_035,
    });
    await expect(put([{ name: 'débat', description: '' }])).rejects.toMatchObject({ code: 50_035 });
    const optional = { type: 3, name: 'a', description: 'a', required: false };
    const required = { type: 3, name: 'b', description: 'b', required: true };
    const misordered = { name: 'debat', description: 'x', options: [optional, required] };
    await expect(put([misordered])).rejects.toMatchObject({ code: 50_035 });
    const ordered = { ...misordered, options: [required, optional], contexts: [1, 0] };
    const [made] = (await put([ordered])) as RESTPutAPIApplicationCommandsResult;
    expect(made).toMatchObject({
      type: 1,
      contexts: [0, 1],
      nsfw: false,
      name_localizations: null,
    });
    expect(made?.options?.[1]).toEqual({ type: 3, name: 'a', description: 'a' });
    const [again] = (await put([ordered])) as RESTPutAPIApplicationCommandsResult;
    expect(again).toEqual(made);
    expect(discord.calls(REGISTER_COMMANDS)).toHaveLength(5);
  });
});
