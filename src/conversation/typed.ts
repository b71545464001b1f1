import { LONGEST_SUBJECT } from '../debate/reply.ts';
import { foldWhiteSpace } from '../french/typography.ts';

/** A command and what follows it, as it was typed without a slash command. */
interface Typed {
  readonly command: string;
  readonly text: string;
}

const BY_ITSELF = new Set(['aide', 'aide-debat', 'citation', 'sources']);
const ANOTHER_CITATION = /^(?:citation,? (?:une autre|encore une)|une autre citation)[ .!?]*$/u;
const OF_TWO_PARTS = /^(?<command>position|comparer)\s+(?<text>.*;.*)$/su;

/**
 * What a mention or a direct message asks, in plain words: a subject, unless it begins with a slash, is
 * the bare name of a command that needs nothing more, asks for another quotation, or puts semicolons as only `/position` and
 * `/comparer` do.
 */
export function typedIn(text: string): Typed {
  const [, slashed, rest = ''] = /^\/(\S+)\s*(.*)$/su.exec(text) ?? [];
  if (slashed !== undefined) return { command: slashed, text: rest };
  const alone = text.toLowerCase();
  if (ANOTHER_CITATION.test(alone)) return { command: 'citation', text: 'une autre' };
  if (BY_ITSELF.has(alone)) return { command: alone, text: '' };
  const { command, text: parts } = OF_TWO_PARTS.exec(text)?.groups ?? {};
  if (command !== undefined && parts !== undefined) return { command, text: parts };
  return { command: 'debat', text };
}

/**
 * A whole message, in plain words, as a subject: its first words, without the quotation marks that would
 * ask for those very words; empty when it has none.
 */
export function subjectIn(words: string): string {
  const text = foldWhiteSpace(words.replace(/["«»“”]/gu, ' ')).toWellFormed();
  if (!/[\p{L}\p{N}]/u.test(text)) return '';
  if (text.length <= LONGEST_SUBJECT) return text;
  const cut = text.slice(0, LONGEST_SUBJECT + 1);
  const end = cut.lastIndexOf(' ');
  // A message of one endless word is cut within it, but never within a character.
  return end > 0 ? cut.slice(0, end) : cut.slice(0, -1).replace(/[\uD800-\uDBFF]$/u, '');
}
