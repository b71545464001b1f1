import type { Evidence } from '../evidence.ts';
import { phrasesIn } from '../phrases.ts';
import type { Proposed, Rule } from '../proposed.ts';
import { holds } from '../support.ts';
import { seamIn } from './seam.ts';
import { isSpeech } from '../grammar/speech.ts';
import { type Token, isContent } from '../grammar/tokens.ts';

/** Words of a passage are not given another subject, nor two passages made to say one thing. */
export const stitched: Rule = (proposed) => {
  const { clauses, evidence } = proposed;
  const borrowed = borrowedFrom(proposed) ?? seamIn(proposed);
  if (borrowed !== null) return borrowed;
  for (const { tokens } of clauses) {
    const found = otherSubject(tokens, evidence) ?? mixedMatter(tokens, evidence);
    if (found !== null) return found;
  }
  return null;
};

/** Words in a row that stand in another passage and in none of those that are cited. */
function borrowedFrom({ tokens, evidence, vocabulary }: Proposed): string | null {
  const cited = new Set(evidence.map(({ passage }) => passage.id));
  const borrowed = phrasesIn(tokens).find(({ key, words }) => {
    const holders = vocabulary.phrases.get(key);
    return holders !== undefined && cited.isDisjointFrom(holders) && !isOwn(words, evidence);
  });
  return borrowed?.words.map(({ text }) => text).join(' ') ?? null;
}

/** Whether one cited passage has every word of matter of it too. */
function isOwn(words: readonly Token[], evidence: readonly Evidence[]): boolean {
  return evidence.some(({ rootSigns }) =>
    words.every(({ root, isContent: says }) => !says || rootSigns.has(root)),
  );
}

/** Words in a row, as the passage has them, that make a predicate: in all, and of matter. */
const RUN = { words: 4, matter: 2 };
/** How many words of matter before a run may be its subject. */
const NEAREST = 2;

function otherSubject(words: readonly Token[], evidence: readonly Evidence[]): string | null {
  for (const { statements } of evidence) {
    for (const { tokens } of statements) {
      const said = withoutAsides(tokens).filter(({ kind }) => kind !== 'mark');
      for (let at = 1; at < words.length; at += 1) {
        const found = otherSubjectAt(words, at, said, evidence);
        if (found !== null) return found;
      }
    }
  }
  return null;
}

/** What stands between brackets parts no predicate from its subject. */
function withoutAsides(tokens: readonly Token[]): Token[] {
  let depth = 0;
  return tokens.filter(({ text }) => {
    if (text === '(') depth += 1;
    if (text === ')') depth = Math.max(0, depth - 1);
    return depth === 0 && text !== ')';
  });
}

function otherSubjectAt(
  words: readonly Token[],
  at: number,
  said: readonly Token[],
  evidence: readonly Evidence[],
): string | null {
  const [subject, verb] = [words[at - 1], words[at]];
  if (
    subject === undefined ||
    verb === undefined ||
    !isSubject(subject) ||
    /^(?:aux|au|sur)$/u.test(words[at - 2]?.form ?? '') ||
    !mayBeVerb(verb) ||
    isSpeech(verb.form, verb.root)
  )
    return null;
  if (!evidence.some((each) => holds(each, subject))) return null;
  for (let place = 1; place < said.length; place += 1) {
    const run = runAt(words, at, said, place);
    if (run.length < RUN.words || run.filter(isContent).length < RUN.matter) continue;
    if (isSame(words[at - 1], said[place - 1])) continue;
    const earlier = said.slice(0, place).filter(isContent);
    const own = PRONOUNS.test(said[place - 1]?.form ?? '') ? earlier : earlier.slice(-NEAREST);
    const isOwn = own.some(({ root }) => root === subject.root);
    if (own.length > 0 && !isOwn && !standTogether(subject, run, evidence))
      return `${subject.text} | ${run.map(({ text }) => text).join(' ')}`;
  }
  return null;
}

const PRONOUNS = /^(?:il|elle|ils|elles|on|c'|ce|qui|se|s')$/u;
const VERBS = /^(?:est|sont|etait|etaient|sera|seront|ont|a|va|vont|peut|peuvent|doit|doivent)$/u;

function isSubject(token: Token): boolean {
  return (
    isContent(token) &&
    !isSpeech(token.form, token.root) &&
    !/(?:er|ir|ait|aient|ant|ement)$/u.test(token.form)
  );
}

function mayBeVerb(token: Token): boolean {
  return isContent(token) || (VERBS.test(token.form) && token.text !== 'à');
}

function runAt(
  words: readonly Token[],
  at: number,
  said: readonly Token[],
  place: number,
): Token[] {
  const run: Token[] = [];
  while (isSame(words[at + run.length], said[place + run.length])) {
    const token = words[at + run.length];
    if (token !== undefined) run.push(token);
  }
  return run;
}

function isSame(one: Token | undefined, other: Token | undefined): boolean {
  if (one === undefined || other === undefined) return false;
  const isAuxiliary = AUXILIARIES.some(
    (forms) => forms.includes(one.form) && forms.includes(other.form),
  );
  return (
    isAuxiliary ||
    one.form === other.form ||
    (one.root !== '' && one.root.length > 3 && one.root === other.root)
  );
}

const AUXILIARIES = [
  ['est', 'sont'],
  ['a', 'ont'],
  ['va', 'vont'],
  ['peut', 'peuvent'],
  ['doit', 'doivent'],
];

/** Whether some clause of a passage holds the subject with a word of the run. */
function standTogether(
  subject: Token,
  run: readonly Token[],
  evidence: readonly Evidence[],
): boolean {
  const matter = new Set(run.filter(isContent).map(({ root }) => root));
  return evidence.some(({ statements }) =>
    statements.some(({ clauses }) =>
      clauses.some(
        ({ tokens }) =>
          tokens.some(({ root }) => root === subject.root) &&
          tokens.some(({ root }) => matter.has(root)),
      ),
    ),
  );
}

/** Share of a clause's supported words that one passage must hold where several are cited. */
const LEAST_FROM_ONE = 0.6;
/** With fewer supported words, a clause may well sum two passages up. */
const FEWEST_MIXED = 4;

function mixedMatter(tokens: readonly Token[], evidence: readonly Evidence[]): string | null {
  if (evidence.length < 2) return null;
  const matter = tokens.filter((token) => isContent(token) && !isSpeech(token.form, token.root));
  const held = matter.filter((token) => evidence.some((each) => holds(each, token)));
  if (held.length < FEWEST_MIXED) return null;
  const most = Math.max(
    ...evidence.map((each) => held.filter((token) => holds(each, token)).length),
  );
  return most < held.length * LEAST_FROM_ONE ? held.map(({ text }) => text).join(' ') : null;
}
