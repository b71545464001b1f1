import type {
  APIApplicationCommandAutocompleteInteraction,
  APIChatInputApplicationCommandInteraction,
  APIMessage,
  APIMessageApplicationCommandInteraction,
} from 'discord.js';
import { sentences } from '../../messages/discord.ts';
import type { Answer, Options } from '../../ask/request.ts';
import { readyWithin } from '../../running/waiting.ts';
import { complete } from './completing.ts';
import type { Letter, ShownTo } from './composer.ts';
import type { Offer } from './transport/deliver.ts';
import { addressOf } from './desk.ts';
import type { Asked, Desk } from './desk.ts';
import { unlessRefused, persist, respondOnce } from './transport/faults.ts';
import { ACKNOWLEDGE_WITHIN_MS, OFFER_WITHIN_MS } from './limits.ts';
import { focusedIn, readOptions } from './commands.ts';
import { themeOf } from './proposals.ts';
import { managesServer } from './rights.ts';
import type { Entitled } from './rights.ts';
import { relatedSubject } from './typed.ts';
import { messageIn } from './transport/written.ts';

/** What every interaction has, and no more: older and simulated ones name the channel by its identifier alone. */
interface Interaction extends Entitled {
  readonly id: string;
  readonly application_id: string;
  readonly token: string;
  readonly channel?: { readonly id: string };
  readonly channel_id?: string;
  readonly member?: Entitled['member'] & { readonly user?: { readonly id: string } };
  readonly user?: { readonly id: string };
}

/** Who does what where, in the same words for every kind of interaction. */
export function readAsked(interaction: Interaction, receivedAt: number): Asked {
  const { id, application_id: application, token, guild_id } = interaction;
  const { member, user, channel, channel_id = channel?.id } = interaction;
  const person = (member?.user ?? user)?.id ?? '';
  return {
    ticket: { id, application, token },
    receivedAt,
    person,
    address: addressOf(guild_id, channel_id, person),
    managesServer: managesServer(interaction),
  };
}

/** Answers a slash command: at once, or after saying that the answer is coming. */
export async function answerCommand(
  desk: Desk,
  asked: Asked,
  { data }: APIChatInputApplicationCommandInteraction,
): Promise<void> {
  const options = readOptions(data.options ?? []);
  const { address, managesServer: may } = asked;
  const mayManage = () => Promise.resolve(may);
  const work = desk.dispatch({ address, command: data.name, input: { options }, mayManage });
  await answerWith(desk, asked, work, isForAll(options) ? 'everyone' : 'asker');
}

/** Of what is done with a subscription, only what it sends is worth everybody's while. */
function isForAll({ prive, geste }: Options): boolean {
  return prive === undefined && (geste === undefined || geste === 'essai');
}

/** Searches with the words of somebody's message; only the asker sees the answer, and may share it. */
export async function answerMessageCommand(
  desk: Desk,
  asked: Asked,
  { data }: APIMessageApplicationCommandInteraction,
): Promise<void> {
  const sujet = relatedSubject(wordsOf(data.resolved.messages[data.target_id]));
  if (sujet === '') {
    const message = desk.composer.sentence(sentences.nothingToSearch());
    const { courier, time } = desk;
    await respondOnce(() => courier.respond(asked.ticket, message), asked.receivedAt, time);
    return;
  }
  const input = { options: { sujet, prive: 'oui' } };
  const work = desk.dispatch({ address: asked.address, command: 'debat', input });
  await answerWith(desk, asked, work, 'asker');
}

/** What a message says: its own words, or those it passes on. */
export function wordsOf(message: Partial<APIMessage> = {}): string {
  const { content = '', message_snapshots: forwarded = [] } = message;
  return [content, ...forwarded.map((each) => each.message.content)].join(' ');
}

/** Offers what goes on from what was typed so far. */
export async function propose(
  { proposals, composer, courier, time }: Desk,
  { ticket, receivedAt }: Asked,
  { data }: APIApplicationCommandAutocompleteInteraction,
): Promise<void> {
  const [name, typed] = focusedIn(data.options) ?? ['', ''];
  const found = await readyWithin(proposals.offer(name, typed), OFFER_WITHIN_MS, time);
  const offer = composer.ownWords(found ?? NOTHING_TO_OFFER);
  await respondOnce(() => courier.offer(ticket, offer), receivedAt, time);
}

const NOTHING_TO_OFFER: Offer = { choices: [] };

/** Gives an answer that may take its time; `announced` says whom it is for: where it is late, whatever it is. */
export async function answerWith(
  desk: Desk,
  { ticket, receivedAt, person }: Asked,
  work: Promise<Answer>,
  announced: ShownTo,
): Promise<void> {
  const { composer, courier, time, turns, dispatch } = desk;
  const ready = await readyWithin(work, ACKNOWLEDGE_WITHIN_MS, time);
  if (ready === null) {
    await respondOnce(() => courier.announce(ticket, announced), receivedAt, time);
  }
  const answer = ready ?? (await work);
  const theme = await themeOf(answer.reply, dispatch);
  const shownTo = announced === 'asker' ? announced : (ready?.audience ?? announced);
  const recipients = { shownTo, by: person, sharedBy: null, theme };
  const letter = composer.answer(answer, recipients);
  const amend = (other: Letter) => courier.amend(ticket, other);
  const shown =
    ready === null
      ? await persist(() => amend(letter), time, { mayRepeat: unlessRefused })
      : await respondOnce(() => courier.respond(ticket, letter), receivedAt, time);
  if (answer.complete === undefined) return;
  const turn = turns.takeFirst(messageIn(shown));
  await complete(desk, { answer, recipients, turn, amend });
}
