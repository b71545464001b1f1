import { describe, expect, test } from 'vitest';
import { parseAttributionLine } from '../../src/corpus/attribution-line.ts';

const PLAIN = {
  voice: { name: 'Jo Exemple', named: true },
  role: 'auteur',
  reportedBy: null,
  deduction: null,
  stance: 'assumed',
  flags: [],
};

describe('an attribution line is read', () => {
  test.each([
    ['— Jo Exemple, auteur', {}],
    ['— Jo Exemple, cité par Zoé d’Éon', { role: 'cité', reportedBy: 'Zoé d’Éon' }],
    ['— Jo Exemple, interviewé, propos rapporté', { role: 'interviewé', stance: 'reported' }],
    ['— Jo Exemple, auteur, propos rejeté', { stance: 'rejected' }],
    ['— Jo Exemple, auteur, transcription automatique', { flags: ['transcription automatique'] }],
    [
      '— Jo Exemple, interviewé, transcription automatique, mots mal entendus',
      { role: 'interviewé', flags: ['transcription automatique', 'mots mal entendus'] },
    ],
    ['— Jo Exemple, commentateur (déduit : le ton)', { role: 'commentateur', deduction: 'le ton' }],
    [
      '— Jo Exemple, cité par l’auteur non identifié de X, propos rejeté, transcription automatique (déduit\u00A0: a, b)',
      {
        role: 'cité',
        reportedBy: 'l’auteur non identifié de X',
        stance: 'rejected',
        flags: ['transcription automatique'],
        deduction: 'a, b',
      },
    ],
    ['— un commentateur, commentateur', anonymous('un commentateur', 'commentateur')],
    ['— auteur non identifié, auteur', anonymous('auteur non identifié', 'auteur')],
    ['— voix non identifiée, interviewé', anonymous('voix non identifiée', 'interviewé')],
    [
      '— intervieweur non identifié, intervieweur',
      anonymous('intervieweur non identifié', 'intervieweur'),
    ],
  ])('%s', (line, told) => {
    expect(parseAttributionLine(line)).toEqual({ ...PLAIN, ...told });
  });
});

describe('an attribution line is refused', () => {
  test.each([
    ['— Jo Exemple', 'ligne d’attribution illisible'],
    ['— , auteur', 'ligne d’attribution illisible'],
    ['- Jo Exemple, auteur', 'ligne d’attribution illisible'],
    ['Jo Exemple, auteur', 'ligne d’attribution illisible'],
    ['— Jo Exemple, auteur, propos volé', 'ligne d’attribution illisible'],
    ['— Jo Exemple, auteur, propos rejeté, propos rejeté', 'ligne d’attribution illisible'],
    ['— Jo Exemple, auteur, propos rapporté, propos rejeté', 'ligne d’attribution illisible'],
    [
      '— Jo Exemple, auteur, transcription automatique, transcription automatique',
      'ligne d’attribution illisible',
    ],
    ['— Jo Exemple, auteur, ', 'ligne d’attribution illisible'],
    ['— Jo Exemple, auteur (deviné : x)', 'ligne d’attribution illisible'],
    ['— Jo Exemple, auteur (déduit)', 'ligne d’attribution illisible'],
    ['— Jo Exemple, auteur (déduit : a) (déduit : b)', 'ligne d’attribution illisible'],
    ['— Jo Exemple, orateur', 'rôle inconnu « orateur »'],
    ['— Jo Exemple, Auteur', 'rôle inconnu « Auteur »'],
    ['— Jo Exemple, cité', '« cité » sans dire par qui'],
    ['— Jo Exemple, auteur par Zoé', '« par … » n’a de sens qu’avec « cité »'],
    ['— Jo « la voix » Exemple, auteur', 'guillemets dans un nom'],
    ['— Jo Exemple, cité par "Zoé"', 'guillemets dans un nom'],
    [`— ${'x'.repeat(81)}, auteur`, 'nom de plus de 80 caractères'],
    [`— Jo, cité par ${'x'.repeat(81)}`, 'nom de plus de 80 caractères'],
    [`— Jo, auteur (déduit : ${'x'.repeat(301)})`, 'raison de plus de 300 caractères'],
  ])('%s', (line, what) => {
    expect(parseAttributionLine(line)).toEqual([[what, expect.any(String)]]);
  });

  test('with the roles there are', () => {
    expect(parseAttributionLine('— Jo Exemple, orateur')).toEqual([
      [
        'rôle inconnu « orateur »',
        'rôles permis : auteur, cité, interviewé, intervieweur, commentateur',
      ],
    ]);
  });

  test('whatever its length, at once', { timeout: 10_000 }, () => {
    for (const filler of [' ', ', ', 'a par ', '(', 'déduit : ']) {
      expect(parseAttributionLine(`— ${filler.repeat(20_000)}`)).toHaveLength(1);
    }
  });
});

function anonymous(name: string, role: string) {
  return { voice: { name, named: false }, role };
}
