import { AllowedMentionsTypes, ComponentType, MessageFlags } from 'discord-api-types/v10';
import * as v from 'valibot';
import type { Json } from '../json.ts';
import { allComponents, ATTACHED, textsIn } from './controls.ts';
import { inspected, Refusal, SERVER_ERROR } from './refusal.ts';

// What Discord takes of all that the bot sends; characters are counted in UTF-16 units, of which there are
// never fewer than Discord can count. Of what the bot never sends, this stand-in takes nothing: a bot that
// begins to use another field or component has to add it here.

const MAXIMUM_COMPONENTS = 40;
/** Over all text displays. */
const MAXIMUM_TEXT = 4_000;

/**
 * Observed, and answered with a 500 rather than an explanation: UTF-8 bytes of all text displays,
 * and twelve more for each (https://github.com/discord/discord-api-docs/issues/8554).
 */
const MAXIMUM_BYTES = 10_170;
const BYTES_PER_TEXT = 12;

/** A text that must be there. */
export function text(maximum: number) {
  return v.pipe(v.string(), v.minLength(1), v.maxLength(maximum));
}

/** Whether no two of these are the same. */
export function areDistinct(values: readonly unknown[]): boolean {
  return new Set(values).size === values.length;
}

const CUSTOM_ID = text(100);
const TEXT_DISPLAY = v.strictObject({
  type: v.literal(ComponentType.TextDisplay),
  // Whatever number its sender gives it: https://docs.discord.com/developers/components/reference#anatomy-of-a-component
  id: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
  content: text(MAXIMUM_TEXT),
});
const BUTTON = v.strictObject({
  type: v.literal(ComponentType.Button),
  // Premium buttons and links have other fields.
  style: v.picklist([1, 2, 3, 4]),
  custom_id: CUSTOM_ID,
  label: text(80),
});
const ROW = v.strictObject({
  type: v.literal(ComponentType.ActionRow),
  components: v.pipe(v.array(BUTTON), v.minLength(1), v.maxLength(5)),
});
const SECTION = v.strictObject({
  type: v.literal(ComponentType.Section),
  components: v.pipe(v.array(TEXT_DISPLAY), v.minLength(1), v.maxLength(3)),
  accessory: BUTTON,
});
const SEPARATOR = v.strictObject({
  type: v.literal(ComponentType.Separator),
  spacing: v.optional(v.picklist([1, 2])),
  divider: v.optional(v.boolean()),
});
/** Its pictures come with the message. */
const GALLERY = v.strictObject({
  type: v.literal(ComponentType.MediaGallery),
  items: v.pipe(
    v.array(
      v.strictObject({
        media: v.strictObject({ url: v.pipe(v.string(), v.startsWith(ATTACHED)) }),
        description: v.optional(text(1_024)),
      }),
    ),
    v.minLength(1),
    v.maxLength(10),
  ),
});
const PARTS = [ROW, SECTION, TEXT_DISPLAY, SEPARATOR, GALLERY] as const;
const CONTAINER = v.strictObject({
  type: v.literal(ComponentType.Container),
  components: v.pipe(v.array(v.variant('type', PARTS)), v.minLength(1)),
});

function customIdsIn(components: readonly object[]): readonly unknown[] {
  return allComponents(components).flatMap(({ custom_id: id }) => (id === undefined ? [] : id));
}

/** https://docs.discord.com/developers/components/reference */
const COMPONENTS = v.pipe(
  v.array(v.variant('type', [CONTAINER, ...PARTS])),
  v.minLength(1),
  v.check((all) => allComponents(all).length <= MAXIMUM_COMPONENTS, 'too many components'),
  v.check((all) => textsIn(all).join('').length <= MAXIMUM_TEXT, 'too much text'),
  v.check((all) => areDistinct(customIdsIn(all)), 'a custom_id is there twice'),
);

const ALLOWED_MENTIONS = v.strictObject({
  parse: v.array(v.enum(AllowedMentionsTypes)),
  replied_user: v.optional(v.boolean()),
});

/** https://docs.discord.com/developers/resources/message#create-message */
const MESSAGE = v.strictObject({
  components: COMPONENTS,
  flags: v.pipe(
    v.number(),
    v.check((flags) => (flags & MessageFlags.IsComponentsV2) !== 0, 'components need their flag'),
  ),
  allowed_mentions: v.optional(ALLOWED_MENTIONS),
  // Those that stay, and those that come with the request.
  attachments: v.optional(v.array(v.strictObject({ id: v.number(), filename: v.string() }))),
  nonce: v.optional(text(25)),
  enforce_nonce: v.optional(v.boolean()),
  message_reference: v.optional(
    v.strictObject({ message_id: v.string(), fail_if_not_exists: v.literal(false) }),
  ),
});

export type MessageBody = v.InferOutput<typeof MESSAGE>;

/** What a message says. Throws a Refusal where Discord would not show it. */
export function inspectedMessage(body: Json): MessageBody {
  const message = inspected(MESSAGE, body);
  const texts = textsIn(message.components);
  const bytes = texts.reduce((sum, each) => sum + Buffer.byteLength(each) + BYTES_PER_TEXT, 0);
  if (bytes > MAXIMUM_BYTES) throw new Refusal(SERVER_ERROR);
  return message;
}

/** The only flag that « is thinking… » may bear is the one that hides it from others. */
export const DEFERRAL = v.strictObject({
  flags: v.optional(v.literal(MessageFlags.Ephemeral)),
});

/** What autocompletion offers. */
export const OFFER = v.strictObject({
  choices: v.pipe(v.array(v.strictObject({ name: text(100), value: text(100) })), v.maxLength(25)),
});

const OPTION = v.strictObject({
  label: text(100),
  value: text(100),
  default: v.optional(v.boolean()),
});

const INPUT = v.pipe(
  v.strictObject({
    type: v.literal(ComponentType.TextInput),
    custom_id: CUSTOM_ID,
    style: v.picklist([1, 2]),
    max_length: v.pipe(v.number(), v.minValue(1), v.maxValue(4_000)),
    required: v.boolean(),
    value: v.exactOptional(text(4_000)),
  }),
  v.check(({ value = '', max_length }) => value.length <= max_length, 'more than it may hold'),
);

const FIELD = v.strictObject({
  type: v.literal(ComponentType.Label),
  label: text(45),
  description: v.exactOptional(text(100)),
  component: v.variant('type', [
    INPUT,
    v.strictObject({
      type: v.literal(ComponentType.StringSelect),
      custom_id: CUSTOM_ID,
      options: v.pipe(
        v.array(OPTION),
        v.minLength(1),
        v.maxLength(25),
        v.check((all) => areDistinct(all.map(({ value }) => value)), 'a value is there twice'),
      ),
    }),
  ]),
});

/** https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object-modal */
export const MODAL = v.strictObject({
  custom_id: CUSTOM_ID,
  title: text(45),
  components: v.pipe(
    v.array(v.variant('type', [FIELD, TEXT_DISPLAY])),
    v.minLength(1),
    v.maxLength(5),
    v.check((all) => areDistinct(customIdsIn(all)), 'a custom_id is there twice'),
  ),
});

export type ModalBody = v.InferOutput<typeof MODAL>;

export function combined(flags: number): MessageFlags {
  const bits: unknown = flags;
  // Any combination of flags is a MessageFlags, though the enumeration names only single ones.
  return bits as MessageFlags;
}

export function hasFlag(flags: number | undefined, flag: MessageFlags): boolean {
  return ((flags ?? 0) & flag) !== 0;
}
