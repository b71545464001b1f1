import { isContent, type Token } from './tokens.ts';
import { isSpeech } from './words/speech.ts';

/** Whether a text says a word of its matter, denies it or asks it; « unclear » where no rule can tell. */
export type Sign = 'affirmed' | 'denied' | 'asked' | 'unclear';

/** A word or number in its clause. */
export interface SignedToken extends Token {
  readonly sign: Sign;
  /** Whether its clause is about it: the first word of matter after a negation, every word where there is none. */
  readonly isHead: boolean;
}

export interface Clause {
  readonly tokens: readonly SignedToken[];
}

/**
 * The clauses of a text, each word with its sign. What comes before « ne » is the subject and unclear;
 * what follows is denied, to the end of the clause:
 *
 *     Les communautés  ne sont pas  construites par la collaboration ,  mais  par leurs désirs .
 *     └── unclear ──┘               └────────── denied ───────────┘          └── affirmed ──┘
 */
export function clausesOf(tokens: readonly Token[]): Clause[] {
  const clauses: Clause[] = [];
  for (const { body, isQuestion } of sentencesIn(tokens)) {
    let before: Sign = 'affirmed';
    let [asked, compared] = [isQuestion, false];
    for (const { link, words } of splitAtLinks(body)) {
      const start = link === 'who' && isCleft(clauses.at(-1)) ? 'denied' : inherited(before, link, words);
      compared &&= link !== 'fresh';
      const signed = signedWords(words, start, compared);
      clauses.push({ tokens: asked ? signed.map(askedOf) : signed.map(({ token }) => token) });
      before = handedOn(signed, start);
      asked ||= signed.some(({ asksOn }) => asksOn);
      compared ||= words.some(({ form }) => COMPARING.has(form));
    }
  }
  return clauses.filter(({ tokens: words }) => words.length > 0);
}

function askedOf({ token }: { readonly token: SignedToken }): SignedToken {
  return { ...token, sign: 'asked' };
}

interface RawSentence {
  readonly body: readonly Token[];
  readonly isQuestion: boolean;
}

function sentencesIn(tokens: readonly Token[]): RawSentence[] {
  const sentences: RawSentence[] = [];
  let body: Token[] = [];
  for (const token of tokens) {
    body.push(token);
    if (!/^[.?!…]$/u.test(token.text)) continue;
    sentences.push({ body, isQuestion: token.text === '?' });
    body = [];
  }
  return body.length === 0 ? sentences : [...sentences, { body, isQuestion: false }];
}

type Link = 'start' | 'fresh' | 'comma' | 'and' | 'nor' | 'who' | 'relative';

const LINKS: ReadonlyMap<string, Link> = new Map([
  ...'mais car donc puisque parce tandis alors quand lorsque afin sinon or ainsi cependant'
    .split(' ')
    .map((form) => [form, 'fresh'] as const),
  ...'; : ( ) – — « » “ ” "'.split(' ').map((form) => [form, 'fresh'] as const),
  [',', 'comma'],
  ['et', 'and'],
  ['ou', 'and'],
  ['ni', 'nor'],
  ['qui', 'who'],
  ...'dont pour comme'.split(' ').map((form) => [form, 'relative'] as const),
]);

function splitAtLinks(body: readonly Token[]): { link: Link; words: Token[] }[] {
  const parts: { link: Link; words: Token[] }[] = [{ link: 'start', words: [] }];
  for (const token of body) {
    const link = LINKS.get(token.form);
    const last = parts.at(-1)?.words ?? [];
    if (link !== undefined) parts.push({ link, words: [] });
    else if (isNe(token) && last.some(isNe)) parts.push({ link: 'fresh', words: [token] });
    else if (token.kind !== 'mark') parts.at(-1)?.words.push(token);
  }
  return parts.filter(({ words }) => words.length > 0);
}

function isNe({ form }: Token): boolean {
  return form === 'ne' || form === "n'";
}

const SUBJECTS = new Set("c' ce cela ca il ils elle elles on j' je nous vous qui celui celle".split(' '));

function isAdded(token: Token | undefined): boolean {
  return token?.isContent === true && !isSpeech(token.form, token.root);
}

/** « Ce n’est pas l’entreprise qui construit »: what follows is denied too. */
function isCleft(clause: Clause | undefined): boolean {
  const said = clause?.tokens.map(({ form }) => form).join(' ') ?? '';
  return /^(?:\S+ )?(?:ce n' est pas|ce ne sont pas|il ne s' agit pas)/u.test(said);
}

/** A negation is felt in what follows; a condition or a comparison is not. */
function handedOn(signed: readonly Signed[], start: Sign): Sign {
  if (signed.some(({ token }) => VOIDS.test(token.form))) return 'unclear';
  const isNegative = signed.some(({ token }) => token.sign === 'denied' || isNe(token));
  return isNegative ? (signed.at(-1)?.token.sign ?? start) : start;
}

/** What a clause takes over from the one before it. */
function inherited(before: Sign, link: Link, words: readonly Token[]): Sign {
  if (link === 'nor') return 'denied';
  if (before === 'affirmed' || link === 'start' || link === 'fresh') return 'affirmed';
  const first = words[0] !== undefined && isThat(words[0]) ? words[1] : words[0];
  // « Un forum focalisé, spécialisé »: what is added with no article belongs to what was denied.
  if (link === 'comma' && before === 'denied' && isAdded(words[0])) return 'denied';
  const startsAnew = SUBJECTS.has(first?.form ?? '');
  return startsAnew && link !== 'relative' && link !== 'who' ? 'affirmed' : 'unclear';
}

const PARTNERS = new Set(
  'pas plus jamais rien personne aucun aucune guere nul nulle point ni'.split(' '),
);
/** What denies what follows it, with no « ne »: « sans stratégie », « loin d’être mort », « impossible de ». */
const FLIPS = new Set(
  'sans non aucun aucune nul nulle loin fini finir impossible incapable refuse refusent refuser cesser cesse cessent arreter arrete evite eviter evitent renoncer renonce nie nient nier exclut dement ecarte refute conteste excluent refutent contestent'.split(
    ' ',
  ),
);
const EXCLUDING = /^(?:exclut|nie|dement|ecarte|refute|conteste|excluent|nient|refutent|contestent)$/u;
const NEED_OF = /^(?:loin|fini|finir|impossible|incapable|refus|cess|arret|evit|renonc|nie)/u;

/** What sets one thing against another, so that no word of the clause is certain. */
const BLURS = new Set(
  'si lieu plutot faute seulement seul seule seuls seules suffit suffire suffisent moins peu guere rarement sauf hormis hors'.split(
    ' ',
  ),
);
/** What says that something is missing: no word beside it is certain. */
const VOIDS = /^(?:vide|neant|absence|lacunes?|manque|depourvue?s?|privee?s?)$/u;
const ASKING = /^(?:demand|interrog|questi|savoir|doute)/u;
const ASKED = /^(?:si|s'|quel|quels|quelle|quelles|comment|pourquoi|quoi)$/u;

interface Signed {
  readonly token: SignedToken;
  /** Whether what follows in the sentence is an indirect question. */
  readonly asksOn: boolean;
}

function signedWords(words: readonly Token[], start: Sign, compared: boolean): Signed[] {
  const negation = words.findIndex(isNe);
  const isDenied = negation >= 0 && deniesFrom(words, negation);
  const bare = negation < 0 ? words.findIndex(({ form }) => form === 'pas') : -1;
  const blurred = words.some(({ form }, at) => BLURS.has(form) || VOIDS.test(form) || isIf(form, words[at + 1]) || isAlmost(words, at));
  const asking = words.findIndex(({ form }) => ASKING.test(form));
  const asks = asking < 0 ? -1 : words.findIndex(({ form }, at) => at > asking && ASKED.test(form));
  const opinion = words.some(({ form }) => OPINION.test(form));
  let [flipped, hasHead, isVague, isKnown] = [false, false, blurred, false];
  return words.map((token, index) => {
    const isDoubtful = isDenied && index > negation && !opinion && words[index - 1]?.form !== 'ce';
    isVague ||= isThat(token) && (compared || isCompared(words, index) || isDoubtful);
    isKnown ||= isThat(token) && KNOWING.test(words[index - 1]?.form ?? '');
    const state = { start: isKnown ? 'affirmed' : start, negation, isDenied, bare, flipped } as const;
    const sign = isVague && !VOIDS.test(token.form) ? 'unclear' : signAt(index, state);
    if (flips(words, index) && !(negation >= 0 && PARTNERS.has(token.form))) flipped = !flipped;
    const asked = asks >= 0 && index > asks;
    const isContrast = words[0]?.form === 'non' || words[1]?.form === 'non';
    const isHead = sign !== 'denied' || isContrast || (!hasHead && isContent(token));
    hasHead ||= sign === 'denied' && isMatter(token);
    return { token: { ...token, sign: asked ? 'asked' : sign, isHead }, asksOn: asks >= 0 };
  });
}

/** « Pas tout à fait ». */
function isAlmost(words: readonly Token[], at: number): boolean {
  return words[at]?.form === 'tout' && words[at + 1]?.form === 'a' && words[at + 2]?.form === 'fait';
}

/** « S’ils »: « si » is among what blurs. */
function isIf(form: string, next: Token | undefined): boolean {
  return form === "s'" && /^ils?$/u.test(next?.form ?? '');
}

/** « Pas besoin d’être devin pour savoir que »: what follows is affirmed. */
const KNOWING = /^(?:savoir|constat|voir|montr|prouv|predi)/u;
const OPINION = /^(?:pens|croi|croy|dit|dire|vrai|faut|certain)/u;

function isThat({ form }: Token): boolean {
  return form === 'que' || form === "qu'";
}

/** « Plus … que »: what comes after is compared, neither affirmed nor denied. */
function isCompared(words: readonly Token[], index: number): boolean {
  const isEqual = words.slice(Math.max(0, index - 3), index).some(({ form }) => /^(?:aussi|autant)$/u.test(form));
  return isEqual || words.slice(0, index).some(({ form }) => COMPARING.has(form));
}

const COMPARING = new Set('plus moins mieux davantage plutot pire meilleur'.split(' '));

function isMatter(token: Token): boolean {
  return isContent(token) && !LIGHT.test(token.form);
}

/** Verbs that only carry others. */
const LIGHT = /^(?:agit|devoir|avoir|etre|vont|peuvent|semble|semblent|mettre|pens|croi|croy|posez|permettre|est)/u;

/** « Sans doute » denies nothing, and « sans aucun » denies once. */
function flips(words: readonly Token[], index: number): boolean {
  const [before, form = '', next = ''] = [index - 1, index, index + 1].map((at) => words[at]?.form ?? '');
  if (!FLIPS.has(form) || before === 'sans') return false;
  if (EXCLUDING.test(form)) return /^(?:le|la|les|l'|une?|toute?|que|qu')$/u.test(next);
  if (NEED_OF.test(form)) return /^(?:de|d'|a|que|qu')$/u.test(next);
  return !(form === 'sans' && next === 'doute') && !(form === 'non' && /^(?:identifie|plus)/u.test(next));
}

interface State {
  readonly start: Sign;
  readonly negation: number;
  readonly isDenied: boolean;
  readonly bare: number;
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
  const before = words[negation - 1]?.form;
  return before !== 'que' && before !== "qu'" && !/^cess/u.test(after[0]?.form ?? '');
}

/** « N’importe quel », « n’en déplaise à », « n’oublions pas que ». */
function isIdiom([first, second]: readonly Token[]): boolean {
  return /^(?:importe|oubli)/u.test(first?.form ?? '') || second?.form === 'deplaise';
}
