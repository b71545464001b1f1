import { bad, type Finding, good, note } from '../../ports.ts';
import { isFields } from './answer.ts';
import { parsed } from './json-values.ts';
import { clientFor } from './openai.ts';
import type { OpenAiSettings } from './openai.ts';
import { failureOf } from './faults.ts';

/** A server to look at; which model it is to be asked for may not be known yet. */
type Server = Omit<OpenAiSettings, 'model'> & { readonly model: string | null };

/** What a server says of a model, in its own fields. */
type Entry = Readonly<Record<string, unknown>>;

const TIMEOUT_MS = 5_000;
/** Aggregators list hundreds of models, with some thousand characters on each. */
const MOST_CHARACTERS = 16_777_216;
const MOST_NAMES = 20;
const SOON_MS = 60 * 24 * 60 * 60 * 1_000;

const NOT_FOR_CHAT =
  /embed|rerank|whisper|transcri|tts|speech|audio|realtime|voxtral|image|dall|sora|video|ocr|moderation|guard/iu;

/** OpenAI has `shutdown_date`, Mistral `deprecation`, OpenRouter `expiration_date`; others, other words. */
const END = /deprecat|retire|shut_?down|expir|sunset|end_of_life|discontinu/iu;
const REPLACEMENT = /replace/iu;

/** Looks at what is asked of the model's server, without having it write anything. */
export async function checkUpModel(given: Server, now: () => Date): Promise<Finding> {
  const { model } = given;
  // What follows the path of an address may be secret.
  const server = { ...given, baseUrl: given.baseUrl.replace(/[?#].*$/u, '') };
  try {
    const entries = await entriesOf(given);
    const known = entries.find((entry) => model !== null && isCalled(entry, model));
    const today = now().toISOString().slice(0, 10);
    const living = entries.filter((entry) => (endOf(entry)?.day ?? today) >= today);
    if (known !== undefined && living.includes(known)) return lifeOf(known, server, now());
    const lacking = model === null ? '' : lackOf(known, server);
    return bad(`${lacking}set OPENAI_MODEL to ${choiceOf(living, model ?? '')}`);
  } catch (fault) {
    return findingOf(failureOf(fault).kind, server);
  }
}

/** OpenAI and most others wrap the list in `data`; Together does not, and Ollama's own is in `models`. */
async function entriesOf(server: Server): Promise<readonly Entry[]> {
  const client = clientFor(server, MOST_CHARACTERS);
  const response = await client.get('/models', { timeout: TIMEOUT_MS }).asResponse();
  const body = parsed(await response.text());
  const list = isFields(body) ? (body['data'] ?? body['models']) : body;
  if (!Array.isArray(list)) throw new TypeError('no list of models');
  return list.filter(isFields);
}

/** By its name, or as Ollama and Google write it. */
function isCalled(entry: Entry, model: string): boolean {
  const { id, name, aliases } = entry;
  const names = [id, name, ...(Array.isArray(aliases) ? (aliases as unknown[]) : [])];
  return [model, `${model}:latest`, `models/${model}`].some((each) => names.includes(each));
}

/** A model that is there: how long still, where the server tells. */
function lifeOf(known: Entry, { baseUrl, model }: Server, now: Date): Finding {
  const end = endOf(known);
  if (end === null) return good(`${baseUrl} has ${model}`);
  const text = `${baseUrl} has ${model}, until ${end.day}${end.next}`;
  const isSoon = Date.parse(end.day) - now.getTime() < SOON_MS;
  return isSoon ? note(text) : good(text);
}

function lackOf(known: Entry | undefined, { baseUrl, model }: Server): string {
  const end = known === undefined ? null : endOf(known);
  if (end === null) return `${baseUrl} does not have ${model}: `;
  return `${baseUrl} ended ${model} on ${end.day}${end.next}: `;
}

/** When a model ends and what comes after it, where the server tells. */
function endOf(entry: Entry): { readonly day: string; readonly next: string } | null {
  const fields = Object.entries(entry);
  const ends = fields.filter(([field]) => END.test(field)).map(([, value]) => dayIn(value));
  const day = ends.find((each) => each !== null);
  if (day === undefined) return null;
  const next = fields.find(([field, value]) => REPLACEMENT.test(field) && isName(value))?.[1];
  return { day, next: typeof next === 'string' ? `; then ${next}` : '' };
}

/** A date as text, or in seconds or milliseconds since 1970. */
function dayIn(value: unknown): string | null {
  const isText = typeof value === 'string' && /^\d{4}-\d\d-\d\d/u.test(value);
  const isCount = typeof value === 'number' && value > 1e9;
  if (!isText && !isCount) return null;
  const date = new Date(typeof value === 'number' && value < 1e11 ? value * 1_000 : value);
  return Number.isNaN(date.getTime()) ? null : date.toISOString().slice(0, 10);
}

/** Names that begin like the one that was meant come first, then the newest. */
function choiceOf(entries: readonly Entry[], meant: string): string {
  const names = entries
    .toSorted((one, other) => Number(other['created'] ?? 0) - Number(one['created'] ?? 0))
    .map(({ id, name }) => id ?? name)
    .filter(isName)
    .filter((name) => !NOT_FOR_CHAT.test(name))
    .toSorted((one, other) => likeness(other, meant) - likeness(one, meant));
  if (names.length === 0) return 'a name that the server has; it lists none';
  const more = names.length > MOST_NAMES ? `, or another of ${names.length}` : '';
  return `one of ${names.slice(0, MOST_NAMES).join(', ')}${more}`;
}

function likeness(name: string, meant: string): number {
  const differs = Array.from(meant).findIndex((letter, index) => name[index] !== letter);
  return differs < 0 ? meant.length : differs;
}

/** What a terminal can be given as it is. */
function isName(value: unknown): value is string {
  return typeof value === 'string' && /^[\x21-\x7e]{1,200}$/u.test(value);
}

function findingOf(kind: string, { baseUrl, model }: Server): Finding {
  if (kind === 'unauthorised') return bad(`${baseUrl} refuses OPENAI_API_KEY`);
  if (kind === 'unreachable') return bad(`${baseUrl} cannot be reached: check OPENAI_BASE_URL`);
  const unlisted = `${baseUrl} does not list its models (${kind})`;
  return model === null
    ? bad(`${unlisted}: set OPENAI_MODEL to the name of one that it has`)
    : note(`${unlisted}: whether it has ${model} is not known`);
}
