import { InteractionResponseType, MessageFlags, RequestMethod, Routes } from 'discord.js';
import type {
  APIApplicationCommandOptionChoice,
  APIChannel,
  APIModalInteractionResponseCallbackData,
  InternalRequest,
  REST,
} from 'discord.js';
import type { Cleared } from '../../../debate/gate.ts';
import { BotError } from '../../../errors.ts';
import type { ReportFault } from '../../../errors.ts';
import type { Letter, ShownTo } from '../composer.ts';
import { bodyOf, differenceBetween } from './written.ts';

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
  readonly #hasty: REST;
  readonly #reportFault: ReportFault;

  /** `hasty` is for first responses. */
  constructor(rest: REST, hasty: REST, reportFault: ReportFault) {
    this.#rest = rest;
    this.#hasty = hasty;
    this.#reportFault = reportFault;
  }

  /** Answers with a message of its own. This and all that follows gives back the message as Discord writes it. */
  respond(ticket: Ticket, letter: Letter): Promise<Buffer> {
    return this.#show(ticket, InteractionResponseType.ChannelMessageWithSource, letter);
  }

  /** Puts a message in the place of the one that was clicked in. */
  replace(ticket: Ticket, letter: Letter): Promise<Buffer> {
    return this.#show(ticket, InteractionResponseType.UpdateMessage, unhidden(letter));
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
  amend(ticket: Ticket, letter: Letter): Promise<Buffer> {
    const fullRoute = Routes.webhookMessage(ticket.application, ticket.token, ORIGINAL);
    const body = written(unhidden(letter));
    return this.#send(letter, { method: RequestMethod.Patch, fullRoute, body, auth: false });
  }

  /** A further message; where only the person installed the bot, Discord allows five. */
  followUp(ticket: Ticket, letter: Letter): Promise<Buffer> {
    const fullRoute = Routes.webhook(ticket.application, ticket.token);
    const [method, body] = [RequestMethod.Post, written(letter)];
    return this.#send(letter, { method, fullRoute, query: WAITING, body, auth: false });
  }

  /** Takes away the message that was clicked in. */
  async withdraw({ application, token }: Ticket): Promise<void> {
    await this.#rest.delete(Routes.webhookMessage(application, token, ORIGINAL), { auth: false });
  }

  /** Posts a message; for a few minutes the same nonce gives the first one back instead of a second. */
  post(
    channel: string,
    letter: Letter,
    { nonce, repliesTo }: { readonly nonce: string; readonly repliesTo?: string },
  ): Promise<Buffer> {
    const message_reference = { message_id: repliesTo, fail_if_not_exists: false };
    const body = written(unhidden(letter), {
      ...(repliesTo === undefined ? {} : { message_reference }),
      nonce,
      enforce_nonce: true,
    });
    const fullRoute = Routes.channelMessages(channel);
    return this.#send(letter, { method: RequestMethod.Post, fullRoute, body });
  }

  /** Puts a message in the place of one that was posted. */
  amendPost(channel: string, message: string, letter: Letter): Promise<Buffer> {
    const fullRoute = Routes.channelMessage(channel, message);
    const body = written(unhidden(letter));
    return this.#send(letter, { method: RequestMethod.Patch, fullRoute, body });
  }

  /** The channel of the conversation with a person. */
  async conversationWith(person: string): Promise<string> {
    const body = { recipient_id: person };
    const channel = (await this.#rest.post(Routes.userChannels(), { body })) as APIChannel;
    return channel.id;
  }

  /** Gives the first response; what becomes of a message is asked for in the same round trip. */
  #show(ticket: Ticket, type: InteractionResponseType, letter: Letter): Promise<Buffer> {
    const body = written(letter, {}, [`{"type":${type},"data":`, '}']);
    const request = { ...callbackOf(ticket), query: WITH_RESPONSE, body };
    return this.#send(letter, request, this.#hasty);
  }

  async #callback(ticket: Ticket, body: object): Promise<void> {
    await this.#hasty.request({ ...callbackOf(ticket), body });
  }

  async #send(
    { message }: Letter,
    request: InternalRequest,
    rest: REST = this.#rest,
  ): Promise<Buffer> {
    const [headers, passThroughBody] = [JSON_HEADERS, true];
    const response = await rest.queueRequest({ ...request, headers, passThroughBody });
    const shown = Buffer.from(await response.arrayBuffer());
    const difference = differenceBetween(message.payload, shown);
    if (difference !== null) {
      this.#reportFault(new BotError('misquotation', `Discord shows other words: ${difference}`));
    }
    return shown;
  }
}

const WITH_RESPONSE = new URLSearchParams({ with_response: 'true' });
const WAITING = new URLSearchParams({ wait: 'true' });
const JSON_HEADERS = { 'Content-Type': 'application/json' };
/** Nobody is ever notified; a reply does not notify its author either. */
const allowed_mentions = { parse: [], replied_user: false };

function callbackOf({ id, token }: Ticket): InternalRequest {
  const fullRoute = Routes.interactionCallback(id, token);
  return { method: RequestMethod.Post, fullRoute, auth: false };
}

function written(
  { message, owner, shownTo }: Letter,
  others: object = {},
  around: readonly [string, string] = ['', ''],
): Buffer {
  const ephemeral = shownTo === 'asker' ? MessageFlags.Ephemeral : 0;
  const flags = MessageFlags.IsComponentsV2 | ephemeral;
  return bodyOf(message.payload, owner, { flags, allowed_mentions, ...others }, around);
}

/** Whom a message is shown to cannot be said where there is one already, or where it is a channel's. */
function unhidden(letter: Letter): Letter {
  return { ...letter, shownTo: 'everyone' };
}
