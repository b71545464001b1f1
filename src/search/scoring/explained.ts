import type { Passage } from '../../debate/passage.ts';
import type { Hit, Retriever, TermMatches } from '../retriever.ts';

/** The same retriever; `record` is told of every hit it gives, with the reasons of its score. */
export function withRecord(retriever: Retriever, record: (hit: Hit) => void): Retriever {
  return {
    search: (question) => {
      const ranking = retriever.search({ ...question, isExplained: true });
      for (const hit of ranking.hits) record(hit);
      return ranking;
    },
    suggest: (text, limit) => retriever.suggest(text, limit),
  };
}

/** A score, what it is made of, and what stands for each word of the question. */
interface Reason {
  readonly score: number;
  readonly parts: Readonly<Record<string, number>>;
  readonly terms: readonly TermMatches[];
}

/** Why each passage had its place in the last ranking that held it. */
export class Reasons {
  readonly #reasons = new Map<Passage, Reason>();

  readonly record = ({ passage, score, explanation }: Hit): void => {
    if (explanation === undefined) return;
    const { parts, terms } = explanation;
    this.#reasons.set(passage, { score, parts: { ...parts }, terms });
  };

  readonly of = (passage: Passage): Reason | undefined => this.#reasons.get(passage);
}
