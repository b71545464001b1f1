import { execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { REAL_FOLDER } from '../fixtures/corpora.ts';
import { PROGRAM } from '../fixtures/process.ts';

const ROOT = join(import.meta.dirname, '../..');

/** A port on which nobody listens. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await once(server.close(), 'close');
  return port;
}

const statusOf = (url: string) =>
  fetch(url).then(
    ({ status }) => status,
    () => null,
  );

test('O3: a signal to npm start ends the program, and its port is free', async () => {
  const port = await freePort();
  const npm = spawn('npm', ['start'], {
    cwd: ROOT,
    env: {
      PATH: process.env['PATH'],
      CORPUS_DIR: REAL_FOLDER,
      STORE_URL: 'sqlite::memory:',
      SLACK_BOT_TOKEN: 'xoxb-1',
      SLACK_SIGNING_SECRET: 'secret',
      SLACK_API_URL: 'http://127.0.0.1:1',
      LISTEN_HOST: '127.0.0.1',
      PORT: String(port),
    },
    stdio: 'ignore',
  });
  const url = `http://127.0.0.1:${port}/health`;
  while ((await statusOf(url)) === null) expect(npm.exitCode).toBe(null);
  npm.kill('SIGTERM');
  await once(npm, 'exit');
  while ((await statusOf(url)) !== null);
}, 30_000);

/** Whatever Node is on the path and is too old; the tests need none. */
function oldNodes(): string[] {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return [...new Set(folders)].flatMap((folder) => {
    const node = join(folder, 'node');
    try {
      const version = execFileSync(node, ['--version'], { encoding: 'utf8' });
      return Number.parseInt(version.slice(1), 10) < 24 ? [node] : [];
    } catch {
      return [];
    }
  });
}

describe('O7: a Node that is too old', () => {
  const posing =
    "data:text/javascript,Object.defineProperty(process,'versions',{value:{...process.versions,node:'20.20.2'}})";
  const olds = oldNodes().map((node) => [node, [node, PROGRAM]] as const);
  const all = [
    ...olds,
    ['one that poses', [process.execPath, '--import', posing, PROGRAM]] as const,
  ];

  test.each(all)('is told so in one sentence: %s', async (_, [node, ...typed]) => {
    const ended = promisify(execFile)(node, typed);
    await expect(ended).rejects.toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(
        /^debat-bot needs Node 24, and this is \d+\.\d+\.\d+: use npm start, which brings its own, or install a later one\n$/u,
      ) as unknown,
    });
  });
});
