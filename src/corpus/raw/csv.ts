/** Every field of a table, a line each, in the order of the file; quotation marks that are doubled are one. */
export function csvText(file: string): string {
  const separator = separatorOf(file);
  const fields: string[] = [];
  for (let at = 0; at < file.length;) {
    const isQuoted = file[at] === '"';
    const end = isQuoted ? endOfQuoted(file, at) : endOfBare(file, at, separator);
    fields.push(isQuoted ? file.slice(at + 1, end - 1).replaceAll('""', '"') : file.slice(at, end));
    at = end + 1;
  }
  return fields.join('\n');
}
import { RawFault } from './bytes.ts';

/** Just after the mark that closes the field. */
function endOfQuoted(file: string, start: number): number {
  for (let mark = file.indexOf('"', start + 1); mark >= 0;) {
    if (file[mark + 1] !== '"') return mark + 1;
    mark = file.indexOf('"', mark + 2);
  }
  throw new RawFault([
    'le tableau brut a des guillemets qui ne se ferment pas',
    'exportez-le de nouveau',
  ]);
}

function endOfBare(file: string, start: number, separator: string): number {
  let at = start;
  while (at < file.length && file[at] !== separator && file[at] !== '\n') at += 1;
  return at;
}

/** Of the signs that programs write between fields, the most frequent outside quotation marks in the first line. */
function separatorOf(file: string): string {
  const counts = new Map([',', ';', '\t'].map((sign) => [sign, 0]));
  let isInside = false;
  for (const sign of file.slice(0, file.search(/[\r\n]|$/u))) {
    if (sign === '"') isInside = !isInside;
    const count = counts.get(sign);
    if (count !== undefined && !isInside) counts.set(sign, count + 1);
  }
  const [most] = [...counts].toSorted(([, a], [, b]) => b - a);
  return most?.[0] ?? ',';
}
