import { describe, expect, test } from 'vitest';
import { draftOf, named, turnOf } from '../../../src/import/draft.ts';
import { draftOfText } from '../../../src/import/texts/record.ts';
import { markdown } from '../../../src/import/texts/markdown.ts';
import { plain } from '../../../src/import/texts/plain.ts';
import { cutsFor } from '../../../src/import/works/cuts.ts';
import { writtenWork } from '../../../src/import/works/text-work.ts';
import { brought, draftsOf } from '../../contracts/format.ts';

async function saidIn(text: string): Promise<unknown[] | undefined> {
  const [draft] = await draftsOf(plain, brought('seance.txt', text));
  return draft?.turns.map(({ speaker, paragraphs }) => [
    speaker.name,
    ...paragraphs.map((each) => each.text),
  ]);
}

describe('who speaks in minutes', () => {
  test('is not whom somebody speaks to, be it at the start of a paragraph', async () => {
    const text =
      'M. Luc J. Arnoux (Port-Sud, PSD) : Bonjour à tous.\n\nMme Morin : Je commence.\n\nMonsieur Arnoux, merci d’être venu. Le port est-il sûr ?\n\nMonsieur Arnoux. Pardon.\n\nM. Luc J. Arnoux : Il est sûr.\n\nMonsieur Arnoux, merci. Je cède la parole.';
    expect(await saidIn(text)).toEqual([
      ['M. Luc J. Arnoux', 'Bonjour à tous.'],
      [
        ...['Mme Morin', 'Je commence.'],
        'Monsieur Arnoux, merci d’être venu. Le port est-il sûr ?',
        'Monsieur Arnoux. Pardon.',
      ],
      ['M. Luc J. Arnoux', 'Il est sûr.', 'Monsieur Arnoux, merci. Je cède la parole.'],
    ]);
  });

  test('is no part of a sentence before a colon', async () => {
    const text =
      'M. Arnoux : Je vote pour.\n\nMa question est simple : qui paie le port ?\n\nMme Morin : Je vote contre.\n\nM. Arnoux : Soit.\n\nVoilà le problème : nul ne le sait.\n\nEt cinq membres s’étant levés :\n\nJe le répète.';
    expect((await saidIn(text))?.map((turn) => (turn as unknown[])[0])).toEqual([
      'M. Arnoux',
      'Mme Morin',
      'M. Arnoux',
    ]);
  });

  test('may be honourable, and have a long function', async () => {
    const function_ =
      'ministre du Budget, de la Pêche, de l’Égalité des chances, de la Jeunesse, des Ports, des Phares et de la tutelle sur les îles du Ponant';
    const text = `L’hon. Anne Roux (ministre de la Pêche (Ouest), PSD) : Je réponds.\n\nM. Paul Petit, ${function_}. – Je complète.\n\nLe très hon. Luc Morin : Je conclus.\n\nL’hon. Anne Roux : Merci.`;
    expect((await saidIn(text))?.map((turn) => (turn as unknown[])[0])).toEqual([
      'L’hon. Anne Roux',
      'M. Paul Petit',
      'Le très hon. Luc Morin',
      'L’hon. Anne Roux',
    ]);
  });

  test('may be initials that a mail has for a field', async () => {
    const text = 'DE: I agree.\nMM: We do.\n'.repeat(2);
    expect((await saidIn(text))?.map((turn) => (turn as unknown[])[0])).toEqual([
      'DE',
      'MM',
      'DE',
      'MM',
    ]);
  });

  test('is the person in parentheses after an office', async () => {
    const text =
      'La Présidente (Mme Roux) :Bonjour.\n\nM. Petit : Oui.\n\nLe Président (M. Morin) : Merci.\n\nM. Petit : De rien.';
    const [draft] = await draftsOf(plain, brought('seance.txt', text));
    expect(
      draft?.turns.map(({ speaker: { name, quality, role } }) => [name, quality, role]),
    ).toEqual([
      ['Mme Roux', 'Présidente', 'président de séance'],
      ['M. Petit', null, 'orateur'],
      ['M. Morin', 'Président', 'président de séance'],
      ['M. Petit', null, 'orateur'],
    ]);
  });
});

describe('lines above what is said', () => {
  test('name an office in small letters, where it comes back', async () => {
    const text =
      'le président\nLa séance est ouverte.\nMme Morin\nJe demande la parole.\nle président\nVous l’avez.\nMme Morin\nMerci.';
    expect((await saidIn(text))?.map((turn) => (turn as unknown[])[0])).toEqual([
      ...['le président', 'Mme Morin', 'le président', 'Mme Morin'],
    ]);
  });

  test('name one voice alone where a program writes its name and a time, in Markdown too', async () => {
    const text =
      '00:00:00 Anne Roux\nJe vous parle du port.\n\n00:00:45 Anne Roux\nIl est vieux.\n\n00:01:18 Anne Roux\nEt nous aussi.\n';
    const said = [
      ['Anne Roux', 'Je vous parle du port.'],
      ['Anne Roux', 'Il est vieux.'],
      ['Anne Roux', 'Et nous aussi.'],
    ];
    expect(await saidIn(text)).toEqual(said);
    const [draft] = await draftsOf(markdown, brought('seance.md', text));
    expect(
      draft?.turns.map(({ speaker, paragraphs }) => [speaker.name, paragraphs[0]?.text]),
    ).toEqual(said);
  });
});

describe('what stands below the last voice', () => {
  const SAID = 'Anne : Bonjour.\nLuc : Bonjour Anne, on y va ?\n'.repeat(3);

  test('is of nobody known where every voice says one paragraph', async () => {
    expect((await saidIn(`${SAID}Prochain conseil le 3 mai à Ormelande.`))?.slice(-2)).toEqual([
      ['Luc', 'Bonjour Anne, on y va ?'],
      [null, 'Prochain conseil le 3 mai à Ormelande.'],
    ]);
  });

  test('is of that voice where others say several', async () => {
    const longer = SAID.replaceAll('on y va ?', 'on y va ?\nJe suis prêt.');
    expect((await saidIn(`${longer}Enfin, presque.`))?.at(-1)).toHaveLength(4);
  });
});

describe('what stands between speeches', () => {
  const AROUND = (between: string) =>
    `M. Arnoux : Je vote pour.\n${between}\nMme Morin : Je vote contre.\nM. Arnoux : Soit.`;

  test.each([
    '7.1 Question de Mme Morin à M. Petit, ministre, intitulée «Le port et ses digues: qui les paie?»',
    '3 Questions écrites (Article 81 du règlement)',
    'LES COMITÉS DE LA CHAMBRE',
  ])('is nobody’s where it is a heading: %s', async (heading) => {
    expect((await saidIn(AROUND(heading)))?.[0]).toEqual(['M. Arnoux', 'Je vote pour.']);
  });

  test.each([
    'Après avoir lu le rapport, nous avons décidé, presque à l’unanimité, d’attendre.',
    'Pour 2024, je demande un mois.',
    'M. Petit le disait hier, et je le crois.',
  ])('is of the voice where it speaks of itself: %s', async (own) => {
    expect((await saidIn(AROUND(own)))?.[0]).toEqual(['M. Arnoux', 'Je vote pour.', own]);
  });

  test('is an interruption of nobody known, after « M. X. », or after what is done meanwhile', async () => {
    const text =
      'M. Arnoux. Je vote pour.\nUn membre. Non!\nMme Morin. Je vote contre. (Rires.) – M. Petit : Bravo !\nM. Arnoux. Un mot encore. Je finis par là, car il est tard et la digue est loin, comme le port, le phare et la grue.\n(La séance est levée à midi.)\nLe greffier,\nLuc Roux';
    expect(await saidIn(text)).toEqual([
      ['M. Arnoux', 'Je vote pour.'],
      [null, 'Un membre. Non!'],
      ['Mme Morin', 'Je vote contre.'],
      [null, '– M. Petit : Bravo !'],
      [
        'M. Arnoux',
        'Un mot encore. Je finis par là, car il est tard et la digue est loin, comme le port, le phare et la grue.',
      ],
      [null, 'Le greffier,', 'Luc Roux'],
    ]);
  });

  test.each(['L’amendement n° 12 n’est pas adopté.', 'Les articles 3 et 4 sont adoptés.'])(
    'is of nobody known where it is decided: %s',
    async (vote) => {
      expect((await saidIn(AROUND(vote)))?.[1]).toEqual([null, vote]);
    },
  );

  test('is of nobody known in bold or italics, unless the voice is', () => {
    const said = (isApart: boolean) =>
      draftOfText(
        [
          ['M. Arnoux. – Le port est fermé.', isApart],
          ['Projet de décret sur le port (doc. 432)', true],
          ['On remet un rapport.', true],
          ['Mme Morin. – Bien.', isApart],
          ['M. Arnoux. – Merci.', isApart],
        ].map(([text, apart]) => ({ text: String(text), isApart: apart === true, seconds: null })),
      ).turns.map(({ speaker, paragraphs }) => [speaker.name, paragraphs.length]);
    expect(said(false).slice(0, 2)).toEqual([
      ['M. Arnoux', 1],
      [null, 1],
    ]);
    expect(said(true)[0]).toEqual(['M. Arnoux', 3]);
  });

  test('is no hindrance to a label written as those set apart are', () => {
    const marked = (text: string, lead: string) => ({ text, leads: [lead], seconds: null });
    const turns = draftOfText([
      marked('M. Arnoux. – Le port est fermé, je le sais.', 'M. Arnoux'),
      marked('Mme Morin. – Il rouvrira, je crois.', 'Mme Morin'),
      { text: 'M. Petit, ministre des Ports. – Il rouvrira en mai.', seconds: null },
    ]).turns;
    expect(turns.map(({ speaker }) => speaker.name)).toEqual([
      'M. Arnoux',
      'Mme Morin',
      'M. Petit',
    ]);
  });
});

describe('lines that a program broke', () => {
  const LINES = [
    'M. Arnoux : Le port est fermé depuis le mois de mars, et nul',
    'n’a su nous dire quand les bateaux pourraient revenir, ni com-',
    'ment les pêcheurs vivront jusque là, si les armateurs, comme',
    '',
    'ils le disent, attendent une réponse.',
    'Mme Morin : Elle est venue hier, par la poste, et elle tient',
    'en deux lignes que je vous lirai. Monsieur Arnoux, vous nous',
    'direz si elle vous suffit.',
    'M. Arnoux : Non.',
  ];
  const SAID = [
    [
      'M. Arnoux',
      'Le port est fermé depuis le mois de mars, et nul n’a su nous dire quand les bateaux pourraient revenir, ni com- ment les pêcheurs vivront jusque là, si les armateurs, comme ils le disent, attendent une réponse.',
    ],
    [
      'Mme Morin',
      'Elle est venue hier, par la poste, et elle tient en deux lignes que je vous lirai. Monsieur Arnoux, vous nous direz si elle vous suffit.',
    ],
    ['M. Arnoux', 'Non.'],
  ];

  test('are joined, but before a voice, though one line is longer than all others', async () => {
    expect(await saidIn(LINES.join('\n'))).toEqual(SAID);
    const longer = `https://ormelande.example/${'seance/'.repeat(20)}`;
    expect((await saidIn([...LINES, '', longer].join('\n')))?.slice(0, 2)).toEqual(
      SAID.slice(0, 2),
    );
  });

  test('are not what lists of short sentences have', async () => {
    const text =
      'M. Arnoux :\nLe port est fermé depuis le mois de mars dernier.\nNul ne sait quand il rouvrira, ni pour quels bateaux.\nun avis\nle dira.\nMme Morin :\nIl rouvrira quand la digue aura été refaite, pas avant.\nM. Arnoux :\nMerci.';
    expect((await saidIn(text))?.[0]).toHaveLength(5);
  });
});

test('a function that the corpus shortens is part of the label before the words', () => {
  const quality = `ministre ${'de la Pêche, '.repeat(12)}absent`;
  const speaker = named('M. Petit', 'orateur', { quality });
  const raw = `M. Petit, ${quality} : Je réponds.`;
  const paragraphs = [{ text: 'Je réponds.', seconds: null }];
  const draft = draftOf({ kind: 'compte rendu', turns: [turnOf({ speaker, paragraphs })] });
  const { sections } = writtenWork(draft, { id: 'a', raw: 'a.txt', right: 'public' });
  expect(cutsFor(raw, sections)[0]?.words).toBe(raw.replace(' Je réponds.', ''));
});
