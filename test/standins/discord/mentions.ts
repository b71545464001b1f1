import { AllowedMentionsTypes } from 'discord-api-types/v10';
import type { MessageBody } from './limits.ts';

/** Whom a message notifies. */
export interface Pings {
  /** `@everyone` or `@here`. */
  readonly everyone: boolean;
  readonly users: readonly string[];
  readonly roles: readonly string[];
}

export const NOBODY: Pings = { everyone: false, users: [], roles: [] };

/** https://docs.discord.com/developers/resources/message#allowed-mentions-object: where nothing is said. */
const { Everyone, Role, User } = AllowedMentionsTypes;

interface Circumstances {
  /** Answers to interactions may notify only people, unless they say otherwise. */
  readonly isInteraction: boolean;
  /** Without the permission, `@everyone` and roles are only words. */
  readonly mayMentionEveryone: boolean;
}

/**
 * Whom these texts would notify under the `allowed_mentions` of a request. A mention counts
 * wherever its characters stand, behind a backslash and in code too: nobody documents that Discord
 * spares those, and « nobody is notified » must not rest on it.
 */
export function pingsOf(
  texts: readonly string[],
  allowed: MessageBody['allowed_mentions'],
  { isInteraction, mayMentionEveryone }: Circumstances,
): Pings {
  const { parse } = allowed ?? { parse: isInteraction ? [User] : [Everyone, Role, User] };
  const text = texts.join('\n');
  const named = (pattern: RegExp) => {
    return [...new Set([...text.matchAll(pattern)].flatMap(([, id]) => id ?? []))];
  };
  return {
    everyone: mayMentionEveryone && parse.includes(Everyone) && /@(?:everyone|here)/u.test(text),
    users: parse.includes(User) ? named(/<@!?(\d+)>/gu) : [],
    roles: mayMentionEveryone && parse.includes(Role) ? named(/<@&(\d+)>/gu) : [],
  };
}

/** Everyone either of the two notifies. */
export function together(one: Pings, other: Pings): Pings {
  return {
    everyone: one.everyone || other.everyone,
    users: [...new Set([...one.users, ...other.users])],
    roles: [...new Set([...one.roles, ...other.roles])],
  };
}
