import type { BlockAction, ButtonAction, RespondFn, webApi } from '@slack/bolt';
import { sentences } from '../../messages-slack.ts';
import type { Answer, Asked } from '../../request.ts';
import { begin, complete, composeWhole, publish } from './completing.ts';
import type { Composed } from './composer.ts';
import { openModal, respondWith, withdraw } from './deliver.ts';
import { addressOf, isFirst, PLATFORM } from './desk.ts';
import type { Desk } from './desk.ts';
import { readFault, toBotError } from './faults.ts';
import { searchForm, wrongForm } from './forms.ts';
import { isWorthSharing } from '../layout.ts';
import { DOUBLE_CLICK_MS } from './limits.ts';
import { persist } from './persistence.ts';
import type { Circumstances } from './render.ts';
import { isAdministrator } from './rights.ts';
import { actionOf, decodeState } from './state.ts';
import type { Action, State } from './state.ts';

/** A button that was clicked: by whom, where, and how to answer. */
export interface Click {
  readonly state: State;
  readonly workspace: string | undefined;
  readonly person: string;
  readonly channel: string | null;
  readonly ts: string | null;
  readonly threadTs: string | null;
  readonly isEphemeral: boolean;
  readonly triggerId: string;
  readonly client: webApi.WebClient;
  readonly respond: RespondFn;
}

/** A message that one person sees, and nobody has to withdraw. */
const TO_THE_ASKER: Circumstances = { shownTo: 'asker', isOwned: false, sharedBy: null };

type Reaction = (desk: Desk, click: Click) => Promise<void>;

const REACTIONS: Readonly<Record<Action, Reaction>> = {
  previous: turnPage,
  next: turnPage,
  context: answerPrivately,
  position: answerPrivately,
  theme: openTheme,
  summarise: turnPage,
  share: share,
  remove: remove,
  useful: thank,
  wrong: ({ composer }, { client, triggerId }) =>
    openModal(client, triggerId, composer.ownWords(wrongForm())),
  search: ({ composer }, { client, triggerId }) =>
    openModal(client, triggerId, composer.ownWords(searchForm())),
};

/** Does what a button says; one of another version of the bot is told so. */
export async function react(
  desk: Desk,
  button: ButtonAction,
  click: Omit<Click, 'state'>,
): Promise<void> {
  const action = actionOf(button.action_id);
  const state = decodeState(button.value);
  if (action === null || state === null) await tell(desk, click, sentences.outdatedButton());
  else await REACTIONS[action](desk, { ...click, state });
}

/** Where a click came from. Slack sends no `message` with one in an ephemeral message, only its container. */
export function readClick(
  body: BlockAction,
): Pick<
  Click,
  'workspace' | 'person' | 'channel' | 'ts' | 'threadTs' | 'isEphemeral' | 'triggerId'
> {
  const { user, team, channel, message, trigger_id: triggerId } = body;
  const container: Readonly<Record<string, unknown>> = { ...body.container };
  const textOf = (value: unknown) => (typeof value === 'string' ? value : null);
  return {
    workspace: team?.id ?? user.team_id,
    person: user.id,
    channel: channel?.id ?? textOf(container['channel_id']),
    ts: textOf(container['message_ts']),
    threadTs: textOf(container['thread_ts']) ?? textOf(message?.['thread_ts']),
    isEphemeral: (container['is_ephemeral'] ?? message === undefined) === true,
    triggerId,
  };
}

async function turnPage(desk: Desk, click: Click): Promise<void> {
  const given = await answerTo(desk, click);
  if (given === null) return;
  const { answer, rest } = await begin(desk, given);
  const { by: owner } = click.state;
  const seenBy = click.isEphemeral ? 'asker' : 'everyone';
  const circumstances = { shownTo: seenBy, isOwned: owner !== null, sharedBy: null } as const;
  const replace = ({ message, shownTo, isRefused }: Composed) => {
    // What only the one who clicked may see cannot stand in the place of what all see.
    const replaces = !isRefused || click.isEphemeral;
    return respondWith(click.respond, message, { shownTo, replaces, owner });
  };
  await persist(() => replace(composeWhole(desk, answer, circumstances)), desk.time);
  if (rest !== null) await complete(desk, rest, circumstances, replace);
}

/** To the one who clicked, who may then share it: a click must not fill a channel. */
async function answerPrivately(desk: Desk, click: Click): Promise<void> {
  const answer = await answerTo(desk, click);
  if (answer !== null) await show(desk, click, answer);
}

/** What else is said of the first of the passage's topics of which something is said. */
async function openTheme(desk: Desk, click: Click): Promise<void> {
  const ref = click.state.asked?.options.ref;
  const passage = desk.corpus.passages.find(({ id }) => id === ref);
  for (const sujet of passage?.topics ?? []) {
    const answer = await ask(desk, click, { command: 'debat', options: { sujet } });
    if (answer.reply.kind === 'quotes') {
      await show(desk, click, answer);
      return;
    }
  }
  // Its surroundings, or that it is no longer in the corpus.
  await answerPrivately(desk, click);
}

/** A response_url amends only what was clicked: what is to be completed is shown when it is whole. */
async function show(desk: Desk, click: Click, given: Answer): Promise<void> {
  const { respond, threadTs } = click;
  const { answer, rest } = await begin(desk, given, false);
  const whole = rest === null ? answer : await rest;
  await persist(() => {
    const { message } = composeWhole(desk, whole, TO_THE_ASKER);
    return respondWith(respond, message, { shownTo: 'asker', threadTs });
  }, desk.time);
}

/** Passes a private answer on to its channel, and takes the private copy away. */
async function share(desk: Desk, click: Click): Promise<void> {
  const { respond, threadTs, person, channel, client, ts } = click;
  const pressed = `share:${channel ?? ''}:${ts ?? ''}:${person}`;
  if (!(await isFirst(desk, pressed, DOUBLE_CLICK_MS))) return;
  const answer = await answerTo(desk, click);
  if (answer === null) return;
  const shared = { shownTo: 'everyone', isOwned: true, sharedBy: person } as const;
  const roads = { client, respond, channel, threadTs, owner: person };
  await publish(desk, roads, await begin(desk, answer), shared, () => dismiss(desk, respond));
}

async function dismiss({ log }: Desk, respond: RespondFn): Promise<void> {
  await withdraw(respond).catch((error: unknown) => {
    // The private copy goes away by itself with the next reload of Slack.
    const code = readFault(error)?.code ?? 'unknown';
    log.warn({ code }, 'the private copy of a shared answer stays');
  });
}

/** Asks again what the button asks; null when there is nothing to show any more, and the person was told why. */
async function answerTo(desk: Desk, click: Click): Promise<Answer | null> {
  const { asked } = click.state;
  if (asked === null) {
    await tell(desk, click, sentences.outdatedButton());
    return null;
  }
  const answer = await ask(desk, click, asked);
  if (isWorthSharing(answer.reply)) return answer;
  await show(desk, click, answer);
  return null;
}

function ask(
  { dispatch }: Desk,
  { workspace, channel, person }: Click,
  { command, options }: Asked,
): Promise<Answer> {
  return dispatch({ address: addressOf(workspace, channel, person), command, input: { options } });
}

async function remove(desk: Desk, click: Click): Promise<void> {
  const { client, person, respond, state, channel, ts } = click;
  const isOwn = state.by === person;
  const administers = isOwn ? null : await isAdministrator(desk, client, person);
  if (!isOwn && administers !== true) {
    const sentence =
      administers === null ? sentences.adminsUnknown() : sentences.notYoursToRemove();
    await tell(desk, click, sentence);
    return;
  }
  try {
    await withdraw(respond);
  } catch {
    // After half an hour the response_url is dead; the message may still be one that the bot posted.
    await deleteMessage(desk, click, client, channel, ts);
  }
}

async function deleteMessage(
  desk: Desk,
  click: Click,
  client: webApi.WebClient,
  channel: string | null,
  ts: string | null,
): Promise<void> {
  try {
    await client.chat.delete({ channel: channel ?? '', ts: ts ?? '' });
  } catch (error) {
    const reference = desk.reportFault(toBotError(error, 'chat.delete'));
    await tell(desk, click, sentences.notRemoved(reference));
  }
}

async function thank(desk: Desk, click: Click): Promise<void> {
  await desk.feedback.count('utile', PLATFORM);
  await tell(desk, click, sentences.thanks());
}

async function tell(
  { composer, time }: Desk,
  { respond, threadTs }: Pick<Click, 'respond' | 'threadTs'>,
  sentence: string,
): Promise<void> {
  const message = composer.sentence(sentence);
  await persist(() => respondWith(respond, message, { shownTo: 'asker', threadTs }), time);
}
