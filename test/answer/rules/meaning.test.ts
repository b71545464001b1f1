import { describe, expect, test } from 'vitest';
import { passage } from '../../fixtures/passages.ts';
import { faultOf } from './faults.ts';

const saying = (text: string, thesis = text) => passage({ text, thesis });

describe('a negation', () => {
  test.each([
    ['Les blogs ne vont pas mourir.', 'Les blogs vont mourir.'],
    ['Les forums vont durer encore longtemps.', 'Les forums ne vont pas durer longtemps.'],
    ['Ce n’est pas la fin des blogs, c’est la fin des pages.', 'C’est la fin des blogs.'],
    ['Les marques agissent sans stratégie.', 'Les marques agissent avec stratégie.'],
    ['Les agences ne servent jamais les clients.', 'Les agences servent toujours les clients.'],
    ['Personne ne comprend ces règles.', 'Tout le monde comprend ces règles.'],
    ['Les pages vont-elles mourir ? En aucun cas, elles ne mourront pas.', 'Les pages mourront.'],
  ])('of « %s » is not turned round in « %s »', (said, turned) => {
    expect(faultOf('negation', turned, [saying(said)])).not.toBeNull();
  });

  test.each([
    ['Les blogs ne vont pas mourir.', 'Les blogs ne mourront pas.'],
    ['Les marques agissent sans stratégie.', 'Les marques n’ont pas de stratégie.'],
    ['Les forums ne sont qu’un début.', 'Les forums sont un début.'],
    ['N’oublions pas que les marques sont absentes.', 'Les marques sont absentes.'],
    ['Les blogs durent plus que les pages.', 'Les pages durent moins que les blogs.'],
  ])('of « %s » is kept in « %s »', (said, kept) => {
    expect(faultOf('negation', kept, [saying(said)])).toBeNull();
  });
});

describe('a contrary', () => {
  test.each([
    ['Les budgets vont diminuer.', 'Les budgets vont augmenter.'],
    ['La correction est salutaire.', 'La correction est dangereuse.'],
    ['Les actions sont surévaluées.', 'Les actions sont sous-évaluées.'],
    ['La partie facile est faite, le reste est difficile.', 'La partie difficile est faite.'],
  ])('of « %s » is refused: « %s »', (said, contrary) => {
    expect(faultOf('opposite', contrary, [saying(said)])).not.toBeNull();
  });

  test('that is denied says the same', () => {
    const said = saying('Les blogs vont disparaître.');
    expect(faultOf('opposite', 'Les blogs ne vont pas survivre.', [said])).toBeNull();
  });
});

describe('degrees, quantities, certainty and causes', () => {
  test.each([
    ['comparison', 'Les blogs sont plus utiles.', 'Les blogs sont moins utiles.'],
    ['comparison', 'On parle beaucoup trop des pages.', 'On ne parle pas assez des pages.'],
    [
      'quantity',
      'Certaines marques ont fermé leur page.',
      'Toutes les marques ont fermé leur page.',
    ],
    ['quantity', 'La plupart des marques restent.', 'Quelques marques restent.'],
    ['quantity', 'Il ne s’agit pas seulement de vendre.', 'Il s’agit seulement de vendre.'],
    ['certainty', 'Les blogs pourraient durer.', 'Les blogs dureront forcément.'],
    ['certainty', 'Il est possible de durer.', 'Il est indispensable de durer.'],
    ['cause', 'Les blogs durent et les pages ferment.', 'Les blogs durent à cause des pages.'],
  ])('%s: « %s » does not become « %s »', (rule, said, changed) => {
    expect(faultOf(rule, changed, [saying(said)])).not.toBeNull();
    expect(faultOf(rule, said, [saying(said)])).toBeNull();
  });
});

describe('what is nearly so, may be or is to come', () => {
  test.each([
    ['Le courriel a (presque) tué la lettre.', 'Le courriel a tué la lettre.'],
    ['Les blogs pourraient en effet disparaître.', 'Les blogs vont disparaître.'],
    ['Les marques doivent passer à un autre stade.', 'Les marques sont passées à un autre stade.'],
    ['Changeons avant que les blogs suivent ce chemin.', 'Les blogs ont suivi ce chemin.'],
  ])('in « %s » is no fact in « %s »', (said, changed) => {
    expect(faultOf('aspect', changed, [saying(said)])).not.toBeNull();
    expect(faultOf('aspect', said, [saying(said)])).toBeNull();
  });
});

describe('an attitude', () => {
  test.each([
    ['L’achat de fans est absurde.', 'Camille recommande l’achat de fans.'],
    ['Les blogs sont d’une grande banalité.', 'Camille se réjouit des blogs.'],
    ['J’ai du respect pour cette plateforme géniale.', 'Camille critique cette plateforme.'],
    ['Faut-il vraiment écrire ?', 'Camille conseille d’écrire.'],
    ['Il vaut mieux écouter les illusions mourir.', 'Camille croit aux illusions.'],
  ])('that « %s » does not bear is refused: « %s »', (said, claimed) => {
    expect(faultOf('attitude', claimed, [saying(said)])).not.toBeNull();
  });

  test.each([
    ['Il faut écouter les clients.', 'Camille recommande d’écouter les clients.'],
    ['La page est excellente.', 'Camille salue la page.'],
    ['La démarche est exagérée.', 'Camille critique la démarche.'],
  ])('that « %s » bears is kept: « %s »', (said, claimed) => {
    expect(faultOf('attitude', claimed, [saying(said)])).toBeNull();
  });
});

describe('a contrast', () => {
  const said = saying(
    'La page des entreprises mourra, mais le carnet personnel des lecteurs durera.',
  );

  test('keeps its sides apart', () => {
    const crossed = 'Le carnet personnel des lecteurs mourra.';
    expect(faultOf('contrast', crossed, [said])).not.toBeNull();
    expect(faultOf('contrast', 'La page des entreprises mourra.', [said])).toBeNull();
  });

  test('stands between two passages too', () => {
    const other = passage({ anchor: 'autre', text: 'Les jardiniers vendent des tomates.' });
    const lent = 'Les lecteurs vendent des tomates.';
    expect(faultOf('contrast', lent, [said, other])).not.toBeNull();
  });
});

describe('the order', () => {
  test.each([
    ['Une communauté façonne une entreprise.', 'Une entreprise façonne une communauté.'],
    ['Le rachat de Radian par Salesforce étonne.', 'Le rachat de Salesforce par Radian étonne.'],
    ['Le rachat de Radian par Salesforce étonne.', 'Radian rachète Salesforce.'],
    ['Les blogs valent plus que les pages.', 'Les pages valent plus que les blogs.'],
  ])('of « %s » is not that of « %s »', (said, turned) => {
    expect(faultOf('order', turned, [saying(said)])).not.toBeNull();
    expect(faultOf('order', said, [saying(said)])).toBeNull();
  });

  test('of the passive is the same', () => {
    const said = saying('Une communauté façonne une entreprise.');
    expect(faultOf('order', 'Une entreprise est façonnée par une communauté.', [said])).toBeNull();
  });
});

describe('what is stitched together', () => {
  const blogs = saying(
    'Les forums vont continuer et le blog reste le socle solide de la stratégie.',
    'Le blog est la base de tout.',
  );

  test('is another subject before the words of a passage', () => {
    const text = 'Les forums restent le socle solide de la stratégie.';
    expect(faultOf('stitched', text, [blogs])).not.toBeNull();
    expect(
      faultOf('stitched', 'Le blog reste le socle solide de la stratégie.', [blogs]),
    ).toBeNull();
  });

  test('is a predicate, word for word, after a subject that its passage does not have', () => {
    const lent = 'Les jardiniers restent le socle solide de la stratégie.';
    expect(faultOf('stitched', lent, [blogs])).not.toBeNull();
  });

  test('is two passages in one clause', () => {
    const forum = passage({ anchor: 'forum', text: 'Un forum focalisé, spécialisé, dure.' });
    const giant = passage({ anchor: 'geant', text: 'Facebook est une plateforme gigantesque.' });
    const text = 'Un forum focalisé est une plateforme gigantesque.';
    expect(faultOf('stitched', text, [forum, giant])).not.toBeNull();
    const fair = 'Le forum focalisé dure, et Facebook est une plateforme gigantesque.';
    expect(faultOf('stitched', fair, [forum, giant])).toBeNull();
  });

  test('is the words of a passage that is not cited', () => {
    const other = passage({
      anchor: 'autre',
      text: 'Les jardiniers arrosent leurs tomates chaque soir.',
    });
    const text = 'Le blog est la base, et les jardiniers arrosent leurs tomates chaque soir.';
    expect(faultOf('stitched', text, [blogs], [other])).not.toBeNull();
  });
});

describe('support', () => {
  const cited = [saying('Les forums de jardinage répondent aux questions des débutants.')];

  test('is had by a paraphrase', () => {
    const text = 'Sur les forums, les jardiniers débutants trouvent des réponses.';
    expect(faultOf('support', text, cited)).toBeNull();
  });

  test('is missing where nearly every word is new', () => {
    const text = 'Les forums réclament une baisse des impôts et des loyers parisiens.';
    expect(faultOf('support', text, cited)).toContain('impôts');
  });

  test('is missing where a part of the sentence floats free', () => {
    const text =
      'Les forums de jardinage répondent aux questions des débutants, et la vaccination protège durablement les nourrissons fragiles.';
    expect(faultOf('support', text, cited)).toContain('vaccination');
  });
});
