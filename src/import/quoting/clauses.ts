import { SAYING, SAYING_OF_MANY } from '../../french/lists/saying-verbs.ts';
import { foldText, isStopWord } from '../../french/words.ts';
import { CALLED, CIVIL_OR_FULL, FIRST_AND_LAST, NAME, ORGANISED } from './names.ts';
import { sentencesOf } from './sentences.ts';

/** Whose words a text says a quotation is. */
export interface Attributed {
  /** A name, a pronoun that stands for whoever was named last, or what somebody is: « la toxicologue ». */
  readonly who: string;
  readonly kind: 'name' | 'pronoun' | 'title';
  /** Whether what the person is stands before the name. */
  readonly isIntroduced: boolean;
  /** Whether it is a name alone, as titles have them too: « … » (Anne Roux). */
  readonly isSignature: boolean;
  /** Whether several people are said to have said it. */
  readonly isOfMany: boolean;
  /** What else stands between it and the quotation, of which it may not be alone. */
  readonly rest: string;
  /** The words that say so, as they are written. */
  readonly clause: string;
  /** How much of what stands beside the quotation they take. */
  readonly length: number;
}

const VERB = String.raw`(?:(?:s['’]|l['’]|m['’]|se |le |la |les |lui |leur |me |nous |y )*)(?:(?:a|avait|est|aura|fut) (?:\p{Ll}+ )?)?${SAYING}`;
const OF_MANY = String.raw`(?:(?:s['’]|l['’]|se |le |la |les )*)${SAYING_OF_MANY}`;
/** « alors », « justement », « en 2011 »: what may stand between a verb and whoever it is of. */
const MEANWHILE = String.raw`(?: (?:\p{Ll}+ment|alors|ainsi|encore|aussi|enfin|ensuite|toutefois|pourtant|déjà|hier|de son côté|en \d{4}|à l['’]\p{Lu}{2,}))?`;
const DETERMINER = String.raw`(?:[Ll][ea] |[Ll]['’]|[Uu]ne? |[SsMm](?:on|a) |[Cc]et(?:te)? |[Cc]e |[Nn]otre )`;
/** A title stops where the sentence has a sign. */
const STOP = String.raw`(?=,? ?[,.;:!?…)]| (?:lors|sur|dans|devant|en|hier|après|avant|pendant) |$)`;
const PREPOSITION = '(?:de|du|des|à|au|aux|chez|pour|par|sur|avec|et|qui|que|dont)';
/** « le député Renaissance Anne Roux », « la maire de Lens Anne Roux »: what is between them is no name. */
const ELECTED = String.raw`(?:maire|adjointe?|député\p{L}*|eurodéputé\p{L}*|sénat\p{L}+|élue?|candidate?|conseill\p{L}+ \p{Ll}+|ministre|militante?|préfète?) (?:d['’eu]+ ?\p{Lu}[\p{L}-]+ |d(?:es|u|e la|e l['’]|['’]) ?[\p{Ll}'’ -]{2,40} |(?:(?!${PREPOSITION} )[\p{L}'’-]+ ){0,4}?)(?=${FIRST_AND_LAST}(?!\p{L}| \p{Lu}))`;
/** « le maire », « la ministre de la Santé, »: what may stand before a full name and go with it. */
const OFFICE = String.raw`(?<office>${DETERMINER}(?:${ELECTED}|(?:(?!${PREPOSITION} )[\p{Ll}'’-]+ ){1,2}(?=${CIVIL_OR_FULL})|[^.;:«»“”"()]{2,80}, (?=${CIVIL_OR_FULL})))?`;
const FOLLOWING = String.raw`(?:, [^.;:«»“”"]{2,160}?(?=[,.;:]|$))?`;
/** « et Paul Petit », not « et Paul Petit ajoute ». */
const AND_OTHERS = String.raw`(?<others>(?:, [^.;:«»“”"]{2,80}?,?)?(?:, ${CIVIL_OR_FULL})* et ${OFFICE.replace('office', 'second')}${CIVIL_OR_FULL}(?! (?:${VERB})))?`;
/** Nothing but what goes with a verb that says words. */
const REST = String.raw`(?:(?! (?:que|qui|dont) | qu['’])[^.;:!?])`;

const ENGLISH = '(?:said|says|added|wrote|asked|told)';

const AFTER = [
  // « …», explique le maire, Paul Durand
  String.raw`(?:,|[–—-])? ?(?:${VERB})${MEANWHILE} ${OFFICE}(?<who>${NAME})${AND_OTHERS}${FOLLOWING}`,
  // « …», affirment Anne Roux et Paul Petit
  String.raw`(?:,|[–—-])? ?(?:${OF_MANY})${MEANWHILE} (?<many>[^.;:!?«»“”"]{2,160})`,
  // « …», dit-il
  String.raw`(?:,|[–—-])? ?(?:${VERB})(?:-t)?-(?<pronoun>il|elle)\b`,
  // « …», a-t-il ajouté
  String.raw`(?:,|[–—-])? ?(?:l['’]|s['’])?(?:a|avait|aura|est)(?:-t)?-(?<pronoun>il|elle) (?:\p{Ll}+ )?${SAYING}`,
  // « …», explique la toxicologue
  String.raw`(?:,|[–—-])? ?(?:${VERB})${MEANWHILE} ${CALLED}${STOP}`,
  // « …», selon elle
  String.raw`(?:,|[–—-])? ?(?:selon|d['’]après|dixit|pour) (?:(?<pronoun>lui|elle)(?!-)\b|${CALLED}${STOP}|${OFFICE}(?<who>${NAME})${AND_OTHERS}${FOLLOWING})`,
  // « …» – Anne Roux, 2012
  String.raw`[–—-]{1,2} ?(?<signed>${CIVIL_OR_FULL})(?:[,.(][^?!]{0,150})?$`,
  // « …» (Anne Roux)
  String.raw`\((?<signed>${CIVIL_OR_FULL})(?:, [^()]*)?\)`,
  // “…,” Anne Roux said
  String.raw`,? ?(?:${ENGLISH} (?<who>${NAME})|(?<who>${NAME}) ${ENGLISH})(?!\p{L})`,
].map((source) => new RegExp(`^ ?(?:${source})`, 'u'));

const ACCORDING = String.raw`(?:(?:^|[,;(] ?|(?<!\p{L})(?:et|mais|car|or) )(?:[Ss]elon|[Dd]['’]après)|^(?:Pour|Aux yeux de|De l['’]avis de))`;
/** « a reçu ce message : », « cite le dicton : »: what is announced is somebody else's. */
const WRITTEN = String.raw`(?:slogan|message|affiche|pancarte|dicton|devise|proverbe|panneau|formule|mot|phrase|vers|refrain|article|titre|chanson)`;
const BEFORE = [
  // Selon Anne Roux, sociologue, « …
  String.raw`${ACCORDING} (?:(?<pronoun>lui|elle)|${CALLED}|(?<who>${NAME})${AND_OTHERS}(?:, [^.;:]{2,160}(?=,| :))?),?(?: :)?`,
  // Selon la toxicologue Anne Roux, « …
  String.raw`${ACCORDING} ${OFFICE}(?<who>${NAME})${AND_OTHERS}(?:, [^.;:]{2,160}(?=[,:]))?(?:,| :)`,
  // comme le souligne Anne Roux : « …
  String.raw`(?:^|[ ,])(?:[Cc]omme|[Aa]insi(?: que)?|[Cc]e que) (?:${VERB})${MEANWHILE} ${OFFICE}(?<who>${NAME})${AND_OTHERS}${REST}{0,80}(?: ?:|,)`,
  // En 2011, Anne Roux, sociologue, le dit dans son livre : « …
  String.raw`(?:^|, )(?:[Mm]ais |[Ee]t )?${OFFICE}(?<who>${NAME})(?:, (?!que |qu['’]|dont |où )[^.;:]{2,200}?,)?(?:,?(?: en| y)? ?)(?:${VERB})(?!\p{L}|[^.:]* ${WRITTEN}(?!\p{L}))${REST}{0,120}?(?: ?:| que| qu['’]|,)?`,
  // Anne Roux, sociologue, estime que le bassin « …
  String.raw`^(?:(?<pronoun>Il|Elle)|${CALLED}|${OFFICE}(?<who>${NAME})(?:, (?!que |qu['’]|dont |où )[^.;:]{2,160}?,)?) (?:${VERB}) (?:que |qu['’])(?<rest>[^.;:!?«»]{1,120})`,
  // Elle ajoute : « …
  String.raw`(?:^|, |\bet )(?:(?<pronoun>[Ii]l|[Ee]lle)|${CALLED}) (?:${VERB})(?!\p{L})${REST}{0,80}?(?: ?:| que| qu['’]|,)`,
  // Anne Roux, sociologue : « …
  String.raw`^(?:(?:Puis|Et|Mais),? )?${OFFICE}(?<who>${CIVIL_OR_FULL})(?:, (?!que |qu['’]|dont |où )[^.;:]{2,160})? :`,
].map((source) => new RegExp(`(?!Pour [^«»]{0,200} : ?$)(?:${source}) ?$`, 'u'));

/** « …», souffle un voisin: what follows a quotation and is no small word is a verb, if not in the list. */
const ANY_VERB = String.raw`(?:[lsm]['’]|se )?(?!${PREPOSITION}(?!\p{L})|(?:dans|mais|ou|puis|comme|selon|entre|sans|sous|vers|depuis|après|avant|pendant|contre|malgré|soit|d['’]))\p{Ll}{3,}`;
/** « …», glisse un proche; le libraire m’a répondu « … »: somebody who has no name says it. */
const BY_SOMEBODY = {
  after: new RegExp(
    String.raw`^ ?(?:,|[–—-])? ?(?:(?:${VERB})${MEANWHILE} ${DETERMINER}|(?:,|[–—-]) ?(?:(?:${VERB})(?!\p{L})|${ANY_VERB} ${DETERMINER})|(?:${OF_MANY}|(?:s?he|they|\p{Ll}+) ${ENGLISH})(?!\p{L}))`,
    'u',
  ),
  before: new RegExp(
    String.raw`(?:^|[ ,])(?:${DETERMINER}[^.;:«»“”"()]{2,80} (?:${VERB})(?: ?:| que| qu['’])?|(?:selon|d['’]après) (?:${DETERMINER}[^.;:«»“”"()]{2,80}|l[ae]quel(?:le)?|qui),?) ?$`,
    'iu',
  ),
};

/** Whether the words beside a quotation say that somebody whom they don't name says it. */
export function isSaidBySomebody(before: string, after: string): boolean {
  return (
    BY_SOMEBODY.after.test(after.slice(0, LONGEST_CLAUSE)) ||
    BY_SOMEBODY.before.test(before.slice(-LONGEST_CLAUSE))
  );
}

/** « la CGT », « l’Élysée », and not « le Premier ministre ». */
const INSTITUTION = String.raw`l(?:[ea] |['’])(?!Premi|Présid|Ministre|Maire)\p{Lu}[^.;:«»“”"()]{1,80}?`;
const BY_INSTITUTION = {
  after: new RegExp(
    String.raw`^ ?,? ?(?:(?:${VERB})${MEANWHILE}|selon|d['’]après) ${INSTITUTION}(?=[,.]|$)`,
    'u',
  ),
  before: new RegExp(String.raw`(?:[Ss]elon|[Dd]['’]après) ${INSTITUTION},? ?$`, 'u'),
};

/** The words beside a quotation that cite an institution for it; null where none do. */
export function institutionCited(before: string, after: string): string | null {
  const match =
    BY_INSTITUTION.after.exec(after.slice(0, LONGEST_CLAUSE)) ??
    BY_INSTITUTION.before.exec(before.slice(-LONGEST_CLAUSE));
  return match?.[0].replace(/^[\s,]+|[\s,]+$/gu, '') ?? null;
}

/** As far as a clause goes. */
const LONGEST_CLAUSE = 300;

/** What the words just after a quotation say of whose it is. */
export function saidAfter(text: string): Attributed | null {
  return firstOf(AFTER, text.slice(0, LONGEST_CLAUSE));
}

/** « Nous irons, promet Anne Roux, jusqu’au bout »: what stands within a quotation, that says whose it is. */
const WITHIN = [
  new RegExp(
    String.raw`[,?!…] (?:(?:${VERB})(?: ${OFFICE}(?<who>${NAME})|(?:-t)?-(?<pronoun>il|elle)| ${CALLED})|(?:a|avait)-t-(?<pronoun>il|elle) (?:\p{Ll}+ )?${SAYING})(?=[,.]|$)`,
    'u',
  ),
];

/** What a clause within a quotation says of whose it is; it takes nothing of what is beside. */
export function saidWithin(words: string): Attributed | null {
  const found = firstOf(WITHIN, words);
  if (found === null) return null;
  const other = firstOf(WITHIN, words.slice(words.indexOf(found.clause) + found.clause.length));
  // Two voices in one quotation are nobody's.
  return other === null || other.who === found.who ? { ...found, length: 0 } : null;
}

/** « un papier intitulé », « son livre »: what stands between the marks is a title. */
const TITLES =
  /(?:^|[ ’'])(?:intitul|titr|nomm|baptis|surnomm)\p{L}* ?:? ?$|(?:^|[ ’'])(?:livre|ouvrage|article|papier|billet|rapport|film|roman|chanson|essai|tribune|revue|journal) ?$/u;

/** What the sentence just before a quotation says of whose it is. */
export function saidBefore(text: string): Attributed | null {
  const near = text.slice(-LONGEST_CLAUSE);
  if (TITLES.test(near)) return null;
  const sentence = sentencesOf(near).at(-1)?.trimStart() ?? '';
  return firstOf(BEFORE, sentence);
}

function firstOf(patterns: readonly RegExp[], text: string): Attributed | null {
  for (const pattern of patterns) {
    const match = pattern.exec(text);
    if (match === null) continue;
    const {
      who,
      signed,
      pronoun,
      title,
      many,
      others,
      office = '',
      rest = '',
    } = match.groups ?? {};
    if (ORGANISED.test(office)) return null;
    // « Elle » has a capital too.
    if (who !== undefined && isStopWord(foldText(who))) continue;
    return {
      who: who ?? signed ?? pronoun ?? title ?? many ?? '',
      kind: pronoun !== undefined ? 'pronoun' : title !== undefined ? 'title' : 'name',
      isIntroduced: office !== '',
      isSignature: signed !== undefined,
      isOfMany: many !== undefined || others !== undefined,
      rest,
      clause: match[0].replace(/^[\s,?!…–—-]+|[\s,:]+$/gu, ''),
      length: match[0].length,
    };
  }
  return null;
}

/** « Selon Anne Roux, … », « Anne Roux estime que … »: a sentence that says what somebody else says. */
const REPORTS = new RegExp(
  String.raw`^(?:Selon|D['’]après|À en croire|Aux yeux de) (?!moi\b|nous\b|vous\b|que\b|qu['’])|^(?:${NAME}|[IE]ll?e?) (?:${VERB}) (?:que |qu['’])`,
  'u',
);

/** Whether a sentence says in its own words what somebody else says. */
export function isReport(sentence: string): boolean {
  return REPORTS.test(sentence);
}

/** « répond-il »: whoever speaks is not who spoke last. */
export function isAnswer(clause: string): boolean {
  return /(?:répon|rétor|répli)/u.test(clause);
}

export type Gender = 'feminine' | 'masculine' | null;

/** What a clause says of the gender of whom it names: « la maire, Anne Roux », « dit-elle ». */
export function genderOf(clause: string, who: string): Gender {
  const named = clause.slice(0, clause.indexOf(who) + who.length);
  if (/(?:^|[ -])(?:elle|Mme|Mlle)\b|(?:^| )(?:la|une) \p{Ll}/iu.test(named)) return 'feminine';
  return /(?:^|[ -])(?:il|lui|M)\b|(?:^| )(?:le|un) \p{Ll}/iu.test(named) ? 'masculine' : null;
}
