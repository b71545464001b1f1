import type { Examples } from '../debate/examples.ts';
import { enumeration, french, shown, typeset } from '../french/typography.ts';

// Questions as a person would type them, made of what the corpus holds; null where it holds nothing for one.

/** What the help says of options, and questions to begin with. */
export function exampleLines(examples: Examples): readonly string[] {
  const { subject } = examples;
  const asked = [
    subject === null ? null : `/debat ${subject}`,
    positionExample(examples),
    comparisonExample(examples),
  ].filter((example) => example !== null);
  return [
    `Après /debat, au choix : ${optionExamples(examples).join(', ')}.`,
    ...phraseLines(examples),
    'Le sujet de /position et de /comparer et l’auteur, le titre ou l’éditeur de /sources sont facultatifs.',
    ...(asked.length === 0 ? [] : [`Par exemple : ${asked.join(', ')}.`]),
  ];
}

/** A question with its filters in words. */
function phraseLines({ subject, speaker, firstYear }: Examples): readonly string[] {
  if (subject === null || speaker === null) return [];
  const since = firstYear === null ? '' : ` depuis ${firstYear}`;
  return [
    `Ou en une phrase : /debat ${speaker} sur ${subject}${since}. Un mot précédé de sauf, ou d’un moins sans espace, écarte les passages qui le contiennent ; un nom, ceux de cette voix.`,
  ];
}

/** The options of `/debat`, as far as this corpus has values for them. */
export function optionExamples(examples: Examples): readonly string[] {
  const options = ['auteur', 'depuis', 'jusqua', 'page', 'resume', 'prive'];
  return options.flatMap((name) => optionExample(name, examples) ?? []);
}

export function positionExample({ speaker, otherSubject }: Examples): string | null {
  if (speaker === null) return null;
  return `/position ${speaker}${otherSubject === null ? '' : ` ; ${otherSubject}`}`;
}

export function comparisonExample({ speaker, otherSpeaker }: Examples): string | null {
  return speaker === null || otherSpeaker === null
    ? null
    : `/comparer ${speaker} ; ${otherSpeaker}`;
}

/** How an option is written; null where this corpus has no value for it. */
export function optionExample(name: string, examples: Examples): string | null {
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
  return value === undefined ? name : value === null ? null : `${name}:${value}`;
}

/** « depuis:2011 ou depuis:2011-03 » */
export function dateExample(option: string, examples: Examples): string | null {
  const year = optionExample(option, examples);
  return year === null ? null : `${year} ou ${year}-03`;
}

/** A subject, and what its passages may not hold. */
export function exclusionExample(
  { subject }: Examples,
  without: readonly string[],
  voices: readonly string[],
): string | null {
  const words = without.map((word) => `-${shown(word)}`);
  const by = voices.length === 0 ? [] : [`sauf ${enumeration(voices)}`];
  return subject === null ? null : ['/debat', subject, ...by, ...words].join(' ');
}

/** « , par exemple X », or nothing. */
export function suchAs(example: string | null): string {
  return example === null ? '' : french`, par exemple ${typeset(example)}`;
}

export function subjectExample({ subject, speaker }: Examples): string | null {
  if (subject === null) return null;
  return `/debat ${subject}${speaker === null ? '' : ` auteur:${speaker}`}`;
}
