import { type DefaultTreeAdapterTypes, parseFragment } from 'parse5';
import { named, type Paragraph, type Speaker } from '../draft.ts';
import { ImportFault } from '../format.ts';
import { paragraphOf, type Part, quotedIn } from './messages.ts';

type Node = DefaultTreeAdapterTypes.ChildNode;
type Element = DefaultTreeAdapterTypes.Element;

/** A long post has some hundreds of tags; a parser takes time that grows with the square of their nesting. */
const MOST_TAGS = 20_000;
const LONGEST_POST = 1_000_000;
const DEEPEST = 200;

const BLOCKS = new Set(
  'p li ul ol div pre blockquote aside section article table tr td th dl dt dd details summary hr figure figcaption'.split(
    ' ',
  ),
);
/** What is nobody's words: headings, what programs run, and things to press. */
const SILENT = new Set(
  'h1 h2 h3 h4 h5 h6 script style template svg iframe object video audio button select form noscript'.split(
    ' ',
  ),
);
/** What the forum itself adds: previews of pages, sizes of pictures, counts of clicks, polls. */
const ADDED = ['onebox', 'lightbox-wrapper', 'meta', 'clicks', 'poll', 'title', 'quote-controls'];

/** How the people of a topic are called, by the names of their accounts. */
export interface AccountNames {
  readonly quoted: (account: string) => string;
  /** Null where a mention stays as it is written. */
  readonly mentioned: ((account: string) => string) | null;
}

/** The words of a post of Discourse, told apart from those of whom it quotes. */
export function partsOfPost(
  file: string,
  cooked: string,
  { speaker, accounts }: { speaker: Speaker; accounts: AccountNames },
): Part[] {
  const tags = cooked.split('<', MOST_TAGS + 2).length - 1;
  if (cooked.length > LONGEST_POST || tags > MOST_TAGS) throw tooLarge(file);
  const writer = new PartWriter(file, speaker, accounts);
  writer.walk(parseFragment(cooked).childNodes, 0);
  return writer.finished();
}

class PartWriter {
  readonly #file: string;
  readonly #author: Speaker;
  readonly #accounts: AccountNames;
  readonly #parts: (Part & { readonly paragraphs: Paragraph[] })[] = [];
  #quoted: Speaker | null = null;
  #text: string[] = [];

  constructor(file: string, author: Speaker, accounts: AccountNames) {
    this.#file = file;
    this.#author = author;
    this.#accounts = accounts;
  }

  finished(): Part[] {
    this.#endParagraph();
    return this.#parts;
  }

  walk(nodes: readonly Node[], depth: number): void {
    if (depth > DEEPEST) throw tooLarge(this.#file);
    for (const node of nodes) {
      if ('value' in node) this.#text.push(node.value);
      else if ('tagName' in node) this.#element(node, depth + 1);
    }
  }

  #element(element: Element, depth: number): void {
    const { tagName } = element;
    const classes = (attribute(element, 'class') ?? '').split(/\s+/u);
    if (BLOCKS.has(tagName) || SILENT.has(tagName)) this.#endParagraph();
    if (SILENT.has(tagName) || ADDED.some((added) => classes.includes(added))) return;
    if (tagName === 'br') this.#text.push(' ');
    else if (classes.includes('mention')) this.#mention(element, depth);
    else if (tagName === 'aside' && classes.includes('quote')) this.#quote(element, depth);
    else if (tagName === 'blockquote') this.#within(quotedIn(this.#voice()), element, depth);
    else this.walk(element.childNodes, depth);
    if (BLOCKS.has(tagName)) this.#endParagraph();
  }

  /** A quotation of a post says whose it is, and holds a block of its words. */
  #quote(element: Element, depth: number): void {
    const account = attribute(element, 'data-username')?.trim() ?? '';
    const by = { quotedBy: this.#voice().name };
    const quoted =
      account === '' ? quotedIn(this.#voice()) : named(this.#accounts.quoted(account), 'cité', by);
    for (const child of element.childNodes) {
      if (!('tagName' in child)) continue;
      if (child.tagName === 'blockquote') this.#within(quoted, child, depth);
    }
  }

  #within(quoted: Speaker, { childNodes }: Element, depth: number): void {
    const outer = this.#quoted;
    this.#endParagraph();
    this.#quoted = quoted;
    this.walk(childNodes, depth);
    this.#endParagraph();
    this.#quoted = outer;
  }

  /** A group is mentioned too, and has no account. */
  #mention(element: Element, depth: number): void {
    const [, account] = /\/u\/([^/?#]+)/u.exec(attribute(element, 'href') ?? '') ?? [];
    const { mentioned } = this.#accounts;
    if (account === undefined || mentioned === null) this.walk(element.childNodes, depth);
    else this.#text.push(`@${mentioned(account)}`);
  }

  #voice(): Speaker {
    return this.#quoted ?? this.#author;
  }

  #endParagraph(): void {
    const paragraphs = paragraphOf(this.#text.join(''));
    this.#text = [];
    if (paragraphs.length === 0) return;
    const last = this.#parts.at(-1);
    if (last?.quoted !== this.#quoted) this.#parts.push({ quoted: this.#quoted, paragraphs });
    else last.paragraphs.push(...paragraphs);
  }
}

function attribute({ attrs }: Element, wanted: string): string | null {
  return attrs.find(({ name }) => name === wanted)?.value ?? null;
}

function tooLarge(file: string): ImportFault {
  return new ImportFault(
    `${file} a un message trop long ou trop imbriqué : retirez-le du fichier, un million de signes au plus`,
  );
}
