import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseArguments } from '../../src/ask/arguments.ts';

const isName = (words: string) => /^(?:fred|fred cavazza|kabla)$/iu.test(words);
const parse = (line: string) => parseArguments(line, isName);

describe('the words after a command', () => {
  test.each<[string, string[]]>([
    ['', ['']],
    ['roi', ['roi']],
    ['fin des médias sociaux', ['fin des médias sociaux']],
    ['kabla ; blogs', ['kabla', 'blogs']],
    ['kabla;cavazza;roi', ['kabla', 'cavazza', 'roi']],
    [' ; ', ['', '']],
    ['« fin de partie » roi', ['« fin de partie » roi']],
    ['"fin ; suite" roi', ['"fin ; suite" roi']],
    ['“fin ; suite”', ['“fin ; suite”']],
    ['« fin : suite »', ['« fin : suite »']],
    ['fin : suite', ['fin : suite']],
    ['fin\u00A0: suite', ['fin : suite']],
    ['question: pourquoi ?', ['question: pourquoi ?']],
    ['http://exemple.invalid/a?b:c', ['http://exemple.invalid/a?b:c']],
    ['12:30', ['12:30']],
    ['« jamais refermé', ['« jamais refermé']],
    ['privé de fans', ['privé de fans']],
    ['"prive"', ['"prive"']],
  ])('%j are words alone', (line, parts) => {
    expect(parse(line)).toEqual({ options: {}, parts });
  });
});

const KNOWN = ['auteur', 'depuis', 'jusqua', 'page', 'resume', 'prive'];

describe('an option', () => {
  test.each([
    ['roi auteur:kabla', 'roi', { auteur: 'kabla' }],
    ['auteur:kabla roi', 'roi', { auteur: 'kabla' }],
    ['roi auteur: kabla', 'roi', { auteur: 'kabla' }],
    ['roi auteur:\u00A0kabla', 'roi', { auteur: 'kabla' }],
    ['auteur:"Fred Cavazza" roi', 'roi', { auteur: 'Fred Cavazza' }],
    ['auteur:“Fred Cavazza” roi', 'roi', { auteur: 'Fred Cavazza' }],
    ['auteur:« Fred Cavazza » roi', 'roi', { auteur: 'Fred Cavazza' }],
    ['auteur:«\u00A0Fred Cavazza\u00A0» roi', 'roi', { auteur: 'Fred Cavazza' }],
    ['auteur:Fred Cavazza roi', 'roi', { auteur: 'Fred Cavazza' }],
    ['auteur: Fred Cavazza', '', { auteur: 'Fred Cavazza' }],
    ['auteur:Jo Cavazza roi', 'Cavazza roi', { auteur: 'Jo' }],
    ['AUTEUR:kabla Depuis:2011 roi', 'roi', { auteur: 'kabla', depuis: '2011' }],
    ["roi jusqu'a:2014", 'roi', { jusqua: '2014' }],
    ['roi jusqu’à:2014', 'roi', { jusqua: '2014' }],
    ['roi jusqua:2014 page:2', 'roi', { jusqua: '2014', page: '2' }],
    ['auteur1:kabla auteur2:cavazza', '', { auteur: 'kabla', auteur2: 'cavazza' }],
    ['sujet:roi', '', { sujet: 'roi' }],
    ['sujet:"retour sur investissement"', '', { sujet: 'retour sur investissement' }],
    ['roi prive', 'roi', { prive: 'oui' }],
    ['roi privé', 'roi', { prive: 'oui' }],
    ['roi PRIVE page:2', 'roi', { prive: 'oui', page: '2' }],
    ['prive', '', { prive: 'oui' }],
    ['roi privé:oui', 'roi', { prive: 'oui' }],
    ['roi résumé', 'roi', { resume: 'oui' }],
    ['roi resume prive', 'roi', { resume: 'oui', prive: 'oui' }],
    ['roi prive RÉSUMÉ', 'roi', { resume: 'oui', prive: 'oui' }],
    ['résumé', 'résumé', {}],
    ['résumé prive', 'résumé', { prive: 'oui' }],
  ])('in %j leaves %j', (line, words, options) => {
    expect(parse(line)).toEqual({ options, parts: [words] });
  });

  test('may stand in any part', () => {
    const options = { page: '2', prive: 'oui' };
    expect(parse('kabla ; blogs page:2 prive')).toEqual({ options, parts: ['kabla', 'blogs'] });
  });

  test.each([
    ['roi auteur:', { code: 'option without value', option: 'auteur' }],
    ['roi auteur:""', { code: 'option without value', option: 'auteur' }],
    ['roi auteur: ; blogs', { code: 'option without value', option: 'auteur' }],
    ['auteur:a auteur:b', { code: 'option twice', option: 'auteur' }],
    ['auteur:a auteur1:b', { code: 'option twice', option: 'auteur' }],
    ['roi autor:kabla', { code: 'unknown option', option: 'autor', options: KNOWN }],
    ['__proto__:x', expect.objectContaining({ parts: ['__proto__:x'] })],
    ['constructor:x', expect.objectContaining({ code: 'unknown option', option: 'constructor' })],
  ])('in %j gives %o', (line, notice) => {
    expect(parse(line)).toEqual(notice);
  });
});

describe('whatever is typed', () => {
  test.each([
    ['marks that open quotations', '“ '],
    ['marks that open and close them', '"'],
    ['guillemets', '« '],
    ['options without a value', 'sujet:"'],
    ['names of options', 'a:" '],
    ['semicolons', '; '],
  ])('S8: is taken apart soon, were it twenty thousand %s', (_, piece) => {
    const began = process.cpuUsage();
    parseArguments(`kabla ${piece.repeat(20_000)}`, () => true);
    const { user, system } = process.cpuUsage(began);
    // 7.6 s where each looked for its other half to the end of the line.
    expect((user + system) / 1_000).toBeLessThan(1_000);
  });

  test('of words and options is found again', () => {
    const word = fc
      .string({ unit: fc.constantFrom('a', 'é', 'œ', '7', "'", '’', '-', '?', '.'), minLength: 1 })
      .filter((each) => /[aéœ7]/u.test(each));
    const options = fc.record(
      {
        auteur: fc.constantFrom('kabla', 'Fred Cavazza', 'fred'),
        depuis: fc.constantFrom('2011', '2014'),
        page: fc.constantFrom('1', '12'),
      },
      { requiredKeys: [] },
    );
    const quotes = fc.constantFrom(['"', '"'], ['“', '”'], ['« ', ' »'], ['«\u00A0', '\u00A0»']);
    fc.assert(
      fc.property(fc.array(word), options, quotes, (words, given, [open = '', close = '']) => {
        const typed = Object.entries(given).map(([name, is]) => `${name}:${open}${is}${close}`);
        const half = Math.floor(words.length / 2);
        const line = [...words.slice(0, half), ...typed, ...words.slice(half)].join(' ');
        expect(parse(line)).toEqual({ options: given, parts: [words.join(' ')] });
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  test('is taken apart in a time that its length alone decides', { timeout: 10_000 }, () => {
    for (const piece of ['« ', '" ', '“ ', 'a', 'a:', ' ', 'auteur:', 'fred ', ';', '’']) {
      expect(parse(piece.repeat(10_000 / piece.length))).toEqual(expect.any(Object));
    }
  });
});
