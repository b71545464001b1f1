import { describe, expect, test } from 'vitest';
import { voicesIn } from '../../src/ask/voices.ts';

const person = (label: string, ...others: string[]) => {
  return { kind: 'person' as const, label, names: [label, ...others], speaks: () => true };
};
const publisher = {
  kind: 'unnamed author' as const,
  label: 'l’auteur non identifié du Blog',
  names: ['l’auteur non identifié du Blog'],
  speaks: () => true,
};
const unsigned = (name: string) => ({ ...publisher, label: name, names: [name] });
const SPEAKERS = [
  ...['Hervé Dubreuil', 'Fred Cassagne', 'Steve Jobard', 'Rose Martin', 'Jean Martin'],
  ...['Marie Le Goff', 'Jean-Paul Bon', 'Cyrano'],
].map((name) => person(name));
const speakers = [
  ...SPEAKERS,
  person('Aïssatou Diallo', 'Mme Diallo', 'A. Diallo'),
  publisher,
  unsigned('l’auteur non identifié de Blog Ouvert'),
];

/** Words that the corpus holds in small letters too. */
const ORDINARY = ['martin', 'rose'];
/** Other words of the corpus that stand beside a name. */
const WRITTEN = [...ORDINARY, 'blogs', 'facebook'];
const heard = async (question: string) => {
  const found = await voicesIn(question, speakers, {
    isOnlyName: (word) => Promise.resolve(!ORDINARY.includes(word)),
    isWritten: (word) => Promise.resolve(WRITTEN.includes(word)),
  });
  if (found === null) return null;
  const names = found.speakers.map(({ label }) => label.split(' ').at(-1));
  return [found.as, names.join(', '), found.rest];
};

describe('a voice whose words are asked for', () => {
  test.each([
    ['que pense Cassagne des blogs ?', 'Cassagne', 'blogs'],
    ['Que pense Fred Cassagne du ROI ?', 'Cassagne', 'ROI'],
    ['que dit cassagne de l’avenir', 'Cassagne', 'l’avenir'],
    ['Que dit Mme Diallo du vélo ?', 'Diallo', 'vélo'],
    ['qu’a dit Dubreuil du ROI ?', 'Dubreuil', 'ROI'],
    ['Qu’est-ce que Dubreuil pense de Twitter ?', 'Dubreuil', 'Twitter'],
    ['ce que Dubreuil dit des blogs', 'Dubreuil', 'blogs'],
    ['que reproche Dubreuil à Cassagne ?', 'Dubreuil', 'reproche Cassagne'],
    ['que pense Dubreuil de Cassagne ?', 'Dubreuil', 'Cassagne'],
    ['selon M. Dubreuil, les blogs', 'Dubreuil', 'les blogs'],
    ['les blogs selon Dubreuil', 'Dubreuil', 'blogs'],
    ['la fin des forums selon Dubreuil', 'Dubreuil', 'fin des forums'],
    ['blogs d’après Hervé Dubreuil', 'Dubreuil', 'blogs'],
    ['selon Le Goff, les villes', 'Goff', 'les villes'],
    ['l’avis de Dubreuil sur Twitter', 'Dubreuil', 'Twitter'],
    ["quel est l'avis d’Hervé Dubreuil sur Twitter ?", 'Dubreuil', 'Twitter'],
    ['le point de vue de Dubreuil sur les marques', 'Dubreuil', 'les marques'],
    ['l’opinion de MM. Dubreuil et Cassagne sur le ROI', 'Dubreuil, Cassagne', 'le ROI'],
    ['que pensent Dubreuil, Cassagne et Cyrano des blogs ?', 'Dubreuil, Cassagne, Cyrano', 'blogs'],
    ['que pense Martin du port ?', 'Martin, Martin', 'port'],
    ['selon rose, le port', 'Martin', 'le port'],
    ['selon Blog Ouvert, les marques', 'Ouvert', 'les marques'],
    ['que pense Dubreuil ?', 'Dubreuil', ''],
    ['l’avis de Dubreuil', 'Dubreuil', ''],
    ['que pense Dubreuil de \uE000 ?', 'Dubreuil', '\uE000'],
  ])('%s', async (question, names, rest) => {
    expect(await heard(question)).toEqual(['asked', names, rest]);
  });
});

describe('a voice whose words seem to be asked for', () => {
  test.each([
    ['Cassagne sur le ROI', 'Cassagne', 'le ROI'],
    ['cassagne sur le roi', 'Cassagne', 'le roi'],
    ['CASSAGNE SUR LE ROI', 'Cassagne', 'LE ROI'],
    ['Le Goff sur les villes', 'Goff', 'les villes'],
    ['madame diallo sur les quais', 'Diallo', 'les quais'],
    ['Dubreuil et Cassagne sur les blogs', 'Dubreuil, Cassagne', 'les blogs'],
    ['Dubreuil, Cassagne ou Cyrano sur le ROI', 'Dubreuil, Cassagne, Cyrano', 'le ROI'],
    ['Dubreuil à propos des marques', 'Dubreuil', 'marques'],
    ['Dubreuil : blogs', 'Dubreuil', 'blogs'],
    ['Dubreuil, les blogs', 'Dubreuil', 'les blogs'],
    ['Dubreuil parle de Twitter', 'Dubreuil', 'Twitter'],
    ['les passages où Dubreuil parle de Twitter', 'Dubreuil', 'Twitter'],
    ['les passages de Dubreuil sur Twitter', 'Dubreuil', 'Twitter'],
    ['Est-ce que Dubreuil croit à la fin des forums ?', 'Dubreuil', 'la fin des forums'],
    ['comment Cassagne voit-il les forums ?', 'Cassagne', 'voit les forums'],
    ['Pourquoi Dubreuil critique-t-il Twitter ?', 'Dubreuil', 'Twitter'],
    ['les blogs vus par Cassagne', 'Cassagne', 'blogs'],
    ['blogs Cassagne', 'Cassagne', 'blogs'],
    ['Cassagne blogs', 'Cassagne', 'blogs'],
    ['fred cassagne blogs', 'Cassagne', 'blogs'],
  ])('%s', async (question, names, rest) => {
    expect(await heard(question)).toEqual(['seems', names, rest]);
  });
});

describe('a voice whose name is written otherwise', () => {
  test.each([
    // One letter away, or two in eight letters.
    ['que pense Casagne des blogs ?', 'asked', 'Cassagne', 'blogs'],
    ['que pense cassange des blogs ?', 'asked', 'Cassagne', 'blogs'],
    ['l’avis de dubreiul sur le ROI', 'asked', 'Dubreuil', 'le ROI'],
    ['selon Fred Cassagnne, les blogs', 'asked', 'Cassagne', 'les blogs'],
    ['selon M. Dubreil, les blogs', 'asked', 'Dubreuil', 'les blogs'],
    ['Dubreuil et Casagne sur les blogs', 'seems', 'Dubreuil, Cassagne', 'les blogs'],
    ['Cyranno parle de Facebook', 'seems', 'Cyrano', 'Facebook'],
    // Another first name that begins alike, or an initial.
    ['que pense Frédéric Cassagne des blogs ?', 'asked', 'Cassagne', 'blogs'],
    ['l’avis de F. Cassagne sur le ROI', 'asked', 'Cassagne', 'le ROI'],
    ['H Dubreuil sur le ROI', 'seems', 'Dubreuil', 'le ROI'],
    ['selon J.-P. Bon, les blogs', 'asked', 'Bon', 'les blogs'],
    ['selon R. Martin, le port', 'asked', 'Martin', 'le port'],
    ['que dit Frédéric Casagne des blogs ?', 'asked', 'Cassagne', 'blogs'],
    // A word that stands before a name is no first name.
    ['Facebook Cassagne', 'seems', 'Cassagne', 'Facebook'],
    ['ce que Fred déteste', 'asked', 'Cassagne', 'déteste'],
    ['que pense Fred réellement des blogs', 'asked', 'Cassagne', 'réellement des blogs'],
  ])('%s', async (question, as, names, rest) => {
    expect(await heard(question)).toEqual([as, names, rest]);
  });
});

describe('a voice of which alone a question speaks', () => {
  test.each([
    ['Cassagne', 'Cassagne', 'Cassagne'],
    ['Mme Diallo', 'Diallo', 'Diallo'],
    ['Madame Diallo ?', 'Diallo', 'Diallo'],
    ['qui est Cassagne ?', 'Cassagne', 'qui est Cassagne'],
    ['la réponse à Cassagne', 'Cassagne', 'la réponse à Cassagne'],
    ['que penser de Cassagne ?', 'Cassagne', 'que penser de Cassagne'],
    [
      'le débat entre Dubreuil et Cassagne',
      'Dubreuil, Cassagne',
      'le débat entre Dubreuil et Cassagne',
    ],
  ])('%s', async (question, names, rest) => {
    expect(await heard(question)).toEqual(['alone', names, rest]);
  });
});

test.each([
  'Dubreuil contre Cassagne',
  'Dubreuil vs Cassagne',
  'la réponse de Dubreuil à Cassagne',
  'le livre de Dubreuil',
  'poursuite du débat avec Hervé Dubreuil',
  'que faire contre Cassagne et ses blogs',
  'Martin pêcheur',
  'martin pêcheur',
  'cassagne blogs',
  'Rose trémière',
  'rose sur fond blanc',
  'la vie en rose',
  'le bon usage des blogs',
  'selon le bon sens',
  'blog sur les jardins',
  'le blog',
  'un blog ouvert sur le monde',
  'selon l’auteur',
  'd’accord avec Dubreuil sur les blogs',
  // Somebody else.
  'que pense Jean Cassagne des blogs ?',
  'que pense jean cassagne des blogs ?',
  'Paul Cassagne : blogs',
  'que pense Hervé Cassagne des blogs ?',
  'que pense Fred Moreau des blogs ?',
  'l’avis de fred moreau sur les blogs',
  'que pense D. Cassagne des blogs ?',
  'que pense Jeanne Martin du port ?',
  'Jean Casagne sur le ROI',
  // Words, and not names mistyped.
  'que pensent les matins du port ?',
  'l’avis de marin sur le port',
  'blogs Casagne',
  'Casagne',
  'les blogs',
  '',
])('no voice is heard in « %s »', async (question) => {
  expect(await heard(question)).toBeNull();
});
