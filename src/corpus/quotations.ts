import { fromMarkdown } from 'mdast-util-from-markdown';
import type { Blockquote, Heading, List, Nodes, Paragraph, RootContent } from 'mdast';
import { foldWhiteSpace } from '../text/typography.ts';
import { hasNoQuotes, parseAttributionLine } from './attribution-line.ts';
import type { SpokenBy } from './attribution-line.ts';
import { complaints } from './complaints.ts';
import { forbiddenIn } from './decode.ts';
import type { Complaint, Faults, Place } from './fault.ts';

/** One quotation as the file writes it, before it is given its work. */
export interface WrittenQuotation extends SpokenBy {
  readonly anchor: string;
  readonly text: string;
  readonly topics: readonly string[];
  readonly thesis: string;
  /** Where its heading stands in the file. */
  readonly place: Place;
}

const ANCHOR = /^[a-z0-9]+(?:-[a-z0-9]+)*$/u;
const LONGEST_ANCHOR = 40;
const LONGEST_TEXT = 5_000;
const LONGEST_THESIS = 300;
const LONGEST_TOPIC = 60;
const TITLE_DEPTH = 1;
const QUOTATION_DEPTH = 2;

/** The title and quotations of a Markdown body; what is wrong goes to `faults`. */
export function readQuotations(
  body: string,
  faults: Faults,
): { title: string | null; quotations: WrittenQuotation[] } {
  const blocks = blocksOf(body).filter((block) => block.type !== 'html');
  const starts = blocks.flatMap((block, index) => (isAnchor(block) ? [index] : []));
  const title = blocks.find((block) => block.type === 'heading' && block.depth === TITLE_DEPTH);
  const quotations = starts.map((start, index) =>
    readQuotation(blocks.slice(start, starts[index + 1]), faults),
  );
  if (starts.length === 0) faults.add({ line: 1, column: 1 }, complaints.noQuotation());
  refuseDuplicates(blocks.filter(isAnchor), faults);
  return {
    title: title === undefined ? null : plainText(title, faults),
    quotations: quotations.filter((quotation) => quotation !== null),
  };
}

/**
 * The blocks of a body, read from each « ## » line to the next: the time Markdown takes grows with
 * the square of what it is given at once, and what is left open in one quotation ends with it.
 */
function blocksOf(body: string): RootContent[] {
  let line = 0;
  return body.split(/^(?=## )/mu).flatMap((part) => {
    const blocks = fromMarkdown(part).children;
    moveDown(blocks, line);
    line += part.split('\n').length - 1;
    return blocks;
  });
}

function moveDown(nodes: readonly Nodes[], lines: number): void {
  // No recursion: blockquotes can be thousands deep.
  const pending = [...nodes];
  for (const node of pending) {
    if (node.position !== undefined) node.position.start.line += lines;
    for (const child of 'children' in node ? node.children : []) pending.push(child);
  }
}

function isAnchor(block: RootContent): block is Heading {
  return block.type === 'heading' && block.depth === QUOTATION_DEPTH;
}

function readQuotation(blocks: readonly RootContent[], faults: Faults): WrittenQuotation | null {
  const [heading, quotation, attribution, list, ...others] = blocks;
  if (heading?.type !== 'heading') return null;
  const written = plainText(heading, faults);
  const anchor = written ?? '';
  if (written !== null && (!ANCHOR.test(anchor) || anchor.length > LONGEST_ANCHOR)) {
    faults.add(startOf(heading), complaints.invalidAnchor(anchor));
  }
  for (const block of others) faults.add(startOf(block), complaints.unexpectedBlock());
  if (
    quotation?.type !== 'blockquote' ||
    attribution?.type !== 'paragraph' ||
    list?.type !== 'list'
  ) {
    faults.add(startOf(heading), complaints.incomplete(anchor));
    return null;
  }
  const text = readWords(quotation, faults);
  const spoken = readAttribution(attribution, faults);
  const items = readItems(list, faults);
  if (text === null || spoken === null || items === null) return null;
  return { anchor, text, ...spoken, ...items, place: startOf(heading) };
}

function refuseDuplicates(headings: readonly Heading[], faults: Faults): void {
  const known = new Set<string>();
  for (const heading of headings) {
    const anchor = textIn(heading);
    if (known.has(anchor)) faults.add(startOf(heading), complaints.duplicateAnchor(anchor));
    known.add(anchor);
  }
}

function readWords(blockquote: Blockquote, faults: Faults): string | null {
  const [paragraph, ...others] = blockquote.children;
  if (paragraph?.type !== 'paragraph') {
    faults.add(startOf(blockquote), complaints.emptyQuotation());
    return null;
  }
  for (const block of others) faults.add(startOf(block), complaints.unexpectedBlock());
  const text = plainText(paragraph, faults);
  const words = text === null ? null : foldWhiteSpace(text);
  return within('citation', words, LONGEST_TEXT, paragraph, faults);
}

function readAttribution(paragraph: Paragraph, faults: Faults): SpokenBy | null {
  const line = plainText(paragraph, faults);
  if (line === null) return null;
  const spoken = parseAttributionLine(line);
  if (!('length' in spoken)) return spoken;
  for (const complaint of spoken) faults.add(startOf(paragraph), complaint);
  return null;
}

type Items = Pick<WrittenQuotation, 'topics' | 'thesis'>;

function readItems(list: List, faults: Faults): Items | null {
  const items = new Map<string, string>();
  let unread = 0;
  for (const item of list.children) {
    const [paragraph] = item.children;
    const text = paragraph === undefined ? '' : plainText(paragraph, faults);
    if (text === null) {
      unread += 1;
      continue;
    }
    const [, name = text, value = ''] = /^([^:]*?)\s*:\s*(.*)$/u.exec(text) ?? [];
    if (items.has(name)) faults.add(startOf(item), complaints.duplicateItem(name));
    else if (name !== 'Thèmes' && name !== 'Thèse') {
      faults.add(startOf(item), complaints.unknownItem(name));
    }
    items.set(name, value);
  }
  // An item that could not be read is told already, and may be the one that is missing.
  if (unread > 0) return null;
  const topics = (items.get('Thèmes') ?? '').split(/\s*,\s*/u).filter((topic) => topic !== '');
  const thesis = items.get('Thèse') ?? '';
  const missing = [...(topics.length === 0 ? ['Thèmes'] : []), ...(thesis === '' ? ['Thèse'] : [])];
  for (const name of missing) faults.add(startOf(list), complaints.missingItem(name));
  const complaint = faultOf(topics, thesis);
  if (complaint !== null) faults.add(startOf(list), complaint);
  return missing.length > 0 || complaint !== null ? null : { topics, thesis };
}

function faultOf(topics: readonly string[], thesis: string): Complaint | null {
  if (thesis.length > LONGEST_THESIS) return complaints.tooLong('thèse', LONGEST_THESIS);
  if (!hasNoQuotes(thesis)) return complaints.thesisQuotes();
  if (!topics.every(hasNoQuotes)) return complaints.quotesIn('thème');
  const isLong = topics.some((topic) => topic.length > LONGEST_TOPIC);
  return isLong ? complaints.tooLong('thème', LONGEST_TOPIC) : null;
}

function within(
  what: string,
  text: string | null,
  limit: number,
  node: Nodes,
  faults: Faults,
): string | null {
  if (text === null || text.length <= limit) return text;
  faults.add(startOf(node), complaints.tooLong(what, limit));
  return null;
}

/** The words of a node, on one line; null, with a fault, where Markdown would change them. */
function plainText(node: Nodes, faults: Faults): string | null {
  if (node.type !== 'paragraph' && node.type !== 'heading') {
    faults.add(startOf(node), complaints.unexpectedBlock());
    return null;
  }
  const marked = node.children.find((child) => child.type !== 'text');
  if (marked !== undefined) {
    faults.add(startOf(marked), complaints.notPlainText());
    return null;
  }
  const text = textIn(node);
  const forbidden = forbiddenIn(text);
  if (forbidden === null) return text;
  faults.add(startOf(node), complaints.forbiddenCharacter(forbidden));
  return null;
}

function textIn({ children }: Paragraph | Heading): string {
  const written = children.map((child) => ('value' in child ? child.value : '')).join('');
  // Our own sentences keep their no-break spaces.
  return written.replace(/[ \t\n]+/gu, ' ').trim();
}

function startOf(node: Nodes): Place {
  const { line = 1, column = 1 } = node.position?.start ?? {};
  return { line, column };
}
