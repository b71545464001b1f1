import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, onTestFinished, test } from 'vitest';
import { GatewayCloseCodes, MessageFlags } from 'discord.js';
import { APPLICATION, DIRECT, GENERAL } from '../../standins/discord/community.ts';
import { broken, closed } from '../../standins/discord/faults.ts';
import { hasFlag } from '../../standins/discord/limits.ts';
import { textOf } from '../../standins/discord/reading.ts';
import type { Discord } from '../../standins/discord/stand-in.ts';
import { withDiscord } from './harness.ts';

const RESUME = { name: 'debat', options: { sujet: 'blogs', resume: true } };

/** The program in a process of its own. */
function startProgram(
  { apiUrl, token }: Pick<Discord, 'apiUrl' | 'token'>,
  typed: readonly string[],
  environment: Readonly<Record<string, string>> = {},
) {
  const child = spawn(process.execPath, ['src/running/start.js', ...typed], {
    env: {
      PATH: process.env['PATH'],
      DISCORD_TOKEN: token,
      DISCORD_API_URL: apiUrl,
      STORE_URL: 'sqlite::memory:',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exit = once(child, 'exit').then(([code]) => code as number | null);
  // Of a test that fails before it has ended it.
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await exit;
  });
  return { child, exit, output: text(child.stdout), errors: text(child.stderr) };
}

/** Runs a test on the machine's own clock, because the program has it. */
function withClock(run: (discord: Discord) => Promise<void>): Promise<void> {
  return withDiscord(({ discord }) => run(discord), { clock: Date.now });
}

/** One that serves, and how it is ended. */
async function serving(
  discord: Discord,
  environment?: Readonly<Record<string, string>>,
  sessions = 1,
) {
  const { child, exit, errors } = startProgram(discord, ['serve'], environment);
  await discord.until(() => discord.gateway.shards.length === sessions || undefined);
  const stop = async () => {
    child.kill('SIGTERM');
    expect(await exit).toBe(0);
  };
  return { stop, exit, errors };
}

/** What a command is answered with: a process that is slow over it says before that it is thinking. */
async function answered(discord: Discord, asked: Parameters<Discord['command']>[0]) {
  const answer = await discord.command(asked);
  return discord.until(() => {
    const { message } = answer;
    return hasFlag(message?.payload.flags, MessageFlags.Loading) ? undefined : message;
  });
}

/** Where its first picture takes the process longer than a message waits, it is there for whoever asks next. */
async function pictured(discord: Discord, asked: Parameters<Discord['command']>[0]) {
  for (;;) {
    const message = await answered(discord, asked);
    if (!textOf(message).includes('L’image n’a pas pu être jointe')) return message;
  }
}

/** A server that a model would stand behind, which answers nothing by itself, and its settings. */
async function withModel(run: (model: Server, settings: Record<string, string>) => Promise<void>) {
  const model = createServer();
  model.listen(0, '127.0.0.1');
  await once(model, 'listening');
  // A TCP server that listens has an address object; only a pipe has a name.
  const { port } = model.address() as AddressInfo;
  try {
    await run(model, { OPENAI_BASE_URL: `http://127.0.0.1:${port}/v1`, OPENAI_MODEL: 'petit' });
  } finally {
    model.closeAllConnections();
    model.close();
  }
}

describe('the program', () => {
  test('serves Discord where its token is set, and ends when it is asked to', () =>
    withClock(async (discord) => {
      const { stop, errors } = await serving(discord);
      const message = await answered(discord, { name: 'debat', options: { sujet: 'roi' } });
      expect(textOf(message)).toMatch(/passages\s: roi/u);
      const map = await pictured(discord, { name: 'carte', options: {} });
      expect(map.payload.attachments).toMatchObject([{ content_type: 'image/png' }]);
      await stop();
      expect(await errors).not.toContain(discord.token);
    }));

  test('amends its answer to what a model has chosen', () =>
    withClock((discord) =>
      withModel(async (model, settings) => {
        const content = '{"groups":[[3],[1,2]]}';
        const choices = [{ index: 0, finish_reason: 'stop', message: { content } }];
        model.on('request', (_, response: ServerResponse) => {
          response.setHeader('Content-Type', 'application/json').end(JSON.stringify({ choices }));
        });
        const { stop } = await serving(discord, settings);
        await discord.command(RESUME);
        const chosen = await discord.waitForMessage(GENERAL, (each) => {
          return textOf(each).includes('choisies par un modèle');
        });
        expect(textOf(chosen).match(/^• /gmu)).toHaveLength(2);
        await stop();
        expect(discord.everIn(GENERAL)).toHaveLength(1);
      }),
    ));

  test('leaves the corpus’s own choice where it ends before a model has chosen', () =>
    withClock((discord) =>
      withModel(async (model, settings) => {
        const asked = once(model, 'request');
        const { stop } = await serving(discord, settings);
        const own = textOf(await answered(discord, RESUME));
        expect(own).toContain('En bref\u00A0: ');
        await asked;
        await stop();
        expect(discord.everIn(GENERAL).map(textOf)).toEqual([own]);
      }),
    ));

  test('answers everything once where two of its processes share a token and a store', () =>
    withClock(async (discord) => {
      const folder = mkdtempSync(join(tmpdir(), 'debat-'));
      const store = { STORE_URL: `sqlite:${join(folder, 'debat.sqlite')}` };
      const one = serving(discord, store, 2);
      const both = await Promise.all([one, serving(discord, store, 2)]);
      for (let time = 0; time < 5; time += 1) {
        await discord.command({ name: 'debat', options: { sujet: 'roi' } });
        discord.mention({ text: 'roi' });
        discord.directMessage({ text: 'roi' });
      }
      const answers = () => {
        const all = [...discord.everIn(GENERAL), ...discord.everIn(DIRECT)];
        return all.filter(({ payload }) => payload.author.bot === true);
      };
      await discord.until(() => answers().length >= 15 || undefined);
      await Promise.all(both.map(({ stop }) => stop()));
      expect(answers()).toHaveLength(15);
      for (const { errors } of both) expect(await errors).not.toContain('"level":50');
      rmSync(folder, { recursive: true });
    }));

  test('ends with 2 and one clear line when the token is bad', () =>
    withClock(async ({ apiUrl }) => {
      const { exit, errors } = startProgram({ apiUrl, token: 'not.the.token' }, ['serve']);
      expect(await exit).toBe(2);
      expect(await errors).not.toContain('not.the.token');
      const lines = (await errors).split('\n').filter((line) => !line.startsWith('{'));
      expect(lines).toEqual([expect.stringMatching(/^DISCORD_TOKEN was refused: /u), '']);
    }));

  test('ends with 2 when the gateway hangs up on it for good, at once or later', () =>
    withClock(async (discord) => {
      discord.faults.add('IDENTIFY', closed(GatewayCloseCodes.DisallowedIntents));
      const first = startProgram(discord, []);
      expect(await first.exit).toBe(2);
      expect(await first.errors).toContain('DISCORD_MESSAGES=off');
      const later = await serving(discord);
      await discord.command({ name: 'debat', options: { sujet: 'roi' }, channel: GENERAL });
      discord.gateway.hangUp(GatewayCloseCodes.AuthenticationFailed);
      expect(await later.exit).toBe(2);
    }));
});

test('npm run doctor tells what is there, what is missing, and the link that adds the bot', () =>
  withDiscord(async ({ discord }) => {
    const { exit, output } = startProgram(discord, ['doctor']);
    expect(await exit).toBe(0);
    const told = await output;
    expect(told).toContain(`https://discord.com/oauth2/authorize?client_id=${APPLICATION}`);
    expect(told).toContain('scope=bot+applications.commands');
    expect(told).not.toContain(discord.token);
    discord.faults.add('GET /gateway/bot', broken(500));
    const sick = startProgram(discord, ['doctor']);
    expect(await sick.exit).toBe(2);
    expect(await sick.output).toContain('FAULT Discord');
  }));

test('npm run discord:register registers the commands without a session', () =>
  withDiscord(async ({ discord }) => {
    const first = startProgram(discord, ['discord-register']);
    expect(await first.exit).toBe(0);
    expect(await first.output).toContain('commands registered everywhere');
    const again = startProgram(discord, ['discord-register']);
    expect(await again.output).toContain('commands were the same');
    expect(discord.commands.in().length).toBeGreaterThan(0);
    expect(discord.gateway.identifies).toBe(0);
  }));
