import {
  ComponentType,
  type APIMessage,
  type APIModalSubmission,
  type APIModalSubmissionComponent,
} from 'discord-api-types/v10';
import { isJson, objectIn, objectsIn, textIn, type Json } from '../json.ts';
import type { ShownModal } from './interactions.ts';
import type { Message } from './messages.ts';
import type { Scene } from './scene.ts';

/** A component and everything within it, in reading order. */
function withinComponent(component: Json): readonly Json[] {
  const accessory = objectIn(component, 'accessory');
  const inner = objectIn(component, 'component');
  const children = [...objectsIn(component, 'components'), accessory, inner].filter(isJson);
  return [component, ...children.flatMap(withinComponent)];
}

/** Every component of a message or modal, containers and what they contain alike. */
export function allComponents(components: readonly unknown[]): readonly Json[] {
  return components.filter(isJson).flatMap(withinComponent);
}

/** The contents of the text displays, in reading order. */
export function textsIn(components: readonly unknown[]): readonly string[] {
  return allComponents(components)
    .filter(({ type }) => type === ComponentType.TextDisplay)
    .map((component) => textIn(component, 'content') ?? '');
}

/**
 * The components as Discord gives them back: each with an `id`, counted in reading order, and with
 * the defaults of what was left out. Texts lose the space around them, as message contents do.
 */
export function numbered(components: readonly Json[]): readonly Json[] {
  let count = 0;
  const number = (component: Json): Json => {
    count += 1;
    const { type, id = count, ...rest } = component;
    const accessory = objectIn(component, 'accessory');
    const children = component['components'];
    return {
      type,
      id,
      ...DEFAULTS[Number(type)],
      ...rest,
      ...(type === ComponentType.TextDisplay && { content: textIn(rest, 'content')?.trim() }),
      ...(Array.isArray(children) && { components: children.filter(isJson).map(number) }),
      ...(accessory && { accessory: number(accessory) }),
    };
  };
  return components.map(number);
}

const DEFAULTS: Readonly<Record<number, Json>> = {
  [ComponentType.Container]: { accent_color: null, spoiler: false },
  [ComponentType.Separator]: { spacing: 1, divider: true },
  [ComponentType.StringSelect]: { min_values: 1, max_values: 1 },
};

/** Which button or menu: by its `custom_id`, the beginning of it, or what a button says. */
export interface Aim {
  readonly customId?: string | RegExp;
  readonly label?: string;
  /** Its message, where the newest that has such a control is not the one. */
  readonly message?: string;
}

export interface Control {
  readonly message: Message;
  readonly component: Json;
}

/** The newest control that fits and that this person can see. Throws where there is none to use. */
export function controlAt({ world, channel, person }: Scene, aim: Aim): Control {
  const seen = world.messages.in(channel.id, person.id).filter(({ id }) => {
    return (aim.message ?? id) === id;
  });
  for (const message of seen.toReversed()) {
    const components = controlsOf(message.payload);
    const component = components.find((each) => fits(each, aim));
    if (component?.['disabled'] === true)
      throw new Error(`greyed out: ${JSON.stringify(component)}`);
    if (component !== undefined) return { message, component };
  }
  throw new Error(`nothing to use: ${String(aim.customId ?? aim.label)}`);
}

/** Everything in a message that a person can press or choose from, in reading order. */
export function controlsOf({ components = [] }: Pick<APIMessage, 'components'>): readonly Json[] {
  return allComponents(components).filter((component) => 'custom_id' in component);
}

/** What was written and chosen in a modal, by `custom_id`. */
export type Fields = Readonly<Record<string, string | readonly string[]>>;

/** The form as sent. Throws where Discord's client would hold it back. */
export function submissionOf({ data }: ShownModal, fields: Fields): APIModalSubmission {
  const known = allComponents(data.components).flatMap((each) => textIn(each, 'custom_id') ?? []);
  const unknown = Object.keys(fields).find((customId) => !known.includes(customId));
  if (unknown !== undefined) throw new Error(`the modal has no field ${unknown}`);
  const components = data.components.map((part) => submittedPart({ ...part }, fields));
  return { custom_id: data.custom_id, components };
}

function submittedPart(part: Json, fields: Fields): APIModalSubmissionComponent {
  const { type, id = 1 } = part;
  const field = objectIn(part, 'component');
  const rows = objectsIn(part, 'components');
  const filled = {
    type,
    id,
    ...(field && { component: submittedField(field, fields) }),
    ...(rows.length > 0 && { components: rows.map((each) => submittedField(each, fields)) }),
  };
  // A part of the modal gives a part of its submission, of the same type.
  return filled as unknown as APIModalSubmissionComponent;
}

function submittedField(field: Json, fields: Fields): Json {
  const { type, id = 1, custom_id, required = true } = field;
  const value = fields[String(custom_id)] ?? (type === ComponentType.TextInput ? '' : []);
  if (required === true && value.length === 0) {
    throw new Error(`the field ${String(custom_id)} must be filled in`);
  }
  if (typeof value !== 'string') return { type, id, custom_id, values: value };
  const { min_length: minimum = 0, max_length: maximum = 4_000 } = field;
  const isTooShort = value !== '' && value.length < Number(minimum);
  if (isTooShort || value.length > Number(maximum)) {
    throw new Error(`the field ${String(custom_id)} has the wrong length`);
  }
  return { type, id, custom_id, value };
}

function fits(component: Json, { customId, label }: Aim): boolean {
  const own = textIn(component, 'custom_id') ?? '';
  const isNamed = customId instanceof RegExp ? customId.test(own) : (customId ?? own) === own;
  return isNamed && (label === undefined || component['label'] === label);
}
