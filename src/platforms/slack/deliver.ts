import type {
  AckFn,
  RespondArguments,
  RespondFn,
  types,
  ViewResponseAction,
  webApi,
} from '@slack/bolt';
import type { Cleared } from '../../debate/gate.ts';
import type { Origin } from './requests.ts';
import type { Block, SlackMessage } from './view/blocks.ts';
import { withOwner } from './view/buttons.ts';

// The only functions that give Slack something to show. All of them want what the gate has cleared.

/** Old links in a quotation must not become previews in a channel. */
const NO_PREVIEWS = { unfurl_links: false, unfurl_media: false };

/** The person who may withdraw a message; absent where nobody may. */
interface Owned {
  readonly owner?: string | null;
}

/** A message in no thread is one in the channel. */
interface Threaded {
  readonly threadTs?: string | null | undefined;
}

interface Place extends Owned, Threaded {
  readonly channel: string;
}

interface Response extends Owned, Threaded {
  readonly shownTo: 'everyone' | 'asker';
  /** The message whose button was clicked becomes this one. */
  readonly replaces?: boolean;
}

/** Answers a command in its acknowledgement: one round trip. */
export function acknowledgeWith(
  ack: AckFn<RespondArguments>,
  message: Cleared<SlackMessage>,
  { shownTo, owner = null }: Pick<Response, 'shownTo' | 'owner'>,
): Promise<void> {
  return ack({ ...contentOf(message, owner), response_type: typeOf(shownTo) });
}

/** Answers through the response_url of a command, click or shortcut: five times within half an hour. */
export async function respondWith(
  respond: RespondFn,
  message: Cleared<SlackMessage>,
  { shownTo, threadTs, replaces = false, owner = null }: Response,
): Promise<void> {
  await respond({
    ...contentOf(message, owner),
    ...inThread(threadTs),
    response_type: typeOf(shownTo),
    replace_original: replaces,
  });
}

export async function withdraw(respond: RespondFn): Promise<void> {
  await respond({ delete_original: true });
}

/** Posts a message; resolves to its timestamp, by which it can be amended. */
export async function post(
  client: webApi.WebClient,
  { channel, threadTs, owner = null }: Place,
  message: Cleared<SlackMessage>,
): Promise<string> {
  const content = { ...contentOf(message, owner), ...inThread(threadTs) };
  const { ts } = await client.chat.postMessage({ channel, ...content });
  return ts ?? '';
}

/**
 * The ways to tell one person, best first: by the response_url, beside what stands in the channel, in the
 * direct conversation, for which a person's id stands and which `chat:write` opens.
 */
export function waysToTell(
  origin: Origin,
  message: Cleared<SlackMessage>,
): readonly (() => Promise<unknown>)[] {
  const { client, respond, channel, threadTs, person } = origin;
  return [
    ...(respond === undefined
      ? []
      : [() => respondWith(respond, message, { shownTo: 'asker', threadTs })]),
    ...(channel === null || channel.startsWith('D')
      ? []
      : [() => whisper(client, { channel, threadTs, person }, message)]),
    () => post(client, { channel: person }, message),
  ];
}

async function whisper(
  client: webApi.WebClient,
  { channel, threadTs, person }: Place & { readonly person: string },
  message: Cleared<SlackMessage>,
): Promise<void> {
  const { text, blocks } = contentOf(message, null);
  await client.chat.postEphemeral({ channel, user: person, text, blocks, ...inThread(threadTs) });
}

export async function amend(
  client: webApi.WebClient,
  { channel, ts, owner = null }: Owned & { readonly channel: string; readonly ts: string },
  message: Cleared<SlackMessage>,
): Promise<void> {
  const { text, blocks } = contentOf(message, owner);
  await client.chat.update({ channel, ts, text, blocks });
}

export async function openModal(
  client: webApi.WebClient,
  triggerId: string,
  { payload }: Cleared<types.ModalView>,
): Promise<void> {
  await client.views.open({ trigger_id: triggerId, view: payload });
}

export async function publishHome(
  client: webApi.WebClient,
  person: string,
  { payload }: Cleared<types.HomeView>,
): Promise<void> {
  await client.views.publish({ user_id: person, view: payload });
}

export interface Offer {
  readonly options: types.PlainTextOption[];
}

/** Fills a menu, keeps a submitted form open with what is wrong in it, or puts another view in its place. */
export function acknowledge<Payload extends Offer | ViewResponseAction>(
  ack: AckFn<Payload>,
  { payload }: Cleared<Payload>,
): Promise<void> {
  return ack(payload);
}

export interface Prompts {
  readonly prompts: readonly { readonly title: string; readonly message: string }[];
}

export async function suggest(
  client: webApi.WebClient,
  channel: string,
  { payload }: Cleared<Prompts>,
): Promise<void> {
  const call = { channel_id: channel, prompts: payload.prompts };
  await client.apiCall('assistant.threads.setSuggestedPrompts', call);
}

function contentOf({ payload: { text, blocks } }: Cleared<SlackMessage>, owner: string | null) {
  return { text, blocks: owner === null ? [...blocks] : owned(blocks, owner), ...NO_PREVIEWS };
}

/** Tells the buttons under the answer whose it is, which nobody sees. */
function owned(blocks: readonly Block[], owner: string): Block[] {
  const last = blocks.at(-1);
  if (last?.type !== 'actions') return [...blocks];
  const elements = last.elements.map((each) =>
    each.type === 'button' && each.value !== undefined
      ? { ...each, value: withOwner(each.value, owner) }
      : each,
  );
  return [...blocks.slice(0, -1), { ...last, elements }];
}

function inThread(threadTs: Threaded['threadTs']) {
  return typeof threadTs === 'string' ? { thread_ts: threadTs } : {};
}

function typeOf(shownTo: Response['shownTo']): 'in_channel' | 'ephemeral' {
  return shownTo === 'everyone' ? 'in_channel' : 'ephemeral';
}
