import { sentences } from '../../messages/slack.ts';
import { tell } from './click.ts';
import type { Click } from './click.ts';
import { withdraw } from './deliver.ts';
import type { Desk } from './desk.ts';
import { toBotError } from './faults.ts';
import { isAdministrator } from './rights.ts';

/** Takes an answer away for the one whose it is, or an administrator. */
export async function remove(desk: Desk, click: Click): Promise<void> {
  const { client, person, respond, state } = click;
  const isOwn = state.by === person;
  const administers = isOwn ? null : await isAdministrator(desk, client, person);
  if (!isOwn && administers !== true) {
    const sentence =
      administers === null ? sentences.adminsUnknown() : sentences.notYoursToRemove();
    await tell(desk, click, sentence);
    return;
  }
  desk.changes.mark(click);
  try {
    await withdraw(respond);
  } catch {
    // After half an hour the response_url is dead; the message may still be one that the bot posted.
    await deleteMessage(desk, click);
  }
}

async function deleteMessage(desk: Desk, click: Click): Promise<void> {
  const { client, channel, ts } = click;
  try {
    await client.chat.delete({ channel: channel ?? '', ts: ts ?? '' });
  } catch (error) {
    const reference = desk.reportFault(toBotError(error, 'chat.delete'));
    await tell(desk, click, sentences.notRemoved(reference));
  }
}
