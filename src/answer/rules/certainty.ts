import { joined } from '../grammar/tokens.ts';
import type { Rule } from '../proposed.ts';

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
