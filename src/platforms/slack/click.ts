import type { BlockAction, RespondFn, webApi } from '@slack/bolt';
import { home, sentences } from '../../messages/slack.ts';
import type { Answer, Asked } from '../../ask/request.ts';
import { openModal, respondWith } from './deliver.ts';
import { addressOf } from './desk.ts';
import type { Desk } from './desk.ts';
import { farewell } from './forms.ts';
import { isWorthSharing } from '../../conversation/layout.ts';
import { persist } from './persistence.ts';
import type { Circumstances } from './render.ts';
import type { State } from './state.ts';

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

/** Asks again what the button asks; null when there is nothing to show any more, and the person was told why. */
export async function answerTo(desk: Desk, click: Click): Promise<Answer | null> {
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

/** Asks as the person who clicked. */
export function ask(
  { dispatch }: Desk,
  { workspace, channel, person }: Click,
  { command, options }: Asked,
): Promise<Answer> {
  return dispatch({ address: addressOf(workspace, channel, person), command, input: { options } });
}

/** A response_url amends only what was clicked: the answer stands as it is. */
export async function show(desk: Desk, click: Click, answer: Answer): Promise<void> {
  const { respond, threadTs } = click;
  await persist(() => {
    const { message } = desk.composer.answer(answer, TO_THE_ASKER);
    return respondWith(respond, message, { shownTo: 'asker', threadTs });
  }, desk.time);
}

/** Says one sentence to the person who clicked. */
export async function tell(
  { composer, time }: Desk,
  { respond, threadTs, channel, client, triggerId }: Omit<Click, 'state'>,
  sentence: string,
): Promise<void> {
  // The Home tab is in no channel, and has no address that takes an answer.
  if (channel === null) {
    await openModal(client, triggerId, composer.ownWords(farewell(home.title, sentence)));
    return;
  }
  const message = composer.sentence(sentence);
  await persist(() => respondWith(respond, message, { shownTo: 'asker', threadTs }), time);
}
