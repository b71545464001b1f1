import { MessageFlags, PermissionFlagsBits } from 'discord.js';
import type { APIMessageComponentInteraction, APIModalSubmitInteraction } from 'discord.js';
import { sentences } from '../../messages/discord.ts';
import type { Answer, Asked as Question } from '../../ask/request.ts';
import { readyWithin } from '../../running/waiting.ts';
import { answerWith } from './asking.ts';
import { complete } from './completing.ts';
import { allIn } from './view/components.ts';
import type { Letter } from './composer.ts';
import type { Asked, Desk } from './desk.ts';
import { unlessRefused, persist, respondOnce } from './transport/faults.ts';
import { reasonIn, wrongForm } from './forms.ts';
import { isWorthSharing } from '../../conversation/layout.ts';
import { ACKNOWLEDGE_WITHIN_MS } from './limits.ts';
import { may } from './rights.ts';
import { PLATFORM } from './transport/rest.ts';
import { decodeAsked, noteKey, readPressed } from './view/buttons.ts';
import type { Action } from './view/buttons.ts';
import type { Turn } from './turns.ts';

/** A button that was clicked: by whom, where, and in what message. */
interface Click extends Asked {
  readonly state: string;
  readonly message: string;
  readonly isEphemeral: boolean;
  /** The person whose answer it is, by its own button for withdrawing it; null where it has none. */
  readonly owner: string | null;
  readonly managesMessages: boolean;
}

type Reaction = (desk: Desk, click: Click) => Promise<void>;

const REACTIONS: Readonly<Record<Action, Reaction>> = {
  previous: askInPlace,
  next: askInPlace,
  summarise: askInPlace,
  theme: answerPrivately,
  context: answerPrivately,
  position: answerPrivately,
  share,
  remove,
  useful: thank,
  wrong: async ({ courier, composer, time }, { ticket, receivedAt }) => {
    const form = composer.ownWords(wrongForm());
    await respondOnce(() => courier.openModal(ticket, form), receivedAt, time);
  },
};

/** Does what a button says; one of another version of the bot is told so. */
export async function react(
  desk: Desk,
  asked: Asked,
  interaction: APIMessageComponentInteraction,
): Promise<void> {
  const pressed = readPressed(interaction.data.custom_id);
  if (pressed === null) await tell(desk, asked, sentences.outdatedButton());
  else await REACTIONS[pressed.action](desk, readClick(asked, interaction, pressed.state));
}

/** Counts a reason and says thanks. */
export async function countReason(
  desk: Desk,
  asked: Asked,
  { data }: APIModalSubmitInteraction,
): Promise<void> {
  const reason = reasonIn(data);
  if (reason !== null) await desk.feedback.count(reason, PLATFORM);
  await tell(desk, asked, reason === null ? sentences.outdatedButton() : sentences.thanks());
}

function readClick(
  asked: Asked,
  { message, member }: APIMessageComponentInteraction,
  state: string,
): Click {
  const pressed = (message.components ?? []).flatMap(allIn).map(({ custom_id }) => {
    return readPressed(String(custom_id));
  });
  return {
    ...asked,
    state,
    message: message.id,
    isEphemeral: ((message.flags ?? 0) & MessageFlags.Ephemeral) !== 0,
    owner: pressed.find((each) => each?.action === 'remove')?.state ?? null,
    managesMessages: may(member?.permissions, PermissionFlagsBits.ManageMessages),
  };
}

/** Another page, or the same passages with a summary: in the message itself. */
async function askInPlace(desk: Desk, click: Click): Promise<void> {
  const question = await questionOf(desk, click);
  if (question === null) return;
  const work = ask(desk, click, question);
  const ready = await readyWithin(work, ACKNOWLEDGE_WITHIN_MS, desk.time);
  if (ready !== null && !isWorthSharing(ready.reply)) {
    await answerWith(desk, click, Promise.resolve(ready), 'asker');
    return;
  }
  const turn = desk.turns.take(click.message);
  try {
    await replace(desk, click, ready ?? work, turn);
  } finally {
    turn.end();
  }
}

/** Shows an answer in the place of the one that was clicked in: at once, or after taking note. */
async function replace(
  desk: Desk,
  { ticket, receivedAt, isEphemeral, owner, person }: Click,
  given: Answer | Promise<Answer>,
  turn: Turn,
): Promise<void> {
  const { courier, composer, time } = desk;
  const isLate = given instanceof Promise;
  if (isLate) await respondOnce(() => courier.acknowledge(ticket), receivedAt, time);
  const answer = await given;
  const recipients = isEphemeral
    ? ({ shownTo: 'asker', by: person, sharedBy: null } as const)
    : ({ shownTo: 'everyone', by: owner, sharedBy: null } as const);
  const letter = composer.answer(answer, recipients);
  const amend = (other: Letter) => courier.amend(ticket, other);
  if (isLate) await persist(() => amend(letter), time, { mayRepeat: unlessRefused });
  else await respondOnce(() => courier.replace(ticket, letter), receivedAt, time);
  await complete(desk, { answer, recipients, turn, amend });
}

/** To the one who clicked, who may then share it: a click must not fill a channel. */
async function answerPrivately(desk: Desk, click: Click): Promise<void> {
  const question = await questionOf(desk, click);
  if (question === null) return;
  await answerWith(desk, click, ask(desk, click, question), 'asker');
}

/** Passes a private answer on to its channel, and says so in the private copy. */
async function share(desk: Desk, click: Click): Promise<void> {
  const question = await questionOf(desk, click);
  if (question === null) return;
  const { courier, composer, time } = desk;
  const { ticket, receivedAt, person } = click;
  await respondOnce(() => courier.acknowledge(ticket), receivedAt, time);
  // The button remembers the summary that whoever shares it has before their eyes.
  const answer = await ask(desk, click, question);
  const shownTo = isWorthSharing(answer.reply) ? 'everyone' : 'asker';
  const message = composer.answer(answer, { shownTo, by: person, sharedBy: person });
  await persist(() => courier.followUp(ticket, message), time);
  if (shownTo === 'asker') return;
  const done = composer.sentence(sentences.shared());
  await persist(() => courier.amend(ticket, done), time, { mayRepeat: unlessRefused });
}

async function remove(desk: Desk, click: Click): Promise<void> {
  const { ticket, receivedAt, state, person, managesMessages } = click;
  if (state !== person && !managesMessages) {
    await tell(desk, click, sentences.notYoursToRemove());
    return;
  }
  await respondOnce(() => desk.courier.acknowledge(ticket), receivedAt, desk.time);
  await persist(() => desk.courier.withdraw(ticket), desk.time, { mayRepeat: unlessRefused });
}

async function thank(desk: Desk, click: Click): Promise<void> {
  await desk.feedback.count('utile', PLATFORM);
  await tell(desk, click, sentences.thanks());
}

/** What the button asks; null where nobody knows any more, and the person was told so. */
async function questionOf(desk: Desk, click: Click): Promise<Question | null> {
  const key = noteKey(click.state);
  const state = key === null ? click.state : await recalled(desk, key);
  if (state === null) {
    await tell(desk, click, sentences.expiredButton());
    return null;
  }
  const question = decodeAsked(state);
  if (question === null) await tell(desk, click, sentences.outdatedButton());
  return question;
}

/** A memory that is down or too slow has forgotten. */
async function recalled({ notes, reportFault, time }: Desk, key: string): Promise<string | null> {
  try {
    return await readyWithin(notes.recall(key), ACKNOWLEDGE_WITHIN_MS, time);
  } catch (fault) {
    reportFault(fault);
    return null;
  }
}

function ask(
  { dispatch }: Desk,
  { address }: Click,
  { command, options }: Question,
): Promise<Answer> {
  return dispatch({ address, command, input: { options } });
}

async function tell(
  { composer, courier, time }: Desk,
  { ticket, receivedAt }: Asked,
  sentence: string,
): Promise<void> {
  const message = composer.sentence(sentence);
  await respondOnce(() => courier.respond(ticket, message), receivedAt, time);
}
