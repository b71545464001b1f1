import type { Token } from './tokens.ts';

/** Whether a text says a word of its matter, denies it or asks it; « unclear » where no rule can tell. */
export type Sign = 'affirmed' | 'denied' | 'asked' | 'unclear';

/** A word or number in its clause. */
export interface SignedToken extends Token {
  readonly sign: Sign;
  /** Whether its clause is about it: the first word of matter after a negation, every word where there is none. */
  readonly isHead: boolean;
}

export function isNe({ form }: Token): boolean {
  return form === 'ne' || form === "n'";
}

const PARTNERS = new Set(
  'pas plus jamais rien personne aucun aucune guere nul nulle point ni'.split(' '),
);
/** What denies what follows it, with no « ne »: « sans stratégie », « loin d’être mort », « impossible de ». */
const FLIPS = new Set(
  'plutot sans non aucun aucune nul nulle loin fini finir impossible incapable refuse refusent refuser cesser cesse cessent arreter arrete evite eviter evitent renoncer renonce nie nient nier exclut dement ecarte refute conteste excluent refutent contestent illusoire absurde vain'.split(
    ' ',
  ),
);
const EXCLUDING =
  /^(?:exclut|nie|dement|ecarte|refute|conteste|excluent|nient|refutent|contestent)$/u;
const NEED_OF =
  /^(?:plutot|illusoire|absurde|vain|loin|fini|finir|impossible|incapable|refus|cess|arret|evit|renonc|nie)/u;

/** What sets one thing against another, so that no word of the clause is certain. */
const BLURS = new Set(
  'si seulement seul seule seuls seules suffit suffire suffisent moins peu guere rarement'.split(
    ' ',
  ),
);
/** The same, from where it stands. */
const BLURS_ON = new Set(
  'lieu faute sauf hormis hors perd perdent perdu perdre moque moquent'.split(' '),
);
/** What says that something is missing: no word beside it is certain. */
const MISSING = /^(?:vide|neant|absence|lacunes?|manque|depourvue?s?|privee?s?)$/u;
export function saysMissing({ form }: Token): boolean {
  return MISSING.test(form);
}

const ASKING = /^(?:demand|interrog|questi|savoir|doute)/u;
const ASKED = /^(?:si|s'|quel|quels|quelle|quelles|comment|pourquoi|quoi)$/u;

/** A word, and what it announces. */
export interface Signed {
  readonly token: SignedToken;
  /** Whether what follows in the sentence is an indirect question. */
  readonly asksOn: boolean;
}

/**
 * The words of one clause, each with its sign. `start` is what the clause takes over from the one
 * before it; `compared` says that the sentence has begun a comparison.
 */
export function signedWords(
  words: readonly Token[],
  start: Sign,
  compared: boolean,
): readonly Signed[] {
  const outline = outlineOf(words, compared);
  const { asks, negation } = outline;
  let [flipped, hasHead, isVague, isKnown] = [false, false, words.some(blurs), false];
  return words.map((token, index) => {
    isVague ||= BLURS_ON.has(token.form) || (isThat(token) && makesVague(words, index, outline));
    isKnown ||= isThat(token) && KNOWING.test(words[index - 1]?.form ?? '');
    const sign = signAt(index, { ...outline, start: isKnown ? 'affirmed' : start, flipped });
    const known = isVague && !saysMissing(token) ? 'unclear' : sign;
    if (flips(words, index) && !(negation >= 0 && PARTNERS.has(token.form))) flipped = !flipped;
    const isHead = known !== 'denied' || isContrast(words) || (!hasHead && token.isContent);
    hasHead ||= known === 'denied' && isMatter(token);
    const isAsked = asks >= 0 && index > asks;
    return { token: { ...token, sign: isAsked ? 'asked' : known, isHead }, asksOn: asks >= 0 };
  });
}

/** What in a clause decides the signs of its words; places are -1 where there is none. */
interface Outline {
  /** Where « ne » is, and whether it denies. */
  readonly negation: number;
  readonly isDenied: boolean;
  /** Where « pas » stands without « ne ». */
  readonly bare: number;
  /** Where an indirect question begins. */
  readonly asks: number;
  readonly hasOpinion: boolean;
  readonly compared: boolean;
}

function outlineOf(words: readonly Token[], compared: boolean): Outline {
  const negation = words.findIndex(isNe);
  const asking = words.findIndex(({ form }) => ASKING.test(form));
  return {
    negation,
    isDenied: negation >= 0 && deniesFrom(words, negation),
    bare: negation < 0 ? words.findIndex(isBareNot) : -1,
    asks: asking < 0 ? -1 : words.findIndex(({ form }, at) => at > asking && ASKED.test(form)),
    hasOpinion: words.some(({ form }) => OPINION.test(form)),
    compared,
  };
}

/** « Pas convaincu »: but not « prend le pas ». */
function isBareNot({ form }: Token, at: number, words: readonly Token[]): boolean {
  return form === 'pas' && !/^(?:le|un|ce|au|du|son)$/u.test(words[at - 1]?.form ?? '');
}

function blurs(token: Token, at: number, words: readonly Token[]): boolean {
  const isBlur = BLURS.has(token.form) || saysMissing(token);
  const isElided = /^(?:pas|non)$/u.test(token.form) && THAT_OF.test(words[at + 1]?.form ?? '');
  return isBlur || isElided || isIf(token.form, words[at + 1]) || isAlmost(words, at);
}

/** « Mais pas celle de l’usage »: what is denied of it was said before. */
const THAT_OF = /^(?:celle|celles|celui|ceux)$/u;

/** Whether « que » opens something that is compared, or that hangs from a denial: neither is certain. */
function makesVague(words: readonly Token[], index: number, outline: Outline): boolean {
  const { isDenied, negation, hasOpinion, compared } = outline;
  const isWhat = words[index - 1]?.form === 'ce';
  return (
    compared || isCompared(words, index) || (isDenied && index > negation && !hasOpinion && !isWhat)
  );
}

/** « Et non un lieu consacré »: all that follows is what is denied. */
function isContrast(words: readonly Token[]): boolean {
  return words.slice(0, 2).some(({ form }) => form === 'non');
}

/** « Pas tout à fait ». */
function isAlmost(words: readonly Token[], at: number): boolean {
  return (
    words[at - 1]?.form === 'pas' &&
    words[at]?.form === 'tout' &&
    words[at + 1]?.form === 'a' &&
    words[at + 2]?.form === 'fait'
  );
}

/** « S’ils »: « si » is among what blurs. */
function isIf(form: string, next: Token | undefined): boolean {
  return form === "s'" && /^ils?$/u.test(next?.form ?? '');
}

/** « Pas besoin d’être devin pour savoir que »: what follows is affirmed. */
const KNOWING = /^(?:savoir|constat|voir|montr|prouv|predi)/u;
const OPINION = /^(?:pens|croi|croy|dit|dire|vrai|faut|certain)/u;

export function isThat({ form }: Token): boolean {
  return form === 'que' || form === "qu'";
}

/** « Plus … que »: what comes after is compared, neither affirmed nor denied. */
function isCompared(words: readonly Token[], index: number): boolean {
  const isEqual = words
    .slice(Math.max(0, index - 3), index)
    .some(({ form }) => /^(?:aussi|autant)$/u.test(form));
  return isEqual || words.slice(0, index).some(usesComparison);
}

/** « Plus », « mieux »: but not « ne … plus », nor « de plus ». */
export function usesComparison({ form }: Token, at: number, words: readonly Token[]): boolean {
  const isOther =
    form === 'plus' && (words[at - 1]?.form === 'de' || words.slice(0, at).some(isNe));
  return COMPARING.has(form) && !isOther;
}

const COMPARING = new Set('plus moins mieux davantage pire meilleur'.split(' '));

function isMatter(token: Token): boolean {
  return token.isContent && !LIGHT.test(token.form);
}

/** Verbs that only carry others. */
const LIGHT =
  /^(?:agit|devoir|avoir|etre|vont|peuvent|semble|semblent|mettre|pens|croi|croy|posez|permettre|consider|aujourd|est)/u;

/** « Sans doute » denies nothing, and « sans aucun » denies once. */
function flips(words: readonly Token[], index: number): boolean {
  const [before, form = '', next = ''] = [index - 1, index, index + 1].map(
    (at) => words[at]?.form ?? '',
  );
  if (!FLIPS.has(form) || before === 'sans') return false;
  if (EXCLUDING.test(form)) return /^(?:le|la|les|l'|une?|toute?|que|qu')$/u.test(next);
  if (NEED_OF.test(form)) return /^(?:de|d'|a|que|qu')$/u.test(next);
  return (
    !(form === 'sans' && /^(?:doute|cesse)$/u.test(next)) &&
    !(form === 'non' && /^(?:identifie|plus)/u.test(next))
  );
}

interface State extends Outline {
  readonly start: Sign;
  /** Whether a word such as « sans » has turned the sign round. */
  readonly flipped: boolean;
}

function signAt(index: number, { start, negation, isDenied, bare, flipped }: State): Sign {
  if (isDenied && index < negation) return 'unclear';
  if (bare >= 0 && index < bare - 1) return start === 'affirmed' ? 'unclear' : start;
  if (start === 'unclear' && !isDenied) return 'unclear';
  const denied = (isDenied || (bare >= 0 && index >= bare - 1)) !== flipped;
  return (start === 'denied') === denied ? 'affirmed' : 'denied';
}

/** Whether « ne » denies: not in « ne … que », after « que » (« avant qu’il ne »), nor in « ne cesse de ». */
function deniesFrom(words: readonly Token[], negation: number): boolean {
  const after = words.slice(negation + 1);
  if (isIdiom(after) || words.slice(0, negation).some(({ form }) => form === 'sans')) return false;
  const partner = after.findIndex(({ form }) => PARTNERS.has(form));
  const only = after.findIndex(({ form }) => form === 'que' || form === "qu'");
  if (only >= 0 && (partner < 0 || only < partner)) return false;
  if (partner >= 0) return true;
  if (words.slice(0, negation).some(({ form }) => PARTNERS.has(form))) return true;
  if (words.slice(0, negation).some(({ form }) => FEARING.test(form))) return false;
  const before = words[negation - 1]?.form;
  return before !== 'que' && before !== "qu'" && after[0]?.form.startsWith('cess') !== true;
}

/** « Craint qu’il ne soit »: such a « ne » denies nothing. */
const FEARING = /^(?:crain|craign|redout|peur|evit|empech|avant|moins|plus)/u;

/** « N’importe quel », « n’en déplaise à », « n’oublions pas que ». */
function isIdiom([first, second]: readonly Token[]): boolean {
  return /^(?:importe|oubli)/u.test(first?.form ?? '') || second?.form === 'deplaise';
}
