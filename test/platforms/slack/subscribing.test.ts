import { describe, expect, test } from 'vitest';
import { Quote } from '../../../src/debate/quote.ts';
import type { Reply } from '../../../src/debate/reply.ts';
import { BotError } from '../../../src/errors.ts';
import { realCorpus } from '../../fixtures/corpora.ts';
import { broken, cut, rateLimited, refused } from '../../standins/slack/faults.ts';
import { wordsOf, wordsOfBlocks } from '../../standins/slack/reading.ts';
import type { Slack } from '../../standins/slack/stand-in.ts';
import { addChannel, ALICE, BRUNO, DIRECT, GENERAL } from '../../standins/slack/workspace.ts';
import { makeBot, overSocket, ROADS, startOverSocket, withSlack } from './harness.ts';
import { openSubscribing } from '../../fixtures/bots.ts';

const OF_BRUNO = 'C0BRUNO001';
const HIDDEN = 'G0BRUNO001';

/** A bot that remembers, and a channel of Bruno’s, who administers nothing. */
async function remembering(slack: Slack) {
  const { dispatch, subscriptions } = await openSubscribing();
  const { workspace } = slack;
  addChannel(workspace, { id: OF_BRUNO, name: 'de-bruno', creator: BRUNO });
  addChannel(workspace, { id: HIDDEN, name: 'cache', creator: BRUNO, kind: 'private' });
  return { parts: { dispatch, subscriptions }, subscriptions };
}

describe.each(ROADS)('/abonnement, %s', (_, _over, start, gesturesOf) => {
  test.each([
    ['whoever created the channel', BRUNO, OF_BRUNO],
    ['whoever created a private channel', BRUNO, HIDDEN],
    ['an administrator', ALICE, OF_BRUNO],
    ['whom the direct conversation is with', ALICE, DIRECT],
  ])('lets %s subscribe it', (__, user, channel) =>
    withSlack(async (slack, keep) => {
      const { parts, subscriptions } = await remembering(slack);
      const bot = keep(await start(slack, parts));
      const road = gesturesOf(slack, bot);
      const asked = { command: '/abonnement', text: 'activer 9h30 lun-ven', user, channel };
      const { message } = await road.command(asked);
      expect(message && wordsOf(message)).toContain('lundi 23 novembre');
      expect(message).toMatchObject({ onlyFor: user });
      const place = { platform: 'slack', workspace: slack.workspace.teamId, channel };
      expect(await subscriptions.of(place)).toMatchObject({ schedule: { hour: 9, minute: 30 } });
    }),
  );

  test('is refused to anybody else, who may look all the same', () =>
    withSlack(async (slack, keep) => {
      const { parts, subscriptions } = await remembering(slack);
      const bot = keep(await start(slack, parts));
      const road = gesturesOf(slack, bot);
      const asked = { command: '/abonnement', user: BRUNO };
      const { message } = await road.command({ ...asked, text: 'activer' });
      expect(message && wordsOf(message)).toMatch(/^Seule .+ a créé ce canal ou qui administre/u);
      const state = await road.command({ ...asked, text: 'etat' });
      expect(state.message && wordsOf(state.message)).toContain('n’est pas envoyée ici');
      expect(await Array.fromAsync(subscriptions.all())).toEqual([]);
    }));

  test.each([
    ['the administrators', 'users:read'],
    ['the creators of channels', 'channels:read'],
  ])('says so where the bot may not know %s', (__, scope) =>
    withSlack(async (slack, keep) => {
      const { parts } = await remembering(slack);
      const bot = keep(await start(slack, parts));
      slack.workspace.scopes.delete(scope);
      const road = gesturesOf(slack, bot);
      const asked = { command: '/abonnement', text: 'activer', user: BRUNO };
      const { message } = await road.command(asked);
      expect(message && wordsOf(message)).toMatch(/^Impossible de vérifier/u);
    }),
  );

  test('lets nobody but administrators erase everything', () =>
    withSlack(async (slack, keep) => {
      const { parts, subscriptions } = await remembering(slack);
      const bot = keep(await start(slack, parts));
      const road = gesturesOf(slack, bot);
      const asked = { command: '/abonnement', channel: OF_BRUNO };
      await road.command({ ...asked, text: 'activer', user: BRUNO });
      await road.command({ ...asked, text: 'effacer oui', user: BRUNO });
      expect(await Array.fromAsync(subscriptions.all())).toHaveLength(1);
      await road.command({ ...asked, text: 'effacer oui', user: ALICE });
      expect(await Array.fromAsync(subscriptions.all())).toEqual([]);
    }));
});

describe('the Home tab', () => {
  const schedule = { hour: 9, minute: 0, zone: 'Europe/Paris', days: [1, 2, 3, 4, 5] };

  /** A bot with subscriptions of this workspace, of another, and of a direct conversation. */
  async function subscribed(slack: Slack) {
    const memory = await remembering(slack);
    const { subscriptions } = memory;
    const { teamId } = slack.workspace;
    const places = [
      ...[GENERAL, HIDDEN, DIRECT].map((channel) => ({ workspace: teamId, channel })),
      { workspace: 'T0AUTRE', channel: 'C0AUTRE' },
    ];
    for (const place of places) {
      await subscriptions.keep({ place: { platform: 'slack', ...place }, schedule, sinceMs: 0 });
    }
    return memory;
  }

  test('tells which channels of the workspace are sent the quotation, how and when next', () =>
    withSlack(async (slack, keep) => {
      const { parts } = await subscribed(slack);
      keep(await startOverSocket(slack, parts));
      await slack.socket.appHomeOpened({ user: BRUNO });
      const { output } = await slack.until(() => slack.views.homeOf(BRUNO));
      const blocks = JSON.stringify(output.blocks);
      expect(blocks).toContain(`"channel_id":"${GENERAL}"`);
      expect(blocks).toContain(`"channel_id":"${HIDDEN}"`);
      expect(blocks).not.toContain('C0AUTRE');
      expect(blocks).not.toContain(DIRECT);
      const words = wordsOfBlocks(output.blocks);
      expect(words).toContain('du lundi au vendredi');
      expect(words).toContain('Prochain envoi\u00A0: lundi 23 novembre');
    }));

  test('tells of no more channels than it has room for', () =>
    withSlack(async (slack, keep) => {
      const { parts, subscriptions } = await remembering(slack);
      const { teamId: workspace } = slack.workspace;
      for (let number = 100; number < 150; number += 1) {
        const place = { platform: 'slack', workspace, channel: `C0CANAL${number}` };
        await subscriptions.keep({ place, schedule, sinceMs: 0 });
      }
      keep(await startOverSocket(slack, parts));
      await slack.socket.appHomeOpened();
      const { output } = await slack.until(() => slack.views.homeOf(ALICE));
      expect(wordsOfBlocks(output.blocks)).toContain('… et 30\u00A0autres canaux.');
    }));

  test('erases all that is kept of the workspace, and of no other, for an administrator', () =>
    withSlack(async (slack, keep) => {
      const { parts, subscriptions } = await subscribed(slack);
      keep(await startOverSocket(slack, parts));
      await slack.socket.appHomeOpened({ user: ALICE });
      await slack.until(() => slack.views.homeOf(ALICE));
      await slack.socket.buttonClick({ actionId: 'debat/erase', within: 'home', user: ALICE });
      await homeThatSays(slack, ALICE, 'Tout ce que cet espace avait laissé est effacé');
      const left = await Array.fromAsync(subscriptions.all());
      expect(left.map(({ place }) => place.workspace)).toEqual(['T0AUTRE']);
    }));

  test('erases nothing for anybody else, and says why', () =>
    withSlack(async (slack, keep) => {
      const { parts, subscriptions } = await subscribed(slack);
      keep(await startOverSocket(slack, parts));
      await slack.socket.appHomeOpened({ user: BRUNO });
      await slack.until(() => slack.views.homeOf(BRUNO));
      await slack.socket.buttonClick({ actionId: 'debat/erase', within: 'home', user: BRUNO });
      await homeThatSays(slack, BRUNO, 'Seule une personne qui administre l’espace de travail');
      expect(await Array.fromAsync(subscriptions.all())).toHaveLength(4);
    }));

  test('is shown while the store is down, and says so', () =>
    withSlack(async (slack, keep) => {
      const { parts } = await remembering(slack);
      const subscriptions = {
        within: () => {
          throw new BotError('store', 'down', { retryable: true });
        },
      };
      keep(await startOverSocket(slack, { ...parts, subscriptions }));
      await slack.socket.appHomeOpened();
      await homeThatSays(slack, ALICE, 'Les abonnements ne répondent pas pour le moment');
    }));

  test('answers a button of another version with a sentence', () =>
    overSocket(async ({ slack, bot }) => {
      const button = { type: 'button', text: { type: 'plain_text', text: 'Ancien' } };
      const blocks = [
        { type: 'actions', elements: [{ ...button, action_id: 'debat/ancien', value: '{"v":0}' }] },
      ];
      await fetch(`${slack.apiUrl}views.publish`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${slack.credentials.botToken}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify({ user_id: ALICE, view: { type: 'home', blocks } }),
      });
      await slack.socket.buttonClick({ actionId: 'debat/ancien', within: 'home' });
      const { output } = await slack.until(() => slack.views.modalOf(ALICE));
      expect(wordsOfBlocks(output.blocks)).toContain('Ce bouton vient d’une autre version');
      expect(bot.faults).toEqual([]);
    }));

  function homeThatSays(slack: Slack, person: string, words: string) {
    return slack.until(() => {
      const shown = slack.views.homeOf(person);
      return shown !== undefined && wordsOfBlocks(shown.output.blocks).includes(words)
        ? shown
        : undefined;
    });
  }
});

describe('the quotation of the day', () => {
  const to = { platform: 'slack', workspace: null, channel: GENERAL, person: null };
  const passage = realCorpus.passages[0] ?? expect.fail();
  const reply: Reply = {
    kind: 'citation',
    quote: Quote.at(passage),
    subject: null,
    speaker: null,
    day: '2026-11-22',
  };

  test.each([
    ['channel_not_found', 'gone'],
    ['is_archived', 'archived'],
    ['not_in_channel', 'not invited'],
    ['restricted_action', 'forbidden'],
    ['restricted_action_read_only_channel', 'forbidden'],
    ['missing_scope', 'forbidden'],
    ['account_inactive', 'disconnected'],
    ['token_revoked', 'disconnected'],
    ['invalid_auth', 'disconnected'],
    ['invalid_blocks', 'undone'],
  ])('that Slack refuses with %s is told as %s, after one attempt', (code, outcome) =>
    overSocket(async ({ slack, bot }) => {
      slack.faults.add('chat.postMessage', refused(code));
      const posted = bot.adapter.post(to, reply);
      await expect(posted).rejects.toMatchObject({ outcome, retryable: false });
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
      await expect(bot.adapter.post(to, reply)).rejects.toMatchObject({
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
      await expect(bot.adapter.post(to, reply)).rejects.toMatchObject({
        outcome: 'undone',
        retryable: true,
      });
    }));
});
