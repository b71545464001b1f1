import { PermissionFlagsBits } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { differenceBetween } from '../../../src/platforms/discord/transport/written.ts';
import { Quote } from '../../../src/debate/quote.ts';
import { realCorpus } from '../../fixtures/corpora.ts';
import { answerOf, quotesReply } from '../../fixtures/replies.ts';
import { ALICE, DIRECT, GENERAL } from '../../standins/discord/community.ts';
import {
  broken,
  cut,
  endless,
  rateLimited,
  refused,
  reset,
  silent,
} from '../../standins/discord/faults.ts';
import type { RequestFault } from '../../standins/discord/faults.ts';
import { textOf } from '../../standins/discord/reading.ts';
import {
  ALREADY_ACKNOWLEDGED,
  INVALID_WEBHOOK_TOKEN,
  UNKNOWN_INTERACTION,
  UNKNOWN_MESSAGE,
} from '../../standins/discord/refusal.ts';
import {
  CALLBACK,
  EDIT_REPLY,
  FOLLOW_UP,
  POST_MESSAGE,
  REGISTER_COMMANDS,
} from '../../standins/discord/route-names.ts';
import { renderingOn, withDiscord } from './harness.ts';

const ROI = { name: 'debat', options: { sujet: 'roi' } };
const [passage = expect.fail()] = realCorpus.passages;

/** What passes, and leaves everybody in doubt or not. */
const PASSING: readonly (readonly [string, RequestFault])[] = [
  ['a 429', rateLimited(0.001)],
  ['a global 429', rateLimited(0.001, 'global')],
  ['a 429 whose body alone says how long to wait', rateLimited(0.001, 'user', 'in the body')],
  ['a global 429 whose body alone says so', rateLimited(0.001, 'global', 'in the body')],
  ['a 429 whose headers alone say how long to wait', rateLimited(0.001, 'user', 'in headers')],
  ['a 429 that says nothing', rateLimited(0.001, 'user', 'nowhere')],
  ['a 500', broken(500)],
  ['a 502 after the work was done', broken(502, 'after the work')],
  ['a connection that is cut', cut()],
  ['an answer that is lost', cut('after the work')],
  ['an answer that never ends', endless('after the work')],
  ['a connection that is reset', reset()],
  ['one that is reset after the work was done', reset('after the work')],
];

const patienceFor = ({ kind }: RequestFault) => ({ reallyWaits: kind === 'rate limited' });

describe('a first response', () => {
  test.each(PASSING)('is given once in spite of %s', (_, fault) =>
    withDiscord(async ({ discord, start }) => {
      const { faults } = await start();
      discord.faults.add(CALLBACK, fault);
      const { message } = await discord.command(ROI);
      expect(textOf(message ?? expect.fail())).toContain('passages');
      await discord.waitForCall(CALLBACK, 2);
      expect(discord.everIn(GENERAL)).toHaveLength(1);
      expect(faults).toEqual([]);
    }, patienceFor(fault)),
  );

  test('that nobody confirms is given again while there is time', () =>
    withDiscord(async ({ discord, start }) => {
      const { faults } = await start();
      discord.faults.add(CALLBACK, silent());
      const { message } = await discord.command(ROI);
      expect(textOf(message ?? expect.fail())).toContain('passages');
      expect(faults).toEqual([]);
    }));

  test('that another process has given is not given again, nor followed by an apology', () =>
    withDiscord(async ({ discord, start }) => {
      const { adapter, faults } = await start();
      discord.faults.add(CALLBACK, refused(ALREADY_ACKNOWLEDGED));
      await expect(discord.command(ROI)).rejects.toThrow('did not respond');
      await discord.waitForCall(CALLBACK);
      await adapter.stop();
      expect(adapter.counts()).toMatchObject({ 'answered elsewhere': 1 });
      expect(faults).toEqual([]);
    }));

  test('that comes too late is counted, and costs nothing else', () =>
    withDiscord(async ({ discord, start }) => {
      const { adapter, faults, log } = await start();
      discord.faults.add(CALLBACK, refused(UNKNOWN_INTERACTION));
      await expect(discord.command(ROI)).rejects.toThrow('did not respond');
      await adapter.stop();
      expect(adapter.counts()).toMatchObject({ 'too late: 10062': 1 });
      expect(log.at(-1)).toMatchObject({ level: 'warn', fields: { code: 10_062, times: 1 } });
      expect(faults).toEqual([]);
    }));

  test('that Discord does not take for three seconds is given up', () =>
    withDiscord(async ({ discord, start, time }) => {
      const { faults } = await start();
      discord.faults.add(CALLBACK, broken(500), { times: Infinity });
      const before = time.now();
      void discord.command(ROI);
      await discord.until(() => (faults.length > 0 ? true : undefined));
      expect(time.now() - before).toBeLessThan(3_000);
      expect(String(faults[0])).toContain('Discord: command debat: 500');
    }));
});

describe('a shared answer', () => {
  test('whose token has expired is counted', () =>
    withDiscord(async ({ discord, start }) => {
      const { adapter, faults } = await start();
      await discord.command({ ...ROI, options: { sujet: 'roi', prive: true } });
      discord.faults.add(FOLLOW_UP, refused(INVALID_WEBHOOK_TOKEN));
      await discord.button({ label: 'Partager' });
      await discord.waitForCall(FOLLOW_UP);
      await adapter.stop();
      expect(adapter.counts()).toMatchObject({ 'too late: 50027': 1 });
      expect(faults).toEqual([]);
    }));

  test('is not sent twice when nobody knows whether it was sent', () =>
    withDiscord(async ({ discord, start }) => {
      const { faults } = await start();
      await discord.command({ ...ROI, options: { sujet: 'roi', prive: true } });
      discord.faults.add(FOLLOW_UP, cut('after the work'));
      await discord.button({ label: 'Partager' });
      const told = await discord.waitForMessage(GENERAL, (each) => {
        return textOf(each).includes('n’a pas confirmé');
      });
      expect(told.onlyFor).toBe(ALICE);
      expect(
        discord.messagesIn(GENERAL).filter(({ onlyFor }) => onlyFor === undefined),
      ).toHaveLength(1);
      expect(faults).toHaveLength(1);
    }));
});

describe('an edit', () => {
  test.each(PASSING)('is made in spite of %s', (_, fault) =>
    withDiscord(async ({ discord, start }) => {
      const { faults } = await start();
      await discord.command({ ...ROI, options: { sujet: 'roi', prive: true } });
      discord.faults.add(EDIT_REPLY, fault);
      await discord.button({ label: 'Partager' });
      await discord.until(
        () =>
          discord
            .messagesIn(GENERAL, ALICE)
            .some((each) => textOf(each).includes('est partagée')) || undefined,
      );
      expect(faults).toEqual([]);
    }, patienceFor(fault)),
  );
});

test.each(PASSING)('an answer to a mention is posted once in spite of %s', (_, fault) =>
  withDiscord(async ({ discord, start }) => {
    const { adapter, faults } = await start();
    discord.faults.add(POST_MESSAGE, fault);
    const { id } = discord.mention({ text: 'roi' });
    await discord.waitForCall(POST_MESSAGE, 2);
    await adapter.stop();
    expect(discord.everIn(GENERAL).filter((each) => each.id !== id)).toHaveLength(1);
    expect(faults).toEqual([]);
  }, patienceFor(fault)),
);

test('a private copy that is gone when its answer was shared is followed by nothing', () =>
  withDiscord(async ({ discord, start }) => {
    const { adapter, faults, log } = await start();
    await discord.command({ ...ROI, options: { sujet: 'roi', prive: true } });
    discord.faults.add(EDIT_REPLY, refused(UNKNOWN_MESSAGE));
    await discord.button({ label: 'Partager' });
    await discord.waitForCall(EDIT_REPLY);
    await adapter.stop();
    expect(log.at(-1)).toMatchObject({ level: 'warn', fields: { code: 10_008 } });
    expect(faults).toEqual([]);
  }));

test('a 429 is waited out exactly as long as its body says', () =>
  withDiscord(async ({ discord, start, time }) => {
    await start();
    discord.faults.add(POST_MESSAGE, rateLimited(7.25, 'shared', 'in the body'));
    discord.mention({ text: 'roi' });
    await discord.waitForCall(POST_MESSAGE);
    await discord.until(() => time.pauses.length > 0 || undefined);
    expect(time.pauses.at(-1)).toBeGreaterThanOrEqual(7_250);
    expect(time.pauses.at(-1)).toBeLessThan(8_000);
  }));

describe('a mention where the bot may not write', () => {
  const mentionWithout = (permission: bigint, seen: RegExp, accepts = true) =>
    withDiscord(async ({ discord, start }) => {
      const { faults, adapter } = await start();
      const general = discord.community.channels.get(GENERAL) ?? expect.fail();
      general.botPermissions &= ~permission;
      const alice = discord.community.people.get(ALICE) ?? expect.fail();
      alice.acceptsDirectMessages = accepts;
      discord.mention({ text: 'roi' });
      await discord.waitForCall(POST_MESSAGE, 2);
      await adapter.stop();
      expect(faults).toHaveLength(1);
      const told = discord.messagesIn(DIRECT).map(textOf);
      if (accepts) expect(told).toEqual([expect.stringMatching(seen)]);
      else expect(adapter.counts()).toMatchObject({ 'not told': 1 });
    });

  test('is answered in the conversation with its author', () =>
    mentionWithout(PermissionFlagsBits.SendMessages, /droit d’écrire[^]*ref-1/u));

  test('is given up where that is closed too', () =>
    mentionWithout(PermissionFlagsBits.SendMessages, /x/u, false));
});

test('commands that cannot be registered do not keep the bot from answering', () =>
  withDiscord(async ({ discord, start }) => {
    await start();
    discord.faults.add('GET /applications/:application/commands', broken(500), { times: Infinity });
    const { log } = await start();
    expect(log).toContainEqual(
      expect.objectContaining({ event: 'the commands were not registered' }),
    );
    expect(discord.calls(REGISTER_COMMANDS)).toHaveLength(1);
  }));

test('what Discord shows is compared with what it was given', () => {
  const { render } = renderingOn(realCorpus, {
    shownTo: 'everyone',
    isOwned: false,
    sharedBy: null,
  });
  const message = render(answerOf(quotesReply([Quote.at(passage)])));
  const answered = (shown: object) => Buffer.from(JSON.stringify(shown));
  const { components } = message;
  // As Discord writes it: with identifiers, and a content of its own, which is empty.
  const numbered = JSON.stringify(components).replaceAll('"type":', '"id":7,"type":');
  const same = { content: '', components: JSON.parse(numbered) as unknown };
  for (const shown of [same, { resource: { type: 4, message: same } }]) {
    expect(differenceBetween(message, answered(shown))).toBeNull();
    expect(differenceBetween(message, Buffer.from(JSON.stringify(shown, null, 1)))).toBeNull();
  }
  expect(differenceBetween(message, Buffer.of())).toMatch(/^0 paragraphs/u);
  const more = { components: [...components, { type: 10, content: 'Achetez !' }] };
  expect(differenceBetween(message, answered(more))).toMatch(/^\d paragraphs/u);
  const changed = numbered
    .replace('\u00A0', ' ')
    .replace((passage.text ?? '').slice(0, 9), 'Autre');
  const other = { components: JSON.parse(changed) as unknown };
  expect(differenceBetween(message, answered(other))).toMatch(/^paragraph \d/u);
});
