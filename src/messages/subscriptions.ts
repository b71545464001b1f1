import type { Loss, Schedule, SubscriptionNotice } from '../debate/subscription.ts';
import type { Obstacle } from '../errors.ts';
import {
  enumeration,
  formatDate,
  formatDay,
  formatDays,
  alternatives,
  french,
  shown,
  typeset,
} from '../french/typography.ts';
import { formatTime } from '../french/time-of-day.ts';
import type { Manner } from './examples.ts';

/** What is told of a subscription, as a sentence or two. « Ici » is a canal on Slack, a salon on Discord. */
export function subscriptionText(
  notice: SubscriptionNotice,
  { subscription }: Pick<Manner, 'subscription'>,
): string {
  switch (notice.code) {
    case 'no subscriptions':
      return french`Les abonnements ne sont pas disponibles ici : rien n’est conservé d’une fois à l’autre.`;
    case 'no channel':
      return french`La citation du jour s’envoie dans un canal ou un salon : tapez la commande là où elle doit arriver.`;
    case 'may not manage':
      return french`${keepersOf(notice)} peut ${DEEDS[notice.extent]}. Pour voir les réglages : /abonnement etat.`;
    case 'rights unknown':
      return french`Impossible de vérifier que vous pouvez ${DEEDS[notice.extent]} : ${lowered(keepersOf(notice))} le peut. Réessayez dans un instant.`;
    case 'store down':
      return french`Les abonnements ne répondent pas pour le moment ; rien n’est perdu. Réessayez dans quelques minutes.`;
    case 'erasure to confirm':
      return french`Tous les abonnements de cet espace, leurs réglages, leur historique et ce qui y est proposé seront effacés, sans retour possible. Pour confirmer : /abonnement effacer ${notice.platform === 'discord' ? 'confirmer:True' : 'oui'}.`;
    case 'erased':
      return french`Tout ce que cet espace avait laissé est effacé : abonnements, réglages, historique et propositions.`;
    case 'unsubscribed':
      return notice.wasSubscribed
        ? french`La citation du jour n’est plus envoyée ici. Pour la reprendre : /abonnement activer.`
        : french`La citation du jour n’était pas envoyée ici : rien n’a changé.`;
    case 'subscribed':
      return french`La citation du jour sera envoyée ici${looks(notice.schedule)} ${formatDays(notice.schedule.days)}. Prochain envoi : ${moment(notice.next, notice.schedule)}. Pour arrêter : /abonnement desactiver.`;
    case 'subscription':
      return stateText(notice, subscription);
    case 'unknown gesture':
      return french`Action inconnue : ${shown(notice.gesture)}. Vous pouvez écrire ${alternatives(notice.gestures.map((each) => `/abonnement ${each}`))}.`;
    case 'not a time':
      return french`Heure incomprise : ${shown(notice.value)}. Écrivez par exemple 9h, 9h30 ou midi.`;
    case 'not days':
      return french`Jours incompris : ${shown(notice.value)}. Écrivez par exemple lun-ven, mar,jeu ou tous les jours.`;
    case 'not a schedule':
      return notice.suggestions.length > 0
        ? french`Fuseau horaire inconnu : ${shown(notice.value)}. Vouliez-vous dire ${alternatives(notice.suggestions)} ?`
        : french`Ni heure, ni jours, ni fuseau horaire connu : ${shown(notice.value)}. Écrivez par exemple ${subscription}.`;
  }
}

function stateText({ schedule, next, last, losses, obstacle }: State, example: string): string {
  const sentences = [
    schedule === null
      ? french`La citation du jour n’est pas envoyée ici. Pour la recevoir : ${example}.`
      : french`La citation du jour est envoyée ici${looks(schedule)} ${formatDays(schedule.days)} à ${formatTime(schedule.hour, schedule.minute)} (${schedule.zone}).`,
    obstacle !== null &&
      french`Les envois sont suspendus : ${OBSTACLES[obstacle]}. Une fois cela réglé, reprenez-les avec /abonnement activer.`,
    schedule !== null && next !== null && french`Prochain envoi : ${moment(next, schedule)}.`,
    last !== null && french`Dernier envoi : ${formatDay(last)}.`,
    ...LOSSES.map((loss) => lossText(loss, losses[loss] ?? [])),
  ];
  return sentences.filter((each) => each !== false).join(' ');
}

function looks({ isPictured }: Schedule): string {
  return isPictured === true ? ', avec son image,' : '';
}

/** The worst first. */
const LOSSES: readonly Loss[] = ['missed', 'failed', 'doubled', 'begun', 'unsure', 'forgotten'];

/** « La citation du 3 mars 2027 n’a peut-être pas été envoyée : … », or those of several dates. */
function lossText(loss: Loss, dates: readonly string[]): string | false {
  if (dates.length === 0) return false;
  const subject = enumeration(dates.map((date) => `du ${fullDate(date)}`));
  return dates.length === 1
    ? `La citation ${subject} ${typeset(FATES[loss].one)}.`
    : `Les citations ${subject} ${typeset(FATES[loss].several)}.`;
}

const FATES: Readonly<Record<Loss, { readonly one: string; readonly several: string }>> = {
  missed: {
    one: 'n’est pas partie : elle n’a pas pu être envoyée dans les deux heures qui ont suivi son heure',
    several:
      'ne sont pas parties : elles n’ont pas pu être envoyées dans les deux heures qui ont suivi leur heure',
  },
  failed: {
    one: 'n’est pas partie : aucune tentative n’a abouti',
    several: 'ne sont pas parties : aucune tentative n’a abouti',
  },
  doubled: {
    one: 'a peut-être été envoyée deux fois : ce qui en avait été noté s’est perdu, et un autre envoi a suivi',
    several:
      'ont peut-être été envoyées deux fois : ce qui en avait été noté s’est perdu, et un autre envoi a suivi',
  },
  begun: {
    one: 'n’a peut-être pas été envoyée : l’envoi a commencé, et rien ne dit qu’il ait abouti',
    several:
      'n’ont peut-être pas été envoyées : l’envoi a commencé, et rien ne dit qu’il ait abouti',
  },
  unsure: {
    one: 'n’a peut-être pas été envoyée : sa réception n’a pas été confirmée',
    several: 'n’ont peut-être pas été envoyées : leur réception n’a pas été confirmée',
  },
  forgotten: {
    one: 'n’a peut-être pas été envoyée : ce qui en avait été noté s’est perdu, et, dans le doute, elle n’est pas envoyée une seconde fois',
    several:
      'n’ont peut-être pas été envoyées : ce qui en avait été noté s’est perdu, et, dans le doute, elles ne sont pas envoyées une seconde fois',
  },
};

/** « 3 mars 2027 » */
function fullDate(date: string): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  return formatDate({ year, month, day, approximate: false, uncertain: false, edtf: date });
}

type State = Extract<SubscriptionNotice, { code: 'subscription' }>;

/** « lundi 23 novembre à 9 h 30 (Europe/Paris) » */
function moment(date: string, { hour, minute, zone }: Schedule): string {
  return `${formatDay(date)} à ${formatTime(hour, minute)} (${zone})`;
}

type Managing = Extract<SubscriptionNotice, { extent: string }>;

const DEEDS: Readonly<Record<Managing['extent'], string>> = {
  channel: 'régler la citation du jour ici',
  workspace: 'effacer ce qui est conservé de cet espace',
};

/** Who may, by platform. */
export function keepersOf({ platform, extent }: Pick<Managing, 'platform' | 'extent'>): string {
  if (platform === 'discord') return 'Seule une personne qui a la permission Gérer le serveur';
  if (platform !== 'slack') return 'Seule une personne qui administre ce lieu';
  const creator = extent === 'channel' ? 'qui a créé ce canal ou ' : '';
  return `Seule une personne ${creator}qui administre l’espace de travail`;
}

const OBSTACLES: Readonly<Record<Obstacle, string>> = {
  gone: 'ce lieu n’existe plus, ou le bot ne le voit plus',
  archived: 'ce canal est archivé',
  'not invited': 'le bot n’y est pas invité',
  forbidden: 'le bot n’a pas le droit d’y écrire',
  disconnected: 'l’accès du bot a été révoqué',
};

export function lowered(text: string): string {
  return text.charAt(0).toLocaleLowerCase('fr') + text.slice(1);
}
