import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { RULES, createCheck } from '../../src/answer/check.ts';
import { verify } from '../../src/answer/verify.ts';
import { Quote } from '../../src/debate/quote.ts';
import { realCorpus } from '../fixtures/corpora.ts';
import {
  citedBy,
  honestDrafts,
  hostileDrafts,
  uncaughtDrafts,
  type Drafted,
} from '../fixtures/drafts.ts';

const check = createCheck(realCorpus);
const isHeldOut = ({ sentence }: Drafted) =>
  (createHash('sha256').update(sentence).digest()[0] ?? 0) % 2 === 1;

/** What the check says of a draft, through `verify` so that what it cites is looked at too. */
function faultsOf(draft: Drafted) {
  const shown = citedBy(draft).map((passage) => Quote.at(passage));
  let number = 0;
  const passages = draft.cites.map((id) => (typeof id === 'number' ? id : (number += 1)));
  const { refused } = verify([{ sentence: draft.sentence, passages }], shown, check);
  return refused.flatMap(({ faults }) => faults);
}

describe('of honest drafts', () => {
  test.each([
    ['tuned on', honestDrafts.filter((draft) => !isHeldOut(draft))],
    ['held out', honestDrafts.filter(isHeldOut)],
  ])('at least 95 in 100 sentences are kept: those %s', (_, drafts) => {
    const refused = drafts.filter((draft) => faultsOf(draft).length > 0);
    expect(drafts.length).toBeGreaterThan(150);
    expect(refused.length).toBeLessThanOrEqual(drafts.length * 0.05);
  });

  test('every passage of the corpus has some', () => {
    const cited = new Set(honestDrafts.flatMap(({ cites }) => cites));
    expect(realCorpus.passages.filter(({ id }) => !cited.has(id))).toEqual([]);
  });
});

describe('of hostile drafts', () => {
  test.each(hostileDrafts)('$rule refuses: $sentence', (draft) => {
    expect(faultsOf(draft).map(({ rule }) => rule)).toContain(draft.rule);
  });

  test('there are 300 or more, half of them near the truth, and some for every rule', () => {
    expect(hostileDrafts.length).toBeGreaterThanOrEqual(300);
    const near = hostileDrafts.filter(({ nearTruth }) => nearTruth);
    expect(near.length).toBeGreaterThanOrEqual(hostileDrafts.length / 2);
    const rules = new Set(hostileDrafts.map(({ rule }) => rule));
    expect(Object.keys(RULES).filter((rule) => !rules.has(rule))).toEqual([]);
  });

  // A rule that comes to catch one of these has it moved to hostile.jsonl.
  test.each(uncaughtDrafts)('no rule sees that this is false: $sentence', (draft) => {
    expect(faultsOf(draft)).toEqual([]);
  });
});
