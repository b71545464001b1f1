import { type Paragraph, quotedOver, type Turn, turnOf } from '../draft.ts';
import { unnamed, UNSIGNED_QUOTATION } from '../draft.ts';
import { type Interview, isCredit } from './interview.ts';
import { SPEAKS } from './labels.ts';
import { isClock, type Opening, type TextParagraph } from './openings.ts';

const NARRATED = 'le compte rendu le raconte, ou l’on ne sait qui le dit';
const DASH = 'un tiret dit que la voix change, et non qui parle';
/** « – Et la piscine ? »; items of a list begin with a small letter, or end with a semicolon. */
const IS_REPLY = /^(?:[–—]|>{2,3}) ?\p{Lu}[^]*[.?!…»”]$/u;
const AFTER_HEADING = 'un intertitre précède, et rien ne dit qui parle après lui';

/** « (La séance est levée à midi.) » */
const IN_PARENTHESES = /^\((.*)\)\.?$/u;
/** « Plusieurs voix. Aux voix ! », « À gauche. Parlez ! », among « M. Arnoux. Je vote pour. » */
const IS_INTERRUPTION =
  /^(?:Plusieurs|Quelques|Une?|Des|De nombreu(?:x|ses)|Voix|Divers|[ÀA]|Au|Sur) [^.!?]{2,60}\. ?\p{Lu}.{1,80}$/u;
const SHOUTED = 'quelqu’un interrompt, que rien ne nomme';

/** What a labelled text gives: what stands before the first voice, and the turns. */
export interface Record {
  readonly opening: readonly TextParagraph[];
  readonly turns: readonly Turn[];
  readonly isInterview: boolean;
}

/** Words that are set apart as somebody else's. */
export function quotedBy(
  quotedBy: string | null,
  name: string | null = null,
): Pick<Turn, 'speaker' | 'doubt'> {
  return { speaker: quotedOver(name, quotedBy), doubt: name === null ? UNSIGNED_QUOTATION : null };
}

/** Who speaks, and what somebody should look at. */
type Voice = Pick<Turn, 'speaker'> & Partial<Pick<Turn, 'doubt'>>;

/** Makes turns of paragraphs, as labels and what stands between them are told. */
export class RecordWriter {
  readonly #opening: TextParagraph[] = [];
  readonly #turns: { turn: Turn; paragraphs: Paragraph[] }[] = [];
  #voice: Voice | null = null;
  #isCut = false;
  /** Whether the voice has said nothing yet: what stands right under its name is its own. */
  #isFresh = false;
  /** Whether what the voice says is all in bold or in italics. */
  #isApart = false;
  /** Whether a full stop parts names from words, so that « Un membre. Non ! » may do so too. */
  #isAfterStop = false;
  /** When it begins, where a time stands beside its name. */
  #seconds: number | null = null;
  /** How the paragraph before ended. */
  #last = '';

  /** A label stands between what it opens and what precedes, be it the same voice's. */
  begin(voice: Voice, { isApart = false, isAfterStop = false } = {}): void {
    [this.#isCut, this.#isFresh] = [true, true];
    [this.#voice, this.#isApart, this.#isAfterStop] = [voice, isApart, isAfterStop];
  }

  /** A question, after which whoever answers speaks, unless a label names another. */
  ask(question: TextParagraph, { asked, interviewee }: Interview): void {
    const { speaker, text } = asked.get(question) ?? { speaker: interviewee, ...question };
    this.begin({ speaker });
    this.say({ ...question, text });
    this.begin({ speaker: interviewee });
  }

  /** What comes next is a turn of its own. */
  cut(): void {
    this.#isCut = true;
  }

  /** A paragraph that no label opens. */
  goOn({ isQuoted = false, isHeading = false, ...own }: TextParagraph): void {
    const { text, seconds, quotedName } = own;
    const paragraph = { text, seconds };
    if (this.#voice === null) this.#opening.push({ ...paragraph, isQuoted, isHeading });
    else if (isHeading || isCredit(text)) this.interrupt(AFTER_HEADING);
    else if (isQuoted && !this.#isFresh)
      this.#aside(paragraph, quotedBy(this.#voice.speaker.name, quotedName));
    else if (seconds === null && isHeadingLine(text, this.#last)) this.interrupt(AFTER_HEADING);
    else if (!this.#isFresh && own.isApart === true && !this.#isApart) this.#standApart(paragraph);
    else if (!this.#isFresh && isNarrated(text)) this.tell(paragraph, NARRATED);
    else if (isNarrated(IN_PARENTHESES.exec(text)?.[1] ?? '')) this.interrupt(NARRATED);
    else if (IS_INTERRUPTION.test(text) && this.#isAfterStop) this.tell(paragraph, SHOUTED);
    else if (IS_REPLY.test(text) && !this.#last.endsWith(':')) this.tell(paragraph, DASH);
    else this.say(paragraph);
    this.#last = text;
  }

  /**
   * Words that may not be those of the voice that speaks; until the next label, nobody knows who goes on.
   * Before the first voice they are of what opens the text.
   */
  tell(paragraph: Paragraph, doubt: string): void {
    if (this.#voice === null) {
      this.#opening.push(paragraph);
      return;
    }
    this.interrupt(doubt);
    this.say(paragraph);
  }

  /** Words of the voice that speaks, without what is done meanwhile. */
  say({ text: said, seconds }: Paragraph): void {
    if (this.#voice === null) return;
    if (said === '') this.#seconds = seconds;
    const parts = said.split(STAGE_DIRECTION).map((part) => part.trim());
    for (const [at, text] of parts.entries()) {
      this.#isCut ||= at > 0;
      // « (Exclamations.) – M. Petit : C’est faux ! »
      if (at > 0 && /^[–—] ?\p{Lu}/u.test(text)) this.interrupt(DASH);
      if (isWords(text)) this.#add({ text, seconds }, turnOf({ ...this.#voice, paragraphs: [] }));
      else if (text !== '') this.#isCut = true;
    }
    this.#last = said;
  }

  /** Words of another, after which the voice that speaks goes on. */
  #aside(paragraph: Paragraph, voice: Voice): void {
    this.#isCut = true;
    this.#add(paragraph, turnOf({ ...voice, paragraphs: [] }));
    this.#isCut = true;
  }

  /** A heading or a stage direction, in bold or in italics as the words of the voice are not. */
  #standApart(paragraph: Paragraph): void {
    if (/[.?!…:;,]$/u.test(paragraph.text)) this.tell(paragraph, NARRATED);
    else this.interrupt(AFTER_HEADING);
  }

  /** Nobody knows who speaks until the next label. */
  interrupt(doubt: string): void {
    this.begin({ speaker: unnamed('orateur'), doubt });
  }

  end(): Omit<Record, 'isInterview'> {
    const turns = this.#turns.map(({ turn, paragraphs }) => turnOf({ ...turn, paragraphs }));
    return { opening: this.#opening, turns };
  }

  #add(paragraph: Paragraph, turn: Turn): void {
    const timed = { ...paragraph, seconds: paragraph.seconds ?? this.#seconds };
    [this.#isFresh, this.#seconds] = [false, null];
    const now = this.#turns.at(-1);
    if (now === undefined || this.#isCut) this.#turns.push({ turn, paragraphs: [timed] });
    else now.paragraphs.push(timed);
    this.#isCut = false;
  }
}

export function isWords(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text) && !isClock(text);
}

/** « (Applaudissements.) », « [rires] », « [04:12] », between sentences: what is done, and when. */
const STAGE_DIRECTION =
  /(?<=^|[.!?…»”"] )(?:[([]\p{Lu}[^()[\]]*[)\]]\.?(?= |$)|\[(?:\p{Ll}[^[\]]*|\d[\d:.,]*:\d\d[\d.,]*)\](?=$| [\p{Lu}«“"¿¡]))/u;

const LONGEST_HEADING = 150;

/**
 * A line that is no sentence, and no part of one: « 3. Budget primitif », « 7.1 Question de Mme Roux
 * à M. Petit, intitulée « Le port » », « QUESTIONS ORALES », « Vote ».
 */
function isHeadingLine(text: string, before: string): boolean {
  if (/^\d{1,2}(?:\.\d{1,2})+\.? \p{Lu}/u.test(text)) return !/[.?!…;,]$/u.test(text);
  if (text.length > LONGEST_HEADING || !/^[\p{Lu}\d]/u.test(text)) return false;
  if (/^(?:\d{1,2}|[IVX]{1,4})[.)°] ?[–—-]? ?\p{Lu}/u.test(text)) return !/[?!…]$/u.test(text);
  if (/[.?!…:;,-]$/u.test(text)) return false;
  if (/^\d{1,2} \p{Lu}|^\P{Ll}*\p{Lu}{2}\P{Ll}* \P{Ll}*\p{Lu}{2}\P{Ll}*$/u.test(text)) return true;
  return !/[»”")\]]$/u.test(text) && /[.?!…»”")\]]$/u.test(before);
}

/**
 * What whoever writes the minutes tells: it begins with somebody's civility and name and no label, or says
 * what was decided, and nobody speaks of themselves or to others in it, unless between quotation marks. A voice
 * can say the like, and then is not named.
 */
function isNarrated(text: string): boolean {
  const told = text.replace(/«[^»]*»|“[^”]*”/gu, '');
  return OF_SOMEBODY.test(text) ? !OF_ONESELF.test(told) : DECIDED.test(text) && !SPEAKS.test(told);
}

const OF_SOMEBODY = /^(?:MM?\.|Mmes?|Mlle) \p{Lu}/u;
const OF_ONESELF = /(?<![\p{L}])(?:je|vous|votre|vos|mon|ma|mes)(?![\p{L}])|(?<![\p{L}])j['’]/iu;
const DECIDED =
  /^(?:Les?|La|L['’])\s?(?:conseil|assemblée|séance|délibération|proposition|projet|(?:sous-)?amendement|article|ensemble|motion|vœu|point)s?\b[^.?!]* (?:(?:n['’])?est|sont|adopte|approuve|rejette|décide|prend acte|vote|émet)\b|à l['’]unanimité|^(?:Votes?|Votants?|Pour|Contre|Abstentions?|Arrivées?|Départs?)\b[^.?!]*\d/u;

/** What stands between fewer labels tells nothing of how turns look. */
const FEWEST_VOICES = 6;

/**
 * Where the words of the last voice end: what stands below them is a signature, a date or a note of whoever
 * wrote it where nearly every voice says one paragraph, and so is what a rule parts from them where none stands
 * between others. Null where nothing tells.
 */
export function endOfVoices(
  read: readonly { readonly paragraph: TextParagraph; readonly opening: Opening | null }[],
  places: readonly number[],
): number | null {
  if (places.length < FEWEST_VOICES) return null;
  const ends = places.map((at) => at + (read[at]?.opening?.words === '' ? 2 : 1));
  const end = ends.at(-1) ?? read.length;
  const longer = ends.slice(0, -1).filter((each, at) => each < (places[at + 1] ?? each));
  if (longer.length * 5 <= places.length) return end;
  const gaps = read.flatMap(({ paragraph }, at) => (paragraph.isAfterGap === true ? [at] : []));
  const [first = read.length] = gaps.filter((at) => at > (places[0] ?? 0));
  return first >= end && first < read.length ? first : null;
}
