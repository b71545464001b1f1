import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';
import { serialize } from 'parse5';
import { writesDayFirst } from '../dates.ts';
import { type Draft, type Turn, draftOf, named, turnOf, unnamed } from '../draft.ts';
import { type BroughtFile, type Format, ImportFault } from '../format.ts';
import { type Block, blocksUnder, doubtOnQuoted, isSilent, quotedPerson } from '../html.ts';
import { stretchesOf } from '../html.ts';
import { attribute, type Element, elementsUnder, type Page, treeOfPage } from '../html-tree.ts';
import { wordsOf } from '../html-tree.ts';
import { type CommentArea, commentAreas } from './comment-areas.ts';
import { commentTurns, type ReadComment, readComments } from './page-comments.ts';
import { type PageFacts, factsOf, isByline } from './page-facts.ts';

/** How an element is known again in what Readability keeps; one name each, for it merges attributes. */
const PLACE = 'data-place-';

/** Shorter paragraphs among comments are mostly what a site says to whoever writes one. */
const SHORTEST_LEFT = 200;
/** A paragraph is known again by them: a link to answer it may follow. */
const FIRST_CHARACTERS = 60;

export const page: Format = {
  label: 'page web',
  recognises: ({ name, bytes }) => {
    if (/\.x?html?$/iu.test(name)) return true;
    const start = new TextDecoder('latin1').decode(bytes.subarray(0, 1024)).replaceAll('\0', '');
    return /^\W{0,3}\s*<(?:!doctype\s+html|html)\b/iu.test(start);
  },
  *read(file) {
    yield draftIn(file);
  },
};

function draftIn(file: BroughtFile): Draft {
  const tree = treeOfPage(file);
  const elements = [...elementsUnder(tree)];
  const root = elements.find(({ tagName }) => tagName === 'body');
  const isFirst = isDayFirst(elements);
  const areas = (root === undefined ? [] : commentAreas(root)).filter(
    (area) => !area.isDeduced || readComments([area], isFirst).length > 0,
  );
  const ofComments = new Set(
    areas.flatMap((area) => area.elements.flatMap((each) => [each, ...elementsUnder(each)])),
  );
  const outside = elements.filter((each) => !ofComments.has(each));
  const facts = factsOf(outside, file.address);
  const comments = readComments(areas, isFirst);
  const firstUnit = comments[0]?.unit;
  const end = firstUnit === undefined ? elements.length : elements.indexOf(firstUnit);
  const before = new Set(elements.slice(0, end));
  // What Readability keeps is read last: the elements it must not see are taken out of the tree.
  const blocks = root === undefined ? [] : articleBlocks(tree, root, outside, before);
  const article = articleTurns(blocks, facts);
  const turns = [...article, ...commentTurns(comments, article, facts)];
  if (turns.length === 0) {
    throw new ImportFault(
      `${file.name} ne contient pas de texte à citer : enregistrez la page entière`,
    );
  }
  return draftOf({
    ...facts,
    kind: 'page web',
    typedBy: 'page enregistrée, ni relue ni retapée',
    turns,
    doubts: [...doubtOnComments(areas, comments), ...doubtsOf(facts)],
  });
}

/** Whether a page writes 03/04 for the third of April, as French does. */
function isDayFirst([first, ...others]: readonly Element[]): boolean {
  if (first === undefined) return false;
  const language = attribute(first, 'lang') ?? attribute(first, 'xml:lang') ?? '';
  if (/^fr/iu.test(language)) return true;
  const body = others.find(({ tagName }) => tagName === 'body');
  return body !== undefined && writesDayFirst(wordsOf(body));
}

/** What stands among comments and is in none of them is nobody’s known: it is left out, and said. */
function doubtOnComments(
  areas: readonly CommentArea[],
  comments: readonly ReadComment[],
): string[] {
  const said = new Set(
    comments.flatMap(({ stretches }) =>
      stretches.flatMap(({ paragraphs }) =>
        paragraphs.map(({ text }) => text.slice(0, FIRST_CHARACTERS)),
      ),
    ),
  );
  const left = areas
    .filter(({ isDigest }) => !isDigest)
    .flatMap(({ elements }) => elements.flatMap((each) => blocksUnder(each, { breaks: 'line' })))
    .filter(
      ({ text }) => text.length >= SHORTEST_LEFT && !said.has(text.slice(0, FIRST_CHARACTERS)),
    );
  if (left.length === 0) return [];
  return [`parmi les commentaires, ${left.length} paragraphes n’ont pas de voix et sont laissés`];
}

function doubtsOf({ author, date, title, url }: PageFacts): string[] {
  return [
    ...(author === null ? ['la page ne nomme pas son auteur'] : []),
    ...(date === null ? ['la page ne dit pas sa date'] : []),
    ...(title === null ? ['la page n’a pas de titre'] : []),
    ...(url === null ? ['la page ne dit pas son adresse'] : []),
  ];
}

/** The article, which ends where comments begin: what follows them is a site’s, or somebody else’s. */
function articleBlocks(
  tree: Page,
  root: Element,
  outside: readonly Element[],
  before: ReadonlySet<Element>,
): Block[] {
  const kept = keptByReadability(tree, outside);
  const isOutside = new Set(outside);
  const skips = (each: Element): boolean => !isOutside.has(each) || isByline(each);
  const blocks = (keeps: (each: Element) => boolean): Block[] =>
    blocksUnder(root, { breaks: 'line', skips, keeps });
  const article = blocks((each) => kept.has(each) && before.has(each));
  return article.length > 0 ? article : blocks((each) => kept.has(each));
}

/** The elements that Readability takes for the article. */
function keptByReadability(tree: Page, outside: readonly Element[]): Set<Element> {
  const isOutside = new Set(outside);
  for (const [place, element] of outside.entries()) {
    element.attrs.push({ name: `${PLACE}${place}`, value: '' });
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

/** The article's turns: what its author writes, cut where somebody is quoted. */
function articleTurns(blocks: readonly Block[], facts: PageFacts): Turn[] {
  return stretchesOf(blocks).map(({ quotation, paragraphs }) =>
    turnIn(quotation, paragraphs, facts),
  );
}

function turnIn(quotation: Element | null, paragraphs: Turn['paragraphs'], facts: PageFacts): Turn {
  if (quotation === null) {
    const { author } = facts;
    const speaker = author === null ? unnamed('auteur') : named(author, 'auteur');
    return turnOf({ speaker, paragraphs });
  }
  const speaker = quotedPerson(quotation, facts.author);
  return turnOf({ speaker, paragraphs, doubt: doubtOnQuoted(speaker) });
}
