import type { Evidence } from '../evidence.ts';
import { alliesOf, contrariesOf } from '../grammar/opposites.ts';
import { rootOf } from '../grammar/root.ts';
import type { Sign, SignedToken } from '../grammar/signs.ts';
import { isContent } from '../grammar/tokens.ts';
import type { Rule } from '../proposed.ts';
import { contradicts, signsOf, union } from './negation.ts';

/** No word takes the place of its contrary. */
export const opposite: Rule = ({ clauses, evidence }) => {
  for (const { tokens } of clauses) {
    const word = tokens.find(
      (token, at) =>
        token.isHead &&
        isContent(token) &&
        (isContrary(token, evidence) ||
          isUnderrated(tokens, at, evidence) ||
          isMisjoined(tokens, at, evidence)),
    );
    if (word !== undefined) return word.text;
  }
  return null;
};

/** « Sous-évalué » for « surévalué ». */
function isUnderrated(
  said: readonly SignedToken[],
  at: number,
  evidence: readonly Evidence[],
): boolean {
  const [prefix, token] = [said[at - 1]?.form, said[at]];
  if (token !== undefined && isAgainst(token, prefix, evidence)) return true;
  if (token === undefined || (prefix !== 'sous' && prefix !== 'sur')) return false;
  const contrary = `${prefix === 'sous' ? 'sur' : 'sous'}${token.form}`;
  return evidence.some(({ formSigns }) => formSigns.has(contrary));
}

/** « Naturel » where the passage has « contre nature ». */
function isAgainst(
  { root }: SignedToken,
  prefix: string | undefined,
  evidence: readonly Evidence[],
): boolean {
  if (AGAINST.test(prefix ?? '')) return false;
  const before = evidence.flatMap(({ statements }) =>
    statements.flatMap(({ tokens }) =>
      tokens.flatMap((token, at) => (token.root === root ? [tokens[at - 1]?.form ?? ''] : [])),
    ),
  );
  return before.length > 0 && before.every((form) => AGAINST.test(form));
}

const AGAINST = /^(?:contre|anti|pseudo)$/u;

/** « La partie difficile » where the passage has « la partie facile », and « difficile » of something else. */
function isMisjoined(
  said: readonly SignedToken[],
  at: number,
  evidence: readonly Evidence[],
): boolean {
  const token = said[at];
  const contraries = contrariesOf(token?.root ?? '');
  if (token === undefined || contraries.size === 0) return false;
  const beside = [said[at - 1], said[at + 1]].filter(
    (each) => each !== undefined && isContent(each),
  );
  return beside.some((neighbour) => {
    const isBeside = (root: string) => areBeside(root, neighbour?.root ?? '', evidence);
    return !isBeside(token.root) && [...contraries].some(isBeside);
  });
}

const BESIDE = 2;

function areBeside(one: string, other: string, evidence: readonly Evidence[]): boolean {
  return evidence.some(({ statements }) =>
    statements.some(({ tokens }) =>
      tokens.some(
        ({ root }, at) =>
          root === one &&
          tokens
            .slice(Math.max(0, at - BESIDE), at + BESIDE + 1)
            .some((near) => near.root === other),
      ),
    ),
  );
}

/** « S’abonner » where the passage has « se désabonner ». */
const PREFIXES = ['des', 'in', 'im'];

/** And the other way round. */
const UNDOING = /^(?:des|dis|in|im|ir|mal|mes)(?=\p{L}{5})(.*)$/u;

const FLIPPED: Readonly<Record<Sign, Sign>> = {
  affirmed: 'denied',
  denied: 'affirmed',
  asked: 'asked',
  unclear: 'unclear',
};

function isContrary(token: SignedToken, evidence: readonly Evidence[]): boolean {
  if (token.form.startsWith('consider') || signsOf(token, evidence).size > 0) return false;
  const signsOfRoot = (root: string) => union(evidence.map(({ rootSigns }) => rootSigns.get(root)));
  const allies = [...alliesOf(token.root)].map(signsOfRoot).filter(({ size }) => size > 0);
  const isLong = token.form.length > 5;
  if (
    isLong &&
    PREFIXES.some((prefix) =>
      contradicts(FLIPPED[token.sign], signsOfRoot(rootOf(`${prefix}${token.form}`))),
    )
  )
    return true;
  if (allies.length > 0) return allies.every((signs) => contradicts(token.sign, signs));
  const bare = isLong ? UNDOING.exec(token.form)?.[1] : undefined;
  if (bare !== undefined && contradicts(FLIPPED[token.sign], signsOfRoot(rootOf(bare))))
    return true;
  return [...contrariesOf(token.root)].some((root) =>
    contradicts(FLIPPED[token.sign], signsOfRoot(root)),
  );
}
