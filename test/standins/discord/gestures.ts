import {
  ApplicationCommandType,
  ComponentType,
  GatewayDispatchEvents,
  InteractionType,
  type APIInteraction,
} from 'discord-api-types/v10';
import { textIn } from '../json.ts';
import { deliver, type Answer } from './answers.ts';
import { commandData, offeredCommand, type Typing, type Values } from './command-data.ts';
import { addChannel, BOT, createGuild, DIRECT, textChannel, type Guild } from './community.ts';
import { controlAt, submissionOf, type Aim, type Fields } from './controls.ts';
import { NOBODY } from './mentions.ts';
import { keep, reword, say, type Message } from './messages.ts';
import { guildPayload } from './payloads.ts';
import { interactionPayload, sceneAt, type Where } from './scene.ts';
import type { World } from './world.ts';

interface Asked extends Where {
  /** The command, and its subcommand after a space: « abonnement activer ». */
  readonly name: string;
  readonly options?: Values;
}

export type Gestures = ReturnType<typeof gesturesOver>;

/**
 * What people and Discord itself do. Those that expect an answer resolve with it, and reject where
 * Discord would show its own error; each throws where Discord's client would not let it be done.
 */
export function gesturesOver(world: World) {
  return {
    command: (asked: Asked) => command(world, asked),
    /** What is offered for what was `typed` so far in `option`. */
    autocomplete: ({ option, typed, ...asked }: Asked & Typing) => {
      return command(world, asked, { option, typed });
    },
    /** An entry of a message's own menu. */
    messageCommand: (asked: Where & { name: string; message: string }) => {
      return messageCommand(world, asked);
    },
    button: (pressed: Where & Aim) => press(world, pressed),
    /** Of the modal in front of the person, filled in by `custom_id`. */
    modalSubmit: (submitted: Where & { fields: Fields }) => submit(world, submitted),
    /** The same payload as it was recorded, with an identifier and a token of its own. */
    replay: (payload: APIInteraction) => replay(world, payload),
    /** A person's message, told to the shards as far as their intents allow. */
    say: ({ text, more, ...where }: Said) => say(sceneAt(world, where), text, more),
    /** `text` is what follows the mention of the bot. */
    mention: ({ text, more, ...where }: Said) => {
      return say(sceneAt(world, where), `<@${BOT}> ${text}`, more);
    },
    directMessage: ({ text, more, ...where }: Said) => {
      return say(sceneAt(world, { channel: DIRECT, ...where }), text, more);
    },
    /** A person's message in other words; null for a change that is nobody's, such as a preview. */
    reword: (message: Message, text: string | null) => {
      return reword(sceneAt(world, { channel: message.channel }), message, text);
    },
    /** The bot is added to a new guild. */
    guildCreate: () => foundGuild(world),
    /** The bot is removed; or the guild is only out of reach for a while. */
    guildDelete: ({ guild, unavailable = false }: { guild: string; unavailable?: boolean }) => {
      deleteGuild(world, guild, unavailable);
    },
  };
}

type Said = Where & { readonly text: string; readonly more?: object };
type Command = InteractionType.ApplicationCommand | InteractionType.ApplicationCommandAutocomplete;

async function command(
  world: World,
  { name, options = {}, ...where }: Asked,
  typing?: Typing,
): Promise<Answer> {
  const scene = sceneAt(world, where);
  const [first = '', subcommand] = name.split(' ');
  const offered = offeredCommand(scene, first, ApplicationCommandType.ChatInput);
  const data = commandData(offered, subcommand, options, typing);
  const type: Command = typing
    ? InteractionType.ApplicationCommandAutocomplete
    : InteractionType.ApplicationCommand;
  // Autocompletion has the same data as a command, but for the option that has the focus.
  return deliver(scene, interactionPayload(scene, type, data as never));
}

async function messageCommand(
  world: World,
  { name, message, ...where }: Where & { name: string; message: string },
): Promise<Answer> {
  const scene = sceneAt(world, where);
  const type = ApplicationCommandType.Message as const;
  const { id } = offeredCommand(scene, name, type);
  const target = world.messages.find(message);
  if (target === undefined) throw new Error(`there is no message ${message}`);
  const resolved = { messages: { [message]: target.payload } };
  const data = { id, name, type, target_id: message, resolved };
  return deliver(scene, interactionPayload(scene, InteractionType.ApplicationCommand, data));
}

async function press(world: World, aim: Where & Aim): Promise<Answer> {
  const scene = sceneAt(world, aim);
  const { message, component } = controlAt(scene, aim);
  const component_type = ComponentType.Button as const;
  if (component['type'] !== component_type) throw new Error('that is not a button');
  const data = { custom_id: textIn(component, 'custom_id') ?? '', component_type };
  const type = InteractionType.MessageComponent;
  return deliver(scene, interactionPayload(scene, type, data, message.payload));
}

async function submit(
  world: World,
  { fields, ...where }: Where & { fields: Fields },
): Promise<Answer> {
  const scene = sceneAt(world, where);
  const { modals } = world.interactions;
  const modal = modals.get(scene.person.id);
  if (modal === undefined) throw new Error(`${scene.person.name} has no modal open`);
  const data = submissionOf(modal, fields);
  modals.delete(scene.person.id);
  const opened = world.messages.find(modal.opener.payload.message?.id ?? '');
  const type = InteractionType.ModalSubmit;
  return deliver(scene, interactionPayload(scene, type, data, opened?.payload));
}

interface NamedPlace {
  readonly channel: { readonly id: string };
  readonly channel_id: string;
}

async function replay(world: World, payload: APIInteraction): Promise<Answer> {
  const user = payload.member?.user ?? payload.user;
  // Recorded by hand, it may name the channel by its identifier alone.
  const { channel, channel_id = channel?.id ?? '' } = payload as Partial<NamedPlace>;
  const where = { channel: channel_id, user: user?.id ?? '' };
  const { message } = payload;
  if (message && !world.messages.find(message.id)) keep(world, { payload: message, pings: NOBODY });
  const fresh = { id: world.snowflake(), token: world.secret('interaction') };
  return deliver(sceneAt(world, where), { ...payload, ...fresh });
}

function foundGuild(world: World): Guild {
  const { community, gateway } = world;
  const guild = createGuild(world.guildId(), 'Un autre cercle');
  community.guilds.set(guild.id, guild);
  addChannel(community, textChannel(world.snowflake(), 'salon', guild.id));
  gateway.dispatch(GatewayDispatchEvents.GuildCreate, guildPayload(guild), guild.id);
  return guild;
}

function deleteGuild(world: World, id: string, unavailable: boolean): void {
  const known = world.community.guilds.get(id);
  if (known === undefined) throw new Error(`there is no guild ${id}`);
  Object.assign(known, unavailable ? { isUnavailable: true } : { hasBot: false });
  const payload = unavailable ? { id, unavailable } : { id };
  world.gateway.dispatch(GatewayDispatchEvents.GuildDelete, payload, id);
}
