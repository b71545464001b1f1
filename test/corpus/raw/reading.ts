import { readRawText } from '../../../src/corpus/raw/raw-text.ts';
import { foldWhiteSpace } from '../../../src/french/typography.ts';

/** The lines that a raw file shows, white space folded, or why it cannot be read. */
export async function linesOf(name: string, file: string | Uint8Array): Promise<readonly string[]> {
  const bytes = typeof file === 'string' ? new TextEncoder().encode(file) : file;
  const { raw, complaint } = await readRawText(name, bytes);
  if (raw === null) return complaint;
  return raw.text
    .split('\n')
    .map(foldWhiteSpace)
    .filter((line) => line !== '');
}

/** The bytes of a text in which each character is one byte, or two. */
export function bytesIn(encoding: 'latin1' | 'utf16le', text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text, encoding));
}
