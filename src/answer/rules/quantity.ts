import type { Evidence } from '../evidence.ts';
import type { Clause } from '../grammar/clauses.ts';
import { type Token, joined } from '../grammar/tokens.ts';
import type { Rule } from '../proposed.ts';

const ALL = /^(?:tous|toutes|partout|chaque|chacun|chacune)$/u;
const WHOLE = /^(?:tout|toute|ensemble|general|generale|quiconque|quel)$/u;
const NONE = /^(?:aucun|aucune|jamais|nul|nulle)$/u;
const NEGATIVE =
  /^(?:aucun|aucune|jamais|nul|nulle|pas|rien|personne|non|sans|plus|guere|ni|peu|absent|absents|absentes)$/u;
const WHOLLY =
  /^(?:suffit|suffisent|entierement|totalement|integralement|completement|systematiquement|universellement|unanimement|exclusivement|uniquement|seulement)$/u;
const PARTLY =
  /^(?:partie|pleinement|tous|toutes|tout|que|qu'|seul|seule|seuls|seules|simplement)$/u;
const SOME =
  /^(?:certains|certaines|quelques|parfois|plusieurs|plupart|souvent|partie|beaucoup|occasionnellement|rares|rarement|nombreux|nombreuses)$/u;

/** « Tous » where the passage says « certains », « toujours » where it says « souvent », and the other way round. */
export const quantity: Rule = ({ own, evidence }) => {
  const said = evidence.flatMap(({ statements }) => statements.flatMap(({ tokens }) => tokens));
  const wrong = QUANTITIES.map((wronglyIn) => wronglyIn(own, said, evidence));
  return wrong.find((found) => found !== undefined)?.text ?? null;
};

/** A word of quantity that the passages do not bear. */
type Quantity = (
  own: readonly Token[],
  said: readonly Token[],
  evidence: readonly Evidence[],
) => Token | undefined;

const QUANTITIES: readonly Quantity[] = [
  onlyIn,
  (own, _, evidence) => (evidence.some(saysAlone) ? undefined : own.find(isAlone)),
  noneIn,
  alwaysIn,
  fewIn,
  wholeIn,
  allIn,
  whollyIn,
  someIn,
];

function has(tokens: readonly Token[], pattern: RegExp): boolean {
  return tokens.some(({ form }) => pattern.test(form));
}

/** « Ne … que » where the passage says all, or « aussi bien que ». */
function onlyIn(
  own: readonly Token[],
  said: readonly Token[],
  evidence: readonly Evidence[],
): Token | undefined {
  const isWider = said.some(isAll) || evidence.some(saysBoth);
  const isOnly = evidence.some(({ statements }) =>
    statements.some(({ tokens }) => saysOnly(tokens)),
  );
  return saysOnly(own) && isWider && !isOnly
    ? own.find(({ form }) => /^qu[e']$/u.test(form))
    : undefined;
}

function saysBoth({ statements }: Evidence): boolean {
  return statements.some(({ tokens }) => /\baussi bien\b|\bcomme au\b/u.test(joined(tokens)));
}

function noneIn(own: readonly Token[], said: readonly Token[]): Token | undefined {
  if (has(said, NEGATIVE)) return undefined;
  return own.find(({ form }, at) => NONE.test(form) && own[at + 1]?.form !== 'besoin');
}

function alwaysIn(own: readonly Token[], said: readonly Token[]): Token | undefined {
  const isPossible = has(said, /^(?:peut|peuvent|pourrait|pourraient)$/u) && !has(said, STEADY);
  const isWrong = isPossible || has(said, /^(?:souvent|parfois)$/u);
  return isWrong ? own.find(({ form }) => form === 'toujours') : undefined;
}

function fewIn(own: readonly Token[], said: readonly Token[]): Token | undefined {
  const isFew = has(said, FEW) || has(said, /^(?:peu|rare|rares)$/u);
  return !isFew && has(said, MOST) ? own.find(({ form }) => FEW.test(form)) : undefined;
}

function wholeIn(
  own: readonly Token[],
  _: readonly Token[],
  evidence: readonly Evidence[],
): Token | undefined {
  if (!evidence.some(saysPartly)) return undefined;
  return own.find(
    ({ form }, at) => /^toute?s?$/u.test(form) && DETERMINER.test(own[at + 1]?.form ?? ''),
  );
}

function allIn(
  own: readonly Token[],
  said: readonly Token[],
  evidence: readonly Evidence[],
): Token | undefined {
  const isKnown = said.some(isAll) && (!hasSome(said, evidence) || has(said, ALL));
  return isKnown ? undefined : own.find(({ form }, at) => ALL.test(form) && !isIdiom(own, at));
}

function hasSome(said: readonly Token[], evidence: readonly Evidence[]): boolean {
  const isPartial = evidence.some(({ statements }) =>
    statements.some(({ clauses }) => clauses.some(deniesAll)),
  );
  return isPartial || has(said, SOME);
}

function whollyIn(
  own: readonly Token[],
  said: readonly Token[],
  evidence: readonly Evidence[],
): Token | undefined {
  if (!evidence.some(saysLess) && (has(said, WHOLLY) || has(said, PARTLY))) return undefined;
  return own.find(
    ({ form }, at) => WHOLLY.test(form) && !/^(?:ne|n'|pas|non)$/u.test(own[at - 1]?.form ?? ''),
  );
}

function someIn(
  own: readonly Token[],
  said: readonly Token[],
  evidence: readonly Evidence[],
): Token | undefined {
  if (hasSome(said, evidence) || !has(said, EVERY)) return undefined;
  return own.find(({ form }) => SOME.test(form) && form !== 'partie');
}

const EVERY = /^(?:tous|toutes|tout|ensemble|toujours|chaque|importe|quiconque)$/u;

/** « Font seuls », « un seul service »: but not « les seuls community managers ». */
function isAlone(_: Token, at: number, own: readonly Token[]): boolean {
  const [before = '', form = ''] = [own[at - 1]?.form, own[at]?.form];
  if (!/^seule?s?$/u.test(form)) return false;
  const isCompared = own
    .slice(0, at)
    .some((token) => /^(?:plus|mieux|moins|dela)$/u.test(token.form));
  const isFor = before === 'le' && own[at - 2]?.form === 'pour';
  return !isCompared && !isFor && !/^(?:a|eux|lui|elle|elles)$/u.test(before);
}

/** Whether a passage speaks of one thing only, or sets it against others. */
function saysAlone({ statements }: Evidence): boolean {
  return statements.some(
    ({ tokens }) =>
      saysOnly(tokens) ||
      tokens.some(({ form }) =>
        /^(?:seul|seule|seuls|seules|simples?|uniquement|non|pas|plutot|tels|juste|mais|seulement)$/u.test(
          form,
        ),
      ),
  );
}

/** « Ne … que ». */
function saysOnly(tokens: readonly Token[]): boolean {
  return /\b(?:ne|n') (?:(?!pas |plus |jamais |rien )\S+ ){1,3}?qu[e'](?: |$)/u.test(
    joined(tokens),
  );
}

/** « Pas seulement », « ne suffit pas », « au moins en partie ». */
function saysLess({ statements }: Evidence): boolean {
  return statements.some(({ tokens }) =>
    /\bpas (?:seulement|uniquement)\b|\bne suffi\w* pas\b|\bau moins\b|\ben partie\b/u.test(
      joined(tokens),
    ),
  );
}

const DETERMINER = /^(?:le|la|les|l'|leur|leurs|son|sa|ses)$/u;

function saysPartly({ statements }: Evidence): boolean {
  return statements.some(({ tokens }) => /\ben partie\b/u.test(joined(tokens)));
}

/** « Toutes les marques ne sont pas »: some are. */
function deniesAll({ tokens }: Clause): boolean {
  return (
    tokens.some(({ sign }) => sign === 'denied') &&
    tokens.some(({ form }) => /^tou(?:s|tes)$/u.test(form))
  );
}

function isAll({ form }: Token): boolean {
  return ALL.test(form) || WHOLE.test(form);
}

/** « Tous deux », « toujours plus ». */
function isIdiom(own: readonly Token[], at: number): boolean {
  return /^(?:deux|trois|plus|moins)$/u.test(own[at + 1]?.form ?? '');
}

const STEADY = /^(?:toujours|constamment|encore|reste|restent|continu\w+|jamais|cesse\w*)$/u;
const FEW = /^(?:quelques|certains|certaines|rares)$/u;
const MOST = /^(?:plupart|beaucoup|nombreux|nombreuses|majorite)$/u;
