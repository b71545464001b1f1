import { PermissionFlagsBits } from 'discord.js';
import type { APIMessageComponentInteraction, APIModalSubmitInteraction } from 'discord.js';
import { MessageFlags } from 'discord.js';
import { sentences } from '../../messages-discord.ts';
import type { Answer, Asked as Question } from '../../request.ts';
import { readyWithin } from '../time.ts';
import { answerWith } from './asking.ts';
import { allIn } from './components.ts';
import type { Asked, Desk } from './desk.ts';
import { unlessRefused } from './faults.ts';
import { reasonIn, wrongForm } from './forms.ts';
import { isWorthSharing } from '../layout.ts';
import { ACKNOWLEDGE_WITHIN_MS } from './limits.ts';
import { persist, respondOnce } from './persistence.ts';
import { PLATFORM } from './settings.ts';
import { decodeAsked, noteKey, readPressed } from './state.ts';
import type { Action } from './state.ts';

/** A button that was clicked: by whom, where, and in what message. */
interface Click extends Asked {
  readonly state: string;
  readonly isEphemeral: boolean;
  /** The person whose answer it is, by its own button for withdrawing it; null where it has none. */
  readonly owner: string | null;
  readonly managesMessages: boolean;
}

type Reaction = (desk: Desk, click: Click) => Promise<void>;

const REACTIONS: Readonly<Record<Action, Reaction>> = {
  previous: turnPage,
  next: turnPage,
  context: answerPrivately,
  position: answerPrivately,
  share,
  remove,
  useful: thank,
  wrong: ({ courier, composer, time }, { ticket, receivedAt }) => {
    const form = composer.ownWords(wrongForm());
    return respondOnce(() => courier.openModal(ticket, form), receivedAt, time);
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
  const permissions = BigInt(member?.permissions ?? 0);
  return {
    ...asked,
    state,
    isEphemeral: ((message.flags ?? 0) & MessageFlags.Ephemeral) !== 0,
    owner: pressed.find((each) => each?.action === 'remove')?.state ?? null,
    managesMessages: (permissions & PermissionFlagsBits.ManageMessages) !== 0n,
  };
}

async function turnPage(desk: Desk, click: Click): Promise<void> {
  const question = await questionOf(desk, click);
  if (question === null) return;
  const { courier, composer, time } = desk;
  const { ticket, receivedAt, isEphemeral, owner, person } = click;
  const shownTo = isEphemeral ? 'asker' : 'everyone';
  const by = isEphemeral ? person : owner;
  const written = (answer: Answer) => composer.answer(answer, { shownTo, by, sharedBy: null });
  const work = ask(desk, click, question);
  const ready = await readyWithin(work, ACKNOWLEDGE_WITHIN_MS, time);
  if (ready !== null && !isWorthSharing(ready.reply)) {
    await answerWith(desk, click, Promise.resolve(ready), 'asker');
  } else if (ready !== null) {
    const message = written(ready);
    await respondOnce(() => courier.replace(ticket, message), receivedAt, time);
  } else {
    await respondOnce(() => courier.acknowledge(ticket), receivedAt, time);
    const message = written(await work);
    await persist(() => courier.amend(ticket, message), time, { mayRepeat: unlessRefused });
  }
}

/** To the one who clicked, who may then share it: a click must not fill a channel. */
async function answerPrivately(desk: Desk, click: Click): Promise<void> {
  const question = await questionOf(desk, click);
  if (question === null) return;
  const work = ask(desk, click, question).then((answer): Answer => {
    return { ...answer, audience: 'asker' };
  });
  await answerWith(desk, click, work, 'asker');
}

/** Passes a private answer on to its channel, and says so in the private copy. */
async function share(desk: Desk, click: Click): Promise<void> {
  const question = await questionOf(desk, click);
  if (question === null) return;
  const { courier, composer, time } = desk;
  const { ticket, receivedAt, person } = click;
  await respondOnce(() => courier.acknowledge(ticket), receivedAt, time);
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
