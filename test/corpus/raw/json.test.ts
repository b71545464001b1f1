import { expect, test } from 'vitest';
import { linesOf } from './reading.ts';

test('a JSON file is its texts in its order, without its keys, a line each', async () => {
  const json = String.raw`{"titre" : "La piscine", "2": {"b": "deux"}, "1": ["un \"mot\"", 3, null, "\u00e9t\u00e9\\"],
    "fin": "deux\nlignes"}`;
  expect(await linesOf('a.json', json)).toEqual([
    'La piscine',
    'deux',
    'un "mot"',
    'été\\',
    'deux',
    'lignes',
  ]);
});

test.each([
  ['has entities', 'Ici &amp; là &lt;i&gt;', ['Ici & là <i>']],
  ['is a page', '<p>Ouvrons&nbsp;<em>tout</em>.</p>\n<p>Merci.</p>', ['Ouvrons tout.', 'Merci.']],
  ['has an element that is closed', 'La <em>fin</em> &#8211; suite', ['La fin – suite']],
  ['has a sign that is no element', 'Je <bisounours> et 3 < 4', ['Je <bisounours> et 3 < 4']],
  ['names people', '<@U1> et <@U2|jo> et <@U3|@al>', ['@U1 et @jo et @al']],
  ['names a channel or all', '<#C1|salon> <!here> <!subteam^S1|@eux>', ['#salon @here @eux']],
  [
    'has links',
    'Voir <https://exemple.invalid/a|ici> ou <https://exemple.invalid/b>',
    ['Voir ici ou https://exemple.invalid/b'],
  ],
])('a text that %s is read as it is shown', async (_, text, lines) => {
  expect(await linesOf('a.json', JSON.stringify({ text }))).toEqual(lines);
});

test.each([
  ['', 'n’est pas du JSON'],
  ['{"a": "coup', 'n’est pas du JSON'],
  ['"a" "b"', 'n’est pas du JSON'],
])('a file that is none is refused in a sentence: %j', async (json, why) => {
  expect((await linesOf('a.json', json))[0]).toContain(why);
});

test('a deep or a long one is read in a time that its length alone decides', async () => {
  const deep = `${'['.repeat(100_000)}"fond"${']'.repeat(100_000)}`;
  expect([['fond'], [expect.stringContaining('JSON'), 'exportez-le de nouveau']]).toContainEqual(
    await linesOf('a.json', deep),
  );
  const long = '\\<@'.repeat(700_000);
  expect(await linesOf('a.json', JSON.stringify([long]))).toEqual([long]);
});
