import { isJson, objectIn, objectsIn, textIn, type Json } from './json.ts';

/** Something to click or to fill in, and the block it stands in. */
export interface Placed {
  readonly element: Json;
  readonly blockId: string;
  /** A form cannot be sent without it. */
  readonly isRequired: boolean;
}

/** What a person picks in a menu; the label does not matter to most tests. */
export type Choice = string | { readonly value: string; readonly label: string };

/** Every interactive element of a message or view, in order, under the block names Slack would give. */
export function elementsOf(blocks: readonly unknown[]): readonly Placed[] {
  return blocks.filter(isJson).flatMap((block, index) => {
    const blockId = textIn(block, 'block_id') ?? `b${index}`;
    const single = objectIn(block, 'accessory') ?? objectIn(block, 'element');
    const isTextual = block['type'] === 'context' || block['type'] === 'rich_text';
    const several = isTextual ? [] : objectsIn(block, 'elements');
    const elements = single === undefined ? several : [single];
    const isRequired = block['type'] === 'input' && block['optional'] !== true;
    return elements.map((element) => ({ element, blockId, isRequired }));
  });
}

/**
 * The `actions[0]` of an interaction: the element as clicked. `choice` names the option of a menu,
 * the side of feedback buttons or the typed text, and is not needed for a button.
 */
export function actionOn({ element, blockId }: Placed, choice: Choice, at: string): Json {
  const type = textIn(element, 'type') ?? '';
  const { action_id = 'a0', text } = element;
  return {
    type,
    action_id,
    block_id: blockId,
    action_ts: at,
    ...(text === undefined ? {} : { text }),
    ...(type.endsWith('button') ? { value: element['value'] } : valueOf(element, choice)),
  };
}

/** `state.values[block][action]` as Slack writes it for this kind of element; null where nothing was chosen. */
export function valueOf(element: Json, choice: Choice | null): Json {
  const type = textIn(element, 'type') ?? '';
  const value = typeof choice === 'string' || choice === null ? choice : choice.value;
  const chosen = choice === null ? null : optionFor(element, choice);
  const values: Readonly<Record<string, Json>> = {
    static_select: { selected_option: chosen },
    external_select: { selected_option: chosen },
    overflow: { selected_option: chosen },
    radio_buttons: { selected_option: chosen },
    checkboxes: { selected_options: chosen === null ? [] : [chosen] },
    conversations_select: { selected_conversation: value },
    channels_select: { selected_channel: value },
    users_select: { selected_user: value },
    datepicker: { selected_date: value },
    timepicker: { selected_time: value },
  };
  return { type, ...(values[type] ?? { value }) };
}

function optionFor(element: Json, choice: Choice): Json {
  const { value, label } = typeof choice === 'string' ? { value: choice, label: choice } : choice;
  const groups = objectsIn(element, 'option_groups').flatMap((group) =>
    objectsIn(group, 'options'),
  );
  const listed = [...objectsIn(element, 'options'), ...groups];
  const option = listed.find((each) => each['value'] === value);
  if (listed.length > 0 && option === undefined) throw new Error(`the menu has no option ${value}`);
  return option ?? { text: { type: 'plain_text', text: label }, value };
}
