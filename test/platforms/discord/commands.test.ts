import { MessageFlags } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { COURTEOUS } from '../../fixtures/messages.ts';
import { shownWords } from '../../../src/debate/quote.ts';
import { quotesOf } from '../../../src/debate/reply.ts';
import { unescaped } from '../../../src/platforms/discord/view/components.ts';
import { hostileCorpus } from '../../fixtures/corpora.ts';
import { HOSTILE_TEXTS } from '../../fixtures/replies.ts';
import { autocomplete, chatInputCommand, directCommand } from '../../fixtures/discord/payloads.ts';
import {
  ALICE,
  BRUNO,
  DIRECT,
  ELSEWHERE,
  GENERAL,
  PRIVATE,
} from '../../standins/discord/community.ts';
import { notifiesNobody, textOf } from '../../standins/discord/reading.ts';
import { CALLBACK, EDIT_REPLY } from '../../standins/discord/route-names.ts';
import { realDispatch } from '../../fixtures/bots.ts';
import { withDiscord } from './harness.ts';

async function wordsFor(command: string, options: Readonly<Record<string, string>>) {
  const address = { platform: 'discord', workspace: null, channel: null, person: null };
  const { reply } = await realDispatch({ address, command, input: { options } });
  return quotesOf(reply).map(shownWords);
}

describe('a command', () => {
  test('is answered at once, in one round trip, for everyone', () =>
    withDiscord(async ({ discord, start }) => {
      const { faults } = await start();
      const { message } = await discord.command({ name: 'debat', options: { sujet: 'roi' } });
      const shown = unescaped(textOf(message ?? expect.fail()));
      const [first = '', second = '', third = '', fourth = ''] = await wordsFor('debat', {
        sujet: 'roi',
      });
      for (const words of [first, second, third]) expect(shown).toContain(words);
      expect(shown).not.toContain(fourth);
      expect(discord.messagesIn(GENERAL, BRUNO)).toHaveLength(1);
      expect(discord.calls(CALLBACK)).toHaveLength(1);
      expect(discord.calls(EDIT_REPLY)).toHaveLength(0);
      expect(message?.payload.flags).toBe(MessageFlags.IsComponentsV2);
      expect(faults).toEqual([]);
    }));

  test('that is not to be private is answered for everyone', () =>
    withDiscord(async ({ discord, start }) => {
      await start();
      const options = { sujet: 'roi', prive: false };
      const { message } = await discord.command({ name: 'debat', options });
      expect(message).toBeDefined();
      expect(message?.onlyFor).toBeUndefined();
    }));

  test('takes its options: an author and a period', () =>
    withDiscord(async ({ discord, start }) => {
      await start();
      const options = { sujet: 'blogs', auteur: 'Hervé Kabla', depuis: 2011, jusqua: 2014 };
      const { message } = await discord.command({ name: 'debat', options });
      expect(textOf(message ?? expect.fail())).toMatch(/depuis|2011/u);
    }));

  test.each([
    ['a channel that the bot does not see', { channel: ELSEWHERE }],
    ['the conversation with the bot', { channel: DIRECT }],
    ['a conversation where only the asker installed it', { channel: PRIVATE }],
  ])('is answered in %s', (_, where) =>
    withDiscord(async ({ discord, start }) => {
      await start();
      const options = { sujet: 'roi' };
      const { message } = await discord.command({ name: 'debat', options, ...where });
      expect(message?.channel).toBe(where.channel);
    }),
  );

  test.each([
    ['a server', chatInputCommand],
    ['a conversation', directCommand],
  ])('is answered as it was recorded in %s', (_, payload) =>
    withDiscord(async ({ discord, start }) => {
      await start();
      const answer = await discord.replay(payload);
      expect(textOf(answer.message ?? expect.fail())).toContain('ROI');
    }),
  );

  test('notifies nobody, whatever is typed and whatever the corpus says', () =>
    withDiscord(async ({ discord, start }) => {
      const { faults } = await start({ corpus: hostileCorpus });
      for (const [, typed] of HOSTILE_TEXTS) {
        const sujet = typed.replace(/\s+/gu, ' ').slice(0, 290).toWellFormed() || 'x';
        await discord.command({ name: 'debat', options: { sujet } });
        await discord.command({ name: 'debat', options: { sujet: 'mentions' } });
      }
      expect(discord.messagesIn(GENERAL).length).toBe(2 * HOSTILE_TEXTS.length);
      expect(discord.messagesIn(GENERAL).every(notifiesNobody)).toBe(true);
      expect(faults).toEqual([]);
    }));
});

describe('a message’s own menu', () => {
  test('finds the passages that speak of what it says, for the asker alone', () =>
    withDiscord(async ({ discord, start }) => {
      await start();
      const { id } = discord.say({ text: `<@${BRUNO}> et le retour sur investissement ?` });
      const { message } = await discord.messageCommand({ name: 'Passages liés', message: id });
      expect(message?.onlyFor).toBe(ALICE);
      expect(textOf(message ?? expect.fail())).toContain('retour sur investissement');
      expect(textOf(message ?? expect.fail())).not.toContain(BRUNO);
    }));

  test('H8: finds the question at the end of a long message, and says so', () =>
    withDiscord(async ({ discord, start }) => {
      await start();
      const { id } = discord.say({ text: COURTEOUS });
      const { message } = await discord.messageCommand({ name: 'Passages liés', message: id });
      expect(textOf(message ?? expect.fail())).toMatch(
        /10\spassages\s; recherché dans ce message\s: Que penser du ROI/u,
      );
    }));

  test('says so where the message has no words', () =>
    withDiscord(async ({ discord, start }) => {
      await start();
      const { id } = discord.say({ text: '<:nom:123456789012345678>'.replace('nom', '___') });
      const { message } = await discord.messageCommand({ name: 'Passages liés', message: id });
      expect(textOf(message ?? expect.fail())).toContain('pas de texte');
    }));
});

describe('autocompletion', () => {
  const choicesFor = async (option: string, typed: string, name = 'debat') => {
    const found: string[] = [];
    await withDiscord(async ({ discord, start }) => {
      await start();
      const { choices } = await discord.autocomplete({ name, option, typed });
      found.push(...choices.map(({ value }) => String(value)));
    });
    return found;
  };

  test('offers the voices whose name, or a part of it, begins so', async () => {
    expect(await choicesFor('auteur', 'KAB')).toEqual(['Hervé Kabla']);
    expect(await choicesFor('auteur2', 'herve', 'comparer')).toEqual(['Hervé Kabla']);
  });

  test('offers subjects that give results, 25 at most', async () => {
    const subjects = await choicesFor('sujet', '');
    expect(subjects).toHaveLength(25);
    for (const sujet of subjects) expect(await wordsFor('debat', { sujet })).not.toEqual([]);
    expect(await choicesFor('sujet', 'retour')).toContain('retour sur investissement');
  });

  test('offers nothing for what it does not know', async () => {
    expect(await choicesFor('sujet', 'zzz @everyone')).toEqual([]);
  });

  test('is answered as it was recorded', () =>
    withDiscord(async ({ discord, start }) => {
      await start();
      const answer = await discord.replay(autocomplete);
      expect(answer.response.type).toBe(8);
    }));
});
