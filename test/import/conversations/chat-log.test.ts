import { describe, expect, test } from 'vitest';
import { chatLog } from '../../../src/import/conversations/chat-log.ts';
import { textOfWork, writtenWork } from '../../../src/import/works/text-work.ts';
import { brought, draftsOf, keepsFormat } from '../../contracts/format.ts';

const LINES = [
  '12/03/2024 14:05 - Les messages sont chiffrés de bout en bout.',
  '12/03/2024 14:06 - Anne Roux: La piscine doit ouvrir le dimanche.',
  'Elle est chauffée : autant qu’elle serve.',
  '12/03/2024 14:07 - Luc Petit a changé le sujet du groupe : « La piscine »',
  '13/03/2024 9:15 - Luc Petit: > Elle est chauffée',
  'Qui paie ?',
  '13/03/2024 9:16 - Luc Petit: <Médias omis>',
  '13/03/2024 9:20 - Anne Roux: La mairie.',
];
const ANDROID = LINES.join('\n');
const PHONE = [
  '[12/03/2024 à 14:06:12] Anne Roux : La piscine doit ouvrir le dimanche.',
  '\u200E[12/03/2024 à 14:07:41] Luc Petit : \u200Eimage absente',
  '[13/03/2024, 9:15:00\u202FAM] Luc Petit : Qui paie ?',
].join('\r\n');
const CHANNEL = [
  '[14:05] * luc est là',
  '[14:06] <anne> La piscine doit ouvrir le dimanche.',
  '[14:07] <@luc> Qui paie ?',
].join('\n');

keepsFormat(chatLog, {
  sound: [
    brought('groupe.txt', ANDROID),
    brought('telephone.txt', PHONE),
    brought('canal.log', CHANNEL),
    brought('ancien.txt', new Uint8Array(Buffer.from(ANDROID.replaceAll('’', "'"), 'latin1'))),
  ],
  broken: [
    brought('vide.txt', ''),
    brought('muet.txt', '12/03/2024 14:05 - Anne Roux: <Médias omis>\n'.repeat(3)),
    brought('long.txt', `12/03/2024 14:05 - Anne Roux: ${'a'.repeat(2_000_000)}`),
    brought('lignes.txt', '12/03/2024 14:05 - Anne Roux: a\n'.repeat(200_001)),
  ],
});

async function saidIn(name: string, text: string, names?: 'initials') {
  const [draft] = await draftsOf(chatLog, brought(name, text), names);
  return draft?.turns.map(({ speaker, date, paragraphs }) => [
    ...[speaker.name, speaker.role, date, paragraphs.map((each) => each.text).join(' ¶ ')],
  ]);
}

describe('a conversation saved as text', () => {
  test('gives each message to who signs it, with its day, and not what the program tells', async () => {
    expect(await saidIn('groupe.txt', ANDROID)).toEqual([
      [
        ...['Anne Roux', 'orateur', '2024-03-12'],
        'La piscine doit ouvrir le dimanche. ¶ Elle est chauffée : autant qu’elle serve.',
      ],
      [null, 'cité', null, 'Elle est chauffée'],
      ['Luc Petit', 'orateur', '2024-03-13', 'Qui paie ?'],
      ['Anne Roux', 'orateur', '2024-03-13', 'La mairie.'],
    ]);
  });

  test('reads the marks that a telephone puts before what it says itself', async () => {
    expect(await saidIn('telephone.txt', PHONE)).toEqual([
      ['Anne Roux', 'orateur', '2024-03-12', 'La piscine doit ouvrir le dimanche.'],
      ['Luc Petit', 'orateur', '2024-03-13', 'Qui paie ?'],
    ]);
  });

  test('reads the nicknames of a channel', async () => {
    expect(await saidIn('canal.log', CHANNEL)).toEqual([
      ['anne', 'orateur', null, 'La piscine doit ouvrir le dimanche.'],
      ['luc', 'orateur', null, 'Qui paie ?'],
    ]);
  });

  test('reads what was written to all of a meeting, and not to one of them', async () => {
    const text = `14:06:10 From Anne Roux to Everyone:
\tQui paie ?
14:07:10 From  Luc Petit  to  Anne Roux (Direct Message):
\tEntre nous, personne.
14:08:00 From Luc Petit : La mairie.`;
    expect((await saidIn('reunion.txt', text))?.map(([name, , , words]) => [name, words])).toEqual([
      ['Anne Roux', 'Qui paie ?'],
      ['Luc Petit', 'La mairie.'],
    ]);
    expect(chatLog.recognises(brought('reunion.txt', text))).toBe(true);
  });

  test('calls people by their initials where the operator decides so', async () => {
    const said = await saidIn('groupe.txt', ANDROID, 'initials');
    expect(said?.map(([name]) => name)).toEqual(['A. R.', null, 'L. P.', 'A. R.']);
  });

  test('keeps two people apart whom only what is between parentheses tells apart', async () => {
    const text = '1/2/2024 9:00 - Lise (RH): Oui.\n1/2/2024 9:01 - Lise (accueil): Non.\n';
    const [draft] = await draftsOf(chatLog, brought('a.txt', text));
    const work = draft && writtenWork(draft, { id: 'a', raw: 'a.txt', right: 'own' });
    expect(work && textOfWork(work).match(/^—.*$/gmu)).toEqual([
      '— Lise – RH, orateur',
      '— Lise – accueil, orateur',
    ]);
  });

  test.each([
    ['a transcript with times', '[00:12] Anne : Oui.\n[00:15] Luc : Non.\n[00:20] Anne : Si.'],
    [
      'minutes with dates',
      'Le 12/03/2024, le conseil se réunit.\nM. Roux : Oui.\nMme Petit : Non.',
    ],
  ])('is not %s', (_, text) => {
    expect(chatLog.recognises(brought('texte.txt', text))).toBe(false);
  });

  test.each([
    ['initials', '@A. R. tu viens ? @M. F. aussi ?'],
    ['full', '@Anne Roux tu viens ? @Marc Faure aussi ?'],
  ] as const)('calls people by %s, in mentions too', async (names, text) => {
    const written = ANDROID.replace(
      'Qui paie ?',
      '@\u2068Anne Roux\u2069 tu viens ? @\u2068Marc Faure\u2069 aussi ?',
    );
    const [draft] = await draftsOf(chatLog, brought('groupe.txt', written), names);
    expect(draft?.turns[2]?.paragraphs[0]?.text).toBe(text);
  });

  test.each(['Transféré : ', 'Message transféré\n', '[Forwarded from Marc Faure]\n'])(
    'gives to nobody known what is sent on after « %s »',
    async (mark) => {
      const sent = `${ANDROID}\n13/03/2024 9:21 - Luc Petit: ${mark}Le conseil vote jeudi.`;
      expect((await saidIn('groupe.txt', sent))?.at(-1)).toEqual([
        ...[null, 'cité', null, 'Le conseil vote jeudi.'],
      ]);
    },
  );

  test('takes no half of a day for a name', async () => {
    const early =
      '12/03/2024, 9:15 a. m. - Anne Roux: Oui.\n12/03/2024, 9:16 p. m. - Luc Petit: Non.';
    const said = await saidIn('groupe.txt', early);
    expect(said?.map(([name]) => name)).toEqual(['Anne Roux', 'Luc Petit']);
  });
});
