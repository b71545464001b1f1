import type { Notice } from '../debate/notice.ts';
import { isMistyping } from '../french/spelling.ts';
import { foldText } from '../french/words.ts';
import { partsOfName, type Speaker } from '../debate/speaker.ts';

const SHORTEST_PART = 3;
/** More than any name of a corpus; a pasted page is no name, and need not be compared with any. */
const LONGEST_NAME = 200;
const MOST_WORDS_OF_NAME = 40;

/** The speaker meant by a name or a part of one, without regard to accents or case; else why there is none. */
export function findSpeaker(speakers: readonly Speaker[], typed: string): Speaker | Notice {
  const found = matching(speakers, typed);
  const [first] = found;
  if (first !== undefined && found.length === 1) return first;
  const labelsOf = (those: readonly Speaker[]) => those.map(({ label }) => label);
  if (first !== undefined) {
    return { code: 'several authors', name: typed, candidates: labelsOf(found) };
  }
  const suggestions = labelsOf(speakersWhere(speakers, typed, isMistyping));
  return { code: 'unknown author', name: typed, suggestions, known: knownNames(speakers) };
}

/** Whether all the words may belong to one speaker's name. */
export function fitsName(speakers: readonly Speaker[], typed: string): boolean {
  return matching(speakers, typed).length > 0;
}

/** The names to offer to someone who gave none: persons first to last by how much they say. */
export function knownNames(speakers: readonly Speaker[]): string[] {
  return speakers.filter(({ kind }) => kind !== 'unnamed commenters').map(({ label }) => label);
}

/**
 * « martin roi » or « martin durand »: the longest beginning that is somebody's name, and the
 * rest; null when it begins with nobody's.
 */
export function splitAtName(
  speakers: readonly Speaker[],
  typed: string,
): { speaker: Speaker; rest: string } | null {
  const words = typed.split(/\s+/u).filter((word) => word !== '');
  for (let length = Math.min(words.length, MOST_WORDS_OF_NAME); length > 0; length -= 1) {
    const found = findSpeaker(speakers, words.slice(0, length).join(' '));
    if ('label' in found) return { speaker: found, rest: words.slice(length).join(' ') };
  }
  return null;
}

function matching(speakers: readonly Speaker[], typed: string): Speaker[] {
  if (typed.length > LONGEST_NAME) return [];
  const folded = foldText(typed.trim());
  // « Mme X » is one person where it is declared so, whoever else is called X.
  const called = speakers.filter(({ names }) => names.some((name) => foldText(name) === folded));
  if (called.length > 0) return called;
  const isWhole = (part: string, word: string) => part === word;
  const parts = partsOfName(typed);
  // « Jean Martin » is no Jeanne Martin.
  const isOther = (part: string, word: string, isFirst: boolean) =>
    isFirst && parts.length > 1 && FEMININE.test(word.slice(part.length));
  const begins = (part: string, word: string, isFirst: boolean) =>
    isWhole(part, word) ||
    (part.length >= SHORTEST_PART && word.startsWith(part) && !isOther(part, word, isFirst));
  return (
    [
      speakersWhere(speakers, typed, isWhole),
      speakersWhere(speakers, typed, begins),
      speakers.filter((speaker) => isCalledAlike(parts, speaker)),
    ].find(({ length }) => length > 0) ?? []
  );
}

/** « Frédéric Durand », « F. Durand » for Fred Durand, and no other first name than one that begins alike. */
export function isCalledAlike(parts: readonly string[], { kind, names }: Speaker): boolean {
  const [last, ...firsts] = parts.toReversed();
  if (kind !== 'person' || firsts.length === 0) return false;
  return names.map(partsOfName).some((name) => {
    const [written, ...others] = name.toReversed();
    const initials = others.map(([letter]) => letter).toReversed();
    return (
      written === last &&
      others.length > 0 &&
      (firsts.join('') === initials.join('') ||
        (firsts.length === others.length &&
          firsts.every((first, place) => isFirstName(first, others[place] ?? ''))))
    );
  });
}

/** What makes another person’s first name of one: Jeanne of Jean, Pauline of Paul. */
const FEMININE = /^(?:[ae]|i[ae]|ine|[lnt]e|elle|ette|enne)$/u;

/** Whether two first names may be one, cut short: « Fred », « F. ». */
function isFirstName(one: string, other: string): boolean {
  const [short = '', long = ''] = [one, other].toSorted((a, b) => a.length - b.length);
  const rest = long.slice(short.length);
  return long.startsWith(short) && (short.length === 1 || !FEMININE.test(rest));
}

function speakersWhere(
  speakers: readonly Speaker[],
  typed: string,
  matches: (part: string, word: string, isFirst: boolean) => boolean,
): Speaker[] {
  const parts = typed.length > LONGEST_NAME ? [] : partsOfName(typed);
  if (parts.length === 0) return [];
  return speakers.filter(({ names }) =>
    names.some((name) => {
      const words = partsOfName(name);
      return parts.every((part) =>
        words.some((word, place) => matches(part, word, place < words.length - 1)),
      );
    }),
  );
}
