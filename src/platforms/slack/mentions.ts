import type { AllMiddlewareArgs, App, Context } from '@slack/bolt';
import { typedIn } from '../../conversation/typed.ts';
import type { ListenerParts } from './exchange.ts';
import { SpokenExchange } from './exchanges.ts';
import { plainText } from './view/blocks.ts';

/** A message of a person's, as far as Slack is sure to tell it. */
interface Message {
  readonly user: string;
  readonly text?: string;
  readonly channel: string;
  readonly ts: string;
  readonly thread_ts?: string;
}

/** What comes with it. */
interface Told {
  readonly eventId: string | undefined;
  readonly context: Context;
  readonly client: AllMiddlewareArgs['client'];
}

/** Answers mentions, and messages in the direct conversation. */
export function listenToMessages(app: App, parts: ListenerParts): void {
  app.event('app_mention', ({ event, body, context, client }) => {
    // In the direct conversation the same message comes as `message.im`.
    if (event.user === undefined || event.channel.startsWith('D')) return Promise.resolve();
    const told = { eventId: body.event_id, context, client };
    return answerOnce(parts, { ...event, user: event.user }, told, false);
  });
  app.event('message', ({ event, body, context, client }) => {
    if (!isDirect(event) || !isByPerson(event)) return Promise.resolve();
    return answerOnce(parts, event, { eventId: body.event_id, context, client }, true);
  });
}

function answerOnce(
  parts: ListenerParts,
  { user: person, text, channel, ts, thread_ts }: Message,
  { eventId, context, client }: Told,
  isInDirect: boolean,
): Promise<void> {
  const { conversation, names } = parts;
  const doing = isInDirect ? 'direct message' : 'mention';
  // The workspace is the one that has the app: in a shared channel the message may be another's.
  const origin = {
    doing,
    client,
    workspace: context.teamId,
    channel,
    threadTs: thread_ts ?? null,
    person,
  };
  const exchange = new SpokenExchange(parts, origin, { ts, isDirect: isInDirect });
  const typed = typedIn(plainText(text));
  const question = { command: names.bare(typed.command), input: { text: typed.text } };
  return conversation.perform(exchange, async () => {
    if (!(await conversation.isFirst(`event:${eventId ?? `${channel}:${ts}`}`))) return;
    // In the direct conversation there is nobody else.
    await conversation.ask(exchange, question, isInDirect ? 'everyone' : null);
  });
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
