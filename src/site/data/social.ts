import { ASKED_MAP_FILE, CARD_FILE, pageAddressOf, refOn } from '../../debate/address.ts';
import { cutTo } from '../../debate/cutting.ts';
import { captionOf, Quote, shownWords } from '../../debate/quote.ts';
import type { Passage } from '../../debate/passage.ts';
import type { Reading, ShownQuotation } from '../../debate/reading.ts';
import { unsupported } from '../../conversation/sentences.ts';
import { html, type Markup } from '../markup.ts';
import type { Page } from '../page.ts';
import { NOTHING } from './format.ts';

// What is shown of a page where somebody shares its address: https://ogp.me

/** Those who show it cut what is longer, and do not say so. */
const LONGEST_DESCRIPTION = 280;

type Property = readonly [name: string, content: string];

/** Of a passage: whose words, then the words. The card is shown where there is one. */
export function socialPassage(passage: Passage, hasCard: boolean): readonly Markup[] {
  const title = captionOf(passage);
  const description = shownWords(
    cutTo(Quote.at(passage), LONGEST_DESCRIPTION, ({ length }) => length) ?? Quote.at(passage),
  );
  const page = pageAddressOf(passage);
  const image = hasCard && page !== null ? page + CARD_FILE : null;
  return metas([
    ...said('article', title, description, page),
    ...pictured(image, altOf(title, description)),
  ]);
}

/** Of any other page, in words of ours; `site` is null where nobody shows the pages. */
export function socialPage(
  { path, title, description, picture }: Pick<Page, 'path' | 'title' | 'description' | 'picture'>,
  site: string | null,
): readonly Markup[] {
  const address = site === null ? null : site + path;
  const image = site === null || picture === undefined ? null : site + picture;
  return metas([...said('website', title, description, address), ...pictured(image, title)]);
}

function pictured(image: string | null, alt: string): readonly Property[] {
  if (image === null) return [['twitter:card', 'summary']];
  return [
    ['og:image', image],
    ['og:image:alt', alt],
    ['twitter:card', 'summary_large_image'],
  ];
}

function said(
  type: string,
  title: string,
  description: string,
  address: string | null,
): readonly Property[] {
  return [
    ['og:type', type],
    ['og:locale', 'fr_FR'],
    ['og:title', title],
    ['og:description', description],
    ...(address === null ? [] : ([['og:url', address]] as const)),
  ];
}

const altOf = (title: string, description: string) => `${description} — ${title}`;

function metas(properties: readonly Property[]): readonly Markup[] {
  return properties.map(
    ([name, content]) => html`<meta property="${name}" content="${content}" />`,
  );
}

const FIXED: Readonly<Record<string, readonly string[]>> = {
  'og:type': ['article', 'website'],
  'og:locale': ['fr_FR'],
  'twitter:card': ['summary', 'summary_large_image'],
};
const TOLD = new Set(['og:title', 'og:description', 'og:url', 'og:image', 'og:image:alt']);

/** What the properties of the page at a path say, beside the quotations that are read on it. */
export function readSocial(
  properties: readonly Property[],
  path: string,
  quotations: readonly ShownQuotation[],
): Reading {
  const values = new Map(properties);
  const known = properties.filter(
    ([name, content]) => FIXED[name]?.includes(content) ?? TOLD.has(name),
  );
  const title = values.get('og:title') ?? '';
  const words = values.get('og:description') ?? '';
  const page = values.get('og:url') ?? null;
  const ref = refOn(path);
  const image = values.get('og:image') ?? null;
  // The picture of a map is of what was asked for.
  const [file, query] = ref === null ? (image ?? '').split(/(?=\?)/su, 2) : [image];
  const name = query === undefined ? CARD_FILE : ASKED_MAP_FILE;
  const alt = ref === null ? title : altOf(title, words);
  const isPictured = image !== null || values.has('og:image:alt');
  const isTrue =
    known.length === values.size &&
    known.length === properties.length &&
    (!isPictured || (file === `${page ?? ''}${name}` && values.get('og:image:alt') === alt));
  const lit = quotations.find(({ label }) => label === ref);
  const quotation = { words, caption: title, url: lit?.url ?? null, page, thesis: null };
  return {
    ...NOTHING,
    quotations: ref === null || properties.length === 0 ? [] : [quotation],
    texts: ref === null ? [title, words, rootOf(page ?? '', path)] : [],
    sentences: isTrue ? [] : [unsupported(JSON.stringify(properties))],
  };
}

/** An address without the path that it is said of: that of all pages, or one that is not among them. */
function rootOf(address: string, path: string): string {
  return address.endsWith(path) ? address.slice(0, address.length - path.length) : `${address}?`;
}
