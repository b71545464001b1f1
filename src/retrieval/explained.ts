import type { Passage } from '../debate/passage.ts';
import type { Hit, Retriever } from './retriever.ts';

/** The same retriever; `record` is told of every hit it gives, with the reasons of its score. */
export function withRecord(retriever: Retriever, record: (hit: Hit) => void): Retriever {
  return {
    search: (question) => {
      const ranking = retriever.search(question);
      for (const hit of ranking.hits) record(hit);
      return ranking;
    },
    suggest: (text, limit) => retriever.suggest(text, limit),
  };
}

/** A score and what it is made of, by name. */
interface Reason {
  readonly score: number;
  readonly parts: Readonly<Record<string, number>>;
}

/** Why each passage had its place in the last ranking that held it. */
export class Reasons {
  readonly #reasons = new Map<Passage, Reason>();

  readonly record = ({ passage, score, explanation }: Hit): void => {
    if (explanation !== undefined) this.#reasons.set(passage, { score, parts: { ...explanation } });
  };

  readonly of = (passage: Passage): Reason | undefined => this.#reasons.get(passage);
}
