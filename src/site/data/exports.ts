import { passagePath, refOn, workPath } from '../../debate/address.ts';
import { Cleared, type Gate } from '../../debate/gate.ts';
import { pageWords } from '../../messages/site.ts';
import { html, type Markup } from '../markup.ts';
import type { Href } from '../page.ts';
import { WholeShelves, type Shelves } from '../shelves.ts';
import { argdown, hasRelations } from './argdown.ts';
import { csl } from './csl.ts';
import { csv } from './csv.ts';
import type { Format, Selection } from './format.ts';
import { markdown } from './markdown.ts';
import { ris } from './ris.ts';

/** A file beside a page. */
export interface DataFile {
  /** From the root of the pages. */
  readonly path: string;
  readonly mediaType: string;
  /** One behind another they are the file; each throws a MisquotationError where the gate refuses it. */
  readonly pieces: () => Iterable<Cleared<string>>;
}

/** What such a file holds. */
export function textOf(file: DataFile): string {
  return Array.from(file.pieces(), ({ payload }) => payload).join('');
}

const FORMATS = [markdown, csv, csl, ris, argdown];
/** The formats in which a passage is the same piece in every file that it stands in, and long to read back. */
const SAME_PIECES = [markdown, csv];

/** Pieces that were found true, each with itself. */
type Found = Map<string, Cleared<string>>;

/** The file at a path, `oeuvres/x/citations.ris`; null where there is none. */
export function fileAt(path: string, shelves: WholeShelves, gate: Gate): DataFile | null {
  const [, folder = '', name = ''] = /^(.*\/)?([^/]*)$/su.exec(path) ?? [];
  const format = FORMATS.find((each) => nameIn(folder, each) === name);
  const selection = format === undefined ? null : selectionAt(folder, shelves);
  if (format === undefined || selection === null || !hasFile(format, selection, shelves))
    return null;
  return fileOf(format, selection, shelves, gate);
}

/** Every file of the debate, its works, voices, themes and passages. */
export function* filesOf(shelves: WholeShelves, gate: Gate): Generator<DataFile> {
  const found = new Map<Format, Found>();
  for (const format of SAME_PIECES) found.set(format, new Map());
  for (const path of pathsOf(shelves)) {
    const selection = selectionAt(path, shelves);
    if (selection === null) continue;
    for (const format of formatsOf(selection, shelves))
      yield fileOf(format, selection, shelves, gate, found.get(format));
  }
}

/** Leads from a page to its files; null where it takes all passages to make them. */
export function exportLinks(path: string, shelves: Shelves, href: Href): Markup | null {
  const selection = selectionAt(path, shelves);
  if (selection === null) return null;
  const links = formatsOf(selection, shelves).map(
    (format) => html`<li><a href="${href(path + nameIn(path, format))}">${format.name}</a></li>`,
  );
  return html`<section class="exports" id="exports">
    <h2>${pageWords.cite}</h2>
    <ul>
      ${links}
    </ul>
  </section>`;
}

/** The same for the programs that read its head. */
export function alternateLinks(path: string, shelves: Shelves, href: Href): readonly Markup[] {
  const selection = selectionAt(path, shelves);
  if (selection === null) return [];
  return formatsOf(selection, shelves).map((format) => {
    const [type = ''] = format.mediaType.split(';');
    return html`<link
      rel="alternate"
      type="${type}"
      href="${href(path + nameIn(path, format))}"
    />`;
  });
}

function nameIn(path: string, format: Format): string {
  if (format === argdown) return 'relations.argdown';
  return `${path === '' ? 'debat' : 'citations'}.${format.extension}`;
}

function formatsOf(selection: Selection, shelves: Shelves): readonly Format[] {
  return FORMATS.filter((format) => hasFile(format, selection, shelves));
}

function hasFile(format: Format, { passages }: Selection, shelves: Shelves): boolean {
  return format !== argdown || hasRelations(passages, shelves);
}

function fileOf(
  format: Format,
  selection: Selection,
  shelves: Shelves,
  gate: Gate,
  found?: Found,
): DataFile {
  const { path } = selection;
  return {
    path: path + nameIn(path, format),
    mediaType: format.mediaType,
    *pieces() {
      for (const piece of format.pieces(selection, shelves)) {
        const cleared = found?.get(piece) ?? Cleared.by(gate, piece, format.read);
        found?.set(piece, cleared);
        yield cleared;
      }
    },
  };
}

function* pathsOf(shelves: WholeShelves): Generator<string> {
  yield '';
  for (const source of shelves.sources) yield workPath(source);
  for (const slug of shelves.voices.keys()) yield `voix/${slug}/`;
  for (const slug of shelves.themes.keys()) yield `themes/${slug}/`;
  for (const passage of shelves.corpus.passages) yield passagePath(passage);
}

/** What a page is of; null where there is no such page, or not all passages are at hand. */
function selectionAt(path: string, shelves: Shelves): Selection | null {
  if (!(shelves instanceof WholeShelves)) return null;
  if (path === '') return { path, passages: shelves.corpus.passages };
  const ref = refOn(path);
  const passage = ref === null ? undefined : shelves.passages.get(ref);
  if (passage !== undefined) return { path, passages: [passage] };
  const [, kind = '', name = ''] = /^([a-z]+)\/([a-z0-9-]+)\/$/u.exec(path) ?? [];
  switch (kind) {
    case 'oeuvres': {
      const source = shelves.sources.find(({ id }) => id === name);
      return source === undefined ? null : { path, passages: shelves.inWork(source, 0, Infinity) };
    }
    case 'voix': {
      const voice = shelves.voices.get(name);
      return voice === undefined ? null : { path, passages: shelves.passagesOf(voice.speaker) };
    }
    case 'themes': {
      const theme = shelves.themes.get(name);
      return theme === undefined ? null : { path, passages: theme.passages };
    }
    default:
      return null;
  }
}
