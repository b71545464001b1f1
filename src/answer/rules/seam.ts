import { perPassage, type Evidence } from '../evidence.ts';
import { alliesOf } from '../grammar/opposites.ts';
import { isContent, type Token } from '../grammar/tokens.ts';
import type { Proposed } from '../proposed.ts';
import { familyOf } from '../support.ts';
import { groupsIn } from '../vocabulary.ts';
import { saidOf } from './matching.ts';

/** Words in a row, as a passage has them, that make a predicate: in all, and of matter. */
const RUN = { words: 4, afterNoun: 6, matter: 2, withLessMatter: 5 };

/** The predicate of a passage, word for word, after a subject of which that passage says nothing. */
export function seamIn(proposed: Proposed): string | null {
  const { tokens, evidence } = proposed;
  const words = tokens.filter(({ kind, text }) => kind !== 'mark' || CUTS.test(text));
  for (let at = 1; at < words.length - 2; at += 1) {
    if (!startsPredicate(words, at)) continue;
    const subject = saidOf(words.slice(clauseStart(words, at), at), proposed);
    if (subject.length === 0) continue;
    const least = AUXILIARIES.test(words[at]?.form ?? '') ? RUN.words : RUN.afterNoun;
    const run = words.slice(at).filter(({ kind }) => kind !== 'mark');
    const owners = evidence.filter((each) => hasRun(each, run, least));
    if (owners.length > 0 && !owners.some((each) => speaksOf(each, subject, proposed)))
      return words
        .slice(at - 1, at + RUN.words)
        .map(({ text }) => text)
        .join(' ');
  }
  return null;
}

const CUTS = /^[,;:()«»“”"]$/u;
const OPENS = /^(?:[,;:()«»“”"]|qu[e']|dont|et|mais|ou|car|donc|puisque|parce|comme|si|quand)$/u;

function clauseStart(words: readonly Token[], at: number): number {
  return words.slice(0, at).findLastIndex(({ form }) => OPENS.test(form)) + 1;
}

const AUXILIARIES =
  /^(?:est|sont|etait|etaient|sera|seront|ont|a|va|vont|peut|peuvent|doit|doivent|ne|n'|se|s')$/u;

/** A verb that carries another, or a word of matter right after another one. */
function startsPredicate(words: readonly Token[], at: number): boolean {
  const [before, token] = [words[at - 1], words[at]];
  if (before === undefined || token === undefined || token.text === 'à') return false;
  if (AUXILIARIES.test(token.form)) return true;
  return isContent(before) && isContent(token);
}

const plainWords = perPassage(({ statements }: Evidence) =>
  statements.map(({ tokens }) => tokens.filter(({ kind }) => kind !== 'mark')),
);

function hasRun(evidence: Evidence, run: readonly Token[], least: number): boolean {
  return plainWords(evidence).some((said) =>
    said.some((_, place) => {
      let length = 0;
      while (isSame(run[length], said[place + length])) length += 1;
      const matter = run.slice(0, length).filter(isContent).length;
      const isLong = length >= RUN.withLessMatter && matter > 0;
      return length >= least && (matter >= RUN.matter || isLong);
    }),
  );
}

function isSame(one: Token | undefined, other: Token | undefined): boolean {
  if (one === undefined || other === undefined) return false;
  return one.form === other.form || (one.root.length > 3 && one.root === other.root);
}

/** Whether the passage has a word of the subject, a synonym or a near one. */
function speaksOf(
  evidence: Evidence,
  subject: readonly Token[],
  { vocabulary }: Proposed,
): boolean {
  const { rootSigns, familySigns, support } = evidence;
  const isSynonym = groupsIn(subject, vocabulary).some(({ group }) => support.groups.has(group));
  const held = subject.map(
    ({ root, form }) =>
      rootSigns.has(root) ||
      familySigns.has(familyOf(form)) ||
      [...alliesOf(root)].some((ally) => rootSigns.has(ally)),
  );
  return isSynonym || held[0] === true || held.filter(Boolean).length * 2 > held.length;
}
