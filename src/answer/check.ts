import type { Corpus } from '../debate/corpus.ts';
import type { Passage } from '../debate/passage.ts';
import type { CheckSentence, SentenceFault } from '../debate/summary.ts';
import { evidenceOf, type Evidence } from './evidence.ts';
import { person, instructions, language, reader } from './rules/address.ts';
import { aspect } from './rules/aspect.ts';
import { attitude } from './rules/attitude.ts';
import { contrast } from './rules/contrast.ts';
import { deduced } from './rules/deduced.ts';
import { cause, certainty } from './rules/certainty.ts';
import { comparison } from './rules/comparison.ts';
import { quantity } from './rules/quantity.ts';
import { figure } from './rules/figure.ts';
import { LENGTH, characters, markup, sentence } from './rules/form.ts';
import { name } from './rules/name.ts';
import { negation } from './rules/negation.ts';
import { opposite } from './rules/opposite.ts';
import { order } from './rules/order.ts';
import { quotation } from './rules/quotation.ts';
import { stance } from './rules/stance.ts';
import { stitched } from './rules/stitched.ts';
import { support } from './rules/support.ts';
import { voice } from './rules/voice.ts';
import { proposedOf, type Rule } from './proposed.ts';
import { vocabularyOf, type Vocabulary } from './vocabulary.ts';

/** Every rule, under the name by which a refusal tells it. */
export const RULES: Readonly<Record<string, Rule>> = {
  sentence,
  characters,
  markup,
  person,
  reader,
  language,
  instructions,
  quotation,
  name,
  figure,
  voice,
  deduced,
  stance,
  attitude,
  negation,
  opposite,
  comparison,
  quantity,
  certainty,
  aspect,
  cause,
  order,
  stitched,
  contrast,
  support,
};

/** The check of a sentence against the passages it cites, for this corpus. It depends on nothing else. */
export function createCheck(corpus: Corpus): CheckSentence {
  let known: Vocabulary | undefined;
  const read = new WeakMap<Passage, Evidence>();
  const evidenceFor = (passage: Passage, vocabulary: Vocabulary): Evidence => {
    const evidence = read.get(passage) ?? evidenceOf(passage, vocabulary);
    read.set(passage, evidence);
    return evidence;
  };
  return (text, cited) => {
    // Reading the corpus takes a while, and most processes check nothing.
    const vocabulary = (known ??= vocabularyOf(corpus));
    // What is far too long is not worth reading.
    if (text.length > 4 * LENGTH.most) return [{ rule: 'sentence', detail: 'too long' }];
    const proposed = proposedOf(
      text,
      cited.map((passage) => evidenceFor(passage, vocabulary)),
      vocabulary,
    );
    return Object.entries(RULES).flatMap(([rule, broken]): SentenceFault[] => {
      const detail = broken(proposed);
      return detail === null ? [] : [{ rule, detail }];
    });
  };
}
