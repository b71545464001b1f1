import { describe, expect, test } from 'vitest';
import type { types } from '@slack/bolt';
import { ACKNOWLEDGE_WITHIN_MS, SUMMARY_AT_ONCE_MS } from '../../../src/adapters/slack/limits.ts';
import { ACTIONS } from '../../../src/adapters/slack/state.ts';
import type { Summarise } from '../../../src/commands/command.ts';
import { createDispatch } from '../../../src/commands/dispatch.ts';
import { Gate } from '../../../src/debate/gate.ts';
import type { SummaryPart } from '../../../src/debate/summary.ts';
import { PAGE_SIZE } from '../../../src/debate/reply.ts';
import { withBalance } from '../../../src/retrieval/balance.ts';
import { createRetriever } from '../../../src/retrieval/engine.ts';
import { realCorpus } from '../../fixtures/corpora.ts';
import { summarised, thesisCheck } from '../../fixtures/summaries.ts';
import { cut, rateLimited, refused } from '../../standins/slack/faults.ts';
import { mentionsIn, wordsOf } from '../../standins/slack/reading.ts';
import type { Message } from '../../standins/slack/messages.ts';
import type { Slack } from '../../standins/slack/stand-in.ts';
import { ALICE, BRUNO, DIRECT, ELSEWHERE, GENERAL } from '../../standins/slack/workspace.ts';
import { startOverHttp, startOverSocket, withSlack } from './harness.ts';
import type { Bot } from './harness.ts';

const THE_END = 'fin des médias sociaux';
const UNDER_WAY = 'Résumé en préparation…';
const MADE = 'Résumé automatique de';

/** A model whose summaries are made when the test says so. */
function model(part?: SummaryPart) {
  const { promise: made, resolve } = Promise.withResolvers<undefined>();
  const tenants: string[] = [];
  const summarise: Summarise = async (reply, tenant) => {
    tenants.push(tenant);
    await made;
    return part ?? summarised(reply).summary ?? { kind: 'offered' };
  };
  const retriever = withBalance(createRetriever(realCorpus), PAGE_SIZE);
  const dispatch = createDispatch(
    { corpus: realCorpus, retriever, today: () => '2026-11-22', summarise },
    () => '0a1b2c3d',
  );
  return {
    parts: { dispatch, gate: new Gate(realCorpus, thesisCheck) },
    tenants,
    finish: () => {
      resolve(undefined);
    },
  };
}

/** Both ways in: the same bot, the same gestures. */
const ROADS = [
  ['over signed HTTP', startOverHttp, (slack: Slack, bot: Bot) => slack.http(bot.url)],
  ['over Socket Mode', startOverSocket, (slack: Slack) => slack.socket],
] as const;

/** Lets the bot wait no longer for a summary that may be there at once. */
async function passOver({ time }: Bot): Promise<void> {
  await time.untilDeadline(SUMMARY_AT_ONCE_MS);
  time.passDeadlines(SUMMARY_AT_ONCE_MS);
}

function buttonIn({ blocks }: Message, actionId: string): types.Button | undefined {
  const rows = blocks.filter((block) => block.type === 'actions') as types.ActionsBlock[];
  const buttons = rows.flatMap(({ elements }) => elements as types.Button[]);
  return buttons.find(({ action_id }) => action_id === actionId);
}

describe.each(ROADS)('a summary that is awaited, %s', (_, start, gesturesOf) => {
  test('follows the passages of a command, in their message', () =>
    withSlack(async (slack, keep) => {
      const { parts, finish, tenants } = model();
      const bot = keep(await start(slack, parts));
      const command = gesturesOf(slack, bot).command({ text: `${THE_END} resume`, user: BRUNO });
      await passOver(bot);
      expect((await command).message).toBeUndefined();
      const passages = await slack.waitForMessage(GENERAL);
      expect(wordsOf(passages)).toContain(UNDER_WAY);
      expect(passages.road).toBe('chat.postMessage');
      finish();
      const whole = await slack.waitForMessage(GENERAL, ({ edits }) => edits === 1);
      expect(wordsOf(whole)).toContain(MADE);
      expect(wordsOf(whole)).not.toContain(UNDER_WAY);
      expect(whole.text).toContain('• ');
      expect(slack.everIn(GENERAL)).toHaveLength(1);
      expect(tenants).toEqual([`slack:${slack.workspace.teamId}`]);
      await gesturesOf(slack, bot).buttonClick({ actionId: ACTIONS.remove, user: BRUNO });
      await slack.until(() => slack.messagesIn(GENERAL).length === 0 || undefined);
      expect(bot.faults).toEqual([]);
    }));

  test('that was made before is in the acknowledgement', () =>
    withSlack(async (slack, keep) => {
      const { parts, finish } = model();
      finish();
      const bot = keep(await start(slack, parts));
      const { message } = await gesturesOf(slack, bot).command({
        command: '/comparer',
        text: 'kabla ; cavazza',
      });
      expect(message && wordsOf(message)).toContain(MADE);
      expect(slack.calls('chat.postMessage')).toEqual([]);
    }));

  test('follows the passages of a mention, in their message', () =>
    withSlack(async (slack, keep) => {
      const { parts, finish } = model();
      const bot = keep(await start(slack, parts));
      await gesturesOf(slack, bot).mention({ text: `${THE_END} resume`, ts: '1700000000.000100' });
      await passOver(bot);
      const passages = await slack.waitForMessage(GENERAL);
      expect(wordsOf(passages)).toContain(UNDER_WAY);
      finish();
      const whole = await slack.waitForMessage(GENERAL, ({ edits }) => edits === 1);
      expect(whole).toMatchObject({ ts: passages.ts, threadTs: '1700000000.000100' });
      expect(wordsOf(whole)).toContain(MADE);
      expect(slack.everIn(GENERAL)).toHaveLength(1);
    }));

  test('follows the passages of a direct message, notices stay as they are', () =>
    withSlack(async (slack, keep) => {
      const { parts, finish } = model();
      const bot = keep(await start(slack, parts));
      await gesturesOf(slack, bot).directMessage({ text: 'position kabla ; blogs' });
      await passOver(bot);
      await slack.waitForMessage(DIRECT, (each) => wordsOf(each).includes(UNDER_WAY));
      finish();
      await slack.waitForMessage(DIRECT, (each) => wordsOf(each).includes(MADE));
      expect(slack.everIn(DIRECT)).toHaveLength(1);
    }));
});

describe('a summary that is awaited', () => {
  test('comes with its passages, in one message, where the bot may not post', () =>
    withSlack(async (slack, keep) => {
      const { parts, finish } = model();
      const bot = keep(await startOverHttp(slack, parts));
      const command = slack
        .http(bot.url)
        .command({ text: `${THE_END} resume`, channel: ELSEWHERE });
      await passOver(bot);
      await command;
      await slack.waitForCall('chat.postMessage');
      finish();
      const whole = await slack.waitForMessage(ELSEWHERE);
      expect(wordsOf(whole)).toContain(MADE);
      expect(whole).toMatchObject({ road: 'response_url', edits: 0 });
      expect(whole.onlyFor).toBeUndefined();
      expect(slack.everIn(ELSEWHERE)).toHaveLength(1);
      expect(bot.faults).toEqual([]);
    }));

  test('comes with its passages, in one message, where one person alone asked for it', () =>
    withSlack(async (slack, keep) => {
      const { parts, finish } = model();
      const bot = keep(await startOverHttp(slack, parts));
      const command = slack.http(bot.url).command({ text: `${THE_END} resume prive`, user: BRUNO });
      await passOver(bot);
      await command;
      finish();
      const whole = await slack.waitForMessage(GENERAL);
      expect(wordsOf(whole)).toContain(MADE);
      expect(whole).toMatchObject({ onlyFor: BRUNO, edits: 0 });
      expect(slack.everIn(GENERAL)).toHaveLength(1);
    }));

  test('comes with its passages, to the one who mentioned the bot in private', () =>
    withSlack(async (slack, keep) => {
      const { parts, finish } = model();
      const bot = keep(await startOverSocket(slack, parts));
      await slack.socket.mention({ text: `${THE_END} resume prive`, user: BRUNO });
      await passOver(bot);
      finish();
      const whole = await slack.waitForMessage(GENERAL);
      expect(wordsOf(whole)).toContain(MADE);
      expect(whole).toMatchObject({ onlyFor: BRUNO, road: 'chat.postEphemeral' });
      expect(slack.everIn(GENERAL)).toHaveLength(1);
    }));

  test('that nobody asked for in so many words is offered where nothing can be amended', () =>
    withSlack(async (slack, keep) => {
      const { parts, finish, tenants } = model();
      const bot = keep(await startOverHttp(slack, parts));
      const road = slack.http(bot.url);
      const asked = { command: '/position', text: 'kabla prive', user: BRUNO };
      const { message } = await road.command(asked);
      expect(message && buttonIn(message, ACTIONS.summarise)).toBeDefined();
      expect(tenants).toEqual([]);
      await road.buttonClick({ actionId: ACTIONS.summarise, user: BRUNO });
      await passOver(bot);
      await slack.waitForMessage(GENERAL, ({ edits }) => edits === 1);
      finish();
      const whole = await slack.waitForMessage(GENERAL, ({ edits }) => edits === 2);
      expect(whole.onlyFor).toBe(BRUNO);
      expect(wordsOf(whole)).toContain(MADE);
      expect(slack.everIn(GENERAL)).toHaveLength(1);
    }));

  test('takes its place after « Recherche en cours… » too', () =>
    withSlack(async (slack, keep) => {
      const { parts, finish } = model();
      const { promise, resolve } = Promise.withResolvers<undefined>();
      const bot = keep(
        await startOverSocket(slack, {
          ...parts,
          dispatch: async (request) => {
            await promise;
            return parts.dispatch(request);
          },
        }),
      );
      await slack.socket.mention({ text: `${THE_END} resume` });
      await bot.time.untilDeadline(ACKNOWLEDGE_WITHIN_MS);
      bot.time.passDeadlines(ACKNOWLEDGE_WITHIN_MS);
      await slack.waitForMessage(GENERAL);
      resolve(undefined);
      await passOver(bot);
      await slack.waitForMessage(GENERAL, (each) => wordsOf(each).includes(UNDER_WAY));
      finish();
      await slack.waitForMessage(GENERAL, (each) => wordsOf(each).includes(MADE));
      expect(slack.everIn(GENERAL)).toHaveLength(1);
    }));

  test.each([
    ['a burst', rateLimited(1)],
    ['a cut connection', cut('after the work')],
  ])('is put in its place again after %s', (_, fault) =>
    withSlack(async (slack, keep) => {
      const { parts, finish } = model();
      const bot = keep(await startOverHttp(slack, parts));
      const command = slack.http(bot.url).command({ text: `${THE_END} resume` });
      await passOver(bot);
      await command;
      slack.faults.add('chat.update', fault);
      finish();
      await slack.waitForMessage(GENERAL, (each) => wordsOf(each).includes(MADE));
      expect(slack.everIn(GENERAL)).toHaveLength(1);
    }),
  );

  test('that Slack refuses leaves the passages, and tells the operator alone', () =>
    withSlack(async (slack, keep) => {
      const { parts, finish } = model();
      const bot = keep(await startOverHttp(slack, parts));
      const command = slack.http(bot.url).command({ text: `${THE_END} resume` });
      await passOver(bot);
      await command;
      const passages = await slack.waitForMessage(GENERAL);
      slack.faults.add('chat.update', refused('msg_too_long'));
      finish();
      await slack.waitForCall('chat.update');
      await bot.stop();
      expect(slack.everIn(GENERAL)).toEqual([passages]);
      const event = 'an answer stays without its summary';
      expect(bot.log).toContainEqual(expect.objectContaining({ level: 'warn', event }));
    }));

  test('that the gate refuses is not shown, and its passages are', () =>
    withSlack(async (slack, keep) => {
      const { parts, finish } = model();
      const gate = new Gate(realCorpus);
      const bot = keep(await startOverHttp(slack, { ...parts, gate }));
      const command = slack.http(bot.url).command({ text: `${THE_END} resume` });
      await passOver(bot);
      await command;
      finish();
      const told = await slack.waitForMessage(GENERAL, ({ edits }) => edits === 1);
      expect(wordsOf(told)).toContain('Aucune phrase du résumé n’a pu être vérifiée');
      expect(wordsOf(told)).toContain('«');
      expect(bot.faults).toMatchObject([{ name: 'MisquotationError' }]);
    }));

  test('is finished by a stop, which waits for it', () =>
    withSlack(async (slack, keep) => {
      const { parts, finish } = model({ kind: 'withheld', reason: 'model unreachable' });
      const bot = keep(await startOverHttp(slack, parts));
      const command = slack.http(bot.url).command({ text: `${THE_END} resume` });
      await passOver(bot);
      await command;
      await slack.waitForMessage(GENERAL);
      const stopped = bot.stop();
      finish();
      await stopped;
      const [message] = slack.messagesIn(GENERAL);
      expect(message && wordsOf(message)).toContain('Le modèle qui résume ne répond pas');
    }));
});

describe('Résumer', () => {
  test.each([
    [1, 1],
    [2, 1],
    [3, 2],
    [4, 2],
  ])('of page %i of three shows page %i of six, with these passages', (page, ofSix) =>
    withSlack(async (slack, keep) => {
      const { parts, finish } = model();
      finish();
      const bot = keep(await startOverHttp(slack, parts));
      const road = slack.http(bot.url);
      const { message } = await road.command({ text: `${THE_END} page:${page}` });
      const quoted = (message && wordsOf(message).match(/^«.*$/gmu)) ?? [];
      expect(quoted).toHaveLength(3);
      await road.buttonClick({ actionId: ACTIONS.summarise });
      const whole = await slack.waitForMessage(GENERAL, ({ edits }) => edits === 1);
      expect(wordsOf(whole)).toContain(`Page ${ofSix} sur `);
      for (const words of quoted) expect(wordsOf(whole)).toContain(words.slice(0, 60));
      expect(wordsOf(whole)).toContain(`[${(ofSix - 1) * 6 + 1}]`);
      expect(buttonIn(whole, ACTIONS.summarise)).toBeUndefined();
      expect(JSON.parse(buttonIn(whole, ACTIONS.next)?.value ?? '')).toMatchObject({
        o: { resume: 'oui', page: String(ofSix + 1) },
      });
      expect(slack.everIn(GENERAL)).toHaveLength(1);
    }),
  );

  test('shows first that it is under way, works after a restart and keeps whose answer it is', () =>
    withSlack(async (slack, keep) => {
      const { parts, finish } = model();
      const first = keep(await startOverHttp(slack, parts));
      await slack.http(first.url).command({ text: THE_END, user: BRUNO });
      await first.stop();
      const second = keep(await startOverSocket(slack, parts));
      await slack.socket.buttonClick({ actionId: ACTIONS.summarise, user: ALICE });
      await passOver(second);
      const waiting = await slack.waitForMessage(GENERAL, ({ edits }) => edits === 1);
      expect(wordsOf(waiting)).toContain(UNDER_WAY);
      finish();
      const whole = await slack.waitForMessage(GENERAL, ({ edits }) => edits === 2);
      expect(wordsOf(whole)).toContain(MADE);
      expect(mentionsIn(whole)).toEqual([]);
      expect(JSON.parse(buttonIn(whole, ACTIONS.remove)?.value ?? '')).toMatchObject({ by: BRUNO });
    }));

  test('is overtaken by a page that is turned meanwhile', () =>
    withSlack(async (slack, keep) => {
      const { parts, finish } = model();
      const bot = keep(await startOverHttp(slack, parts));
      const road = slack.http(bot.url);
      await road.command({ text: THE_END });
      await road.buttonClick({ actionId: ACTIONS.summarise });
      await passOver(bot);
      await slack.waitForMessage(GENERAL, ({ edits }) => edits === 1);
      await road.buttonClick({ actionId: ACTIONS.next });
      await passOver(bot);
      await slack.waitForMessage(GENERAL, ({ edits }) => edits === 2);
      finish();
      await slack.waitForMessage(GENERAL, ({ edits }) => edits === 3);
      await bot.stop();
      const [message] = slack.everIn(GENERAL);
      expect(message && wordsOf(message)).toContain('Page 2 sur ');
      expect(message?.edits).toBe(3);
    }));

  test('does not bring back an answer that was withdrawn meanwhile', () =>
    withSlack(async (slack, keep) => {
      const { parts, finish } = model();
      const bot = keep(await startOverHttp(slack, parts));
      const road = slack.http(bot.url);
      await road.command({ text: THE_END, user: BRUNO });
      await road.buttonClick({ actionId: ACTIONS.summarise, user: BRUNO });
      await passOver(bot);
      await slack.waitForMessage(GENERAL, ({ edits }) => edits === 1);
      await road.buttonClick({ actionId: ACTIONS.remove, user: BRUNO });
      await slack.until(() => slack.messagesIn(GENERAL).length === 0 || undefined);
      finish();
      await bot.stop();
      expect(slack.everIn(GENERAL)).toHaveLength(1);
      expect(slack.messagesIn(GENERAL)).toEqual([]);
    }));

  test('is not there without a model', () =>
    withSlack(async (slack, keep) => {
      const bot = keep(await startOverHttp(slack));
      const { message } = await slack.http(bot.url).command({ text: THE_END });
      expect(message && buttonIn(message, ACTIONS.summarise)).toBeUndefined();
    }));
});

describe('Partager', () => {
  test('of an answer whose summary is awaited passes it on at once, and completes it', () =>
    withSlack(async (slack, keep) => {
      const { parts, finish } = model();
      const bot = keep(await startOverHttp(slack, parts));
      const road = slack.http(bot.url);
      await road.command({ command: '/position', text: 'kabla prive', user: BRUNO });
      await road.buttonClick({ actionId: ACTIONS.share, user: BRUNO });
      await passOver(bot);
      await slack.waitForMessage(GENERAL, (each) => wordsOf(each).includes('Partagé par '));
      await slack.until(() => slack.messagesIn(GENERAL).length === 1 || undefined);
      finish();
      const whole = await slack.waitForMessage(GENERAL, (each) => wordsOf(each).includes(MADE));
      expect(wordsOf(whole)).toContain('Partagé par ');
      expect(slack.messagesIn(GENERAL)).toHaveLength(1);
    }));

  test('pressed twice shares once', () =>
    withSlack(async (slack, keep) => {
      const bot = keep(await startOverHttp(slack));
      const road = slack.http(bot.url);
      await road.command({ text: `${THE_END} prive`, user: BRUNO });
      const twice = [1, 2].map(() => road.buttonClick({ actionId: ACTIONS.share, user: BRUNO }));
      await Promise.all(twice);
      await slack.until(() => slack.messagesIn(GENERAL).length === 1 || undefined);
      await bot.stop();
      const shared = slack.everIn(GENERAL).filter(({ onlyFor }) => onlyFor === undefined);
      expect(shared).toHaveLength(1);
    }));
});
