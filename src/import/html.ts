import { readerText } from './bounds.ts';
import { isAttribution } from './html-quotations.ts';
import { attribute, type Element, type Fragment, marks } from './html-tree.ts';

/** A paragraph, and the innermost block quotation that it stands in. */
export interface Block {
  readonly text: string;
  readonly quotation: Element | null;
  /** The innermost block that holds it. */
  readonly element: Element | null;
  /** What elements within the line set apart at its start, the shortest first. */
  readonly leads: readonly string[];
  /** Whether all of it is in bold or in italics. */
  readonly isApart: boolean;
  /** Whether all of it is links. */
  readonly isLink: boolean;
  readonly isHeading: boolean;
  /** Whether something that is left out stands before it. */
  readonly isAfterGap: boolean;
  /** Whether it begins a paragraph, and not only a line of one. */
  readonly isStart: boolean;
}

/** How a source writes its HTML. */
export interface HtmlWriting {
  /** What ends a paragraph beside blocks: each `<br>`, or two of them and, as in WordPress, a blank line. */
  readonly breaks: 'line' | 'blank line';
  /** Whether headings are given, which are nobody’s words, as a rule. */
  readonly hasHeadings?: boolean;
  /** Elements that are nobody's words here. */
  readonly skips?: (element: Element) => boolean;
  /** Elements that quote, beside `<blockquote>`. */
  readonly quotes?: (element: Element) => boolean;
  /** Elements whose own words count; all, where it is left out. */
  readonly keeps?: (element: Element) => boolean;
  /** What is read in place of an element; null for what it holds. */
  readonly replaces?: (element: Element) => string | null;
}

/** What is nobody's words, or is seen by no reader. */
const SILENT: ReadonlySet<string> = new Set(
  (
    'audio button canvas caption datalist embed figcaption form h1 h2 h3 h4 h5 h6 head iframe input ' +
    'map math menu nav noembed noframes noscript object option progress script select style svg ' +
    'template textarea title video'
  ).split(' '),
);
/** All other elements begin and end a paragraph. */
const INLINE: ReadonlySet<string> = new Set(
  (
    'a abbr acronym b bdi bdo big br cite code data del dfn em font i img ins kbd label mark picture ' +
    'q rp rt ruby rb s samp small source span strike strong sub sup time tt u var wbr'
  ).split(' '),
);
const CONTENTS = /^(?:toc|sommaire|table-?of-?contents|table-des-matieres|toc[-_]container)$/iu;
const UNSEEN = /(?:display\s*:\s*none|visibility\s*:\s*hidden)/iu;

/** Whether no reader sees an element, or its words are nobody's. */
export function isSilent(element: Element): boolean {
  return SILENT.has(element.tagName) || isUnseen(element);
}

/** Whether an element stands within a line. */
function isInline(element: Element): boolean {
  return INLINE.has(element.tagName);
}

function isUnseen(element: Element): boolean {
  return (
    attribute(element, 'hidden') !== null ||
    attribute(element, 'aria-hidden') === 'true' ||
    UNSEEN.test(attribute(element, 'style') ?? '') ||
    marks(element).some((mark) => CONTENTS.test(mark))
  );
}

/** The paragraphs under an element, each with the quotation it stands in. */
export function blocksUnder(root: Element | Fragment, writing: HtmlWriting): Block[] {
  const reading = new Reading(writing.breaks);
  const keeps = (node: Element | Fragment): boolean =>
    !('tagName' in node) || (writing.keeps?.(node) ?? true);
  const skips = (element: Element): boolean =>
    (writing.hasHeadings === true && HEADING.test(element.tagName)
      ? isUnseen(element)
      : isSilent(element)) ||
    isAttribution(element) ||
    (writing.skips?.(element) ?? false);
  const quotes = (element: Element): boolean =>
    element.tagName === 'blockquote' || (writing.quotes?.(element) ?? false);
  const walk = (node: Element | Fragment): void => {
    const isKept = keeps(node);
    for (const child of node.childNodes) {
      // What is left out parts the words around it, if only by a space: they never stood side by side.
      const isText = 'value' in child && (isKept || !/\S/u.test(child.value));
      if (isText) reading.text(child.value);
      else if ('value' in child) reading.leaveOut();
      if ('tagName' in child) open(child);
    }
  };
  const open = (element: Element): void => {
    const replaced = writing.replaces?.(element) ?? null;
    if (replaced !== null) reading.text(replaced);
    else if (element.tagName === 'br') reading.lineBreak();
    else if (isInline(element) && isUnseen(element)) return;
    else if (skips(element)) reading.leaveOut();
    else if (isInline(element)) reading.inline(element, walk);
    else reading.within(element, quotes(element) ? element : null, walk);
  };
  walk(root);
  reading.cut();
  return reading.blocks;
}

const HEADING = /^h[1-6]$/u;
/** What begins a line and is longer is no label. */
const LONGEST_LEAD = 200;

class Reading {
  readonly blocks: Block[] = [];
  readonly #breaks: HtmlWriting['breaks'];
  #pieces: string[] = [];
  #length = 0;
  #leads: string[] = [];
  /** Whether words stand outside bold and italics, and outside links. */
  #isPlain = false;
  #isUnlinked = false;
  #apart = 0;
  #links = 0;
  #element: Element | null = null;
  #quotation: Element | null = null;
  #isAfterGap = false;
  #isStart = true;
  #endsWithBreak = false;

  constructor(breaks: HtmlWriting['breaks']) {
    this.#breaks = breaks;
  }

  text(text: string): void {
    const parts = this.#breaks === 'line' ? [text] : text.split(/\n[ \t\r]*\n/u);
    for (const [at, part] of parts.entries()) {
      if (at > 0) this.cut();
      if (/\S/u.test(part)) {
        this.#endsWithBreak = false;
        this.#length += part.length;
        const isWord = /[\p{L}\p{N}]/u.test(part);
        this.#isPlain ||= isWord && this.#apart === 0;
        this.#isUnlinked ||= isWord && this.#links === 0;
      }
      this.#pieces.push(part);
    }
  }

  /** What stands within a line; where it begins the line, it may be who speaks. */
  inline(element: Element, walk: (element: Element) => void): void {
    const { length } = this.blocks;
    const before = this.#leads.at(-1);
    const isFirst = this.#length === 0;
    const isNext = before !== undefined && this.#length <= LONGEST_LEAD && before === this.#shown();
    const isApart = Number(/^(?:b|strong|em|i|u)$/u.test(element.tagName));
    const isLink = Number(element.tagName === 'a' && attribute(element, 'href') !== null);
    [this.#apart, this.#links] = [this.#apart + isApart, this.#links + isLink];
    walk(element);
    [this.#apart, this.#links] = [this.#apart - isApart, this.#links - isLink];
    if (length !== this.blocks.length || this.#length > LONGEST_LEAD) return;
    if (isFirst || (isNext && isQuality(before, this.#shown()))) this.#leads.push(this.#shown());
  }

  #shown(): string {
    return readerText(this.#pieces.join(''));
  }

  /** What is left out parts the words around it. */
  leaveOut(): void {
    this.cut();
    this.#isAfterGap = true;
  }

  lineBreak(): void {
    const isBlank = this.#endsWithBreak;
    if (isBlank || this.#breaks === 'line') this.cut();
    this.#isStart ||= isBlank;
    this.#pieces.push(' ');
    this.#endsWithBreak = true;
  }

  cut(): void {
    this.#endsWithBreak = false;
    if (this.#pieces.length === 0) return;
    const text = this.#shown();
    if (/[\p{L}\p{N}]/u.test(text)) {
      this.blocks.push({
        ...{ text, quotation: this.#quotation, element: this.#element },
        leads: this.#leads.filter((lead) => lead !== '' && lead !== text),
        isApart: !this.#isPlain,
        isLink: !this.#isUnlinked,
        isHeading: HEADING.test(this.#element?.tagName ?? ''),
        ...{ isAfterGap: this.#isAfterGap, isStart: this.#isStart },
      });
      [this.#isAfterGap, this.#isStart] = [false, false];
    }
    [this.#pieces, this.#leads, this.#length] = [[], [], 0];
    [this.#isPlain, this.#isUnlinked] = [false, false];
  }

  within(block: Element, quotation: Element | null, walk: (block: Element) => void): void {
    const [outer, around] = [this.#quotation, this.#element];
    this.cut();
    this.#element = block;
    this.#quotation = quotation ?? outer;
    this.#isStart = true;
    walk(block);
    this.cut();
    this.#isStart = true;
    [this.#quotation, this.#element] = [outer, around];
  }
}

/** « , rapporteur » after a name, in italics beside bold. */
function isQuality(name: string, both: string): boolean {
  return name.endsWith(',') || /^ ?[,(]/u.test(both.slice(name.length));
}
