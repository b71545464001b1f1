import { unzipSync } from 'fflate';
import { isUtf8 } from '../decode.ts';
import type { Complaint } from '../faults.ts';

/** Why a raw file cannot be read. */
export class RawFault extends Error {
  override readonly name = 'RawFault';
  readonly complaint: Complaint;

  constructor(complaint: Complaint) {
    super(complaint.join(' : '));
    this.complaint = complaint;
  }
}

/** A declaration stands at the very beginning. */
const DECLARED_WITHIN = 4096;
const DECLARATION =
  /<(?:meta|\?xml)\b[^>]{0,300}?\b(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)/iu;

/**
 * The text of a file that a program wrote for others: in the encoding that its byte order mark tells, in
 * UTF-8 where it is that to the last byte, whatever it declares, else in the one it declares, else in
 * Windows-1252. Throws a RawFault where it is no text.
 */
export function decodeMarked(bytes: Uint8Array): string {
  const utf16 = utf16Of(bytes);
  if (utf16 !== null) return new TextDecoder(utf16).decode(bytes);
  if (bytes.includes(0)) {
    throw new RawFault(['le fichier brut n’est pas du texte', 'enregistrez la page de nouveau']);
  }
  return new TextDecoder(isUtf8(bytes) ? 'utf-8' : declaredIn(bytes)).decode(bytes);
}

/** By its mark, or by the zero beside its first sign where that is one of ASCII. */
export function utf16Of([first, second]: Uint8Array): string | null {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (first === 0 && second !== undefined && second !== 0) return 'utf-16be';
  return second === 0 && first !== undefined && first !== 0 ? 'utf-16le' : null;
}

/** What declares itself UTF-8 and is not is Windows-1252 in our part of the world. */
function declaredIn(bytes: Uint8Array): string {
  const beginning = new TextDecoder('latin1').decode(bytes.subarray(0, DECLARED_WITHIN));
  const [, name = ''] = DECLARATION.exec(beginning) ?? [];
  try {
    const { encoding } = new TextDecoder(name);
    return encoding.startsWith('utf-') ? 'windows-1252' : encoding;
  } catch {
    return 'windows-1252';
  }
}

const MEGABYTE = 1024 * 1024;
const LARGEST_FILE_BYTES = 64 * MEGABYTE;
const LARGEST_BYTES = 256 * MEGABYTE;

/**
 * The files of a zip that are wanted, by name. Throws a RawFault where it is no sound zip, or larger than
 * any document: the size that a zip declares of a file is all that is inflated of it.
 */
export function unzipped(
  bytes: Uint8Array,
  isWanted: (name: string) => boolean,
): ReadonlyMap<string, Uint8Array> {
  let left = LARGEST_BYTES;
  const filter = ({ name, originalSize }: { name: string; originalSize: number }) => {
    if (!isWanted(name)) return false;
    left -= originalSize;
    if (originalSize > LARGEST_FILE_BYTES || left < 0) throw new RawFault(TOO_LARGE);
    return true;
  };
  try {
    return new Map(Object.entries(unzipSync(bytes, { filter })));
  } catch (cause) {
    if (cause instanceof RawFault) throw cause;
    throw new RawFault(NO_ZIP);
  }
}

const TOO_LARGE = [
  'le fichier brut dépasse, une fois décompressé, 64 Mo par partie ou 256 Mo en tout',
  'découpez le document',
] as const;
const NO_ZIP = [
  'le fichier brut n’est pas un document entier',
  'enregistrez le document de nouveau',
] as const;
