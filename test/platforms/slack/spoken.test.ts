import { describe, expect, test } from 'vitest';
import { spokenIn, wordsOf } from '../../../src/platforms/slack/spoken.ts';
import { refused } from '../../standins/slack/faults.ts';
import { describe as described } from '../../standins/slack/messages.ts';
import { wordsOf as shownIn } from '../../standins/slack/reading.ts';
import { ALICE, DIRECT, GENERAL } from '../../standins/slack/workspace.ts';
import { isAbout, overSocket } from './harness.ts';

const QUESTION = { type: 'message', channel_type: 'im', channel: DIRECT, user: ALICE, ts: '1.1' };

const BY_PROGRAMS = [
  ['with a bot_id', { bot_id: 'B0AUTRE01' }],
  ['with the profile of a bot', { bot_profile: { id: 'B0AUTRE01', name: 'robot' } }],
  ['with the app that posted in a person’s name', { app_id: 'A0AUTRE01' }],
  ['of subtype bot_message', { subtype: 'bot_message', bot_id: 'B0AUTRE01' }],
  ['of a workflow', { subtype: 'bot_message', user: undefined, username: 'Accueil' }],
  ['of Slackbot', { user: 'USLACKBOT' }],
  ['of the bot itself', { user: 'U0DEBAT01' }],
] as const;

const HAPPENINGS = [
  'channel_join',
  'channel_topic',
  'channel_purpose',
  'channel_name',
  'pinned_item',
  'message_deleted',
  'message_replied',
  'reminder_add',
  'huddle_thread',
  'assistant_app_thread',
  'tombstone',
].map((subtype) => [`of subtype ${subtype}`, { subtype }] as const);

describe('H2, H4: a message that no person wrote is left alone', () => {
  test.each([...BY_PROGRAMS, ...HAPPENINGS])('%s', (_, given) =>
    overSocket(async ({ slack, bot }) => {
      const asked = { ...QUESTION, text: 'roi', ...given };
      await slack.socket.event(asked);
      const mention = { ...asked, type: 'app_mention', text: '<@U0DEBAT01> roi', channel: GENERAL };
      await slack.socket.event({ ...mention, channel_type: undefined });
      const message = { ...asked, edited: { user: ALICE, ts: '2.000000' } };
      const edit = { ...QUESTION, subtype: 'message_changed', hidden: true, user: undefined };
      await slack.socket.event({ ...edit, ts: '2.1', message });
      await slack.socket.directMessage({ text: 'blogs' });
      await slack.waitForMessage(DIRECT, isAbout('blogs'));
      expect([slack.everIn(DIRECT).length, slack.everIn(GENERAL).length]).toEqual([1, 0]);
      expect(bot.faults).toEqual([]);
    }),
  );
});

describe('H4: a message that a person wrote is answered', () => {
  test.each([
    [
      'shown in the channel too',
      { subtype: 'thread_broadcast', thread_ts: '1.0', root: { text: 'fans' } },
    ],
    ['with a file', { subtype: 'file_share', files: [{ name: 'a.png', title: 'a.png' }] }],
    ['of /me', { subtype: 'me_message' }],
    ['of a subtype to come', { subtype: 'voice_message', client_msg_id: 'a1b2' }],
    [
      'of another workspace',
      { user: 'U0AILLEURS', user_team: 'T0AILLEURS', source_team: 'T0AILLEURS' },
    ],
    ['told again without its subtype', { subtype: null, bot_id: null }],
  ])('%s', (_, given) =>
    overSocket(async ({ slack, bot }) => {
      await slack.socket.event({ ...QUESTION, text: 'roi', ...given });
      await slack.waitForMessage(DIRECT, isAbout('roi'));
      const mention = { type: 'app_mention', text: '<@U0DEBAT01> blogs', channel: GENERAL };
      await slack.socket.event({ ...QUESTION, ...given, ...mention, channel_type: undefined });
      await slack.waitForMessage(GENERAL, isAbout('blogs'));
      expect(bot.faults).toEqual([]);
    }),
  );
});

const plain = (text: string) => ({ type: 'plain_text', text });
const line = (...elements: object[]) => ({ type: 'rich_text_section', elements });
const rich = (...elements: object[]) => ({ type: 'rich_text', elements });

const PLACES: readonly (readonly [string, object, string])[] = [
  ['its text', { text: 'le <https://a.invalid|roi> &amp; lui' }, 'le roi & lui'],
  [
    'rich text, one line a line',
    {
      blocks: [
        rich(
          line(
            { type: 'text', text: 'désabon' },
            { type: 'text', text: 'nement', style: { bold: true } },
          ),
          {
            type: 'rich_text_list',
            elements: [line({ type: 'text', text: 'un' }), line({ type: 'text', text: 'deux' })],
          },
          { type: 'rich_text_quote', elements: [{ type: 'text', text: 'cité' }] },
          { type: 'rich_text_preformatted', elements: [{ type: 'text', text: 'a <b>' }] },
          line(
            { type: 'user', user_id: 'U1' },
            { type: 'link', url: 'https://a.invalid', text: 'lien' },
            { type: 'emoji', name: 'thinking_face' },
            { type: 'link', url: 'https://b.invalid' },
          ),
        ),
      ],
    },
    'désabonnement\nun\ndeux\ncité\na <b>\nlien',
  ],
  [
    'sections, headers, contexts and markdown',
    {
      blocks: [
        { type: 'header', text: plain('Titre'), block_id: 'b1' },
        {
          type: 'section',
          text: { type: 'mrkdwn', text: 'corps' },
          fields: [plain('champ')],
          accessory: { type: 'button', action_id: 'a', text: plain('Bouton'), value: 'v' },
        },
        { type: 'context', elements: [plain('note'), { type: 'image', alt_text: 'décor' }] },
        { type: 'markdown', text: 'du [texte](https://a.invalid/x)' },
        { type: 'actions', elements: [{ type: 'button', text: plain('Valider') }] },
        { type: 'divider' },
      ],
    },
    'Titre\ncorps\nchamp\nnote\ndu [texte]',
  ],
  [
    'tables, pictures and videos',
    {
      blocks: [
        {
          type: 'table',
          rows: [[{ type: 'raw_text', text: 'case' }, rich(line({ type: 'text', text: 'autre' }))]],
        },
        {
          type: 'image',
          title: plain('Légende'),
          alt_text: 'décor',
          image_url: 'https://a.invalid',
        },
        {
          type: 'video',
          title: plain('Film'),
          description: plain('Résumé'),
          author_name: 'Qui',
          alt_text: 'x',
        },
      ],
    },
    'case\nautre\nLégende\nFilm\nRésumé',
  ],
  [
    'blocks, which a message is shown by in place of its text',
    { text: 'Notification', blocks: [{ type: 'section', text: plain('corps') }] },
    'corps',
  ],
  ['its text where the blocks have none', { text: 'mots', blocks: [{ type: 'divider' }] }, 'mots'],
  [
    'attachments',
    {
      text: '',
      attachments: [
        {
          id: 1,
          pretext: 'avant',
          title: 'titre',
          title_link: 'https://a.invalid',
          text: 'texte',
          fields: [{ title: 'nom', value: 'valeur', short: true }],
          fallback: 'tout cela',
          author_name: 'Qui',
          footer: 'Où',
          actions: [{ type: 'button', name: 'b', text: 'Bouton', value: 'v' }],
        },
        { fallback: 'ce qui reste' },
      ],
    },
    'avant\ntitre\ntexte\nnom\nvaleur\nce qui reste',
  ],
  [
    'a message that is passed on',
    {
      text: '',
      attachments: [
        {
          is_share: true,
          author_name: 'Bruno',
          text: 'mots',
          fallback: '[hier] Bruno: mots',
          message_blocks: [
            {
              team: 'T1',
              channel: 'C1',
              ts: '1.1',
              message: { blocks: [rich(line({ type: 'text', text: 'mots' }))] },
            },
          ],
        },
      ],
    },
    'mots',
  ],
  [
    'files',
    {
      text: '',
      files: [
        { id: 'F1', name: 'image.png', title: 'image.png', mimetype: 'image/png' },
        {
          id: 'F2',
          name: 'notes.txt',
          title: 'Mes notes',
          preview: 'premières lignes',
          user: 'U1',
        },
      ],
    },
    'Mes notes\npremières lignes',
  ],
];

describe('H6: the words of a message are read in', () => {
  test.each(PLACES)('%s', (_, message, words) => {
    expect(wordsOf(message)).toBe(words);
  });

  test('no more than people read, however deep it is nested', () => {
    let blocks: object = { type: 'section', text: plain('fond') };
    for (let depth = 0; depth < 5_000; depth += 1) blocks = { type: 'section', elements: [blocks] };
    expect(wordsOf({ blocks: [blocks] })).toBe('');
    expect(wordsOf({ text: 'mot '.repeat(10_000) }).length).toBeLessThanOrEqual(20_000);
  });
});

test.each([
  ['blocks', { blocks: [{ type: 'section', text: plain('Le ROI de nos campagnes') }] }],
  ['attachments', { attachments: [{ text: 'Le ROI de nos campagnes' }] }],
])('H6: « Passages liés » finds passages for words that are in %s alone', (_, more) =>
  overSocket(async ({ slack, bot }) => {
    const message = { text: '', ts: '17.1', more };
    await slack.socket.messageShortcut({ callbackId: 'passages_lies', message });
    const answer = await slack.waitForMessage(GENERAL);
    expect(answer.onlyFor).toBeUndefined();
    expect(shownIn(answer)).toMatch(/^\d+\spassages?/u);
    expect(bot.faults).toEqual([]);
  }),
);

test('H7: of the bot’s own answer, the words are those that it quotes', () =>
  overSocket(async ({ slack }) => {
    await slack.socket.mention({ text: 'blogs' });
    const answer = await slack.waitForMessage(GENERAL, isAbout('blogs'));
    const words = wordsOf(described(answer, slack.workspace));
    expect(shownIn(answer)).toContain(words.split('\n')[0]);
    for (const label of ['Contexte', 'Retirer', 'passages', 'Lire l’original', 'En bref']) {
      expect(words).not.toContain(label);
    }
  }));

describe('H6: a question', () => {
  test('may stand in blocks alone', () =>
    overSocket(async ({ slack }) => {
      const text = { type: 'text', text: ' roi' };
      const blocks = [rich(line({ type: 'user', user_id: 'U0DEBAT01' }, text))];
      await slack.socket.mention({ text: '', more: { text: '', blocks } });
      await slack.socket.directMessage({ text: '', more: { blocks: [rich(line(text))] } });
      await slack.waitForMessage(GENERAL, isAbout('roi'));
      await slack.waitForMessage(DIRECT, isAbout('roi'));
    }));

  test('is what a message passes on, where it says nothing itself', () =>
    overSocket(async ({ slack }) => {
      const attachments = [{ is_share: true, text: 'Les blogs, /position kabla' }];
      await slack.socket.directMessage({ text: '', more: { attachments } });
      const answer = await slack.waitForMessage(DIRECT);
      expect(shownIn(answer)).toMatch(/^\d+\spassages?/u);
      expect(spokenIn({ text: 'roi', attachments })).toEqual({ text: 'roi', passedOn: '' });
    }));
});

test('H1: a message that names the bot only since it was changed is a question', () =>
  overSocket(async ({ slack, bot }) => {
    const more = { edited: { user: ALICE, ts: '1700000005.000000' } };
    const message = { text: 'roi', ts: '1700000000.000100', more };
    await slack.socket.mention(message);
    const answer = await slack.waitForMessage(GENERAL, isAbout('roi'));
    expect(answer.threadTs).toBe(message.ts);
    await slack.socket.mention(message);
    await slack.socket.changedDirectMessage({ ...message, text: 'blogs' });
    await slack.waitForMessage(DIRECT, isAbout('blogs'));
    expect(slack.everIn(GENERAL)).toHaveLength(1);
    expect(bot.faults).toEqual([]);
  }));

test('H1: an answer that Slack lets nobody change any more is given anew', () =>
  overSocket(async ({ slack, bot }) => {
    const message = { text: 'roi', ts: '1700000000.000100' };
    await slack.socket.mention(message);
    await slack.waitForMessage(GENERAL, isAbout('roi'));
    slack.faults.add('chat.update', refused('edit_window_closed'));
    const more = { edited: { user: ALICE, ts: '1700000005.000000' } };
    await slack.socket.mention({ ...message, text: 'blogs', more });
    await slack.waitForMessage(GENERAL, isAbout('blogs'));
    expect(bot.faults).toEqual([]);
  }));
