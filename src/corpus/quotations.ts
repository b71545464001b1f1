import { fromMarkdown } from 'mdast-util-from-markdown';
import type { Blockquote, Heading, List, Nodes, Paragraph, RootContent } from 'mdast';
import type { Thesis } from '../debate/passage.ts';
import { foldWhiteSpace } from '../french/typography.ts';
import { hasNoQuotes, parseAttributionLine } from './attribution-line.ts';
import type { SpokenBy } from './attribution-line.ts';
import { complaints } from './faults.ts';
import { forbiddenIn } from './decode.ts';
import type { Complaint, Faults, Place } from './faults.ts';

/** One quotation as the file writes it, before it is given its work. */
export interface WrittenQuotation extends SpokenBy {
  readonly anchor: string;
  readonly text: string;
  readonly topics: readonly string[];
  readonly thesis: Thesis | null;
  readonly searchWords: readonly string[];
  /** Where its heading stands in the file. */
  readonly place: Place;
}

const ANCHOR = /^[a-z0-9]+(?:-[a-z0-9]+)*$/u;
const LONGEST_ANCHOR = 40;
const LONGEST_TEXT = 5_000;
const LONGEST_THESIS = 300;
const LONGEST_TOPIC = 60;
/** All the search words of one quotation together. */
const LONGEST_SEARCH_WORDS = 1_000;
/** The items of a quotation's list; those that a model proposed say so until a person has read them. */
export const ITEMS = {
  topics: 'Thèmes',
  thesis: 'Thèse',
  proposedTopics: 'Thèmes proposés',
  proposedThesis: 'Thèse proposée',
  searchWords: 'Mots de recherche',
} as const;
const ITEM_NAMES: readonly string[] = Object.values(ITEMS);
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
    (list !== undefined && list.type !== 'list')
  ) {
    faults.add(startOf(heading), complaints.incomplete(anchor));
    return null;
  }
  const text = readWords(quotation, faults);
  const spoken = readAttribution(attribution, faults);
  const items = list === undefined ? NO_ITEMS : readItems(list, faults);
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
  if (words === null || words.length <= LONGEST_TEXT) return words;
  faults.add(startOf(paragraph), complaints.tooLong('citation', LONGEST_TEXT));
  return null;
}

function readAttribution(paragraph: Paragraph, faults: Faults): SpokenBy | null {
  const line = plainText(paragraph, faults);
  if (line === null) return null;
  const spoken = parseAttributionLine(line);
  if (!('length' in spoken)) return spoken;
  for (const complaint of spoken) faults.add(startOf(paragraph), complaint);
  return null;
}

type Items = Pick<WrittenQuotation, 'topics' | 'thesis' | 'searchWords'>;
const NO_ITEMS: Items = { topics: [], thesis: null, searchWords: [] };

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
    else if (!ITEM_NAMES.includes(name)) {
      faults.add(startOf(item), complaints.unknownItem(name, ITEM_NAMES));
    } else if (value === '') faults.add(startOf(item), complaints.missingItem(name));
    items.set(name, value);
  }
  // An item that could not be read is told already, and may be the one that is missing.
  if (unread > 0) return null;
  const complaint = faultOf(items);
  if (complaint !== null) faults.add(startOf(list), complaint);
  return complaint === null ? itemsOf(items) : null;
}

function itemsOf(items: ReadonlyMap<string, string>): Items {
  const proposed = items.get(ITEMS.proposedThesis);
  const text = items.get(ITEMS.thesis) ?? proposed;
  return {
    topics: topicsIn(items.get(ITEMS.topics)),
    thesis: text === undefined ? null : { text, isRead: proposed === undefined },
    searchWords: [
      ...topicsIn(items.get(ITEMS.proposedTopics)),
      ...(items.get(ITEMS.searchWords) ?? '').split(/\s*;\s*/u).filter((words) => words !== ''),
    ],
  };
}

function topicsIn(written = ''): string[] {
  return written.split(/\s*,\s*/u).filter((topic) => topic !== '');
}

function faultOf(items: ReadonlyMap<string, string>): Complaint | null {
  const [thesis, proposed] = [items.get(ITEMS.thesis), items.get(ITEMS.proposedThesis)];
  const topics = [ITEMS.topics, ITEMS.proposedTopics].flatMap((name) => topicsIn(items.get(name)));
  if (thesis !== undefined && proposed !== undefined) return complaints.thesisTwice();
  // Who has read a passage knows what it speaks of.
  if (thesis !== undefined && !items.has(ITEMS.topics)) return complaints.missingItem(ITEMS.topics);
  const searchWords = items.get(ITEMS.searchWords) ?? '';
  if (searchWords.length > LONGEST_SEARCH_WORDS) {
    return complaints.tooLong(ITEMS.searchWords, LONGEST_SEARCH_WORDS);
  }
  return faultOfThesis(thesis ?? proposed ?? '') ?? faultOfTopics(topics);
}

function faultOfThesis(thesis: string): Complaint | null {
  if (thesis.length > LONGEST_THESIS) return complaints.tooLong('thèse', LONGEST_THESIS);
  // References to quotations stand between square brackets.
  if (/[[\]]/u.test(thesis)) return complaints.thesisBrackets();
  return hasNoQuotes(thesis) ? null : complaints.thesisQuotes();
}

function faultOfTopics(topics: readonly string[]): Complaint | null {
  if (!topics.every(hasNoQuotes)) return complaints.quotesIn('thème');
  const isLong = topics.some((topic) => topic.length > LONGEST_TOPIC);
  return isLong ? complaints.tooLong('thème', LONGEST_TOPIC) : null;
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
