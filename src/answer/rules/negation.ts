import type { Clause } from '../grammar/clauses.ts';
import { isNe, type Sign, type SignedToken } from '../grammar/signs.ts';
import { type Token, isContent } from '../grammar/tokens.ts';
import type { Evidence } from '../evidence.ts';
import type { Rule } from '../proposed.ts';
import { commonRun } from '../grammar/alignment.ts';
import { undeniedIn } from './denial.ts';
import { familyOf } from '../support.ts';
import { isSpeech } from '../grammar/speech.ts';

/** What a passage denies is not affirmed, nor what it affirms denied. */
export const negation: Rule = (proposed) => {
  const { clauses, evidence } = proposed;
  const turned = clauses.find((clause) => isTurned(clause, evidence));
  if (isThereIn(clauses) && evidence.some(saysThereIsNone)) return 'il y a';
  if (turned !== undefined) return turned.tokens.map(({ text }) => text).join(' ');
  if (evidence.some(({ passage }) => passage.stance === 'rejected')) return null;
  const undenied = undeniedIn(proposed);
  if (undenied !== null) return undenied;
  const doubtful = clauses.filter((clause) => !isEchoed(clause, evidence));
  const word = doubtful
    .flatMap((clause) => matterOf(clause, evidence))
    .find((token) => contradicts(token.sign, signsOf(token, evidence)));
  return word === undefined ? null : `${word.text} (${word.sign})`;
};

/** « Il y a », and not « il n’y a pas ». */
function isThereIn(clauses: readonly Clause[]): boolean {
  return clauses.some((clause) => /\bil y (?:a|aura|avait)\b/u.test(joined(clause)));
}

function saysThereIsNone({ statements }: Evidence): boolean {
  const said = statements
    .flatMap((each) => each.clauses)
    .map(joined)
    .join(' | ');
  return (
    /\bn' y (?:en )?(?:a|aura|avait) (?:pas|plus|aucun)/u.test(said) &&
    !/\bil y (?:a|aura|avait)\b/u.test(said)
  );
}

function joined({ tokens }: Clause): string {
  return tokens.map(({ form }) => form).join(' ');
}

/** « N’est pas optimiste sur les agences » denies nothing of the agencies. */
const FEELING =
  /^(?:optimist|convaincu|tendre|favorabl|confian|dupe|satisfai|enthousias|indulgen|seduit|impressionn|content|ravi|emball)/u;

/** « Ne croit pas aux mirages »: nobody says that there are none. */
const DISBELIEVES =
  /\b(?:ne|n') (?:croi\w+|fie\w*|veut|veulent) (?:pas|guere|plus) (?:a|au|aux|en|de|d')(?: |$)/u;

/** What a clause affirms, and of what it denies the first word that the passages know. */
function matterOf({ tokens }: Clause, evidence: readonly Evidence[]): SignedToken[] {
  // « A plutôt que B » puts B aside, which is less than to deny it.
  const isPutAside = tokens.some(({ form }) => form === 'plutot') && !tokens.some(isNe);
  const matter = tokens.filter(
    (token) =>
      isContent(token) && token.form !== 'doute' && !(isPutAside && token.sign === 'denied'),
  );
  const heads = matter.filter(({ isHead }) => isHead);
  if (matter.some(({ sign, form }) => sign === 'denied' && FEELING.test(form))) return heads;
  if (DISBELIEVES.test(tokens.map(({ form }) => form).join(' '))) return [];
  const isKnown = (token: SignedToken) => signsOf(token, evidence).size > 0;
  const denied = matter.filter(({ sign }) => sign === 'denied');
  if (denied.some((token) => token.isHead && isKnown(token))) return heads;
  const first = denied.find(isKnown);
  return first === undefined ? heads : [...heads, first];
}

/** How the cited passages say a word: as it is written if they write it so, else whatever its form. */
export function signsOf(
  { form, root }: SignedToken,
  evidence: readonly Evidence[],
): ReadonlySet<Sign> {
  const exact = union(evidence.map(({ formSigns }) => formSigns.get(form)));
  if (exact.size > 0 || isSpeech(form, root)) return exact;
  const related = union(evidence.map(({ rootSigns }) => rootSigns.get(root)));
  if (related.size > 0 || form.length < 7) return related;
  return union(evidence.map(({ familySigns }) => familySigns.get(familyOf(form))));
}

export function union(sets: readonly (ReadonlySet<Sign> | undefined)[]): ReadonlySet<Sign> {
  return new Set(sets.flatMap((each) => [...(each ?? [])]));
}

export function contradicts(sign: Sign, said: ReadonlySet<Sign>): boolean {
  if (said.has('unclear')) return false;
  if (sign === 'affirmed') return said.size > 0 && !said.has('affirmed') && said.has('denied');
  return sign === 'denied' && said.has('affirmed') && !said.has('denied');
}

/** Share of a clause's words that a passage's clause must hold, in order, to be the same but for a negation. */
const NEARLY_SAME = 0.7;
const FEWEST_WORDS = 3;
const GRAMMAR = /^(?:ne|n'|pas|plus|jamais|rien|aucun|aucune|c'|ce|est|sont|que|qu'|et)$/u;

/** Whether the clauses nearest to this one say the same words with the other sign, and none with its own. */
function isTurned(clause: Clause, evidence: readonly Evidence[]): boolean {
  const sign = signOf(clause.tokens);
  const nearest = nearestTo(clause, evidence, NEARLY_SAME);
  if (sign === null || nearest.length === 0) return false;
  return nearest.every((other) => other !== null && other !== sign);
}

const ECHOED = 0.6;

/** Whether a nearest clause says it with the same sign: « ne fait pas son travail » for « ne fait pas son boulot ». */
function isEchoed(clause: Clause, evidence: readonly Evidence[]): boolean {
  const denied = clause.tokens.filter(({ sign }) => sign === 'denied');
  return nearestTo({ tokens: denied }, evidence, ECHOED).includes('denied');
}

/** The signs of the passages' clauses that hold most of this one's words, if they hold enough of them. */
function nearestTo(
  { tokens }: Clause,
  evidence: readonly Evidence[],
  share: number,
): ('affirmed' | 'denied' | null)[] {
  const words = tokens.filter(({ form }) => !GRAMMAR.test(form));
  if (words.length < FEWEST_WORDS || !words.some(isContent)) return [];
  const candidates = evidence.flatMap(({ statements }) =>
    statements.flatMap(({ clauses }) =>
      clauses.map((other) => ({
        sign: signFor(words, other.tokens),
        run: commonRun(words, other.tokens),
      })),
    ),
  );
  const best = Math.max(...candidates.map(({ run }) => run), 1);
  if (best < words.length * share) return [];
  return candidates.filter(({ run }) => run === best).map(({ sign }) => sign);
}

/** A clause whose subject alone is said again denies nothing of what is said. */
function signFor(
  words: readonly Token[],
  tokens: readonly SignedToken[],
): 'affirmed' | 'denied' | null {
  const sign = signOf(tokens);
  if (sign !== 'denied') return sign;
  return commonRun(
    words,
    tokens.filter((token) => token.sign === 'denied'),
  ) > 0
    ? sign
    : null;
}

/** The one sign of a clause's matter, or null where it has several. */
function signOf(tokens: readonly SignedToken[]): 'affirmed' | 'denied' | null {
  const signs = tokens.filter(isContent).map(({ sign }) => sign);
  const denied = signs.filter((sign) => sign === 'denied').length;
  const affirmed = signs.filter((sign) => sign === 'affirmed').length;
  if (denied > 0 && denied > 2 * affirmed) return 'denied';
  return affirmed > 0 && affirmed === signs.length ? 'affirmed' : null;
}
