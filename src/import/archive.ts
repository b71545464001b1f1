import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import { requireSize } from './bounds.ts';
import { type BroughtFile, ImportFault } from './format.ts';

/** A zip somebody brings, of which an entry is inflated when it is asked for. */
export interface Archive {
  readonly name: string;
  /** Its files, without its folders, in their order. */
  readonly names: readonly string[];
  /** The file of that name; before it, its own name has the archive's. */
  readonly read: (name: string) => Promise<BroughtFile>;
}

const MEGABYTE = 1024 * 1024;
const MOST_ENTRIES = 20_000;
const LARGEST_ENTRY_BYTES = 256 * MEGABYTE;
const LARGEST_ARCHIVE_BYTES = 1024 * MEGABYTE;
/** Text shrinks ten times, a repetitive log fifty: past this it is made to fill a memory. */
const HIGHEST_RATIO = 200;
/** Small files of one repeated character shrink more, and harm nobody. */
const SMALL_BYTES = MEGABYTE;

/** The entries of a zip. Throws an ImportFault where it cannot be read, or could fill the memory. */
export async function openArchive(file: BroughtFile): Promise<Archive> {
  requireSize(file);
  const { name } = file;
  const { zip, all } = await opened(file);
  const entries = new Map<string, Entry>();
  let declared = 0;
  for (const entry of all) {
    if (entry.isEncrypted()) throw encrypted(name);
    if (entry.uncompressedSize > LARGEST_ENTRY_BYTES) throw tooLarge(name);
    requireRatio(entry.uncompressedSize, entry, name);
    declared += entry.uncompressedSize;
    if (declared > LARGEST_ARCHIVE_BYTES) throw tooLarge(name);
    const isNew = !entry.fileName.endsWith('/') && !entries.has(entry.fileName);
    if (isNew) entries.set(entry.fileName, entry);
  }
  return { name, names: [...entries.keys()], read: reader(zip, name, entries) };
}

/** What systems add to a zip, and hidden files, which no folder is read for either. */
const ADDED = /(?:^|\/)(?:\.|__MACOSX\/|Thumbs\.db$|desktop\.ini$)/iu;

/** Whether a file is a zip, whatever its name. */
export function isZip({ bytes: [first, second] }: BroughtFile): boolean {
  return first === 0x50 && second === 0x4b;
}

/** The files of a zip as those of a folder, each inflated when it is asked for. */
export async function* filesIn(file: BroughtFile): AsyncGenerator<BroughtFile> {
  const archive = await openArchive(file);
  const names = archive.names.filter((name) => !ADDED.test(name));
  if (names.length === 0) {
    throw new ImportFault(`${file.name} ne contient aucun fichier : refaites l’archive`);
  }
  for (const name of names.toSorted()) yield await archive.read(name);
}

/** Whether the list of files at the end of a zip holds this name; the whole zip where the end is cut. */
export function zipNames(file: BroughtFile, name: string): boolean {
  if (!isZip(file)) return false;
  const buffer = bufferOf(file.bytes);
  return buffer.includes(name, directoryOffset(buffer), 'latin1');
}

function directoryOffset(buffer: Buffer): number {
  const end = buffer.lastIndexOf('PK\u0005\u0006', undefined, 'latin1');
  if (end < 0 || end + 20 > buffer.length) return 0;
  const offset = buffer.readUInt32LE(end + 16);
  return offset < end ? offset : 0;
}

/** The same bytes: nothing is copied. */
function bufferOf({ buffer, byteOffset, length }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, length);
}

async function opened({ name, bytes }: BroughtFile): Promise<{ zip: ZipFile; all: Entry[] }> {
  const options = { lazyEntries: true, autoClose: false, validateEntrySizes: true };
  try {
    const zip = await fromBufferPromise(bufferOf(bytes), options);
    if (zip.entryCount <= MOST_ENTRIES) return { zip, all: await Array.fromAsync(zip.eachEntry()) };
  } catch (cause) {
    throw faultOf(name, cause);
  }
  throw new ImportFault(`${name} contient plus de 20 000 fichiers : découpez l’archive`);
}

function requireRatio(inflated: number, { compressedSize }: Entry, archive: string): void {
  if (inflated <= SMALL_BYTES || inflated <= compressedSize * HIGHEST_RATIO) return;
  throw new ImportFault(
    `${archive} contient un fichier compressé plus de 200 fois, ce qu’aucun export ne fait : exportez de nouveau`,
  );
}

function reader(zip: ZipFile, archive: string, entries: ReadonlyMap<string, Entry>) {
  let total = 0;
  const count = (length: number): void => {
    total += length;
    if (total > LARGEST_ARCHIVE_BYTES) throw tooLarge(archive);
  };
  return async (name: string): Promise<BroughtFile> => {
    const entry = entries.get(name);
    if (entry === undefined) {
      throw new ImportFault(`${archive} ne contient pas ${name} : exportez de nouveau`);
    }
    const bytes = await inflated(zip, entry, archive, count);
    return { name: `${archive}/${name}`, bytes, address: null };
  };
}

/** Counts what comes out, for what the header declares may be a lie. */
async function inflated(
  zip: ZipFile,
  entry: Entry,
  archive: string,
  count: (length: number) => void,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    const stream: AsyncIterable<Uint8Array> = await zip.openReadStreamPromise(entry);
    for await (const chunk of stream) {
      length += chunk.length;
      if (length > LARGEST_ENTRY_BYTES) throw tooLarge(archive);
      requireRatio(length, entry, archive);
      count(chunk.length);
      chunks.push(chunk);
    }
  } catch (cause) {
    throw faultOf(archive, cause);
  }
  return Buffer.concat(chunks, length);
}

function faultOf(archive: string, cause: unknown): ImportFault {
  if (cause instanceof ImportFault) return cause;
  const reason = cause instanceof Error ? cause.message : '';
  if (reason.includes('encrypt')) return encrypted(archive);
  if (/absolute path|relative path/u.test(reason)) {
    return new ImportFault(
      `${archive} contient un fichier dont le nom sort de l’archive : refaites l’archive`,
    );
  }
  return new ImportFault(`${archive} n’est pas une archive zip entière : exportez-la de nouveau`);
}

function encrypted(archive: string): ImportFault {
  return new ImportFault(`${archive} est protégé par un mot de passe : refaites l’archive sans`);
}

function tooLarge(archive: string): ImportFault {
  return new ImportFault(
    `${archive} dépasse, une fois décompressé, 256 Mo par fichier ou 1 Go en tout : découpez l’archive`,
  );
}
