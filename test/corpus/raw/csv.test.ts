import { expect, test } from 'vitest';
import { bytesIn, linesOf } from './reading.ts';

test('a table is its fields, a line each, quotation marks undone', async () => {
  const csv = 'id,comment\r\n1,"La piscine, ""tôt"""\r\n2,\r\n3,"Le bus\naussi"';
  expect(await linesOf('a.csv', csv)).toEqual([
    ...['id', 'comment', '1', 'La piscine, "tôt"', '2', '3', 'Le bus', 'aussi'],
  ]);
});

test('a table is separated by what separates its first line, in the encoding it is in', async () => {
  expect(await linesOf('a.csv', '"a;b;c",d,e\n1;2,3')).toEqual(['a;b;c', 'd', 'e', '1;2', '3']);
  const csv = 'r\u00E9f\u00E9rence;avis\n1;Oui, d\u00E9j\u00E0\n';
  expect(await linesOf('a.csv', bytesIn('latin1', csv))).toEqual([
    ...['référence', 'avis', '1', 'Oui, déjà'],
  ]);
  expect(await linesOf('a.tsv', 'a\tb\n1,5\t2')).toEqual(['a', 'b', '1,5', '2']);
});

test('a table whose quotation marks are left open is told', async () => {
  expect(await linesOf('a.csv', 'a,b\n1,"deux')).toEqual([
    'le tableau brut a des guillemets qui ne se ferment pas',
    'exportez-le de nouveau',
  ]);
});
