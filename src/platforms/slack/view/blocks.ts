import type { Drawn } from '../../../debate/drawn.ts';
import { COMMAND_NAMES, OPTION_NAMES } from '../../../ask/request.ts';
import type { types } from '@slack/bolt';

// What Slack accepts, as data. Numbers without a link are in the JSDoc of @slack/types 3.2.

/** A message. https://docs.slack.dev/reference/block-kit/blocks */
export const MESSAGE = {
  blocks: 50,
  /**
   * Characters plus `costOfBlock` for each block. Slack documents no whole; 13,297 characters in one block and
   * 11,341 in many were refused with `msg_blocks_too_long` (slackapi/bolt-js#2509 and #2867).
   */
  weight: 12_000,
  costOfBlock: 100,
  /** `chat.update` refuses a longer `text` with `msg_too_long`; bytes were measured, not characters. */
  fallbackBytes: 4_000,
} as const;
export const LONGEST_HEADER = 150;
export const LONGEST_ALT = 2_000;
/** Of a picture; what somebody typed is in that of a map. */
export const LONGEST_ADDRESS = 3_000;
export const ELEMENT = {
  value: 2_000,
  options: 100,
  optionText: 75,
  optionValue: 75,
  buttonText: 75,
} as const;
/** https://docs.slack.dev/reference/methods/assistant.threads.setSuggestedPrompts */
export const PROMPTS = 4;
/** The channels whose subscriptions the Home tab tells of, one line each. */
export const CHANNELS_AT_HOME = 20;

// What a corpus or a person wrote goes into `plain_text` (emoji off) and the `text` of rich text: Slack
// parses neither, so that the characters stay as they are and can neither mention nor link.

export type Block =
  | types.HeaderBlock
  | types.RichTextBlock
  | types.ContextBlock
  | types.ActionsBlock
  | types.TableBlock;

/** The text and blocks of a message, whatever road it takes. */
export interface SlackMessage {
  /** Read aloud by screen readers and shown in notifications. */
  readonly text: string;
  readonly blocks: readonly Block[];
  /** Show the same where Slack refuses the table that is in the blocks; absent where there is none. */
  readonly withoutTable?: readonly Block[];
  /** Goes under the heading; absent where there is none. */
  readonly picture?: Drawn;
  /** Says so in its place where Slack does not show it; absent where nobody asked for it. */
  readonly unpictured?: readonly Block[];
}

type Part = types.RichTextBlock['elements'][number];

export function plain(text: string): types.PlainTextElement {
  return { type: 'plain_text', text, emoji: false };
}

/** A label of ours, where there is nothing that Slack could take for an emoji. */
export function label(text: string): types.PlainTextElement {
  return { type: 'plain_text', text };
}

export function header(text: string): types.HeaderBlock {
  return { type: 'header', text: plain(text) };
}

export function richText(parts: readonly Part[]): types.RichTextBlock {
  return { type: 'rich_text', elements: [...parts] };
}

type Style = types.RichTextText['style'];

/** Our own words, a work or a thesis, on a line of their own. */
export function line(text: string, style?: Style): types.RichTextSection {
  return { type: 'rich_text_section', elements: [words(text, style)] };
}

/** An opening, then words of ours in italics. */
export function introduced(opening: string, text: string, style?: Style): types.RichTextSection {
  const elements = [words(opening, style), words(text, { ...style, italic: true })];
  return { type: 'rich_text_section', elements };
}

export function list(lines: readonly string[]): types.RichTextList {
  return { type: 'rich_text_list', style: 'bullet', elements: lines.map((text) => line(text)) };
}

export function quotation(text: string, style?: Style): types.RichTextQuote {
  return { type: 'rich_text_quote', elements: [words(text, style)] };
}

export function words(text: string, style?: Style): types.RichTextText {
  return style === undefined ? { type: 'text', text } : { type: 'text', text, style };
}

/**
 * Every text of a block as a person sees it, and every address, in order. Written out kind by kind,
 * because each message is read twice and a walk over unknown members takes ten times as long.
 */
export function shownIn(block: Block): string[] {
  switch (block.type) {
    case 'header':
      return [block.text.text];
    case 'context':
      return block.elements.map((each) => (each.type === 'image' ? each.alt_text : each.text));
    case 'actions':
      return block.elements.flatMap((each) => (each.type === 'button' ? shownOnButton(each) : []));
    case 'rich_text':
      return block.elements.flatMap((part) =>
        part.type === 'rich_text_list' ? part.elements.flatMap(shownInRun) : shownInRun(part),
      );
    case 'table':
      return block.rows.flat().flatMap((cell) => (cell.type === 'rich_text' ? shownIn(cell) : []));
    default:
      return [];
  }
}

function shownOnButton({ text, accessibility_label: spoken, confirm }: types.Button): string[] {
  const shown = spoken === undefined ? [text.text] : [text.text, spoken];
  if (confirm === undefined) return shown;
  const { title, text: asked, confirm: yes, deny: no } = confirm;
  return [...shown, ...[title, asked, yes, no].flatMap((each) => (each ? [each.text] : []))];
}

function shownInRun({ elements }: { readonly elements: readonly types.RichTextElement[] }) {
  return elements.flatMap((each) => {
    if (each.type === 'text') return [each.text];
    if (each.type === 'link') return each.text === undefined ? [each.url] : [each.text, each.url];
    return each.type === 'user' ? [`<@${each.user_id}>`] : [];
  });
}

export function context(...elements: types.ContextBlock['elements']): types.ContextBlock {
  return { type: 'context', elements };
}

/** An address that `<address|label>` can hold: with any of these characters it would end too early. */
export function fitsMarkup(url: string): boolean {
  return !/[<>|\s]/u.test(url);
}

/** The one use of Slack's markup: our own label over an address of the corpus. */
export function link(url: string, label: string): types.MrkdwnElement {
  return { type: 'mrkdwn', text: `<${escaped(url)}|${label}>`, verbatim: true };
}

/** https://docs.slack.dev/messaging/formatting-message-text#escaping */
export function escaped(text: string): string {
  if (!/[&<>]/u.test(text)) return text;
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** A person, a group, a date or a whole channel; then an address with the words that stand for it, and one without. */
const MENTION = /<[@!#][^<>]*>/gu;
const PERSON = /<@[^<>]*>/gu;
const LABELLED = /<[^<>|]*\|(?<label>[^<>]*)>/gu;
const BARE = /<(?<address>[^<>]*)>/gu;
/** An emoji typed right after a word, whose name a person never saw; « auteur:x: » is an option. */
const EMOJI_AFTER_WORD = new RegExp(
  `(?<=\\p{L})(?<!(?<!\\p{L})(?:${OPTION_NAMES.join('|')}))(?::[\\p{L}\\p{N}_+’'-]{1,100}:)+(?![\\p{L}\\p{N}:])`,
  'giu',
);

/**
 * The words of a text that Slack has marked up: `person` stands for whom it mentions, other mentions are left out,
 * and labels stand for what they link.
 * A form may leave out an empty text altogether.
 * https://docs.slack.dev/messaging/formatting-message-text#how-messages-look-when-your-app-receives-them
 */
export function plainText(marked = '', person = ' '): string {
  const words = marked
    .replace(PERSON, person)
    .replace(MENTION, ' ')
    .replace(LABELLED, '$<label>')
    .replace(BARE, '$<address>')
    .replace(EMOJI_AFTER_WORD, ' ');
  return unescaped(words).trim();
}

export function unescaped(text: string): string {
  if (!text.includes('&')) return text;
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/** How commands are called in a workspace: `SLACK_COMMAND_PREFIX` stands before each name. */
export interface CommandNames {
  /** `/d-debat` as `debat`, and `/debat` too: a manifest without the prefix still works. */
  readonly bare: (typed: string) => string;
  /** Our own words with every command as it is typed here. */
  readonly written: (text: string) => string;
}

const MENTIONED = new RegExp(
  `/(${COMMAND_NAMES.toSorted((a, b) => b.length - a.length).join('|')})(?![\\p{L}\\p{N}-])`,
  'gu',
);

export function commandNames(prefix: string): CommandNames {
  return {
    bare: (typed) => {
      const name = typed.replace(/^\//u, '');
      return prefix !== '' && name.startsWith(prefix) ? name.slice(prefix.length) : name;
    },
    written: (text) => (prefix === '' ? text : text.replace(MENTIONED, `/${prefix}$1`)),
  };
}
