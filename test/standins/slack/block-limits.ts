import { checkElements, Inspection } from './element-limits.ts';
import { isJson, objectIn, objectsIn, textIn, type Json } from './json.ts';

/** Where blocks are shown: some exist only in messages, and a view holds twice as many. */
export type Surface = 'message' | 'view';

const MAXIMUM_BLOCKS: Readonly<Record<Surface, number>> = { message: 50, view: 100 };

/** Over all the `markdown` blocks of one message: https://docs.slack.dev/reference/block-kit/blocks/markdown-block */
const MAXIMUM_MARKDOWN = 12_000;

/**
 * The whole message. Slack documents no figure; people measured about 13,200 characters of text
 * (slackapi/bolt-js#2509), and 11,341 refused in a message of many blocks (slackapi/bolt-js#2867):
 * each block costs something, about 100 in one measurement. Slack names it `msg_blocks_too_long`.
 */
const MAXIMUM_MESSAGE = 13_200;
const COST_OF_A_BLOCK = 100;

type BlockCheck = (inspection: Inspection, block: Json, pointer: string) => void;

/** The documented maxima of each block: JSDoc of `blocks.d.ts` in @slack/types 3.2. */
const BLOCKS: Readonly<Record<string, BlockCheck>> = {
  section: checkSection,
  header: (inspection, block, pointer) => {
    inspection.text(block['text'], `${pointer}/text`, 150, 'plain_text');
  },
  context: checkContext,
  context_actions: (inspection, block, pointer) => {
    inspection.count(block['elements'], `${pointer}/elements`, 5);
    const allowed = ['feedback_buttons', 'icon_button'];
    checkElements(inspection, objectsIn(block, 'elements'), `${pointer}/elements`, allowed);
  },
  actions: (inspection, block, pointer) => {
    inspection.count(block['elements'], `${pointer}/elements`, 25);
    checkElements(inspection, objectsIn(block, 'elements'), `${pointer}/elements`);
  },
  divider: () => undefined,
  image: checkImage,
  input: checkInput,
  markdown: (inspection, block, pointer) => {
    inspection.length(textIn(block, 'text') ?? '', `${pointer}/text`, MAXIMUM_MARKDOWN);
  },
  rich_text: checkRichText,
};

const MESSAGES_ONLY = ['markdown', 'context_actions'];

/** What Slack would object to in these blocks, as it words it; empty when it would show them. */
export function objectionsTo(blocks: readonly unknown[], surface: Surface): readonly string[] {
  const inspection = new Inspection();
  if (blocks.length > MAXIMUM_BLOCKS[surface]) {
    inspection.report(`no more than ${MAXIMUM_BLOCKS[surface]} items allowed`, '/blocks');
  }
  for (const [index, block] of blocks.entries()) {
    checkBlock(inspection, block, `/blocks/${index}`, surface);
  }
  return inspection.problems;
}

/** Whether the blocks together pass what Slack was seen to accept in one message. */
export function isTooLong(blocks: readonly unknown[]): boolean {
  const markdown = blocks.filter((block) => isJson(block) && block['type'] === 'markdown');
  const cost = charactersIn(blocks) + COST_OF_A_BLOCK * blocks.length;
  return charactersIn(markdown) > MAXIMUM_MARKDOWN || cost > MAXIMUM_MESSAGE;
}

/** Characters a reader sees: every `text` that is a string, at any depth. */
function charactersIn(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, each) => sum + charactersIn(each), 0);
  if (!isJson(value)) return 0;
  return Object.entries(value).reduce((sum, [key, member]) => {
    return (
      sum + (key === 'text' && typeof member === 'string' ? member.length : charactersIn(member))
    );
  }, 0);
}

function checkBlock(
  inspection: Inspection,
  block: unknown,
  pointer: string,
  surface: Surface,
): void {
  const type = isJson(block) ? textIn(block, 'type') : undefined;
  const check = type === undefined ? undefined : BLOCKS[type];
  const isOutOfPlace = surface === 'view' && type !== undefined && MESSAGES_ONLY.includes(type);
  if (!isJson(block) || check === undefined || isOutOfPlace) {
    inspection.report(`unsupported type: ${String(type)}`, `${pointer}/type`);
    return;
  }
  const blockId = textIn(block, 'block_id');
  inspection.length(blockId, `${pointer}/block_id`, 255);
  if (blockId !== undefined && inspection.blockIds.has(blockId)) {
    inspection.report('`block_id` already exists for another block', `${pointer}/block_id`);
  }
  if (blockId !== undefined) inspection.blockIds.add(blockId);
  check(inspection, block, pointer);
}

function checkSection(inspection: Inspection, block: Json, pointer: string): void {
  const { text, fields } = block;
  if (text === undefined && fields === undefined) {
    inspection.report('must define either `fields` or `text`', pointer);
  }
  if (text !== undefined) inspection.text(text, `${pointer}/text`, 3000);
  if (fields !== undefined) inspection.count(fields, `${pointer}/fields`, 10);
  for (const [index, field] of objectsIn(block, 'fields').entries()) {
    inspection.text(field, `${pointer}/fields/${index}`, 2000);
  }
  const accessory = objectIn(block, 'accessory');
  if (accessory !== undefined && accessory['type'] !== 'image') {
    checkElements(inspection, [accessory], `${pointer}/accessory`);
  }
}

function checkContext(inspection: Inspection, block: Json, pointer: string): void {
  inspection.count(block['elements'], `${pointer}/elements`, 10);
  for (const [index, element] of objectsIn(block, 'elements').entries()) {
    if (element['type'] !== 'image') inspection.text(element, `${pointer}/elements/${index}`, 3000);
  }
}

function checkImage(inspection: Inspection, block: Json, pointer: string): void {
  inspection.length(textIn(block, 'alt_text') ?? '', `${pointer}/alt_text`, 2000);
  inspection.optionalText(block['title'], `${pointer}/title`, 2000);
}

function checkInput(inspection: Inspection, block: Json, pointer: string): void {
  inspection.text(block['label'], `${pointer}/label`, 2000, 'plain_text');
  inspection.optionalText(block['hint'], `${pointer}/hint`, 2000);
  const element = objectIn(block, 'element');
  if (element === undefined) inspection.report('missing required field: element', pointer);
  else checkElements(inspection, [element], `${pointer}/element`);
}

const RICH_TEXT_PARTS = [
  'rich_text_section',
  'rich_text_list',
  'rich_text_quote',
  'rich_text_preformatted',
];

function checkRichText(inspection: Inspection, block: Json, pointer: string): void {
  inspection.count(block['elements'], `${pointer}/elements`, Infinity);
  for (const [index, part] of objectsIn(block, 'elements').entries()) {
    checkRichTextPart(inspection, part, `${pointer}/elements/${index}`);
  }
}

function checkRichTextPart(inspection: Inspection, part: Json, pointer: string): void {
  const type = textIn(part, 'type') ?? '';
  if (!RICH_TEXT_PARTS.includes(type)) inspection.report(`unsupported type: ${type}`, pointer);
  for (const [index, inner] of objectsIn(part, 'elements').entries()) {
    const at = `${pointer}/elements/${index}`;
    if (type === 'rich_text_list') checkRichTextPart(inspection, inner, at);
    else checkRichTextWords(inspection, inner, at);
  }
}

function checkRichTextWords(inspection: Inspection, words: Json, pointer: string): void {
  const type = textIn(words, 'type');
  if (type === 'text') inspection.length(textIn(words, 'text') ?? '', `${pointer}/text`, Infinity);
  if (type === 'link') inspection.length(textIn(words, 'url') ?? '', `${pointer}/url`, 3000);
}
