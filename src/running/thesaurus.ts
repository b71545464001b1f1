import type { Config } from '../config/config.ts';
import { BotError } from '../errors.ts';
import { thesaurusFrom, type Thesaurus } from '../search/analysis/thesaurus.ts';
import { bytesOf } from './disk.ts';

/** Bytes: that of French takes five million. */
const LARGEST = 100_000_000;

/**
 * The thesaurus of the configuration; null where none is wanted, or where none is installed and none
 * named. Throws a BotError where what is named or installed is no thesaurus.
 */
export function openThesaurus({ file, isNamed }: Config['thesaurus']): Thesaurus | null {
  if (file === null) return null;
  const remedy = 'name a .dat file of MyThes, such as that of Debian’s mythes-fr, or set it to off';
  const fault = (what: string, cause?: unknown) =>
    new BotError('configuration', `THESAURUS_FILE: ${file} ${what}; ${remedy}`, { cause });
  let bytes: Uint8Array | null;
  try {
    bytes = bytesOf(file, LARGEST);
  } catch (cause) {
    throw fault(`is no file that can be read, of ${LARGEST} bytes at most`, cause);
  }
  if (bytes === null && isNamed) throw fault('does not exist');
  if (bytes === null) return null;
  const thesaurus = thesaurusFrom(bytes);
  if (thesaurus === null) throw fault('is not a thesaurus');
  return thesaurus;
}
