import { describe, expect, expectTypeOf, test } from 'vitest';
import type { Passage } from '../../src/debate/passage.ts';
import { MOST_THESES, Summary } from '../../src/debate/summary.ts';
import { passage } from '../fixtures/passages.ts';
import { statementOf } from '../../src/debate/quote.ts';

const [one = passage(), two = passage(), three = passage(), ...others] = [
  ...['un', 'deux', 'trois', 'quatre', 'cinq', 'six', 'sept'],
].map((anchor) => passage({ anchor, thesis: `Thèse ${anchor}.` }));
const WITHOUT = passage({ anchor: 'rien', thesis: null });

function sentencesOf(groups: readonly (readonly Passage[])[]) {
  return Summary.of(groups, 'corpus')?.points.map(({ sentence }) => sentence) ?? null;
}

describe('a summary', () => {
  test('tells each thesis under its voice, those of a group as one point', () => {
    const summary = Summary.of([[two, one], [three]], 'model');
    expect(summary?.points.map(({ sentence }) => sentence)).toEqual([
      'Thèse deux (Camille Exemple). Thèse un (Camille Exemple).',
      'Thèse trois (Camille Exemple).',
    ]);
    expect(summary?.evidence.map((quote) => quote.passage)).toEqual([two, one, three]);
    expect(summary?.by).toBe('model');
  });

  test('tells no thesis twice', () => {
    expect(sentencesOf([[one, one], [one, two], [two]])).toEqual([
      'Thèse un (Camille Exemple).',
      'Thèse deux (Camille Exemple).',
    ]);
  });

  test('tells five theses at most, whatever their groups', () => {
    const summary = Summary.of([[one, two, three, ...others]], 'corpus');
    expect(summary?.evidence).toHaveLength(MOST_THESES);
  });

  test('tells nothing of a passage without a thesis', () => {
    expect(sentencesOf([[WITHOUT], [WITHOUT, one]])).toEqual(['Thèse un (Camille Exemple).']);
  });

  test('is none where nothing is to be told', () => {
    expect(sentencesOf([])).toBeNull();
    expect(sentencesOf([[], [WITHOUT]])).toBeNull();
  });

  test('cannot be made of words', () => {
    expectTypeOf<Parameters<typeof Summary.of>[0]>().toEqualTypeOf<
      readonly (readonly Passage[])[]
    >();
    expectTypeOf(Summary).constructorParameters.toBeNever();
    expect(Object.keys(Summary.of([[one]], 'corpus') ?? {})).toEqual(['by']);
    expect(statementOf(one)).toBe('Thèse un (Camille Exemple).');
  });
});
