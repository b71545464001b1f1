import type { Clause } from '../grammar/clauses.ts';
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
  const wrong = degreesIn(tokens).find(({ direction, form, token }) => {
    const same = known.filter((other) => other.token.root === token.root);
    if (same.some((other) => other.direction === direction)) return false;
    return same.length > 0 || (form === 'moins' && holds(evidence, token));
  });
  return wrong === undefined
    ? null
    : `${wrong.direction === 'down' ? 'moins' : 'plus'} ${wrong.token.text}`;
};

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
  if (/^(?:du|au|a)$/u.test(before.at(-1) ?? '')) return true;
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
  const isPartial = evidence.some(({ statements }) =>
    statements.some(({ clauses }) => clauses.some(deniesAll)),
  );
  const [hasAll, hasSome] = [
    said.some(isAll),
    isPartial || said.some(({ form }) => SOME.test(form)),
  ];
  const all = own.find(({ form }, at) => ALL.test(form) && !isIdiom(own, at));
  const none = own.find(({ form }, at) => NONE.test(form) && own[at + 1]?.form !== 'besoin');
  if (
    saysOnly(own) &&
    hasAll &&
    !evidence.some((each) => each.statements.some(({ tokens }) => saysOnly(tokens)))
  )
    return 'ne … que';
  if (none !== undefined && !said.some(({ form }) => NEGATIVE.test(form))) return none.text;
  const always = own.find(({ form }) => form === 'toujours');
  if (always !== undefined && said.some(({ form }) => /^(?:souvent|parfois)$/u.test(form)))
    return always.text;
  const few = own.find(({ form }) => FEW.test(form));
  const isFew = said.some(({ form }) => FEW.test(form) || /^(?:peu|rare|rares)$/u.test(form));
  if (few !== undefined && !isFew && said.some(({ form }) => MOST.test(form))) return few.text;
  if (all !== undefined && !hasAll) return all.text;
  if (all !== undefined && hasSome && !said.some(({ form }) => ALL.test(form))) return all.text;
  const some = own.find(({ form }) => SOME.test(form) && form !== 'partie');
  const wholly = own.find(
    ({ form }, at) => WHOLLY.test(form) && !/^(?:ne|n'|pas)$/u.test(own[at - 1]?.form ?? ''),
  );
  if (
    wholly !== undefined &&
    (evidence.some(saysLess) || !said.some(({ form }) => WHOLLY.test(form) || PARTLY.test(form)))
  )
    return wholly.text;
  return some !== undefined &&
    !hasSome &&
    said.some(({ form }) => /^(?:tous|toutes|tout|ensemble|toujours|chaque)$/u.test(form))
    ? some.text
    : null;
};

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

const FEW = /^(?:quelques|certains|certaines|rares)$/u;
const MOST = /^(?:plupart|beaucoup|nombreux|nombreuses|majorite)$/u;

const CERTAIN =
  /^(?:certainement|forcement|necessairement|inevitablement|inevitable|assurement|indubitablement|evidemment|indispensables?|obligatoires?|obligatoirement|absolument|incontestablement|indeniable|indeniablement|surement|definitivement|immanquablement|fatalement)$/u;
const NEEDED = /^(?:indispensables?|obligatoires?)$/u;
/** « N’est pas une option » says as much. */
const NEED = /^(?:necess\w*|oblig\w*|faut|faudra|doit|doivent|besoin|option|impose\w*)$/u;
const SURE_PHRASE =
  /\b(?:a coup sur|pour certaine?|il est certain|sans aucun doute|il est sur que|ne fait aucun doute|de toute evidence)\b/u;
const POSSIBLE =
  /^(?:peut|peuvent|pourra|pourrait|pourraient|possible|possibles|probable|probablement|semble|semblent|parait|eventuel|risque|risquent|vraisemblance|scenario|sentiment|pense|devrait|devraient)$/u;

/** No certainty that the passage does not have. */
export const certainty: Rule = ({ own, evidence }) => {
  const said = evidence.flatMap(({ statements }) => statements.flatMap(({ tokens }) => tokens));
  const sure = own.find(({ form }) => CERTAIN.test(form));
  if (
    sure !== undefined &&
    !said.some(({ form }) => form === sure.form) &&
    !(NEEDED.test(sure.form) && said.some(({ form }) => NEED.test(form)))
  )
    return sure.text;
  const phrase = SURE_PHRASE.exec(joined(own))?.[0];
  if (phrase === undefined) return null;
  const isHedged = said.some(({ form }) => POSSIBLE.test(form));
  const isSaid = evidence.some(({ statements }) =>
    statements.some(({ tokens }) => SURE_PHRASE.test(joined(tokens))),
  );
  return isHedged || !isSaid ? phrase : null;
};

function joined(tokens: readonly Token[]): string {
  return tokens.map(({ form }) => form).join(' ');
}

const CAUSES =
  /\b(?:parce qu[e']|a cause d[e']|grace (?:a|au|aux)|en raison d[e']|du fait d[e']|c' est pourquoi|a la suite d[e']|caus(?:e|ent|er))\b/u;
const LINKS =
  /\b(?:parce|cause|grace|raison|car|puisque|puisqu|donc|alors|ainsi|provoqu\w+|engendr\w+|illustr\w+|favoris\w+|permet\w*|afin|due|dus|consequence|d' ou|entrain\w+|porte|sous peine|faute|montre|car)\b/u;

/** No cause that the passage does not give. */
export const cause: Rule = ({ own, evidence }) => {
  const given = CAUSES.exec(joined(own))?.[0];
  if (given === undefined) return null;
  const isGiven = evidence.some(({ statements }) =>
    statements.some(({ tokens }) => LINKS.test(joined(tokens))),
  );
  return isGiven ? null : given;
};
