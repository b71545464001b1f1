import type { Blockquote, Heading, Paragraph, RootContent } from 'mdast';
import { foldWhiteSpace } from '../french/typography.ts';
import { parseAttributionLine, type SpokenBy } from './attribution-line.ts';
import { partsOf, plainText, startOf, textIn } from './blocks.ts';
import { complaints, type Faults, FIRST, type Place } from './faults.ts';
import { readItems, type Items } from './items.ts';

/** One passage as the file writes it, before it is given its work. */
export interface WrittenQuotation extends SpokenBy, Items {
  readonly anchor: string;
  /** Null where the words are not quoted. */
  readonly text: string | null;
  /** Where its heading stands in the file. */
  readonly at: Place;
}

const ANCHOR = /^[a-z0-9]+(?:-[a-z0-9]+)*$/u;
const LONGEST_ANCHOR = 40;
const LONGEST_TEXT = 5_000;
const TITLE_DEPTH = 1;
const QUOTATION_DEPTH = 2;

/** Work that may stop at any step, for others to be served before it goes on. */
export type Steps<Result> = Generator<undefined, Result>;

/** The title and quotations of a Markdown body; what is wrong goes to `faults`. */
export function* readQuotations(
  body: string,
  faults: Faults,
): Steps<{ title: string | null; quotations: WrittenQuotation[] }> {
  const quotations: WrittenQuotation[] = [];
  const anchors = new Set<string>();
  let title: Heading | undefined;
  for (const part of partsOf(body)) {
    const blocks = part.filter((block) => block.type !== 'html');
    title ??= blocks
      .filter((block) => block.type === 'heading')
      .find(({ depth }) => depth === TITLE_DEPTH);
    const starts = blocks.flatMap((block, index) => (isAnchor(block) ? [index] : []));
    for (const [index, start] of starts.entries()) {
      const quotation = readQuotation(blocks.slice(start, starts[index + 1]), faults);
      if (quotation !== null) quotations.push(quotation);
    }
    refuseDuplicates(blocks.filter(isAnchor), anchors, faults);
    yield;
  }
  if (anchors.size === 0) faults.add(FIRST, complaints.noQuotation());
  return { title: title === undefined ? null : plainText(title, faults), quotations };
}

function isAnchor(block: RootContent): block is Heading {
  return block.type === 'heading' && block.depth === QUOTATION_DEPTH;
}

function readQuotation(blocks: readonly RootContent[], faults: Faults): WrittenQuotation | null {
  const [heading, ...under] = blocks;
  if (heading?.type !== 'heading') return null;
  const written = plainText(heading, faults);
  const anchor = written ?? '';
  if (written === '' && under.length === 0) {
    faults.add(startOf(heading), complaints.emptyHeading());
    return null;
  }
  if (written !== null && (!ANCHOR.test(anchor) || anchor.length > LONGEST_ANCHOR)) {
    faults.add(startOf(heading), complaints.invalidAnchor(anchor));
  }
  const quotation = under[0]?.type === 'blockquote' ? under[0] : null;
  const [attribution, list, ...others] = quotation === null ? under : under.slice(1);
  if (attribution?.type !== 'paragraph' || (list !== undefined && list.type !== 'list')) {
    faults.add(startOf(heading), complaints.incomplete(anchor));
    return null;
  }
  for (const block of others) faults.add(startOf(block), complaints.unexpectedBlock());
  const text = quotation === null ? null : readWords(quotation, faults);
  const spoken = readAttribution(attribution, faults);
  const items = readItems(list, faults);
  const isTold = (quotation === null) === (items !== null && items.place !== null);
  if (items !== null && !isTold) {
    const complaint =
      quotation === null ? complaints.withoutWords(anchor) : complaints.placeOfWords();
    faults.add(startOf(heading), complaint);
  }
  if ((quotation !== null && text === null) || spoken === null || items === null) return null;
  return { anchor, text, ...spoken, ...items, at: startOf(heading) };
}

function refuseDuplicates(headings: readonly Heading[], known: Set<string>, faults: Faults): void {
  for (const heading of headings) {
    const anchor = textIn(heading);
    if (anchor !== '' && known.has(anchor))
      faults.add(startOf(heading), complaints.duplicateAnchor(anchor));
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
