import { describe, expect, test } from 'vitest';
import { COURTEOUS } from '../../fixtures/messages.ts';
import { ACKNOWLEDGE_WITHIN_MS } from '../../../src/conversation/delivery.ts';
import { wordsOf } from '../../standins/slack/reading.ts';
import { ALICE, BRUNO, DIRECT, ELSEWHERE, GENERAL } from '../../standins/slack/workspace.ts';
import { realDispatch, slowDispatch } from '../../fixtures/bots.ts';
import { isAbout, overSocket, ROADS, startOverHttp, withSlack } from './harness.ts';

describe.each(ROADS)('%s', (_, over) => {
  test('/debat roi is answered in the acknowledgement, to the whole channel', () =>
    over(async ({ slack, bot, road }) => {
      const { message } = await road.command({ text: 'roi' });
      expect(message).toMatchObject({ channel: GENERAL, road: 'acknowledgement' });
      expect(message?.onlyFor).toBeUndefined();
      expect(message && wordsOf(message)).toContain('ROI de plus près.\u00A0»');
      expect(message?.unfurls).toEqual({ links: false, media: false });
      expect(slack.calls().filter(({ method }) => method.startsWith('chat.'))).toEqual([]);
      expect(bot.faults).toEqual([]);
    }));

  test.each([
    ['/sources', 'kabla', 'Hervé Kabla\u00A0: '],
    ['/abonnement', 'activer', 'Les abonnements ne sont pas disponibles ici'],
  ])('%s %s is answered in the acknowledgement', (command, text, expected) =>
    over(async ({ road }) => {
      const { message } = await road.command({ command, text });
      expect(message && wordsOf(message)).toContain(expected);
    }),
  );

  test('a command is answered where the bot was never invited', () =>
    over(async ({ slack, road }) => {
      await road.command({ text: 'roi', channel: ELSEWHERE });
      expect(slack.messagesIn(ELSEWHERE)).toHaveLength(1);
    }));

  test('a command of another app’s name is answered with what can be asked', () =>
    over(async ({ road }) => {
      const { message } = await road.command({ command: '/meteo', text: '' });
      expect(message && wordsOf(message)).toBe(
        'Commande inconnue\u00A0: meteo. Tapez /aide-debat pour voir ce que vous pouvez demander.',
      );
      expect(message?.onlyFor).toBe(ALICE);
    }));

  test('a mention is answered in its thread, which it opens', () =>
    over(async ({ slack, road }) => {
      await road.mention({ text: 'roi', ts: '1700000000.000100' });
      const answer = await slack.waitForMessage(GENERAL);
      expect(answer).toMatchObject({ threadTs: '1700000000.000100', road: 'chat.postMessage' });
      // A form holds nothing but text.
      expect(answer.unfurls).toEqual({ links: 'false', media: 'false' });
    }));

  test('a mention in a thread is answered in that thread', () =>
    over(async ({ slack, road }) => {
      const message = { text: 'roi', ts: '1700000000.000200', threadTs: '1700000000.000100' };
      await road.mention(message);
      expect((await slack.waitForMessage(GENERAL)).threadTs).toBe('1700000000.000100');
    }));

  test('a mention that finds nothing is answered to the one who asked', () =>
    over(async ({ slack, road }) => {
      await road.mention({ text: 'xylophone', user: BRUNO });
      const answer = await slack.waitForMessage(GENERAL);
      expect(answer).toMatchObject({ onlyFor: BRUNO, road: 'chat.postEphemeral' });
      expect(answer.threadTs).toBeUndefined();
    }));

  test('a direct message is answered by a notice that is not ephemeral', () =>
    over(async ({ slack, road }) => {
      await road.directMessage({ text: 'xylophone' });
      const notice = await slack.waitForMessage(DIRECT, (each) =>
        wordsOf(each).startsWith('Nos extraits'),
      );
      expect(notice.onlyFor).toBeUndefined();
    }));

  test('the Messages tab proposes subjects that give results', () =>
    over(async ({ slack, road }) => {
      await road.appHomeOpened({ tab: 'messages' });
      const { args } = await slack.waitForCall('assistant.threads.setSuggestedPrompts');
      expect(args).toMatchObject({ channel_id: DIRECT });
      expect(args).not.toHaveProperty('thread_ts');
      const prompts = args['prompts'] as { message: string }[];
      expect(prompts.length).toBe(4);
      for (const { message } of prompts) {
        const { reply } = await realDispatch(typed(message));
        expect(reply.kind).not.toBe('notice');
      }
    }));

  test('a message shortcut is answered in the thread of its message', () =>
    over(async ({ slack, road }) => {
      const text =
        'Le ROI de nos campagnes baisse, <@U0BRUNO01|bruno> &amp; co, il faut le mesurer.';
      const message = { text, ts: '17.1' };
      const callbackId = 'passages_lies';
      await road.messageShortcut({ callbackId, message, channel: ELSEWHERE });
      const answer = await slack.waitForMessage(ELSEWHERE);
      expect(answer).toMatchObject({ threadTs: '17.1', road: 'response_url' });
      expect(answer.onlyFor).toBeUndefined();
    }));

  test('H8: a message shortcut finds the question at the end of a long message, and says so', () =>
    over(async ({ slack, road }) => {
      await road.messageShortcut({ callbackId: 'passages_lies', message: { text: COURTEOUS } });
      const answer = await slack.waitForMessage(GENERAL);
      expect(wordsOf(answer)).toMatch(
        /^10\u00A0passages\u202F; recherché dans ce message\u00A0: Que penser du ROI \?/u,
      );
    }));

  test('a message shortcut on a message without words says so', () =>
    over(async ({ slack, road }) => {
      const message = { text: ' :-) ' };
      await road.messageShortcut({ callbackId: 'passages_lies', message });
      const answer = await slack.waitForMessage(GENERAL);
      expect(wordsOf(answer)).toBe('Ce message ne contient pas de texte à chercher.');
      expect(answer.onlyFor).toBe(ALICE);
    }));
});

describe('an event', () => {
  test.each([
    'Position kabla ; blogs',
    '`position kabla ; blogs` :thinking_face:',
    '\u200B/position kabla ; blogs',
  ])('H3, H9, H10, H11: a direct message %j is the command it says', (text) =>
    overSocket(async ({ slack }) => {
      await slack.socket.directMessage({ text });
      const answer = await slack.waitForMessage(DIRECT);
      expect(wordsOf(answer)).toMatch(/^Ce que dit Hervé Kabla.* blogs/u);
    }),
  );

  test.each([
    ['of another bot', { bot_id: 'B0AUTRE01' }],
    ['of the bot itself', { user: 'U0DEBAT01' }],
    ['that was edited', { subtype: 'message_changed' }],
    ['that was deleted', { subtype: 'message_deleted' }],
  ])('for a message %s is left alone', (_, given) =>
    overSocket(async ({ slack }) => {
      const message = { type: 'message', text: 'roi', channel: DIRECT, user: ALICE, ts: '1.1' };
      await slack.socket.event({ ...message, channel_type: 'im', ...given });
      await slack.socket.directMessage({ text: 'blogs' });
      await slack.waitForMessage(DIRECT, isAbout('blogs'));
      expect(slack.everIn(DIRECT)).toHaveLength(1);
    }),
  );

  test('of a mention in the direct conversation is answered once', () =>
    overSocket(async ({ slack }) => {
      await slack.socket.mention({ text: 'roi', channel: DIRECT });
      await slack.socket.directMessage({ text: '<@U0DEBAT01> roi' });
      await slack.waitForMessage(DIRECT);
      expect(slack.everIn(DIRECT)).toHaveLength(1);
    }));
});

test('an answer that takes long is acknowledged in time and follows as one message', () =>
  withSlack(async (slack, keep) => {
    const { dispatch, finish } = slowDispatch();
    const bot = keep(await startOverHttp(slack, { dispatch }));
    const command = slack.http(bot.url).command({ text: 'roi' });
    await bot.time.untilDeadline(ACKNOWLEDGE_WITHIN_MS);
    bot.time.passDeadlines(ACKNOWLEDGE_WITHIN_MS);
    const { status, message } = await command;
    expect([status, message]).toEqual([200, undefined]);
    finish();
    const answer = await slack.waitForMessage(GENERAL);
    expect(answer).toMatchObject({ road: 'response_url' });
    expect(slack.everIn(GENERAL)).toHaveLength(1);
  }));

test('command names are understood with a prefix and without, and said with it', () =>
  withSlack(async (slack, keep) => {
    const bot = keep(await startOverHttp(slack, { settings: { commandPrefix: 'd-' } }));
    const road = slack.http(bot.url);
    for (const command of ['/d-debat', '/debat']) {
      const { message } = await road.command({ command, text: 'roi' });
      expect(message?.onlyFor).toBeUndefined();
    }
    const { message = expect.fail() } = await road.command({ command: '/d-aide-debat', text: '' });
    expect(wordsOf(message)).toContain('/d-position auteur');
    const bare = /\/(?:debat|position|comparer|citation|sources|aide-debat)/u;
    expect(wordsOf(message)).not.toMatch(bare);
  }));

function typed(text: string) {
  const address = { platform: 'slack', workspace: null, channel: null, person: null };
  const command = ['citation', 'aide'].includes(text) ? text : 'debat';
  return { address, command, input: { text: command === 'debat' ? text : '' } };
}
