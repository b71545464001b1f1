import { isDiscourse, isStopWord } from '../french/words.ts';
import { textOf, TIES, tokensOf, type Token } from './tokens.ts';

/** Words below which a question has nothing around it. */
const SHORTEST_MESSAGE = 9;
/** Questions within a message beyond which no more are looked for. */
const MOST_WITHIN = 8;

/** Somebody speaks to somebody, and does not only name a subject. */
const ADDRESSED =
  /(?<![\p{L}’'-])(?:j['’]|(?:je|me|moi|mon|ma|bonjour|bonsoir|salut|merci)(?![\p{L}’'-]))/iu;
const BETWEEN_CLAUSES = /[.!?…;:,()\n]+(?:\s|$)/u;
const ASKS = /(?<![\p{L}’'-])(?:ce qu(?:e\s|['’])|qu(?:e\s|['’]))\s*\S.*$/iu;
/** What always brings a subject in. */
const ABOUT =
  /(?:^| )(?:a propos|au sujet|sujet|theme|question) (?:d|de|du|des)$|(?:^| )concernant$/u;
const OF_WHO_ASKS = new Set('j je m me moi mon ma mes nous notre nos'.split(' '));
/** « L’effet d’une crise » */
const TIES_WITHIN = new Set([...TIES, 'un', 'une']);

interface Within {
  readonly words: string;
  /** « Ce que pense Durand de X », and not X alone: it is of use where it names a voice. */
  readonly isSentence: boolean;
}

/**
 * What a long message may ask, the last first: people say who they are and why they ask before they ask.
 * What is asked follows a word that asks and what links it to its subject: « ce qui se dit *de* X »,
 * « quelque chose *sur* X ».
 */
export function questionsWithin(message: string): readonly Within[] {
  if (!ADDRESSED.test(message) || tokensOf(message).length < SHORTEST_MESSAGE) return [];
  const clauses = message.split(BETWEEN_CLAUSES).reverse();
  const found = clauses.flatMap((clause) => {
    const sentence = ASKS.exec(clause)?.[0];
    const subjects = subjectsIn(clause).map((words) => ({ words, isSentence: false }));
    return sentence === undefined ? subjects : [{ words: sentence, isSentence: true }, ...subjects];
  });
  return found.slice(0, MOST_WITHIN);
}

function subjectsIn(clause: string): readonly string[] {
  const tokens = tokensOf(clause);
  return tokens.flatMap((_, place) => {
    if (!bringsIn(tokens.slice(0, place + 1))) return [];
    const after = tokens.slice(place + 1);
    // « X et je m’y perds » turns back to who asks.
    const speaking = after.findIndex(({ form }) => OF_WHO_ASKS.has(form));
    const end = after.findLastIndex(
      ({ form }, at) => at < speaking && isStopWord(form) && !TIES_WITHIN.has(form),
    );
    const asked = end < 0 ? after : after.slice(0, end);
    return isSubject(asked) ? [named(asked)] : [];
  });
}

const POSSESSIVE = /^(?:[mts](?:on|a|es)|[nv]o(?:s|tre)|leurs?)$/u;

/** « Le prix que je peux en demander », « son téléphone » and « mot de passe » are no subjects. */
function isSubject(tokens: readonly Token[]): boolean {
  const first = tokens.find(({ form }) => !isStopWord(form))?.form ?? '';
  const isOwn = tokens.some(({ form }) => OF_WHO_ASKS.has(form));
  return first !== '' && !isDiscourse(first) && !isOwn && !POSSESSIVE.test(tokens[0]?.form ?? '');
}

/** Whether the last of these words links what is asked to the word that asks. */
function bringsIn(tokens: readonly Token[]): boolean {
  const [asking, link] = tokens.slice(-2).map(({ form }) => form);
  if (asking === undefined || link === undefined) return false;
  if (ABOUT.test(tokens.map(({ form }) => form).join(' '))) return true;
  if (link === 'sur') return isStopWord(asking) || isDiscourse(asking);
  return (
    /^(?:d|de|du|des)$/u.test(link) &&
    isDiscourse(asking) &&
    !isStopWord(asking) &&
    asking.length > 1
  );
}

/** Without the words at its end that name nothing. */
function named(tokens: readonly Token[]): string {
  const last = tokens.findLastIndex(({ form }) => form !== '' && !isStopWord(form));
  return textOf(tokens.slice(0, last + 1));
}
