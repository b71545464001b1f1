import { describe, expect, test } from 'vitest';
import { draftOf, named, turnOf, unnamed } from '../../../src/import/draft.ts';
import { withQuotations } from '../../../src/import/quoting/quoting.ts';

/** Who says what in paragraphs that one voice wrote: the name, « ? » for nobody, the words. */
function partsOf(paragraphs: readonly string[], author: string | null = 'Jean Roux') {
  const speaker = author === null ? unnamed('auteur') : named(author, 'auteur');
  const said = paragraphs.map((text) => ({ text, seconds: null }));
  const turns = [turnOf({ speaker, paragraphs: said, key: 'k', answers: null })];
  const draft = withQuotations(draftOf({ kind: 'article', author, turns }));
  return draft.turns.map((turn) => [
    turn.speaker.role === 'cité' ? (turn.speaker.name ?? '?') : 'auteur',
    ...turn.paragraphs.map(({ text }) => text),
  ]);
}

describe('a quotation is of whom the text says it is', () => {
  test.each([
    ['« Le bassin fuit de partout », explique le maire, Paul Durand.', 'Paul Durand'],
    ['« Le bassin fuit de partout », a déclaré la ministre de la Santé, Anne Morin.', 'Anne Morin'],
    ['Selon Anne Morin, présidente du club, « le bassin fuit de partout ».', 'Anne Morin'],
    ['Anne Morin l’assure : « Le bassin fuit de partout. »', 'Anne Morin'],
    ['Comme le souligne Anne Morin dans son livre : « Le bassin fuit de partout. »', 'Anne Morin'],
    ['"Le bassin fuit de partout." - Anne Morin, 2012, La fin des piscines', 'Anne Morin'],
    ['“Le bassin fuit de partout.” (Anne Morin, 2012).', 'Anne Morin'],
    ['« Le bassin, promet Anne Morin, ne fuira plus. »', 'Anne Morin'],
    ['« Le bassin fuit de partout », explique la députée Renaissance Anne Morin.', 'Anne Morin'],
    ['« Le bassin fuit de partout », dit la députée La France libre Anne Morin.', 'Anne Morin'],
    ['« Le bassin fuit de partout », dit le maire de Lens Paul Durand.', 'Paul Durand'],
    ['« Le bassin fuit de partout », a déclaré à l’AFP Anne Morin.', 'Anne Morin'],
    ['Puis la sociologue Anne Morin, sans rire : « Le bassin fuit de partout. »', 'Anne Morin'],
    ['Anne Morin, sociologue : « Le bassin fuit de partout. »', 'Anne Morin'],
    ['Anne Morin estime que le bassin « fuit de partout en mars ».', 'Anne Morin'],
    ['« Le bassin fuit de partout », dit le ministre de la défense Paul Durand.', 'Paul Durand'],
    ['Mon voisin de Lens, M. Durand, m’a dit hier : « Le bassin fuit de partout. »', 'M. Durand'],
    ['"The pool leaks everywhere," said Anne Morin.', 'Anne Morin'],
    ['« Le bassin fuit de partout », glisse Lina, 34 ans.', 'Lina'],
    ['« Le bassin fuit de partout », a dit jeudi matin le maire Paul Durand.', 'Paul Durand'],
    ['« Le bassin fuit de partout », a dit dans un tweet le maire Paul Durand.', 'Paul Durand'],
    ['« Le bassin fuit de partout », a dit sur Radio Bain, Paul Durand.', 'Paul Durand'],
    ['« Le bassin fuit de partout », dit le ministre de l’Eau Paul Durand.', 'Paul Durand'],
    ['« Le bassin fuit de partout », dit le patron de la CGT Paul Durand.', 'Paul Durand'],
    ['« Le bassin fuit de partout », dit le député ABC du Nord Paul Durand.', 'Paul Durand'],
    ['« Il fuit de partout ici », s’époumone Anne Morin.', 'Anne Morin'],
    ['« Il fuit de partout ici », veut croire Anne Morin.', 'Anne Morin'],
    ['« Le bassin fuit de partout », dit A. Morin.', 'A. Morin'],
    ['« Le bassin fuit de partout », dit Marc Antoine Durand.', 'Marc Antoine Durand'],
    ['Anne Morin a haussé le ton, ajoutant : « Le bassin fuit de partout. »', 'Anne Morin'],
  ])('%s', (text, name) => {
    const quoted = partsOf([text]).filter(([who]) => who !== 'auteur');
    expect(quoted.map(([who]) => who)).toEqual([name]);
    expect(partsOf([text]).filter(([who]) => who !== 'auteur')).toHaveLength(1);
  });

  test.each([
    'Anne Morin a estimé que le bassin est vieux. « Il fuit de partout », a-t-elle dit.',
    'Anne Morin veut un bassin « digne ». « Il fuit de partout », a-t-elle répété.',
    '« Vieux ? » a réagi Anne Morin. « Il fuit de partout », a-t-elle dit.',
    'Le bassin est vieux, a rappelé Anne Morin, maire. « Il fuit de partout », a-t-elle dit.',
    'Pour la maire Anne Morin, le bassin est vieux. « Il fuit de partout », souffle-t-elle.',
  ])('said by a pronoun for who speaks in the sentence before: %s', (text) => {
    expect(partsOf([text]).at(-1)?.[0]).toBe('Anne Morin');
  });

  test('by a name that its civility has later', () => {
    const text =
      'La nageuse Anne Morin vient. Mme Morin parle. « Il fuit de partout », dit Mme Morin.';
    expect(partsOf([text]).at(-1)?.[0]).toBe('Anne Morin');
  });

  test('said by a pronoun, where the one who was named last can be meant', () => {
    const said = '« Le bassin fuit de partout », explique la maire, Anne Morin.';
    expect(partsOf([`${said} « Nous le fermerons en mars », ajoute-t-elle.`])).toEqual([
      ['Anne Morin', 'Le bassin fuit de partout'],
      ['Anne Morin', 'Nous le fermerons en mars'],
    ]);
    expect(partsOf([`${said} « Nous le fermerons en mars », ajoute-t-il.`]).at(1)).toEqual([
      ...['?', 'Nous le fermerons en mars'],
    ]);
  });

  test.each([
    ['La maire Anne Morin vient. « Le bassin fuit de partout », dit la maire. « Oui, il fuit. »'],
    ['« Le bassin fuit de partout », dit Anne Morin en riant.', '« Il est vieux et il fuit. »'],
    ['« Le bassin fuit de partout », dit Anne Morin.', 'Elle ajoute : « Il faut le fermer. »'],
    ['La ministre des Sports, Anne Morin, vient. « Le bassin fuit ici », dit la ministre.'],
  ])('said by one who is named near it: %s', (...text) => {
    const quoted = partsOf(text).filter(([who]) => who !== 'auteur');
    expect(new Set(quoted.map(([who]) => who))).toEqual(new Set(['Anne Morin']));
    expect(quoted.length).toBeGreaterThanOrEqual(text.length);
  });

  test('by the last word of a name that the text has in full', () => {
    const text = [
      'Il faut écouter Anne Morin, qui nage.',
      '« Le bassin fuit de partout », dit Morin.',
    ];
    expect(partsOf(text).at(-1)).toEqual(['Anne Morin', 'Le bassin fuit de partout']);
  });

  test('over paragraphs, and in both halves of what a clause parts', () => {
    expect(
      partsOf([
        'Anne Morin écrit : « Le bassin fuit.',
        '« Il faut le fermer. » Je n’en crois rien.',
      ]),
    ).toEqual([
      ['Anne Morin', 'Le bassin fuit.'],
      ['Anne Morin', 'Il faut le fermer.'],
      ['auteur', 'Je n’en crois rien.'],
    ]);
    expect(
      partsOf(['« Le bassin est vieux », dit Anne Morin, « et il fuit de partout ».']),
    ).toEqual([
      ['Anne Morin', 'Le bassin est vieux'],
      ['Anne Morin', 'et il fuit de partout'],
    ]);
  });
});

describe('a name beside a quotation is not always whose words it is', () => {
  const Q = '« Le bassin fuit de partout. »';
  test.each([
    `La mère de Paul Durand affirme : ${Q}`,
    `${Q}, explique l’avocate qui défend Paul Durand.`,
    `${Q}, raconte une habitante du quartier Victor Hugo.`,
    `Anne Roux, que Paul Durand critique : ${Q}`,
    `Paul Durand affirme qu’Anne Roux a crié : ${Q}`,
    `Le facteur avait déposé un colis pour Anne Roux : ${Q}`,
    `Paul Durand n’a jamais dit : ${Q}`,
    `« Il faut agir vite, affirme Paul Durand. Et bien, ajoute Anne Roux. »`,
    `${Q} (Paris, 12 mai).`,
    `${Q} – Paris, le 12 mai 2020`,
    `Selon Bruxelles, ${Q}`,
    `D’après Le Monde du soir, ${Q}`,
    `${Q}, assure Matignon.`,
    `${Q}, dit EDF Énergies.`,
    `${Q}, dénonce l’association Nager Ensemble.`,
    `On rentre en Suisse. ${Q}, juge Radio Suisse.`,
    `« Le Grand Bain du dimanche » (Anne Roux) est au musée.`,
    `Paul Durand a perdu sa mère. ${Q}, dit-elle.`,
    `Anne Roux est venue. Un voisin passe. ${Q}`,
    `Ramón Ruiz dijo: ${Q}`,
    `Crédit Nautique l’assure : ${Q}`,
    `La Croix Bleue l’assure : ${Q}`,
    `${Q}, affirme Saint Nicolas.`,
    `${Q}, a écrit dans son journal Paul Durand.`,
    `Paul Durand a reçu ce message : ${Q}`,
    `Paul Durand se souvient du slogan de mai : ${Q}`,
    `Paul Durand cite Anne Roux : ${Q}`,
    `L’avocat du nageur Paul Durand s’insurge : ${Q}`,
    `Selon une étude de Paul Durand, ${Q}`,
    `Anne Roux accueille les visiteurs. ${Q}`,
    `Anne Roux a été convoquée par sa hiérarchie. ${Q}, a-t-elle entendu.`,
    `Paul Denis a rencontré un boulanger. ${Q}, a-t-il expliqué.`,
    `Renée Salvan a repris la formule de Sartre : ${Q}`,
    `Luc Pasquier aurait pu dire : ${Q} Il s’est tu.`,
    `Pour Lina Costa : ${Q}`,
    `Selon Pierre Hamel, la maire a parlé d’« un budget de combat pour la commune ».`,
    `${Q}, a expliqué l’aéroport Jean Roux.`,
    `${Q}, a dit l’avocat du PDG Paul Durand.`,
    `${Q}, a dit devant la maire Anne Roux.`,
    `${Q}, entend Paul Durand.`,
    `${Q}, dit l’adjoint du maire Paul Durand.`,
    `${Q}, dit l’avocat du Lensois Paul Durand.`,
    `${Q}, a crié le comité Anne Roux.`,
    `${Q}, a crié un nageur du collectif Bain Pour Tous Ensemble.`,
    `L’avis de la préfecture, Anne Roux, préfète, vient. ${Q}, dit la préfecture.`,
    `Le maire de la Ville Haute, Paul Durand, attend. ${Q}, dit-elle.`,
    `Seul le Mexique du président Durand, Paul Durand, a plongé, précisant : ${Q}`,
    `Anne Roux a reçu un mot, précisant : ${Q}`,
    `Paul Durand, citant Anne Roux, lance : ${Q}`,
    `Paul Durand a dit sa colère à la directrice. ${Q}, a-t-elle assuré.`,
    `Paul Durand a parlé à un voisin. ${Q}, a-t-il dit.`,
    `Dans « Le Grand Bain du dimanche », compose Anne Roux.`,
    `La ministre de l’Eau, Anne Roux, vient. La ministre du Bain aussi. ${Q}, dit la ministre.`,
    `Interrogé par Julien Roy, le ministre s’est agacé. ${Q}, a répondu le ministre.`,
  ])('%s', (text) => {
    expect(partsOf([text]).filter(([who]) => who !== 'auteur' && who !== '?')).toEqual([]);
  });

  test('nor the one named last, where another is named since', () => {
    const said = `${Q}, dit Paul Durand à Marc Petit. « Je ne vous crois pas du tout », dit-il.`;
    expect(partsOf([said]).filter(([who]) => who === 'Paul Durand')).toHaveLength(1);
    const other = `${Q}, dit Anne Roux. Puis Marie Petit vient. « Je n’en suis pas sûre », dit-elle.`;
    expect(partsOf([other]).map(([who]) => who)).not.toContain('Marie Petit');
    const third = `${Q}, dit Anne Roux. La directrice vient. « Je n’en suis pas sûre », dit-elle.`;
    expect(partsOf([third]).filter(([who]) => who === 'Anne Roux')).toHaveLength(1);
  });
});

describe('a quotation that nobody is named for', () => {
  test('is not of who spoke before, where some other verb says it', () => {
    const text = ['« Le bassin fuit », dit Anne Roux.', '« Je n’y crois pas », souffle un voisin.'];
    expect(partsOf(text).map(([who]) => who)).toEqual(['auteur', '?', 'auteur']);
  });

  test.each([
    '« Le bassin fuit de partout, et la mairie le savait depuis deux ans au moins. »',
    '« Le bassin fuit de partout », glisse un proche du dossier.',
    '« Le bassin fuit de partout », résume le porte-parole de Paul Durand.',
  ])('is somebody’s, and not the author’s: %s', (text) => {
    expect(partsOf([text]).at(0)?.[0]).toBe('?');
  });

  test.each([
    'Voilà la « fin des médias sociaux » que l’on annonce.',
    'J’ai lu « Les médias sociaux expliqués à mon boss » hier.',
    'Le mot « roi » vient de là.',
    'Chris Brogan écrivait un papier intitulé « Les médias sociaux vus autrement » hier.',
    'Un « guillemet ouvert que rien ne ferme.',
    'Un écran de 15" et un autre de 17" suffisent.',
  ])('is the author’s where it is a term, a title or no quotation: %s', (text) => {
    expect(partsOf([text])).toEqual([['auteur', text]]);
  });

  test('is the author’s where it is a term after who is quoted', () => {
    const text =
      '« Le bassin fuit de partout », dit Anne Morin, autre figure des « grands bains ».';
    expect(partsOf([text])).toEqual([
      ['Anne Morin', 'Le bassin fuit de partout'],
      ['auteur', 'dit Anne Morin, autre figure des « grands bains ».'],
    ]);
  });

  test('leaves what a clause tells beside who speaks to the author', () => {
    const text =
      '« Le bassin fuit de partout », dit Anne Morin, qui a perdu hier la clef du grand vestiaire.';
    expect(partsOf([text]).at(-1)?.[0]).toBe('auteur');
    expect(partsOf(['« Le bassin fuit de partout », dit hier Anne Morin.'])).toHaveLength(1);
  });

  test('is the author’s own where the text says so', () => {
    const text = 'Jean Roux écrit : « Le bassin fuit de partout. »';
    expect(partsOf([text]).every(([who]) => who !== 'Jean Roux')).toBe(true);
  });
});

test('what somebody else says, told in the author’s words, is reported', () => {
  const text = 'Je nage. Selon la mairie, le bassin fuit. Selon moi, il est sain.';
  const turns = [
    turnOf({ speaker: named('Jean Roux', 'auteur'), paragraphs: [{ text, seconds: null }] }),
  ];
  const parts = withQuotations(draftOf({ kind: 'article', turns })).turns;
  expect(parts.map(({ isReported, paragraphs }) => [isReported, paragraphs[0]?.text])).toEqual([
    [false, 'Je nage.'],
    [true, 'Selon la mairie, le bassin fuit.'],
    [false, 'Selon moi, il est sain.'],
  ]);
});

describe('why nobody is named is told', () => {
  const doubtOf = (text: string) => {
    const paragraphs = [{ text: `${text}, « le bassin fuit de partout ».`, seconds: null }];
    const turns = [turnOf({ speaker: named('Luc', 'auteur'), paragraphs })];
    const parts = withQuotations(draftOf({ kind: 'page', turns })).turns;
    const { doubt, isReported } = parts.at(-1) ?? {};
    return { doubt, isReported };
  };

  test('where several people say it together', () => {
    expect(doubtOf('Selon Anne Roux et Paul Petit')).toEqual({
      doubt: 'une citation de plusieurs personnes : Selon Anne Roux et Paul Petit',
      isReported: false,
    });
  });

  test.each(['Selon Bruxelles', 'Selon l’Élysée'])(
    'where %s is cited, it is reported',
    (clause) => {
      expect(doubtOf(clause)).toEqual({
        doubt: `une citation de qui rien ne dit que c’est une personne : ${clause}`,
        isReported: true,
      });
    },
  );
});

test('the first words of the voice itself keep the key and what they answer', () => {
  const paragraphs = [
    { text: '« Le bassin fuit de partout », dit Anne Morin. C’est faux.', seconds: 7 },
  ];
  const turn = turnOf({
    ...{ speaker: named('Luc', 'commentateur'), paragraphs, key: 'c2', answers: 'c1' },
  });
  const { turns } = withQuotations(draftOf({ kind: 'page', turns: [turn] }));
  expect(turns.map(({ key, answers, speaker }) => [speaker.name, key, answers])).toEqual([
    ['Anne Morin', null, null],
    ['Luc', 'c2', 'c1'],
  ]);
  expect(turns[0]?.speaker).toMatchObject({ quotedBy: 'Luc', certainty: 'deduced' });
});

test('a text of two million marks is read in one pass', () => {
  const paragraphs = [{ text: '« a » '.repeat(200_000).trim(), seconds: null }];
  const turns = [turnOf({ speaker: named('Luc', 'auteur'), paragraphs })];
  expect(withQuotations(draftOf({ kind: 'page', turns })).turns).toHaveLength(1);
});

test('what is set apart is of whom the sentence before it names', () => {
  const quoted = (before: string) => {
    const own = named('Luc', 'auteur');
    const said = turnOf({ speaker: own, paragraphs: [{ text: before, seconds: null }] });
    const words = [{ text: 'Le bassin fuit.', seconds: null }];
    const cited = turnOf({ speaker: unnamed('cité', { quotedBy: 'Luc' }), paragraphs: words });
    return withQuotations(draftOf({ kind: 'page', turns: [said, cited] })).turns.at(-1)?.speaker;
  };
  expect(quoted('Mais madame Morin dit : :')).toMatchObject({
    name: 'madame Morin',
    quotedBy: 'Luc',
  });
  expect(quoted('Mais la mairie dit :')?.name).toBeNull();
  expect(quoted('Anne Morin le dit.')?.name).toBeNull();
});
