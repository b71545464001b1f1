import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isAddress, plainWriting } from '../../src/french/plain-writing.ts';
import { foldText, wordsIn, wordsOf } from '../../src/french/words.ts';

/** The words of a text apart, then after « + » the joined forms. */
function read(text: string): string {
  const words = wordsIn(text);
  const apart = words.filter(({ joined }) => !joined).map(({ form }) => form);
  const wholes = words.filter(({ joined }) => joined).map(({ form }) => ` + ${form}`);
  return apart.join(' ') + wholes.join('');
}

describe('inclusive spelling', () => {
  test.each([
    ['consommateur·rice·s, consommateur.rice.s', 'consommateurs consommateurs'],
    [
      'l’étudiant-e-s, d’étudiant(e)s, étudiant/e, ÉTUDIANT·E·S',
      'etudiants etudiants etudiant etudiants',
    ],
    ['lecteur⋅rices, acteur•ice•s, étudiant·e·x·s', 'lecteurs acteurs etudiants'],
    ['tou·te·s, tou-te-s, un·e, chef·fe, chef-fe-s', 'tous tous un chef chefs'],
    ['citoyens-nes, actif/ve, heureux.se, employé(e)(s)', 'citoyens actif heureux employes'],
    ['étudiant·e-chercheur·euse', 'etudiant chercheur'],
    ['auteur/autrice, il·elle', 'auteur autrice il'],
  ])('%j reads as its masculine: %j', (text, words) => {
    expect(read(text)).toBe(words);
  });

  test.each([
    ['dit-elle, donne-le, est-ce', 'dit elle donne le est ce'],
    ['et/ou, km/h, f(x)', 'et ou km h f x'],
    ['tf1.fr, amazon.de, Node.js', 'tf1 fr amazon de node js'],
    ['La fin.Les autres', 'la fin les autres'],
    ['col·legi, intel·ligència', 'col legi intel ligencia'],
    ['14,5 et 2.0', '14,5 et 2,0'],
    ['e-mail', 'e mail + email'],
  ])('%j is none: %j', (text, words) => {
    expect(read(text)).toBe(words);
  });
});

describe('Roman numerals', () => {
  test.each([
    ['IIIe phase, phase III, 3e phase, troisième phase', '3 phase phase 3 3 phase 3 phase'],
    ['XIXe siècle, XIXᵉ siècle, xixème', '19 siecle 19 siecle 19'],
    ['Louis XIV, louis xiv, chapitre IV, Napoléon Ier', 'louis 14 louis 14 chapitre 4 napoleon 1'],
    [
      'VIe République, Ve République, article V, phase I.',
      '6 republique 5 republique article 5 phase 1',
    ],
  ])('in %j are figures: %j', (text, words) => {
    expect(read(text)).toBe(words);
  });

  test.each([
    ['CV DM mix MIDI Civ. CDI XL', 'cv dm mix midi civ cdi xl'],
    ['la vie, LES VIES, la xième fois', 'la vie les vies la xieme fois'],
    ['Xi Jinping sur X, vitamine V', 'xi jinping sur x vitamine v'],
  ])('are not in %j: %j', (text, words) => {
    expect(read(text)).toBe(words);
  });
});

describe('names of numbers', () => {
  test.each([
    ['neuvième, onzième, vingt', '9 11 20'],
    ['dix-neuvième siècle', '10 9 siecle + 19'],
    ['vingt-et-unième, soixante-dix-sept', '20 et unieme 60 10 7 + 21 + 77'],
    ['quatre-vingt-dix, quatre-vingts', '4 20 10 4 20 + 90 + 80'],
    ['deux-trois, dix-quinze, 20-5', '2 3 10 15 20 5 + 23 + 1015 + 205'],
  ])('%j reads %j', (text, words) => {
    expect(read(text)).toBe(words);
  });
});

describe('letters apart and together', () => {
  test.each([
    ['R. O. I., R.O.I, R. O. I et ROI', 'roi roi roi et roi'],
    ['la S N C F, S. N. C. F., l’O.N.U. d’U.S.A.', 'la sncf sncf onu usa'],
    ['avant J.-C., J.-P. Dupont, J. P. Dupont', 'avant jc jp dupont jp dupont'],
    ['M. X. a dit. Il y a à faire', 'm x a dit il y a a faire'],
    ['commu- nautés, commu-\nnautés', 'commu nautes commu nautes + communautes + communautes'],
    ['commu\u00ADnautés, commu¬nautés', 'communautes commu nautes + communautes'],
    ['pré- et post-scolaire', 'pre et post scolaire + postscolaire'],
    ['ﬁn, ＲＯＩ, ſoir, 𝗺𝗲𝗱𝗶𝗮', 'fin roi soir media'],
    ['Médias² de 20 m², Twitter™', 'medias de 20 m2 twitter'],
    ['e–mail, e‑mail', 'e mail e mail + email + email'],
  ])('%j reads %j', (text, words) => {
    expect(read(text)).toBe(words);
  });

  test.each([
    ['e´te´, soci´et´e, fran¸cais, fen^etre, no¨el', 'ete societe francais fenetre noel'],
    ['reseaux `a la', 'reseaux a la'],
    ['m´edias, l´ecole', 'm edias l ecole + medias + lecole'],
    ['soci ´et ´e', 'soci et e + societe'],
    ['l´homme, qu`on, aujourd´hui, d´un, lʻart, l＇art', 'homme on aujourdhui un art art'],
  ])('accents beside their letters in %j read %j', (text, words) => {
    expect(read(text)).toBe(words);
  });
});

describe('what is no word', () => {
  test.each([
    ['lire https://fr.wikipedia.org/wiki/Louis_XIV, puis www.x.fr', 'lire puis'],
    ['lire t.co/AbC et fr.wikipedia.org/wiki/X', 'lire et'],
    ['écrire à anne.morin@exemple.fr', 'ecrire a'],
    ['Meetic.fr', 'meetic fr'],
    ['roi :thinking_face: à 10:30:45 🤔', 'roi a 10 30 45'],
    ['3️⃣ idées', '3 idees'],
  ])('is left out: %j reads %j', (text, words) => {
    expect(read(text)).toBe(words);
  });

  test.each([
    ['#marque', 'marque'],
    ['#FinDesMédias', 'fin des medias + findesmedias'],
    ['#RIPTwitter, @FredCavazza', 'rip twitter fred cavazza + riptwitter + fredcavazza'],
    ['#fin_des_médias #COP21', 'fin des medias cop21 + findesmedias'],
  ])('tags are words: %j reads %j', (text, words) => {
    expect(read(text)).toBe(words);
  });

  test.each([
    ['Google+, 5G+', 'google 5g + google+ + 5g+'],
    ['C++, C#, A+, 2+2, a+b, .NET, R&D', 'c++ c# a+ 2 2 a b net rd'],
  ])('signs of a name are kept: %j reads %j', (text, words) => {
    expect(read(text)).toBe(words);
  });

  test.each([
    ['https://exemple.fr/a b', false],
    [' https://exemple.fr/a#b ', true],
    ['exemple.fr', false],
    ['', false],
  ])('%j is an address: %j', (text, expected) => {
    expect(isAddress(text)).toBe(expected);
  });
});

/** Letters and signs that patterns of words look for, in any order. */
const signs = fc.string({
  unit: fc.constantFrom(...'aeilnstvxIVX19 ·.-/:(){+#@_´`’¬ w'.split(''), '\u00AD', '\n'),
  maxLength: 60,
});

describe('any text', () => {
  test('has words with letters, in order and inside it, the joined ones over their parts', () => {
    fc.assert(
      fc.property(signs, (text) => {
        const folded = foldText(plainWriting(text));
        const words = wordsOf(folded);
        let last = 0;
        for (const { form, start, end, joined } of words) {
          expect(form).toMatch(/^[\p{L}\p{N},+#]+$/u);
          expect(end).toBeLessThanOrEqual(folded.length);
          expect(end).toBeGreaterThan(start);
          if (joined) continue;
          expect(start).toBeGreaterThanOrEqual(last);
          // It begins with the letter that stands there, but where figures stand for a name of theirs.
          if (/^\p{L}/u.test(form)) expect(form[0]).toBe(folded[start]);
          last = end;
        }
      }),
      { seed: 1, numRuns: 3000 },
    );
  });

  test.each([
    'a.',
    'a-',
    'a·e',
    'A ',
    'x_',
    '#aA',
    'a´',
    'a@a.',
    'www.',
    ':a',
    'a- ',
    'a.fr/',
    'a(e)',
    'a+',
    '¹',
  ])('of %j again and again is read in a time that grows with its length', (unit) => {
    const started = performance.now();
    wordsIn(unit.repeat(50_000));
    // Some 20 ms; where it grew with the square, many seconds.
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
