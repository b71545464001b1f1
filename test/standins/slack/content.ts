import type { types } from '@slack/bolt';
import { isTooLong, objectionsTo } from './block-limits.ts';
import { parsed, textIn, type Json } from './json.ts';
import type { Content } from './messages.ts';
import { invalidBlocks, SlackRefusal } from './refusal.ts';

/** https://docs.slack.dev/changelog/2018-truncating-really-long-messages: longer text is cut, not refused. */
const MAXIMUM_TEXT = 40_000;

/**
 * The text and blocks of something to post, checked as Slack checks them. Throws a SlackRefusal:
 * `no_text`, `invalid_blocks_format`, `invalid_blocks`, `msg_blocks_too_long`.
 */
export function contentIn(json: Json): Content {
  const blocks = blocksIn(json);
  const text = textIn(json, 'text') ?? textIn(json, 'markdown_text') ?? '';
  if (text === '' && blocks.length === 0) throw new SlackRefusal('no_text');
  return { text: text.slice(0, MAXIMUM_TEXT), blocks };
}

/** The blocks alone: none where the argument is missing. */
export function blocksIn(json: Json): readonly types.AnyBlock[] {
  const given = json['blocks'];
  // The WebClient sends a form whose `blocks` are a JSON text; acknowledgements carry a real list.
  const blocks = typeof given === 'string' ? parsed(given) : (given ?? []);
  if (!Array.isArray(blocks)) throw new SlackRefusal('invalid_blocks_format');
  const list: readonly unknown[] = blocks;
  const objections = objectionsTo(list, 'message');
  if (objections.length > 0) throw invalidBlocks(objections);
  if (isTooLong(list)) throw new SlackRefusal('msg_blocks_too_long');
  return list as readonly types.AnyBlock[];
}
