import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** A server in a process of its own. */
export interface ServerProcess {
  readonly port: number;
  /** Processor time it has used so far, in milliseconds. */
  readonly processorMs: () => Promise<number>;
  /** Ends it; resolves to its peak resident memory in MiB. */
  readonly stop: () => Promise<number>;
}

/** Prints what no platform but the process itself knows: its peak memory at its end, its processor time when asked. */
const REPORTER = `data:text/javascript,${[
  "const tell=(what,figure)=>process.stderr.write('\\n'+what+' '+figure+'\\n')",
  "process.on('exit',()=>tell('peak',process.resourceUsage().maxRSS))",
  "process.on('SIGUSR2',()=>{const{user,system}=process.cpuUsage();tell('processor',user+system)})",
].join(';')}`;

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
  let onProcessor: (microseconds: number) => void = () => undefined;
  createInterface({ input: child.stderr }).on('line', (line) => {
    log.push(line);
    const port = /"port":(\d+)/u.exec(line)?.[1];
    if (port !== undefined) resolve(Number(port));
    const used = /^processor (\d+)$/u.exec(line)?.[1];
    if (used !== undefined) onProcessor(Number(used));
  });
  const ended = once(child, 'close');
  void ended.then(() => {
    reject(new Error(`node ${typed.join(' ')} ended: ${log.join('\n')}`));
  });
  return {
    port: await promise,
    processorMs: () =>
      new Promise((told) => {
        onProcessor = (microseconds) => {
          told(microseconds / 1000);
        };
        child.kill('SIGUSR2');
      }),
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
      const peak = log.findLast((line) => line.startsWith('peak '));
      return Number(peak?.slice('peak '.length)) / 1024;
    },
  };
}
