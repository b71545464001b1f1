import { namesApart } from './arguments.ts';
import type { Filters } from '../debate/filters.ts';
import type { Reply } from '../debate/reply.ts';
import type { Speaker } from '../debate/speaker.ts';
import type { Knowledge } from './command.ts';
import { changeIn, type Change } from './ellipsis.ts';
import { anew, KEPT, moved, moveIn, type Before } from './moves.ts';
import { findSpeaker } from './people.ts';
import { readQuestion } from './question.ts';
import type { Asked, Options } from './request.ts';
import { periodAsked, timesApart, leavingOut } from './narrowing.ts';

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
  const voices = async () => (await understood(last, knowledge))?.speakers ?? [];
  const others = OTHERS.test(text) ? await voices() : [];
  // Where no voice was asked, the others are other passages.
  const move = others.length > 0 ? null : moveIn(text);
  if (move !== null) return moved(move, before);
  const change =
    others.length > 0
      ? { leftOut: { others, without: [] } }
      : await changeIn(text, await voices(), knowledge);
  return change === null ? null : withChange(last, change, knowledge);
}

/** « Et les autres ? » after what one voice says. */
const OTHERS =
  /^(?:(?:et|mais) )?(?:(?:que|qu['’]en) (?:disent|pensent) )?(?:tou(?:s|tes) )?les autres(?: (?:auteurs|voix|personnes|gens))?[\s?!.…]*$/iu;

/** A question as far as follow-ups change it. */
export interface Understood extends Filters {
  readonly subject: string | null;
}

/** The question with what is changed of it; null where no question says that. */
export async function withChange(
  last: Asked,
  change: Change,
  knowledge: Knowledge,
): Promise<Asked | null> {
  const { speakers, subject, leftOut = NOTHING } = change;
  if (change.period !== undefined && speakers === undefined && subject === undefined) {
    return anew(retimed(last, change.period));
  }
  if (last.command === 'sources') return worksOf(speakers ?? [], knowledge);
  const before = await understood(last, knowledge);
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

function worksOf(voices: readonly Speaker[], { catalogue: { speakers } }: Knowledge): Asked | null {
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

function isOfVoices(command: Asked['command']): boolean {
  return command === 'position' || command === 'comparer';
}

function namedAlone(command: Asked['command'], options: Options): Options {
  return isOfVoices(command) ? namesApart(options) : options;
}

async function understood(
  { command, options }: Asked,
  knowledge: Knowledge,
): Promise<Understood | null> {
  const { auteur, auteur2, ...asked } = namedAlone(command, options);
  const question = isOfVoices(command)
    ? await readQuestion(asked, knowledge, 'no voices')
    : await readQuestion(options, knowledge);
  if ('code' in question) return null;
  const { subject, filters, about, opinionOf } = question;
  if (!isOfVoices(command)) {
    // « Durand » alone asks for Durand, and not for what others say of him.
    if (about.length > 0) return { ...filters, subject: null, speakers: about };
    return { ...filters, subject, speakers: opinionOf.length > 0 ? opinionOf : filters.speakers };
  }
  const named = [auteur, auteur2].filter((name) => name !== undefined);
  const found = named.map((name) => findSpeaker(knowledge.catalogue.speakers, name));
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
  const arePersons = speakers.every((each) => knowledge.catalogue.speakers.includes(each));
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
