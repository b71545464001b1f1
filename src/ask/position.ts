import type { Selection } from '../debate/holdings.ts';
import type { Passage } from '../debate/passage.ts';
import type { Notice } from '../debate/notice.ts';
import { LONGEST_RANKING, type Reply, type TopicGroup } from '../debate/reply.ts';
import { NO_FILTERS, type Filters } from '../debate/filters.ts';
import { pagesFor } from '../debate/paging.ts';
import type { Options } from './request.ts';
import { compareDates } from '../french/typography.ts';
import { notice, type Command, type Knowledge } from './command.ts';
import { namesApart, readPage, withTimesLast } from './arguments.ts';
import { readQuestion } from './question.ts';
import { areWhole, findOn, isSameSubject } from './finding.ts';
import { findSpeaker, knownNames, splitAtName } from './people.ts';
import { summaryOf } from './summarising.ts';
import { timesApart } from './narrowing.ts';
import { Quote, dateOf } from '../debate/quote.ts';
import { relatingIn } from '../debate/relation.ts';
import { voiceKey, type Speaker } from '../debate/speaker.ts';

/** How many topics are offered when a voice says nothing of a subject. */
const TOPICS_OFFERED = 5;

/** `/position auteur [; sujet]`: what a voice holds, in its own name. */
export const position: Command = { read: readPosition, answer: answerPosition };

function readPosition(
  { options, parts }: Parameters<Command['read']>[0],
  { catalogue: { speakers } }: Knowledge,
): Options {
  const [first = '', ...rest] = withTimesLast(parts);
  if (options.auteur !== undefined) return { sujet: [first, ...rest].join(' ').trim(), ...options };
  const isWhole = rest.length > 0 || 'label' in findSpeaker(speakers, first);
  const timed = timesApart(first);
  const split = isWhole ? null : splitAtName(speakers, timed.rest);
  if (split === null) return { auteur: first, sujet: rest.join(' '), ...options };
  return { auteur: split.speaker.label, sujet: split.rest, ...timed.options, ...options };
}

export async function answerPosition(options: Options, knowledge: Knowledge): Promise<Reply> {
  const { auteur = '', ...asked } = namesApart(options);
  const { catalogue } = knowledge;
  const { speakers } = catalogue;
  if (auteur.trim() === '') return notice({ code: 'author missing', known: knownNames(speakers) });
  const speaker = findSpeaker(speakers, auteur);
  if ('code' in speaker) return notice(speaker);
  const question = await readQuestion(asked, knowledge, 'no voices');
  if ('code' in question) return notice(question);
  const { subject, filters } = question;
  const [any] = await positionOf(speaker, NO_FILTERS, knowledge, 1);
  if (any === undefined) return notice({ code: 'no position', speaker: speaker.label });
  const { isLoose, passages: on } =
    subject === null
      ? { isLoose: false, passages: await positionOf(speaker, filters, knowledge) }
      : await findOn(subject, ownBy(speaker, filters), catalogue.size, knowledge);
  if (on.length === 0) return notice(await silentOn(subject, speaker, knowledge, filters));
  const topics = subject === null ? catalogue.topics.ownOf(on) : catalogue.topics.of(on);
  const passages = subject === null ? await ownFirst(on, topics, knowledge) : on;
  const found = passages.slice(0, LONGEST_RANKING);
  const reply = {
    kind: 'position' as const,
    speaker,
    subject,
    filters,
    total: passages.length,
    isLoose,
    groups: groupByTopic(passages, topics, knowledge),
    page: 1,
    ranked: found.map((passage) => Quote.at(passage)),
    summary: summaryOf(found, options),
  };
  const page = readPage(options.page, pagesFor(reply));
  return typeof page === 'object' ? notice(page) : { ...reply, page };
}

/** What a speaker says in its own name, and passes the filters. */
export function ownBy(speaker: Speaker, filters: Filters): Selection {
  return { filters: { ...filters, speakers: [speaker] }, isOwnPosition: true };
}

/** The passages in which a speaker says in its own name what it thinks; unsigned commenters hold no position together. */
export async function positionOf(
  speaker: Speaker,
  filters: Filters,
  { holdings }: Knowledge,
  limit = Infinity,
): Promise<readonly Passage[]> {
  if (isCrowd(speaker)) return [];
  return holdings.selected(ownBy(speaker, filters), limit);
}

function isCrowd({ kind }: Speaker): boolean {
  return kind === 'unnamed commenters';
}

/** What is said where a voice has no position, on a subject or of a time, in what is held of it. */
export async function silentOn(
  subject: string | null,
  speaker: Speaker,
  knowledge: Knowledge,
  filters: Filters,
): Promise<Notice> {
  const ofSpeaker = { filters: { ...filters, speakers: [speaker] } };
  if (subject === null) return { code: 'nothing held', ...ofSpeaker };
  const { catalogue, holdings } = knowledge;
  const [held, works, reported] = await Promise.all([
    isCrowd(speaker) ? [] : holdings.selected(ownBy(speaker, filters), Infinity),
    holdings.counted(ofSpeaker),
    findOn(subject, ofSpeaker, 0, knowledge),
  ]);
  const topics = catalogue.topics
    .of(held)
    .filter((each) => !isSameSubject(each, subject))
    .slice(0, TOPICS_OFFERED);
  const isWhole = areWhole(works.keys(), catalogue);
  return {
    code: 'silent on subject',
    speaker: speaker.label,
    subject,
    filters,
    isReported: reported.total > 0,
    isWhole,
    topics,
  };
}

/**
 * What is most a voice's own first: what others answer, join, qualify or reject, then one passage of
 * each topic in turn, from the topic of which it speaks more than others do.
 */
async function ownFirst(
  held: readonly Passage[],
  topics: readonly string[],
  knowledge: Knowledge,
): Promise<readonly Passage[]> {
  const { catalogue, holdings } = knowledge;
  const read = new Set(held.flatMap(({ id }) => catalogue.readTogether.get(id) ?? []));
  const relating = relatingIn({ passages: await holdings.passages([...read]) });
  const answersTo = (passage: Passage) => {
    const voice = voiceKey(passage);
    return (relating.get(passage.id) ?? []).filter((each) => voiceKey(each) !== voice).length;
  };
  const inOrder = held.toSorted((a, b) => compareDates(dateOf(a), dateOf(b)) || a.order - b.order);
  const answered = inOrder.filter((passage) => answersTo(passage) > 0);
  const others = inOrder.filter((passage) => answersTo(passage) === 0);
  const groups = groupByTopic(others, topics, knowledge);
  const placeOf = ({ topic }: TopicGroup) => (topic === '' ? Infinity : topics.indexOf(topic));
  return [
    ...answered.sort((a, b) => answersTo(b) - answersTo(a)),
    ...inTurn(groups.sort((a, b) => placeOf(a) - placeOf(b))),
  ];
}

/** The first passage of each group, then the second of each, and so on. */
function inTurn(groups: readonly TopicGroup[]): readonly Passage[] {
  let lists = groups.map(({ quotes }) => quotes);
  const turns: Passage[] = [];
  for (let place = 0; lists.length > 0; place += 1) {
    lists = lists.filter(({ length }) => length > place);
    for (const quotes of lists)
      turns.push(...quotes.slice(place, place + 1).map((each) => each.passage));
  }
  return turns;
}

function groupByTopic(
  passages: readonly Passage[],
  topics: readonly string[],
  { catalogue }: Knowledge,
): TopicGroup[] {
  return catalogue.topics.grouped(passages, topics).map(([topic, members]) => ({
    topic,
    quotes: members.map((passage) => Quote.at(passage)),
  }));
}
