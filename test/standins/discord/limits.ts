import { ButtonStyle, ComponentType, type MessageFlags } from 'discord-api-types/v10';
import { isJson, objectsIn, type Json } from '../json.ts';
import { allComponents, textsIn } from './controls.ts';
import {
  all,
  choice,
  distinct,
  fields,
  inspect,
  isPresent,
  list,
  number,
  optional,
  optionalText,
  text,
  variant,
  type Rule,
} from './inspection.ts';
import { checkAllowedMentions } from './mentions.ts';
import { Refusal, SERVER_ERROR } from './refusal.ts';

const { ActionRow, Button, Container, Label, Section, Separator } = ComponentType;
const { StringSelect, TextDisplay, TextInput } = ComponentType;

const MAXIMUM_COMPONENTS = 40;
/** Over all text displays. */
const MAXIMUM_TEXT = 4_000;
/** Rows of a message without IsComponentsV2. */
const MAXIMUM_ROWS = 5;

/**
 * Observed, and answered with a 500 rather than an explanation: UTF-8 bytes of all text displays,
 * and twelve more for each (https://github.com/discord/discord-api-docs/issues/8554).
 */
const MAXIMUM_BYTES = 10_170;
const BYTES_PER_TEXT = 12;

/** Fields that a message with IsComponentsV2 cannot have, and what it has in their place. */
const LEGACY_FIELDS = ['content', 'embeds', 'sticker_ids', 'poll'];

const customId: Rule = (inspection, value, path) => {
  text(100)(inspection, value, path);
  if (typeof value !== 'string') return;
  if (inspection.customIds.has(value)) {
    const message = 'Component custom id cannot be duplicated';
    inspection.report(path, 'COMPONENT_CUSTOM_ID_DUPLICATED', message);
  }
  inspection.customIds.add(value);
};

const IN_A_CONTAINER = [ActionRow, Section, TextDisplay, Separator];
const OPTION = fields({ label: text(100), value: text(100), description: optionalText(100) });

const component = (...types: readonly ComponentType[]): Rule => {
  return (inspection, value, path) => {
    variant(COMPONENTS, types)(inspection, value, path);
  };
};

/**
 * https://docs.discord.com/developers/components/reference, and maxima of Discord's OpenAPI
 * description. There are other components: a bot that begins to use one has to add it here.
 */
const COMPONENTS: Readonly<Record<number, Rule>> = {
  [ActionRow]: fields({ components: all(list(5, component(Button, StringSelect), 1), checkWidth) }),
  [Button]: all(fields({ style: choice(1, 2, 3, 4, 5, 6), label: optionalText(80) }), checkButton),
  [StringSelect]: fields({
    custom_id: customId,
    placeholder: optionalText(150),
    min_values: number(25),
    max_values: number(25, 1),
    options: all(
      list(25, OPTION, 1),
      distinct(
        'value',
        'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED',
        'The specified option value is already used',
      ),
    ),
  }),
  [Section]: fields({
    components: list(3, component(TextDisplay), 1),
    accessory: component(Button),
  }),
  [TextDisplay]: fields({ content: text(MAXIMUM_TEXT) }),
  [TextInput]: fields({
    custom_id: customId,
    style: choice(1, 2),
    value: optionalText(4_000),
    placeholder: optionalText(100),
    min_length: number(4_000),
    max_length: number(4_000, 1),
  }),
  [Separator]: fields({ spacing: optional(choice(1, 2)) }),
  [Container]: fields({
    components: list(MAXIMUM_COMPONENTS, component(...IN_A_CONTAINER), 1),
    accent_color: number(0xff_ff_ff),
  }),
  [Label]: fields({
    label: text(45),
    description: optionalText(100, 1),
    component: component(StringSelect, TextInput),
  }),
};

/** A menu takes a whole row. */
function checkWidth(...[inspection, value, path]: Parameters<Rule>): void {
  const children = Array.isArray(value) ? value.filter(isJson) : [];
  const hasSelect = children.some(({ type }) => type === StringSelect);
  if (!hasSelect || children.length === 1) return;
  const message = 'The specified component exceeds the maximum width';
  inspection.report(path, 'COMPONENT_LAYOUT_WIDTH_EXCEEDED', message);
}

/** What a button needs depends on its style. */
function checkButton(...[inspection, button, path]: Parameters<Rule>): void {
  const { style, label, emoji } = isJson(button) ? button : {};
  if (style === ButtonStyle.Link) fields({ url: text(512) })(inspection, button, path);
  else if (style !== ButtonStyle.Premium) {
    fields({ custom_id: customId })(inspection, button, path);
  }
  if (style === ButtonStyle.Premium || label || emoji) return;
  const message = 'A button needs a label or an emoji';
  inspection.report(path, 'BUTTON_COMPONENT_MUST_HAVE_LABEL_OR_EMOJI', message);
}

/** What may stand at the top of a message with IsComponentsV2; of any other, only rows. */
const V2_COMPONENTS = all(
  list(MAXIMUM_COMPONENTS, component(...IN_A_CONTAINER, Container)),
  checkTotals,
);
const ROWS = list(MAXIMUM_ROWS, component(ActionRow));

function checkTotals(...[inspection, value, path]: Parameters<Rule>): void {
  const components = Array.isArray(value) ? value : [];
  const count = allComponents(components).length;
  if (count > MAXIMUM_COMPONENTS) {
    const message = `The total number of components cannot exceed ${MAXIMUM_COMPONENTS} (${count})`;
    inspection.report(path, 'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED', message);
  }
  const length = textsIn(components).reduce((sum, each) => sum + each.length, 0);
  if (length > MAXIMUM_TEXT) {
    const message = `The displayable text cannot exceed ${MAXIMUM_TEXT} characters (${length})`;
    inspection.report(path, 'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED', message);
  }
}

/** Fields set to null or to nothing are as good as absent: that is how an edit empties them. */
const NO_LEGACY_FIELD: Rule = (inspection, value, [field = '']) => {
  if (isNothing(value)) return;
  inspection.report(
    [field],
    'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
    `The '${field}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`,
  );
};

/** https://docs.discord.com/developers/resources/message#create-message */
const MESSAGE = {
  allowed_mentions: checkAllowedMentions,
  nonce: (inspection, value, path) => {
    if (typeof value === 'string') text(25)(inspection, value, path);
  },
  content: optionalText(2_000),
} satisfies Record<string, Rule>;
const LEGACY_MESSAGE = fields({ ...MESSAGE, components: optional(ROWS) });
const V2_MESSAGE = all(
  fields({ ...MESSAGE, components: optional(V2_COMPONENTS) }),
  fields(Object.fromEntries(LEGACY_FIELDS.map((field) => [field, NO_LEGACY_FIELD]))),
);

/** Throws a Refusal where Discord would not show a message of this content. */
export function checkMessage(body: Json, isComponentsV2: boolean): void {
  inspect(isComponentsV2 ? V2_MESSAGE : LEGACY_MESSAGE, body);
  const texts = textsIn(objectsIn(body, 'components'));
  const bytes = texts.reduce((sum, each) => sum + Buffer.byteLength(each) + BYTES_PER_TEXT, 0);
  if (isComponentsV2 && bytes > MAXIMUM_BYTES) throw new Refusal(SERVER_ERROR);
}

/** Whether there would be nothing to see. */
export function isEmpty({ content, embeds, components }: Json): boolean {
  return [content, embeds, components].every(isNothing);
}

function isNothing(value: unknown): boolean {
  return !isPresent(value) || value === '' || (Array.isArray(value) && value.length === 0);
}

/** https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object-modal */
const MODAL = fields({
  custom_id: text(100),
  title: text(45),
  components: list(5, component(TextDisplay, Label), 1),
});

/** Throws a Refusal where Discord would not open the modal. */
export function checkModal(data: Json): void {
  inspect(MODAL, data, ['data']);
}

/** The flags of a request; Discord takes a missing number for none. */
export function flagsIn({ flags }: Json): MessageFlags {
  return combined(typeof flags === 'number' ? flags : 0);
}

export function combined(flags: number): MessageFlags {
  const bits: unknown = flags;
  // Any combination of flags is a MessageFlags, though the enumeration names only single ones.
  return bits as MessageFlags;
}

export function hasFlag(flags: number | undefined, flag: MessageFlags): boolean {
  return ((flags ?? 0) & flag) !== 0;
}
