import { expect, test } from 'vitest';
import { isArchive, readRawText } from '../../../src/corpus/raw/raw-text.ts';

const bytes = new TextEncoder().encode('<p>ca\u00ADfe\u0301 👩\u200D🚒</p>');

test('a file of any other name is plain text, to the character', async () => {
  for (const name of ['a.txt', 'a', 'html', 'a.html.txt', 'a.tex']) {
    const raw = { text: '<p>ca\u00ADfe\u0301 👩\u200D🚒</p>', isPlain: true, isOrdered: true };
    expect((await readRawText(name, bytes)).raw).toEqual(raw);
  }
});

test('a page is no plain text: what cannot be seen is left out, but what joins a pictogram', async () => {
  const { raw } = await readRawText('a.HTML', bytes);
  expect(raw?.text.trim()).toBe('café 👩\u200D🚒');
  expect(raw?.isPlain).toBe(false);
});

test('an archive is known by its name', () => {
  expect(['a.zip', 'A.ZIP', 'zip.txt'].map(isArchive)).toEqual([true, true, false]);
});
