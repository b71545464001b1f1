import type { REST } from 'discord.js';
import type { ShownTo } from '../../conversation/buttons.ts';
import type { Composer } from '../../conversation/composer.ts';
import {
  AnsweredElsewhere,
  type ClickedExchange,
  type HeardExchange,
  type Outgoing,
} from '../../conversation/exchange.ts';
import type { ProposalForm } from '../../conversation/proposing.ts';
import type { Contestable } from '../../conversation/feedback.ts';
import type { Cleared } from '../../debate/gate.ts';
import { FIRST_RESPONSE_MS } from './limits.ts';
import { addressOf, authorManages, type Asked } from './requests.ts';
import type { Spoken } from './spoken.ts';
import type { InteractionRef, Offer, Sender } from './transport/deliver.ts';
import { CODES, readFault } from './transport/rest.ts';
import { messageIn } from './transport/written.ts';
import { wrongForm } from './view/buttons.ts';
import type { DiscordMessage } from './view/components.ts';
import { proposalModal } from './view/proposal.ts';

type Message = Outgoing<DiscordMessage>;

/** What every exchange needs of the rest of the program. */
export interface ExchangeParts {
  readonly composer: Composer<DiscordMessage>;
  readonly sender: Sender;
  /** For what is to be known, not shown. */
  readonly rest: REST;
}

/** What a first response did: it showed a message, said that one is coming, or took note of a click. */
type FirstResponse = 'shown' | 'announced' | 'acknowledged';

/**
 * A command, a click or a form. Discord takes one first response, within three seconds, and refuses any
 * other as « already acknowledged »: after an attempt whose answer was lost, that means it was taken.
 */
export class InteractionExchange implements ClickedExchange<DiscordMessage> {
  readonly address;
  readonly person;
  readonly doing;
  readonly thread;
  readonly #parts: ExchangeParts;
  readonly #asked: Asked;
  #given: FirstResponse | null = null;
  /** What the last attempt showed of which nobody knows whether it was taken. */
  #uncertain: unknown = null;

  constructor(parts: ExchangeParts, asked: Asked) {
    this.#parts = parts;
    this.#asked = asked;
    this.address = asked.address;
    this.person = asked.person;
    this.doing = asked.doing;
    this.thread = asked.thread;
  }

  get answerBy(): number {
    return this.#given === null ? this.#asked.receivedAt + FIRST_RESPONSE_MS : Infinity;
  }

  /** A first response is taken once, and the same edit twice is one; further messages are as many as are sent. */
  get isRepeatable(): boolean {
    return this.#given === null || this.#given === 'announced';
  }

  readonly mayManage = (): Promise<boolean | null> => Promise.resolve(this.#asked.managesServer);

  async hold(as: ShownTo | 'in place'): Promise<ShownTo | null> {
    if (as === 'in place') {
      await this.#first('acknowledged', as, (sender, to) => sender.acknowledge(to));
      return null;
    }
    await this.#first('announced', as, (sender, to) => sender.announce(to, as));
    return as;
  }

  async reply(outgoing: Message): Promise<string> {
    const shown = await this.#reply(outgoing);
    return (shown === null ? null : messageIn(shown)) ?? this.#asked.interaction.id;
  }

  async whisper(message: Cleared<DiscordMessage>): Promise<void> {
    const outgoing = { message, shownTo: 'asker', owner: null } as const;
    const given = this.#given;
    if (given === null) {
      try {
        await this.#first('shown', message, (sender, to) => sender.respond(to, outgoing));
        return;
      } catch (error) {
        if (this.#given === given) throw error;
      }
    }
    await this.#parts.sender.followUp(this.#asked.interaction, outgoing);
  }

  async amend(outgoing: Message): Promise<void> {
    if (this.#given !== null) await this.#parts.sender.amend(this.#asked.interaction, outgoing);
    else await this.#first('acknowledged', 'amended', (sender, to) => sender.replace(to, outgoing));
  }

  withdraw(): Promise<void> {
    return this.#parts.sender.withdraw(this.#asked.interaction);
  }

  async openForm(quotations: readonly Contestable[]): Promise<void> {
    const { form, notes } = wrongForm(quotations);
    const shown = this.#parts.composer.ownWords(form);
    await this.#first('shown', 'form', (sender, to) => sender.openModal(to, shown, notes));
  }

  /** Asks for a proposal. */
  async openProposal(form: ProposalForm): Promise<void> {
    const shown = this.#parts.composer.ownWords(proposalModal(form));
    await this.#first('shown', 'form', (sender, to) => sender.openModal(to, shown, {}));
  }

  /** What a menu proposes. */
  async offer(offer: Offer): Promise<void> {
    const menu = this.#parts.composer.ownWords(offer);
    await this.#first('shown', 'menu', (sender, to) => sender.offer(to, menu));
  }

  #reply(outgoing: Message): Promise<Buffer | null> {
    if (this.#given === null) {
      return this.#first('shown', 'reply', (sender, to) => sender.respond(to, outgoing));
    }
    const { sender } = this.#parts;
    const { interaction } = this.#asked;
    if (this.#given === 'announced') return sender.amend(interaction, outgoing);
    return sender.followUp(interaction, outgoing);
  }

  /** Null where what it showed was taken by an attempt whose answer was lost. */
  async #first<Result>(
    response: FirstResponse,
    shown: unknown,
    call: (sender: Sender, to: InteractionRef) => Promise<Result>,
  ): Promise<Result | null> {
    try {
      const result = await call(this.#parts.sender, this.#asked.interaction);
      this.#given = response;
      return result;
    } catch (error) {
      const fault = readFault(error);
      if (fault?.outcome === 'unknown') this.#uncertain = shown;
      if (fault?.code !== CODES.alreadyAcknowledged) throw error;
      if (this.#uncertain === null) {
        throw new AnsweredElsewhere('another process has answered', { cause: error });
      }
      this.#given = response;
      if (this.#uncertain !== shown) throw error;
      return null;
    }
  }
}

/** A message that speaks to the bot, which is answered below it. */
export class SpokenExchange implements HeardExchange<DiscordMessage> {
  standing: string | null = null;
  shown: (answer: string | null) => void = () => undefined;
  readonly address;
  readonly person;
  readonly doing;
  readonly thread;
  /** Under the same nonce Discord shows a message once. */
  readonly isRepeatable = true;
  readonly #parts: ExchangeParts;
  readonly #spoken: Spoken;
  #isRefused = false;

  constructor(parts: ExchangeParts, spoken: Spoken) {
    const { guild, channel, person } = spoken;
    this.#parts = parts;
    this.#spoken = spoken;
    this.address = addressOf(guild, channel, person);
    this.person = person;
    this.doing = guild === null ? 'direct message' : 'mention';
    this.thread = spoken.thread;
  }

  readonly mayManage = async (): Promise<boolean | null> => {
    const { guild, person: id, roles } = this.#spoken;
    if (guild === null) return true;
    return roles === null ? null : authorManages(this.#parts.rest, guild, { id, roles });
  };

  hold(): Promise<null> {
    return Promise.resolve(null);
  }

  async reply(outgoing: Message): Promise<string | null> {
    try {
      await this.amend(outgoing);
    } catch (error) {
      if (readFault(error)?.outcome !== 'refused') throw error;
      // No answer stands any more that could be changed.
      this.standing = null;
    }
    this.standing ??= await this.#post(outgoing);
    return this.standing;
  }

  async #post(outgoing: Message): Promise<string | null> {
    const { id, channel } = this.#spoken;
    const place = { nonce: this.#nonce(), repliesTo: id };
    try {
      return messageIn(await this.#parts.sender.post(channel, outgoing, place));
    } catch (error) {
      this.#isRefused = readFault(error)?.outcome === 'refused';
      throw error;
    }
  }

  /** Each edit has one of its own: under that of the message, Discord would give its first answer back. */
  #nonce(): string {
    const { id, editedAtMs } = this.#spoken;
    return editedAtMs === null ? id : `${BigInt(id).toString(36)}.${editedAtMs.toString(36)}`;
  }

  /** Where the bot may not write, the person is told in the conversation with it. */
  async whisper(message: Cleared<DiscordMessage>): Promise<void> {
    const { sender } = this.#parts;
    const { guild, channel, person } = this.#spoken;
    const isClosed = this.#isRefused && guild !== null;
    const place = isClosed ? await sender.conversationWith(person) : channel;
    // A nonce of its own: under that of the answer, Discord would give the answer back.
    await sender.post(
      place,
      { message, shownTo: 'asker', owner: null },
      { nonce: `!${this.#nonce()}` },
    );
  }

  async amend(outgoing: Message): Promise<void> {
    if (this.standing === null) return;
    await this.#parts.sender.amendPost(this.#spoken.channel, this.standing, outgoing);
  }
}
