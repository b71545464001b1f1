// It brings another undici, which then sends for discord.js too: both platforms may be served by one process.
import { realDebate } from '../../fixtures/open.ts';
import '@slack/bolt';
import { PermissionFlagsBits } from 'discord.js';
import { expect, test } from 'vitest';
import { Quote } from '../../../src/debate/quote.ts';
import { picturedContract, picturesContract } from '../../contracts/pictures.ts';
import { realCorpus } from '../../fixtures/corpora.ts';
import { illustrateOn } from '../../fixtures/pictures.ts';
import { dailyReply } from '../../fixtures/replies.ts';
import { GENERAL, GUILD } from '../../standins/discord/community.ts';
import { cut } from '../../standins/discord/faults.ts';
import { textOf } from '../../standins/discord/reading.ts';
import { CALLBACK, POST_MESSAGE } from '../../standins/discord/route-names.ts';
import { withinChannel } from './channel.ts';
import { renderingOn, withDiscord } from './harness.ts';

picturesContract(withinChannel);
picturedContract(renderingOn(realCorpus, { shownTo: 'everyone', isOwned: false, sharedBy: null }));

test('the file of a picture is a PNG, and comes again with an attempt that is made again', () =>
  withDiscord(async ({ discord, start }) => {
    await start({ illustrate: illustrateOn(realCorpus) });
    discord.faults.add(CALLBACK, cut());
    await discord.command({ name: 'carte', options: {} });
    const files = discord.calls(CALLBACK).map((call) => call.files);
    expect(files).toHaveLength(2);
    for (const [file, ...others] of files) {
      expect(others).toEqual([]);
      expect(file).toMatchObject({ name: 'debat.png', type: 'image/png' });
      expect(file?.bytes.toString('latin1', 1, 4)).toBe('PNG');
    }
  }));

test('where the bot may attach no files, the words stand alone, say so, and the log has it once', () =>
  withDiscord(async ({ discord, start }) => {
    const bot = await start({ illustrate: illustrateOn(realCorpus) });
    const general = discord.community.channels.get(GENERAL) ?? expect.fail();
    general.botPermissions &= ~PermissionFlagsBits.AttachFiles;
    const to = { platform: 'discord', workspace: GUILD, channel: GENERAL, person: null };
    const [passage = expect.fail()] = realCorpus.passages;
    for (const day of ['2026-11-22', '2026-11-23']) {
      await bot.adapter.post(
        to,
        { ...dailyReply(Quote.at(passage)), day, isPictured: true },
        realDebate,
      );
    }
    // Asked once, and not again for an hour.
    expect(discord.calls(POST_MESSAGE)).toHaveLength(3);
    const shown = discord.messagesIn(GENERAL);
    expect(shown.map(({ payload }) => payload.attachments)).toEqual([[], []]);
    for (const message of shown) {
      expect(textOf(message)).toContain('L’image n’a pas pu être jointe');
      expect(textOf(message)).toContain('«');
    }
    const told = bot.log.filter(({ level }) => level === 'warn').map(({ event }) => event);
    expect(told).toEqual(['a picture was left out: the bot may not attach files everywhere']);
    expect(bot.faults).toEqual([]);
  }));
