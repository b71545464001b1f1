import { Worker } from 'node:worker_threads';

/** What ends a thread that reads a file somebody brings. */
export interface Bounds {
  /** How long it may say nothing: a page of text takes some hundredths of a second. */
  readonly silenceMs: number;
  /** By how much memory may grow meanwhile: few bytes of a file can stand for gigabytes. */
  readonly memoryBytes: number;
}

const BOUNDS: Bounds = { silenceMs: 6_000, memoryBytes: 600 * 1024 * 1024 };
const WATCHED_EVERY_MS = 50;

/**
 * Runs a module in a thread of its own, with these bytes as its data, until `endOf` finds an end in what it
 * sends. « stuck » is one that the bounds have ended, « broken » one that ended by itself.
 */
export function watched<End>(
  module: URL,
  bytes: Uint8Array,
  endOf: (message: never) => End | null,
  { silenceMs, memoryBytes }: Bounds = BOUNDS,
): Promise<End | 'stuck' | 'broken'> {
  const before = process.memoryUsage.rss();
  const thread = new Worker(module, { workerData: bytes, execArgv: [] });
  return new Promise((resolve) => {
    // Counted by looks: a computer that sleeps reads nothing.
    let silence = 0;
    const close = (end: End | 'stuck' | 'broken'): void => {
      clearInterval(watch);
      resolve(thread.terminate().then(() => end));
    };
    const watch = setInterval(() => {
      silence += WATCHED_EVERY_MS;
      if (silence > silenceMs || process.memoryUsage.rss() - before > memoryBytes) close('stuck');
    }, WATCHED_EVERY_MS);
    thread.on('message', (message) => {
      silence = 0;
      // Whoever names the module knows what it sends.
      const end = endOf(message as never);
      if (end !== null) close(end);
    });
    thread.on('error', () => {
      close('broken');
    });
  });
}
