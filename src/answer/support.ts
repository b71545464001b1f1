import { groupsIn, type Vocabulary } from './vocabulary.ts';
import { type Token, isContent } from './grammar/tokens.ts';

export const FAMILY_LETTERS = 6;

/** What long words of one family begin with: « disparaîtront » and « disparition ». Short ones are whole. */
export function familyOf(form: string): string {
  return form.slice(0, FAMILY_LETTERS);
}

/** What a passage, its thesis and its source hold of words and of the lexicon's synonyms. */
export interface Support {
  readonly roots: ReadonlySet<string>;
  readonly families: ReadonlySet<string>;
  readonly groups: ReadonlySet<number>;
}

interface Supporting {
  readonly support: Support;
}

export function supportFrom(
  said: readonly Token[],
  around: readonly Token[],
  vocabulary: Vocabulary,
): Support {
  const content = said.filter(isContent);
  const words = [...content, ...around.filter(isContent)];
  return {
    roots: new Set(words.map(({ root }) => root)),
    families: new Set(words.map(({ form }) => familyOf(form))),
    groups: new Set(groupsIn(content, vocabulary).map(({ group }) => group)),
  };
}

/** Whether the passage holds a word of this one's family. */
export function holds({ support }: Supporting, { form, root }: Token): boolean {
  const isFamily = form.length >= FAMILY_LETTERS && support.families.has(familyOf(form));
  return isFamily || support.roots.has(root);
}

/** Which of these content words the passage holds, by themselves or in an expression of the lexicon. */
export function heldOf(
  content: readonly Token[],
  evidence: Supporting,
  vocabulary: Vocabulary,
): boolean[] {
  const held = content.map((token) => holds(evidence, token));
  for (const { group, start, end } of groupsIn(content, vocabulary)) {
    if (evidence.support.groups.has(group)) held.fill(true, start, end);
  }
  return held;
}
