import type { Filters } from '../debate/filters.ts';
import type { Speaker } from '../debate/speaker.ts';
import { foldText, isDiscourse, isStopWord } from '../french/words.ts';
import type { Knowledge } from './command.ts';
import { isSure, namesIn } from './names.ts';
import { placeIn } from './placed.ts';
import { isOneThing, readQuestion, writingIn } from './question.ts';
import { masking, timesIn } from './narrowing.ts';
import { textOf, tokensOf } from '../french/tokens.ts';
import { ABOUT, saysSomething } from './voices.ts';

type LeftOut = Pick<Filters, 'others' | 'without'>;

/** What a follow-up changes of the question before it; what it does not say stays as it was. */
export interface Change {
  readonly speakers?: readonly Speaker[];
  readonly period?: Pick<Filters, 'since' | 'until'>;
  readonly leftOut?: LeftOut;
  readonly subject?: string;
}

/** How a follow-up is said. */
interface Said {
  /** Without what opens and closes it. */
  readonly words: string;
  /** « Et », « mais », « sinon »: it goes on from something. */
  readonly goesOn: boolean;
  /** Whether it ends with a question mark. */
  readonly isAsked: boolean;
}

/** « Et », with what may stand before it: « ok, et », « merci ! Et ». */
const OPENING =
  /^(?:(?<on>et|mais|puis|sinon|idem|pareil|(?:l[ea]s? )?m[eê]me (?:chose|question)|l[ea]s? m[eê]mes?(?= (?:pour|chez|selon|sur|avec|en) ))|ok|okay|oui|non|alors|bon|bien|merci|super|d['’]accord|parfait|ah|maintenant)(?![\p{L}\p{N}’'-])[\s,;:!.…]*/iu;

function saidIn(text: string): Said {
  let words = text.trim();
  let goesOn = false;
  for (let found = OPENING.exec(words); found !== null; found = OPENING.exec(words)) {
    goesOn ||= found.groups?.['on'] !== undefined;
    words = words.slice(found[0].length);
  }
  const closing = /[\s?!.…,;:]*$/u.exec(words)?.[0] ?? '';
  const kept = words.slice(0, words.length - closing.length);
  return { words: kept, goesOn, isAsked: closing.includes('?') };
}

/** What is longer is a question of its own. */
const LONGEST = 200;
const MOST_WORDS = 14;

/** What words change of the question before them, which named such voices; null for a question of its own. */
export async function changeIn(
  text: string,
  voices: readonly Speaker[],
  knowledge: Knowledge,
): Promise<Change | null> {
  if (text.length > LONGEST) return null;
  return (
    (await replacedIn(text, voices, knowledge)) ??
    (await shortlyIn(text, knowledge)) ??
    (await saidOf(voices, text, knowledge))
  );
}

/**
 * « Et Durand ? », « en 2014 ? », « sans le port », « et sur les quais ? ». They are heard as the words of any
 * question are; nothing but what they change, and what brings it in, may be said.
 */
async function shortlyIn(text: string, knowledge: Knowledge): Promise<Change | null> {
  const said = saidIn(text);
  if (said.words === '' || tokensOf(said.words).length > MOST_WORDS) return null;
  const leftOut = await leftOutBy(said, knowledge);
  if (leftOut !== null) return { leftOut };
  const { since, until, rest } = timeIn(said);
  const period = (since ?? until) === null ? null : { period: { since, until } };
  // « Et en 2014, Durand ? »
  const other = rest === '' ? {} : await voicesOrSubject({ ...said, words: rest }, knowledge);
  return other === null || (rest === '' && period === null) ? null : { ...period, ...other };
}

/** A year alone is one where something is gone on from, or asked: « et 2014 ? ». */
function timeIn({ words, goesOn, isAsked }: Said) {
  const { masked, unmasked } = masking(words);
  const told = timesIn(masked);
  const isTold = (told.since ?? told.until) !== null;
  const bare = isTold || !(goesOn || isAsked) ? told : timesIn(`en ${masked}`);
  const { since, until, ...read } = bare.rest === '' ? bare : told;
  const rest = isTold ? read.rest.replace(ONLY, ' ').trim() : read.rest;
  return { since, until, rest: saysSomething(tokensOf(rest)) ? unmasked(rest) : '' };
}

/** « sans », « pas », « sauf » and their like, before what is left out. */
const WITHOUT = /^(?:(?<word>sans|sauf|hors|hormis|except[eé]|[aà] part)|(?<not>pas)) /iu;

async function leftOutBy({ words, goesOn }: Said, knowledge: Knowledge): Promise<LeftOut | null> {
  const mark = WITHOUT.exec(words)?.groups;
  if (mark === undefined) return null;
  const sujet = words.replace(/(?<![\p{L}\p{N}’'-])(?:sans|pas)(?= (?!parler|compter))/giu, 'sauf');
  const read = await readQuestion({ sujet }, knowledge);
  if (!('code' in read) || read.code !== 'only exclusions') return null;
  const { others, without } = read;
  // « Pas mal »
  return mark['not'] === undefined || goesOn || without.length === 0 ? { others, without } : null;
}

type Other = Pick<Change, 'speakers' | 'subject'>;

async function voicesOrSubject(said: Said, knowledge: Knowledge): Promise<Other | null> {
  const speakers = await voicesNamed(said, knowledge);
  if (speakers !== null) return { speakers };
  const subject = await subjectNamed(said, knowledge);
  return subject === null ? null : { subject };
}

/** What stands for a voice that was named before: a pronoun beside its verb, or « son » before an opinion. */
const STANDING_FOR = [
  /(?<!\p{L})(?<verb>\p{L}+)-(?:t-)?(?:il|elle)(?![\p{L}-])/iu,
  /(?<!\p{L})(?<link>qu)['’](?:il|elle) (?<verb>\p{L}+)(?: quoi)?/iu,
  /^(?:(?:et|mais|alors) )*(?:il|elle) (?<verb>\p{L}+)(?: quoi)?/iu,
  /(?<!\p{L})s(?:on|a) (?<noun>avis|opinion|point de vue|position|vision)(?= (?:sur|concernant|[àa] propos|au sujet) )/iu,
];

/** « Et il pense quoi des quais ? », « que dit-elle du port ? », « son avis sur le tram ? »: of the one voice before. */
async function saidOf(
  [voice, ...others]: readonly Speaker[],
  text: string,
  knowledge: Knowledge,
): Promise<Pick<Change, 'subject'> | null> {
  if (voice === undefined || others.length > 0) return null;
  const found = STANDING_FOR.map((each) => each.exec(text)).find((each) => each !== null);
  if (found == null || !saysSomething(tokensOf(text.replace(found[0], '')), isDiscourse))
    return null;
  const { verb, noun = '', link } = found.groups ?? {};
  const form = foldText(verb ?? '');
  // « Est-il vrai que… » and « faut-il… » are about nobody.
  if (verb !== undefined && (!isDiscourse(form) || isStopWord(form))) return null;
  const named = verb === undefined ? `${noun} de ${voice.label}` : `${voice.label} ${verb}`;
  const sujet = text.replace(found[0], link === undefined ? named : `que ${named}`);
  const question = await readQuestion({ sujet }, knowledge);
  if ('code' in question || question.subject === null) return null;
  const { speakers } = question.filters;
  return speakers.length === 1 && speakers[0] === voice ? { subject: question.subject } : null;
}

/** « X au lieu de Y », « remplace Y par X »: the voice that comes, and the one that goes. */
const REPLACED = [
  /^(?:(?:met|prend|pren)\p{L}* )?(?<comes>.+?),? (?:(?:au lieu|[àa] la place) d|plut[ôo]t qu)(?:es? |['’])(?<goes>.+)$/iu,
  /^(?:au lieu|[àa] la place) d(?:es? |['’])(?<goes>.+?), ?(?<comes>.+)$/iu,
  /^(?:remplace|change)[rz]? (?<goes>.+) par (?<comes>.+)$/iu,
];

/** « Pareil avec Durand au lieu de Martin »: the voices before, Martin among them, with Durand in the place of Martin. */
async function replacedIn(
  text: string,
  voices: readonly Speaker[],
  knowledge: Knowledge,
): Promise<Pick<Change, 'speakers'> | null> {
  const { words } = saidIn(text);
  const { comes, goes } =
    REPLACED.map((each) => each.exec(words)).find((each) => each !== null)?.groups ?? {};
  if (comes === undefined || goes === undefined) return null;
  const [left = null, right = null] = await Promise.all(
    [comes, goes].map((words) => voiceIn(words, knowledge)),
  );
  if (left === null || right === null || !voices.includes(right)) return null;
  return { speakers: [...new Set(voices.map((each) => (each === right ? left : each)))] };
}

/** The one voice that words name, beside such as « mets » and « avec ». */
async function voiceIn(words: string, knowledge: Knowledge): Promise<Speaker | null> {
  const tokens = tokensOf(words);
  const writing = writingIn(knowledge);
  const [named, ...more] = await namesIn(tokens, knowledge.catalogue.heard, writing);
  const [voice, ...others] = named?.speakers ?? [];
  if (named === undefined || voice === undefined || more.length + others.length > 0) return null;
  const rest = [...tokens.slice(0, named.from), ...tokens.slice(named.to)];
  const isOther = rest.some(({ form }) => form !== 'avec' && OTHERWISE.has(form));
  return isOther || saysSomething(rest, isDiscourse) ? null : voice;
}

/** What makes a name what is spoken of or to, and not who speaks; or a question of its own. */
const OTHERWISE = new Set(
  'sur contre avec entre envers vers sans sauf comme ni dans vs si a au aux qui quand comment pourquoi ou'.split(
    ' ',
  ),
);
/** What stands for something that was named before: « qu’en dit Durand », « Durand là-dessus ». */
const OF_BEFORE =
  /(?<![\p{L}\p{N}-])(?:en|y|l[aà]-?dessus|dessus|[cç]a|cela|(?:ce|le m[eê]me) sujet|celles?|celui|ceux)(?![\p{L}\p{N}-])/giu;
/** What brings a voice in: « pour Durand », « seulement Durand ». */
const BY =
  /^(?:pour|chez|selon|d['’]apr[eè]s|par|(?:du )?c[oô]t[eé]|(?:de )?la (?:m[eê]me )?part|la m[eê]me|le m[eê]me|juste|plut[oô]t)(?![\p{L}\p{N}-])/iu;
const ONLY =
  /(?<![\p{L}\p{N}-])(?:seule?ment|uniquement|exclusivement|rien que)(?![\p{L}\p{N}-])/giu;

/** The voices that are all that is named, beside words that say nothing of a subject. */
async function voicesNamed(
  { words, goesOn, isAsked }: Said,
  knowledge: Knowledge,
): Promise<readonly Speaker[] | null> {
  const speakers = knowledge.catalogue.heard;
  const writing = writingIn(knowledge);
  const placed = await placeIn(words, speakers, writing);
  if (placed !== null && !saysSomething(tokensOf(placed.rest))) return [placed.role];
  const bare = [ONLY, BY, OF_BEFORE].reduce((rest, each) => rest.replace(each, ' '), words).trim();
  const tokens = tokensOf(bare);
  const [named, ...more] = await namesIn(tokens, speakers, writing);
  if (named === undefined || more.length > 0) return null;
  if (!named.isAskedOnly && !(await isSure(named, tokens, writing))) return null;
  const others = [...tokens.slice(0, named.from), ...tokens.slice(named.to)];
  if (others.some(({ form }) => OTHERWISE.has(form)) || saysSomething(others, isDiscourse))
    return null;
  // « Que pense Durand ? » asks for all that he thinks.
  const isWhole = others.some(({ form }) => isDiscourse(form) && !isStopWord(form));
  const isBrought = goesOn || bare !== words;
  return isBrought || (isAsked && !isWhole) ? named.speakers : null;
}

/** What stands before a noun. */
const DETERMINER = /^(?:l['’]|(?:l[ea]s?|un|une|des|du|d['’]|cet?|cette|ces|leurs?)\s)\s*/iu;
/** « Et sur les quais ? », « et les quais ? »: another subject, by a few words that name one thing. */
async function subjectNamed({ words, goesOn }: Said, knowledge: Knowledge): Promise<string | null> {
  const tokens = tokensOf(words);
  const folded = tokens.map(({ form }) => form);
  const about = ABOUT.exec(folded.join(' '))?.[0].split(' ').length ?? 0;
  if (about === 0 && !goesOn) return null;
  const isFor = about === 0 && folded[0] === 'pour';
  const subject = textOf(tokens.slice(isFor ? 1 : about)).replace(DETERMINER, '');
  return (await isOneThing(subject, knowledge)) ? subject : null;
}
