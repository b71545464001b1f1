import { expect, test } from 'vitest';
import { readRawText } from '../../../src/corpus/raw/raw-text.ts';
import { zipOf } from '../../import/zip.ts';

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

test('an archive is read for the messages of its channels, with everybody called by name', async () => {
  const users = [{ id: 'U1', name: 'lise', profile: { real_name: 'Lise Morin' } }];
  const zip = zipOf({
    'essai/users.json': JSON.stringify(users),
    'essai/channels.json': '[{"id": "C1", "name": "piscine"}]',
    'essai/piscine/2024-03-12.json': '[{"text": "<@U1> : voir <#C1> &amp; <@U2>"}]',
  });
  const { raw } = await readRawText('a.ZIP', zip);
  expect(raw).toEqual({
    text: '@Lise Morin : voir #piscine & @U2',
    ...{ isPlain: false, isOrdered: false },
  });
});
