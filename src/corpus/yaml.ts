import { isNode, LineCounter, parseDocument, visit } from 'yaml';
import type { Document } from 'yaml';
import { complaints } from './faults.ts';
import type { Complaint, Faults, Place } from './faults.ts';
import * as v from 'valibot';
import type { Debate, KnownVoice, SynonymGroup } from '../debate/passage.ts';
import { foldWhiteSpace } from '../french/typography.ts';
import { hasNoQuotes } from './attribution-line.ts';
import { forbiddenIn } from './decode.ts';

/** A YAML document in which every value is text, and where its offsets stand in the file. */
interface YamlText {
  readonly document: Document;
  readonly placeOf: (node: unknown) => Place;
}

/**
 * Reads YAML whose first line is line `firstLine` of the file; null when it cannot be read, with
 * every fault told. Anchors and aliases are refused: a handful of them can stand for gigabytes.
 */
export function readYaml(text: string, firstLine: number, faults: Faults): YamlText | null {
  const lines = new LineCounter();
  const document = parseDocument(text, { schema: 'failsafe', lineCounter: lines });
  const placeAt = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line: line + firstLine - 1, column: col };
  };
  const placeOf = (node: unknown) => placeAt(isNode(node) ? (node.range?.[0] ?? 0) : 0);
  const before = faults.list.length;
  for (const error of document.errors) {
    // The library counts lines from the start of the block: the place told is the file's.
    const [firstSentence = ''] = error.message.split(/(?: at line \d+, column \d+)?:?\n/u);
    faults.add(placeAt(error.pos[0]), complaints.yaml(firstSentence));
  }
  const refuse = (node: unknown) => {
    faults.add(placeOf(node), complaints.yamlAlias());
  };
  visit(document, {
    Alias: (_, node) => {
      refuse(node);
    },
    Value: (_, node) => {
      if (node.anchor !== undefined) refuse(node);
    },
  });
  return faults.list.length === before ? { document, placeOf } : null;
}

const words = v.pipe(
  v.string(),
  v.transform(foldWhiteSpace),
  v.nonEmpty(),
  v.maxLength(200),
  v.check((text) => hasNoQuotes(text) && forbiddenIn(text) === null),
);
/** Of a platform, as it names its workspaces and servers itself. */
const tenant = v.pipe(v.string(), v.regex(/^(?:slack|discord):[A-Za-z0-9]+$/u));
const debate = v.strictObject({
  title: v.optional(v.nullable(words), null),
  question: v.optional(v.nullable(words), null),
  themes: v.optional(v.nullable(v.record(words, words)), null),
  tenants: v.exactOptional(v.nullable(v.array(tenant))),
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
    const complaint =
      key === 'tenants' ? complaints.tenantsShape() : complaints.debateShape(key, KEYS);
    faults.add(placeOf(document.getIn([key], true)), complaint);
  }
  return null;
}

const name = v.pipe(words, v.maxLength(80));
const voice = v.strictObject({
  name,
  quality: v.optional(v.nullable(name), null),
  aliases: v.optional(v.array(name), []),
  perhaps: v.optional(v.nullable(name), null),
});

const voices = v.nullish(v.array(voice), []);

/** Reads `- name: …` entries; null when anything is wrong, with every fault told. */
export function readVoices(text: string, faults: Faults): readonly KnownVoice[] | null {
  const list = readList(text, voices, complaints.voicesShape(), faults);
  if (list === null) return null;
  const known = new Set<string>();
  for (const [index, each] of list.entries.entries()) {
    for (const called of [each.name, ...each.aliases]) {
      if (known.has(called)) faults.add(list.placeOf(index), complaints.voiceTwice(called));
      known.add(called);
    }
  }
  return faults.list.length === 0 ? list.entries : null;
}

const group = v.strictObject({
  words: v.pipe(
    v.array(v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(80))),
    v.minLength(2),
  ),
  note: v.optional(v.string()),
});

/** Reads `- words: [one, other]` entries; null when anything is wrong, with every fault told. */
export function readLexicon(text: string, faults: Faults): readonly SynonymGroup[] | null {
  const list = readList(text, v.array(group), complaints.lexiconShape(), faults);
  return list === null ? null : list.entries.map(({ words }) => words);
}

/** A list whose entries have one shape, and where each stands; null, with every fault told, where one has not. */
function readList<Entry>(
  text: string,
  shape: v.GenericSchema<unknown, Entry[]>,
  complaint: Complaint,
  faults: Faults,
) {
  const yaml = readYaml(text, 1, faults);
  if (yaml === null) return null;
  const { document } = yaml;
  const placeOf = (entry: number) => yaml.placeOf(document.getIn([entry], true));
  const result = v.safeParse(shape, document.toJSON());
  if (result.success) return { entries: result.output, placeOf };
  // However much is wrong with an entry, it is told once.
  const wrong = new Set(result.issues.map(({ path }) => Number(path?.[0].key ?? 0)));
  for (const entry of wrong) faults.add(placeOf(entry), complaint);
  return null;
}
