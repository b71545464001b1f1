import { counted, formatDay, formatNumber, french, typeset } from '../french/typography.ts';
import type { Contested, Verdict } from '../ports.ts';

// What is said with buttons and beside them, the same on every platform of several people.

export const commonLabels = {
  previous: '◀',
  next: '▶',
  another: 'Une autre',
  summarise: 'Résumer',
  theme: 'Le débat sur ce thème',
  context: 'Contexte',
  share: 'Partager',
  picture: 'Partager en image',
  remove: 'Retirer',
  useful: '👍',
  wrong: '👎',
  original: 'Lire l’original',
  page: 'Lire dans le débat',
  sharedBy: 'Partagé par ',
} as const;

/** Short sentences; `refusals` tells why the platform refuses a message, by the code that it gives. */
export function commonSentences<Code>(platform: string, refusals: ReadonlyMap<Code, string>) {
  return {
    thanks: (): string => 'Merci, c’est compté, sans votre nom.',
    perhapsShared: (): string =>
      'Cette réponse a peut-être déjà été partagée, le bot ne peut pas le savoir. Si elle n’apparaît pas, reposez la question.',
    nothingToSearch: (): string => 'Ce message ne contient pas de texte à chercher.',
    outdatedButton: (): string =>
      'Ce bouton vient d’une autre version du bot et ne peut plus servir. Reposez la question avec /debat, suivi du sujet.',
    expiredButton: (): string =>
      french`La question de ce bouton était trop longue pour y tenir et le bot ne l’a plus sous la main : il l’oublie après 30 jours. Reposez-la avec /debat, suivi du sujet.`,
    notRemoved: (reference: string): string =>
      french`${platform} n’a pas laissé retirer cette réponse. Numéro à donner à la personne qui s’occupe du bot : ${reference}.`,
    notPosted: (code: Code, reference: string): string =>
      french`${refusals.get(code) ?? `${platform} a refusé la réponse.`} Numéro à donner à la personne qui s’occupe du bot : ${reference}.`,
    unconfirmed: (reference: string): string =>
      french`${platform} n’a pas confirmé l’envoi de la réponse. Si elle n’apparaît pas, reposez la question ; si cela continue, donnez ce numéro à la personne qui s’occupe du bot : ${reference}.`,
  };
}

/** How to ask without a command, and what is kept. */
export const commonHelp = {
  following: (where: string): string =>
    `${where}, une question se poursuit : la suite, page 2, plus de détails, et suivi d’un autre nom… Bonjour et merci ne cherchent rien.`,
  followed:
    'Le sujet et les options de la dernière question sont retenus 30 minutes, sans nom, pour la poursuivre.',
  model:
    'Un modèle, s’il y en a un, ne reçoit que des thèses du débat et, de la question, les mots que contiennent les passages trouvés ; seuls les boutons de la réponse gardent son choix.',
  changed: typeset(
    'De chaque message adressé au bot, l’identifiant, une empreinte de ses mots et l’identifiant de la réponse sont retenus 24 heures, pour n’y répondre qu’une fois et corriger la réponse si vous le modifiez ; supprimé, sa réponse reste : Retirer l’enlève.',
  ),
  feedback:
    'Les avis 👍 et 👎 sont comptés, sans savoir de qui ; d’une citation contestée, le motif et le jour sont gardés 180 jours.',
} as const;

/** How often something was thought of answers, for whoever keeps the debate. */
export function verdictsText(counts: readonly (readonly [Verdict, number])[]): string {
  return counts.map(([verdict, count]) => `${verdict} ${formatNumber(count)}`).join(', ');
}

/** How often a quotation was contested, why and when last. */
export function contestedText({ times, reasons, lastDay }: Contested): string {
  const day = formatDay(lastDay);
  return french`contestée ${counted(times, 'fois', 'fois')} : ${verdictsText(reasons)} ; dernier avis le ${day}`;
}

/** The form that asks what is wrong with an answer: the same words on every platform. */
export const wrongForm = {
  wrongTitle: 'Signaler une erreur',
  reason: typeset('Qu’est-ce qui ne va pas ?'),
  reasonHint: 'Seuls le motif, le jour et la citation sont gardés, sans votre nom ni la question.',
  which: typeset('De quelle citation s’agit-il ?'),
  wholeAnswer: 'De toute la réponse',
  reasons: {
    'citation inexacte': 'Citation inexacte',
    'mauvais auteur': 'Mauvais auteur',
    'hors sujet': 'Hors sujet',
    'résumé infidèle': 'Résumé infidèle',
    autre: 'Autre',
  },
  /** By its place in the answer, from 1. */
  quotation: (place: number, holder: string): string => `${place}. ${holder}`,
} as const;
