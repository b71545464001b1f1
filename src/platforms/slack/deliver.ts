import type {
  AckFn,
  RespondArguments,
  RespondFn,
  types,
  ViewResponseAction,
  webApi,
} from '@slack/bolt';
import type { Cleared } from '../../debate/gate.ts';
import { readFault } from './faults.ts';
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
  return ack({ ...contentOf(message.payload, owner), response_type: typeOf(shownTo) });
}

/** Answers through the response_url of a command, click or shortcut: five times within half an hour. */
export async function respondWith(
  respond: RespondFn,
  message: Cleared<SlackMessage>,
  { shownTo, threadTs, replaces = false, owner = null }: Response,
): Promise<void> {
  await inBlocksTaken(message, owner, async (content) => {
    await respond({
      ...content,
      ...inThread(threadTs),
      response_type: typeOf(shownTo),
      replace_original: replaces,
    });
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
  return inBlocksTaken(message, owner, async (content) => {
    const { ts } = await client.chat.postMessage({ channel, ...content, ...inThread(threadTs) });
    return ts ?? '';
  });
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
  await inBlocksTaken(message, null, async ({ text, blocks }) => {
    const said = { text, blocks, ...inThread(threadTs) };
    await client.chat.postEphemeral({ channel, user: person, ...said });
  });
}

export async function amend(
  client: webApi.WebClient,
  { channel, ts, owner = null }: Owned & { readonly channel: string; readonly ts: string },
  message: Cleared<SlackMessage>,
): Promise<void> {
  await inBlocksTaken(message, owner, async ({ text, blocks }) => {
    await client.chat.update({ channel, ts, text, blocks });
  });
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

/** Whether Slack would say nothing of a refusal if this went in an acknowledgement. */
export function mayBeRefused({ payload }: Cleared<SlackMessage>): boolean {
  return payload.withoutTable !== undefined;
}

type Content = ReturnType<typeof contentOf>;

/** Shows a message in its blocks; where Slack refuses these for their table, in those that say the same without. */
async function inBlocksTaken<Result>(
  { payload }: Cleared<SlackMessage>,
  owner: string | null,
  show: (content: Content) => Promise<Result>,
): Promise<Result> {
  const { withoutTable } = payload;
  try {
    return await show(contentOf(payload, owner));
  } catch (error) {
    if (withoutTable === undefined || !isOfBlocks(readFault(error))) throw error;
    return show(contentOf({ ...payload, blocks: withoutTable }, owner));
  }
}

/** A response_url may tell no more of what is wrong with a message than that it is refused. */
const REFUSED_BLOCKS =
  /^(?:response_url_)?(?:invalid_blocks|invalid_attachments|msg_blocks_too_long|invalid_payload|unnamed$|400$)/u;

function isOfBlocks(fault: ReturnType<typeof readFault>): boolean {
  return fault !== null && REFUSED_BLOCKS.test(fault.code);
}

function contentOf({ text, blocks }: SlackMessage, owner: string | null) {
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
