import type { types } from '@slack/bolt';
import type { Corpus } from '../../../src/debate/passage.ts';
import { conversationContract } from '../../contracts/conversation.ts';
import type { Channel, Person } from '../../contracts/conversation.ts';
import { realCorpus } from '../../fixtures/corpora.ts';
import type { Message } from '../../standins/slack/messages.ts';
import { wordsOf } from '../../standins/slack/reading.ts';
import type { Slack } from '../../standins/slack/stand-in.ts';
import { ALICE, BRUNO, GENERAL } from '../../standins/slack/workspace.ts';
import { actionOf } from '../../../src/platforms/slack/view/buttons.ts';
import type { Action } from '../../../src/conversation/buttons.ts';
import { startOverHttp, withSlack } from './harness.ts';
import type { Bot } from './harness.ts';

const USERS: Readonly<Record<Person, string>> = { alice: ALICE, bruno: BRUNO };

function actionsOf({ blocks }: Message): Action[] {
  const rows = blocks.filter((block) => block.type === 'actions') as types.ActionsBlock[];
  return rows
    .flatMap(({ elements }) => elements as types.Button[])
    .map(({ action_id }) => actionOf(action_id ?? ''))
    .filter((action) => action !== null && action !== 'search' && action !== 'erase');
}

function shownIn(message: Message) {
  const { onlyFor } = message;
  const seenBy = onlyFor === ALICE ? 'alice' : 'bruno';
  const person: Person | null = onlyFor === undefined ? null : seenBy;
  return { words: wordsOf(message), actions: actionsOf(message), onlyFor: person };
}

/** A message that the bot of another time had posted. */
async function postUnknownButton(slack: Slack): Promise<void> {
  const text = { type: 'plain_text', text: 'Ancien' };
  const elements = [{ type: 'button', text, action_id: 'debat/resume', value: '{"v":1}' }];
  await fetch(`${slack.apiUrl}chat.postMessage`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${slack.credentials.botToken}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({
      channel: GENERAL,
      text: 'ancien',
      blocks: [{ type: 'actions', elements }],
    }),
  });
}

function channelOn(slack: Slack, first: Bot, start: (corpus: Corpus) => Promise<Bot>): Channel {
  let bot = first;
  const road = () => slack.http(bot.url);
  return {
    ask: async (by, sujet, { prive = false } = {}) => {
      await road().command({ text: prive ? `${sujet} prive` : sujet, user: USERS[by] });
    },
    press: async (by, action) => {
      await road().buttonClick({ actionId: `debat/${action}`, user: USERS[by] });
    },
    giveReason: async (by, reason) => {
      await slack.until(() => slack.views.modalOf(USERS[by]));
      await road().viewSubmission({ values: { motif: reason }, user: USERS[by] });
    },
    pressUnknown: async (by) => {
      await postUnknownButton(slack);
      await road().buttonClick({ actionId: 'debat/resume', user: USERS[by] });
    },
    shown: () => slack.messagesIn(GENERAL).map(shownIn),
    everShown: () => slack.everIn(GENERAL).length,
    verdicts: () => [...bot.feedback.counts()],
    faults: () => bot.faults,
    restart: async (corpus = realCorpus) => {
      await bot.stop();
      bot = await start(corpus);
    },
    until: async (condition) => {
      await slack.until(() => condition() || undefined);
    },
  };
}

conversationContract('slack', (run) =>
  withSlack(async (slack, keep) => {
    const start = async (corpus: Corpus) => keep(await startOverHttp(slack, { corpus }));
    await run(channelOn(slack, await start(realCorpus), start));
  }),
);
