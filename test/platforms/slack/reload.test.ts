import type { types } from '@slack/bolt';
import { expect, test } from 'vitest';
import { RETRY_FOR_MS } from '../../../src/conversation/delivery.ts';
import type { Corpus } from '../../../src/debate/passage.ts';
import { Gate } from '../../../src/debate/gate.ts';
import { voiceNamed } from '../../../src/debate/passage.ts';
import { Live, liveParts } from '../../../src/running/live.ts';
import { corpusOf, passage, source } from '../../fixtures/passages.ts';
import { rateLimited } from '../../standins/slack/faults.ts';
import { wordsOf, wordsOfBlocks } from '../../standins/slack/reading.ts';
import type { Message } from '../../standins/slack/messages.ts';
import type { Slack } from '../../standins/slack/stand-in.ts';
import { ALICE, GENERAL } from '../../standins/slack/workspace.ts';
import { dispatchOn } from '../../fixtures/bots.ts';
import { TestTime } from '../../fixtures/test-time.ts';
import { startOverHttp, withSlack } from './harness.ts';
import type { Bot } from './harness.ts';

// Nothing of a corpus that was read again is shown afterwards (`src/running/live.ts`).

const WITHDRAWN = 'Les forums se vident, dit-on partout.';
const KEPT = 'Les forums se remplissent de nouveau.';
const kept = passage({ anchor: 'deux', text: KEPT, topics: ['forums'], order: 1 });

const before = {
  ...corpusOf([passage({ anchor: 'un', text: WITHDRAWN, voice: 'Ancienne Voix' }), kept]),
  hash: 'a'.repeat(64),
};
const after = { ...corpusOf([kept]), hash: 'b'.repeat(64) };

function liveOn(first: Corpus, next: Corpus): Live {
  const editionOf = (corpus: Corpus) => {
    return { corpus, gate: new Gate(corpus), dispatch: dispatchOn(corpus) };
  };
  return new Live(editionOf(first), () => Promise.resolve(editionOf(next)));
}

/** A bot over HTTP on a corpus that a reload replaces. */
async function started(
  slack: Slack,
  keep: <B extends Bot>(bot: B) => B,
  time = new TestTime(Date.now()),
) {
  const live = liveOn(before, after);
  const bot = keep(await startOverHttp(slack, { ...liveParts(live), time }));
  return { bot, live, road: slack.http(bot.url) };
}

/** What the buttons of a message carry, one a line. */
function valuesIn(message: Message | undefined): string {
  const rows = (message?.blocks ?? []).filter((block) => block.type === 'actions');
  const buttons = (rows as types.ActionsBlock[]).flatMap(({ elements }) => elements);
  return buttons.flatMap((each) => (each.type === 'button' ? [each.value] : [])).join('\n');
}

test('a question asked again is answered from the new corpus alone', () =>
  withSlack(async (slack, keep) => {
    const { bot, live, road } = await started(slack, keep);
    const { message: first } = await road.command({ text: 'forums' });
    expect(first && wordsOf(first)).toContain(WITHDRAWN);
    await live.reload();
    const { message: second } = await road.command({ text: 'forums' });
    const words = second === undefined ? '' : wordsOf(second) + second.text;
    expect(words).toContain(KEPT);
    expect(words).not.toContain(WITHDRAWN);
    expect(bot.faults).toEqual([]);
  }));

test('a button under an old answer shows nothing old', () =>
  withSlack(async (slack, keep) => {
    const { bot, live, road } = await started(slack, keep);
    const { message } = await road.command({ text: 'forums' });
    await live.reload();
    const [value = ''] = /\{[^{]*\{[^{]*#un[^}]*\}[^}]*\}/u.exec(valuesIn(message)) ?? [];
    await road.buttonClick({ actionId: 'debat/context', value, user: ALICE });
    const told = await slack.waitForMessage(GENERAL, ({ onlyFor }) => onlyFor === ALICE);
    expect(wordsOf(told)).toContain('Ce passage n’est plus dans le corpus');
    expect(bot.faults).toEqual([]);
  }));

test('the menu of voices, the Home tab and the prompts are those of the new corpus', () =>
  withSlack(async (slack, keep) => {
    const { live, road } = await started(slack, keep);
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

test('the position of an unnamed author is asked for under the name the new corpus gives it', () =>
  withSlack(async (slack, keep) => {
    const anonymous = 'auteur non identifié';
    const titled = (publisher: string, hash: string) => {
      const work = source({ author: voiceNamed(anonymous), publisher });
      const only = passage({ source: work, text: KEPT, voice: anonymous });
      return { ...corpusOf([only]), hash: hash.repeat(64) };
    };
    const live = liveOn(titled('Le Cahier', 'a'), titled('La Revue', 'b'));
    const bot = keep(await startOverHttp(slack, liveParts(live)));
    const road = slack.http(bot.url);
    expect(valuesIn((await road.command({ text: 'forums' })).message)).toContain('Le Cahier');
    await live.reload();
    const values = valuesIn((await road.command({ text: 'forums' })).message);
    expect(values).toContain('La Revue');
    expect(values).not.toContain('Le Cahier');
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
    const bot = keep(await startOverHttp(slack, { ...liveParts(live), time }));
    slack.faults.add('chat.postMessage', rateLimited(RETRY_FOR_MS / 4_000));
    await slack.http(bot.url).mention({ text: 'forums' });
    const told = await slack.waitForMessage(GENERAL);
    expect(wordsOf(told) + told.text).not.toContain(WITHDRAWN);
    expect(bot.faults).toMatchObject([{ name: 'MisquotationError' }]);
    expect(told.onlyFor).toBe(ALICE);
  }));
