import { SAYING } from '../../french/lists/saying-verbs.ts';
import { CIVIL_OR_FULL, NAME } from './names.ts';

/** Whose words a text says a quotation is. */
export interface Attributed {
  /** A name, or a pronoun that stands for whoever was named last. */
  readonly who: string;
  /** Whether it opens a sentence, where any word has a capital. */
  readonly isFirst: boolean;
  /** The words that say so, as they are written. */
  readonly clause: string;
  /** How much of what stands beside the quotation they take. */
  readonly length: number;
}

const VERB = String.raw`(?:(?:s['’]|l['’]|m['’]|se |le |la |les |lui |leur |me |nous |y )*)(?:(?:a|avait|est|aura|aurait|fut) (?:\p{Ll}+ )?)?${SAYING}`;
/** « alors », « justement », « en 2011 »: what may stand between a verb and whoever it is of. */
const MEANWHILE = String.raw`(?: (?:\p{Ll}+ment|alors|ainsi|encore|aussi|enfin|ensuite|toutefois|pourtant|déjà|hier|de son côté|en \d{4}))?`;
const DETERMINER = String.raw`(?:l[ea] |l['’]|une? |son |sa |cet(?:te)? |ce |not(?:re) )`;
/** « le maire », « la ministre de la Santé, »: what may stand before a full name and go with it. */
const OFFICE = String.raw`(?:${DETERMINER}(?:(?:(?!(?:de|du|des|à|au|aux|chez|pour|par|sur|avec|et|qui|que|dont) )[\p{Ll}'’-]+ ){1,2}|[^.;:«»“”"()]{2,80}, )(?=${CIVIL_OR_FULL}))?`;
const FOLLOWING = String.raw`(?:, [^.;:«»“”"]{2,120}?(?=[,.;:]|$))?`;

const AFTER = [
  // « …», explique le maire, Paul Durand
  String.raw`(?:,|[–—-])? ?(?:${VERB})${MEANWHILE} ${OFFICE}(?<who>${NAME})${FOLLOWING}`,
  // « …», dit-il
  String.raw`(?:,|[–—-])? ?(?:${VERB})(?:-t)?-(?<who>il|elle)\b`,
  // « …», a-t-il ajouté
  String.raw`(?:,|[–—-])? ?(?:a|avait|aura)(?:-t)?-(?<who>il|elle) (?:\p{Ll}+ )?${SAYING}`,
  // « …», selon elle
  String.raw`(?:,|[–—-])? ?(?:selon|d['’]après|dixit) (?<who>${NAME}|lui|elle)\b`,
  // « …» – Anne Roux, 2012
  String.raw`[–—-]{1,2} ?(?<who>${CIVIL_OR_FULL})(?:[,.(][^?!]{0,150})?$`,
  // « …» (Anne Roux)
  String.raw`\((?<who>${CIVIL_OR_FULL})(?:, [^()]*)?\)`,
].map((source) => new RegExp(`^ ?(?:${source})`, 'u'));

const BEFORE = [
  // Selon Anne Roux, sociologue, « …
  String.raw`(?:(?:^|[,;(] ?|(?<!\p{L})(?:et|mais|car|or) )(?:[Ss]elon|[Dd]['’]après)|^Pour) (?<who>${NAME}|lui|elle)(?:, [^,.;:]{2,80})?,?(?: :)?`,
  // comme le souligne Anne Roux : « …
  String.raw`(?:^|[ ,])(?:[Cc]omme|[Aa]insi(?: que)?|[Cc]e que) (?:${VERB})${MEANWHILE} ${OFFICE}(?<who>${NAME})(?:(?! (?:que|qui|dont) | qu['’])[^.;:!?]){0,80}(?: ?:|,)`,
  // En 2011, Anne Roux, sociologue, le dit dans son livre : « …
  String.raw`(?:^|, )(?:[Mm]ais |[Ee]t )?(?<who>${NAME})(?:, (?!que |qu['’]|dont |où )[^.;:]{2,120}?,)?(?: (?:en |y ))? ?(?:${VERB})(?!\p{L})(?:(?! (?:que|qui|dont) | qu['’])[^.;:!?]){0,120}?(?: ?:| que| qu['’]|,)?`,
  // Elle ajoute : « …
  String.raw`(?:^|, )(?<who>[Ii]l|[Ee]lle) (?:${VERB})(?!\p{L})(?:(?! (?:que|qui|dont) | qu['’])[^.;:!?]){0,80}?(?: ?:| que| qu['’]|,)`,
].map((source) => new RegExp(`(?:${source}) ?$`, 'u'));

/** « …», glisse un proche; le libraire m’a répondu « … »: somebody who has no name says it. */
const BY_SOMEBODY = {
  after: new RegExp(String.raw`^ ?(?:,|[–—-])? ?(?:${VERB})${MEANWHILE} ${DETERMINER}`, 'u'),
  before: new RegExp(
    String.raw`(?:^|[ ,])${DETERMINER}[^.;:«»“”"()]{2,80} (?:${VERB})(?: ?:| que| qu['’])? ?$`,
    'iu',
  ),
};

/** Whether the words beside a quotation say that somebody whom they don't name says it. */
function isSaidBySomebody(before: string, after: string): boolean {
  return (
    BY_SOMEBODY.after.test(after.slice(0, LONGEST_CLAUSE)) ||
    BY_SOMEBODY.before.test(before.slice(-LONGEST_CLAUSE))
  );
}

/** As far as a clause goes. */
const LONGEST_CLAUSE = 250;

/** What the words just after a quotation say of whose it is. */
export function saidAfter(text: string): Attributed | null {
  return firstOf(AFTER, text.slice(0, LONGEST_CLAUSE));
}

/** « Nous irons, promet Anne Roux, jusqu’au bout »: what stands within a quotation, that says whose it is. */
const WITHIN = [
  new RegExp(
    String.raw`[,?!] (?:${VERB})(?: ${OFFICE}(?<who>${NAME})|(?:-t)?-(?<pronoun>il|elle))(?=[,.]|$)`,
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
  const sentence = near.slice(/[^]*[.!?…»”] (?=[\p{Lu}À])/u.exec(near)?.[0].length ?? 0);
  return firstOf(BEFORE, sentence);
}

function firstOf(patterns: readonly RegExp[], text: string): Attributed | null {
  for (const pattern of patterns) {
    const match = pattern.exec(text);
    const who = match?.groups?.['who'] ?? match?.groups?.['pronoun'];
    if (match === null || who === undefined) continue;
    const isFirst = match[0].startsWith(who) && match.index === 0;
    return {
      who,
      isFirst,
      clause: match[0].replace(/^[\s,–—-]+|[\s,:]+$/gu, ''),
      length: match[0].length,
    };
  }
  return null;
}

/** Whether what tells whose words are quoted is a pronoun. */
export function isPronoun(who: string): boolean {
  return /^(?:lui|elle|il)$/iu.test(who);
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

/** Whether the words beside a quotation say that somebody says it, whoever that is. */
export function isSaid(before: string, after: string): boolean {
  return (
    saidAfter(after) !== null || saidBefore(before) !== null || isSaidBySomebody(before, after)
  );
}

export type Gender = 'feminine' | 'masculine' | null;

/** What a clause says of the gender of whom it names: « la maire, Anne Roux », « dit-elle ». */
export function genderOf(clause: string, who: string): Gender {
  const named = clause.slice(0, clause.indexOf(who) + who.length);
  if (/(?:^|[ -])(?:elle|Mme|Mlle)\b|(?:^| )(?:la|une) \p{Ll}/iu.test(named)) return 'feminine';
  return /(?:^|[ -])(?:il|lui|M)\b|(?:^| )(?:le|un) \p{Ll}/iu.test(named) ? 'masculine' : null;
}

/** Whether a text names somebody else than the person of a name: a pronoun after it may be of either. */
export function namesOthers(text: string, name: string): boolean {
  const own = new Set(name.split(' '));
  return [
    ...text.matchAll(/(?<first>(?:^|[.!?…»”] ?)\s*)?(?<word>\p{Lu}[\p{L}'’-]+)(?<next> \p{Lu})?/gu),
  ].some(
    ({ groups }) =>
      !own.has(groups?.['word'] ?? '') &&
      (groups?.['first'] === undefined || groups['next'] !== undefined),
  );
}
