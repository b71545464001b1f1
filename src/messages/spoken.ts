import type { Examples } from '../debate/examples.ts';
import type { Courtesy } from '../french/lists/courtesies.ts';
import { enumeration, french, shown, withDe } from '../french/typography.ts';
import { suchAs } from './examples.ts';
import { commonLabels } from './conversation.ts';
import { proposalLabel } from './threads.ts';

// What is said to people who speak to the bot in plain words, and on buttons that ask for them.

const IN_KIND: Readonly<Record<Courtesy, string>> = {
  greeting: 'Bonjour.',
  plea: 'Je vous écoute.',
  thanks: 'Je vous en prie.',
  regret: 'Il n’y a pas de mal.',
  assent: 'Bien noté.',
  parting: 'À bientôt.',
};

/** Each courtesy in kind, « ok » only where it comes alone; then what can be asked. */
export function courtesyText(courtesies: readonly Courtesy[], examples: Examples): string {
  const others = courtesies.filter((each) => each !== 'assent');
  const told = (others.length === 0 ? courtesies : others).map((each) => IN_KIND[each]);
  return `${told.join(' ')} ${whatToAsk(examples)}`;
}

function whatToAsk({ subject }: Examples): string {
  return french`Écrivez un sujet du débat${suchAs(subject)}, ou aide pour savoir quoi demander.`;
}

export function nothingToFollow({ subject }: Examples): string {
  return french`Il n’y a pas ici de question à poursuivre, ou elle date de plus de trente minutes et n’est plus retenue. Écrivez de nouveau le sujet${suchAs(subject)}.`;
}

/** What a question asks, as far as its button says it. */
interface Offered {
  readonly sujet?: string;
  readonly auteur?: string;
  readonly auteur2?: string;
  readonly fuseau?: string;
  readonly geste?: string;
}

/** What stands on a button that asks a question; empty where nothing tells it. */
export function offerLabel(command: string, { sujet = '', ...offered }: Offered): string {
  const { auteur = '', auteur2 = '', fuseau, geste = '' } = offered;
  const voices = enumeration([auteur, auteur2].filter((name) => name !== '').map(shown));
  const on = sujet === '' ? '' : french` : ${shown(sujet)}`;
  switch (command) {
    case 'position':
      return `Position ${withDe(voices)}${on}`;
    case 'comparer':
      return `Comparer ${voices}${on}`;
    case 'carte':
      return `Carte du débat${voices === '' ? '' : ` autour ${withDe(voices)}`}${on}`;
    case 'qui-repond':
      return `Qui répond à qui${voices === '' ? '' : ` autour ${withDe(voices)}`}${on}`;
    case 'citation':
      return `Citation ${voices === '' ? 'du débat' : withDe(voices)}${on}`;
    case 'sources':
      return `Textes ${voices === '' ? 'du débat' : withDe(voices)}`;
    case 'contexte':
      return commonLabels.context;
    case 'proposer':
      return proposalLabel(geste);
    case 'abonnement':
      return shown(fuseau ?? geste);
    case 'aide-debat':
      return 'Aide';
    default:
      return voices === '' ? shown(sujet) : `${voices}${on}`;
  }
}
