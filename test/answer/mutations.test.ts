import { describe, expect, test } from 'vitest';
import { createCheck } from '../../src/answer/check.ts';
import { realCorpus } from '../fixtures/corpora.ts';
import { MUTATIONS, TRUE_CLAIMS, chanceFrom, type Claim } from '../fixtures/mutations.ts';

const TOTAL = 10_000;
const SEED = 20_111_231;
const check = createCheck(realCorpus);
const kinds = Object.entries(MUTATIONS);
const perKind = Math.ceil(TOTAL / kinds.length);

describe(`of ${TOTAL} true sentences made false, none passes`, () => {
  test.each(kinds)('with %s', (kind, mutate) => {
    const pick = chanceFrom(SEED + kind.length);
    const passing: Claim[] = [];
    let made = 0;
    // Many claims have nothing that this kind could change.
    for (let tries = 0; made < perKind && tries < perKind * 100; tries += 1) {
      const claim = mutate(pick(TRUE_CLAIMS), pick);
      if (claim === null) continue;
      made += 1;
      if (check(claim.sentence, claim.cited).length === 0) passing.push(claim);
    }
    expect(made).toBe(perKind);
    expect(passing.map(({ sentence, cited }) => [sentence, ...cited.map(({ id }) => id)])).toEqual(
      [],
    );
  });
});
