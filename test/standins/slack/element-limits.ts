import { isJson, objectIn, objectsIn, textIn, type Json } from './json.ts';

/** Collects what is wrong with a message or a view, in the words and places Slack uses. */
export class Inspection {
  readonly problems: string[] = [];
  readonly blockIds = new Set<string>();

  report(problem: string, pointer: string): void {
    this.problems.push(`${problem} [json-pointer:${pointer}]`);
  }

  length(value: string | undefined, pointer: string, maximum: number, minimum = 1): void {
    if (value === undefined) return;
    if (value.length > maximum) {
      this.report(`must be less than ${maximum + 1} characters`, pointer);
    }
    if (value.length < minimum) {
      this.report(`must be more than ${minimum - 1} characters`, pointer);
    }
  }

  count(list: unknown, pointer: string, maximum: number): void {
    const size = Array.isArray(list) ? list.length : 0;
    if (size > maximum) this.report(`no more than ${maximum} items allowed`, pointer);
    if (size === 0) this.report('no fewer than 1 items allowed', pointer);
  }

  /** A text object; `kind` where only one of the two is allowed. */
  text(value: unknown, pointer: string, maximum: number, kind?: 'plain_text' | 'mrkdwn'): void {
    if (!isJson(value)) {
      this.report('missing required field: text', pointer);
      return;
    }
    const type = textIn(value, 'type');
    const isKnown = type === 'plain_text' || type === 'mrkdwn';
    if (!isKnown || (kind !== undefined && type !== kind)) {
      this.report(`unsupported type: ${String(type)}`, `${pointer}/type`);
    }
    this.length(textIn(value, 'text') ?? '', `${pointer}/text`, maximum);
  }

  optionalText(value: unknown, pointer: string, maximum: number): void {
    if (value !== undefined) this.text(value, pointer, maximum, 'plain_text');
  }
}

type ElementCheck = (inspection: Inspection, element: Json, pointer: string) => void;

/**
 * The documented maxima of each interactive element: JSDoc of `block-elements.d.ts` and
 * `composition-objects.d.ts` in @slack/types 3.2, and for the overflow menu its reference page.
 */
const ELEMENTS: Readonly<Record<string, ElementCheck>> = {
  button: checkButton,
  icon_button: checkButton,
  feedback_buttons: checkFeedbackButtons,
  overflow: (inspection, element, pointer) => {
    checkOptions(inspection, element, pointer, 5);
  },
  static_select: checkStaticSelect,
  multi_static_select: checkStaticSelect,
  external_select: checkPlaceholder,
  multi_external_select: checkPlaceholder,
  users_select: checkPlaceholder,
  conversations_select: checkPlaceholder,
  channels_select: checkPlaceholder,
  checkboxes: (inspection, element, pointer) => {
    checkOptions(inspection, element, pointer, 10);
  },
  radio_buttons: (inspection, element, pointer) => {
    checkOptions(inspection, element, pointer, 10);
  },
  plain_text_input: checkPlaceholder,
  number_input: checkPlaceholder,
  datepicker: checkPlaceholder,
  timepicker: checkPlaceholder,
};

/** Checks elements that share a block: their own limits, and no two with the same action_id. */
export function checkElements(
  inspection: Inspection,
  elements: readonly Json[],
  pointer: string,
  allowed?: readonly string[],
): void {
  const actionIds = new Set<string>();
  for (const [index, element] of elements.entries()) {
    const at = `${pointer}/${index}`;
    const type = textIn(element, 'type') ?? '';
    const check = ELEMENTS[type];
    if (check === undefined || (allowed !== undefined && !allowed.includes(type))) {
      inspection.report(`unsupported type: ${type}`, `${at}/type`);
      continue;
    }
    check(inspection, element, at);
    checkActionId(inspection, element, at, actionIds);
    checkConfirmation(inspection, objectIn(element, 'confirm'), `${at}/confirm`);
  }
}

function checkActionId(
  inspection: Inspection,
  element: Json,
  pointer: string,
  seen: Set<string>,
): void {
  const actionId = textIn(element, 'action_id');
  inspection.length(actionId, `${pointer}/action_id`, 255);
  if (actionId === undefined) return;
  if (seen.has(actionId)) {
    inspection.report('`action_id` already exists for another element', `${pointer}/action_id`);
  }
  seen.add(actionId);
}

function checkButton(inspection: Inspection, element: Json, pointer: string): void {
  inspection.text(element['text'], `${pointer}/text`, 75, 'plain_text');
  inspection.length(textIn(element, 'value'), `${pointer}/value`, 2000);
  inspection.length(textIn(element, 'url'), `${pointer}/url`, 3000);
  inspection.length(textIn(element, 'accessibility_label'), `${pointer}/accessibility_label`, 75);
  const style = element['style'];
  if (style !== undefined && style !== 'primary' && style !== 'danger') {
    inspection.report('must be a valid enum value', `${pointer}/style`);
  }
}

function checkFeedbackButtons(inspection: Inspection, element: Json, pointer: string): void {
  for (const side of ['positive_button', 'negative_button']) {
    const button = objectIn(element, side);
    if (button === undefined) inspection.report(`missing required field: ${side}`, pointer);
    else checkButton(inspection, button, `${pointer}/${side}`);
  }
}

function checkStaticSelect(inspection: Inspection, element: Json, pointer: string): void {
  checkPlaceholder(inspection, element, pointer);
  if (element['option_groups'] === undefined) {
    checkOptions(inspection, element, pointer, 100);
    return;
  }
  inspection.count(element['option_groups'], `${pointer}/option_groups`, 100);
  for (const [index, group] of objectsIn(element, 'option_groups').entries()) {
    const at = `${pointer}/option_groups/${index}`;
    inspection.text(group['label'], `${at}/label`, 75, 'plain_text');
    checkOptions(inspection, group, at, 100);
  }
}

/** Also used for what answers an external select: `{options}` or a group of them. */
export function checkOptions(
  inspection: Inspection,
  holder: Json,
  pointer: string,
  maximum: number,
): void {
  inspection.count(holder['options'], `${pointer}/options`, maximum);
  for (const [index, option] of objectsIn(holder, 'options').entries()) {
    const at = `${pointer}/options/${index}`;
    inspection.text(option['text'], `${at}/text`, 75);
    inspection.length(textIn(option, 'value') ?? '', `${at}/value`, 75);
    inspection.optionalText(option['description'], `${at}/description`, 75);
  }
}

function checkPlaceholder(inspection: Inspection, element: Json, pointer: string): void {
  inspection.optionalText(element['placeholder'], `${pointer}/placeholder`, 150);
}

function checkConfirmation(
  inspection: Inspection,
  dialog: Json | undefined,
  pointer: string,
): void {
  if (dialog === undefined) return;
  inspection.optionalText(dialog['title'], `${pointer}/title`, 100);
  inspection.text(dialog['text'], `${pointer}/text`, 300);
  inspection.optionalText(dialog['confirm'], `${pointer}/confirm`, 30);
  inspection.optionalText(dialog['deny'], `${pointer}/deny`, 30);
}
