import { type Config, secretsIn } from '../config/config.ts';
import type { Surroundings } from '../running/surroundings.ts';
import { platformTime } from '../running/work.ts';

// Each command is loaded only where it is asked for.

/** Runs what whoever keeps a debate asks of its files; resolves to the exit code. */
export async function keepCorpus(
  typed: readonly string[],
  config: Config,
  surroundings: Surroundings,
): Promise<number> {
  const [name, ...rest] = typed;
  switch (name) {
    case 'theses':
      return proposeTheses(rest, config, surroundings);
    case 'import': {
      const { importCommand } = await import('./import-command.ts');
      return importCommand(rest, config.ownCorpusFolder, surroundings);
    }
    case 'doubts': {
      const { doubtsCommand } = await import('./doubts.ts');
      return doubtsCommand(rest, config.corpusFolder, surroundings);
    }
    case 'passages': {
      const { loadCorpus } = await import('../running/reader.ts');
      const { passagesCommand } = await import('./passages.ts');
      return passagesCommand(rest, await loadCorpus(config), surroundings);
    }
    default: {
      const { corpusCommand } = await import('./corpus.ts');
      return corpusCommand(typed, config.corpusFolder, surroundings);
    }
  }
}

async function proposeTheses(typed: readonly string[], config: Config, surroundings: Surroundings) {
  const { thesesCommand } = await import('./theses.ts');
  const { openModel } = await import('../running/model.ts');
  const { createLog } = await import('../running/log.ts');
  const { errors, now } = surroundings;
  const parts = { time: platformTime(now), log: createLog(errors, secretsIn(config)) };
  return thesesCommand(typed, config.corpusFolder, {
    ...surroundings,
    openModel: () => openModel(config.model, parts),
  });
}
