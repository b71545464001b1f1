import { parseFragment, type DefaultTreeAdapterTypes } from 'parse5';
import { SaxesParser } from 'saxes';
import { Temporal } from 'temporal-polyfill';
import { unsupported } from '../../conversation/sentences.ts';
import { choose } from '../../daily/choose.ts';
import { pageAddressOf } from '../../debate/address.ts';
import { Cleared, type Gate } from '../../debate/gate.ts';
import { captionOf, linkOf, Quote, shownWords } from '../../debate/quote.ts';
import type { Corpus, Passage } from '../../debate/passage.ts';
import type { Reading, ShownDocument } from '../../debate/reading.ts';
import { debateLines } from '../../messages/choice.ts';
import { pageWords } from '../../messages/site.ts';
import { html, type Markup } from '../markup.ts';
import type { DataFile } from './exports.ts';
import { NOTHING } from './format.ts';

// The quotation of each day for readers of feeds: https://www.rfc-editor.org/rfc/rfc4287

export const FEED_FILE = 'fil.atom';
export const FEED_TYPE = 'application/atom+xml';
const DAYS = 30;

/** The last days, `2026-11-22` first, each with the quotation that `/citation` gives for it. */
export function feedOf(corpus: Corpus, gate: Gate, today: Today): DataFile | null {
  const site = corpus.sources[0]?.site ?? null;
  if (site === null) return null;
  return {
    path: FEED_FILE,
    mediaType: `${FEED_TYPE}; charset=utf-8`,
    *pieces() {
      yield Cleared.by(gate, written(corpus, site, today), readFeed);
    },
  };
}

function written(corpus: Corpus, site: string, { day, timeZone }: Today): string {
  const [debate = pageWords.untitled] = debateLines(corpus.debate);
  const today = Temporal.PlainDate.from(day);
  const entries = Array.from({ length: DAYS }, (_, ago) => today.subtract({ days: ago })).flatMap(
    (date) => {
      const passage = choose(corpus.passages, date.toString());
      return passage === null ? [] : [entryOf(passage, date, timeZone)];
    },
  );
  const feed = html`<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr">
    <id>${site}${FEED_FILE}</id>
    <title>${pageWords.dailyFeed}</title>
    <subtitle>${debate}</subtitle>
    <updated>${midnight(today, timeZone)}</updated>
    <link rel="self" type="${FEED_TYPE}" href="${site}${FEED_FILE}" />
    <link rel="alternate" type="text/html" href="${site}" />
    ${entries}
  </feed>`;
  return `<?xml version="1.0" encoding="utf-8"?>\n${withoutForbidden(feed.text)}\n`;
}

/** A day there, `2026-11-22`. */
export interface Today {
  readonly day: string;
  readonly timeZone: string;
}

function entryOf(passage: Passage, date: Temporal.PlainDate, timeZone: string): Markup {
  const page = pageAddressOf(passage) ?? '';
  return html`<entry>
    <id>${page}#${date.toString()}</id>
    <title>${captionOf(passage)}</title>
    <updated>${midnight(date, timeZone)}</updated>
    <author><name>${passage.voice.name}</name></author>
    <link rel="alternate" type="text/html" href="${page}" />
    <content type="html">${contentOf(passage, page).text}</content>
  </entry>`;
}

function contentOf(passage: Passage, page: string): Markup {
  const link = linkOf(passage);
  const original = link === null ? null : html`<a href="${link}">${pageWords.original}</a> `;
  return html`<blockquote>${shownWords(Quote.at(passage))}</blockquote>
    <p>${captionOf(passage)}</p>
    <p>${original}<a href="${page}">${pageWords.permanent}</a></p>`;
}

/** When the day begins there, which a summer hour may move. */
function midnight(date: Temporal.PlainDate, timeZone: string): string {
  return date.toZonedDateTime(timeZone).toInstant().toString();
}

/** The two characters that XML forbids and a corpus does not: https://www.w3.org/TR/xml/#charsets */
function withoutForbidden(xml: string): string {
  return xml.replace(/[\uFFFE\uFFFF]/gu, '\uFFFD');
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/u;
const ELEMENTS = new Set(
  'feed id title subtitle updated link entry author name content'.split(' '),
);
/** Addresses apart. */
const ATTRIBUTES = new Set([
  ...['xmlns=http://www.w3.org/2005/Atom', 'xml:lang=fr', 'rel=self', 'rel=alternate'],
  ...['type=text/html', 'type=html', `type=${FEED_TYPE}`],
]);

/** Finds in a feed all that it says. */
export function readFeed(xml: string): Reading {
  const reader = new FeedReader();
  const parser = new SaxesParser({ xmlns: false });
  parser.on('error', ({ message }) => {
    reader.faults.push(message);
  });
  parser.on('opentag', ({ name, attributes }) => {
    reader.open(name, attributes);
  });
  parser.on('text', (text) => {
    reader.text += text;
  });
  parser.on('cdata', (text) => {
    reader.text += text;
  });
  parser.on('closetag', ({ name }) => {
    reader.close(name);
  });
  parser.write(xml).close();
  return reader.reading;
}

class FeedReader {
  readonly faults: string[] = [];
  text = '';
  readonly #facts: ShownDocument[] = [];
  readonly #texts: string[] = [];
  #entry: Record<string, string> | null = null;

  get reading(): Reading {
    return {
      ...NOTHING,
      facts: this.#facts,
      texts: this.#texts,
      sentences: this.faults.map(unsupported),
    };
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    const unknown = Object.entries(attributes).filter(
      ([key, value]) => key !== 'href' && !ATTRIBUTES.has(`${key}=${value}`),
    );
    if (!ELEMENTS.has(name) || unknown.length > 0) this.faults.push(name);
    if (name === 'entry') this.#entry = {};
    if (name === 'link' && this.#entry !== null) this.#entry['link'] = attributes['href'] ?? '';
    this.text = '';
  }

  close(name: string): void {
    const text = this.text.trim();
    if (name === 'updated' && !INSTANT.test(text)) this.faults.push(text);
    if (name === 'entry') this.#readEntry();
    else if (this.#entry !== null) this.#entry[name] ??= text;
    else if (name === 'title' || name === 'subtitle') this.#texts.push(text);
    this.text = '';
  }

  #readEntry(): void {
    const { id = '', title = '', name = '', link = '', content = '' } = this.#entry ?? {};
    const page = id.replace(/#\d{4}-\d\d-\d\d$/u, '');
    const [, work = '', anchor = ''] = /\/p\/([^/]+)\/([^/]+)\/$/u.exec(page) ?? [];
    this.#facts.push({
      ...{ ref: `${work}#${anchor}`, caption: title, voice: name, page: link },
      ...this.#contentIn(content, title, page),
    });
    this.#entry = null;
  }

  /** Words, whose they are, and links: nothing else has a place in it. */
  #contentIn(content: string, title: string, page: string): ShownDocument {
    const [words, caption, links, ...others] = parseFragment(content).childNodes.filter(isShown);
    const anchors = links === undefined ? [] : childrenOf(links).filter(isAnchor);
    const shape = [words, caption, links].map((node) => node?.nodeName).join(' ');
    const names = anchors.map((each) => textOf(each));
    const isSound =
      shape === 'blockquote p p' &&
      others.length === 0 &&
      textOf(caption) === title &&
      textOf(links).replace(/\s+/gu, ' ') === names.join(' ') &&
      [...anchors, words, caption, links].every((node) => hasTextAlone(node)) &&
      names.every((each) => each === pageWords.original || each === pageWords.permanent);
    if (!isSound) this.faults.push(content);
    const hrefs = anchors.map(({ attrs }) => attrs.find((each) => each.name === 'href')?.value);
    return { shown: textOf(words), addresses: [page, ...hrefs] };
  }
}

type Node = DefaultTreeAdapterTypes.ChildNode;
type Element = DefaultTreeAdapterTypes.Element;

const childrenOf = (node: Node): readonly Node[] => ('childNodes' in node ? node.childNodes : []);
const isShown = (node: Node) => node.nodeName !== '#text' || textOf(node) !== '';
const isAnchor = (node: Node): node is Element => node.nodeName === 'a';

/** Links apart, and without attributes but theirs. */
function hasTextAlone(node: Node | undefined): boolean {
  if (node === undefined || !('attrs' in node)) return false;
  const isAllowed = node.attrs.every(({ name }) => isAnchor(node) && name === 'href');
  return isAllowed && childrenOf(node).every((each) => each.nodeName === '#text' || isAnchor(each));
}

/** No words begin or end with a space. */
function textOf(node: Node | undefined): string {
  return node === undefined ? '' : allTextOf(node).trim();
}

function allTextOf(node: Node): string {
  return 'value' in node ? node.value : childrenOf(node).map(allTextOf).join('');
}
