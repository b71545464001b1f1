import type { Role, Stance } from '../debate/passage.ts';
import { counted, enumeration, formatNumber, french } from '../french/typography.ts';

/** Where text alone is shown, the address of a quotation’s own page. */
export const ownPage = (address: string): string => french`Dans le débat : ${address}`;

/** Reads back what `ownPage` says. */
export const OWN_PAGE = /^Dans le débat\u00A0: (?<address>\S+)$/u;

/** What the pages say in words of ours. */
export const pageWords = {
  skip: 'Aller au texte',
  sections: 'Le débat',
  works: 'Œuvres',
  voices: 'Voix',
  themes: 'Thèmes',
  search: 'Rechercher',
  untitled: 'Un débat',
  debates: 'Les débats',
  debatesText: french`Les débats qui se lisent ici, mot pour mot.`,
  noDebates: french`Aucun débat ne se lit ici.`,
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
  notAmongText: french`Aucune page n’a cette adresse. La liste dit quels débats se lisent ici.`,
  fault: 'Page indisponible',
  faultText: (reference: string): string =>
    french`Cette page n’a pas pu être vérifiée et n’est donc pas montrée. Numéro à donner à la personne qui s’occupe du débat : ${reference}.`,
  apart: 'Page écrite à part',
  apartText: french`Cette page se fait de tout le débat à la fois, et ce service n’en lit que ce qu’il montre. La personne qui s’occupe du débat peut l’écrire à partir de ses fichiers, avec la commande npm run site.`,
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
  /** Themes are told where there are some. */
  held: (works: number, voices: number, passages: number, themes: number): string => {
    const told = [counted(works, 'œuvre'), counted(voices, 'voix', 'voix')];
    told.push(counted(passages, 'passage'), counted(themes, 'thème'));
    return french`Ces pages tiennent ${enumeration(themes === 0 ? told.slice(0, -1) : told)}.`;
  },
  passages: (count: number): string => counted(count, 'passage'),
  undated: 'Date inconnue',
  allWorks: (count: number): string => `Les ${formatNumber(count)} œuvres, par date`,
  allVoices: (count: number): string => `Les ${formatNumber(count)} voix`,
  allThemes: (count: number): string => `Les ${formatNumber(count)} thèmes`,
  timeline: 'Ce qu’en dit chaque œuvre',
  timelineDrawn: french`Les œuvres se suivent par date, chacune avec un de ses passages, auquel elle mène.`,
  map: 'Qui répond à qui',
  mapText: french`Chaque ligne dit comment une personne a lu deux passages ensemble ; chacun des deux noms mène au sien.`,
  mapDrawn: french`Chaque case de cette carte mène à son passage, et chaque flèche à celui d’où elle part. Ces liens se lisent aussi dessous, ligne par ligne.`,
  mapSubject: 'Sujet de la carte',
  mapVoice: 'Voix autour de laquelle la dessiner',
  mapButton: 'Dessiner la carte',
  wholeMap: (count: number): string => french`Tout lire : ${counted(count, 'lien')} entre passages`,
  noMap: french`Aucun passage n’a encore été lu avec un autre.`,
  position: 'Ce que soutient cette voix',
  positionText: french`Chaque thèse dit avec nos mots ce que soutient un passage, et mène à lui.`,
  positionCut: (told: number, all: number): string =>
    french`Voici ${formatNumber(told)} thèses sur ${formatNumber(all)} ; les autres se lisent au-dessus de leurs passages.`,
  noThesis: french`Aucun passage où cette voix parle en son nom n’a encore de thèse ; ses mots se lisent ci-dessous.`,
  manyVoices: french`Plusieurs personnes parlent ici, que rien ne distingue : elles ne soutiennent rien ensemble.`,
  otherThemes: 'Sans thème',
  answers: 'À qui cette voix répond',
  answered: 'Qui lui répond',
  pairsCut: (shown: number, all: number): string =>
    french`Voici ${formatNumber(shown)} liens sur ${formatNumber(all)} ; les autres se lisent sous chaque passage.`,
  herPassages: 'Ses passages',
  whoSpeaks: 'Qui en parle',
  othersToo: (count: number): string => `et ${counted(count, 'autre voix', 'autres voix')}`,
  aboutVoice: (label: string, passages: number): string =>
    french`${label} : ${counted(passages, 'passage')}, mot pour mot, avec leurs liens.`,
  aboutTheme: (name: string, passages: number): string =>
    french`${name} : ${counted(passages, 'passage')} du débat, mot pour mot.`,
  searched: 'Mots à chercher',
  searchButton: 'Chercher',
  searchText: french`La recherche trouve les passages par leurs mots, leurs thèmes et leurs voix.`,
  searchScriptless: french`Sans JavaScript, la recherche ne fonctionne pas dans ces pages : passez par les thèmes ou par les voix.`,
  noneFound: french`Aucun passage de ces pages n’a ces mots.`,
  found: french`Passages trouvés, les plus proches d’abord :`,
  suggestions: 'À demander plutôt',
  /** An offer of what another page answers. */
  elsewhere: (command: 'debat' | 'carte', said: string): string =>
    french`${command === 'debat' ? 'Rechercher' : 'Dessiner la carte'} : ${said}`,
} as const;

/** Over the passages in which a voice speaks so. */
export function roleHeading(role: Role, stance: Stance): string {
  return stance === 'assumed' ? ROLES[role] : STANCES[stance];
}

const STANCES: Readonly<Record<Exclude<Stance, 'assumed'>, string>> = {
  reported: 'Propos que cette voix rapporte',
  rejected: 'Propos que cette voix rejette',
};

const ROLES: Readonly<Record<Role, string>> = {
  auteur: 'Dans ses propres textes',
  commentateur: 'En commentaire',
  interviewé: 'En réponse dans un entretien',
  intervieweur: 'En menant un entretien',
  orateur: 'De vive voix, en public',
  'président de séance': 'En présidant une séance',
  modérateur: 'En modérant un échange',
  traducteur: 'En traduisant',
  cité: 'Propos que d’autres lui attribuent',
};
