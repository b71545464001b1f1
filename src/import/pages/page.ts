import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';
import { serialize } from 'parse5';
import { type Draft, type Turn, draftOf, named, turnOf, unnamed } from '../draft.ts';
import { type BroughtFile, type Format, ImportFault } from '../format.ts';
import { type Block, blocksUnder, doubtOnQuoted, isSilent, quotedPerson } from '../html.ts';
import { stretchesOf } from '../html.ts';
import { type Element, elementsUnder, type Page, parentOf, treeOfPage } from '../html-tree.ts';
import { commentTurns, isCommentArea } from './page-comments.ts';
import { type PageFacts, factsOf } from './page-facts.ts';

/** How an element is known again in what Readability keeps; one name each, for it merges attributes. */
const PLACE = 'data-place-';

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
  const areas = new Set(elements.filter(isCommentArea));
  const ofComments = new Set<Element>();
  for (const each of elements) {
    const parent = parentOf(each);
    if (areas.has(each) || (parent !== null && ofComments.has(parent))) ofComments.add(each);
  }
  const outside = elements.filter((each) => !ofComments.has(each));
  const facts = factsOf(outside, file.address);
  const root = elements.find(({ tagName }) => tagName === 'body');
  const comments = commentTurns(elements, facts);
  const blocks = root === undefined ? [] : articleBlocks(tree, root, outside, ofComments);
  const turns = [...articleTurns(blocks, facts), ...comments];
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
    doubts: doubtsOf(facts),
  });
}

function doubtsOf({ author, date, title, url }: PageFacts): string[] {
  return [
    ...(author === null ? ['la page ne nomme pas son auteur'] : []),
    ...(date === null ? ['la page ne dit pas sa date'] : []),
    ...(title === null ? ['la page n’a pas de titre'] : []),
    ...(url === null ? ['la page ne dit pas son adresse'] : []),
  ];
}

function articleBlocks(
  tree: Page,
  root: Element,
  outside: readonly Element[],
  ofComments: ReadonlySet<Element>,
): Block[] {
  const kept = keptByReadability(tree, outside, ofComments);
  return blocksUnder(root, {
    breaks: 'line',
    skips: (each) => ofComments.has(each),
    keeps: (each) => kept.has(each),
  });
}

/** The elements that Readability takes for the article. */
function keptByReadability(
  tree: Page,
  outside: readonly Element[],
  ofComments: ReadonlySet<Element>,
): Set<Element> {
  for (const [place, element] of outside.entries()) {
    element.attrs.push({ name: `${PLACE}${place}`, value: '' });
    element.childNodes = element.childNodes.filter(
      (child) => !('tagName' in child) || !(ofComments.has(child) || isUnread(child)),
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
