import { describe, expect, test } from 'vitest';
import { passage, source } from '../../fixtures/passages.ts';
import { faultOf } from './faults.ts';

const own = passage({
  text: 'Les blogs gardent leurs lecteurs fidèles.',
  thesis: 'Les blogs durent.',
});
const quoted = passage({
  anchor: 'cite',
  voice: 'Paul Tiers',
  role: 'cité',
  reportedBy: 'Camille Exemple',
  text: 'Les forums sont morts depuis longtemps.',
  thesis: 'Les forums ont disparu.',
});
const deduced = passage({
  anchor: 'deduit',
  voice: 'Paul Tiers',
  role: 'commentateur',
  deduction: 'la réponse le nomme',
  text: 'Les pages coûtent trop cher aux marques.',
  thesis: 'Les pages sont trop coûteuses.',
});
const comment = passage({
  anchor: 'commentaire',
  voice: 'un commentateur',
  role: 'commentateur',
  text: 'Les newsletters reviennent partout.',
  thesis: 'Les lettres reviennent.',
});
const unsigned = passage({
  anchor: 'anonyme',
  voice: 'auteur non identifié',
  source: source({ id: 'journal-2012', author: null, publisher: 'Le Journal' }),
});
const all = [own, quoted, deduced, comment, unsigned];
const faultIn = (text: string, ...cited: (typeof own)[]) => faultOf('voice', text, cited, all);

describe('words are given to their voice', () => {
  test.each([
    ['Selon Camille Exemple, les blogs gardent leurs lecteurs.', [own]],
    ['Paul Tiers, cité par Camille Exemple, dit les forums morts.', [quoted]],
    ['Dans l’article de Camille Exemple, les forums sont dits morts.', [quoted]],
    ['Un commentateur voit revenir les newsletters.', [comment]],
    ['L’auteur non identifié voit la page vide.', [unsigned]],
    ['Camille Exemple croit aux blogs, mais Paul Tiers dit les forums morts.', [own, quoted]],
    ['Le Journal constate que la page n’amenait personne.', [unsigned]],
  ])('in: %s', (text, cited) => {
    expect(faultIn(text, ...cited)).toBeNull();
  });

  test.each([
    ['another’s', 'Camille Exemple affirme que les forums sont morts.', [quoted]],
    ['by surname', 'Pour Exemple, les forums sont morts.', [quoted]],
    ['in the passive', 'La mort des forums est annoncée par Camille Exemple.', [quoted]],
    ['a stranger’s', 'Paul Tiers croit que les blogs gardent leurs lecteurs.', [own]],
    ['an unsigned comment’s', 'Paul Tiers voit revenir les newsletters.', [comment]],
    ['a commenter’s who is none', 'Un commentateur croit aux blogs.', [own]],
    ['the author’s who only quotes', 'L’auteur dit les forums morts.', [quoted]],
    ['the site’s', 'Le Carnet affirme que les forums sont morts.', [quoted]],
    ['a brand’s', 'Twitter affirme que les blogs gardent leurs lecteurs.', [own]],
    [
      'both',
      'Camille Exemple et Paul Tiers s’accordent sur la fidélité des lecteurs de blogs.',
      [own],
    ],
    [
      'exchanged',
      'Paul Tiers croit aux blogs et aux lecteurs fidèles, Camille Exemple dit les forums morts.',
      [own, quoted],
    ],
    [
      'quoted',
      'Camille Exemple dit « morts depuis longtemps » les forums, et Paul Tiers aime les blogs.',
      [own, quoted],
    ],
  ])('and to nobody else: %s', (_, text, cited) => {
    expect(faultIn(text, ...cited)).not.toBeNull();
  });
});

describe('« déduit »', () => {
  test('stands beside who is only thought to speak', () => {
    const text = 'Pour Paul Tiers (déduit), les pages coûtent trop cher.';
    expect(faultOf('deduced', text, [deduced], all)).toBeNull();
    expect(faultOf('deduced', text.replace(' (déduit)', ''), [deduced], all)).not.toBeNull();
    expect(
      faultOf('deduced', 'Les pages coûtent trop cher aux marques.', [deduced], all),
    ).toBeNull();
  });

  test('stands beside nobody else', () => {
    const text = 'Pour Camille Exemple (déduit), les blogs gardent leurs lecteurs.';
    expect(faultOf('deduced', text, [own], all)).toBe('nothing is deduced here');
  });
});

describe('what a voice reports, rejects or asks', () => {
  const reported = passage({ stance: 'reported', text: 'On disait les blogs finis.' });
  const rejected = passage({
    stance: 'rejected',
    text: 'Les blogs font-ils vendre ? La question est mal posée.',
  });
  const asked = passage({
    text: 'Faut-il fermer la page ?',
    thesis: 'On demande s’il faut fermer la page.',
  });

  test.each([
    [
      reported,
      'Camille Exemple rapporte que l’on disait les blogs finis.',
      'Pour Camille Exemple, les blogs sont finis.',
    ],
    [
      rejected,
      'Camille Exemple rejette la question des ventes des blogs.',
      'Camille Exemple demande si les blogs font vendre.',
    ],
    [
      asked,
      'Camille Exemple se demande s’il faut fermer la page.',
      'Camille Exemple veut fermer la page.',
    ],
  ])('is said to be, and no position', (cited, fair, unfair) => {
    expect(faultOf('stance', fair, [cited])).toBeNull();
    expect(faultOf('stance', unfair, [cited])).not.toBeNull();
  });
});
