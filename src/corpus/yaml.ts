import { isNode, LineCounter, parseDocument, visit } from 'yaml';
import type { Document } from 'yaml';
import { complaints } from './complaints.ts';
import type { Faults, Place } from './fault.ts';

/** A YAML document in which every value is text, and where its offsets stand in the file. */
export interface YamlText {
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
