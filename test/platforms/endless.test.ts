import { NO_DEBATE } from '../../src/debate/debates.ts';
import { webApi } from '@slack/bolt';
import { Routes } from 'discord.js';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { expect, test } from 'vitest';
import { readConfig } from '../../src/config/config.ts';
import { checkUpDiscord } from '../../src/platforms/discord/checkup.ts';
import { readFault as readDiscord, makeRest } from '../../src/platforms/discord/transport/rest.ts';
import { readFault as readSlack } from '../../src/platforms/slack/faults.ts';
import { boltLogger, clientOptions } from '../../src/platforms/slack/transport/connection.ts';
import { checkUp } from '../../src/platforms/slack/transport/checkup.ts';
import { SILENT } from '../../src/ports.ts';
import { Counters } from '../../src/running/work.ts';

const MEGABYTE = 1024 * 1024;

/** What a call to a server gave whose answer never ends, and how many bytes were taken of that. */
async function askedOf(status: number, call: (url: string) => Promise<unknown>) {
  const server = createServer((_, response: ServerResponse) => {
    response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
    const more = Buffer.alloc(MEGABYTE / 4, ' ');
    const goOn = () => {
      while (!response.destroyed && response.write(more));
    };
    response.on('drain', goOn);
    goOn();
  });
  const cut = Promise.withResolvers<number>();
  server.on('connection', (socket: Socket) => {
    socket
      .on('error', () => undefined)
      .on('close', () => {
        cut.resolve(socket.bytesWritten);
      });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const told: unknown = await call(`http://127.0.0.1:${port}`).catch((fault: unknown) => fault);
  const bytes = await cut.promise;
  server.close();
  return { told, megabytes: bytes / MEGABYTE };
}

const calling = { boltLogger: boltLogger(SILENT), log: SILENT, counters: new Counters() };

test.each([200, 500])(
  'S18: of an answer of Slack’s that never ends so much is read and no more: status %s',
  async (status) => {
    const { told, megabytes } = await askedOf(status, (url) => {
      const client = new webApi.WebClient(
        'xoxb-1',
        clientOptions({ ...calling, apiUrl: `${url}/` }),
      );
      return client.chat.postMessage({ channel: 'C1', text: 'x' });
    });
    expect(readSlack(told)).toMatchObject({ code: 'EMSGSIZE', outcome: 'unknown' });
    expect(megabytes).toBeLessThan(32);
  },
);

test.each([200, 403, 429, 500])(
  'S18: of an answer of Discord’s that never ends so much is read and no more: status %s',
  async (status) => {
    const { told, megabytes } = await askedOf(status, (apiUrl) =>
      makeRest({ apiUrl, token: 'a.b.c' }).post(Routes.channelMessages('1'), { body: {} }),
    );
    expect(readDiscord(told)).toMatchObject({ code: 'EMSGSIZE', outcome: 'unknown' });
    expect(megabytes).toBeLessThan(32);
  },
);

test('S18: the doctor says that such an answer is none', async () => {
  const settings = readConfig({ SLACK_BOT_TOKEN: 'xoxb-1', DISCORD_TOKEN: 'a.b.c' });
  const examples = NO_DEBATE.catalogue.examples;
  const ofSlack = await askedOf(200, (url) =>
    Array.fromAsync(checkUp({ ...settings.slack, apiUrl: `${url}/` }, Date.now)),
  );
  expect(JSON.stringify(ofSlack.told)).toContain('the bot token is refused: EMSGSIZE');
  const { token } = settings.discord;
  const ofDiscord = await askedOf(200, (apiUrl) =>
    Array.fromAsync(checkUpDiscord({ ...settings.discord, token: token ?? '', apiUrl }, examples)),
  );
  expect(JSON.stringify(ofDiscord.told)).toContain('does not answer (EMSGSIZE)');
});
