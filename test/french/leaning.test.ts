import { describe, expect, test } from 'vitest';
import { leansBack } from '../../src/french/leaning.ts';

describe('a text leans on what stands before it', () => {
  test.each([
    ['a connective in its clause', 'Quatre causes menacent en effet la durée des réseaux.'],
    ['one behind a complement', 'Sur le quai, la piste est donc vide.'],
    ['« alors » or « ainsi » in its clause', 'Nous avions ainsi découvert le remède.'],
    ['« aussi » for one more', 'Il est temps aussi pour les marques de changer.'],
    ['« quant à »', 'Quant aux prix, la hausse reste forte.'],
    ['a rank', 'Deuxièmement, la loi protège les enfants.'],
    ['other ones', 'D’autres communes ont refusé la réforme.'],
    ['so many of them', 'Les deux camps signent un traité.'],
    ['some of them', 'L’une d’elles a fermé en janvier.'],
    ['a day of a story', 'Le lendemain, le conseil vote la réforme.'],
    ['a time after another', 'Deux ans plus tard, le maire démissionne.'],
    ['a time that was told', 'La question qui se posait à l’époque était simple.'],
    ['a possessive', 'Ses représentants sont connus.'],
    ['« en » without its noun', 'Nous en avons parlé au maire.'],
    ['what it is', 'Il s’agit d’une espèce rare des marais.'],
    ['a pronoun that agrees with no noun', 'Dans ce cas précis elle aura des suites.'],
    [
      'a pronoun that its beginning tells of',
      'Né en Bretagne en 1900, il devient maire de la ville.',
    ],
    ['a complement of the pronoun', 'Lors de son entrée au lycée, il choisit le latin.'],
    ['« leur » without its noun', 'Je pourrais leur demander des excuses.'],
    ['« cela » without its noun', 'On appelait ça la fin des haricots.'],
    [
      'a demonstrative in a second clause',
      'La vérité, c’est que personne n’entre dans cette danse.',
    ],
    ['« un tel »', 'Personne n’attendait une telle réforme.'],
    ['a sign to another place', 'L’idée sera reprise par la ville (voir plus haut).'],
    ['what was said', 'La ville a reculé, comme je l’ai dit au conseil.'],
    ['the text itself', 'Les chiffres de cet article viennent de la mairie.'],
    ['the text it comments', 'Suis pas convaincu par tout l’article.'],
    ['a number in a list', '2) Les forums durent plus que les blogs.'],
    ['a heading', 'Convaincre la direction. Un choc aide parfois à changer.'],
    ['half a sentence', 'De rester toujours minoritaires ?'],
    ['words that were cut short', 'Parce que vous avez refusé de répondre, et...'],
    ['a quotation that began before', 'La loi est claire », écrit le maire.'],
  ])('where there is %s', (_, text) => {
    expect(leansBack(text)).toBe(true);
  });
});

describe('a text leans on nothing', () => {
  test.each([
    'Ce n’est pas le mariage qu’on change, mais l’accès au mariage !',
    'Il s’agit de retirer une voie sur trois aux voitures.',
    'Il ne s’agit pas de l’entreprise, mais de ses clients.',
    'Les marques et la presse ont quitté les blogs pour ces nouvelles plateformes.',
    'La taxe augmente cette année de dix pour cent.',
    'Quand il arrive, le train a souvent du retard.',
    'Lorsque le texte a été déposé, il prévoyait une taxe.',
    'Lear est connue, et elle apparaît dans le clip.',
    'En janvier, il pleut sur la place.',
    'Camille est aussi grande que sa mère.',
    'La réforme a coûté cher, mais aussi rapporté beaucoup.',
    'La question est celle-ci : la ville paiera-t-elle ?',
    'Les trois quarts des habitants prennent le bus.',
    'L’article 12 de la loi interdit les affiches.',
    '2012 marquera un tournant pour les blogs.',
    'On le sait bien : les forums durent plus que les blogs.',
  ])('%s', (text) => {
    expect(leansBack(text)).toBe(false);
  });
});
