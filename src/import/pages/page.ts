import { writesDayFirst } from '../dates.ts';
import { type Draft, draftOf, lengthOf, type Turn } from '../draft.ts';
import { type BroughtFile, type Format, ImportFault } from '../format.ts';
import { blocksUnder } from '../html.ts';
import { attribute, type Element, elementsUnder, treeOfPage, wordsOf } from '../html-tree.ts';
import { NOTHING, readArticle } from './article.ts';
import type { CommentArea } from './comment-areas.ts';
import { commentTurns } from './comment-turns.ts';
import { commentsOn, type PageComments, type ReadComment } from './page-comments.ts';
import { type PageFacts, factsOf } from './page-facts.ts';
import { IS_CIVIL } from '../texts/openings.ts';
import { labelledIn } from '../texts/record.ts';
import { startOf } from '../xml.ts';
import { articlesIn, draftsOfPosts } from './posts.ts';

/** Shorter paragraphs among comments are mostly what a site says to whoever writes one. */
const SHORTEST_LEFT = 200;
/** A paragraph is known again by them: a link to answer it may follow. */
const FIRST_CHARACTERS = 60;

export const page: Format = {
  label: 'page web',
  ending: '.html',
  recognises: (file) =>
    /\.x?html?$/iu.test(file.name) ||
    /^\W{0,3}\s*<(?:!doctype\s+html|html)\b/iu.test(startOf(file, 1024)),
  read: readPage,
};

function* readPage(file: BroughtFile): Iterable<Draft> {
  const tree = treeOfPage(file);
  const elements = [...elementsUnder(tree)];
  const root = elements.find(({ tagName }) => tagName === 'body');
  const isFirst = isDayFirst(elements);
  const nothing = new ImportFault(
    `${file.name} ne contient pas de texte à citer : enregistrez la page entière`,
  );
  if (root === undefined) throw nothing;
  const found = commentsOn(root, isFirst);
  const isMinutes = found.isThread && isRecord(root, found.comments.length);
  const { areas, comments, isThread } = isMinutes ? NO_COMMENTS : found;
  const ofComments = new Set(
    areas.flatMap((area) => area.elements.flatMap((each) => [each, ...elementsUnder(each)])),
  );
  const outside = elements.filter((each) => !ofComments.has(each));
  const said = factsOf(outside, file.address, isFirst);
  const posts = isThread || comments.length === 0 ? articlesIn(elements) : [];
  if (posts.length > 0) {
    yield* draftsOfPosts(posts, said);
    return;
  }
  const firstUnit = comments[0]?.unit;
  const end = firstUnit === undefined ? elements.length : elements.indexOf(firstUnit);
  const before = new Set(elements.slice(0, end));
  const read = readArticle({ tree, root, outside, before }, said);
  // A page of posts has no article; what it writes above them is shorter.
  const isArticle =
    !isThread ||
    lengthOf(paragraphsIn(read.turns)) >
      Math.max(...comments.map(({ stretches }) => lengthOf(paragraphsIn(stretches))));
  const facts = isArticle ? said : { ...said, author: null };
  const article = isArticle ? read : NOTHING;
  const turns = [...article.turns, ...commentTurns(comments, article.turns, facts)];
  if (turns.length === 0) throw nothing;
  const kind = article.isRecord ? 'compte rendu' : 'page web';
  yield draftOf({
    ...facts,
    kind: isArticle ? kind : 'fil de discussion',
    typedBy: 'page enregistrée, ni relue ni retapée',
    turns,
    doubts: [
      ...doubtOnComments(areas, comments),
      ...doubtsOf(facts, isArticle && !article.isRecord),
    ],
  });
}

const NO_COMMENTS: PageComments = { areas: [], comments: [], isThread: false };

/** Whether at least so many lines name by a civility who speaks: minutes are built again and again too. */
function isRecord(root: Element, speeches: number): boolean {
  const blocks = blocksUnder(root, { breaks: 'line', hasHeadings: true });
  const labelled = labelledIn(blocks.map((block) => ({ ...block, seconds: null })));
  const civil = labelled.filter((at) => IS_CIVIL.test(blocks[at]?.text ?? ''));
  return civil.length >= speeches;
}

function paragraphsIn(parts: readonly Pick<Turn, 'paragraphs'>[]): Turn['paragraphs'] {
  return parts.flatMap(({ paragraphs }) => paragraphs);
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
      paragraphsIn(stretches).map(({ text }) => text.slice(0, FIRST_CHARACTERS)),
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

function doubtsOf({ author, date, title, url }: PageFacts, isArticle: boolean): string[] {
  return [
    ...(author === null && isArticle ? ['la page ne nomme pas son auteur'] : []),
    ...(date === null ? ['la page ne dit pas sa date'] : []),
    ...(title === null ? ['la page n’a pas de titre'] : []),
    ...(url === null ? ['la page ne dit pas son adresse'] : []),
  ];
}
