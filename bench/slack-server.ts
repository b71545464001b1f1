import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** A server in a process of its own. */
export interface ServerProcess {
  readonly port: number;
  /** Ends it; resolves to its peak resident memory in MiB. */
  readonly stop: () => Promise<number>;
}

/** Prints the child's peak memory on its last line: no platform but the process itself knows it. */
const REPORTER = `data:text/javascript,process.on('exit',()=>{process.stderr.write('\\npeak '+process.resourceUsage().maxRSS+'\\n')})`;

/** Starts Node with these arguments; resolves when a line of its log tells the port. */
export async function startServer(
  typed: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<ServerProcess> {
  const child = spawn(process.execPath, ['--import', REPORTER, ...typed], {
    env: { PATH: process.env['PATH'], ...environment },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  // A benchmark that fails must leave no server behind.
  process.once('exit', () => child.kill());
  const log: string[] = [];
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  createInterface({ input: child.stderr }).on('line', (line) => {
    log.push(line);
    const port = /"port":(\d+)/u.exec(line)?.[1];
    if (port !== undefined) resolve(Number(port));
  });
  const ended = once(child, 'close');
  void ended.then(() => {
    reject(new Error(`node ${typed.join(' ')} ended: ${log.join('\n')}`));
  });
  return {
    port: await promise,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
      const peak = log.findLast((line) => line.startsWith('peak '));
      return Number(peak?.slice('peak '.length)) / 1024;
    },
  };
}
