import type { RespondArguments, RespondFn, types } from '@slack/bolt';
import type { ShownTo } from '../../conversation/buttons.ts';
import type { Outgoing } from '../../conversation/exchange.ts';
import type { Cleared } from '../../debate/gate.ts';
import { sentences } from '../../messages/slack.ts';
import { acknowledgeWith, amend, openModal, post, respondWith, withdraw } from './deliver.ts';
import { nameOf, SlackExchange } from './exchange.ts';
import type { Acknowledgement, ExchangeParts, Origin } from './exchange.ts';
import { readFault } from './faults.ts';
import type { SlackMessage } from './view/blocks.ts';
import { wrongForm } from './view/forms.ts';

type Message = Outgoing<SlackMessage>;

/** A slash command: answered in its acknowledgement, or afterwards by its response_url. */
export class CommandExchange extends SlackExchange {
  readonly #ack: Acknowledgement<RespondArguments>;
  /** Whether an acknowledgement can no longer reach Slack, which a socket tells. */
  readonly #isCutOff: () => boolean;
  readonly #respond: RespondFn;
  #amended: { readonly channel: string; readonly ts: string } | null = null;

  constructor(
    parts: ExchangeParts,
    origin: Origin & { readonly respond: RespondFn },
    ack: Acknowledgement<RespondArguments>,
    isCutOff: () => boolean,
  ) {
    super(parts, origin);
    this.#ack = ack;
    this.#isCutOff = isCutOff;
    this.#respond = origin.respond;
  }

  override async hold(): Promise<null> {
    await this.#ack.give();
    return null;
  }

  /**
   * What came through a response_url cannot be amended (slackapi/bolt-js#2287), so that what may still be
   * completed is posted; where the bot may not post, the answer stands as it is.
   */
  override async reply(outgoing: Message, isToBeAmended: boolean): Promise<string | null> {
    const { message, shownTo, owner } = outgoing;
    if (isToBeAmended && shownTo === 'everyone') {
      await this.#ack.giveOnce();
      const ts = await this.#posted(outgoing);
      if (ts !== null) return ts;
    }
    await this.#answer(message, shownTo, owner);
    return null;
  }

  override async whisper(message: Cleared<SlackMessage>): Promise<void> {
    if (this.#ack.isGiven) await super.whisper(message);
    else await this.#answer(message, 'asker', null);
  }

  override async amend({ message, owner }: Message): Promise<void> {
    if (this.#amended !== null)
      await amend(this.origin.client, { ...this.#amended, owner }, message);
  }

  /** A socket may close between a command and its acknowledgement: its response_url is still good. */
  async #answer(message: Message['message'], shownTo: ShownTo, owner: string | null) {
    if (!this.#ack.isGiven && !this.#isCutOff()) {
      try {
        await acknowledgeWith(this.#ack.give, message, { shownTo, owner });
        return;
      } catch {
        // It closed this very moment.
      }
    }
    await respondWith(this.#respond, message, { shownTo, owner });
  }

  /** The name of the message; null where the bot may not post: mostly it was not invited. */
  async #posted({ message, owner }: Message): Promise<string | null> {
    const { client, channel } = this.origin;
    if (channel === null) return null;
    try {
      const ts = await post(client, { channel, threadTs: null, owner }, message);
      this.#amended = { channel, ts };
      return nameOf(channel, ts);
    } catch (error) {
      const fault = readFault(error);
      if (fault?.outcome !== 'refused') throw error;
      const event = 'an answer could not be posted, and will not be completed';
      this.parts.log.info({ code: fault.code }, event);
      return null;
    }
  }
}

/** A message that speaks to the bot: answered in its thread, which is opened where there is none. */
export class SpokenExchange extends SlackExchange {
  readonly #isDirect: boolean;
  readonly #place: { readonly channel: string; readonly threadTs: string };
  #ts: string | null = null;
  /** True once only an edit or a deletion is left to be done; a whisper could be heard twice. */
  isRepeatable = false;

  /** The thread of `origin` is the one that the message stands in already: a whisper opens none. */
  constructor(
    parts: ExchangeParts,
    origin: Origin & { readonly channel: string },
    { ts, isDirect }: { readonly ts: string; readonly isDirect: boolean },
  ) {
    super(parts, origin);
    this.#isDirect = isDirect;
    this.#place = { channel: origin.channel, threadTs: origin.threadTs ?? ts };
  }

  override async hold(): Promise<null> {
    const waiting = this.parts.composer.sentence(sentences.searching());
    this.#ts = await post(this.origin.client, { ...this.#place, owner: null }, waiting);
    return null;
  }

  override async reply(outgoing: Message): Promise<string | null> {
    const { message, shownTo, owner } = outgoing;
    const { client } = this.origin;
    const { channel } = this.#place;
    if (shownTo === 'asker' && !this.#isDirect) {
      if (!this.isRepeatable) await this.whisper(message);
      if (this.#ts === null) return null;
      this.isRepeatable = true;
      await client.chat.delete({ channel, ts: this.#ts });
      return null;
    }
    if (this.#ts === null) this.#ts = await post(client, { ...this.#place, owner }, message);
    else {
      this.isRepeatable = true;
      await this.amend(outgoing);
    }
    return nameOf(channel, this.#ts);
  }

  override async amend({ message, owner }: Message): Promise<void> {
    const place = { channel: this.#place.channel, ts: this.#ts ?? '', owner };
    await amend(this.origin.client, place, message);
  }
}

/** A click on a button, which is acknowledged already. */
export class ClickExchange extends SlackExchange {
  readonly #respond: RespondFn;
  readonly #triggerId: string;
  readonly #ts: string;

  constructor(
    parts: ExchangeParts,
    origin: Origin & { readonly respond: RespondFn },
    { ts, triggerId }: { readonly ts: string; readonly triggerId: string },
  ) {
    super(parts, origin);
    this.#respond = origin.respond;
    this.#ts = ts;
    this.#triggerId = triggerId;
  }

  /** A response_url amends only what was clicked: the answer stands as it is. */
  override async reply({ message, shownTo, owner }: Message): Promise<null> {
    const { threadTs } = this.origin;
    await respondWith(this.#respond, message, { shownTo, threadTs, owner });
    return null;
  }

  override async amend({ message, shownTo, owner }: Message): Promise<void> {
    await respondWith(this.#respond, message, { shownTo, owner, replaces: true });
  }

  /** After half an hour the response_url is dead; the message may still be one that the bot posted. */
  override async withdraw(): Promise<void> {
    const { client, channel } = this.origin;
    await withdraw(this.#respond).catch(() =>
      client.chat.delete({ channel: channel ?? '', ts: this.#ts }),
    );
  }

  override async openForm(): Promise<void> {
    await this.open(wrongForm());
  }

  async open(view: types.ModalView): Promise<void> {
    await openModal(this.origin.client, this.#triggerId, this.parts.composer.ownWords(view));
  }
}

/** A shortcut on somebody's message, or a form that was filled in: answered where it says. */
export class PlacedExchange extends SlackExchange {
  readonly #newThreadTs: string | null;

  /** Where all see the answer, it opens the thread of `newThreadTs`. */
  constructor(parts: ExchangeParts, origin: Origin, newThreadTs: string | null = null) {
    super(parts, origin);
    this.#newThreadTs = newThreadTs;
  }

  /** Through the response_url, which needs no membership; else as a member. */
  override async reply({ message, shownTo, owner }: Message): Promise<null> {
    const { client, respond, channel, person, threadTs: existing } = this.origin;
    const threadTs = existing ?? (shownTo === 'everyone' ? this.#newThreadTs : null);
    if (respond !== undefined) await respondWith(respond, message, { shownTo, threadTs, owner });
    else if (shownTo === 'asker' && channel !== null) await this.whisper(message);
    else await post(client, { channel: channel ?? person, threadTs, owner }, message);
    return null;
  }

  override amend(): Promise<void> {
    return Promise.reject(new TypeError(`nothing can be amended after a ${this.doing}`));
  }
}
