import { commonHelp, commonLabels, commonSentences } from './conversation.ts';
import type { Manner } from './examples.ts';
import { helpWith } from './messages.ts';
import { capitalised, counted, french, withDe } from '../french/typography.ts';

// What is said on Discord only. As in messages.ts, guillemets are for the corpus's exact words.

/** What stands on buttons and beside them. */
export const labels = {
  ...commonLabels,
  position: (author: string): string => `Position ${withDe(author)}`,
} as const;

/** A text as it is registered: French for everyone, English for those whose Discord speaks it. */
export interface Localised {
  readonly fr: string;
  readonly en: string;
}

/** The entries of a message's own menu. */
export const RELATED = 'Passages liés';
export const PROPOSE = 'Proposer au débat';
export const PROPOSE_THREAD = 'Proposer le fil entier';

/** What Discord shows beside each command while it is typed; 100 characters at most. */
export const descriptions = {
  debat: {
    fr: 'Les passages du débat qui parlent d’un sujet, mot pour mot',
    en: 'The passages of the debate on a subject, word for word (in French)',
  },
  position: {
    fr: 'Ce que soutient un auteur, passage par passage',
    en: 'What an author holds, passage by passage (in French)',
  },
  comparer: { fr: 'Deux voix face à face', en: 'Two voices side by side (in French)' },
  carte: {
    fr: 'La carte du débat : qui répond à qui, thèse par thèse',
    en: 'The debate as a map: who answers whom, thesis by thesis (in French)',
  },
  'qui-repond': {
    fr: 'Qui répond à qui, mot pour mot ; un sujet, une voix ou la référence d’un passage',
    en: 'Who answers whom, word for word: a subject, a voice or a passage’s reference (in French)',
  },
  citation: {
    fr: 'Une seule citation ; sans sujet, celle du jour',
    en: 'One quotation; without a subject, that of the day (in French)',
  },
  sources: {
    fr: 'Les textes du débat, leurs voix, leurs dates, leurs liens',
    en: 'The works of the debate, their voices, dates and links (in French)',
  },
  abonnement: {
    fr: 'La citation du jour, envoyée chaque jour dans ce salon',
    en: 'The quotation of the day, sent to this channel every day (in French)',
  },
  proposer: {
    fr: 'Proposer des mots, ou une page, à qui tient ce débat',
    en: 'Propose words, or a page, to whoever keeps this debate (in French)',
  },
  debats: {
    fr: 'Les débats qui se lisent ici, et celui qui répond',
    en: 'The debates that can be asked here, and which one answers (in French)',
  },
  'aide-debat': {
    fr: 'Ce que vous pouvez demander, et comment les citations sont vérifiées',
    en: 'What can be asked, and how quotations are verified (in French)',
  },
} as const satisfies Readonly<Record<string, Localised>>;

/** The same for what can be done with a subscription. */
export const gestureDescriptions = {
  activer: {
    fr: 'Envoyer ici la citation du jour ; sans précision, à neuf heures, du lundi au vendredi',
    en: 'Send the quotation of the day here; unless you say otherwise, at 9, Monday to Friday',
  },
  desactiver: {
    fr: 'Ne plus envoyer ici la citation du jour',
    en: 'Send the quotation of the day here no more',
  },
  etat: {
    fr: 'Les réglages, le prochain envoi et le dernier',
    en: 'The settings, and when it comes next and came last',
  },
  essai: {
    fr: 'Montrer maintenant la citation qui serait envoyée',
    en: 'Show now the quotation that would be sent',
  },
  effacer: {
    fr: 'Effacer tous les abonnements de ce serveur et leur historique',
    en: 'Erase all subscriptions of this server, and what was sent',
  },
  liste: { fr: 'Les débats qui se lisent ici', en: 'The debates that can be asked here' },
  choisir: {
    fr: 'Choisir le débat qui répond dans ce salon',
    en: 'Choose the debate that answers in this channel',
  },
  oublier: {
    fr: 'Oublier le débat choisi dans ce salon',
    en: 'Forget the debate that was chosen for this channel',
  },
} as const satisfies Readonly<Record<string, Localised>>;

/** The same for what follows a command. */
export const optionDescriptions = {
  sujet: { fr: 'Un mot, un nom ou une expression', en: 'A word, a name or an expression' },
  auteur: { fr: 'Une voix du débat', en: 'A voice of the debate' },
  autre: { fr: 'Une autre voix du débat', en: 'Another voice of the debate' },
  depuis: { fr: 'Année du premier passage voulu', en: 'Year of the first passage wanted' },
  jusqua: { fr: 'Année du dernier passage voulu', en: 'Year of the last passage wanted' },
  prive: { fr: 'Ne répondre qu’à vous', en: 'Answer only to you' },
  resume: {
    fr: 'Résumer en cinq thèses au plus ce qui est trouvé',
    en: 'Sum up what is found in at most five theses',
  },
  image: { fr: 'En image aussi, à partager', en: 'As a picture too, to pass on' },
  mots: { fr: 'Les mots exacts que vous proposez', en: 'The exact words that you propose' },
  voix: { fr: 'De qui sont ces mots', en: 'Whose words they are' },
  source: {
    fr: 'Où ils se lisent : une adresse ou un titre',
    en: 'Where they can be read: an address or a title',
  },
  date: { fr: 'Par exemple 2012 ou 15 mars 2012', en: 'Such as 2012 or 15 mars 2012' },
  geste: {
    fr: 'Ce que sont devenues vos propositions, ou en retirer une : retirer 12',
    en: 'What became of your proposals (etat), or take one back: retirer 12',
  },
  heure: { fr: 'Par exemple 9h30 ou midi', en: 'Such as 9h30 or midi' },
  fuseau: {
    fr: 'Un fuseau horaire ou une ville, par exemple Montréal',
    en: 'A time zone or a city, such as Montréal',
  },
  jours: {
    fr: 'Par exemple lun-ven, mar,jeu ou tous les jours',
    en: 'Such as lun-ven, mar,jeu or tous les jours',
  },
  debat: { fr: 'Un débat, parmi ceux de /debats', en: 'A debate, among those of /debats' },
  partout: { fr: 'Pour tout le serveur', en: 'For the whole server' },
  confirmer: {
    fr: 'Oui pour effacer vraiment : rien ne revient',
    en: 'Yes to erase for good',
  },
} as const satisfies Readonly<Record<string, Localised>>;

/** A description with an example of this corpus, as far as Discord takes so much. */
export function withExample({ fr, en }: Localised, example: string | null, longest: number) {
  const whole = {
    fr: `${fr}, par exemple ${example ?? ''}`,
    en: `${en}, such as ${example ?? ''}`,
  };
  const isShown = example !== null && Math.max(whole.fr.length, whole.en.length) <= longest;
  return isShown ? whole : { fr, en };
}

/** Why Discord refuses a message: https://docs.discord.com/developers/topics/opcodes-and-status-codes#json */
const WHY_NOT_POSTED: ReadonlyMap<number, string> = new Map([
  [10_003, 'Ce salon n’existe plus.'],
  [
    50_001,
    'Le bot ne voit pas ce salon. La personne qui gère le serveur peut le lui ouvrir, et les commandes y marchent déjà.',
  ],
  [
    50_013,
    'Le bot n’a pas le droit d’écrire dans ce salon. La personne qui gère le serveur peut le lui donner, et les commandes y marchent déjà.',
  ],
]);

const NOT_YOURS_TO_REMOVE =
  'Seule la personne qui a posé la question, ou une personne qui gère les messages du serveur, peut retirer cette réponse.';

/** Short sentences. */
export const sentences = {
  ...commonSentences('Discord', WHY_NOT_POSTED),
  shared: (): string => 'Cette réponse est partagée dans ce salon.',
  notYoursToRemove: (): string => NOT_YOURS_TO_REMOVE,
  adminsUnknown: (): string => NOT_YOURS_TO_REMOVE,
  wordsKeptBack: (): string =>
    french`Discord ne transmet pas les mots d’un message qui nomme le rôle du bot : mentionnez le bot lui-même, ou tapez /debat et un sujet.`,
  andOthers: (quotations: number): string =>
    `… et ${counted(quotations, 'autre citation', 'autres citations')} de cette page, que Discord n’a pas la place de montrer.`,
};

/** What only has to be there is a choice between two. */
const TRUE = 'True';
const SUBSCRIPTION = '/abonnement activer heure:9h30 fuseau:Europe/Paris jours:lun-ven';

/** Options that Discord lays out; typed where the bot is mentioned or written to, they are read too. */
export const IN_OPTIONS: Manner = {
  usages: [
    ['/debat sujet', 'les passages qui en parlent, mot pour mot'],
    ['/position auteur sujet', 'ce que soutient un auteur, en bref, puis passage par passage'],
    ['/comparer auteur1 auteur2 sujet', 'deux voix face à face, sur les mêmes points'],
    ['/carte sujet auteur', 'les thèses, et ce qui les relie'],
    ['/qui-repond sujet auteur', 'qui répond à qui, chacun avec ses mots'],
    [
      '/citation sujet auteur',
      `une seule citation ; sans sujet, celle du jour ; le bouton ${commonLabels.another} en change`,
    ],
    ['/sources auteur', 'les textes du débat, leurs voix, leurs dates, leurs liens'],
    [
      SUBSCRIPTION,
      'la citation du jour envoyée ici d’elle-même ; de même desactiver, etat, essai, effacer',
    ],
    ['/proposer', 'des mots ou une page à ajouter au débat'],
    ['/aide-debat', 'cette aide'],
  ],
  options: ['auteur', 'depuis', 'jusqua', 'resume', 'prive'],
  question: (command, given) => [`/${command}`, ...given.map(inOption)].join(' '),
  named: capitalised,
  option: (name, value) => inOption([name, value ?? TRUE]),
  optional: 'Hors de /debat, le sujet est facultatif, comme l’auteur de /sources.',
  hasMonths: false,
  twoVoices: 'Il faut deux auteurs',
  byVoice: 'avec /debat et ses options sujet et auteur',
  subscription: SUBSCRIPTION,
  page: `Donnez un nombre, ou tournez les pages avec ${commonLabels.previous} et ${commonLabels.next}`,
};

/** The menus of Discord propose names as they are written. */
function inOption([name, value]: readonly [name: string, value: string]): string {
  return `${name}:${name.startsWith('auteur') ? capitalised(value) : value}`;
}

/** Help as it is said on Discord: what is kept depends on the platform. */
export const discordHelp = helpWith({
  manner: IN_OPTIONS,
  elsewhere: [
    'Dans un salon, mentionnez le bot et écrivez le sujet ; en privé, écrivez-le tel quel. Une phrase suffit, et une commande s’y tape avec les mêmes options.',
    commonHelp.following('En privé, dans un fil ou par une nouvelle mention'),
    `Sur un message, Applications puis ${RELATED} cherche ce dont il parle, pour vous seul ; ${PROPOSE} ou ${PROPOSE_THREAD} le propose.`,
  ],
  kept: [
    'Le bot ne garde ni vos messages ni vos noms ; de ce qui est proposé, les mots, leur voix et leur source, 180 jours au plus.',
    commonHelp.followed,
    'D’un abonnement, il garde le serveur, le salon et les réglages, et 400 jours les citations envoyées ; /abonnement effacer oublie tout, comme de retirer le bot du serveur, un jour plus tard.',
    'Les boutons portent leur question ; celle qui n’y tient pas est retenue 30 jours, sans savoir de qui.',
    commonHelp.model,
    commonHelp.changed,
    commonHelp.feedback,
  ],
});
