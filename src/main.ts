import { run } from './app.ts';
import { readConfig } from './config/config.ts';
import { BotError, withoutSecrets } from './errors.ts';

const USAGE_FAULT = 2;
const LINGER_MS = 1_000;

// Whoever reads the output may leave, as `head` does: nobody is left to answer.
process.stdout.on('error', (fault: NodeJS.ErrnoException) => {
  if (fault.code !== 'EPIPE') throw fault;
  process.exit();
});

try {
  readSettingsFile();
  process.exitCode = await run(process.argv.slice(2), readConfig(process.env), {
    input: process.stdin,
    output: process.stdout,
    errors: process.stderr,
    now: () => new Date(),
    untilStopped,
    leaveSoon,
    onHangUp: (listener) => process.on('SIGHUP', listener),
    onUncaught,
    endAtOnce: (code) => process.exit(code),
  });
} catch (fault) {
  // What the program foresaw is told in a sentence; the stack of anything else is for whoever mends it.
  const isForeseen = fault instanceof BotError;
  const told = isForeseen ? fault.message : String((fault as Error).stack);
  process.stderr.write(`${withoutSecrets(told)}\n`);
  process.exitCode = isForeseen ? USAGE_FAULT : 1;
}

/** Settings may stand in a file `.env`; what the environment itself says comes first. */
function readSettingsFile(): void {
  try {
    process.loadEnvFile();
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code !== 'ENOENT') throw fault;
  }
}

/** The first signal asks for a stop; a second one, no longer caught, ends the process. */
function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.once(signal, () => {
        resolve();
      });
  });
}

function onUncaught(listener: (fault: unknown, isRejection: boolean) => void): void {
  process.on('uncaughtException', (fault) => {
    listener(fault, false);
  });
  process.on('unhandledRejection', (fault) => {
    listener(fault, true);
  });
}

/** Waits for nothing that ends by itself, and no longer than this for what does not. */
function leaveSoon(): void {
  setTimeout(() => process.exit(), LINGER_MS).unref();
}
