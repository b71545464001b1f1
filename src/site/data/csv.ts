import Papa from 'papaparse';
import { quoteDocument } from '../../debate/document.ts';
import { captionOf, dateOf, Quote, shownWords, thesisText } from '../../debate/quote.ts';
import type { Passage } from '../../debate/passage.ts';
import type { Reading, ShownDocument } from '../../debate/reading.ts';
import { formatDate } from '../../french/typography.ts';
import { unsupported } from '../../conversation/sentences.ts';
import { NOTHING, type Format } from './format.ts';

/** Quotations as a spreadsheet takes them, one a row. */
export const csv: Format = {
  extension: 'csv',
  mediaType: 'text/csv; charset=utf-8',
  name: 'CSV',
  *pieces({ passages }) {
    yield HEADER;
    for (const passage of passages) {
      yield `${Papa.unparse([rowOf(passage)], { quotes: true, newline: END })}${END}`;
    }
  },
  read: readCsv,
};

const END = '\r\n';
/** By it spreadsheets know UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF';
const COLUMNS = [
  ...['ref', 'citation', 'idée', 'voix', 'qualité', 'rôle', 'rapporté par', 'œuvre'],
  ...['auteur de l’œuvre', 'éditeur', 'date', 'date écrite', 'adresse', 'page', 'mention'],
];
const HEADER = `${BYTE_ORDER_MARK}${COLUMNS.join(',')}${END}`;

function rowOf(passage: Passage): readonly string[] {
  const quote = Quote.at(passage);
  const { ref, voice, quality, role, reportedBy, date, link, page, source } = quoteDocument(quote);
  const words = passage.text === null ? null : shownWords(quote);
  const thesis = passage.thesis === null ? null : thesisText(passage.thesis);
  return [
    ...[ref, words, thesis, voice, quality, role, reportedBy, source.title, source.author],
    ...[source.publisher, date, formatDate(dateOf(passage)), link, page, captionOf(passage)],
  ].map((cell) => kept(cell ?? ''));
}

/**
 * A spreadsheet would reckon what begins with these signs. Words stand between guillemets, and are never
 * changed; before a name or a sentence of ours that begins so stands an apostrophe, as
 * https://owasp.org/www-community/attacks/CSV_Injection has it.
 */
function kept(cell: string): string {
  return /^'*[=+\-@\t\r]/u.test(cell) ? `'${cell}` : cell;
}

function given(cell: string): string | null {
  return cell === '' ? null : cell.replace(/^'(?='*[=+\-@\t\r])/u, '');
}

function readCsv(piece: string): Reading {
  if (piece === HEADER) return { ...NOTHING, texts: COLUMNS };
  const { data, errors } = Papa.parse<readonly string[]>(piece, { skipEmptyLines: true });
  const sound = data.filter(({ length }) => length === COLUMNS.length);
  const isSound = errors.length === 0 && sound.length === data.length;
  return {
    ...NOTHING,
    facts: sound.map((row) => factsIn(row.map(given))),
    sentences: isSound ? [] : [unsupported(piece)],
  };
}

function factsIn(row: readonly (string | null)[]): ShownDocument {
  const [ref, words, shownThesis, voice, quality, role, reportedBy, title, author, ...others] = row;
  const [publisher, date, dateText, link, page, caption] = others;
  return {
    ...{ ref, shownThesis, voice, quality, role, reportedBy, date, dateText, link, page, caption },
    ...(words === null ? { text: null } : { shown: words }),
    source: { title, author, publisher },
  };
}
