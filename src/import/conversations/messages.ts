import { readerText, requireLines } from '../bounds.ts';
import { type Draft, type Paragraph, type Speaker, type Turn, turnOf, unnamed } from '../draft.ts';
import { ImportFault } from '../format.ts';

/** A message somebody posts, as its author typed it. */
export interface Message extends Pick<Turn, 'speaker' | 'key' | 'answers' | 'date' | 'url'> {
  readonly text: string;
}

/** How a platform tells the words of another in a message. */
export interface QuoteMarks {
  /** What a quoted line begins with. */
  readonly line: RegExp;
  /** What makes all the rest of the message quoted; null where nothing does. */
  readonly rest: RegExp | null;
  /** Whether a line break is a mere space, and a quoted paragraph goes on to the next blank line. */
  readonly isMarkdown: boolean;
}

interface Line {
  readonly text: string;
  readonly isQuoted: boolean;
}

/** The turns of a message: what its author says, and what others are quoted for, in order. */
export function turnsOfMessage(file: string, message: Message, marks: QuoteMarks): Turn[] {
  requireLines(file, message.text);
  const parts = runsOf(linesOf(message.text, marks)).map((run) => ({
    quoted: run[0]?.isQuoted === true ? quotedIn(message.speaker) : null,
    paragraphs: paragraphsOf(run, marks),
  }));
  return turnsOfParts(message, parts);
}

/** Somebody quoted whom nothing names. */
export function quotedIn({ name }: Speaker): Speaker {
  return unnamed('cité', { quotedBy: name });
}

/** What one voice says in a message: its author where `quoted` is null. */
export interface Part {
  readonly quoted: Speaker | null;
  readonly paragraphs: readonly Paragraph[];
}

/** The first words of the author have the key of the message, for a key is one turn's. */
export function turnsOfParts(message: Omit<Message, 'text'>, parts: readonly Part[]): Turn[] {
  const { speaker, key, answers, date, url } = message;
  const said = parts.filter(({ paragraphs }) => paragraphs.length > 0);
  const first = said.find(({ quoted }) => quoted === null);
  return said.map((part) => {
    const { quoted, paragraphs } = part;
    if (quoted !== null) return turnOf({ speaker: quoted, paragraphs, url });
    return turnOf({ speaker, paragraphs, answers, date, url, key: part === first ? key : null });
  });
}

/** Text as a paragraph, or none where nothing is seen; halves of characters are seen as U+FFFD. */
export function paragraphOf(text: string): Paragraph[] {
  const seen = readerText(text.toWellFormed());
  return /[^\s\p{Cf}]/u.test(seen) ? [{ text: seen, seconds: null }] : [];
}

/** The turns, of which none has the key of one before it, or answers what is not there. */
export function answering(turns: readonly Turn[]): Turn[] {
  const first = new Map(turns.toReversed().map((turn) => [turn.key, turn]));
  return turns.map((turn) => ({
    ...turn,
    key: first.get(turn.key) === turn ? turn.key : null,
    answers: first.has(turn.answers) ? turn.answers : null,
  }));
}

/** A draft with words of somebody; throws an ImportFault for one without. */
export function requireWords(file: string, draft: Draft): Draft {
  if (draft.turns.length > 0) return draft;
  throw new ImportFault(`${file} ne contient les mots de personne : choisissez un autre fichier`);
}

/** « Transféré : », « [Forwarded from Anne] », « ---- Message transféré ---- » */
const FORWARDED =
  /^[\s*_[-]*(?:forwarded(?: message)?(?: from [^:\]\n]{1,60})?|(?:message )?transféré(?: (?:de|depuis|par) [^:\]\n]{1,60})?)[ *_-]*(?:[:\]][ :]*|\n)/iu;

function linesOf(text: string, { line, rest, isMarkdown }: QuoteMarks): Line[] {
  // What is sent on is another's, whatever the mark of quotations is.
  const own = text.replace(FORWARDED, '');
  let isRestQuoted = own !== text;
  let isOpen = false;
  return own.split(/\r\n|[\n\r]/u).map((written) => {
    isRestQuoted ||= rest?.test(written) ?? false;
    const isMarked = line.test(written);
    const isQuoted = isRestQuoted || isMarked || (isMarkdown && isOpen && /\S/u.test(written));
    const bare = isQuoted ? written.replace(/^[\s>]+/u, '') : written;
    isOpen = isQuoted && /\S/u.test(bare);
    return { text: bare, isQuoted };
  });
}

/** Lines of one voice in a row; a blank line is of the voice before it. */
function runsOf(lines: readonly Line[]): Line[][] {
  const runs: Line[][] = [];
  for (const line of lines) {
    const run = runs.at(-1);
    const isSame = run?.[0]?.isQuoted === line.isQuoted || !/\S/u.test(line.text);
    if (run !== undefined && isSame) run.push(line);
    else runs.push([line]);
  }
  return runs;
}

function paragraphsOf(run: readonly Line[], { isMarkdown }: QuoteMarks): Paragraph[] {
  const texts = run.map(({ text }) => text);
  const blocks = isMarkdown ? texts.join('\n').split(/\n[^\S\n]*\n/u) : texts;
  return blocks.flatMap(paragraphOf);
}
