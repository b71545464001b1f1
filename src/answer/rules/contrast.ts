import { perPassage, type Evidence } from '../evidence.ts';
import type { Token } from '../grammar/tokens.ts';
import type { Proposed, Rule } from '../proposed.ts';
import { holds } from '../support.ts';
import { isIn, matterIn, saidOf, type Matter } from './matching.ts';

/** What one side of a « mais » says is not said of the other side, nor one passage’s words of another’s subject. */
export const contrast: Rule = (proposed) => crossedIn(proposed) ?? lentIn(proposed);

const JOINS =
  /^(?:mais|et|tandis|alors|pourtant|malgre|quoique|meme|si|sans|plutot|non|pas|ne|n'|contrairement|cependant|apres|avant|or|car|donc|ou|puis|puisque|parce|quand|lorsque|[,;:(])$/u;

function isJoint({ form }: Token): boolean {
  return (
    JOINS.test(form) || /^(?:illustr|confirm|rejoi|repond|contredi|oppos|nuanc|prolong)/u.test(form)
  );
}

/** A simple sentence with words of both sides, and nothing that sets them against each other. */
function crossedIn(proposed: Proposed): string | null {
  const { tokens, evidence } = proposed;
  const body = withoutSpeaker(tokens);
  if (body.some(isJoint)) return null;
  const said = saidOf(body, proposed);
  for (const [one, other] of evidence.flatMap(sides)) {
    const left = said.filter((token) => isIn(token, one) && !isIn(token, other));
    const right = said.filter((token) => isIn(token, other) && !isIn(token, one));
    const isCrossed = left.length > 0 && right.length > 0 && left.length + right.length > 2;
    if (isCrossed) return [...left, ...right].map(({ text }) => text).join(' ');
  }
  return null;
}

/** « Selon X, … » and « …, selon X » are of no side. */
function withoutSpeaker(tokens: readonly Token[]): readonly Token[] {
  const comma = tokens.findIndex(({ form }) => form === ',');
  const opens = /^(?:selon|pour|d'|aux)$/u.test(tokens[0]?.form ?? '');
  if (opens && comma > 0) return tokens.slice(comma + 1);
  const last = tokens.findLastIndex(({ form }) => form === ',');
  const isAfter = /^(?:selon|d'|pour|aux)$/u.test(tokens[last + 1]?.form ?? '');
  return last > 0 && isAfter ? tokens.slice(0, last) : tokens;
}

const SETS_AGAINST = /^(?:mais|tandis|cependant|pourtant|hormis)$/u;

/** What stands before and after each word that sets two things against each other. */
const sides = perPassage(({ statements }: Evidence): readonly (readonly [Matter, Matter])[] =>
  statements
    .flatMap(({ sentences }) => sentences)
    .flatMap((sentence) =>
      sentence.flatMap(({ form }, at) =>
        SETS_AGAINST.test(form) && at > 0
          ? [[matterIn(sentence.slice(0, at)), matterIn(sentence.slice(at + 1))] as const]
          : [],
      ),
    ),
);

/** The first word of matter is of one passage only, and all that is said of it of another only. */
function lentIn(proposed: Proposed): string | null {
  const { clauses, tokens: all, evidence } = proposed;
  if (evidence.length < 2 || withoutSpeaker(all).some(isJoint)) return null;
  for (const { tokens } of clauses) {
    const said = saidOf(tokens, proposed).filter((token) =>
      evidence.some((each) => holds(each, token)),
    );
    const [subject, ...predicate] = said;
    if (subject === undefined || predicate.length === 0) continue;
    // A word that every cited passage has tells none of them from the others.
    const telling = predicate.filter((token) => !evidence.every((each) => holds(each, token)));
    const isStrange = evidence.every(
      (each) => !holds(each, subject) || !telling.some((token) => holds(each, token)),
    );
    if (telling.length > 0 && isStrange) return said.map(({ text }) => text).join(' ');
  }
  return null;
}
