import { decoded, requireFewLines, requireLines } from '../bounds.ts';
import { dateIn, writesDayFirst } from '../dates.ts';
import { type Draft, draftOf, named } from '../draft.ts';
import type { BroughtFile, Format, ReadOptions } from '../format.ts';
import { type QuoteMarks, requireWords, turnsOfMessage } from './messages.ts';
import { namesFor, replaced } from './people.ts';

const DATE = String.raw`\d{1,4}(?<sign>[./-])\d{1,2}\k<sign>\d{2,4}`;
const CLOCK = String.raw`\d{1,2}[:h]\d{2}(?::\d{2})?(?:\s?[ap]\.?\s?m\b\.?)?`;
/** « [12/03/2024 à 14:06:12] Anne Roux : », « 12/03/2024 14:06 - Anne Roux: », « [14:06] <anne> ». */
const STAMP = new RegExp(
  String.raw`^\u200E?\[?(?<date>${DATE})?(?:,|\s+(?:à|at)(?=\s)|T)?\s*${CLOCK}\]?(?:\s*[-–—](?=\s))?\s+`,
  'iu',
);
const NICKNAME = /^<[@+%&~ ]?(?<name>[^<>\s]{1,40})> /u;
const NAME = /^(?<name>[^:<>]{1,60}?)\s?: /u;
/** « From Anne Roux to Everyone: »; what is written to one person is nobody else's to read. */
const SENDER =
  /^(?:From|De)\s+(?<name>[^:]{1,60}?)(?:\s+(?:to|à)\s+(?<to>[^:]{1,80}?))?\s?:(?=\s|$)/u;
const TO_ALL = /^(?:everyone|tout le monde|tous)\b/iu;
/** What a program says in somebody's place: « <Médias omis> »; some of them begin it with a mark that is not seen. */
const NOTICE = /^\s*(?:\u200E|<[^<>]*>\s*$)/u;
const MARKS: QuoteMarks = { line: /^>\s/u, rest: null, isMarkdown: false };
const FIRST_BYTES = 16_384;
const LINE_FEED = 10;

interface Line {
  readonly date: string;
  /** Null for what the program tells. */
  readonly name: string | null;
  readonly words: string;
}

/** A conversation saved as text by the program it was held in: WhatsApp, Signal, Zoom, IRC. */
export const chatLog: Format = {
  label: 'journal de discussion',
  recognises: (file) => /\.(?:txt|log)$/iu.test(file.name) && isLog(file),
  read: readLog,
};

/** Whether most lines begin with a time and two of them with a name. */
function isLog({ name: file, bytes }: BroughtFile): boolean {
  const beginning = bytes.subarray(0, FIRST_BYTES);
  const isCut = beginning.length < bytes.length;
  const whole = isCut ? beginning.subarray(0, beginning.lastIndexOf(LINE_FEED) + 1) : bytes;
  if (whole.length === 0) return false;
  const lines = decoded({ name: file, bytes: whole })
    .split(/[\r\n]+/u)
    .filter((line) => /\S/u.test(line));
  const stamped = lines.map(lineIn).filter((line) => line !== null);
  return (
    stamped.length > lines.length / 2 && stamped.filter(({ name }) => name !== null).length > 1
  );
}

/** A line that begins with a time; null for one that goes on. Without a date a clock may be a recording's. */
function lineIn(line: string): Line | null {
  const stamp = STAMP.exec(line);
  if (stamp === null) return null;
  const rest = line.slice(stamp[0].length);
  const date = stamp.groups?.['date'];
  const marked = NICKNAME.exec(rest) ?? SENDER.exec(rest);
  const signed = marked ?? (date === undefined ? null : NAME.exec(rest));
  if (signed === null && date === undefined && !/^[*-]/u.test(rest)) return null;
  const { name = null, to = 'tous' } = signed?.groups ?? {};
  if (!TO_ALL.test(to)) return { date: '', name: null, words: '' };
  return { date: date ?? '', name, words: rest.slice(signed?.[0].length ?? 0) };
}

function* readLog(file: BroughtFile, { names }: ReadOptions): Iterable<Draft> {
  const text = decoded(file);
  requireLines(file.name, text);
  requireFewLines(file.name, text);
  const messages: { line: Line; words: string[] }[] = [];
  for (const written of text.split(/\r\n|[\r\n]/u)) {
    const line = lineIn(written);
    if (line === null) messages.at(-1)?.words.push(written);
    else messages.push({ line, words: [line.words] });
  }
  const isDayFirst = writesDayFirst(messages.map(({ line }) => line.date).join(' '));
  const shownName = namesFor(names);
  const people = new Set(messages.flatMap(({ line }) => line.name ?? []));
  const shown = (text: string): string =>
    names === 'full' ? text : withMentions(text, people, (name) => shownName(name, name));
  const turns = messages.flatMap(({ line: { name, date }, words }) => {
    if (name === null || isDeed(name, people)) return [];
    const said = shown(words.filter((each) => !NOTICE.test(each)).join('\n'));
    const message = {
      ...{ speaker: named(shownName(name, name), 'orateur'), date: dateIn(date, isDayFirst) },
      ...{ key: null, answers: null, url: null, text: said },
    };
    return turnsOfMessage(file.name, message, MARKS);
  });
  yield requireWords(file.name, draftOf({ kind: 'fil de discussion', turns }));
}

/** WhatsApp writes a mention between marks of direction, of whoever has never written too. */
function withMentions(
  text: string,
  people: ReadonlySet<string>,
  shownName: (name: string) => string,
): string {
  const marked = [...text.matchAll(/@\u2068([^\u2069\n]{1,60})\u2069/gu)].map(
    ([written, name = '']) => [written, `@${shownName(name)}`] as const,
  );
  const typed = [...people].map((name) => [`@${name}`, `@${shownName(name)}`] as const);
  return replaced(text, new Map([...typed, ...marked]));
}

/** « Luc Petit a changé le sujet : … » begins as a message of Luc Petit's, and tells what he did. */
function isDeed(name: string, people: ReadonlySet<string>): boolean {
  const words = name.split(' ');
  return words.some((_, count) => count > 0 && people.has(words.slice(0, count).join(' ')));
}
