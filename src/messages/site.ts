import { counted, french } from '../french/typography.ts';

/** What the pages say in words of ours. */
export const pageWords = {
  skip: 'Aller au texte',
  sections: 'Le débat',
  debate: 'Le débat',
  works: 'Œuvres',
  voices: 'Voix',
  themes: 'Thèmes',
  search: 'Rechercher',
  untitled: 'Un débat',
  permanent: 'Lien permanent',
  original: 'Lire l’original',
  leftOut: 'Des mots de l’œuvre ne sont pas reproduits ici.',
  inWork: 'Lire à sa place dans l’œuvre',
  before: 'Passage précédent',
  after: 'Passage suivant',
  previousPage: 'Page précédente',
  nextPage: 'Page suivante',
  pages: 'Pages',
  readWith: 'Lu avec',
  notFound: 'Page inconnue',
  notFoundText: french`Aucune page de ce débat n’a cette adresse. Le passage a pu quitter le corpus ; la recherche ou la liste des œuvres vous diront ce qui s’y trouve.`,
  fault: 'Page indisponible',
  faultText: (reference: string): string =>
    french`Cette page n’a pas pu être vérifiée et n’est donc pas montrée. Numéro à donner à la personne qui s’occupe du débat : ${reference}.`,
  starting: french`Le débat est en cours de lecture ; réessayez dans un instant.`,
  verified: (hash: string): string =>
    french`Seuls les mots entre guillemets sont textuels ; la mention hors citation annonce une idée dite avec nos mots. Avant d’être montrée, cette page a été relue et comparée au corpus ${hash}, au caractère près.`,
  excerpts: (passages: number): string =>
    french`Cette œuvre est tenue en extraits : ${counted(passages, 'passage')}.`,
  whole: (passages: number): string =>
    french`Cette œuvre est tenue entière : ${counted(passages, 'passage')}.`,
  cite: 'Citer, exporter',
  dailyFeed: 'La citation du jour',
  relationsKey: french`Les relations sont la lecture d’un éditeur ; +> veut dire rejoint, -> rejette. Qui répond ou nuance ne soutient ni n’attaque : c’est dit entre accolades, sans flèche.`,
  passageOf: (speaker: string): string => `Un passage : ${speaker}`,
  page: (page: number, pages: number): string => `Page ${page} sur ${pages}`,
} as const;
