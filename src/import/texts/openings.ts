import { foldText, isStopWord } from '../../french/words.ts';
import type { Paragraph } from '../draft.ts';

const TIME = String.raw`(?:\d{1,2}:\d{2}|\d{1,2}:\d{1,2}:\d{1,2})(?:[.,]\d{1,3})?`;
const SECONDS = String.raw`\d{1,6}(?:\.\d{1,3})?`;
/** « [00:12:34] », « (12:34) », « 00:12 --> 00:15 », « [3.26, 12.4] », « [3.2s] »: when the words after it begin. */
const CLOCK = String.raw`(?:\[(?:${TIME}|${SECONDS})(?:,| -->| [–—-]) (?:${TIME}|${SECONDS})\]|\[${SECONDS}s\]|[[(]?${TIME}(?: --> ${TIME})?[\])]?)`;
const LEADING_CLOCK = new RegExp(String.raw`^(?<clock>${CLOCK})(?: [–—-](?= ))?(?: |$)`, 'u');
const CIVILITY =
  "(?:MM?\\.?|Mr\\.?|Mmes?\\.?|MMES?\\.?|Mlle\\.?|MLLE\\.?|Dr\\.?|Me|Pr\\.?|Monsieur|Madame|(?:L['’]|L[ea] très )hon(?:orable|\\.)) ";
/** « Mme Morin », « LISE MORIN », « M. le maire », « le maire », « Intervenant 2 ». */
const NAME = String.raw`(?:${CIVILITY}(?:l[ea] |l['’])?(?=\p{L})|(?=\p{Lu}|l[ea] \p{Ll}|l['’]\p{Ll}))[\p{L}\p{M}\p{N}'’.&_\- ]{1,70}?`;
/** « , adjointe au maire », « (groupe des riverains) », « 00:12:34 ». */
const AFTER = String.raw`(?:, [\p{L}\p{M}'’\- ]{2,80}?){0,9}(?: \((?!\d{1,2}:)(?:[^()]|\([^()]*\)){1,250}\))?`;
/** A full stop ends a label only where a civility begins it, or « Q. »: « L. Morin » is an initial, and so is « M. Luc J. Morin ». */
const STOP = String.raw`(?<=^(?:${CIVILITY}.*|[QRA]))(?<!(?:^|[ '’])(?:MM?|Mr|Dr|Pr|hon)|(?<=..)(?:^|[ '’])\p{Lu})\.(?! ?:| \p{Lu}\.? ?[:–—])`;
/** « Lise Morin 0:12 », « Lise Morin | 00:12 ». */
const TIMED = String.raw`(?: ?[|·•,–—-])? (?<clock>${CLOCK})`;
const LABEL = new RegExp(
  String.raw`^(?:(?<name>${NAME}${AFTER})|\[(?<bracketed>[^[\]:]{2,80})\])(?:${TIMED})?(?:\s?(?<colon>:)|(?<dash>\.? ?(?:[–—]-?|-[–—])|\.? -|(?<!\p{Ll})-)|(?<stop>${STOP}))(?= \S|$|(?<= :)\S)`,
  'u',
);
/** A name alone on its line, with a time perhaps: what it says is below. */
const LINE = new RegExp(String.raw`^(?<name>${NAME}${AFTER})(?<![.-])$`, 'u');
const TIMED_LINE = new RegExp(String.raw`^(?<name>${NAME}${AFTER})${TIMED}$`, 'u');
/** A few words alone beside a time: « voix2 ». */
const BELOW_TIME = new RegExp(
  String.raw`^(?<name>[\p{L}\p{M}\p{N}'’._-]+(?: [\p{L}\p{M}\p{N}'’._-]+){0,4}${AFTER})(?<![.-])$`,
  'u',
);
/** « [Lise Morin] Bonjour. », « <Lise Morin> Bonjour. » */
const IN_BRACKETS = /^[[<](?<name>[^[\]<>:]{2,80})[\]>](?= \S)/u;
/** « >> LISE MORIN: », « - Lise Morin : ». */
const BEFORE_NAME = /^(?:>{2,3} ?|[-–—•] (?=\p{Lu}[^:]{1,60}(?: ?:|$)))/u;
/** A name and a time on a line above what is said then, as programs write them. */
export const TIMED_LINES = new RegExp(
  String.raw`^(?:${CLOCK} [^\n.?!:]{2,80}|[^\n.?!:]{2,80} ${CLOCK}) *\n(?=\S)`,
  'gmu',
);
export const IS_CIVIL = new RegExp(`^${CIVILITY}`, 'u');
/** « Le Président (M. Morin) » too names somebody by a civility. */
export const HAS_CIVILITY = new RegExp(String.raw`^${CIVILITY}|^L[^,:]*? \(${CIVILITY}`, 'u');
const LONGEST_LABEL_WORDS = 10;
/** « M. le ministre de l’éducation nationale, de la recherche et de la technologie ». */
const LONGEST_CIVIL_WORDS = 50;

export type Sign = 'colon' | 'dash' | 'stop' | 'line' | 'mark' | 'bracket' | 'time';

/** A paragraph that may open with a label. */
export interface Opening {
  /** As it is written, without the sign after it. */
  readonly label: string;
  readonly sign: Sign;
  /** What it says after the label; empty where the label is alone. */
  readonly words: string;
  readonly seconds: number | null;
  /** Whether a colon ends what is set apart, so that it is a label as any before a colon is. */
  readonly isBeforeColon?: boolean;
}

/** A paragraph of a text, with what its file tells of it beside its words. */
export interface TextParagraph extends Paragraph {
  /** What is set apart at its start, in bold or in another font, the shortest first. */
  readonly leads?: readonly string[];
  /** Whether all of it is in bold or in italics. */
  readonly isApart?: boolean;
  /** A heading is nobody’s words, and may name who speaks below it. */
  readonly isHeading?: boolean;
  /** Whether it is set apart as somebody else's words. */
  readonly isQuoted?: boolean;
  /** The name under them. */
  readonly quotedName?: string | null;
  /** Whether something that is nobody's words stands before it: it is not read with what precedes. */
  readonly isAfterGap?: boolean;
}

/** « Intervention de M. Arnoux : ». */
const INTERVENTION = new RegExp(
  String.raw`^(?:\d{1,2}(?:[eè]?re|[eè]?me|e) )?(?:[Ii]nterventions?|[Rr]éponses?|[Qq]uestions?|[Pp]ropos|[Pp]rise de parole) d(?:e |['’])(?=${CIVILITY}|\p{Lu}\p{Ll}+ \p{Lu})`,
  'u',
);

/** Whether a paragraph says at its start that somebody speaks, be it before words that go on in its line. */
export function isAnnounced(text: string): boolean {
  return INTERVENTION.test(text);
}

const SIGNS = ['colon', 'dash', 'stop'] as const;

/** What stands at the start of a paragraph as a label would; null where nothing does. */
export function openingOf({ text, seconds, leads, isHeading }: TextParagraph): Opening | null {
  for (const lead of leads ?? []) {
    const marked = markedOpening(text, seconds, lead);
    if (marked !== null) return marked;
  }
  const leading = LEADING_CLOCK.exec(text);
  const start = text.slice(leading?.[0].length ?? 0).replace(BEFORE_NAME, '');
  const rest = start.slice(INTERVENTION.exec(start)?.[0].length ?? 0);
  const line = rest.length > 120 ? '' : rest;
  const match =
    TIMED_LINE.exec(line) ??
    LABEL.exec(rest.slice(0, 500)) ??
    (seconds === null ? LINE : BELOW_TIME).exec(line) ??
    IN_BRACKETS.exec(rest);
  if (match?.groups === undefined) return null;
  const { name, bracketed, clock, ...signs } = match.groups;
  const label = (name ?? bracketed ?? '').replace(/(?<!\p{Lu})[. ]+$/u, '');
  const isBracket = match[0].endsWith(']') || match[0].endsWith('>');
  const { clock: written = clock } = leading?.groups ?? {};
  const alone = written !== undefined || seconds !== null ? 'time' : 'line';
  const sign = SIGNS.find((each) => signs[each] !== undefined) ?? (isBracket ? 'bracket' : alone);
  const words = rest.slice(match[0].length).trim();
  if (!isShort(label) || isClause(label) || !mayName(label, sign)) return null;
  if (isHeading === true && words !== '') return null;
  return { label, sign, words, seconds: written === undefined ? seconds : secondsOf(written) };
}

function isShort(label: string): boolean {
  const longest = IS_CIVIL.test(label) ? LONGEST_CIVIL_WORDS : LONGEST_LABEL_WORDS;
  return label.replace(/ \(.*$/u, '').split(' ').length <= longest;
}

/** What joins the words of a designation: « la responsable de la vie scolaire et du sport ». */
const JOINS =
  /^(?:l[ea]?s?|une?|d(?:[eu]s?)?|au?x?|en|et|ou|par|pour|sur|sous|dans|sans|hors|chez|entre|contre|avec|envers|plusieurs|quelques?|quelqu|autres?|tou(?:te)?s|moi|toi|lui|elle)$/u;

/**
 * Whether a label has words that no designation of a person has: « Monsieur Morin, merci de… », « Et cinq
 * d’entre eux s’étant levés : », « Ma question est simple : ».
 */
function isClause(label: string): boolean {
  const [first = '', ...others] = label
    .replace(IS_CIVIL, '')
    .replace(/ \(.*$/u, '')
    .split(/[ ,]+/u);
  const isCommon = (word: string): boolean =>
    /\p{Ll}/u.test(word) &&
    foldText(word)
      .split("'")
      .some((part) => part !== '' && isStopWord(part) && !JOINS.test(part));
  const [next] = others;
  // « Vu Anh » is somebody, whatever « vu » is.
  const isName = IS_CIVIL.test(label) || (next !== undefined && /^\p{Lu}/u.test(next));
  return (
    (!isName && isCommon(first)) || others.some((word) => /^\p{Ll}/u.test(word) && isCommon(word))
  );
}

/** What follows a name set apart: a sign, after a group or a function where that is all that stands before it. */
const AFTER_MARK =
  /^(?<quality>(?: ?\([^()]{1,80}\))?(?: ?, ?\p{L}(?:[^.:?!–—]{1,300}?(?=\.? ?[–—])|[^.:?!–—]{1,80}?(?= ?:)|[^,.:?!–—]{1,80}(?=\.)))?)(?:(?:\.? ?[–—]| ?:|\.) ?(?=\S)|(?<none>) (?=[\p{Lu}«“"]))/u;
const LEAD = /^(?<name>.*?)(?<sign>\.? ?[–—]| ?:|\.|,)?$/u;

/** « Plusieurs députés du groupe du port. », « Une voix à gauche. » */
const SOME = /^(?:Plusieurs|Quelques|Une?|Des|De nombreu(?:x|ses)|Voix|Divers) \p{Ll}/u;

/** The name that a file sets apart at the start of a paragraph; null where a sentence goes on after it. */
function markedOpening(text: string, seconds: number | null, lead: string): Opening | null {
  const { name = '', sign } = LEAD.exec(lead.trim())?.groups ?? {};
  if (!text.startsWith(name) || name.length > 200) return null;
  const after = AFTER_MARK.exec(text.slice(name.length));
  const label = `${name}${after?.groups?.['quality'] ?? ''}`.trim();
  if (after === null || !isShort(name)) return null;
  // « **Lise Morin** Bonjour », and not « **Avis** Le port ferme ».
  if (after.groups?.['none'] !== undefined && !isFullName(name)) return null;
  const isName = mayName(name, 'mark') || (sign !== undefined && SOME.test(name));
  if (!isName || (sign !== undefined && !text.startsWith(lead.trim()))) return null;
  const isBeforeColon = after[0].trimEnd().endsWith(':');
  const words = text.slice(name.length + after[0].length);
  return { label, sign: 'mark', isBeforeColon, words, seconds };
}

/** After a full stop, or alone on a line, much stands that names nobody. */
function mayName(label: string, sign: Sign): boolean {
  if (IS_CIVIL.test(label)) return isOfNames(label.replace(IS_CIVIL, '')) || IS_OFFICE.test(label);
  // « Présidence de M. Le Goff » tells of somebody.
  if (/ (?:MM?\.|Mmes?|Mlle) /u.test(label)) return false;
  if (sign === 'stop') return /^[QRA]$/u.test(label);
  if (/^(?:colon|dash|time)$/u.test(sign)) return true;
  if (sign === 'line' && /^[Ll](?:[ea] |['’])\p{L}/u.test(label)) return true;
  // « Intervenant 2 », « SPEAKER_02 »
  return isFullName(label.replace(/(?<=\p{L})[ _]\d+$/u, ' N'));
}

/** « Mme la maire »; « Mme Petit répond » is a sentence. */
const IS_OFFICE = new RegExp(`^${CIVILITY}(?:l[ea] |l['’])`, 'u');

/** Two words or more, each with a capital. */
export function isFullName(label: string): boolean {
  return isOfNames(label) && label.includes(' ');
}

/** Words with a capital each, before a function or a group. */
export function isOfNames(label: string): boolean {
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

/** A time at the start of a text, and what stands after it; null where there is none. */
export function clockAt(
  text: string,
): { seconds: number; isEnclosed: boolean; rest: string } | null {
  const clock = LEADING_CLOCK.exec(text);
  if (clock === null) return null;
  const isEnclosed = /^[[(]/u.test(text);
  return { seconds: secondsOf(clock[0]), isEnclosed, rest: text.slice(clock[0].length).trim() };
}

function secondsOf(clock: string): number {
  const [first = ''] = /[\d:]+(?:[.,]\d+)?/u.exec(clock) ?? [];
  const parts = first.replace(',', '.').split(':').map(Number);
  return Math.floor(parts.reduce((sum, part) => sum * 60 + part, 0));
}

/** Where a label may stand within a paragraph: after the end of a sentence, with a civility. */
const WITHIN = new RegExp(
  String.raw`(?<=[.!?…»”)\]] )(?=${CIVILITY}[^.:–—!?]{2,80}?(?:\.? ?[–—]|\.|\s?:) )`,
  'u',
);

/** A paragraph, parted where another voice may begin within it. */
export function partsOf(paragraph: TextParagraph): TextParagraph[] {
  // Where names are set apart, a label within would be too.
  if ((paragraph.leads ?? []).length > 0) return [paragraph];
  return paragraph.text.split(WITHIN).map((text) => ({ ...paragraph, text: text.trim() }));
}
