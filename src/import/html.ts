import { readerText } from './bounds.ts';
import { named, type Paragraph, type Speaker, unnamed } from './draft.ts';
import { attribute, closest, type Element, elementsUnder, type Fragment } from './html-tree.ts';
import { marks, parentOf, treeOfFragment, wordsOf } from './html-tree.ts';

/** A paragraph, and the innermost block quotation that it stands in. */
export interface Block {
  readonly text: string;
  readonly quotation: Element | null;
}

/** How a source writes its HTML. */
export interface HtmlWriting {
  /** What ends a paragraph beside blocks: each `<br>`, or two of them and, as in WordPress, a blank line. */
  readonly breaks: 'line' | 'blank line';
  /** Elements that are nobody's words here. */
  readonly skips?: (element: Element) => boolean;
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
  return (
    SILENT.has(element.tagName) ||
    attribute(element, 'hidden') !== null ||
    attribute(element, 'aria-hidden') === 'true' ||
    UNSEEN.test(attribute(element, 'style') ?? '') ||
    marks(element).some((mark) => CONTENTS.test(mark))
  );
}

/** A paragraph of a fragment of HTML. */
export interface HtmlParagraph {
  readonly text: string;
  /** Whether it stands in a `<blockquote>`: somebody else's words, as a rule. */
  readonly isQuoted: boolean;
}

/**
 * The paragraphs of a fragment of HTML as a reader sees them: blocks, and what a blank line or two
 * `<br>` part, as WordPress does. `where` names the fragment in the ImportFault of one that is too large.
 */
export function htmlParagraphs(html: string, where: string): HtmlParagraph[] {
  const blocks = blocksUnder(treeOfFragment(html, where), { breaks: 'blank line' });
  return blocks.map(({ text, quotation }) => ({ text, isQuoted: quotation !== null }));
}

/** The paragraphs under an element, each with the quotation it stands in. */
export function blocksUnder(root: Element | Fragment, writing: HtmlWriting): Block[] {
  const reading = new Reading(writing.breaks);
  const keeps = (node: Element | Fragment): boolean =>
    !('tagName' in node) || (writing.keeps?.(node) ?? true);
  const skips = (element: Element): boolean =>
    isSilent(element) || isAttribution(element) || (writing.skips?.(element) ?? false);
  const walk = (node: Element | Fragment): void => {
    const isKept = keeps(node);
    for (const child of node.childNodes) {
      if ('value' in child && isKept) reading.text(child.value);
      // What is left out parts the words around it: they never stood side by side.
      else if ('value' in child && /\S/u.test(child.value)) reading.cut();
      if ('tagName' in child) open(child);
    }
  };
  const open = (element: Element): void => {
    const replaced = writing.replaces?.(element) ?? null;
    if (replaced !== null) reading.text(replaced);
    else if (element.tagName === 'br') reading.lineBreak();
    else if (skips(element)) reading.cut();
    else if (INLINE.has(element.tagName)) walk(element);
    else reading.within(element, walk);
  };
  walk(root);
  reading.cut();
  return reading.blocks;
}

class Reading {
  readonly blocks: Block[] = [];
  readonly #breaks: HtmlWriting['breaks'];
  #pieces: string[] = [];
  #quotation: Element | null = null;
  #endsWithBreak = false;

  constructor(breaks: HtmlWriting['breaks']) {
    this.#breaks = breaks;
  }

  text(text: string): void {
    const parts = this.#breaks === 'line' ? [text] : text.split(/\n[ \t\r]*\n/u);
    for (const [at, part] of parts.entries()) {
      if (at > 0) this.cut();
      if (/\S/u.test(part)) this.#endsWithBreak = false;
      this.#pieces.push(part);
    }
  }

  lineBreak(): void {
    if (this.#endsWithBreak || this.#breaks === 'line') this.cut();
    this.#pieces.push(' ');
    this.#endsWithBreak = true;
  }

  cut(): void {
    this.#endsWithBreak = false;
    if (this.#pieces.length === 0) return;
    const text = readerText(this.#pieces.join(''));
    this.#pieces = [];
    if (/[\p{L}\p{N}]/u.test(text)) this.blocks.push({ text, quotation: this.#quotation });
  }

  within(block: Element, walk: (block: Element) => void): void {
    const outer = this.#quotation;
    this.cut();
    if (block.tagName === 'blockquote') this.#quotation = block;
    walk(block);
    this.cut();
    this.#quotation = outer;
  }
}

/** Neighbouring paragraphs of one voice: of the writer, where they stand in no quotation. */
export interface Stretch {
  readonly quotation: Element | null;
  readonly paragraphs: Paragraph[];
}

export function stretchesOf(blocks: readonly Block[]): Stretch[] {
  const stretches: Stretch[] = [];
  for (const { text, quotation } of blocks) {
    if (stretches.at(-1)?.quotation !== quotation) stretches.push({ quotation, paragraphs: [] });
    stretches.at(-1)?.paragraphs.push({ text, seconds: null });
  }
  return stretches;
}

/** The person a quotation is of: whom it names under its words, else somebody unknown. */
export function quotedPerson(quotation: Element, quotedBy: string | null): Speaker {
  const names = [...elementsUnder(quotation)]
    .filter((each) => isAttribution(each) && quotationAround(each) === quotation)
    .map(personNamed);
  const name = names.find((each) => each !== null);
  if (name === undefined) return unnamed('cité', { quotedBy });
  return named(name, 'cité', { quotedBy, why: 'ce nom est sous la citation' });
}

/** What somebody should look at in a quotation. */
export function doubtOnQuoted({ name }: Speaker): string {
  return name === null
    ? 'citation dont rien ne nomme l’auteur'
    : 'le nom sous la citation peut être celui d’un ouvrage';
}

/**
 * Whether an element of a block quotation says whose it is, and is not part of its words: its footer, a
 * `<cite>` beside which nothing stands or with which the quotation ends, and a last line « — Nom ».
 */
export function isAttribution(element: Element): boolean {
  const { tagName } = element;
  if (!/^(?:cite|div|footer|p)$/u.test(tagName)) return false;
  const quotation = quotationAround(element);
  if (quotation === null) return false;
  if (tagName === 'footer') return true;
  if (tagName !== 'cite') {
    return isLast(element, quotation) && /^[—–-]/u.test(wordsOf(element)) && isPerson(element);
  }
  const isAlone = !parentOf(element)?.childNodes.some(isText);
  return isAlone || isLast(element, quotation);
}

function isPerson(element: Element): boolean {
  return personNamed(element) !== null;
}

function quotationAround(element: Element): Element | null {
  const parent = parentOf(element);
  return parent === null ? null : closest(parent, ({ tagName }) => tagName === 'blockquote');
}

function isText(node: Element['childNodes'][number]): boolean {
  return 'value' in node && /[\p{L}\p{N}]/u.test(node.value);
}

/** Whether nothing of a quotation follows an element, and something comes before it. */
function isLast(element: Element, quotation: Element): boolean {
  for (let at: Element | null = element; at !== null && at !== quotation; at = parentOf(at)) {
    const siblings: Element['childNodes'] = parentOf(at)?.childNodes ?? [];
    if (siblings.slice(siblings.indexOf(at) + 1).some((each) => wordsOf(each) !== '')) return false;
  }
  return wordsOf(element) !== wordsOf(quotation);
}

/** Two to four words with capitals that no article opens: « Le Monde » is nobody. */
function personNamed(element: Element): string | null {
  const [start = ''] = readerText(wordsOf(element).replace(/^[\s—–-]+/u, '')).split(/[,(]/u);
  const isName =
    /^\p{Lu}[\p{L}.’'-]+(?: (?:de|du|d’|des|la|van|von))*(?: \p{Lu}[\p{L}.’'-]*){1,3}$/u;
  const name = start.trim();
  return isName.test(name) && !/^(?:Les?|La|Une?)\s|^L[’']/u.test(name) ? name : null;
}
