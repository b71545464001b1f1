import { blames, praises } from '../grammar/attitudes.ts';
import type { SignedToken } from '../grammar/signs.ts';
import { perPassage, type Evidence } from '../evidence.ts';
import type { Rule } from '../proposed.ts';
import { familyOf } from '../support.ts';

/** What a sentence makes a voice feel or want, by its verb; « à » tells « invite à » from « un invité ». */
const ATTITUDES: readonly (readonly [kind: Attitude, verb: RegExp, next?: RegExp])[] = [
  ['urges', /^(?:recommand|conseill|preconis|pron(?:e|ent|ait|er)$|exhort|incit|encourag)/u],
  ['urges', /^(?:invit(?:e|ent|ait)|appel(?:le|lent|ait)|pouss(?:e|ent|ait))$/u, /^(?:a|au|aux)$/u],
  ['praises', /^(?:croit|croient|croyait|fie|fient)$/u, /^(?:a|au|aux|en)$/u],
  [
    'praises',
    /^(?:salu(?:e|ent|ait|er)$|felicit|rejoui|admir(?:e|ent|ait|er)$|approuv|applaud|vant(?:e|ent|ait|er)$|lou(?:e|ent|ait|er)$|encens|ador(?:e|ent|ait)$|appreci)/u,
  ],
  ['wishes', /^(?:souhait|esper(?:e|ent|ait|er)$|reclam|revendiqu)/u],
  [
    'blames',
    /^(?:critiqu(?:e|ent|ait|er)$|denonc|deplor|regrett|condamn|blam(?:e|ent|ait|er)$|fustig|mepris|detest|raill|deconseill|redout|reproch|deprec|inquiet)/u,
  ],
];
type Attitude = 'urges' | 'praises' | 'wishes' | 'blames';

/** How many words on « à » may come: « invite les marques à ». */
const REACH = 5;

/** Nobody is made to recommend, praise or hope for what is told without praise, nor to blame what is praised. */
export const attitude: Rule = ({ clauses, evidence }) => {
  for (const { tokens } of clauses) {
    for (const [at, token] of tokens.entries()) {
      const claimed = attitudeOf(tokens, at);
      if (claimed === null) continue;
      const isBorne = evidence.some((each) => bears(claimed, manner(each)));
      if (!isBorne || (claimed !== 'blames' && isBlamed(tokens.slice(at + 1), evidence)))
        return token.text;
    }
  }
  return null;
};

function attitudeOf(tokens: readonly SignedToken[], at: number): Attitude | null {
  const token = tokens[at];
  if (token?.sign !== 'affirmed') return null;
  const following = tokens.slice(at + 1, at + 1 + REACH);
  const found = ATTITUDES.find(
    ([, verb, next]) =>
      verb.test(token.form) &&
      (next === undefined || following.some(({ form }) => next.test(form))),
  );
  return found?.[0] ?? null;
}

/** Whether what is recommended, praised or hoped for is a thing of blame, or one that the passages put aside. */
function isBlamed(following: readonly SignedToken[], evidence: readonly Evidence[]): boolean {
  const object = following.slice(0, REACH).find(({ isContent }) => isContent);
  if (object?.sign !== 'affirmed') return false;
  if (blames(object.root)) return true;
  const signs = evidence.flatMap(({ familySigns }) => [
    ...(familySigns.get(familyOf(object.form)) ?? []),
  ]);
  return signs.length > 0 && !signs.includes('affirmed') && !signs.includes('asked');
}

function bears(claimed: Attitude, { urging, praising, blaming }: Manner): boolean {
  if (claimed === 'urges') return urging > 0;
  if (claimed === 'praises') return praising > 0;
  if (claimed === 'wishes') return urging + praising > 0;
  return blaming > 0 || praising === 0;
}

/** How many words of a passage urge, praise or blame. */
interface Manner {
  readonly urging: number;
  readonly praising: number;
  readonly blaming: number;
}

const URGING =
  /^(?:faut|faudra|faudrait|doit|doivent|devra|devront|devrait|devraient|devez|devons|devrez|devoir|necess\w*|vaut|oblig\w*|temps|besoins?|recommand\w*|conseil\w*|invit(?:e|ent)|consiste|passera?|meilleur|role|enjeux?|manquent?|fondamentaux)$/u;

const manner = perPassage(({ statements }: Evidence): Manner => {
  const words = statements.flatMap(({ clauses }) => clauses.flatMap(({ tokens }) => tokens));
  const count = (pattern: (token: SignedToken) => boolean) => words.filter(pattern).length;
  const isSaid = ({ sign }: SignedToken) => sign === 'affirmed' || sign === 'unclear';
  return {
    urging: count((token) => isSaid(token) && URGING.test(token.form)),
    praising: count(
      ({ root, sign }) =>
        (sign === 'affirmed' && praises(root)) || (sign === 'denied' && blames(root)),
    ),
    blaming: count(
      ({ root, sign }) =>
        (sign !== 'denied' && blames(root)) || (sign === 'denied' && praises(root)),
    ),
  };
});
