import { CARD_FILE, pageAddressOf, refOn } from '../../debate/address.ts';
import { cutTo } from '../../debate/cutting.ts';
import { captionOf, Quote, shownWords } from '../../debate/quote.ts';
import type { Passage } from '../../debate/passage.ts';
import type { Reading, ShownQuotation } from '../../debate/reading.ts';
import { unsupported } from '../../conversation/sentences.ts';
import { html, type Markup } from '../markup.ts';
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
  const isPictured = hasCard && page !== null;
  return metas([
    ...said('article', title, description, page),
    ...(isPictured
      ? ([
          ['og:image', page + CARD_FILE],
          ['og:image:alt', altOf(title, description)],
          ['twitter:card', 'summary_large_image'],
        ] as const)
      : ([['twitter:card', 'summary']] as const)),
  ]);
}

/** Of any other page, in words of ours; its address is null where nobody shows the pages. */
export function socialPage(
  { title, description }: { readonly title: string; readonly description: string },
  address: string | null,
): readonly Markup[] {
  return metas([...said('website', title, description, address), ['twitter:card', 'summary']]);
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
  const image = values.get('og:image') ?? null;
  const isPictured = image !== null || values.has('og:image:alt');
  const isTrue =
    known.length === values.size &&
    known.length === properties.length &&
    (!isPictured ||
      (image === `${page ?? ''}${CARD_FILE}` &&
        values.get('og:image:alt') === altOf(title, words)));
  const ref = refOn(path);
  const lit = quotations.find(({ label }) => label === ref);
  const quotation = { words, caption: title, url: lit?.url ?? null, page, thesis: null };
  return {
    ...NOTHING,
    quotations: ref === null || properties.length === 0 ? [] : [quotation],
    texts: ref === null ? [title, words] : [],
    sentences: isTrue ? [] : [unsupported(JSON.stringify(properties))],
  };
}
