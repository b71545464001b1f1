import type { types } from '@slack/bolt';
import type { ComparisonReply } from '../../../debate/reply.ts';
import type { ShownQuotation } from '../../../debate/reading.ts';
import { captionOf, linkOf, shownWords, UNQUOTED } from '../../../debate/quote.ts';
import { capitalised } from '../../../french/typography.ts';
import { messages } from '../../../messages/messages.ts';
import { labels } from '../../../messages/slack.ts';
import { CAPTION, type StatementReader } from '../../../conversation/sentences.ts';
import type { ShownQuote } from '../../../conversation/layout.ts';
import { richText, shownIn, words } from './blocks.ts';

// A table of two voices: each has its column, what faces each other a row. Slack takes one table a message,
// in messages alone, of 100 rows and 10,000 characters over all cells; these hold rich text, whose words it does
// not parse. One section a cell, with breaks in it: the form that the examples of its documentation have.
// https://docs.slack.dev/reference/block-kit/blocks/table-block

type Cell = types.RichTextBlock;
type Element = types.RichTextElement;

const LONGEST_TABLE = 10_000;
const BREAK = '\n';
const BOLD = { bold: true } as const;
const SEPARATED = ' · ';
/** The number of a quotation, before its words. */
const LABEL = /^\[(?<number>\d+)\] $/u;

/** The quotations of two voices face to face; null where a table cannot hold them all, whole. */
export function tableOf(
  { sides: [one, other] }: Pick<ComparisonReply, 'sides'>,
  quotes: readonly ShownQuote[],
): types.TableBlock | null {
  const shownAs = new Map(quotes.map((shown) => [shown.quote, shown]));
  const rows = one.quotes.map((quote, row) =>
    [quote, other.quotes[row]].flatMap((each) => shownAs.get(each ?? quote) ?? []),
  );
  if (one.quotes.length !== other.quotes.length || rows.length === 0) return null;
  const heads = [one, other].map(({ speaker }) =>
    cellOf([words(capitalised(speaker.label), BOLD)]),
  );
  const table: types.TableBlock = {
    type: 'table',
    rows: [heads, ...rows.map((row) => row.map(quotationCell))],
    column_settings: [{ is_wrapped: true }, { is_wrapped: true }],
  };
  const length = shownIn(table).reduce((sum, text) => sum + text.length, 0);
  return length > LONGEST_TABLE ? null : table;
}

function quotationCell({ quote, above, number }: ShownQuote): Cell {
  const { passage } = quote;
  const said = shownWords(quote);
  const url = linkOf(passage);
  return cellOf([
    ...(above === null ? [] : [words(above, BOLD), words(BREAK)]),
    ...(number === null ? [] : [words(`[${number}] `, BOLD)]),
    ...(passage.text === null
      ? [words(UNQUOTED), words(said.slice(UNQUOTED.length), { italic: true })]
      : [words(said)]),
    words(BREAK),
    words(CAPTION + captionOf(passage)),
    words(SEPARATED),
    url === null ? words(messages.unknownAddress()) : { type: 'link', url, text: labels.original },
  ]);
}

function cellOf(elements: readonly Element[]): Cell {
  return richText([{ type: 'rich_text_section', elements: [...elements] }]);
}

type Opened = { -readonly [Key in keyof ShownQuotation]: ShownQuotation[Key] };

interface ReadTable {
  readonly quotations: readonly ShownQuotation[];
  readonly texts: readonly string[];
}

/** Reads a table back, cell by cell: each quotation with the voice at the head of its column. */
export function readTable({ rows }: types.TableBlock, statements: StatementReader): ReadTable {
  const [first = [], ...others] = rows;
  const heads = first.map(textOf);
  const read = others.flatMap((row) =>
    row.map((cell, column) => readCell(cell, heads[column] ?? '', statements)),
  );
  statements.end();
  return {
    quotations: read.flatMap(({ quotations }) => quotations),
    texts: [...heads, ...read.flatMap(({ texts }) => texts)],
  };
}

type AnyCell = types.TableBlock['rows'][number][number];

function readCell(cell: AnyCell, head: string, statements: StatementReader): ReadTable {
  const quotations: Opened[] = [];
  const texts: string[] = [];
  for (const line of linesOf(cell)) {
    const text = line.map(textOfElement).join('');
    const [first, ...rest] = line;
    const number = LABEL.exec(textOfElement(first))?.groups?.['number'];
    const said = number === undefined ? text : rest.map(textOfElement).join('');
    const last = quotations.at(-1);
    if (said.startsWith('«') || said.startsWith(UNQUOTED)) {
      const label = number === undefined ? {} : { label: number };
      const shown = { words: said, caption: '', url: null, speaker: head };
      quotations.push({ ...shown, ...statements.over(), ...label });
    } else if (last?.caption === '' && text.startsWith(CAPTION)) texts.push(...caption(last, line));
    else if (!statements.reads(text)) texts.push(text);
  }
  return { quotations, texts };
}

/** Reads the line under a quotation; what else stands in it is told. */
function caption(quotation: Opened, [first, , ...others]: readonly Element[]): readonly string[] {
  quotation.caption = textOfElement(first).slice(CAPTION.length);
  return others.flatMap((each) => {
    if (each.type !== 'link') return [textOfElement(each)];
    const isFirst = quotation.url === null;
    quotation.url ??= each.url;
    return [each.text ?? '', ...(isFirst ? [] : [each.url])];
  });
}

/** The elements of a cell between its breaks; of a cell of another form, all that it shows. */
function linesOf(cell: AnyCell): readonly (readonly Element[])[] {
  const [only, ...others] = cell.type === 'rich_text' ? cell.elements : [];
  if (only?.type !== 'rich_text_section' || others.length > 0) return [[words(textOf(cell))]];
  const lines: Element[][] = [[]];
  for (const element of only.elements) {
    if (element.type === 'text' && element.text === BREAK) lines.push([]);
    else lines.at(-1)?.push(element);
  }
  return lines;
}

function textOf(cell: AnyCell): string {
  return cell.type === 'rich_text' ? shownIn(cell).join('') : JSON.stringify(cell);
}

/** A mention stands as Slack writes one. */
function textOfElement(element: Element | undefined): string {
  if (element === undefined) return '';
  if (element.type === 'text') return element.text;
  return element.type === 'link' ? (element.text ?? element.url) : JSON.stringify(element);
}
