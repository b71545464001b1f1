import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import { formatFault } from '../corpus/faults.ts';
import { parseCorpus, type Work } from '../corpus/parse.ts';
import { BotError } from '../errors.ts';
import { readCorpusFolder } from '../running/files.ts';

/** What was typed after a command, its options apart; throws a BotError that says how the command is used. */
export function typedAs<const Options extends ParseArgsOptionsConfig>(
  typed: readonly string[],
  usage: string,
  options: Options,
) {
  try {
    return parseArgs({ args: [...typed], options, allowPositionals: true });
  } catch (cause) {
    // « Unknown option '--raw'. To specify a positional argument… »: the first sentence tells all.
    const [why] = (cause as Error).message.split('. ');
    throw new BotError('usage', `${why}\n${usage}`, { cause });
  }
}

/** The corpus of a folder and its works; throws a BotError that tells every fault of every file. */
export function openCorpus(folder: string) {
  const { value, faults } = parseCorpus(readCorpusFolder(folder));
  if (value === null) throw new BotError('corpus', faults.map(formatFault).join('\n'));
  return value;
}

/** The works of these ids, all where none is named; throws a BotError that lists them where there is none such. */
export function worksCalled(ids: readonly string[], works: readonly Work[]): readonly Work[] {
  const known = works.map(({ source }) => source.id);
  const unknown = ids.find((id) => !known.includes(id));
  if (unknown !== undefined) {
    const message = `pas d’œuvre « ${unknown} » dans ce corpus, qui a : ${known.join(', ')}`;
    throw new BotError('usage', message);
  }
  return ids.length === 0 ? works : works.filter(({ source }) => ids.includes(source.id));
}
