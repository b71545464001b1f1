import { run } from './app.ts';
import { readConfig } from './config.ts';
import { BotError } from './errors.ts';

const USAGE_FAULT = 2;

try {
  process.exitCode = await run(process.argv.slice(2), readConfig(process.env), {
    input: process.stdin,
    output: process.stdout,
    errors: process.stderr,
    now: () => new Date(),
  });
} catch (fault) {
  // What the program foresaw is told in a sentence; the stack of anything else is for whoever mends it.
  const isForeseen = fault instanceof BotError;
  process.stderr.write(`${isForeseen ? fault.message : String((fault as Error).stack)}\n`);
  process.exitCode = isForeseen ? USAGE_FAULT : 1;
}
