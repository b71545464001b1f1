import { BotError } from '../errors.ts';
import { readPrompts } from '../running/files.ts';
import { progressBar } from '../running/progress.ts';
import type { Surroundings } from '../running/surroundings.ts';
import type { LanguageModel } from '../summary/language-model.ts';
import { createProposer } from '../summary/proposing.ts';
import { openPrompts } from '../summary/prompts.ts';
import { openCorpus, typedAs, worksCalled } from './opening.ts';
import { proposeAll, type RunParts } from './thesis-run.ts';
import {
  type Choices,
  countsOf,
  isUnanswered,
  linesOf,
  listOf,
  noAnswer,
  placedIn,
  reportOf,
  type Wanted,
  WANTED,
} from './thesis-report.ts';

const USAGE =
  'usage: npm run corpus -- theses [WORK…] [--search-words] [--budget TOKENS] [--dry-run]';
/** Enough for some hundred passages. */
const STANDARD_BUDGET = '200000';

type Desk = Pick<Surroundings, 'output' | 'errors' | 'now' | 'untilStopped'> & {
  /** The configured model; null where none is. */
  readonly openModel: () => Promise<LanguageModel | null>;
};

/**
 * `corpus theses`: lists the passages whose thesis nobody has written or read; where a model is configured,
 * lets it propose the theses that are missing, and writes them into the works as proposed; with
 * `--search-words`, the search words of passages that have none. 0 but for a fault of usage or corpus, or where the model never answered: then a BotError.
 */
export async function thesesCommand(
  typed: readonly string[],
  folder: string,
  desk: Desk,
): Promise<number> {
  const { ids, wanted, ...choices } = readArguments(typed);
  const { corpus, works } = openCorpus(folder);
  const chosen = worksCalled(ids, works);
  const say = (line: string) => desk.output.write(`${line}\n`);
  const model = await desk.openModel();
  if (model === null) {
    for (const line of listOf(chosen, wanted)) say(line);
    return 0;
  }
  const stopping = new AbortController();
  void desk.untilStopped().then(() => {
    stopping.abort();
  });
  const { signal } = stopping;
  const prompts = openPrompts(readPrompts());
  const proposer = createProposer({ model, corpus, signal, prompts });
  const { ask, lacks, none } = WANTED[wanted];
  const missing = chosen.flatMap(placedIn).filter(({ passage }) => lacks(passage));
  if (missing.length === 0) {
    say(none);
    return 0;
  }
  const shown = shownBy(desk, choices);
  const parts = { propose: proposer[ask], lacks, signal, ...choices, ...shown };
  const run = await proposeAll(missing, parts);
  for (const line of reportOf(run, model.name, choices, wanted)) say(line);
  if (isUnanswered(run)) throw new BotError('configuration', noAnswer(run, model.name));
  return 0;
}

/** What the run tells while it lasts: the bar gives way to each line. */
function shownBy(
  { output, errors, now }: Desk,
  { writes }: Choices,
): Pick<RunParts, 'tell' | 'progress'> {
  const draw = progressBar(errors, now);
  return {
    tell: (placed, outcome) => {
      const lines = linesOf(placed, outcome, writes);
      if (lines.length > 0) draw(1);
      for (const line of lines) output.write(`${line}\n`);
    },
    progress: (run) => {
      draw(run.outcomes.length / run.of, countsOf(run));
      if (run.ended !== null) draw(1);
    },
  };
}

function readArguments(typed: readonly string[]) {
  const { values, positionals: ids } = typedAs(typed, USAGE, {
    budget: { type: 'string', default: STANDARD_BUDGET },
    'dry-run': { type: 'boolean', default: false },
    'search-words': { type: 'boolean', default: false },
  });
  if (!/^[1-9]\d{0,11}$/u.test(values.budget)) throw new BotError('usage', USAGE);
  const wanted: Wanted = values['search-words'] ? 'search words' : 'theses';
  return { ids, wanted, budget: Number(values.budget), writes: !values['dry-run'] };
}
