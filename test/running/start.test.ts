import { execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { REAL_FOLDER } from '../fixtures/corpora.ts';
import { folderWith } from '../fixtures/folder.ts';
import { PROGRAM, runProgram } from '../fixtures/process.ts';
import { SOUND_WORK } from '../fixtures/works.ts';
import { freePort } from '../standins/serving.ts';

const ROOT = join(import.meta.dirname, '../..');

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

describe('what is missing', () => {
  test.each([
    [{ SLACK_BOT_TOKN: 'a-value' }, /^SLACK_BOT_TOKN is no setting .* SLACK_BOT_TOKEN\?\n$/u],
    [{}, /^nobody can ask: no platform is configured .* nothing was piped in\n$/u],
    [{ SLACK_TOKEN: 'a-value' }, /^nobody can ask: [^]*SLACK_TOKEN is no setting [^]*\?\n$/u],
    [{ SLACK_BOT_TOKEN: 'a-value' }, /^Slack cannot be served: set SLACK_APP_TOKEN [^]*doctor\n$/u],
    [{ DISCORD_TOKN: 'a-value', SLACK_APP_TOKEN: 'xapp-1' }, /^DISCORD_TOKN is no setting /u],
  ])('O4: is one clear fault, with exit code 2 and no value: %j', async (settings, sentence) => {
    const { code, output, errors } = await runProgram([], { settings });
    expect([code, output]).toEqual([2, '']);
    expect(errors).toMatch(sentence);
    expect(errors).not.toContain('a-value');
  });

  test('what is piped in is answered without a platform', async () => {
    const { code, output } = await runProgram([], { input: '/debat roi\n' });
    expect(code).toBe(0);
    expect(output).toMatch(/passages\s: roi/u);
  });

  const SLACK = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1', PORT: '0' };

  test.each([
    [[], { ...SLACK, STORE_URL: 'sqlite::memory:' }],
    [['doctor'], { STORE_URL: 'sqlite::memory:' }],
    [['debat', '/debat roi'], {}],
  ])('O5: a corpus that does not load is a fault with exit code 2: %j', async (typed, settings) => {
    const all = { ...settings, CORPUS_DIR: '/nope', SLACK_API_URL: 'http://127.0.0.1:1' };
    const { code, output, errors } = await runProgram(typed, { settings: all });
    expect(code).toBe(2);
    expect(output + errors).toContain('cannot read the corpus folder /nope');
  });

  test.each([[[]], [['doctor']], [['debat', '/debat roi']]])(
    'S7: 20,000 empty headings are one line wherever a start tells of the corpus: %j',
    async (typed) => {
      const folder = folderWith({ 'exemple-2013.md': SOUND_WORK + '## \n\n'.repeat(20_000) });
      const settings = { ...SLACK, CORPUS_DIR: folder, STORE_URL: 'sqlite::memory:' };
      const { code, output, errors } = await runProgram(typed, { settings });
      expect(code).toBe(2);
      const lines = (output + errors).split('\n').filter((line) => line.includes(folder));
      expect(lines).toEqual([
        expect.stringMatching(/titre « ## » vide.* ; et 19\u202F990\u00A0autres/u),
      ]);
    },
  );

  test('O5: a busy port is a fault with exit code 2, before anything is read', async () => {
    const busy = createServer().listen(0, '127.0.0.1');
    await once(busy, 'listening');
    const { port } = busy.address() as AddressInfo;
    const settings = {
      ...SLACK,
      PORT: String(port),
      LISTEN_HOST: '127.0.0.1',
      CORPUS_DIR: '/nope',
    };
    const { code, errors } = await runProgram([], { settings });
    busy.close();
    expect(code).toBe(2);
    expect(errors).toContain(`cannot listen on port ${port} (EADDRINUSE): set PORT to a free one`);
  });
});

describe('O12: --help', () => {
  test.each(['--help', '-h'])('lists what can be asked: debat %s', async (option) => {
    const { code, output, errors } = await runProgram(['debat', option]);
    expect([code, errors]).toEqual([0, '']);
    expect(output).toMatch(/^usage: npm run --silent debat [^]*\/position[^]*\/sources/u);
  });

  test.each([
    [['corpus', '--help'], 'usage: npm run corpus -- check'],
    [['corpus', 'import', '--help'], 'usage : npm run corpus -- import'],
    [['corpus', 'doubts', '-h'], 'usage : npm run corpus -- doubts'],
    [['verifier', '--help'], 'usage: npm run verifier'],
    [['doctor', '--help'], 'usage: npm run doctor'],
    [['slack-manifest', '--help'], 'usage: npm run --silent slack:manifest'],
    [['discord-register', '--help'], 'usage: npm run discord:register'],
  ])('says how a command is used: %j', async (typed, usage) => {
    const { code, output } = await runProgram(typed);
    expect(code).toBe(0);
    expect(output.replace(/\s:/u, ' :').startsWith(usage)).toBe(true);
  });
});
