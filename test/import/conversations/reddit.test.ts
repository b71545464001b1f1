import { describe, expect, test } from 'vitest';
import { reddit } from '../../../src/import/conversations/reddit.ts';
import { brought, draftsOf, keepsFormat } from '../../contracts/format.ts';

function listing(...children: object[]) {
  return { kind: 'Listing', data: { after: null, children } };
}

function comment(
  id: string,
  author: string,
  body: string,
  parent_id: string,
  replies: unknown = '',
) {
  const permalink = `/r/ville/comments/p1/t/${id}/`;
  return {
    kind: 't1',
    data: { id, author, body, parent_id, replies, permalink, created_utc: 1672560000 },
  };
}

const POST = {
  kind: 't3',
  data: {
    ...{ id: 'p1', author: 'claire_e', title: 'La ville &amp; nous', subreddit: 'ville' },
    selftext: 'Bonjour\nà tous&amp;nbsp;!\n\nVoir [la page](https://exemple.fr/a)',
    ...{ permalink: '/r/ville/comments/p1/t/', created_utc: 1672473600.0 },
  },
};
const COMMENTS = [
  comment(
    ...(['a', 'yann', '&gt; Bonjour\nà tous\n\nOui u/claire_e &lt;3', 't3_p1'] as const),
    listing(
      comment(
        'b',
        '[deleted]',
        '[deleted]',
        't1_a',
        listing(comment('c', 'claire_e', 'Merci', 't1_b')),
      ),
      comment('d', '[deleted]', 'Je reste', 't1_a'),
    ),
  ),
  comment('e', 'lou', '&gt;!caché!&lt; non', 't3_p1'),
  { kind: 'more', data: { count: 3, children: ['z'] } },
];

function exported(...comments: object[]) {
  return JSON.stringify([listing(POST), listing(...comments)]);
}

function nested(depth: number): string {
  const open = '{"kind":"Listing","data":{"children":[{"kind":"t1","data":{"id":"';
  let text = '""';
  const parts: string[] = [];
  for (let at = 0; at < depth; at += 1) {
    parts.push(`${open}${at}","author":"lou","body":"oui","parent_id":"t1_${at - 1}","replies":`);
  }
  text = parts.join('') + text + '}}]}}'.repeat(depth);
  return `[${JSON.stringify(listing(POST))},${text}]`;
}

keepsFormat(reddit, {
  sound: [brought('fil.json', exported(...COMMENTS)), brought('profond.json', nested(5_000))],
  broken: [
    brought('vide.json', ''),
    brought('coupe.json', exported(...COMMENTS).slice(0, 500)),
    brought('autre.json', '[{"kind": "Listing"}]'),
    brought('sans.json', JSON.stringify([listing(), listing()])),
    brought('crochets.json', '['.repeat(100_000)),
    brought('long.json', exported(comment('a', 'lou', 'a'.repeat(2_000_000), 't3_p1'))),
  ],
});

describe('a thread of Reddit', () => {
  test('gives the post and its comments, each before its replies', async () => {
    const [draft] = await draftsOf(reddit, brought('fil.json', exported(...COMMENTS)));
    expect(draft).toMatchObject({
      ...{ title: 'La ville & nous', author: 'claire_e', publisher: 'Reddit, r/ville' },
      ...{ date: '2022-12-31', url: 'https://www.reddit.com/r/ville/comments/p1/t/' },
      doubts: ['le fichier ne porte pas toutes les réponses du fil'],
    });
    const turns = draft?.turns.map(({ speaker, paragraphs, key, answers }) => [
      ...[speaker.name, speaker.role, speaker.quotedBy, paragraphs.map(({ text }) => text)],
      ...[key, answers],
    ]);
    expect(turns).toEqual([
      ['claire_e', 'auteur', null, ['Bonjour à tous !', 'Voir la page'], 't3_p1', null],
      [null, 'cité', 'yann', ['Bonjour à tous'], null, null],
      ['yann', 'commentateur', null, ['Oui u/claire_e <3'], 't1_a', 't3_p1'],
      ['claire_e', 'auteur', null, ['Merci'], 't1_c', null],
      [null, 'commentateur', null, ['Je reste'], 't1_d', 't1_a'],
      ['lou', 'commentateur', null, ['>!caché!< non'], 't1_e', 't3_p1'],
    ]);
  });

  test.each([
    ['initials', 'C. E.', 'Oui @C. E. <3'],
    ['numbers', 'Participant 1', 'Oui @Participant 1 <3'],
  ] as const)('calls people by %s, in mentions too', async (names, name, text) => {
    const [draft] = await draftsOf(reddit, brought('fil.json', exported(...COMMENTS)), names);
    expect(draft?.author).toBe(name);
    expect(draft?.turns[2]?.paragraphs[0]?.text).toBe(text);
    expect(JSON.stringify(draft)).not.toMatch(/claire|yann/u);
  });
});
