import { describe, expect, test } from 'vitest';
import { discordExport } from '../../../src/import/conversations/discord-export.ts';
import { brought, draftsOf, keepsFormat, refusalOf } from '../../contracts/format.ts';

const CLAIRE = { id: '11', name: 'claire_e', nickname: 'Claire Estève', isBot: false };
const YANN = { id: '12', name: 'Yann', isBot: false };

function said(id: string, author: object, content: string, more: object = {}) {
  const timestamp = '2023-01-01T23:30:00.12+00:00';
  return { ...{ id, type: 'Default', timestamp, content, author }, ...more };
}

const MESSAGES = [
  said('1', CLAIRE, 'Bonjour à tous\n\nDes résultats ?'),
  said('2', YANN, '> Des résultats ?\nAucun, @Claire Estève', {
    ...{ type: 'Reply', reference: { messageId: '1', channelId: '7' }, mentions: [CLAIRE] },
  }),
  said('3', YANN, 'a rejoint', { type: 'GuildMemberJoin' }),
  said('4', { id: '13', name: 'Aide', isBot: true }, 'Rappel'),
  said('5', CLAIRE, '>>> a\nb', { type: 'Reply', reference: { messageId: '99' } }),
  said('6', CLAIRE, '>:( non'),
];

function exported(messages: unknown = MESSAGES) {
  const guild = { id: '8', name: 'La Ville', iconUrl: '' };
  const channel = { id: '7', type: 'GuildTextChat', name: 'mobilités', topic: null };
  return JSON.stringify({ guild, channel, messages, messageCount: 6 }, null, 2);
}

const sixteen = new Uint8Array(Buffer.from(`\uFEFF${exported()}`, 'utf16le'));

keepsFormat(discordExport, {
  sound: [brought('ville.json', exported()), brought('seize.json', sixteen)],
  broken: [
    brought('vide.json', ''),
    brought('coupe.json', exported().slice(0, 400)),
    brought('autre.json', '{"guild": 3, "messages": []}'),
    brought('profond.json', '['.repeat(100_000)),
    brought('emboite.json', `${'['.repeat(100_000)}${']'.repeat(100_000)}`),
    brought('muet.json', exported([])),
    brought('long.json', exported([said('1', CLAIRE, 'a'.repeat(2_000_000))])),
    brought('latin.json', new Uint8Array(Buffer.from('{"guild": "é"', 'latin1'))),
  ],
});

describe('a Discord export', () => {
  test('gives what people say, and tells quoted lines apart', async () => {
    const [draft] = await draftsOf(discordExport, brought('ville.json', exported()));
    expect(draft).toMatchObject({
      ...{ title: '#mobilités', publisher: 'La Ville', date: '2023-01-01' },
      url: 'https://discord.com/channels/8/7',
    });
    const turns = draft?.turns.map(({ speaker, paragraphs, key, answers }) => [
      ...[speaker.name, speaker.role, speaker.quotedBy, paragraphs.map(({ text }) => text)],
      ...[key, answers],
    ]);
    expect(turns).toEqual([
      ['Claire Estève', 'orateur', null, ['Bonjour à tous', 'Des résultats ?'], '1', null],
      [null, 'cité', 'Yann', ['Des résultats ?'], null, null],
      ['Yann', 'orateur', null, ['Aucun, @Claire Estève'], '2', '1'],
      [null, 'cité', 'Claire Estève', ['a', 'b'], null, null],
      ['Claire Estève', 'orateur', null, ['>:( non'], '6', null],
    ]);
    expect(draft?.turns[0]?.url).toBe('https://discord.com/channels/8/7/1');
  });

  test.each([
    ['initials', 'Aucun, @C. E.'],
    ['numbers', 'Aucun, @Participant 1'],
  ] as const)('calls people by %s, in mentions too', async (names, text) => {
    const [draft] = await draftsOf(discordExport, brought('ville.json', exported()), names);
    expect(draft?.turns[2]?.paragraphs[0]?.text).toBe(text);
    expect(JSON.stringify(draft)).not.toMatch(/Claire|Yann/u);
  });

  test('says where it has another shape', async () => {
    expect(await refusalOf(discordExport, brought('a.json', exported([{ id: '1' }])))).toBe(
      'a.json n’a pas la forme d’un export de Discord (à messages.0.type) : exportez-le de nouveau',
    );
  });

  test('is recognised by its keys and its name', () => {
    expect(discordExport.recognises(brought('a.txt', exported()))).toBe(false);
    expect(discordExport.recognises(brought('a.json', '{"post_stream": 1}'))).toBe(false);
    expect(discordExport.recognises(brought('a.json', ''))).toBe(false);
  });
});
