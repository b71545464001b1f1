import { describe, expect, test } from 'vitest';
import { SOUND_WORK, changed, faultsOf, faultsWith, fileOf } from '../fixtures/works.ts';
import { parseWork } from '../../src/corpus/parse.ts';

const KIND = 'kind: article de blog';
const REASON = '    reason: glose du glossaire';

describe('a front matter is refused', () => {
  test.each([
    ['an unknown key', KIND, `genre: x\n${KIND}`, '8:1 clé inconnue « genre »'],
    ['a __proto__ key', KIND, `__proto__: {url: x}\n${KIND}`, '8:1 clé inconnue « __proto__ »'],
    ['a constructor key', KIND, `constructor: x\n${KIND}`, '8:1 clé inconnue « constructor »'],
    ['a key given twice', KIND, `id: x\n${KIND}`, '8:1 YAML illisible : Map keys must be unique'],
    ['an unclosed quotation', 'Le Carnet', '"Le Carnet', 'YAML illisible : Missing closing'],
    ['an empty value', 'date: 2013-03', 'date:', '6:1 clé « date » absente ou vide'],
    ['a blank value', 'Le Carnet', '" "', '5:1 clé « publisher » absente ou vide'],
    ['a mapping for a text', 'Le Carnet', '{a: b}', '5:1 valeur inattendue pour « publisher »'],
    ['a list for a text', 'Le Carnet', '[a, b]', '5:1 valeur inattendue pour « publisher »'],
    ['an id that is no slug', ': exemple-2013', ': Exemple', '2:1 valeur inattendue pour « id »'],
    ['an id with accents', ': exemple-2013', ': été', '2:1 valeur inattendue pour « id »'],
    ['half an address', 'https://', 'www.', '7:1 valeur inattendue pour « url »'],
    ['a script for an address', 'https:', 'javascript:', '7:1 valeur inattendue pour « url »'],
    ['a file for an address', 'https:', 'file:', '7:1 valeur inattendue pour « url »'],
    ['a raw text elsewhere', ': exemple.txt', ': ../x.txt', '11:1 valeur inattendue pour « raw »'],
    ['an unknown key in a cut', REASON, `    a: b\n${REASON}`, '12:1 valeur inattendue'],
    ['a __proto__ key in a cut', REASON, `    __proto__: b\n${REASON}`, '12:1 valeur inattendue'],
    ['a cut without a reason', `${REASON}\n`, '', '12:1 valeur inattendue pour « cuts »'],
    ['a cut of no words', 'une page."', 'une page."\n    words: ""', '14:5 YAML illisible'],
    ['quotation marks in a name', 'Le Carnet', 'Le « Carnet »', '5:1 valeur inattendue'],
    ['an escaped control character', 'Le Carnet', '"Le \\e[31m Carnet"', '5:1 valeur inattendue'],
    ['an escaped override', 'Le Carnet', '"Le \\u202e Carnet"', '5:1 valeur inattendue'],
    ['other contents', KIND, `content: half\n${KIND}`, '8:1 valeur inattendue pour « content »'],
    ['a licence unknown', KIND, `licence: mine\n${KIND}`, '8:1 valeur inattendue pour « licence »'],
    [
      'all of a text and no licence',
      KIND,
      `content: whole\n${KIND}`,
      '8:1 « content: whole » sans',
    ],
    ['half a character', 'Le Carnet', '"Le \\ud83d Carnet"', '5:1 valeur inattendue'],
  ])('with %s', (_, from, to, what) => {
    expect(faultsWith(from, to)).toEqual([expect.stringContaining(what)]);
  });

  test.each(['id', 'title', 'author', 'publisher', 'date', 'url', 'kind', 'rights', 'typed_by'])(
    'without %s',
    (key) => {
      const without = SOUND_WORK.replace(new RegExp(`^${key}: .*\n`, 'mu'), '');
      expect(faultsOf(without)).toEqual([`2:1 clé « ${key} » absente ou vide`]);
    },
  );

  test.each(['- a', 'a', ''])('that is %j and no mapping', (yaml) => {
    const text = SOUND_WORK.replace(/^---\n[^]*?\n---/u, `---\n${yaml}\n---`);
    expect(faultsOf(text)).toEqual([expect.stringContaining('n’est pas une suite de « clé')]);
  });

  test('with anchors and aliases, before they can stand for gigabytes', { timeout: 10_000 }, () => {
    const levels = Array.from({ length: 30 }, (_, level) => {
      const aliases = Array.from({ length: 9 }, () => `*a${level - 1}`).join(', ');
      return `a${level}: &a${level} [${level === 0 ? 'x' : aliases}]`;
    });
    expect(faultsWith(KIND, `${levels.join('\n')}\n${KIND}`)).toEqual([
      '8:9 ancre ou alias YAML (& ou *)',
    ]);
  });

  test('with the place of the fault in the file, and none of another place', () => {
    expect(faultsWith(KIND, `id: x\n${KIND}`).join('')).not.toMatch(/line \d/u);
  });

  test('with every sentence in French', () => {
    const texts = [
      changed(SOUND_WORK, 'Le Carnet', '[a]'),
      changed(SOUND_WORK, REASON, `    a: b\n${REASON}`),
      changed(SOUND_WORK, 'cuts:\n', 'cuts: x\n').replace(/ {2}- words[^]*?glossaire\n/u, ''),
    ];
    const faults = texts.flatMap((text) => parseWork(fileOf(text)).faults);
    const remedies = faults.map(({ remedy }) => remedy);
    expect(remedies).toHaveLength(texts.length);
    expect(remedies.join('\n')).not.toMatch(/Invalid|Expected|received/u);
  });
});

describe('a front matter', () => {
  test('keeps as text what YAML could take for something else', () => {
    const text = changed(SOUND_WORK, 'kind: article de blog', 'kind: 0x1F');
    const { value } = parseWork(fileOf(changed(text, 'Le Carnet', 'no')));
    expect(value?.source).toMatchObject({ kind: '0x1F', publisher: 'no' });
  });

  test('is on one line where it is shown on one line', () => {
    const text = changed(SOUND_WORK, 'publisher: Le Carnet', 'publisher: |\n  Le  \n  Carnet');
    const { value } = parseWork(fileOf(changed(text, 'kind: article', 'kind: article  long')));
    expect(value?.source).toMatchObject({ publisher: 'Le Carnet', kind: 'article long de blog' });
  });
});
