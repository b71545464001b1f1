import type { HeardExchange } from '../../conversation/exchange.ts';
import { sentences } from '../../messages/slack.ts';
import { SlackExchange, unlessGone, type Message } from './exchanges.ts';
import { readFault } from './faults.ts';
import { placeNamed, type Origin } from './requests.ts';
import type { SlackMessage } from './view/blocks.ts';

interface Spoken extends Origin {
  readonly channel: string;
  readonly ts: string;
  readonly isDirect: boolean;
}

/** A message that speaks to the bot: answered in its thread, which is opened for all and not for a whisper. */
export class SpokenExchange extends SlackExchange<Spoken> implements HeardExchange<SlackMessage> {
  /** True once only an edit or a deletion is left to be done; a whisper could be heard twice. */
  isRepeatable = false;
  shown: (answer: string | null) => void = () => undefined;

  override async hold(): Promise<null> {
    const message = this.parts.composer.sentence(sentences.searching());
    if (this.standing === null) await this.#post({ message, owner: null });
    return null;
  }

  override async reply(outgoing: Message): Promise<string | null> {
    if (outgoing.shownTo === 'asker' && !this.origin.isDirect) {
      if (!this.isRepeatable) await this.whisper(outgoing.message);
      await this.#takeAway();
      return null;
    }
    if (this.standing === null) return this.#post(outgoing);
    try {
      this.isRepeatable = true;
      await this.amend(outgoing);
      return this.standing;
    } catch (error) {
      if (readFault(error)?.outcome !== 'refused') throw error;
      // Withdrawn meanwhile, or too old to be changed: what is asked now is answered anew.
      this.standing = null;
      this.isRepeatable = false;
      return this.#post(outgoing);
    }
  }

  async #takeAway(): Promise<void> {
    const place = placeNamed(this.standing);
    if (place === null) return;
    this.isRepeatable = true;
    await unlessGone(this.origin.client.chat.delete(place));
  }

  #post(outgoing: Pick<Message, 'message' | 'owner'>): Promise<string> {
    const { channel, threadTs, ts } = this.origin;
    return this.post(channel, threadTs ?? ts, outgoing);
  }
}
