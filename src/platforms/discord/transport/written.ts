import { PICTURE_FILE, type Drawn } from '../../../debate/drawn.ts';
import { textsIn, type DiscordMessage } from '../view/components.ts';
import { parsedObject } from '../../../conversation/buttons.ts';
import { UNOWNED, withOwner } from '../view/buttons.ts';

/** A message as it travels: bytes, because many people get the same one and it is neither encoded nor read twice. */
interface Written {
  /** The JSON of its components, in two parts between which its owner belongs; one where it has none. */
  readonly components: readonly Buffer[];
  /** Its paragraphs as members of their components, in reading order. */
  readonly contents: readonly Buffer[];
}

/** Kept for as long as somebody holds the message. */
const written = new WeakMap<DiscordMessage, Written>();

/** The JSON of a message, between what comes before it and with what else is sent with it. */
export function bodyOf(
  message: DiscordMessage,
  owner: string | null,
  others: object,
  [before, after]: readonly [string, string],
): Buffer {
  const [whole = NOTHING, ...rest] = writtenOf(message).components;
  return Buffer.concat([
    Buffer.from(`${before}{"components":`),
    whole,
    ...rest.flatMap((part) => [Buffer.from(withOwner(owner ?? '')), part]),
    Buffer.from(`,${JSON.stringify(others).slice(1)}${after}`),
  ]);
}

const JSON_HEADERS = { 'Content-Type': 'application/json' };

/**
 * https://docs.discord.com/developers/reference#uploading-files. The form is written here: discord.js hands one to
 * whichever undici was loaded first, of which not every version takes a form of another.
 */
export async function requestWith(written: Buffer, picture: Drawn | undefined) {
  const passThroughBody = true;
  if (picture === undefined) return { body: written, headers: JSON_HEADERS, passThroughBody };
  const form = new FormData();
  form.set('payload_json', written.toString());
  const file = new Blob([Buffer.from(picture.png)], { type: 'image/png' });
  form.set('files[0]', file, PICTURE_FILE);
  const encoded = new Response(form);
  const headers = { 'Content-Type': encoded.headers.get('content-type') ?? '' };
  return { body: Buffer.from(await encoded.arrayBuffer()), headers, passThroughBody };
}

/** How what Discord shows differs from what it was given; null when it does not. No text is told. */
export function differenceBetween(message: DiscordMessage, answer: Buffer): string | null {
  if (isVerbatimIn(answer, writtenOf(message).contents)) return null;
  const texts = textsIn(message.components);
  const { components } = messageOf(answer);
  const kept = textsIn(Array.isArray(components) ? components : []);
  if (texts.length !== kept.length) return `${kept.length} paragraphs of ${texts.length}`;
  const index = texts.findIndex((each, place) => each !== kept[place]);
  return index < 0 ? null : `paragraph ${index + 1} of ${texts.length}`;
}

/** The identifier of the message in what Discord answers; null where it tells none. */
export function messageIn(answer: Buffer): string | null {
  const [, shown] = RESPONSE_MESSAGE.exec(answer.toString('latin1', 0, OPENING_BYTES)) ?? [];
  const { id } = shown === undefined ? messageOf(answer) : { id: shown };
  return typeof id === 'string' ? id : null;
}

/** What a first response begins with tells the message that it made, so that the rest need not be parsed. */
const RESPONSE_MESSAGE = /^\{"interaction":\{[^{}]*"response_message_id":"(\d+)"/u;
const OPENING_BYTES = 400;

const NOTHING = Buffer.of();
const CONTENT = Buffer.from('"content":');
const EMPTY = Buffer.from('"content":""');

function writtenOf(message: DiscordMessage): Written {
  const known = written.get(message);
  if (known !== undefined) return known;
  const json = Buffer.from(JSON.stringify(message.components));
  const place = json.indexOf(UNOWNED);
  const components =
    place < 0 ? [json] : [json.subarray(0, place), json.subarray(place + UNOWNED.length)];
  const contents = textsIn(message.components).map((each) => {
    return Buffer.from(`"content":${JSON.stringify(each)}`);
  });
  const made = { components, contents };
  written.set(message, made);
  return made;
}

/** Whether the answer has these members in this order, and none but empty ones besides: then nothing need be parsed. */
function isVerbatimIn(answer: Buffer, contents: readonly Buffer[]): boolean {
  let place = 0;
  for (const content of contents) {
    const found = answer.indexOf(content, place);
    if (found < 0) return false;
    place = found + content.length;
  }
  return countIn(answer, CONTENT) - countIn(answer, EMPTY) === contents.length;
}

function countIn(answer: Buffer, part: Buffer): number {
  let count = 0;
  for (let at = answer.indexOf(part); at >= 0; at = answer.indexOf(part, at + part.length))
    count += 1;
  return count;
}

/** What is read of an answer; nothing of it is certain. */
interface Answer {
  readonly id?: unknown;
  readonly components?: unknown;
  readonly resource?: { readonly message?: Answer | null } | null;
}

/** The message in an answer, whether it stands there by itself or as the resource of a first response. */
function messageOf(answer: Buffer): Answer {
  const said: Answer = parsedObject(answer.toString()) ?? {};
  return said.resource?.message ?? said;
}
