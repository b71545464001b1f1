import { foldWhiteSpace } from '../../text/typography.ts';
import { unescaped } from './blocks.ts';
import { LONGEST_SUBJECT } from './limits.ts';

/** A command and what follows it, as it was typed without a slash command. */
export interface Typed {
  readonly command: string;
  readonly text: string;
}

/** A person, a group or a whole channel; then a channel or an address with the words that stand for it. */
const MENTION = /<[@!][^<>]*>/gu;
const LABELLED = /<[^<>|]*\|(?<label>[^<>]*)>/gu;
const BARE = /<[^<>]*>/gu;
const BY_ITSELF = new Set(['aide', 'aide-debat', 'citation', 'sources']);
const OF_TWO_PARTS = /^(?<command>position|comparer)\s+(?<text>.*;.*)$/su;

/**
 * The words of a text that Slack has marked up: mentions are left out, labels stand for what they link.
 * https://docs.slack.dev/messaging/formatting-message-text#how-messages-look-when-your-app-receives-them
 */
export function plainText(marked: string): string {
  const words = marked.replace(MENTION, ' ').replace(LABELLED, '$<label>').replace(BARE, ' ');
  return unescaped(words).trim();
}

/**
 * What a mention or a direct message asks: a subject, unless it begins with a slash, is the bare name
 * of a command that needs nothing more, or puts semicolons as only `/position` and `/comparer` do.
 */
export function readTyped(marked: string): Typed {
  const text = plainText(marked);
  const [, slashed, rest = ''] = /^\/(\S+)\s*(.*)$/su.exec(text) ?? [];
  if (slashed !== undefined) return { command: slashed, text: rest };
  const alone = text.toLowerCase();
  if (BY_ITSELF.has(alone)) return { command: alone, text: '' };
  const { command, text: parts } = OF_TWO_PARTS.exec(text)?.groups ?? {};
  if (command !== undefined && parts !== undefined) return { command, text: parts };
  return { command: 'debat', text };
}

/**
 * A whole message as a subject: its first words, without the quotation marks that would ask for those
 * very words; empty when it has none.
 */
export function relatedSubject(marked: string): string {
  const text = foldWhiteSpace(plainText(marked).replace(/["«»“”]/gu, ' ')).toWellFormed();
  if (!/[\p{L}\p{N}]/u.test(text)) return '';
  if (text.length <= LONGEST_SUBJECT) return text;
  const cut = text.slice(0, LONGEST_SUBJECT + 1);
  const end = cut.lastIndexOf(' ');
  // A message of one endless word is cut within it, but never within a character.
  return end > 0 ? cut.slice(0, end) : cut.slice(0, -1).replace(/[\uD800-\uDBFF]$/u, '');
}
