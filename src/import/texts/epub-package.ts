import type { Archive } from '../archive.ts';
import { addressIn } from '../bounds.ts';
import { dateAt, dateIn } from '../dates.ts';
import { ImportFault } from '../format.ts';
import { entriesIn, type Entry } from '../xml.ts';

/** What a book says of itself, and its chapters in the order they are read. */
export interface Book {
  readonly title: string | null;
  /** Who wrote it, as far as the book says: editors and translators are not among them. */
  readonly authors: readonly string[];
  readonly publisher: string | null;
  /** In EDTF, of the words where the book says it, else of the book. */
  readonly date: string | null;
  readonly isDateOfWords: boolean;
  readonly url: string | null;
  /** The names of its chapters in the archive. */
  readonly chapters: readonly string[];
}

const CONTAINER = 'META-INF/container.xml';
const ENCRYPTION = 'META-INF/encryption.xml';
/** Fonts are scrambled so in books that everybody may read. */
const OF_FONTS = /^http:\/\/(?:www\.idpf\.org\/2008\/embedding|ns\.adobe\.com\/pdf\/enc#RC)$/u;

/** Reads the package of a book; throws an ImportFault where it has none, or is protected. */
export async function bookIn(archive: Archive): Promise<Book> {
  const entriesOf = async (name: string) => entriesIn(await archive.read(name));
  if (archive.names.includes(ENCRYPTION)) {
    const methods = (await entriesOf(ENCRYPTION)).filter(({ name }) => name === 'EncryptionMethod');
    if (methods.some(({ attributes }) => !OF_FONTS.test(attributes['Algorithm'] ?? ''))) {
      throw new ImportFault(
        `${archive.name} est protégé par un verrou numérique : demandez à l’éditeur un fichier sans verrou`,
      );
    }
  }
  if (!archive.names.includes(CONTAINER)) throw notBook(archive);
  const roots = (await entriesOf(CONTAINER)).filter(({ name }) => name === 'rootfile');
  const path = roots[0]?.attributes['full-path'];
  if (path === undefined || !archive.names.includes(path)) throw notBook(archive);
  return bookOf(await entriesOf(path), path, archive);
}

function notBook({ name }: Archive): ImportFault {
  return new ImportFault(`${name} n’est pas un livre EPUB entier : enregistrez-le de nouveau`);
}

function bookOf(all: readonly Entry[], path: string, { names }: Archive): Book {
  const named = (wanted: string) => all.filter(({ name }) => name === wanted);
  const words = (wanted: string) => named(wanted).flatMap((each) => each.words || []);
  const dates = named('date');
  const first = dates.find((each) => attribute(each, 'event') === 'original-publication');
  const date =
    [first, ...dates].flatMap(
      (each) => dateIn(each?.words ?? '') ?? dateAt(each?.words) ?? [],
    )[0] ?? null;
  const addresses = [...words('identifier'), ...words('source')];
  const items = new Map(named('item').map((each) => [each.attributes['id'], each.attributes]));
  const skipped = new Set(
    named('reference')
      .filter((each) => FRAME.test(each.attributes['type'] ?? ''))
      .map((each) => pathFrom(path, each.attributes['href'] ?? '')),
  );
  const chapters = named('itemref').flatMap(({ attributes: { idref = '', linear } }) => {
    const item = items.get(idref);
    if (item === undefined || linear === 'no' || /\bnav\b/u.test(item['properties'] ?? ''))
      return [];
    const chapter = pathFrom(path, item['href'] ?? '');
    return names.includes(chapter) ? [chapter] : [];
  });
  // InDesign names the whole of a short book its table of contents.
  const kept = chapters.filter((chapter) => !skipped.has(chapter));
  return {
    title: words('title')[0] ?? null,
    authors: authorsIn(all),
    publisher: words('publisher')[0] ?? null,
    ...{ date, isDateOfWords: first !== undefined },
    url: addresses.flatMap((each) => addressIn(each) ?? [])[0] ?? null,
    chapters: [...new Set(kept.length > 0 ? kept : chapters)],
  };
}

/** What frames a book, in the words of EPUB 2. */
const FRAME = /^(?:cover|title-?page|toc|index|copyright-page|colophon|bibliography|notes)$/u;

function authorsIn(all: readonly Entry[]): string[] {
  const refinements = all.filter(({ attributes }) => attributes['property'] === 'role');
  const rolesOf = ({ attributes }: Entry) =>
    refinements.filter((each) => each.attributes['refines'] === `#${attributes['id'] ?? ''}`);
  return all
    .filter(({ name, words }) => name === 'creator' && words !== '')
    .filter((each) => {
      const roles = [
        attribute(each, 'role') ?? [],
        ...rolesOf(each).map(({ words }) => words),
      ].flat();
      return roles.length === 0 || roles.includes('aut');
    })
    .map(({ words }) => words);
}

function attribute({ attributes }: Entry, name: string): string | null {
  return attributes[`opf:${name}`] ?? attributes[name] ?? null;
}

/** A name in the archive, from what the package at `path` calls it. */
function pathFrom(path: string, href: string): string {
  const base = new URL(path.split('/').map(encodeURIComponent).join('/'), 'epub:///');
  if (!URL.canParse(href, base.href)) return '';
  try {
    return decodeURIComponent(new URL(href, base).pathname.replace(/^\/+/u, ''));
  } catch {
    return '';
  }
}
