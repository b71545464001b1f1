import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldText } from '../../src/french/words.ts';
import { familyOf, rootOf, stem } from '../../src/french/stem.ts';

/** Words that the published algorithm brings to one stem, from the examples of Lucene's tests. */
const PUBLISHED: Readonly<Record<string, string>> = {
  cheval: 'chevaux cheval',
  hibou: 'hiboux hibou',
  chant: 'chantés chanter chante chant',
  baron: 'baronnes barons baron',
  peau: 'peaux peau',
  aneau: 'anneaux anneau',
  neveu: 'neveux neveu',
  afreu: 'affreux affreuse',
  investi: 'investissement investir',
  asourdi: 'assourdissant assourdir',
  pratiqu: 'pratiquement pratique',
  administratif: 'administrativement administratif',
  justifi: 'justificatrice justificateur justifier',
  eduqu: 'éducatrice éduquer',
  comuniqu: 'communicateur communiquer',
  acompagn: 'accompagnatrice accompagnateur',
  administr: 'administrateur administrer',
  product: 'productrice producteur',
  achet: 'acheteuse acheteur',
  plant: 'planteur plante',
  poreu: 'poreuse poreux',
  plieu: 'plieuse',
  bijouti: 'bijoutière bijoutier',
  caisi: 'caissière caissier',
  abrasif: 'abrasive abrasif',
  fou: 'folle fou',
  person: 'personnelle personne',
  complet: 'complète complet',
  aromat: 'aromatique',
  faibl: 'faiblesse faible',
  patin: 'patinage patin',
  sono: 'sonorisation',
  rituel: 'ritualisation rituel',
  nomin: 'nomination',
  dispos: 'disposition dispose',
  cre: 'créées',
};

describe('stemming', () => {
  test.each(Object.entries(PUBLISHED))('gives %s as published for %s', (expected, words) => {
    for (const word of words.split(' ')) expect(stem(foldText(word))).toBe(expected);
  });

  test.each([
    ['1234555', '1234555'],
    ['12333345', '12333345'],
    ['abcccddeef', 'abcdef'],
    ['22hh00', '22h00'],
  ])('doubles letters only, as published: %s', (word, expected) => {
    expect(stem(word)).toBe(expected);
  });

  test.each([
    'réseau réseaux',
    'social sociale sociaux sociales',
    'marque marques',
    'blog blogs',
    'fan fans',
    'acheter acheté achetée',
    'considérer considéré considérée considère',
    'étranger étrangère étrangères',
    'intéresser intéressé intéressés',
    'acteur acteurs',
    'innovateur innovatrice innover',
    'réputation réputations',
    'désastreux désastreuse',
  ])('brings together %s', (words) => {
    expect(new Set(words.split(' ').map((word) => stem(foldText(word)))).size).toBe(1);
  });

  test.each(['marque marché', 'fin final', 'mode modérateur', 'phase phrase', 'cours course'])(
    'keeps apart %s',
    (words) => {
      const [one = '', other = ''] = words.split(' ').map(foldText);
      expect(stem(one)).not.toBe(stem(other));
    },
  );

  test('leaves short words and the empty one alone', () => {
    for (const word of ['', 'a', 'roi', 'cm', 'web']) expect(stem(word)).toBe(word);
  });
});

const root = (word: string) => rootOf(stem(word));

describe('the root of a verb', () => {
  test.each([
    ['communiquer communiquent communiquait communiqueront communiquant'],
    ['finir finit finira finirait'],
    ['construire construit construira'],
    ['ouvrier ouvriere'],
    ['donner donne donnait donnera donnent'],
    ['toucher touchez toucheriez toucherons'],
    ['travail travaux'],
    ['actif active'],
    ['manger mangeait mangeaient mangent'],
  ])('is one of %s', (forms) => {
    expect(new Set(forms.split(' ').map(root)).size).toBe(1);
  });

  test.each([
    ['anglais', 'angle'],
    ['format', 'forme'],
    ['saison', 'saisir'],
    ['agent', 'agir'],
    ['client', 'cliquer'],
    ['marque', 'marche'],
  ])('sets %s and %s apart', (word, other) => {
    expect(root(word)).not.toBe(root(other));
  });
});

const family = (word: string) => familyOf(stem(word));

describe('the family of a word', () => {
  test.each([
    ['rembourser remboursement remboursable'],
    ['licencier licenciement'],
    ['marier mariage mariages'],
    ['vendre vendeur vendeuses'],
    ['national nation nationalité'],
    ['rentable rentabilité'],
    ['fermer fermeture'],
    ['naissance naissant'],
    ['allocation allocataire'],
    ['budget budgétaire'],
  ])('is one of %s', (forms) => {
    expect(new Set(forms.split(' ').map((form) => family(foldText(form)))).size).toBe(1);
  });

  test.each([
    ['coût', 'couture'],
    ['client', 'cliquer'],
    ['commun', 'commerce'],
    ['marque', 'marche'],
    ['parole', 'parent'],
  ])('sets %s and %s apart', (word, other) => {
    expect(family(foldText(word))).not.toBe(family(foldText(other)));
  });

  test('holds all the forms of a verb', () => {
    const unit = fc.constantFrom('a', 'e', 'i', 'n', 'r', 't');
    const word = fc.string({ unit, minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(word, (each) => {
        expect(familyOf(rootOf(each))).toBe(familyOf(each));
      }),
      { seed: 1, numRuns: 500 },
    );
  });
});
