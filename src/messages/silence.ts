import type { Filters } from '../debate/filters.ts';
import type { Notice } from '../debate/notice.ts';
import type { Speaker } from '../debate/speaker.ts';
import type { Manner } from './examples.ts';
import { formatPeriod } from '../french/periods.ts';
import {
  alternatives,
  capitalised,
  enumeration,
  french,
  QUOTATION_MARKS,
  shown,
  withDe,
} from '../french/typography.ts';
import { isStopWord, wordsIn } from '../french/words.ts';

// Where nothing answers, these sentences speak of the words that were looked for and of what is held:
// never of what a person said or did not say.

type Silent = Extract<Notice, { code: 'silent on subject' }>;
type Apart = Extract<Notice, { code: 'nothing read together' }>;
type Nothing = Extract<Notice, { code: 'no passage' }>;

/** Where no passage answers. */
export function nothingText({ subject, filters, isWhole, suggestions }: Nothing): string {
  if (isTooCommon(subject)) return tooCommon(subject);
  const kept = filtersText(filters) || ' du débat';
  const held = isWhole ? `Aucun passage${kept} ne répond` : `Nos extraits${kept} ne répondent pas`;
  return french`${held} à ces mots : ${ended(subject)}${tryInstead(suggestions)}`;
}

/** Where no editor has read passages together: nothing is known of who answered. */
export function apartText({ of, subject, filters, topics }: Apart): string {
  const kept = filtersText(filters);
  const those = { passage: 'ce passage', work: 'un passage de ce texte' };
  const one = of === null ? `un passage${kept === '' ? ' du débat' : ''}` : those[of];
  const on = subject === null ? '.' : french` : ${ended(subject)}`;
  return french`Ce corpus n’enregistre aucune relation entre ${one}${kept} et un autre${on} Cela ne dit pas que personne n’a répondu.${tryInstead(topics)}`;
}

/** Where a voice holds no position; what it reports or rejects is told apart from what it holds. */
export function silentText(notice: Silent, { byVoice }: Pick<Manner, 'byVoice'>): string {
  const { speaker, subject, isWhole, isReported, topics } = notice;
  const kept = filtersText(notice.filters);
  if (isTooCommon(subject)) return tooCommon(subject);
  const words = `${ended(subject)}${isReported ? ` Ils se lisent ${byVoice}.` : ''}${tryInstead(topics)}`;
  const held = (isWhole ? capitalised(speaker) : `Ce que nous avons ${withDe(speaker)}`) + kept;
  if (isReported) {
    return french`${held} ne répond à ces mots que par des propos rapportés ou rejetés : ${words}`;
  }
  return isWhole
    ? french`Aucune position ${withDe(speaker)}${kept} ne répond à ces mots : ${words}`
    : french`${held} ne répond pas à ces mots : ${words}`;
}

/** Between quotation marks, words are looked for whatever they are. */
function isTooCommon(subject: string): boolean {
  const words = wordsIn(subject);
  const isSilent = words.length > 0 && words.every(({ form }) => isStopWord(form));
  return isSilent && subject.search(QUOTATION_MARKS) < 0;
}

/** A word that stands in any text was not looked for. */
function tooCommon(subject: string): string {
  return french`Ces mots sont trop courants pour être cherchés : ${ended(subject)} Ajoutez-en un qui dise de quoi il s’agit, ou mettez-les entre guillemets pour les trouver tels quels.`;
}

/** What was typed, with the stop of our sentence where it has none of its own. */
function ended(typed: string): string {
  const told = shown(typed);
  return /[.?!…]$/u.test(told) ? told : `${told}.`;
}

/** Whose passages, of which time and without which words, where it was said; empty where all are asked. */
export function filtersText({ speakers, others, without, ...period }: Filters): string {
  const by = speakers.length === 0 ? '' : alternatives(speakers.map(({ label }) => withDe(label)));
  const notBy = others.length === 0 ? '' : `${by === '' ? '' : 'et '}${ofOthers(others)}`;
  const words = enumeration(without.map(shown));
  const isOneWord = without.length === 1 && !/\s/u.test(words);
  const apart = without.length === 0 ? '' : `sans ${isOneWord ? 'le mot' : 'les mots'} ${words}`;
  const told = [by, notBy, formatPeriod(period), apart].filter((part) => part !== '');
  return told.map((part) => ` ${part}`).join('');
}

/** « d’une autre voix que celle d’Hervé » */
function ofOthers(others: readonly Speaker[]): string {
  const labels = others.map(({ label }) => label);
  const isOne = labels.length === 1 && labels.every((label) => !label.startsWith('les '));
  return `d’une autre voix que ${isOne ? 'celle' : 'celles'} ${enumeration(labels.map(withDe))}`;
}

export function tryInstead(suggestions: readonly string[]): string {
  return suggestions.length === 0 ? '' : french` Essayez plutôt : ${enumeration(suggestions)}.`;
}
