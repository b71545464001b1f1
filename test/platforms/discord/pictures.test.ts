// It brings another undici, which then sends for discord.js too: both platforms may be served by one process.
import '@slack/bolt';
import { expect, test } from 'vitest';
import { picturedContract, picturesContract } from '../../contracts/pictures.ts';
import { realCorpus } from '../../fixtures/corpora.ts';
import { illustrateOn } from '../../fixtures/pictures.ts';
import { cut } from '../../standins/discord/faults.ts';
import { CALLBACK } from '../../standins/discord/route-names.ts';
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
