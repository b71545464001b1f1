import type { Passage } from '../debate/passage.ts';
import { formatDate } from '../text/dates.ts';
import { clausesOf, type Clause } from './grammar/clauses.ts';
import type { Sign, SignedToken } from './grammar/signs.ts';
import { FAMILY_LETTERS, familyOf, supportFrom, type Support } from './support.ts';
import { tokensOf, type Token } from './grammar/tokens.ts';
import type { Vocabulary } from './vocabulary.ts';

/** A text of a passage as the rules read it. */
export interface Statement {
  readonly tokens: readonly Token[];
  /** Its tokens, sentence by sentence. */
  readonly sentences: readonly (readonly Token[])[];
  readonly clauses: readonly Clause[];
}

/** What one passage says, and what stands around it. */
export interface Evidence {
  readonly passage: Passage;
  /** Its words, then its thesis. */
  readonly statements: readonly [Statement, Statement];
  /** Title, author, publisher, date, topics, voices. */
  readonly context: readonly Token[];
  readonly formSigns: ReadonlyMap<string, ReadonlySet<Sign>>;
  readonly rootSigns: ReadonlyMap<string, ReadonlySet<Sign>>;
  /** By the first letters that long words of one family share: « disparaîtront » and « disparition ». */
  readonly familySigns: ReadonlyMap<string, ReadonlySet<Sign>>;
  readonly support: Support;
}

export function evidenceOf(passage: Passage, vocabulary: Vocabulary): Evidence {
  const statements = [statementOf(passage.text), statementOf(passage.thesis)] as const;
  const context = tokensOf(contextOf(passage));
  const signed = statements.flatMap(({ clauses }) => clauses.flatMap(({ tokens }) => tokens));
  return {
    passage,
    statements,
    context,
    formSigns: signsBy(signed, ({ form }) => form),
    rootSigns: signsBy(signed, ({ root }) => root),
    familySigns: signsBy(signed, ({ form }) => familyOf(form)),
    support: supportFrom(
      statements.flatMap(({ tokens }) => tokens),
      context,
      vocabulary,
    ),
  };
}

/** Whether its own words or its thesis have a word of this one’s family: topics and titles say nothing. */
export function says({ rootSigns, familySigns }: Evidence, { form, root }: Token): boolean {
  return rootSigns.has(root) || (form.length >= FAMILY_LETTERS && familySigns.has(familyOf(form)));
}

export function statementOf(text: string): Statement {
  const tokens = tokensOf(text);
  return { tokens, sentences: sentencesOf(tokens), clauses: clausesOf(tokens) };
}

function sentencesOf(tokens: readonly Token[]): Token[][] {
  const sentences: Token[][] = [[]];
  for (const token of tokens) {
    if (/^[.?!…;]$/u.test(token.text)) sentences.push([]);
    else sentences.at(-1)?.push(token);
  }
  return sentences;
}

function contextOf({ source, voice, reportedBy, topics }: Passage): string {
  const { title, author, publisher, date } = source;
  const people = [author?.name, voice.name, reportedBy].filter((name) => typeof name === 'string');
  return [title, publisher, formatDate(date), ...topics, ...people].join(' . ');
}

function signsBy(
  tokens: readonly SignedToken[],
  keyOf: (token: SignedToken) => string,
): ReadonlyMap<string, ReadonlySet<Sign>> {
  const signs = new Map<string, Set<Sign>>();
  for (const token of tokens) {
    const key = keyOf(token);
    signs.set(key, (signs.get(key) ?? new Set()).add(token.isHead ? token.sign : 'unclear'));
  }
  return signs;
}

/** What is found out once about each passage, however often it is cited. */
export function perPassage<Found>(
  find: (evidence: Evidence) => Found,
): (evidence: Evidence) => Found {
  const known = new WeakMap<Evidence, Found>();
  return (evidence) => {
    const found = known.get(evidence) ?? find(evidence);
    known.set(evidence, found);
    return found;
  };
}
