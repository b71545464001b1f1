import { realDebate } from '../../fixtures/open.ts';
import { describe, expect, test } from 'vitest';
import { captionOf, Quote } from '../../../src/debate/quote.ts';
import type { StoreSubscriptions } from '../../../src/store/subscriptions.ts';
import { BotError } from '../../../src/errors.ts';
import { realCorpus } from '../../fixtures/corpora.ts';
import { dailyReply } from '../../fixtures/replies.ts';
import { broken, cut, rateLimited, refused } from '../../standins/slack/faults.ts';
import { wordsOf, wordsOfBlocks } from '../../standins/slack/reading.ts';
import type { Slack } from '../../standins/slack/stand-in.ts';
import { addChannel, ALICE, BRUNO, DIRECT, GENERAL } from '../../standins/slack/workspace.ts';
import { makeBot, overSocket, startOverSocket, withSlack } from './harness.ts';
import { callAsBot, OLD } from './channel.ts';
import { openSubscribing } from '../../fixtures/bots.ts';

const OF_BRUNO = 'C0BRUNO001';
const HIDDEN = 'G0BRUNO001';

/** With a bot that remembers, and channels of Bruno’s, who administers nothing. */
function remembering(
  run: (scene: {
    readonly slack: Slack;
    readonly subscriptions: StoreSubscriptions;
    readonly ask: (text: string, user: string, channel?: string) => Promise<string>;
  }) => Promise<void>,
): Promise<void> {
  return withSlack(async (slack, keep) => {
    const { dispatch, subscriptions } = await openSubscribing();
    const { workspace, socket } = slack;
    addChannel(workspace, { id: OF_BRUNO, name: 'de-bruno', creator: BRUNO });
    addChannel(workspace, { id: HIDDEN, name: 'cache', creator: BRUNO, kind: 'private' });
    keep(await startOverSocket(slack, { dispatch, subscriptions }));
    const ask = async (text: string, user: string, channel = GENERAL) => {
      const asked = await socket.command({ command: '/abonnement', text, user, channel });
      expect(asked.message).toMatchObject({ onlyFor: user });
      return wordsOf(asked.message ?? expect.fail());
    };
    await run({ slack, subscriptions, ask });
  });
}

const all = (subscriptions: StoreSubscriptions) => Array.fromAsync(subscriptions.all());

describe('/abonnement', () => {
  test.each([
    ['whoever created the channel', BRUNO, OF_BRUNO],
    ['whoever created a private channel', BRUNO, HIDDEN],
    ['an administrator', ALICE, OF_BRUNO],
    ['whom the direct conversation is with', ALICE, DIRECT],
  ])('lets %s subscribe it', (_, user, channel) =>
    remembering(async ({ slack, subscriptions, ask }) => {
      expect(await ask('activer 9h30 lun-ven', user, channel)).toContain('lundi 23 novembre');
      const place = { platform: 'slack', workspace: slack.workspace.teamId, channel };
      expect(await subscriptions.of(place)).toMatchObject({ schedule: { hour: 9, minute: 30 } });
    }),
  );

  test('is refused to anybody else, who may look all the same', () =>
    remembering(async ({ subscriptions, ask }) => {
      expect(await ask('activer', BRUNO)).toMatch(/^Seule .+ a créé ce canal ou qui administre/u);
      expect(await ask('etat', BRUNO)).toContain('n’est pas envoyée ici');
      expect(await all(subscriptions)).toEqual([]);
    }));

  test.each([
    ['the administrators', 'users:read'],
    ['the creators of channels', 'channels:read'],
  ])('says so where the bot may not know %s', (_, scope) =>
    remembering(async ({ slack, ask }) => {
      slack.workspace.scopes.delete(scope);
      expect(await ask('activer', BRUNO)).toMatch(/^Impossible de vérifier/u);
    }),
  );

  test('lets nobody but administrators erase everything', () =>
    remembering(async ({ subscriptions, ask }) => {
      await ask('activer', BRUNO, OF_BRUNO);
      await ask('effacer oui', BRUNO, OF_BRUNO);
      expect(await all(subscriptions)).toHaveLength(1);
      await ask('effacer oui', ALICE, OF_BRUNO);
      expect(await all(subscriptions)).toEqual([]);
    }));
});

describe('the Home tab', () => {
  const schedule = { hour: 9, minute: 0, zone: 'Europe/Paris', days: [1, 2, 3, 4, 5] };

  async function subscribe(
    subscriptions: StoreSubscriptions,
    workspace: string,
    channels: readonly string[],
  ): Promise<void> {
    for (const channel of channels) {
      const place = { platform: 'slack', workspace, channel };
      await subscriptions.keep({ place, schedule, sinceMs: 0 });
    }
  }

  /** With subscriptions of this workspace, of another, and of a direct conversation. */
  const subscribed = (run: Parameters<typeof remembering>[0]) =>
    remembering(async (scene) => {
      const { slack, subscriptions } = scene;
      await subscribe(subscriptions, slack.workspace.teamId, [GENERAL, HIDDEN, DIRECT]);
      await subscribe(subscriptions, 'T0AUTRE', ['C0AUTRE']);
      await run(scene);
    });

  /** The Home tab of somebody, once it says so. */
  function homeThatSays(slack: Slack, person: string, words: string) {
    return slack.until(() => {
      const blocks = slack.views.homeOf(person)?.output.blocks ?? [];
      return wordsOfBlocks(blocks).includes(words) ? blocks : undefined;
    });
  }

  test('tells which channels of the workspace are sent the quotation, how and when next', () =>
    subscribed(async ({ slack }) => {
      await slack.socket.appHomeOpened({ user: BRUNO });
      const blocks = await homeThatSays(slack, BRUNO, 'du lundi au vendredi');
      expect(wordsOfBlocks(blocks)).toContain('Prochain envoi\u00A0: lundi 23 novembre');
      const channels = JSON.stringify(blocks).match(/(?<="channel_id":")[^"]*/gu);
      expect(channels).toEqual([GENERAL, HIDDEN]);
    }));

  test('tells of no more channels than it has room for', () =>
    remembering(async ({ slack, subscriptions }) => {
      const channels = Array.from({ length: 50 }, (_, index) => `C0CANAL${100 + index}`);
      await subscribe(subscriptions, slack.workspace.teamId, channels);
      await slack.socket.appHomeOpened();
      await homeThatSays(slack, ALICE, '… et 30\u00A0autres canaux.');
    }));

  test.each([
    ['erases all that is kept of the workspace, and of no other', ALICE, 'est effacé', 1],
    ['erases nothing for who does not administer', BRUNO, 'Seule une personne qui administre', 4],
  ])('%s, and says so', (_, user, words, left) =>
    subscribed(async ({ slack, subscriptions }) => {
      await slack.socket.appHomeOpened({ user });
      await slack.until(() => slack.views.homeOf(user));
      await slack.socket.buttonClick({ actionId: 'debat/erase', within: 'home', user });
      await homeThatSays(slack, user, words);
      const kept = (await all(subscriptions)).map(({ place }) => place.workspace);
      expect([kept.length, kept.includes('T0AUTRE')]).toEqual([left, true]);
    }),
  );

  test('O8: shows administrators alone what is contested most, word for word', () =>
    withSlack(async (slack, keep) => {
      const passages = realCorpus.passages.slice(0, 5);
      const contested = passages.map(({ id: passage }) => {
        const reasons = [['hors sujet', 2]] as const;
        return { passage, reasons, times: 2, lastDay: '2026-11-20' };
      });
      keep(await startOverSocket(slack, { contested: () => Promise.resolve(contested) }));
      await slack.socket.appHomeOpened();
      const blocks = await homeThatSays(slack, ALICE, 'Citations contestées');
      const words = wordsOfBlocks(blocks);
      expect(words.match(/contestée 2\u00A0fois/gu)).toHaveLength(3);
      expect(words).toContain(captionOf(passages[0] ?? expect.fail()));
      await slack.socket.appHomeOpened({ user: BRUNO });
      const others = await homeThatSays(slack, BRUNO, 'Effacer ce qui est conservé');
      expect(wordsOfBlocks(others)).not.toContain('Citations contestées');
    }));

  test('is shown while the store is down, and says so', () =>
    withSlack(async (slack, keep) => {
      const subscriptions = {
        within: () => {
          throw new BotError('store', 'down', { retryable: true });
        },
      };
      keep(await startOverSocket(slack, { subscriptions }));
      await slack.socket.appHomeOpened();
      await homeThatSays(slack, ALICE, 'Les abonnements ne répondent pas pour le moment');
    }));

  test('answers a button of another version with a sentence', () =>
    overSocket(async ({ slack, bot }) => {
      const button = { action_id: 'debat/ancien', value: '{"v":0}', text: OLD };
      const elements = [{ type: 'button', ...button }];
      const view = { type: 'home', blocks: [{ type: 'actions', elements }] };
      await callAsBot(slack, 'views.publish', { user_id: ALICE, view });
      await slack.socket.buttonClick({ actionId: 'debat/ancien', within: 'home' });
      const { output } = await slack.until(() => slack.views.modalOf(ALICE));
      expect(wordsOfBlocks(output.blocks)).toContain('Ce bouton vient d’une autre version');
      expect(bot.faults).toEqual([]);
    }));
});

describe('the quotation of the day', () => {
  const to = { platform: 'slack', workspace: null, channel: GENERAL, person: null };
  const [passage = expect.fail()] = realCorpus.passages;
  const reply = dailyReply(Quote.at(passage));

  test.each([
    ['channel_not_found', 'gone'],
    ['is_archived', 'archived'],
    ['not_in_channel', 'not invited'],
    ['restricted_action', 'forbidden'],
    ['restricted_action_read_only_channel', 'forbidden'],
    ['missing_scope', 'forbidden'],
    ['account_inactive', 'shut out'],
    ['token_revoked', 'shut out'],
    ['invalid_auth', 'shut out'],
    ['invalid_blocks', 'undone'],
  ])('that Slack refuses with %s is told as %s, after one attempt', (code, outcome) =>
    overSocket(async ({ slack, bot }) => {
      slack.faults.add('chat.postMessage', refused(code));
      const posted = bot.adapter.post(to, reply, realDebate);
      await expect(posted).rejects.toMatchObject({ outcome, retryable: outcome === 'shut out' });
      expect(slack.calls('chat.postMessage')).toHaveLength(1);
    }),
  );

  test.each([
    ['a burst', rateLimited(30), 'undone'],
    ['a cut connection', cut('after the work'), 'unknown'],
    ['a cut connection, before', cut(), 'unknown'],
    ['a server error', broken(503), 'unknown'],
    ['an error of Slack’s own', refused('internal_error'), 'unknown'],
  ])('that meets %s is tried once, and told as it is', (_, fault, outcome) =>
    overSocket(async ({ slack, bot }) => {
      slack.faults.add('chat.postMessage', fault);
      await expect(bot.adapter.post(to, reply, realDebate)).rejects.toMatchObject({
        name: 'BotError',
        code: 'platform',
        outcome,
        retryable: true,
      });
      expect(slack.calls('chat.postMessage')).toHaveLength(1);
      expect(bot.time.pauses).toEqual([]);
    }),
  );

  test('that cannot reach Slack certainly was not made', () =>
    withSlack(async (slack, keep) => {
      const settings = { apiUrl: 'http://127.0.0.1:2/api/' };
      const bot = keep(makeBot(slack, { settings }));
      await expect(bot.adapter.post(to, reply, realDebate)).rejects.toMatchObject({
        outcome: 'undone',
        retryable: true,
      });
    }));
});
