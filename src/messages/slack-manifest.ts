// What Slack shows of the app before anybody has asked anything.

/** Of the app as a whole. */
export const presentation = {
  name: 'debat-bot',
  displayName: 'debat',
  colour: '#1f3a5f',
  description: 'Cite un débat, mot pour mot, avec la voix, le texte, la date et le lien.',
  longDescription:
    'Donnez un sujet, recevez les passages du débat qui en parlent, exacts au caractère près, chacun avec sa voix, son texte, sa date et son lien. Chaque message est relu et comparé au corpus avant de partir : s’il en diffère, il n’est pas envoyé. Ni vos messages ni vos noms ne sont conservés, hors de ce qui est proposé au débat ; le sujet de la dernière question l’est trente minutes, pour que la suite se comprenne.',
  agent:
    'Écrivez un sujet, recevez les passages du débat qui en parlent, mot pour mot, avec leur source.',
} as const;

/** Of the shortcuts. */
export const shortcuts = {
  related: {
    name: 'Passages liés',
    description: 'Cherche dans le débat ce dont parle ce message',
  },
  propose: {
    name: 'Proposer au débat',
    description: 'Propose ces mots à qui tient le débat',
  },
  proposeThread: {
    name: 'Proposer le fil entier',
    description: 'Demande à chaque personne du fil si ses mots peuvent être proposés',
  },
  search: {
    name: 'Chercher dans le débat',
    description: 'Un sujet, un auteur, des années, et où répondre',
  },
} as const;

/** Of each command: what it is for, and how what follows it is written; `options` are those of `/debat`. */
export function commandTexts(options: readonly string[]) {
  return {
    debat: {
      description: 'Les passages du débat sur un sujet, mot pour mot',
      usage: ['sujet', ...options.map((option) => `[${option}]`)].join(' '),
    },
    position: {
      description: 'Ce que soutient un auteur, passage par passage',
      usage: 'auteur [; sujet]',
    },
    comparer: { description: 'Deux voix face à face', usage: 'auteur ; auteur [; sujet]' },
    carte: {
      description: 'La carte du débat : qui répond à qui, thèse par thèse',
      usage: '[sujet] [auteur:nom]',
    },
    'qui-repond': {
      description: 'Qui répond à qui, mot pour mot',
      usage: '[référence, auteur ou sujet]',
    },
    citation: {
      description: 'Une seule citation ; sans sujet, celle du jour',
      usage: '[sujet] [en image]',
    },
    sources: {
      description: 'Les textes du débat, leurs voix, leurs dates, leurs liens',
      usage: '[auteur]',
    },
    debats: {
      description: 'Les débats qui se lisent ici, et celui qui répond',
      usage: '[choisir NOM] [partout] | oublier',
    },
    abonnement: {
      description: 'La citation du jour dans ce canal',
      usage:
        'activer [9h30] [Europe/Paris] [lun-ven] [image] | desactiver | etat | essai | effacer',
    },
    proposer: {
      description: 'Proposer des mots ou une page à qui tient ce débat',
      usage: '[entre guillemets les mots] auteur:nom source:adresse | adresse | etat | retirer',
    },
    'aide-debat': {
      description: 'Ce que vous pouvez demander, et ce qui est conservé',
      usage: null,
    },
  } as const;
}

/** The options of `/debat` where no corpus gives examples. */
export const OPTIONS_WITHOUT_EXAMPLES: readonly string[] = [
  ...['auteur:nom', 'depuis:année', 'jusqua:année', 'page:2', 'resume', 'prive'],
];
