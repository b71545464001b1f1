import { isNode, LineCounter, parseDocument, visit } from 'yaml';
import type { Document } from 'yaml';
import { complaints } from './faults.ts';
import type { Faults, Place } from './faults.ts';
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
const debate = v.strictObject({
  title: v.optional(v.nullable(words), null),
  question: v.optional(v.nullable(words), null),
  themes: v.optional(v.nullable(v.record(words, words)), null),
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

const name = v.pipe(words, v.maxLength(80));
const voice = v.strictObject({
  name,
  quality: v.optional(v.nullable(name), null),
  aliases: v.optional(v.array(name), []),
});

/** Reads `- name: …` entries; null when anything is wrong, with every fault told. */
export function readVoices(text: string, faults: Faults): readonly KnownVoice[] | null {
  const yaml = readYaml(text, 1, faults);
  if (yaml === null) return null;
  const { document, placeOf } = yaml;
  const result = v.safeParse(v.array(voice), document.toJSON() ?? []);
  if (!result.success) {
    for (const entry of entriesOf(result.issues)) {
      faults.add(placeOf(document.getIn([entry], true)), complaints.voicesShape());
    }
    return null;
  }
  const known = new Set<string>();
  for (const [index, each] of result.output.entries()) {
    for (const called of [each.name, ...each.aliases]) {
      const node = document.getIn([index], true);
      if (known.has(called)) faults.add(placeOf(node), complaints.voiceTwice(called));
      known.add(called);
    }
  }
  return faults.list.length === 0 ? result.output : null;
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
  const yaml = readYaml(text, 1, faults);
  if (yaml === null) return null;
  const { document, placeOf } = yaml;
  const result = v.safeParse(v.array(group), document.toJSON());
  if (result.success) return result.output.map(({ words }) => words);
  for (const entry of entriesOf(result.issues)) {
    faults.add(placeOf(document.getIn([entry], true)), complaints.lexiconShape());
  }
  return null;
}

/** The entries of a list that something is wrong with, however much it is. */
function entriesOf(issues: readonly Pick<v.BaseIssue<unknown>, 'path'>[]): ReadonlySet<number> {
  return new Set(issues.map(({ path }) => Number(path?.[0].key ?? 0)));
}
