import type { ModelRequest } from '../language-model.ts';
import { Reasoned, complaintIn, failureOf, statusOf } from './faults.ts';

/**
 * What each part of a request can be, in the order in which it is tried: most servers that call
 * themselves compatible with OpenAI's lack something of it.
 */
const FORMS = {
  /** How JSON is asked for: by a schema, as any object, or in the instructions only. */
  format: ['json_schema', 'json_object', 'plain'],
  /** OpenAI's reasoning models refuse the first name, Mistral and older Ollamas don't know the second. */
  limit: ['max_tokens', 'max_completion_tokens', 'none'],
  /** OpenAI's reasoning models have one temperature. */
  temperature: ['sent', 'left out'],
  /** Gemma's chat templates have no place for a system message. */
  system: ['apart', 'before the question'],
  stream: ['unsaid', 'on', 'refused'],
  /**
   * `reasoning_effort`, sent once a model was found to reason where it should answer. OpenAI, Mistral,
   * Ollama and vLLM know `none`; OpenAI's oldest reasoning models know `minimal` or `low` at the least.
   */
  effort: ['unsaid', 'none', 'minimal', 'low', 'refused'],
  /**
   * The switch in chat templates such as Qwen's, for servers that don't turn it by `reasoning_effort`.
   * https://docs.vllm.ai/en/stable/features/reasoning_outputs/
   */
  template: ['unsaid', 'off', 'refused'],
} as const;

type Part = keyof typeof FORMS;
/** How a server wants to be asked. */
export type Dialect = { readonly [Name in Part]: (typeof FORMS)[Name][number] };

/** The first form of each part. */
export const FIRST_DIALECT = Object.fromEntries(
  Object.entries(FORMS).map(([part, [first]]) => [part, first]),
) as Dialect;

const FIELD =
  /\b(?:response_format|reasoning_effort|chat_template_kwargs|enable_thinking|temperature|stream|max_(?:completion_)?tokens)\b/u;

/** Which part a complaint is about; no two servers say it in the same words. */
const SUBJECTS: readonly (readonly [about: RegExp, part: Part])[] = [
  // DashScope wants the switch turned wherever an answer does not come in pieces.
  [/chat_template|enable_thinking|\bthinking\b/iu, 'template'],
  [/reasoning|effort|think/iu, 'effort'],
  [/temperature/iu, 'temperature'],
  [/\bstream|流式/iu, 'stream'],
  [/max_(?:completion_)?tokens/iu, 'limit'],
  [
    /\b(?:system|developer)\b.{0,30}\b(?:role|message|prompt|instruction)|\broles?\b|alternat|jinja/iu,
    'system',
  ],
  [/response_format|schema|json|grammar|structured|requested parameters/iu, 'format'],
];

/** What every server takes, for those that refuse without a word we know. */
const PLAINEST = {
  format: 'plain',
  temperature: 'left out',
  system: 'before the question',
} as const;

/** OpenRouter looks for a provider that takes the whole request, and answers 404 where there is none. */
const FORMAT_IS_MISSING = /requested parameters|response_format|json_schema/iu;

/** A request that asks too much is refused in every dialect. */
const TOO_MUCH = /too (?:long|large|many|big)|context|exceed/iu;

/** Another dialect to try after a fault; null where the fault has nothing to do with how the request was put. */
export function otherDialect(dialect: Dialect, fault: unknown): Dialect | null {
  const failure = failureOf(fault);
  if (failure instanceof Reasoned) {
    return dialect.effort === 'unsaid' ? { ...dialect, effort: 'none', template: 'off' } : null;
  }
  const complaint = complaintIn(fault);
  const status = statusOf(fault) ?? 0;
  // llama.cpp answers 500 where a chat template refuses a role.
  const isOfFormat = [403, 404].includes(status) && FORMAT_IS_MISSING.test(complaint ?? '');
  if (complaint === null || !(isOfFormat || [400, 422, 500, 501].includes(status))) return null;
  // The field that is named first is what it is about: others are those that the server does know.
  for (const subject of [FIELD.exec(complaint)?.[0] ?? '', complaint]) {
    for (const [about, part] of SUBJECTS) {
      const other = about.test(subject) ? changed(dialect, part, complaint) : null;
      if (other !== null) return other;
    }
  }
  const isUnclear = status < 500 && failure.kind === 'bad request' && !TOO_MUCH.test(complaint);
  return isUnclear ? plainer(dialect) : null;
}

/** With the next form of one part; null where it has none left. */
function changed(dialect: Dialect, part: Part, complaint: string): Dialect | null {
  const forms: readonly string[] = FORMS[part];
  const left = forms.slice(forms.indexOf(dialect[part]) + 1);
  if (left.length === 0 || (part === 'effort' && dialect.effort === 'unsaid')) return null;
  // A server that names none of the lesser efforts does not know the field.
  const isKnown = (form: string) => part !== 'effort' || complaint.includes(form);
  return { ...dialect, [part]: left.find(isKnown) ?? 'refused' };
}

/** Without what was added last, then without all that a server may lack. */
function plainer(dialect: Dialect): Dialect | null {
  if (!['unsaid', 'refused'].includes(dialect.effort)) {
    return { ...dialect, effort: 'refused', template: 'refused' };
  }
  return dialect.format === 'plain' ? null : { ...dialect, ...PLAINEST };
}

const NO_THINKING = {
  enable_thinking: false,
  thinking: { type: 'disabled' },
  chat_template_kwargs: { enable_thinking: false, thinking: false },
};

/** The prompt, its settings and the schema; nothing else is sent. */
export function bodyFor(
  model: string,
  { system, user, schema, settings }: ModelRequest<unknown>,
  dialect: Dialect,
): object {
  const { format, limit, effort } = dialect;
  const inWords = `${system}\n\nJSON schema:\n${JSON.stringify(schema.schema)}`;
  const told = format === 'json_schema' ? system : inWords;
  const apart = [
    { role: 'system', content: told },
    { role: 'user', content: user },
  ];
  const together = [{ role: 'user', content: `${told}\n\n${user}` }];
  return {
    model,
    messages: dialect.system === 'apart' ? apart : together,
    ...(limit !== 'none' && { [limit]: settings.maxTokens }),
    ...(dialect.temperature === 'sent' && { temperature: settings.temperature }),
    ...(dialect.stream === 'on' && { stream: true }),
    ...(effort !== 'unsaid' && effort !== 'refused' && { reasoning_effort: effort }),
    ...(dialect.template === 'off' && NO_THINKING),
    ...(format === 'json_object' && { response_format: { type: format } }),
    ...(format === 'json_schema' && {
      response_format: { type: format, json_schema: { ...schema, strict: true } },
    }),
  };
}
