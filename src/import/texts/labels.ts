import { foldText } from '../../french/words.ts';
import { named, unnamed, type Paragraph, type Speaker } from '../draft.ts';

const TIME = String.raw`(?:\d{1,2}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?`;
const SECONDS = String.raw`\d{1,6}(?:\.\d{1,3})?`;
/** « [00:12:34] », « (12:34) », « 00:12 », « [3.26, 12.4] »: when the words after it begin. */
const CLOCK = String.raw`(?:\[(?:${TIME}|${SECONDS})(?:,| -->| [–—-]) (?:${TIME}|${SECONDS})\]|[[(]?${TIME}[\])]?)`;
const LEADING_CLOCK = new RegExp(String.raw`^(?<clock>${CLOCK})(?: [–—-](?= ))?(?: |$)`, 'u');
const CIVILITY =
  '(?:MM?\\.?|Mr\\.?|Mmes?\\.?|MMES?\\.?|Mlle\\.?|MLLE\\.?|Dr\\.?|Me|Pr\\.?|Monsieur|Madame) ';
/** « Mme Morin », « LISE MORIN », « M. le maire », « Intervenant 2 ». */
const NAME = String.raw`(?:${CIVILITY}(?:l[ea] |l['’])?(?=\p{L})|(?=\p{Lu}))[\p{L}\p{M}\p{N}'’.&_\- ]{1,70}?`;
/** « , adjointe au maire », « (groupe des riverains) », « 00:12:34 ». */
const AFTER = String.raw`(?:, [\p{L}\p{M}'’\- ]{2,80}?){0,3}(?: \([^()]{1,80}\))?`;
const LABEL = new RegExp(
  String.raw`^(?:(?<name>${NAME}${AFTER})|\[(?<bracketed>[^[\]:]{2,80})\])(?: (?<clock>${CLOCK}))?(?:\s?(?<colon>:)|(?<dash>\.? ?[–—]|\.? ?-)|(?<stop>\.))(?= \S|$)`,
  'u',
);
/** A name alone on its line: what it says is below. */
const LINE = new RegExp(String.raw`^(?<name>${NAME}${AFTER})(?: (?<clock>${CLOCK}))?$`, 'u');
const IS_CIVIL = new RegExp(`^${CIVILITY}`, 'u');
const LONGEST_LABEL_WORDS = 10;
/** « M. le ministre de l’éducation nationale, de la recherche et de la technologie ». */
const LONGEST_CIVIL_WORDS = 25;
/** A label names a voice where it comes back, and where another one does too. */
const [FEWEST_LABELS, FEWEST_TIMES] = [2, 2];

type Sign = 'colon' | 'dash' | 'stop' | 'line' | 'mark';

/** A paragraph that may open with a label. */
export interface Opening {
  /** As it is written, without the sign after it. */
  readonly label: string;
  readonly sign: Sign;
  /** What it says after the label; empty where the label is alone. */
  readonly words: string;
  readonly seconds: number | null;
}

/** A paragraph, and what its file sets apart at its start, in bold or in another font. */
export interface LedParagraph extends Paragraph {
  readonly lead?: string;
}

const SIGNS = ['colon', 'dash', 'stop'] as const;

/** What stands at the start of a paragraph as a label would; null where nothing does. */
export function openingOf({ text, seconds, lead }: LedParagraph): Opening | null {
  const marked = lead === undefined ? null : markedOpening(text, seconds, lead);
  if (marked !== null) return marked;
  const leading = LEADING_CLOCK.exec(text);
  const rest = text.slice(leading?.[0].length ?? 0);
  const match = LABEL.exec(rest.slice(0, 300)) ?? LINE.exec(rest.length > 120 ? '' : rest);
  if (match?.groups === undefined) return null;
  const { name, bracketed, clock, ...signs } = match.groups;
  const label = (name ?? bracketed ?? '').replace(/[. ]+$/u, '');
  const sign = SIGNS.find((each) => signs[each] !== undefined) ?? 'line';
  const longest = IS_CIVIL.test(label) ? LONGEST_CIVIL_WORDS : LONGEST_LABEL_WORDS;
  if (label.split(' ').length > longest || !mayName(label, sign, clock)) return null;
  const written = leading?.groups?.['clock'] ?? clock;
  return {
    ...{ label, sign, words: rest.slice(match[0].length).trim() },
    seconds: written === undefined ? seconds : secondsOf(written),
  };
}

/** What follows a name set apart: a sign, after a group or a function where a dash or a colon ends it. */
const AFTER_MARK =
  /^(?<quality>(?: ?\([^()]{1,80}\))?(?: ?, ?\p{Ll}[^.:?!–—]{1,80}?(?=\.? ?[–—]| ?:))?)(?:\.? ?[–—]| ?:|\.) ?(?=\S)/u;
const LEAD = /^(?<name>.*?)(?<sign>\.? ?[–—]| ?:|\.)?$/u;

/** The name that a file sets apart at the start of a paragraph; null where a sentence goes on after it. */
function markedOpening(text: string, seconds: number | null, lead: string): Opening | null {
  const { name = '', sign } = LEAD.exec(lead.trim())?.groups ?? {};
  if (!text.startsWith(name) || name.length > 200) return null;
  const after = AFTER_MARK.exec(text.slice(name.length));
  const label = `${name}${after?.groups?.['quality'] ?? ''}`.trim();
  const isName = name.split(' ').length <= LONGEST_LABEL_WORDS && mayName(name, 'mark', undefined);
  if (after === null || !isName || (sign !== undefined && !text.startsWith(lead.trim())))
    return null;
  return { label, sign: 'mark', words: text.slice(name.length + after[0].length), seconds };
}

/** After a full stop, or alone on a line, much stands that names nobody. */
function mayName(label: string, sign: Sign, clock: string | undefined): boolean {
  if (IS_CIVIL.test(label)) return isOfNames(label.replace(IS_CIVIL, '')) || IS_OFFICE.test(label);
  if (sign === 'stop') return false;
  return (sign !== 'line' && sign !== 'mark') || clock !== undefined || isFullName(label);
}

/** « Mme la maire »; « Mme Petit répond » is a sentence. */
const IS_OFFICE = new RegExp(`^${CIVILITY}(?:l[ea] |l['’])`, 'u');

/** Two words or more, each with a capital. */
function isFullName(label: string): boolean {
  return isOfNames(label) && label.includes(' ');
}

/** Words with a capital each, before a function or a group. */
function isOfNames(label: string): boolean {
  const words = label
    .replace(/[,(].*$/u, '')
    .trim()
    .split(' ');
  return words.every((word) => /^(?:\p{Lu}|d[eu]s?$|l[ea]s?$|et$|d['’])/u.test(word));
}

const IS_CLOCK = new RegExp(`^${CLOCK}$`, 'u');

/** A time alone is nobody's words. */
export function isClock(text: string): boolean {
  return IS_CLOCK.test(text);
}

function secondsOf(clock: string): number {
  const [first = ''] = /[\d:]+(?:[.,]\d+)?/u.exec(clock) ?? [];
  const parts = first.replace(',', '.').split(':').map(Number);
  return Math.floor(parts.reduce((sum, part) => sum * 60 + part, 0));
}

/** What a label of a text is: a voice's, and why if it is inferred, perhaps another voice's, or nobody's. */
export type Labels = (opening: Opening) => { readonly why: string | null } | 'unsure' | null;

/**
 * The labels of a text; null where none comes back as those of voices do: two of them, each at least twice,
 * before the same sign. After a civility one that comes back is enough, for « Attention : » has none.
 */
export function labelsIn(openings: readonly (Opening | null)[]): Labels | null {
  const bySign = Map.groupBy(
    openings.flatMap((each) => each ?? []),
    ({ sign }) => sign,
  );
  const known = new Map([...bySign].flatMap(([sign, own]) => knownOf(sign, own)));
  if (known.size === 0) return null;
  const isCivil = [...known.values()].some((own) => own.isCivil);
  return ({ label, sign, words }) => {
    if (isCivil && sign !== 'stop' && sign !== 'line' && IS_CIVIL.test(label)) return { why: null };
    const own = known.get(sign);
    if (own === undefined) return null;
    if (own.labels.has(keyOf(label))) return { why: null };
    if (own.isCivil && IS_CIVIL.test(label)) return { why: null };
    const isAlike = own.isUpper ? isUpperCase(label) : own.isFull && isFullName(label);
    if (isAlike && isSaid(words) && sign !== 'line') return { why: ONCE };
    // « Une voix dans la salle : », and not « Attention : ».
    return sign === 'colon' && label.includes(' ') && isSaid(words) ? 'unsure' : null;
  };
}

const ONCE = 'nommée une seule fois, comme le sont les autres voix';

interface KnownLabels {
  readonly labels: ReadonlySet<string>;
  /** How the labels that come back are written. */
  readonly isCivil: boolean;
  readonly isUpper: boolean;
  readonly isFull: boolean;
}

function knownOf(sign: Sign, own: readonly Opening[]): [Sign, KnownLabels][] {
  const byLabel = Map.groupBy(own, ({ label }) => keyOf(label));
  const voices = [...byLabel].filter(
    ([, all]) => sign === 'line' || all.some((o) => isSaid(o.words)),
  );
  const returning = voices.filter(([, all]) => all.length >= FEWEST_TIMES);
  const civil = voices.filter(([, [first]]) => IS_CIVIL.test(first?.label ?? ''));
  const isCivil =
    civil.length >= FEWEST_LABELS && (sign === 'mark' || civil.some(([, all]) => all.length > 1));
  if (returning.length < FEWEST_LABELS && !isCivil) return [];
  const labels = returning.flatMap(([, [first]]) => first?.label ?? []);
  const isUpper = labels.every(isUpperCase);
  const isFull = labels.every((label) => isFullName(label) || IS_CIVIL.test(label));
  return [[sign, { labels: new Set(returning.map(([label]) => label)), isCivil, isUpper, isFull }]];
}

/** « Journaliste 2 (Le Télégramme) » is written as « Journaliste » is. */
function keyOf(label: string): string {
  return foldText(label.replace(/ \([^()]*\)$|, .*$/u, '').replace(/ \d+$/u, ''));
}

function isUpperCase(label: string): boolean {
  return label === label.toUpperCase() && /\p{Lu}{2}/u.test(label);
}

/** Somebody's words, and not a number or a name: « Pour : 23 », « Rapporteur : M. Arnoux ». */
function isSaid(words: string): boolean {
  return words === '' || /\p{Ll}.*[.?!…]|(?:\p{Ll}+\P{L}+){5}/u.test(words);
}

const CHAIR = /\b(?:le president|la presidente)\b(?! d)|\bpresidente? de seance\b/u;
/** What names a part in an interview, and nobody. */
const ASKING = /^(?:q|question|journaliste|intervieweur|intervieweuse|interviewer)(?: \d+)?$/u;
const ANSWERING = /^(?:r|a|reponse|interviewee?|answer)(?: \d+)?$/u;

/** Who a label says speaks; `isInterview` where another label is that of who asks. */
export function speakerOf(label: string, why: string | null, isInterview: boolean): Speaker {
  const { name = label, after, inside } = PARTS.exec(label)?.groups ?? {};
  const quality = after ?? inside ?? null;
  const folded = foldText(name);
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

const PARTS = /^(?<name>.*?)(?:, (?<after>[^()]*)| \((?<inside>[^()]*)\)){1,2}$/u;
const FEMALE = /^(?:Mmes?|Mlle|Madame)\b/iu;
const MALE = /^(?:MM?|Mr|Monsieur)\b/u;

/** Whether a label is that of who asks in an interview. */
export function isAsking(label: string): boolean {
  return ASKING.test(foldText(PARTS.exec(label)?.groups?.['name'] ?? label));
}

/** Where a label may stand within a paragraph: after the end of a sentence, with a civility. */
const WITHIN = new RegExp(
  String.raw`(?<=[.!?…»”)\]] )(?=${CIVILITY}[^.:–—!?]{2,80}?(?:\.? ?[–—]|\.|\s?:) )`,
  'u',
);

/** A paragraph, parted where another voice may begin within it. */
export function partsOf(paragraph: LedParagraph): LedParagraph[] {
  return paragraph.text.split(WITHIN).map((text) => ({ ...paragraph, text: text.trim() }));
}
