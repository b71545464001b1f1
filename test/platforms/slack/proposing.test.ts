import { expect, test } from 'vitest';
import type { Address } from '../../../src/ask/request.ts';
import { openProposing } from '../../fixtures/bots.ts';
import { refused } from '../../standins/slack/faults.ts';
import { wordsOf, wordsOfBlocks } from '../../standins/slack/reading.ts';
import type { Slack } from '../../standins/slack/stand-in.ts';
import { ALICE, BRUNO, GENERAL } from '../../standins/slack/workspace.ts';
import { startOverSocket, withSlack } from './harness.ts';

type Kept = Awaited<ReturnType<typeof openProposing>>;

/** A workspace whose bot takes proposals. */
const proposing = async (run: (slack: Slack, kept: Kept) => Promise<void>) => {
  const { close, ...parts } = await openProposing();
  await withSlack(async (slack, keep) => {
    const bot = keep(await startOverSocket(slack, parts));
    await run(slack, { close, ...parts });
    expect(bot.faults).toEqual([]);
  });
  await close();
};

const homeOf = async (slack: Slack, user: string) => {
  await slack.socket.appHomeOpened({ user });
  const { output } = await slack.until(() => slack.views.homeOf(user));
  return wordsOfBlocks(output.blocks);
};

const HOSTILE = 'Ils disent « tout », "rien" et https://exemple.org/x ; <@U1> [a](b) *b*';

test('administrators alone read at Home what waits in their workspace, as no quotation', () =>
  proposing(async (slack, { proposals }) => {
    const { teamId } = slack.workspace;
    const from = (workspace: string): Address => {
      return { platform: 'slack', workspace, channel: GENERAL, person: BRUNO };
    };
    const made = { day: '2026-11-22', debate: '' };
    const proposed = {
      voice: 'Lise « L. » Morin',
      title: 'Un "carnet"',
      date: null,
      permalink: null,
    };
    const url = 'https://exemple.org/carnet';
    for (let n = 0; n < 6; n += 1)
      await proposals.add(from(teamId), { ...proposed, words: `${HOSTILE} ${n}`, url }, made);
    await proposals.add(from('T0AUTRE'), { ...proposed, words: 'Ailleurs.', url }, made);
    const words = await homeOf(slack, ALICE);
    expect(words).toContain('6\u00A0propositions attendent');
    expect(words).toMatch(/N° 1, du 22 novembre 2026\u00A0: Ils disent tout [^\n]*\[adresse\]/u);
    expect(words).toContain('exemple.org/carnet');
    expect(words).toContain('… et 1\u00A0autre.');
    expect(words).toContain('npm run corpus -- proposals');
    expect(words).not.toContain('Ailleurs.');
    expect(await homeOf(slack, BRUNO)).not.toContain('propositions attendent');
  }));

test('administrators read at Home of a thread only once its people have answered, and how many', () =>
  proposing(async (slack, { consents }) => {
    const from = { platform: 'slack', workspace: slack.workspace.teamId };
    const thread = { place: 'x', link: 'https://exemple.org/fil', day: '2026-11-22', debate: '' };
    const said = [{ at: 0, day: '2026-11-20', words: 'Les carnets durent.' }];
    const [one, two] = [ALICE, BRUNO].map((person) => ({ person, name: null, said }));
    const people = [one ?? expect.fail(), two ?? expect.fail()];
    const where = { ...from, channel: GENERAL, person: BRUNO };
    const proposal = (await consents.begin(where, thread, people)) ?? expect.fail();
    const answer = async (person: string, verdict: 'unnamed' | 'refused') => {
      const consent = await consents.of(proposal, person);
      await consents.answer(consent ?? expect.fail(), verdict);
    };
    await answer(ALICE, 'unnamed');
    expect(await homeOf(slack, ALICE)).not.toContain('d’être lues');
    await answer(BRUNO, 'refused');
    await slack.socket.appHomeOpened({ user: ALICE });
    await slack.waitForCall('views.publish', 2);
    const words = await homeOf(slack, ALICE);
    expect(words).toContain(
      'un fil, 1\u00A0message\u202F; 2\u00A0personnes interrogées, 1\u00A0accord, 1\u00A0refus',
    );
    expect(words).not.toContain('carnets');
  }));

test('a message whose author and address Slack does not tell is proposed without', () =>
  proposing(async (slack, { proposals }) => {
    for (const method of ['users.info', 'chat.getPermalink'])
      slack.faults.add(method, refused('missing_scope'), { times: Infinity });
    const message = { text: 'Les carnets durent.', user: BRUNO };
    await slack.socket.messageShortcut({ callbackId: 'proposer', message });
    await slack.until(() => slack.views.modalOf(ALICE));
    const { payload } = await slack.socket.viewSubmission({});
    expect(payload).toMatchObject({
      response_action: 'errors',
      errors: { auteur: expect.anything() as unknown },
    });
    await slack.socket.viewSubmission({ values: { auteur: 'Bruno', source: 'Le canal' } });
    const [kept] = await proposals.all();
    expect(kept?.proposed).toMatchObject({ voice: 'Bruno', title: 'Le canal', permalink: null });
  }));

test('a message that is longer than the form takes is proposed in part, and that is said', () =>
  proposing(async (slack) => {
    const message = { text: 'mot '.repeat(900), user: BRUNO };
    await slack.socket.messageShortcut({ callbackId: 'proposer', message });
    const { output } = await slack.until(() => slack.views.modalOf(ALICE));
    expect(wordsOfBlocks(output.blocks)).toContain('trop long');
  }));

test('where Slack opens no form any more, one sentence says what is missing, under a button that opens it', () =>
  proposing(async (slack) => {
    slack.faults.add('views.open', refused('expired_trigger_id'));
    await slack.socket.command({ command: '/proposer', text: '« Les carnets durent. »' });
    const message = await slack.waitForMessage(GENERAL);
    expect(message.onlyFor).toBe(ALICE);
    expect(wordsOf(message)).toContain('Il manque de qui ils sont');
    await slack.socket.buttonClick({ actionId: 'debat/ask#1' });
    const { output } = await slack.until(() => slack.views.modalOf(ALICE));
    expect(JSON.stringify(output.blocks)).toContain('Les carnets durent.');
  }));
