import { bad, good, note } from '../finding.ts';
import type { Finding } from '../finding.ts';
import { clientFor } from './openai.ts';
import type { OpenAiSettings } from './openai.ts';
import { failureOf } from './server-faults.ts';

const TIMEOUT_MS = 5_000;
/** What a list of models may hold; the rest is not read. */
const MOST_MODELS = 1_000;

/** Looks at what a summary needs of the model's server, without having it write anything. */
export async function checkUpModel(settings: OpenAiSettings): Promise<Finding> {
  const { model, baseUrl } = settings;
  try {
    const names = await modelsOf(settings);
    return names.includes(model)
      ? good(`${baseUrl} has ${model}`)
      : note(`${baseUrl} does not list ${model}: check OPENAI_MODEL if summaries fail`);
  } catch (fault) {
    return findingOf(failureOf(fault).kind, baseUrl);
  }
}

async function modelsOf(settings: OpenAiSettings): Promise<readonly string[]> {
  const names: string[] = [];
  for await (const { id } of clientFor(settings).models.list({ timeout: TIMEOUT_MS })) {
    names.push(id);
    if (names.length === MOST_MODELS) break;
  }
  return names;
}

function findingOf(kind: string, baseUrl: string): Finding {
  switch (kind) {
    case 'unauthorised':
      return bad(`${baseUrl} refuses OPENAI_API_KEY`);
    case 'unreachable':
      return bad(`${baseUrl} cannot be reached: check OPENAI_BASE_URL`);
    default:
      return note(
        `${baseUrl} does not list its models (${kind}): whether it has this one is not known`,
      );
  }
}
