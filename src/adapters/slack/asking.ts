import type {
  AllMiddlewareArgs,
  MessageShortcut,
  SlackCommandMiddlewareArgs,
  SlackShortcutMiddlewareArgs,
} from '@slack/bolt';
import type { Cleared } from '../../debate/gate.ts';
import { sentences } from '../../messages-slack.ts';
import type { Answer } from '../../request.ts';
import type { SlackMessage } from './blocks.ts';
import { isYetToCome } from './command-names.ts';
import type { Composed } from './composer.ts';
import { acknowledgeWith, amend, post, respondWith, whisper } from './deliver.ts';
import type { Place, Response } from './deliver.ts';
import { addressOf } from './desk.ts';
import type { Desk } from './desk.ts';
import { ACKNOWLEDGE_WITHIN_MS } from './limits.ts';
import { persist, unlessRefused } from './persistence.ts';
import { readyWithin } from '../time.ts';
import { plainText, readTyped, relatedSubject } from './typed.ts';
import { isCutOff } from './way.ts';

type CommandArgs = SlackCommandMiddlewareArgs & Pick<AllMiddlewareArgs, 'context'>;

/** Answers a slash command: in the acknowledgement, or after it when the answer takes longer. */
export async function answerCommand(desk: Desk, args: CommandArgs): Promise<void> {
  const { command, ack, respond } = args;
  const { composer, names, time } = desk;
  const name = names.bare(command.command);
  if (isYetToCome(name)) {
    await acknowledge(args, composer.sentence(sentences.noSubscriptionYet()), {
      shownTo: 'asker',
    });
    return;
  }
  const address = addressOf(command.team_id, command.channel_id, command.user_id);
  const work = desk.dispatch({ address, command: name, input: { text: plainText(command.text) } });
  const owner = command.user_id;
  const ready = await readyWithin(work, ACKNOWLEDGE_WITHIN_MS, time);
  if (ready !== null) {
    const { message, shownTo } = written(desk, ready);
    await acknowledge(args, message, { shownTo, owner });
    return;
  }
  await ack();
  const answer = await work;
  await persist(() => {
    const { message, shownTo } = written(desk, answer);
    return respondWith(respond, message, { shownTo, owner });
  }, time);
}

/** A socket may close between a command and its acknowledgement: its response_url is still good. */
async function acknowledge(
  { ack, respond, context }: CommandArgs,
  message: Cleared<SlackMessage>,
  response: Pick<Response, 'shownTo' | 'owner'>,
): Promise<void> {
  if (!isCutOff(context)) {
    try {
      await acknowledgeWith(ack, message, response);
      return;
    } catch {
      // It closed this very moment.
    }
  }
  await respondWith(respond, message, response);
}

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
  { client }: Pick<AllMiddlewareArgs, 'client'>,
  spoken: Spoken,
): Promise<void> {
  const { workspace, person, text, channel } = spoken;
  const typed = readTyped(text);
  const command = desk.names.bare(typed.command);
  const address = addressOf(workspace, channel, person);
  const work = desk.dispatch({ address, command, input: { text: typed.text } });
  const ready = await readyWithin(work, ACKNOWLEDGE_WITHIN_MS, desk.time);
  if (ready === null) await completeLater(desk, client, spoken, work);
  else await persist(() => speak(desk, client, spoken, ready), desk.time);
}

/** Posts an answer, or shows it to the asker alone. */
async function speak(
  desk: Desk,
  client: AllMiddlewareArgs['client'],
  spoken: Spoken,
  answer: Answer,
): Promise<void> {
  const { person, channel, threadTs = null, isDirect } = spoken;
  const { message, shownTo } = written(desk, answer, isDirect ? 'everyone' : answer.audience);
  if (isDirect || shownTo === 'everyone') await post(client, placeOf(spoken), message);
  // Slack shows a private message in a thread only where the thread is there already.
  else await whisper(client, { channel, threadTs, person }, message);
}

/** Says at once that an answer is coming, and then puts it in that message's place. */
async function completeLater(
  desk: Desk,
  client: AllMiddlewareArgs['client'],
  spoken: Spoken,
  work: Promise<Answer>,
): Promise<void> {
  const { composer, time } = desk;
  const place = placeOf(spoken);
  const waiting = composer.sentence(sentences.searching());
  const ts = await persist(() => post(client, { ...place, owner: null }, waiting), time);
  const answer = await work;
  const shownTo = spoken.isDirect ? 'everyone' : answer.audience;
  const amended = { ...place, ts };
  if (written(desk, answer, shownTo).shownTo === 'asker' && !spoken.isDirect) {
    await persist(() => speak(desk, client, spoken, answer), time);
    await persist(() => client.chat.delete({ channel: place.channel, ts }), time, unlessRefused);
    return;
  }
  // The same text twice is the same message: an edit may be repeated whatever became of it.
  const amendAll = () => amend(client, amended, written(desk, answer, 'everyone').message);
  await persist(amendAll, time, unlessRefused);
}

function placeOf({ channel, ts, threadTs, person }: Spoken): Place {
  return { channel, threadTs: threadTs ?? ts, owner: person };
}

type ShortcutArgs = SlackShortcutMiddlewareArgs<MessageShortcut>;

/** Searches with the words of somebody's message and answers in its thread. The words are not kept. */
export async function answerMessageShortcut(
  desk: Desk,
  { shortcut, ack, respond }: ShortcutArgs,
): Promise<void> {
  await ack();
  const { message, channel, user, team } = shortcut;
  const sujet = relatedSubject(message.text ?? '');
  if (sujet === '') {
    const sentence = desk.composer.sentence(sentences.nothingToSearch());
    await respondWith(respond, sentence, { shownTo: 'asker' });
    return;
  }
  const address = addressOf(team?.id, channel.id, user.id);
  const answer = await desk.dispatch({ address, command: 'debat', input: { options: { sujet } } });
  const thread: unknown = message['thread_ts'];
  const existing = typeof thread === 'string' ? thread : null;
  await persist(() => {
    const { message: text, shownTo } = written(desk, answer);
    const threadTs = existing ?? (shownTo === 'everyone' ? shortcut.message_ts : null);
    return respondWith(respond, text, { shownTo, threadTs, owner: user.id });
  }, desk.time);
}

function written(
  { composer }: Desk,
  answer: Answer,
  shownTo: Answer['audience'] = answer.audience,
): Composed {
  return composer.answer(answer, { shownTo, isOwned: true, sharedBy: null });
}
