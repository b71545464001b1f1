import type { Examples } from '../debate/examples.ts';
import { enumeration, french, shown, typeset } from '../french/typography.ts';

// Questions as a person would ask them, made of what the corpus holds; null where it holds nothing for one.

/** What is given with a command, by the name of its option, in the order in which it is asked for. */
type Given = readonly (readonly [option: string, value: string])[];

/** How questions are put on a platform: words typed after a command, or options that it lays out. */
export interface Manner {
  /** What can be asked, and what it gives. */
  readonly usages: readonly (readonly [usage: string, purpose: string])[];
  /** The options of `/debat` beside its subject. */
  readonly options: readonly string[];
  readonly question: (command: string, given: Given) => string;
  /** A name as it is shown there. */
  readonly named: (name: string) => string;
  /** An option with its value; without one where it only has to be there. */
  readonly option: (name: string, value: string | null) => string;
  /** What can be left out, and how a question may be put otherwise. */
  readonly optional: string;
  /** The day and the month may follow the year. */
  readonly hasMonths: boolean;
  /** Opens what is said where two voices are missing. */
  readonly twoVoices: string;
  /** How a voice's passages on a subject are asked for. */
  readonly byVoice: string;
  /** A subscription with all its options. */
  readonly subscription: string;
  /** How a number of a page is written. */
  readonly page: string;
}

/** Commands whose words stand between semicolons. */
const LISTED = ['position', 'comparer'];
const SUBSCRIPTION = '/abonnement activer 9h30 Europe/Paris lun-ven';

/** Words typed after a command. */
export const TYPED: Manner = {
  usages: [
    ['/debat sujet', 'les passages qui en parlent, mot pour mot'],
    ['/position auteur ; sujet', 'ce que soutient un auteur, en bref, puis passage par passage'],
    ['/comparer auteur ; auteur ; sujet', 'deux voix face à face, sur les mêmes points'],
    ['/carte sujet', 'les thèses du débat et ce qui les relie, en une carte'],
    [
      '/qui-repond sujet',
      'qui répond à qui, chacun avec ses mots ; un auteur ou la référence d’un passage tient lieu de sujet',
    ],
    [
      '/citation sujet',
      'une seule citation ; sans sujet, celle du jour ; finissez par une autre pour en changer',
    ],
    ['/sources auteur', 'les textes du débat, leurs voix, leurs dates, leurs liens'],
    [
      SUBSCRIPTION,
      'la citation du jour envoyée ici d’elle-même ; de même desactiver, etat, essai, effacer',
    ],
    [
      '/proposer',
      'des mots à ajouter au débat, entre guillemets, avec auteur: et source:, ou une adresse ; de même etat, retirer',
    ],
    ['/aide-debat', 'cette aide'],
  ],
  options: ['auteur', 'depuis', 'jusqua', 'page', 'resume', 'prive'],
  question: (command, given) => {
    const words = given.map(([name, value]) =>
      LISTED.includes(command) || name === 'sujet' ? value : `${name}:${value}`,
    );
    return `/${command} ${words.join(LISTED.includes(command) ? ' ; ' : ' ')}`;
  },
  named: (name) => name,
  option: (name, value) => (value === null ? name : `${name}:${value}`),
  optional:
    'Hors de /debat, le sujet est facultatif, comme l’auteur, le titre ou l’éditeur de /sources.',
  hasMonths: true,
  twoVoices: 'Il faut deux auteurs séparés par un point-virgule',
  byVoice: 'avec /debat, suivi du sujet et de auteur:',
  subscription: SUBSCRIPTION,
  page: 'Écrivez par exemple page:2',
};

/** What the help says of what can be asked: questions to begin with, then every command and option. */
export function askingLines(examples: Examples, manner: Manner): readonly string[] {
  const { subject } = examples;
  const asked = [
    subject === null ? null : manner.question('debat', [['sujet', subject]]),
    positionExample(examples, manner),
    comparisonExample(examples, manner),
  ].filter((example) => example !== null);
  return [
    ...(asked.length === 0 ? [] : [`Par exemple : ${asked.join(', ')}.`]),
    ...manner.usages.map(([usage, purpose]) => french`${usage} : ${purpose}`),
    `Après /debat, au choix : ${optionExamples(examples, manner).join(', ')}.`,
    ...phraseLines(examples, manner),
    manner.optional,
  ];
}

/** A question with its filters in words. */
function phraseLines(
  { subject, speaker, firstYear }: Examples,
  { question, named }: Manner,
): readonly string[] {
  if (subject === null || speaker === null) return [];
  const since = firstYear === null ? '' : ` depuis ${firstYear}`;
  return [
    `Ou en une phrase : ${question('debat', [['sujet', `${named(speaker)} sur ${subject}${since}`]])}. Un mot précédé de sauf, ou d’un moins sans espace, écarte les passages qui le contiennent ; un nom, ceux de cette voix.`,
  ];
}

/** The options of `/debat`, as far as this corpus has values for them. */
export function optionExamples(examples: Examples, manner: Manner): readonly string[] {
  return manner.options.flatMap((name) => optionExample(name, examples, manner) ?? []);
}

export function positionExample(
  { speaker, otherSubject }: Examples,
  { question }: Manner,
): string | null {
  if (speaker === null) return null;
  const on: Given = otherSubject === null ? [] : [['sujet', otherSubject]];
  return question('position', [['auteur', speaker], ...on]);
}

export function comparisonExample(
  { speaker, otherSpeaker }: Examples,
  { question }: Manner,
): string | null {
  if (speaker === null || otherSpeaker === null) return null;
  return question('comparer', [
    ['auteur1', speaker],
    ['auteur2', otherSpeaker],
  ]);
}

/** How an option is written; null where this corpus has no value for it. */
export function optionExample(name: string, examples: Examples, manner: Manner): string | null {
  const { subject, speaker, otherSpeaker, firstYear, lastYear, page } = examples;
  const values = new Map<string, string | number | null>([
    ['sujet', subject],
    ['auteur', speaker],
    ['auteur2', otherSpeaker],
    ['depuis', firstYear],
    ['jusqua', lastYear],
    ['page', page],
  ]);
  const value = values.get(name);
  if (value === undefined) return manner.option(name, null);
  return value === null ? null : manner.option(name, String(value));
}

/** « depuis:2011 ou depuis:2011-03 » */
export function dateExample(option: string, examples: Examples, manner: Manner): string | null {
  const year = optionExample(option, examples, manner);
  return year === null || !manner.hasMonths ? year : `${year} ou ${year}-03`;
}

/** A subject, and what its passages may not hold. */
export function exclusionExample(
  { subject }: Examples,
  without: readonly string[],
  voices: readonly string[],
  { question }: Manner,
): string | null {
  const words = without.map((word) => `-${shown(word)}`);
  const by = voices.length === 0 ? [] : [`sauf ${enumeration(voices)}`];
  if (subject === null) return null;
  return question('debat', [['sujet', [subject, ...by, ...words].join(' ')]]);
}

/** « , par exemple X », or nothing. */
export function suchAs(example: string | null): string {
  return example === null ? '' : french`, par exemple ${typeset(example)}`;
}

export function subjectExample(
  { subject, speaker }: Examples,
  { question }: Manner,
): string | null {
  if (subject === null) return null;
  const by: Given = speaker === null ? [] : [['auteur', speaker]];
  return question('debat', [['sujet', subject], ...by]);
}
