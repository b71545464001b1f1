import type { Archive } from '../archive.ts';
import { ImportFault, type BroughtFile } from '../format.ts';
import { entriesIn, readXml, type XmlListener } from '../xml.ts';

/** What a style says of the words that have it; its parents' sayings are in it. */
export interface Style {
  readonly isHeading: boolean;
  readonly isQuoted: boolean;
  readonly isLeftOut: boolean;
  readonly isBold: boolean;
  readonly isHidden: boolean;
}

/** The parts of a document that are read. */
export interface WordDocument {
  readonly body: BroughtFile;
  readonly styles: ReadonlyMap<string, Style>;
}

/** Some thousand pages: Word takes five times the text for what it looks like. */
const LARGEST_PART_BYTES = 16 * 1024 * 1024;

/** Reads what a document is made of; throws an ImportFault where it is no document of Word. */
export async function documentIn(archive: Archive): Promise<WordDocument> {
  const path = (await relatedTo('', 'officeDocument', archive)) ?? 'word/document.xml';
  const body = await partOf(path, archive);
  if (body === null) {
    throw new ImportFault(
      `${archive.name} n’est pas un document Word entier : enregistrez-le en .docx avec Word ou LibreOffice`,
    );
  }
  const styles = await relatedTo(path, 'styles', archive);
  const file = styles === null ? null : await partOf(styles, archive);
  return { body, styles: file === null ? new Map() : stylesIn(file) };
}

async function partOf(path: string, { name, names, read }: Archive): Promise<BroughtFile | null> {
  if (!names.includes(path)) return null;
  const part = await read(path);
  if (part.bytes.length <= LARGEST_PART_BYTES) return part;
  throw new ImportFault(`${name} dépasse 16 Mo de texte et de mise en page : découpez-le`);
}

/** The part that has a relation to another, which is the whole package where it has no name. */
async function relatedTo(path: string, relation: string, archive: Archive): Promise<string | null> {
  const [, folder = '', own = ''] = /^(.*\/)?([^/]*)$/u.exec(path) ?? [];
  const file = await partOf(`${folder}_rels/${own}.rels`, archive);
  const found = (file === null ? [] : entriesIn(file)).find(
    ({ name: own, attributes: { Type = '' } }) =>
      own === 'Relationship' && Type.endsWith(`/${relation}`),
  );
  const target = found?.attributes['Target'] ?? null;
  return target?.startsWith('/') === false ? folder + target : (target?.slice(1) ?? null);
}

/** As the document writes it; Word names its own styles in English in every language. */
interface OwnStyle {
  readonly id: string;
  name: string;
  parent: string | null;
  isHeading: boolean;
  isBold: boolean;
  isHidden: boolean;
}

function stylesIn(file: BroughtFile): Map<string, Style> {
  const own = new Map([...readXml(file, ownStyles())].map((style) => [style.id, style]));
  return new Map([...own.keys()].map((id) => [id, styleOf(id, own)]));
}

const MOST_PARENTS = 20;

function styleOf(id: string, own: ReadonlyMap<string, OwnStyle>): Style {
  const line: OwnStyle[] = [];
  for (let next = own.get(id); next !== undefined && line.length < MOST_PARENTS;) {
    line.push(next);
    next = own.get(next.parent ?? '');
  }
  const isNamed = (pattern: RegExp) => line.some(({ name }) => pattern.test(name));
  return {
    isHeading: isNamed(/^(?:heading \d|title|subtitle)$/iu) || line.some((each) => each.isHeading),
    isQuoted: isNamed(/^(?:intense )?quote$/iu),
    isLeftOut: isNamed(/^(?:toc \d|table of figures|caption)$/iu),
    isBold: line.some((each) => each.isBold),
    isHidden: line.some((each) => each.isHidden),
  };
}

function ownStyles(): XmlListener<OwnStyle> {
  let style: OwnStyle | null = null;
  const made: OwnStyle[] = [];
  return {
    open: ({ name, attributes }) => {
      const value = attributes['w:val'] ?? '';
      if (name === 'w:style') {
        const id = attributes['w:styleId'] ?? '';
        const [isHeading, isBold, isHidden] = [false, false, false];
        style = { id, name: '', parent: null, isHeading, isBold, isHidden };
      }
      if (style === null) return;
      if (name === 'w:name') style.name = value;
      if (name === 'w:basedOn') style.parent = value;
      if (name === 'w:outlineLvl') style.isHeading = isOutlined(attributes);
      if (name === 'w:b') style.isBold = isOn(attributes);
      if (name === 'w:vanish') style.isHidden = isOn(attributes);
    },
    text: () => undefined,
    close: (name) => {
      if (name !== 'w:style' || style === null) return;
      made.push(style);
      style = null;
    },
    made,
  };
}

/** Whether a property that is on or off is on. */
export function isOn(attributes: Readonly<Record<string, string>>): boolean {
  return !/^(?:0|false|off)$/u.test(attributes['w:val'] ?? '');
}

/** Whether a paragraph is a heading: nine means none. */
export function isOutlined(attributes: Readonly<Record<string, string>>): boolean {
  return /^[0-8]$/u.test(attributes['w:val'] ?? '');
}
