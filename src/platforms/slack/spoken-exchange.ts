import type { HeardExchange } from '../../conversation/exchange.ts';
import { sentences } from '../../messages/slack.ts';
import { SlackExchange, unlessGone, type Message } from './exchanges.ts';
import { readFault } from './faults.ts';
import { nameOf, type Origin } from './requests.ts';
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
  /** The name of the answer that stands from before. */
  #standing: string | null = null;
  shown: (answer: string | null) => void = () => undefined;

  get standing(): string | null {
    return this.#standing;
  }

  set standing(name: string | null) {
    this.#standing = name;
    this.posted = name === null ? null : placeNamed(name);
  }

  override async hold(): Promise<null> {
    const message = this.parts.composer.sentence(sentences.searching());
    if (this.posted === null) await this.#post({ message, owner: null });
    return null;
  }

  override async reply(outgoing: Message): Promise<string | null> {
    if (outgoing.shownTo === 'asker' && !this.origin.isDirect) {
      if (!this.isRepeatable) await this.whisper(outgoing.message);
      await this.#takeAway();
      return null;
    }
    if (this.posted === null) return this.#post(outgoing);
    const { channel, ts } = this.posted;
    try {
      this.isRepeatable = true;
      await this.amend(outgoing);
      return nameOf(channel, ts);
    } catch (error) {
      if (this.#standing === null || readFault(error)?.outcome !== 'refused') throw error;
      // Withdrawn meanwhile, or too old to be changed: what is asked now is answered anew.
      this.standing = null;
      this.isRepeatable = false;
      return this.#post(outgoing);
    }
  }

  async #takeAway(): Promise<void> {
    if (this.posted === null) return;
    this.isRepeatable = true;
    await unlessGone(this.origin.client.chat.delete(this.posted));
  }

  #post(outgoing: Pick<Message, 'message' | 'owner'>): Promise<string> {
    const { channel, threadTs, ts } = this.origin;
    return this.post(channel, threadTs ?? ts, outgoing);
  }
}

function placeNamed(name: string): { readonly channel: string; readonly ts: string } {
  const [channel = '', ts = ''] = name.split(' ');
  return { channel, ts };
}
