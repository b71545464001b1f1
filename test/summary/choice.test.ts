import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Passage } from '../../src/debate/passage.ts';
import { MOST_THESES } from '../../src/debate/summary.ts';
import { candidatesFrom, chosenFrom, withAnotherVoice } from '../../src/summary/choice.ts';
import { realCorpus, veloCorpus } from '../fixtures/corpora.ts';
import { passage } from '../fixtures/passages.ts';
import { voiceKey } from '../../src/debate/speaker.ts';

/** Passages by these voices, in this order, each of which says something of its own. */
function saidBy(...voices: readonly string[]): Passage[] {
  return voices.map((voice, order) => {
    const words = `Mot${'abcdefghijklmnopqrstuvwxyz'[order % 26] ?? ''}${order}`;
    return passage({ ...{ anchor: `p${order}`, order, voice }, text: words, thesis: `${words}.` });
  });
}

function voicesOf(passages: readonly Passage[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { voice } of passages) counts[voice.name] = (counts[voice.name] ?? 0) + 1;
  return counts;
}

describe('the corpus’s own choice', () => {
  test('begins with the first passage found', () => {
    const found = saidBy('A', 'B', 'C');
    expect(chosenFrom(found)[0]).toEqual([found[0]]);
  });

  test('is of five theses at most, each a point of its own', () => {
    const groups = chosenFrom(saidBy('A', 'B', 'A', 'C', 'A', 'B', 'A', 'A'));
    expect(groups.map(({ length }) => length)).toEqual([1, 1, 1, 1, 1]);
  });

  test('gives each voice in proportion to what was found of it', () => {
    const found = saidBy('A', 'B', 'A', 'A', 'B', 'A', 'A', 'B', 'B', 'A');
    expect(voicesOf(chosenFrom(found).flat())).toEqual({ A: 3, B: 2 });
  });

  test('is of one voice only where no other was found', () => {
    const alone = Array.from({ length: 30 }, () => 'A');
    expect(voicesOf(chosenFrom(saidBy(...alone)).flat())).toEqual({ A: 5 });
    expect(voicesOf(chosenFrom(saidBy(...alone, 'B')).flat())).toEqual({ A: 4, B: 1 });
  });

  test('leaves no seat empty that another voice can take', () => {
    expect(chosenFrom(saidBy('A', 'B', 'B', 'B', 'B', 'B'))).toHaveLength(5);
  });

  test('tells one of two theses of a voice that say the same, and both of two voices', () => {
    const text = 'Les pistes cyclables protégées attirent de nouveaux cyclistes prudents.';
    const [first, ...others] = saidBy('A', 'A', 'B', 'C').map((each, order) =>
      order < 3 ? { ...each, text, thesis: { text, isRead: true } } : each,
    );
    const told = chosenFrom([first ?? expect.fail(), ...others]).flat();
    expect(voicesOf(told)).toEqual({ A: 1, B: 1, C: 1 });
  });

  test('has nothing of passages without a thesis', () => {
    const found = saidBy('A', 'B').map((each) => ({ ...each, thesis: null }));
    expect(chosenFrom(found)).toEqual([]);
    expect(chosenFrom([])).toEqual([]);
  });

  test.each([
    ['the founding debate', realCorpus],
    ['another debate', veloCorpus],
  ])('never repeats, never passes its limits, and is the same each time: %s', (_, corpus) => {
    const some = fc.shuffledSubarray([...corpus.passages]);
    fc.assert(
      fc.property(some, fc.integer({ min: 2, max: MOST_THESES }), (found, most) => {
        const told = chosenFrom(found, most).flat();
        expect(new Set(told).size).toBe(told.length);
        expect(told.length).toBeLessThanOrEqual(most);
        expect(told.every((each) => found.includes(each))).toBe(true);
        const voices = new Set(found.slice(0, 50).map(voiceKey)).size;
        expect(new Set(told.map(voiceKey)).size).toBeGreaterThanOrEqual(Math.min(voices, 2));
        expect(chosenFrom(found, most).flat()).toEqual(told);
      }),
      { seed: 11, numRuns: 100 },
    );
  });
});

describe('what a model may choose from', () => {
  test('is twelve passages at most, in the order found, the corpus’s own choice among them', () => {
    const found = saidBy(...Array.from({ length: 40 }, (_, at) => (at === 39 ? 'B' : 'A')));
    const candidates = candidatesFrom(found);
    expect(candidates).toHaveLength(12);
    expect(candidates.map(({ order }) => order)).toEqual([...Array(11).keys(), 39]);
    for (const each of chosenFrom(found).flat()) expect(candidates).toContain(each);
  });

  test('of one voice only is given another where there is one', () => {
    const [a, b, c, d, e, f] = saidBy('A', 'A', 'A', 'A', 'A', 'B');
    const all = [a, b, c, d, e, f].flatMap((each) => each ?? []);
    const groupsOf = (...groups: (Passage | undefined)[][]) =>
      groups.map((group) => group.flatMap((each) => each ?? []));
    expect(withAnotherVoice(groupsOf([b, a]), all)).toEqual([[b, a], [f]]);
    expect(withAnotherVoice(groupsOf([a, b, c], [d, e]), all)).toEqual([[a, b, c], [d], [f]]);
    expect(withAnotherVoice(groupsOf([f], [a]), all)).toEqual([[f], [a]]);
    expect(withAnotherVoice(groupsOf([a]), all.slice(0, 5))).toEqual([[a]]);
  });
});
