import {
  ApplicationCommandType,
  GatewayDispatchEvents,
  InteractionType,
  type APIApplicationCommandAutocompleteInteraction,
  type APIApplicationCommandInteraction,
  type APIChatInputApplicationCommandInteractionData,
  type APIInteraction,
  type APIMessage,
  type APIRole,
  type GatewayDispatchPayload,
  type GatewayMessageCreateDispatchData,
  type GatewayMessageUpdateDispatchData,
} from 'discord.js';
import type { Options } from '../../ask/request.ts';
import { EVENT_MEMORY_MS, type Conversation } from '../../conversation/conversation.ts';
import { ACKNOWLEDGE_WITHIN_MS } from '../../conversation/delivery.ts';
import type { Consenting } from '../../conversation/consenting.ts';
import type { ProposalForm, Proposing } from '../../conversation/proposing.ts';
import type { Hearing } from '../../conversation/hearing.ts';
import { subjectIn } from '../../conversation/typed.ts';
import type { ReportFault } from '../../errors.ts';
import type { Log, Notes, Time } from '../../ports.ts';
import { PROPOSE, PROPOSE_THREAD, sentences } from '../../messages/discord.ts';
import { WITHOUT_WORDS } from '../../messages/proposals.ts';
import { type Counters, type Work, readyWithin } from '../../running/work.ts';
import { focusedIn, readOptions } from './commands.ts';
import { InteractionExchange, SpokenExchange, type ExchangeParts } from './exchanges.ts';
import { OFFER_WITHIN_MS } from './limits.ts';
import type { Proposals } from './proposals.ts';
import { readAsked, readClick } from './requests.ts';
import { ownRole, proposedIn, readSpoken, wordsOf } from './spoken.ts';
import type { Offer } from './transport/deliver.ts';
import { repeat, unlessRefused } from '../../conversation/repeating.ts';
import { faults } from './transport/rest.ts';
import type { Servers } from './transport/servers.ts';
import { contestedIn, reasonIn } from './view/buttons.ts';
import type { DiscordMessage } from './view/components.ts';
import { proposalOptions } from './view/proposal.ts';

/** What those who answer have at hand. */
interface ListenerParts extends ExchangeParts {
  readonly conversation: Conversation<DiscordMessage>;
  readonly hearing: Hearing<DiscordMessage>;
  readonly proposing: Proposing<DiscordMessage>;
  readonly consenting: Consenting<DiscordMessage>;
  readonly proposals: Proposals;
  readonly servers: Servers;
  readonly notes: Notes;
  readonly work: Work;
  readonly counters: Counters;
  readonly reportFault: ReportFault;
  readonly log: Log;
  readonly time: Time;
}

/** Gives every event to those who answer it. */
export class Listeners {
  readonly #parts: ListenerParts;
  /** The bot's own user, once a session has told it. */
  #bot = '';
  /** The role of the bot in each server, by which people may name it. */
  readonly #roles = new Map<string, string>();

  constructor(parts: ListenerParts) {
    this.#parts = parts;
  }

  /** Never throws: an event that lacks something is a fault to report. */
  readonly hear = (packet: GatewayDispatchPayload): void => {
    try {
      this.#tell(packet);
    } catch (fault) {
      this.#parts.counters.count('events not understood');
      this.#parts.reportFault(fault);
    }
  };

  /** Most of what Discord tells is not for the bot. */
  #tell(packet: GatewayDispatchPayload): void {
    const { servers } = this.#parts;
    switch (packet.t) {
      case GatewayDispatchEvents.Ready: {
        const { user, guilds, shard = [0, 1] } = packet.d;
        this.#bot = user.id;
        const there = guilds.map(({ id }) => id);
        void servers.present(there, shard);
        break;
      }
      case GatewayDispatchEvents.InteractionCreate:
        this.#hearInteraction(packet.d);
        break;
      case GatewayDispatchEvents.MessageCreate:
        this.#hearMessage(packet.d);
        break;
      case GatewayDispatchEvents.MessageUpdate:
        // Of a preview that was added, a pin or a thread Discord tells so too, and sometimes in part.
        if (isEdited(packet.d)) this.#hearMessage(packet.d);
        break;
      case GatewayDispatchEvents.GuildCreate:
        void servers.joined(packet.d.id);
        this.#learnRole(packet.d.id, packet.d.roles);
        break;
      case GatewayDispatchEvents.GuildRoleCreate:
      case GatewayDispatchEvents.GuildRoleUpdate:
        this.#learnRole(packet.d.guild_id, [packet.d.role]);
        break;
      case GatewayDispatchEvents.GuildDelete:
        void servers.gone(packet.d.id, packet.d.unavailable === true);
        this.#roles.delete(packet.d.id);
        break;
    }
  }

  #hearMessage(message: GatewayMessageCreateDispatchData): void {
    const spoken = readSpoken(message, { bot: this.#bot, roles: this.#roles });
    if (spoken === null) return;
    const exchange = new SpokenExchange(this.#parts, spoken);
    // A session that is resumed tells it again, and so does every process that listens.
    const { id, text, passedOn, isHidden, editedAtMs: atMs } = spoken;
    const excuse = isHidden ? sentences.wordsKeptBack() : null;
    const isRecent = this.#parts.time.now() - (atMs ?? 0) < EVENT_MEMORY_MS;
    const edit = atMs === null ? null : { atMs, isRecent };
    const heard = { id, text, passedOn, excuse, shownTo: 'everyone', edit } as const;
    void this.#parts.hearing.hear(exchange, heard);
  }

  #learnRole(guild: string, roles: readonly APIRole[]): void {
    const role = ownRole(roles, this.#bot);
    if (role !== null) this.#roles.set(guild, role);
  }

  #hearInteraction(interaction: APIInteraction): void {
    const { conversation, time } = this.#parts;
    const exchange = new InteractionExchange(this.#parts, readAsked(interaction, time.now()));
    if (interaction.type === InteractionType.ApplicationCommandAutocomplete) {
      this.#propose(exchange, interaction);
    } else void conversation.perform(exchange, () => this.#answer(exchange, interaction));
  }

  async #answer(exchange: InteractionExchange, interaction: APIInteraction): Promise<void> {
    const { conversation } = this.#parts;
    switch (interaction.type) {
      case InteractionType.ApplicationCommand:
        return this.#answerCommand(exchange, interaction);
      case InteractionType.MessageComponent:
        return this.#parts.proposing.click(
          exchange,
          readClick(interaction, this.#recall),
          openOn(exchange),
        );
      case InteractionType.ModalSubmit: {
        const { id, data } = interaction;
        // What another process answers needs nothing from this one.
        if (!(await conversation.isFirst(`form:${id}`))) return;
        const options = proposalOptions(data);
        if (options !== null) {
          const question = { command: 'proposer', input: { options } };
          return conversation.ask(exchange, question, 'asker');
        }
        const contested = await contestedIn(data, this.#recall);
        return conversation.takeVerdict(exchange, reasonIn(data), contested);
      }
      case InteractionType.ApplicationCommandAutocomplete:
      case InteractionType.Ping:
        break;
    }
  }

  /** A memory that is down or too slow has forgotten. */
  readonly #recall = async (key: string): Promise<string | null> => {
    const { notes, reportFault, time } = this.#parts;
    try {
      return await readyWithin(notes.recall(key), ACKNOWLEDGE_WITHIN_MS, time);
    } catch (fault) {
      reportFault(fault);
      return null;
    }
  };

  async #answerCommand(
    exchange: InteractionExchange,
    { data }: APIApplicationCommandInteraction,
  ): Promise<void> {
    const { conversation, proposing } = this.#parts;
    if (data.type === ApplicationCommandType.Message) {
      const message = data.resolved.messages[data.target_id];
      if (data.name === PROPOSE) return this.#proposeMessage(exchange, message);
      if (data.name === PROPOSE_THREAD)
        return this.#parts.consenting.offer(exchange, data.target_id);
      const words = wordsOf(message);
      return conversation.searchFor(exchange, subjectIn(words), 'asker');
    }
    // Of another type there is none: « unknown command » is what it gets.
    const { options: given = [] } = data as APIChatInputApplicationCommandInteractionData;
    const options = readOptions(given);
    const question = { command: data.name, input: { options } };
    const to = isForAll(options) ? null : 'asker';
    await proposing.ask(exchange, question, openOn(exchange), to);
  }

  /** Opens the form on a message of a person. */
  async #proposeMessage(exchange: InteractionExchange, message?: APIMessage): Promise<void> {
    const { conversation, proposing } = this.#parts;
    const draft = message === undefined ? null : proposedIn(message, exchange.address);
    if (typeof draft === 'string') return conversation.tell(exchange, draft);
    if (draft === null) return conversation.tell(exchange, WITHOUT_WORDS);
    await proposing.openOn(exchange, draft, openOn(exchange));
  }

  /** Offers what goes on from what was typed so far. */
  #propose(
    exchange: InteractionExchange,
    { data }: APIApplicationCommandAutocompleteInteraction,
  ): void {
    const { proposals, work, time, counters, log } = this.#parts;
    const { doing, answerBy: until } = exchange;
    const propose = async () => {
      const [option, typed] = focusedIn(data.options) ?? ['', ''];
      const { debat = '' } = readOptions(data.options);
      const offered = proposals.offer({ option, typed, debat }, exchange.address);
      const found = await readyWithin(offered, OFFER_WITHIN_MS, time);
      const offer = () => exchange.offer(found ?? NOTHING_TO_OFFER);
      await repeat(offer, { faults, time, until, mayRepeat: unlessRefused });
    };
    // A menu without proposals is no reason for a message: the person goes on typing.
    void work.run(doing, propose, (fault) => {
      counters.count(`unanswered: ${doing}`);
      log.warn({ kind: doing, fault: (fault as Error).name }, 'a menu got no proposals');
      return Promise.resolve();
    });
  }
}

function openOn(exchange: InteractionExchange) {
  return (form: ProposalForm) => exchange.openProposal(form);
}

/** Whether a person changed the words of a message, and Discord tells it whole. */
function isEdited(message: Partial<GatewayMessageUpdateDispatchData>): boolean {
  return typeof message.edited_timestamp === 'string' && message.author !== undefined;
}

const NOTHING_TO_OFFER: Offer = { choices: [] };

/** Of what is done with a subscription, only what it sends is worth everybody's while. */
function isForAll({ prive, geste }: Options): boolean {
  return prive === undefined && (geste === undefined || geste === 'essai');
}
