import { commonHelp, commonLabels, commonSentences, wrongForm } from './conversation.ts';
import type { Examples } from '../debate/examples.ts';
import { suchAs, TYPED } from './examples.ts';
import { helpWith } from './messages.ts';
import { keptOfProposals } from './proposals.ts';
import { keptOfThreads } from './threads.ts';
import { counted, french, typeset } from '../french/typography.ts';

// What is said on Slack only. As in messages.ts, guillemets are for the corpus's exact words.

/** What stands on buttons and beside them. */
export const labels = {
  ...commonLabels,
  previousSpoken: 'Page précédente',
  nextSpoken: 'Page suivante',
  position: 'Position de l’auteur',
  summariseSpoken: 'Résumer ces passages',
  shareSpoken: 'Partager cette réponse avec tout le canal',
  removeTitle: 'Retirer cette réponse',
  removeText: typeset('Elle disparaîtra pour tout le monde. La retirer ?'),
  removeConfirm: 'Retirer',
  removeDeny: 'Garder',
  usefulSpoken: 'Réponse utile',
  wrongSpoken: 'Signaler une erreur',
  search: 'Chercher dans le débat',
} as const;

/** The modal that asks for a search, and the one that asks what is wrong. */
export const forms = {
  searchTitle: 'Chercher dans le débat',
  submit: 'Chercher',
  cancel: 'Annuler',
  subject: 'Sujet',
  subjectHint: ({ subject }: Examples): string =>
    `Un mot, un nom ou une expression${suchAs(subject)}.`,
  debate: 'Débat',
  author: 'Auteur',
  authorPlaceholder: 'Une lettre du nom suffit',
  since: 'Depuis l’année',
  until: 'Jusqu’à l’année',
  place: 'Où répondre',
  audience: 'Qui lira la réponse',
  private: 'Moi seulement',
  send: 'Envoyer',
  close: 'Fermer',
  ...wrongForm,
} as const;

/** Why Slack refuses a message: https://docs.slack.dev/reference/methods/chat.postMessage#errors */
const WHY_NOT_POSTED: ReadonlyMap<string, string> = new Map([
  ['not_in_channel', french`Le bot n’est pas membre de ce canal : invitez-le avec /invite.`],
  ['channel_not_found', french`Le bot n’a pas accès à ce canal : invitez-le avec /invite.`],
  ['is_archived', 'Ce canal est archivé, plus personne ne peut y écrire.'],
  ['restricted_action', 'Les réglages de l’espace de travail n’y laissent pas écrire le bot.'],
]);

/** Short sentences for one person. */
export const sentences = {
  ...commonSentences('Slack', WHY_NOT_POSTED),
  searching: (): string => 'Recherche en cours…',
  shared: (): string => 'Cette réponse est partagée dans ce canal.',
  notYoursToRemove: (): string =>
    'Seule la personne qui a posé la question, ou un administrateur de l’espace de travail, peut retirer cette réponse.',
  adminsUnknown: (): string =>
    french`Seule la personne qui a posé la question peut retirer cette réponse : le bot n’a pas le droit de savoir qui administre l’espace de travail.`,
  tooLate: (reference: string): string =>
    french`Slack n’accepte plus de réponse à ce clic, trop ancien ou trop souvent répété. Reposez la question ; si cela continue, donnez ce numéro à la personne qui s’occupe du bot : ${reference}.`,
  andOthers: (quotations: number): string =>
    `… et ${counted(quotations, 'autre citation', 'autres citations')}, à lire dans le message.`,
  andMore: (): string => '… La suite se lit dans le message.',
};

/** Help as it is said on Slack: what is kept depends on the platform. */
export const slackHelp = helpWith({
  manner: TYPED,
  elsewhere: [
    'Dans un canal ou un fil, mentionnez le bot et écrivez le sujet ; la réponse vient dans le fil.',
    'Dans les messages privés du bot, écrivez le sujet tel quel.',
    commonHelp.following('Là, et dans le même fil si vous y mentionnez le bot'),
    'Sur un message, le raccourci Passages liés cherche ce dont il parle, et Proposer au débat le propose à qui tient le débat ; Proposer le fil entier demande d’abord leur accord aux personnes qui y ont écrit.',
    'De partout, le raccourci Chercher dans le débat ouvre un formulaire.',
  ],
  kept: [
    'Le bot ne garde ni vos messages ni vos noms, hors de ce qui est proposé au débat.',
    commonHelp.followed,
    'Les boutons d’une réponse portent la question, dans le message lui-même ; retirer la réponse l’efface.',
    'Un abonnement garde le canal, l’heure, le fuseau et les jours, et les citations déjà envoyées, 400 jours au plus ; /abonnement effacer et l’onglet Accueil effacent tout, pour qui administre l’espace de travail.',
    commonHelp.model,
    'Pour ne répondre qu’une fois, l’identifiant technique de chaque événement est retenu 24 heures.',
    commonHelp.changed,
    commonHelp.feedback,
    keptOfProposals,
    keptOfThreads,
    'Là où plusieurs espaces de travail ont installé le bot, le jeton de chacun est gardé chiffré, jusqu’à ce que le bot en soit retiré.',
  ],
});

/** What the Home tab adds to the help. */
export const home = {
  title: 'Le débat, mot pour mot',
  subscriptions: 'Abonnements de cet espace de travail',
  noSubscription: typeset(
    'Aucun canal ne reçoit la citation du jour. Pour la recevoir, tapez dans un canal : /abonnement activer.',
  ),
  /** After the name of a channel. */
  subscription: (state: string): string => french` : ${state}`,
  otherSubscriptions: (channels: number): string =>
    `… et ${counted(channels, 'autre canal', 'autres canaux')}.`,
  debates: 'Les débats',
  contested: 'Citations contestées',
  erase: 'Effacer ce qui est conservé',
  eraseText: typeset(
    'Abonnements, réglages, historique et propositions de cet espace de travail ; une personne qui l’administre peut les effacer ici.',
  ),
  eraseButton: 'Tout effacer',
  eraseTitle: 'Tout effacer',
  eraseAsked: typeset(
    'Tous les abonnements de cet espace de travail, leurs réglages, leur historique et ce qui y est proposé seront effacés, sans retour possible. Continuer ?',
  ),
  eraseConfirm: 'Effacer',
  eraseDeny: 'Garder',
} as const;

/** What the Messages tab proposes to say; a press sends `message` as if it had been typed. */
export function suggestedPrompts(topics: readonly string[]) {
  return [
    ...topics.map((topic) => ({ title: topic, message: topic })),
    { title: 'La citation du jour', message: 'citation' },
    { title: 'Que puis-je demander', message: 'aide' },
  ];
}
