import { expect, test } from 'vitest';
import { RETRY_FOR_MS } from '../../../src/conversation/delivery.ts';
import { corpusOf, passage } from '../../fixtures/passages.ts';
import { rateLimited } from '../../standins/slack/faults.ts';
import { wordsOf, wordsOfBlocks } from '../../standins/slack/reading.ts';
import { ALICE, GENERAL } from '../../standins/slack/workspace.ts';
import { liveOn, partsOf } from '../../fixtures/bots.ts';
import { TestTime } from '../../fixtures/test-time.ts';
import { startOverHttp, withSlack } from './harness.ts';

// Nothing of a corpus that was read again is shown afterwards (`src/running/live.ts`).

const WITHDRAWN = 'Les forums se vident, dit-on partout.';
const KEPT = 'Les forums se remplissent de nouveau.';
const kept = passage({ anchor: 'deux', text: KEPT, topics: ['forums'], order: 1 });

const before = {
  ...corpusOf([passage({ anchor: 'un', text: WITHDRAWN, voice: 'Ancienne Voix' }), kept]),
  hash: 'a'.repeat(64),
};
const after = { ...corpusOf([kept]), hash: 'b'.repeat(64) };

test('the menu of voices, the Home tab and the prompts are those of the new corpus', () =>
  withSlack(async (slack, keep) => {
    const live = liveOn(before, after);
    const bot = keep(await startOverHttp(slack, partsOf(live)));
    const road = slack.http(bot.url);
    await road.globalShortcut({ callbackId: 'chercher' });
    await slack.until(() => slack.views.modalOf(ALICE));
    const aim = { actionId: 'auteur', within: 'modal', typed: 'ancienne' } as const;
    expect((await road.options(aim)).suggestions).toHaveLength(1);
    await live.reload();
    expect((await road.options(aim)).suggestions).toEqual([]);

    await road.appHomeOpened();
    const { output } = await slack.until(() => slack.views.homeOf(ALICE));
    expect(wordsOfBlocks(output.blocks)).toContain('1\u00A0passage');

    await road.appHomeOpened({ tab: 'messages' });
    const { args } = await slack.waitForCall('assistant.threads.setSuggestedPrompts');
    expect(JSON.stringify(args)).toContain('"message":"forums"');
    expect(JSON.stringify(args)).not.toContain('fans et abonnés');
  }));

test('an answer that waits for Slack while the corpus is read again is looked at once more', () =>
  withSlack(async (slack, keep) => {
    const live = liveOn(before, after);
    class Reloading extends TestTime {
      override readonly wait = async (ms: number) => {
        this.advance(ms);
        await live.reload();
      };
    }
    const time = new Reloading(Date.now());
    const bot = keep(await startOverHttp(slack, { ...partsOf(live), time }));
    slack.faults.add('chat.postMessage', rateLimited(RETRY_FOR_MS / 4_000));
    await slack.http(bot.url).mention({ text: 'forums' });
    const told = await slack.waitForMessage(GENERAL);
    expect(wordsOf(told) + told.text).not.toContain(WITHDRAWN);
    expect(bot.faults).toMatchObject([{ name: 'MisquotationError' }]);
    expect(told.onlyFor).toBe(ALICE);
  }));
