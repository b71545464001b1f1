import type { Explanation, ExplanationOf, TermMatches } from '../../debate/document.ts';
import type { Passage } from '../../debate/passage.ts';
import type { Way } from '../analysis/alternatives.ts';
import type { Term } from '../analysis/terms.ts';
import type { Held } from '../index/held.ts';
import { type Lexis, WINDOW_PASSAGES } from '../index/passage-index.ts';
import { NO_STEM } from '../index/vocabulary.ts';
import type { Ranked } from './reranking.ts';

/** Why a passage was ranked so. */
export function explanationOf(
  { passage, stems, channels, around, coverage }: Ranked,
  terms: readonly Term[],
  held: Held,
): Explanation {
  const parts = { stems, ...channels, around, coverage };
  return { parts, terms: matchesOf(terms, passage, held) };
}

/** What stands in a passage for each term of the question, and by which way it was found. */
function matchesOf(terms: readonly Term[], passage: number, held: Held): TermMatches[] {
  const { vocabulary } = held;
  const kept = [...held.rowOf(passage).subarray(1)];
  const forms = kept.filter((form) => vocabulary.stemOf(form) !== NO_STEM);
  return terms.map(({ typed, forms: readAs, alternatives }) => {
    const matched: Partial<Record<Way, readonly string[]>> = {};
    for (const { stem, by } of alternatives) {
      if (!isPosted(stem, passage, held)) continue;
      matched[by] = [...new Set([...(matched[by] ?? []), ...standingFor(stem, forms, held)])];
    }
    return { typed, readAs, isKnown: alternatives.length > 0, matched };
  });
}

/** The words written for a stem or for a group of the lexicon; the stem where they are in no kept field. */
function standingFor(
  stem: number,
  forms: readonly number[],
  { vocabulary, lexicon }: Lexis,
): string[] {
  const stems = forms.map((form) => vocabulary.stemOf(form));
  const written = forms.map((form) => vocabulary.forms.at(form));
  const expressions = lexicon.find(stems).filter(({ group }) => group === stem);
  const found = [
    ...expressions.map(({ start, end }) => written.slice(start, end).join(' ')),
    ...written.filter((_, place) => stems[place] === stem),
  ];
  return found.length > 0 ? found : [vocabulary.stems.at(stem)];
}

function isPosted(stem: number, passage: number, { segments }: Held): boolean {
  const segment = segments[Math.floor(passage / WINDOW_PASSAGES)];
  if (segment === undefined) return false;
  const { passages, start, end } = segment.postingsOf(stem);
  return passages.subarray(start, end).includes(passage % WINDOW_PASSAGES);
}

interface Explained {
  readonly passage: Passage;
  readonly score: number;
  readonly explanation?: Explanation;
}

/** Why each passage had its place in the last ranking that held it. */
export class Reasons {
  readonly #reasons = new Map<Passage, ReturnType<ExplanationOf>>();

  readonly record = ({ passage, score, explanation }: Explained): void => {
    this.#reasons.set(passage, explanation && { score, ...explanation });
  };

  readonly of: ExplanationOf = (passage) => this.#reasons.get(passage);
}
