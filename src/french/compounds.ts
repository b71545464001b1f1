import { masculineOf } from './inclusive.ts';
import { compoundNumber, numbered } from './numerals.ts';
import { CUT } from './plain-writing.ts';

/** One word of a folded text. */
export interface Word {
  /** As it is compared: without elision, apostrophes or dots; figures without their spaces. */
  readonly form: string;
  /** Where it is in the folded text (UTF-16 offsets, end excluded). */
  readonly start: number;
  readonly end: number;
  /**
   * True for the one form of a hyphenated word, given after its parts, so that « e-réputation » meets
   * both « e réputation » and « ereputation »; and of « Google+ », given after « google ».
   */
  readonly joined: boolean;
  /** Whether the parts of a joined form may be nothing but its pieces: « commu- nautés ». */
  readonly isCut?: boolean;
}

/** No word of French is longer (« anticonstitutionnellement » has 25 letters): what is beyond is cut off. */
export const LONGEST_FORM = 48;

const PARTING = new RegExp(`[${CUT}-]`, 'u');

/** « jusqu'ici » is « ici »; « quelqu'un » and « aujourd'hui » are one word. */
const ELISIONS = /^(?:(?:[ldnsjmtc]|qu|jusqu|lorsqu|puisqu|quoiqu)')+/u;

/** What follows the hyphen of an inversion or of « celui-ci »: no compound word. */
const CLITICS = new Set(
  'je tu il elle on nous vous ils elles ce t le la les moi toi lui leur y en ci meme memes'.split(
    ' ',
  ),
);

/**
 * The parts of a run of letters, hyphens and apostrophes, without its inclusive ending; then its joined
 * form when it is a compound, or has a sign.
 */
export function partsOf(run: string, start: number): Word[] {
  const { head, plural } = masculineOf(run);
  const letters = head.replace(/\+$/u, '');
  const parts: Word[] = [];
  const pieces = letters.split(PARTING);
  let at = start;
  for (const piece of pieces) {
    const whole = piece.replace(ELISIONS, '');
    parts.push(wordAt(whole, at + piece.length - whole.length, whole.length));
    at += piece.length + 1;
  }
  const bare = parts.pop();
  if (bare === undefined) return parts;
  const ending = run.length - head.length;
  const last = { ...bare, form: cut(bare.form + plural), end: bare.end + ending };
  parts.push(last);
  const isCut = letters.includes(CUT);
  const isCompound = parts.length > 1 && !CLITICS.has(last.form);
  if (!isCompound && !isCut && letters === head) return parts;
  const written = parts.map((part) => part.form).join('') + head.slice(letters.length);
  const form = compoundNumber(pieces) ?? cut(written);
  const whole = { form, start: parts[0]?.start ?? start, end: start + run.length, joined: true };
  return [...parts, isCut ? { ...whole, isCut } : whole];
}

export function wordAt(written: string, start: number, length: number): Word {
  const bare = written.includes("'") ? written.replaceAll("'", '') : written;
  return { form: cut(numbered(bare)), start, end: start + length, joined: false };
}

function cut(form: string): string {
  return form.length > LONGEST_FORM ? form.slice(0, LONGEST_FORM) : form;
}
