import type { Passage, Source } from '../../debate/passage.ts';
import type { Reading, ShownDocument } from '../../debate/reading.ts';
import type { PartialDate } from '../../french/typography.ts';
import { unsupported } from '../../conversation/sentences.ts';
import { NOTHING, type Format } from './format.ts';
import { ALL_KINDS, kindOf } from './kinds.ts';
import { noteOf, readNote } from './notes.ts';

/**
 * The same as CSL-JSON in the form that most reference managers take, a note a quotation:
 * https://en.wikipedia.org/wiki/RIS_(file_format)
 */
export const ris: Format = {
  extension: 'ris',
  mediaType: 'application/x-research-info-systems; charset=utf-8',
  name: 'RIS',
  *pieces({ passages }) {
    for (const [source, those] of Map.groupBy(passages, (each) => each.source)) {
      yield recordOf(source, those);
    }
  },
  read: readRis,
};

const END = '\r\n';

function recordOf(source: Source, passages: readonly Passage[]): string {
  const { id, title, author, publisher, url, date } = source;
  const { ris: type, isPartOfPublisher } = kindOf(source);
  const isExact = date.year !== null && !date.approximate && !date.uncertain;
  const fields: readonly (readonly [tag: string, value: string | null])[] = [
    ['TY', type],
    ['ID', id],
    ['TI', title],
    ['AU', author?.named === true ? author.name : null],
    [isPartOfPublisher ? 'T2' : 'PB', publisher],
    ['PY', isExact ? yearOf(date) : null],
    ['DA', date.year === null ? null : dateIn(date)],
    ['UR', url],
    ['LA', 'fr'],
    ...passages.map((passage) => ['N1', noteOf(passage)] as const),
    ['ER', ''],
  ];
  const given = fields.filter(([, value]) => value !== null);
  return given.map(([tag, value]) => `${tag}  - ${value ?? ''}${END}`).join('');
}

/** What stands behind a date, where its doubt has a place. */
const DOUBTS: readonly (readonly [mark: string, words: string])[] = [
  ['~', 'vers'],
  ['?', 'date incertaine'],
  ['%', 'vers, date incertaine'],
];

const yearOf = ({ year }: PartialDate) => String(year).padStart(4, '0');

/** Year, month, day and anything else, with a slash after each. */
function dateIn({ edtf }: PartialDate): string {
  const [, exact = '', mark = ''] = /^(.*?)([?~%]?)$/u.exec(edtf) ?? [];
  const [year = '', month = '', day = ''] = exact.split('-');
  const words = DOUBTS.find(([each]) => each === mark)?.[1] ?? '';
  return [year, month, day, words].join('/');
}

const TAGS = new Set(['TY', 'ID', 'TI', 'AU', 'T2', 'PB', 'PY', 'DA', 'UR', 'LA', 'N1', 'ER']);
const LINE = /^(?<tag>[A-Z][A-Z\d]) {2}- (?<value>.*)$/su;

function readRis(piece: string): Reading {
  const lines = piece.split(END).slice(0, -1);
  const fields = lines.map((line) => {
    const { tag = '', value = line } = LINE.exec(line)?.groups ?? {};
    return { tag, value };
  });
  const tags = fields.map(({ tag }) => tag);
  const valueOf = (tag: string) => fields.find((each) => each.tag === tag)?.value;
  const isSound =
    piece.endsWith(END) &&
    tags.every((tag) => TAGS.has(tag)) &&
    tags.filter((tag) => tag !== 'N1').length ===
      new Set(tags).size - Number(tags.includes('N1')) &&
    ALL_KINDS.some(({ ris: type }) => type === valueOf('TY')) &&
    valueOf('LA') === 'fr' &&
    valueOf('ER') === '' &&
    (valueOf('PY') ?? valueOf('DA')?.slice(0, 4)) === valueOf('DA')?.slice(0, 4);
  if (!isSound) return { ...NOTHING, sentences: [unsupported(piece)] };
  const notes = fields.filter(({ tag }) => tag === 'N1').map(({ value }) => readNote(value));
  return { ...NOTHING, facts: [workIn(valueOf), ...notes] };
}

function workIn(valueOf: (tag: string) => string | undefined): ShownDocument {
  const facts = {
    id: valueOf('ID') ?? '',
    title: valueOf('TI') ?? '',
    author: valueOf('AU'),
    publisher: valueOf('T2') ?? valueOf('PB') ?? '',
    date: edtfIn(valueOf('DA')),
    url: valueOf('UR'),
  };
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
}

function edtfIn(date: string | undefined): string {
  if (date === undefined) return 'XXXX';
  const [year, month, day, words = '', ...others] = date.split('/');
  const mark = DOUBTS.find(([, each]) => each === words)?.[0] ?? words;
  const exact = [year, month, day].filter((part) => part !== undefined && part !== '').join('-');
  return exact + mark + others.join('/');
}
