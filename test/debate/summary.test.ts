import { describe, expect, test } from 'vitest';
import { Quote } from '../../src/debate/quote.ts';
import { FEWEST_POINTS, MOST_POINTS, Summary } from '../../src/debate/summary.ts';
import type { DraftSentence } from '../../src/debate/summary.ts';
import { passage } from '../fixtures/passages.ts';
import { thesisCheck } from '../fixtures/summaries.ts';

const SHOWN = ['un', 'deux', 'trois'].map((anchor) =>
  Quote.at(passage({ anchor, thesis: `Thèse ${anchor}.` })),
);
const TRUE_ONE: DraftSentence = { sentence: 'Thèse un.', passages: [1] };
const TRUE_TWO: DraftSentence = { sentence: 'Thèse deux.', passages: [2] };
const summaryFrom = (...draft: DraftSentence[]) => Summary.of(draft, SHOWN, thesisCheck);
const rulesFor = (drafted: DraftSentence) =>
  summaryFrom(TRUE_ONE, TRUE_TWO, drafted).refused.flatMap(({ faults }) =>
    faults.map(({ rule }) => rule),
  );

describe('a summary', () => {
  test('is made of the sentences that stand, each with its quotations', () => {
    const { summary, refused } = summaryFrom(TRUE_TWO, { ...TRUE_ONE, passages: [3, 1, 1] });
    expect(refused).toEqual([]);
    expect(summary?.points).toEqual([
      { sentence: 'Thèse deux.', evidence: [SHOWN[1]] },
      { sentence: 'Thèse un.', evidence: [SHOWN[0], SHOWN[2]] },
    ]);
  });

  test('says of every other sentence why it was refused', () => {
    const wrong = { sentence: 'Rien de tel.', passages: [1] };
    const { summary, refused } = summaryFrom(TRUE_ONE, wrong, TRUE_TWO);
    expect(summary?.points.map(({ sentence }) => sentence)).toEqual(['Thèse un.', 'Thèse deux.']);
    expect(refused).toEqual([
      { sentence: 'Rien de tel.', faults: [{ rule: 'no thesis', detail: 'Rien de tel.' }] },
    ]);
  });

  test.each([
    ['nothing', []],
    ['passage 0', [0]],
    ['a passage before the first', [-1]],
    ['a passage after the last', [4]],
    ['half a passage', [1.5]],
    ['no number', [Number.NaN]],
    ['a number without end', [Number.POSITIVE_INFINITY]],
    ['a known and an unknown passage', [1, 4]],
  ])('has no sentence that cites %s', (_, passages) => {
    expect(rulesFor({ sentence: 'Thèse un.', passages })).toEqual([
      expect.stringMatching(/^cites (?:nothing|what was not shown)$/u),
    ]);
  });

  test('is none where fewer than two sentences stand', () => {
    expect(FEWEST_POINTS).toBe(2);
    expect(summaryFrom().summary).toBeNull();
    expect(summaryFrom(TRUE_ONE, { sentence: 'Faux.', passages: [1] }).summary).toBeNull();
  });

  test('stops after five sentences', () => {
    const many = Array.from({ length: 9 }, () => TRUE_ONE);
    expect(summaryFrom(...many).summary?.points).toHaveLength(MOST_POINTS);
    expect(summaryFrom(...many).refused).toEqual([]);
  });
});
