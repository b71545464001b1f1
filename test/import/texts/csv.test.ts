import { describe, expect, test } from 'vitest';
import { csv } from '../../../src/import/texts/csv.ts';
import { brought, draftsOf, keepsFormat, refusalOf } from '../../contracts/format.ts';

/** As Talk to the City asks for it. */
const CITY = `id,interview,comment
1,Lise Morin,"Beaucoup de familles travaillent, en semaine."
2,participant_2,La piscine devrait ouvrir ""tôt"".
3,,"Premier point.

Second point, avec ""guillemets""."
4,Lise Morin,
3,Paul Arnoux,Oui.`;

/** As Polis exports what its participants wrote. */
const POLIS = `timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body
1403067224363,Wed Jun 18 11:53:44 WIB 2014,48,215,38,18,1,"La piscine, le samedi."
1403067224,Wed Jun 18 11:53:44 WIB 2014,49,0,3,1,0,Le bus aussi.
1403067224363,Wed Jun 18 11:53:44 WIB 2014,50,7,0,9,-1,Une insulte.
`;

/** As a form gives what people answered. */
const SURVEY = `Horodateur,Quel est votre nom ?,Que pensez-vous de la piscine ?,Que faire le samedi ?,Venez-vous en bus ?
2024/03/12 9:15:02,Lise Morin,"Elle ferme trop tôt, à mon avis.",,Oui
2024/03/12 9:25:02,Paul Arnoux,Je n’y vais jamais.,Ouvrir de 9 h à 13 h.,Non
`;

/** As a spreadsheet in French saves what a town received. */
const TOWN = `Référence;Auteur de la contribution;Type de contribution;Date;Contribution
A1;Lise Morin;Avis général;25/03/2024 18:02;"La piscine ; le samedi"
A2;M. Arnoux;Avis général;01/02/2024 09:00;"Le bus
aussi"
`;

keepsFormat(csv, {
  sound: [
    brought('ville.csv', CITY),
    brought('comments.csv', POLIS),
    brought('contributions.csv', `\uFEFF${TOWN.replaceAll('\n', '\r\n')}`),
    brought('sondage.csv', SURVEY),
    brought('latin.csv', Uint8Array.from(Buffer.from(TOWN, 'latin1'))),
    brought('onglets.tsv', 'speaker\ttext\ttimestamp\nLise\tBonjour à tous.\t00:15:30\n'),
  ],
  broken: [
    brought('vide.csv', ''),
    brought('titres.csv', 'id,comment\n'),
    brought('votes.csv', 'timestamp,comment-id,voter-id,vote\n1,2,3,1\n'),
    brought('nombres.csv', 'article,commentaires\nLa piscine,12\n'),
    brought('guillemets.csv', 'id,comment\n1,"Un guillemet\n2,ouvert\n'),
    brought('image.csv', new Uint8Array([0x89, 0x50, 0, 0, 1, 2])),
    brought('longue.csv', `id,comment\n1,${'mot '.repeat(500_000)}\n`),
    brought('lignes.csv', `id,comment\n${'1,Oui\n'.repeat(300_000)}`),
    brought('marques.csv', `comment\n${'"'.repeat(199_999)}`),
    brought('sondage.csv', 'Horodateur,Que pensez-vous de la piscine ?\n2024/03/12,Du bien\n'),
    brought('choix.csv', `Venez-vous à la piscine ?\n${'Oui, une fois par mois\n'.repeat(4)}`),
  ],
});

async function draftOf(text: string, names: 'full' | 'initials' | 'numbers' = 'full') {
  const [draft] = await draftsOf(csv, brought('a.csv', text), names);
  return draft;
}

async function voicesOf(text: string, names: 'full' | 'initials' | 'numbers' = 'full') {
  return (await draftOf(text, names))?.turns.map(({ speaker }) => speaker.name);
}

describe('a survey', () => {
  test('is a work for each question that people answered in words of their own', async () => {
    const drafts = await draftsOf(csv, brought('a.csv', SURVEY), 'numbers');
    const said = drafts.map(({ title, turns }) => [
      title,
      ...turns.map(({ speaker, date, paragraphs }) => [speaker.name, date, paragraphs[0]?.text]),
    ]);
    expect(said).toEqual([
      [
        'Que pensez-vous de la piscine ?',
        ['Participant 1', '2024-03-12', 'Elle ferme trop tôt, à mon avis.'],
        ['Participant 2', '2024-03-12', 'Je n’y vais jamais.'],
      ],
      ['Que faire le samedi ?', ['Participant 2', '2024-03-12', 'Ouvrir de 9 h à 13 h.']],
    ]);
  });
});

describe('a table whose words no header announces', () => {
  test('gives those of its one column of sentences, to who speaks', async () => {
    const table =
      'jour,orateur,groupe,intervention\n1,Lise Morin,Les Verts,Je vote pour cet amendement.\n';
    const draft = await draftOf(table);
    expect(draft?.title).toBeNull();
    expect(draft?.turns[0]?.speaker).toMatchObject({ name: 'Lise Morin', role: 'orateur' });
    expect(draft?.turns[0]?.paragraphs[0]?.text).toBe('Je vote pour cet amendement.');
  });
});

describe('the rows of a table', () => {
  test('may say beside a name what the person is, which tells nobody’s name', async () => {
    const table = 'interview,comment\n"Lise M., 58 ans, aide",Oui.\n"Morin, Lise",Non.\n';
    const speakers = async (names: 'full' | 'initials') =>
      (await draftOf(table, names))?.turns.map(({ speaker: s }) => [s.name, s.quality, s.role]);
    expect(await speakers('full')).toEqual([
      ['Lise M.', '58 ans, aide', 'interviewé'],
      ['Morin, Lise', null, 'interviewé'],
    ]);
    expect((await speakers('initials'))?.[0]).toEqual(['L. M.', null, 'interviewé']);
  });

  test('are a contribution each, with its paragraphs, under its identifier once', async () => {
    const draft = await draftOf(CITY.replace('""tôt""', 'tôt'));
    expect(
      draft?.turns.map(({ key, paragraphs }) => [key, ...paragraphs.map((p) => p.text)]),
    ).toEqual([
      ['1', 'Beaucoup de familles travaillent, en semaine.'],
      ['2', 'La piscine devrait ouvrir tôt.'],
      ['3', 'Premier point.', 'Second point, avec "guillemets".'],
      [null, 'Oui.'],
    ]);
  });

  test('that moderators rejected, or that have too many cells, are left out and counted', async () => {
    const draft = await draftOf(`${POLIS}1403067224,x,51,1,0,0,1,Coupé, car sans guillemets.\n`);
    expect(draft?.turns.map(({ paragraphs }) => paragraphs[0]?.text)).toEqual([
      'La piscine, le samedi.',
      'Le bus aussi.',
    ]);
    expect(draft?.doubts.slice(1)).toEqual([
      'lignes laissées de côté, car elles ont plus de cases que le tableau n’a de colonnes : 1',
      'lignes laissées de côté, car elles ont été écartées par la modération : 1',
    ]);
  });

  test('have their day in any usual writing, and none where it may be read in two ways', async () => {
    const days = async (text: string) => (await draftOf(text))?.turns.map(({ date }) => date);
    expect(await days(POLIS)).toEqual(['2014-06-18', '2014-06-18']);
    expect(await days(TOWN)).toEqual(['2024-03-25', '2024-02-01']);
    expect(await days('date,texte\n01/02/2024,Oui.\n')).toEqual([null]);
    expect(await days('Horodateur,Avis\n2024/03/12 6:22:11 PM UTC+1,Oui.\n')).toEqual([
      '2024-03-12',
    ]);
  });

  test('begin when they are said, where they are said in a recording', async () => {
    const draft = await draftOf('speaker,text,timestamp\nLise,Bonjour.,00:15:30\n');
    expect(draft?.turns[0]?.paragraphs[0]?.seconds).toBe(930);
  });
});

describe('the voices of a table', () => {
  test('are the names that it has, and no identifier, kind or subject', async () => {
    expect(await voicesOf(CITY)).toEqual(['Lise Morin', null, null, 'Paul Arnoux']);
    expect(await voicesOf(POLIS)).toEqual([null, null]);
    expect(await voicesOf(TOWN)).toEqual(['Lise Morin', 'M. Arnoux']);
    expect(
      await voicesOf('authorType,nom du projet,contribution\nCitoyen,La piscine,Oui.\n'),
    ).toEqual([null]);
    expect(await voicesOf('Nom,Commentaire\nlise@exemple.invalid,Oui.\n')).toEqual([null]);
  });

  test('are the same with a colon after them', async () => {
    expect(await voicesOf('speaker,text\nRA,Oui.\nRA:,Non.\n')).toEqual(['RA', 'RA']);
  });

  test('are unknown where the table says that nobody is named', async () => {
    const table = 'auteur,texte\nAnonyme,Oui.\nN/A,Non.\ninconnu,Si.\nNanette,Bien.\n';
    expect(await voicesOf(table)).toEqual([null, null, null, 'Nanette']);
    expect(await voicesOf(table, 'numbers')).toEqual([null, null, null, 'Participant 1']);
  });

  test('are numbers or initials where they are asked for', async () => {
    expect(await voicesOf(CITY, 'initials')).toEqual(['L. M.', null, null, 'P. A.']);
    expect(await voicesOf(CITY, 'numbers')).toEqual([
      ...['Participant 1', 'Participant 2', null, 'Participant 3'],
    ]);
    expect(await voicesOf(POLIS, 'numbers')).toEqual(['Participant 1', 'Participant 2']);
  });
});

test('a table without words is refused with the columns that it has', async () => {
  const refusal = await refusalOf(csv, brought('votes.csv', 'comment-id,vote\n2,1\n'));
  expect(refusal).toContain('« comment-id », « vote »');
});
