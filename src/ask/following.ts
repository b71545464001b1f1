import { namesApart } from './arguments.ts';
import type { Filters } from '../debate/filters.ts';
import { firstShown, pagesFor } from '../debate/paging.ts';
import type { Reply } from '../debate/reply.ts';
import type { Speaker } from '../debate/speaker.ts';
import { MOVES, WITH_MOVES } from '../french/lists/follow-up-words.ts';
import { NUMBERS } from '../french/numerals.ts';
import { LONGEST_UTTERANCE, utterancesOf } from '../french/utterances.ts';
import { foldText } from '../french/words.ts';
import { notice, type Knowledge } from './command.ts';
import { changeIn, type Change } from './ellipsis.ts';
import { findSpeaker } from './people.ts';
import { readQuestion } from './question.ts';
import type { Asked, Options } from './request.ts';
import { periodAsked, timesApart, timesIn, leavingOut } from './narrowing.ts';

/** What was asked before, and how it is answered. */
export interface Before {
  readonly last: Asked;
  readonly answered: () => Promise<Reply>;
}

/**
 * The question that words make of the one before them: « et Durand ? », « la suite », « en 2014 ? »; a reply
 * where nothing follows; null where they are a question of their own.
 */
export async function followUp(
  text: string,
  before: Before,
  knowledge: Knowledge,
): Promise<Asked | Reply | null> {
  const { last } = before;
  const voices = () => understood(last, knowledge)?.speakers ?? [];
  const others = OTHERS.test(text) ? voices() : [];
  // Where no voice was asked, the others are other passages.
  const move = others.length > 0 ? null : moveIn(text);
  if (move !== null) return moved(move, before);
  const change =
    others.length > 0 ? { leftOut: { others, without: [] } } : changeIn(text, voices(), knowledge);
  return change === null ? null : withChange(last, change, knowledge);
}

/** « Et les autres ? » after what one voice says. */
const OTHERS =
  /^(?:(?:et|mais) )?(?:(?:que|qu['’]en) (?:disent|pensent) )?(?:tou(?:s|tes) )?les autres(?: (?:auteurs|voix|personnes|gens))?[\s?!.…]*$/iu;

/** Where an answer is gone on with; `page` is the one that is asked for by its number. */
interface Move {
  readonly to: keyof typeof MOVES;
  readonly page: string;
}

const moves = utterancesOf<keyof typeof MOVES>(MOVES, WITH_MOVES);

/** « la suite », « page 2 », « pourquoi ? »; null for what says anything else, or two of them. */
export function moveIn(text: string): Move | null {
  if (text.length > LONGEST_UTTERANCE) return null;
  const figured = foldText(text).replace(/(?<=\bpage )\p{L}+|\p{L}+(?= page\b)/gu, (word) => {
    return NUMBERS.get(word) ?? word;
  });
  const said = moves(figured) ?? [];
  // « Retour à la première page »
  const named = said.filter((each) => each === 'first' || each === 'numbered');
  const [to, ...others] = named.length > 0 ? named : said;
  const [page = '', ...numbers] = figured.match(/\d+/gu) ?? [];
  return to === undefined || others.length + numbers.length > 0 ? null : { to, page };
}

/** The same question with other options, of its first page. */
function anew({ command, options }: Asked, others: Options = {}): Asked {
  const { page, autre, resume, ...kept } = options;
  const summed = resume === undefined ? {} : { resume: 'oui' };
  return { command, options: { ...kept, ...summed, ...others } };
}

async function moved(
  { to, page }: Move,
  { last, answered }: Before,
): Promise<Asked | Reply | null> {
  const here = Number(last.options.page ?? 1);
  switch (to) {
    case 'first':
      return anew(last);
    case 'numbered':
      return turned(last, page);
    case 'next':
      return last.command === 'citation' ? another(last, await answered()) : turned(last, here + 1);
    case 'later':
      return narrowed(last, 'après', last.options.jusqua) ?? turned(last, here + 1);
    case 'previous':
      return turned(last, Math.max(1, here - 1));
    case 'earlier':
      return narrowed(last, 'avant', last.options.depuis) ?? turned(last, Math.max(1, here - 1));
    case 'details': {
      const reply = await answered();
      return hasNext(reply) ? turned(last, here + 1) : contextOf(reply);
    }
    case 'context':
      return contextOf(await answered());
    case 'summary':
      return summedUp(last);
  }
}

/** A comparison and a map stand on one page. */
function turned({ command, options }: Asked, page: number | string): Asked | Reply {
  if (command === 'comparer' || command === 'carte')
    return notice({ code: 'no such page', pages: 1 });
  return { command, options: { ...options, page: String(page) } };
}

function another({ command, options }: Asked, reply: Reply): Asked {
  const next = reply.kind === 'citation' ? (reply.next ?? null) : null;
  return { command, options: { ...options, autre: next === null ? 'oui' : String(next) } };
}

/** « Et après ? » where the period asked for ends. */
function narrowed(last: Asked, side: 'avant' | 'après', bound: string | undefined): Asked | null {
  if (bound === undefined) return null;
  const { depuis, jusqua, ...options } = last.options;
  return anew({ ...last, options }, periodAsked(timesIn(`${side} ${bound}`)));
}

function hasNext(reply: Reply): boolean {
  return 'page' in reply && reply.page < pagesFor(reply);
}

/** What stands around the first passage that the answer shows. */
function contextOf(reply: Reply): Asked | null {
  const shown = firstShown(reply);
  return shown === undefined ? null : { command: 'contexte', options: { ref: shown.passage.id } };
}

/** A position and a comparison are summed up on their first page. */
function summedUp(last: Asked): Asked | null {
  if (last.command === 'position' || last.command === 'comparer') return anew(last);
  const isOnSubject = (last.options.sujet ?? '').trim() !== '';
  if (!isOnSubject || !(last.command === 'debat' || KEPT.has(last.command))) return null;
  return anew({ ...last, command: 'debat' }, { resume: 'oui' });
}

/** A question as far as follow-ups change it. */
export interface Understood extends Filters {
  readonly subject: string | null;
}

/** The question with what is changed of it; null where no question says that. */
export function withChange(last: Asked, change: Change, knowledge: Knowledge): Asked | null {
  const { speakers, subject, leftOut = NOTHING } = change;
  if (change.period !== undefined && speakers === undefined && subject === undefined) {
    return anew(retimed(last, change.period));
  }
  if (last.command === 'sources') return worksOf(speakers ?? [], knowledge);
  const before = understood(last, knowledge);
  if (before === null) return null;
  const named = speakers ?? before.speakers.filter((each) => !leftOut.others.includes(each));
  const wanted: Understood = {
    ...before,
    ...change.period,
    subject: subject ?? before.subject,
    speakers: named,
    // Where voices are named, all others are left out.
    others: named.length > 0 ? [] : [...before.others, ...leftOut.others],
    without: [...before.without, ...leftOut.without],
  };
  return askedFor(last, wanted, knowledge);
}

const NOTHING = { others: [], without: [] };

function worksOf(voices: readonly Speaker[], { speakers }: Knowledge): Asked | null {
  const [one, ...others] = voices;
  if (one === undefined || others.length > 0 || !speakers.includes(one)) return null;
  return { command: 'sources', options: { auteur: one.label } };
}

/** The period is said by options alone. */
function retimed({ command, options }: Asked, period: Pick<Filters, 'since' | 'until'>): Asked {
  const { depuis, jusqua, sujet, ...others } = namedAlone(command, options);
  const rest = sujet === undefined ? {} : { sujet: timesApart(sujet).rest };
  return { command, options: { ...others, ...rest, ...periodAsked(period) } };
}

/** What stays what it is, whatever it bears on and whoever speaks. */
const KEPT: ReadonlySet<Asked['command']> = new Set(['citation', 'carte', 'qui-repond']);

function isOfVoices(command: Asked['command']): boolean {
  return command === 'position' || command === 'comparer';
}

function namedAlone(command: Asked['command'], options: Options): Options {
  return isOfVoices(command) ? namesApart(options) : options;
}

function understood({ command, options }: Asked, knowledge: Knowledge): Understood | null {
  const { auteur, auteur2, ...asked } = namedAlone(command, options);
  const question = isOfVoices(command)
    ? readQuestion(asked, knowledge, 'no voices')
    : readQuestion(options, knowledge);
  if ('code' in question) return null;
  const { subject, filters, about, opinionOf } = question;
  if (!isOfVoices(command)) {
    // « Durand » alone asks for Durand, and not for what others say of him.
    if (about.length > 0) return { ...filters, subject: null, speakers: about };
    return { ...filters, subject, speakers: opinionOf.length > 0 ? opinionOf : filters.speakers };
  }
  const named = [auteur, auteur2].filter((name) => name !== undefined);
  const found = named.map((name) => findSpeaker(knowledge.speakers, name));
  const speakers = found.filter((each) => 'label' in each);
  return speakers.length < named.length ? null : { ...filters, subject, speakers };
}

/** The command and the options that ask for so much: a voice by an option, several or a role by words. */
export function askedFor(
  last: Asked,
  { subject, speakers, ...filters }: Understood,
  knowledge: Knowledge,
): Asked | null {
  const { prive, resume, image } = last.options;
  const asked = (command: Asked['command'], options: Options): Asked => ({
    command,
    options: {
      ...options,
      ...periodAsked(filters),
      ...(prive === undefined ? {} : { prive }),
      ...(resume === undefined || command !== 'debat' ? {} : { resume: 'oui' }),
      ...(image === undefined || command !== 'citation' ? {} : { image }),
    },
  });
  const sujet = [subject ?? '', ...leavingOut(filters)].join(' ').trim();
  const [auteur, auteur2, third] = speakers.map(({ label }) => label);
  const arePersons = speakers.every((each) => knowledge.speakers.includes(each));
  const own = KEPT.has(last.command) ? last.command : null;
  if (arePersons && auteur2 === undefined && auteur !== undefined) {
    const isHeld = subject === null || isOfVoices(last.command);
    return asked(own ?? (isHeld ? 'position' : 'debat'), { auteur, sujet });
  }
  const isPair = arePersons && auteur2 !== undefined && third === undefined;
  if (isPair && own === null && (subject === null || isOfVoices(last.command))) {
    return asked('comparer', { ...(auteur === undefined ? {} : { auteur }), auteur2, sujet });
  }
  // « Durand en commentaire » is nobody’s name.
  const isNamed = speakers.every(({ names }) => names.length > 0);
  if ((subject === null && own === null) || !isNamed) return null;
  const by =
    speakers.length === 0 ? '' : ` selon ${speakers.map(({ label }) => label).join(' et ')}`;
  return asked(own ?? 'debat', { sujet: `${sujet}${by}`.trim() });
}
