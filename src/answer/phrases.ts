import type { Corpus } from '../debate/corpus.ts';
import { tokensOf, type Token } from './grammar/tokens.ts';

/** Words in a row that tell one passage from the others; how many must say something, and how many be rare. */
const PHRASES = [
  { length: 5, content: 3, rare: 2 },
  { length: 7, content: 3, rare: 1 },
];
/** A word of more passages is a word of the debate, such as « médias », and tells nothing. */
const MOST_PASSAGES = { share: 0.04, least: 3 };

/** In which passages each telling run of words stands, in their words or their theses. */
export type Phrases = ReadonlyMap<string, ReadonlySet<string>>;

export function phrasesOf({ passages }: Corpus): Phrases {
  const said = passages.flatMap(({ id, text, thesis }) =>
    [text, thesis].map((each) => ({ id, tokens: tokensOf(each) })),
  );
  const common = commonRoots(said, passages.length);
  const phrases = new Map<string, Set<string>>();
  for (const { id, tokens } of said) {
    for (const { key, words } of phrasesIn(tokens)) {
      const rare = words.filter((each) => each.isContent && !common.has(each.root)).length;
      const isTelling = PHRASES.some(
        (phrase) => phrase.length === words.length && rare >= phrase.rare,
      );
      if (!isTelling) continue;
      phrases.set(key, (phrases.get(key) ?? new Set()).add(id));
    }
  }
  return phrases;
}

function commonRoots(
  said: readonly { readonly id: string; readonly tokens: readonly Token[] }[],
  passageCount: number,
): ReadonlySet<string> {
  const holders = new Map<string, Set<string>>();
  for (const { id, tokens } of said) {
    for (const { root } of tokens) holders.set(root, (holders.get(root) ?? new Set()).add(id));
  }
  const most = Math.max(MOST_PASSAGES.least, passageCount * MOST_PASSAGES.share);
  return new Set([...holders].filter(([, { size }]) => size > most).map(([root]) => root));
}

/** Every run of words of those lengths that says enough; forms of one family are taken for the same. */
export function phrasesIn(
  tokens: readonly Token[],
): readonly { readonly key: string; readonly words: readonly Token[] }[] {
  const words = tokens.filter(({ kind }) => kind !== 'mark');
  return PHRASES.flatMap(({ length, content }) =>
    words.flatMap((_, start) => {
      const run = words.slice(start, start + length);
      const isLong = run.length === length;
      if (!isLong || run.filter((each) => each.isContent).length < content) return [];
      const key = run.map(({ isContent, root, form }) => (isContent ? root : form)).join(' ');
      return [{ key, words: run }];
    }),
  );
}
