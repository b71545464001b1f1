import { addressIn, readerText } from '../bounds.ts';
import { dateIn } from '../dates.ts';
import { innermost } from './comment-anchors.ts';
import { FULL_NAME } from '../quoting/names.ts';
import { attribute, childrenOf, closest, type Element, elementsUnder } from '../html-tree.ts';
import { marks, parentOf, shortWordsOf, wordsOf } from '../html-tree.ts';

/** What a page says of its article. */
export interface PageFacts {
  readonly title: string | null;
  readonly author: string | null;
  readonly publisher: string | null;
  readonly date: string | null;
  readonly url: string | null;
}

type Fields = Readonly<Record<string, unknown>>;

/** What a page says of its article; `elements` are those outside its comments. */
export function factsOf(elements: readonly Element[], address: string | null): PageFacts {
  const meta = (...names: string[]): string | null => metaOf(elements, names);
  const article = articleData(elements);
  const link = elements.find(
    (each) => each.tagName === 'link' && attribute(each, 'rel') === 'canonical',
  );
  const canonical = link === undefined ? null : attribute(link, 'href');
  const publisher =
    nameIn(article?.['publisher']) ?? meta('og:site_name', 'dc.publisher') ?? siteIn(elements);
  // A site that gives its own name as the author's names nobody.
  const author = [personIn(article?.['author']), personIn(meta('author', 'dc.creator'))].find(
    (name) => name !== null && name !== publisher,
  );
  return {
    title: withoutSite(
      said(article?.['headline']) ?? meta('og:title', 'dc.title') ?? tagged(elements, 'title'),
      publisher,
    ),
    author: author ?? byline(elements, publisher),
    publisher,
    date:
      dateIn(said(article?.['datePublished']) ?? '') ??
      dateIn(meta('article:published_time', 'dc.date', 'dc.date.issued', 'date') ?? '') ??
      publishedAt(elements),
    url:
      [canonical, meta('og:url'), address].flatMap((each) => addressIn(each ?? '') ?? [])[0] ??
      null,
  };
}

/** « La piscine | Le Carnet » is a page of Le Carnet. */
function withoutSite(title: string | null, site: string | null): string | null {
  if (title === null || site === null) return title;
  const [end, start] = [` ${site}`, `${site} `];
  if (title.endsWith(end))
    return said(title.slice(0, -end.length).replace(SIGN_AFTER, '')) ?? title;
  if (!title.startsWith(start)) return title;
  return said(title.slice(start.length).replace(SIGN_BEFORE, '')) ?? title;
}

const SIGN_AFTER = / [|–—·»:-]$/u;
const SIGN_BEFORE = /^[|–—·»:-] /u;
const LONGEST_SITE = 80;

/** The title of the window is that of the page, which a heading repeats, beside the name of the site. */
function siteIn(elements: readonly Element[]): string | null {
  const title = tagged(elements, 'title') ?? '';
  const headings = elements.filter(({ tagName }) => /^h[1-3]$/u.test(tagName)).map(wordsOf);
  for (const heading of headings.filter((each) => each !== '' && each !== title)) {
    const after = title.startsWith(`${heading} `) ? title.slice(heading.length + 1) : '';
    const before = title.endsWith(` ${heading}`) ? title.slice(0, -heading.length - 1) : '';
    if (SIGN_BEFORE.test(after)) return siteNamed(after.replace(SIGN_BEFORE, ''));
    if (SIGN_AFTER.test(before)) return siteNamed(before.replace(SIGN_AFTER, ''));
  }
  return null;
}

function siteNamed(name: string): string | null {
  return name.length > LONGEST_SITE ? null : said(name);
}

function metaOf(elements: readonly Element[], names: readonly string[]): string | null {
  const metas = elements.filter(({ tagName }) => tagName === 'meta');
  for (const name of names) {
    const found = metas.find(
      (each) => (attribute(each, 'property') ?? attribute(each, 'name'))?.toLowerCase() === name,
    );
    const content = found === undefined ? null : said(attribute(found, 'content'));
    if (content !== null) return content;
  }
  return null;
}

function said(value: unknown): string | null {
  const text = typeof value === 'string' ? readerText(value) : '';
  return text === '' ? null : text;
}

function tagged(elements: readonly Element[], tag: string): string | null {
  const found = elements.find(({ tagName }) => tagName === tag);
  return found === undefined ? null : said(wordsOf(found));
}

/** The article of JSON-LD, alone or in a graph; JSON that is broken says nothing. */
function articleData(elements: readonly Element[]): Fields | undefined {
  return elements
    .filter((each) => attribute(each, 'type')?.toLowerCase() === 'application/ld+json')
    .flatMap((each) => entries(parsed(wordsOf(each))))
    .find((each) => /Article|BlogPosting/u.test(String(each['@type'])));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function entries(value: unknown): Fields[] {
  const found = (Array.isArray(value) ? value : [value]).filter(isFields);
  return found.flatMap((each) => {
    const graph = each['@graph'];
    return Array.isArray(graph) ? [each, ...graph.filter(isFields)] : [each];
  });
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}

function nameIn(value: unknown): string | null {
  if (Array.isArray(value)) return value.length === 1 ? nameIn(value[0]) : null;
  return isFields(value) ? said(value['name']) : said(value);
}

/** What WordPress has in a link to all that an author wrote. */
const BEFORE_NAME = /^(?:par|view all posts by|voir tous les articles (?:de|par))\s+/iu;

/** The one person named: an organisation is no voice, an address is no name, and of several none speaks. */
function personIn(value: unknown): string | null {
  const single: unknown = Array.isArray(value) && value.length === 1 ? value[0] : value;
  if (isFields(single) && /Organi[sz]ation/u.test(String(single['@type']))) return null;
  const name = nameIn(single)?.replace(BEFORE_NAME, '') ?? null;
  return name === null || /:\/\/|@|\s(?:et|and|par|by)\s|[,;&]/iu.test(name) ? null : name;
}

/** « author », « auteurs », « entry-author », « wp-block-post-author-name »; not « author-bio ». */
const AUTHOR =
  /^(?:(?:post|entry|article|story|news|content|info|p|h|wp-block-post)[-_]{1,2})?(?:author|auteur|byline)s?(?:[-_]{1,2}name)?$/iu;

function byline(elements: readonly Element[], publisher: string | null): string | null {
  const signing = elements.filter(
    (each) =>
      attribute(each, 'rel')?.split(/\s+/u).includes('author') === true ||
      attribute(each, 'itemprop') === 'author' ||
      AUTHORS_PAGE.test(attribute(each, 'href') ?? '') ||
      isAuthor(each) ||
      isBesideLabel(each),
  );
  const found = innermost(besideTitle(elements, signing));
  const linked = found.filter((each) => each.tagName === 'a' || marks(each).includes('fn'));
  const names = [linked, found]
    .map((some) => new Set(some.map((each) => personIn(wordsOf(each))).filter(isName)))
    .find(({ size }) => size > 0);
  const written = names ?? new Set(elements.map(signatureIn).filter(isName));
  written.delete(publisher ?? '');
  return written.size === 1 ? ([...written][0] ?? null) : null;
}

/** Those in the innermost element that holds the title too: others sign what the page leads to. */
function besideTitle(elements: readonly Element[], signing: readonly Element[]): Element[] {
  const title = tagged(elements, 'title') ?? '';
  const headings = elements.filter(({ tagName }) => tagName === 'h1');
  const isTitle = (each: Element): boolean => wordsOf(each) !== '' && title.includes(wordsOf(each));
  const heading = headings.find(isTitle) ?? headings[0] ?? null;
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
const AUTHORS_PAGE = /\/(?:auteure?|autrice|author)s?\/[^/?#]+\/?$/iu;

/** Whether « Auteur » stands before an element, as in a list of terms. */
function isBesideLabel(element: Element): boolean {
  if (element.tagName !== 'dd' && element.tagName !== 'td') return false;
  const siblings = childrenOf(parentOf(element) ?? element);
  const before = siblings[siblings.indexOf(element) - 1];
  const label = before === undefined ? null : shortWordsOf(before, LONGEST_SIGNATURE);
  return /^(?:auteure?|autrice|author)\s?:?$/iu.test(label ?? '');
}

function isName(name: string | null): name is string {
  return name !== null && name.length <= LONGEST_NAME;
}

const LONGEST_NAME = 60;
const LONGEST_SIGNATURE = 200;
/** « Par Hélène Brissac le 14 octobre 2009 », « Publié le 3 mai par Luc Roy », in a line of its own. */
const SIGNATURE = new RegExp(
  String.raw`(?:^|^(?:Publié|Posté|Écrit|Rédigé|(?:\p{L}+ )?\d{1,2}(?:er)? \p{L}+ \d{4})(?= )[^.?!]{0,60}? )[Pp]ar (?<name>${FULL_NAME})(?=$| (?:le|dans|à|[-–|·•])|[,|·•])`,
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
  return text === null ? null : (SIGNATURE.exec(text)?.groups?.['name'] ?? null);
}

function publishedAt(elements: readonly Element[]): string | null {
  const times = elements.filter((each) => each.tagName === 'time');
  const marked = elements.filter(
    (each) =>
      attribute(each, 'itemprop') === 'datePublished' ||
      marks(each).some((mark) => /^(?:published|entry-date|post-date)$/u.test(mark)),
  );
  for (const each of marked.length > 0 ? marked : times.length === 1 ? times : []) {
    const written = attribute(each, 'datetime') ?? attribute(each, 'title');
    const date = dateIn(written ?? '') ?? dateIn(wordsOf(each));
    if (date !== null) return date;
  }
  return null;
}
