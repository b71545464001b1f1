import { describe, expect, test } from 'vitest';
import { plain } from '../../../src/import/texts/plain.ts';
import { brought, draftsOf, keepsFormat, refusalOf } from '../../contracts/format.ts';

const RECORD = `Conseil municipal d’Ormelande
Séance du 12 mars 2024

Présents : Mme Morin, M. Arnoux

M. le président : La séance est ouverte.
Mme Morin, adjointe : Beaucoup de familles travaillent en semaine. Des résultats ? (Sourires.) J’y viens.
Attention : ces chiffres ont un an.
(Applaudissements.)
Je termine.
M. le président : Merci.
Mme Morin, adjointe : De rien.
`;

async function turnsOf(text: string) {
  const [draft] = await draftsOf(plain, brought('conseil.txt', text));
  return draft?.turns.map(({ speaker, paragraphs }) => [
    speaker.name,
    ...paragraphs.map((each) => each.text),
  ]);
}

keepsFormat(plain, {
  sound: [brought('conseil.txt', RECORD), brought('page.txt', 'Une page.\n\nQue rien ne signe.')],
  broken: [
    brought('vide.txt', ''),
    brought('points.txt', '... ---\n\n12 34'),
    brought('image.txt', new Uint8Array([0x89, 0x50, 0, 0, 1, 2])),
    brought('longue.txt', 'mot '.repeat(500_000)),
  ],
});

describe('a text with labels', () => {
  test('gives each voice its words, without what minutes write between parentheses', async () => {
    expect(await turnsOf(RECORD)).toEqual([
      ['M. le président', 'La séance est ouverte.'],
      ['Mme Morin', 'Beaucoup de familles travaillent en semaine. Des résultats ?'],
      ['Mme Morin', 'J’y viens.', 'Attention : ces chiffres ont un an.'],
      ['Mme Morin', 'Je termine.'],
      ['M. le président', 'Merci.'],
      ['Mme Morin', 'De rien.'],
    ]);
  });

  test('tells the chair, the function and the gender that a label states', async () => {
    const [draft] = await draftsOf(plain, brought('conseil.txt', RECORD));
    expect(draft?.turns[0]?.speaker).toMatchObject({
      role: 'président de séance',
      feminine: false,
    });
    expect(draft?.turns[1]?.speaker).toMatchObject({ quality: 'adjointe', feminine: true });
    expect(draft).toMatchObject({ title: 'Conseil municipal d’Ormelande', date: '2024-03-12' });
  });

  test('hears « M. X. – » of minutes, even once', async () => {
    const text =
      'M. Arnoux. – Non.\nMme Morin. – Si.\nM. Arnoux. – Non.\nMme Morin. – Si.\nMme Diallo. – Enfin !';
    expect((await turnsOf(text))?.map(([name]) => name)).toEqual([
      ...['M. Arnoux', 'Mme Morin', 'M. Arnoux', 'Mme Morin', 'Mme Diallo'],
    ]);
  });

  test('takes no word with a colon for a voice where nothing else comes back', async () => {
    const text =
      'Attention : la piscine ferme.\n\nRappel : elle ouvre mardi.\n\nAttention : le bus aussi.';
    expect((await turnsOf(text))?.map(([name]) => name)).toEqual([null]);
  });
});

describe('labels', () => {
  const voices = async (text: string) => {
    const [draft] = await draftsOf(plain, brought('texte.txt', text));
    return draft?.turns.map(({ speaker, paragraphs }) => {
      const { name, role, certainty } = speaker;
      return [name, role, certainty, ...paragraphs.map((each) => each.text)];
    });
  };

  test('say who asks, and who is asked, and when', async () => {
    const text = `[00:00:12] Journaliste : Pourquoi ce livre ?
[00:00:20] Paul Durand : Il le fallait.
[00:01:12] Journaliste : Et après ?
[00:01:15] Paul Durand : On verra.`;
    expect(await voices(text)).toEqual([
      [null, 'intervieweur', 'unknown', 'Pourquoi ce livre ?'],
      ['Paul Durand', 'interviewé', 'stated', 'Il le fallait.'],
      [null, 'intervieweur', 'unknown', 'Et après ?'],
      ['Paul Durand', 'interviewé', 'stated', 'On verra.'],
    ]);
    const [draft] = await draftsOf(plain, brought('texte.txt', text));
    const seconds = draft?.turns.flatMap(({ paragraphs }) => paragraphs.map((p) => p.seconds));
    expect(seconds).toEqual([12, 20, 72, 75]);
  });

  test('leave to nobody what one who is named once says, and to who speaks what goes on after a colon', async () => {
    const text =
      'Paul : Bonjour.\nMarie : Bonjour Paul.\nPaul : On y va ?\nMarie : Oui.\nAttention : je vote contre.\nLuc : Pardon du retard.\nPaul : Ce n’est rien.';
    expect((await voices(text))?.slice(3).map(([name, , , ...words]) => [name, ...words])).toEqual([
      ['Marie', 'Oui.', 'Attention : je vote contre.'],
      [null, 'Luc : Pardon du retard.'],
      ['Paul', 'Ce n’est rien.'],
    ]);
  });

  test.each([
    'Lundi : soupe de légumes.\nMardi : gratin de choux.\nLundi : tarte aux poires.\nMardi : salade et fromage.',
    'De : Anne Roux\nObjet : Qui paie la piscine ?\nJe vote pour.\nDe : Luc Petit\nObjet : Qui paie la piscine ?\nJe vote contre.',
    'Léa : de bons résultats cette année.\nHugo : doit travailler davantage.\nLéa : félicitations du conseil.\nHugo : avertissement pour le travail.',
  ])('are not what a list tells of days or people: %s', async (text) => {
    expect((await voices(`La semaine.\n\n${text}`))?.map(([name]) => name)).toEqual([null]);
  });

  test('are not known where somebody is announced in the line of what they say', async () => {
    const text =
      'M. Arnoux : Je vote pour.\n\nMme Morin : Je vote contre.\n\nM. Arnoux : Bien.\n\nIntervention de Mme Diallo Je m’abstiens.';
    expect((await voices(text))?.at(-1)?.[0]).toBeNull();
  });

  test('stand before a time after a civility with a full stop', async () => {
    const text = 'Pr. Lise Morin [00:00:52]\nJe ne sais pas.\nVoix 4 [00:01:19]\nMoi non plus.\n';
    expect((await voices(text.repeat(2)))?.map(([name]) => name).slice(0, 2)).toEqual([
      'Pr. Lise Morin',
      'Voix 4',
    ]);
  });

  test.each([
    ['[0.0, 3.26] - VOIX_01: ', '[3.5, 12.4] - VOIX_02: ', 'VOIX_01', 3],
    [
      '[00:00:00.000 --> 00:00:03.000] Lise : ',
      '[00:00:03.400 --> 00:01:00.000] Luc : ',
      'Lise',
      3,
    ],
  ])('follow the span in which they are heard: %s', async (one, other, name, seconds) => {
    const text = `${one}Bonjour.\n${other}Bonsoir.\n`.repeat(2);
    const [draft] = await draftsOf(plain, brought('texte.txt', text));
    expect(draft?.turns[0]?.speaker.name).toBe(name);
    expect(draft?.turns[1]?.paragraphs).toEqual([{ text: 'Bonsoir.', seconds }]);
  });

  test('stand alone on their lines, with a time or in full', async () => {
    const text =
      'Lise Morin 0:03\nBonjour à tous.\nPaul Petit 0:09\nBonjour Lise.\n\nLise Morin 0:12\nOn y va ?\nPaul Petit 0:14\nOui.';
    expect((await voices(text))?.map(([name, , , words]) => [name, words])).toEqual([
      ['Lise Morin', 'Bonjour à tous.'],
      ['Paul Petit', 'Bonjour Lise.'],
      ['Lise Morin', 'On y va ?'],
      ['Paul Petit', 'Oui.'],
    ]);
  });

  test('are neither votes, nor headings, nor what minutes tell of a person', async () => {
    const text = `M. le Maire. La séance est ouverte. Je vous remercie.
1. Budget primitif
Mme Lise MORIN (Ensemble). Pourquoi baisse-t-il ?
M. Durand demande si le budget est sincère.
Pour : 23
Contre : 4
Pour : 20
Contre : 7
M. le Maire. Parce que les recettes baissent.`;
    const said = await voices(text);
    expect(said?.filter(([name]) => name !== null)).toEqual([
      ['M. le Maire', 'orateur', 'stated', 'La séance est ouverte. Je vous remercie.'],
      ['Mme Lise MORIN', 'orateur', 'stated', 'Pourquoi baisse-t-il ?'],
      ['M. le Maire', 'orateur', 'stated', 'Parce que les recettes baissent.'],
    ]);
    expect(said?.map(([, , , words]) => words)).toContain(
      'M. Durand demande si le budget est sincère.',
    );
  });

  test('may be long, in capitals, or a letter and a dash', async () => {
    const long = 'M. le ministre de l’éducation nationale, de la recherche et de la technologie';
    const text = `M. le président. La parole est au ministre.
${long}. Ces instructions sont données.
M. le président. Merci.
MME LAVOIE – Qu’on les suive.`;
    expect((await voices(text))?.map(([name]) => name)).toEqual([
      'M. le président',
      'M. le ministre de l’éducation nationale',
      'M. le président',
      'MME LAVOIE',
    ]);
    const interview = 'Q- Pourquoi ?\nR- Il le faut.\nQ- Et après ?\nR- On verra.';
    expect((await voices(interview))?.map(([, role, , words]) => [role, words])).toEqual([
      ['intervieweur', 'Pourquoi ?'],
      ['interviewé', 'Il le faut.'],
      ['intervieweur', 'Et après ?'],
      ['interviewé', 'On verra.'],
    ]);
  });

  test('give way to a dash, which says that the voice changes and not who speaks', async () => {
    const text = `Lise : La piscine ferme.
Paul : Quand ?
Lise : En mars.
– Et pourquoi donc ?
Paul : Oui, pourquoi : en deux mots.`;
    expect((await voices(text))?.map(([name, , , words]) => [name, words])).toEqual([
      ['Lise', 'La piscine ferme.'],
      ['Paul', 'Quand ?'],
      ['Lise', 'En mars.'],
      [null, '– Et pourquoi donc ?'],
      ['Paul', 'Oui, pourquoi : en deux mots.'],
    ]);
  });

  test('that come once, written as those that come back, are inferred and say so', async () => {
    const text =
      'PAUL : Oui.\nLISE : Non.\nPAUL : Si.\nLISE : Non.\nJEANNE : Assez, vous deux.\nPAUL : Bon.';
    expect((await voices(text))?.at(4)).toEqual([
      ...['JEANNE', 'orateur', 'deduced', 'Assez, vous deux.'],
    ]);
  });
});

test('a label that comes twice in a row opens two turns, for it stands between their words', async () => {
  const twice = 'Mme Morin : Oui.\nMme Morin : Encore.\nM. Arnoux : Non.\nM. Arnoux : Si.\n';
  expect(await turnsOf(twice)).toEqual([
    ['Mme Morin', 'Oui.'],
    ['Mme Morin', 'Encore.'],
    ['M. Arnoux', 'Non.'],
    ['M. Arnoux', 'Si.'],
  ]);
});

describe('a text without labels', () => {
  test('has no voice that anybody named', async () => {
    const [draft] = await draftsOf(plain, brought('page.txt', 'Selon lui, non.\n\n– Si.\n'));
    expect(draft?.turns.map(({ speaker }) => speaker.certainty)).toEqual(['unknown']);
    expect(draft?.doubts).toHaveLength(1);
  });

  test('joins the lines of a paragraph that a program broke at one width, and no others', async () => {
    const text =
      'Un programme a coupé ce paragraphe à soixante signes, là où le mot suivant n’aurait plus tenu ; le lecteur n’y voit aucun sens, et la phrase va jusqu’à son point, trois lignes plus loin.';
    const lines = text.match(/.{1,60}(?: |$)/gu)?.map((line) => line.trim()) ?? [];
    expect(lines).toHaveLength(4);
    expect(await turnsOf(`${lines.join('\n')}\nUne autre.\n\nUne liste\nde deux lignes`)).toEqual([
      [null, text, 'Une autre.', 'Une liste', 'de deux lignes'],
    ]);
  });

  test('reads UTF-16 by its mark and Windows-1252 for what is no UTF-8', async () => {
    const accents = new Uint8Array([0x4c, 0x27, 0xe9, 0x74, 0xe9, 0x20, 0x85]);
    const [draft] = await draftsOf(plain, brought('été.txt', accents));
    expect(draft?.turns[0]?.paragraphs[0]?.text).toBe("L'été …");
    const marked = new Uint8Array([0xff, 0xfe, 0xe9, 0, 0x74, 0, 0xe9, 0]);
    const [other] = await draftsOf(plain, brought('été.txt', marked));
    expect(other?.turns[0]?.paragraphs[0]?.text).toBe('été');
  });

  test('says what to do with a file that is no text', async () => {
    const refusal = await refusalOf(plain, brought('image.txt', new Uint8Array([65, 0, 66])));
    expect(refusal).toContain('image.txt n’est pas du texte');
  });
});

describe('a signed text', () => {
  const SAID =
    'La mer monte, et nous le savons depuis trente ans.\n\nIl faudra partir, puis revenir avec les marées.';
  const authorOf = async (text: string) => {
    const [draft] = await draftsOf(plain, brought('texte.txt', text));
    const [turn] = draft?.turns ?? [];
    return [draft?.author, turn?.speaker.certainty, turn?.speaker.why, turn?.paragraphs.length];
  };

  test('is of whom a line above or below it names, which is nobody’s words', async () => {
    expect(await authorOf(`La mer monte\n\nPar Anne Roux, le 3 mai 2012\n\n${SAID}`)).toEqual([
      ...['Anne Roux', 'deduced', 'le texte est signé : « Par Anne Roux, le 3 mai 2012 »', 3],
    ]);
    expect(await authorOf(`${SAID}\n\nAnne Roux, sociologue`)).toEqual([
      ...['Anne Roux', 'deduced', 'le texte est signé : « Anne Roux, sociologue »', 2],
    ]);
    expect(await authorOf(`${SAID}\n\n— Anne Roux`)).toEqual([
      ...['Anne Roux', 'deduced', 'le texte est signé : « — Anne Roux »', 2],
    ]);
  });

  test('is of nobody known where two names sign it, or a line only begins with a name', async () => {
    for (const text of [
      `Par Paul Arnoux\n\n${SAID}\n\nAnne Roux, sociologue`,
      `${SAID}\n\nAnne Roux, sociologue, le dit aussi : partons.`,
      `${SAID}\n\nPlace Jean Jaurès`,
      `${SAID}\n\nLise Morin, infirmière\n\nLuc Petit, veilleur\n\nVotre lettre est lue.\n\nAnne Roux, directrice`,
    ])
      expect((await authorOf(text))[0]).toBeNull();
  });
});

describe('labels that name nobody', () => {
  test('are words that the text has an article before, however often they come back', async () => {
    const text = `Avantages : le port est calme, et les bateaux y entrent sans peine.
Inconvénients : il est petit, et les marées le vident chaque matin.
Avantages : la rade est profonde, et les navires y tournent à l’aise.
Inconvénients : elle est ouverte au vent, et rien n’y protège les barques.
Nous avons pesé les avantages et les inconvénients de chacun.`;
    expect((await turnsOf(text))?.map(([name]) => name)).toEqual([null]);
  });

  test('name who asks or steps in, by a word before the name', async () => {
    const text = `Intervention de M. Arnoux : Le port est trop petit.
1ère question d’Anne ROUX : Qui paiera les digues ?
Mme le Maire : La région paiera.
2ème question d’Anne ROUX : Et l’école ?
Mme le Maire : La commune.`;
    expect((await turnsOf(text))?.map(([name]) => name)).toEqual([
      ...['M. Arnoux', 'Anne ROUX', 'Mme le Maire', 'Anne ROUX', 'Mme le Maire'],
    ]);
  });
});
