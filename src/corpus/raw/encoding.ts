import { isUtf8 } from '../decode.ts';
import { RawFault } from './raw-fault.ts';

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
