import { ButtonStyle, ComponentType } from 'discord-api-types/v10';
import { objectIn, type Json } from '../json.ts';
import type { Inspection, Path } from './inspection.ts';

/** https://docs.discord.com/developers/components/reference, and maxima of Discord's OpenAPI description. */
const BUTTONS_IN_A_ROW = 5;
const TEXTS_IN_A_SECTION = 3;
const CUSTOM_ID = 100;
const BUTTON_LABEL = 80;
const BUTTON_URL = 512;
const PLACEHOLDER = 150;
const OPTIONS = 25;
const OPTION_TEXT = 100;
/** Of the description only: text displays and media are counted over the whole message. */
const MEDIA_DESCRIPTION = 1_024;
export const MAXIMUM_COMPONENTS = 40;
export const MAXIMUM_TEXT = 4_000;

export interface ComponentInspection {
  readonly inspection: Inspection;
  /** No two interactive components of a message or modal may share theirs. */
  readonly customIds: Set<string>;
}

type Check = (context: ComponentInspection, component: Json, path: Path) => void;

const CHECKS: Readonly<Record<number, Check>> = {
  [ComponentType.ActionRow]: checkRow,
  [ComponentType.Button]: checkButton,
  [ComponentType.StringSelect]: checkStringSelect,
  [ComponentType.UserSelect]: checkSelect,
  [ComponentType.RoleSelect]: checkSelect,
  [ComponentType.MentionableSelect]: checkSelect,
  [ComponentType.ChannelSelect]: checkSelect,
  [ComponentType.Section]: checkSection,
  [ComponentType.TextDisplay]: ({ inspection }, component, path) => {
    inspection.text(component['content'], [...path, 'content'], { maximum: MAXIMUM_TEXT });
  },
  [ComponentType.Thumbnail]: checkMedia,
  [ComponentType.MediaGallery]: ({ inspection }, component, path) => {
    inspection.objects(component['items'], [...path, 'items'], { minimum: 1, maximum: 10 });
  },
  [ComponentType.File]: () => undefined,
  [ComponentType.Separator]: ({ inspection }, component, path) => {
    if (component['spacing'] === undefined) return;
    inspection.choice(component['spacing'], [...path, 'spacing'], [1, 2]);
  },
  [ComponentType.Container]: checkContainer,
};

const SELECTS = [
  ComponentType.StringSelect,
  ComponentType.UserSelect,
  ComponentType.RoleSelect,
  ComponentType.MentionableSelect,
  ComponentType.ChannelSelect,
];

const IN_A_CONTAINER = [
  ComponentType.ActionRow,
  ComponentType.Section,
  ComponentType.TextDisplay,
  ComponentType.MediaGallery,
  ComponentType.File,
  ComponentType.Separator,
];

/** What may stand at the top of a message with IsComponentsV2; of any other, only rows. */
export const AT_THE_TOP = [...IN_A_CONTAINER, ComponentType.Container];

/** Checks a component that must be of one of these types, and what it contains. */
export function checkComponent(
  context: ComponentInspection,
  component: Json,
  path: Path,
  types: readonly ComponentType[],
): void {
  const { type } = component;
  const check = types.find((each) => each === type) && CHECKS[Number(type)];
  if (check) {
    check(context, component, path);
    return;
  }
  const message = `Value of field "type" must be one of (${types.join(', ')}).`;
  context.inspection.report([...path, 'type'], 'UNION_TYPE_CHOICES', message);
}

/** Its presence, its length, and that nothing else in the message bears it. */
export function checkCustomId(
  { inspection, customIds }: ComponentInspection,
  component: Json,
  path: Path,
): void {
  const { custom_id: customId } = component;
  inspection.text(customId, [...path, 'custom_id'], { maximum: CUSTOM_ID });
  if (typeof customId !== 'string') return;
  if (customIds.has(customId)) {
    const message = 'Component custom id cannot be duplicated';
    inspection.report([...path, 'custom_id'], 'COMPONENT_CUSTOM_ID_DUPLICATED', message);
  }
  customIds.add(customId);
}

function checkRow(context: ComponentInspection, row: Json, path: Path): void {
  const at = [...path, 'components'];
  const bounds = { minimum: 1, maximum: BUTTONS_IN_A_ROW };
  const children = context.inspection.objects(row['components'], at, bounds);
  const hasSelect = children.some(({ type }) => SELECTS.some((select) => select === type));
  if (hasSelect && children.length > 1) {
    const message = 'The specified component exceeds the maximum width';
    context.inspection.report(at, 'COMPONENT_LAYOUT_WIDTH_EXCEEDED', message);
  }
  for (const [index, child] of children.entries()) {
    checkComponent(context, child, [...at, index], [ComponentType.Button, ...SELECTS]);
  }
}

function checkButton(context: ComponentInspection, button: Json, path: Path): void {
  const { inspection } = context;
  const { style, label, emoji } = button;
  inspection.choice(style, [...path, 'style'], [1, 2, 3, 4, 5, 6]);
  inspection.optionalText(label, [...path, 'label'], { maximum: BUTTON_LABEL });
  if (style === ButtonStyle.Link) {
    inspection.text(button['url'], [...path, 'url'], { maximum: BUTTON_URL });
  } else if (style !== ButtonStyle.Premium) checkCustomId(context, button, path);
  if (style === ButtonStyle.Premium || label || emoji) return;
  inspection.report(
    path,
    'BUTTON_COMPONENT_MUST_HAVE_LABEL_OR_EMOJI',
    'A button needs a label or an emoji',
  );
}

function checkSelect(context: ComponentInspection, select: Json, path: Path): void {
  const { inspection } = context;
  checkCustomId(context, select, path);
  inspection.optionalText(select['placeholder'], [...path, 'placeholder'], {
    maximum: PLACEHOLDER,
  });
  inspection.optionalNumber(select['min_values'], [...path, 'min_values'], { maximum: OPTIONS });
  const maximumPath = [...path, 'max_values'];
  inspection.optionalNumber(select['max_values'], maximumPath, { minimum: 1, maximum: OPTIONS });
}

function checkStringSelect(context: ComponentInspection, select: Json, path: Path): void {
  const { inspection } = context;
  checkSelect(context, select, path);
  const at = [...path, 'options'];
  const options = inspection.objects(select['options'], at, { minimum: 1, maximum: OPTIONS });
  const values = new Set(options.map(({ value }) => value));
  if (values.size < options.length) {
    inspection.report(
      at,
      'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED',
      'The specified option value is already used',
    );
  }
  for (const [index, option] of options.entries()) {
    const here = [...at, index];
    inspection.text(option['label'], [...here, 'label'], { maximum: OPTION_TEXT });
    inspection.text(option['value'], [...here, 'value'], { maximum: OPTION_TEXT });
    inspection.optionalText(option['description'], [...here, 'description'], {
      maximum: OPTION_TEXT,
    });
  }
}

function checkSection(context: ComponentInspection, section: Json, path: Path): void {
  const at = [...path, 'components'];
  const bounds = { minimum: 1, maximum: TEXTS_IN_A_SECTION };
  const texts = context.inspection.objects(section['components'], at, bounds);
  for (const [index, text] of texts.entries()) {
    checkComponent(context, text, [...at, index], [ComponentType.TextDisplay]);
  }
  const accessories = [ComponentType.Button, ComponentType.Thumbnail];
  const accessory = objectIn(section, 'accessory');
  if (accessory === undefined) context.inspection.missing([...path, 'accessory']);
  else checkComponent(context, accessory, [...path, 'accessory'], accessories);
}

function checkContainer(context: ComponentInspection, container: Json, path: Path): void {
  const { inspection } = context;
  const at = [...path, 'components'];
  const bounds = { minimum: 1, maximum: MAXIMUM_COMPONENTS };
  const children = inspection.objects(container['components'], at, bounds);
  inspection.optionalNumber(container['accent_color'], [...path, 'accent_color'], {
    maximum: 0xff_ff_ff,
  });
  for (const [index, child] of children.entries()) {
    checkComponent(context, child, [...at, index], IN_A_CONTAINER);
  }
}

function checkMedia({ inspection }: ComponentInspection, media: Json, path: Path): void {
  const at = [...path, 'description'];
  inspection.optionalText(media['description'], at, { maximum: MEDIA_DESCRIPTION });
  if (media['media'] === undefined) inspection.missing([...path, 'media']);
}
