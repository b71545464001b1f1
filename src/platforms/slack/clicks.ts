import type { ButtonAction, RespondFn } from '@slack/bolt';
import { sentences } from '../../messages/slack.ts';
import { answerTo, ask, show, tell } from './click.ts';
import type { Click } from './click.ts';
import { complete } from './completing.ts';
import type { Composed } from './composer.ts';
import { openModal, respondWith, withdraw } from './deliver.ts';
import { isFirst, PLATFORM } from './desk.ts';
import type { Desk } from './desk.ts';
import { readFault } from './faults.ts';
import { searchForm, wrongForm } from './forms.ts';
import { eraseAll } from './home-tab.ts';
import { DOUBLE_CLICK_MS } from './limits.ts';
import { persist } from './persistence.ts';
import { remove } from './removing.ts';
import { actionOf, decodeState } from './state.ts';
import type { Action } from './state.ts';

type Reaction = (desk: Desk, click: Click) => Promise<void>;

const REACTIONS: Readonly<Record<Action, Reaction>> = {
  previous: turnPage,
  next: turnPage,
  context: answerPrivately,
  position: answerPrivately,
  theme: openTheme,
  summarise: turnPage,
  share,
  remove,
  useful: thank,
  wrong: ({ composer }, { client, triggerId }) =>
    openModal(client, triggerId, composer.ownWords(wrongForm())),
  search: ({ composer }, { client, triggerId }) =>
    openModal(client, triggerId, composer.ownWords(searchForm())),
  erase: eraseAll,
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

async function turnPage(desk: Desk, click: Click): Promise<void> {
  const answer = await answerTo(desk, click);
  if (answer === null) return;
  const isLatest = desk.changes.mark(click);
  const { by: owner } = click.state;
  const seenBy = click.isEphemeral ? 'asker' : 'everyone';
  const circumstances = { shownTo: seenBy, isOwned: owner !== null, sharedBy: null } as const;
  const replace = ({ message, shownTo, isRefused }: Composed) => {
    // What only the one who clicked may see cannot stand in the place of what all see.
    const replaces = !isRefused || click.isEphemeral;
    return respondWith(click.respond, message, { shownTo, replaces, owner });
  };
  await persist(() => replace(desk.composer.answer(answer, circumstances)), desk.time);
  await complete(desk, { answer, isLatest }, circumstances, replace);
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

/** Passes a private answer on to its channel as it is before the person’s eyes, and takes the private copy away. */
async function share(desk: Desk, click: Click): Promise<void> {
  const { respond, threadTs, person, channel, ts } = click;
  const pressed = `share:${channel ?? ''}:${ts ?? ''}:${person}`;
  if (!(await isFirst(desk, pressed, DOUBLE_CLICK_MS))) return;
  const answer = await answerTo(desk, click);
  if (answer === null) return;
  const shared = { shownTo: 'everyone', isOwned: true, sharedBy: person } as const;
  await persist(() => {
    const { message, shownTo } = desk.composer.answer(answer, shared);
    return respondWith(respond, message, { shownTo, threadTs, owner: person });
  }, desk.time);
  await dismiss(desk, respond);
}

async function dismiss({ log }: Desk, respond: RespondFn): Promise<void> {
  await withdraw(respond).catch((error: unknown) => {
    // The private copy goes away by itself with the next reload of Slack.
    const code = readFault(error)?.code ?? 'unknown';
    log.warn({ code }, 'the private copy of a shared answer stays');
  });
}

async function thank(desk: Desk, click: Click): Promise<void> {
  await desk.feedback.count('utile', PLATFORM);
  await tell(desk, click, sentences.thanks());
}
