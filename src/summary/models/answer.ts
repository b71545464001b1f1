import { ModelFailure } from '../language-model.ts';
import type { ModelAnswer, ModelRequest, Tokens } from '../language-model.ts';
import { Reasoned } from './faults.ts';
import { lastRead, parsed } from './json-values.ts';
import { areEvents, eventsIn } from './wire.ts';

type Fields = Readonly<Record<string, unknown>>;

/** What is needed of a chat completion, from one body or from the pieces of a stream. */
interface Completion {
  /** What is said, by its place: the content, function calls, a refusal, or any field of reasoning. */
  readonly said: ReadonlyMap<string, string>;
  /** Why the model stopped, in the server's word for it. */
  readonly finish: string;
  readonly tokens: Tokens;
  readonly reasoningTokens: number;
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
  { said, finish, tokens, reasoningTokens }: Completion,
  read: ModelRequest<Value>['read'],
): ModelAnswer<Value> {
  const { content = '', calls = '', refusal = '', ...beside } = Object.fromEntries(said);
  if (REFUSED.test(finish) || refusal !== '') throw new ModelFailure('refused', tokens);
  if (FAILED.test(finish)) throw new ModelFailure('server fault', tokens);
  const written = content.trim();
  const answer = withoutReasoning(written);
  const reasoning = Object.values(beside).join('\n').trim();
  // What is reasoned is not the answer, unless nothing else is said and it ends in one.
  const isAllReasoned = written === '' && calls === '' && ENDS_IN_JSON.test(reasoning);
  const other = isAllReasoned ? withoutReasoning(reasoning) : calls;
  const isCut = CUT.test(finish);
  const value = isCut
    ? readAtOnce(answer, read)
    : (lastRead(answer, read) ?? lastRead(other, read));
  if (value !== undefined) return { value, tokens };
  const isSilent = written === '' && calls === '' && reasoning === '';
  const useless = isSilent ? 'empty' : 'unreadable';
  const kind = isCut ? 'cut' : useless;
  const reasons = reasoning !== '' || reasoningTokens > 0;
  // What is cut before it comes to JSON is reasoning too, whether it is marked as such or not.
  const isReasoned = isCut
    ? reasons || !BEGINS_AS_OBJECT.test(answer)
    : answer === '' && (reasons || written !== '');
  throw isReasoned ? new Reasoned(kind, tokens) : new ModelFailure(kind, tokens);
}

/** Servers add to a completion and leave out of it as they like; throws a `ModelFailure` where it is none at all. */
export function completionIn(body: string): Completion {
  const pieces = areEvents(body) ? eventsIn(body) : [parsed(body)];
  const said = new Map<string, string>();
  let finish: string | null = null;
  let used: Fields = {};
  for (const { choices, usage } of pieces.filter(isFields)) {
    if (isFields(usage)) used = usage;
    const [first] = Array.isArray(choices) ? choices.filter(isFields) : [];
    if (first === undefined) continue;
    const message = [first['message'], first['delta']].find(isFields);
    for (const [place, text] of placesIn(message ?? { content: first['text'] })) {
      said.set(place, (said.get(place) ?? '') + text);
    }
    finish = isText(first['finish_reason']) ? first['finish_reason'] : (finish ?? '');
  }
  if (finish === null) throw new ModelFailure('server fault');
  const details = used['completion_tokens_details'];
  const reasoningTokens = isFields(details) ? countIn(details['reasoning_tokens']) : null;
  const [input = null, output = null] = [used['prompt_tokens'], used['completion_tokens']].map(
    countIn,
  );
  return { said, finish, tokens: { input, output }, reasoningTokens: reasoningTokens ?? 0 };
}

/** An answer that was cut may hold a value on the way to the answer: only one that comes first counts. */
function readAtOnce<Value>(content: string, read: ModelRequest<Value>['read']): Value | undefined {
  const isAtOnce = BEGINS_AS_OBJECT.test(content) || parsed(content) !== undefined;
  return isAtOnce ? lastRead(content, read) : undefined;
}

/** What a message, or a piece of one, says in each place. */
function placesIn(message: Fields): readonly (readonly [place: string, text: string])[] {
  const { content, refusal, tool_calls: calls, function_call: call, ...others } = message;
  const parts = isParts(content) ? content : [{ type: 'text', text: asText(content) }];
  const beside = Object.entries(others).filter(([name]) => REASONING.test(name));
  return [
    ...parts.map(
      (part) => [REASONING.test(part.type) ? 'reasoning' : 'content', wordsIn(part)] as const,
    ),
    ['calls', [calls ?? call].flat().map(argumentsIn).join('')],
    ['refusal', isText(refusal) ? refusal : ''],
    ...beside.map(([name, value]) => [name, wordsIn(value)] as const),
  ];
}

/** Models that reason give their content in parts, on some servers. */
function isParts(content: unknown): content is readonly { readonly type: string }[] {
  return (
    Array.isArray(content) &&
    content.length > 0 &&
    content.every((part) => isFields(part) && isText(part['type']))
  );
}

function argumentsIn(call: unknown): string {
  const { function: named, arguments: given } = Object(call) as Fields;
  return asText(isFields(named) ? named['arguments'] : given);
}

/** What is not a text was JSON before the server read it for us. */
function asText(value: unknown): string {
  if (typeof value === 'string') return value;
  const isNothing = value == null || (Array.isArray(value) && value.length === 0);
  return isNothing ? '' : JSON.stringify(value);
}

function wordsIn(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(wordsIn).join('');
  if (!isFields(value)) return '';
  const told = Object.entries(value).filter(([name]) => name !== 'type');
  return told.map(([, inner]) => wordsIn(inner)).join('');
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
