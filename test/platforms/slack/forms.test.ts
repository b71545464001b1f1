import { describe, expect, test } from 'vitest';
import { realCorpus } from '../../fixtures/corpora.ts';
import { wordsOf, wordsOfBlocks } from '../../standins/slack/reading.ts';
import { ALICE, BRUNO, ELSEWHERE, GENERAL } from '../../standins/slack/workspace.ts';
import { openTestHouse } from '../../fixtures/house.ts';
import { overHttp, overSocket, ROADS, startOverHttp, withSlack } from './harness.ts';

/** Runs a test over a bot whose form is open before Alice. */
const opened: typeof overHttp = (run) =>
  overHttp(async (scene) => {
    await scene.road.globalShortcut({ callbackId: 'chercher' });
    await scene.slack.until(() => scene.slack.views.modalOf(ALICE));
    await run(scene);
  });

describe.each(ROADS)('the form %s', (_, over) => {
  test('asks for subject, voice, years and place, and answers there', () =>
    over(async ({ slack, road }) => {
      await road.globalShortcut({ callbackId: 'chercher' });
      await slack.until(() => slack.views.modalOf(ALICE));
      const aim = { actionId: 'auteur', within: 'modal', typed: 'kab' } as const;
      const { suggestions } = await road.options(aim);
      expect(suggestions).toMatchObject([{ text: { text: 'Hervé Kabla' }, value: 'Hervé Kabla' }]);
      const values = { sujet: 'blogs', auteur: 'Hervé Kabla', depuis: '2011', jusqua: '2012' };
      await road.viewSubmission({ values: { ...values, lieu: ELSEWHERE } });
      expect(slack.views.modalOf(ALICE)).toBeUndefined();
      const answer = await slack.waitForMessage(ELSEWHERE);
      expect(answer.onlyFor).toBeUndefined();
      const [heading] = wordsOf(answer).split('\n');
      expect(heading).toMatch(/passages? d’Hervé Kabla de 2011 à 2012.*blogs$/u);
    }));
});

describe('the form', () => {
  test('answers the asker alone when they say so', () =>
    opened(async ({ slack, road }) => {
      await road.viewSubmission({ values: { sujet: 'blogs', lieu: GENERAL, prive: 'oui' } });
      expect((await slack.waitForMessage(GENERAL)).onlyFor).toBe(ALICE);
    }));

  test.each([
    ['a subject nobody speaks of', { sujet: 'xylophone' }, 'sujet', 'Nos extraits du débat'],
    ['a subject without words', { sujet: '???' }, 'sujet', 'Ce sujet ne contient ni lettre'],
    ['an empty subject', { sujet: '  ' }, 'sujet', 'Indiquez un sujet'],
    ['an unknown voice', { sujet: 'blogs', auteur: 'Guizot' }, 'auteur', 'Voix inconnue'],
    ['dates reversed', { sujet: 'blogs', depuis: '2014', jusqua: '2011' }, 'depuis', 'inversées'],
  ])('stays open over %s, and says so under the field', (_, values, field, words) =>
    opened(async ({ slack, road }) => {
      const { payload } = await road.viewSubmission({ values: { ...values, lieu: GENERAL } });
      expect(payload).toMatchObject({
        response_action: 'errors',
        errors: { [field]: expect.stringContaining(words) as unknown },
      });
      expect(slack.views.modalOf(ALICE)).toBeDefined();
      expect(slack.everIn(GENERAL)).toEqual([]);
    }),
  );

  test.each([
    ['', 8],
    ['k', 1],
    ['HERVE', 1],
    ['cavazza', 1],
    ['zzz', 0],
  ])('proposes the voices that begin with %j', (typed, least) =>
    opened(async ({ road }) => {
      const aim = { actionId: 'auteur', within: 'modal', typed } as const;
      const { suggestions, refusal } = await road.options(aim);
      expect(refusal).toBeUndefined();
      expect(suggestions?.length).toBeGreaterThanOrEqual(least);
      if (least === 0) expect(suggestions).toEqual([]);
    }),
  );

  test('that is closed leaves nothing behind', () =>
    opened(async ({ bot, road }) => {
      expect((await road.viewClosed()).status).toBe(200);
      expect(bot.faults).toEqual([]);
    }));

  test('of another version is acknowledged', () =>
    opened(async ({ slack, road }) => {
      const payload = { view: { ...slack.views.modalOf(ALICE)?.output, callback_id: 'ancien' } };
      const { status } = await road.viewSubmission({
        values: { sujet: 'x', lieu: GENERAL },
        payload,
      });
      expect(status).toBe(200);
    }));
});

describe('the Home tab', () => {
  test('says what can be asked, what is kept and what can be erased', () =>
    overSocket(async ({ slack }) => {
      await slack.socket.appHomeOpened({ user: BRUNO });
      const { output } = await slack.until(() => slack.views.homeOf(BRUNO));
      const words = wordsOfBlocks(output.blocks);
      expect(words).toContain('/debat sujet');
      expect(words).toContain(`${realCorpus.passages.length}\u00A0passages`);
      expect(words).toContain('Le bot ne garde ni vos messages ni vos noms');
      expect(words).toContain('retenus 30 minutes, sans nom');
      expect(words).toContain('Aucun canal ne reçoit la citation du jour');
      expect(words).toContain('une personne qui l’administre peut les effacer ici');
      expect(words).toContain('Abonnements de cet espace de travail');
    }));

  test('opens the form', () =>
    overSocket(async ({ slack }) => {
      await slack.socket.appHomeOpened();
      await slack.until(() => slack.views.homeOf(ALICE));
      await slack.socket.buttonClick({ actionId: 'debat/search', within: 'home' });
      await slack.until(() => slack.views.modalOf(ALICE));
    }));
});

test('among several debates, the form asks which, and answers from it', async () => {
  await using home = await openTestHouse();
  const { house: debates, dispatch } = home;
  await withSlack(async (slack, keep) => {
    const bot = keep(await startOverHttp(slack, { debates, dispatch }));
    const road = slack.http(bot.url);
    await road.globalShortcut({ callbackId: 'chercher' });
    const form = await slack.until(() => slack.views.modalOf(ALICE));
    expect(JSON.stringify(form.output)).toContain('Des pistes cyclables');
    await road.viewSubmission({
      values: { sujet: 'stationnement', debat: 'place', lieu: GENERAL },
    });
    const [heading] = wordsOf(await slack.waitForMessage(GENERAL)).split('\n');
    expect(heading).toMatch(/stationnement – La place du Marché$/u);
  });
});
