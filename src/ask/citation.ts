import { chosenOf, mixed } from '../daily/choose.ts';
import { hasFilters, NO_FILTERS, type Filters } from '../debate/filters.ts';
import { Quote } from '../debate/quote.ts';
import { LONGEST_RANKING } from '../debate/reply.ts';
import { readAround } from '../debate/relation.ts';
import { voiceKey } from '../debate/speaker.ts';
import type { Passage } from '../debate/passage.ts';
import { standsAlone, type Standing } from '../debate/standing.ts';
import type { Notice } from '../debate/notice.ts';
import type { Related, Reply } from '../debate/reply.ts';
import type { Options } from './request.ts';
import { notice } from './command.ts';
import type { Command, Knowledge } from './command.ts';
import { nothingOn } from './debat.ts';
import { findOn } from './finding.ts';
import { readQuestion } from './question.ts';
import { isPicture } from './schedule-words.ts';

/**
 * `/citation [auteur:X] [sujet] [une autre] [en image]`: one quotation fit to stand alone; bare, today's, the same for
 * everyone. Another one goes round all that fit before any returns.
 */
export const citation: Command = { read: readCitation, answer: answerCitation };

const ANOTHER = /(?:^|(?<![\s;,])[\s;,]+)(?:une autre|encore une)(?: citation)?[\s.!?]*$|^autre$/iu;

/** What it is to be shown as, after all else. */
const AS_PICTURE = /(?:^|(?<![\s;,])[\s;,]+)en images?[\s.!?]*$/iu;

/** What is said of a quotation without how it is to be shown, and that. */
export function withoutLook(said: string): { readonly words: string; readonly look: Options } {
  const words = said.replace(AS_PICTURE, '');
  return { words, look: words === said ? {} : { image: 'oui' } };
}

function readCitation({ options, parts }: Parameters<Command['read']>[0]): Options {
  const typed = withoutLook(parts.join(' '));
  const words = typed.words.replace(ANOTHER, '');
  const autre = words === typed.words ? {} : { autre: 'oui' };
  // « En image, une autre » says the same in another order.
  const { words: sujet, look } = withoutLook(words);
  return { sujet, ...autre, ...typed.look, ...look, ...options };
}

async function answerCitation(options: Options, knowledge: Knowledge): Promise<Reply> {
  const reply =
    options.ref === undefined
      ? await chosenBy(options, knowledge)
      : await namedBy(options, knowledge);
  const isPictured = options.image !== undefined && isPicture(options.image);
  if (reply.kind !== 'citation' || !isPictured) return reply;
  return { ...reply, isPictured };
}

/** The one that is named by its reference, which need not be fit to stand alone. */
async function namedBy({ ref = '' }: Options, { holdings }: Knowledge): Promise<Reply> {
  const [passage] = await holdings.passages([ref]);
  if (passage === undefined) return notice({ code: 'passage gone' });
  return { kind: 'citation', quote: Quote.at(passage), ...NOTHING_ASKED };
}

const NOTHING_ASKED = { subject: null, filters: NO_FILTERS, day: null };

async function chosenBy(options: Options, knowledge: Knowledge): Promise<Reply> {
  const question = await readQuestion(options, knowledge);
  if ('code' in question) return notice(question);
  const { subject, filters } = question;
  const { ring, first, day } =
    subject === null
      ? await ofToday(filters, knowledge)
      : await onSubject(subject, filters, knowledge);
  if (options.autre !== undefined && ring.length === 1)
    return notice({ code: 'no other citation' });
  const place = placeIn(ring.length, first, options.autre);
  const [passage] = await knowledge.holdings.passages(
    ring.slice(place, place + 1).map(({ id }) => id),
  );
  if (passage === undefined) return notice(await nothingFit(subject, filters, knowledge));
  return {
    kind: 'citation',
    quote: Quote.at(passage),
    subject,
    filters,
    day: options.autre === undefined ? day : null,
    next: ring.length > 1 ? ((place + 1) % ring.length) + 1 : null,
  };
}

/** Passages that fit, gone round from the first; the day of which that is the one for everybody. */
interface Fitting {
  readonly ring: readonly Pick<Passage, 'id'>[];
  readonly first: number;
  readonly day: string | null;
}

async function ofToday(filters: Filters, { holdings, today }: Knowledge): Promise<Fitting> {
  const day = today();
  const all = await holdings.standing(NO_FILTERS);
  if (!hasFilters(filters)) return fitting(mixed(all), chosenOf(all, day), day);
  const kept = new Set((await holdings.standing(filters)).map(({ id }) => id));
  const ring = mixed(all).filter(({ id }) => kept.has(id));
  return fitting(ring, chosenOf(ring, day), null);
}

function fitting(ring: readonly Standing[], chosen: Standing | null, day: string | null): Fitting {
  return { ring, first: chosen === null ? 0 : ring.indexOf(chosen), day };
}

async function onSubject(
  subject: string,
  filters: Filters,
  knowledge: Knowledge,
): Promise<Fitting> {
  const { passages } = await findOn(subject, { filters }, LONGEST_RANKING, knowledge);
  return { ring: passages.filter(standsAlone), first: 0, day: null };
}

/** From 0: the place that a button says, from 1, or the one after the first, where another is asked for. */
function placeIn(length: number, first: number, another: string | undefined): number {
  if (another === undefined || length === 0) return first;
  const place = /^\d{1,6}$/u.test(another) ? Number(another) - 1 : first + 1;
  return Math.max(0, place) % length;
}

async function nothingFit(
  subject: string | null,
  filters: Filters,
  knowledge: Knowledge,
): Promise<Notice> {
  if (subject === null) return { code: 'no citation', suggestions: [] };
  const nothing = await nothingOn(subject, filters, knowledge, { standsAlone: true });
  const found = await findOn(subject, { filters }, 0, knowledge);
  return found.total > 0 ? { code: 'no citation', suggestions: nothing.suggestions } : nothing;
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

async function answerContexte({ ref = '' }: Options, knowledge: Knowledge): Promise<Reply> {
  const around = await knowledge.holdings.around(ref, NEIGHBOURS);
  const focus = around.find(({ id }) => id === ref);
  if (focus === undefined) return notice({ code: 'passage gone' });
  return {
    kind: 'context',
    focus: around.indexOf(focus),
    quotes: around.map((passage) => Quote.at(passage)),
    gaps: around.map(({ followsOn }, place) => place > 0 && !followsOn),
    related: await relatedTo(focus, knowledge),
  };
}

/** The passages that it answers, then those that answer it. */
async function relatedTo(
  focus: Passage,
  { catalogue, holdings }: Knowledge,
): Promise<readonly Related[]> {
  const passages = await holdings.passages(catalogue.readTogether.get(focus.id) ?? []);
  const passageOf = (ref: string) => passages.find(({ id }) => id === ref);
  const related = readAround(focus, { passages }, passageOf).map(({ passage, ...told }) => {
    return { ...told, quote: Quote.at(passage) };
  });
  const first = [...Map.groupBy(related, toldAs).values()].flatMap((those) => those.slice(0, 1));
  const chosen = new Set([...first, ...related].slice(0, MOST_RELATED));
  return related.filter((each) => chosen.has(each));
}

/** One voice that says the same of a passage several times leaves room for others. */
function toldAs({ kind, isOfOther, quote }: Related): string {
  return `${kind} ${isOfOther} ${voiceKey(quote.passage)}`;
}
