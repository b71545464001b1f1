import * as v from 'valibot';
import type { DraftSentence } from '../debate/summary.ts';
import { QUOTATION_MARKS, foldWhiteSpace, typeset } from '../text/typography.ts';
import type { JsonSchema } from './language-model.ts';

/** More sentences than this are no summary, and are not looked at. */
const MOST_SENTENCES = 12;

/** OpenAI's strict schemas know no lengths and want every key required. */
export const DRAFT_SCHEMA: JsonSchema = {
  name: 'resume',
  schema: objectOf({
    sentences: arrayOf(
      objectOf({ sentence: { type: 'string' }, passages: arrayOf({ type: 'integer' }) }),
    ),
  }),
};

export const VERDICT_SCHEMA: JsonSchema = {
  name: 'verdicts',
  schema: objectOf({
    verdicts: arrayOf(objectOf({ claim: { type: 'integer' }, follows: { type: 'boolean' } })),
  }),
};

// Small models write numbers as text now and then.
const number = v.union([
  v.number(),
  v.pipe(
    v.string(),
    v.regex(/^\[?\d{1,4}\]?$/u),
    v.transform((text) => Number(text.replace(/\D/gu, ''))),
  ),
]);
const sentences = v.array(v.object({ sentence: v.string(), passages: v.array(number) }));
const draft = v.union([
  v.object({ sentences }),
  v.pipe(
    sentences,
    v.transform((all) => ({ sentences: all })),
  ),
]);
const verdicts = v.object({ verdicts: v.array(v.object({ claim: number, follows: v.boolean() })) });

/** The sentences a model proposes, or null where what it wrote is no draft. */
export function readDraft(text: string): readonly DraftSentence[] | null {
  const read = v.safeParse(draft, jsonIn(text));
  if (!read.success) return null;
  return read.output.sentences.slice(0, MOST_SENTENCES).map(({ sentence, passages }) => ({
    sentence: inFrench(withoutMarks(foldWhiteSpace(sentence))),
    passages,
  }));
}

/** The numbers of the claims that a judge says do not follow, or null where what it wrote is no verdict. */
export function readRejected(text: string): ReadonlySet<number> | null {
  const read = v.safeParse(verdicts, jsonIn(text));
  if (!read.success) return null;
  return new Set(read.output.verdicts.filter(({ follows }) => !follows).map(({ claim }) => claim));
}

/** The JSON in what a model wrote: bare, after its reasoning, in a fence or among words; undefined where there is none. */
function jsonIn(text: string): unknown {
  const said = text.replace(/^\s*<think>[^]*?<\/think>/u, '');
  const start = said.search(/[[{]/u);
  const end = Math.max(said.lastIndexOf('}'), said.lastIndexOf(']'));
  if (start < 0) return undefined;
  try {
    return JSON.parse(said.slice(start, end + 1));
  } catch {
    return undefined;
  }
}

/** References written into the sentence as well: the code writes them, from the passages cited. */
function withoutMarks(sentence: string): string {
  return sentence.replace(/(?: ?\[\d{1,3}(?:, ?\d{1,3})*\])+(?=[.!?…]?$)/u, '').trimEnd();
}

/** With French apostrophes and spaces; words between quotation marks are left as they are. */
function inFrench(sentence: string): string {
  if (sentence.search(QUOTATION_MARKS) >= 0) return sentence;
  return typeset(sentence.replace(/(?<=\p{L})'(?=\p{L})/gu, '’'));
}

function objectOf(properties: Readonly<Record<string, unknown>>) {
  return {
    type: 'object',
    properties,
    required: Object.keys(properties),
    additionalProperties: false,
  };
}

function arrayOf(items: unknown) {
  return { type: 'array', items };
}
