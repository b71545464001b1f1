import type { Passage } from '../debate/passage.ts';
import { topicsIn, topicsOf } from '../debate/topics.ts';
import { type Notice, type Reply, type Side, PAGE_SIZE } from '../debate/reply.ts';
import { facingQuotes } from '../debate/paging.ts';
import type { Options } from './request.ts';
import { notice, type Command, type Knowledge } from './command.ts';
import { findSpeaker, knownNames, splitAtName } from './people.ts';
import { positionOf, positionOn, silentOn } from './position.ts';
import { readSubject } from './arguments.ts';
import { summaryOf } from './summarising.ts';
import { Quote } from '../debate/quote.ts';
import type { Speaker } from '../debate/speaker.ts';

const BETWEEN_NAMES = /^(?:et|vs|contre|avec|à|,)\s+/iu;
/** As many theses of one voice as of the other. */
const MOST_COMPARED = 4;

/** `/comparer auteur ; auteur [; sujet]`: two voices side by side on what both speak of. */
export const comparer: Command = { read: readComparer, answer: answerComparer };

function readComparer(
  { options, parts }: Parameters<Command['read']>[0],
  { speakers }: Knowledge,
): Options {
  if (options.auteur !== undefined && options.auteur2 !== undefined) {
    return { sujet: parts.join(' '), ...options };
  }
  const [first = '', second, ...rest] = parts;
  if (second !== undefined) {
    return { auteur: first, auteur2: second, sujet: rest.join(' '), ...options };
  }
  // « martin et durand roi » without a semicolon.
  const left = splitAtName(speakers, first);
  const right = splitAtName(speakers, left?.rest.replace(BETWEEN_NAMES, '') ?? '');
  if (left === null || right === null) return { auteur: first, ...options };
  return {
    auteur: left.speaker.label,
    auteur2: right.speaker.label,
    sujet: right.rest,
    ...options,
  };
}

function answerComparer(options: Options, knowledge: Knowledge): Reply {
  const pair = readPair(options, knowledge);
  if ('code' in pair) return notice(pair);
  const subject = readSubject(options.sujet);
  if (subject !== null && typeof subject === 'object') return notice(subject);
  const facing =
    subject === null ? onCommonTopics(pair, knowledge) : onSubject(subject, pair, knowledge);
  if ('code' in facing) return notice(facing);
  const [one, other] = pair;
  const { topics, left, right } = facing;
  const sides: readonly [Side, Side] = [
    { speaker: one, quotes: left.map((passage) => Quote.at(passage)) },
    { speaker: other, quotes: right.map((passage) => Quote.at(passage)) },
  ];
  const found = facingQuotes({ sides }).map(({ passage }) => passage);
  const summary = summaryOf(found, options, MOST_COMPARED);
  return { kind: 'comparison', subject, topics, sides, summary };
}

type Pair = readonly [Speaker, Speaker];

/** Passages of both, the n-th against the n-th. */
interface Facing {
  readonly topics: readonly string[];
  readonly left: readonly Passage[];
  readonly right: readonly Passage[];
}

function readPair({ auteur = '', auteur2 = '' }: Options, { speakers }: Knowledge): Pair | Notice {
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

function onSubject(subject: string, pair: Pair, knowledge: Knowledge): Facing | Notice {
  const [one, other] = pair;
  const left = positionOn(subject, one, knowledge);
  const right = positionOn(subject, other, knowledge);
  if (left.length === 0 || right.length === 0) {
    const silent = left.length === 0 ? one : other;
    return silentOn(subject, silent, knowledge);
  }
  const count = Math.min(left.length, right.length, PAGE_SIZE);
  return { topics: [], left: left.slice(0, count), right: right.slice(0, count) };
}

/** For each topic both speak of, most shared first, the passage of each that speaks of it best and was not yet shown. */
function onCommonTopics(pair: Pair, knowledge: Knowledge): Facing | Notice {
  const [one, other] = pair;
  const spokenOf = (each: Speaker) => topicsOf(positionOf(each, knowledge), knowledge.corpus);
  const others = spokenOf(other);
  const shared = spokenOf(one).filter((topic) => others.includes(topic));
  const facing = { topics: [] as string[], left: [] as Passage[], right: [] as Passage[] };
  for (const topic of shared) {
    const left = bestOn(topic, one, facing.left, knowledge);
    const right = bestOn(topic, other, facing.right, knowledge);
    if (left === undefined || right === undefined) continue;
    facing.topics.push(topic);
    facing.left.push(left);
    facing.right.push(right);
    if (facing.topics.length === PAGE_SIZE) return facing;
  }
  if (facing.topics.length > 0) return facing;
  return { code: 'nothing in common', speakers: [one.label, other.label] };
}

function bestOn(
  topic: string,
  speaker: Speaker,
  shown: readonly Passage[],
  knowledge: Knowledge,
): Passage | undefined {
  const onTopic = (passage: Passage) =>
    topicsIn(passage, knowledge.corpus).includes(topic) && !shown.includes(passage);
  return positionOn(topic, speaker, knowledge).find(onTopic);
}
