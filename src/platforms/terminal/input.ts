import { parseArgs } from 'node:util';
import { COMMAND_NAMES, type Address, type Asked, type Request } from '../../ask/request.ts';
import type { Catalogue } from '../../debate/catalogue.ts';
import { BotError } from '../../errors.ts';
import { foldText, startsLike } from '../../french/words.ts';
import { cleaned } from '../../french/typed-text.ts';
import { questionIn } from '../../conversation/typed.ts';

export const USAGE =
  'usage: npm run --silent debat -- [--json] [--explain] [--watch] [--help] ["/debat SUBJECT"]';

/**
 * Reads what follows the program's name: one line to answer, or null to read them; whether documents are
 * printed, whether they tell why each passage has its place, and whether the corpus is read again
 * whenever a file of it changes. Throws a BotError that says how to write it.
 */
export function readArguments(typed: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...typed],
      options: {
        json: { type: 'boolean', default: false },
        explain: { type: 'boolean', default: false },
        watch: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
      allowPositionals: true,
    });
    const { help, json, explain, watch } = values;
    const line = positionals.length === 0 ? null : positionals.join(' ');
    // Only the document has a place for reasons.
    return { line: help ? '/aide-debat' : line, json: json || explain, explain, watch };
  } catch (cause) {
    throw new BotError('usage', `${(cause as Error).message}\n${USAGE}`, { cause });
  }
}

/** A line typed or piped in, in UTF-16 units: more than the longest message, less than a file by mistake. */
export const LONGEST_INPUT = 40_000;

/** What a typed line means. */
type Typed =
  | { readonly kind: 'request'; readonly request: Request }
  | { readonly kind: 'quit' }
  | { readonly kind: 'nothing' };

export const PLATFORM = 'console';
/** There is one conversation, and whoever has it may do what they like with it. */
export const ADDRESS: Address = {
  platform: PLATFORM,
  workspace: null,
  channel: 'terminal',
  person: null,
};
const mayManage = () => Promise.resolve(true);
const QUIT = new Set(['quitter', 'quit', 'exit']);

/** What `/suite` stands for. */
const NEXT = 'la suite';

/** What a line may go on from. */
export interface Before {
  /** Null where nothing was asked. */
  readonly after: Asked | null;
  /** What the last answer proposed, by its number. */
  readonly offered: readonly Asked[];
}

export const NOTHING_BEFORE: Before = { after: null, offered: [] };

/** Reads a line as it would be said to the bot in a channel, or as the number of what it proposed. */
export function readLine(line: string, { after, offered }: Before): Typed {
  const typed = line.slice(0, LONGEST_INPUT);
  const words = cleaned(typed);
  if (words === '') return { kind: 'nothing' };
  const chosen = offered[Number(/^(\d)[.)]?$/u.exec(words)?.[1]) - 1];
  if (chosen !== undefined) {
    return requestOf({ command: chosen.command, input: { options: chosen.options } });
  }
  const question = questionIn(typed, after);
  const name = foldText(question.command);
  if (QUIT.has(name)) return { kind: 'quit' };
  return requestOf(name === 'suite' ? questionIn(NEXT, after) : question);
}

function requestOf(question: Omit<Request, 'address' | 'mayManage'>): Typed {
  return { kind: 'request', request: { address: ADDRESS, ...question, mayManage } };
}

/** Candidates and the part of the line they replace, as readline asks for them. */
type Completer = (line: string) => [candidates: string[], replaced: string];

const NAME_EXPECTED =
  /(?:^\/(?:position|sources|qui-repond)\s+|^\/comparer\s+(?:[^;]*;\s*)?|\sauteur:\s*)(?<typed>[^;:]*)$/u;

/** Completes commands at the start of a line, and names of voices where one is expected. */
export function createCompleter({ speakers }: Pick<Catalogue, 'speakers'>): Completer {
  const names = speakers.map(({ label }) => label);
  const commands = [...COMMAND_NAMES.map((name) => `/${name}`), '/suite', '/quitter'];
  return (line) => {
    const typed = NAME_EXPECTED.exec(line)?.groups?.['typed'];
    if (typed !== undefined) return [names.filter((name) => startsLike(name, typed)), typed];
    return [commands.filter((command) => command.startsWith(line)), line];
  };
}
