import { debateName, type ChoiceNotice, type Extent, type NamedDebate } from '../debate/choice.ts';
import type { Debate } from '../debate/passage.ts';
import { alternatives, enumeration, french, shown, typeset } from '../french/typography.ts';
import { keepersOf, lowered } from './subscriptions.ts';

/** What the debate is called and what it asks, as whoever keeps the corpus says it; none where they do not. */
export function debateLines({ title, question }: Debate): readonly string[] {
  return [title, question].filter((line) => line !== null).map(typeset);
}

/** Over an answer of one of several debates. */
export function headingOf(heading: string, debate: NamedDebate): string {
  return french`${heading} – ${debateName(debate)}`;
}

/** One of several debates: what it is called, what it asks, and what is typed for it. */
export function debateLine({ key, title, question }: NamedDebate): string {
  const asked = question === null ? '' : ` – ${question}`;
  return typeset(title === null ? `${key}${asked}` : `${title} (debat:${key})${asked}`);
}

/** Beside the help of one of several debates. */
export const severalHelp = {
  title: 'Plusieurs débats',
  lines: [
    'Tous : /debats. Celui qui répond ici : /debats choisir et son nom. Un autre, une fois : ajoutez debat: et son nom. Un choix est gardé jusqu’à /debats oublier.',
  ].map(typeset),
};

/** What is told of the choice among several debates, as a sentence or two. */
export function choiceText(notice: ChoiceNotice): string {
  switch (notice.code) {
    case 'debates':
      return debatesText(notice);
    case 'no debate chosen':
      return notice.debates.length === 0
        ? NONE_OPEN
        : french`${noneChosen(notice.gone)} ${meaning(notice.debates)}`;
    case 'chosen debate gone':
      return french`${noneChosen(notice.extent)} Celui qui répond désormais : ${debateName(notice.debate)}. Pour en choisir un autre : /debats.`;
    case 'unknown debate':
      return french`Aucun débat ne répond à ce nom : ${shown(notice.name)}. ${meaning(notice.debates)}`;
    case 'several debates named': {
      const count = notice.debates.length === 2 ? 'deux' : 'plusieurs';
      return french`Vous nommez ${count} débats à la fois : ${enumeration(notice.debates.map(debateName))}. Posez la question à un seul.`;
    }
    case 'not of the chosen debate':
      return french`La citation du jour vient du débat choisi ici. Choisissez d’abord celui-ci : /debats choisir ${notice.debate.key}.`;
    case 'debate missing':
      return notice.debates.length === 0
        ? NONE_OPEN
        : french`Dites lequel. ${meaning(notice.debates)}`;
    case 'debate chosen':
      return french`Le débat est choisi ${place(notice.extent)} : ${debateName(notice.debate)}. Pour en changer : /debats.`;
    case 'choice ended':
      return notice.debate === null
        ? french`Plus aucun débat n’est choisi ${place(notice.extent)}. Pour en choisir un : /debats.`
        : french`Le choix ${place(notice.extent)} est oublié. Le débat est désormais : ${debateName(notice.debate)}.`;
    case 'unknown choice':
      return french`Action inconnue : ${shown(notice.gesture)}. Vous pouvez écrire /debats, /debats choisir et un nom, ou /debats oublier ; ajoutez partout pour tout l’espace.`;
    case 'may not choose':
      return french`${keepersOf(notice)} peut choisir le débat ${place(notice.extent)}. Pour en demander un autre une fois, ajoutez debat: et son nom à votre question.`;
    case 'choosing rights unknown':
      return french`Impossible de vérifier que vous pouvez choisir le débat ${place(notice.extent)} : ${lowered(keepersOf(notice))} le peut. Réessayez dans un instant.`;
    case 'debate gone':
      return french`Ce débat n’est plus là, ou n’est plus ouvert ici. Pour voir ceux qui le sont : /debats.`;
    case 'debate unavailable':
      return french`Ce débat ne peut pas être ouvert pour le moment : ses textes ont un défaut. Donnez ce numéro à la personne qui s’occupe du bot : ${notice.reference}.`;
    case 'choices down':
      return french`Impossible de savoir quel débat est choisi ici : la mémoire du bot ne répond pas. Réessayez dans quelques minutes, ou ajoutez debat: et son nom à votre question.`;
    case 'search down':
      return french`Le débat ne peut pas être consulté pour le moment : le serveur qui le garde ne répond pas. Réessayez dans quelques minutes.`;
  }
}

/** Nobody is told which it was: it may be one that may not be known there. */
function noneChosen(gone: Extent | undefined): string {
  return gone === undefined
    ? french`Aucun débat n’est choisi ici.`
    : french`Le débat choisi ${place(gone)} n’est plus disponible.`;
}

type Listed = Extract<ChoiceNotice, { readonly code: 'debates' }>;

function debatesText({ debates, here, gone }: Listed): string {
  const [only, ...others] = debates;
  if (only === undefined) return choiceText({ code: 'no debate chosen', debates });
  if (others.length === 0 && only.key === '') {
    const told = [only.title, only.question].filter((each) => each !== null).join(' – ');
    return typeset(
      told === '' ? 'Il n’y a qu’un débat ici.' : `Il n’y a qu’un débat ici : ${told}`,
    );
  }
  const chosen = debates.find(({ key }) => key === here);
  const answering = chosen === undefined ? '' : debateName(chosen);
  const opening =
    chosen === undefined
      ? noneChosen(gone)
      : gone === undefined
        ? french`Le débat choisi ici : ${answering}.`
        : french`${noneChosen(gone)} Celui qui répond désormais : ${answering}.`;
  return typeset(
    `${opening} Pour en changer : /debats choisir et son nom. Pour une seule question : debat: et son nom.`,
  );
}

const NONE_OPEN = french`Aucun débat n’est ouvert ici. La personne qui s’occupe du bot peut en ajouter un.`;

/** How one of them is meant. */
function meaning(debates: readonly NamedDebate[]): string {
  if (debates.length === 0) return NONE_OPEN;
  const names = debates.slice(0, MOST_NAMED).map(({ key }) => `debat:${key}`);
  const more = debates.length > names.length ? ' Pour voir les autres : /debats.' : '';
  return french`Ajoutez ${alternatives(names)} à votre question, ou choisissez-en un pour ce lieu : /debats choisir et son nom.${more}`;
}

/** More are no sentence. */
const MOST_NAMED = 5;

function place(extent: Extent): string {
  return extent === 'channel' ? 'ici' : 'pour tout l’espace';
}
