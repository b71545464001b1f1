import Papa from 'papaparse';
import { addressIn, decoded, readerText, requireFewLines, requireLines } from '../bounds.ts';
import { firstName, namesFor, type ShownName } from '../conversations/people.ts';
import { answering, paragraphOf, requireWords } from '../conversations/messages.ts';
import { dateIn, dayOf, writesDayFirst } from '../dates.ts';
import { draftOf, named, turnOf, unnamed, type Draft, type Speaker, type Turn } from '../draft.ts';
import { ImportFault, type BroughtFile, type Format, type Names } from '../format.ts';
import { columnsOf, type Columns } from './csv-columns.ts';

/** A table of what people wrote, one row a contribution: Talk to the City, Polis, consultations, forms. */
export const csv: Format = {
  label: 'tableau CSV',
  recognises: ({ name }) => ENDING.test(name),
  *read(file, { names }) {
    const [header = [], ...rows] = rowsOf(file);
    const columns = columnsOf(header, rows);
    if (columns.length === 0) throw withoutWords(file.name, header);
    const whole = rows.filter(({ length }) => length <= header.length);
    const table = { file: file.name, rows: whole, left: rows.length - whole.length };
    const shown = { shownName: namesFor(names), names };
    for (const each of columns) yield draftIn(table, each, shown);
  },
};

const ENDING = /\.(?:csv|tsv)(?:[?#].*)?$/iu;
/** A consultation of a whole country is cut in several files. */
const MOST_CHARACTERS = 32_000_000;
const LONGEST_LIST = 120;

function withoutWords(name: string, header: readonly string[]): ImportFault {
  const list = header
    .map((each) => `« ${each.trim()} »`)
    .join(', ')
    .slice(0, LONGEST_LIST)
    .toWellFormed();
  return new ImportFault(
    `${name} n’a aucune colonne de paroles parmi ${list} : nommez « commentaire » celle qui en a, « auteur » celle de qui parle`,
  );
}

/** How people are called, the same in every work of a file. */
interface Shown {
  readonly shownName: ShownName;
  readonly names: Names;
}

interface Table {
  readonly file: string;
  readonly rows: readonly string[][];
  /** How many rows were left out, for they have more cells than the header. */
  readonly left: number;
}

function draftIn({ file, rows, left }: Table, columns: Columns, shown: Shown): Draft {
  const kept = rows.filter((row) => !isRejected(row, columns));
  const turns = answering(turnsOf(kept, columns, shown));
  return requireWords(
    file,
    draftOf({
      title: columns.question === null ? null : readerText(columns.question),
      kind: columns.question === null ? 'contributions' : 'réponses à une question',
      typedBy: 'tableau importé, ni relu ni retapé',
      turns,
      doubts: [
        ...(turns.every(({ speaker }) => speaker.name === null) ? [UNNAMED] : []),
        ...counted(left, 'plus de cases que le tableau n’a de colonnes'),
        ...counted(rows.length - kept.length, 'été écartées par la modération'),
      ],
    }),
  );
}

const UNNAMED = 'le tableau ne nomme personne : toutes les voix sont non identifiées';

function counted(count: number, what: string): string[] {
  return count === 0 ? [] : [`lignes laissées de côté, car elles ont ${what} : ${count}`];
}

function rowsOf(file: BroughtFile): string[][] {
  const text = decoded(file);
  requireLines(file.name, text);
  if (text.length > MOST_CHARACTERS) {
    throw new ImportFault(`${file.name} dépasse 32 Mo : découpez-le en plusieurs fichiers`);
  }
  requireFewLines(file.name, text);
  const { data, errors } = Papa.parse<string[]>(text, {
    delimiter: delimiterOf(text),
    skipEmptyLines: 'greedy',
  });
  const fault = errors.find(({ type }) => type === 'Quotes');
  if (fault === undefined) return data;
  throw new ImportFault(
    `${file.name} a des guillemets qui ne se ferment pas à sa ligne ${(fault.row ?? 0) + 1} : corrigez-les, ou exportez-le de nouveau`,
  );
}

/** What stands most often between the names of the columns; the comma where nothing does. */
function delimiterOf(text: string): string {
  const [header = ''] = text.split(/[\r\n]/u, 1);
  const bare = header.replace(/"[^"]*"/gu, '');
  const count = (sign: string) => bare.split(sign).length;
  return [',', ';', '\t'].reduce((most, sign) => (count(sign) > count(most) ? sign : most));
}

/** Polis writes -1 for what its moderators showed nobody. */
function isRejected(row: readonly string[], { moderated }: Columns): boolean {
  return moderated !== null && row[moderated]?.trim() === '-1';
}

function turnsOf(rows: readonly string[][], columns: Columns, shown: Shown): Turn[] {
  const dayFirst = columns.dates.map((at) => {
    return writesDayFirst(rows.map((row) => row[at] ?? '').join(' '));
  });
  const cell = (row: readonly string[], at: number | null) => (at === null ? '' : (row[at] ?? ''));
  return rows.flatMap((row) => {
    const seconds = columns.dates
      .map((at) => secondsIn(cell(row, at)))
      .find((each) => each !== null);
    const paragraphs = cell(row, columns.words)
      .split(/[\r\n]+/u)
      .flatMap(paragraphOf)
      .map((each) => ({ ...each, seconds: seconds ?? null }));
    if (paragraphs.length === 0) return [];
    const days = columns.dates.map((at, rank) => dayIn(cell(row, at), dayFirst[rank] ?? false));
    return [
      turnOf({
        ...{ speaker: speakerOf(row, columns, shown), paragraphs },
        key: cell(row, columns.key).trim() || null,
        answers: cell(row, columns.answers).trim() || null,
        date: days.find((day) => day !== null) ?? null,
        url: addressIn(cell(row, columns.url)),
      }),
    ];
  });
}

/** « 00:15:30 », when it is said in a recording, in seconds; null for what is no such time. */
function secondsIn(text: string): number | null {
  const clock = /^\s*(\d{1,2}(?::\d{2}){1,2})(?:[.,]\d+)?\s*$/u.exec(text)?.[1];
  return clock?.split(':').reduce((sum, part) => sum * 60 + Number(part), 0) ?? null;
}

/** The day of a cell, which programs write in seconds or milliseconds too. */
function dayIn(cell: string, dayFirst: boolean): string | null {
  const [, seconds, thousandths] = /^\s*(\d{10})(\d{3})?(?:\.\d+)?\s*$/u.exec(cell) ?? [];
  return seconds === undefined
    ? dateIn(cell, dayFirst)
    : dayOf(Number(`${seconds}${thousandths ?? '000'}`));
}

/** What has a figure or no letter, an address or a long code tells people apart and names nobody. */
const IDENTIFIER = /\d|@|^\P{L}*$|^\S{25,}$/u;
/** What programs and people write where nobody is named. */
const NOBODY = /^(?:#?n\/a|nan|null|none|unknown|inconnu(?:e|\(e\))?|anonym(?:e|ous))$/iu;

function speakerOf(
  row: readonly string[],
  { person, personId, role }: Columns,
  { shownName, names }: Shown,
): Speaker {
  // « RA: » in a column of who speaks is « RA ».
  const cell = firstName(row[person ?? -1]).replace(/\s*:$/u, '');
  const [, name = cell, quality = null] = NAME_AND_QUALITY.exec(cell) ?? [];
  const written = NOBODY.test(name) ? '' : name;
  const id = firstName(row[personId ?? -1], written);
  if (id === '') return unnamed(role);
  const isName = written !== '' && !IDENTIFIER.test(written);
  if (!isName && names !== 'numbers') return unnamed(role);
  return named(shownName(id, written), role, names === 'full' ? { quality } : {});
}

/** « Lise M., 58 ans, aide à domicile », and not « Morin, Lise ». */
const NAME_AND_QUALITY = /^([^,]+), ([\p{Ll}\d].*)$/u;
