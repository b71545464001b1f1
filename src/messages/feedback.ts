import { typeset } from '../french/typography.ts';

/** The form that asks what is wrong with an answer: the same words on every platform. */
export const wrongForm = {
  wrongTitle: 'Signaler une erreur',
  reason: typeset('Qu’est-ce qui ne va pas ?'),
  reasonHint: 'Seul le motif est compté, sans votre nom, la question ni la réponse.',
  reasons: {
    'citation inexacte': 'Citation inexacte',
    'mauvais auteur': 'Mauvais auteur',
    'hors sujet': 'Hors sujet',
    'résumé infidèle': 'Résumé infidèle',
    autre: 'Autre',
  },
} as const;
