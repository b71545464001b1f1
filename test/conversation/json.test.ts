import { describe, expect, test } from 'vitest';
import { renderJson } from '../../src/conversation/json.ts';
import { renderingContract } from '../contracts/adapter.ts';
import { summaryContract } from '../contracts/summary.ts';
import { jsonUnderTest } from '../fixtures/consoles.ts';
import { realCorpus } from '../fixtures/corpora.ts';
import { realDebate } from '../fixtures/open.ts';
import { answerOf, repliesOn } from '../fixtures/replies.ts';

renderingContract('the terminal’s document', jsonUnderTest);
summaryContract('the terminal’s document', jsonUnderTest);

describe('a printed document', () => {
  test('takes one line', () => {
    for (const [, reply] of repliesOn(realCorpus, 'a\nb\u2028c')) {
      expect(renderJson(answerOf(reply, 'a\nb'))).not.toMatch(/[\n\r]/u);
    }
  });

  test('holds the help as text', () => {
    const { message } = JSON.parse(
      renderJson({ ...answerOf({ kind: 'help' }), from: realDebate }),
    ) as {
      message: string;
    };
    expect(message).toContain('/debat sujet');
    expect(message).toContain(`${realCorpus.passages.length}\u00A0passages`);
  });
});
