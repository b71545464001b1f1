import type { RespondArguments, RespondFn, types } from '@slack/bolt';
import type { ShownTo } from '../../conversation/buttons.ts';
import type { Outgoing } from '../../conversation/exchange.ts';
import type { Cleared } from '../../debate/gate.ts';
import { sentences } from '../../messages/slack.ts';
import { acknowledgeWith, amend, openModal, post, respondWith, withdraw } from './deliver.ts';
import { nameOf, SlackExchange } from './exchange.ts';
import type { Acknowledgement, Origin } from './exchange.ts';
import { readFault } from './faults.ts';
import type { SlackMessage } from './view/blocks.ts';
import { wrongForm } from './view/forms.ts';

type Message = Outgoing<SlackMessage>;

interface Command extends Origin {
  readonly respond: RespondFn;
  readonly ack: Acknowledgement<RespondArguments>;
  /** Whether an acknowledgement can no longer reach Slack, which a socket tells. */
  readonly isCutOff: () => boolean;
}

/** A slash command: answered in its acknowledgement, or afterwards by its response_url. */
export class CommandExchange extends SlackExchange<Command> {
  #amended: { readonly channel: string; readonly ts: string } | null = null;

  override async hold(): Promise<null> {
    await this.origin.ack.give();
    return null;
  }

  /**
   * What came through a response_url cannot be amended (slackapi/bolt-js#2287), so that what may still be
   * completed is posted; where the bot may not post, the answer stands as it is.
   */
  override async reply(outgoing: Message, isToBeAmended: boolean): Promise<string | null> {
    const { message, shownTo, owner } = outgoing;
    if (isToBeAmended && shownTo === 'everyone') {
      await this.origin.ack.giveOnce();
      const ts = await this.#posted(outgoing);
      if (ts !== null) return ts;
    }
    await this.#answer(message, shownTo, owner);
    return null;
  }

  override async whisper(message: Cleared<SlackMessage>): Promise<void> {
    if (this.origin.ack.isGiven) await super.whisper(message);
    else await this.#answer(message, 'asker', null);
  }

  override async amend({ message, owner }: Message): Promise<void> {
    if (this.#amended !== null)
      await amend(this.origin.client, { ...this.#amended, owner }, message);
  }

  /** A socket may close between a command and its acknowledgement: its response_url is still good. */
  async #answer(message: Message['message'], shownTo: ShownTo, owner: string | null) {
    const { ack, isCutOff, respond } = this.origin;
    if (!ack.isGiven && !isCutOff()) {
      try {
        await acknowledgeWith(ack.give, message, { shownTo, owner });
        return;
      } catch {
        // It closed this very moment.
      }
    }
    await respondWith(respond, message, { shownTo, owner });
  }

  /** The name of the message; null where the bot may not post: mostly it was not invited. */
  async #posted({ message, owner }: Message): Promise<string | null> {
    const { client, channel } = this.origin;
    if (channel === null) return null;
    try {
      const ts = await post(client, { channel, owner }, message);
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

interface Spoken extends Origin {
  readonly channel: string;
  readonly ts: string;
  readonly isDirect: boolean;
}

/**
 * A message that speaks to the bot: answered in its thread, which is opened where there is none; a
 * whisper opens none.
 */
export class SpokenExchange extends SlackExchange<Spoken> {
  #ts: string | null = null;
  /** True once only an edit or a deletion is left to be done; a whisper could be heard twice. */
  isRepeatable = false;

  override async hold(): Promise<null> {
    await this.#post(this.parts.composer.sentence(sentences.searching()), null);
    return null;
  }

  override async reply(outgoing: Message): Promise<string | null> {
    const { message, shownTo, owner } = outgoing;
    const { client, channel, isDirect } = this.origin;
    if (shownTo === 'asker' && !isDirect) {
      if (!this.isRepeatable) await this.whisper(message);
      if (this.#ts === null) return null;
      this.isRepeatable = true;
      await client.chat.delete({ channel, ts: this.#ts });
      return null;
    }
    if (this.#ts === null) return nameOf(channel, await this.#post(message, owner));
    this.isRepeatable = true;
    await this.amend(outgoing);
    return nameOf(channel, this.#ts);
  }

  override async amend({ message, owner }: Message): Promise<void> {
    const { client, channel } = this.origin;
    await amend(client, { channel, ts: this.#ts ?? '', owner }, message);
  }

  async #post(message: Message['message'], owner: string | null): Promise<string> {
    const { client, channel, ts, threadTs } = this.origin;
    this.#ts = await post(client, { channel, threadTs: threadTs ?? ts, owner }, message);
    return this.#ts;
  }
}

interface Clicked extends Origin {
  readonly respond: RespondFn;
  readonly ts: string;
  readonly triggerId: string;
}

/** A click on a button, which is acknowledged already. */
export class ClickExchange extends SlackExchange<Clicked> {
  /** A response_url amends only what was clicked: the answer stands as it is. */
  override async reply({ message, shownTo, owner }: Message): Promise<null> {
    const { respond, threadTs } = this.origin;
    await respondWith(respond, message, { shownTo, threadTs, owner });
    return null;
  }

  override async amend({ message, shownTo, owner }: Message): Promise<void> {
    await respondWith(this.origin.respond, message, { shownTo, owner, replaces: true });
  }

  /** After half an hour the response_url is dead; the message may still be one that the bot posted. */
  override async withdraw(): Promise<void> {
    const { respond, client, channel, ts } = this.origin;
    await withdraw(respond).catch(() => client.chat.delete({ channel: channel ?? '', ts }));
  }

  override async openForm(): Promise<void> {
    await this.open(wrongForm());
  }

  async open(view: types.ModalView): Promise<void> {
    const { client, triggerId } = this.origin;
    await openModal(client, triggerId, this.parts.composer.ownWords(view));
  }
}

interface Placed extends Origin {
  /** The message whose thread an answer opens that all see. */
  readonly newThreadTs?: string;
}

/** A shortcut on somebody's message, or a form that was filled in: answered where it says. */
export class PlacedExchange extends SlackExchange<Placed> {
  /** Through the response_url, which needs no membership; else as a member. */
  override async reply({ message, shownTo, owner }: Message): Promise<null> {
    const { client, respond, channel, person, threadTs: existing, newThreadTs } = this.origin;
    const threadTs = existing ?? (shownTo === 'everyone' ? newThreadTs : null);
    if (respond !== undefined) await respondWith(respond, message, { shownTo, threadTs, owner });
    else if (shownTo === 'asker' && channel !== null) await this.whisper(message);
    else await post(client, { channel: channel ?? person, threadTs, owner }, message);
    return null;
  }

  override amend(): Promise<void> {
    return this.cannot('amended');
  }
}
