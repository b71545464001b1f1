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
import type { Road, WaysToShow } from './pictures.ts';
import type { Origin } from './requests.ts';
import type { Block, SlackMessage } from './view/blocks.ts';
import { withOwner } from './view/buttons.ts';

// The only functions that give Slack something to show. All of them want what the gate has cleared.

/** Old links in a quotation must not become previews in a channel. */
const NO_PREVIEWS = { unfurl_links: false, unfurl_media: false };

/** The person who may withdraw a message, and how its picture is shown; absent where nobody may, and where none is. */
interface Owned {
  readonly owner?: string | null;
  readonly showing?: WaysToShow | undefined;
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
  { shownTo, threadTs, replaces = false, ...owned }: Response,
): Promise<void> {
  await inBlocksTaken(message, { ...owned, road: 'response_url' }, async (content) => {
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
  { channel, threadTs, ...owned }: Place,
  message: Cleared<SlackMessage>,
): Promise<string> {
  return inBlocksTaken(message, owned, async (content) => {
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
  showing: WaysToShow,
): readonly (() => Promise<unknown>)[] {
  const { client, respond, channel, threadTs, person } = origin;
  const shown = { threadTs, showing };
  return [
    ...(respond === undefined
      ? []
      : [() => respondWith(respond, message, { shownTo: 'asker', ...shown })]),
    ...(channel === null || channel.startsWith('D')
      ? []
      : [() => whisper(client, { channel, person, ...shown }, message)]),
    () => post(client, { channel: person, showing }, message),
  ];
}

export async function whisper(
  client: webApi.WebClient,
  { channel, threadTs, person, showing }: Place & { readonly person: string },
  message: Cleared<SlackMessage>,
): Promise<void> {
  await inBlocksTaken(message, { showing }, async ({ text, blocks }) => {
    const said = { text, blocks, ...inThread(threadTs) };
    await client.chat.postEphemeral({ channel, user: person, ...said });
  });
}

export async function amend(
  client: webApi.WebClient,
  { channel, ts, ...owned }: Owned & { readonly channel: string; readonly ts: string },
  message: Cleared<SlackMessage>,
): Promise<void> {
  await inBlocksTaken(message, owned, async ({ text, blocks }) => {
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
export function mayBeRefused(message: Cleared<SlackMessage>): boolean {
  return message.payload.withoutTable !== undefined || isPictured(message);
}

export function isPictured({ payload }: Cleared<SlackMessage>): boolean {
  return payload.picture !== undefined;
}

type Content = ReturnType<typeof contentOf>;

/**
 * Shows a message with its picture, where it has one and Slack takes it, in its blocks; where Slack refuses
 * these for their table, in those that say the same without.
 */
async function inBlocksTaken<Result>(
  { payload }: Cleared<SlackMessage>,
  { owner = null, showing, road = 'method' }: Owned & { readonly road?: Road },
  show: (content: Content) => Promise<Result>,
): Promise<Result> {
  const { picture, unpictured = [], withoutTable } = payload;
  if (picture !== undefined && showing !== undefined) {
    for await (const image of showing(picture, road)) {
      const shown = await unlessOfBlocks(show(contentOf(payload, owner, [image])));
      if (shown !== null) return shown.result;
    }
  }
  const whole = show(contentOf(payload, owner, unpictured));
  if (withoutTable === undefined) return whole;
  const shown = await unlessOfBlocks(whole);
  if (shown !== null) return shown.result;
  return show(contentOf({ ...payload, blocks: withoutTable }, owner, unpictured));
}

/** Null where Slack refuses the blocks themselves, and so did nothing. */
async function unlessOfBlocks<Result>(shown: Promise<Result>): Promise<{ result: Result } | null> {
  try {
    return { result: await shown };
  } catch (error) {
    if (!isOfBlocks(readFault(error))) throw error;
    return null;
  }
}

/** A response_url may tell no more of what is wrong with a message than that it is refused. */
const REFUSED_BLOCKS =
  /^(?:response_url_)?(?:invalid_blocks|invalid_attachments|msg_blocks_too_long|invalid_payload|unnamed$|400$)/u;

function isOfBlocks(fault: ReturnType<typeof readFault>): boolean {
  return fault !== null && REFUSED_BLOCKS.test(fault.code);
}

/** What is put in the place of a picture stands under the heading. */
function contentOf(
  { text, blocks }: SlackMessage,
  owner: string | null,
  pictured: readonly (Block | types.ImageBlock)[] = [],
) {
  const heading = blocks.slice(0, blocks[0]?.type === 'header' ? 1 : 0);
  const others = blocks.slice(heading.length);
  const below = owner === null ? others : owned(others, owner);
  return { text, blocks: [...heading, ...pictured, ...below], ...NO_PREVIEWS };
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
