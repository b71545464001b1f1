import { answerFrom } from '../../fixtures/open.ts';
import { describe, expect, test } from 'vitest';
import type { types } from '@slack/bolt';
import type { Illustrate } from '../../../src/ask/request.ts';
import { readMessage } from '../../../src/platforms/slack/view/read.ts';
import { Renderer } from '../../../src/platforms/slack/view/render.ts';
import { commandNames } from '../../../src/platforms/slack/view/blocks.ts';
import { picturedContract, picturesContract } from '../../contracts/pictures.ts';
import { realCorpus } from '../../fixtures/corpora.ts';
import { illustrateOn } from '../../fixtures/pictures.ts';
import { broken, cut, rateLimited, refused } from '../../standins/slack/faults.ts';
import type { Slack } from '../../standins/slack/stand-in.ts';
import { GENERAL } from '../../standins/slack/workspace.ts';
import { channelOver } from './channel.ts';
import { ROADS, startOverSocket, withSlack, type Bot } from './harness.ts';

const renderer = new Renderer(commandNames(''));
const circumstances = { shownTo: 'everyone', isOwned: false, sharedBy: null } as const;

for (const road of ROADS) {
  describe(road[0], () => {
    picturesContract(channelOver(road));
  });
}
picturedContract({
  render: (answer) => renderer.render(answerFrom(realCorpus, answer), circumstances),
  read: readMessage,
});

/** The pictures of a debate whose pages are shown. */
const shownIllustrate: Illustrate = async (answer) => {
  const drawn = await illustrateOn(realCorpus)(answer);
  return drawn && { ...drawn, address: 'https://debat.example/carte/carte.png' };
};

const imagesIn = (slack: Slack) =>
  slack
    .messagesIn(GENERAL)
    .flatMap(({ blocks }) => blocks.filter(({ type }) => type === 'image') as types.ImageBlock[]);

/** Maps that are asked for, one after the other, of a bot that is reached over a socket. */
const withMaps = (
  illustrate: Illustrate,
  run: (scene: { slack: Slack; bot: Bot; ask: () => Promise<unknown> }) => Promise<void>,
) =>
  withSlack(async (slack, keep) => {
    const bot = keep(await startOverSocket(slack, { illustrate }));
    const ask = async () => {
      const before = slack.messagesIn(GENERAL).length;
      await slack.socket.command({ command: '/carte', text: '' });
      await slack.until(() => slack.messagesIn(GENERAL).length > before || undefined);
    };
    await run({ slack, bot, ask });
  });

describe('a picture on Slack', () => {
  test('is uploaded once, as a PNG, and shown once Slack has looked at it', () =>
    withMaps(illustrateOn(realCorpus), async ({ slack, bot, ask }) => {
      await ask();
      await ask();
      const [file = expect.fail(), ...others] = slack.files.all;
      expect(others).toEqual([]);
      expect(file.bytes?.toString('latin1', 1, 4)).toBe('PNG');
      const shown = { slack_file: { id: file.id } };
      expect(imagesIn(slack)).toMatchObject([shown, shown]);
      expect(bot.log.filter(({ level }) => level !== 'info')).toEqual([]);
    }));

  test('is uploaded once for people who ask at the same time, and shown to each', () =>
    withSlack(async (slack, keep) => {
      keep(await startOverSocket(slack, { illustrate: illustrateOn(realCorpus) }));
      const asked = { command: '/carte', text: '' };
      await Promise.all([slack.socket.command(asked), slack.socket.command(asked)]);
      await slack.until(() => slack.messagesIn(GENERAL).length > 1 || undefined);
      expect(slack.files.all).toHaveLength(1);
      expect(imagesIn(slack)).toHaveLength(2);
    }));

  test('that Slack never shows is told once, and not waited for again', () =>
    withMaps(illustrateOn(realCorpus), async ({ slack, bot, ask }) => {
      slack.files.looks = false;
      await ask();
      const attempts = slack.calls('chat.postMessage').length;
      await ask();
      expect(slack.calls('chat.postMessage')).toHaveLength(attempts + 1);
      expect(slack.files.all).toHaveLength(1);
      const told = bot.log.filter(({ level }) => level === 'warn').map(({ event }) => event);
      expect(told).toEqual(['Slack did not show a picture that was uploaded']);
    }));

  test('is fetched from the pages of the debate where they are shown', () =>
    withMaps(shownIllustrate, async ({ slack, ask }) => {
      await ask();
      expect(slack.files.all).toEqual([]);
      const image_url = 'https://debat.example/carte/carte.png';
      expect(imagesIn(slack)).toMatchObject([{ image_url }]);
    }));

  test('is uploaded where Slack cannot fetch it, which is told once', () =>
    withMaps(shownIllustrate, async ({ slack, bot, ask }) => {
      slack.faults.add('chat.postMessage', refused('invalid_blocks'));
      await ask();
      await ask();
      expect(imagesIn(slack).map((image) => 'slack_file' in image)).toEqual([true, true]);
      const told = bot.log.filter(({ level }) => level === 'warn').map(({ event }) => event);
      expect(told).toEqual(['Slack could not fetch a picture below PUBLIC_URL']);
    }));

  test('is left out where the app may not upload it, which is told once, and the answer stands', () =>
    withMaps(illustrateOn(realCorpus), async ({ slack, bot, ask }) => {
      slack.workspace.scopes.delete('files:write');
      await ask();
      await ask();
      expect(imagesIn(slack)).toEqual([]);
      expect(slack.messagesIn(GENERAL)).toHaveLength(2);
      const told = bot.log.filter(({ level }) => level === 'warn');
      expect(told).toMatchObject([
        { fields: { code: 'missing_scope' }, event: 'a picture could not be uploaded to Slack' },
      ]);
      expect(bot.faults).toEqual([]);
    }));

  test.each([
    ['files.getUploadURLExternal', broken(500)],
    ['files.getUploadURLExternal', rateLimited(30)],
    ['files.completeUploadExternal', cut('after the work')],
    ['files.completeUploadExternal', broken(200, 'after the work')],
  ])('is left out where %s fails, and the answer is shown once: %j', (method, fault) =>
    withMaps(illustrateOn(realCorpus), async ({ slack, bot, ask }) => {
      slack.faults.add(method, fault);
      await ask();
      expect(slack.messagesIn(GENERAL)).toHaveLength(1);
      expect(imagesIn(slack)).toEqual([]);
      expect(slack.calls('chat.postMessage')).toHaveLength(1);
      expect(bot.faults).toEqual([]);
    }),
  );

  test('goes with an answer that is shown once, though Slack’s answer was lost', () =>
    withMaps(illustrateOn(realCorpus), async ({ slack, ask }) => {
      await ask();
      slack.faults.add('chat.postMessage', cut('after the work'));
      const before = slack.calls('chat.postMessage').length;
      await ask();
      await slack.until(() => slack.messagesIn(GENERAL).length > 2 || undefined);
      expect(slack.calls('chat.postMessage')).toHaveLength(before + 1);
      const [, shown, told, ...others] = slack.messagesIn(GENERAL);
      expect(others).toEqual([]);
      expect(shown?.onlyFor).toBeUndefined();
      expect(told?.onlyFor).toBeDefined();
      expect(imagesIn(slack)).toHaveLength(2);
    }));

  test('is left out where the bot was not invited, and the quotation says so', () =>
    withSlack(async (slack, keep) => {
      const bot = keep(await startOverSocket(slack, { illustrate: illustrateOn(realCorpus) }));
      const general = slack.workspace.channels.get(GENERAL) ?? expect.fail();
      slack.workspace.channels.set(GENERAL, { ...general, hasBot: false });
      await slack.socket.command({ command: '/citation', text: 'blogs en image' });
      await slack.until(() => slack.messagesIn(GENERAL).length > 0 || undefined);
      const [message = expect.fail(), ...others] = slack.messagesIn(GENERAL);
      expect(others).toEqual([]);
      expect(imagesIn(slack)).toEqual([]);
      expect(JSON.stringify(message.blocks)).toContain('L’image n’a pas pu être jointe');
      expect(bot.log.filter(({ level }) => level === 'warn')).toEqual([]);
    }));
});
