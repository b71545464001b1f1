import { isJson, objectsIn, textIn, type Json } from '../json.ts';
import type { Message } from './messages.ts';

type Shown = Pick<Message, 'text' | 'blocks'>;

/** The words a person reads in a message, in order, one line for each text; controls are left out. */
export function wordsOf(message: Shown): string {
  return message.blocks.length === 0 ? message.text : spokenBy(message.blocks).join('\n');
}

/** The words of a view or of any blocks, as `wordsOf` gives those of a message. */
export function wordsOfBlocks(blocks: readonly unknown[]): string {
  return spokenBy(blocks).join('\n');
}

function spokenBy(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(spokenBy);
  if (!isJson(value)) return [];
  const type = textIn(value, 'type') ?? '';
  if (type === 'actions' || type === 'context_actions') return [];
  if (type.startsWith('rich_text_') && type !== 'rich_text_list') return [runOf(value)];
  const text = textIn(value, 'text');
  const own = text === undefined ? [] : [text];
  return [...own, ...Object.values(value).flatMap(spokenBy)];
}

function runOf(part: Json): string {
  return objectsIn(part, 'elements')
    .map((words) => textIn(words, 'text') ?? textIn(words, 'url') ?? '')
    .join('');
}

/**
 * Everyone and everything the message would notify: mentions in parsed text, and the rich text
 * elements that mention. The notification text counts too, though Slack only shows it.
 */
export function mentionsIn(message: Shown): readonly string[] {
  const mentions = parsedTexts(message).flatMap((text) => text.match(/<[@!#][^>]*>/gu) ?? []);
  return [
    ...mentions,
    ...richElements(message.blocks, ['user', 'usergroup', 'broadcast', 'channel']),
  ];
}

/** Every address a reader could follow: written in parsed text (bare ones included) or as a rich text link. */
export function linksIn(message: Shown): readonly string[] {
  const written = parsedTexts(message).flatMap((text) => text.match(/https?:\/\/[^\s|>]+/gu) ?? []);
  return [...written, ...richElements(message.blocks, ['link'])];
}

/** Texts whose markup Slack interprets: the top-level one, `mrkdwn` objects and `markdown` blocks. */
function parsedTexts(message: Shown): string[] {
  const marked = objectsWithin(message.blocks).filter((json) => {
    return json['type'] === 'mrkdwn' || json['type'] === 'markdown';
  });
  return [message.text, ...marked.map((json) => textIn(json, 'text') ?? '')];
}

function richElements(blocks: readonly unknown[], types: readonly string[]): string[] {
  const found = objectsWithin(blocks).filter((json) => types.includes(textIn(json, 'type') ?? ''));
  return found.map((json) => textIn(json, 'url') ?? JSON.stringify(json));
}

function objectsWithin(value: unknown): Json[] {
  if (Array.isArray(value)) return value.flatMap(objectsWithin);
  return isJson(value) ? [value, ...Object.values(value).flatMap(objectsWithin)] : [];
}
