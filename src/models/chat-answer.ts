import * as v from 'valibot';
import { ModelFailure } from '../summary/language-model.ts';
import type { ModelAnswer, Tokens } from '../summary/language-model.ts';

const count = v.nullish(v.pipe(v.number(), v.integer(), v.minValue(0)), null);
const usage = v.fallback(
  v.nullish(v.object({ prompt_tokens: count, completion_tokens: count }), null),
  null,
);
// Models that reason give their content in parts, on some servers: only the text is the answer.
const parts = v.array(
  v.union([v.object({ type: v.literal('text'), text: v.string() }), v.unknown()]),
);
const content = v.nullish(v.union([v.string(), parts]), null);
const choice = v.object({
  finish_reason: v.nullish(v.string(), null),
  message: v.object({ content, refusal: v.nullish(v.string(), null) }),
});
/** What is needed of a chat completion; servers add to it and leave out of it as they like. */
const completion = v.object({ choices: v.array(choice), usage });

/** The model's answer in a response; throws a `ModelFailure` where there is none. */
export function answerIn(response: unknown): ModelAnswer {
  const read = v.safeParse(completion, response);
  if (!read.success) throw new ModelFailure('server fault');
  const tokens = tokensIn(read.output.usage);
  const [first] = read.output.choices;
  if (first === undefined) throw new ModelFailure('empty', tokens);
  const { finish_reason: reason, message } = first;
  if (reason === 'content_filter' || (message.refusal ?? '') !== '') {
    throw new ModelFailure('refused', tokens);
  }
  if (reason === 'length') throw new ModelFailure('cut', tokens);
  const text = textOf(message.content).trim();
  if (text === '') throw new ModelFailure('empty', tokens);
  return { text, tokens };
}

function tokensIn(counted: v.InferOutput<typeof usage>): Tokens {
  return { input: counted?.prompt_tokens ?? null, output: counted?.completion_tokens ?? null };
}

function textOf(given: v.InferOutput<typeof content>): string {
  if (typeof given === 'string') return given;
  const texts = (given ?? []).map((part) => (isText(part) ? part.text : ''));
  return texts.join('');
}

function isText(part: unknown): part is { readonly text: string } {
  return v.is(v.object({ type: v.literal('text'), text: v.string() }), part);
}
