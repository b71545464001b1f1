import { type Draft, draftOf, lengthOf } from '../draft.ts';
import { type Block, blocksUnder } from '../html.ts';
import { attribute, closest, type Element, elementsUnder } from '../html-tree.ts';
import { isWithin, marks, wordsOf } from '../html-tree.ts';
import { articleOf } from './article.ts';
import { isForComments } from './comment-marks.ts';
import { isByline } from './page-author.ts';
import { factsOf, type PageFacts } from './page-facts.ts';

/** A shorter one is a card that leads to another page. */
const SHORTEST_POST = 300;
/** A page that is nearly all one article shows the others beside it. */
const MOST_OF_ONE = 2 / 3;
/** « […] », « … »: the rest stands elsewhere. */
const IS_CUT = /(?:…|\.\.\.)[\]) ]*$/u;

/** An article of a page of several, and its words. */
interface Post {
  readonly element: Element;
  readonly title: Element;
  readonly blocks: readonly Block[];
}

/**
 * The articles of a page that shows several whole, each with a title of its own, as the front page of a blog
 * does; none of any other. What answers in a thread has no title, or that of what it answers.
 */
export function articlesIn(elements: readonly Element[]): readonly Post[] {
  const posts = elements
    .filter((each) => isPost(each) && closest(each, (at) => at !== each && isPost(at)) === null)
    .filter((each) => closest(each, isForComments) === null)
    .flatMap((element) => {
      const title = elementsUnder(element).find(isTitle);
      return title === undefined ? [] : [{ element, title, blocks: wordsIn(element) }];
    })
    .filter(({ blocks }) => lengthOf(saidIn(blocks)) >= SHORTEST_POST)
    .filter(({ blocks }) => saidIn(blocks).length > 1)
    .filter(({ blocks }) => !IS_CUT.test(blocks.at(-1)?.text ?? ''));
  const titles = new Set(posts.map(({ title }) => wordsOf(title).replace(/^(?:re ?: ?)+/iu, '')));
  const lengths = posts.map(({ blocks }) => lengthOf(saidIn(blocks)));
  const all = lengths.reduce((sum, length) => sum + length, 0);
  const isOne = lengths.some((length) => length > all * MOST_OF_ONE);
  if (posts.length < 2 || titles.size < posts.length || isOne) return [];
  const body = elements.find(({ tagName }) => tagName === 'body');
  const isMost = body === undefined || all * 2 > lengthOf(saidIn(wordsIn(body)));
  return isMost ? posts : [];
}

function isPost(each: Element): boolean {
  return each.tagName === 'article' || marks(each).some((mark) => /^h-?entry$/u.test(mark));
}

function isTitle(each: Element): boolean {
  return /^h[1-6]$/u.test(each.tagName) && wordsOf(each) !== '';
}

/** What stands in an article, without what frames it and links that stand alone. */
function wordsIn(element: Element): Block[] {
  const skips = (each: Element): boolean =>
    /^(?:aside|footer|header|time)$/u.test(each.tagName) || isByline(each);
  return blocksUnder(element, { breaks: 'line', hasHeadings: true, skips }).filter(
    ({ isLink, isHeading }) => !isLink || isHeading,
  );
}

function saidIn(blocks: readonly Block[]): Block[] {
  return blocks.filter(({ isHeading }) => !isHeading);
}

/** Each post as a work of its own, with what it says of itself, and else what its page says. */
export function draftsOfPosts(posts: readonly Post[], site: PageFacts): Draft[] {
  return posts.map(({ element, title, blocks }) => {
    const own = [...elementsUnder(element)];
    const { author, date } = factsOf(own, null);
    const facts = {
      ...site,
      ...{ author: author ?? site.author, date, url: addressOf(element, title, own, site.url) },
      title: wordsOf(title),
    };
    const kept = new Set([element, ...own]);
    const { turns, isRecord } = articleOf(blocks, kept, saidIn(blocks), facts);
    return draftOf({
      ...facts,
      kind: isRecord ? 'compte rendu' : 'page web',
      typedBy: 'page enregistrée, ni relue ni retapée',
      turns,
      doubts: [
        ...(facts.author === null && !isRecord ? ['l’article ne nomme pas son auteur'] : []),
        ...(date === null ? ['l’article ne dit pas sa date'] : []),
      ],
    });
  });
}

/** Where the title of a post leads, a link that says it lasts, or its place in the page. */
function addressOf(
  element: Element,
  title: Element,
  own: readonly Element[],
  page: string | null,
): string | null {
  const links = own.filter(({ tagName }) => tagName === 'a');
  const lasting = links.filter((each) => attribute(each, 'rel')?.includes('bookmark') === true);
  const titled = links.filter((each) => isWithin(each, title));
  const around = closest(title, ({ tagName }) => tagName === 'a');
  const place = attribute(element, 'id');
  const written = [...titled, ...(around === null ? [] : [around]), ...lasting]
    .map((each) => attribute(each, 'href'))
    .find((each) => each !== null);
  const address = URL.parse(written ?? (place === null ? '' : `#${place}`), page ?? undefined);
  return address !== null && /^https?:$/u.test(address.protocol) ? address.href : page;
}
