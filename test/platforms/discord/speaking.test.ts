import { ComponentType, GatewayDispatchEvents } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { plainText } from '../../../src/platforms/discord/requests.ts';
import { wordsOf } from '../../../src/platforms/discord/spoken.ts';
import { MemoryClaims, MemoryNotes } from '../../../src/store/ports.ts';
import { unescaped } from '../../../src/platforms/discord/view/components.ts';
import { directMessage, mention } from '../../fixtures/discord/payloads.ts';
import { ALICE, BOT, DIRECT, GENERAL, GUILD } from '../../standins/discord/community.ts';
import type { Message } from '../../standins/discord/messages.ts';
import { BOT_ROLE } from '../../standins/discord/payloads.ts';
import { labelsOf, notifiesNobody, textOf } from '../../standins/discord/reading.ts';
import { POST_MESSAGE } from '../../standins/discord/route-names.ts';
import { withDiscord } from './harness.ts';

describe('a message to the bot', () => {
  test('that mentions it is answered below, and notifies nobody', () =>
    withDiscord(async ({ discord, start }) => {
      const { faults } = await start();
      const { id } = discord.mention({ text: 'roi' });
      const answer = await discord.waitForMessage(GENERAL, ({ payload }) => {
        return payload.author.id === BOT;
      });
      expect(answer.payload.message_reference?.message_id).toBe(id);
      expect(textOf(answer)).toMatch(/passages\s: roi/u);
      expect(notifiesNobody(answer)).toBe(true);
      expect(labelsOf(answer)).toContain('Retirer');
      expect(faults).toEqual([]);
    }));

  test('is answered as it was recorded', () =>
    withDiscord(async ({ discord, start }) => {
      await start();
      discord.dispatch(GatewayDispatchEvents.MessageCreate, directMessage);
      await discord.waitForCall(POST_MESSAGE);
      expect(discord.messagesIn(DIRECT)).toHaveLength(1);
    }));
});

const { author: person } = mention;
const SILENT: readonly (readonly [string, object])[] = [
  ['of another bot', { ...mention, author: { ...person, bot: true } }],
  ['of the bot itself', { ...mention, author: { ...person, id: BOT, bot: true } }],
  ['of Discord’s own account', { ...mention, author: { ...person, system: true } }],
  ['of a webhook', { ...mention, webhook_id: '1' }],
  ['of an application', { ...mention, application_id: '1' }],
  ['that answers an interaction', { ...mention, interaction_metadata: { id: '1', type: 2 } }],
  ['that tells of a pin', { ...mention, type: 6 }],
  ['that tells of a new member', { ...mention, type: 7 }],
  ['that tells how a poll ended', { ...mention, type: 46 }],
  // An answer to the bot's own message, which Discord counts as a mention of it.
  ['that answers the bot without naming it', { ...mention, content: 'merci', type: 19 }],
  ['that names somebody else', { ...mention, content: `<@${ALICE}> roi` }],
  ['that names everybody', { ...mention, content: '@everyone roi', mention_everyone: true }],
  ['that names another role', { ...mention, content: '<@&7> roi', mention_roles: ['7'] }],
];

test.each(SILENT)('H2, H4: a message %s asks the bot nothing, and is left alone', (_, message) =>
  withDiscord(async ({ discord, start }) => {
    const { faults } = await start();
    discord.say({ text: 'entre nous' });
    discord.dispatch(GatewayDispatchEvents.MessageCreate, message, GUILD);
    const edited = { ...message, edited_timestamp: '2026-11-22T09:00:01.000000+00:00' };
    discord.dispatch(GatewayDispatchEvents.MessageUpdate, edited, GUILD);
    await discord.command({ name: 'debat', options: { sujet: 'roi' } });
    expect(discord.calls(POST_MESSAGE)).toEqual([]);
    expect(faults).toEqual([]);
  }),
);

test('H2: a change of a message of which Discord tells only a part is left alone', () =>
  withDiscord(async ({ discord, start }) => {
    const { faults } = await start();
    const partial = { id: '1', channel_id: GENERAL, guild_id: GUILD, embeds: [] };
    discord.dispatch(GatewayDispatchEvents.MessageUpdate, partial, GUILD);
    await discord.command({ name: 'debat', options: { sujet: 'roi' } });
    expect([discord.calls(POST_MESSAGE), faults]).toEqual([[], []]);
  }));

describe('H5: the role that Discord made for the bot', () => {
  const naming = { ...mention, content: `<@&${BOT_ROLE}> roi`, mentions: [] };

  test('names the bot where it is mentioned', () =>
    withDiscord(async ({ discord, start }) => {
      const { faults } = await start();
      const named = { ...naming, mention_roles: [BOT_ROLE] };
      discord.dispatch(GatewayDispatchEvents.MessageCreate, named, GUILD);
      const answer = await discord.waitForMessage(GENERAL);
      expect(textOf(answer)).toMatch(/passages\s: roi/u);
      expect(faults).toEqual([]);
    }));

  test('may be made or changed while the bot is there', () =>
    withDiscord(async ({ discord, start }) => {
      await start();
      const role = { id: '9', name: 'débat', managed: true, tags: { bot_id: BOT } };
      const told = { guild_id: GUILD, role };
      discord.dispatch(GatewayDispatchEvents.GuildRoleCreate, told, GUILD);
      const named = { ...naming, content: '<@&9> roi', mention_roles: ['9'] };
      discord.dispatch(GatewayDispatchEvents.MessageCreate, named, GUILD);
      expect(textOf(await discord.waitForMessage(GENERAL))).toMatch(/passages\s: roi/u);
    }));

  test('whose message Discord keeps to itself: the person is told how to ask', () =>
    withDiscord(async ({ discord, start }) => {
      const { faults } = await start();
      discord.say({ text: `<@&${BOT_ROLE}> roi` });
      const isOfBot = ({ payload }: Message) => payload.author.id === BOT;
      const answer = await discord.waitForMessage(GENERAL, isOfBot);
      expect(unescaped(textOf(answer))).toBe(
        'Discord ne transmet pas les mots d’un message qui nomme le rôle du bot\u00A0: mentionnez le bot lui-même, ou tapez /debat et un sujet.',
      );
      expect(faults).toEqual([]);
    }));
});

describe('what was typed', () => {
  test.each([
    ['<@120000000000000001> roi', 'roi'],
    ['<@!12> <@&3> <#4> <t:5:R> <id:guide> roi', 'roi'],
    ['roi <:couronne:123> <a:fete:4>', 'roi'],
    ['@everyone roi @here', 'roi'],
    ['@herent', '@herent'],
    ['</debat:123> roi', '/debat roi'],
    ['a < b', 'a < b'],
  ])('loses what only Discord understands: %s', (content, words) => {
    expect(plainText(content).replace(/\s+/gu, ' ')).toBe(words);
  });
});

const card = {
  type: 'rich',
  author: { name: 'Qui' },
  title: 'Titre',
  url: 'https://a.invalid',
  description: 'Le **texte** de <@1>',
  fields: [{ name: 'nom', value: 'valeur' }],
  footer: { text: 'Où' },
  image: { url: 'https://a.invalid/i.png' },
};
const poll = {
  question: { text: 'Quel réseau ?' },
  answers: [{ answer_id: 1, poll_media: { text: 'Aucun', emoji: { name: '👍' } } }],
};
const shown = [
  {
    type: ComponentType.Container,
    components: [
      { type: ComponentType.TextDisplay, content: 'Un texte' },
      {
        type: ComponentType.Section,
        components: [{ type: ComponentType.TextDisplay, content: 'à côté' }],
        accessory: { type: ComponentType.Thumbnail, description: 'décor' },
      },
      { type: ComponentType.MediaGallery, items: [{ description: 'décor' }] },
      { type: ComponentType.ActionRow, components: [{ type: 2, label: 'Bouton', custom_id: 'x' }] },
    ],
  },
];

describe('H7: the words of a message are read in', () => {
  test.each<readonly [string, object, string]>([
    ['its own text', { content: 'roi <@1>', embeds: [] }, 'roi'],
    ['a card, without who published it', { embeds: [card] }, 'Titre\nLe **texte** de\nnom\nvaleur'],
    ['a card beside its text', { content: 'roi', embeds: [{ title: 'roi' }, card] }, 'roi\nTitre'],
    ['a poll', { poll }, 'Quel réseau ?\nAucun'],
    ['paragraphs among components', { components: shown }, 'Un texte\nà côté'],
    [
      'what it passes on',
      { message_snapshots: [{ message: { content: 'loin', embeds: [card], components: shown } }] },
      'loin\nTitre',
    ],
    [
      'nothing else',
      { sticker_items: [{ name: 'Roi' }], attachments: [{ filename: 'roi.png' }] },
      '',
    ],
  ])('%s', (_, message, words) => {
    const read = wordsOf(message);
    expect(words === '' ? read : read.slice(0, words.length)).toBe(words);
    expect(read).not.toMatch(/décor|Bouton|Qui|Où/u);
  });

  test('an answer of the bot are those that it quotes', () =>
    withDiscord(async ({ discord, start }) => {
      await start();
      const { message = expect.fail() } = await discord.command({
        name: 'debat',
        options: { sujet: 'blogs' },
      });
      const words = wordsOf(message.payload);
      expect(unescaped(textOf(message))).toContain(words.split('\n')[0]);
      expect(words).not.toMatch(/Contexte|Retirer|passages|Lire l’original|En bref/u);
    }));
});

describe('H7: what a person passes on to the bot is searched', () => {
  test.each([
    ['a forward', { message_snapshots: [{ message: { content: 'Le ROI de nos blogs' } }] }],
    ['a card', { embeds: [{ type: 'rich', description: 'Le ROI de nos blogs' }] }],
  ])('%s', (_, more) =>
    withDiscord(async ({ discord, start }) => {
      const { faults } = await start();
      discord.directMessage({ text: '', more });
      const isOfBot = ({ payload }: Message) => payload.author.id === BOT;
      const answer = await discord.waitForMessage(DIRECT, isOfBot);
      expect(textOf(answer)).toMatch(/^### \d+\spassages?/u);
      expect(faults).toEqual([]);
    }),
  );
});

const isAnswer = ({ payload }: Message) => payload.author.id === BOT;

describe('H1: a message that its author changes', () => {
  test('is a question once it names the bot', () =>
    withDiscord(async ({ discord, start }) => {
      const { faults } = await start();
      const message = discord.say({ text: 'roi' });
      discord.reword(message, `<@${BOT}> roi`);
      const answer = await discord.waitForMessage(GENERAL, isAnswer);
      expect(answer.payload.message_reference?.message_id).toBe(message.id);
      expect(faults).toEqual([]);
    }));

  test('keeps its answer where it names the bot no more', () =>
    withDiscord(async ({ discord, start }) => {
      await start();
      const message = discord.mention({ text: 'roi' });
      const { id } = await discord.waitForMessage(GENERAL, isAnswer);
      discord.reword(message, 'blogs');
      await discord.command({ name: 'debat', options: { sujet: 'fans' } });
      expect(discord.messagesIn(GENERAL).find((each) => each.id === id)?.edits).toBe(0);
    }));

  test('long ago, and is told again because it was pinned, is left alone', () =>
    withDiscord(async ({ discord, start }) => {
      await start();
      const told = { ...mention, pinned: true, edited_timestamp: '2026-11-20T09:00:00+00:00' };
      discord.dispatch(GatewayDispatchEvents.MessageUpdate, told, GUILD);
      await discord.command({ name: 'debat', options: { sujet: 'fans' } });
      expect(discord.calls(POST_MESSAGE)).toEqual([]);
    }));

  test('has one answer, to its last words, however many processes listen', () =>
    withDiscord(async ({ discord, start, time }) => {
      const shared = { claims: new MemoryClaims(time.now), notes: new MemoryNotes(time.now) };
      const bots = [await start(shared), await start(shared)];
      let message = discord.mention({ text: 'roi' });
      for (const words of ['blogs', 'fans']) {
        time.advance(1_000);
        message = discord.reword(message, `<@${BOT}> ${words}`);
      }
      const isLast = (each: Message) => isAnswer(each) && textOf(each).includes(': fans');
      await discord.waitForMessage(GENERAL, isLast);
      await Promise.all(bots.map(({ adapter }) => adapter.stop()));
      expect(discord.everIn(GENERAL).filter(isAnswer)).toHaveLength(1);
      expect(textOf(discord.everIn(GENERAL).find(isAnswer) ?? expect.fail())).toContain(': fans');
    }));
});
