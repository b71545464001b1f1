import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';
import { serialize } from 'parse5';
import { foldText } from '../../french/words.ts';
import { lengthOf, named, type Turn } from '../draft.ts';
import { type Block, blocksUnder, isSilent } from '../html.ts';
import { quotedPerson, turnsOfWriter } from '../html-quotations.ts';
import { type Element, elementsUnder, type Page, shortWordsOf, wordsOf } from '../html-tree.ts';
import { isLine } from './comment-lines.ts';
import { chapeauOf, labelledIn, turnsByLabels } from '../texts/record.ts';
import { IS_CIVIL, openingOf } from '../texts/openings.ts';
import type { Record } from '../texts/record-writer.ts';
import { isByline } from './page-author.ts';
import { descriptionsIn, type PageFacts } from './page-facts.ts';

/** How an element is known again in what Readability keeps; one name each, for it merges attributes. */
const PLACE = 'data-place-';

/** What a page holds beside its comments. */
export interface Article {
  readonly turns: readonly Turn[];
  /** Whether labels name who speaks in it. */
  readonly isRecord: boolean;
}

export const NOTHING: Article = { turns: [], isRecord: false };

/** Where an article is looked for. */
interface Place {
  readonly tree: Page;
  readonly root: Element;
  /** The elements outside comments. */
  readonly outside: readonly Element[];
  /** The elements before comments: what follows them is a site’s, or somebody else’s. */
  readonly before: ReadonlySet<Element>;
}

/** The turns of an article: of those whom its labels name, else what its author writes and quotes. */
export function readArticle({ tree, root, outside, before }: Place, facts: PageFacts): Article {
  const isOutside = new Set(outside);
  const skips = (each: Element): boolean => !isOutside.has(each) || isByline(each);
  const directions = stageDirections(before);
  const shown = blocksUnder(root, {
    ...{ breaks: 'line', hasHeadings: true, keeps: (each) => before.has(each) },
    skips: (each) => skips(each) || directions.has(each),
  });
  // Readability comes after: the elements it must not see are taken out of the tree.
  const kept = keptByReadability(tree, outside);
  // What follows comments is a site’s, or leads to other pages.
  const keeps = (each: Element): boolean => kept.has(each) && before.has(each);
  const below = blocksUnder(root, { breaks: 'line', skips, keeps });
  const standfirst = standfirstIn(shown, below, facts.title, descriptionsIn(outside));
  const held = new Set(standfirst.map(({ element }) => element));
  const rest = below.filter(({ element }) => !held.has(element));
  const read = new Set([...kept, ...standfirst.flatMap(({ element }) => element ?? [])]);
  return articleOf(shown, read, [...standfirst, ...rest], facts);
}

const SHORTEST_STANDFIRST = 40;
/** So much of the start of a description tells which words it is of: pages cut descriptions. */
const DESCRIBED = 60;

/** What stands between a title and an article, and is, or begins, what the page tells machines that it says. */
function standfirstIn(
  shown: readonly Block[],
  read: readonly Block[],
  title: string | null,
  descriptions: readonly string[],
): Block[] {
  const startOf = (text: string): string => foldText(text).slice(0, DESCRIBED);
  const isLong = ({ text }: Block): boolean => text.length >= SHORTEST_STANDFIRST;
  const says = (block: Block, description: string): boolean =>
    isLong(block) &&
    (foldText(block.text).includes(startOf(description)) ||
      foldText(description).includes(startOf(block.text)));
  const unread = descriptions.filter((each) => !read.some((block) => says(block, each)));
  const first = read.find(isLong)?.text;
  const end = shown.findIndex(({ text }) => text === first);
  const start = shown.findIndex(
    ({ isHeading, text }) => isHeading && title?.includes(text) === true,
  );
  const found = shown
    .slice(start + 1, Math.max(0, end))
    .filter(
      (block) => unread.some((each) => says(block, each)) && title?.includes(block.text) !== true,
    );
  return [...new Map(found.map((block) => [block.text, block])).values()];
}

/** What blocks tell; `written` are those of the author where no labels name voices. */
export function articleOf(
  shown: readonly Block[],
  kept: ReadonlySet<Element>,
  written: readonly Block[],
  facts: PageFacts,
): Article {
  const record = recordTurns(shown, kept, facts);
  return { turns: record ?? writtenTurns(written, facts), isRecord: record !== null };
}

/**
 * The turns of a page that labels tell the voices of; null where none do. What stands between two labels is
 * part of it, be it a list or a link that Readability drops.
 */
function recordTurns(
  shown: readonly Block[],
  kept: ReadonlySet<Element>,
  facts: PageFacts,
): Turn[] | null {
  // One link after another is a list of contents.
  const isLink = (block: Block | undefined): boolean => block?.isLink === true;
  const paragraphs = shown
    .filter((block, at) => !(block.isLink && (isLink(shown[at - 1]) || isLink(shown[at + 1]))))
    .map((block) => ({
      ...{ ...block, seconds: null, isQuoted: block.quotation !== null },
      quotedName: block.quotation === null ? null : quotedPerson(block.quotation, null).name,
      isKept: block.element !== null && kept.has(block.element),
    }));
  const places = labelledIn(paragraphs);
  const [first = 0, end = 0] = [places[0], places.at(-1)];
  // The words of a name alone on its line stand below it.
  const isAlone = openingOf(paragraphs[end] ?? { text: '', seconds: null })?.words === '';
  const last = isAlone ? end + 1 : end;
  const isDropped = places.some((at) => paragraphs[at]?.isKept === false);
  const outside = paragraphs.filter((each, at) => each.isKept && (at < first || at > last));
  // A list beside the article has labels too: « Anne : merci ! ».
  const isMost = lengthOf(outside) <= lengthOf(paragraphs.slice(first, last + 1));
  const held = paragraphs.filter(
    (each, at) => each.isKept || (isDropped && isMost && at >= first && at <= last),
  );
  const record = turnsByLabels(held, facts);
  if (record === null || !isRecord(record, held)) return null;
  const isMinutes = record.turns.some(({ speaker }) => speaker.role === 'président de séance');
  return [...(isMinutes ? [] : chapeauOf(record, facts.author)), ...record.turns];
}

/** Labels and what stands before them are all of minutes or an interview; of an article, they are a list in it. */
const MOST_OF_RECORD = 0.5;
const MOST_PARAGRAPHS = 4;

function isRecord({ turns, isInterview }: Record, held: readonly Block[]): boolean {
  if (isInterview || turns.some(({ speaker }) => IS_CIVIL.test(speaker.name ?? ''))) return true;
  const said = turns.filter(
    ({ speaker }) => speaker.name !== null || speaker.role === 'intervieweur',
  );
  const paragraphs = said.flatMap((turn) => turn.paragraphs);
  return (
    lengthOf(paragraphs) >= lengthOf(held) * MOST_OF_RECORD &&
    paragraphs.length <= said.length * MOST_PARAGRAPHS
  );
}

const LONGEST_DIRECTION = 300;

/** « (Applaudissements) » in italics among the words of minutes: what is done meanwhile. */
function stageDirections(elements: ReadonlySet<Element>): Set<Element> {
  const found = [...elements].flatMap(({ childNodes }) =>
    childNodes.filter((node, at) => {
      const before = childNodes[at - 1];
      const isWithin = before !== undefined && 'value' in before && /\p{L}/u.test(before.value);
      if (!isWithin || !('tagName' in node) || !/^(?:i|em)$/u.test(node.tagName)) return false;
      return /^\((?:« ?)?\p{Lu}[^()]*\)$/u.test(shortWordsOf(node, LONGEST_DIRECTION) ?? '');
    }),
  );
  return new Set(found.filter((node) => 'tagName' in node));
}

/** What its author writes, cut where somebody is quoted. */
function writtenTurns(blocks: readonly Block[], facts: PageFacts): Turn[] {
  const said = blocks.map(leadsElsewhere);
  const [from, to] = [said.indexOf(false), said.lastIndexOf(false)];
  // Within the article, a link alone may be what it cites.
  const own = blocks.filter((block, at) => at >= from && at <= to && !isInvitation(block));
  return turnsOfWriter(from < 0 ? blocks : own, { speaker: named(facts.author, 'auteur') });
}

/** Whether a block over or under an article is no more than a link, or when it was published. */
function leadsElsewhere(block: Block): boolean {
  const isDate = /\d/u.test(block.text) && isLine(block.text);
  return block.quotation === null && (block.isLink || isDate || isInvitation(block));
}

/** « Lire aussi : La piscine », whose last words are a link: the page’s, and not its author’s. */
function isInvitation({ text, element }: Block): boolean {
  const links = element === null ? [] : [...elementsUnder(element)].filter(isLink);
  return (
    INVITES.test(text) && links.some((each) => wordsOf(each) !== '' && text.endsWith(wordsOf(each)))
  );
}

const INVITES =
  /^(?:>+ ?)?(?:(?:à |a )?(?:lire|relire|voir|écouter)(?: (?:aussi|également|sur|en ligne))?|read (?:also|more)|see also|lesen sie auch)(?!\p{L})/iu;

function isLink({ tagName }: Element): boolean {
  return tagName === 'a';
}

/** The elements that Readability takes for the article. */
function keptByReadability(tree: Page, outside: readonly Element[]): Set<Element> {
  const isOutside = new Set(outside);
  for (const [place, element] of outside.entries()) {
    element.attrs.push({ name: `${PLACE}${place}`, value: '' });
    // It puts bare text in place of links to programs.
    const link = element.attrs.find(({ name }) => name === 'href');
    if (link?.value.startsWith('javascript:') === true) link.value = '#';
    element.childNodes = element.childNodes.filter(
      (child) => !('tagName' in child) || (isOutside.has(child) && !isUnread(child)),
    );
  }
  // Both libraries name the types of a browser, which this project has none of.
  // eslint-disable-next-line @typescript-eslint/no-unsafe-assignment -- see above
  const { document } = parseHTML(serialize(tree));
  const content = new Readability(document, { charThreshold: 0 }).parse()?.content ?? '';
  const places = content.matchAll(/ data-place-(\d+)=/gu);
  return new Set([...places].flatMap(([, place]) => outside[Number(place)] ?? []));
}

/** Metadata stay in the head, and headings tell Readability where the article is. */
function isUnread(element: Element): boolean {
  return !/^(?:head|h[1-6])$/u.test(element.tagName) && isSilent(element);
}
