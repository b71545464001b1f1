import { namesApart, withTimesLast } from './arguments.ts';
import type { Passage } from '../debate/passage.ts';
import { firstOf, MOST_COMPARED, type Facing, type Sides } from '../debate/facing.ts';
import { findOn } from './finding.ts';
import type { Notice } from '../debate/notice.ts';
import { type Reply, type Side } from '../debate/reply.ts';
import { facingQuotes } from '../debate/paging.ts';
import type { Options } from './request.ts';
import { notice, type Command, type Knowledge } from './command.ts';
import { isWhollyName, nameOpening } from './names.ts';
import { findSpeaker, fitsName, knownNames, splitAtName } from './people.ts';
import { ownBy, positionOf, silentOn } from './position.ts';
import { hasFilters, type Filters } from '../debate/filters.ts';
import { readQuestion, type Question } from './question.ts';
import { summaryOf } from './summarising.ts';
import { timesApart } from './narrowing.ts';
import { Quote } from '../debate/quote.ts';
import { NUMBERS } from '../french/numerals.ts';
import { tokensOf } from '../french/tokens.ts';
import { isDiscourse } from '../french/words.ts';
import { saysSomething } from './voices.ts';
import type { Speaker } from '../debate/speaker.ts';

/** What brings a subject in, after a name or what is asked for. */
export const ABOUT = /^(?::|sur|concernant|(?:à propos|au sujet|autour) d(?:e|u|es|['’]))\s*/iu;
const BETWEEN_NAMES =
  /^(?:(?:et|avec|à|[,/&+]|(?<against>contre|vs\.?|versus|face (?:[àa]|aux?)))\s+|d(?:e\s+|['’]))/iu;
/** Topics of both on which voices that say much are compared. */
const MOST_TOPICS = 10;
/** As many theses of one voice as of the other. */
const MOST_THESES = 4;

/** `/comparer auteur ; auteur [; sujet]`: two voices side by side on what both speak of. */
export const comparer: Command = { read: readComparer, answer: answerComparer };

function readComparer(
  { options, parts }: Parameters<Command['read']>[0],
  { catalogue: { speakers } }: Knowledge,
): Options | Notice {
  if (options.auteur !== undefined && options.auteur2 !== undefined) {
    return { sujet: parts.join(' '), ...options };
  }
  const [opening = '', second, ...rest] = withTimesLast(parts);
  const first = withoutCount(opening);
  const isName = second !== undefined && fitsName(speakers, timesApart(first).rest);
  const listed = isName ? null : readListed(withoutCount(parts.join(' ')), speakers);
  if (listed !== null) return 'code' in listed ? listed : { ...listed, ...options };
  if (second === undefined) return { auteur: first, ...options };
  const [third = '', ...others] = rest;
  if (isWhollyName(timesApart(third).rest, speakers)) {
    const voices = [first, second, third];
    return { code: 'two voices at a time', voices, subject: others.join(' ') };
  }
  return { auteur: first, auteur2: second, sujet: rest.join(' '), ...options };
}

/** « martin et durand roi », whose names no semicolon parts; null where it does not begin with two. */
function readListed(line: string, speakers: readonly Speaker[]): Options | Notice | null {
  const timed = timesApart(line);
  const left = splitAtName(speakers, timed.rest);
  const right = splitAtName(speakers, left?.rest.replace(BETWEEN_NAMES, '') ?? '');
  if (left === null || right === null) return null;
  const subject = right.rest.replace(ABOUT, '');
  const third = nameOpening(right.rest.replace(BETWEEN_NAMES, ''), speakers);
  if (third !== null) {
    const voices = [left.speaker.label, right.speaker.label, third.name];
    return { code: 'two voices at a time', voices, subject: third.rest.replace(ABOUT, '') };
  }
  const [auteur, auteur2] = [left.speaker.label, right.speaker.label];
  return { auteur, auteur2, sujet: subject, ...timed.options };
}

/** What may stand before what is asked for. */
export const LEAD = String.raw`(?:(?:je (?:veux|voudrais|cherche)|j['’]aimerais|(?:peux|pourrais|pouvez|pourriez)[ -](?:tu|vous)|(?:donne|trouve|montre|dessine|trace|affiche)[rz]?|fai(?:s|re|tes)|me|m['’]|moi|nous|avoir|voir|lire)[ -]?)*`;

/** What says that two voices are compared, before them; `against` says it between them. */
const COMPARED = new RegExp(
  [
    String.raw`^(?:(?:quelles?|la|les?|une?|des|est|sont|fais|donne|montre)(?:-moi)? )*(?:diff[ée]rences?|divergences?|d[ée]saccords?|points? communs?|comparaison|d[ée]bat)(?: (?:entre |d(?:e |['’]))?|(?=:))`,
    String.raw`^${LEAD}compare[rz]?(?:-moi)?(?: (?:entre )?|(?=:))`,
    String.raw`^(?:ce|qu['’]est-ce) qui (?:oppose|distingue|diff[ée]rencie|s[ée]pare|rapproche) `,
  ].join('|'),
  'iu',
);

/** « Les deux : » between what says that voices are compared and the voices: how many they are, and no subject. */
const COUNTED = /^(?<said>[^:;]{0,60}?)(?:suivante?s?)?\s?:\s*/iu;

function withoutCount(listed: string): string {
  const { 0: count = '', groups } = COUNTED.exec(listed) ?? {};
  const tokens = tokensOf(groups?.['said'] ?? '');
  const isCount = !saysSomething(tokens, (form) => isDiscourse(form) || NUMBERS.has(form));
  return isCount ? listed.slice(count.length) : listed;
}

/** « X contre Y », « quelle différence entre X et Y sur les quais ? », in plain words; null where X or Y is no voice. */
export function comparisonIn(text: string, speakers: readonly Speaker[]): Options | Notice | null {
  const [lead = ''] = COMPARED.exec(text) ?? [];
  const after = text.slice(lead.length).replace(/[\s?!.…]+$/u, '');
  const listed = lead === '' ? after : withoutCount(after);
  const one = nameOpening(listed, speakers)?.rest ?? '';
  const { 0: link = '', groups } = BETWEEN_NAMES.exec(one) ?? {};
  const other = nameOpening(one.slice(link.length), speakers);
  if (other === null || (lead === '' && groups?.['against'] === undefined)) return null;
  const { rest } = timesApart(other.rest);
  const isThird = nameOpening(rest.replace(BETWEEN_NAMES, ''), speakers) !== null;
  return rest === '' || ABOUT.test(rest) || isThird ? readListed(listed, speakers) : null;
}

export async function answerComparer(typed: Options, knowledge: Knowledge): Promise<Reply> {
  const options = namesApart(typed);
  const pair = readPair(options, knowledge);
  if ('code' in pair) return notice(pair);
  const { auteur, auteur2, ...asked } = options;
  const question = await readQuestion(asked, knowledge, 'no voices');
  if ('code' in question) return notice(question);
  const { subject, filters } = question;
  const facing = await facingOn(question, pair, knowledge);
  if ('code' in facing) return notice(facing);
  const [one, other] = pair;
  const sides: readonly [Side, Side] = [
    { speaker: one, quotes: facing.map(({ left }) => Quote.at(left)) },
    { speaker: other, quotes: facing.map(({ right }) => Quote.at(right)) },
  ];
  const found = facingQuotes({ sides }).map(({ passage }) => passage);
  const summary = summaryOf(found, options, MOST_THESES);
  const points = facing.map(({ point }) => point);
  return { kind: 'comparison', subject, filters, points, sides, summary };
}

type Pair = readonly [Speaker, Speaker];

function readPair(
  { auteur = '', auteur2 = '' }: Options,
  { catalogue: { speakers } }: Knowledge,
): Pair | Notice {
  if (auteur.trim() === '' || auteur2.trim() === '') {
    return { code: 'two authors needed', known: knownNames(speakers) };
  }
  const left = findSpeaker(speakers, auteur);
  if ('code' in left) return left;
  const right = findSpeaker(speakers, auteur2);
  if ('code' in right) return right;
  const crowd = [left, right].find(({ kind }) => kind === 'unnamed commenters');
  if (crowd !== undefined) return { code: 'no position', speaker: crowd.label };
  return left === right ? { code: 'same author twice', author: left.label } : [left, right];
}

/** The passages of both that are on the same points, of the subject where there is one; or why there are none. */
async function facingOn(
  { subject, filters }: Question,
  pair: Pair,
  knowledge: Knowledge,
): Promise<readonly Facing[] | Notice> {
  const { catalogue } = knowledge;
  const [one, other] = pair;
  const sides = await sidesOf(pair, async (each) => {
    if (subject === null) return positionOf(each, filters, knowledge);
    return (await findOn(subject, ownBy(each, filters), catalogue.size, knowledge)).passages;
  });
  const silent = sides[0].length === 0 ? one : sides[1].length === 0 ? other : null;
  if (silent !== null) {
    const isNarrowed = subject !== null || hasFilters(filters);
    if (isNarrowed) return silentOn(subject, silent, knowledge, filters);
    return { code: 'no position', speaker: silent.label };
  }
  const first = firstOf(sides);
  if (subject === null && sides.some(({ length }) => length > MOST_COMPARED)) {
    const common = await onCommonTopics(pair, filters, sides, knowledge);
    const facing = catalogue.facing(sides, common, false);
    if (facing.length > 0) return facing;
  }
  const facing = catalogue.facing(sides, first, subject !== null);
  if (facing.length > 0) return facing;
  return { code: 'nothing in common', speakers: [one.label, other.label], subject, filters };
}

function sidesOf(
  [one, other]: Pair,
  passagesOf: (each: Speaker) => Promise<readonly Passage[]>,
): Promise<Sides> {
  return Promise.all([passagesOf(one), passagesOf(other)]);
}

/** Of voices that say much: the best of each on each topic of both. */
function onCommonTopics(
  pair: Pair,
  filters: Filters,
  sides: Sides,
  knowledge: Knowledge,
): Promise<Sides> {
  const { topics } = knowledge.catalogue;
  const [those, others] = [topics.of(sides[0]), topics.of(sides[1])];
  const known = new Set(others);
  const shared = those.filter((topic) => known.has(topic)).slice(0, MOST_TOPICS);
  return sidesOf(pair, async (each) => {
    const own = ownBy(each, filters);
    const most = MOST_COMPARED / MOST_TOPICS;
    const best = await Promise.all(shared.map((topic) => findOn(topic, own, most, knowledge)));
    return [...new Set(best.flatMap(({ passages }) => passages))];
  });
}
