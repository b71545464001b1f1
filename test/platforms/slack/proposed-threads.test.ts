import { expect, test } from 'vitest';
import { MOST_OF_THREAD } from '../../../src/proposing/thread.ts';
import { openProposing } from '../../fixtures/bots.ts';
import { TestTime } from '../../fixtures/test-time.ts';
import { rateLimited, refused, type Fault } from '../../standins/slack/faults.ts';
import { wordsOf } from '../../standins/slack/reading.ts';
import type { Slack } from '../../standins/slack/stand-in.ts';
import {
  addChannel,
  ALICE,
  BRUNO,
  DIRECT,
  ELSEWHERE,
  GENERAL,
} from '../../standins/slack/workspace.ts';
import { startOverSocket, withSlack } from './harness.ts';

type Kept = Awaited<ReturnType<typeof openProposing>>;

/** A workspace whose bot takes proposals. */
const proposing = async (run: (slack: Slack, kept: Kept) => Promise<void>) => {
  const time = new TestTime(Date.now());
  const kept = await openProposing(time);
  const { dispatch, proposals, consents, drafts } = kept;
  await withSlack(async (slack, keep) => {
    const bot = keep(await startOverSocket(slack, { dispatch, proposals, consents, drafts, time }));
    await run(slack, kept);
    expect(bot.faults).toEqual([]);
  });
  await kept.close();
};

const TEXTS = ['Les carnets durent.', 'Pas les miens.'];

/** Proposes a thread, and gives what the person reads of it. */
async function propose(
  slack: Slack,
  channel = GENERAL,
  messages: readonly object[] = TEXTS.map((text, at) => ({ text, user: at === 0 ? ALICE : BRUNO })),
) {
  const where = { channel };
  const written = slack.socket.thread(messages as never, where);
  const { ts = '', thread_ts: threadTs = '' } = written.at(-1) ?? {};
  const message = { text: '…', ts, threadTs };
  await slack.socket.messageShortcut({ callbackId: 'proposer_fil', message, ...where });
  await slack.waitForMessage(channel);
  await slack.socket.buttonClick({ actionId: 'debat/ask#1', ...where });
  const find = () => slack.messagesIn(channel).map(wordsOf).at(1);
  return slack.until(find);
}

test.each([
  ['a public channel', 'channels:history'],
  ['a private channel', 'groups:history'],
])('where the app may not read %s, one sentence names the scope', (kind, scope) =>
  proposing(async (slack, { proposals }) => {
    slack.workspace.scopes.delete(scope);
    const channel = 'C0FERME01';
    const isPrivate = kind === 'a private channel';
    addChannel(slack.workspace, { id: channel, name: 'x', ...(isPrivate && { kind: 'private' }) });
    expect(await propose(slack, channel)).toContain(scope);
    expect(await proposals.all()).toEqual([]);
  }),
);

test('where the bot was not invited, one sentence says how to', () =>
  proposing(async (slack) => {
    expect(await propose(slack, ELSEWHERE)).toContain('/invite');
  }));

test('whom a message mentions is not named in it', () =>
  proposing(async (slack, { proposals, consents }) => {
    const text = `<@${BRUNO}> et <@${ALICE}|alice> ont raison, <#${GENERAL}|general> aussi.`;
    await propose(slack, GENERAL, [
      { text, user: ALICE },
      { text: `<@${ALICE}>`, user: BRUNO },
    ]);
    const [proposal = expect.fail()] = await proposals.all();
    const consent = await consents.of(proposal, ALICE);
    expect(consent?.said.map(({ words }) => words)).toEqual(['@… et @… ont raison, aussi.']);
    expect(await consents.of(proposal, BRUNO)).toBeNull();
  }));

test.each<readonly [string, Fault, string]>([
  ['channel_not_found', refused('channel_not_found'), '/invite'],
  ['thread_not_found', refused('thread_not_found'), 'n’est plus là'],
  ['a rate limit that lasts', rateLimited(120), 'réessayez dans quelques minutes'],
])('%s is said in one sentence, and nothing is kept', (_what, fault, sentence) =>
  proposing(async (slack, { proposals }) => {
    slack.faults.add('conversations.replies', fault, { times: Infinity });
    expect(await propose(slack)).toContain(sentence);
    expect(await proposals.all()).toEqual([]);
  }),
);

test('a short rate limit is waited out, for the thread and for each person', () =>
  proposing(async (slack) => {
    slack.faults.add('conversations.replies', rateLimited(2));
    slack.faults.add('chat.postMessage', rateLimited(30));
    expect(await propose(slack)).toContain('2\u00A0personnes sont interrogées');
    await slack.waitForCall('chat.postMessage', 3);
    expect(slack.messagesIn(DIRECT)).toHaveLength(1);
  }));

test.each(['cannot_dm_bot', 'user_not_found', 'users_not_found', 'messages_tab_disabled'])(
  'of whom Slack lets nobody write to (%s), nothing is kept; the other is asked',
  (code) =>
    proposing(async (slack, { proposals, consents }) => {
      slack.faults.add('chat.postMessage', refused(code));
      await propose(slack);
      await slack.waitForCall('chat.postMessage', 2);
      const [proposal = expect.fail()] = await proposals.all();
      expect(await consents.standing(proposal)).toMatchObject({ unreached: 1, isOver: false });
    }),
);

test('a token that Slack refuses while people are asked makes nobody one who cannot be reached', () =>
  proposing(async (slack, { proposals, consents }) => {
    slack.faults.add('chat.postMessage', refused('invalid_auth'), { times: Infinity });
    await propose(slack);
    await slack.waitForCall('chat.postMessage', 2);
    const [proposal = expect.fail()] = await proposals.all();
    expect(await consents.standing(proposal)).toMatchObject({ unreached: 0, agreed: 0 });
  }));

test('people whose names Slack does not tell are asked, and have none', () =>
  proposing(async (slack, { proposals }) => {
    slack.faults.add('users.info', refused('missing_scope'), { times: Infinity });
    await propose(slack);
    const mail = await slack.waitForMessage(DIRECT);
    expect(wordsOf(mail)).toContain('sans nom');
    expect(JSON.stringify(mail.blocks)).not.toContain('sous mon nom');
    expect(await proposals.all()).toHaveLength(1);
  }));

test('a thread that Slack gives fifteen at a time is read page by page, each message once', () =>
  proposing(async (slack, { consents, proposals }) => {
    const messages = Array.from({ length: 40 }, (_, at) => ({ text: `Mot ${at}.`, user: ALICE }));
    slack.mostReplies(15);
    expect(await propose(slack, GENERAL, messages)).toContain('1\u00A0personne est interrogée');
    expect(slack.calls('conversations.replies')).toHaveLength(3);
    const [proposal = expect.fail()] = await proposals.all();
    const consent = await consents.of(proposal, ALICE);
    expect(consent?.said.map(({ words }) => words)).toEqual(messages.map(({ text }) => text));
  }));

test('a message of a hundred is the last: of more, or of more people than twenty, nothing is read on', () =>
  proposing(async (slack, { proposals }) => {
    const most = MOST_OF_THREAD.messages;
    const messages = Array.from({ length: most }, (_, at) => ({ text: `Mot ${at}.`, user: ALICE }));
    expect(await propose(slack, GENERAL, messages)).toContain('1\u00A0personne est interrogée');
    expect(await proposals.all()).toHaveLength(1);
  }));

test('deleted messages and those of programs are nobody’s', () =>
  proposing(async (slack) => {
    const messages = [
      { text: 'Les carnets durent.', user: ALICE },
      { text: 'Effacé.', user: 'USLACKBOT', more: { subtype: 'tombstone', hidden: true } },
      { text: 'Rapport.', user: BRUNO, more: { bot_id: 'B0AUTRE01' } },
      { text: '', user: BRUNO },
    ];
    expect(await propose(slack, GENERAL, messages)).toContain('1\u00A0personne est interrogée');
  }));

test('a thread whose first message was deleted leads to the first that a person wrote', () =>
  proposing(async (slack, { proposals }) => {
    slack.faults.add('chat.getPermalink', refused('message_not_found'));
    expect(await propose(slack)).toContain('2\u00A0personnes sont interrogées');
    const [proposal] = await proposals.all();
    expect(proposal?.proposed?.url).toMatch(/^https:/u);
  }));
