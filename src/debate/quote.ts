import {
  inGuillemets,
  formatDate,
  NARROW_NO_BREAK_SPACE,
  NO_BREAK_SPACE,
  type PartialDate,
} from '../french/typography.ts';
import { ROLE_FORMS } from './passage.ts';
import type { Passage, Role, Source, Stance, TextPlace, Thesis } from './passage.ts';

/**
 * A place in a passage, and nothing else: its words, voice, work, date and link are read from the
 * corpus whenever they are needed, so that a misquotation cannot be written down.
 */
export class Quote {
  readonly #passage: Passage;
  readonly #start: number;
  readonly #end: number;

  private constructor(passage: Passage, start: number, end: number) {
    this.#passage = passage;
    this.#start = start;
    this.#end = end;
  }

  /**
   * The words of `passage` from `start` to `end` (UTF-16 offsets, end excluded; the whole passage by
   * default). Throws a RangeError for an empty or outlying place, or one that halves a character. Of
   * a passage that is not quoted there is one, without words.
   */
  static at(passage: Passage, start = 0, end = passage.text?.length ?? 0): Quote {
    const { text } = passage;
    if (text === null && start === 0 && end === 0) return new Quote(passage, start, end);
    const isPlace = Number.isInteger(start) && Number.isInteger(end) && 0 <= start && start < end;
    if (
      text === null ||
      !isPlace ||
      end > text.length ||
      halvesCharacter(text, start) ||
      halvesCharacter(text, end)
    ) {
      throw new RangeError(`${passage.id} has no words from ${start} to ${end}`);
    }
    return new Quote(passage, start, end);
  }

  get passage(): Passage {
    return this.#passage;
  }

  get start(): number {
    return this.#start;
  }

  get end(): number {
    return this.#end;
  }
}

/** The exact words of the quotation; null where the passage is not quoted. */
export function textOf({ passage, start, end }: Quote): string | null {
  return passage.text?.slice(start, end) ?? null;
}

/** Stands where words of a work are left out. */
export const CUT = '[…]';
/** Opens what is told of a passage that is not quoted. */
export const UNQUOTED = `hors citation${NO_BREAK_SPACE}: `;

/**
 * The quotation as it is shown everywhere: between guillemets, with « […] » where words were left out.
 * A passage that is not quoted is told by its thesis, without guillemets.
 */
export function shownWords(quote: Quote): string {
  const { passage, start, end } = quote;
  const { text, thesis } = passage;
  if (text === null) return UNQUOTED + (thesis === null ? '' : thesisText(thesis));
  const before = start > 0 ? `${CUT} ` : '';
  const after = end < text.length ? ` ${CUT}` : '';
  return inGuillemets(`${before}${text.slice(start, end)}${after}`);
}

/** As many words as tell a place apart, and no more than may be copied of a text that is not quoted. */
const PLACE_WORDS = 6;

/** Where the words of a passage stand in its work. */
export function placeOf({ place, text }: Passage): TextPlace {
  if (text === null) return place ?? { from: '', to: '' };
  const words = text.split(' ');
  return {
    from: words.slice(0, PLACE_WORDS).join(' '),
    to: words.slice(-PLACE_WORDS).join(' '),
  };
}

function halvesCharacter(text: string, offset: number): boolean {
  const code = text.charCodeAt(offset);
  const isLowSurrogate = code >= 0xdc00 && code <= 0xdfff;
  return offset > 0 && offset < text.length && isLowSurrogate;
}

/** What is said of a named voice in place of its role. */
const CAPACITIES: Readonly<Partial<Record<Role, string | null>>> = {
  auteur: null,
  commentateur: 'en commentaire',
};

const STANCES: Readonly<Record<Stance, string | null>> = {
  assumed: null,
  reported: 'propos rapporté',
  rejected: 'propos rejeté',
};

/** What is said wherever a thesis is shown that no person has read yet. */
export const UNREAD = 'résumé automatique, non relu';

/** Who said it and in what capacity: « Paul Petit, cité par Jean Roux (déduit) ». */
export function speakerText(passage: Passage): string {
  const { flags, stance } = passage;
  const marks = [...deductionOf(passage), STANCES[stance], ...flags].filter(
    (mark) => mark !== null,
  );
  const speaker = capacityText(passage, passage.voice.quality);
  return marks.length === 0 ? speaker : `${speaker} (${marks.join(', ')})`;
}

/**
 * What a passage argues, then who holds it and how: « Les forums vont durer (Paul Petit, déduit). »
 * The thesis stays as it was written, whatever its first word is. Null where there is no thesis.
 */
export function statementOf(passage: Passage): string | null {
  const { thesis } = passage;
  if (thesis === null) return null;
  const holder = holderText(passage);
  const marks = thesis.isRead ? holder : `${holder}${NARROW_NO_BREAK_SPACE}; ${UNREAD}`;
  return `${withoutStop(thesis)} (${marks}).`;
}

/** Who holds a thesis, and how: « Paul Petit, interviewé », « propos rejeté par Jean Roux, déduit ». */
export function holderText(passage: Passage): string {
  const stance = STANCES[passage.stance];
  const speaker = capacityText(passage);
  const holder = stance === null ? speaker : `${stance} par ${articled(speaker)}`;
  return [holder, ...deductionOf(passage)].join(', ');
}

/** A thesis as it stands over its quotation, which says who holds it. */
export function thesisText(thesis: Thesis): string {
  return thesis.isRead ? thesis.text : `${withoutStop(thesis)} (${UNREAD}).`;
}

/** Where it was said: « Titre », publisher, date to its true precision; a passage may have a date of its own. */
export function workText(source: Source, date = source.date): string {
  return `${workName(source)}, ${formatDate(date)}`;
}

export const workName = ({ title, publisher }: Source): string =>
  `${inGuillemets(title)}, ${publisher}`;

/** A work on its own line: its author, then where and when. */
export function workLine(source: Source): string {
  return `${source.author?.name ?? 'auteur non identifié'} — ${workText(source)}`;
}

/** The whole attribution in one line, the same on every platform; the link is shown beside it. */
export function captionOf(passage: Passage): string {
  return `${speakerText(passage)} — ${workText(passage.source, dateOf(passage))}`;
}

/** When the words were said or written. */
export function dateOf({ date, source }: Passage): PartialDate {
  return date ?? source.date;
}

/** The page or the recording that the words are of; null where no address is known. */
export function pageOf({ url, source }: Passage): string | null {
  return url ?? source.url;
}

/** Where the words can be read or heard there. */
export function linkOf(passage: Passage): string | null {
  const url = pageOf(passage);
  if (url === null) return null;
  return passage.seconds === null ? withTextFragment(url, passage) : atSecond(url, passage.seconds);
}

function atSecond(url: string, seconds: number): string {
  const address = new URL(url);
  address.searchParams.set('t', String(seconds));
  return address.href;
}

/** Messages have no room for long addresses. */
const LONGEST_FRAGMENT = 120;
const MOST_FRAGMENT_WORDS = 4;

/**
 * The address with the words to which a browser then jumps: https://wicg.github.io/scroll-to-text-fragment/
 * Without them where they would make it too long.
 */
function withTextFragment(url: string, passage: Passage): string {
  const place = placeOf(passage);
  const lead = url.includes('#') ? ':~:text=' : '#:~:text=';
  for (let count = MOST_FRAGMENT_WORDS; count > 1; count -= 1) {
    const from = place.from.split(' ').slice(0, count).join(' ');
    const to = place.to.split(' ').slice(-count).join(' ');
    const words = passage.text ?? '';
    const isShort = words !== '' && words.length <= from.length + to.length + 1;
    const fragment = lead + (isShort ? [words] : [from, to]).map(fragmentEncoded).join(',');
    if (fragment.length <= LONGEST_FRAGMENT) return url + fragment;
  }
  return url;
}

/** A dash has a meaning there, and messages have their own for the other signs. */
function fragmentEncoded(words: string): string {
  const code = (sign: string) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`;
  return encodeURIComponent(words).replace(/[-!'()*~_]/gu, code);
}

function withoutStop({ text }: Thesis): string {
  return text.replace(/\.$/u, '');
}

function capacityText(passage: Passage, quality: string | null = null): string {
  const { voice, role, reportedBy } = passage;
  const own = voice.named ? (role in CAPACITIES ? CAPACITIES[role] : agreed(passage)) : null;
  const capacity = reportedBy === null ? own : `${agreed(passage)} par ${reportedBy}`;
  return [voice.name, quality, capacity].filter((part) => part != null).join(', ');
}

const deductionOf = ({ deduction }: Passage): readonly string[] =>
  deduction === null ? [] : ['déduit'];

/** « voix non identifiée » is the one feminine voice that is not a person. */
function agreed({ voice, role, writtenRole }: Passage): string {
  return voice.name.startsWith('voix ') ? ROLE_FORMS[role] : writtenRole;
}

/** The anonymous voices have no article of their own, save « un commentateur ». */
export function articled(speaker: string): string {
  if (/^(?:voix|oratrice) /u.test(speaker)) return `une ${speaker}`;
  return /^(?:auteur|intervieweur|orateur) /u.test(speaker) ? `un ${speaker}` : speaker;
}

/** Whether the words are the voice's own position, not something it reports or rejects. */
export function isOwnPosition(passage: Passage): boolean {
  return passage.stance === 'assumed';
}
