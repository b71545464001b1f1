import { join } from 'node:path';
import { namesIn } from '../corpus/house-rules.ts';
import { parseCorpus } from '../corpus/parse.ts';
import { nearNames } from '../corpus/spellings.ts';
import { withVoices } from '../import/works/declared.ts';
import { nameFor } from '../import/works/text-work.ts';
import { readCorpusFolder } from '../running/files.ts';
import { putFile, textAt } from '../running/import-folder.ts';
import type { Imported } from './importing.ts';

const VOICES = 'voices.yaml';

/**
 * Declares the voices of which a source says what they are, those whose names are near another's, and
 * those that begin with a small letter: they are what the sources write. Returns the pairs of near names.
 */
export function declareVoices(
  folder: string,
  works: readonly Imported[],
): readonly (readonly [string, string])[] {
  if (works.length === 0) return [];
  const { value } = parseCorpus(readCorpusFolder(folder));
  if (value === null) return [];
  const { corpus } = value;
  const counts = namesIn(corpus);
  const declared = new Set(corpus.voices.flatMap(({ name, aliases }) => [name, ...aliases]));
  const alike = nearNames(counts, declared);
  const qualities = qualitiesOf(works);
  const wanted = new Set([
    ...qualities.keys(),
    ...alike.flat(),
    ...[...counts.keys()].filter((name) => /^\p{Ll}/u.test(name)),
  ]);
  const missing = [...wanted].filter((name) => counts.has(name) && !declared.has(name));
  if (missing.length > 0) {
    const maybe = perhapsOf(alike, new Set(missing));
    const voices = missing.map((name) => {
      return { name, quality: qualities.get(name) ?? null, perhaps: maybe.get(name) ?? null };
    });
    putFile(folder, VOICES, withVoices(textAt(join(folder, VOICES)) ?? '', voices));
  }
  return alike;
}

/** Of two near names, one says that it may be the other until a person has decided: a missing one. */
function perhapsOf(
  alike: readonly (readonly [string, string])[],
  missing: ReadonlySet<string>,
): ReadonlyMap<string, string> {
  return new Map(alike.map(([name, other]) => (missing.has(name) ? [name, other] : [other, name])));
}

function qualitiesOf(works: readonly Imported[]): ReadonlyMap<string, string> {
  const said = works.flatMap(({ sections }) =>
    sections.flatMap(({ speaker: { name, quality } }) => {
      const known = name === null || quality === null ? null : nameFor(name);
      const short = quality === null ? null : nameFor(quality);
      return known === null || short === null ? [] : [[known, short] as const];
    }),
  );
  return new Map(said.toReversed());
}
