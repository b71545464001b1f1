import { InteractionResponseType, MessageFlags, RequestMethod, Routes } from 'discord.js';
import type {
  APIApplicationCommandOptionChoice,
  APIChannel,
  APIModalInteractionResponseCallbackData,
  InternalRequest,
  REST,
} from 'discord.js';
import { LRUCache } from 'lru-cache';
import { PICTURE_FILE } from '../../../debate/drawn.ts';
import type { Cleared } from '../../../debate/gate.ts';
import { BotError, type ReportFault } from '../../../errors.ts';
import type { ShownTo } from '../../../conversation/buttons.ts';
import type { Outgoing } from '../../../conversation/exchange.ts';
import type { Log, Notes, Time } from '../../../ports.ts';
import { NOTE_MEMORY_MS } from '../limits.ts';
import type { DiscordMessage } from '../view/components.ts';
import { CODES, readFault } from './rest.ts';
import { bodyOf, differenceBetween, requestWith } from './written.ts';

type Message = Omit<Outgoing<DiscordMessage>, 'isRefused'>;

interface SenderParts {
  readonly notes: Notes;
  readonly reportFault: ReportFault;
  readonly log: Log;
  readonly time: Time;
}

/** What an interaction is answered by. */
export interface InteractionRef {
  readonly id: string;
  readonly application: string;
  readonly token: string;
}

/** What autocompletion offers. */
export interface Offer {
  readonly choices: readonly APIApplicationCommandOptionChoice<string>[];
}

/** Somebody may let it meanwhile. */
const WITHOUT_FILES_MS = 60 * 60 * 1000;
const MOST_WITHOUT_FILES = 10_000;

/** Stands for the message of the first response; for a click, the one that was clicked in. */
const ORIGINAL = '@original';

/**
 * The only code that gives Discord something to show. All of it wants what the gate has cleared, and
 * what Discord says it shows is compared with what it was given.
 */
export class Sender {
  readonly #rest: REST;
  readonly #hasty: REST;
  readonly #notes: Notes;
  readonly #reportFault: ReportFault;
  readonly #log: Log;
  #isTold = false;
  /** Channels in which Discord let the bot send none, by their routes: ten thousand refusals would ban it. */
  readonly #withoutFiles: LRUCache<string, true>;

  /** `hasty` is for first responses. */
  constructor(rest: REST, hasty: REST, { notes, reportFault, log, time }: SenderParts) {
    this.#rest = rest;
    this.#hasty = hasty;
    this.#notes = notes;
    this.#reportFault = reportFault;
    this.#log = log;
    const memory = { max: MOST_WITHOUT_FILES, ttl: WITHOUT_FILES_MS, ttlResolution: 0 };
    this.#withoutFiles = new LRUCache({ ...memory, perf: time });
  }

  /** Answers with a message of its own. This and all that follows gives back the message as Discord writes it. */
  respond(interaction: InteractionRef, outgoing: Message): Promise<Buffer> {
    return this.#show(interaction, InteractionResponseType.ChannelMessageWithSource, outgoing);
  }

  /** Puts a message in the place of the one that was clicked in. */
  replace(interaction: InteractionRef, outgoing: Message): Promise<Buffer> {
    const type = InteractionResponseType.UpdateMessage;
    return this.#show(interaction, type, unhidden(outgoing), KEEPING_NONE);
  }

  /** Says that an answer is coming; whom it is shown to cannot be changed afterwards. */
  announce(interaction: InteractionRef, shownTo: ShownTo): Promise<void> {
    const type = InteractionResponseType.DeferredChannelMessageWithSource;
    const data = shownTo === 'asker' ? { flags: MessageFlags.Ephemeral } : {};
    return this.#callback(interaction, { type, data });
  }

  /** Takes note of a click; the message stays as it is for now. */
  acknowledge(interaction: InteractionRef): Promise<void> {
    return this.#callback(interaction, { type: InteractionResponseType.DeferredMessageUpdate });
  }

  openModal(
    interaction: InteractionRef,
    { payload }: Cleared<APIModalInteractionResponseCallbackData>,
    notes: DiscordMessage['notes'],
  ): Promise<void> {
    this.#remember(notes);
    return this.#callback(interaction, { type: InteractionResponseType.Modal, data: payload });
  }

  offer(interaction: InteractionRef, { payload }: Cleared<Offer>): Promise<void> {
    const type = InteractionResponseType.ApplicationCommandAutocompleteResult;
    return this.#callback(interaction, { type, data: payload });
  }

  /** Puts a message in the place of the first response, or of the message that was clicked in. */
  amend(interaction: InteractionRef, outgoing: Message): Promise<Buffer> {
    const fullRoute = Routes.webhookMessage(interaction.application, interaction.token, ORIGINAL);
    const request = { method: RequestMethod.Patch, fullRoute, auth: false };
    return this.#send(unhidden(outgoing), request, KEEPING_NONE);
  }

  /** A further message; where only the person installed the bot, Discord allows five. */
  followUp(interaction: InteractionRef, outgoing: Message): Promise<Buffer> {
    const fullRoute = Routes.webhook(interaction.application, interaction.token);
    const request = { method: RequestMethod.Post, fullRoute, query: WAITING, auth: false };
    return this.#send(outgoing, request);
  }

  /** Takes away the message that was clicked in. */
  async withdraw({ application, token }: InteractionRef): Promise<void> {
    await this.#rest.delete(Routes.webhookMessage(application, token, ORIGINAL), { auth: false });
  }

  /** Posts a message; for a few minutes the same nonce gives the first one back instead of a second. */
  post(
    channel: string,
    outgoing: Message,
    { nonce, repliesTo }: { readonly nonce: string; readonly repliesTo?: string },
  ): Promise<Buffer> {
    const message_reference = { message_id: repliesTo, fail_if_not_exists: false };
    const reply = repliesTo === undefined ? {} : { message_reference };
    const request = { method: RequestMethod.Post, fullRoute: Routes.channelMessages(channel) };
    return this.#send(unhidden(outgoing), request, { ...reply, nonce, enforce_nonce: true });
  }

  /** Puts a message in the place of one that was posted. */
  amendPost(channel: string, message: string, outgoing: Message): Promise<Buffer> {
    const fullRoute = Routes.channelMessage(channel, message);
    return this.#send(unhidden(outgoing), { method: RequestMethod.Patch, fullRoute }, KEEPING_NONE);
  }

  /** The channel of the conversation with a person. */
  async conversationWith(person: string): Promise<string> {
    const body = { recipient_id: person };
    const channel = (await this.#rest.post(Routes.userChannels(), { body })) as APIChannel;
    return channel.id;
  }

  /** Gives the first response; what becomes of a message is asked for in the same round trip. */
  #show(
    interaction: InteractionRef,
    type: InteractionResponseType,
    outgoing: Message,
    others: object = {},
  ): Promise<Buffer> {
    const request = { ...callbackOf(interaction), query: WITH_RESPONSE };
    return this.#send(outgoing, request, others, [`{"type":${type},"data":`, '}'], this.#hasty);
  }

  async #callback(interaction: InteractionRef, body: object): Promise<void> {
    await this.#hasty.request({ ...callbackOf(interaction), body });
  }

  /** Where Discord lets the bot send no files, the same without its picture. */
  async #send(outgoing: Message, ...way: Way): Promise<Buffer> {
    const { payload } = outgoing.message;
    const { unpictured } = payload;
    const [channel = ''] = /^\/channels\/\d+/u.exec(way[0].fullRoute) ?? [];
    if (unpictured !== undefined && this.#withoutFiles.has(channel))
      return this.#attempt(outgoing, unpictured, way);
    try {
      return await this.#attempt(outgoing, payload, way);
    } catch (error) {
      const isForbidden = readFault(error)?.code === CODES.missingPermissions;
      if (unpictured === undefined || !isForbidden) throw error;
      const shown = await this.#attempt(outgoing, unpictured, way);
      // An interaction is no place that is come back to.
      if (channel !== '') this.#withoutFiles.set(channel, true);
      this.#warnOfFiles();
      return shown;
    }
  }

  async #attempt(
    { owner, shownTo }: Message,
    payload: DiscordMessage,
    [request, others = {}, around = ['', ''], rest = this.#rest]: Way,
  ): Promise<Buffer> {
    this.#remember(payload.notes);
    const { picture } = payload;
    const ephemeral = shownTo === 'asker' ? MessageFlags.Ephemeral : 0;
    const flags = MessageFlags.IsComponentsV2 | ephemeral;
    const attached = picture === undefined ? {} : { attachments: [ATTACHED] };
    const sent = { flags, allowed_mentions, ...others, ...attached };
    const written = bodyOf(payload, owner, sent, around);
    const call = { ...request, ...(await requestWith(written, picture)) };
    const response = await rest.queueRequest(call);
    const shown = Buffer.from(await response.arrayBuffer());
    const difference = differenceBetween(payload, shown);
    if (difference !== null) {
      this.#reportFault(new BotError('misquotation', `Discord shows other words: ${difference}`));
    }
    return shown;
  }

  #warnOfFiles(): void {
    if (!this.#isTold)
      this.#log.warn({}, 'a picture was left out: the bot may not attach files everywhere');
    this.#isTold = true;
  }

  /** A memory that is slow or down must not keep an answer: then a button says that it has forgotten. */
  #remember(notes: DiscordMessage['notes']): void {
    for (const [key, text] of Object.entries(notes)) {
      this.#notes.keep(key, text, NOTE_MEMORY_MS).catch(this.#reportFault);
    }
  }
}

/** Whom it is asked of, what goes with the message, what stands around it, and who asks. */
type Way = readonly [
  request: InternalRequest,
  others?: object,
  around?: readonly [string, string],
  rest?: REST,
];

const WITH_RESPONSE = new URLSearchParams({ with_response: 'true' });
const WAITING = new URLSearchParams({ wait: 'true' });
/** Of a message that takes another's place: its picture goes with it. */
const KEEPING_NONE = { attachments: [] };
const ATTACHED = { id: 0, filename: PICTURE_FILE };
/** Nobody is ever notified; a reply does not notify its author either. */
const allowed_mentions = { parse: [], replied_user: false };

function callbackOf({ id, token }: InteractionRef): InternalRequest {
  const fullRoute = Routes.interactionCallback(id, token);
  return { method: RequestMethod.Post, fullRoute, auth: false };
}

/** Whom a message is shown to cannot be said where there is one already, or where it is a channel's. */
function unhidden(outgoing: Message): Message {
  return { ...outgoing, shownTo: 'everyone' };
}
