import type { webApi } from '@slack/bolt';
import { sentences } from '../../messages/slack.ts';
import type { Answer } from '../../ask/request.ts';
import { complete } from './completing.ts';
import { amend, post, whisper } from './deliver.ts';
import type { Place } from './deliver.ts';
import { addressOf } from './desk.ts';
import type { Desk } from './desk.ts';
import { ACKNOWLEDGE_WITHIN_MS } from './limits.ts';
import { persist, unlessRefused } from './persistence.ts';
import type { Circumstances } from './render.ts';
import { mayManage } from './rights.ts';
import { readyWithin } from '../../running/waiting.ts';
import { readTyped } from './typed.ts';

/** A message that speaks to the bot: a mention, or one in the direct conversation. */
export interface Spoken {
  readonly workspace: string | undefined;
  readonly person: string;
  readonly text: string;
  readonly channel: string;
  readonly ts: string;
  /** The thread it stands in already. */
  readonly threadTs: string | undefined;
  readonly isDirect: boolean;
}

/** Answers in the thread of the message, which it opens where there is none. */
export async function answerSpoken(
  desk: Desk,
  { client }: { readonly client: webApi.WebClient },
  spoken: Spoken,
): Promise<void> {
  const { workspace, person, text, channel } = spoken;
  const typed = readTyped(text);
  const address = addressOf(workspace, channel, person);
  const work = desk.dispatch({
    address,
    command: desk.names.bare(typed.command),
    input: { text: typed.text },
    mayManage: (extent) => mayManage(desk, client, address, extent),
  });
  const ready = await readyWithin(work, ACKNOWLEDGE_WITHIN_MS, desk.time);
  if (ready === null) await announce(desk, client, spoken, work);
  else if (isForAll(spoken, ready)) await speak(desk, client, spoken, ready);
  else await speakPrivately(desk, client, spoken, ready);
}

/** In the direct conversation there is nobody else. */
function isForAll({ isDirect }: Spoken, { audience }: Answer): boolean {
  return isDirect || audience === 'everyone';
}

const TO_ALL: Circumstances = { shownTo: 'everyone', isOwned: true, sharedBy: null };
const TO_ONE: Circumstances = { ...TO_ALL, shownTo: 'asker' };

async function speak(
  desk: Desk,
  client: webApi.WebClient,
  spoken: Spoken,
  answer: Answer,
): Promise<void> {
  const { isDirect } = spoken;
  const ts = await persist<string | null>(async () => {
    const { message, isRefused } = desk.composer.answer(answer, TO_ALL);
    if (!isRefused || isDirect) return post(client, placeOf(spoken), message);
    await whisper(client, whisperedTo(spoken), message);
    return null;
  }, desk.time);
  if (ts !== null) await completeAt(ts, desk, client, spoken, answer);
}

async function completeAt(
  ts: string,
  desk: Desk,
  client: webApi.WebClient,
  { channel, person: owner }: Spoken,
  answer: Answer,
): Promise<void> {
  const isLatest = desk.changes.mark({ channel, ts });
  await complete(desk, { answer, isLatest }, TO_ALL, ({ message }) =>
    amend(client, { channel, ts, owner }, message),
  );
}

/** What one person alone sees cannot be amended. */
async function speakPrivately(
  desk: Desk,
  client: webApi.WebClient,
  spoken: Spoken,
  answer: Answer,
): Promise<void> {
  await persist(() => {
    const { message } = desk.composer.answer(answer, TO_ONE);
    return whisper(client, whisperedTo(spoken), message);
  }, desk.time);
}

/** Says at once that an answer is coming, and then puts it in that message's place. */
async function announce(
  desk: Desk,
  client: webApi.WebClient,
  spoken: Spoken,
  work: Promise<Answer>,
): Promise<void> {
  const { composer, time } = desk;
  const place = placeOf(spoken);
  const { channel } = place;
  const waiting = composer.sentence(sentences.searching());
  const ts = await persist(() => post(client, { ...place, owner: null }, waiting), time);
  const answer = await work;
  const isPrivate = !isForAll(spoken, answer) || composer.answer(answer, TO_ALL).isRefused;
  if (isPrivate && !spoken.isDirect) {
    await speakPrivately(desk, client, spoken, answer);
    await persist(() => client.chat.delete({ channel, ts }), time, unlessRefused);
    return;
  }
  // The same text twice is the same message: an edit may be repeated whatever became of it.
  const amendAll = () => amend(client, { ...place, ts }, composer.answer(answer, TO_ALL).message);
  await persist(amendAll, time, unlessRefused);
  await completeAt(ts, desk, client, spoken, answer);
}

function placeOf({ channel, ts, threadTs, person }: Spoken): Place {
  return { channel, threadTs: threadTs ?? ts, owner: person };
}

/** Slack shows a private message in a thread only where the thread is there already. */
function whisperedTo(spoken: Spoken) {
  const { channel, threadTs = null, person } = spoken;
  return { channel, threadTs, person };
}
