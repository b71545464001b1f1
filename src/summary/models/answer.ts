import { ModelFailure } from '../language-model.ts';
import type { FailureKind, ModelAnswer, ModelRequest, Tokens } from '../language-model.ts';
import { Reasoned } from './faults.ts';
import { lastRead, parsed } from './json-values.ts';
import { areEvents, eventsIn } from './wire.ts';

type Fields = Readonly<Record<string, unknown>>;

/** What is needed of a chat completion, from one body or from the pieces of a stream. */
interface Completion {
  readonly message: Fields;
  /** Why the model stopped, in the server's word for it. */
  readonly finish: string;
  readonly tokens: Tokens;
  readonly reasoningTokens: number;
}

/** What a message says, by the place where it is said. */
interface Said {
  readonly content: string;
  /** Whether there was any content, be it all reasoning. */
  readonly hasContent: boolean;
  readonly calls: string;
  readonly reasoning: string;
}

// OpenAI's words are `length`, `content_filter` and `stop`; other servers have others.
const CUT = /length|max_?(?:output_?|new_?|completion_?)?tokens|limit/iu;
const REFUSED = /filter|safety|refus|block|prohibit|recitation|sensitive|guardrail/iu;
const FAILED = /error|fail|insufficient|abort|cancel/iu;
const REASONING = /reason|think|thought|analysis/iu;
const BEGINS_AS_OBJECT = /^(?:```\w*\s*)?\{/u;
const ENDS_IN_JSON = /[\]}]\s*(?:```\s*)?$/u;

/** What `read` makes of a completion; throws a `ModelFailure` where that is nothing. */
export function answerIn<Value>(
  { message, finish, tokens, reasoningTokens }: Completion,
  read: ModelRequest<Value>['read'],
): ModelAnswer<Value> {
  if (REFUSED.test(finish) || isText(message['refusal'])) throw new ModelFailure('refused', tokens);
  if (FAILED.test(finish)) throw new ModelFailure('server fault', tokens);
  const said = saidIn(message);
  const isCut = CUT.test(finish);
  const value = isCut ? readAtOnce(said.content, read) : readAnywhere(said, read);
  if (value !== undefined) return { value, tokens };
  const reasons = said.reasoning !== '' || reasoningTokens > 0;
  // What is cut before it comes to JSON is reasoning too, whether it is marked as such or not.
  const isReasoned = isCut
    ? reasons || !BEGINS_AS_OBJECT.test(said.content)
    : (reasons || said.hasContent) && said.content === '';
  const kind = isCut ? 'cut' : kindOf(said);
  throw isReasoned ? new Reasoned(kind, tokens) : new ModelFailure(kind, tokens);
}

function kindOf({ hasContent, calls, reasoning }: Said): FailureKind {
  return hasContent || calls !== '' || reasoning !== '' ? 'unreadable' : 'empty';
}

/** Servers add to a completion and leave out of it as they like; throws a `ModelFailure` where it is none at all. */
export function completionIn(body: string): Completion {
  const pieces = areEvents(body) ? eventsIn(body) : [parsed(body)];
  let message: Fields | null = null;
  let finish = '';
  let used: Fields = {};
  for (const { choices, usage } of pieces.filter(isFields)) {
    if (isFields(usage)) used = usage;
    const [first] = Array.isArray(choices) ? choices.filter(isFields) : [];
    if (first === undefined) continue;
    const said = [first['message'], first['delta']].find(isFields);
    message = joined(message ?? {}, said ?? { content: first['text'] });
    if (isText(first['finish_reason'])) finish = first['finish_reason'];
  }
  if (message === null) throw new ModelFailure('server fault');
  const details = used['completion_tokens_details'];
  const reasoningTokens = isFields(details) ? countIn(details['reasoning_tokens']) : null;
  const [input, output] = [used['prompt_tokens'], used['completion_tokens']].map(countIn);
  const tokens = { input: input ?? null, output: output ?? null };
  return { message, finish, tokens, reasoningTokens: reasoningTokens ?? 0 };
}

function joined(message: Fields, piece: Fields): Fields {
  const names = Object.keys({ ...message, ...piece });
  return Object.fromEntries(names.map((name) => [name, joinedValue(message[name], piece[name])]));
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

/** An answer that was cut may hold a value on the way to the answer: only one that comes first counts. */
function readAtOnce<Value>(content: string, read: ModelRequest<Value>['read']): Value | undefined {
  const isAtOnce = BEGINS_AS_OBJECT.test(content) || parsed(content) !== undefined;
  return isAtOnce ? lastRead(content, read) : undefined;
}

/** What is reasoned is not the answer, unless nothing else is said and it ends in one. */
function readAnywhere<Value>(said: Said, read: ModelRequest<Value>['read']): Value | undefined {
  const found = lastRead(said.content, read) ?? lastRead(said.calls, read);
  const isAllReasoned = found === undefined && !said.hasContent && said.calls === '';
  const endsInAnswer = isAllReasoned && ENDS_IN_JSON.test(said.reasoning);
  return endsInAnswer ? lastRead(withoutReasoning(said.reasoning), read) : found;
}

function saidIn(message: Fields): Said {
  const { content, tool_calls: calls, function_call: call } = message;
  const parts = isParts(content) ? content : [];
  const isReasoning = ({ type }: { readonly type: string }) => REASONING.test(type);
  const beside = Object.entries(message).filter(([name]) => REASONING.test(name));
  const reasoning = [...beside.map(([, value]) => value), ...parts.filter(isReasoning)];
  const answer = parts.filter((part) => !isReasoning(part)).flatMap((part) => textsIn(part));
  const written = (parts.length > 0 ? answer.join('') : asText(content)).trim();
  return {
    content: withoutReasoning(written),
    hasContent: written !== '',
    calls: asText(calls ?? call),
    reasoning: reasoning.flatMap(textsIn).join('\n').trim(),
  };
}

/** Models that reason give their content in parts, on some servers. */
function isParts(content: unknown): content is readonly { readonly type: string }[] {
  return Array.isArray(content) && content.every((part) => isFields(part) && isText(part['type']));
}

/** What is not a text was JSON before the server read it for us. */
function asText(value: unknown): string {
  if (typeof value === 'string') return value;
  const isNothing = value == null || (Array.isArray(value) && value.length === 0);
  return isNothing ? '' : JSON.stringify(value);
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (!isFields(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) => (name === 'type' ? [] : textsIn(inner)));
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function countIn(value: unknown): number | null {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : null;
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const NAME =
  '(?:[a-z]+:)?(?:think(?:ing)?|thoughts?|reason(?:ing)?|reflection|analysis|scratchpad)';
/** How models mark what they reason within their answer: Qwen, Magistral, Kimi, Cohere and their like. */
const MARKS = new RegExp(
  [
    String.raw`(?<closing></${NAME}\s*>|\[/THINK\]|◁/think▷|<\|END_(?:THINKING|THOUGHT)\|>)`,
    String.raw`<${NAME}\b[^<>]*>|\[THINK\]|◁think▷|<\|START_(?:THINKING|THOUGHT)\|>`,
  ].join('|'),
  'giu',
);
/** OpenAI's open models write each part into a channel: https://github.com/openai/harmony */
const CHANNEL = '<|channel|>';
const FINAL =
  /<\|channel\|>\s*final\b(?:[^<]|<\|constrain\|>)*<\|message\|>(?<answer>[^]*?)(?=<\|(?:end|return|start|channel)\|>|$)/giu;

/**
 * What a model wrote, without what it reasoned. A chat template may have swallowed the opening mark: what
 * stands before a lone closing one was reasoned too. So is what follows a mark that is never closed.
 */
function withoutReasoning(written: string): string {
  if (written.includes(CHANNEL)) {
    return [...written.matchAll(FINAL)].at(-1)?.groups?.['answer']?.trim() ?? '';
  }
  let answer = '';
  let from = 0;
  let isReasoning = false;
  for (const { 0: mark, index, groups } of written.matchAll(MARKS)) {
    const closes = groups?.['closing'] !== undefined;
    if (closes && !isReasoning) answer = '';
    else if (!closes && !isReasoning) answer += written.slice(from, index);
    isReasoning = !closes;
    from = index + mark.length;
  }
  return (isReasoning ? answer : answer + written.slice(from)).trim();
}
