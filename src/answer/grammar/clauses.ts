import {
  isNe,
  isThat,
  saysMissing,
  signedWords,
  usesComparison,
  type Sign,
  type Signed,
  type SignedToken,
} from './signs.ts';
import { isSpeech } from './speech.ts';
import { isCapitalised, type Token } from './tokens.ts';

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
      const start =
        link === 'who' && isCleft(clauses.at(-1)) ? 'denied' : inherited(before, link, words);
      compared &&= link !== 'fresh';
      const signed = signedWords(words, start, compared);
      clauses.push({ tokens: asked ? signed.map(askedOf) : signed.map(({ token }) => token) });
      before = handedOn(signed, start);
      asked ||= signed.some(({ asksOn }) => asksOn);
      compared ||= words.some(usesComparison);
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

interface Part {
  readonly link: Link;
  readonly words: Token[];
}

/** What stands in brackets parts no subject from its verb: it comes after all the rest. */
function splitAtLinks(body: readonly Token[]): Part[] {
  const opening = body.findIndex(({ text }) => text === '(');
  const closing = body.findIndex(({ text }, at) => at > opening && text === ')');
  if (opening < 1 || closing < 0) return partsOf(body);
  const aside = splitAtLinks(body.slice(opening + 1, closing));
  return [
    ...splitAtLinks([...body.slice(0, opening), ...body.slice(closing + 1)]),
    ...aside.map((part, at) => (at === 0 ? { ...part, link: 'fresh' as const } : part)),
  ];
}

function partsOf(body: readonly Token[]): Part[] {
  const parts: Part[] = [{ link: 'start', words: [] }];
  for (const token of body) {
    const last = parts.at(-1)?.words ?? [];
    const link = isTakenFor(token, last) ? undefined : LINKS.get(token.form);
    if (link !== undefined) parts.push({ link, words: [] });
    else if (isNe(token) && last.some(isNe)) parts.push({ link: 'fresh', words: [token] });
    else if (token.kind !== 'mark') parts.at(-1)?.words.push(token);
  }
  return parts.filter(({ words }) => words.length > 0);
}

/** « Ne sont plus considérés comme une innovation »: what follows belongs to the verb. */
function isTakenFor({ form }: Token, before: readonly Token[]): boolean {
  return form === 'comme' && before.some((each) => TAKING.test(each.form));
}

const TAKING = /^(?:consider|regard|percu|traite|presente)/u;

const SUBJECTS = new Set(
  "c' ce cela ca il ils elle elles on j' je nous vous qui celui celle".split(' '),
);

function isAdded(token: Token | undefined): boolean {
  return token?.isContent === true && !isCapitalised(token) && !isSpeech(token.form, token.root);
}

/** « Ce n’est pas l’entreprise qui construit »: what follows is denied too. */
function isCleft(clause: Clause | undefined): boolean {
  const said = clause?.tokens.map(({ form }) => form).join(' ') ?? '';
  return /^(?:\S+ )?(?:ce n' est pas|ce ne sont pas|il ne s' agit pas)/u.test(said);
}

/** A negation is felt in what follows; a condition or a comparison is not. */
function handedOn(signed: readonly Signed[], start: Sign): Sign {
  if (signed.some(({ token }) => saysMissing(token))) return 'unclear';
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
