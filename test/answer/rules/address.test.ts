import { describe, expect, test } from 'vitest';
import { passage } from '../../fixtures/passages.ts';
import { faultOf } from './faults.ts';

const cited = [passage()];

describe('nobody', () => {
  test.each([
    ['person', 'Je crois que la page est vide.', 'Je'],
    ['person', 'À mon avis, la page est vide.', 'mon'],
    ['person', 'Rappelons que la page est vide.', 'Rappelons'],
    ['person', 'N’oublions pas que la page est vide.', 'oublions'],
    ['reader', 'La page est vide, comme vous le savez.', 'vous'],
    ['reader', 'Notez que la page est vide.', 'Notez'],
    ['reader', 'Le lecteur notera que la page est vide.', 'lecteur'],
    ['reader', 'Tu verras ton erreur sur la page.', 'Tu'],
    ['instructions', 'Le passage 3 dit que la page est vide.', 'passage 3'],
    ['instructions', 'Selon les extraits, la page est vide.', 'extraits'],
    ['instructions', 'En tant que modèle, il est dit que la page est vide.', 'en tant que modele'],
    ['instructions', 'En résumé, la page est vide.', 'resume'],
    ['instructions', 'La consigne dit que la page est vide.', 'consigne'],
  ])('speaks, is spoken to or sees the task (%s): %s', (rule, text, found) => {
    expect(faultOf(rule, text, cited)).toBe(found);
  });

  test.each([
    ['person', 'Les salons et les actions « de notre temps » restent vides.'],
    ['reader', 'Chez les marques, le ton est assez ironique.'],
    ['instructions', 'Camille Exemple résume ainsi le passage à un autre modèle économique.'],
  ])('does in an ordinary sentence (%s): %s', (rule, text) => {
    expect(faultOf(rule, text, cited)).toBeNull();
  });
});

describe('the language', () => {
  test.each([
    'The page had three thousand subscribers and brought nobody.',
    'La página tenía los abonados pero no el éxito.',
    'Die Seite hatte dreitausend Abonnenten und nicht mehr.',
    'La pagina aveva molti abbonati, che non sono più.',
    'La page est vide because nobody wants the content.',
    'Page abonnés clients blog réclamation semaine.',
  ])('is not French in: %s', (text) => {
    expect(faultOf('language', text, cited)).not.toBeNull();
  });

  test('is French though a name or a quotation is not', () => {
    const text = 'Le proverbe cité par cette page reste : « Fish where the fish are ».';
    expect(faultOf('language', text, cited)).toBeNull();
  });
});
