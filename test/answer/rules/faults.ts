import { RULES } from '../../../src/answer/check.ts';
import { evidenceOf } from '../../../src/answer/evidence.ts';
import { proposedOf } from '../../../src/answer/proposed.ts';
import { vocabularyOf } from '../../../src/answer/vocabulary.ts';
import type { Passage } from '../../../src/debate/passage.ts';
import { corpusOf } from '../../fixtures/passages.ts';

/** What one rule finds wrong with a sentence, given the passages it cites in a corpus of these and others. */
export function faultOf(
  rule: string,
  sentence: string,
  cited: readonly Passage[],
  others: readonly Passage[] = [],
): string | null {
  const vocabulary = vocabularyOf(
    corpusOf([...cited, ...others], [['ROI', 'retour sur investissement']]),
  );
  const broken = RULES[rule];
  if (broken === undefined) throw new RangeError(`no rule ${rule}`);
  return broken(
    proposedOf(
      sentence,
      cited.map((each) => evidenceOf(each, vocabulary)),
      vocabulary,
    ),
  );
}
