import type { Corpus, Passage } from '../debate/passage.ts';
import { topicsIn, topicsOf } from '../debate/topics.ts';
import { LONGEST_RANKING, type Notice, type Reply, type TopicGroup } from '../debate/reply.ts';
import { pagesFor } from '../debate/paging.ts';
import type { Options } from './request.ts';
import { compareDates } from '../french/typography.ts';
import { notice, type Command, type Knowledge } from './command.ts';
import { readPage, readSubject } from './arguments.ts';
import { areWhole, findOn, otherTopics } from './finding.ts';
import { findSpeaker, knownNames, splitAtName } from './people.ts';
import { summaryOf } from './summarising.ts';
import { Quote, dateOf, isOwnPosition } from '../debate/quote.ts';
import type { Speaker } from '../debate/speaker.ts';

/** How many topics are offered when a voice says nothing of a subject. */
const TOPICS_OFFERED = 5;

/** `/position auteur [; sujet]`: what a voice holds, in its own name. */
export const position: Command = { read: readPosition, answer: answerPosition };

function readPosition(
  { options, parts: [first = '', ...rest] }: Parameters<Command['read']>[0],
  { speakers }: Knowledge,
): Options {
  if (options.auteur !== undefined) return { sujet: [first, ...rest].join(' ').trim(), ...options };
  const isWhole = rest.length > 0 || 'label' in findSpeaker(speakers, first);
  const split = isWhole ? null : splitAtName(speakers, first);
  const auteur = split?.speaker.label ?? first;
  return { auteur, sujet: split?.rest ?? rest.join(' '), ...options };
}

function answerPosition(options: Options, knowledge: Knowledge): Reply {
  const { auteur = '' } = options;
  const { speakers } = knowledge;
  if (auteur.trim() === '') return notice({ code: 'author missing', known: knownNames(speakers) });
  const speaker = findSpeaker(speakers, auteur);
  if ('code' in speaker) return notice(speaker);
  const subject = readSubject(options.sujet);
  if (subject !== null && typeof subject === 'object') return notice(subject);
  const held = positionOf(speaker, knowledge);
  if (held.length === 0) return notice({ code: 'no position', speaker: speaker.label });
  const passages = subject === null ? held : positionOn(subject, speaker, knowledge);
  if (subject !== null && passages.length === 0) {
    return notice(silentOn(subject, speaker, knowledge));
  }
  const groups = groupByTopic(passages, knowledge.corpus);
  const found = (subject === null ? inTurn(groups) : passages).slice(0, LONGEST_RANKING);
  const reply = {
    kind: 'position' as const,
    speaker,
    subject,
    total: passages.length,
    groups,
    page: 1,
    ranked: found.map((passage) => Quote.at(passage)),
    summary: summaryOf(found, options),
  };
  const page = readPage(options.page, pagesFor(reply));
  return typeof page === 'object' ? notice(page) : { ...reply, page };
}

/** The passages in which a speaker says in its own name what it thinks; unsigned commenters hold no position together. */
export function positionOf(speaker: Speaker, { corpus }: Knowledge): readonly Passage[] {
  if (speaker.kind === 'unnamed commenters') return [];
  return corpus.passages.filter((passage) => speaker.speaks(passage) && isOwnPosition(passage));
}

/** Those of them that speak of a subject, best first. */
export function positionOn(
  subject: string,
  speaker: Speaker,
  knowledge: Knowledge,
): readonly Passage[] {
  const accepts = (passage: Passage) => speaker.speaks(passage) && isOwnPosition(passage);
  return findOn(subject, accepts, knowledge.corpus.passages.length, knowledge).passages;
}

/** What is said where a voice has no position on a subject, in what is held of it. */
export function silentOn(subject: string, speaker: Speaker, knowledge: Knowledge): Notice {
  const { corpus } = knowledge;
  const topics = otherTopics(positionOf(speaker, knowledge), subject, TOPICS_OFFERED, corpus);
  const isWhole = areWhole(corpus.passages.filter(speaker.speaks), corpus);
  const isReported = findOn(subject, speaker.speaks, 1, knowledge).total > 0;
  return {
    code: 'silent on subject',
    speaker: speaker.label,
    subject,
    isReported,
    isWhole,
    topics,
  };
}

/** The first passage of each topic, those of most passages first, then the second of each. */
function inTurn(groups: readonly TopicGroup[]): readonly Passage[] {
  const lists = groups.map(({ quotes }) => quotes).toSorted((a, b) => b.length - a.length);
  const length = Math.min(lists[0]?.length ?? 0, LONGEST_RANKING);
  const rounds = Array.from({ length }, (_, place) =>
    lists.flatMap((quotes) => quotes.slice(place, place + 1)),
  );
  return rounds.flat().map(({ passage }) => passage);
}

/** Each passage once, under the topic it shares with most of the others; groups and passages by date. */
function groupByTopic(passages: readonly Passage[], corpus: Corpus): TopicGroup[] {
  const common = topicsOf(passages, corpus);
  const inOrder = passages.toSorted(
    (a, b) => compareDates(dateOf(a), dateOf(b)) || a.order - b.order,
  );
  const groups = Map.groupBy(inOrder, (passage) => {
    const topics = topicsIn(passage, corpus);
    return common.find((topic) => topics.includes(topic)) ?? '';
  });
  return [...groups].map(([topic, members]) => ({
    topic,
    quotes: members.map((passage) => Quote.at(passage)),
  }));
}
