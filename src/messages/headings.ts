import { COUNTED, type QuotesReply, type Reply } from '../debate/reply.ts';
import type { Filters } from '../debate/filters.ts';
import {
  capitalised,
  counted,
  formatNumber,
  french,
  shown,
  shownUpTo,
} from '../french/typography.ts';
import { filtersText } from './silence.ts';

type HeadingOf<Kind extends Reply['kind']> = Extract<Reply, { kind: Kind }>;
type Heading = Pick<
  QuotesReply,
  'subject' | 'synonym' | 'isLoose' | 'filters' | 'otherwise' | 'total'
> & {
  /** How many can be read, on one page or another. */
  readonly listed: number;
};

/** As long as it may be looked for: what is looked for unasked is said whole. */
const LONGEST_EXCERPT = 150;

/** What stands over an answer: what it is, what it was narrowed to, and the subject as it was understood. */
export const headings = {
  quotes: ({ subject, synonym, filters, isLoose, otherwise, ...found }: Heading): string =>
    subject !== null && synonym !== undefined
      ? french`Aucun passage${filtersText(filters)} ne répond à ce mot : ${shown(subject)}. ${countedIn(found)} pour un synonyme : ${synonym}`
      : `${countedIn(found)}${filtersText(filters)}${otherwiseText(otherwise)}${loosely(isLoose)}${about(subject)}`,
  position: ({ speaker, subject, filters, total, isLoose }: HeadingOf<'position'>): string =>
    `Ce que dit ${speaker.label}${filtersText(filters)}, en ${counted(total, 'passage')}${loosely(isLoose)}${about(subject)}`,
  comparison: ({ sides: [one, other], subject, filters }: HeadingOf<'comparison'>): string =>
    `${capitalised(one.speaker.label)} et ${other.speaker.label}${filtersText(filters)}${about(subject)}`,
  /** Over the lines that say what is read between passages of a map, by their numbers. */
  arrows: (): string => french`Ce qui les relie, à notre lecture :`,
  /** Under a map that has no room for all. */
  andOtherNodes: (passages: number): string =>
    `… et ${counted(passages, 'autre passage', 'autres passages')}, que ce message n’a pas la place de montrer.`,
  /** Over what is found with a part of a long message. */
  within: (heading: string, excerpt: string): string =>
    french`${heading} ; recherché dans ce message : ${shownUpTo(LONGEST_EXCERPT, excerpt)}`,
  searched: (excerpt: string): string =>
    french`Recherché dans ce message : ${shownUpTo(LONGEST_EXCERPT, excerpt)}`,
  citationOfTheDay: (): string => 'La citation du jour',
  /** With a quotation that was asked for as a picture and is not one. */
  notPictured: (): string =>
    french`L’image n’a pas pu être jointe : voici la citation en toutes lettres.`,
  context: (): string => 'Autour de ce passage, dans l’ordre du texte',
  citation: (subject: string | null, filters: Filters): string =>
    `Une citation${filters.speakers.length === 0 ? ' du débat' : ''}${filtersText(filters)}${about(subject)}`,
  map: (reply: HeadingOf<'map'>): string => {
    const { nodes } = reply.map;
    const others =
      reply.total > nodes.length ? `, les plus liés de ${formatNumber(reply.total)}` : '';
    return `Carte du débat${around(reply)}, en ${counted(nodes.length, 'passage')}${others}${loosely(reply.isLoose)}${about(reply.subject)}`;
  },
  exchange: (reply: HeadingOf<'exchange'>): string =>
    `Qui répond à qui${around(reply)}, en ${counted(reply.total, 'échange')}${loosely(reply.isLoose)}${about(reply.subject)}`,
  sources: ({ entries, words, filters }: HeadingOf<'sources'>): string => {
    const works = counted(entries.length, 'texte');
    const kept = filtersText({ ...filters, speakers: [] });
    const [speaker] = filters.speakers;
    if (speaker !== undefined) return french`${capitalised(speaker.label)}${kept} : ${works}`;
    if (words === null) return kept === '' ? `Le débat en ${works}` : `${works} du débat${kept}`;
    return french`${works}${kept} dont le titre, l’auteur, l’éditeur ou la date répond à ces mots : ${shown(words)}`;
  },
};

/** A total is told as far as it was counted, and what of it can be read. */
function countedIn({ total, listed }: Pick<Heading, 'total' | 'listed'>): string {
  if (total <= listed) return counted(total, 'passage');
  const all = counted(total, 'passage');
  return `Les ${formatNumber(listed)} premiers ${total < COUNTED ? `de ${all}` : `d’au moins ${all}`}`;
}

/** How else than as it was asked the question is answered. */
function otherwiseText(otherwise: Heading['otherwise']): string {
  if (otherwise === undefined) return '';
  if (otherwise.code === 'unfiltered') return `, aucun${filtersText(otherwise.filters)}`;
  return otherwise.speakers.length > 1
    ? ' de ces voix ou à leur sujet'
    : ' de cette voix ou à son sujet';
}

/** Said where passages bear on a subject without answering to all of it. */
function loosely(isLoose: boolean): string {
  return isLoose ? ', au sens large' : '';
}

/** What is drawn or told beside what is read with it. */
function around({ of, filters }: Pick<HeadingOf<'map'>, 'of' | 'filters'>): string {
  const kept = filtersText(filters);
  if (of === 'passage') return ` autour de ce passage${kept}`;
  if (of === 'work') return ` autour de ce texte${kept}`;
  return kept === '' ? '' : ` autour des passages${kept}`;
}

export function about(subject: string | null): string {
  return subject === null ? '' : french` : ${shown(subject)}`;
}
