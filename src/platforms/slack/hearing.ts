import type { AllMiddlewareArgs, App, Context } from '@slack/bolt';
import { apologise } from './apology.ts';
import { answerSpoken } from './speaking.ts';
import type { Spoken } from './speaking.ts';
import { isFirst } from './desk.ts';
import type { Desk } from './desk.ts';
import { EVENT_MEMORY_MS } from './limits.ts';
import type { Work } from '../../running/work.ts';

/** Answers mentions, and messages in the direct conversation. */
export function listenToMessages(app: App, desk: Desk, work: Work): void {
  app.event('app_mention', ({ event, body, context, client }) => {
    // In the direct conversation the same message comes as `message.im`.
    if (event.user === undefined || event.channel.startsWith('D')) return Promise.resolve();
    const spoken = spokenIn({ ...event, user: event.user }, context, false);
    return answerOnce(desk, work, body.event_id, client, spoken);
  });
  app.event('message', ({ event, body, context, client }) => {
    if (!isDirect(event) || !isByPerson(event)) return Promise.resolve();
    return answerOnce(desk, work, body.event_id, client, spokenIn(event, context, true));
  });
}

/** A message of a person's, as far as Slack is sure to tell it. */
interface Message {
  readonly user: string;
  readonly text?: string;
  readonly channel: string;
  readonly ts: string;
  readonly thread_ts?: string;
}

/** The workspace is the one that has the app: in a shared channel the message may be another's. */
function spokenIn(message: Message, { teamId }: Context, isDirect: boolean) {
  const { user: person, text = '', channel, ts, thread_ts: threadTs } = message;
  return { workspace: teamId, person, text, channel, ts, threadTs, isDirect };
}

function isDirect({ channel, channel_type: type }: { channel: string; channel_type?: string }) {
  return type === undefined ? channel.startsWith('D') : type === 'im';
}

/** Messages of bots, edits and joinings are no questions; a file may come with one. */
function isByPerson(event: { readonly subtype?: string | undefined } & object): event is Message {
  const isText = event.subtype === undefined || event.subtype === 'file_share';
  const isByBot = 'bot_id' in event && typeof event.bot_id === 'string';
  return isText && 'user' in event && !isByBot;
}

function answerOnce(
  desk: Desk,
  work: Work,
  eventId: string | undefined,
  client: AllMiddlewareArgs['client'],
  spoken: Spoken,
): Promise<void> {
  const { person, channel, ts, threadTs = null } = spoken;
  const id = eventId ?? `${channel}:${ts}`;
  return work.run(
    spoken.isDirect ? 'direct message' : 'mention',
    async () => {
      if (await isFirst(desk, `event:${id}`, EVENT_MEMORY_MS))
        await answerSpoken(desk, { client }, spoken);
    },
    (fault) =>
      apologise(desk, { client, person, channel, threadTs, doing: 'chat.postMessage' }, fault),
  );
}
