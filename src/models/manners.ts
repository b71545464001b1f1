import type { OpenAI } from 'openai';
import type { ModelRequest } from '../summary/language-model.ts';
import { apiErrorIn } from './api-error.ts';

type Body = OpenAI.Chat.Completions.ChatCompletionCreateParamsNonStreaming;

/** How a server wants to be asked: most compatible servers lack something of the original's. */
export interface Manners {
  /** How JSON is asked for: by a schema, as any object, or in the instructions only. */
  readonly format: 'json_schema' | 'json_object' | 'plain';
  /** OpenAI's reasoning models refuse the first name, Mistral and older Ollamas don't know the second. */
  readonly limit: 'max_tokens' | 'max_completion_tokens';
  /** OpenAI's reasoning models have one temperature. */
  readonly hasTemperature: boolean;
}

export const FIRST_MANNERS: Manners = {
  format: 'json_schema',
  limit: 'max_tokens',
  hasTemperature: true,
};

const LESSER_FORMAT = { json_schema: 'json_object', json_object: 'plain', plain: null } as const;

/** What is sent, and nothing else is: the prompt, its settings and the schema. */
export function bodyFor(
  model: string,
  { system, user, schema, settings }: ModelRequest,
  { format, limit, hasTemperature }: Manners,
): Body {
  const told =
    format === 'json_schema'
      ? system
      : `${system}\n\nJSON schema:\n${JSON.stringify(schema.schema)}`;
  return {
    model,
    messages: [
      { role: 'system', content: told },
      { role: 'user', content: user },
    ],
    [limit]: settings.maxTokens,
    ...(hasTemperature ? { temperature: settings.temperature } : {}),
    ...formatOf(format, schema),
  };
}

function formatOf(
  format: Manners['format'],
  { name, schema }: ModelRequest['schema'],
): Pick<Body, 'response_format'> {
  if (format === 'plain') return {};
  if (format === 'json_object') return { response_format: { type: 'json_object' } };
  return {
    response_format: { type: 'json_schema', json_schema: { name, strict: true, schema } },
  };
}

/** Other manners, where a server refused a request for these; null where it refused something else. */
export function otherManners(manners: Manners, fault: unknown): Manners | null {
  const error = apiErrorIn(fault);
  if (error === null || ![400, 422].includes(error.status ?? 0)) return null;
  const { format, limit, hasTemperature } = manners;
  const complaint = `${error.param ?? ''} ${error.message}`;
  if (hasTemperature && /temperature/iu.test(complaint)) {
    return { ...manners, hasTemperature: false };
  }
  const lesser = LESSER_FORMAT[format];
  // No two servers say it in the same words: « response_format », « json_schema », « grammar », « guided_json ».
  if (lesser !== null && /response_format|schema|json|grammar|structured/iu.test(complaint)) {
    return { ...manners, format: lesser };
  }
  if (limit === 'max_tokens' && /max_tokens/iu.test(complaint)) {
    return { ...manners, limit: 'max_completion_tokens' };
  }
  return null;
}
