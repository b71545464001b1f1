import type {
  AllMiddlewareArgs,
  GlobalShortcut,
  RespondFn,
  SlackOptionsMiddlewareArgs,
  SlackShortcutMiddlewareArgs,
  SlackViewMiddlewareArgs,
  ViewSubmitAction,
} from '@slack/bolt';
import { speakersOf } from '../../debate/speaker.ts';
import type { Corpus } from '../../debate/passage.ts';
import type { Notice } from '../../debate/reply.ts';
import { forms, sentences } from '../../messages/slack.ts';
import { noticeText } from '../../messages/messages.ts';
import type { Answer } from '../../ask/request.ts';
import { foldText } from '../../french/fold.ts';
import { plain, shortened } from './blocks.ts';
import { answerForm, offer, openModal, post, respondWith, whisper } from './deliver.ts';
import type { Offer } from './deliver.ts';
import { addressOf, PLATFORM } from './desk.ts';
import type { Desk } from './desk.ts';
import { farewell, fieldFor, placeIn, reasonIn, searchForm, searchOptions } from './forms.ts';
import { ACKNOWLEDGE_WITHIN_MS, ELEMENT } from './limits.ts';
import { persist } from './persistence.ts';
import { readyWithin } from '../../running/waiting.ts';

type ViewArgs = SlackViewMiddlewareArgs<ViewSubmitAction> & Pick<AllMiddlewareArgs, 'client'>;
/** A form comes with an address only where somebody chose a channel in it. */
type SubmitArgs = Omit<ViewArgs, 'respond'> & { readonly respond?: RespondFn };

/** Opens the form; its trigger lives three seconds. */
export async function openSearch(
  { composer }: Desk,
  {
    shortcut,
    ack,
    client,
  }: SlackShortcutMiddlewareArgs<GlobalShortcut> & Pick<AllMiddlewareArgs, 'client'>,
): Promise<void> {
  await ack();
  await openModal(client, shortcut.trigger_id, composer.ownWords(searchForm()));
}

/** Answers a form where it says; what is wrong in it keeps it open. */
export async function answerSearch(desk: Desk, args: SubmitArgs): Promise<void> {
  const { view, body, ack } = args;
  const place = placeIn(view);
  const address = addressOf(body.team?.id ?? body.user.team_id, place, body.user.id);
  const input = { options: searchOptions(view) };
  const work = desk.dispatch({ address, command: 'debat', input });
  const ready = await readyWithin(work, ACKNOWLEDGE_WITHIN_MS, desk.time);
  const wrong = ready === null ? null : noticeOf(ready);
  if (wrong !== null) {
    const text = desk.names.written(noticeText(wrong));
    await answerForm(ack, desk.composer.formError(fieldFor(wrong), text));
    return;
  }
  await ack();
  const answer = await work;
  await persist(() => answerIn(place, desk, args, answer), desk.time);
}

/** Through the address that comes with the chosen channel, which needs no membership; else as a member. */
async function answerIn(
  place: string | null,
  { composer }: Desk,
  { body, client, respond }: SubmitArgs,
  answer: Answer,
): Promise<void> {
  const owner = body.user.id;
  const circumstances = { shownTo: answer.audience, isOwned: true, sharedBy: null };
  const { message, shownTo } = composer.answer(answer, circumstances);
  if (respond !== undefined) await respondWith(respond, message, { shownTo, owner });
  else if (place === null || shownTo === 'everyone') {
    await post(client, { channel: place ?? owner, threadTs: null, owner }, message);
  } else await whisper(client, { channel: place, threadTs: null, person: owner }, message);
}

/** What can be mended in the form; an empty subject would be answered with the help. */
function noticeOf({ reply }: Answer): Notice | null {
  if (reply.kind === 'help') return { code: 'subject missing' };
  return reply.kind === 'notice' ? reply.notice : null;
}

/** Counts a reason and says thanks in the form's place. */
export async function countReason(desk: Desk, { view, ack }: SubmitArgs): Promise<void> {
  const reason = reasonIn(view);
  if (reason !== null) await desk.feedback.count(reason, PLATFORM);
  await answerForm(ack, desk.composer.nextView(farewell(forms.wrongTitle, sentences.thanks())));
}

/** Proposes the voices whose name, or a part of it, begins as what was typed. */
export async function proposeAuthors(
  { composer, corpus }: Desk,
  { options, ack }: SlackOptionsMiddlewareArgs<'block_suggestion'>,
): Promise<void> {
  await offer(ack, composer.ownWords(authorsLike(options.value, corpus)));
}

export function authorsLike(typed: string, corpus: Corpus): Offer {
  const beginning = foldText(typed.trim());
  const found = speakersOf(corpus).filter(({ label }) => {
    const name = foldText(label);
    return [name, ...name.split(/[ '’-]/u)].some((part) => part.startsWith(beginning));
  });
  return {
    options: found.slice(0, ELEMENT.options).map(({ label }) => ({
      text: plain(shortened(label, ELEMENT.optionText)),
      // A part of a name names its voice as well as the whole.
      value: label.slice(0, ELEMENT.optionValue),
    })),
  };
}
