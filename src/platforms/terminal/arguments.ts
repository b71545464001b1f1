import { parseArgs } from 'node:util';
import { BotError } from '../../errors.ts';

/** How the terminal was started: one line to answer, or null to read them; documents or text. */
export interface ConsoleArguments {
  readonly line: string | null;
  readonly json: boolean;
  /** Tell in the document why each passage has its place. */
  readonly explain?: true;
  /** Read the corpus again whenever a file of it changes. */
  readonly watch?: true;
}

/** Reads what follows the program's name; throws a BotError that says how to write it. */
export function readArguments(typed: readonly string[]): ConsoleArguments {
  try {
    const { values, positionals } = parseArgs({
      args: [...typed],
      options: {
        json: { type: 'boolean', default: false },
        explain: { type: 'boolean', default: false },
        watch: { type: 'boolean', default: false },
      },
      allowPositionals: true,
    });
    const line = positionals.length === 0 ? null : positionals.join(' ');
    // Only the document has a place for reasons.
    const json = values.json || values.explain;
    return {
      line,
      json,
      ...(values.explain ? { explain: true } : {}),
      ...(values.watch ? { watch: true } : {}),
    };
  } catch (cause) {
    const usage = 'usage: npm run --silent debat -- [--json] [--explain] [--watch] ["/debat roi"]';
    throw new BotError('usage', `${(cause as Error).message}\n${usage}`, { cause });
  }
}
