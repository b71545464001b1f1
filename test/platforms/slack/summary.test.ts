import { describe, expect, test } from 'vitest';
import type { types } from '@slack/bolt';
import { ACKNOWLEDGE_WITHIN_MS } from '../../../src/conversation/conversation.ts';
import { LONGEST_RANKING } from '../../../src/debate/reply.ts';
import type { Choose } from '../../../src/summary/model-choice.ts';
import { realCorpus } from '../../fixtures/corpora.ts';
import { corpusOf, passage } from '../../fixtures/passages.ts';
import { lastFirst } from '../../fixtures/summaries.ts';
import { cut, rateLimited, refused } from '../../standins/slack/faults.ts';
import { mentionsIn, wordsOf } from '../../standins/slack/reading.ts';
import type { Message } from '../../standins/slack/messages.ts';
import type { Slack } from '../../standins/slack/stand-in.ts';
import { ALICE, BRUNO, DIRECT, ELSEWHERE, GENERAL } from '../../standins/slack/workspace.ts';
import { dispatchOn } from '../../fixtures/bots.ts';
import { startOverHttp, startOverSocket, withSlack } from './harness.ts';
import type { Bot } from './harness.ts';

const THE_END = 'fin des médias sociaux';
/** The line above every summary, and what it says where a model chose. */
const SUMMARY = 'En bref\u00A0: ';
const BY_A_MODEL = 'par un modèle';

/** A model that chooses when the test says so, and on whose account it was asked. */
function model() {
  const { promise: chosen, resolve } = Promise.withResolvers<Choose>();
  const tenants: string[] = [];
  const choose: Choose = async (wanted) => {
    tenants.push(wanted.tenant);
    return (await chosen)(wanted);
  };
  const finish = (how: Choose = lastFirst) => {
    resolve(how);
  };
  return { parts: { dispatch: dispatchOn(realCorpus, { choose }) }, tenants, finish };
}

/** Both ways in: the same bot, the same gestures. */
const ROADS = [
  ['over signed HTTP', startOverHttp, (slack: Slack, bot: Bot) => slack.http(bot.url)],
  ['over Socket Mode', startOverSocket, (slack: Slack) => slack.socket],
] as const;
const ASKED = [
  ['/debat', { text: `${THE_END} resume` }],
  ['/position', { command: '/position', text: 'kabla ; blogs' }],
  ['/comparer', { command: '/comparer', text: 'kabla ; cavazza' }],
] as const;

const isChosen = (message: Message) => wordsOf(message).includes(BY_A_MODEL);
const isSummarised = (message: Message) => wordsOf(message).includes(SUMMARY);

function buttonIn({ blocks }: Message, actionId: string): types.Button | undefined {
  const rows = blocks.filter((block) => block.type === 'actions') as types.ActionsBlock[];
  const buttons = rows.flatMap(({ elements }) => elements as types.Button[]);
  return buttons.find(({ action_id }) => action_id === actionId);
}

/** The theses of a message, a point a line, as its notification says them. */
function pointsIn({ text }: Message): readonly string[] {
  return text.split('\n').filter((line) => line.startsWith('• '));
}

/** The quotations of a message, as it shows them. */
function quotationsIn(message: Message): readonly string[] {
  return wordsOf(message).match(/^«.*$/gmu) ?? [];
}

/** The one message of a channel as it stands now. */
function onlyOne(slack: Slack, channel = GENERAL): Message {
  const [message, ...others] = slack.everIn(channel);
  expect(others).toEqual([]);
  return message ?? expect.fail();
}

/** A click on a message, and the message once it was changed by it. */
async function clicked(
  slack: Slack,
  road: ReturnType<Slack['http']>,
  actionId: string,
): Promise<Message> {
  const { edits } = slack.messagesIn(GENERAL).at(-1) ?? expect.fail();
  await road.buttonClick({ actionId });
  return slack.waitForMessage(GENERAL, (each) => each.edits > edits);
}

describe.each(ROADS)('a summary, %s', (_, start, gesturesOf) => {
  test.each(ASKED)('of %s is in the acknowledgement without a model', (__, command) =>
    withSlack(async (slack, keep) => {
      const bot = keep(await start(slack));
      const { message = expect.fail() } = await gesturesOf(slack, bot).command(command);
      expect(wordsOf(message)).toContain(SUMMARY);
      expect(wordsOf(message)).not.toContain(BY_A_MODEL);
      expect(pointsIn(message)).not.toEqual([]);
      await bot.stop();
      expect(onlyOne(slack).edits).toBe(0);
      expect([...slack.calls('chat.postMessage'), ...slack.calls('chat.update')]).toEqual([]);
      expect(bot.faults).toEqual([]);
    }),
  );

  test.each(ASKED)(
    'of %s is the corpus’s own at once, then the model’s in its place',
    (__, command) =>
      withSlack(async (slack, keep) => {
        const { parts, finish, tenants } = model();
        const bot = keep(await start(slack, parts));
        const road = gesturesOf(slack, bot);
        const { message } = await road.command({ ...command, user: BRUNO });
        expect(message).toBeUndefined();
        const own = await slack.waitForMessage(GENERAL);
        expect(own.road).toBe('chat.postMessage');
        expect(wordsOf(own)).toContain(SUMMARY);
        expect(wordsOf(own)).not.toContain(BY_A_MODEL);
        finish();
        const whole = await slack.waitForMessage(GENERAL, ({ edits }) => edits === 1);
        expect(wordsOf(whole)).toContain(BY_A_MODEL);
        expect(pointsIn(whole)).not.toEqual(pointsIn(own));
        expect(slack.everIn(GENERAL)).toHaveLength(1);
        expect(tenants).toEqual([`slack:${slack.workspace.teamId}`]);
        await road.buttonClick({ actionId: 'debat/remove', user: BRUNO });
        await slack.until(() => slack.messagesIn(GENERAL).length === 0 || undefined);
        expect(bot.faults).toEqual([]);
      }),
  );

  test.each([
    ['without a model', () => ({ parts: {}, finish: () => undefined, edits: 0 })],
    ['with one', () => ({ ...model(), edits: 1 })],
  ])('is in the thread of a mention at once, %s', (__, given) =>
    withSlack(async (slack, keep) => {
      const { parts, finish, edits } = given();
      const bot = keep(await start(slack, parts));
      await gesturesOf(slack, bot).mention({ text: `${THE_END} resume`, ts: '1700000000.000100' });
      const own = await slack.waitForMessage(GENERAL);
      expect(wordsOf(own)).toContain(SUMMARY);
      finish();
      await bot.stop();
      const whole = onlyOne(slack);
      expect(whole).toMatchObject({ ts: own.ts, threadTs: '1700000000.000100', edits });
      expect(isChosen(whole)).toBe(edits === 1);
    }),
  );

  test('is in the direct conversation at once, and completed there', () =>
    withSlack(async (slack, keep) => {
      const { parts, finish } = model();
      const bot = keep(await start(slack, parts));
      await gesturesOf(slack, bot).directMessage({ text: 'position kabla ; blogs' });
      await slack.waitForMessage(DIRECT, isSummarised);
      finish();
      await slack.waitForMessage(DIRECT, isChosen);
      expect(slack.everIn(DIRECT)).toHaveLength(1);
    }));
});

describe('a summary', () => {
  test.each<[string, Choose]>([
    ['chooses nothing', () => Promise.resolve(null)],
    ['chooses no passage at all', () => Promise.resolve([[], []])],
    ['chooses what has no thesis', () => Promise.resolve([[passage({ thesis: null })]])],
    ['fails', () => Promise.reject(new Error('no'))],
  ])('stays the corpus’s own where a model %s, and nothing is amended', (_, choose) =>
    withSlack(async (slack, keep) => {
      const { parts, finish } = model();
      const bot = keep(await startOverHttp(slack, parts));
      await slack.http(bot.url).command({ text: `${THE_END} resume` });
      const own = await slack.waitForMessage(GENERAL);
      finish(choose);
      await bot.stop();
      expect(slack.everIn(GENERAL)).toEqual([own]);
      expect(slack.calls('chat.update')).toEqual([]);
    }),
  );

  test('is the corpus’s own where the bot may not post, and no model is asked', () =>
    withSlack(async (slack, keep) => {
      const { parts, tenants } = model();
      const bot = keep(await startOverHttp(slack, parts));
      await slack.http(bot.url).command({ text: `${THE_END} resume`, channel: ELSEWHERE });
      const whole = await slack.waitForMessage(ELSEWHERE);
      await bot.stop();
      expect(wordsOf(whole)).toContain(SUMMARY);
      expect(whole).toMatchObject({ road: 'response_url', edits: 0 });
      expect(whole.onlyFor).toBeUndefined();
      expect(slack.everIn(ELSEWHERE)).toEqual([whole]);
      expect(tenants).toEqual([]);
      expect(bot.faults).toEqual([]);
    }));

  test.each([
    ['a command', { text: `${THE_END} resume prive`, user: BRUNO }],
    ['/position', { command: '/position', text: 'kabla prive', user: BRUNO }],
    ['/comparer', { command: '/comparer', text: 'kabla ; cavazza prive', user: BRUNO }],
  ])('is the corpus’s own in the private answer to %s, and no model is asked', (_, command) =>
    withSlack(async (slack, keep) => {
      const { parts, tenants } = model();
      const bot = keep(await startOverHttp(slack, parts));
      const { message = expect.fail() } = await slack.http(bot.url).command(command);
      await bot.stop();
      expect(wordsOf(message)).toContain(SUMMARY);
      expect(slack.everIn(GENERAL)).toEqual([message]);
      expect(message).toMatchObject({ onlyFor: BRUNO, edits: 0 });
      expect(tenants).toEqual([]);
    }),
  );

  test('is the corpus’s own for the one who mentioned the bot in private', () =>
    withSlack(async (slack, keep) => {
      const { parts, tenants } = model();
      const bot = keep(await startOverSocket(slack, parts));
      await slack.socket.mention({ text: `${THE_END} resume prive`, user: BRUNO });
      const whole = await slack.waitForMessage(GENERAL);
      await bot.stop();
      expect(wordsOf(whole)).toContain(SUMMARY);
      expect(whole).toMatchObject({ onlyFor: BRUNO, road: 'chat.postEphemeral' });
      expect(slack.everIn(GENERAL)).toHaveLength(1);
      expect(tenants).toEqual([]);
    }));

  test('is the corpus’s own in a position that is asked for by a click, for the one who clicked', () =>
    withSlack(async (slack, keep) => {
      const { parts, tenants } = model();
      const bot = keep(await startOverHttp(slack, parts));
      const road = slack.http(bot.url);
      await road.command({ text: 'blogs auteur:kabla' });
      await road.buttonClick({ actionId: 'debat/position', user: BRUNO });
      const whole = await slack.waitForMessage(GENERAL, ({ onlyFor }) => onlyFor === BRUNO);
      await bot.stop();
      expect(wordsOf(whole)).toContain(SUMMARY);
      expect(tenants).toEqual([]);
    }));

  test('takes the place of « Recherche en cours… » too', () =>
    withSlack(async (slack, keep) => {
      const { parts, finish } = model();
      const { promise, resolve } = Promise.withResolvers<undefined>();
      const bot = keep(
        await startOverSocket(slack, {
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
      await slack.waitForMessage(GENERAL, isSummarised);
      finish();
      await slack.waitForMessage(GENERAL, isChosen);
      expect(slack.everIn(GENERAL)).toHaveLength(1);
    }));

  test.each([
    ['a burst', rateLimited(1)],
    ['a cut connection', cut('after the work')],
  ])('of a model is put in its place again after %s', (_, fault) =>
    withSlack(async (slack, keep) => {
      const { parts, finish } = model();
      const bot = keep(await startOverHttp(slack, parts));
      await slack.http(bot.url).command({ text: `${THE_END} resume` });
      slack.faults.add('chat.update', fault);
      finish();
      await slack.waitForMessage(GENERAL, isChosen);
      expect(slack.everIn(GENERAL)).toHaveLength(1);
    }),
  );

  test('of a model that Slack refuses leaves what stands there, and tells the operator alone', () =>
    withSlack(async (slack, keep) => {
      const { parts, finish } = model();
      const bot = keep(await startOverHttp(slack, parts));
      await slack.http(bot.url).command({ text: `${THE_END} resume` });
      const own = await slack.waitForMessage(GENERAL);
      slack.faults.add('chat.update', refused('msg_too_long'));
      finish();
      await slack.waitForCall('chat.update');
      await bot.stop();
      expect(slack.everIn(GENERAL)).toEqual([own]);
      const event = 'an answer stays as it was before it was completed';
      expect(bot.log).toContainEqual(expect.objectContaining({ level: 'warn', event }));
    }));

  test('of a model that the gate refuses leaves what stands there', () =>
    withSlack(async (slack, keep) => {
      const { parts, finish } = model();
      const bot = keep(await startOverHttp(slack, parts));
      await slack.http(bot.url).command({ text: `${THE_END} resume` });
      const own = await slack.waitForMessage(GENERAL, isSummarised);
      finish(() => Promise.resolve([[passage()]]));
      await bot.stop();
      expect(slack.everIn(GENERAL)).toEqual([own]);
      expect(slack.calls('chat.update')).toEqual([]);
      expect(bot.faults).toMatchObject([{ name: 'MisquotationError' }]);
    }));

  test('of a model is awaited by a stop', () =>
    withSlack(async (slack, keep) => {
      const { parts, finish } = model();
      const bot = keep(await startOverHttp(slack, parts));
      await slack.http(bot.url).command({ text: `${THE_END} resume` });
      await slack.waitForMessage(GENERAL);
      const stopped = bot.stop();
      finish();
      await stopped;
      expect(isChosen(onlyOne(slack))).toBe(true);
    }));

  test('that no passage has a thesis for says so', () =>
    withSlack(async (slack, keep) => {
      const corpus = corpusOf([passage({ thesis: null, topics: ['blogs'] })]);
      const bot = keep(await startOverHttp(slack, { corpus }));
      const { message = expect.fail() } = await slack.http(bot.url).command({
        text: 'blogs resume',
      });
      expect(wordsOf(message)).toContain('n’a encore de thèse');
    }));
});

describe('Résumer', () => {
  test.each([
    ['without a model', () => ({})],
    ['with one', () => model().parts],
  ])('stands under passages that are not summarised, %s', (_, parts) =>
    withSlack(async (slack, keep) => {
      const bot = keep(await startOverHttp(slack, parts()));
      const { message = expect.fail() } = await slack.http(bot.url).command({ text: THE_END });
      expect(buttonIn(message, 'debat/summarise')).toBeDefined();
    }),
  );

  test('does not stand where no passage has a thesis', () =>
    withSlack(async (slack, keep) => {
      const corpus = corpusOf([passage({ thesis: null, topics: ['blogs'] })]);
      const bot = keep(await startOverHttp(slack, { corpus }));
      const { message = expect.fail() } = await slack.http(bot.url).command({ text: 'blogs' });
      expect(buttonIn(message, 'debat/summarise')).toBeUndefined();
    }));

  test.each([1, 2, 3])('of page %i shows the first page summarised, in its message', (page) =>
    withSlack(async (slack, keep) => {
      const bot = keep(await startOverHttp(slack));
      const road = slack.http(bot.url);
      await road.command({ text: `${THE_END} page:${page}` });
      const whole = await clicked(slack, road, 'debat/summarise');
      await bot.stop();
      expect(wordsOf(whole)).toContain(SUMMARY);
      expect(wordsOf(whole)).toContain('Page 1 sur ');
      expect(buttonIn(whole, 'debat/summarise')).toBeUndefined();
      expect(JSON.parse(buttonIn(whole, 'debat/next')?.value ?? '')).toMatchObject({
        o: { resume: 'oui', page: '2' },
      });
      expect(onlyOne(slack).edits).toBe(1);
    }),
  );

  test('works after a restart, keeps whose answer it is, and is completed by a model', () =>
    withSlack(async (slack, keep) => {
      const { parts, finish } = model();
      const first = keep(await startOverHttp(slack, parts));
      await slack.http(first.url).command({ text: THE_END, user: BRUNO });
      await first.stop();
      keep(await startOverSocket(slack, parts));
      await slack.socket.buttonClick({ actionId: 'debat/summarise', user: ALICE });
      const own = await slack.waitForMessage(GENERAL, ({ edits }) => edits === 1);
      expect(wordsOf(own)).toContain(SUMMARY);
      finish();
      const whole = await slack.waitForMessage(GENERAL, ({ edits }) => edits === 2);
      expect(wordsOf(whole)).toContain(BY_A_MODEL);
      expect(mentionsIn(whole)).toEqual([]);
      expect(JSON.parse(buttonIn(whole, 'debat/remove')?.value ?? '')).toMatchObject({ by: BRUNO });
    }));

  test('of a private answer is completed for the one who sees it', () =>
    withSlack(async (slack, keep) => {
      const { parts, finish } = model();
      const bot = keep(await startOverHttp(slack, parts));
      const road = slack.http(bot.url);
      await road.command({ text: `${THE_END} prive`, user: BRUNO });
      await road.buttonClick({ actionId: 'debat/summarise', user: BRUNO });
      await slack.waitForMessage(GENERAL, isSummarised);
      finish();
      const whole = await slack.waitForMessage(GENERAL, isChosen);
      expect(whole.onlyFor).toBe(BRUNO);
      expect(slack.everIn(GENERAL)).toHaveLength(1);
    }));

  test('is overtaken by a page that is turned meanwhile', () =>
    withSlack(async (slack, keep) => {
      const { parts, finish, tenants } = model();
      const bot = keep(await startOverHttp(slack, parts));
      const road = slack.http(bot.url);
      await road.command({ text: THE_END });
      const first = await clicked(slack, road, 'debat/summarise');
      const second = await clicked(slack, road, 'debat/next');
      finish();
      await bot.stop();
      expect(wordsOf(second)).toContain('Page 2 sur ');
      expect(quotationsIn(second).filter((each) => quotationsIn(first).includes(each))).toEqual([]);
      expect(onlyOne(slack)).toEqual(second);
      expect(tenants).toHaveLength(1);
    }));

  test('does not bring back an answer that was withdrawn meanwhile', () =>
    withSlack(async (slack, keep) => {
      const { parts, finish } = model();
      const bot = keep(await startOverHttp(slack, parts));
      const road = slack.http(bot.url);
      await road.command({ text: THE_END, user: BRUNO });
      await road.buttonClick({ actionId: 'debat/summarise', user: BRUNO });
      await slack.waitForMessage(GENERAL, isSummarised);
      await road.buttonClick({ actionId: 'debat/remove', user: BRUNO });
      await slack.until(() => slack.messagesIn(GENERAL).length === 0 || undefined);
      finish();
      await bot.stop();
      expect(slack.everIn(GENERAL)).toHaveLength(1);
      expect(slack.messagesIn(GENERAL)).toEqual([]);
    }));
});

describe('a model’s choice', () => {
  test('is remembered by the buttons: each passage is shown once over all pages, and nobody is asked again', () =>
    withSlack(async (slack, keep) => {
      const { parts, finish, tenants } = model();
      finish();
      const bot = keep(await startOverHttp(slack, parts));
      const road = slack.http(bot.url);
      await road.command({ text: `${THE_END} resume` });
      const first = await slack.waitForMessage(GENERAL, isChosen);
      const shown = [quotationsIn(first)];
      let last = first;
      while (buttonIn(last, 'debat/next') !== undefined) {
        last = await clicked(slack, road, 'debat/next');
        expect(pointsIn(last)).toEqual([]);
        shown.push(quotationsIn(last));
      }
      const found = Number(/(\d+)\u00A0passages/u.exec(first.text)?.[1]);
      const total = Math.min(found, LONGEST_RANKING);
      expect(shown.length).toBeGreaterThan(2);
      expect(shown.flat()).toHaveLength(total);
      expect(new Set(shown.flat().map((words) => words.slice(0, 100))).size).toBe(total);
      while (buttonIn(last, 'debat/previous') !== undefined)
        last = await clicked(slack, road, 'debat/previous');
      expect(wordsOf(last)).toBe(wordsOf(first));
      await bot.stop();
      expect(tenants).toHaveLength(1);
    }));

  test('is what is shared by whoever has it before their eyes, and nobody is asked again', () =>
    withSlack(async (slack, keep) => {
      const { parts, finish, tenants } = model();
      finish();
      const bot = keep(await startOverHttp(slack, parts));
      const road = slack.http(bot.url);
      await road.command({ text: `${THE_END} prive`, user: BRUNO });
      await road.buttonClick({ actionId: 'debat/summarise', user: BRUNO });
      const seen = await slack.waitForMessage(GENERAL, isChosen);
      await road.buttonClick({ actionId: 'debat/share', user: BRUNO });
      const shared = await slack.waitForMessage(GENERAL, (each) => each.onlyFor === undefined);
      await bot.stop();
      expect(pointsIn(shared)).toEqual(pointsIn(seen));
      expect(quotationsIn(shared)).toEqual(quotationsIn(seen));
      expect(tenants).toHaveLength(1);
    }));
});

describe('Partager', () => {
  test('passes on the corpus’s own choice where that was seen, and no model is asked', () =>
    withSlack(async (slack, keep) => {
      const { parts, tenants } = model();
      const bot = keep(await startOverHttp(slack, parts));
      const road = slack.http(bot.url);
      const asked = { command: '/position', text: 'kabla prive', user: BRUNO };
      const { message: seen = expect.fail() } = await road.command(asked);
      await road.buttonClick({ actionId: 'debat/share', user: BRUNO });
      await slack.waitForMessage(GENERAL, (each) => wordsOf(each).includes('Partagé par '));
      await bot.stop();
      const isShared = ({ onlyFor }: { onlyFor?: string }) => onlyFor === undefined;
      const [shared = expect.fail(), ...others] = slack.messagesIn(GENERAL).filter(isShared);
      expect(others).toEqual([]);
      expect(pointsIn(shared)).toEqual(pointsIn(seen));
      expect(shared.edits).toBe(0);
      expect(tenants).toEqual([]);
    }));

  test('pressed twice shares once', () =>
    withSlack(async (slack, keep) => {
      const bot = keep(await startOverHttp(slack));
      const road = slack.http(bot.url);
      await road.command({ text: `${THE_END} prive`, user: BRUNO });
      const twice = [1, 2].map(() => road.buttonClick({ actionId: 'debat/share', user: BRUNO }));
      await Promise.all(twice);
      await bot.stop();
      const shared = slack.everIn(GENERAL).filter(({ onlyFor }) => onlyFor === undefined);
      expect(shared).toHaveLength(1);
    }));
});
