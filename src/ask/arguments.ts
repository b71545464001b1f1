import { NO_FILTERS, type Filters } from '../debate/filters.ts';
import type { Notice } from '../debate/notice.ts';
import { LONGEST_SUBJECT } from '../debate/reply.ts';
import { OPTION_NAMES, type OptionName, type Options } from './request.ts';
import { firstDay, lastDay, readDate } from '../french/periods.ts';
import { foldText } from '../french/words.ts';
import { earliest, latest, periodAsked, timesIn } from './narrowing.ts';
import { findSpeaker } from './people.ts';
import type { Speaker } from '../debate/speaker.ts';

/** What was typed after a command: its options, and the other words between its semicolons. */
export interface Arguments {
  readonly options: Options;
  readonly parts: readonly string[];
}

/** Whether these words may all belong to one name. */
type IsName = (words: string) => boolean;

// One piece of a line: option:value, option:"several words", "a phrase", a semicolon or a word. A
// colon after a space is French punctuation and one before // is an address: neither makes an option.
// Quoted words are looked for only so far: twenty thousand marks that open and close nothing would keep
// everybody waiting. Of a line longer than a subject only what ends it is read so.
const PIECE =
  /(?<option>\p{L}[\p{L}\p{N}’'-]*):(?!\/\/)(?<gap>[ \u00A0]*)(?:["“«][ \u00A0\u202F]{0,3}(?<quoted>[^"”»]{0,400}?)[ \u00A0\u202F]{0,3}["”»]|(?<value>[^\s;]*))|"[^"]{0,400}"|“[^”]{0,400}”|«[^»]{0,400}»|;|[^\s;]+/gu;

/** What buttons alone ask, and what `/proposer` reads by itself. */
const NOT_TYPED: readonly OptionName[] = ['debat', 'extrait', 'mots', 'source', 'date', 'lien'];
const OPTIONS: ReadonlyMap<string, OptionName> = new Map([
  ...OPTION_NAMES.filter((name) => !NOT_TYPED.includes(name)).map((name): [string, OptionName] => [
    name,
    name,
  ]),
  ["jusqu'a", 'jusqua'],
  ['auteur1', 'auteur'],
]);
/** The options that are bare words at the end of a line: « /debat roi resume prive ». */
const ENDING_WORDS = ['prive', 'resume'] as const;
/** The options whose values have several words. */
const GOING_ON: readonly OptionName[] = ['sujet', 'auteur', 'auteur2'];
/** What such a word says, whatever is typed after it: buttons keep more in it than people can type. */
const YES = 'oui';
/** The options worth offering: the others are what is typed without any. */
const OFFERED = ['auteur', 'depuis', 'jusqua', 'page', 'resume', 'prive'];

/** Takes a line apart; answers with a notice when an option of it cannot be understood. */
export function parseArguments(line: string, isName: IsName): Arguments | Notice {
  const options: Partial<Record<OptionName, string>> = {};
  const prose = line.slice(0, line.length > LONGEST_SUBJECT ? endOfProse(line) : 0);
  const parts = prose.split(';').map((part) => (part.trim() === '' ? [] : [part.trim()]));
  // The option just read, where words that follow it may belong to its name.
  let named: OptionName | null = null;
  for (const { 0: text, groups = {} } of line.slice(prose.length).matchAll(PIECE)) {
    const { option = '', gap, quoted, value = '' } = groups;
    const name = OPTIONS.get(foldText(option));
    // « question: pourquoi ? » is a sentence, « question:pourquoi » an attempt at an option.
    if (name === undefined && gap === '') {
      return { code: 'unknown option', option, options: OFFERED };
    }
    if (name !== undefined) {
      const given = quoted ?? value;
      if (given === '') return { code: 'option without value', option: name };
      if (name in options) return { code: 'option twice', option: name };
      options[name] = isEndingWord(name) ? YES : given;
      named = quoted === undefined && GOING_ON.includes(name) ? name : null;
      continue;
    }
    // « auteur:Camille Exemple »: a name goes on for as long as its words fit one, a subject to its end.
    const longer = named === null || text === ';' ? '' : `${options[named] ?? ''} ${text}`;
    const isSubject = named === 'sujet' && !ENDING_WORDS.some((each) => each === foldText(text));
    const goesOn = longer !== '' && (isSubject || isName(longer));
    if (named !== null && goesOn) options[named] = longer;
    else {
      named = null;
      if (text === ';') parts.push([]);
      else parts.at(-1)?.push(text);
    }
  }
  takeEndingWords(parts.at(-1) ?? [], options);
  return { options, parts: parts.map((words) => words.join(' ')) };
}

/** Where the options after a long message begin: a pasted page has colons of its own. */
function endOfProse(line: string): number {
  const [options = ''] = ENDING_OPTIONS.exec(line.slice(-LONGEST_SUBJECT)) ?? [];
  return line.length - options.length;
}

const ENDING_OPTIONS = new RegExp(
  `(?:(?:^|\\s)(?:${[...OPTIONS.keys()].join('|')}):[^\\s:]+)*(?:\\s(?:priv[eé]|r[eé]sum[eé]))*$`,
  'iu',
);

function isEndingWord(name: OptionName): boolean {
  return ENDING_WORDS.some((each) => each === name);
}

/** « /debat résumé » has a subject, « /debat roi résumé » asks for a summary. */
function takeEndingWords(words: string[], options: Partial<Record<OptionName, string>>): void {
  for (;;) {
    const typed = foldText(words.at(-1) ?? '');
    const name = ENDING_WORDS.find((each) => each === typed);
    if (name === undefined || (name === 'resume' && words.length === 1)) return;
    words.pop();
    options[name] = YES;
  }
}

const SHORTEST_SUBJECT = 2;
const LETTERS_AND_DIGITS = /[\p{L}\p{N}]/gu;

/** The subject as it was typed, null where there is none; or why it cannot be searched. */
export function readSubject(subject = ''): string | Notice | null {
  if (subject.trim() === '') return null;
  if (subject.length > LONGEST_SUBJECT) {
    return { code: 'subject too long', length: subject.length, longest: LONGEST_SUBJECT };
  }
  const written = subject.match(LETTERS_AND_DIGITS)?.length ?? 0;
  if (written === 0) return { code: 'subject without words' };
  return written < SHORTEST_SUBJECT ? { code: 'subject too short' } : subject;
}

/** The page asked for, from 1, of an answer that has so many; or why there is none. */
export function readPage(value: string | undefined, pages: number): number | Notice {
  if (value === undefined) return 1;
  const page = /^\d{1,4}$/u.test(value) ? Number(value) : 0;
  if (page < 1) return { code: 'not a page', value };
  return page > pages ? { code: 'no such page', pages } : page;
}

/** Reads `auteur`, `depuis` and `jusqua`, or tells what is wrong with them. */
export function readFilters(options: Options, speakers: readonly Speaker[]): Filters | Notice {
  const speaker = options.auteur === undefined ? null : findSpeaker(speakers, options.auteur);
  if (speaker !== null && 'code' in speaker) return speaker;
  const since = readOption('depuis', options.depuis);
  const until = readOption('jusqua', options.jusqua);
  if (typeof since === 'object' && since !== null) return since;
  if (typeof until === 'object' && until !== null) return until;
  return inOrder({ ...NO_FILTERS, speakers: speaker === null ? [] : [speaker], since, until });
}

function readOption(option: string, value: string | undefined): string | Notice | null {
  if (value === undefined) return null;
  return readDate(value) ?? { code: 'not a date', option, value };
}

/** The filters, or why nothing can pass them. */
export function inOrder(filters: Filters): Filters | Notice {
  const { since, until } = filters;
  const isReversed = since !== null && until !== null && firstDay(since) > lastDay(until);
  return isReversed ? { code: 'dates reversed', since, until } : filters;
}

/** Options whose names stand alone: « Martin depuis 2012 » is Martin, since 2012. */
export function namesApart({ auteur = '', auteur2, ...options }: Options): Options {
  const [one, other] = [auteur, auteur2 ?? ''].map(timesIn);
  if (one === undefined || other === undefined) return { auteur, ...options };
  const since = latest(one.since, other.since);
  const until = earliest(one.until, other.until);
  return {
    ...periodAsked({ since, until }),
    ...options,
    auteur: one.rest,
    ...(auteur2 === undefined ? {} : { auteur2: other.rest }),
  };
}

/** The parts of a line, without those that only name a time: these end the last of the others. */
export function withTimesLast(parts: readonly string[]): readonly string[] {
  const isTime = (part: string) => part.trim() !== '' && timesIn(part).rest === '';
  const others = parts.filter((part) => !isTime(part));
  const last = others.pop();
  return last === undefined ? parts : [...others, [last, ...parts.filter(isTime)].join(' ')];
}
