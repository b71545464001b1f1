import { perPassage, type Evidence } from '../evidence.ts';
import type { Clause } from '../grammar/clauses.ts';
import { isSpeech } from '../grammar/speech.ts';
import { type Token, isContent } from '../grammar/tokens.ts';
import type { Proposed } from '../proposed.ts';
import { familyOf } from '../support.ts';

/** Words of matter, by which a clause is found again in a passage. */
export interface Matter {
  readonly roots: ReadonlySet<string>;
  readonly families: ReadonlySet<string>;
}

export function matterIn(tokens: readonly Token[]): Matter {
  const content = tokens.filter(isContent);
  return {
    roots: new Set(content.map(({ root }) => root)),
    families: new Set(content.filter(isLong).map(({ form }) => familyOf(form))),
  };
}

function isLong({ form }: Token): boolean {
  return form.length > 6;
}

export function isIn(token: Token, { roots, families }: Matter): boolean {
  return roots.has(token.root) || (isLong(token) && families.has(familyOf(token.form)));
}

/** A clause of a passage with its matter. */
export interface Known {
  readonly clause: Clause;
  readonly matter: Matter;
}

export const clausesKnown = perPassage(({ statements }: Evidence): readonly Known[] =>
  statements.flatMap(({ clauses }) =>
    clauses.map((clause) => ({ clause, matter: matterIn(clause.tokens) })),
  ),
);

/** The words of a sentence that say something of the matter: not who says it, nor that it is said. */
export function saidOf(tokens: readonly Token[], { vocabulary }: Proposed): Token[] {
  return tokens.filter(
    (token) =>
      isContent(token) &&
      !vocabulary.people.has(token.form) &&
      !isSpeech(token.form, token.root) &&
      !/^(?:commentateurs?|auteur|identifie|deduite?s?|intervieweur)$/u.test(token.form),
  );
}
