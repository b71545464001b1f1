import { InteractionResponseType, MessageFlags, Routes } from 'discord.js';
import type {
  APIApplicationCommandOptionChoice,
  APIChannel,
  APIMessage,
  APIModalInteractionResponseCallbackData,
  REST,
  RESTPostAPIInteractionCallbackWithResponseResult,
} from 'discord.js';
import type { Cleared } from '../../debate/gate.ts';
import { BotError } from '../../errors.ts';
import type { ReportFault } from '../../errors.ts';
import { textsIn } from './components.ts';
import type { DiscordMessage } from './components.ts';

/** Who sees a message. */
export type ShownTo = 'everyone' | 'asker';

/** What an interaction is answered by. */
export interface Ticket {
  readonly id: string;
  readonly application: string;
  readonly token: string;
}

/** What autocompletion offers. */
export interface Offer {
  readonly choices: readonly APIApplicationCommandOptionChoice<string>[];
}

/** Stands for the message of the first response; for a click, the one that was clicked in. */
const ORIGINAL = '@original';

/**
 * The only code that gives Discord something to show. All of it wants what the gate has cleared, and
 * what Discord says it shows is compared with what it was given.
 */
export class Courier {
  readonly #rest: REST;
  readonly #reportFault: ReportFault;

  constructor(rest: REST, reportFault: ReportFault) {
    this.#rest = rest;
    this.#reportFault = reportFault;
  }

  /** Answers with a message of its own. */
  respond(ticket: Ticket, message: Cleared<DiscordMessage>, shownTo: ShownTo): Promise<void> {
    const type = InteractionResponseType.ChannelMessageWithSource;
    return this.#callback(ticket, { type, data: bodyOf(message, shownTo) }, message);
  }

  /** Puts a message in the place of the one that was clicked in. */
  replace(ticket: Ticket, message: Cleared<DiscordMessage>): Promise<void> {
    const type = InteractionResponseType.UpdateMessage;
    return this.#callback(ticket, { type, data: bodyOf(message) }, message);
  }

  /** Says that an answer is coming; whom it is shown to cannot be changed afterwards. */
  announce(ticket: Ticket, shownTo: ShownTo): Promise<void> {
    const type = InteractionResponseType.DeferredChannelMessageWithSource;
    const data = shownTo === 'asker' ? { flags: MessageFlags.Ephemeral } : {};
    return this.#callback(ticket, { type, data });
  }

  /** Takes note of a click; the message stays as it is for now. */
  acknowledge(ticket: Ticket): Promise<void> {
    return this.#callback(ticket, { type: InteractionResponseType.DeferredMessageUpdate });
  }

  openModal(
    ticket: Ticket,
    { payload }: Cleared<APIModalInteractionResponseCallbackData>,
  ): Promise<void> {
    return this.#callback(ticket, { type: InteractionResponseType.Modal, data: payload });
  }

  offer(ticket: Ticket, { payload }: Cleared<Offer>): Promise<void> {
    const type = InteractionResponseType.ApplicationCommandAutocompleteResult;
    return this.#callback(ticket, { type, data: payload });
  }

  /** Puts a message in the place of the first response, or of the message that was clicked in. */
  async amend(ticket: Ticket, message: Cleared<DiscordMessage>): Promise<void> {
    const route = Routes.webhookMessage(ticket.application, ticket.token, ORIGINAL);
    const shown = await this.#rest.patch(route, { body: bodyOf(message), auth: false });
    this.#compare(message, shown as APIMessage);
  }

  /** A further message; where only the person installed the bot, Discord allows five. */
  async followUp(
    ticket: Ticket,
    message: Cleared<DiscordMessage>,
    shownTo: ShownTo,
  ): Promise<void> {
    const route = Routes.webhook(ticket.application, ticket.token);
    const query = new URLSearchParams({ wait: 'true' });
    const body = bodyOf(message, shownTo);
    const shown = await this.#rest.post(route, { body, query, auth: false });
    this.#compare(message, shown as APIMessage);
  }

  /** Takes away the message that was clicked in. */
  async withdraw({ application, token }: Ticket): Promise<void> {
    await this.#rest.delete(Routes.webhookMessage(application, token, ORIGINAL), { auth: false });
  }

  /** Posts a message; for a few minutes the same nonce gives the first one back instead of a second. */
  async post(
    channel: string,
    message: Cleared<DiscordMessage>,
    { nonce, repliesTo }: { readonly nonce: string; readonly repliesTo?: string },
  ): Promise<void> {
    const message_reference = { message_id: repliesTo, fail_if_not_exists: false };
    const body = {
      ...bodyOf(message),
      ...(repliesTo === undefined ? {} : { message_reference }),
      nonce,
      enforce_nonce: true,
    };
    const shown = await this.#rest.post(Routes.channelMessages(channel), { body });
    this.#compare(message, shown as APIMessage);
  }

  /** The channel of the conversation with a person. */
  async conversationWith(person: string): Promise<string> {
    const body = { recipient_id: person };
    const channel = (await this.#rest.post(Routes.userChannels(), { body })) as APIChannel;
    return channel.id;
  }

  async #callback(
    { id, token }: Ticket,
    body: object,
    message?: Cleared<DiscordMessage>,
  ): Promise<void> {
    const route = Routes.interactionCallback(id, token);
    const query = new URLSearchParams({ with_response: 'true' });
    const given = await this.#rest.post(route, { body, query, auth: false });
    if (message === undefined) return;
    const { resource } = given as RESTPostAPIInteractionCallbackWithResponseResult;
    this.#compare(message, resource?.message);
  }

  #compare({ payload }: Cleared<DiscordMessage>, shown: APIMessage | undefined): void {
    const difference = differenceBetween(payload, shown);
    if (difference === null) return;
    this.#reportFault(new BotError('misquotation', `Discord shows other words: ${difference}`));
  }
}

/** How what Discord shows differs from what it was given; null when it does not. No text is told. */
export function differenceBetween(
  { components }: DiscordMessage,
  shown: Pick<APIMessage, 'components'> | undefined,
): string | null {
  const given = textsIn(components);
  const kept = textsIn(shown?.components ?? []);
  if (given.length !== kept.length) return `${kept.length} paragraphs of ${given.length}`;
  const index = given.findIndex((each, place) => each !== kept[place]);
  return index < 0 ? null : `paragraph ${index + 1} of ${given.length}`;
}

function bodyOf({ payload }: Cleared<DiscordMessage>, shownTo: ShownTo = 'everyone') {
  const ephemeral = shownTo === 'asker' ? MessageFlags.Ephemeral : 0;
  return {
    components: payload.components,
    flags: MessageFlags.IsComponentsV2 | ephemeral,
    // Nobody is ever notified; a reply does not notify its author either.
    allowed_mentions: { parse: [], replied_user: false },
  };
}
