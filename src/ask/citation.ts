import { choose, standsAlone } from '../daily/choose.ts';
import { acceptsFor, hasFilters } from '../debate/filters.ts';
import { Quote } from '../debate/quote.ts';
import { LONGEST_RANKING } from '../debate/reply.ts';
import { relatingIn } from '../debate/relation.ts';
import { voiceKey } from '../debate/speaker.ts';
import type { Corpus, Passage } from '../debate/passage.ts';
import type { Related, Reply } from '../debate/reply.ts';
import type { Options } from './request.ts';
import { notice } from './command.ts';
import type { Command, Knowledge } from './command.ts';
import { nothingOn } from './debat.ts';
import { findOn } from './finding.ts';
import { readQuestion } from './question.ts';

/** `/citation [auteur:X] [sujet]`: one quotation fit to stand alone; bare, today's, the same for everyone. */
export const citation: Command = {
  read: ({ options, parts }) => ({ sujet: parts.join(' '), ...options }),
  answer: answerCitation,
};

function answerCitation(options: Options, knowledge: Knowledge): Reply {
  const question = readQuestion(options, knowledge);
  if ('code' in question) return notice(question);
  const { subject, filters } = question;
  const accepts = acceptsFor(filters);
  const { corpus, today } = knowledge;
  if (subject === null) {
    const day = today();
    const isOfAll = !hasFilters(filters);
    // Today's of the whole corpus is worked out once.
    const passages = isOfAll ? corpus.passages : corpus.passages.filter(accepts);
    const passage = choose(passages, day);
    if (passage === null) return notice({ code: 'no citation', suggestions: [] });
    return {
      kind: 'citation',
      quote: Quote.at(passage),
      subject,
      filters,
      day: isOfAll ? day : null,
    };
  }
  const { passages } = findOn(subject, accepts, LONGEST_RANKING, knowledge);
  const fit = passages.find(standsAlone);
  if (fit !== undefined) {
    return { kind: 'citation', quote: Quote.at(fit), subject, filters, day: null };
  }
  const nothing = nothingOn(subject, filters, knowledge, standsAlone);
  if (passages.length === 0) return notice(nothing);
  return notice({ code: 'no citation', suggestions: nothing.suggestions });
}

/** How many passages of the same work are shown on either side. */
const NEIGHBOURS = 2;
/** A message has room for so many more. */
const MOST_RELATED = 3;

/** `/contexte ref`: a passage among its neighbours in the work. Buttons ask it; it has no entry in the help. */
export const contexte: Command = {
  read: ({ options, parts }) => ({ ref: parts.join(' '), ...options }),
  answer: answerContexte,
};

function answerContexte({ ref = '' }: Options, { corpus }: Knowledge): Reply {
  const index = corpus.passages.findIndex(({ id }) => id === ref);
  const focus = corpus.passages[index];
  if (focus === undefined) return notice({ code: 'passage gone' });
  const around = corpus.passages
    .slice(Math.max(0, index - NEIGHBOURS), index + NEIGHBOURS + 1)
    .filter(({ source }) => source === focus.source);
  return {
    kind: 'context',
    focus: around.indexOf(focus),
    quotes: around.map((passage) => Quote.at(passage)),
    gaps: around.map(({ followsOn }, place) => place > 0 && !followsOn),
    related: relatedTo(focus, corpus),
  };
}

/** The passages that it answers, then those that answer it. */
function relatedTo(focus: Passage, corpus: Corpus): Related[] {
  const { passages } = corpus;
  const own = focus.relations.flatMap(({ kind, ref }) => {
    const other = passages.find(({ id }) => id === ref);
    return other === undefined ? [] : [{ kind, isOfOther: false, quote: Quote.at(other) }];
  });
  const others = (relatingIn(corpus).get(focus.id) ?? []).flatMap((passage) =>
    passage.relations
      .filter(({ ref }) => ref === focus.id)
      .map(({ kind }) => ({ kind, isOfOther: true, quote: Quote.at(passage) })),
  );
  const related = [...own, ...others];
  const first = [...Map.groupBy(related, toldAs).values()].flatMap((those) => those.slice(0, 1));
  const chosen = new Set([...first, ...related].slice(0, MOST_RELATED));
  return related.filter((each) => chosen.has(each));
}

/** One voice that says the same of a passage several times leaves room for others. */
function toldAs({ kind, isOfOther, quote }: Related): string {
  return `${kind} ${isOfOther} ${voiceKey(quote.passage)}`;
}
