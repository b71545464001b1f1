import { ApplicationCommandOptionType } from 'discord.js';
import type {
  APIApplicationCommandAutocompleteInteraction,
  APIApplicationCommandInteractionDataOption,
  APIChatInputApplicationCommandInteraction,
  APIMessage,
  APIMessageApplicationCommandInteraction,
} from 'discord.js';
import { sentences } from '../../messages-discord.ts';
import { OPTION_NAMES } from '../../request.ts';
import type { Answer, OptionName, Options } from '../../request.ts';
import { readyWithin } from '../time.ts';
import type { ShownTo } from './composer.ts';
import type { Offer } from './deliver.ts';
import { addressOf } from './desk.ts';
import type { Asked, Desk } from './desk.ts';
import { unlessRefused } from './faults.ts';
import { ACKNOWLEDGE_WITHIN_MS, OFFER_WITHIN_MS } from './limits.ts';
import { persist, respondOnce } from './persistence.ts';
import { relatedSubject } from './typed.ts';

/** What every interaction has, and no more: older and simulated ones name the channel by its identifier alone. */
interface Interaction {
  readonly id: string;
  readonly application_id: string;
  readonly token: string;
  readonly guild_id?: string;
  readonly channel?: { readonly id: string };
  readonly channel_id?: string;
  readonly member?: { readonly user?: { readonly id: string } };
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
  };
}

/** Answers a slash command: at once, or after saying that the answer is coming. */
export async function answerCommand(
  desk: Desk,
  asked: Asked,
  { data }: APIChatInputApplicationCommandInteraction,
): Promise<void> {
  const options = readOptions(data.options ?? []);
  const { address } = asked;
  const work = desk.dispatch({ address, command: data.name, input: { options } });
  await answerWith(desk, asked, work, options.prive === undefined ? 'everyone' : 'asker');
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
  const input = { options: { sujet, prive: PRIVATE } };
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

/** The name of the option that is being typed and what it holds, within a subcommand too. */
function focusedIn(
  options: readonly APIApplicationCommandInteractionDataOption[] = [],
): readonly [name: string, typed: string] | null {
  for (const option of options) {
    if ('focused' in option && option.focused) return [option.name, String(option.value)];
    const inside = 'options' in option ? focusedIn(option.options) : null;
    if (inside !== null) return inside;
  }
  return null;
}

const NOTHING_TO_OFFER: Offer = { choices: [] };

/** Gives an answer that may take its time; where it is late, `announced` says whom it will be shown to. */
export async function answerWith(
  desk: Desk,
  { ticket, receivedAt, person }: Asked,
  work: Promise<Answer>,
  announced: ShownTo,
): Promise<void> {
  const { composer, courier, time } = desk;
  const written = (answer: Answer, shownTo: ShownTo) => {
    return composer.answer(answer, { shownTo, by: person, sharedBy: null });
  };
  const ready = await readyWithin(work, ACKNOWLEDGE_WITHIN_MS, time);
  if (ready !== null) {
    const letter = written(ready, ready.audience);
    await respondOnce(() => courier.respond(ticket, letter), receivedAt, time);
    return;
  }
  await respondOnce(() => courier.announce(ticket, announced), receivedAt, time);
  const letter = written(await work, announced);
  await persist(() => courier.amend(ticket, letter), time, { mayRepeat: unlessRefused });
}

const PRIVATE = 'oui';
/** Two options of one command cannot be called the same, and the first of two voices is the author. */
const RENAMED: ReadonlyMap<string, string> = new Map([['auteur1', 'auteur']]);

/** What was filled in, as the commands know it; what this version does not know is left out. */
export function readOptions(given: readonly APIApplicationCommandInteractionDataOption[]): Options {
  const read = given.flatMap((option): [OptionName, string][] => {
    const renamed = RENAMED.get(option.name) ?? option.name;
    const name = OPTION_NAMES.find((each) => each === renamed);
    if (name === undefined || !('value' in option)) return [];
    if (option.type !== ApplicationCommandOptionType.Boolean) return [[name, String(option.value)]];
    return option.value ? [[name, PRIVATE]] : [];
  });
  return Object.fromEntries(read);
}
