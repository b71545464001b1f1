import { GatewayCloseCodes, GatewayDispatchEvents } from 'discord.js';
import { describe, expect, test, vi } from 'vitest';
import { CLOSING_MS, READY_WITHIN_MS } from '../../../src/platforms/discord/limits.ts';
import { DIRECT, GENERAL, GUILD } from '../../standins/discord/community.ts';
import { broken, closed, cut, silent } from '../../standins/discord/faults.ts';
import { textOf } from '../../standins/discord/reading.ts';
import { passDeadline, withDiscord } from './harness.ts';

const ROI = { name: 'debat', options: { sujet: 'roi' } };

describe('the gateway', () => {
  test('is resumed after a drop, and what was asked meanwhile is answered', () =>
    withDiscord(async ({ discord, start }) => {
      const { adapter } = await start();
      expect(adapter.isReady).toBe(true);
      discord.dropGateway();
      await vi.waitFor(() => {
        expect(adapter.isReady).toBe(false);
      });
      const { message } = await discord.command(ROI);
      expect(textOf(message ?? expect.fail())).toContain('passages');
      expect(discord.gateway).toMatchObject({ identifies: 1, resumes: 1 });
      expect(adapter.counts()).toMatchObject({ 'connection lost': 1 });
      expect(adapter.isReady).toBe(true);
    }));

  test('is entered anew when the session is over', () =>
    withDiscord(async ({ discord, start }) => {
      await start();
      discord.requireIdentify();
      await discord.until(() => discord.gateway.identifies === 2 || undefined);
      await discord.until(() => discord.gateway.shards.length === 1 || undefined);
      expect((await discord.command(ROI)).message).toBeDefined();
    }));

  test('is waited for while Discord is out of order', () =>
    withDiscord(async ({ discord, start, time }) => {
      discord.faults.add('GET /applications/@me', broken(503), { times: 2 });
      discord.faults.add('GET /gateway/bot', cut(), { times: 2 });
      await start();
      expect(time.pauses.length).toBeGreaterThanOrEqual(4);
      expect((await discord.command(ROI)).message).toBeDefined();
    }));

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

  test('that hangs up for good later ends the bot too', () =>
    withDiscord(async ({ discord, start }) => {
      const { adapter } = await start();
      discord.hangUp(GatewayCloseCodes.AuthenticationFailed);
      await expect(adapter.broken).rejects.toMatchObject({ code: 'configuration' });
      expect(adapter.isReady).toBe(false);
    }));
});

test('a bad token ends the start with one line that holds no secret', () =>
  withDiscord(async ({ discord, make }) => {
    const token = 'not.the.token';
    const started = make({ settings: { token } }).adapter.start();
    await expect(started).rejects.toMatchObject({
      code: 'configuration',
      message: expect.stringMatching(/^DISCORD_TOKEN was refused: [^\n]+$/u) as string,
    });
    await expect(started).rejects.not.toThrow(token);
    expect(discord.gateway.identifies).toBe(0);
  }));

describe('messages', () => {
  test('are not even asked for when they are switched off', () =>
    withDiscord(async ({ discord, start }) => {
      await start({ settings: { hearsMessages: false } });
      discord.mention({ text: 'roi' });
      discord.directMessage({ text: 'roi' });
      await discord.command(ROI);
      expect(discord.messagesIn(GENERAL).filter(({ payload }) => payload.author.bot)).toHaveLength(
        1,
      );
    }));
});

describe('shards', () => {
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

  test('may send any event about what is not kept of it', () =>
    withDiscord(async ({ discord, start }) => {
      const { log } = await start();
      const about = { id: '400000000000000099', guild_id: GUILD, channel_id: GENERAL };
      const everything = { ...about, role: { id: '1', permissions: '0' }, role_id: '1', type: 0 };
      const lists = { threads: [], members: [], emojis: [], stickers: [], roles: [], name: 'x' };
      const user = { id: '200000000000000002', username: 'b', discriminator: '0', avatar: null };
      for (const event of Object.values(GatewayDispatchEvents)) {
        if (!/^(?:GUILD_(?!CREATE|DELETE)|CHANNEL_|THREAD_|STAGE_|WEBHOOKS)/u.test(event)) continue;
        discord.dispatch(event, { ...everything, ...lists, user }, GUILD);
      }
      expect((await discord.command(ROI)).message).toBeDefined();
      expect(log.filter(({ level }) => level === 'error')).toEqual([]);
    }));
});
