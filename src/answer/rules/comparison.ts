import type { Evidence } from '../evidence.ts';
import type { Rule } from '../proposed.ts';
import { type Token, isContent } from '../grammar/tokens.ts';

type Direction = 'up' | 'down';

const UP = new Set(
  'plus davantage mieux tres beaucoup bien trop fort fortement largement meilleur meilleure'.split(
    ' ',
  ),
);
const DOWN = new Set('moins peu guere'.split(' '));
const BETWEEN = /^(?:d'|de|des|du|encore|bien|les|le|la|l')$/u;

interface Degree {
  readonly direction: Direction;
  readonly form: string;
  readonly token: Token;
}

/** « Moins X » where the passage says « plus X » or X, and the other way round. */
export const comparison: Rule = ({ tokens, evidence }) => {
  const known = evidence.flatMap(({ statements }) =>
    statements.flatMap((each) => degreesIn(each.tokens)),
  );
  const isEven = evidence.some(({ statements }) =>
    statements.some((each) => each.tokens.some(({ form }) => /^(?:aussi|autant)$/u.test(form))),
  );
  const wrong = degreesIn(tokens).find(({ direction, form, token }) => {
    const same = known.filter((other) => other.token.root === token.root);
    if (
      isEven &&
      isAgainstAnother(tokens, form) &&
      !known.some((other) => other.direction === direction)
    )
      return true;
    if (same.some((other) => other.direction === direction)) return false;
    return same.length > 0 || (form === 'moins' && holds(evidence, token));
  });
  return wrong === undefined
    ? null
    : `${wrong.direction === 'down' ? 'moins' : 'plus'} ${wrong.token.text}`;
};

/** « Moins rude que », where the passage has « aussi féroce que ». */
function isAgainstAnother(tokens: readonly Token[], form: string): boolean {
  const at = tokens.findIndex((token) => token.form === form);
  return (
    /^(?:plus|moins|mieux|davantage)$/u.test(form) &&
    tokens.slice(at, at + 4).some((token) => /^qu[e']$/u.test(token.form))
  );
}

function holds(evidence: readonly Evidence[], { root }: Token): boolean {
  return evidence.some(({ rootSigns }) => rootSigns.has(root));
}

function degreesIn(tokens: readonly Token[]): Degree[] {
  return tokens.flatMap(({ form }, at) => {
    const direction = UP.has(form)
      ? 'up'
      : DOWN.has(form) || isTooLittle(tokens, at)
        ? 'down'
        : null;
    if (direction === null || isOtherwiseUsed(tokens, at)) return [];
    const token = modifiedBy(tokens, at);
    return token === undefined ? [] : [{ direction, form, token }];
  });
}

/** « Pas assez ». */
function isTooLittle(tokens: readonly Token[], at: number): boolean {
  return tokens[at]?.form === 'assez' && tokens[at - 1]?.form === 'pas';
}

/** « Ne … plus », « du moins », « à moins que », « plus de 2000 », « de plus ». */
function isOtherwiseUsed(tokens: readonly Token[], at: number): boolean {
  const { form = '' } = tokens[at] ?? {};
  const before = tokens.slice(Math.max(0, at - 5), at).map((token) => token.form);
  if (form === 'plus' && before.some((each) => each === 'ne' || each === "n'")) return true;
  if (/^(?:du|au)$/u.test(before.at(-1) ?? '') || tokens[at - 1]?.text === 'à') return true;
  const [next, second] = [tokens[at + 1], tokens[at + 2]];
  return (
    next?.kind === 'number' || (/^(?:d'|de)$/u.test(next?.form ?? '') && second?.kind === 'number')
  );
}

function modifiedBy(tokens: readonly Token[], at: number): Token | undefined {
  let next = at + 1;
  while (BETWEEN.test(tokens[next]?.form ?? '')) next += 1;
  const after = tokens[next];
  if (
    after?.kind === 'word' &&
    after.form.length > 3 &&
    !/^(?:dans|avec|pour|comme|chez|quand)$/u.test(after.form)
  )
    return after;
  return tokens.slice(Math.max(0, at - 2), at).findLast(isContent);
}
