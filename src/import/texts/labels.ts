import { stem } from '../../french/stem.ts';
import { foldText } from '../../french/words.ts';
import { named, type Speaker, unnamed } from '../draft.ts';
import { FULL_NAME } from '../quoting/names.ts';
import {
  HAS_CIVILITY,
  IS_CIVIL,
  isFullName,
  isOfNames,
  type Opening,
  type Sign,
} from './openings.ts';

/** A label names a voice where it comes back, and where another one does too. */
const [FEWEST_LABELS, FEWEST_TIMES] = [2, 2];

/** What a label of a text is: a voice's, and why if it is inferred, perhaps another voice's, or nobody's. */
export type Labels = (opening: Opening) => { readonly why: string | null } | 'unsure' | null;

/**
 * The labels of a text; null where none comes back as those of voices do: two of them, each at least twice,
 * before the same sign. After a civility one that comes back is enough, for « Attention : » has none. Where
 * questions are set apart, whoever answers them is the second. `texts` are all that is said: « Avantages : »
 * is nobody where they have « les avantages ».
 */
export function labelsIn(
  openings: readonly (Opening | null)[],
  texts: readonly string[],
  isAsked = false,
): Labels | null {
  const begun = openings.filter((each) => each !== null);
  if (begun.length === 0) return null;
  const nouns = nounsIn(texts);
  const found = begun.filter(({ label, sign }) => sign === 'time' || !isNoun(label, nouns));
  const bySign = Map.groupBy(found, ({ sign }) => sign);
  const colons = found.filter(({ sign, isBeforeColon }) => sign === 'colon' || isBeforeColon);
  if (bySign.has('colon')) bySign.set('colon', colons);
  const known = new Map([...bySign].flatMap(([sign, own]) => knownOf(sign, own, isAsked)));
  // « Monsieur Morin. Pardon. » is said where « M. Morin : » names.
  const stops = known.get('stop')?.count ?? 0;
  if ([...known.values()].some(({ isCivil, count }) => isCivil && count > stops))
    known.delete('stop');
  if (known.size === 0) return null;
  const isCivil = [...known.values()].some((own) => own.isCivil);
  const marked = known.get('mark');
  return ({ label, sign, words, isBeforeColon = false }) => {
    // Where names are set apart, what is not is a label alone on its line, or written as one of them is.
    if (marked?.isCivil === true && sign !== 'mark' && sign !== 'line') {
      const isWritten = sign === 'dash' && HAS_CIVILITY.test(label);
      return isWritten || (sign === 'stop' && marked.labels.has(keyOf(label)))
        ? { why: null }
        : null;
    }
    const isAfterName = sign !== 'stop' && sign !== 'line';
    if (isCivil && isAfterName && HAS_CIVILITY.test(label)) return { why: null };
    const own = known.get(sign) ?? (isBeforeColon ? known.get('colon') : undefined);
    if (own === undefined) return null;
    if (own.labels.has(keyOf(label))) return { why: null };
    // Beside names, all that is set apart in the same way speaks: « Plusieurs députés. »
    if (own.isCivil && (sign === 'mark' || IS_CIVIL.test(label))) return { why: null };
    const isAlike = own.isUpper ? isUpperCase(label) : own.isFull && isFullName(label);
    if (isAlike && isSaid(words) && sign !== 'line') return { why: ONCE };
    // « Une voix dans la salle : », « Sujet : », « Luc : Pardon. », and not « Attention : je vote contre ».
    const isSentence = isSaid(words) && (label.includes(' ') || !/^\p{Ll}/u.test(words));
    const isUnsure = own.others.has(keyOf(label)) || isSentence;
    return sign === 'colon' && isUnsure ? 'unsure' : null;
  };
}

const ONCE = 'nommée une seule fois, comme le sont les autres voix';

interface KnownLabels {
  readonly count: number;
  readonly labels: ReadonlySet<string>;
  /** What comes back as they do, and mostly before what nobody says: « Sujet : la piscine ». */
  readonly others: ReadonlySet<string>;
  /** How the labels that come back are written. */
  readonly isCivil: boolean;
  readonly isUpper: boolean;
  readonly isFull: boolean;
}

function knownOf(sign: Sign, own: readonly Opening[], isAsked: boolean): [Sign, KnownLabels][] {
  const byLabel = [...Map.groupBy(own, ({ label }) => keyOf(label))];
  const voices = byLabel.filter(
    ([, all]) => all.filter((o) => isSaid(o.words)).length * 2 >= all.length,
  );
  const returning = voices.filter(([, all]) => all.length >= FEWEST_TIMES);
  const civil = voices.filter(([, [first]]) => HAS_CIVILITY.test(first?.label ?? ''));
  const isCivil =
    civil.length >= FEWEST_LABELS && (sign === 'mark' || civil.some(([, all]) => all.length > 1));
  const isMarked =
    sign === 'mark' &&
    voices.length >= FEWEST_LABELS &&
    isSpoken(
      voices.flatMap(([, all]) => all),
      2,
    );
  const fewest = isAsked ? FEWEST_LABELS - 1 : FEWEST_LABELS;
  // « Intervenant 1 » and « Intervenant 2 » are two; « Article 1 » and « Article 2 » do not come back.
  const again = returning.flatMap(([, all]) => all);
  const numbered = Map.groupBy(again, ({ label }) => foldText(label));
  const counted = numbered.values().filter(({ length }) => length >= FEWEST_TIMES);
  const comesBack = Math.max(returning.length, [...counted].length) >= fewest && isSpoken(again, 5);
  // What programs write beside a time is who speaks, be it once, where most of it comes back: perhaps one voice.
  const isTimed = sign === 'time' && again.length * 2 >= own.length;
  if (!comesBack && !isCivil && !isMarked && !isTimed) return [];
  const labels = returning.flatMap(([, [first]]) => first?.label ?? []);
  const isUpper = labels.length > 0 && labels.every(isUpperCase);
  const isFull = labels.every((label) => isFullName(label) || IS_CIVIL.test(label));
  const heard = new Set((isTimed ? byLabel : returning).map(([label]) => label));
  const back = byLabel.filter(([, all]) => all.length >= FEWEST_TIMES).map(([label]) => label);
  const others = new Set(back).difference(heard);
  return [[sign, { count: own.length, labels: heard, others, isCivil, isUpper, isFull }]];
}

/**
 * Whether one in so many speaks of themselves or to others: a portrait tells of whom it names, and a list of
 * advantages of nobody.
 */
function isSpoken(openings: readonly Opening[], one: number): boolean {
  const fewest = Math.ceil(openings.length / one);
  const speaking = openings.values().filter(({ words }) => SPEAKS.test(words));
  return [...speaking.take(fewest)].length === fewest;
}

/** What somebody says of themselves or to others. */
export const SPEAKS =
  /(?<![\p{L}])(?:je|me|moi|nous|vous|tu|mon|ma|mes|notre|nos|votre|vos|oui|non|merci|bonjour|i|we|yes|no|my|our|ich|wir)(?![\p{L}])|(?<![\p{L}])[jmt]['’]|\?/iu;

const ARTICLE =
  /(?<![\p{L}])(?:[Ll]es?|[Ll]a|[Uu]ne?|[Dd][eu]s|[Dd]u|aux?|[Cc]e(?:t|tte|s)?|[MmSs](?:on|a|es)|[NnVv]o(?:s|tre)|[Ll]eurs?|[Tt]he|an) (\p{Ll}{3,})|(?<![\p{L}])[Ll]['’](\p{Ll}{3,})/gu;

/** The stems of the words that a text has an article before, which no name has. */
function nounsIn(texts: readonly string[]): ReadonlySet<string> {
  const nouns = new Set(
    texts.flatMap((text) => [...text.matchAll(ARTICLE)].map(([, word, elided]) => word ?? elided)),
  );
  return new Set([...nouns].map((word) => stem(foldText(word ?? ''))));
}

/** Parts in a discussion are common nouns too. */
const PARTS_PLAYED =
  /^(?:question|reponse|journaliste|intervieweu(?:r|se)|animat(?:eur|rice)|moderat(?:eur|rice)|intervenante?|participante?|locut(?:eur|rice)|public|salle|voix|presidente?|maire|rapporteu(?:r|re|se)|secretaire|ministre|professeure?|eleve|client|speaker)s?$/u;

/** The fields of a mail. */
const OF_MAIL = /^(?:de|from|à|to|cc|objet|subject|sujet|date|envoyé|sent)$/iu;

function isNoun(label: string, nouns: ReadonlySet<string>): boolean {
  // « DE: » is somebody’s initials.
  if (OF_MAIL.test(label) && !isUpperCase(label)) return true;
  const words = keyOf(label)
    .replace(/^(?:les?|la|une?|des|the|an?) |^l['’]/u, '')
    .split(' ');
  if (IS_CIVIL.test(label) || isAsking(label)) return false;
  if (words.some((word) => PARTS_PLAYED.test(word) || ANSWERING.test(word))) return false;
  // « Anne Roux » is nobody’s noun, though the text has « le roux » somewhere.
  return nouns.has(stem(words[0] ?? '')) && !(label.includes(' ') && isOfNames(label));
}

/** « Journaliste 2 (Le Télégramme) » is written as « Journaliste » is. */
function keyOf(label: string): string {
  return foldText(label.replace(/ \(.*\)$|, .*$/u, '').replace(/ \d+$/u, ''));
}

function isUpperCase(label: string): boolean {
  return label === label.toUpperCase() && /\p{Lu}{2}/u.test(label);
}

/** Somebody's words, and not a number or a name: « Pour : 23 », « Rapporteur : M. Arnoux ». */
function isSaid(words: string): boolean {
  if (words === '') return true;
  // Of « [music] » and of an address nobody speaks.
  const said = words.replace(/\[[^[\]]*\]|https?:\S+/gu, '');
  return /\p{Ll}.*[.?!…]|(?:\p{Ll}+\P{L}+){5}/u.test(said);
}

const CHAIR = /\b(?:le president|la presidente)\b(?! d)|\bpresidente? de seance\b/u;
/** What names a part in an interview, and nobody. */
const ASKING =
  /^(?:q|question|journaliste|intervieweur|intervieweuse|int(?:erviewer)?|enq(?:ueteur|uetrice)?)(?: \d+)?$/u;
const ANSWERING = /^(?:r|a|reponse|interviewee?|answer)(?: \d+)?$/u;

/** What programs write where they know nobody. */
const NOBODY = /^(?:(?:speaker|locuteur|intervenante?) )?(?:unknown|inconnue?)(?: speaker)?$/u;

/** Who a label says speaks; `isInterview` where another label is that of who asks. */
export function speakerOf(label: string, why: string | null, isInterview: boolean): Speaker {
  const { name: written = label, after, inside } = PARTS.exec(label)?.groups ?? {};
  // « Le Président (M. Morin) » is what M. Morin is in that sitting.
  const [isInside, person = ''] = [IS_CIVIL.test(inside ?? ''), inside?.split(' (')[0]];
  const name = isInside ? person : written;
  const quality = isInside ? written.replace(/^(?:L[ea] |L['’])/u, '') : (after ?? inside ?? null);
  const folded = foldText(name);
  if (NOBODY.test(folded)) return unnamed('orateur');
  if (ASKING.test(folded)) return unnamed('intervieweur', { quality });
  if (ANSWERING.test(folded)) return unnamed('interviewé');
  const role = CHAIR.test(foldText(label))
    ? 'président de séance'
    : isInterview
      ? 'interviewé'
      : 'orateur';
  const feminine = FEMALE.test(label) ? true : MALE.test(label) ? false : null;
  return named(name, role, { quality, feminine, why });
}

const PARTS = /^(?<name>.*?)(?:, (?<after>[^()]*)| \((?<inside>.*)\)){1,2}$/u;
const FEMALE = /^(?:Mmes?|Mlle|Madame)\b/iu;
const MALE = /^(?:MM?|Mr|Monsieur)\b/u;

/** Whether a label is that of who asks in an interview. */
export function isAsking(label: string): boolean {
  return ASKING.test(foldText(PARTS.exec(label)?.groups?.['name'] ?? label));
}

export const INITIALED = 'ce sont les initiales de ce nom, que le texte donne';

/** « J.-P. D. », « JPD », « L. M. »: capitals alone, two to four. */
const IS_INITIALS = /^(?:\p{Lu}[.\- ]{0,3}){2,4}$/u;

/**
 * Whose initials a label is, of the names that stand before the words and in other labels; null where it is
 * none, or where several have them.
 */
export function nameOfInitials(label: string, texts: readonly string[]): string | null {
  if (!IS_INITIALS.test(label)) return null;
  const letters = lettersOf(label);
  const names = texts.flatMap((text) => text.match(new RegExp(FULL_NAME, 'gu')) ?? []);
  const whose = names.flatMap(partsOf).filter((name) => lettersOf(name) === letters);
  const [only, ...others] = new Map(whose.map((name) => [foldText(name), name])).values();
  return others.length === 0 ? (only ?? null) : null;
}

/** « Avec Paul Petit » has the name « Paul Petit » in it. */
function partsOf(name: string): string[] {
  const words = name.split(' ');
  return words.flatMap((_, from) =>
    words.slice(from + 1).map((__, more) => words.slice(from, from + more + 2).join(' ')),
  );
}

/** The first letter of each word that has a capital: of « Jean-Pierre de La Tour », JPLT. */
function lettersOf(name: string): string {
  const isLabel = IS_INITIALS.test(name);
  const words = isLabel ? name.match(/\p{Lu}/gu) : name.match(/(?<![\p{L}])\p{Lu}/gu);
  return foldText((words ?? []).join(''));
}
