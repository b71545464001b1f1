import { foldText, isStopWord } from '../../french/words.ts';
import { CALLED, CIVIL_OR_FULL, isOrganised, NAME, PERSON } from './names.ts';
import { SAYING_MEANWHILE } from '../../french/lists/saying-verbs.ts';
import {
  AND_OTHERS,
  ANY_VERB,
  DETERMINER,
  FOLLOWING,
  HEARING,
  INVERTED,
  MEANWHILE,
  OF_MANY,
  OFFICE,
  REST,
  STOP,
  UNLISTED,
  VERB,
} from './phrases.ts';
import { sentencesOf } from './sentences.ts';

/** Whose words a text says a quotation is. */
export interface Attributed {
  /** A name, a pronoun that stands for whoever was named last, or what somebody is: « la toxicologue ». */
  readonly who: string;
  readonly kind: 'name' | 'pronoun' | 'title';
  /** What the person is, where that stands before the name; empty elsewhere. */
  readonly office: string;
  /** Whether a title could have the clause too: « … » (Anne Roux), « … », compose Anne Roux. */
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

const ENGLISH = '(?:said|says|added|wrote|asked|told)';

const AFTER = [
  // « …», explique le maire, Paul Durand
  String.raw`(?:(?:,|[–—-])? ?(?:${VERB})|(?:,|[–—-]) ?(?<unlisted>${UNLISTED}))${MEANWHILE} ${OFFICE}(?<who>${NAME})${AND_OTHERS}${FOLLOWING}`,
  // « …», affirment Anne Roux et Paul Petit
  String.raw`(?:,|[–—-])? ?(?:${OF_MANY})${MEANWHILE} (?<many>[^.;:!?«»“”"]{2,160})`,
  // « …», dit-il; « …», a-t-il ajouté
  String.raw`(?:,|[–—-])? ?${INVERTED}`,
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
/** « , que tous citent, », « , imitant son chef, »: after these the words are another's. */
const NOT_WHO = String.raw`(?:que|qu['’]\p{L}+|dont|où|(?:cit|imit|paraphras|lis)ant)`;
const BEFORE = [
  // Selon Anne Roux, sociologue, « …
  String.raw`${ACCORDING} (?:(?<pronoun>lui|elle)|${CALLED}|(?<who>${NAME})${AND_OTHERS}(?:, [^.;:]{2,160}(?=,| :))?),?(?: :)?`,
  // Selon la toxicologue Anne Roux, « …
  String.raw`${ACCORDING} ${OFFICE}(?<who>${NAME})${AND_OTHERS}(?:, [^.;:]{2,160}(?=[,:]))?(?:,| :)`,
  // comme le souligne Anne Roux : « …
  String.raw`(?:^|[ ,])(?:[Cc]omme|[Aa]insi(?: que)?|[Cc]e que) (?:${VERB})${MEANWHILE} ${OFFICE}(?<who>${NAME})${AND_OTHERS}${REST}{0,80}(?: ?:|,)`,
  // En 2011, Anne Roux, sociologue, le dit dans son livre : « …
  String.raw`(?:^|, )(?:[Mm]ais |[Ee]t )?${OFFICE}(?<who>${NAME})(?:, (?!${NOT_WHO} )[^.;:]{2,200}?,)?(?:,?(?: en| y)? ?)(?:${VERB})(?!\p{L}|[^.:]* ${WRITTEN}(?!\p{L}))${REST}{0,120}?(?: ?:| que| qu['’]|,)?`,
  // Anne Roux, sociologue, estime que le bassin « …
  String.raw`^(?:(?<pronoun>Il|Elle)|${CALLED}|${OFFICE}(?<who>${NAME})(?:, (?!${NOT_WHO} )[^.;:]{2,160}?,)?) (?:${VERB}) (?:que |qu['’])(?<rest>[^.;:!?«»]{1,120})`,
  // Anne Roux a refusé, ajoutant que « …
  String.raw`^(?:(?!${DETERMINER}|Seule? )[^.,;:«»]{2,60}, )?(?:(?<pronoun>[Ii]l|[Ee]lle)|${CALLED}|${OFFICE}(?<who>${NAME})(?:, (?!${NOT_WHO} )[^.;:]{2,160}?,)?) (?=\p{Ll})(?!\p{Ll}+ ${HEARING})(?<rest>[^.;:!?«»]{2,160}?)(?:,| en) (?:\p{Ll}+ )?${SAYING_MEANWHILE}(?: ?:| que| qu['’]|,)?`,
  // Elle ajoute : « …
  String.raw`(?:^|, |\bet )(?:(?<pronoun>[Ii]l|[Ee]lle)|${CALLED}) (?:${VERB})(?!\p{L})${REST}{0,80}?(?: ?:| que| qu['’]|,)`,
  // Anne Roux, sociologue : « …
  String.raw`^(?:(?:Puis|Et|Mais),? )?${OFFICE}(?<who>${CIVIL_OR_FULL})(?:, (?!${NOT_WHO} )[^.;:]{2,160})? :`,
].map((source) => new RegExp(`(?!Pour [^«»]{0,200} : ?$)(?:${source}) ?$`, 'u'));

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
    String.raw`[,?!…] (?:(?:${VERB})(?: ${OFFICE}(?<who>${NAME})| ${CALLED})|${INVERTED})(?=[,.]|$)`,
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
      unlisted,
      pronoun,
      title,
      many,
      others,
      office = '',
      rest = '',
    } = match.groups ?? {};
    if (isOrganised(office)) return null;
    // « Elle » has a capital too.
    if (who !== undefined && isStopWord(foldText(who))) continue;
    return {
      who: who ?? signed ?? pronoun ?? title ?? many ?? '',
      kind: pronoun !== undefined ? 'pronoun' : title !== undefined ? 'title' : 'name',
      office,
      isSignature: (signed ?? unlisted) !== undefined,
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

/** « Anne Roux, maire, refuse une taxe « punitive » »: who speaks in a sentence of the text's own. */
const SPEAKS = new RegExp(
  String.raw`^\s*(?:(?:Selon|D['’]après|Pour) ${OFFICE}(?<who>${NAME}),|(?:(?!${DETERMINER}|Seule? )[^.,;:«»“”"]{2,60}, |(?:Mais|Et|Or|Puis|Enfin) )?${OFFICE}(?<who>${NAME})(?:, [^.;:]{2,160}?)?,?(?: (?:en outre|lui-même|aussi|toutefois|\p{Ll}+ment))?(?= (?:${VERB})(?!\p{L})|[^]*(?:« »| et (?:${VERB})(?!\p{L}))))(?<rest> [^]*)$`,
  'u',
);
/** « Le bassin fuit, a dit Anne Roux, maire. » */
const SPOKEN_OF = new RegExp(
  String.raw`^\s*[^«»]{10,300}?, (?:${VERB}) ${OFFICE}(?<who>${NAME})(?<rest>(?![\p{L}])[^]*)$`,
  'u',
);
/** « à un voisin »: somebody else, whom a pronoun may stand for. */
const TO_SOMEBODY = new RegExp(
  String.raw`(?<!\p{L})(?:(?:à|avec|par|contre|devant|chez) (?:une?|son|sa) |(?:l[ea] |l['’]|une? |du |au |s(?:on|a) |cet?(?:te)? )${PERSON})`,
  'u',
);

/** Who speaks in a sentence, in what the sentence says of it; null where it may be somebody else. */
export function spokenOf(sentence: string): Attributed | null {
  const said = firstOf([SPEAKS, SPOKEN_OF], sentence);
  return said === null || TO_SOMEBODY.test(said.rest) ? null : said;
}

/** « répond-il »: whoever speaks is not who spoke last. */
export function isAnswer(clause: string): boolean {
  return /(?:répon|rétor|répli)/u.test(clause);
}

export type Gender = 'feminine' | 'masculine' | null;

/** What a clause says of the gender of whom it names: « la maire, Anne Roux », « dit-elle ». */
export function genderOf({ kind, office, who, clause }: Attributed): Gender {
  const named = kind === 'name' ? office + who : clause.slice(0, clause.indexOf(who) + who.length);
  if (/(?:^|[ -])(?:elle|Mme|Mlle)\b|(?:^|.* )(?:la|une) \p{Ll}*$|^(?:la|une) /iu.test(named))
    return 'feminine';
  return /(?:^|[ -])(?:il|lui|M)\b|(?:^|.* )(?:le|un) \p{Ll}*$|^(?:le|un) /iu.test(named)
    ? 'masculine'
    : null;
}
