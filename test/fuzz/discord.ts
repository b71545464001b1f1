import { GatewayDispatchEvents, type APIInteraction } from 'discord-api-types/v10';
import { setImmediate as turn } from 'node:timers/promises';
import { readMessage, readOwnWords } from '../../src/platforms/discord/view/read.ts';
import * as recorded from '../fixtures/discord/payloads.ts';
import { makeBot } from '../platforms/discord/harness.ts';
import { GUILD } from '../standins/discord/community.ts';
import { startDiscord, type Discord } from '../standins/discord/stand-in.ts';
import { isJson } from '../standins/json.ts';
import type { Door } from './door.ts';
import { drawn, mutated } from './hostile.ts';
import { HurriedTime, isForeseen, requireCleared } from './slack.ts';
import fc from 'fast-check';

const PRESSED = [
  'd1/contexte/x',
  'd1/next/debat?sujet=roi&page=2',
  'd1/share/debat?sujet=roi',
  'd1/picture/citation?ref=x&image=oui',
  'd1/remove/200000000000000001',
  'd1/useful/',
  'd1/wrong/',
];

/** A form that says why an answer is bad. */
const form = {
  ...recorded.pressedButton('d1/wrong/'),
  type: 5,
  data: {
    custom_id: 'd1/wrong/',
    components: [
      { type: 18, id: 1, component: { type: 3, id: 2, custom_id: 'motif', values: ['autre'] } },
    ],
  },
} as unknown as APIInteraction;

const entry = {
  ...recorded.chatInputCommand,
  data: {
    id: '500000000000000003',
    name: 'Passages liés',
    type: 3,
    target_id: recorded.mention.id,
    resolved: { messages: { [recorded.mention.id]: recorded.mention } },
  },
};

const { InteractionCreate, MessageCreate, GuildCreate, GuildDelete } = GatewayDispatchEvents;
const EVENTS: readonly (readonly [GatewayDispatchEvents, object])[] = [
  [InteractionCreate, recorded.chatInputCommand],
  [InteractionCreate, recorded.autocomplete],
  [InteractionCreate, recorded.directCommand],
  [InteractionCreate, recorded.subcommand()],
  [InteractionCreate, entry],
  [InteractionCreate, form],
  ...PRESSED.map((id) => [InteractionCreate, recorded.pressedButton(id)] as const),
  [MessageCreate, recorded.mention],
  [MessageCreate, recorded.directMessage],
  [GuildCreate, { id: '300000000000000009', name: 'Autre', roles: [] }],
  [GuildDelete, { id: '300000000000000009' }],
  [GatewayDispatchEvents.GuildMemberUpdate, { guild_id: GUILD, user: { id: '1' } }],
];

/** Throws where something left that the gate does not clear. */
function checkSent(discord: Discord, from: number): number {
  const calls = discord.calls();
  for (const { body } of calls.slice(from)) {
    const shown = isJson(body) && isJson(body['data']) ? body['data'] : body;
    if (!isJson(shown)) continue;
    const { components, choices, title, content } = shown;
    if (typeof content === 'string') throw new Error('text left that is in no component');
    const own = [choices, title].filter((each) => each !== undefined);
    if (own.length > 0) requireCleared(readOwnWords([own, components]), shown);
    else if (Array.isArray(components)) {
      // What was sent is what the renderer made.
      requireCleared(readMessage({ components: components as never }), shown);
    }
  }
  return calls.length;
}

/** Interactions, messages and frames of the gateway. */
export const discordGateway: Door = {
  name: 'discord gateway',
  strikes: 150,
  open: async () => {
    const discord = await startDiscord();
    const bot = makeBot(discord, new HurriedTime());
    await bot.adapter.start();
    let checked = 0;
    const soundQuestion = async () => {
      await discord.until(() => discord.gateway.shards.length > 0 || undefined);
      await discord.command({ name: 'debat', options: { sujet: 'roi' } });
    };
    return {
      strike: async (seed) => {
        const [event, sound] = EVENTS[seed % EVENTS.length] ?? [MessageCreate, {}];
        const id = String(1_441_600_000_000_000_000n + BigInt(seed));
        const data = mutated({ ...sound, id }, seed);
        // One frame of the gateway itself an opening: after some, a session is begun anew within seconds.
        if (seed % 149 === 0) {
          const op = drawn(fc.integer({ min: 0, max: 12 }), seed);
          discord.gateway.sendFrame(op, mutated({ heartbeat_interval: 41_250, data }, seed));
        } else discord.dispatch(event, data, GUILD);
        await turn();
        if (seed % 10 === 0) await soundQuestion();
        checked = checkSent(discord, checked);
      },
      close: async () => {
        await soundQuestion();
        await bot.adapter.stop();
        checkSent(discord, 0);
        const strange = bot.faults.find((fault) => !isForeseen(fault));
        if (strange !== undefined) throw new Error('a mistake of ours', { cause: strange });
        const told = JSON.stringify([bot.log, bot.faults.map(String)]);
        if (told.includes(discord.token)) throw new Error('the log holds the token');
        await discord.stop();
      },
    };
  },
};
