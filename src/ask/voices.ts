import { CIVILITIES, type Speaker } from '../debate/speaker.ts';
import type { Writing } from './bearers.ts';
import { namesIn, type Named } from './names.ts';
import { textOf, tokensOf, type Token } from '../french/tokens.ts';
import { isDiscourse, isStopWord, wordsOf } from '../french/words.ts';

/** Voices that a question names. */
export interface Heard {
  readonly speakers: readonly Speaker[];
  /**
   * Why they are named: what they say is asked for (`asked`), or seems to be (`seems`: « Durand sur les
   * quais »); or nothing else is named, and they may be the subject (`alone`).
   */
  readonly as: 'asked' | 'seems' | 'alone';
  /** The question without them and the words that bring them in; where they are alone, with their names. */
  readonly rest: string;
}

/** What stands around names, and where the question goes on when they are taken away. */
interface Surroundings {
  readonly named: Named;
  readonly words: readonly Token[];
  readonly before: readonly Token[];
  readonly after: readonly Token[];
  /** The words before, folded. */
  readonly lead: string;
  /** The words after, folded, punctuation that stands alone included. */
  readonly tail: string;
}

type Reading = Pick<Heard, 'as'> & { readonly words: readonly Token[] };

/** Words after which a name is what the question bears on, and not who speaks. */
const OBJECT =
  /(?:^| )(?:d|de|du|des|a|au|aux|sur|contre|avec|entre|envers|vers|pour|par|chez|sans|sauf|comme|ni|dans|vs|versus)$/u;
/** What brings a subject in. */
export const ABOUT =
  /^(?:sur|a propos d(?:e|u|es)?|au sujet d(?:e|u|es)?|concernant|quant (?:a|aux?)|face (?:a|aux?))(?= |$)/u;
/** What links a subject to « que pense X »: it says nothing of the subject. */
const LINK = /^(?:d|de|du|des|sur|a|au|aux|en|que|qu|:|,)$/u;
const VIEW =
  /(?:^| )(?:avis|opinions?|positions?|point de vue|points de vue|vision|these|theses|idees?|propos|arguments?|pensee|analyse|citations?|phrases?)(?: d(?:es?)?)?$/u;
const SOURCE = /(?:^| )(?:selon|d apres|aux yeux d|aux yeux de)$/u;
const ASKS =
  /^(?:(?:et|mais|alors|donc) )*(?:que|qu|ce que|ce qu|qu est-ce que|qu est-ce qu|quoi)(?= |$)/u;
const INVERSION = /-(?:t-)?(?:ils?|elles?|tu|vous)$/u;

/** The voices that a question names as those who speak, or as all it is about; null where there are none. */
export async function voicesIn(
  question: string,
  speakers: readonly Speaker[],
  writing: Writing,
): Promise<Heard | null> {
  const tokens = tokensOf(question);
  const groups = await namesIn(tokens, speakers, writing);
  const readings = await Promise.all(
    groups.map(async (named) => {
      const reading = await readingOf(surroundings(named, tokens), writing);
      return reading === null ? [] : [{ speakers: named.speakers, ...reading }];
    }),
  );
  const order = ['asked', 'seems', 'alone'] as const;
  const [first] = order.flatMap((as) => readings.flat().filter((each) => each.as === as));
  return first === undefined ? null : { ...first, rest: textOf(first.words) };
}

function surroundings(named: Named, tokens: readonly Token[]): Surroundings {
  const [before, after] = [tokens.slice(0, named.from), tokens.slice(named.to)];
  const lead = before.map(({ form }) => form).join(' ');
  const tail = tailOf(after);
  return { named, words: tokens.slice(named.from, named.to), before, after, lead, tail };
}

/** How the words around names bring them in; null where they are a part of the subject. */
async function readingOf(around: Surroundings, writing: Writing): Promise<Reading | null> {
  const reading =
    asked(around) ??
    (OBJECT.test(around.lead) ? byWhom(around) : (seems(around) ?? (await bare(around, writing))));
  if (reading !== null && (reading.as === 'asked' || saysSomething(reading.words))) return reading;
  const others = [...around.before, ...around.after];
  if (around.named.isAskedOnly || saysSomething(others, isDiscourse)) return null;
  const name = around.words.filter(({ form }) => !CIVILITIES.has(form));
  return { as: 'alone', words: [...around.before, ...name, ...around.after] };
}

/** « selon X », « l’avis de X », « que pense X ». */
function asked({ lead, before, after }: Surroundings): Reading | null {
  const frame = SOURCE.exec(lead) ?? VIEW.exec(lead);
  if (frame !== null) {
    const kept = before.slice(0, before.length - frame[0].trim().split(' ').length);
    return { as: 'asked', words: subjectOf(kept, after) };
  }
  if (!ASKS.test(lead) || OBJECT.test(lead)) return null;
  return { as: 'asked', words: [...naming(before), ...subjectIn(withoutSaying(after))] };
}

/** « X sur… », « X pense-t-il que… », « X parle de… », « X, … ». */
function seems({ named, tail, before, after }: Surroundings): Reading | null {
  const isOpening = !saysSomething(before, isDiscourse);
  if (isOpening && !named.isPlain && (ABOUT.test(tail) || tail.startsWith(': '))) {
    return { as: 'seems', words: subjectIn(after) };
  }
  // « X, que penses-tu de… »
  const said = ASKS.test(after[0]?.form ?? '') ? after.slice(1) : after;
  const [next, ...rest] = said;
  if (isOpening && next !== undefined && INVERSION.test(next.form)) {
    const form = next.form.replace(/ez-vous$/u, 'e').replace(INVERSION, '');
    const verb = { text: next.text.replace(INVERSION, ''), form };
    return { as: 'seems', words: [...naming([verb]), ...subjectIn(rest)] };
  }
  const told = withoutSaying(after);
  if (isOpening && told !== after) return { as: 'seems', words: subjectIn(told) };
  if (isOpening && /[,:]$/u.test(named.closing)) return { as: 'seems', words: subjectIn(after) };
  return null;
}

/** « blogs X », « Jo X blogs »: the capital that opens a question tells a name from a word only where the corpus does. */
async function bare(
  { named, before, after }: Surroundings,
  { isOnlyName }: Writing,
): Promise<Reading | null> {
  const touches = [before.at(-1), after[0]].some(
    (each) => each !== undefined && (isStopWord(each.form) || OBJECT.test(each.form)),
  );
  if (touches || named.isAskedOnly) return null;
  const isName = named.isMarked || (named.opening !== '' && (await isOnlyName(named.opening)));
  if (!isName) return null;
  return { as: 'seems', words: before.length === 0 ? subjectIn(after) : [...before, ...after] };
}

/** « vu par X », « chez X », « les mots de X sur… ». */
function byWhom({ named, lead, tail, before, after }: Surroundings): Reading | null {
  const by = /(?:^| )(?:(?:vue?s? )?par|chez)$/u.exec(lead);
  if (by !== null && named.isMarked) {
    const kept = before.slice(0, before.length - by[0].trim().split(' ').length);
    return { as: 'seems', words: subjectOf(kept, after) };
  }
  const noun = /(?:^| )(\S+) (?:d|de)$/u.exec(lead)?.[1];
  if (noun === undefined || !isDiscourse(noun) || !ABOUT.test(tail)) return null;
  return { as: 'seems', words: subjectOf(before.slice(0, -2), after) };
}

const SPOKEN = /^(?:(?:a|ont|en|nous|y) )?\S+(?:$| (?=(?:a|au|aux|en|que?|du?|de|des|sur) ))/u;

/** « X parle de… », « X a dit que… »: verbs of saying and thinking are words with which one asks. */
function withoutSaying(after: readonly Token[]): readonly Token[] {
  const [spoken = ''] = SPOKEN.exec(tailOf(after)) ?? [];
  const count = spoken.trim().split(' ').length;
  const verb = after[count - 1]?.form ?? '';
  const isSaying = spoken !== '' && isDiscourse(verb) && !isStopWord(verb);
  return isSaying ? after.slice(count) : after;
}

/** What stood before the words that bring the names in, and what follows the names. */
function subjectOf(before: readonly Token[], after: readonly Token[]): readonly Token[] {
  const following = subjectIn(after);
  const isAsking = !saysSomething(before, isDiscourse) && saysSomething(following);
  const first = before.findIndex((token) => saysSomething([token]));
  const last = before.findLastIndex((token) => saysSomething([token]));
  return isAsking || first < 0 ? following : [...before.slice(first, last + 1), ...following];
}

/** Words that name something, of those that may only ask. */
function naming(tokens: readonly Token[]): readonly Token[] {
  return tokens.filter((token) => saysSomething([token], isDiscourse));
}

/** What follows the names, without what links it to them. */
function subjectIn(after: readonly Token[]): readonly Token[] {
  const tail = tailOf(after);
  const [, about = ''] = /^(?:[:,] )?(.*)$/u.exec(tail) ?? [];
  const link = ABOUT.exec(about)?.[0].split(' ').length ?? 0;
  const start = tail === about ? link : link + 1;
  const rest = after.slice(start);
  return link === 0 && LINK.test(tailOf(rest.slice(0, 1))) ? rest.slice(1) : rest;
}

function tailOf(tokens: readonly Token[]): string {
  return tokens.map(({ form, text }) => (form === '' ? text : form)).join(' ');
}

/** Whether a word among these names something, of those that are not empty. */
export function saysSomething(
  tokens: readonly Token[],
  isEmpty: (form: string) => boolean = isStopWord,
): boolean {
  return tokens.some(
    ({ form }) =>
      form.search(/\p{Co}/u) >= 0 ||
      wordsOf(form).some((word) => !isStopWord(word.form) && !isEmpty(word.form)),
  );
}
