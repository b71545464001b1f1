import type { Config } from './config/config.ts';
import type { Corpus } from './debate/passage.ts';
import { isServer, serve } from './running/serving.ts';
import { platformTime } from './running/surroundings.ts';
import type { Surroundings } from './running/surroundings.ts';

/** Runs what the arguments name; resolves to the exit code. */
export async function run(
  [name, ...rest]: readonly string[],
  config: Config,
  surroundings: Surroundings,
): Promise<number> {
  switch (name) {
    case 'corpus': {
      if (rest[0] === 'theses') return proposeTheses(rest.slice(1), config, surroundings);
      const { corpusCommand } = await import('./operator/corpus.ts');
      return corpusCommand(rest, config.corpusFolder, surroundings);
    }
    case 'verifier': {
      const { verifierCommand } = await import('./operator/verifier.ts');
      return verifierCommand(rest, await openCorpus(config), surroundings);
    }
    case 'doctor': {
      const { doctorCommand } = await import('./operator/doctor.ts');
      return doctorCommand(rest, config, surroundings);
    }
    case 'discord-register': {
      const { registerCommand } = await import('./operator/discord-register.ts');
      return registerCommand(rest, config.discord, surroundings, platformTime(surroundings.now));
    }
    case 'debat':
      return talk(rest, config, surroundings);
    case 'serve':
      return serve(config, surroundings, rest.includes('--watch'));
    case undefined:
      return isServer(config) ? serve(config, surroundings) : talk([], config, surroundings);
    default:
      return talk([name, ...rest], config, surroundings);
  }
}

async function proposeTheses(
  typed: readonly string[],
  { corpusFolder, model }: Config,
  surroundings: Surroundings,
): Promise<number> {
  const { thesesCommand } = await import('./operator/theses.ts');
  const { openModel } = await import('./running/summaries.ts');
  const { createLog } = await import('./running/log.ts');
  const { errors, now } = surroundings;
  const parts = { time: platformTime(now), log: createLog(errors) };
  const desk = { ...surroundings, openModel: () => openModel(model, parts) };
  return thesesCommand(typed, corpusFolder, desk);
}

async function talk(
  typed: readonly string[],
  config: Config,
  surroundings: Surroundings,
): Promise<number> {
  const talking = await import('./running/talking.ts');
  return talking.talk(typed, config, surroundings);
}

async function openCorpus(config: Config): Promise<Corpus> {
  const { loadCorpus } = await import('./running/corpus-folder.ts');
  return loadCorpus(config);
}
