import { describe, expect, test } from 'vitest';
import { readJson, renderJson } from '../../src/conversation/json.ts';
import type { Corpus } from '../../src/debate/passage.ts';
import { LONGEST_RANKING, quotesOf } from '../../src/debate/reply.ts';
import { jsonStrings, renderingContract } from '../contracts/adapter.ts';
import type { RenderingUnderTest } from '../contracts/adapter.ts';
import { summaryContract } from '../contracts/summary.ts';
import { realCorpus } from '../fixtures/corpora.ts';
import { answerFrom, realDebate } from '../fixtures/open.ts';
import { answerOf, repliesOn } from '../fixtures/replies.ts';

const underTest = (corpus: Corpus): RenderingUnderTest<string> => ({
  render: (answer) => renderJson(answerFrom(corpus, answer)),
  read: readJson,
  strings: (line) => jsonStrings.strings(JSON.parse(line)),
  mapStrings: (line, change) =>
    JSON.stringify(jsonStrings.mapStrings(JSON.parse(line) as unknown, change)),
  shows: (reply) => quotesOf(reply).slice(0, LONGEST_RANKING),
});
renderingContract('the terminal’s document', underTest);
summaryContract('the terminal’s document', underTest);

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
