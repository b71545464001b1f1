import {
  ComponentType,
  type APIMessage,
  type APIMessageTopLevelComponent,
  type APIModalSubmission,
} from 'discord-api-types/v10';
import { isJson, objectIn, objectsIn, textIn, type Json } from '../json.ts';
import type { ShownModal } from './interactions.ts';
import type { Message } from './messages.ts';
import type { Scene } from './scene.ts';

/** https://docs.discord.com/developers/reference#uploading-files */
export const ATTACHED = 'attachment://';

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
export function numbered(
  components: readonly Json[],
  urlOf: (name: string) => string,
): APIMessageTopLevelComponent[] {
  let count = 0;
  const shownItem = (item: Json): Json => {
    const name = textIn(objectIn(item, 'media') ?? {}, 'url')?.slice(ATTACHED.length) ?? '';
    const media = { url: urlOf(name), content_type: 'image/png' };
    return { description: null, ...item, media, spoiler: false };
  };
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
      ...(type === ComponentType.MediaGallery && {
        items: objectsIn(rest, 'items').map(shownItem),
      }),
    };
  };
  // What Discord takes for a component it gives back as one.
  return components.map(number) as unknown as APIMessageTopLevelComponent[];
}

const DEFAULTS: Readonly<Record<number, Json>> = {
  [ComponentType.Container]: { accent_color: null, spoiler: false },
  [ComponentType.Separator]: { spacing: 1, divider: true },
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

/** What was chosen in a modal, by `custom_id`. */
export type Fields = Readonly<Record<string, readonly string[]>>;

/** The form as sent. Throws where Discord's client would hold it back. */
export function submissionOf({ data }: ShownModal, fields: Fields): APIModalSubmission {
  const labelled = data.components.filter((each) => each.type === ComponentType.Label);
  const components = labelled.map(({ type, component }, index) => {
    const { custom_id } = component;
    if (component.type === ComponentType.TextInput) {
      const [value = component.value ?? ''] = fields[custom_id] ?? [];
      if (value.length > component.max_length) throw new Error(`${custom_id}: too long`);
      return { type, id: index, component: { type: component.type, id: index, custom_id, value } };
    }
    const { options } = component;
    const chosen = options.filter((option) => option.default === true).map(({ value }) => value);
    const values = [...(fields[custom_id] ?? chosen)];
    const isOffered = options.some(({ value }) => value === values[0]);
    if (values.length !== 1 || !isOffered) throw new Error(`${custom_id}: ${values.join(', ')}?`);
    return { type, id: index, component: { type: component.type, id: index, custom_id, values } };
  });
  return { custom_id: data.custom_id, components };
}

function fits(component: Json, { customId, label }: Aim): boolean {
  const own = textIn(component, 'custom_id') ?? '';
  const isNamed = customId instanceof RegExp ? customId.test(own) : (customId ?? own) === own;
  return isNamed && (label === undefined || component['label'] === label);
}
