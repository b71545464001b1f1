import { stem } from './stem.ts';
import { foldText, isDiscourse, isStopWord, wordsOf } from './words.ts';

/** One to three words that may name something, where they are written in a text. */
export interface Expression {
  /** The stems of its words, without what links them: « vot droit » is no « droit vot ». */
  readonly key: string;
  /** UTF-16 offsets, end excluded. */
  readonly start: number;
  readonly end: number;
  /** Whether one of its words names a subject rather than asks about one. */
  readonly names: boolean;
  /** Whether it stands here as a noun does, or a name. */
  readonly isNoun: boolean;
}

/** What is known of a word however often it is written. */
interface KnownWord {
  readonly stem: string;
  /** Whether it says nothing of a subject by itself. */
  readonly isSilent: boolean;
  /** Whether it asks about a subject rather than names one. */
  readonly asks: boolean;
  /** « Le », « cette », « nos »: what stands before a noun, and seldom after one. */
  readonly isDeterminer: boolean;
  /** « De », « du », « en »: what ties a noun to another. */
  readonly isLink: boolean;
  readonly isCapital: boolean;
  /** Infinitives and present participles stand after « de » and « en » as nouns do. */
  readonly mayBeVerb: boolean;
}

interface WrittenWord {
  readonly known: KnownWord;
  readonly start: number;
  readonly end: number;
  /** Whether nothing but white space parts it from the word before. */
  readonly follows: boolean;
}

const LONGEST = { words: 3, links: 2 };

const DETERMINERS = new Set(
  `le la les l un une ce cet cette ces mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs
  chaque`.split(/\s+/u),
);
const LINKS = new Set('de d du des a au aux en'.split(' '));
const VERB_ENDING = /(?:er|ir|re|ant)$/u;

/** An elision is a word of its own: « l’ » is the determiner of « l’écoute ». */
const WORD = /(?:[ldnsjmtcLDNSJMTC]|[Qq]u)['’ʼ]|[\p{L}\p{N}]+(?:['’ʼ·-][\p{L}\p{N}]+)*/gu;

/** Reads texts into expressions, and remembers the words it has met. */
export class ExpressionReader {
  readonly #known = new Map<string, KnownWord>();

  /**
   * The expressions of a text, all of them or those whose first stem is wanted: « droit », « droit de
   * vote », « vote ».
   */
  read(text: string, isWanted: (stem: string) => boolean = () => true): Expression[] {
    const words = this.#wordsOf(text);
    return words.flatMap(({ known }, place) =>
      known.isSilent || !isWanted(known.stem) ? [] : expressionsFrom(place, words),
    );
  }

  #wordsOf(text: string): WrittenWord[] {
    let last = 0;
    // Much quicker than `matchAll`, and as sure: between two words stands no letter of another.
    return (text.match(WORD) ?? []).map((written) => {
      const start = text.indexOf(written, last);
      const follows = last > 0 && isBlank(text, last, start);
      last = start + written.length;
      return { known: this.#wordOf(written), start, end: last, follows };
    });
  }

  #wordOf(written: string): KnownWord {
    let known = this.#known.get(written);
    if (known === undefined) this.#known.set(written, (known = knownWord(written)));
    return known;
  }
}

function isBlank(text: string, start: number, end: number): boolean {
  if (end - start < 2) return start === end || /\s/u.test(text[start] ?? '');
  return text.slice(start, end).trim() === '';
}

function knownWord(written: string): KnownWord {
  // Of « e-réputation », the form of the whole; of « dit-il », which has none, the first part.
  const words = wordsOf(foldText(written));
  const { form } = words.find(({ joined }) => joined) ?? words[0] ?? { form: '' };
  return {
    stem: stem(form),
    isSilent: form.length < 3 || isStopWord(form) || /^\d/u.test(form),
    asks: isDiscourse(form),
    isDeterminer: DETERMINERS.has(form),
    isLink: LINKS.has(form),
    isCapital: /^\p{Lu}/u.test(written),
    mayBeVerb: VERB_ENDING.test(form),
  };
}

/** Those whose first word is this one; of words that only link, none begins or ends an expression. */
function expressionsFrom(place: number, words: readonly WrittenWord[]): Expression[] {
  const first = words[place];
  if (first === undefined) return [];
  const before = first.follows ? words[place - 1]?.known : undefined;
  const { start } = first;
  const found: Expression[] = [];
  let key = '';
  let names = false;
  for (let next = place, links = 0; found.length < LONGEST.words; next += 1) {
    const word = words[next];
    if (word === undefined || (next > place && !word.follows)) break;
    if (word.known.isSilent) {
      links += 1;
      if (links > LONGEST.links || !(word.known.isLink || word.known.isDeterminer)) break;
      continue;
    }
    links = 0;
    key += key === '' ? word.known.stem : ` ${word.known.stem}`;
    names ||= !word.known.asks;
    const after = words[next + 1]?.follows === true ? words[next + 1]?.known : undefined;
    const isNoun = isNounBetween(before, first.known, after, found.length === 0);
    found.push({ key, start, end: word.end, names, isNoun });
  }
  return found;
}

/**
 * A noun comes after a determiner or « de », a verb before one; an adjective that comes first has its noun
 * right after it. One occurrence proves nothing: who counts many may tell.
 */
function isNounBetween(
  before: KnownWord | undefined,
  first: KnownWord,
  after: KnownWord | undefined,
  isAlone: boolean,
): boolean {
  if (before === undefined || after?.isDeterminer === true) return false;
  if (first.isCapital) return true;
  if (isAlone && after?.isSilent === false) return false;
  return before.isDeterminer || (before.isLink && !first.mayBeVerb);
}
