import { unzipSync } from 'fflate';
import { RawFault } from './raw-fault.ts';

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
