import { parseArgs } from 'node:util';
import { COMMAND_NAMES, type Address, type Request } from '../../ask/request.ts';
import type { Corpus } from '../../debate/passage.ts';
import { BotError } from '../../errors.ts';
import { foldWhiteSpace } from '../../french/typography.ts';
import { foldText, startsLike } from '../../french/words.ts';
import { cleaned } from '../../french/typed-text.ts';
import { typedIn } from '../../conversation/typed.ts';
import { speakersOf } from '../../debate/speaker.ts';

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

/** What a typed line means: a request, the next page of the last one, or the end. */
type Typed =
  | { readonly kind: 'request'; readonly request: Request }
  | { readonly kind: 'next page' }
  | { readonly kind: 'quit' }
  | { readonly kind: 'nothing' };

export const PLATFORM = 'console';
/** There is one conversation, and whoever has it may do what they like with it. */
const ADDRESS: Address = { platform: PLATFORM, workspace: null, channel: 'terminal', person: null };
const mayManage = () => Promise.resolve(true);
const QUIT = new Set(['quitter', 'quit', 'exit']);

/** Reads a line as it would be typed in a channel; without a slash it is a subject for /debat. */
export function readLine(line: string): Typed {
  const typed = line.slice(0, LONGEST_INPUT);
  if (cleaned(typed) === '') return { kind: 'nothing' };
  const { command, text } = typedIn(typed);
  if (QUIT.has(foldText(command))) return { kind: 'quit' };
  if (foldText(command) === 'suite') return { kind: 'next page' };
  const request = { address: ADDRESS, command, input: { text }, mayManage };
  return { kind: 'request', request };
}

const PAGE = / page: ?(?<page>\d+)/u;

/** The line that asks for the page after the one this line asks for. */
export function nextPageOf(line: string): string {
  const folded = foldWhiteSpace(line);
  const page = Number(PAGE.exec(folded)?.groups?.['page'] ?? 1);
  return `${folded.replace(PAGE, '')} page:${page + 1}`;
}

/** Candidates and the part of the line they replace, as readline asks for them. */
type Completer = (line: string) => [candidates: string[], replaced: string];

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
