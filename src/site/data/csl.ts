import * as v from 'valibot';
import type { Passage, Source } from '../../debate/passage.ts';
import type { Reading } from '../../debate/reading.ts';
import type { PartialDate } from '../../french/typography.ts';
import { unsupported } from '../../conversation/sentences.ts';
import { NOTHING, type Format } from './format.ts';
import { ALL_KINDS, kindOf } from './kinds.ts';
import { noteOf, readNote } from './notes.ts';

/**
 * Works for whoever makes a bibliography, each with its quotations as notes: the author is the work's, and a
 * note says whose its words are. https://docs.citationstyles.org/en/stable/specification.html
 */
export const csl: Format = {
  extension: 'json',
  mediaType: 'application/vnd.citationstyles.csl+json',
  name: 'CSL-JSON',
  *pieces({ passages }) {
    yield OPENING;
    let before = '';
    for (const [source, those] of Map.groupBy(passages, (each) => each.source)) {
      yield before + JSON.stringify(itemOf(source, those));
      before = SEPARATOR;
    }
    yield CLOSING;
  },
  read: readCsl,
};

const [OPENING, SEPARATOR, CLOSING] = ['[\n', ',\n', '\n]\n'];

function itemOf(source: Source, passages: readonly Passage[]): Item {
  const { id, title, author, publisher, url, date } = source;
  const { csl: type, isPartOfPublisher } = kindOf(source);
  return {
    ...{ id, type, title, language: 'fr' },
    ...(author?.named === true && { author: [{ literal: author.name }] }),
    ...(isPartOfPublisher ? { 'container-title': publisher } : { publisher }),
    ...(date.year !== null && { issued: issuedOn(date) }),
    ...(url !== null && { URL: url }),
    note: passages.map(noteOf).join('\n'),
    custom: { edtf: date.edtf },
  };
}

/** CSL has one word for an approximate date and an uncertain one. */
function issuedOn({
  year,
  month,
  day,
  approximate,
  uncertain,
}: PartialDate): NonNullable<Item['issued']> {
  const parts = [year, month, day].filter((part) => part != null);
  return { 'date-parts': [parts], ...((approximate || uncertain) && { circa: true }) };
}

/** A name may be a pseudonym or a group: only whoever knows which part is the family's may say so. */
const nameShape = v.strictObject({ literal: v.string() });
const itemShape = v.strictObject({
  id: v.string(),
  type: v.picklist(ALL_KINDS.map((each) => each.csl)),
  title: v.string(),
  language: v.literal('fr'),
  author: v.exactOptional(v.tuple([nameShape])),
  publisher: v.exactOptional(v.string()),
  'container-title': v.exactOptional(v.string()),
  issued: v.exactOptional(
    v.strictObject({
      'date-parts': v.tuple([v.array(v.number())]),
      circa: v.exactOptional(v.literal(true)),
    }),
  ),
  URL: v.exactOptional(v.string()),
  note: v.string(),
  custom: v.strictObject({ edtf: v.string() }),
});
type Item = v.InferOutput<typeof itemShape>;

function readCsl(piece: string): Reading {
  if (piece === OPENING || piece === CLOSING) return NOTHING;
  const text = piece.startsWith(SEPARATOR) ? piece.slice(SEPARATOR.length) : piece;
  const { success, output } = v.safeParse(v.pipe(v.string(), v.parseJson(), itemShape), text);
  if (!success || !isDatedAs(output)) return { ...NOTHING, sentences: [unsupported(piece)] };
  const { id, title, author, publisher, custom, URL: url, note } = output;
  return {
    ...NOTHING,
    facts: [
      {
        ...{ id, title, date: custom.edtf, publisher: output['container-title'] ?? publisher },
        ...(author !== undefined && { author: author[0].literal }),
        ...(url !== undefined && { url }),
      },
      ...note.split('\n').map(readNote),
    ],
  };
}

/** Whether its date is what its EDTF says: no more precise, and no surer. */
function isDatedAs({ issued, custom: { edtf } }: Item): boolean {
  const parts = (issued?.['date-parts'][0] ?? []).map((part, place) =>
    String(part).padStart(place === 0 ? 4 : 2, '0'),
  );
  const exact = edtf.replace(/[?~%]$/u, '');
  const isSame = parts.length === 0 ? edtf.startsWith('X') : parts.join('-') === exact;
  return isSame && (issued?.circa === true) === (exact !== edtf);
}
