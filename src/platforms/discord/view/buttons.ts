import { createHash } from 'node:crypto';
import { ComponentType } from 'discord.js';
import type {
  APILabelComponent,
  APIMessage,
  APIModalInteractionResponseCallbackData,
  APIModalSubmission,
} from 'discord.js';
import type { Answer, Asked } from '../../../ask/request.ts';
import {
  ACTIONS,
  answerButtons,
  parsedObject,
  quoteButtons,
  readAsked,
  refsIn,
} from '../../../conversation/buttons.ts';
import type { Action, Button as Asking, Ownership } from '../../../conversation/buttons.ts';
import {
  choicesAmong,
  chosenFrom,
  REASONS,
  type Contestable,
} from '../../../conversation/feedback.ts';
import type { Layout } from '../../../conversation/layout.ts';
import { shortened } from '../../../conversation/sentences.ts';
import type { Quote } from '../../../debate/quote.ts';
import { labels } from '../../../messages/discord.ts';
import { wrongForm as words } from '../../../messages/conversation.ts';
import { VERDICTS, type Verdict } from '../../../ports.ts';
import { BUTTON } from '../limits.ts';
import { allIn, button, type Button } from './components.ts';

/** Every button of this version begins so. */
const PREFIX = 'd1';
/** Begins a state that is the key of a note. */
const NOTED = '#';

/** Makes the buttons of one message, and gathers what must be remembered for them. */
export class Buttons {
  readonly notes: Record<string, string> = {};
  /** One passage may stand twice in a message, where no two buttons may be the same. */
  readonly #beside = new Set<string>();
  /** What else can be asked about the quotations, each once. */
  readonly #others = new Map<string, Button>();

  /** The button beside a quotation; the others of it come below, where a row has room. */
  beside(quote: Quote, answer: Answer, author: string | null): Button | null {
    let beside: Button | null = null;
    for (const asking of quoteButtons(quote, answer, author)) {
      const made = this.#made(asking);
      if (asking.action === 'context') beside = this.#once(made);
      else this.#others.set(made.custom_id, made);
    }
    return beside;
  }

  #once(made: Button): Button | null {
    const isThere = this.#beside.has(made.custom_id);
    this.#beside.add(made.custom_id);
    return isThere ? null : made;
  }

  /** Those of the passages of a map, each with the number of its own. */
  contexts(nodes: Layout['nodes'], answer: Answer): readonly Button[] {
    return nodes.flatMap(({ number, quote }) =>
      quoteButtons(quote, answer, null).map((asking) =>
        this.#made({ ...asking, label: `${labelOf(asking.action, asking.asked)} [${number}]` }),
      ),
    );
  }

  /** Under the quotations what can be asked next, then what can be done with the whole answer. */
  below(answer: Answer, layout: Layout, ownership: Ownership): readonly (readonly Button[])[] {
    const buttons = answerButtons(answer, layout, ownership);
    const isNext = ({ action }: Asking) => action === 'summarise';
    const [next, whole] = [buttons.filter(isNext), buttons.filter((each) => !isNext(each))];
    const others = [...this.#others.values()];
    return [[...this.#all(next), ...others.slice(0, BUTTON.inARow)], this.#all(whole)];
  }

  #all(buttons: readonly Asking[]): readonly Button[] {
    return buttons.map((each) => this.#made(each));
  }

  #made({ action, asked, label }: Asking): Button {
    // What is quoted stands in the message itself, which Discord sends with the click.
    const isPlain = asked === null || action === 'wrong';
    const { customId, note } = identify(action, isPlain ? '' : encodeAsked(asked));
    if (note !== null) this.notes[note.key] = note.text;
    return button(customId, label ?? labelOf(action, asked));
  }
}

function labelOf(action: Action, asked: Asked | null): string {
  if (action === 'ask') return '';
  return action === 'position' ? labels.position(asked?.options.auteur ?? '') : labels[action];
}

/** What a button does, by its `custom_id`: it works after a restart, because nothing else remembers it. */
interface Pressed {
  readonly action: Action;
  /** What it knows: a question, a person, the key of a note, or nothing. */
  readonly state: string;
}

/** The state itself where a hundred characters hold it, else the key under which it is to be remembered. */
function identify(action: Action, state: string) {
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

/** Whether buttons of the bot stand among these components. */
export function hasButtons(components: readonly unknown[]): boolean {
  return components.flatMap(allIn).some((each) => readPressed(String(each['custom_id'])) !== null);
}

/** Gives back the text of a note; null where it is forgotten. */
export type Recall = (key: string) => Promise<string | null>;

/** The state of what was pressed, wherever it is; null where it is forgotten. */
export function stateOf(pressed: Pressed | null, recall: Recall): Promise<string | null> {
  const state = pressed?.state ?? '';
  return state.startsWith(NOTED) ? recall(state.slice(NOTED.length)) : Promise.resolve(state);
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

function encodeAsked({ command, options }: Asked): string {
  return JSON.stringify({ c: command, ...options });
}

/** Reads a question back; null for one that this version does not know how to ask. */
export function decodeAsked(state: string): Asked | null {
  const { c: command, ...options } = parsedObject(state) ?? {};
  return readAsked(command, options);
}

const REASON = 'motif';
const WHICH = 'citation';
/** https://docs.discord.com/developers/components/reference#string-select */
const [MOST_OPTIONS, LONGEST_OPTION] = [25, 100];

/** The passages quoted in a message, by the buttons that ask for what surrounds them. */
export function quotedIn({ components = [] }: Pick<APIMessage, 'components'>): readonly string[] {
  const asked = components.flatMap(allIn).flatMap(({ custom_id }) => {
    const pressed = readPressed(String(custom_id));
    return pressed?.action === 'context' ? refsIn(decodeAsked(pressed.state)) : [];
  });
  return [...new Set(asked)];
}

/**
 * Asks why an answer is bad, or one of its quotations, with what must be remembered for it: whatever page the
 * message shows by then, the quotations are those that it showed when the form was opened.
 */
export function wrongForm(quotations: readonly Contestable[]) {
  const { customId, note } = identify('wrong', quotations.map(({ ref }) => ref).join(' '));
  const form: APIModalInteractionResponseCallbackData = {
    custom_id: customId,
    title: words.wrongTitle,
    components: [
      ...whichField(quotations),
      {
        type: ComponentType.Label,
        label: words.reason,
        description: words.reasonHint,
        component: { type: ComponentType.StringSelect, custom_id: REASON, options: REASONS },
      },
    ],
  };
  return { form, notes: note === null ? {} : { [note.key]: note.text } };
}

function whichField(quotations: readonly Contestable[]): readonly APILabelComponent[] {
  const choices = choicesAmong(quotations).slice(0, MOST_OPTIONS);
  if (choices.length === 0) return [];
  const options = choices.map(({ value, label }, index) => {
    return { value, label: shortened(label, LONGEST_OPTION), default: index === 0 };
  });
  const component = { type: ComponentType.StringSelect, custom_id: WHICH, options } as const;
  return [{ type: ComponentType.Label, label: words.which, component }];
}

/** The passages that are contested; none where the form has forgotten which it is about. */
export async function contestedIn(
  { custom_id, components }: APIModalSubmission,
  recall: Recall,
): Promise<readonly string[]> {
  const refs = await stateOf(readPressed(custom_id), recall);
  return chosenFrom(
    (refs ?? '').split(' ').filter((ref) => ref !== ''),
    chosenIn(components, WHICH),
  );
}

/** The reason that was chosen; null for a form or a reason that this version does not know. */
export function reasonIn({ custom_id, components }: APIModalSubmission): Verdict | null {
  if (readPressed(custom_id)?.action !== 'wrong') return null;
  const chosen = chosenIn(components, REASON);
  return VERDICTS.find((verdict) => verdict === chosen) ?? null;
}

function chosenIn(components: APIModalSubmission['components'], name: string): unknown {
  const fields = components.flatMap(allIn);
  const chosen = fields.find((each) => each['custom_id'] === name)?.['values'];
  const values: readonly unknown[] = Array.isArray(chosen) ? chosen : [];
  return values[0];
}
