import * as v from 'valibot';
import type { Json } from '../json.ts';

// The documented maxima: JSDoc of @slack/types 3.2. There are other blocks and elements: an app that
// begins to use one has to add it here. An unknown member passes.

/** In the words of Slack. */
const words = (longest: number, shortest = 1) =>
  v.pipe(
    v.string(),
    v.minLength(shortest, `must be more than ${shortest - 1} characters`),
    v.maxLength(longest, `must be less than ${longest + 1} characters`),
  );
const list = <Member extends v.GenericSchema>(longest: number, member: Member) =>
  v.pipe(v.array(member), v.minLength(1), v.maxLength(longest));
const plain = (longest: number) =>
  v.object({ type: v.literal('plain_text'), text: words(longest) });
const text = (longest: number) =>
  v.object({ type: v.picklist(['plain_text', 'mrkdwn']), text: words(longest) });
const { optional } = v;

/** No two members may share an identifier. */
const unique = <Member>(name: string) =>
  v.check((members: Member[]) => {
    const ids = members.flatMap((member) => (member as Json)[name] ?? []);
    return new Set(ids).size === ids.length;
  }, `\`${name}\` already exists`);

const OPTION = v.object({
  text: text(75),
  value: words(75),
  description: optional(plain(75)),
});
const EVERY_ELEMENT = {
  action_id: optional(words(255)),
  confirm: optional(
    v.object({
      title: optional(plain(100)),
      text: optional(plain(300)),
      confirm: optional(plain(30)),
      deny: optional(plain(30)),
    }),
  ),
};
const FIELD = { ...EVERY_ELEMENT, placeholder: optional(plain(150)) };

const ELEMENT = v.variant('type', [
  v.object({
    type: v.literal('button'),
    ...EVERY_ELEMENT,
    text: plain(75),
    value: optional(words(2000)),
    url: optional(words(3000)),
    accessibility_label: optional(words(75)),
    style: optional(v.picklist(['primary', 'danger'])),
  }),
  v.object({
    type: v.picklist(['checkboxes', 'radio_buttons']),
    ...EVERY_ELEMENT,
    options: list(10, OPTION),
  }),
  v.object({
    type: v.literal('static_select'),
    ...FIELD,
    options: list(100, OPTION),
    initial_option: optional(OPTION),
  }),
  v.object({
    type: v.picklist(['external_select', 'conversations_select', 'number_input']),
    ...FIELD,
  }),
  // https://docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element
  v.pipe(
    v.object({
      type: v.literal('plain_text_input'),
      ...FIELD,
      max_length: optional(v.pipe(v.number(), v.minValue(1), v.maxValue(3000))),
      initial_value: optional(v.string()),
    }),
    v.check(
      ({ max_length: most = 3000, initial_value: written = '' }) => written.length <= most,
      'initial_value is longer than max_length',
    ),
  ),
]);

const RICH_WORDS = v.variant('type', [
  v.object({ type: v.literal('text'), text: words(Infinity) }),
  v.object({ type: v.literal('link'), url: words(3000) }),
  v.object({ type: v.picklist(['user', 'usergroup', 'channel', 'broadcast']) }),
]);
const RICH_RUN = v.object({
  type: v.picklist(['rich_text_section', 'rich_text_quote', 'rich_text_preformatted']),
  elements: v.array(RICH_WORDS),
});
const RICH_LIST = v.object({ type: v.literal('rich_text_list'), elements: v.array(RICH_RUN) });

const EVERY_BLOCK = { block_id: optional(words(255)) };
const RICH_TEXT = v.object({
  type: v.literal('rich_text'),
  ...EVERY_BLOCK,
  elements: list(Infinity, v.variant('type', [RICH_RUN, RICH_LIST])),
});
const COLUMN = v.object({
  align: optional(v.picklist(['left', 'center', 'right'])),
  is_wrapped: optional(v.boolean()),
});
const BLOCK = v.variant('type', [
  v.pipe(
    v.object({
      type: v.literal('section'),
      ...EVERY_BLOCK,
      text: optional(text(3000)),
      fields: optional(list(10, text(2000))),
    }),
    v.check(
      ({ text: said, fields }) => said !== undefined || fields !== undefined,
      'must define either `fields` or `text`',
    ),
  ),
  v.object({ type: v.literal('header'), ...EVERY_BLOCK, text: plain(150) }),
  v.object({ type: v.literal('context'), ...EVERY_BLOCK, elements: list(10, text(3000)) }),
  v.object({
    type: v.literal('actions'),
    ...EVERY_BLOCK,
    elements: v.pipe(list(25, ELEMENT), unique('action_id')),
  }),
  v.object({ type: v.literal('divider'), ...EVERY_BLOCK }),
  v.pipe(
    v.object({
      type: v.literal('image'),
      ...EVERY_BLOCK,
      alt_text: words(2000),
      // Slack fetches it when it is posted.
      image_url: optional(
        v.pipe(words(3000), v.startsWith('https://', 'downloading image failed')),
      ),
      slack_file: optional(v.object({ id: v.pipe(v.string(), v.regex(/^F[A-Z0-9]{8,}$/u)) })),
    }),
    v.check(
      ({ image_url, slack_file }) => (image_url === undefined) !== (slack_file === undefined),
      'must define either `image_url` or `slack_file`',
    ),
  ),
  v.object({
    type: v.literal('input'),
    ...EVERY_BLOCK,
    label: plain(2000),
    hint: optional(plain(2000)),
    element: ELEMENT,
  }),
  RICH_TEXT,
  v.object({
    type: v.literal('table'),
    ...EVERY_BLOCK,
    rows: list(100, list(20, RICH_TEXT)),
    column_settings: optional(v.pipe(v.array(v.nullable(COLUMN)), v.maxLength(20))),
  }),
]);

const MOST_IN_TABLES = 10_000;
const blocksUpTo = (longest: number, tables: number) =>
  v.pipe(
    v.array(BLOCK),
    v.maxLength(longest),
    unique('block_id'),
    v.check(
      (blocks) => blocks.filter(({ type }) => type === 'table').length <= tables,
      'only_one_table_allowed',
    ),
    v.check(
      (blocks) => charactersIn(blocks.filter(({ type }) => type === 'table')) <= MOST_IN_TABLES,
      'the cells of tables hold more than 10,000 characters',
    ),
  );
/** One table stands in a message, of so many characters over all cells, and none in a view: https://docs.slack.dev/reference/block-kit/blocks/table-block */
const BLOCKS = { message: blocksUpTo(50, 1), view: blocksUpTo(100, 0) };

const EVERY_VIEW = {
  private_metadata: optional(words(3000, 0)),
  callback_id: optional(words(255)),
  external_id: optional(words(255)),
  blocks: BLOCKS.view,
};
const VIEW = v.variant('type', [
  v.object({ type: v.literal('home'), ...EVERY_VIEW }),
  v.pipe(
    v.object({
      type: v.literal('modal'),
      ...EVERY_VIEW,
      title: plain(24),
      submit: optional(plain(24)),
      close: optional(plain(24)),
    }),
    v.check(
      ({ blocks, submit }) => submit !== undefined || blocks.every(({ type }) => type !== 'input'),
      '`submit` is required when an input block is present',
    ),
  ),
]);

/** What Slack would object to in these blocks; empty when it would show them. */
export function objectionsTo(blocks: unknown, surface: 'message' | 'view'): readonly string[] {
  return objections(BLOCKS[surface], blocks, '/blocks');
}

/** What Slack would object to in a modal or a Home tab. */
export function objectionsToView(view: Json): readonly string[] {
  return objections(VIEW, view, '/view');
}

/**
 * What Slack would object to in the answer to an external select; no option at all is a good one:
 * https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element#external_select
 */
export function objectionsToSuggestions({ options }: Json): readonly string[] {
  const isNone = !Array.isArray(options) || options.length === 0;
  return isNone ? [] : objections(list(100, OPTION), options, '/options');
}

function objections(schema: v.GenericSchema, value: unknown, at: string): readonly string[] {
  return (v.safeParse(schema, value).issues ?? []).map((issue) => {
    const place = [at, ...(issue.path ?? []).map(({ key }) => String(key))].join('/');
    return `${issue.message} [json-pointer:${place}]`;
  });
}

/**
 * The whole message. Slack documents no figure; people measured about 13,200 characters of text
 * (slackapi/bolt-js#2509), and 11,341 refused in a message of many blocks (slackapi/bolt-js#2867):
 * each block costs something, about 100 in one measurement. Slack names it `msg_blocks_too_long`.
 */
const MAXIMUM_MESSAGE = 13_200;
const COST_OF_A_BLOCK = 100;

/** Whether the blocks together pass what Slack was seen to accept in one message. */
export function isTooLong(blocks: readonly unknown[]): boolean {
  return charactersIn(blocks) + COST_OF_A_BLOCK * blocks.length > MAXIMUM_MESSAGE;
}

/** Characters a reader sees: every `text` that is a string, at any depth. */
function charactersIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce((sum, [key, member]: [string, unknown]) => {
    const isText = key === 'text' && typeof member === 'string';
    return sum + (isText ? member.length : charactersIn(member));
  }, 0);
}
