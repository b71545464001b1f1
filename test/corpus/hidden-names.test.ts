import { describe, expect, test } from 'vitest';
import { checkWork } from '../../src/corpus/check.ts';
import { hidesNames, withHiddenMentions } from '../../src/corpus/page.ts';
import { parseWork } from '../../src/corpus/parse.ts';
import { SOUND_WORK, fileOf } from '../fixtures/works.ts';

const said = (text: string) => [{ text, place: null }];

describe('names that a work hides', () => {
  test.each([
    ['A. R.', true],
    ['A. R. (2)', true],
    ['Participant 3', true],
    ['Anne R.', false],
    ['J. P. Roux', false],
  ])('%s hides a name: %s', (name, isHidden) => {
    expect(hidesNames([name, null])).toBe(isHidden);
  });

  test.each([
    ['@A. R. tu en es sûre ?', 'Luc : @\u2068Anne Roux\u2069 tu en es sûre ?'],
    ['Oui, @Participant 12, j’y serai.', 'Oui, @anne_roux,\nj’y serai.'],
    ['Demande à @A. R.', 'Demande à /u/anne-roux'],
  ])('« %s » is found where somebody is named in full', (words, raw) => {
    expect(withHiddenMentions(`${raw}\nFin.`, said(words))).toContain(words);
  });

  test.each([
    ['another person is named', 'Luc : @Basile tu en es sûre ?'],
    ['another word is said', 'Luc : @Anne Roux tu en es certaine ?'],
  ])('a mention is not found where %s', (_, raw) => {
    expect(withHiddenMentions(raw, said('@A. R. tu en es sûre ?'))).toBe(raw);
  });

  test('no word of the raw text is told of a work that hides them', () => {
    const hidden = SOUND_WORK.replaceAll('Camille Exemple', 'A. R.');
    const { value } = parseWork(fileOf(hidden));
    if (value === null) throw new Error('the fixture is not sound');
    const raw = { text: 'Basile dit autre chose.', isPlain: true, isOrdered: true };
    const { faults } = checkWork(value, raw);
    expect(faults.map(({ what }) => what)).toContain('mots absents du texte brut');
    expect(JSON.stringify(faults)).not.toContain('Basile');
  });
});
