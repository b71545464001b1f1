import type { Log, Meter, Time } from '../ports.ts';
import type { Config } from '../config/config.ts';
import { BotError } from '../errors.ts';
import type { LanguageModel } from '../summary/language-model.ts';
import type { ChoiceRecord, Choose } from '../summary/model-choice.ts';

/** What asking a model needs of the rest of the program. */
interface ChoosingParts {
  /** The date where the debate is read, as `2026-11-22`. */
  readonly today: () => string;
  readonly time: Time;
  readonly log: Log;
  /** Given when the process stops. */
  readonly signal: AbortSignal;
  readonly meter?: Meter | undefined;
}

/**
 * Lets the configured model choose theses; null where none is configured. Rejects with a BotError
 * where a prompt or the configuration is not whole.
 */
export async function openChoosing(
  config: Config['model'],
  { today, time, log, signal, meter }: ChoosingParts,
): Promise<Choose | null> {
  const model = await openModel(config, { time, log });
  if (model === null) return null;
  const { createChooser } = await import('../summary/model-choice.ts');
  const { openPrompts } = await import('../summary/prompts.ts');
  const { readPrompts } = await import('./files.ts');
  return createChooser({
    model,
    prompt: openPrompts(readPrompts()).choix,
    limits: config,
    today,
    signal,
    now: time.now,
    record: recordIn(log, model.name, meter),
  });
}

const UNNAMED =
  'OPENAI_MODEL is not set, though OPENAI_API_KEY or OPENAI_BASE_URL is: set it to one of the models that npm run doctor lists, or unset both to do without a model';

/** The configured model; rejects with a BotError where it is not named; null where none is, and then nothing is ever sent to one. */
export async function openModel(
  config: Config['model'],
  parts: { readonly time: Time; readonly log: Log },
): Promise<LanguageModel | null> {
  if (config.server === null) return null;
  const { model, ...server } = config.server;
  if (model === null) throw new BotError('configuration', UNNAMED);
  const { OpenAiModel } = await import('../summary/models/openai.ts');
  return new OpenAiModel({ ...server, model }, parts);
}

/** One line a choice: counts, no word of what was asked or shown. What keeps a model from being asked is told once. */
function recordIn(
  log: Log,
  model: string,
  meter: Meter | undefined,
): (record: ChoiceRecord) => void {
  const told = new Set<ChoiceRecord['failure']>();
  return (record) => {
    const { failure, groups, tokens } = record;
    meter?.modelAsked('choice', failure ?? 'chosen', (tokens?.input ?? 0) + (tokens?.output ?? 0));
    const isOurs = failure === 'budget spent' || failure === 'too many at once';
    const event = groups === null ? 'the corpus’s own choice stands' : 'a model chose';
    log[isOurs && !told.has(failure) ? 'warn' : 'info']({ model, ...record }, event);
    if (groups === null) told.add(failure);
    else told.clear();
  };
}
