import { defaultTreeAdapter, type DefaultTreeAdapterTypes, parseFragment } from 'parse5';
import { readerText } from '../bounds.ts';
import { ImportFault } from '../format.ts';

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

/** A paragraph of a fragment of HTML. */
export interface HtmlParagraph {
  readonly text: string;
  /** Whether it stands in a `<blockquote>`: somebody else's words, as a rule. */
  readonly isQuoted: boolean;
}

/** No page of people nests so far. */
const DEEPEST = 512;
const LONGEST = 5_000_000;
/** The parser compares each attribute of a tag with all before it. */
const LONGEST_TAG = /<[a-z][^<>]{199999}/iu;

/** What begins and ends a paragraph. */
const BLOCKS: ReadonlySet<string> = new Set([
  ...['address', 'article', 'aside', 'blockquote', 'center', 'dd', 'details', 'div', 'dl', 'dt'],
  ...['figure', 'footer', 'header', 'hr', 'li', 'main', 'ol', 'p', 'pre', 'section', 'summary'],
  ...['table', 'tbody', 'td', 'tfoot', 'th', 'thead', 'tr', 'ul'],
]);
/** What is nobody's words, or is seen by no reader. */
const SILENT: ReadonlySet<string> = new Set([
  ...['audio', 'button', 'canvas', 'caption', 'datalist', 'embed', 'figcaption', 'form', 'h1'],
  ...['h2', 'h3', 'h4', 'h5', 'h6', 'iframe', 'input', 'map', 'math', 'menu', 'nav', 'noembed'],
  ...['noframes', 'noscript', 'object', 'option', 'progress', 'script', 'select', 'style', 'svg'],
  ...['template', 'textarea', 'title', 'video'],
]);

/**
 * The paragraphs of a fragment of HTML as a reader sees them: blocks, and what a blank line or two
 * `<br>` part, as WordPress does. `where` names the fragment in the ImportFault of one that is too large.
 */
export function htmlParagraphs(html: string, where: string): HtmlParagraph[] {
  if (html.length > LONGEST || LONGEST_TAG.test(html)) throw tooLarge(where);
  const reading = new Reading();
  const pending: (Node | (() => void))[] = [boundedFragment(html, where)];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (typeof next === 'function') next();
    else if (next.nodeName === '#text' && 'value' in next) reading.text(next.value);
    else if ('childNodes' in next) open(next, reading, pending);
  }
  return reading.end();
}

function open(
  node: DefaultTreeAdapterTypes.ParentNode,
  reading: Reading,
  pending: (Node | (() => void))[],
): void {
  const name = node.nodeName;
  // A `<cite>` of a quotation says whose words they are, and is not of them.
  const isSilent = SILENT.has(name) || (name === 'cite' && reading.isQuoting) || isHidden(node);
  if (name === 'br') reading.lineBreak();
  if (isSilent || BLOCKS.has(name)) {
    reading.cut();
    pending.push(() => {
      reading.cut();
    });
  }
  if (isSilent) return;
  if (name === 'blockquote') {
    reading.quote(1);
    pending.push(() => {
      reading.cut();
      reading.quote(-1);
    });
  }
  for (let at = node.childNodes.length - 1; at >= 0; at -= 1) {
    const child = node.childNodes[at];
    if (child !== undefined) pending.push(child);
  }
}

function isHidden(node: DefaultTreeAdapterTypes.ParentNode): boolean {
  return 'attrs' in node && node.attrs.some(({ name }) => name === 'hidden');
}

class Reading {
  readonly #paragraphs: HtmlParagraph[] = [];
  #pieces: string[] = [];
  #quotes = 0;
  #endsWithBreak = false;

  get isQuoting(): boolean {
    return this.#quotes > 0;
  }

  quote(step: number): void {
    this.#quotes += step;
  }

  text(text: string): void {
    const [first = '', ...others] = text.split(/\n[ \t\r]*\n/u);
    this.#add(first);
    for (const part of others) {
      this.cut();
      this.#add(part);
    }
  }

  lineBreak(): void {
    if (this.#endsWithBreak) this.cut();
    this.#pieces.push(' ');
    this.#endsWithBreak = true;
  }

  cut(): void {
    this.#endsWithBreak = false;
    if (this.#pieces.length === 0) return;
    const text = readerText(this.#pieces.join(''));
    this.#pieces = [];
    if (/[\p{L}\p{N}]/u.test(text)) this.#paragraphs.push({ text, isQuoted: this.isQuoting });
  }

  end(): HtmlParagraph[] {
    this.cut();
    return this.#paragraphs;
  }

  #add(text: string): void {
    if (/\S/u.test(text)) this.#endsWithBreak = false;
    this.#pieces.push(text);
  }
}

/** The tree of a fragment, given up as soon as it is deeper or larger than what was written. */
function boundedFragment(html: string, where: string): DefaultTreeAdapterTypes.DocumentFragment {
  const depths = new WeakMap<object, number>();
  // A parser repeats the tags left open in each block: few characters could make many elements.
  let left = html.length / 2 + 100;
  const count = (parent: object, child: object): void => {
    const depth = (depths.get(parent) ?? 0) + 1;
    depths.set(child, depth);
    if (depth > DEEPEST) throw tooLarge(where);
  };
  return parseFragment(html, {
    treeAdapter: {
      ...defaultTreeAdapter,
      createElement: (...given): Element => {
        left -= 1;
        if (left < 0) throw tooLarge(where);
        return defaultTreeAdapter.createElement(...given);
      },
      appendChild: (parent, child) => {
        count(parent, child);
        defaultTreeAdapter.appendChild(parent, child);
      },
      insertBefore: (parent, child, reference) => {
        count(parent, child);
        defaultTreeAdapter.insertBefore(parent, child, reference);
      },
    },
  });
}

function tooLarge(where: string): ImportFault {
  return new ImportFault(
    `${where} est trop long, ou ses balises sont trop imbriquées (${DEEPEST} au plus) : raccourcissez-le`,
  );
}
