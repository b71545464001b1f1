import { subjectIn, typedIn } from '../../conversation/typed.ts';
import type { Typed } from '../../conversation/typed.ts';
import { unescaped } from './blocks.ts';
import { LONGEST_SUBJECT } from './limits.ts';

/** A person, a group or a whole channel; then a channel or an address with the words that stand for it. */
const MENTION = /<[@!][^<>]*>/gu;
const LABELLED = /<[^<>|]*\|(?<label>[^<>]*)>/gu;
const BARE = /<[^<>]*>/gu;

/**
 * The words of a text that Slack has marked up: mentions are left out, labels stand for what they link.
 * A form may leave out an empty text altogether.
 * https://docs.slack.dev/messaging/formatting-message-text#how-messages-look-when-your-app-receives-them
 */
export function plainText(marked = ''): string {
  const words = marked.replace(MENTION, ' ').replace(LABELLED, '$<label>').replace(BARE, ' ');
  return unescaped(words).trim();
}

/** What a mention or a direct message asks. */
export function readTyped(marked: string): Typed {
  return typedIn(plainText(marked));
}

/** A whole message as a subject. */
export function relatedSubject(marked: string): string {
  return subjectIn(plainText(marked), LONGEST_SUBJECT);
}
