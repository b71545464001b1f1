import { describe, expect, test } from 'vitest';
import { createCheck } from '../../src/answer/check.ts';
import { verify } from '../../src/answer/verify.ts';
import { Quote } from '../../src/debate/quote.ts';
import { corpusOf, passage } from '../fixtures/passages.ts';

const page = passage();
const blog = passage({
  anchor: 'blog',
  text: 'Depuis, nous écrivons sur notre blog, une fois par semaine, et les clients nous y répondent.',
  thesis: 'Les clients répondent sur le blog, où l’on écrit chaque semaine.',
});
const shown = [page, blog].map((each) => Quote.at(each));
const check = createCheck(corpusOf([page, blog]));
const TRUE_DRAFT = [
  { sentence: 'La page comptait trois mille abonnés et n’amenait personne.', passages: [1] },
  { sentence: 'Les clients répondent sur le blog, une fois par semaine.', passages: [2] },
];

describe('a draft', () => {
  test('becomes a summary whose every sentence has its quotations', () => {
    const { summary, refused } = verify(TRUE_DRAFT, shown, check);
    expect(refused).toEqual([]);
    expect(
      summary?.points.map(({ evidence }) => evidence.map((quote) => quote.passage.id)),
    ).toEqual([[page.id], [blog.id]]);
  });

  test('has each refused sentence told with every rule that it breaks', () => {
    const sentence = 'Je crois que la page comptait 4 000 abonnés *actifs* et n’amenait personne.';
    const { summary, refused } = verify([...TRUE_DRAFT, { sentence, passages: [1] }], shown, check);
    expect(summary?.points).toHaveLength(2);
    expect(refused[0]?.faults.map(({ rule }) => rule)).toEqual([
      'characters',
      'markup',
      'person',
      'figure',
    ]);
  });

  test('cites what was shown, or is refused', () => {
    const draft = [[], [3], [0], [1, 9]].map((passages) => ({ ...TRUE_DRAFT[0], passages }));
    const sentence = 'La page comptait trois mille abonnés et n’amenait personne.';
    const { refused } = verify(
      draft.map(({ passages }) => ({ sentence, passages })),
      shown,
      check,
    );
    expect(refused.map(({ faults }) => faults[0]?.rule)).toEqual([
      'cites nothing',
      'cites nothing',
      'cites nothing',
      'cites what was not shown',
    ]);
  });

  test('is the same whenever it is checked', () => {
    const again = createCheck(corpusOf([page, blog]));
    for (const { sentence } of TRUE_DRAFT) {
      expect(again(sentence, [page])).toEqual(check(sentence, [page]));
      expect(check(sentence, [page])).toEqual(check(sentence, [page]));
    }
  });

  test('of any length is read in no time worth telling', () => {
    const sentence = `La page ${'comptait trois mille abonnés « et » '.repeat(20_000)}.`;
    expect(check(sentence, [page])).toEqual([{ rule: 'sentence', detail: 'too long' }]);
  });
});
