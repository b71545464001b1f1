import { GatewayCloseCodes, GatewayDispatchEvents, GatewayOpcodes } from 'discord.js';
import type { APIInteraction } from 'discord.js';
import { describe, expect, test, vi } from 'vitest';
import { CLOSING_MS, READY_WITHIN_MS } from '../../../src/platforms/discord/limits.ts';
import { chatInputCommand, mention } from '../../fixtures/discord/payloads.ts';
import { ALICE, DIRECT, GUILD } from '../../standins/discord/community.ts';
import { broken, closed, cut, refused, silent } from '../../standins/discord/faults.ts';
import { textOf } from '../../standins/discord/reading.ts';
import { UNAUTHORIZED } from '../../standins/discord/refusal.ts';
import { POST_MESSAGE } from '../../standins/discord/route-names.ts';
import type { Discord } from '../../standins/discord/stand-in.ts';
import { passDeadline, withDiscord } from './harness.ts';

const ROI = { name: 'debat', options: { sujet: 'roi' } };

async function isAnswered(discord: Discord): Promise<void> {
  const { message } = await discord.command(ROI);
  expect(textOf(message ?? expect.fail())).toContain('passages');
}

describe('S12: a token that is refused at the start', () => {
  const ROUTES = ['GET /applications/@me', 'GET /gateway/bot'] as const;

  test.each(ROUTES)('once, or three times, is asked for again: %s', (route) =>
    withDiscord(async ({ discord, start, time }) => {
      discord.faults.add(route, refused(UNAUTHORIZED), { times: 3 });
      await start();
      await isAnswered(discord);
      expect(time.pauses).toEqual([1_000, 2_000, 4_000]);
    }),
  );

  test.each(ROUTES)('again and again for seven seconds is refused for good: %s', (route) =>
    withDiscord(async ({ discord, make, time }) => {
      discord.faults.add(route, refused(UNAUTHORIZED), { times: Infinity });
      await expect(make().adapter.start()).rejects.toThrow('DISCORD_TOKEN was refused');
      expect(time.pauses).toEqual([1_000, 2_000, 4_000]);
    }),
  );
});

describe('a session', () => {
  const { Heartbeat, InvalidSession, Reconnect } = GatewayOpcodes;

  test.each<[string, number, unknown, 'identifies' | 'resumes' | 'heartbeats', object?]>([
    ['to come back, and is resumed where READY said', Reconnect, null, 'resumes'],
    ['so, and resumed where it began', Reconnect, null, 'resumes', { tellsResumeUrl: false }],
    ['invalid for a moment, and resumed at once', InvalidSession, true, 'resumes'],
    ['over, and begins anew', InvalidSession, false, 'identifies'],
    ['to give a heartbeat, and does', Heartbeat, undefined, 'heartbeats'],
  ])('is told %s', (_, op, data, counted, options = {}) =>
    withDiscord(async ({ discord, start }) => {
      await start();
      const before = discord.gateway[counted];
      discord.gateway.sendFrame(op, data);
      await discord.until(() => discord.gateway[counted] > before || undefined);
      await isAnswered(discord);
      expect(discord.gateway.identifies).toBe(counted === 'identifies' ? 2 : 1);
    }, options),
  );

  test('is resumed after a drop, and what was asked meanwhile is answered', () =>
    withDiscord(async ({ discord, start }) => {
      const { adapter } = await start();
      expect(adapter.isReady).toBe(true);
      discord.gateway.drop();
      await vi.waitFor(() => {
        expect(adapter.isReady).toBe(false);
      });
      await isAnswered(discord);
      expect(discord.gateway).toMatchObject({ identifies: 1, resumes: 1 });
      expect(adapter.counts()).toMatchObject({ 'connection lost': 1 });
      expect(adapter.isReady).toBe(true);
    }));

  test('that is refused when it comes back is resumed, for all that', () =>
    withDiscord(async ({ discord, start }) => {
      await start();
      discord.faults.add('CONNECT', broken(503));
      discord.gateway.drop();
      await isAnswered(discord);
      expect(discord.gateway).toMatchObject({ identifies: 1, resumes: 1 });
    }));

  test('that is over when it is resumed begins anew', () =>
    withDiscord(async ({ discord, start }) => {
      await start();
      discord.gateway.forget();
      discord.gateway.drop();
      await discord.until(() => discord.gateway.identifies === 2 || undefined);
      await isAnswered(discord);
    }));

  test('S13: that hears nothing any more counts as away, within 25 seconds, though no connection closes', () =>
    withDiscord(async ({ discord, start }) => {
      const { adapter } = await start({ pulseMs: 20 });
      const before = discord.gateway.heartbeats;
      await discord.until(() => discord.gateway.heartbeats > before + 4 || undefined);
      expect(adapter.isReady).toBe(true);
      discord.faults.add('HEARTBEAT', silent(), { times: Infinity });
      await vi.waitFor(() => {
        expect(adapter.isReady).toBe(false);
      });
      expect(discord.gateway).toMatchObject({ identifies: 1, resumes: 0 });
      discord.faults.clear();
      await vi.waitFor(() => {
        expect(adapter.isReady).toBe(true);
      });
      await isAnswered(discord);
    }));

  test('S13: that cannot come back, because nobody takes its connection, counts as away', () =>
    withDiscord(async ({ discord, start }) => {
      const { adapter } = await start();
      discord.faults.add('CONNECT', broken(503), { times: Infinity });
      discord.gateway.drop();
      await vi.waitFor(() => {
        expect(adapter.isReady).toBe(false);
      });
      discord.faults.clear();
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
      discord.gateway.sendFrame(op, data);
      await isAnswered(discord);
      const isTold = log.some(({ event }) => event === 'a frame from Discord was not understood');
      expect(isTold).toBe('frames not understood' in adapter.counts());
      expect(isTold).toBe(op !== GatewayOpcodes.Dispatch);
    }),
  );

  test('takes no notice of what it does not know', () =>
    withDiscord(async ({ discord, start }) => {
      const { faults } = await start();
      discord.gateway.sendFrame(31, { of: 'another time' });
      discord.gateway.sendFrame(GatewayOpcodes.Dispatch, { id: '1' });
      await isAnswered(discord);
      expect(faults).toEqual([]);
    }));
});

describe('the gateway', () => {
  test('is waited for while Discord is out of order', () =>
    withDiscord(async ({ discord, start, time }) => {
      discord.faults.add('GET /applications/@me', broken(503), { times: 2 });
      discord.faults.add('GET /gateway/bot', cut(), { times: 2 });
      await start();
      expect(time.pauses.length).toBeGreaterThanOrEqual(4);
      expect((await discord.command(ROI)).message).toBeDefined();
    }));

  test('that refuses the first connections is left with one session', () =>
    withDiscord(
      async ({ discord, start }) => {
        discord.faults.add('CONNECT', broken(503), { times: 2 });
        await start();
        // A session given up too late would begin within half a second.
        await discord.until(() => discord.gateway.heartbeats > 5 || undefined);
        expect(discord.gateway.identifies).toBe(1);
        await isAnswered(discord);
      },
      { heartbeatIntervalMs: 300 },
    ));

  test('that never lets a shard in is told of, and still tried', () =>
    withDiscord(async ({ discord, make, time }) => {
      discord.faults.add('IDENTIFY', silent());
      const { adapter, log } = make();
      const started = adapter.start();
      await passDeadline(time, READY_WITHIN_MS);
      await vi.waitFor(() => {
        expect(log.at(-1)).toMatchObject({ level: 'error', fields: { afterMs: READY_WITHIN_MS } });
      });
      const stopped = adapter.stop();
      await passDeadline(time, CLOSING_MS);
      await Promise.all([started, stopped]);
    }));

  test.each([
    [GatewayCloseCodes.AuthenticationFailed, 'DISCORD_TOKEN'],
    [GatewayCloseCodes.DisallowedIntents, 'DISCORD_MESSAGES=off'],
    [GatewayCloseCodes.ShardingRequired, 'DISCORD_SHARDS'],
  ])('that hangs up with %i at the start ends it with the remedy', (code, remedy) =>
    withDiscord(async ({ discord, make }) => {
      discord.faults.add('IDENTIFY', closed(code));
      const started = make().adapter.start();
      await expect(started).rejects.toMatchObject({
        code: 'configuration',
        message: expect.stringContaining(remedy) as string,
      });
    }),
  );
});

test('messages are not even asked for when they are switched off', () =>
  withDiscord(async ({ discord, start }) => {
    await start({ settings: { hearsMessages: false } });
    discord.mention({ text: 'roi' });
    discord.directMessage({ text: 'roi' });
    await discord.command(ROI);
    expect(discord.calls(POST_MESSAGE)).toEqual([]);
  }));

describe('sessions', () => {
  test('are as many as Discord recommends, and one process answers for all', () =>
    withDiscord(
      async ({ discord, start }) => {
        const guilds = [discord.guildCreate(), discord.guildCreate()];
        await start();
        expect([...discord.gateway.shards].sort()).toEqual([0, 1]);
        for (const { id } of guilds) {
          expect((await discord.command({ ...ROI, guild: id })).message).toBeDefined();
        }
      },
      { recommendedShards: 2 },
    ));

  test('are as many as the configuration says', () =>
    withDiscord(async ({ discord, start }) => {
      await start({ settings: { shards: 3 } });
      expect([...discord.gateway.shards].sort()).toEqual([0, 1, 2]);
    }));

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

describe('a server', () => {
  test('in an outage keeps everything', () =>
    withDiscord(async ({ discord, start }) => {
      const { tenancies, adapter } = await start();
      discord.guildDelete({ guild: GUILD, unavailable: true });
      await discord.command({ ...ROI, channel: DIRECT });
      expect(adapter.counts()).toMatchObject({ 'server out of reach': 1 });
      expect(tenancies.marks.size).toBe(0);
    }));

  test('that removes the bot is let go of at once', () =>
    withDiscord(async ({ discord, start }) => {
      const { tenancies } = await start();
      discord.guildDelete({ guild: GUILD });
      await discord.command({ ...ROI, channel: DIRECT });
      expect([...tenancies.marks.keys()]).toEqual([GUILD]);
    }));

  test('that removed the bot while it was away is let go of with the next session', () =>
    withDiscord(async ({ discord, make }) => {
      const gone = '300000000000000009';
      const { adapter, tenancies } = make();
      tenancies.kept.push(GUILD, gone);
      await adapter.start();
      await discord.command(ROI);
      expect([...tenancies.marks.keys()]).toEqual([gone]);
    }));
});

describe('an event that lacks what Discord promises', () => {
  const { ChannelUpdate, GuildDelete, InteractionCreate, MessageCreate } = GatewayDispatchEvents;

  test.each([
    ['a message without an author', MessageCreate, { ...mention, author: null }],
    ['a message without a text', MessageCreate, { ...mention, content: null }],
    ['an interaction without anything', InteractionCreate, {}],
    ['a server without an identifier', GuildDelete, null],
    // Most of what Discord tells is not for the bot.
    ['a channel without anything', ChannelUpdate, {}],
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
