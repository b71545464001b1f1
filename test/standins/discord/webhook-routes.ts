import { MessageFlags } from 'discord-api-types/v10';
import { composed } from './composing.ts';
import { editFor, postFor } from './interaction-routes.ts';
import type { Interaction } from './interactions.ts';
import { hasFlag } from './limits.ts';
import type { Message } from './messages.ts';
import { remove } from './posting.ts';
import { Refusal, TOO_MANY_FOLLOW_UPS, UNKNOWN_MESSAGE } from './refusal.ts';
import { parameter, type Handler, type Reply, type Request } from './world.ts';

/** For applications that only the person has installed: https://docs.discord.com/developers/interactions/receiving-and-responding#create-followup-message */
const FOLLOW_UPS_OF_USER_INSTALLS = 5;

/** What an interaction's token allows for fifteen minutes. */
export const WEBHOOK_ROUTES = {
  'POST /webhooks/:application/:token': followUp,
  'GET /webhooks/:application/:token/messages/:message': (request) => {
    return { status: 200, body: messageOf(request, interactionOf(request)).payload };
  },
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
