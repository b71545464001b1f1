import { isJson, textIn, type Json } from '../json.ts';

/** Where blocks are shown: a view holds twice as many. */
type Surface = 'message' | 'view';

const MAXIMUM_BLOCKS: Readonly<Record<Surface, number>> = { message: 50, view: 100 };

/**
 * The whole message. Slack documents no figure; people measured about 13,200 characters of text
 * (slackapi/bolt-js#2509), and 11,341 refused in a message of many blocks (slackapi/bolt-js#2867):
 * each block costs something, about 100 in one measurement. Slack names it `msg_blocks_too_long`.
 */
const MAXIMUM_MESSAGE = 13_200;
const COST_OF_A_BLOCK = 100;

/** Takes note of a problem at a JSON pointer. */
type Report = (problem: string, at: string) => void;
type Rule = (report: Report, value: unknown, at: string) => void;
type Fields = Readonly<Record<string, Rule>>;

const MISSING = (report: Report, field: string, at: string): void => {
  report(`missing required field: ${field}`, at);
};

/** Of a text that may be missing, as may everything else that is not said to be required. */
function length(maximum: number, minimum = 1): Rule {
  return (report, value, at) => {
    if (typeof value !== 'string') return;
    if (value.length > maximum) report(`must be less than ${maximum + 1} characters`, at);
    if (value.length < minimum) report(`must be more than ${minimum - 1} characters`, at);
  };
}

function requiredLength(maximum: number): Rule {
  return (report, value, at) => {
    length(maximum)(report, typeof value === 'string' ? value : '', at);
  };
}

/** A text object; `types` where only one of the two is allowed. */
function text(maximum: number, ...types: readonly ('plain_text' | 'mrkdwn')[]): Rule {
  const allowed: readonly unknown[] = types.length > 0 ? types : ['plain_text', 'mrkdwn'];
  return (report, value, at) => {
    if (!isJson(value)) {
      MISSING(report, 'text', at);
      return;
    }
    const { type } = value;
    if (!allowed.includes(type)) report(`unsupported type: ${String(type)}`, `${at}/type`);
    requiredLength(maximum)(report, value['text'], `${at}/text`);
  };
}

function optional(rule: Rule): Rule {
  return (report, value, at) => {
    if (value !== undefined) rule(report, value, at);
  };
}

const label = (maximum: number): Rule => optional(text(maximum, 'plain_text'));

/** A list of one to `maximum` objects, each of which follows the rule. */
function list(maximum: number, rule: Rule): Rule {
  return (report, value, at) => {
    const members: readonly unknown[] = Array.isArray(value) ? value : [];
    if (members.length > maximum) report(`no more than ${maximum} items allowed`, at);
    if (members.length === 0) report('no fewer than 1 items allowed', at);
    for (const [index, member] of members.entries()) {
      if (isJson(member)) rule(report, member, `${at}/${index}`);
    }
  };
}

function fields(rules: Fields): Rule {
  return (report, value, at) => {
    for (const [name, rule] of Object.entries(rules)) {
      rule(report, isJson(value) ? value[name] : undefined, `${at}/${name}`);
    }
  };
}

const OPTION = fields({
  text: text(75),
  value: requiredLength(75),
  description: label(75),
});
const CONFIRMATION = fields({
  title: label(100),
  text: text(300),
  confirm: label(30),
  deny: label(30),
});
const BUTTON: Fields = {
  text: text(75, 'plain_text'),
  value: length(2000),
  url: length(3000),
  accessibility_label: length(75),
  style: optional((report, value, at) => {
    if (value !== 'primary' && value !== 'danger') report('must be a valid enum value', at);
  }),
};
const FIELD: Fields = { placeholder: label(150) };

/**
 * The documented maxima of each interactive element: JSDoc of `block-elements.d.ts` and
 * `composition-objects.d.ts` in @slack/types 3.2. There are others, as there are other blocks: an
 * app that begins to use one has to add it here.
 */
const ELEMENTS: Readonly<Record<string, Fields>> = {
  button: BUTTON,
  checkboxes: { options: list(10, OPTION) },
  radio_buttons: { options: list(10, OPTION) },
  static_select: { ...FIELD, options: list(100, OPTION) },
  external_select: FIELD,
  conversations_select: FIELD,
  plain_text_input: FIELD,
  number_input: FIELD,
};

const EVERY_ELEMENT: Fields = { action_id: length(255), confirm: optional(CONFIRMATION) };

const element: Rule = (report, value, at) => {
  const type = isJson(value) ? (textIn(value, 'type') ?? '') : '';
  const own = ELEMENTS[type];
  if (own === undefined) report(`unsupported type: ${type}`, `${at}/type`);
  else fields({ ...own, ...EVERY_ELEMENT })(report, value, at);
};

/** No two elements of a block may share an action_id, no two blocks a block_id. */
function checkUnique(report: Report, value: unknown, at: string, key: string, what: string): void {
  const seen = new Set<unknown>();
  for (const [index, member] of (Array.isArray(value) ? value : []).entries()) {
    const id = isJson(member) ? textIn(member, key) : undefined;
    if (id === undefined) continue;
    if (seen.has(id)) {
      report(`\`${key}\` already exists for another ${what}`, `${at}/${index}/${key}`);
    }
    seen.add(id);
  }
}

const RICH_TEXT_PARTS = ['section', 'list', 'quote', 'preformatted'].map((each) => {
  return `rich_text_${each}`;
});

const richText: Rule = (report, part, at) => {
  const type = isJson(part) ? (textIn(part, 'type') ?? '') : '';
  if (!RICH_TEXT_PARTS.includes(type)) report(`unsupported type: ${type}`, at);
  const inner = type === 'rich_text_list' ? richText : richWords;
  const parts: unknown = isJson(part) ? part['elements'] : [];
  if (Array.isArray(parts) && parts.length > 0)
    list(Infinity, inner)(report, parts, `${at}/elements`);
};

const richWords: Rule = (report, words, at) => {
  const type = isJson(words) ? textIn(words, 'type') : undefined;
  if (type === 'text') fields({ text: requiredLength(Infinity) })(report, words, at);
  if (type === 'link') fields({ url: requiredLength(3000) })(report, words, at);
};

/** The documented maxima of each block: JSDoc of `blocks.d.ts` in @slack/types 3.2. */
const BLOCKS: Readonly<Record<string, Fields>> = {
  section: { text: optional(text(3000)), fields: optional(list(10, text(2000))) },
  header: { text: text(150, 'plain_text') },
  context: { elements: list(10, text(3000)) },
  actions: {
    elements: (report, value, at) => {
      list(25, element)(report, value, at);
      checkUnique(report, value, at, 'action_id', 'element');
    },
  },
  divider: {},
  input: {
    label: text(2000, 'plain_text'),
    hint: label(2000),
    element: (report, value, at) => {
      if (isJson(value)) element(report, value, at);
      else MISSING(report, 'element', at);
    },
  },
  rich_text: { elements: list(Infinity, richText) },
};

function inspected(inspect: (report: Report) => void): readonly string[] {
  const problems: string[] = [];
  inspect((problem, at) => {
    problems.push(`${problem} [json-pointer:${at}]`);
  });
  return problems;
}

/** What Slack would object to in these blocks, as it words it; empty when it would show them. */
export function objectionsTo(blocks: readonly unknown[], surface: Surface): readonly string[] {
  return inspected((report) => {
    if (blocks.length > MAXIMUM_BLOCKS[surface]) {
      report(`no more than ${MAXIMUM_BLOCKS[surface]} items allowed`, '/blocks');
    }
    for (const [index, block] of blocks.entries()) checkBlock(report, block, `/blocks/${index}`);
    checkUnique(report, blocks, '/blocks', 'block_id', 'block');
  });
}

function checkBlock(report: Report, block: unknown, at: string): void {
  const type = isJson(block) ? textIn(block, 'type') : undefined;
  const own = BLOCKS[type ?? ''];
  if (!isJson(block) || own === undefined) {
    report(`unsupported type: ${String(type)}`, `${at}/type`);
    return;
  }
  fields({ block_id: length(255), ...own })(report, block, at);
  const isEmpty = block['text'] === undefined && block['fields'] === undefined;
  if (type === 'section' && isEmpty) report('must define either `fields` or `text`', at);
}

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

const VIEW = fields({
  private_metadata: length(3000, 0),
  callback_id: length(255),
  external_id: length(255),
});
const MODAL = fields({ title: text(24, 'plain_text'), submit: label(24), close: label(24) });

/** What Slack would object to in a modal or a Home tab: JSDoc of `views.d.ts` in @slack/types 3.2. */
export function objectionsToView(view: Json): readonly string[] {
  const blocks: readonly unknown[] = Array.isArray(view['blocks']) ? view['blocks'] : [];
  const own = inspected((report) => {
    if (!Array.isArray(view['blocks'])) MISSING(report, 'blocks', '/view');
    VIEW(report, view, '/view');
    if (view['type'] === 'modal') MODAL(report, view, '/view');
    else if (view['type'] !== 'home') report('unsupported type', '/view/type');
    const asks = blocks.some((block) => isJson(block) && block['type'] === 'input');
    if (view['type'] === 'modal' && asks && view['submit'] === undefined) {
      report('`submit` is required when an input block is present', '/view/submit');
    }
  });
  return [...own, ...objectionsTo(blocks, 'view')];
}

/**
 * What Slack would object to in the answer to an external select; no option at all is a good one:
 * https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element#external_select
 */
export function objectionsToSuggestions({ options }: Json): readonly string[] {
  if (!Array.isArray(options) || options.length === 0) return [];
  return inspected((report) => {
    list(100, OPTION)(report, options, '/options');
  });
}
