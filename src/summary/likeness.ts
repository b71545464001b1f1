import type { Passage } from '../debate/passage.ts';
import { foldText, wordsOf, isStopWord } from '../french/words.ts';
import { stem } from '../french/stem.ts';

/** How much two of some passages argue the same, from 0 to 1. */
type Likeness = (one: Passage, other: Passage) => number;

/**
 * The cosine of the words of their theses and texts, each weighted by how few of these passages have it:
 * the words of the subject, which all of them have, tell nothing. Words cannot prove that two sentences
 * say the same; here they only keep one from being told twice.
 */
export function likenessAmong(passages: readonly Passage[]): Likeness {
  const stems = new Map(passages.map((passage) => [passage, stemsOf(passage)]));
  const holders = new Map<string, number>();
  for (const word of [...stems.values()].flatMap((own) => [...own])) {
    holders.set(word, (holders.get(word) ?? 0) + 1);
  }
  const weightOf = (word: string) => Math.log(passages.length / (holders.get(word) ?? 1)) ** 2;
  const lengthOf = (own: ReadonlySet<string>) => {
    return Math.sqrt([...own].reduce((sum, word) => sum + weightOf(word), 0));
  };
  const lengths = new Map([...stems].map(([passage, own]) => [passage, lengthOf(own)]));
  return (one, other) => {
    const [these, those] = [stems.get(one), stems.get(other)];
    const length = (lengths.get(one) ?? 0) * (lengths.get(other) ?? 0);
    if (these === undefined || those === undefined || length === 0) return 0;
    const shared = [...these].filter((word) => those.has(word));
    return shared.reduce((sum, word) => sum + weightOf(word), 0) / length;
  };
}

function stemsOf({ thesis, text }: Passage): ReadonlySet<string> {
  const words = wordsOf(foldText(`${thesis?.text ?? ''} ${text}`)).map(({ form }) => form);
  return new Set(words.filter((word) => !isStopWord(word)).map(stem));
}
