import { dateIn } from '../dates.ts';
import {
  attribute,
  type Element,
  elementsBefore,
  elementsUnder,
  remembered,
  shortWordsOf,
  wordsOf,
} from '../html-tree.ts';
import { authorRank } from './comment-marks.ts';

/** The lines that stand over or under a comment: who, when, and what one may press. */
const LONGEST_LINE = 160;
const LONGEST_NAME = 60;
const MOST_WORDS = 7;
/** « il y a 3 ans » is no date, and says that something is dated. */
const AGO =
  /(?:il y a|ya|depuis|vor) (?:environ |plus d[e’'] ?)?(?:une?|\d+) ?\p{L}+\.?|\b(?:an?|\d+) (?:second|minute|hour|day|week|month|year)s? ago\b|\bhier\b|aujourd[’']hui/iu;
const WEEKDAY = String.raw`(?:(?<!\p{L})(?:lun|mar|mercre|mer|jeu|vendre|ven|same|sam|dim|mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:di|anche|day)?\.?,? )?`;
const WRITTEN_DATE = new RegExp(
  [
    String.raw`${WEEKDAY}(?:le )?\d{1,2}(?:er|\.)? \p{L}+\.?,? \d{4}`,
    String.raw`${WEEKDAY}\p{L}+ \d{1,2}(?:st|nd|rd|th)?, \d{4}`,
    String.raw`\d{4}-\d{2}-\d{2}(?:T[\d:.+Z-]*)?`,
    String.raw`\d{1,2}(?<sign>[./-])\d{1,2}\k<sign>(?:\d{4}|\d{2})(?!\d)`,
    String.raw`le \d{1,2}[./]\d{1,2}(?![./]?\d)`,
    AGO.source,
  ].join('|'),
  'giu',
);
const HOUR =
  /(?:[@àa]|at|um|vers|,)? ?\d{1,2} ?(?:h|[:.]|heures?) ?(?:\d{2})?(?::\d{2})?(?: ?(?:min|mn|am|pm|uhr))?(?!\p{L})/giu;
const SAYS =
  /(?:^| )(?:a dit|dit|dijo|a écrit|écrit|écrivait|a répondu|répond|a commenté|a déclaré|said|says|wrote|sagt|schreibt|meint)\b ?[:,…]*(?= |$)/iu;
const BY =
  /^(?:#? ?\d+[.)°]? ?)?[-–—•·|., ]*(?:(?:message |commentaire |réponse |réaction |comment |ajouté |déposé |envoyé |posté |publié |écrit |rédigé |proposé |posted |written |geschrieben |verfasst )*(?:n° ?\d+ )?(?:(?:le|on|am) )?(?:par|by|von)(?: ?: ?| )|(?:message|commentaire|réponse|réaction|kommentar|geschrieben|verfasst) (?:de|von) ?:? )/iu;

/** When an element says that something was written: null where it does not, '' where no date can be told. */
export function datesIn(element: Element, isDayFirst = false): string | null {
  return isDayFirst ? dayFirstDates(element) : monthFirstDates(element);
}
const monthFirstDates = remembered((element: Element) => dateToldBy(element, false));
const dayFirstDates = remembered((element: Element) => dateToldBy(element, true));

function dateToldBy(element: Element, isDayFirst: boolean): string | null {
  const stamp =
    attribute(element, 'datetime') ??
    (/^(?:abbr|a|span|time)$/u.test(element.tagName) ? attribute(element, 'title') : null) ??
    (/date|time/iu.test(attribute(element, 'itemprop') ?? '')
      ? attribute(element, 'content')
      : null);
  const stamped = stamp === null ? null : dateIn(stamp, isDayFirst);
  if (stamped !== null) return stamped;
  const text = shortText(element);
  if (text === null || !/\d|\bhier\b|aujourd|\bune?\b/iu.test(text)) return null;
  if (text.search(WRITTEN_DATE) < 0 || !isLine(text, nameInLine(element))) return null;
  return dateIn(text, isDayFirst) ?? '';
}

/** Whether an element is no more than a line with a day and an hour, and perhaps what it is about. */
export function isWhen(element: Element): boolean {
  const text = shortText(element);
  return text !== null && /\d{1,2}[:h]\d{2}/u.test(text) && WHEN.test(text);
}
const WHEN = new RegExp(
  String.raw`(?:${WRITTEN_DATE.source}|\d{1,2} \p{L}{3,9}\.?),? ?(?:[-–—,]|@|à|at|um|vers)? ?\d{1,2}[:h]\d{2}`,
  'iu',
);

/** « Dernière édition par Anne le 3 avril, édité 2 fois » */
export function isEdit(text: string): boolean {
  return text.length <= LONGEST_LINE && EDIT.test(text);
}
const EDIT =
  /^(?:dernière (?:édition|modification)|(?:message |ce message a été )?(?:édité|modifié)|(?:last )?edited|zuletzt bearbeitet)(?: en dernier)? ?:? (?:by|on|par|le|von|am|il y a)\b/iu;

/** The characters of an element, folded; null where they are more than a line of names and dates has. */
export function shortText(element: Element): string | null {
  return shortWordsOf(element, LONGEST_LINE);
}

/** Whether a text is nothing but a date, an hour, a name and what joins them, or things to press. */
export function isLine(text: string, name: string | null = null): boolean {
  if (text.length > LONGEST_LINE) return false;
  const named = name === null ? text : text.replace(name, ' ');
  const rest = named.replace(WRITTEN_DATE, ' ').replace(HOUR, ' ').replace(SAYS, ' ');
  return rest
    .split(/[\s\p{P}\p{S}]+/u)
    .every((word) => /^\d*$/u.test(word) || JOINING.test(word) || PRESSED.test(word));
}
const JOINING =
  /^(?:a|à|am|at|by|comment|commentaire|d|date|de|du|écrit|envoyé|geschrieben|créée?|h|jour|l|las|le|message|min|mise?|n|on|par|pm|posté|posted|publié|réaction|rédigé|sur|the|uhr|um|verfasst|von)$/iu;
const PRESSED =
  /^(?:abus|abuse|aimer?|alerter|ce|cet?|ci|citer|commenter|count|j|je|lien|like|likes|link|modérateur|modifier|edit|permalien|permalink|partager|reply|répondre|report|share|signaler|twitter|this|to|un|vote|votes|haut|page|antworten|supprimer|connectez|vous|pour)$/iu;

/** Who writes, where a line says so: « par Anne, le 3 avril 2011 à 14 h », « Anne a écrit : ». */
export function nameInLine(line: Element): string | null {
  const inner = [...elementsUnder(line)].filter((each) =>
    /^(?:a|b|strong|em)$/u.test(each.tagName),
  );
  const text = wordsOf(line);
  if (BY.test(text)) return cleanName(text.replace(BY, ''));
  const undated = text.replace(WRITTEN_DATE, ' ').replace(HOUR, ' ');
  const [, after] = /(?:^|[\s,;|])(?:par|by) ?:? (.+)$/iu.exec(undated) ?? [];
  if (after !== undefined) return cleanName(after);
  for (const each of inner) {
    const name = cleanName(wordsOf(each));
    if (name !== null && datesIn(each) === null && /\p{L}/u.test(name)) return name;
  }
  return cleanName(text) ?? nameBefore(line);
}

/** A name alone in a heading or in bold before a line. */
function nameBefore(line: Element): string | null {
  const [before] = elementsBefore(line).take(1);
  if (before === undefined || !/^(?:b|h[1-6]|strong|em|a)$/u.test(before.tagName)) return null;
  const text = shortText(before);
  return text === null ? null : cleanName(text);
}

/** The name at the start of a text, without what is joined to it; null where there is none. */
export function cleanName(text: string, mostWords = MOST_WORDS): string | null {
  const bare = text
    .replace(BY, '')
    .split(SAYS)[0]
    ?.split(WRITTEN_DATE)[0]
    ?.split(/ [|·•] /u)[0]
    ?.replace(/^(?:[^\p{L}\p{N}([«"@_]|#? ?\d+[.)] )+/u, '')
    .replace(
      /[\s,:;|•·@–—-]*(?:\b(?:le|on|am|à|at|il y a|posté|publié)\b)?(?:[\s,:;|•·@–—(-]|(?<![\s.]\p{L})\.)*$/iu,
      '',
    )
    .trim();
  if (bare === undefined || bare === '' || bare.length > LONGEST_NAME) return null;
  if (/^\d[\d., ]*\p{L}+$/u.test(bare) || !/\p{L}/u.test(bare)) return null;
  const isWords = PRESSED.test(bare) || JOINING.test(bare) || isLine(bare);
  return isWords || bare.split(' ').length > mostWords ? null : bare;
}

/** Whose words a line says that others are: « Anne a écrit : »; null where it names nobody, undefined of others. */
export function nameQuoted(line: string): string | null | undefined {
  const dated = line.replace(WRITTEN_DATE, ' ').replace(HOUR, ' ');
  const text = dated === line ? line : dated.replace(/^(?:(?:am|at|à|le|on|um)?[\s,]+)+/iu, '');
  if (/^(?:citation|quote|zitat)[ :]*$/iu.test(text)) return null;
  const name = QUOTE_OF.exec(text)?.[1] ?? SAID.exec(text)?.[1];
  if (name === undefined || PRONOUN.test(name)) return undefined;
  return COMMON.test(name) ? null : (cleanName(name) ?? undefined);
}
/** « le ministre », « ma voisine », and not « Le Passeur » */
const COMMON =
  /^(?:(?:[lmtsLMTS][ae]s?|[mtsMTS]on|[Uu]ne?|[Dd]es|[NnVv](?:otre|os)|[Ll]eurs?|[Cc]e(?:tte)?|[Tt]he|[Mm]y) |[Ll][’'])\p{Ll}/u;
const QUOTE_OF =
  /^(?:(?:citation|quote|zitat) (?:de|from|von)|je cite|(?:envoyé|posté|écrit|originally posted|posted) (?:par|by)) ?:? (.+)$/iu;
const SAID =
  /^(.+?),? (?:a (?:écrit|dit|posté|répondu)|écrivait|disait|dit|wrote|said|schrieb|hat ge(?:sagt|schrieben))\b[^\p{L}\p{N}]*$/iu;
const PRONOUN = /^(?:comme|elles?|he|ils?|it|je|nous|on|she|they|tu|vous|we|you)\b/iu;

/** Who writes, as an element that is called so has it. */
export function authorIn(element: Element): string | null {
  if (authorRank(element) === null) return null;
  // Machines are told which part of it is the name.
  const named = [...elementsUnder(element)].find((each) => attribute(each, 'itemprop') === 'name');
  const text = shortText(named ?? element);
  return text === null ? null : cleanName(text, authorRank(element) === 0 ? Infinity : MOST_WORDS);
}
