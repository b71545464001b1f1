import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { choose, standsAlone } from '../../src/daily/choose.ts';
import type { Passage } from '../../src/debate/passage.ts';
import { voiceKey } from '../../src/debate/speaker.ts';
import { realCorpus } from '../fixtures/corpora.ts';
import { passage } from '../fixtures/passages.ts';

const DAY_MS = 86_400_000;
const START_MS = Date.UTC(2026, 10, 22);
const TEXT = 'Les communautés se construisent avec le temps, jamais avec de l’argent seul.';

/** One passage that stands alone for each voice in a row such as « aab ». */
function saidBy(voices: string): Passage[] {
  return Array.from(voices, (voice, index) =>
    passage({ voice, anchor: `p${index}`, text: `${index} ${TEXT}` }),
  );
}

function dateOf(day: number): string {
  return new Date(START_MS + day * DAY_MS).toISOString().slice(0, 10);
}

function daysOf(passages: readonly Passage[], count: number): Passage[] {
  return Array.from({ length: count }, (_, day) => {
    const chosen = choose(passages, dateOf(day));
    if (chosen === null) throw new Error('nothing was chosen');
    return chosen;
  });
}

/** The first day on which the passages begin to be gone through again. */
function cycleStart(length: number): number {
  return length - ((START_MS / DAY_MS) % length);
}

function repeats(passages: readonly Passage[]): number {
  return passages.filter((each, index) => {
    const before = passages[index - 1];
    return before !== undefined && voiceKey(before) === voiceKey(each);
  }).length;
}

describe('the quotation of a day', () => {
  const fit = realCorpus.passages.filter(standsAlone);

  test('is the same whoever asks, in whatever order the passages are given', () => {
    for (const day of [0, 1, 100]) {
      const chosen = choose(realCorpus.passages, dateOf(day));
      expect(choose(realCorpus.passages.toReversed(), dateOf(day))).toBe(chosen);
    }
  });

  test('is another the day after', () => {
    const days = daysOf(realCorpus.passages, 2);
    expect(days[0]).not.toBe(days[1]);
  });

  test('is each of those that stand alone once before any returns', () => {
    const start = cycleStart(fit.length);
    const days = daysOf(realCorpus.passages, start + 2 * fit.length).slice(start);
    expect(days).toHaveLength(2 * fit.length);
    for (const cycle of [days.slice(0, fit.length), days.slice(fit.length)]) {
      expect(new Set(cycle)).toEqual(new Set(fit));
    }
  });

  test('comes in another order the next time', () => {
    const start = cycleStart(fit.length);
    const days = daysOf(realCorpus.passages, start + 2 * fit.length).slice(start);
    expect(days.slice(0, fit.length)).not.toEqual(days.slice(fit.length));
  });

  test('is never of the same voice two days running, in the true corpus over three years', () => {
    expect(repeats(daysOf(realCorpus.passages, 1_100))).toBe(0);
  });

  test('is of the same voice two days running only where the others are too few', () => {
    const voices = fc.string({
      unit: fc.constantFrom('a', 'b', 'c', 'd'),
      minLength: 1,
      maxLength: 14,
    });
    fc.assert(
      fc.property(voices, fc.nat(400), (row, skipped) => {
        const said = saidBy(row);
        const start = cycleStart(said.length) + said.length * skipped;
        const cycle = said.map((_, day) => choose(said, dateOf(start + day)) ?? passage());
        const most = Math.max(
          ...Map.groupBy(row, (voice) => voice)
            .values()
            .map(({ length }) => length),
        );
        // A voice with m of n passages needs m - 1 others between them.
        expect(repeats(cycle)).toBe(Math.max(0, 2 * most - 1 - row.length));
        expect(new Set(cycle)).toEqual(new Set(said));
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  test('is none when no passage stands alone', () => {
    expect(choose([], dateOf(0))).toBeNull();
    expect(choose([passage({ text: 'Trop court.' })], dateOf(0))).toBeNull();
  });

  test('is found for days long past too', () => {
    expect(choose(realCorpus.passages, '1969-07-20')).not.toBeNull();
    expect(choose(realCorpus.passages, '0001-01-01')).not.toBeNull();
  });
});

describe('a passage stands alone', () => {
  test('when it is one or more whole sentences of its voice', () => {
    expect(standsAlone(passage({ text: TEXT }))).toBe(true);
  });

  test.each([
    ['it is short', { text: 'Les communautés se construisent.' }],
    ['it is long', { text: `${TEXT} `.repeat(8).trim() }],
    ['it stops in the middle', { text: TEXT.replace('.', ' et') }],
    ['it speaks to somebody', { text: `@Fred ${TEXT}` }],
    ['it leans on what was said before', { text: `Mais ${TEXT.toLowerCase()}` }],
    ['it begins with a pronoun', { text: `Elles durent : ${TEXT.toLowerCase()}` }],
    ['it begins with « C’est »', { text: `C’est vrai : ${TEXT.toLowerCase()}` }],
    ['its voice reports it', { text: TEXT, stance: 'reported' }],
    ['its voice rejects it', { text: TEXT, stance: 'rejected' }],
    ['it is a question put to somebody', { text: TEXT, role: 'intervieweur' }],
    ['a machine misheard it', { text: TEXT, flags: ['mots mal entendus'] }],
  ] as const)('but not when %s', (_, given) => {
    expect(standsAlone(passage(given))).toBe(false);
  });

  test('often enough in the true corpus for a month without returning', () => {
    expect(realCorpus.passages.filter(standsAlone).length).toBeGreaterThanOrEqual(31);
  });
});
