import { isCommonWord } from '../../text/common-words.ts';
import { isDiscourse } from '../../text/discourse-words.ts';
import { isStopWord } from '../../text/stop-words.ts';
import type { Evidence } from '../evidence.ts';
import type { Proposed, Rule } from '../proposed.ts';
import { groupsIn } from '../vocabulary.ts';
import { isFamous, nationOf } from '../grammar/names.ts';
import { isSpeech } from '../grammar/speech.ts';
import { type Token, isCapitalised, isContent } from '../grammar/tokens.ts';

/** Common nouns that French writes with a capital. */
const CAPITALISED_NOUNS = new Set(['web', 'internet', 'etat']);

/** Every person, work, brand and country stands in a cited passage or its source. */
export const name: Rule = (proposed) => {
  const { own, evidence, vocabulary } = proposed;
  const known = new Set(evidence.flatMap(formsOf));
  const groups = new Set(evidence.flatMap((each) => groupsOf(each, vocabulary)));
  const unknown = own.find((token, index) => {
    if (token.kind !== 'word' || known.has(bare(token.form))) return false;
    if (isCapitalised(token)) return isName(own, index, proposed, groups);
    return isLowerCaseName(token, vocabulary) || isForeignNation(token, known);
  });
  return unknown?.text ?? null;
};

function bare(form: string): string {
  return form.replace(/['.]/gu, '');
}

function formsOf({ statements, context }: Evidence): string[] {
  return [...statements.flatMap(({ tokens }) => tokens), ...context].map(({ form }) => bare(form));
}

function groupsOf({ statements }: Evidence, vocabulary: Proposed['vocabulary']): number[] {
  return statements.flatMap(({ tokens }) =>
    groupsIn(tokens.filter(isContent), vocabulary).map(({ group }) => group),
  );
}

function isName(
  own: readonly Token[],
  index: number,
  { vocabulary, text }: Proposed,
  groups: ReadonlySet<number>,
): boolean {
  const token = own[index];
  if (token === undefined || CAPITALISED_NOUNS.has(token.form)) return false;
  if (startsSentence(own, index, text)) return !isOrdinary(own, index, vocabulary);
  // Initials may be spelled out in the passage, and the other way round.
  const synonyms = /^\p{Lu}{2,}$/u.test(token.text) ? groupsIn([token], vocabulary) : [];
  return !synonyms.some(({ group }) => groups.has(group));
}

function startsSentence(own: readonly Token[], index: number, text: string): boolean {
  const token = own[index];
  return token !== undefined && /^[\s«\u00A0]*$/u.test(text.slice(0, token.start));
}

/** Endings that a name at the start of a sentence hardly has: infinitives, adverbs, participles. */
const ORDINARY_ENDING = /(?:er|[^r]ir|oir|[dtvi]re|ments?|ants?|tions?|ites?|ages?|eurs?)$/u;

/** Whether the first word of a sentence owes its capital to its place only. */
function isOrdinary(
  own: readonly Token[],
  index: number,
  { ordinary, names }: Proposed['vocabulary'],
): boolean {
  const { form = '', text = '', root = '' } = own[index] ?? {};
  if (form.endsWith("'") || isStopWord(form)) return true;
  if (/^\p{Lu}{2}/u.test(text) || /\p{N}/u.test(text) || names.has(form) || isFamous(form))
    return false;
  if (ordinary.has(form) || isDiscourse(form) || isSpeech(form, root)) return true;
  const next = own[index + 1];
  if (next !== undefined && isSpeech(next.form, next.root)) return false;
  if (/^(?:a|au|aux|de|d'|des|du|par)$/u.test(next?.form ?? '')) return true;
  return isCommonWord(form) || ORDINARY_ENDING.test(form);
}

/** « facebook », « kabla »: a name of the corpus or of the world, typed without its capital. */
function isLowerCaseName({ form }: Token, { names, ordinary }: Proposed['vocabulary']): boolean {
  if (nationOf(form) !== null || CAPITALISED_NOUNS.has(form)) return false;
  // « Média » is no name, though « Media Aces » is one.
  if (ordinary.has(`${form}s`)) return false;
  return names.has(form) || (isFamous(form) && !ordinary.has(form));
}

/** « Américain » where nothing speaks of America. */
function isForeignNation({ form }: Token, known: ReadonlySet<string>): boolean {
  const nation = nationOf(form);
  if (nation === null) return false;
  return ![...known].some((each) => each.startsWith(nation));
}
