import type { Reply, SourceEntry } from '../debate/reply.ts';
import type { Options } from './request.ts';
import { notice, type Command, type Knowledge } from './command.ts';
import { findSpeaker } from './people.ts';
import { HELP } from './debat.ts';
import type { Speaker } from '../debate/speaker.ts';

/** `/sources [auteur]`: the works, their voices, dates, links and numbers of passages. */
export const sources: Command = {
  read: ({ options, parts }) => ({ auteur: parts.join(' '), ...options }),
  answer: answerSources,
};

function answerSources({ auteur = '' }: Options, knowledge: Knowledge): Reply {
  const speaker = auteur.trim() === '' ? null : findSpeaker(knowledge.speakers, auteur);
  if (speaker !== null && 'code' in speaker) return notice(speaker);
  return { kind: 'sources', speaker, entries: entriesFor(speaker, knowledge) };
}

function entriesFor(speaker: Speaker | null, { corpus }: Knowledge): SourceEntry[] {
  const bySource = Map.groupBy(corpus.passages, ({ source }) => source);
  return [...bySource]
    .filter(([, passages]) => speaker === null || passages.some(speaker.speaks))
    .map(([source, passages]) => {
      const byVoice = Map.groupBy(passages, ({ voice }) => voice.name);
      const voices = [...byVoice].map(([name, said]) => ({ name, passages: said.length }));
      return { source, passages: passages.length, voices };
    });
}

/** `/aide-debat`: what can be asked, what is stored, how quotations are verified. */
export const aide: Command = {
  read: ({ options }) => options,
  answer: () => HELP,
};
