import { describe, expect, test } from 'vitest';
import { parseWork } from '../../src/corpus/parse.ts';
import { SOUND_WORK, changed, faultsOf, faultsWith, fileOf, placeIn } from '../fixtures/works.ts';

const WORDS = '> Et vous ne regrettez pas le temps passé à la remplir ?';
const ATTRIBUTION = '— un commentateur, commentateur (déduit : la page ne nomme personne)';
const TOPICS = '- Thèmes : retour sur investissement\n- Thèse : On';
const THESIS = '- Thèse : On demande';
const LONG = 'x'.repeat(1_001);

describe('a quotation is refused', () => {
  /** With a change of the sound file, at the place of some words of the changed file. */
  test.each([
    ['an anchor in capitals', '## temps-perdu', '## Temps', '## Temps', 'ancre « Temps » invalide'],
    ['an anchor with accents', '## temps-perdu', '## été', '## été', 'ancre « été » invalide'],
    ['an anchor of 41 letters', 'temps-perdu', 'a'.repeat(41), '## aaa', 'ancre « aaa'],
    ['an anchor in bold', '## temps-perdu', '## **a**', '**a**', 'mise en forme Markdown'],
    ['no words', WORDS, '>', '33:1', 'citation vide'],
    ['words that are a heading', WORDS, '> # Titre', '> # Titre', 'citation vide'],
    ['two paragraphs', WORDS, `${WORDS}\n>\n> Encore.`, 'Encore.', 'bloc inattendu'],
    ['bold', 'temps passé', '**temps** passé', '**temps', 'mise en forme Markdown'],
    ['italics', 'temps passé', '_temps_ passé', '_temps', 'mise en forme Markdown'],
    ['code', 'temps passé', '`temps` passé', '`temps', 'mise en forme Markdown'],
    ['a tag', 'temps passé', '<b>temps passé', '<b>', 'mise en forme Markdown'],
    ['a comment', 'temps passé', 'temps <!-- x --> passé', '<!--', 'mise en forme Markdown'],
    ['a link', 'temps passé', '[temps](https://x.invalid)', '[temps', 'mise en forme Markdown'],
    ['an image', 'temps passé', '![temps](https://x.invalid)', '![temps', 'mise en forme Markdown'],
    ['an address as a link', 'temps passé', '<https://x.invalid>', '<https', 'mise en forme'],
    ['a forced line break', 'temps passé', 'temps  \n> passé', '33:36', 'mise en forme Markdown'],
    ['6,000 characters', 'temps passé', 'temps '.repeat(1_000), 'Et vous', 'plus de 5000'],
    ['an escaped override', 'temps passé', 'temps &#x202E; passé', 'Et vous', 'invisible'],
    ['no attribution', `${ATTRIBUTION}\n\n`, '', '## temps', '« temps-perdu » n’est pas complète'],
    ['no blockquote', '> Et vous', 'Et vous', '## temps', '« temps-perdu » n’est pas complète'],
    ['a stray paragraph', '## temps', 'Une note.\n\n## temps', 'Une note.', 'bloc inattendu'],
    ['a rule', '## temps', '***\n\n## temps', '***\n', 'bloc inattendu'],
    ['bold in a thesis', THESIS, '- Thèse : **On** demande', '**On', 'mise en forme Markdown'],
    ['an unknown item', THESIS, `- Sujet : x\n${THESIS}`, '- Sujet', 'inconnu « Sujet »'],
    ['a thesis given twice', THESIS, `- Thèse : x\n${THESIS}`, THESIS, '« Thèse » donné deux fois'],
    ['an empty thesis', /- Thèse : On.*/u, '- Thèse :', '38:1', '« Thèse » absent ou vide'],
    ['no topic', TOPICS, '- Thèmes :\n- Thèse : On', '37:1', '« Thèmes » absent ou vide'],
    ['« » in a thesis', THESIS, '- Thèse : On « dit »', '37:1', 'guillemets dans une thèse'],
    ['“ ” in a thesis', THESIS, '- Thèse : On “dit”', '37:1', 'guillemets dans une thèse'],
    ['" " in a thesis', THESIS, '- Thèse : On "dit"', '37:1', 'guillemets dans une thèse'],
    ['&laquo; in a thesis', THESIS, '- Thèse : On &laquo; dit', '37:1', 'guillemets dans une'],
    ['« » in a topic', TOPICS, '- Thèmes : le « roi »\n- Thèse : On', '37:1', 'dans un thème'],
    ['[ ] in a thesis', THESIS, '- Thèse : On [1]', '37:1', 'crochets dans une thèse'],
    ['a thesis beside a proposed one', THESIS, `- Thèse proposée : x\n${THESIS}`, '37:1', ' et « '],
    ['1,001 letters of search', THESIS, `- Mots de recherche : ${LONG}\n${THESIS}`, '37:1', 'plus'],
    ['a thesis of 301', THESIS, `- Thèse : ${'x'.repeat(301)}`, '37:1', 'thèse de plus de 300'],
    [
      'a place beside its words',
      THESIS,
      `- Endroit : Et […] ?\n${THESIS}`,
      '## temps',
      '« Endroit » sous',
    ],
    [
      'a place of seven words',
      THESIS,
      `- Endroit : a b c d e f g […] h\n${THESIS}`,
      '37:1',
      '« Endroit » illisible',
    ],
    [
      'a place of three parts',
      THESIS,
      `- Endroit : a […] b […] c\n${THESIS}`,
      '37:1',
      '« Endroit » illisible',
    ],
    [
      'another sequel',
      THESIS,
      `- Suite : proche\n${THESIS}`,
      '37:1',
      'valeur inattendue pour « Suite »',
    ],
    [
      'half an address',
      THESIS,
      `- Lien : exemple.invalid\n${THESIS}`,
      '37:1',
      'inattendue pour « Lien »',
    ],
    [
      'a script for an address',
      THESIS,
      `- Lien : javascript\\:x\n${THESIS}`,
      '37:1',
      'inattendue pour « Lien »',
    ],
    [
      '74 minutes of an hour',
      THESIS,
      `- Minutage : 1:74:02\n${THESIS}`,
      '37:1',
      'inattendue pour « Minutage »',
    ],
    ['61 seconds', THESIS, `- Minutage : 1:61\n${THESIS}`, '37:1', 'inattendue pour « Minutage »'],
    ['seconds alone', THESIS, `- Minutage : 72\n${THESIS}`, '37:1', 'inattendue pour « Minutage »'],
    ['a date in words', THESIS, `- Date : 1er mai\n${THESIS}`, '37:1', 'inattendue pour « Date »'],
    [
      'no words and no place',
      `${WORDS}\n\n`,
      '',
      '## temps',
      'n’a ni citation, ni de quoi la remplacer',
    ],
    ['a topic of 61', TOPICS, `- Thèmes : ${LONG.slice(940)}\n- Thèse : On`, '37:1', 'thème de'],
  ])('with %s', (_, from, to, at, what) => {
    const broken =
      typeof from === 'string' ? changed(SOUND_WORK, from, to) : SOUND_WORK.replace(from, to);
    const place = /^\d+:\d+$/u.test(at) ? at : placeIn(broken, at.trimEnd());
    const [fault, ...others] = faultsOf(broken);
    expect([fault?.split(' ')[0], fault, others]).toEqual([
      place,
      expect.stringContaining(what),
      [],
    ]);
  });

  test('with the anchor of another, whatever else is wrong with it', () => {
    const broken = changed(SOUND_WORK, '## temps-perdu', '## page-sans-effet');
    expect(faultsOf(changed(broken, WORDS, '>'))).toEqual([
      '31:1 ancre « page-sans-effet » déjà employée dans cette œuvre',
      '33:1 citation vide',
    ]);
  });
});

describe('nothing of a file is lost', () => {
  test.each([
    ['a comment that is never closed', '<!--'],
    ['a comment that is closed too late', '<!-- note'],
    ['a tag', '<div>'],
    ['a fence that is never closed', '```'],
  ])('by %s', (_, opening) => {
    const text = changed(SOUND_WORK, '## temps-perdu', `${opening}\n## temps-perdu`);
    const { value, faults } = parseWork(fileOf(text));
    expect(value?.passages.length ?? faults.length).toBe(value === null ? 1 : 2);
  });

  test('and a definition in one quotation makes no link of another’s words', () => {
    const text = changed(SOUND_WORK, 'temps passé', '[temps] passé');
    const defined = changed(text, 'Un mot pour', '[temps]: https://x.invalid\n\nUn mot pour');
    expect(parseWork(fileOf(defined)).value?.passages[1]?.text).toContain('[temps] passé');
  });
});

test('two thousand quotations are read in the time of as many', { timeout: 10_000 }, () => {
  const quotation = SOUND_WORK.slice(SOUND_WORK.indexOf('## temps-perdu'));
  const many = Array.from({ length: 2_000 }, (_, at) => quotation.replace('perdu', String(at)));
  const { value } = parseWork(fileOf([SOUND_WORK, ...many].join('\n')));
  expect(value?.passages).toHaveLength(2_002);
  expect(value?.passages.at(-1)?.id).toBe('exemple-2013#temps-1999');
});

test('a fault deep in a long file is told at its own line', () => {
  const quotation = SOUND_WORK.slice(SOUND_WORK.indexOf('## temps-perdu'));
  const last = quotation.replace('temps-perdu', 'dernier').replace('temps passé', '**temps**');
  const text = `${SOUND_WORK}\nUne note\nde deux lignes.\n\n${last}`;
  expect(faultsOf(text)).toEqual([
    `${placeIn(text, 'Une note')} bloc inattendu`,
    `${placeIn(text, '**temps')} mise en forme Markdown dans un texte qui doit rester exact`,
  ]);
});

test('a no-break space before a colon is no part of a topic or thesis', () => {
  const text = changed(SOUND_WORK, '- Thèmes : retour', '- Thèmes\u00A0: retour');
  expect(faultsWith('- Thèmes : retour', '- Thème : retour')).toHaveLength(1);
  expect(parseWork(fileOf(text)).value?.passages[0]?.topics).toContain('retour sur investissement');
});

describe('a quotation that nobody has summed up yet', () => {
  const itemsOf = (list: string) => {
    const start = SOUND_WORK.lastIndexOf('\n- Thèmes');
    const { value, faults } = parseWork(fileOf(`${SOUND_WORK.slice(0, start)}\n${list}\n`));
    expect(faults).toEqual([]);
    return value?.passages.at(-1);
  };

  test.each([
    ['', []],
    ['- Thèmes : temps', ['temps']],
  ])('needs no list, and may have topics alone: %j', (list, topics) => {
    expect(itemsOf(list)).toMatchObject({ thesis: null, topics, searchWords: [] });
  });

  test('has what is proposed for it apart from what was read', () => {
    const list = [
      '- Thèmes proposés : temps, pages',
      '- Thèse proposée : Le temps passé est regretté.',
      '- Mots de recherche : faut-il, oui ou non, une page ? ; durée',
    ].join('\n');
    expect(itemsOf(list)).toMatchObject({
      thesis: { text: 'Le temps passé est regretté.', isRead: false },
      topics: [],
      searchWords: ['temps', 'pages', 'faut-il, oui ou non, une page ?', 'durée'],
    });
  });
});

const WAITING = `${SOUND_WORK.slice(0, SOUND_WORK.indexOf('\n## temps-perdu'))}
## temps-perdu

— un commentateur, commentateur

- Endroit : Et vous […] ?
`;

describe('a list', () => {
  /** The last passage, with this list, and with its words or without. */
  const passageWith = (list: string, words = `${WORDS}\n\n`) => {
    const start = SOUND_WORK.indexOf(`${WORDS}\n\n`);
    const text = `${SOUND_WORK.slice(0, start)}${words}${ATTRIBUTION}\n\n${list}\n`;
    const { value, faults } = parseWork(fileOf(text));
    return value?.passages.at(-1) ?? faults.map(({ what }) => what);
  };

  test('says where and when the words stand, and what they answer', () => {
    const list = [
      '- Suite : immédiate',
      '- Lien : https\\://exemple.invalid/page?a=1#c2',
      '- Minutage : 1:02:03',
      '- Date : 2012-03~',
      '- Répond à : page-sans-effet, autre-2014#fin',
      '- Rejoint : #page-sans-effet',
      '- Nuance : autre-2014#fin',
      '- Rejette : autre-2014#suite',
    ].join('\n');
    expect(passageWith(list)).toMatchObject({
      place: null,
      followsOn: true,
      url: 'https://exemple.invalid/page?a=1#c2',
      seconds: 3_723,
      date: { year: 2012, month: 3, approximate: true },
      relations: [
        { kind: 'answers', ref: 'exemple-2013#page-sans-effet' },
        { kind: 'answers', ref: 'autre-2014#fin' },
        { kind: 'joins', ref: 'exemple-2013#page-sans-effet' },
        { kind: 'qualifies', ref: 'autre-2014#fin' },
        { kind: 'rejects', ref: 'autre-2014#suite' },
      ],
    });
  });

  test.each([
    ['0:07', 7],
    ['12:34', 754],
    ['100:00', 6_000],
  ])('reads the time %s', (written, seconds) => {
    expect(passageWith(`- Minutage : ${written}`)).toMatchObject({ seconds });
  });

  test('stands for words that are not quoted, with a thesis and their place', () => {
    const list =
      '- Endroit : Et vous  ne […] à la remplir ?\n- Thèse : On demande si le temps est perdu.';
    expect(passageWith(list, '')).toMatchObject({
      text: null,
      place: { from: 'Et vous ne', to: 'à la remplir ?' },
      thesis: { isRead: true },
    });
    expect(
      passageWith('- Endroit : Et vous.\n- Thèse proposée : On le demande.', ''),
    ).toMatchObject({
      place: { from: 'Et vous.', to: 'Et vous.' },
      thesis: { isRead: false },
    });
  });

  test('waits for its words where it has its place and nothing to show', () => {
    const { value } = parseWork(fileOf(WAITING));
    expect(value).toMatchObject({
      waiting: [{ anchor: 'temps-perdu' }],
      passages: [{ id: 'exemple-2013#page-sans-effet' }],
    });
  });

  test.each(['- Thèse : On le demande.', '- Thèmes : temps'])(
    'stands for no words with %s alone',
    (list) => {
      expect(passageWith(list, '')).toEqual([
        '« temps-perdu » n’a ni citation, ni de quoi la remplacer',
      ]);
    },
  );
});
