import { describe, expect, test } from 'vitest';
import { discourse } from '../../../src/import/conversations/discourse.ts';
import { brought, draftsOf, keepsFormat } from '../../contracts/format.ts';

function post(post_number: number, username: string, cooked: string, more: object = {}) {
  const created_at = '2023-01-01T10:00:00.000Z';
  return { id: 100 + post_number, post_number, username, created_at, cooked, ...more };
}

const QUOTE =
  '<aside class="quote no-group" data-username="claire" data-post="1" data-topic="5">\n<div class="title">\n<div class="quote-controls"></div> claire:</div>\n<blockquote>\n<p>Des <strong>résultats</strong> ?</p>\n</blockquote>\n</aside>\n';
const POSTS = [
  post(
    1,
    'claire',
    '<h2>Mon avis</h2>\n<p>Bonjour <img class="emoji" alt=":wave:" src="x"><br>\nà tous</p>\n<ul>\n<li>un</li>\n<li>deux</li>\n</ul>\n<aside class="onebox"><p>Une page</p></aside>',
    { name: 'Claire Estève' },
  ),
  post(
    2,
    'yann',
    `<p>D’abord.</p>\n${QUOTE}<p>Aucun, <a class="mention" href="/u/claire">@claire</a> <a href="https://exemple.fr">ici <span class="badge clicks">3</span></a></p>\n<blockquote>\n<p>Ailleurs</p>\n</blockquote>`,
    { name: '', reply_to_post_number: 1 },
  ),
  post(3, 'claire', '', { post_type: 3, action_code: 'closed.enabled' }),
  post(4, 'system', '<p>Fermé</p>', { user_id: -1 }),
];

function exported(posts: unknown = POSTS, stream: unknown = [101, 102, 103, 104, 105]) {
  return JSON.stringify({
    post_stream: { posts, stream },
    id: 5,
    title: 'La ville',
    slug: 'ville',
  });
}

const deep = `${'<div>'.repeat(5_000)}bonjour`;

keepsFormat(discourse, {
  sound: [brought('sujet.json', exported())],
  broken: [
    brought('vide.json', ''),
    brought('coupe.json', exported().slice(0, 200)),
    brought('autre.json', '{"post_stream": []}'),
    brought('profond.json', '{"post_stream":'.repeat(100_000)),
    brought('muet.json', exported([])),
    brought('emboite.json', exported([post(1, 'a', deep)])),
    brought('long.json', exported([post(1, 'a', 'a'.repeat(21_000_000))])),
    brought('balises.json', exported([post(1, 'a', '<p>'.repeat(100_000))])),
  ],
});

describe('a topic of Discourse', () => {
  test('gives each post to its author, and each quotation to whom it names', async () => {
    const file = { ...brought('5.json', exported()), address: 'https://forum.fr/t/ville/5.json' };
    const [draft] = await draftsOf(discourse, file);
    expect(draft).toMatchObject({
      ...{ title: 'La ville', author: 'Claire Estève', publisher: 'forum.fr', date: '2023-01-01' },
      url: 'https://forum.fr/t/ville/5',
      doubts: ['le fichier ne porte que 4 messages du sujet sur 5'],
    });
    const turns = draft?.turns.map(({ speaker, paragraphs, key, answers, url }) => [
      ...[speaker.name, speaker.role, speaker.quotedBy, paragraphs.map(({ text }) => text)],
      ...[key, answers, url],
    ]);
    const second = 'https://forum.fr/t/ville/5/2';
    expect(turns).toEqual([
      [
        ...['Claire Estève', 'auteur', null, ['Bonjour à tous', 'un', 'deux'], '1', null],
        'https://forum.fr/t/ville/5/1',
      ],
      ['yann', 'commentateur', null, ['D’abord.'], '2', '1', second],
      ['Claire Estève', 'cité', 'yann', ['Des résultats ?'], null, null, second],
      ['yann', 'commentateur', null, ['Aucun, @claire ici'], null, '1', second],
      [null, 'cité', 'yann', ['Ailleurs'], null, null, second],
    ]);
  });

  test.each([
    ['initials', 'C. E.'],
    ['numbers', 'Participant 1'],
  ] as const)('calls people by %s, in quotations and mentions too', async (names, name) => {
    const [draft] = await draftsOf(discourse, brought('5.json', exported()), names);
    expect(draft?.turns[2]?.speaker.name).toBe(name);
    expect(draft?.turns[3]?.paragraphs[0]?.text).toBe(`Aucun, @${name} ici`);
    expect(JSON.stringify(draft)).not.toMatch(/claire|yann/iu);
  });
});
