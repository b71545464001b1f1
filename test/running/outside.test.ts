import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { describe, expect, test } from 'vitest';
import { REAL_FOLDER } from '../fixtures/corpora.ts';
import { PROGRAM } from '../fixtures/process.ts';
import { withDiscord } from '../platforms/discord/harness.ts';
import { textOf } from '../standins/discord/reading.ts';
import type { Discord } from '../standins/discord/stand-in.ts';
import { wordsOf } from '../standins/slack/reading.ts';
import { startSlack, type Slack } from '../standins/slack/stand-in.ts';

const SECRET = 'xoxb-123-a-token';
const EVENT = 'something failed outside a request';
const ENDING = `${EVENT}: the process ends, to be started again`;

interface Line {
  readonly event: string;
  readonly level: number;
  readonly reference?: string;
  readonly times?: number;
  readonly port?: number;
  readonly fault?: { readonly message: string };
}

/** The program in a process of its own, for both platforms; `code` runs in it whenever it is told to `fail`. */
async function servingBoth(slack: Slack, discord: Discord, code: string) {
  const failing = `import net from 'node:net'; process.on('SIGUSR2', () => { ${code} });`;
  const preloaded = `data:text/javascript,${encodeURIComponent(failing)}`;
  const child = spawn(process.execPath, ['--import', preloaded, PROGRAM, 'serve'], {
    env: {
      ...{ CORPUS_DIR: REAL_FOLDER, STORE_URL: 'sqlite::memory:' },
      ...{ PORT: '0', LISTEN_HOST: '127.0.0.1' },
      SLACK_API_URL: slack.apiUrl,
      SLACK_BOT_TOKEN: slack.credentials.botToken,
      SLACK_SIGNING_SECRET: slack.credentials.signingSecret,
      DISCORD_API_URL: discord.apiUrl,
      DISCORD_TOKEN: discord.token,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const exit = once(child, 'close').then(([code]) => code as number | null);
  const lines: Line[] = [];
  const told = createInterface(child.stderr);
  // Whatever is no line of the log, as the stack that Node prints where nobody caught a fault, fails here.
  told.on('line', (line) => {
    const { msg, ...fields } = JSON.parse(line) as Omit<Line, 'event'> & { readonly msg: string };
    lines.push({ event: msg, ...fields });
  });
  const hears = async (event: string, count = 1) => {
    while (lines.filter((line) => line.event === event).length < count) await once(told, 'line');
    return lines.filter((line) => line.event === event);
  };
  await Promise.all([hears('Slack can ask now'), hears('Discord can ask now')]);
  const url = `http://127.0.0.1:${lines.find(({ port }) => port !== undefined)?.port}`;
  const stop = () => {
    child.kill('SIGTERM');
    return exit;
  };
  return { url, hears, lines, exit, stop, fail: () => child.kill('SIGUSR2') };
}

function withBoth(run: (slack: Slack, discord: Discord) => Promise<void>): Promise<void> {
  return withDiscord(
    async ({ discord }) => {
      const slack = await startSlack();
      await run(slack, discord).finally(() => slack.stop());
    },
    { clock: Date.now },
  );
}

async function expectAnswers(url: string, slack: Slack, discord: Discord) {
  const { message: onSlack = expect.fail() } = await slack.http(url).command({ text: 'roi' });
  expect(wordsOf(onSlack)).toMatch(/passages\s: roi/u);
  const asked = { name: 'debat', options: { sujet: 'roi' } };
  const { message: onDiscord = expect.fail() } = await discord.command(asked);
  expect(textOf(onDiscord)).toMatch(/passages\s: roi/u);
}

describe('S4: a fault outside any request, in a process that serves both platforms', () => {
  test.each([
    ['a promise that nobody waits for', `Promise.reject(new TypeError('of ${SECRET}'));`],
    ['a call that was aborted', `fetch('http://127.0.0.1:1/', { signal: AbortSignal.abort() });`],
    ['a timer that aborts', `setTimeout(() => { throw new DOMException('x', 'AbortError'); });`],
    ['a connection to which nobody listens', `net.connect(1, '127.0.0.1');`],
  ])('is one line with its reference, and both go on: %s', (_, code) =>
    withBoth(async (slack, discord) => {
      const { url, hears, lines, stop, fail } = await servingBoth(slack, discord, code);
      fail();
      const [line] = await hears(EVENT);
      expect(line).toMatchObject({ level: 50, times: 1 });
      expect(line?.reference).toMatch(/^[0-9a-f]{8}$/u);
      expect(JSON.stringify(lines)).not.toContain(SECRET);
      await expectAnswers(url, slack, discord);
      const health = await fetch(`${url}/health`);
      expect(health.status).toBe(200);
      expect(await health.json()).toMatchObject({ lastFault: { code: 'internal' } });
      expect(await stop()).toBe(0);
      expect(lines.filter(({ level }) => level >= 50)).toEqual([line]);
    }),
  );

  test('is told the first time and every tenfold, where it comes again and again', () =>
    withBoth(async (slack, discord) => {
      const many = `for (let at = 0; at < 25; at += 1) Promise.reject(new Error('x'));`;
      const { url, hears, stop, fail } = await servingBoth(slack, discord, many);
      fail();
      expect((await hears(EVENT, 2)).map(({ times }) => times)).toEqual([1, 10]);
      await expectAnswers(url, slack, discord);
      expect(await stop()).toBe(0);
      expect(await hears(EVENT)).toHaveLength(2);
    }));

  const inListener = `
    const { emit } = net.Socket.prototype;
    net.Socket.prototype.emit = function (event, ...of) {
      if (event === 'data') throw new TypeError('of ${SECRET}');
      return emit.call(this, event, ...of);
    };`;

  test.each([
    ['a timer', `setTimeout(() => { throw new TypeError('of ${SECRET}'); });`],
    ['a listener, of whatever library reads next from a connection', inListener],
  ])('that nobody can tell what it left half done ends it with one line and 1: %s', (_, code) =>
    withBoth(async (slack, discord) => {
      const first = await servingBoth(slack, discord, code);
      first.fail();
      // Something to read, once it fails.
      const nudging = setInterval(() => {
        discord.gateway.sendFrame(11);
      }, 20);
      expect(await first.exit).toBe(1);
      clearInterval(nudging);
      const [line, ...others] = first.lines.filter(({ level }) => level >= 50);
      expect(line).toMatchObject({ event: ENDING, fault: { message: 'of [removed]' } });
      expect(line?.reference).toMatch(/^[0-9a-f]{8}$/u);
      expect(others).toEqual([]);
      expect(first.lines.at(-1)).toEqual(line);
      expect(JSON.stringify(first.lines)).not.toContain(SECRET);
      // Whatever runs it starts it again.
      const next = await servingBoth(slack, discord, code);
      await expectAnswers(next.url, slack, discord);
      expect(await next.stop()).toBe(0);
    }),
  );
});
