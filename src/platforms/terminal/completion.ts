import type { Corpus } from '../../debate/passage.ts';
import { speakersOf } from '../../debate/speaker.ts';
import { COMMAND_NAMES } from '../../ask/request.ts';
import { foldText } from '../../french/fold.ts';

/** Candidates and the part of the line they replace, as readline asks for them. */
export type Completer = (line: string) => [candidates: string[], replaced: string];

const NAME_EXPECTED =
  /(?:^\/(?:position|sources)\s+|^\/comparer\s+(?:[^;]*;\s*)?|\sauteur:\s*)(?<typed>[^;:]*)$/u;

/** Completes commands at the start of a line, and names of voices where one is expected. */
export function createCompleter(corpus: Corpus): Completer {
  const names = speakersOf(corpus).map(({ label }) => label);
  const commands = [...COMMAND_NAMES.map((name) => `/${name}`), '/suite', '/quitter'];
  return (line) => {
    const typed = NAME_EXPECTED.exec(line)?.groups?.['typed'];
    if (typed !== undefined) return [names.filter((name) => startsLike(name, typed)), typed];
    return [commands.filter((command) => command.startsWith(line)), line];
  };
}

/** Whether the name, or its family name, starts so. */
function startsLike(name: string, typed: string): boolean {
  const folded = foldText(name);
  return [folded, ...folded.split(' ')].some((part) => part.startsWith(foldText(typed)));
}
