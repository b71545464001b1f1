import { ComponentType } from 'discord-api-types/v10';
import { isJson, objectIn, objectsIn, textIn, type Json } from '../json.ts';

/** A component and everything within it, in reading order. */
export function withinComponent(component: Json): readonly Json[] {
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
