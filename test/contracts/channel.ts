import type { OpenDebate } from '../../src/debate/debates.ts';
import { expect } from 'vitest';
import type { Action } from '../../src/conversation/buttons.ts';
import type { Reply } from '../../src/debate/reply.ts';
import type { Verdict } from '../../src/ports.ts';
import type { GivenParts, Observed } from '../fixtures/bots.ts';

/** Two people of the channel: Alice administers the place, Bruno may do nothing but ask. */
export type Person = 'alice' | 'bruno';

/** The channel of all, or Alice's own conversation with the bot. */
export type Room = 'channel' | 'direct';

/** A message of the bot that stands in a room now. */
export interface Shown {
  readonly words: string;
  readonly actions: readonly Action[];
  /** What stands for its pictures where they are not seen. */
  readonly pictures: readonly string[];
  /** The one person who sees it; null where everybody does. */
  readonly onlyFor: Person | null;
  /** How often it was changed. */
  readonly edits: number;
}

/** What is written in the fields of a form, by their names. */
export type Fields = Readonly<Record<string, string>>;

/** A form before a person. */
export interface ShownForm {
  readonly filled: Fields;
  /** All that it says beside what is written in its fields. */
  readonly words: string;
}

/** A message in the conversation between a person and the bot. */
export interface Mail {
  readonly words: string;
  /** What stands on its buttons. */
  readonly labels: readonly string[];
}

/** The options of a command, as a person fills them in. */
export type Filled = Readonly<Record<string, string | boolean>>;

/** A channel with a bot in it, as a platform's stand-in shows it to those in it. */
export interface Channel {
  /** By a slash command. */
  readonly ask: (by: Person, command: string, options: Filled) => Promise<void>;
  /** By mentioning the bot in the channel, or without a mention in the conversation with it. */
  readonly write: (by: Person, words: string, room?: Room) => Promise<void>;
  /** In other words what was written last; null where something else of it changes, such as a preview. */
  readonly rewrite: (words: string | null) => Promise<void>;
  /** As one who goes on from what somebody wrote last in the channel. */
  readonly goOn: (by: Person, words: string, from: Person) => Promise<void>;
  /** The platform tells once more of what was written or rewritten last. */
  readonly tellAgain: () => Promise<void>;
  /** On the newest message that the person sees and that has such a button. */
  readonly press: (by: Person, action: Action) => Promise<void>;
  /** « Passages liés » on the newest message of the bot that everybody sees. */
  readonly relate: (by: Person) => Promise<void>;
  /** « Proposer au débat » on a message that somebody, or the bot for null, wrote in the channel. */
  readonly propose: (by: Person, words: string, of: Person | null) => Promise<void>;
  /** One after another in one thread of the channel; null for a program. */
  readonly thread: (messages: readonly (readonly [of: Person | null, words: string])[]) => void;
  /** « Proposer le fil entier » on the last message of that thread. */
  readonly proposeThread: (by: Person) => Promise<void>;
  readonly mail: (of: Person) => readonly Mail[];
  /** On the newest button that says so, in the conversation of a person with the bot, or in the channel for null. */
  readonly pressLabelled: (by: Person, label: string, within: Person | null) => Promise<void>;
  /** From now on the platform lets the bot write to nobody who has not written to it. */
  readonly closeMail: () => void;
  /** The form of a proposal before a person, once it is there. */
  readonly form: (by: Person) => Promise<ShownForm>;
  /** Comes back to a form that was not taken, where it does not stand there still. */
  readonly again: (by: Person) => Promise<void>;
  /** Sends that form with these values in the place of those it has; what the person reads then. */
  readonly send: (by: Person, values: Fields) => Promise<string>;
  /** In the form that 👎 opened; of one quotation of the answer, by its place from 1, or of all of it. */
  readonly giveReason: (by: Person, reason: Verdict, quotation?: number) => Promise<void>;
  /** A button of another version of the bot. */
  readonly pressUnknown: (by: Person) => Promise<void>;
  /** A reply that nobody asked for just now. */
  /** Of the true corpus, unless another debate is told. */
  readonly post: (reply: Reply, from?: OpenDebate) => Promise<void>;
  readonly shown: (room?: Room) => readonly Shown[];
  /** Every message that the bot ever showed there. */
  readonly everShown: (room?: Room) => number;
  /** From now on the platform refuses what completes an answer. */
  readonly refuseCompletions: () => void;
  readonly bot: () => Observed;
  /** Who pays for what a model does here. */
  readonly tenant: string;
  /** Ends the bot once what it has begun is done. */
  readonly stop: () => Promise<void>;
  /** Ends the bot, and begins another with these parts. */
  readonly restart: (parts?: GivenParts) => Promise<void>;
  /** Resolves once the condition holds. */
  readonly until: (condition: () => boolean) => Promise<void>;
}

/** Runs a test in a channel whose bot has these parts. */
export type WithinChannel = (
  run: (channel: Channel) => Promise<void>,
  parts?: GivenParts,
) => Promise<void>;

/** The first message that a person alone sees with these words, or everybody for null, once it is there. */
export async function told(
  channel: Channel,
  person: Person | null,
  words: string,
  room?: Room,
): Promise<Shown> {
  const find = () =>
    channel.shown(room).find((each) => each.onlyFor === person && each.words.includes(words));
  await channel.until(() => find() !== undefined);
  return find() ?? expect.fail();
}

/** The only message of a room, once it says so. */
export async function only(channel: Channel, words: string, room?: Room): Promise<Shown> {
  await channel.until(() => channel.shown(room).some((each) => each.words.includes(words)));
  const [message, ...others] = channel.shown(room);
  expect(others).toEqual([]);
  return message ?? expect.fail();
}
