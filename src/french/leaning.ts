import { foldText, isStopWord } from './words.ts';

// Whether a text can be read by itself, as French grammar tells: what ties it to words that came before
// stands near its beginning. All patterns are of folded text.

/** What ties a clause to the one before it, wherever it stands in its own. */
const CONNECTIVES = [
  "donc|cependant|pourtant|toutefois|neanmoins|en effet|d'ailleurs|par ailleurs|en outre|de plus",
  'du coup|par consequent|des lors|de ce fait|de meme|en revanche|par contre|au contraire',
  "a l'inverse|inversement|d'une part|d'autre part|autrement dit|en somme|bref|en conclusion",
  'pour autant|pour conclure|pour resumer|egalement|lui aussi|elle aussi|eux aussi|(?:alors|ainsi)(?! qu)',
  // « Aussi grand que », « mais aussi » and « aussi bien » tie what stands in the clause itself.
  String.raw`(?<!mais |ou |et |tout )aussi(?! (?:bien|\S+ qu|\S+ \S+ qu))`,
  // A time that was told before.
  "a l'epoque(?! (?:de|du|des|d'|ou))|entre-temps|depuis lors|par la suite|(?:la|le) meme (?:annee|jour|mois|epoque)",
].join('|');
/** What does so at the beginning only: conjunctions, answers, pronouns, places in a list or in a story. */
const OPENINGS = [
  'mais|or|car|et|ou|ni|puis|ensuite|enfin|aussi|finalement|certes|voila|sinon|notamment|par exemple',
  "oui|non|si(?=,)|ok|merci|bonjour|bonsoir|bravo|exactement|absolument|d'accord|(?:eh|et) bien|bon(?=,)",
  'meme (?:dans|en|aux?|chez|pour|avec)|a savoir|quant (?:a|aux?)|reste que|apres tout|(?:dernier|autre) (?:point|exemple)|(?:on|je)(?: ne|) (?:les?(?= y )|la|les)',
  String.raw`ils|elles?|eux|lui|leurs?|son|sa|ses|cela|ceci|ca|c'\p{L}+|(?:on|nous|vous|je|j')(?: ne | n'| |)(?:y|en|le|l'\p{L}+)(?= (?![^.!?]*(?: qu|[:,])))|l'une? d'(?:eux|elles?)|(?:certaine?s?|plusieurs|beaucoup) d'entre (?:eux|elles)`,
  // « Ce qui compte », « ceux dont » and « ce n’est pas la pluie, mais le froid » bring their own noun.
  "(?:ce|celui|celles?|ceux)(?! qu|'| dont| ou | n'est pas [^.!?]*, (?:mais|c'est) )",
  String.raw`d'autres?|(?:l'|les? |la |une? )(?:premiere?s?|deuxiemes?|troisiemes?|seconde?s?|dernie(?:r|re)s?|autres?|\d+ ?(?:e|er|eme|nde?))`,
  String.raw`(?:tous |toutes )?(?:les|des|aux) (?:deux|trois|quatre|cinq|six)(?! (?:quart|tiers|derni|premi|prochain))`,
  String.raw`(?:tout )?d'abord|pour (?:commencer|finir|terminer)|primo|secundo|(?:premiere|deuxieme|troisieme|seconde)ment`,
  String.raw`le lendemain|la veille|l'annee suivante|(?:peu|plus tard|aussitot)(?: de temps)?(?: apres)?,|(?:\S+ ){1,3}(?:plus tard|apres|auparavant|plus tot)(?=,)`,
  'tel(?:le)?s? (?:est|sont|etait|fut)',
].join('|');
/** « Il faut », « il est temps de partir » and « il s’agit de choisir » are about nobody. */
const IMPERSONAL = String.raw`(?:ne |n')?(?:fau|y |pleu|neig|manqu|import|s'agi\S* (?:\S+ )?(?:de |d')(?!une? |la |l')(?:\S+ ){0,2}?\p{L}+(?:er|ir|re)\b|s'agi\S* pas |exist|suffi|convien|sembl|arriv|vaut mieux|rest|est temps|est (?:(?!\p{L}+(?:er|ir|ire|dre)\b)\S+ ){0,4}?(?:qu|(?:de |d')(?:\S+ ){0,2}?\p{L}+(?:er|ir|re)\b))`;

/** Before the first clause may stand when, where or how: « Sur le quai, la piste est donc vide ». */
const CLAUSE = String.raw`^(?:(?:a|aux?|en|dans|sur|sous|pour|par|avec|sans|depuis|apres|avant|chez|selon|malgre|face|grace) [^,.;:!?…(]*, )?[^,.;:!?…(]*?`;
/** What points to another place of the text, or to the text itself, wherever it stands. */
const POINTING = [
  String.raw`\bci-(?:dessus|dessous|apres|avant|contre|joint)|\b(?:voir|cf\.?|vue?s?|dite?s?|citee?s?|comme) (?:plus (?:haut|bas)|supra|infra|precedemment)|\((?:plus haut|supra|infra)`,
  String.raw`\b(?:sus-?(?:dit|mentionne|cite)|precite|ladite|ledit|lesdit)`,
  String.raw`\bcomme (?:je l'ai|nous l'avons|on l'a) (?:\S+ )?(?:dit|vu|ecrit|montre|explique|rappele)|\b(?:je|nous) (?:\S+ )?y rev(?:ien|en)`,
  String.raw`\b(?:cet article|ce (?:billet|texte|post|message|commentaire|livre blanc)|cette (?:tribune|video|page|note))\b`,
  String.raw`\b(?:votre|ton|tout l'|dans l'|de l')(?:\s?)(?:article|billet|post)(?! (?:de|du|des|d'|l|qu|sur|\d|premier))`,
  // A place in a list, or its heading: « 2) », « Étape 3 : », « Convaincre la direction. Un choc aide… ».
  String.raw`^(?:\d{1,2}|[a-h]|[ivx]{1,4})(?:[.)°/]) ?\p{L}|^(?:etape|point|regle|conseil|raison|argument) (?:n°? ?)?\d`,
  String.raw`^(?!(?:hier|premier|dernier|notre|votre|entre|contre|outre|autre|quatre|etre) )\p{L}+(?:er|ir|re) [^.!?…:,]{0,50}\. `,
  // Half a sentence: « De rester minoritaires ? », « Parce que vous n’avez pas répondu, et… ».
  String.raw`^d(?:e |')(?:ne pas )?\p{L}+(?:er|ir|re) [^,]*[.!?]$|(?:,| et| ou| mais| qu[ei]| d[eu]| la| les?) ?\.\.\.$`,
];
const LEANING = [
  String.raw`^[«“" ]*(?:${CONNECTIVES}|${OPENINGS}|il (?!${IMPERSONAL}))(?![\p{L}\p{N}])`,
  String.raw`${CLAUSE}(?<!\p{L})(?:${CONNECTIVES})(?!\p{L})`,
  `${CLAUSE}, (?:${CONNECTIVES}),`,
  ...POINTING,
].map((pattern) => `(?:${pattern})`);
const LEANS_BACK = new RegExp(LEANING.join('|'), 'u');

/** « Cette année » and « ces derniers mois » are told by the date; « ce qui » and « ce n’est » bring what they mean. */
const DEMONSTRATIVE = String.raw`(?:cet|cette|ces|ce(?! qu|'| ne | n'| dont | so| ser| fut ))(?! (?:derni\S+ |prochain\S+ )?(?:annees?|mois|semaines?|jours?|matin|soir)\b)`;
/** Words that stand for something named before, and how many names must stand before them in their text. */
const STANDING_FOR = [
  // « Je le dis, et ces chiffres le montrent : … » tells afterwards which they are.
  { names: 3, word: String.raw`(?<!,.*)${DEMONSTRATIVE}|${DEMONSTRATIVE}(?![^.!?]*:)` },
  { names: 3, word: 'cela|ceci|ca' },
  {
    names: 2,
    word: String.raw`(?:celui|celles?|ceux)-(?:ci|la)(?! :)|(?:ce|cette|ces) derni(?:er|ere)s?`,
  },
  {
    names: 1,
    word: String.raw`(?:les|aux|l'|des|d') ?autres? (?!qu|que|chose|part|jour|pour|a|de|et)\p{L}+`,
  },
  { names: 1, word: String.raw`(?:je|j'|on|nous|vous)(?: \S+)? (?:lui|leur) \p{L}+` },
  { names: 1, word: String.raw`(?:de |une? )tel(?:le)?s? \p{L}+(?! qu)` },
].map(({ names, word }) => ({
  names,
  pattern: new RegExp(`(?<!\\p{L})(?:${word})(?!\\p{L})`, 'u'),
}));
/** What a pronoun can stand for, by its number and gender: what opens the nouns that agree with it. */
const AGREEING: readonly (readonly [pronoun: string, nouns: string])[] = [
  [
    'il',
    "le|un|l'|du|au|mon|ton|son|notre|votre|leur|chaque|tout|aucun|quel|cet?|personne|chacun|celui|qui",
  ],
  ['elle', "la|une|l'|ma|ta|sa|notre|votre|leur|chaque|toute|aucune|quelle|cette|celle|qui"],
  [
    'ils',
    String.raw`les|des|aux|ces|mes|tes|ses|nos|vos|leurs|plusieurs|quelques|certains|tous|beaucoup|ceux|gens|et|qui|\d+`,
  ],
  [
    'elles',
    String.raw`les|des|aux|ces|mes|tes|ses|nos|vos|leurs|plusieurs|quelques|certaines|toutes|celles|et|qui|\d+`,
  ],
];
const PRONOUNS = AGREEING.map(([pronoun, nouns]) => ({
  pronoun: new RegExp(String.raw`(?<!\p{L})${pronoun} (?!${IMPERSONAL})`, 'u'),
  nouns: new RegExp(String.raw`(?<!\p{L})(?:${nouns})(?!\p{L})`, 'u'),
}));
/** « Né en 1900, il… », « Lors de son entrée au lycée, elle… »: what stands before tells of the pronoun, and names nobody. */
const TOLD_OF_PRONOUN = new RegExp(
  String.raw`^(?:(?:a|aux?|en|dans|sur|sous|pour|par|avec|sans|depuis|apres|avant|chez|selon|malgre|lors|comme|face|grace) |(?!(?:si|une?|je|tu|les?|nous|vous|tous|mais|dans|qui|plus) )\p{L}+(?:e|ee?s?|[iu]e?s?|ant|eux) )(?![^,]* (?:qu|si |quand |ou ))(?![^,]* (?:est|sont|a|ont) )[^,.;:!?]*, (?:ils?|elles?) (?!${IMPERSONAL})`,
  'u',
);
/** « Quand il arrive, le train… »: the noun comes after. */
const NOUN_AFTER =
  /^(?:quand|lorsqu|si |s'|puisqu|bien qu|des qu|tant qu|comme|avant qu|parce qu)[^,]*, (?:les? |la |l'|des |une? |ces? |notre |nos |mon |ma |mes )/u;

const DETERMINER =
  /(?<!\p{L})(?:les?|la|l'|une?|des|du|aux?|mon|ma|mes|ton|ta|tes|notre|nos|votre|vos|leurs?|son|sa|ses|chaque|plusieurs|quelques|quelles?|quels?|tous|toutes|\d+)(?!\p{L})/gu;
/** A capital inside a sentence is a name’s; so is the first word, unless it is a common one or looks inflected. */
const NAME = /(?<=[\p{L}\d][,’'\s«“"(-]{1,3})(?<! (?:en|à|au|dans|sur|chez|vers) )\p{Lu}\p{L}+/gu;
const FIRST_NAME = /^[«“"\s]*(?<word>\p{Lu}\p{L}+)(?<!ment|ée?s?|[eiu]s?|ant|[ei]r|d)(?= )/u;

/** Whether a text needs what stands before it. */
export function leansBack(text: string): boolean {
  const folded = foldText(text);
  if (LEANS_BACK.test(folded) || isUnbalanced(text)) return true;
  const sentence = /^.*?[.!?…](?= |$)/su.exec(folded)?.[0] ?? folded;
  const standsForNothing = STANDING_FOR.some(({ names, pattern }) => {
    const place = sentence.search(pattern);
    if (place < 0) return false;
    const nouns = sentence.slice(0, place).match(DETERMINER)?.length ?? 0;
    return nouns + namesIn(text.slice(0, place)) < names;
  });
  if (standsForNothing || TOLD_OF_PRONOUN.test(sentence)) return true;
  if (NOUN_AFTER.test(sentence)) return false;
  return PRONOUNS.some(({ pronoun, nouns }) => {
    const place = sentence.search(pronoun);
    if (place < 0) return false;
    return !nouns.test(sentence.slice(0, place)) && namesIn(text.slice(0, place)) === 0;
  });
}

/** How many names a beginning of a text has. Folding hardly moves a place. */
function namesIn(text: string): number {
  const first = FIRST_NAME.exec(text)?.groups?.['word'] ?? 'le';
  return (text.match(NAME)?.length ?? 0) + (isStopWord(foldText(first)) ? 0 : 1);
}

/** What is quoted or put in brackets here ends or begins elsewhere. */
function isUnbalanced(text: string): boolean {
  const count = (sign: string) => text.split(sign).length;
  return count('«') !== count('»') || count('(') !== count(')');
}
