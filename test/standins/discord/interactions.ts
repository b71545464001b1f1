import type { APIInteraction, APIInteractionResponse } from 'discord-api-types/v10';
import type { Channel, Person } from './community.ts';
import type { ModalBody } from './limits.ts';
import {
  ALREADY_ACKNOWLEDGED,
  INVALID_WEBHOOK_TOKEN,
  Refusal,
  UNKNOWN_INTERACTION,
  UNKNOWN_WEBHOOK,
} from './refusal.ts';
import type { World } from './world.ts';

/** https://docs.discord.com/developers/interactions/receiving-and-responding#followup-messages */
const FIRST_RESPONSE_MS = 3_000;
const TOKEN_MS = 15 * 60_000;

/** Something a person did, until its token expires. */
export interface Interaction {
  readonly payload: APIInteraction;
  readonly person: Person;
  readonly channel: Channel;
  readonly issuedAt: number;
  /** The first response, once Discord has accepted it. */
  response?: APIInteractionResponse;
  /** The message that `@original` stands for. */
  original?: string;
  followUps: number;
  /** Why a response was refused for good: the person reads that the application did not respond. */
  refusal?: string;
}

/** A modal in front of somebody. */
export interface ShownModal {
  readonly data: ModalBody;
  /** What made it appear. */
  readonly opener: Interaction;
}

export class Interactions {
  readonly #world: World;
  readonly #byToken = new Map<string, Interaction>();
  /** By person: a new modal takes the place of the one before. */
  readonly modals = new Map<string, ShownModal>();

  constructor(world: World) {
    this.#world = world;
  }

  open(payload: APIInteraction, person: Person, channel: Channel): Interaction {
    const interaction = { payload, person, channel, issuedAt: this.#world.clock(), followUps: 0 };
    this.#byToken.set(payload.token, interaction);
    return interaction;
  }

  /** The one whose first response this would be. Throws a Refusal where it comes late or twice. */
  toAnswer(id: string, token: string): Interaction {
    const interaction = this.#byToken.get(token);
    if (interaction?.payload.id !== id) throw new Refusal(UNKNOWN_INTERACTION);
    if (interaction.response !== undefined) throw new Refusal(ALREADY_ACKNOWLEDGED);
    if (this.#world.clock() - interaction.issuedAt > FIRST_RESPONSE_MS) {
      throw new Refusal(UNKNOWN_INTERACTION);
    }
    return interaction;
  }

  /** The one whose token serves as a webhook's. Throws a Refusal before the answer and after the end. */
  answered(token: string): Interaction {
    const interaction = this.#byToken.get(token);
    if (interaction === undefined) throw new Refusal(UNKNOWN_WEBHOOK);
    if (this.#world.clock() - interaction.issuedAt > TOKEN_MS)
      throw new Refusal(INVALID_WEBHOOK_TOKEN);
    if (interaction.response === undefined) throw new Refusal(UNKNOWN_WEBHOOK);
    return interaction;
  }

  /** Takes note of a refusal that the client will not get over. */
  fail(token: string, refusal: string): void {
    const interaction = this.#byToken.get(token);
    if (interaction === undefined || interaction.response !== undefined) return;
    interaction.refusal = refusal;
    this.#world.changes.announce();
  }
}
