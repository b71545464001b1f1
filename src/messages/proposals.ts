import type { ProposalField, ProposalNotice, ProposalState } from '../debate/proposal.ts';
import type { SubscriptionNotice } from '../debate/subscription.ts';
import { LONGEST_REASON } from '../debate/proposal.ts';
import {
  counted,
  enumeration,
  formatNumber,
  french,
  shown,
  shownUpTo,
  typeset,
} from '../french/typography.ts';
import type { Manner } from './examples.ts';
import { dayOf, threadFigures, threadNoticeText, type ThreadFigures } from './threads.ts';

// What is said of proposals. None of these sentences shows the words that are proposed: they are not the
// corpus's, and what stands in a message of the bot would be taken for that.

/** What is told of what is kept of a place: what was proposed there, and its subscription. */
export function keptText(
  notice: ProposalNotice | SubscriptionNotice,
  manner: Pick<Manner, 'subscription'>,
): string {
  switch (notice.code) {
    case 'no proposals':
      return french`Rien ne peut être proposé ici : rien n’est conservé d’une fois à l’autre.`;
    case 'proposals down':
      return french`Les propositions ne peuvent pas être notées pour le moment. Réessayez dans quelques minutes.`;
    case 'nothing to propose':
      return french`Proposez des mots exacts, entre guillemets, puis auteur: et source: ; ou une adresse seule. Les personnes qui tiennent ce débat en jugeront, et /proposer etat vous dira ce qu’elles en ont fait.`;
    case 'proposal incomplete':
      return french`Il manque ${enumeration(notice.missing.map((field) => MISSING[field]))}. Ajoutez-le par /proposer : ce que vous avez déjà écrit est retenu trente minutes.`;
    case 'proposal too long':
      return french`${LONG[notice.field]} trop long : ${formatNumber(notice.length)} caractères, pour ${formatNumber(notice.longest)} au plus.`;
    case 'not an address':
      return french`L’adresse est incomprise : donnez-la entière, telle que le navigateur l’écrit.`;
    case 'not a day':
      return french`Date incomprise : ${shown(notice.value)}. Écrivez par exemple 2012, mars 2012 ou 15 mars 2012.`;
    case 'words apart':
      return french`Si les mots écrits près de l’adresse sont ceux que vous proposez, mettez-les entre guillemets ; sinon, donnez l’adresse seule.`;
    case 'too many proposals':
      return notice.of === 'person'
        ? french`Dix de vos propositions attendent déjà : laissez-leur le temps d’être lues, ou reprenez-en une par /proposer retirer.`
        : french`Trop de propositions attendent ici d’être lues. Réessayez plus tard : ce que vous avez écrit n’est pas noté.`;
    case 'words held':
      return french`Ces mots sont déjà dans le débat.`;
    case 'proposed before':
      return french`Vous l’avez déjà proposé : c’est la proposition n° ${notice.number}. /proposer etat dit ce qu’elle devient.`;
    case 'proposed':
      return french`C’est noté, sous le n° ${notice.number} : les personnes qui tiennent ce débat liront ${notice.isAddress ? 'cette page, et en choisiront les mots' : 'ces mots, et décideront'}. D’ici là, rien n’en est montré ; /proposer etat vous dira ce qu’elles en ont fait.`;
    case 'proposals':
      return notice.states.length === 0
        ? french`Vous n’avez rien proposé ici, ou c’était il y a trop longtemps.`
        : notice.states.map(stateText).join(' ');
    case 'proposal withdrawn':
      return french`La proposition n° ${notice.number} est retirée, rien n’en est gardé.`;
    case 'no such proposal':
      return notice.value === ''
        ? french`Dites laquelle, par son numéro : /proposer etat les donne.`
        : french`Aucune de vos propositions en attente ici n’a ce numéro : ${shown(notice.value)}.`;
    default:
      return threadNoticeText(notice, manner);
  }
}

const MISSING: Readonly<Record<ProposalField, string>> = {
  words: 'les mots proposés, entre guillemets',
  voice: 'de qui ils sont (auteur:)',
  source: 'où ils se lisent (source:, une adresse ou un titre)',
  date: 'leur date (date:)',
};

const LONG: Readonly<Record<ProposalField, string>> = {
  words: 'Le texte proposé est',
  voice: 'Le nom est',
  source: 'Le titre, ou l’adresse, est',
  date: 'La date est',
};

const FATES: Readonly<Record<ProposalState['verdict'], string>> = {
  waiting: 'pas encore lue',
  accepted: 'acceptée, elle est dans le débat',
  refused: 'refusée',
  asked: 'les personnes du fil n’ont pas encore toutes répondu',
  unheard: 'personne n’a donné son accord, rien n’en est gardé',
};

/** « N° 12, du 30 novembre 2026 : refusée. La raison. » */
function stateText({ number, day, verdict, reason }: ProposalState): string {
  const why = reason === null ? '' : ` ${sentenceOf(shownUpTo(LONGEST_REASON, reason))}`;
  return french`N° ${number}, du ${dayOf(day)} : ${FATES[verdict]}.${why}`;
}

function sentenceOf(reason: string): string {
  return /[.!?…]$/u.test(reason) ? reason : `${reason}.`;
}

/** What help says is kept of a proposal. */
export const keptOfProposals =
  'De ce que vous proposez au débat, les mots, la voix, la source et le lien du message sont gardés jusqu’à la décision, 180 jours au plus, puis son numéro et la réponse 90 jours ; de vous, une empreinte qui ne nomme personne. /proposer retirer et /abonnement effacer l’effacent.';

/** The form of a proposal: the same words on every platform. */
export const proposalForm = {
  title: 'Proposer au débat',
  words: 'Les mots, exactement',
  wordsHint: typeset(
    'Tels qu’ils ont été dits ou écrits ; vides, si vous proposez une page entière.',
  ),
  voice: 'De qui sont-ils',
  voiceHint: typeset('Un nom ; inconnu, si personne ne le sait.'),
  source: 'Où les lire',
  sourceHint: 'Une adresse ou un titre.',
  date: 'Leur date',
  dateHint: 'Par exemple 2012, mars 2012 ou 15 mars 2012.',
  send: 'Proposer',
} as const;

/** Where somebody proposes what the bot itself has said. */
export const OF_THE_BOT = 'Ce message est du bot : ce qu’il cite est déjà dans le débat.';

/** Where a message has no words. */
export const WITHOUT_WORDS = 'Ce message ne contient pas de texte à proposer.';

/** Over what waits, where administrators read it. */
export function waitingTitle(count: number): string {
  return french`${counted(count, 'proposition attend', 'propositions attendent')} d’être lues ; leurs mots ne sont pas du débat`;
}

interface Waiting {
  readonly number: number;
  readonly day: string;
  readonly words: string | null;
  readonly voice: string | null;
  readonly url: string | null;
  readonly title: string | null;
  /** How its thread stands, where it is one. */
  readonly thread: ThreadFigures | null;
}

const LONGEST_AT_HOME = 300;

/**
 * One line each, and how to decide. Quotation marks and addresses are the corpus's in a message of the bot: here
 * these words are without, and the command line has them whole.
 */
export function proposalLines(shownOnes: readonly Waiting[], all: number): readonly string[] {
  const lines = shownOnes.map(({ number, day, words, voice, url, title, thread }) => {
    const page = thread === null ? 'une page' : french`un fil, ${threadFigures(thread)}`;
    const what = words === null ? page : shownUpTo(LONGEST_AT_HOME, words);
    const from = [voice, title, url?.replace(/^https?:\/\//iu, '') ?? null];
    const told = from.filter((each) => each !== null).map(shown);
    return french`N° ${number}, du ${dayOf(day)} : ${what} (${enumeration(told)})`;
  });
  const more = all - shownOnes.length;
  return [
    ...lines,
    ...(more === 0 ? [] : [`… et ${counted(more, 'autre')}.`]),
    french`Qui tient les fichiers du débat les lit, les accepte ou les refuse : npm run corpus -- proposals`,
  ];
}
