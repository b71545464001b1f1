import { clausesOf, type Clause } from './grammar/clauses.ts';
import type { Evidence } from './evidence.ts';
import { quotationsIn, type Quotation } from './grammar/quotations.ts';
import { tokensOf, type Token } from './grammar/tokens.ts';
import type { Vocabulary } from './vocabulary.ts';

/** A proposed sentence as the rules read it, with what it cites. */
export interface Proposed {
  readonly text: string;
  readonly tokens: readonly Token[];
  /** Those that do not stand between quotation marks. */
  readonly own: readonly Token[];
  readonly clauses: readonly Clause[];
  readonly quotations: readonly Quotation[];
  readonly evidence: readonly Evidence[];
  readonly vocabulary: Vocabulary;
}

/** Says what breaks the rule, or null when nothing does. */
export type Rule = (proposed: Proposed) => string | null;

export function proposedOf(
  text: string,
  evidence: readonly Evidence[],
  vocabulary: Vocabulary,
): Proposed {
  const tokens = tokensOf(text);
  const quotations = quotationsIn(text);
  const isQuoted = ({ start }: Token) =>
    quotations.some((quotation) => quotation.start <= start && start < quotation.end);
  return {
    text,
    tokens,
    own: tokens.filter((token) => !isQuoted(token)),
    clauses: clausesOf(tokens),
    quotations,
    evidence,
    vocabulary,
  };
}
