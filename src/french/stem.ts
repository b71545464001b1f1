/**
 * A light stemmer for French: plurals, feminines and the commonest endings, so that the forms of one
 * word meet without bringing strangers together.
 *
 * The rules and the least lengths are those of J. Savoy, « Light Stemming Approaches for the French,
 * Portuguese, German and Hungarian Languages » (SAC 2006), as Lucene's FrenchLightStemmer applies
 * them. It works on folded words, so that an unaccented question finds accented words; where the accent
 * decided, two differences: -ère loses its mute e after i, g and ll only (financière, étrangère), for it
 * can't be told from -éré (considéré); and -téressé (intéressé) is kept from the rule of -esse.
 * Two rules of Lucene's that others hide, -isateur and a final double letter, are left out.
 */
export function stem(folded: string): string {
  const singular = withoutPlural(folded);
  return normalised(
    replaced(singular, ENDINGS) ??
      replaced(withoutSoftEnding(singular), LATER_ENDINGS) ??
      withoutSoftEnding(singular),
  );
}

type Rule = readonly [leastLength: number, ending: string, replacement: string];

/** The first that fits is applied, to words longer than the length given. */
const ENDINGS: readonly Rule[] = [
  [9, 'issement', 'ir'],
  [8, 'issant', 'ir'],
  [7, 'ivement', 'if'],
  [6, 'ement', 'e'],
  [11, 'ficatrice', 'fier'],
  [10, 'ficateur', 'fier'],
  [9, 'catrice', 'quer'],
  [8, 'cateur', 'quer'],
  [8, 'atrice', 'er'],
  [7, 'ateur', 'er'],
  [7, 'trice', 'ter'],
  [6, 'trice', 'teur'],
  [5, 'ieme', ''],
  [7, 'teuse', 'ter'],
  [6, 'teur', 'ter'],
  [5, 'euse', 'eu'],
  [8, 'iere', 'ier'],
  [8, 'gere', 'ger'],
  [8, 'llere', 'ller'],
  [7, 'ive', 'if'],
  [4, 'folle', 'fou'],
  [4, 'molle', 'mou'],
  [9, 'nnelle', 'n'],
  [9, 'nnel', 'n'],
];

/** Tried after one of the two endings that do not end the matter: complète, aromatique. */
const LATER_ENDINGS: readonly Rule[] = [
  [8, 'teresse', 'teres'],
  [8, 'esse', 'e'],
  [7, 'inage', 'in'],
  [12, 'ualisation', 'uel'],
  [9, 'isation', ''],
  [8, 'ation', ''],
  [8, 'ition', ''],
];

function withoutPlural(word: string): string {
  if (word.length > 5 && /[^e]aux$/u.test(word)) return `${word.slice(0, -2)}l`;
  const unmarked = word.length > 3 && word.endsWith('x') ? word.slice(0, -1) : word;
  return unmarked.length > 3 && unmarked.endsWith('s') ? unmarked.slice(0, -1) : unmarked;
}

function withoutSoftEnding(word: string): string {
  const masculine = word.length > 4 && word.endsWith('ete') ? word.slice(0, -1) : word;
  return masculine.length > 8 && masculine.endsWith('ique') ? masculine.slice(0, -4) : masculine;
}

/** The word with its ending replaced by the first rule that fits, or null when none does. */
function replaced(word: string, rules: readonly Rule[]): string | null {
  const rule = rules.find(([leastLength, ending]) => {
    return word.length > leastLength && word.endsWith(ending);
  });
  if (rule === undefined) return null;
  const [, ending, replacement] = rule;
  return word.slice(0, word.length - ending.length) + replacement;
}

/** Single letters for double ones, and no -ie, -r or -e at the end; « donner » keeps the e of « donne ». */
function normalised(word: string): string {
  if (word.length <= 4) return word;
  const single = word.replace(/(\D)\1+/gu, '$1');
  const base = single.length > 4 && single.endsWith('ie') ? single.slice(0, -2) : single;
  return base.length > 4 ? base.replace(/r$/u, '').replace(/(?<=.{4})e$/u, '') : base;
}

/**
 * What the forms of a verb have in common, beyond what the light stemmer brings together: it knows
 * « parler », « parle » and « parlé » as one, not « parlent » and « parlait ». Endings of names as much
 * as of verbs are left alone (« format », « saison », « anglais »), and so is « finissent », which looks
 * like « utilisent ».
 */
export function rootOf(stemmed: string): string {
  for (const [ending, kept] of VERB_ENDINGS) {
    if (!stemmed.endsWith(ending)) continue;
    const rest = stemmed.slice(0, stemmed.length - ending.length);
    if (rest.length + kept.length >= SHORTEST_ROOT) return rest + kept;
    // « Donnait », « donnera » as « donne », whose mute e is kept.
    if (rest.length === SHORTEST_ROOT - 1 && kept === '') return `${rest}e`;
  }
  return stemmed;
}

/** « content » has nothing of « conte » but four letters: a shorter root would have many such friends. */
const SHORTEST_ROOT = 4;

const likeFinish = (ending: string) => [ending, 'i'] as const;
const likeSpeak = (ending: string) => [ending, ''] as const;

/** Endings of stems, the longest first, and what of them belongs to the root: finir, finit, finira. */
const VERB_ENDINGS: readonly (readonly [ending: string, kept: string])[] = [
  ...'iraient irait iront irent ira'.split(' ').map(likeFinish),
  ...'eraient erait eriez erions eront erent erez eron eaient eait eant era er aient ait ant ent iez ez'
    .split(' ')
    .map(likeSpeak),
  ...'ir it'.split(' ').map(likeFinish),
  // Travail, travaux; actif, active.
  ['ail', 'al'],
  ['if', 'iv'],
];

/**
 * What the words of one family have in common, beyond the forms of a verb: « rembours » of « rembourser »,
 * « remboursement » and « remboursable », « licenc » of « licencier » and « licenciement ». Endings are
 * taken off one after another; roots that are left short bring strangers together (« mari », « marin »).
 */
export function familyOf(stemmed: string): string {
  let root = rootOf(stemmed);
  for (const shortest of SHORTEST_OF_FAMILY) {
    const ending = ENDINGS_OF_FAMILY.find(
      (each) => root.endsWith(each) && root.length - each.length >= shortest,
    );
    if (ending === undefined) return root;
    root = root.slice(0, -ending.length);
  }
  return root;
}

/** Letters left at least after the first ending is taken off, the second and the third. */
const SHORTEST_OF_FAMILY = [4, 5, 5];

/** Endings that make a word of another, as `rootOf` leaves them. */
const ENDINGS_OF_FAMILY: readonly string[] = [
  // Of adjectives: rentable, rentabilité, budgétaire, national, actif.
  ...'abili ibili abilis abl ibl atai itai ai atif itif if alist alism ial iel al el'.split(' '),
  // Of what is done, and of who does it: signature, mariage, naissance, réduction, vendeur, cahier.
  ...'atur itur etur ag anc enc ation ition ution tion sion ion isation isateu eus eu oi ier er'.split(
    ' ',
  ),
  // Of verbs and participles, doctrines and their followers; and what is left of a form.
  ...'ant ent alis is ism ist i e a r t'.split(' '),
].sort((one, other) => other.length - one.length);
