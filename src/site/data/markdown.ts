import type { Nodes, PhrasingContent, RootContent } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { unsupported } from '../../conversation/sentences.ts';
import { pageAddressOf } from '../../debate/address.ts';
import { captionOf, linkOf, Quote, shownWords, thesisText } from '../../debate/quote.ts';
import type { Passage } from '../../debate/passage.ts';
import type { Reading, ShownDocument, ShownSentence } from '../../debate/reading.ts';
import { pageWords } from '../../messages/site.ts';
import { NOTHING, type Format } from './format.ts';

/** Quotations as Markdown shows them, for a text that somebody writes. */
export const markdown: Format = {
  extension: 'md',
  mediaType: 'text/markdown; charset=utf-8',
  name: 'Markdown',
  *pieces({ passages }) {
    for (const passage of passages) yield `${quotationOf(passage)}\n\n`;
  },
  read: readMarkdown,
};

const THESIS = '→ ';
const CAPTION = '— ';
const BETWEEN = ' · ';

function quotationOf(passage: Passage): string {
  const { text, thesis, id } = passage;
  const words = plain(shownWords(Quote.at(passage)));
  const over = text === null || thesis === null ? [] : [THESIS + plain(thesisText(thesis))];
  const links = [
    link(pageWords.original, linkOf(passage)),
    link(pageWords.permanent, pageAddressOf(passage)),
    `\`${id}\``,
  ].filter((each) => each !== null);
  const caption = `${CAPTION}${plain(captionOf(passage))}\\\n${links.join(BETWEEN)}`;
  return [...over, text === null ? words : `> ${words}`, caption].join('\n\n');
}

/**
 * Text that no reader of Markdown takes for its signs: those of CommonMark, and of its dialects, which
 * know names, numbers, addresses, formulas, pictograms and marked words as well. No line begins with it.
 */
function plain(text: string): string {
  return text.replace(/[\\`*_{}[\]<>&~|#@$^=]|(?:(?<=\S):|:(?=\S))|(?<=www)\./gu, String.raw`\$&`);
}

function link(name: string, address: string | null): string | null {
  return address === null ? null : `[${name}](<${address.replace(/[\\<>&]/gu, String.raw`\$&`)}>)`;
}

function readMarkdown(piece: string): Reading {
  const reader = new MarkdownReader();
  for (const node of fromMarkdown(piece).children) reader.read(node);
  return reader.reading;
}

class MarkdownReader {
  readonly #facts: ShownDocument[] = [];
  readonly #faults: ShownSentence[] = [];
  #pending: Readonly<Record<string, string>> = {};

  /** What no caption followed is nobody's. */
  get reading(): Reading {
    const left = Object.values(this.#pending).map(unsupported);
    return {
      ...NOTHING,
      ...{ facts: this.#facts, sentences: [...this.#faults, ...left] },
    };
  }

  read(node: RootContent): void {
    const text = textOf(node);
    if (node.type === 'paragraph' && text === null) this.#readCaption(node.children);
    else if (text === null) this.#faults.push(unsupported(node.type));
    else if (text.startsWith(THESIS)) this.#hold('shownThesis', text.slice(THESIS.length));
    else this.#hold('shown', text);
  }

  #hold(part: string, text: string): void {
    const before = this.#pending[part];
    if (before !== undefined) this.#faults.push(unsupported(before));
    this.#pending = { ...this.#pending, [part]: text };
  }

  #readCaption([caption, end, ...links]: readonly PhrasingContent[]): void {
    const isCaption = caption?.type === 'text' && end?.type === 'break';
    const shown = isCaption && caption.value.startsWith(CAPTION) ? caption.value : '';
    const told = Object.assign({}, ...links.map((each) => this.#readLink(each))) as ShownDocument;
    this.#facts.push({
      ref: '',
      shown: '',
      ...this.#pending,
      caption: shown.slice(CAPTION.length),
      ...told,
    });
    this.#pending = {};
  }

  #readLink(node: PhrasingContent): ShownDocument {
    if (node.type === 'inlineCode') return { ref: node.value };
    if (node.type === 'text' && node.value === BETWEEN) return {};
    if (node.type === 'link' && node.title == null) {
      const name = textOf(node);
      if (name === pageWords.original) return { link: node.url };
      if (name === pageWords.permanent) return { page: node.url };
    }
    this.#faults.push(unsupported(node.type));
    return {};
  }
}

/** Of what holds text alone, however deep; null of anything else. */
function textOf(node: Nodes): string | null {
  if (node.type === 'text') return node.value;
  if (!['paragraph', 'blockquote', 'link'].includes(node.type)) return null;
  if (!('children' in node) || node.children.length !== 1) return null;
  const [child] = node.children;
  return child === undefined ? null : textOf(child);
}
