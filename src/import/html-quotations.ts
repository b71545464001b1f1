import { readerText } from './bounds.ts';
import { type Paragraph, quotedOver, type Speaker, type Turn, turnOf } from './draft.ts';
import { UNSIGNED_QUOTATION } from './draft.ts';
import { closest, type Element, elementsUnder, parentOf, wordsOf } from './html-tree.ts';

/** Neighbouring paragraphs of one voice: of the writer, where they stand in no quotation. */
export interface Stretch {
  readonly quotation: Element | null;
  readonly paragraphs: Paragraph[];
}

type Written = readonly { readonly text: string; readonly quotation: Element | null }[];

export function stretchesOf(blocks: Written): Stretch[] {
  const stretches: Stretch[] = [];
  for (const { text, quotation } of blocks) {
    if (quotation !== null && isPosted(text)) continue;
    if (stretches.at(-1)?.quotation !== quotation) stretches.push({ quotation, paragraphs: [] });
    stretches.at(-1)?.paragraphs.push({ text, seconds: null });
  }
  return stretches;
}

/** What one person writes, cut where somebody is quoted. */
export function turnsOfWriter(
  blocks: Written,
  writer: Pick<Turn, 'speaker'> & Partial<Turn>,
): Turn[] {
  return stretchesOf(blocks).map(({ quotation, paragraphs }) => {
    if (quotation === null) return turnOf({ ...writer, paragraphs });
    const speaker = quotedPerson(quotation, writer.speaker.name);
    return turnOf({ speaker, paragraphs, doubt: doubtOnQuoted(speaker) });
  });
}

/** The person a quotation is of: whom it names under its words, else somebody unknown. */
export function quotedPerson(quotation: Element, quotedBy: string | null): Speaker {
  const names = [...elementsUnder(quotation)]
    .filter((each) => isAttribution(each) && quotationAround(each) === quotation)
    .map(personNamed);
  const posted = POSTED.exec(wordsOf(quotation))?.groups?.['name'] ?? null;
  return quotedOver(names.find((each) => each !== null) ?? posted, quotedBy);
}

/** Under a message shown on another page, who posted it: « — Anne Roux (@anne) 3 mai 2012 ». */
const POSTED = /[—–] ?(?<name>[^—–()]{2,60}?) \(@\w+\)[^()]{0,40}$/u;

/** Whether a paragraph of a quotation only says who posted it, and when. */
function isPosted(text: string): boolean {
  return /^[—–]/u.test(text) && POSTED.test(text);
}

/** What somebody should look at in a quotation. */
export function doubtOnQuoted({ name }: Speaker): string {
  return name === null
    ? UNSIGNED_QUOTATION
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
    const isDashed = /^[—–-]/u.test(wordsOf(element));
    return isDashed && isLast(element, quotation) && personNamed(element) !== null;
  }
  const isAlone = !parentOf(element)?.childNodes.some(isText);
  return isAlone || isLast(element, quotation);
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
