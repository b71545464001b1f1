import { describe, expect, test } from 'vitest';
import { slackExport } from '../../../src/import/conversations/slack-export.ts';
import { brought, draftsOf, keepsFormat, refusalOf } from '../../contracts/format.ts';
import { zipOf } from '../zip.ts';

const USERS = [
  { id: 'U1', name: 'claire', profile: { real_name: 'Claire Estève', display_name: 'cl' } },
  { id: 'U2', name: 'yann', profile: { real_name: 'Yann Le Goff' } },
  { id: 'U3', name: 'aide', is_bot: true, profile: { real_name: 'Aide' } },
];
const CHANNELS = [
  { id: 'C1', name: 'ville' },
  { id: 'C2', name: 'vide' },
];

function said(ts: string, user: string, text: string, more: object = {}) {
  return { type: 'message', user, text, ts, ...more };
}

const FIRST = [
  said(
    '1672560000.000200',
    'U2',
    'Merci <@U1>, voir <#C2|vide> &amp; <https://exemple.fr|la page>',
    {
      thread_ts: '1672560000.000100',
    },
  ),
  said('1672560000.000100', 'U1', 'Bonjour à tous :wave:\nDes *résultats* ? <https://exemple.fr>', {
    thread_ts: '1672560000.000100',
    edited: { user: 'U1', ts: '1672560001.000000' },
  }),
  said('1672560000.000300', 'U1', '<@U1> a rejoint', { subtype: 'channel_join' }),
  said('1672560000.000400', 'U3', 'Rappel', { subtype: 'bot_message', bot_id: 'B1' }),
  said('1672560000.000450', 'U3', 'Je suis un programme'),
];
const SECOND = [
  said('1672646400.000100', 'U2', '&gt; Il faut 1 &lt; 2\nJe ne crois pas.\n&gt;&gt;&gt;a\nb'),
  said('1672646400.000200', 'U9', 'Je suis parti', { thread_ts: '1600000000.000000' }),
];

function exported(files: Record<string, unknown> = {}, root = '') {
  const all = {
    ...{ 'users.json': USERS, 'channels.json': CHANNELS, 'ville/2023-01-02.json': SECOND },
    ...{ 'ville/2023-01-01.json': FIRST, ...files },
  };
  const entries = Object.entries(all).map(([name, content]) => [
    root + name,
    typeof content === 'string' ? content : JSON.stringify(content),
  ]);
  return zipOf(Object.fromEntries(entries) as Record<string, string>);
}

const day = (content: unknown) =>
  brought('day.zip', exported({ 'ville/2023-01-02.json': content }));

keepsFormat(slackExport, {
  sound: [brought('equipe.zip', exported()), brought('dossier.zip', exported({}, 'dossier/'))],
  broken: [
    brought('vide.zip', ''),
    brought('coupe.zip', exported().subarray(0, 300)),
    day('[{"type":"message"'),
    day({ messages: [] }),
    day('['.repeat(100_000)),
    day([said('1672646400.000100', 'U1', 'a'.repeat(2_000_000))]),
    day([said('hier', 'U1', 'bonjour')]),
    brought('muet.zip', zipOf({ 'users.json': '[]', 'channels.json': '[]' })),
  ],
});

describe('a Slack export', () => {
  test('gives a work for each channel in which people speak', async () => {
    const [draft, ...others] = await draftsOf(slackExport, brought('/tmp/equipe.zip', exported()));
    expect(others).toEqual([]);
    expect(draft).toMatchObject({
      ...{ title: '#ville', publisher: 'equipe', date: '2023-01-01', kind: 'fil de discussion' },
    });
    const turns = draft?.turns.map(({ speaker, paragraphs, key, answers, date }) => [
      ...[speaker.name, speaker.role, speaker.quotedBy, paragraphs.map(({ text }) => text)],
      ...[key, answers, date],
    ]);
    const start = '1672560000.000100';
    expect(turns).toEqual([
      [
        ...['Claire Estève', 'orateur', null],
        ...[['Bonjour à tous :wave:', 'Des *résultats* ? https://exemple.fr'], start, null],
        '2023-01-01',
      ],
      [
        ...['Yann Le Goff', 'orateur', null, ['Merci @Claire Estève, voir #vide & la page']],
        ...['1672560000.000200', start, '2023-01-01'],
      ],
      [null, 'cité', 'Yann Le Goff', ['Il faut 1 < 2'], null, null, null],
      [
        ...['Yann Le Goff', 'orateur', null, ['Je ne crois pas.'], '1672646400.000100', null],
        '2023-01-02',
      ],
      [null, 'cité', 'Yann Le Goff', ['a', 'b'], null, null, null],
      [null, 'orateur', null, ['Je suis parti'], '1672646400.000200', null, '2023-01-02'],
    ]);
  });

  test.each([
    ['initials', 'C. E.', 'Merci @C. E., voir #vide & la page'],
    ['numbers', 'Participant 1', 'Merci @Participant 1, voir #vide & la page'],
  ] as const)('calls people by %s, in mentions too', async (names, name, text) => {
    const [draft] = await draftsOf(slackExport, brought('x.zip', exported()), names);
    expect(draft?.turns[0]?.speaker.name).toBe(name);
    expect(draft?.turns[1]?.paragraphs[0]?.text).toBe(text);
    expect(JSON.stringify(draft)).not.toMatch(/Claire|Yann|Goff/u);
  });

  test('says which of its files has another shape', async () => {
    expect(await refusalOf(slackExport, day([{ type: 'message', ts: 3 }]))).toBe(
      'day.zip/ville/2023-01-02.json n’a pas la forme d’un export de Slack (à 0.ts) : exportez-le de nouveau',
    );
  });

  test('is no zip of other things', () => {
    expect(slackExport.recognises(brought('a.zip', zipOf({ 'a.txt': 'a' })))).toBe(false);
    expect(slackExport.recognises(brought('a.zip', ''))).toBe(false);
  });
});
