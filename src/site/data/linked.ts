import * as v from 'valibot';
import { pageAddressOf } from '../../debate/address.ts';
import {
  captionOf,
  dateOf,
  linkOf,
  Quote,
  shownWords,
  thesisText,
  workLine,
} from '../../debate/quote.ts';
import {
  ROLE_FORMS,
  type Corpus,
  type Debate,
  type Passage,
  type Role,
  type Source,
} from '../../debate/passage.ts';
import type { Reading, ShownDocument } from '../../debate/reading.ts';
import type { PartialDate } from '../../french/typography.ts';
import { unsupported } from '../../conversation/sentences.ts';
import { Markup } from '../markup.ts';
import { NOTHING } from './format.ts';
import { ALL_KINDS, kindOf } from './kinds.ts';

// What a page says to programs, in the words of https://schema.org and the form of https://json-ld.org.

export const LINKED_TYPE = 'application/ld+json';
const CONTEXT = { '@context': 'https://schema.org' } as const;
/** Of a debate of more works, its page lists them, and their own pages say what each is. */
const MOST_PARTS = 200;

/** A passage that is quoted is a quotation; of another, its idea is told as a summary of ours. */
export function linkedPassage(passage: Passage): Markup {
  const { id, text, thesis, source } = passage;
  const [link, page] = [linkOf(passage), pageAddressOf(passage)];
  return written({
    ...CONTEXT,
    '@type': text === null ? 'CreativeWork' : 'Quotation',
    identifier: id,
    ...(text === null
      ? { abstract: shownWords(Quote.at(passage)) }
      : { text, ...(thesis !== null && { abstract: thesisText(thesis) }), ...voiceOf(passage) }),
    creditText: captionOf(passage),
    ...publishedOn(dateOf(passage)),
    ...(link !== null && { citation: link }),
    ...(page !== null && { url: page }),
    inLanguage: 'fr',
    isPartOf: workIn(source),
  });
}

export function linkedWork(source: Source): Markup {
  return written({ ...CONTEXT, ...workIn(source) });
}

export function linkedDebate({ debate, sources }: Pick<Corpus, 'debate' | 'sources'>): Markup {
  return written({
    ...CONTEXT,
    '@type': 'Collection',
    ...(debate.title !== null && { name: debate.title }),
    ...(debate.question !== null && { abstract: debate.question }),
    inLanguage: 'fr',
    ...(sources.length <= MOST_PARTS && { hasPart: sources.map(workIn) }),
  });
}

/** Several debates, each by where its pages are from the root of theirs. */
export function linkedList(
  title: string,
  debates: readonly (Pick<Debate, 'title' | 'question'> & { readonly path: string })[],
): Markup {
  const hasPart = debates.map(({ path, title: name, question }) => ({
    '@type': 'Collection',
    ...(name !== null && { name }),
    ...(question !== null && { abstract: question }),
    url: path,
  }));
  return written({ ...CONTEXT, '@type': 'CollectionPage', name: title, inLanguage: 'fr', hasPart });
}

function written(data: object): Markup {
  return Markup.data(LINKED_TYPE, JSON.stringify(data));
}

/**
 * Who said it, where the work says so: whom it quotes is told as its own attribution; nobody is where the
 * voice has no name or is deduced.
 */
function voiceOf({ voice, role, writtenRole, deduction }: Passage) {
  if (!voice.named || deduction !== null) return {};
  const person = { '@type': 'Person', name: voice.name } as const;
  const told = { '@type': 'Role', roleName: writtenRole } as const;
  if (role === 'cité') return { spokenByCharacter: { ...told, spokenByCharacter: person } };
  if (role === 'traducteur') return { translator: { ...told, translator: person } };
  return { creator: { ...told, creator: person } };
}

function workIn(source: Source) {
  const { id, title, author, publisher, url, date } = source;
  return {
    '@type': kindOf(source).schema,
    identifier: id,
    name: title,
    ...(author?.named === true && { author: { '@type': 'Person', name: author.name } as const }),
    publisher: { '@type': 'Organization', name: publisher } as const,
    ...publishedOn(date),
    ...(url !== null && { url }),
    creditText: workLine(source),
    inLanguage: 'fr' as const,
  };
}

/** A year, a month or a day that is known for sure; their form has no other. */
function publishedOn({ edtf, year, approximate, uncertain }: PartialDate) {
  return year === null || approximate || uncertain ? {} : { datePublished: edtf };
}

const optional = v.exactOptional(v.string());
const person = v.strictObject({ '@type': v.literal('Person'), name: v.string() });
const told = { '@type': v.literal('Role'), roleName: v.string() };
const work = {
  '@type': v.picklist(ALL_KINDS.map(({ schema }) => schema)),
  identifier: v.string(),
  name: v.string(),
  author: v.exactOptional(person),
  publisher: v.strictObject({ '@type': v.literal('Organization'), name: v.string() }),
  datePublished: optional,
  url: optional,
  creditText: v.string(),
  inLanguage: v.literal('fr'),
};
const context = { '@context': v.literal(CONTEXT['@context']) };
const workShape = v.strictObject({ ...context, ...work });
const partShape = v.strictObject(work);
const passageShape = v.strictObject({
  ...context,
  '@type': v.picklist(['Quotation', 'CreativeWork']),
  identifier: v.string(),
  text: optional,
  abstract: optional,
  creator: v.exactOptional(v.strictObject({ ...told, creator: person })),
  translator: v.exactOptional(v.strictObject({ ...told, translator: person })),
  spokenByCharacter: v.exactOptional(v.strictObject({ ...told, spokenByCharacter: person })),
  creditText: v.string(),
  datePublished: optional,
  citation: optional,
  url: optional,
  inLanguage: v.literal('fr'),
  isPartOf: partShape,
});
const debateShape = v.strictObject({
  ...context,
  '@type': v.literal('Collection'),
  name: optional,
  abstract: optional,
  inLanguage: v.literal('fr'),
  hasPart: v.exactOptional(v.array(partShape)),
});
const listShape = v.strictObject({
  ...context,
  '@type': v.literal('CollectionPage'),
  name: v.string(),
  inLanguage: v.literal('fr'),
  hasPart: v.array(
    v.strictObject({
      '@type': v.literal('Collection'),
      name: optional,
      abstract: optional,
      url: v.pipe(v.string(), v.regex(/^[a-z0-9-]+\/$/u)),
    }),
  ),
});
type PassageData = v.InferOutput<typeof passageShape>;
const shapes = v.union([passageShape, debateShape, workShape, listShape]);

/** Finds in the text of such data all that it says. */
export function readLinked(text: string): Reading {
  const { success, output } = v.safeParse(v.pipe(v.string(), v.parseJson(), shapes), text);
  if (!success) return { ...NOTHING, sentences: [unsupported(text)] };
  if ('isPartOf' in output) return readPassage(output);
  if ('identifier' in output) return { ...NOTHING, facts: [workFactsIn(output)] };
  if (output['@type'] === 'CollectionPage') return readList(output);
  const { name: title = null, abstract: question = null, hasPart = [] } = output;
  return { ...NOTHING, facts: [{ title, question }, ...hasPart.map(workFactsIn)] };
}

/** What a debate is called and asks is no quotation; what it holds is told by its own pages. */
function readList({ name, hasPart }: v.InferOutput<typeof listShape>): Reading {
  const texts = hasPart.flatMap((debate) => [debate.name ?? '', debate.abstract ?? '']);
  return { ...NOTHING, texts: [name, ...texts] };
}

function readPassage(data: PassageData): Reading {
  const { identifier: ref, text = null, abstract, creditText: caption, isPartOf } = data;
  const isQuotation = data['@type'] === 'Quotation';
  const fact = {
    ...{ ref, text, caption, source: sourceFactsIn(isPartOf) },
    ...(abstract !== undefined && { [isQuotation ? 'shownThesis' : 'shown']: abstract }),
    ...(data.datePublished !== undefined && { date: data.datePublished }),
    ...(data.citation !== undefined && { link: data.citation }),
    ...(data.url !== undefined && { page: data.url }),
    ...voiceFacts(data),
  };
  const isSound = isQuotation === (text !== null) && isRoleTold(data);
  return {
    ...NOTHING,
    facts: [fact, workFactsIn(isPartOf)],
    sentences: isSound ? [] : [unsupported(JSON.stringify(data))],
  };
}

/** Whoever is named so is named by the work. */
function voiceFacts({ creator, translator, spokenByCharacter }: PassageData): ShownDocument {
  const role = creator ?? translator ?? spokenByCharacter;
  const voice = creator?.creator ?? translator?.translator ?? spokenByCharacter?.spokenByCharacter;
  return role === undefined ? {} : { role: role.roleName, voice: voice?.name, deduced: false };
}

/** Each in its own way: who is quoted by the work, who translates in it, and who speaks in it. */
function isRoleTold({ creator, translator, spokenByCharacter }: PassageData): boolean {
  const [quoted, translating] = [formsOf('cité'), formsOf('traducteur')];
  const given = [creator, translator, spokenByCharacter].filter((role) => role !== undefined);
  const role = given[0]?.roleName ?? '';
  return (
    given.length <= 1 &&
    (spokenByCharacter !== undefined) === quoted.includes(role) &&
    (translator !== undefined) === translating.includes(role)
  );
}

const formsOf = (role: Role): readonly string[] => [role, ROLE_FORMS[role]];

type PartData = v.InferOutput<typeof partShape>;

function sourceFactsIn({ identifier, name, author, publisher, ...data }: PartData): ShownDocument {
  return {
    ...{ id: identifier, title: name, publisher: publisher.name },
    ...(author !== undefined && { author: author.name }),
    ...(data.datePublished !== undefined && { date: data.datePublished }),
    ...(data.url !== undefined && { url: data.url }),
  };
}

const workFactsIn = (data: PartData): ShownDocument => {
  return { ...sourceFactsIn(data), line: data.creditText };
};
