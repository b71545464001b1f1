import * as v from 'valibot';
import { isMap, isScalar } from 'yaml';
import { LICENCES } from '../debate/passage.ts';
import type { PartialDate } from '../french/typography.ts';
import { hasNoQuotes } from './attribution-line.ts';
import { complaints, type Faults } from './faults.ts';
import { forbiddenIn } from './decode.ts';
import { readYaml } from './yaml.ts';

const NONE = 'none';
const noneAsNull = v.transform((value: string) => (value === NONE ? null : value));
const words = (longest: number) =>
  v.pipe(
    v.string('un texte'),
    v.transform((text) => text.replace(/[ \t\r\n]+/gu, ' ').trim()),
    v.nonEmpty(),
    v.maxLength(longest, `au plus ${longest} caractères`),
    v.check((text) => forbiddenIn(text) === null, 'un texte sans caractère invisible'),
  );
const name = (longest: number) =>
  v.pipe(words(longest), v.check(hasNoQuotes, 'un nom sans guillemets'));

/** One qualifier for the whole date; the level 2 of a doubtful month alone is not understood here. */
const LEVEL_1 = /^(?<year>\d{4})(?:-(?<month>\d{2})(?:-(?<day>\d{2}))?)?(?<doubt>[?~%])?$/u;

/** What EDTF writes for a year of which no digit is known. */
const UNKNOWN = 'XXXX';

/**
 * A year, month or day in EDTF level 1 (`2011-04-01`, `2011-12`, `2012~`, `2014?`), or `XXXX` where nobody
 * knows when; null for anything else: https://www.loc.gov/standards/datetime/
 */
export function parsePartialDate(edtf: string): PartialDate | null {
  if (edtf === UNKNOWN) return { edtf, year: null, approximate: false, uncertain: false };
  const { year, month, day, doubt } = LEVEL_1.exec(edtf)?.groups ?? {};
  const date = new Date(`${year}-${month ?? '01'}-${day ?? '01'}T00:00:00Z`);
  // JavaScript takes 2011-02-29 for the day after it.
  if (Number.isNaN(date.getTime()) || date.getUTCDate() !== Number(day ?? 1)) return null;
  return {
    edtf,
    year: date.getUTCFullYear(),
    ...(month !== undefined && { month: Number(month) }),
    ...(day !== undefined && { day: Number(day) }),
    approximate: doubt === '~' || doubt === '%',
    uncertain: doubt === '?' || doubt === '%',
  };
}

const dateText = v.pipe(
  words(20),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    const date = parsePartialDate(dataset.value);
    if (date !== null) return date;
    addIssue({
      message: 'une date EDTF : 2011-04-01, 2011-12, 2014, 2012~ (vers 2012), XXXX (inconnue)',
    });
    return NEVER;
  }),
);
const address = v.pipe(
  words(500),
  v.check(
    (text) => text === NONE || isWebAddress(text),
    'une adresse http(s) complète, ou « none »',
  ),
  noneAsNull,
);
const slug = v.pipe(
  words(40),
  v.regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/u, 'minuscules sans accent, chiffres et traits d’union'),
);
const cut = v.strictObject(
  { words: words(5_000), reason: words(300) },
  'deux clés par coupe, « words » et « reason »',
);

/** What a person has looked at and leaves unknown. */
const readKeys = v.pipe(
  words(40),
  v.transform((written) => written.split(/ ?, ?/u)),
  v.array(
    v.picklist(['date', 'publisher'], 'date, publisher, ou les deux séparés par une virgule'),
  ),
);

/** What the front matter of a work must say; every value is written as plain text. */
const frontMatterSchema = v.object({
  id: slug,
  title: words(300),
  author: v.pipe(name(80), noneAsNull),
  publisher: name(120),
  date: dateText,
  url: address,
  kind: words(80),
  rights: words(500),
  typed_by: words(300),
  content: v.optional(v.picklist(['whole', 'excerpts'], 'whole ou excerpts'), 'excerpts'),
  licence: v.optional(v.nullable(v.picklist(LICENCES, LICENCES.join(', '))), null),
  raw: v.optional(v.pipe(words(200), v.regex(/^[^/\\]+$/u, 'un nom de fichier sans dossier'))),
  cuts: v.optional(v.array(cut, 'une liste de « words » et « reason »'), []),
  read: v.optional(readKeys),
});

export type FrontMatter = v.InferOutput<typeof frontMatterSchema>;
const KEYS = Object.keys(frontMatterSchema.entries);

/** The YAML block that opens a file, and how many lines it takes with its two fences. */
interface Block {
  readonly yaml: string;
  readonly lines: number;
}

/** Finds the block between the first two `---` lines; null when the file does not begin with one. */
export function frontMatterBlock(text: string): Block | null {
  const match = /^---\n([\s\S]*?\n)?---[ \t]*(?:\n|$)/u.exec(text);
  if (match === null) return null;
  return { yaml: match[1] ?? '', lines: match[0].split('\n').length - 1 };
}

/** Reads the block; null when anything is wrong with it, with every fault told. */
export function readFrontMatter(block: Block, faults: Faults): FrontMatter | null {
  // The block starts on the second line of the file.
  const yaml = readYaml(block.yaml, 2, faults);
  if (yaml === null) return null;
  const { document, placeOf } = yaml;
  if (!isMap(document.contents)) {
    faults.add(placeOf(document.contents), complaints.notMapping());
    return null;
  }
  const keys = new Map(
    document.contents.items.map(({ key }) => [isScalar(key) ? String(key.value) : '', key]),
  );
  const unknown = [...keys].filter(([name]) => !KEYS.includes(name));
  for (const [name, key] of unknown) faults.add(placeOf(key), complaints.unknownKey(name, KEYS));
  const result = v.safeParse(frontMatterSchema, document.toJSON());
  if (result.success) {
    const { content, licence } = result.output;
    const isAllowed = content === 'excerpts' || licence !== null;
    if (!isAllowed) faults.add(placeOf(keys.get('content')), complaints.licenceMissing());
    return unknown.length === 0 && isAllowed ? result.output : null;
  }
  for (const issue of result.issues) {
    const [step, inside] = issue.path ?? [];
    const key = typeof step?.key === 'string' ? step.key : '';
    const isAbsent = inside === undefined && (issue.input === undefined || issue.input === '');
    faults.add(
      placeOf(keys.get(key)),
      isAbsent ? complaints.missingKey(key) : complaints.invalidValue(key, issue.message),
    );
  }
  return null;
}

export function isWebAddress(text: string): boolean {
  return URL.canParse(text) && ['http:', 'https:'].includes(new URL(text).protocol);
}
