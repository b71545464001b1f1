import type { Filters } from '../debate/filters.ts';
import type { Notice } from '../debate/notice.ts';
import type { Reply, SourceEntry } from '../debate/reply.ts';
import type { Source } from '../debate/passage.ts';
import type { Speaker } from '../debate/speaker.ts';
import { formatDate } from '../french/typography.ts';
import { stem } from '../french/stem.ts';
import { isStopWord, wordsIn } from '../french/words.ts';
import type { Options } from './request.ts';
import { notice, type Command, type Knowledge } from './command.ts';
import { findSpeaker } from './people.ts';
import { isOfTitle, readQuestion } from './question.ts';
import { HELP } from './debat.ts';

/** `/sources [auteur, titre ou éditeur]`: the works, their voices, dates, links and numbers of passages. */
export const sources: Command = {
  read: ({ options, parts }) => ({ auteur: parts.join(' '), ...options }),
  answer: answerSources,
};

async function answerSources(
  { auteur = '', ...options }: Options,
  knowledge: Knowledge,
): Promise<Reply> {
  // A title may name a time: « L’année en 2012 ».
  const isTitle = auteur.trim() !== '' && isOfTitle(auteur, knowledge.catalogue);
  const typed = isTitle ? {} : { sujet: auteur };
  const question = await readQuestion({ ...options, ...typed }, knowledge, 'no voices');
  if ('code' in question) return notice(question);
  const asked = isTitle ? auteur : question.subject;
  const { others, without } = question.filters;
  if (asked === null && without.length > 0)
    return notice({ code: 'only exclusions', others, without });
  const meant = asked === null ? EVERYTHING : meantBy(asked, knowledge);
  if ('code' in meant) return notice(meant);
  const { speakers, works } = meant;
  const narrowed = { ...question.filters, speakers };
  const entries = await entriesFor(narrowed, works, knowledge);
  if (entries.length === 0 && knowledge.catalogue.size > 0) {
    return notice({ code: 'nothing held', filters: narrowed });
  }
  const words = works === null ? null : asked;
  return { kind: 'sources', words, filters: narrowed, entries };
}

/** Whose works are asked for, or which; null stands for all. */
interface Meant {
  readonly speakers: readonly Speaker[];
  readonly works: ReadonlySet<Source> | null;
}

const EVERYTHING: Meant = { speakers: [], works: null };

function meantBy(words: string, { catalogue }: Knowledge): Meant | Notice {
  const speaker = findSpeaker(catalogue.speakers, words);
  if ('label' in speaker) return { speakers: [speaker], works: null };
  if (speaker.code !== 'unknown author') return speaker;
  const asked = stemsIn(words);
  const works = catalogue.sources.filter(({ title, publisher, author, date }) => {
    const told = [title, publisher, author?.name ?? '', formatDate(date)];
    const held = new Set(wordsIn(told.join(' ')).map(({ form }) => stem(form)));
    return asked.every((each) => held.has(each));
  });
  if (asked.length > 0 && works.length > 0) return { speakers: [], works: new Set(works) };
  return speaker.suggestions.length > 0 ? speaker : { code: 'unknown work', words };
}

function stemsIn(words: string): readonly string[] {
  return wordsIn(words)
    .filter(({ form, joined }) => !joined && !isStopWord(form))
    .map(({ form }) => stem(form));
}

async function entriesFor(
  filters: Filters,
  works: ReadonlySet<Source> | null,
  { catalogue, holdings }: Knowledge,
): Promise<readonly SourceEntry[]> {
  const asked = works === null ? { filters } : { filters, from: { works, address: null } };
  const held = await holdings.counted(asked);
  return catalogue.works.filter(({ source }) => held.has(source));
}

/** `/aide-debat`: what can be asked, what is stored, how quotations are verified. */
export const aide: Command = {
  read: ({ options }) => options,
  answer: () => HELP,
};
