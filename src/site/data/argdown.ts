import * as v from 'valibot';
import { captionOf, statementOf } from '../../debate/quote.ts';
import type { Passage, RelationKind } from '../../debate/passage.ts';
import type { Reading, ShownDocument } from '../../debate/reading.ts';
import { unsupported } from '../../conversation/sentences.ts';
import { pageWords } from '../../messages/site.ts';
import type { Shelves } from '../shelves.ts';
import { NOTHING, type Format } from './format.ts';

/**
 * What an editor reads between passages, in words of ours, for whoever draws arguments: https://argdown.org
 * Who joins supports, who rejects attacks; to answer and to qualify are neither, and stay without an arrow.
 */
export const argdown: Format = {
  extension: 'argdown',
  mediaType: 'text/vnd.argdown; charset=utf-8',
  name: 'Argdown',
  *pieces({ passages }, shelves) {
    yield HEADER;
    for (const passage of relatedAmong(passages, shelves)) yield `\n${statementIn(passage)}`;
  },
  read: readArgdown,
};

const HEADER = `// ${pageWords.relationsKey}\n`;

/** Those of these passages that are related to any, and the others of each relation. */
function relatedAmong(passages: readonly Passage[], shelves: Shelves): ReadonlySet<Passage> {
  return new Set(
    passages.flatMap((passage) => {
      const others = shelves.readAround(passage).map((each) => each.passage);
      return others.length === 0 ? [] : [passage, ...others];
    }),
  );
}

/** Whether there is anything to write of these. */
export function hasRelations(passages: readonly Passage[], shelves: Shelves): boolean {
  return passages.some((each) => shelves.readAround(each).length > 0);
}

const ARROWS: Readonly<Partial<Record<RelationKind, string>>> = { joins: '+>', rejects: '->' };

function statementIn(passage: Passage): string {
  const { relations, id } = passage;
  const refsOf = (kind: RelationKind) =>
    relations.filter((each) => each.kind === kind).map(({ ref }) => ref);
  const [repond, nuance] = [refsOf('answers'), refsOf('qualifies')];
  const data = {
    ref: id,
    ...(repond.length > 0 && { repond }),
    ...(nuance.length > 0 && { nuance }),
  };
  const arrows = relations.flatMap(({ kind, ref }) =>
    ARROWS[kind] === undefined ? [] : [`  ${ARROWS[kind]} [${titleOf(ref)}]\n`],
  );
  const told = plain(statementOf(passage) ?? captionOf(passage));
  return `[${titleOf(id)}]: ${told} ${JSON.stringify(data)}\n${arrows.join('')}`;
}

/** A cross would begin a tag there. */
const titleOf = (ref: string) => ref.replace('#', '/');

function plain(text: string): string {
  return text.replace(/[\\*_[\]<>#@{}()=/|:]/gu, String.raw`\$&`);
}

const dataShape = v.pipe(
  v.string(),
  v.parseJson(),
  v.strictObject({
    ref: v.string(),
    repond: v.exactOptional(v.array(v.string())),
    nuance: v.exactOptional(v.array(v.string())),
  }),
);
const STATEMENT = /^\n\[(?<title>[^\]\n]+)\]: (?<told>[^\n]*) (?<data>\{".*\})$/u;
const ARROW = /^ {2}(?<arrow>[+-]>) \[(?<title>[^\]\n]+)\]$/u;

function readArgdown(piece: string): Reading {
  if (piece === HEADER) return { ...NOTHING, texts: [pageWords.relationsKey] };
  const [empty = '', first = '', ...lines] = piece.replace(/\n$/u, '').split('\n');
  const { title = '', told = '', data = '' } = STATEMENT.exec(`${empty}\n${first}`)?.groups ?? {};
  const { success, output } = v.safeParse(dataShape, data);
  const arrows = lines.map((line) => arrowOn(line));
  if (!success || titleOf(output.ref) !== title || arrows.includes(null))
    return { ...NOTHING, sentences: [unsupported(piece)] };
  const { ref, repond = [], nuance = [] } = output;
  const answers = [
    ...arrows,
    ...repond.map((each) => ({ relation: 'answers', ref: each })),
    ...nuance.map((each) => ({ relation: 'qualifies', ref: each })),
  ];
  const tellings = [told.replace(/\\(.)/gu, '$1')];
  return { ...NOTHING, facts: [{ ref, tellings, answers }] };
}

function arrowOn(line: string): ShownDocument | null {
  const { arrow, title = '' } = ARROW.exec(line)?.groups ?? {};
  const relation = Object.entries(ARROWS).find(([, each]) => each === arrow)?.[0];
  return relation === undefined ? null : { relation, ref: title.replace('/', '#') };
}
