import type { Examples } from '../debate/examples.ts';
import {
  comparisonExample,
  askingLines,
  dateExample,
  exclusionExample,
  optionExample,
  positionExample,
  subjectExample,
  suchAs,
  TYPED,
} from './examples.ts';
import type { Manner } from './examples.ts';
import type { Catalogue } from '../debate/catalogue.ts';
import { isOfChoice } from '../debate/choice.ts';
import type { Notice } from '../debate/notice.ts';
import { about, headings } from './headings.ts';
import type { Chooser } from '../debate/summary.ts';
import { apartText, filtersText, nothingText, silentText, tryInstead } from './silence.ts';
import { choiceText, debateLines } from './choice.ts';
import { commonHelp } from './conversation.ts';
import { courtesyText, nothingToFollow } from './spoken.ts';
import { keptText } from './proposals.ts';
import {
  alternatives,
  counted,
  enumeration,
  formatNumber,
  french,
  shown,
  typeset,
  withDe,
} from '../french/typography.ts';
import { UNREAD } from '../debate/quote.ts';

// Guillemets are for the corpus's exact words, so none of these sentences has any: what a person
// typed is shown after a colon, and commands and options stand as they are typed.

/** The headings, labels and short sentences around an answer. */
export const messages = {
  ...headings,
  work: (passages: number, voices: readonly { name: string; passages: number }[]): string => {
    const shares = voices.map(({ name, passages: said }) => `${name} (${formatNumber(said)})`);
    return french`${counted(passages, 'passage')} : ${enumeration(shares)}`;
  },
  unknownAddress: (): string => 'adresse inconnue',
  /** Over quotations that follow each other and have one source. */
  oneSource: (count: number, caption: string): string =>
    french`Les ${counted(count, 'passage')} qui suivent : ${caption}`,
  page: (page: number, pages: number): string =>
    `Page ${formatNumber(page)} sur ${formatNumber(pages)}`,
  another: (place: number): string => `Pour une autre, ajoutez autre:${place}`,
  nextPage: (page: number): string => `pour la suite, ajoutez page:${page}`,
  summary: (told: number, found: number, by: Chooser): string => {
    const chosen = told > 1 ? 'choisies' : 'choisie';
    const choice = by === 'model' ? ` ${chosen} par un modèle` : '';
    return french`En bref : ${counted(told, 'thèse')}${choice}, parmi ${counted(found, 'passage trouvé', 'passages trouvés')}. Une thèse dit avec nos mots ce que soutient un passage ; seules les citations entre guillemets sont textuelles.`;
  },
  offered: (count: number): string =>
    french`${count === 1 ? 'Pour poser cette question' : 'Pour poser l’une de ces questions'}, tapez son numéro :`,
  noThesis: (): string =>
    french`Aucun de ces passages n’a encore de thèse pour le résumer ; les voici.`,
  welcome: (works: number, passages: number): string =>
    `Le débat tient en ${counted(works, 'texte')} et ${counted(passages, 'passage')}.`,
  welcomeHint: ({ subject }: Examples): string => {
    const first = subject === null ? 'Tapez' : french`Tapez /debat ${subject}, par exemple, ou`;
    return french`${first} /aide-debat pour savoir quoi demander ; /quitter pour finir.`;
  },
};

/** Reads back what `oneSource` says. */
export const ONE_SOURCE = /^Les (?<count>\d+)\u00A0passages qui suivent\u00A0: (?<caption>.*)$/su;

export interface HelpSection {
  readonly title: string;
  readonly lines: readonly string[];
}

/** What depends on the platform. */
interface HelpParticulars {
  /** How to ask without a command. */
  readonly elsewhere: readonly string[];
  readonly kept: readonly string[];
  readonly manner: Manner;
}

/** What is debated, what can be asked, how quotations are verified, what is stored. */
export function helpWith({ elsewhere, kept, manner }: HelpParticulars) {
  return (catalogue: Catalogue): readonly HelpSection[] => {
    const debated = { title: 'Le débat', lines: debateLines(catalogue.debate) };
    return [
      ...(debated.lines.length === 0 ? [] : [debated]),
      {
        title: 'Ce que vous pouvez demander',
        lines: askingLines(catalogue.examples, manner).map(typeset),
      },
      { title: 'Ailleurs que dans une commande', lines: elsewhere.map(typeset) },
      {
        title: 'Comment les citations sont vérifiées',
        lines: [
          `Elles viennent de ${counted(catalogue.sources.length, 'texte')} et de ${counted(catalogue.size, 'passage')}. Seuls les mots entre guillemets sont textuels ; la mention hors citation annonce une idée dite avec nos mots, et le lien mène à l’endroit où elle se lit.`,
          'Une citation est un endroit du corpus, jamais un texte recopié. Avant son envoi, chaque message est relu et comparé au corpus, au caractère près : mots, voix, titre, date et lien ; s’il en diffère, il n’est pas envoyé.',
          'La mention déduit signale une voix que la page ne nomme pas et que le contexte désigne.',
          `Un résumé est une suite de thèses : des phrases à nous, une par passage, qu’une personne a relues à côté de lui, ou qui portent la mention ${UNREAD}. Un modèle peut les choisir et les ordonner, il n’en écrit aucun mot.`,
        ].map(typeset),
      },
      { title: 'Ce qui est conservé', lines: kept.map(typeset) },
    ];
  };
}

/** Help as it is said in the terminal. */
export const helpSections = helpWith({
  manner: TYPED,
  elsewhere: [
    'Sans barre oblique, écrivez le sujet tel quel.',
    commonHelp.following('Dans une conversation'),
    'Ce qu’une réponse propose a un numéro : tapez-le pour le demander. /suite tourne la page, /quitter termine.',
  ],
  kept: [
    'Rien de ce que vous demandez n’est gardé une fois le terminal fermé ; d’ici là, la dernière question est retenue 30 minutes, pour la poursuivre.',
    'D’un abonnement, son horaire, et pendant 400 jours les citations déjà envoyées ; d’une proposition, ce que vous en dites, 180 jours au plus ; /abonnement effacer oublie tout.',
  ],
});

/** A notice as a sentence for the person who asked. */
// eslint-disable-next-line max-lines-per-function -- one exhaustive switch
export function noticeText(notice: Notice, examples: Examples, manner = TYPED): string {
  if (isOfChoice(notice)) return choiceText(notice);
  switch (notice.code) {
    case 'no passage':
      return nothingText(notice);
    case 'nothing read together':
      return apartText(notice);
    case 'no citation':
      return `Aucun passage ne se lit seul avec ces critères.${tryInstead(notice.suggestions)}`;
    case 'no other citation':
      return 'Aucune autre citation ne se lit seule avec ces critères.';
    case 'silent on subject':
      return silentText(notice, manner);
    case 'no position':
      return french`Ces textes ne donnent pas de position propre à cette voix : ${notice.speaker}. Ses passages se lisent ${manner.byVoice}.`;
    case 'nothing in common':
      return french`Dans ce que nous avons, rien ne met face à face un passage ${withDe(notice.speakers[0])} et un passage ${withDe(notice.speakers[1])}${filtersText(notice.filters)}${about(notice.subject)} ; ni réponse relevée de l’un à l’autre, ni assez de thèmes ou de mots communs. Ce que chacun soutient se lit avec /position.`;
    case 'nothing held':
      return `Nous n’avons aucun passage${filtersText(notice.filters)}.`;
    case 'two voices at a time':
      return twoAtATime(notice, manner);
    case 'unknown work':
      return french`Ni voix, ni titre, ni éditeur ne répond à ces mots : ${shown(notice.words)}. Tapez /sources, sans rien d’autre, pour lire la liste des textes.`;
    case 'subject missing':
      return french`Indiquez un sujet${suchAs(subjectExample(examples, manner))}.`;
    case 'subject too short':
      return french`Ce sujet est trop court : donnez au moins un mot de deux lettres.`;
    case 'subject too long':
      return french`Ce sujet est trop long : ${formatNumber(notice.length)} caractères, pour ${formatNumber(notice.longest)} au plus. Gardez-en les mots importants.`;
    case 'subject without words':
      return french`Ce sujet ne contient ni lettre ni chiffre : écrivez un mot à chercher.`;
    case 'no such page':
      return french`Cette réponse s’arrête à la page ${formatNumber(notice.pages)}.`;
    case 'not a page':
      return french`Numéro de page incompris : ${shown(notice.value)}. ${manner.page}.`;
    case 'not a date':
      return french`Date incomprise dans ${notice.option} : ${shown(notice.value)}. Écrivez une année ou un mois${suchAs(dateExample(notice.option, examples, manner))}.`;
    case 'dates reversed':
      return french`Les dates sont inversées : depuis:${notice.since} vient après jusqua:${notice.until}. Échangez-les.`;
    case 'only exclusions':
      return onlyExclusions(notice, examples, manner);
    case 'option without value':
      return french`L’option ${notice.option} attend une valeur juste après les deux-points${suchAs(optionExample(notice.option, examples, manner))}.`;
    case 'option twice':
      return `L’option ${notice.option} est donnée deux fois. Gardez-en une.`;
    case 'unknown option':
      return french`Option inconnue : ${shown(notice.option)}. Vous pouvez écrire ${alternatives(optionsKnown(notice.options, examples, manner))}.`;
    case 'passage gone':
      return french`Aucun passage n’a cette référence : il a été retiré du corpus, ou a changé de nom.`;
    case 'courtesy':
      return courtesyText(notice.courtesies, examples);
    case 'nothing to follow':
      return nothingToFollow(examples);
    case 'unknown command':
      return french`Commande inconnue : ${shown(notice.command)}.${notice.suggestion === null ? ' Tapez /aide-debat pour voir ce que vous pouvez demander.' : french` Vouliez-vous dire /${notice.suggestion} ?`}`;
    case 'fault':
      return french`La réponse n’a pas pu être préparée. Réessayez ; si cela continue, donnez ce numéro à la personne qui s’occupe du bot : ${notice.reference}.`;
    case 'author missing':
      return french`Dites de qui vous voulez la position${suchAs(positionExample(examples, manner))}.${knownVoices(notice.known)}`;
    case 'two authors needed':
      return french`${manner.twoVoices}${suchAs(comparisonExample(examples, manner))}.${knownVoices(notice.known)}`;
    case 'same author twice':
      return french`C’est deux fois la même voix : ${notice.author}. Donnez-en une autre.`;
    case 'several authors':
      return french`Plusieurs voix répondent à ce nom : ${shown(notice.name)}. Laquelle voulez-vous : ${alternatives(notice.candidates)} ?`;
    case 'unknown author':
      return notice.suggestions.length > 0
        ? french`Voix inconnue : ${shown(notice.name)}. Vouliez-vous dire ${alternatives(notice.suggestions)} ?`
        : french`Voix inconnue : ${shown(notice.name)}.${knownVoices(notice.known)}`;
    default:
      return keptText(notice, manner);
  }
}

function onlyExclusions(
  { others, without }: Extract<Notice, { code: 'only exclusions' }>,
  examples: Examples,
  manner: Manner,
): string {
  const voices = others.map(({ label }) => label);
  const example = exclusionExample(examples, without, voices, manner);
  return french`Vous dites seulement ce que vous ne voulez pas lire : ${enumeration([...voices, ...without.map(shown)])}. Ajoutez ce que vous cherchez${suchAs(example)}.`;
}

function twoAtATime(
  { voices, subject }: Extract<Notice, { code: 'two voices at a time' }>,
  { question }: Manner,
): string {
  const [first = '', ...others] = voices.map(shown);
  const commands = others.map((other) =>
    typeset(
      question('comparer', [
        ['auteur1', first],
        ['auteur2', other],
        ...(subject === '' ? [] : [['sujet', shown(subject)] as const]),
      ]),
    ),
  );
  return french`Deux voix se comparent à la fois : tapez ${alternatives(commands)}.`;
}

/** Where buttons turn the pages, nobody types one. */
const PAGE = 'page';

/** The options that a platform takes, each with a value where the corpus has one. */
function optionsKnown(
  options: readonly string[],
  examples: Examples,
  manner: Manner,
): readonly string[] {
  return options
    .filter((option) => option !== PAGE || manner.options.includes(PAGE))
    .map((option) => optionExample(option, examples, manner) ?? `${option}:`);
}

function knownVoices(known: readonly string[]): string {
  return known.length === 0 ? '' : french` Voix connues : ${enumeration(known)}.`;
}
