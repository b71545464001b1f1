import type { Passage } from '../debate/passage.ts';
import { Quote } from '../debate/quote.ts';
import { PAGE_SIZE } from '../debate/reply.ts';
import type { Notice, Reply } from '../debate/reply.ts';
import type { Speaker } from '../debate/speaker.ts';
import type { Options } from '../request.ts';
import { notice } from './command.ts';
import type { Command, Knowledge } from './command.ts';
import { findSpeaker, knownNames, splitAtName } from './people.ts';
import { positionOf, positionOn, topicsOf } from './position.ts';
import { faultOfSubject } from './subject.ts';

const BETWEEN_NAMES = /^(?:et|vs|contre|avec|à|,)\s+/iu;
const TOPICS_OFFERED = 5;

/** `/comparer auteur ; auteur [; sujet]`: two voices side by side on what both speak of. */
export const comparer: Command = { read: readComparer, answer: answerComparer };

function readComparer(
  { options, parts }: Parameters<Command['read']>[0],
  { speakers }: Knowledge,
): Options {
  const [first = '', second, ...rest] = parts;
  if (second !== undefined) {
    return { auteur: first, auteur2: second, sujet: rest.join(' '), ...options };
  }
  // « kabla et gourvennec roi » without a semicolon.
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
  const subject = options.sujet === undefined || options.sujet.trim() === '' ? null : options.sujet;
  const fault = subject === null ? null : faultOfSubject(subject);
  if (fault !== null) return notice(fault);
  const sides =
    subject === null ? onCommonTopics(pair, knowledge) : onSubject(subject, pair, knowledge);
  if ('code' in sides) return notice(sides);
  const [left, right] = sides;
  return {
    kind: 'comparison',
    subject,
    sides: [
      { speaker: pair[0], quotes: left.map((passage) => Quote.at(passage)) },
      { speaker: pair[1], quotes: right.map((passage) => Quote.at(passage)) },
    ],
  };
}

type Pair = readonly [Speaker, Speaker];
type Sides = readonly [readonly Passage[], readonly Passage[]];

function readPair({ auteur = '', auteur2 = '' }: Options, { speakers }: Knowledge): Pair | Notice {
  if (auteur.trim() === '' || auteur2.trim() === '') {
    return { code: 'two authors needed', known: knownNames(speakers) };
  }
  const left = findSpeaker(speakers, auteur);
  if ('code' in left) return left;
  const right = findSpeaker(speakers, auteur2);
  if ('code' in right) return right;
  return left === right ? { code: 'same author twice', author: left.label } : [left, right];
}

function onSubject(subject: string, pair: Pair, knowledge: Knowledge): Sides | Notice {
  const [left, right] = pair.map((speaker) => positionOn(subject, speaker, knowledge));
  const silent = pair[left?.length === 0 ? 0 : 1];
  if (left === undefined || right === undefined || left.length === 0 || right.length === 0) {
    const topics = topicsOf(positionOf(silent, knowledge)).slice(0, TOPICS_OFFERED);
    return { code: 'silent on subject', speaker: silent.label, subject, topics };
  }
  const count = Math.min(left.length, right.length, PAGE_SIZE);
  return [left.slice(0, count), right.slice(0, count)];
}

/** For each topic both speak of, most shared first, one passage of each that was not yet shown. */
function onCommonTopics(pair: Pair, knowledge: Knowledge): Sides | Notice {
  const held = pair.map((speaker) => positionOf(speaker, knowledge));
  const [left = [], right = []] = held;
  const shared = topicsOf(left).filter((topic) => topicsOf(right).includes(topic));
  const pairs: [Passage, Passage][] = [];
  for (const topic of shared) {
    const about = (passage: Passage) => passage.topics.includes(topic);
    const one = left.find(
      (passage) => about(passage) && !pairs.some(([shown]) => shown === passage),
    );
    const other = right.find(
      (passage) => about(passage) && !pairs.some(([, shown]) => shown === passage),
    );
    if (one !== undefined && other !== undefined) pairs.push([one, other]);
    if (pairs.length === PAGE_SIZE) break;
  }
  if (pairs.length === 0)
    return { code: 'nothing in common', speakers: [pair[0].label, pair[1].label] };
  return [pairs.map(([one]) => one), pairs.map(([, other]) => other)];
}
