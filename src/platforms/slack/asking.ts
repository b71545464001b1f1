import type {
  AllMiddlewareArgs,
  MessageShortcut,
  SlackCommandMiddlewareArgs,
  SlackShortcutMiddlewareArgs,
} from '@slack/bolt';
import type { Cleared } from '../../debate/gate.ts';
import { sentences } from '../../messages/slack.ts';
import type { Answer } from '../../ask/request.ts';
import type { SlackMessage } from './blocks.ts';
import { publish } from './completing.ts';
import type { Composed } from './composer.ts';
import { acknowledgeWith, respondWith } from './deliver.ts';
import type { Response } from './deliver.ts';
import { addressOf } from './desk.ts';
import type { Desk } from './desk.ts';
import { ACKNOWLEDGE_WITHIN_MS } from './limits.ts';
import { persist } from './persistence.ts';
import { mayManage } from './rights.ts';
import { readyWithin } from '../../running/waiting.ts';
import { plainText, relatedSubject } from './typed.ts';
import { isCutOff } from './transport/connection.ts';

type CommandArgs = SlackCommandMiddlewareArgs & Pick<AllMiddlewareArgs, 'context' | 'client'>;

/** Answers a slash command: in the acknowledgement, or after it when the answer takes longer. */
export async function answerCommand(desk: Desk, args: CommandArgs): Promise<void> {
  const { command, ack, client } = args;
  const { names, time } = desk;
  const address = addressOf(command.team_id, command.channel_id, command.user_id);
  const work = desk.dispatch({
    address,
    command: names.bare(command.command),
    input: { text: plainText(command.text) },
    mayManage: (extent) => mayManage(desk, client, address, extent),
  });
  const ready = await readyWithin(work, ACKNOWLEDGE_WITHIN_MS, time);
  if (ready !== null && !mayBeCompleted(ready)) {
    const { message, shownTo } = written(desk, ready);
    await acknowledge(args, message, { shownTo, owner: command.user_id });
    return;
  }
  await ack();
  await answerLater(desk, args, ready ?? (await work));
}

/** Nobody can amend what one person alone sees after a command: it stands as it is. */
function mayBeCompleted({ complete, audience }: Answer): boolean {
  return complete !== undefined && audience === 'everyone';
}

function answerLater(
  desk: Desk,
  { command, client, respond }: CommandArgs,
  answer: Answer,
): Promise<void> {
  const { audience: shownTo } = answer;
  const { user_id: owner, channel_id } = command;
  const channel = mayBeCompleted(answer) ? channel_id : null;
  const roads = { client, respond, channel, owner };
  return publish(desk, roads, answer, { shownTo, isOwned: true, sharedBy: null });
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
  const address = addressOf(team?.id ?? user.team_id, channel.id, user.id);
  const answer = await desk.dispatch({ address, command: 'debat', input: { options: { sujet } } });
  const thread: unknown = message['thread_ts'];
  const existing = typeof thread === 'string' ? thread : null;
  await persist(() => {
    const { message: text, shownTo } = written(desk, answer);
    const threadTs = existing ?? (shownTo === 'everyone' ? shortcut.message_ts : null);
    return respondWith(respond, text, { shownTo, threadTs, owner: user.id });
  }, desk.time);
}

function written({ composer }: Desk, answer: Answer): Composed {
  return composer.answer(answer, { shownTo: answer.audience, isOwned: true, sharedBy: null });
}
