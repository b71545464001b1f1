import { parseArgs, type ParseArgsConfig } from 'node:util';

/** A mistake of whoever runs the benchmark: told in one sentence, without a stack. */
export class Misuse extends Error {}

/** The options typed after `--`; throws a Misuse that shows how the benchmark is run. */
export function optionsOf<Options extends NonNullable<ParseArgsConfig['options']>>(
  options: Options,
  usage: string,
) {
  try {
    return parseArgs({ options }).values;
  } catch (fault) {
    throw new Misuse(`${(fault as Error).message.replace(/\. .*$/u, '')}; usage: ${usage}`);
  }
}

/** Runs a benchmark; what it was misused for goes to standard error, and the exit code is 2. */
export async function run(benchmark: () => unknown): Promise<void> {
  try {
    await benchmark();
  } catch (fault) {
    if (!(fault instanceof Misuse)) throw fault;
    console.error(fault.message);
    process.exitCode = 2;
  }
}

/** The names of engines in a list parted by commas, none of them unknown. */
export function enginesOf(typed: string, known: readonly string[]): string[] {
  const names = typed.split(',').map((name) => name.trim());
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length === 0) return names;
  throw new Misuse(`unknown engine: ${unknown.join(', ')}; engines: ${known.join(', ')}`);
}

/** Numbers of passages in a list parted by commas. */
export function sizesOf(typed: string, usage: string): number[] {
  const sizes = typed.split(',').map(Number);
  if (sizes.every((size) => Number.isSafeInteger(size) && size > 0)) return sizes;
  throw new Misuse(`not numbers of passages: ${typed}; usage: ${usage}`);
}
