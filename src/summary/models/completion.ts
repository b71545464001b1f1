import * as v from 'valibot';
import { ModelFailure } from '../language-model.ts';
import type { Tokens } from '../language-model.ts';
import { areEvents, eventsIn } from './events.ts';
import { parsed } from './json-values.ts';

type Fields = Readonly<Record<string, unknown>>;

/** What is needed of a chat completion, from one body or from the pieces of a stream. */
export interface Completion {
  readonly message: Fields;
  /** Why the model stopped, in the server's word for it. */
  readonly finish: string;
  readonly tokens: Tokens;
  readonly reasoningTokens: number;
}

const count = v.fallback(v.nullish(v.pipe(v.number(), v.integer(), v.minValue(0)), null), null);
const word = v.fallback(v.nullish(v.string(), ''), '');
const fields = v.fallback(v.nullish(v.record(v.string(), v.unknown()), null), null);
const choice = v.object({ finish_reason: word, message: fields, delta: fields, text: word });
const usage = v.fallback(
  v.nullish(
    v.object({
      prompt_tokens: count,
      completion_tokens: count,
      completion_tokens_details: v.fallback(v.nullish(v.object({ reasoning_tokens: count })), null),
    }),
    null,
  ),
  null,
);
/** Servers add to it and leave out of it as they like. */
const completion = v.object({ choices: v.fallback(v.array(choice), []), usage });

/** Throws a failure where the body is no chat completion. */
export function completionIn(body: string): Completion {
  const pieces = areEvents(body) ? eventsIn(body) : [parsed(body)];
  let message: Fields | null = null;
  let finish = '';
  let used: v.InferOutput<typeof usage> = null;
  for (const piece of pieces) {
    const read = v.safeParse(completion, piece);
    if (!read.success) continue;
    const [first] = read.output.choices;
    if (first !== undefined) {
      message = joined(message ?? {}, first.message ?? first.delta ?? { content: first.text });
    }
    if (first !== undefined && first.finish_reason !== '') finish = first.finish_reason;
    used = read.output.usage ?? used;
  }
  if (message === null) throw new ModelFailure('server fault');
  const tokens = { input: used?.prompt_tokens ?? null, output: used?.completion_tokens ?? null };
  const reasoningTokens = used?.completion_tokens_details?.reasoning_tokens ?? 0;
  return { message, finish, tokens, reasoningTokens };
}

function joined(message: Fields, piece: Fields): Fields {
  const grown = new Map(Object.entries(message));
  for (const [name, value] of Object.entries(piece)) {
    grown.set(name, joinedValue(grown.get(name), value));
  }
  return Object.fromEntries(grown);
}

/** Texts and lists go on where they stopped; pieces of one function call bear the same index. */
function joinedValue(before: unknown, after: unknown): unknown {
  if (typeof before === 'string' && typeof after === 'string') return before + after;
  if (Array.isArray(before) && Array.isArray(after)) return after.reduce(withItem, before);
  if (isFields(before) && isFields(after)) return joined(before, after);
  return after ?? before;
}

function withItem(items: readonly unknown[], item: unknown): readonly unknown[] {
  const index = isFields(item) ? item['index'] : undefined;
  const known = items.findIndex((each) => isFields(each) && each['index'] === index);
  if (index === undefined || known < 0) return [...items, item];
  return items.with(known, joinedValue(items[known], item));
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
