import * as v from 'valibot';
import type { SynonymGroup } from '../debate/passage.ts';
import { complaints } from './complaints.ts';
import type { Faults } from './fault.ts';
import { readYaml } from './yaml.ts';

const group = v.strictObject({
  words: v.pipe(
    v.array(v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(80))),
    v.minLength(2),
  ),
  note: v.optional(v.string()),
});

/** Reads `- words: [one, other]` entries; null when anything is wrong, with every fault told. */
export function readLexicon(text: string, faults: Faults): readonly SynonymGroup[] | null {
  const yaml = readYaml(text, 1, faults);
  if (yaml === null) return null;
  const { document, placeOf } = yaml;
  const result = v.safeParse(v.array(group), document.toJSON());
  if (result.success) return result.output.map(({ words }) => words);
  for (const { path } of result.issues) {
    const node = document.getIn([Number(path?.[0].key ?? 0)], true);
    faults.add(placeOf(node), complaints.lexiconShape());
  }
  return null;
}
