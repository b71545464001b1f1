import { ModelFailure } from '../language-model.ts';
import type { FailureKind, ModelAnswer, ModelRequest, Tokens } from '../language-model.ts';
import { isFields } from './completion.ts';
import type { Completion } from './completion.ts';
import { lastRead, parsed } from './json-values.ts';
import { withoutReasoning } from './reasoning.ts';

/** An answer without what was asked for, from a model that reasoned instead or beforehand. */
export class Reasoned extends ModelFailure {}

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
  throw failed(isCut ? 'cut' : kindOf(said), tokens, isReasoned);
}

function failed(kind: FailureKind, tokens: Tokens, isReasoned: boolean): ModelFailure {
  return isReasoned ? new Reasoned(kind, tokens) : new ModelFailure(kind, tokens);
}

function kindOf(said: Said): FailureKind {
  const { hasContent, calls, reasoning } = said;
  return hasContent || calls !== '' || reasoning !== '' ? 'unreadable' : 'empty';
}

/** An answer that was cut may hold a value on the way to the answer: only one that comes first counts. */
function readAtOnce<Value>(content: string, read: ModelRequest<Value>['read']): Value | undefined {
  const isAtOnce = BEGINS_AS_OBJECT.test(content) || parsed(content) !== undefined;
  return isAtOnce ? lastRead(content, read) : undefined;
}

/** What ends a text that ends in its answer. */
const ENDS_IN_JSON = /[\]}]\s*(?:```\s*)?$/u;

/** What is reasoned is not the answer, unless nothing else is said and it ends in one. */
function readAnywhere<Value>(said: Said, read: ModelRequest<Value>['read']): Value | undefined {
  const found = lastRead(said.content, read) ?? lastRead(said.calls, read);
  const isAllReasoned = found === undefined && !said.hasContent && said.calls === '';
  const endsInAnswer = isAllReasoned && ENDS_IN_JSON.test(said.reasoning);
  return endsInAnswer ? lastRead(withoutReasoning(said.reasoning), read) : found;
}

function saidIn(message: Completion['message']): Said {
  const { content, tool_calls: calls, function_call: call } = message;
  const parts = isParts(content) ? content : [];
  const isReasoning = ({ type }: { readonly type: string }) => REASONING.test(type);
  const beside = Object.entries(message).filter(([name]) => REASONING.test(name));
  const reasoning = [...beside.map(([, value]) => value), ...parts.filter(isReasoning)];
  const answer = parts.filter((part) => !isReasoning(part)).flatMap((part) => textsIn(part));
  const written = (parts.length > 0 ? answer.join('') : asText(content)).trim();
  return {
    ...{ content: withoutReasoning(written), hasContent: written !== '' },
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
  const isNothing =
    value === undefined || value === null || (Array.isArray(value) && value.length === 0);
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
