import type { Quote } from '../../../debate/quote.ts';
import { labels } from '../../../messages/discord.ts';
import type { Answer, Asked, Options, Asking } from '../../../ask/request.ts';
import { button } from './components.ts';
import type { Button } from './components.ts';
import { canBeSummarised, isWorthSharing } from '../../../conversation/layout.ts';
import type { Layout } from '../../../conversation/layout.ts';
import { BUTTON } from '../limits.ts';
import { createHash } from 'node:crypto';
import { COMMAND_NAMES, OPTION_NAMES } from '../../../ask/request.ts';

/** Who sees the message and whose it is. */
export interface Ownership {
  readonly shownTo: 'everyone' | 'asker';
  /** Whether somebody asked, who may withdraw it. */
  readonly isOwned: boolean;
}

/** Makes the buttons of one message, and gathers what must be remembered for them. */
export class Buttons {
  readonly notes: Record<string, string> = {};

  /** Beside a quotation. */
  context({ passage }: Quote): Button {
    const asked: Asked = { command: 'contexte', options: { ref: passage.id } };
    return this.#made('context', encodeAsked(asked), labels.context);
  }

  /** One for each voice of the page. */
  positions(authors: readonly string[]): readonly Button[] {
    return [...new Set(authors)].slice(0, BUTTON.inARow).map((auteur) => {
      const asked: Asked = { command: 'position', options: { auteur } };
      return this.#made('position', encodeAsked(asked), labels.position(auteur));
    });
  }

  /** Asks for the theses that sum up what was found. */
  summarise({ asked, reply }: Answer): readonly Button[] {
    if (!canBeSummarised(reply) || asked === null) return [];
    const { command, options } = withoutPage(asked);
    const state = encodeAsked({ command, options: { ...options, resume: 'oui' } });
    return [this.#made('summarise', state, labels.summarise)];
  }

  /** Asks what the debate says on the subject of the quotation of the day. */
  theme(sujet: string | undefined): readonly Button[] {
    if (sujet === undefined) return [];
    const state = encodeAsked({ command: 'debat', options: { sujet } });
    return [this.#made('theme', state, labels.theme)];
  }

  /** Under the whole answer: five at most. */
  ofAnswer(
    { asked, reply }: Answer,
    { page, pages }: Layout,
    { shownTo, isOwned }: Ownership,
  ): readonly Button[] {
    if (!isWorthSharing(reply)) return [];
    const turned = (to: number) => (asked === null ? '' : encodeAsked(withPage(asked, to)));
    return [
      ...(page > 1 ? [this.#made('previous', turned(page - 1), labels.previous)] : []),
      ...(page < pages ? [this.#made('next', turned(page + 1), labels.next)] : []),
      ...(shownTo === 'asker' && asked !== null
        ? [this.#made('share', encodeAsked(withoutPrivacy(asked)), labels.share)]
        : []),
      ...(shownTo === 'everyone' && isOwned ? [this.#made('remove', '', labels.remove)] : []),
      this.#made('useful', '', labels.useful),
      this.#made('wrong', '', labels.wrong),
    ];
  }

  #made(action: Action, state: string, label: string): Button {
    const { customId, note } = identify(action, state);
    if (note !== null) this.notes[note.key] = note.text;
    return button(customId, label);
  }
}

function withPage({ command, options }: Asked, page: number): Asked {
  return { command, options: { ...options, page: String(page) } };
}

function withoutPage({ command, options }: Asked): Asked {
  const { page, ...others }: Options = options;
  return { command, options: others };
}

function withoutPrivacy({ command, options }: Asked): Asked {
  const { prive, ...others }: Options = options;
  return { command, options: others };
}

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
