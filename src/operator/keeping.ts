import { type Config, secretsIn } from '../config/config.ts';
import { quoteDocument } from '../debate/document.ts';
import type { Corpus, Passage } from '../debate/passage.ts';
import { Quote } from '../debate/quote.ts';
import { BotError } from '../errors.ts';
import { ANSWERED, type Surroundings } from '../running/surroundings.ts';
import { platformTime } from '../running/work.ts';
import { debateChosen, debatesChosen, takeKey } from './choosing.ts';

const PASSAGES_USAGE = 'usage: npm run --silent corpus -- passages --json';

/**
 * Runs what whoever keeps a debate asks of its files, each command loaded only where it is asked for;
 * resolves to the exit code.
 */
export async function keepCorpus(
  typed: readonly string[],
  config: Config,
  surroundings: Surroundings,
): Promise<number> {
  const { key, rest } = takeKey(typed);
  const [name, ...given] = rest;
  switch (name) {
    case 'theses':
      return proposeTheses(given, debateChosen(key, config).corpusFolder, config, surroundings);
    case 'import': {
      const { importCommand } = await import('./import-command.ts');
      const { ownCorpusFolder, debatesFolder } = config;
      const isOne = key === null && debatesFolder === null;
      const chosen = key === null ? null : debateChosen(key, config).corpusFolder;
      const into = isOne ? ownCorpusFolder : chosen;
      return importCommand(given, into, surroundings, debatesFolder);
    }
    case 'doubts': {
      const { doubtsCommand } = await import('./doubts.ts');
      return doubtsCommand(given, debateChosen(key, config).corpusFolder, surroundings);
    }
    case 'proposals': {
      const { proposalsCommand } = await import('./proposals.ts');
      return proposalsCommand(given, config, surroundings, key);
    }
    case 'index': {
      const { indexCommand } = await import('./indexing.ts');
      return indexCommand(given, key, config, surroundings);
    }
    case 'passages': {
      const { loadCorpus } = await import('../running/reader.ts');
      const corpus = await loadCorpus(debateChosen(key, config));
      return passagesCommand(given, corpus, surroundings);
    }
    default: {
      const { corpusCommand } = await import('./corpus.ts');
      return corpusCommand(rest, debatesChosen(key, config), surroundings);
    }
  }
}

async function proposeTheses(
  typed: readonly string[],
  folder: string,
  config: Config,
  surroundings: Surroundings,
) {
  const { thesesCommand } = await import('./theses.ts');
  const { openModel } = await import('../running/model.ts');
  const { createLog } = await import('../running/log.ts');
  const { errors, now } = surroundings;
  const parts = { time: platformTime(now), log: createLog(errors, secretsIn(config)) };
  return thesesCommand(typed, folder, {
    ...surroundings,
    openModel: () => openModel(config.model, parts),
  });
}

/** `corpus passages --json`: every passage of the corpus, a JSON document a line, for people's own tools. */
export function passagesCommand(
  typed: readonly string[],
  { passages }: Corpus,
  { output }: Pick<Surroundings, 'output'>,
): number {
  if (typed.some((option) => option !== '--json')) throw new BotError('usage', PASSAGES_USAGE);
  for (const passage of passages) output.write(`${JSON.stringify(passageDocument(passage))}\n`);
  return ANSWERED;
}

function passageDocument(passage: Passage) {
  const certainty = passage.deduction === null ? 'stated' : 'deduced';
  return { ...quoteDocument(Quote.at(passage)), certainty };
}
