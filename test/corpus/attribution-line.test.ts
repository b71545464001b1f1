import { describe, expect, test } from 'vitest';
import { parseAttributionLine } from '../../src/corpus/attribution-line.ts';

const PLAIN = {
  voice: { name: 'Jo Exemple', named: true, quality: null },
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
    ['— Jo Exemple, oratrice', { role: 'orateur' }, 'oratrice'],
    ['— Jo Exemple, présidente de séance', { role: 'président de séance' }, 'présidente de séance'],
    ['— Jo Exemple, citée par Zoé', { role: 'cité', reportedBy: 'Zoé' }, 'citée'],
    ['— un commentateur, commentateur', anonymous('un commentateur', 'commentateur')],
    ['— auteur non identifié, auteur', anonymous('auteur non identifié', 'auteur')],
    ['— voix non identifiée, interviewé', anonymous('voix non identifiée', 'interviewé')],
  ])('%s', (line, told: object, writtenRole?: string) => {
    const read = { ...PLAIN, ...told };
    expect(parseAttributionLine(line)).toEqual({ ...read, writtenRole: writtenRole ?? read.role });
  });
});

describe('an attribution line is refused', () => {
  test.each([
    '— Jo Exemple',
    '— , auteur',
    '- Jo Exemple, auteur',
    'Jo Exemple, auteur',
    '— Jo Exemple, auteur, propos volé',
    '— Jo Exemple, auteur, propos rejeté, propos rejeté',
    '— Jo Exemple, auteur, propos rapporté, propos rejeté',
    '— Jo Exemple, auteur, transcription automatique, transcription automatique',
    '— Jo Exemple, auteur, ',
    '— Jo Exemple, auteur (deviné : x)',
    '— Jo Exemple, auteur (déduit)',
    '— Jo Exemple, auteur (déduit : a) (déduit : b)',
  ])('as one that cannot be read: %s', (line) => {
    const what = 'ligne d’attribution illisible';
    expect(parseAttributionLine(line)).toEqual([[what, expect.any(String)]]);
  });

  test.each([
    ['— Jo Exemple, chanteur', 'rôle inconnu « chanteur »'],
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
    const [[, remedy] = []] = parseAttributionLine('— Jo Exemple, chanteur') as [string, string][];
    expect(remedy).toContain('permis : auteur, autrice, cité, citée, interviewé');
  });

  test('whatever its length, at once', { timeout: 10_000 }, () => {
    for (const filler of [' ', ', ', 'a par ', '(', 'déduit : ']) {
      expect(parseAttributionLine(`— ${filler.repeat(20_000)}`)).toHaveLength(1);
    }
  });
});

function anonymous(name: string, role: string) {
  return { voice: { name, named: false, quality: null }, role };
}
