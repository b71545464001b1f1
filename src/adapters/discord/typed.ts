import { foldWhiteSpace } from '../../text/typography.ts';
import { LONGEST_SUBJECT } from './limits.ts';

/** A command and what follows it, as it was typed without a slash command. */
export interface Typed {
  readonly command: string;
  readonly text: string;
}

/** A custom emoji has a name; mentions, timestamps and the like are no words of the person. */
const EMOJI = /<a?:(?<name>\w+):\d+>/gu;
const COMMAND = /<\/(?<name>[^:<>]+):\d+>/gu;
const MENTION = /<(?:@[!&]?|#|t:|id:)[^<>]*>/gu;
const BY_ITSELF = new Set(['aide', 'aide-debat', 'citation', 'sources']);
const OF_TWO_PARTS = /^(?<command>position|comparer)\s+(?<text>.*;.*)$/su;

/** The words of a message: https://docs.discord.com/developers/reference#message-formatting */
export function plainText(content: string): string {
  return content
    .replace(EMOJI, '$<name>')
    .replace(COMMAND, '/$<name>')
    .replace(MENTION, ' ')
    .trim();
}

/**
 * What a mention or a direct message asks: a subject, unless it begins with a slash, is the bare name
 * of a command that needs nothing more, or puts semicolons as only `/position` and `/comparer` do.
 */
export function readTyped(content: string): Typed {
  const text = plainText(content);
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
export function relatedSubject(content: string): string {
  const text = foldWhiteSpace(plainText(content).replace(/["«»“”]/gu, ' ')).toWellFormed();
  if (!/[\p{L}\p{N}]/u.test(text)) return '';
  if (text.length <= LONGEST_SUBJECT) return text;
  const cut = text.slice(0, LONGEST_SUBJECT + 1);
  const end = cut.lastIndexOf(' ');
  // A message of one endless word is cut within it, but never within a character.
  return end > 0 ? cut.slice(0, end) : cut.slice(0, -1).replace(/[\uD800-\uDBFF]$/u, '');
}
