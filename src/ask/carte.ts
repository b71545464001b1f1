import { refOn } from '../debate/address.ts';
import { acceptsFor, NO_FILTERS, type Filters } from '../debate/filters.ts';
import { selects } from '../debate/holdings.ts';
import { exchangesOf, mapOf } from '../debate/graph.ts';
import type { Notice } from '../debate/notice.ts';
import { pagesFor } from '../debate/paging.ts';
import type { Passage } from '../debate/passage.ts';
import { linkOf, Quote } from '../debate/quote.ts';
import { COUNTED, MOST_EXCHANGES, type ExchangeReply, type Reply } from '../debate/reply.ts';
import { isAddress } from '../french/plain-writing.ts';
import { readFilters, readPage } from './arguments.ts';
import { notice, type Command, type Knowledge } from './command.ts';
import { nothingOn, SUGGESTIONS } from './debat.ts';
import { findOn, isSameSubject } from './finding.ts';
import { readQuestion } from './question.ts';
import type { Options } from './request.ts';

// Both commands show passages that match, and those that an editor reads with them. A subject, a voice and a time
// say what matches: what is read with it may be of others, on something else and of another time, for a
// reader who asks for a voice wants to see whom it answers. Exclusions hold for all.

/** `/carte [sujet] [auteur:X]`: the debate as a map, or what of it answers and what is read with that. */
export const carte: Command = {
  read: ({ options, parts }) => ({ sujet: parts.join(' '), ...options }),
  answer: answerCarte,
};

/** `/qui-repond réf, auteur ou sujet`: who answers whom, each in its own words; bare, in the whole debate. */
export const quiRepond: Command = {
  read: ({ options, parts }) => ({ sujet: parts.join(' '), ...options }),
  answer: answerQuiRepond,
};

/** Passages that are read with others and that a question asks for, best first. */
interface Matching {
  readonly of: ExchangeReply['of'];
  readonly subject: string | null;
  readonly filters: Filters;
  readonly total: number;
  readonly isLoose: boolean;
  readonly passages: readonly Passage[];
}

async function answerCarte(options: Options, knowledge: Knowledge): Promise<Reply> {
  const matching = await matchingFor(options, knowledge);
  if ('code' in matching) return notice(matching);
  const { passages, ...asked } = matching;
  const map = mapOf(passages, await readWith(passages, knowledge), mayJoin(matching.filters));
  if (map.nodes.length === 0) return notice(await nothingRead(matching, knowledge));
  return { kind: 'map', ...asked, map };
}

async function answerQuiRepond(options: Options, knowledge: Knowledge): Promise<Reply> {
  const matching = await matchingFor(options, knowledge);
  if ('code' in matching) return notice(matching);
  const { passages, ...asked } = matching;
  const all = exchangesOf(passages, await readWith(passages, knowledge), mayJoin(matching.filters));
  if (all.length === 0) return notice(await nothingRead(matching, knowledge));
  const pairs = all.slice(0, MOST_EXCHANGES).map(({ kind, by, to }) => {
    return { kind, by: Quote.at(by), to: Quote.at(to) };
  });
  const reply = { kind: 'exchange', ...asked, total: all.length, pairs, page: 1 } as const;
  const page = readPage(options.page, pagesFor(reply));
  return typeof page === 'object' ? notice(page) : { ...reply, page };
}

function mayJoin({ others, without }: Filters) {
  return acceptsFor({ ...NO_FILTERS, others, without });
}

async function matchingFor(options: Options, knowledge: Knowledge): Promise<Matching | Notice> {
  const referred = await referredBy(options, knowledge);
  if (referred !== null) return referred;
  const question = await readQuestion(options, knowledge);
  if ('code' in question) return question;
  const { about } = question;
  // « Durand » alone asks for Durand.
  const filters = about.length > 0 ? { ...question.filters, speakers: about } : question.filters;
  const subject = about.length > 0 ? null : question.subject;
  const { catalogue, holdings } = knowledge;
  const related = { ids: catalogue.readTogether };
  if (subject === null) {
    return allOf(await holdings.selected({ filters, ...related }, Infinity), null, filters);
  }
  const found = await findOn(subject, { filters, ...related }, COUNTED, knowledge);
  if (found.total > 0) return { of: null, subject, filters, ...found };
  const held = await findOn(subject, { filters }, 0, knowledge);
  if (held.total === 0) return nothingOn(subject, filters, knowledge, related);
  return nothingRead({ of: null, subject, filters }, knowledge);
}

/** These passages and those that are read with them, in the order of the corpus. */
async function readWith(
  passages: readonly Passage[],
  { catalogue: { readTogether }, holdings }: Knowledge,
) {
  const known = new Map(passages.map((passage) => [passage.id, passage]));
  const read = new Set(passages.flatMap(({ id }) => readTogether.get(id) ?? []));
  const others = await holdings.passages([...read].filter((id) => !known.has(id)));
  for (const passage of others) known.set(passage.id, passage);
  return { passages: [...readTogether.keys()].flatMap((id) => known.get(id) ?? []) };
}

function allOf(passages: readonly Passage[], of: Matching['of'], filters: Filters): Matching {
  return { of, subject: null, filters, total: passages.length, isLoose: false, passages };
}

/** What is asked for by its reference or its address; null where words are. */
async function referredBy({ sujet = '', ref = sujet, ...options }: Options, knowledge: Knowledge) {
  const meant = await meantBy(ref.trim(), knowledge);
  if (meant === null || 'code' in meant) return meant;
  const filters = readFilters(options, knowledge.catalogue.speakers);
  if ('code' in filters) return filters;
  const isMeant = selects({ filters, ids: knowledge.catalogue.readTogether });
  return allOf(meant.passages.filter(isMeant), meant.of, filters);
}

const REFERENCE = /^[a-z0-9-]+#\S+$/u;
/** Words have neither. */
const OF_WORK = /[-\d]/u;

async function meantBy(
  typed: string,
  knowledge: Knowledge,
): Promise<Pick<Matching, 'of' | 'passages'> | Notice | null> {
  const { catalogue, holdings } = knowledge;
  const path = isAddress(typed) ? PAGE.exec(typed)?.[0] : undefined;
  const ref = path === undefined ? typed : refOn(path);
  if (ref !== null && REFERENCE.test(ref)) {
    const [passage] = await holdings.passages([ref]);
    return passage === undefined
      ? { code: 'passage gone' }
      : { of: 'passage', passages: [passage] };
  }
  if (isAddress(typed)) return passagesAt(typed, knowledge);
  const work = OF_WORK.test(typed) ? catalogue.sources.find(({ id }) => id === typed) : undefined;
  if (work === undefined) return null;
  const from = { works: new Set([work]), address: null };
  return { of: 'work', passages: await holdings.selected({ filters: NO_FILTERS, from }, Infinity) };
}

/** The page of a passage among ours, wherever it is shown. */
const PAGE = /(?<=\/)p\/[^/?#]+\/[^/?#]+\/$/u;

/** Those of the work that is at an address, or the one to which the address leads there. */
async function passagesAt(address: string, knowledge: Knowledge) {
  const { passages } = await findOn(address, { filters: NO_FILTERS }, Infinity, knowledge);
  const [first] = passages;
  if (first === undefined) return null;
  return linkOf(first) === address
    ? ({ of: 'passage', passages: [first] } as const)
    : ({ of: 'work', passages } as const);
}

/** What is said where editors read nothing together, and on what they do. */
async function nothingRead(
  { of, subject, filters }: Pick<Matching, 'of' | 'subject' | 'filters'>,
  { catalogue, holdings }: Knowledge,
) {
  const read = await holdings.selected({ filters, ids: catalogue.readTogether }, Infinity);
  const topics = catalogue.topics
    .of(read)
    .filter((topic) => subject === null || !isSameSubject(topic, subject))
    .slice(0, SUGGESTIONS);
  return { code: 'nothing read together', of, subject, filters, topics } as const;
}
