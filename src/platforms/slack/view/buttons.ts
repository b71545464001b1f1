import type { types } from '@slack/bolt';
import { ACTIONS, parsedObject, readAsked } from '../../../conversation/buttons.ts';
import type { Action, Button } from '../../../conversation/buttons.ts';
import { home, labels } from '../../../messages/slack.ts';
import type { Asked } from '../../../ask/request.ts';
import { shortened } from '../../../conversation/sentences.ts';
import { ELEMENT, label, plain } from './blocks.ts';

/** What a button knows: it works after a restart and a year later, because nothing else remembers it. */
interface State {
  /** What it asks when it is clicked; null where it asks nothing. */
  readonly asked: Asked | null;
  readonly by: string | null;
}

const HOME_ACTIONS = ['search', 'erase'] as const;
export type SlackAction = Action | (typeof HOME_ACTIONS)[number];

const VERSION = 1;
/** Slack's identifiers have 9 to 11 characters; `,"by":""` comes with one. */
const LONGEST_OWNER = 40;
/** The `action_id` of every button of the bot, and of no other, begins so. */
export const PREFIX = 'debat/';
/** Two buttons of one row cannot have the same `action_id`. */
const NUMBERED = '#';

/** A screen reader says `accessibility_label` instead of `text`. */
const LOOKS: Readonly<Record<SlackAction, Omit<types.Button, 'type'>>> = {
  previous: { text: label(labels.previous), accessibility_label: labels.previousSpoken },
  next: { text: label(labels.next), accessibility_label: labels.nextSpoken },
  another: { text: label(labels.another) },
  context: { text: label(labels.context) },
  position: { text: label(labels.position) },
  theme: { text: label(labels.theme) },
  // Each such button says what it asks.
  ask: { text: label('') },
  summarise: { text: label(labels.summarise), accessibility_label: labels.summariseSpoken },
  share: { text: label(labels.share), accessibility_label: labels.shareSpoken },
  picture: { text: label(labels.picture) },
  remove: {
    text: label(labels.remove),
    confirm: {
      title: label(labels.removeTitle),
      text: label(labels.removeText),
      confirm: label(labels.removeConfirm),
      deny: label(labels.removeDeny),
    },
  },
  useful: { text: label(labels.useful), accessibility_label: labels.usefulSpoken },
  wrong: { text: label(labels.wrong), accessibility_label: labels.wrongSpoken },
  search: { text: label(labels.search) },
  erase: {
    text: label(home.eraseButton),
    confirm: {
      title: label(home.eraseTitle),
      text: label(home.eraseAsked),
      confirm: label(home.eraseConfirm),
      deny: label(home.eraseDeny),
      style: 'danger',
    },
  },
};

type SlackButton =
  Button | { readonly action: SlackAction; readonly asked: null; readonly label?: never };

/** The row of these buttons; none where there are none, because Slack refuses an empty one. */
export function actionsBlock(buttons: readonly SlackButton[]): types.ActionsBlock[] {
  return rowOf(
    buttons.flatMap((each, place) =>
      buttonOf(each).map((button) =>
        each.action === 'ask' ? numbered(button, place + 1) : button,
      ),
    ),
  );
}

/** The buttons of several quotations, each with the number of its own: what stands in a table has none beside it. */
export function numberedBlock(
  buttons: readonly (readonly [number: number, button: SlackButton])[],
): types.ActionsBlock[] {
  return rowOf(
    buttons.flatMap(([number, each]) =>
      buttonOf(each).map((button) => ({
        ...numbered(button, number),
        text: label(`${button.text.text} [${number}]`),
      })),
    ),
  );
}

function rowOf(elements: types.ActionsBlock['elements']): types.ActionsBlock[] {
  return elements.length === 0 ? [] : [{ type: 'actions', elements }];
}

function numbered(button: types.Button, number: number): types.Button {
  return { ...button, action_id: `${button.action_id ?? ''}${NUMBERED}${number}` };
}

function buttonOf({ action, asked, label: own }: SlackButton): types.Button[] {
  const value = encodeState(asked);
  // Nobody is misled by a button that is not there: its question is more than Slack lets one hold.
  if (value === null) return [];
  const text = own === undefined ? {} : { text: plain(shortened(own, ELEMENT.buttonText)) };
  return [{ type: 'button', action_id: PREFIX + action, value, ...LOOKS[action], ...text }];
}

/** The button an `action_id` belongs to, or null for one that this version does not have. */
export function actionOf(actionId: string): SlackAction | null {
  const [bare] = actionId.split(NUMBERED);
  const named = [...ACTIONS, ...HOME_ACTIONS].find((action) => PREFIX + action === bare);
  return named ?? null;
}

/** Whether a button of the bot stands in one of these blocks. */
export function hasButtons(blocks: readonly object[]): boolean {
  return blocks.some((block) => {
    const elements: unknown = 'elements' in block ? block.elements : null;
    return Array.isArray(elements) && elements.some(isOfBot);
  });
}

function isOfBot(element: { readonly action_id?: unknown } | null): boolean {
  return String(element?.action_id).startsWith(PREFIX);
}

/** What a button asks as its `value`; null when it is more than Slack lets one hold. */
export function encodeState(asked: Asked | null): string | null {
  const question = asked === null ? {} : { c: asked.command, o: asked.options };
  const value = JSON.stringify({ v: VERSION, ...question });
  return value.length <= ELEMENT.value - LONGEST_OWNER ? value : null;
}

/** A `value` that says who may withdraw the answer as well: an object in JSON has room before its end. */
export function withOwner(value: string, by: string): string {
  return `${value.slice(0, -1)},"by":${JSON.stringify(by)}}`;
}

/** Reads a `value` back; null for one of another version, or that is none of ours. */
export function decodeState(value: string | undefined): State | null {
  const { v: version, c: command, o: options, by = null } = parsedObject(value ?? '') ?? {};
  if (version !== VERSION || (by !== null && typeof by !== 'string')) return null;
  if (command === undefined) return { asked: null, by };
  const asked = readAsked(command, options);
  return asked === null ? null : { asked, by };
}
