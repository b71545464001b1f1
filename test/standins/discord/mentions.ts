import { AllowedMentionsTypes } from 'discord-api-types/v10';
import { isJson, type Json } from '../json.ts';
import { choice, type Rule } from './inspection.ts';

/** Whom a message notifies. */
export interface Pings {
  /** `@everyone` or `@here`. */
  readonly everyone: boolean;
  readonly users: readonly string[];
  readonly roles: readonly string[];
}

export const NOBODY: Pings = { everyone: false, users: [], roles: [] };

/** https://docs.discord.com/developers/resources/message#allowed-mentions-object: where nothing is said. */
const DEFAULT_FOR_MESSAGES = [
  AllowedMentionsTypes.Everyone,
  AllowedMentionsTypes.Role,
  AllowedMentionsTypes.User,
];
const DEFAULT_FOR_INTERACTIONS = [AllowedMentionsTypes.User];

const MAXIMUM_NAMED = 100;

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
  allowed: unknown,
  { isInteraction, mayMentionEveryone }: Circumstances,
): Pings {
  const byDefault = isInteraction ? DEFAULT_FOR_INTERACTIONS : DEFAULT_FOR_MESSAGES;
  const allowance = isJson(allowed) ? allowed : { parse: byDefault };
  const text = texts.join('\n');
  const everyone = listIn(allowance, 'parse').includes(AllowedMentionsTypes.Everyone);
  return {
    everyone: everyone && mayMentionEveryone && /@(?:everyone|here)/u.test(text),
    users: named(text, /<@!?(\d+)>/gu, allowance, 'users'),
    roles: mayMentionEveryone ? named(text, /<@&(\d+)>/gu, allowance, 'roles') : [],
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

export const checkAllowedMentions: Rule = (inspection, allowed, path) => {
  if (!isJson(allowed)) return;
  const parse = listIn(allowed, 'parse');
  for (const [index, type] of parse.entries()) {
    choice(...DEFAULT_FOR_MESSAGES)(inspection, type, [...path, 'parse', index]);
  }
  for (const kind of ['users', 'roles']) {
    const identifiers = listIn(allowed, kind);
    inspection.length(identifiers.length, [...path, kind], MAXIMUM_NAMED, 0);
    if (identifiers.length === 0 || !parse.includes(kind)) continue;
    const message = `parse:["${kind}"] and ${kind}: [ids...] are mutually exclusive.`;
    inspection.report(path, 'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE', message);
  }
};

function named(
  text: string,
  expression: RegExp,
  allowance: Json,
  kind: 'users' | 'roles',
): readonly string[] {
  const found = [...text.matchAll(expression)].flatMap(([, id]) => id ?? []);
  const isAnyAllowed = listIn(allowance, 'parse').includes(kind);
  const allowed = found.filter((id) => isAnyAllowed || listIn(allowance, kind).includes(id));
  return [...new Set(allowed)];
}

function listIn(json: Json, key: string): readonly unknown[] {
  const value = json[key];
  return Array.isArray(value) ? value : [];
}
