import { addressIn } from '../bounds.ts';
import { dateIn } from '../dates.ts';
import { attribute, type Element, elementsUnder, marks } from '../html-tree.ts';
import { innermost, remembered, treeOfFragment, wordsOf } from '../html-tree.ts';
import { datesIn } from './comment-lines.ts';
import { besideTitle, byline, personNamed } from './page-author.ts';

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
export function factsOf(
  elements: readonly Element[],
  address: string | null,
  isDayFirst = false,
): PageFacts {
  const meta = (...names: string[]): string | null => metaOf(elements, names);
  const data = dataIn(elements);
  const article = data.find(isArticle);
  const written = article?.['author'];
  // An author may be told of elsewhere in the data.
  const writer =
    data.find(
      (each) =>
        isFields(written) && each['@id'] === written['@id'] && each !== written && 'name' in each,
    ) ?? written;
  const link = elements.find(
    (each) => each.tagName === 'link' && attribute(each, 'rel') === 'canonical',
  );
  const canonical = link === undefined ? null : attribute(link, 'href');
  const publisher = hostIn(
    nameIn(article?.['publisher']) ?? meta('og:site_name', 'dc.publisher') ?? siteIn(elements),
  );
  // A site that gives its own name as the author's names nobody.
  const author = [personIn(writer), personIn(meta('author', 'dc.creator'))].find(
    (name) => name !== null && name.toLowerCase() !== publisher?.toLowerCase(),
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
      publishedAt(elements, isDayFirst),
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

/** A site that calls itself by its address: « https://www.port.example/ » is « port.example ». */
function hostIn(site: string | null): string | null {
  return site?.replace(/^https?:\/\/(?:www\.)?([^/?#]+)[^\s]*$/iu, '$1') ?? null;
}

/** The title of the window is that of the page, which a heading repeats, beside the name of the site. */
function siteIn(elements: readonly Element[]): string | null {
  const title = tagged(elements, 'title') ?? '';
  const headings = elements
    .filter((each) => /^h[1-3]$/u.test(each.tagName) && !leadsHome(each))
    .map(wordsOf);
  for (const heading of headings.filter((each) => each !== '' && each !== title)) {
    const after = title.startsWith(`${heading} `) ? title.slice(heading.length + 1) : '';
    const before = title.endsWith(` ${heading}`) ? title.slice(0, -heading.length - 1) : '';
    if (SIGN_BEFORE.test(after)) return siteNamed(after.replace(SIGN_BEFORE, ''));
    if (SIGN_AFTER.test(before)) return siteNamed(before.replace(SIGN_AFTER, ''));
  }
  return null;
}

/** Whether a heading is the name of the site: it leads to its first page. */
function leadsHome(heading: Element): boolean {
  const [link] = [...elementsUnder(heading)].filter(({ tagName }) => tagName === 'a');
  const address = link === undefined ? '' : (attribute(link, 'href') ?? '');
  return address === '/' || URL.parse(address)?.pathname === '/';
}

function siteNamed(name: string): string | null {
  return name.length > LONGEST_SITE ? null : said(name);
}

function metaOf(elements: readonly Element[], names: readonly string[]): string | null {
  const metas = elements.filter(({ tagName }) => tagName === 'meta');
  for (const name of names) {
    const found = metas.find(
      (each) =>
        (attribute(each, 'property') ?? attribute(each, 'name'))
          ?.toLowerCase()
          .replace(/^dc[.:]/u, 'dc.') === name,
    );
    const content = found === undefined ? null : said(attribute(found, 'content'));
    if (content !== null) return content;
  }
  return null;
}

/** Some write HTML where words are meant. */
function said(value: unknown): string | null {
  const text = typeof value === 'string' ? wordsOf(treeOfFragment(value, 'un champ')) : '';
  return text === '' ? null : text;
}

function tagged(elements: readonly Element[], tag: string): string | null {
  const found = elements.find(({ tagName }) => tagName === tag);
  return found === undefined ? null : said(wordsOf(found));
}

/** What a page tells machines that its article says. */
export function descriptionsIn(elements: readonly Element[]): string[] {
  const names = ['description', 'og:description', 'dc.description'];
  const data = dataIn(elements)
    .filter(isArticle)
    .map((each) => said(each['description']));
  return [...names.map((name) => metaOf(elements, [name])), ...data]
    .map((each) => each?.replace(/ ?(?:…|\.{3}|\[…\])$/u, '') ?? '')
    .filter((each) => each.length >= SHORTEST_DESCRIPTION);
}

const SHORTEST_DESCRIPTION = 40;

function isArticle(data: Fields): boolean {
  return /Article|BlogPosting/u.test(String(data['@type']));
}

/** What JSON-LD tells of, alone or in a graph; JSON that is broken says nothing. */
const dataIn = remembered((elements: readonly Element[]): Fields[] =>
  elements
    .filter((each) => attribute(each, 'type')?.toLowerCase() === 'application/ld+json')
    .flatMap((each) => entries(parsed(wordsOf(each)))),
);

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

/** The one person a field names: an organisation is no voice. */
function personIn(value: unknown): string | null {
  const single: unknown = Array.isArray(value) && value.length === 1 ? value[0] : value;
  if (isFields(single) && /Organi[sz]ation/u.test(String(single['@type']))) return null;
  return personNamed(nameIn(single));
}

/** When the page says that it was published; of the lines of dates beside its title, the first. */
function publishedAt(elements: readonly Element[], isDayFirst: boolean): string | null {
  const dateOf = (each: Element): string | null => {
    const read = dateIn(wordsOf(each));
    // Machines may be told when it was written anew.
    if (read?.length === '2011-04-01'.length) return read;
    const told = datesIn(each, isDayFirst);
    return told === '' ? null : told;
  };
  const marked = elements.filter(
    (each) =>
      attribute(each, 'itemprop') === 'datePublished' ||
      marks(each).some((mark) => /^(?:published|entry-date|post-date)$/u.test(mark)),
  );
  const stated = marked.map(dateOf).find((date) => date !== null);
  if (stated !== undefined) return stated;
  const lines = elements.filter((each) => datesIn(each, isDayFirst) !== null);
  const dates = new Set(
    innermost(besideTitle(elements, lines)).flatMap((each) => dateOf(each) ?? []),
  );
  return dates.size > MOST_DATES ? null : ([...dates].toSorted()[0] ?? null);
}

/** When it was published and when it was last changed; more are those of other pages. */
const MOST_DATES = 2;
