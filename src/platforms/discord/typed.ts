import { subjectIn, typedIn } from '../../conversation/typed.ts';
import type { Typed } from '../../conversation/typed.ts';
import { LONGEST_SUBJECT } from './limits.ts';

/** A custom emoji has a name; mentions, timestamps and the like are no words of the person. */
const EMOJI = /<a?:(?<name>\w+):\d+>/gu;
const COMMAND = /<\/(?<name>[^:<>]+):\d+>/gu;
const MENTION = /<(?:@[!&]?|#|t:|id:)[^<>]*>/gu;

/** The words of a message: https://docs.discord.com/developers/reference#message-formatting */
export function plainText(content: string): string {
  return content
    .replace(EMOJI, '$<name>')
    .replace(COMMAND, '/$<name>')
    .replace(MENTION, ' ')
    .trim();
}

/** What a mention or a direct message asks. */
export function readTyped(content: string): Typed {
  return typedIn(plainText(content));
}

/** A whole message as a subject. */
export function relatedSubject(content: string): string {
  return subjectIn(plainText(content), LONGEST_SUBJECT);
}
