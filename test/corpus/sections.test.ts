import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { withItems, type ListItem } from '../../src/corpus/sections.ts';
import { parseWork, type Work } from '../../src/corpus/parse.ts';
import { SOUND_WORK, changed, fileOf } from '../fixtures/works.ts';

const THESIS = '- Thèse : Une page très suivie peut ne rapporter aucun client : c’est tout.\n';
const LIST = `\n- Thèmes : fans et abonnés, retour sur investissement\n${THESIS}`;
const WITHOUT_THESIS = changed(SOUND_WORK, THESIS, '');
const WITHOUT_LIST = changed(SOUND_WORK, LIST, '');
const ID = 'exemple-2013#page-sans-effet';
const PROPOSED: readonly ListItem[] = [
  { name: 'Thèse proposée', value: 'Une page suivie ne rapporte rien.' },
  { name: 'Mots de recherche', value: 'à quoi sert une page ; clients' },
];
const LINES = PROPOSED.map(({ name, value }) => `- ${name} : ${value}\n`).join('');

function workOf(text: string): Work {
  const { value, faults } = parseWork(fileOf(text));
  if (value === null) throw new Error(JSON.stringify(faults));
  return value;
}

function written(text: string, items = PROPOSED, id = ID): string | null {
  return withItems(text, workOf(text), id, items);
}

/** The longer text without what it has more, after where the two begin to differ. */
function withoutAddition(before: string, after: string): string {
  let place = 0;
  while (place < before.length && before[place] === after[place]) place += 1;
  return after.slice(0, place) + after.slice(place + after.length - before.length);
}

describe('the items of a quotation', () => {
  test('are written after those that it has, and nothing else changes', () => {
    const topics = LIST.slice(0, -THESIS.length);
    expect(written(WITHOUT_THESIS)).toBe(changed(WITHOUT_THESIS, topics, `${topics}${LINES}`));
  });

  test('make a list where there is none', () => {
    const attribution = '— Camille Exemple, auteur\n';
    const list = `${attribution}\n${LINES}`;
    expect(written(WITHOUT_LIST)).toBe(changed(WITHOUT_LIST, attribution, list));
  });

  test('are written at the end of a file that ends without a line end', () => {
    const last = WITHOUT_THESIS.replace(/\n- Thèse : On.*\n$/u, '');
    const text = written(last, PROPOSED, 'exemple-2013#temps-perdu');
    expect(text).toBe(`${last}\n${LINES.trimEnd()}`);
  });

  test('keep the line ends of Windows', () => {
    const windows = WITHOUT_THESIS.replaceAll('\n', '\r\n');
    expect(written(windows)).toBe(written(WITHOUT_THESIS)?.replaceAll('\n', '\r\n'));
  });

  test('keep the bullet and the indentation of the list', () => {
    const starred = changed(WITHOUT_THESIS, '- Thèmes : fans', '  *  Thèmes : fans');
    expect(written(starred)).toContain('investissement\n  *  Thèse proposée : ');
  });

  test('stay as they are where they are written already', () => {
    const given = `${LIST.slice(0, -THESIS.length)}- Mots de recherche : les miens\n`;
    const text = changed(SOUND_WORK, LIST, given);
    const [thesis = ''] = LINES.split(/^(?=- Mots)/mu);
    expect(written(text)).toBe(changed(text, given, `${given}${thesis}`));
  });

  test.each([
    ['a thesis that a person wrote', SOUND_WORK, PROPOSED],
    ['a value that Markdown changes', WITHOUT_THESIS, [{ name: 'Thèse proposée', value: '**x**' }]],
    ['an unknown item', WITHOUT_THESIS, [{ name: 'Sujet', value: 'x' }]],
    ['an empty value', WITHOUT_THESIS, [{ name: 'Thèse proposée', value: '' }]],
    ['a value of two blocks', WITHOUT_THESIS, [{ name: 'Mots de recherche', value: 'x\n\n# y' }]],
  ])('are not written with %s', (_, text, items) => {
    expect(written(text, items)).toBeNull();
  });

  test('are not written where the quotation is not there', () => {
    expect(written(WITHOUT_THESIS, PROPOSED, 'exemple-2013#ailleurs')).toBeNull();
  });

  test('are all that differs, whatever they say', () => {
    const words = fc.stringMatching(/^[A-Za-zéà’]{1,9}(?: [a-zéà0-9’%,]{1,9}){0,8}$/u);
    const newLine = fc.constantFrom('\n', '\r\n');
    const base = fc.constantFrom(WITHOUT_THESIS, WITHOUT_LIST);
    const several = fc.array(words, { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(words, several, base, newLine, (thesis, searchWords, text, end) => {
        const before = text.replaceAll('\n', end);
        const after = written(before, [
          { name: 'Thèse proposée', value: thesis },
          { name: 'Mots de recherche', value: searchWords.join(' ; ') },
        ]);
        const [first, ...others] = workOf(before).passages;
        const expected = { ...first, thesis: { text: thesis, isRead: false }, searchWords };
        expect(workOf(after ?? '').passages).toEqual([expected, ...others]);
        expect(withoutAddition(before, after ?? '')).toBe(before);
      }),
      { numRuns: 60 },
    );
  });
});
