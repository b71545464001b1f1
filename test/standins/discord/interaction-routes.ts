import {
  InteractionResponseType,
  InteractionType,
  MessageFlags,
  MessageType,
  type APIInteractionResponse,
} from 'discord-api-types/v10';
import * as v from 'valibot';
import { objectIn, type Json } from '../json.ts';
import type { Reply } from '../serving.ts';
import type { Interaction } from './interactions.ts';
import { combined, DEFERRAL, hasFlag, MODAL, OFFER } from './limits.ts';
import { NOBODY } from './mentions.ts';
import {
  blankMessage,
  composed,
  edit,
  post,
  revised,
  type Composition,
  type Message,
} from './messages.ts';
import { inspected, Refusal, TOO_MANY_FOLLOW_UPS, UNKNOWN_MESSAGE } from './refusal.ts';
import { parameter, type Handler, type Request, type World } from './world.ts';

/** The first response, and what an interaction's token allows for fifteen minutes. */
export const INTERACTION_ROUTES = {
  'POST /interactions/:interaction/:token/callback': answer,
  'POST /webhooks/:application/:token': followUp,
  'PATCH /webhooks/:application/:token/messages/@original': (request) => {
    const { world, body } = request;
    const interaction = interactionOf(request);
    const edited = editFor(world, interaction, originalOf(request, interaction), body);
    return { status: 200, body: edited.payload };
  },
  'DELETE /webhooks/:application/:token/messages/@original': (request) => {
    const interaction = interactionOf(request);
    request.world.messages.delete(originalOf(request, interaction));
    return { status: 204 };
  },
} satisfies Record<string, Handler>;

const MESSAGES = [
  InteractionResponseType.ChannelMessageWithSource,
  InteractionResponseType.DeferredChannelMessageWithSource,
];
const UPDATES = [
  InteractionResponseType.DeferredMessageUpdate,
  InteractionResponseType.UpdateMessage,
];
/** What may answer what: https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object */
const ANSWERS: Readonly<Record<InteractionType, readonly InteractionResponseType[]>> = {
  [InteractionType.Ping]: [],
  [InteractionType.ApplicationCommand]: [...MESSAGES, InteractionResponseType.Modal],
  [InteractionType.MessageComponent]: [...MESSAGES, ...UPDATES, InteractionResponseType.Modal],
  [InteractionType.ApplicationCommandAutocomplete]: [
    InteractionResponseType.ApplicationCommandAutocompleteResult,
  ],
  // Those that are opened from a message may change it, too.
  [InteractionType.ModalSubmit]: [...MESSAGES, ...UPDATES],
};

/** The first response to an interaction. Throws a Refusal, and then the interaction stays unanswered. */
function answer(request: Request): Reply {
  const { world, body, query } = request;
  const [id, token] = [parameter(request, 'interaction'), parameter(request, 'token')];
  const interaction = world.interactions.toAnswer(id, token);
  const type = typeIn(interaction, body);
  const data = objectIn(body, 'data') ?? {};
  const message = DEEDS[type]?.(world, interaction, data);
  if (message !== undefined) interaction.original = message.id;
  // Type and data have been checked by now.
  interaction.response = body as unknown as APIInteractionResponse;
  world.changes.announce();
  if (query.get('with_response') !== 'true') return { status: 204 };
  const resource = { type, message: message?.payload };
  const told = { id, type: interaction.payload.type, response_message_id: message?.id };
  return { status: 200, body: { interaction: told, resource } };
}

type Deed = (world: World, interaction: Interaction, data: Json) => Message | undefined;

const DEEDS: Readonly<Partial<Record<InteractionResponseType, Deed>>> = {
  [InteractionResponseType.ChannelMessageWithSource]: (world, interaction, data) => {
    const { channel } = interaction;
    return postFor(world, interaction, composed({ world, channel, isInteraction: true }, data));
  },
  [InteractionResponseType.DeferredChannelMessageWithSource]: defer,
  [InteractionResponseType.DeferredMessageUpdate]: (world, interaction) => {
    return sourceMessage(world, interaction);
  },
  [InteractionResponseType.UpdateMessage]: (world, interaction, data) => {
    return editFor(world, interaction, sourceMessage(world, interaction), data);
  },
  [InteractionResponseType.ApplicationCommandAutocompleteResult]: (_world, _interaction, data) => {
    inspected(OFFER, data);
    return undefined;
  },
  [InteractionResponseType.Modal]: ({ interactions }, opener, data) => {
    interactions.modals.set(opener.person.id, { data: inspected(MODAL, data), opener });
    return undefined;
  },
};

/** A message that answers an interaction: only its person sees it, if it says so. */
function postFor(world: World, interaction: Interaction, { payload, pings }: Composition): Message {
  const isEphemeral = hasFlag(payload.flags, MessageFlags.Ephemeral);
  const onlyFor = isEphemeral ? interaction.person.id : undefined;
  const { message, application_id: webhook_id } = interaction.payload;
  const type = message ? MessageType.Reply : MessageType.ChatInputCommand;
  const complete = { ...payload, type, webhook_id };
  return post(world, interaction.channel, { payload: complete, pings }, onlyFor);
}

function editFor(world: World, { channel }: Interaction, message: Message, body: Json): Message {
  const revision = revised({ world, channel, isInteraction: true }, message.payload, body);
  return edit(world, message, revision);
}

/** « is thinking… » */
function defer(world: World, interaction: Interaction, data: Json): Message {
  const { flags = 0 } = inspected(DEFERRAL, data);
  const payload = blankMessage(world, interaction.channel);
  const thinking = { ...payload, flags: combined(flags | MessageFlags.Loading) };
  return postFor(world, interaction, { payload: thinking, pings: NOBODY });
}

function typeIn({ payload }: Interaction, body: Json): InteractionResponseType {
  return inspected(v.object({ type: v.picklist(ANSWERS[payload.type]) }), body).type;
}

function sourceMessage({ messages }: World, { payload }: Interaction): Message {
  const message = messages.find(payload.message?.id ?? '');
  if (message === undefined) throw new Refusal(UNKNOWN_MESSAGE);
  return message;
}

/** For applications that only the person has installed: https://docs.discord.com/developers/interactions/receiving-and-responding#create-followup-message */
const FOLLOW_UPS_OF_USER_INSTALLS = 5;

/**
 * A further message. Directly after a deferred response it fills that instead, and stays as visible
 * as that was announced, which Discord keeps for old applications.
 */
function followUp(request: Request): Reply {
  const { world, body } = request;
  const interaction = interactionOf(request);
  const original = world.messages.find(interaction.original ?? '');
  if (original !== undefined && hasFlag(original.payload.flags, MessageFlags.Loading)) {
    return { status: 200, body: editFor(world, interaction, original, body).payload };
  }
  const owners = Object.keys(interaction.payload.authorizing_integration_owners);
  const isLimited = owners.every((owner) => owner === '1');
  if (isLimited && interaction.followUps >= FOLLOW_UPS_OF_USER_INSTALLS) {
    throw new Refusal(TOO_MANY_FOLLOW_UPS);
  }
  const { channel } = interaction;
  const composition = composed({ world, channel, isInteraction: true }, body);
  interaction.followUps += 1;
  return { status: 200, body: postFor(world, interaction, composition).payload };
}

function interactionOf(request: Request): Interaction {
  return request.world.interactions.answered(parameter(request, 'token'));
}

/** The message that `@original` stands for. */
function originalOf({ world }: Request, { original = '' }: Interaction): Message {
  const message = world.messages.find(original);
  if (message === undefined) throw new Refusal(UNKNOWN_MESSAGE);
  return message;
}
