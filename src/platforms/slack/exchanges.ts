import type { RespondArguments, RespondFn } from '@slack/bolt';
import type { Address, Extent } from '../../ask/request.ts';
import type { ShownTo } from '../../conversation/buttons.ts';
import type { ClickedExchange, Exchange, Outgoing } from '../../conversation/exchange.ts';
import type { Contestable } from '../../conversation/feedback.ts';
import type { Thread } from '../../conversation/threads.ts';
import * as deliver from './deliver.ts';
import { readFault } from './faults.ts';
import { mayManage, nameOf, placeNamed, PLATFORM, threadOf } from './requests.ts';
import type { WaysToShow } from './pictures.ts';
import type { Acknowledgement, ListenerParts, Origin } from './requests.ts';
import type { SlackMessage } from './view/blocks.ts';
import { wrongForm } from './view/forms.ts';

export type Message = Outgoing<SlackMessage>;

/** Whatever is to be taken away may have been, by somebody else. */
export async function unlessGone(deletion: Promise<unknown>): Promise<void> {
  try {
    await deletion;
  } catch (error) {
    if (readFault(error)?.code !== 'message_not_found') throw error;
  }
}

/** Whether Slack did it: a message that a response_url made is none that the bot can change. */
async function unlessRefused(change: Promise<void>): Promise<boolean> {
  try {
    await change;
    return true;
  } catch (error) {
    if (readFault(error)?.outcome !== 'refused') throw error;
    return false;
  }
}

/** What the ways to answer Slack have in common; each kind of request adds its own. */
export abstract class SlackExchange<Kind extends Origin> implements Exchange<SlackMessage> {
  readonly address: Address;
  readonly person: string;
  readonly doing: string;
  readonly thread: Thread | undefined;
  protected readonly parts: ListenerParts;
  protected readonly origin: Kind;
  /** The name of the message that can be amended. */
  standing: string | null = null;

  constructor(parts: ListenerParts, origin: Kind) {
    const { workspace, channel, person, doing } = origin;
    this.parts = parts;
    this.origin = origin;
    this.address = { platform: PLATFORM, workspace: workspace ?? null, channel, person };
    this.person = person;
    this.doing = doing;
    this.thread = threadOf(origin);
  }

  readonly mayManage = (extent: Extent): Promise<boolean | null> =>
    mayManage(this.parts, this.origin.client, this.address, extent);

  /** How pictures are shown here. */
  protected get showing(): WaysToShow {
    const { client, workspace } = this.origin;
    return this.parts.pictures.waysFor(client, workspace);
  }

  /** Slack wants nothing but the acknowledgement that every request is given. */
  hold(): Promise<ShownTo | null> {
    return Promise.resolve(null);
  }

  abstract reply(outgoing: Message, isToBeAmended: boolean): Promise<string | null>;

  async amend({ message, owner }: Message): Promise<void> {
    const place = placeNamed(this.standing);
    if (place === null) return;
    const { showing } = this;
    await deliver.amend(this.origin.client, { ...place, owner, showing }, message);
  }

  /** Whatever way is refused, the next may be open. */
  async whisper(message: Message['message']): Promise<void> {
    let last: unknown = null;
    for (const way of deliver.waysToTell(this.origin, message, this.showing)) {
      try {
        await way();
        return;
      } catch (error) {
        if (readFault(error)?.outcome !== 'refused') throw error;
        last = error;
      }
    }
    throw last;
  }

  /** Null where the bot may not post: mostly it was not invited. What one person alone sees has no name. */
  protected async tryToPost(
    channel: string,
    outgoing: Message,
  ): Promise<{ readonly name: string | null } | null> {
    const { client, threadTs, person } = this.origin;
    const { message, shownTo } = outgoing;
    try {
      if (shownTo === 'everyone' || channel.startsWith('D'))
        return { name: await this.post(channel, threadTs, outgoing) };
      const { showing } = this;
      await deliver.whisper(client, { channel, threadTs, person, showing }, message);
      return { name: null };
    } catch (error) {
      const fault = readFault(error);
      if (fault?.outcome !== 'refused') throw error;
      const event =
        'an answer could not be posted: what completes it, or its picture, may be missing';
      this.parts.log.info({ code: fault.code }, event);
      return null;
    }
  }

  /** Resolves to the name of a message that can be amended. */
  protected async post(
    channel: string,
    threadTs: string | null,
    { message, owner }: Pick<Message, 'message' | 'owner'>,
  ): Promise<string> {
    const place = { channel, threadTs, owner, showing: this.showing };
    const ts = await deliver.post(this.origin.client, place, message);
    this.standing = nameOf(channel, ts);
    return this.standing;
  }
}

interface Command extends Origin {
  readonly channel: string;
  readonly respond: RespondFn;
  readonly ack: Acknowledgement<RespondArguments>;
  /** Whether an acknowledgement can no longer reach Slack, which a socket tells. */
  readonly isCutOff: () => boolean;
}

/** A slash command: answered in its acknowledgement, or afterwards by its response_url. */
export class CommandExchange extends SlackExchange<Command> {
  override async hold(): Promise<null> {
    await this.origin.ack.give();
    return null;
  }

  /**
   * What came through a response_url cannot be amended (slackapi/bolt-js#2287), and takes no file
   * (slackapi/java-slack-sdk#1349): what may still be completed, or has a picture, is posted. Where the bot may
   * not post, the answer stands as it is.
   */
  override async reply(outgoing: Message, isToBeAmended: boolean): Promise<string | null> {
    const isBetterPosted = isToBeAmended && outgoing.shownTo === 'everyone';
    if (isBetterPosted || deliver.isPictured(outgoing.message)) {
      await this.origin.ack.giveOnce();
      const posted = await this.tryToPost(this.origin.channel, outgoing);
      if (posted !== null) return posted.name;
    }
    await this.#answer(outgoing);
    return null;
  }

  override async whisper(message: Message['message']): Promise<void> {
    if (this.origin.ack.isGiven) await super.whisper(message);
    else await this.#answer({ message, shownTo: 'asker', owner: null });
  }

  /**
   * A socket may close between a command and its acknowledgement: its response_url is still good. And it
   * tells of a refusal, which nobody hears of what went in an acknowledgement.
   */
  async #answer({ message, shownTo, owner }: Omit<Message, 'isRefused'>): Promise<void> {
    const { ack, isCutOff, respond } = this.origin;
    if (deliver.mayBeRefused(message)) await ack.giveOnce();
    if (!ack.isGiven && !isCutOff()) {
      try {
        await deliver.acknowledgeWith(ack.give, message, { shownTo, owner });
        return;
      } catch {
        // It closed this very moment.
      }
    }
    await deliver.respondWith(respond, message, { shownTo, owner, showing: this.showing });
  }
}

interface Clicked extends Origin {
  readonly respond: RespondFn;
  readonly ts: string;
  readonly triggerId: string;
}

/** A click on a button, which is acknowledged already. */
export class ClickExchange extends SlackExchange<Clicked> implements ClickedExchange<SlackMessage> {
  /** A response_url amends only what was clicked: the answer stands as it is. */
  override async reply(outgoing: Message): Promise<null> {
    const { message, shownTo, owner } = outgoing;
    const { respond, threadTs, channel } = this.origin;
    if (deliver.isPictured(message) && channel !== null) {
      const posted = await this.tryToPost(channel, outgoing);
      if (posted !== null) return null;
    }
    const { showing } = this;
    await deliver.respondWith(respond, message, { shownTo, threadTs, owner, showing });
    return null;
  }

  override async amend({ message, shownTo, owner }: Message): Promise<void> {
    const { showing } = this;
    const { client, channel, ts } = this.origin;
    if (deliver.isPictured(message) && shownTo === 'everyone' && channel !== null) {
      const place = { channel, ts, owner, showing };
      if (await unlessRefused(deliver.amend(client, place, message))) return;
    }
    const response = { shownTo, owner, showing, replaces: true };
    await deliver.respondWith(this.origin.respond, message, response);
  }

  /** After half an hour the response_url is dead; the message may still be one that the bot posted. */
  async withdraw(): Promise<void> {
    const { respond, client, channel, ts } = this.origin;
    const message = { channel: channel ?? '', ts };
    await deliver.withdraw(respond).catch(() => unlessGone(client.chat.delete(message)));
  }

  async openForm(quotations: readonly Contestable[]): Promise<void> {
    const { client, triggerId } = this.origin;
    await deliver.openModal(client, triggerId, this.parts.composer.ownWords(wrongForm(quotations)));
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
    const shown = { threadTs, owner, showing: this.showing };
    if (respond !== undefined) await deliver.respondWith(respond, message, { shownTo, ...shown });
    else if (shownTo === 'asker' && channel !== null) await this.whisper(message);
    else await deliver.post(client, { channel: channel ?? person, ...shown }, message);
    return null;
  }
}
