import { GatewayDispatchEvents, GatewayOpcodes } from 'discord.js';
import type { APIInteraction } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { chatInputCommand, mention } from '../../fixtures/discord/payloads.ts';
import { ALICE, GUILD } from '../../standins/discord/community.ts';
import { invalidSession, silent } from '../../standins/discord/faults.ts';
import { textOf } from '../../standins/discord/reading.ts';
import type { Discord } from '../../standins/discord/stand-in.ts';
import { withDiscord } from './harness.ts';

const ROI = { name: 'debat', options: { sujet: 'roi' } };

async function isAnswered(discord: Discord): Promise<void> {
  const { message } = await discord.command(ROI);
  expect(textOf(message ?? expect.fail())).toContain('passages');
}

describe('a session', () => {
  test('that Discord asks to come back is resumed, where READY said or where it began', async () => {
    for (const tellsResumeUrl of [true, false]) {
      await withDiscord(
        async ({ discord, start }) => {
          await start();
          discord.askToReconnect();
          await discord.until(() => discord.gateway.resumes === 1 || undefined);
          await isAnswered(discord);
          expect(discord.gateway.identifies).toBe(1);
        },
        { tellsResumeUrl },
      );
    }
  });

  test('that Discord calls invalid for a moment is resumed at once', () =>
    withDiscord(async ({ discord, start }) => {
      await start();
      discord.sendFrame(GatewayOpcodes.InvalidSession, true);
      await discord.until(() => discord.gateway.resumes === 1 || undefined);
      await isAnswered(discord);
      expect(discord.gateway.identifies).toBe(1);
    }));

  test('that is over when it is resumed begins anew', () =>
    withDiscord(async ({ discord, start }) => {
      await start();
      discord.faults.add('RESUME', invalidSession(false));
      discord.dropGateway();
      await discord.until(() => discord.gateway.identifies === 2 || undefined);
      await isAnswered(discord);
    }));

  test('gives a heartbeat when it is asked for one', () =>
    withDiscord(async ({ discord, start }) => {
      await start();
      const before = discord.gateway.heartbeats;
      discord.sendFrame(GatewayOpcodes.Heartbeat);
      await discord.until(() => discord.gateway.heartbeats > before || undefined);
      await isAnswered(discord);
    }));

  test('whose heartbeats get no answer is given up and resumed', () =>
    withDiscord(
      async ({ discord, start }) => {
        await start();
        discord.faults.add('HEARTBEAT', silent());
        await discord.until(() => discord.gateway.resumes === 1 || undefined);
        await isAnswered(discord);
      },
      { heartbeatIntervalMs: 40 },
    ));

  test.each([
    ['an invalid session that says nothing', GatewayOpcodes.InvalidSession, null],
    ['a greeting that says nothing', GatewayOpcodes.Hello, null],
    ['an event that is none', GatewayOpcodes.Dispatch, null],
  ])('outlives %s', (_, op, data) =>
    withDiscord(async ({ discord, start }) => {
      const { adapter, log } = await start();
      discord.sendFrame(op, data);
      await isAnswered(discord);
      const isTold = log.some(({ event }) => event === 'a frame from Discord was not understood');
      expect(isTold).toBe('frames not understood' in adapter.counts());
      expect(isTold).toBe(op !== GatewayOpcodes.Dispatch);
    }),
  );

  test('takes no notice of what it does not know', () =>
    withDiscord(async ({ discord, start }) => {
      const { faults } = await start();
      discord.sendFrame(31, { of: 'another time' });
      discord.sendFrame(GatewayOpcodes.Dispatch, { id: '1' });
      await isAnswered(discord);
      expect(faults).toEqual([]);
    }));
});

describe('sessions', () => {
  test('that Discord lets begin at the same time do', () =>
    withDiscord(
      async ({ discord, start }) => {
        // Without the harness's: the library's own, which asks Discord how many may begin at once.
        await start({ ws: {} });
        expect(discord.gateway.shards).toHaveLength(2);
      },
      { recommendedShards: 2 },
    ));

  test('of which none may begin today are waited for, and the operator is told why', () => {
    let sessions = 0;
    return withDiscord(
      async ({ discord, make, time }) => {
        const { adapter, log } = make();
        const started = adapter.start();
        await discord.until(() => log.find(({ level }) => level === 'error'));
        sessions = 1_000;
        await started;
        const told = log.filter(({ level }) => level === 'error');
        expect(told[0]?.event).toBe('Discord lets no more sessions begin today: waiting');
        expect(told[0]?.fields).toMatchObject({ needed: 1, remaining: 0 });
        expect(time.pauses).toContain(24 * 60 * 60_000);
        await isAnswered(discord);
      },
      { sessionsADay: () => sessions },
    );
  });
});

describe('an event that lacks what Discord promises', () => {
  test.each([
    [
      'a message without an author',
      GatewayDispatchEvents.MessageCreate,
      { ...mention, author: null },
    ],
    [
      'a message without a text',
      GatewayDispatchEvents.MessageCreate,
      { ...mention, content: null },
    ],
    ['an interaction without anything', GatewayDispatchEvents.InteractionCreate, {}],
    ['a server without an identifier', GatewayDispatchEvents.GuildDelete, null],
  ])('is told of and harms nobody: %s', (_, event, data) =>
    withDiscord(async ({ discord, start }) => {
      const { faults } = await start();
      discord.dispatch(event, data, event.startsWith('INTER') ? undefined : GUILD);
      await isAnswered(discord);
      expect(faults.length).toBeLessThanOrEqual(1);
    }),
  );

  test('is answered all the same where nothing needed is missing', () =>
    withDiscord(async ({ discord, start }) => {
      await start();
      const { id, application_id, type, token, data, channel } = chatInputCommand;
      const who = { channel_id: channel?.id, member: { user: { id: ALICE } } };
      const bare = { id, application_id, type, token, version: 1, data, ...who };
      const { message } = await discord.replay(bare as unknown as APIInteraction);
      expect(textOf(message ?? expect.fail())).toContain('ROI');
    }));
});
