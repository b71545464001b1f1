import type { ProposalNotice } from '../debate/proposal.ts';
import type { SubscriptionNotice } from '../debate/subscription.ts';
import { counted, formatDate, french, shown, typeset } from '../french/typography.ts';
import type { Manner } from './examples.ts';
import { subscriptionText } from './subscriptions.ts';

// What is said of a whole thread that is proposed: to whoever proposes it, to each person in it, to whoever judges it.

type ThreadNotice = Extract<
  ProposalNotice,
  { code: `thread ${string}` | `consent${string}` | 'nobody to ask' }
>;

/** What is told of a thread, or of a subscription. */
export function threadNoticeText(
  notice: ThreadNotice | SubscriptionNotice,
  manner: Pick<Manner, 'subscription'>,
): string {
  switch (notice.code) {
    case 'thread to propose':
      return french`Le fil entier peut être proposé. Le bot en lira les messages et demandera à chaque personne qui y a écrit, une seule fois et en privé, si ses mots peuvent être gardés, et sous quel nom ; sans réponse dans les sept jours, rien d’elle n’est gardé. Les personnes qui tiennent ce débat décideront ensuite.`;
    case 'thread unreadable':
      return notice.why;
    case 'thread later':
      return french`Trop de messages ont été demandés en peu de temps pour lire ce fil : réessayez dans quelques minutes. Rien n’en est gardé.`;
    case 'thread too long':
      return french`Ce fil est trop long pour être proposé en entier : ${counted(notice.messages, 'message')} et ${counted(notice.people, 'personne')} au plus.`;
    case 'nobody to ask':
      return french`Personne n’a écrit dans ce fil de mots qui puissent être gardés : les messages des programmes et ceux qui sont vides ou effacés n’en sont pas.`;
    case 'thread proposed before':
      return french`Ce fil a déjà été proposé : les personnes qui y ont écrit ne sont interrogées qu’une fois en six mois.`;
    case 'thread proposed':
      return french`C’est noté, sous le n° ${notice.number} : ${counted(notice.people, 'personne est interrogée', 'personnes sont interrogées')} en privé et ${notice.people < 2 ? 'a' : 'ont'} sept jours pour répondre. Ce qui n’est pas accordé ne sera montré à personne ; /proposer etat vous dira ce qu’il en est.`;
    case 'consent asked':
      return consentText(notice);
    case 'consented':
      return CONSENTED[notice.answer];
    case 'consent over':
      return french`Il n’y a plus rien à répondre ici : cette question n’est pas pour vous, son délai est passé, ou la décision est prise. De mots qui seraient déjà dans le débat, parlez aux personnes qui le tiennent.`;
    default:
      return subscriptionText(notice, manner);
  }
}

function consentText({
  name,
  day,
  until,
}: Extract<ProposalNotice, { code: 'consent asked' }>): string {
  const names = name === null ? 'sans nom' : `sous votre nom (${shown(name)}) ou sans nom`;
  return french`Un fil où vous avez écrit le ${dayOf(day)} est proposé à un débat que ce bot cite. Voici, de vous, tout ce qui en serait gardé. Acceptez-vous que ces mots soient proposés, ${names}, aux personnes qui tiennent ce débat ? Sans réponse avant le ${dayOf(until)}, ou si vous refusez, rien de vous n’est gardé ; ce que d’autres ont écrit, même en vous citant, reste ce qu’ils ont écrit.`;
}

const AGREED =
  'tant que la décision n’est pas prise, vous pouvez les reprendre ; une fois acceptés, ils seront dans le débat, et cités comme les autres.';
const CONSENTED: Readonly<
  Record<Extract<ProposalNotice, { code: 'consented' }>['answer'], string>
> = {
  named: typeset(`Merci. Vos mots sont proposés, sous votre nom : ${AGREED}`),
  unnamed: typeset(`Merci. Vos mots sont proposés, sans votre nom : ${AGREED}`),
  refused: typeset('C’est noté : rien de vous n’est gardé de ce fil.'),
};

/** On the buttons of a thread, by what they do. */
const THREAD_LABELS: ReadonlyMap<string, string> = new Map([
  ['fil', 'Demander leur accord'],
  ['oui', 'Accepter, sous mon nom'],
  ['anonyme', 'Accepter, sans mon nom'],
  ['non', 'Refuser'],
  ['reprendre', 'Reprendre mes mots'],
]);

/** On a button of a proposal: it opens a form, or does something with a thread. */
export function proposalLabel(gesture: string): string {
  return THREAD_LABELS.get(gesture.split(' ')[0] ?? '') ?? 'Compléter la proposition';
}

/** The people of a thread, as whoever judges it is told of them: how many, never who. */
export function threadFigures(figures: ThreadFigures): string {
  const { messages, asked, agreed, refused, unreached } = figures;
  const silent = asked - agreed - refused - unreached;
  const told = [
    counted(asked, 'personne interrogée', 'personnes interrogées'),
    counted(agreed, 'accord'),
    counted(refused, 'refus', 'refus'),
    counted(silent, 'sans réponse', 'sans réponse'),
    counted(unreached, 'injoignable'),
  ];
  return french`${counted(messages.length, 'message')} ; ${told.join(', ')}`;
}

export interface ThreadFigures {
  readonly messages: readonly unknown[];
  readonly asked: number;
  readonly agreed: number;
  readonly refused: number;
  readonly unreached: number;
}

/** What help says is kept of a thread that is proposed. */
export const keptOfThreads =
  'D’un fil que l’on propose, les mots de chaque personne sont gardés jusqu’à sa réponse, sept jours au plus, puis jusqu’à la décision si elle les accorde, 180 jours au plus ; son identifiant, jusqu’à ce qu’elle soit interrogée. Qui a refusé n’est dit à personne.';

/** « 22 novembre 2026 », from `2026-11-22`. */
export function dayOf(edtf: string): string {
  const [year = 0, month = 1, day = 1] = edtf.split('-').map(Number);
  return formatDate({ year, month, day, approximate: false, uncertain: false, edtf });
}

/** Why the bot does not read a thread on Discord. */
export const onDiscord = {
  elsewhere: 'Le bot ne lit un fil que sur un serveur où il est lui-même installé.',
  unseen: typeset(
    'Le bot ne peut pas lire ce fil : il lui faut le droit de voir ce salon et d’en lire l’historique.',
  ),
  gone: 'Ce fil n’est plus là, rien ne peut en être proposé.',
  withoutWords: typeset(
    'Discord ne donne pas au bot les mots de ce fil : la personne qui s’occupe du bot peut activer Message Content Intent, dans le portail de Discord.',
  ),
} as const;

const NOT_IN_CHANNEL = typeset(
  'Le bot ne peut pas lire ce fil, car il n’est pas dans ce canal : invitez-le avec /invite, puis recommencez.',
);

/** Why Slack does not give a thread: https://docs.slack.dev/reference/methods/conversations.replies#errors */
export const onSlack: ReadonlyMap<string | number, string> = new Map([
  ['not_in_channel', NOT_IN_CHANNEL],
  ['channel_not_found', NOT_IN_CHANNEL],
  ['thread_not_found', 'Ce fil n’est plus là, rien ne peut en être proposé.'],
  [
    'missing_scope',
    typeset(
      'Le bot ne peut pas lire ce fil, car il n’a pas le droit de lire les canaux (channels:history, et groups:history s’ils sont privés) : demandez à la personne qui s’occupe du bot de réinstaller l’application.',
    ),
  ],
]);
