import * as v from 'valibot';
import type { Debate } from '../debate/passage.ts';
import { foldWhiteSpace } from '../french/typography.ts';
import { hasNoQuotes } from './attribution-line.ts';
import { complaints } from './complaints.ts';
import { forbiddenIn } from './decode.ts';
import type { Faults } from './fault.ts';
import { readYaml } from './yaml.ts';

/** What is known of a debate whose folder has no `debate.yaml`. */
export const UNTITLED: Debate = { title: null, question: null };

const words = v.pipe(
  v.string(),
  v.transform(foldWhiteSpace),
  v.nonEmpty(),
  v.maxLength(200),
  v.check((text) => hasNoQuotes(text) && forbiddenIn(text) === null),
);
const debate = v.strictObject({
  title: v.optional(v.nullable(words), null),
  question: v.optional(v.nullable(words), null),
});
const KEYS = Object.keys(debate.entries);

/** Reads `debate.yaml`; null when anything is wrong, with every fault told. */
export function readDebate(text: string, faults: Faults): Debate | null {
  const yaml = readYaml(text, 1, faults);
  if (yaml === null) return null;
  const { document, placeOf } = yaml;
  const result = v.safeParse(debate, document.toJSON() ?? {});
  if (result.success) return result.output;
  for (const { path } of result.issues) {
    const step = path?.[0].key;
    const key = typeof step === 'string' ? step : '';
    faults.add(placeOf(document.getIn([key], true)), complaints.debateShape(key, KEYS));
  }
  return null;
}
