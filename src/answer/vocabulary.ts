import { phrasesOf, type Phrases } from './phrases.ts';
import type { Corpus } from '../debate/corpus.ts';
import { isCommonWord } from '../text/common-words.ts';
import { isDiscourse } from '../text/discourse-words.ts';
import { isStopWord } from '../text/stop-words.ts';
import { type Token, isCapitalised, isContent, tokensOf } from './grammar/tokens.ts';

/** An expression of a group of synonyms, as the roots of its content words. */
export interface Expression {
  readonly group: number;
  readonly roots: readonly string[];
}

/** What the whole corpus knows of words and people. */
export interface Vocabulary {
  /** Folded forms that the corpus writes without a capital. */
  readonly ordinary: ReadonlySet<string>;
  /** Folded forms that it writes as names. */
  readonly names: ReadonlySet<string>;
  /** Persons who speak, cite or sign, by each part of their name, folded. */
  readonly people: ReadonlyMap<string, string>;
  readonly phrases: Phrases;
  /** By the root of their first word. */
  readonly expressions: ReadonlyMap<string, readonly Expression[]>;
}

export function vocabularyOf(corpus: Corpus): Vocabulary {
  const texts = corpus.passages.flatMap(({ text, thesis, topics }) => [text, thesis, ...topics]);
  const tokens = texts.map(tokensOf);
  const ordinary = tokens.flat().filter((token) => token.kind === 'word' && !isCapitalised(token));
  const counts = countsOf(ordinary);
  const capitals = countsOf(tokens.flatMap(namesIn));
  const names = [...capitals].filter(([form, count]) => isName(form, count, counts));
  return {
    ordinary: new Set(counts.keys()),
    names: new Set(names.map(([form]) => form)),
    people: peopleOf(corpus),
    phrases: phrasesOf(corpus),
    expressions: expressionsOf(corpus),
  };
}

function isName(form: string, count: number, ordinary: ReadonlyMap<string, number>): boolean {
  if (form.length < 3 || isStopWord(form) || isCommonWord(form) || isDiscourse(form)) return false;
  return count > (ordinary.get(form) ?? 0);
}

function countsOf(tokens: readonly Token[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { form } of tokens) counts.set(form, (counts.get(form) ?? 0) + 1);
  return counts;
}

/** Words with a capital that no start of a sentence or of a quotation explains. */
function namesIn(tokens: readonly Token[]): Token[] {
  return tokens.filter((token, index) => {
    const before = tokens[index - 1];
    return isCapitalised(token) && before !== undefined && before.kind !== 'mark';
  });
}

function peopleOf({ passages, sources }: Corpus): ReadonlyMap<string, string> {
  const voices = passages.filter(({ voice }) => voice.named).map(({ voice }) => voice.name);
  const authors = sources.flatMap(({ author }) => (author === null ? [] : [author.name]));
  const people = new Set([...voices, ...authors]);
  return new Map(
    [...people].flatMap((name) =>
      tokensOf(name)
        .filter(({ kind, form }) => kind === 'word' && form.length > 2)
        .map(({ form }) => [form, name] as const),
    ),
  );
}

function expressionsOf({ lexicon }: Corpus): ReadonlyMap<string, readonly Expression[]> {
  const expressions = lexicon.flatMap((written, group) =>
    written
      .map((words) => tokensOf(words).filter(isContent))
      .filter(({ length }) => length > 0)
      .map((tokens) => ({ group, roots: tokens.map(({ root }) => root) })),
  );
  return Map.groupBy(expressions, ({ roots: [first = ''] }) => first);
}

/** The groups of synonyms that have an expression in a run of content words, and the words they are of. */
export function groupsIn(
  content: readonly Token[],
  { expressions }: Pick<Vocabulary, 'expressions'>,
): { readonly group: number; readonly start: number; readonly end: number }[] {
  return content.flatMap(({ root }, start) =>
    (expressions.get(root) ?? [])
      .filter(({ roots }) => roots.every((each, at) => content[start + at]?.root === each))
      .map(({ group, roots }) => ({ group, start, end: start + roots.length })),
  );
}
