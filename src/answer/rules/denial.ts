import { blames } from '../grammar/attitudes.ts';
import { contrariesOf } from '../grammar/opposites.ts';
import { isNe, saysMissing } from '../grammar/signs.ts';
import { type Token, isContent } from '../grammar/tokens.ts';
import type { Proposed } from '../proposed.ts';
import { holds } from '../support.ts';
import { clausesKnown, isIn, saidOf, type Known } from './matching.ts';

/** Words of matter that a clause must share with a denied one to be taken for it. */
const FEWEST_SHARED = 2;

/**
 * A sentence with nothing negative in it whose words are all those of a denied clause: « les clients
 * rejoignent une communauté » where the passage has « ne semblent pas intéresser les clients ».
 */
export function undeniedIn(proposed: Proposed): string | null {
  const { tokens, clauses, evidence } = proposed;
  if (tokens.some((token) => isNegative(token) || blamesAnew(token, proposed))) return null;
  const known = evidence.flatMap(clausesKnown);
  for (const clause of clauses) {
    const said = saidOf(clause.tokens, proposed);
    const shared = known.map((each) => ({
      each,
      words: said.filter((token) => isIn(token, each.matter)),
    }));
    const most = Math.max(...shared.map(({ words }) => words.length));
    if (most < FEWEST_SHARED) continue;
    const best = shared.filter(({ words }) => words.length === most);
    if (best.every(({ each, words }) => isDeniedOf(each, words)))
      return (best[0]?.words ?? []).map(({ text }) => text).join(' ');
  }
  return null;
}

const NEGATIVE =
  /^(?:pas|non|sans|ni|aucune?|jamais|rien|personne|loin|contrairement|plutot|impossible|incapable|faux|doute|difficile\w*|refus\w*|moqu\w*|ridicul\w*|rejet\w*|critiqu\w*|contest\w*|ecart\w*|nie\w*|exclu\w*|cess\w*|illusoire|tort|indifferen\w*|abandon\w*|renonc\w*|guere|peu|moins|seule?s?|seulement|mais|distingu\w*|oppos\w*|differ\w*|vaine?s?|eviter|evite|hors|autre\w*|reste\w*|plus|trop|dela|eloign\w*|lointaine?s?|privee?s?|depass\w*|mieux)$/u;

function isNegative(token: Token): boolean {
  return isNe(token) || saysMissing(token) || NEGATIVE.test(token.form);
}

/** A word of blame that the passages do not have may say what their denial says. */
function blamesAnew(token: Token, { evidence }: Proposed): boolean {
  return blames(token.root) && !evidence.some((each) => holds(each, token));
}

/** What denied of a thing denies the thing itself. */
const EXISTING = /^(?:probables?|possibles?|exist\w+|envisageables?|plausibles?)$/u;

/** Whether the clause denies, and these words are in what it denies, or in part of what it denies it of. */
function isDeniedOf({ clause }: Known, words: readonly Token[]): boolean {
  const roots = new Set(words.map(({ root }) => root));
  const at = clause.tokens.findIndex(({ sign }) => sign === 'denied');
  if (at < 0) return false;
  const isTrulyDenied = clause.tokens.some((token) => token.sign === 'denied' && isContent(token));
  const isAffirmedToo = clause.tokens.some(
    (token) => token.sign === 'affirmed' && isContent(token) && roots.has(token.root),
  );
  const isPast = clause.tokens.slice(at).some((token) => roots.has(token.root));
  const isThere = clause.tokens.slice(at).some(({ form }) => EXISTING.test(form));
  const hasContrary = words.some(({ root }) =>
    clause.tokens.some((token) => contrariesOf(root).has(token.root)),
  );
  return isTrulyDenied && !isAffirmedToo && (isPast || isThere) && !hasContrary;
}
