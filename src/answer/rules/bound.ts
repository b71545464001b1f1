import { perPassage, type Evidence } from '../evidence.ts';
import { figuresIn, type Figure } from '../grammar/numbers.ts';
import type { Token } from '../grammar/tokens.ts';

/** On which side of a number the true one lies. */
type Bound = 'above' | 'below' | 'near' | 'exact';

const ABOVE = /(?:\bplus (?:de|d') |\bau moins |\bau dela (?:de|des|d') |\bdepass\w* (?:les? )?)$/u;
const BELOW = /(?:\bmoins (?:de|d') |\b(?:au|tout au) plus |\ba peine |\bn' atteint pas )$/u;
const NEAR =
  /(?:\bpres (?:de|d') |\benviron |\bquelque |\bpresque |\bquasi(?:ment)? (?:- )?|\bautour (?:de|des|d') )$/u;

/** « Moins de 2000 » where the passage says « plus de 2000 » or 2000. */
export function misboundIn(
  tokens: readonly Token[],
  figures: readonly Figure[],
  evidence: readonly Evidence[],
): string | null {
  const wrong = figures.find((figure) => {
    const bound = boundOf(tokens, figure);
    if (bound === 'exact') return false;
    const known = evidence.flatMap((each) => bounds(each).get(figure.value) ?? []);
    return known.length > 0 && !known.some((each) => each === bound || isLoose(each, bound));
  });
  if (wrong === undefined) return null;
  return tokens
    .slice(Math.max(0, wrong.start - 2), wrong.end)
    .map(({ text }) => text)
    .join(' ');
}

/** What is a little more or less is near. */
function isLoose(said: Bound, claimed: Bound): boolean {
  return claimed === 'near' && said !== 'exact';
}

const bounds = perPassage(({ statements }: Evidence): ReadonlyMap<number, readonly Bound[]> => {
  const found = statements.flatMap(({ tokens }) =>
    figuresIn(tokens).map((figure) => [figure.value, boundOf(tokens, figure)] as const),
  );
  const grouped = Map.groupBy(found, ([value]) => value);
  return new Map([...grouped].map(([value, each]) => [value, each.map(([, bound]) => bound)]));
});

/** Words before a number that may say on which side of it the true one is. */
const REACH = 4;

function boundOf(tokens: readonly Token[], { start }: Figure): Bound {
  const before = tokens
    .slice(Math.max(0, start - REACH), start)
    .map(({ form }) => `${form} `)
    .join('');
  if (ABOVE.test(before)) return 'above';
  if (BELOW.test(before)) return 'below';
  return NEAR.test(before) ? 'near' : 'exact';
}
