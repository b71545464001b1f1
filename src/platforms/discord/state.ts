import { createHash } from 'node:crypto';
import { COMMAND_NAMES, OPTION_NAMES } from '../../ask/request.ts';
import type { Asked, Asking, Options } from '../../ask/request.ts';
import { BUTTON } from './limits.ts';

/** Every button of this version begins so. */
const PREFIX = 'd1';

export const ACTIONS = [
  'previous',
  'next',
  'summarise',
  'theme',
  'context',
  'position',
  'share',
  'remove',
  'useful',
  'wrong',
] as const;
export type Action = (typeof ACTIONS)[number];

/** What a button does, by its `custom_id`: it works after a restart, because nothing else remembers it. */
export interface Pressed {
  readonly action: Action;
  /** What it knows: a question, a person, the key of a note, or nothing. */
  readonly state: string;
}

/** A `custom_id`, and what must be remembered for it where it cannot hold its state itself. */
export interface Identified {
  readonly customId: string;
  readonly note: { readonly key: string; readonly text: string } | null;
}

const NOTED = '#';

/** The state itself where a hundred characters hold it, else the key under which it is remembered. */
export function identify(action: Action, state: string): Identified {
  const whole = `${PREFIX}/${action}/${state}`;
  if (whole.length <= BUTTON.customId) return { customId: whole, note: null };
  const key = createHash('sha256').update(state).digest('base64url');
  return { customId: `${PREFIX}/${action}/${NOTED}${key}`, note: { key, text: state } };
}

/** Null for a `custom_id` of another version, or none of ours. */
export function readPressed(customId: string): Pressed | null {
  const [, name = '', state = ''] = /^d1\/([a-z]+)\/(.*)$/su.exec(customId) ?? [];
  const action = ACTIONS.find((each) => each === name);
  return action === undefined ? null : { action, state };
}

/** The key of the note that a state stands for; null for one that is there itself. */
export function noteKey(state: string): string | null {
  return state.startsWith(NOTED) ? state.slice(NOTED.length) : null;
}

/**
 * The one button whose state is not the answer's, but that of each copy of it: who may withdraw it. As it
 * stands in JSON, where no text can hold it, because quotes within one have a backslash.
 */
export const UNOWNED = `"${PREFIX}/remove/"`;

/** What takes its place. */
export function withOwner(owner: string): string {
  return JSON.stringify(`${PREFIX}/remove/${owner}`);
}

export function encodeAsked({ command, options }: Asked): string {
  return JSON.stringify({ c: command, ...options });
}

/** Reads a question back; null for one that this version does not know how to ask. */
export function decodeAsked(state: string): Asked | null {
  const { c: command, ...options } = parsed(state) ?? {};
  return isAsking(command) && areOptions(options) ? { command, options } : null;
}

function isAsking(value: unknown): value is Asking {
  return value === 'contexte' || (COMMAND_NAMES as readonly unknown[]).includes(value);
}

function areOptions(value: Readonly<Record<string, unknown>>): value is Options {
  return Object.entries(value).every(
    ([name, option]) =>
      (OPTION_NAMES as readonly string[]).includes(name) && typeof option === 'string',
  );
}

function parsed(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const json: unknown = JSON.parse(text);
    // What JSON.parse makes has string keys only.
    return typeof json === 'object' ? (json as Readonly<Record<string, unknown>> | null) : null;
  } catch {
    return null;
  }
}
