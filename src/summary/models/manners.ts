import type { ModelRequest } from '../language-model.ts';
import { Reasoned } from './chat-answer.ts';
import { complaintIn, failureOf, statusOf } from './server-faults.ts';

/** How a server wants to be asked: most compatible servers lack something of the original's. */
export interface Manners {
  /** How JSON is asked for: by a schema, as any object, or in the instructions only. */
  readonly format: 'json_schema' | 'json_object' | 'plain';
  /** OpenAI's reasoning models refuse the first name, Mistral and older Ollamas don't know the second. */
  readonly limit: 'max_tokens' | 'max_completion_tokens' | 'none';
  /** OpenAI's reasoning models have one temperature. */
  readonly hasTemperature: boolean;
  /** Gemma's chat templates have no place for a system message. */
  readonly hasSystem: boolean;
  readonly stream: 'unsaid' | 'on' | 'refused';
  /**
   * `reasoning_effort`, said once a model was found to reason where it should answer. OpenAI, Mistral,
   * Ollama and vLLM know `none`; OpenAI's oldest reasoning models know `minimal` or `low` at the least.
   */
  readonly effort: 'unsaid' | 'none' | 'minimal' | 'low' | 'refused';
  /**
   * The switch in chat templates such as Qwen's, for servers that don't turn it by `reasoning_effort`.
   * https://docs.vllm.ai/en/stable/features/reasoning_outputs/
   */
  readonly template: 'unsaid' | 'off' | 'refused';
}

export const FIRST_MANNERS: Manners = {
  format: 'json_schema',
  limit: 'max_tokens',
  hasTemperature: true,
  hasSystem: true,
  stream: 'unsaid',
  effort: 'unsaid',
  template: 'unsaid',
};

type Change = (manners: Manners, complaint: string) => Partial<Manners> | null;

const FORMATS = ['json_schema', 'json_object', 'plain'] as const;
const LIMITS = ['max_tokens', 'max_completion_tokens', 'none'] as const;
const STREAMS = ['unsaid', 'on', 'refused'] as const;
const TEMPLATES = ['unsaid', 'off', 'refused'] as const;
const EFFORTS = ['none', 'minimal', 'low'] as const;

const FIELD =
  /\b(?:response_format|reasoning_effort|chat_template_kwargs|enable_thinking|temperature|stream|max_(?:completion_)?tokens)\b/u;

/** What to do without, by what a complaint is about; no two servers say it in the same words. */
const CHANGES: readonly (readonly [about: RegExp, change: Change])[] = [
  [
    /chat_template|enable_thinking|\bthinking\b/iu,
    // DashScope wants the switch turned wherever an answer does not come in pieces.
    ({ template }) => withValue('template', after(TEMPLATES, template)),
  ],
  [/reasoning|effort|think/iu, ({ effort }, complaint) => lesserEffort(effort, complaint)],
  [/temperature/iu, ({ hasTemperature }) => (hasTemperature ? { hasTemperature: false } : null)],
  [/\bstream|流式/iu, ({ stream }) => withValue('stream', after(STREAMS, stream))],
  [/max_(?:completion_)?tokens/iu, ({ limit }) => withValue('limit', after(LIMITS, limit))],
  [
    /\b(?:system|developer)\b.{0,30}\b(?:role|message|prompt|instruction)|\broles?\b|alternat|jinja/iu,
    ({ hasSystem }) => (hasSystem ? { hasSystem: false } : null),
  ],
  [
    /response_format|schema|json|grammar|structured|requested parameters/iu,
    ({ format }) => withValue('format', after(FORMATS, format)),
  ],
];

const AS_IT_REASONS = { effort: 'refused', template: 'refused' } as const;
/** What every server has, for those that refuse without a word we know. */
const PLAINEST = { format: 'plain', hasTemperature: false, hasSystem: false } as const;

/** OpenRouter looks for who takes a request, and finds nobody. */
const FORMAT_AS_A_LACK = /requested parameters|response_format|json_schema/iu;

/** Nothing of how a request is put helps where it asks too much. */
const TOO_MUCH = /too (?:long|large|many|big)|context|exceed/iu;

/** Other manners, where a request met with a fault for these; null where it was for something else. */
export function otherManners(manners: Manners, fault: unknown): Manners | null {
  const failure = failureOf(fault);
  if (failure instanceof Reasoned) {
    return manners.effort === 'unsaid' ? { ...manners, effort: 'none', template: 'off' } : null;
  }
  const complaint = complaintIn(fault);
  const status = statusOf(fault) ?? 0;
  // llama.cpp answers 500 where a chat template refuses a role.
  const isOfFormat = [403, 404].includes(status) && FORMAT_AS_A_LACK.test(complaint ?? '');
  if (complaint === null || !(isOfFormat || [400, 422, 500, 501].includes(status))) return null;
  // The field that is named first is what it is about: others are those that the server does know.
  for (const subject of [FIELD.exec(complaint)?.[0] ?? '', complaint]) {
    for (const [about, change] of CHANGES) {
      const other = about.test(subject) ? change(manners, complaint) : null;
      if (other !== null) return { ...manners, ...other };
    }
  }
  const isUnclear = status < 500 && failure.kind === 'bad request' && !TOO_MUCH.test(complaint);
  return isUnclear ? plainer(manners) : null;
}

/** Without what was added last, then without all that a server may lack. */
function plainer(manners: Manners): Manners | null {
  if (isEffort(manners.effort)) return { ...manners, ...AS_IT_REASONS };
  return manners.format === 'plain' ? null : { ...manners, ...PLAINEST };
}

/** The least that the server says it has instead; a server that names none does not know the field. */
function lesserEffort(effort: Manners['effort'], complaint: string): Partial<Manners> | null {
  if (!isEffort(effort)) return null;
  const others = EFFORTS.slice(EFFORTS.indexOf(effort) + 1);
  return { effort: others.find((each) => complaint.includes(each)) ?? 'refused' };
}

function isEffort(effort: Manners['effort']): effort is (typeof EFFORTS)[number] {
  return effort !== 'unsaid' && effort !== 'refused';
}

function after<Value>(values: readonly Value[], value: Value): Value | undefined {
  return values[values.indexOf(value) + 1];
}

function withValue<Name extends 'limit' | 'format' | 'stream' | 'template'>(
  name: Name,
  value: Manners[Name] | undefined,
): Partial<Manners> | null {
  return value === undefined ? null : { [name]: value };
}

/** What is sent, and nothing else is: the prompt, its settings and the schema. */
export function bodyFor(
  model: string,
  { system, user, schema, settings }: ModelRequest<unknown>,
  manners: Manners,
): object {
  const { format, limit, hasTemperature, hasSystem, stream, effort, template } = manners;
  const told =
    format === 'json_schema'
      ? system
      : `${system}\n\nJSON schema:\n${JSON.stringify(schema.schema)}`;
  const messages = hasSystem
    ? [
        { role: 'system', content: told },
        { role: 'user', content: user },
      ]
    : [{ role: 'user', content: `${told}\n\n${user}` }];
  return {
    model,
    messages,
    ...(limit === 'none' ? {} : { [limit]: settings.maxTokens }),
    ...(hasTemperature ? { temperature: settings.temperature } : {}),
    ...(stream === 'on' ? { stream: true } : {}),
    ...(isEffort(effort) ? { reasoning_effort: effort } : {}),
    ...(template === 'off'
      ? {
          enable_thinking: false,
          thinking: { type: 'disabled' },
          chat_template_kwargs: { enable_thinking: false, thinking: false },
        }
      : {}),
    ...formatOf(format, schema),
  };
}

function formatOf(format: Manners['format'], { name, schema }: ModelRequest<unknown>['schema']) {
  if (format === 'plain') return {};
  if (format === 'json_object') return { response_format: { type: 'json_object' } };
  return {
    response_format: { type: 'json_schema', json_schema: { name, strict: true, schema } },
  };
}
