import { dateIn } from '../dates.ts';
import { FULL_NAME } from '../quoting/names.ts';
import { attribute, childrenOf, closest, type Element, elementsUnder } from '../html-tree.ts';
import { innermost, marks, parentOf, shortWordsOf, wordsOf } from '../html-tree.ts';

/** What WordPress has in a link to all that an author wrote. */
const BEFORE_NAME = /^(?:par|view all posts by|voir tous les articles (?:de|par))\s+/iu;

/** The one person named: an address is no name, and of several none speaks. */
export function personNamed(written: string | null): string | null {
  // What is said again is for those who hear the page.
  const name = written?.replace(BEFORE_NAME, '').replace(/^(.{4,}?) ?\1$/u, '$1') ?? null;
  return name === null || name === '' || /:\/\/|@|\s(?:et|and|par|by)\s|[,;&]/iu.test(name)
    ? null
    : name;
}

/** « author », « auteurs », « entry-author », « head__author-link--text »; not « author-bio ». */
const AUTHOR =
  /^(?:(?:post|entry|article|story|news|content|info|p|h|wp-block-post)[-_]{1,2})?(?:author|auteur|byline)s?(?:[-_]{1,2}name)?$|__(?:author|auteur)s?(?:[-_](?:name|link))?(?:--[a-z]+)?$/iu;

/** The one person who signs beside the title, or in a line of their own. */
export function byline(elements: readonly Element[], publisher: string | null): string | null {
  const signing = elements.filter(
    (each) =>
      !isOfAnother(each) &&
      (attribute(each, 'rel')?.split(/\s+/u).includes('author') === true ||
        attribute(each, 'itemprop') === 'author' ||
        AUTHORS_PAGE.test(attribute(each, 'href') ?? '') ||
        isAuthor(each) ||
        isBesideLabel(each)),
  );
  const found = innermost(besideTitle(elements, signing));
  const linked = found.filter((each) => each.tagName === 'a' || marks(each).includes('fn'));
  const names = [linked, found]
    .map((some) => new Set(some.map((each) => personNamed(wordsOf(each))).filter(isName)))
    .find(({ size }) => size > 0);
  const written = names ?? new Set(elements.map(signatureIn).filter(isName));
  const [name = null] = written.size === 1 ? written : [];
  return name === publisher ? null : name;
}

/** Whether the page tells machines that an element signs a book, say, which the page is about. */
function isOfAnother(element: Element): boolean {
  const isThing = (each: Element): boolean =>
    attribute(each, 'itemscope') !== null && attribute(each, 'itemprop') !== 'author';
  const thing = closest(element, isThing);
  const type = (thing === null ? null : attribute(thing, 'itemtype')) ?? '';
  return type !== '' && !/(?:Article|Posting|Page|Blog|CreativeWork|Report|Review)$/u.test(type);
}

/** Those in the innermost element that holds the title too: others sign what the page leads to. */
export function besideTitle(elements: readonly Element[], signing: readonly Element[]): Element[] {
  const window = elements.find(({ tagName }) => tagName === 'title');
  const title = window === undefined ? '' : wordsOf(window);
  // The name of the site may be a heading too: as a rule, it is shorter.
  const [titled] = elements
    .filter(({ tagName }) => /^h[1-3]$/u.test(tagName))
    .map((heading) => ({ heading, words: wordsOf(heading) }))
    .filter(({ words }) => words !== '' && title.includes(words))
    .toSorted((a, b) => b.words.length - a.words.length);
  const heading = titled?.heading ?? elements.find(({ tagName }) => tagName === 'h1') ?? null;
  const around = new Map<Element, number>();
  for (let at = heading; at !== null; at = parentOf(at)) around.set(at, around.size);
  const depths = signing.map((each) => {
    const shared = closest(each, (at) => around.has(at));
    return (shared === null ? undefined : around.get(shared)) ?? around.size;
  });
  const nearest = depths.reduce((least, each) => Math.min(least, each), Infinity);
  return signing.filter((_, place) => depths[place] === nearest);
}

/** The address of what an author wrote. */
const AUTHORS_PAGE = /\/(?:auteure?|autrice|author)s?\/(?:\d+\/)?[^/?#]+\/?$/iu;

/** Whether « Auteur : » stands before an element, as in a list of terms or in the line of a link. */
function isBesideLabel(element: Element): boolean {
  if (!/^(?:a|dd|td)$/u.test(element.tagName)) return false;
  const siblings = childrenOf(parentOf(element) ?? element);
  const before = siblings[siblings.indexOf(element) - 1];
  const label = before === undefined ? null : shortWordsOf(before, LONGEST_SIGNATURE);
  return /^(?:auteur(?:e|·e)?|autrice|author)s?\s?:?$/iu.test(label ?? '');
}

function isName(name: string | null): name is string {
  return name !== null && name.length <= LONGEST_NAME;
}

const LONGEST_NAME = 60;
const LONGEST_SIGNATURE = 200;
/** « Par Hélène Brissac le 14 octobre 2009 », « Publié le 3 mai par Luc Roy », « Un texte de Luc Roy », in a line of its own. */
const SIGNATURE = new RegExp(
  [
    String.raw`(?:^|^(?:Publié|Posté|Écrit|Rédigé|(?:\p{L}+ )?\d{1,2}(?:er)? \p{L}+ \d{4})(?= )[^.?!]{0,60}? )[Pp]ar (?<name>${FULL_NAME})(?=$| (?:le|dans|à|[-–|·•])|[,|·•])`,
    String.raw`^Une? (?:texte|article|billet|reportage|enquête) d(?:e |['’])(?<name>${FULL_NAME})(?=$| (?:pour|d(?:e |['’])))`,
  ].join('|'),
  'u',
);

/** Whether an element only says who wrote the page, and when. */
export function isByline(element: Element): boolean {
  if (isAuthor(element) || signatureIn(element) !== null) return true;
  const text = shortWordsOf(element, LONGEST_SIGNATURE);
  const author = text === null ? undefined : elementsUnder(element).find(isAuthor);
  if (text === null || author === undefined) return false;
  const rest = text.replace(wordsOf(author), '');
  return dateIn(rest) !== null || rest.length <= LONGEST_NAME;
}

function isAuthor(element: Element): boolean {
  return marks(element).some((mark) => AUTHOR.test(mark));
}

function signatureIn(element: Element): string | null {
  if (!/^(?:p|div|span|li|small|address|time|h[2-6])$/u.test(element.tagName)) return null;
  const text = shortWordsOf(element, LONGEST_SIGNATURE);
  const name = text === null ? null : (SIGNATURE.exec(text)?.groups?.['name'] ?? null);
  // « <b>Lise Morin</b> d’<i>Enquêtes</i> » is no « Jean d’Ormesson ».
  const marked = childrenOf(element)
    .map(wordsOf)
    .find((words) => words.includes(' ') && name?.startsWith(words) === true);
  return marked ?? name;
}
