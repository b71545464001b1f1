import {
  GatewayDispatchEvents,
  InteractionResponseType,
  type APIApplicationCommandOptionChoice,
  type APIInteraction,
  type APIInteractionResponse,
} from 'discord-api-types/v10';
import type { Interaction } from './interactions.ts';
import type { Message } from './messages.ts';
import type { Scene } from './scene.ts';
import type { World } from './world.ts';

/** What became of something a person did. */
export interface Answer {
  /** The first response, as the bot sent it. */
  readonly response: APIInteractionResponse;
  /** The message that `@original` stands for, as it is now; undefined where there is none. */
  readonly message: Message | undefined;
  /** What autocompletion offers. */
  readonly choices: readonly APIApplicationCommandOptionChoice[];
}

/**
 * Hands an interaction to its shard, and resolves with the answer once Discord has accepted one.
 * Rejects where no shard listens, and where a response is refused for good: then the person reads
 * that the application did not respond.
 */
export function deliver(scene: Scene, payload: APIInteraction): Promise<Answer> {
  const { world, person, channel, guild } = scene;
  const interaction = world.interactions.open(payload, person, channel);
  const where = guild?.hasBot === true ? guild.id : undefined;
  const event = GatewayDispatchEvents.InteractionCreate;
  const listeners = world.gateway.dispatch(event, payload, where);
  const answer =
    listeners === 0
      ? Promise.reject<Answer>(new Error('no shard listens to the gateway'))
      : world.changes.until(() => settled(world, interaction));
  // Whoever awaits the answer hears of its failure; whoever does not must not be brought down by it.
  answer.catch(() => undefined);
  return answer;
}

function settled({ messages }: World, interaction: Interaction): Answer | undefined {
  const { refusal, response } = interaction;
  if (refusal !== undefined) throw new Error(`the application did not respond: ${refusal}`);
  if (response === undefined) return undefined;
  const isList = response.type === InteractionResponseType.ApplicationCommandAutocompleteResult;
  return {
    response,
    get message() {
      return messages.find(interaction.original ?? '');
    },
    choices: isList ? (response.data.choices ?? []) : [],
  };
}
