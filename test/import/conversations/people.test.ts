import { describe, expect, test } from 'vitest';
import { namesFor } from '../../../src/import/conversations/people.ts';

describe('the name a person is shown by', () => {
  test('is written in full as the source has it', () => {
    expect(namesFor('full')('1', 'Claire Estève')).toBe('Claire Estève');
  });

  test('is a number in order of appearance, the same in the whole file', () => {
    const shown = namesFor('numbers');
    const ids = ['b', 'a', 'b'];
    expect(ids.map((id) => shown(id, 'Claire'))).toEqual([
      ...['Participant 1', 'Participant 2', 'Participant 1'],
    ]);
  });

  test('is made of initials, which two people do not share', () => {
    const shown = namesFor('initials');
    expect(shown('1', 'Claire Estève')).toBe('C. E.');
    expect(shown('2', 'charles-émile')).toBe('C. É.');
    expect(shown('3', 'chloé_etienne')).toBe('C. E. (2)');
    expect(shown('1', 'Claire Estève')).toBe('C. E.');
    expect(shown('4', '🙂')).toBe('Participant');
  });
});
