import { COMMAND_NAMES, OPTION_NAMES } from '../../ask/request.ts';
import type { Asked, Asking, Options } from '../../ask/request.ts';
import { ELEMENT } from './limits.ts';

/** What a button knows: it works after a restart and a year later, because nothing else remembers it. */
export interface State {
  /** What it asks when it is clicked; null where it asks nothing. */
  readonly asked: Asked | null;
  /** The person who may withdraw the answer. */
  readonly by: string | null;
}

const VERSION = 1;
/** Slack's identifiers have 9 to 11 characters; `,"by":""` comes with one. */
const LONGEST_OWNER = 40;
/** Every button of the bot, and no other, begins so. */
export const PREFIX = 'debat/';

/** Which button it is, by its `action_id`. */
export const ACTIONS = {
  previous: `${PREFIX}previous`,
  next: `${PREFIX}next`,
  context: `${PREFIX}context`,
  position: `${PREFIX}position`,
  theme: `${PREFIX}theme`,
  summarise: `${PREFIX}summarise`,
  share: `${PREFIX}share`,
  remove: `${PREFIX}remove`,
  useful: `${PREFIX}useful`,
  wrong: `${PREFIX}wrong`,
  search: `${PREFIX}search`,
  erase: `${PREFIX}erase`,
} as const;
export type Action = keyof typeof ACTIONS;

/** The button an `action_id` belongs to, or null for one that no version of the bot has. */
export function actionOf(actionId: string): Action | null {
  const name = actionId.slice(PREFIX.length);
  return actionId.startsWith(PREFIX) && Object.hasOwn(ACTIONS, name) ? (name as Action) : null;
}

/** What a button asks as its `value`; null when it is more than Slack lets one hold. */
export function encodeState(asked: Asked | null): string | null {
  const value = JSON.stringify({
    v: VERSION,
    ...(asked === null ? {} : { c: asked.command, o: asked.options }),
  });
  return value.length <= ELEMENT.value - LONGEST_OWNER ? value : null;
}

/** A `value` that says who may withdraw the answer as well: an object in JSON has room before its end. */
export function withOwner(value: string, by: string): string {
  return `${value.slice(0, -1)},"by":${JSON.stringify(by)}}`;
}

/** Reads a `value` back; null for one of another version, or that is none of ours. */
export function decodeState(value: string | undefined): State | null {
  const json = parsed(value ?? '');
  if (json?.['v'] !== VERSION) return null;
  const { c: command, o: options, by = null } = json;
  if (by !== null && typeof by !== 'string') return null;
  if (command === undefined) return { asked: null, by };
  return isAsking(command) && areOptions(options) ? { asked: { command, options }, by } : null;
}

function isAsking(value: unknown): value is Asking {
  return value === 'contexte' || (COMMAND_NAMES as readonly unknown[]).includes(value);
}

function areOptions(value: unknown): value is Options {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.entries(value).every(
    ([name, option]) =>
      (OPTION_NAMES as readonly string[]).includes(name) && typeof option === 'string',
  );
}

function parsed(value: string): Readonly<Record<string, unknown>> | null {
  try {
    const json: unknown = JSON.parse(value);
    // What JSON.parse makes has string keys only.
    return typeof json === 'object' ? (json as Readonly<Record<string, unknown>> | null) : null;
  } catch {
    return null;
  }
}
