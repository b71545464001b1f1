import { foldText } from '../../french/words.ts';
import { dateIn } from '../dates.ts';
import { draftOf, named, turnOf, unnamed } from '../draft.ts';
import type { Draft, Paragraph, Speaker, Turn } from '../draft.ts';
import { isAsking, isClock, labelsIn, openingOf, partsOf, speakerOf } from './labels.ts';
import type { Labels, LedParagraph } from './labels.ts';

const LONGEST_TITLE = 150;
const OPENING =
  'ce qui précède la première prise de parole n’est repris que pour le titre et la date';
export const UNLABELLED = 'rien ne dit qui parle : toutes les voix sont non identifiées';
const UNSURE = 'une autre voix peut-être, nommée une seule fois';
const NARRATED = 'le compte rendu le raconte, ou l’on ne sait qui le dit';
const DASH = 'un tiret dit que la voix change, et non qui parle';
/** « – Et la piscine ? »; items of a list begin with a small letter, or end with a semicolon. */
const IS_REPLY = /^[–—] ?\p{Lu}[^]*[.?!…»”]$/u;
const AFTER_HEADING = 'un intertitre précède, et rien ne dit qui parle après lui';
const QUOTED = 'citation dont rien ne nomme l’auteur';

/** A paragraph of a text, with what its file tells of it beside its words. */
export interface TextParagraph extends LedParagraph {
  /** Whether it is set apart as somebody else's words. */
  readonly isQuoted?: boolean;
  /** Whether a heading stands before it: whoever spoke before may have ended. */
  readonly isAfterHeading?: boolean;
  /** Whether something that is nobody's words stands before it: it is not read with what precedes. */
  readonly isAfterGap?: boolean;
}

/**
 * The draft of paragraphs that no format tells the voices of: labels that come back say who speaks, and where
 * there are none, the author whom the file states, or nobody knows. `known` is what the file says of itself;
 * it comes before what the text says.
 */
export function draftOfText(
  paragraphs: readonly TextParagraph[],
  known: Partial<Draft> = {},
): Draft {
  const record = turnsByLabels(paragraphs);
  if (record === null) {
    const author = known.author ?? null;
    const said = paragraphs.filter(({ text }) => isWords(text));
    return draftOf({
      kind: 'texte',
      ...known,
      turns:
        author === null
          ? turnsBy(unnamed('orateur'), said, UNLABELLED)
          : turnsBy(named(author, 'auteur'), said),
      doubts: [...(author === null ? [UNLABELLED] : []), ...(known.doubts ?? [])],
    });
  }
  const { opening, turns } = record;
  return draftOf({
    kind: 'compte rendu',
    isUnbroken: true,
    ...known,
    title: known.title ?? opening.find((each) => each.length <= LONGEST_TITLE) ?? null,
    date: known.date ?? opening.map((line) => dateIn(line)).find((found) => found !== null) ?? null,
    turns,
    doubts: [...(opening.length === 0 ? [] : [OPENING]), ...(known.doubts ?? [])],
  });
}

/** What one person writes, cut where somebody is quoted whom nothing names. */
function turnsBy(
  speaker: Speaker,
  paragraphs: readonly TextParagraph[],
  doubt: string | null = null,
): Turn[] {
  const turns: { isQuoted: boolean; paragraphs: Paragraph[] }[] = [];
  for (const { text, seconds, isQuoted = false, isAfterGap = false } of paragraphs) {
    const last = turns.at(-1);
    if (last?.isQuoted === isQuoted && !isAfterGap) last.paragraphs.push({ text, seconds });
    else turns.push({ isQuoted, paragraphs: [{ text, seconds }] });
  }
  return turns.map(({ isQuoted, paragraphs: said }) =>
    isQuoted
      ? turnOf({ ...quotedBy(speaker.name), paragraphs: said })
      : turnOf({ speaker, paragraphs: said, doubt }),
  );
}

function quotedBy(name: string | null): Pick<Turn, 'speaker' | 'doubt'> {
  return { speaker: unnamed('cité', { quotedBy: name }), doubt: QUOTED };
}

/** What a labelled text gives: what stands before the first voice, and the turns. */
interface Record {
  readonly opening: readonly string[];
  readonly turns: readonly Turn[];
}

/**
 * The turns of paragraphs in which labels name who speaks. Null where labels don't: then nobody knows who
 * does. Stage directions are no voice's; after a heading, or what the minutes tell, nobody knows who goes on.
 */
export function turnsByLabels(paragraphs: readonly TextParagraph[]): Record | null {
  const openings = paragraphs.flatMap(partsOf).map(openingOf);
  const labels = labelsIn(openings);
  if (labels === null) return null;
  const isInterview = openings.some(
    (each) => each !== null && isAsking(each.label) && isVoice(labels(each)),
  );
  const names = new Map<string, string>();
  const writing = new RecordWriter();
  for (const paragraph of paragraphs.flatMap((each) => parted(each, labels))) {
    if (paragraph.isAfterGap === true) writing.cut();
    const opening = openingOf(paragraph);
    const found = opening === null ? null : labels(opening);
    if (opening === null || found === null) writing.goOn(paragraph);
    else if (found === 'unsure') writing.tell(paragraph, UNSURE);
    else {
      const speaker = speakerOf(opening.label, found.why, isInterview);
      const name = speaker.name === null ? null : sameName(speaker.name, names);
      writing.begin({ speaker: { ...speaker, name } });
      writing.say({ text: opening.words, seconds: opening.seconds });
    }
  }
  return writing.end();
}

function isVoice(found: ReturnType<Labels>): boolean {
  return found !== null && found !== 'unsure';
}

/** A paragraph is cut within only where what begins there is a label of the text. */
function parted(paragraph: TextParagraph, labels: Labels): TextParagraph[] {
  const parts: TextParagraph[] = [];
  for (const text of partsOf(paragraph).map((part) => part.text)) {
    const opening = openingOf({ ...paragraph, text });
    const found = opening === null ? null : labels(opening);
    const last = parts.at(-1);
    if (last === undefined) parts.push({ ...paragraph, text });
    else if (found === null || found === 'unsure') {
      parts[parts.length - 1] = { ...last, text: `${last.text} ${text}` };
    } else parts.push({ text, seconds: paragraph.seconds });
  }
  return parts;
}

/** « M. KERBRAT » is called as « M. Kerbrat » is, where that came first. */
function sameName(name: string, names: Map<string, string>): string {
  const known = names.get(foldText(name));
  if (known === undefined) names.set(foldText(name), name);
  return known ?? name;
}

/** Who speaks, and what somebody should look at. */
type Voice = Pick<Turn, 'speaker'> & Partial<Pick<Turn, 'doubt'>>;

class RecordWriter {
  readonly #opening: string[] = [];
  readonly #turns: { turn: Turn; paragraphs: Paragraph[] }[] = [];
  #voice: Voice | null = null;
  #isCut = false;
  /** How the paragraph before ended. */
  #last = '';

  /** A label stands between what it opens and what precedes, be it the same voice's. */
  begin(voice: Voice): void {
    this.#isCut = true;
    this.#voice = voice;
  }

  /** What comes next is a turn of its own. */
  cut(): void {
    this.#isCut = true;
  }

  /** A paragraph that no label opens. */
  goOn({ isQuoted = false, isAfterHeading = false, text, seconds }: TextParagraph): void {
    const paragraph = { text, seconds };
    if (this.#voice !== null && isAfterHeading) this.#interrupt(AFTER_HEADING);
    if (this.#voice === null) this.#opening.push(text);
    else if (isQuoted) this.#aside(paragraph, quotedBy(this.#voice.speaker.name));
    else if (isNarrated(text)) this.tell(paragraph, NARRATED);
    else if (isHeading(text, this.#last)) this.#interrupt(AFTER_HEADING);
    else if (IS_REPLY.test(text) && !this.#last.endsWith(':')) this.tell(paragraph, DASH);
    else this.say(paragraph);
    this.#last = text;
  }

  /** Words that may not be those of the voice that speaks; until the next label, nobody knows who goes on. */
  tell(paragraph: Paragraph, doubt: string): void {
    this.#interrupt(doubt);
    this.say(paragraph);
  }

  /** Words of the voice that speaks, without what is done meanwhile. */
  say({ text: said, seconds }: Paragraph): void {
    if (this.#voice === null) return;
    const parts = said.split(STAGE_DIRECTION).map((part) => part.trim());
    for (const [at, text] of parts.entries()) {
      this.#isCut ||= at > 0;
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

  #interrupt(doubt: string): void {
    this.begin({ speaker: unnamed('orateur'), doubt });
  }

  end(): Record {
    const turns = this.#turns.map(({ turn, paragraphs }) => turnOf({ ...turn, paragraphs }));
    return { opening: this.#opening, turns };
  }

  #add(paragraph: Paragraph, turn: Turn): void {
    const now = this.#turns.at(-1);
    if (now === undefined || this.#isCut) this.#turns.push({ turn, paragraphs: [paragraph] });
    else now.paragraphs.push(paragraph);
    this.#isCut = false;
  }
}

function isWords(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text) && !isClock(text);
}

/** « (Applaudissements.) », between sentences: a sentence between parentheses, as minutes write what is done. */
const STAGE_DIRECTION = /(?<=^|[.!?…»”] )[([]\p{Lu}[^()[\]]*[)\]]\.?(?= |$)/u;

const LONGEST_HEADING = 150;

/** A line that is no sentence, and no part of one: « 3. Budget primitif », « QUESTIONS ORALES », « Vote ». */
function isHeading(text: string, before: string): boolean {
  if (text.length > LONGEST_HEADING || !/^[\p{Lu}\d]/u.test(text)) return false;
  if (/^(?:\d{1,2}|[IVX]{1,4})[.)°] ?[–—-]? ?\p{Lu}/u.test(text)) return !/[?!…]$/u.test(text);
  return !/[.?!…:;,»”")\]]$/u.test(text) && /[.?!…»”")\]]$/u.test(before);
}

/**
 * What whoever writes the minutes tells: it begins with somebody's civility and name and no label, or says
 * what was decided. A voice can say the like, and then is not named.
 */
function isNarrated(text: string): boolean {
  return /^(?:MM?\.|Mmes?|Mlle) \p{Lu}|^(?:Le|La|L['’])\s?(?:conseil|assemblée|séance|délibération|proposition|projet|amendement|motion|vœu|point)\b[^.?!]* (?:est|sont|adopte|approuve|rejette|décide|prend acte|vote|émet)\b|à l['’]unanimité|^(?:Votes?|Votants?|Pour|Contre|Abstentions?|Arrivées?|Départs?)\b[^.?!]*\d/u.test(
    text,
  );
}
