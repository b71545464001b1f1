import {
  InteractionResponseType,
  InteractionType,
  MessageFlags,
  MessageType,
  type APIInteractionResponse,
  type APIMessage,
  type APIMessageInteractionMetadata,
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
  remove,
  revised,
  type Composition,
  type Message,
} from './messages.ts';
import { userPayload } from './payloads.ts';
import { inspected, Refusal, TOO_MANY_FOLLOW_UPS, UNKNOWN_MESSAGE } from './refusal.ts';
import { parameter, type Handler, type Request, type World } from './world.ts';

/** The first response, and what an interaction's token allows for fifteen minutes. */
export const INTERACTION_ROUTES = {
  'POST /interactions/:interaction/:token/callback': answer,
  'POST /webhooks/:application/:token': followUp,
  'PATCH /webhooks/:application/:token/messages/:message': (request) => {
    const { world, body } = request;
    const interaction = interactionOf(request);
    const edited = editFor(world, interaction, messageOf(request, interaction), body);
    return { status: 200, body: edited.payload };
  },
  'DELETE /webhooks/:application/:token/messages/:message': (request) => {
    const interaction = interactionOf(request);
    remove(request.world, interaction.channel, messageOf(request, interaction));
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
/** Those whose `with_response` gives the message. */
const SHOWN = [
  InteractionResponseType.ChannelMessageWithSource,
  InteractionResponseType.UpdateMessage,
];

/** What may answer what: https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object */
const ANSWERS: Readonly<Record<InteractionType, readonly InteractionResponseType[]>> = {
  [InteractionType.Ping]: [],
  [InteractionType.ApplicationCommand]: MESSAGES,
  [InteractionType.MessageComponent]: [...MESSAGES, ...UPDATES, InteractionResponseType.Modal],
  [InteractionType.ApplicationCommandAutocomplete]: [
    InteractionResponseType.ApplicationCommandAutocompleteResult,
  ],
  // All that this bot opens are opened from a message, which they may change, too.
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
  return { status: 200, body: callbackPayload(interaction, type, message) };
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
  const complete = { ...payload, ...provenance(interaction) };
  return post(world, interaction.channel, { payload: complete, pings }, onlyFor);
}

function editFor(world: World, { channel }: Interaction, message: Message, body: Json): Message {
  const revision = revised({ world, channel, isInteraction: true }, message.payload, body);
  return edit(world, channel, message, revision);
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

function provenance({ payload, person }: Interaction): Partial<APIMessage> {
  const { id, type, application_id, authorizing_integration_owners } = payload;
  const metadata = {
    id,
    type,
    user: userPayload(person),
    authorizing_integration_owners,
    ...(payload.message && { interacted_message_id: payload.message.id }),
  };
  return {
    type: payload.message ? MessageType.Reply : MessageType.ChatInputCommand,
    application_id,
    webhook_id: application_id,
    // Which members it has depends on the type, and is nothing the bot reads.
    interaction_metadata: metadata as APIMessageInteractionMetadata,
  };
}

function callbackPayload(
  { payload }: Interaction,
  type: InteractionResponseType,
  message: Message | undefined,
): Json {
  const flags = message?.payload.flags;
  const about = message && {
    response_message_id: message.id,
    response_message_loading: hasFlag(flags, MessageFlags.Loading),
    response_message_ephemeral: hasFlag(flags, MessageFlags.Ephemeral),
  };
  return {
    interaction: { id: payload.id, type: payload.type, ...about },
    ...(SHOWN.includes(type) && { resource: { type, message: message?.payload } }),
  };
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

function messageOf(request: Request, { original, channel }: Interaction): Message {
  const id = parameter(request, 'message');
  const message = request.world.messages.find(id === '@original' ? (original ?? '') : id);
  if (message?.channel !== channel.id) throw new Refusal(UNKNOWN_MESSAGE);
  return message;
}
