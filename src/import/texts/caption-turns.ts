import { named, turnOf, unnamed, type Paragraph, type Speaker, type Turn } from '../draft.ts';
import { grouped, LONGEST, partsOfText } from '../works/pieces.ts';
import type { CaptionLine } from './caption-lines.ts';
import { saidIn, type Said } from './caption-marks.ts';
import { isAsking, labelsIn, speakerOf } from './labels.ts';
import { type Opening, openingOf } from './openings.ts';

/** What captions say of who speaks. */
interface CaptionTurns {
  readonly turns: readonly Turn[];
  /** Whether a dash or « >> » tells somewhere that the voice changes, and not who speaks. */
  readonly hasBareChanges: boolean;
}

interface Voice {
  readonly speaker: Speaker;
  /** What tells this voice from others: a name, or an object of its own. */
  readonly who: unknown;
  readonly doubt: string | null;
}

const PERHAPS_A_NAME = 'ce qui précède le deux-points est peut-être le nom de qui parle';

/**
 * The turns of captions: `<v Lise Morin>` and labels that come back name who speaks; a dash or « >> » says
 * that the voice changes, and not whose it is. A voice goes on over captions until the next mark.
 */
export function turnsOfCaptions(lines: readonly CaptionLine[]): CaptionTurns {
  const said = saidIn(lines);
  const labels = labelsOf(said);
  const turns: (Voice & { said: Said[] })[] = [];
  let hasBareChanges = false;
  for (const [at, each] of said.entries()) {
    const label = labels?.[at] ?? null;
    const last = turns.at(-1);
    const voice = label?.voice ?? voiceOf(each, said[at - 1], labels !== null) ?? last;
    hasBareChanges ||= label === null && each.after === 'change';
    const isSame = last !== undefined && voice?.who === last.who && each.after !== 'stage';
    if (!isSame) turns.push({ ...(voice ?? nobody()), said: [] });
    const text = label?.words ?? each.text;
    if (text !== '') turns.at(-1)?.said.push({ ...each, text });
  }
  const heard = turns.filter((turn) => turn.said.some(({ text }) => /[\p{L}\p{N}]/u.test(text)));
  return {
    turns: heard.map(({ speaker, doubt, said: words }) =>
      turnOf({ speaker, doubt, paragraphs: timedParts(words) }),
    ),
    hasBareChanges,
  };
}

/** Somebody who is nobody else. */
function nobody(doubt: string | null = null): Voice {
  return { speaker: unnamed('orateur'), who: Symbol('voice'), doubt };
}

/** The voice that begins there; null where the one before goes on. */
function voiceOf(each: Said, before: Said | undefined, hasLabels: boolean): Voice | null {
  const { voice, after, text } = each;
  if (voice !== null) return { speaker: named(voice, 'orateur'), who: `<${voice}>`, doubt: null };
  if (hasLabels && isPerhapsNamed(text)) return nobody(PERHAPS_A_NAME);
  if (after === 'change' || (before?.voice ?? null) !== null) return nobody();
  // After the dashes of a dialogue, nothing says which of the two goes on, or whether a third does.
  const isEnded = /[.!?…][»”")\s]*$/u.test(before?.text ?? '');
  return before?.isDialogue === true && each.isFirst && isEnded ? nobody() : null;
}

/** « Paul Petit : », « PAUL : »: it may name a voice, so that nobody else is to be taken for it. */
function isPerhapsNamed(text: string): boolean {
  const label = labelBefore(text)?.label ?? '';
  const words = label.split(' ');
  const isCapital = words.every((word) => /^\p{Lu}/u.test(word));
  return isCapital && (words.length > 1 || (label.length > 1 && label === label.toUpperCase()));
}

/** Lines of captions end anywhere, and dashes tell voices apart: a label has its colon. */
function labelBefore(text: string): Opening | null {
  const opening = openingOf({ text, seconds: null });
  return opening?.sign === 'colon' ? opening : null;
}

/** « iPhone de Lise : », as people call their telephones, where each caption begins with who speaks. */
function anyLabel(text: string): Opening | null {
  const { label, words } =
    /^(?<label>[^:.!?«»]{1,60}?)\s?: (?<words>\S.*)$/u.exec(text)?.groups ?? {};
  if (label === undefined || words === undefined) return null;
  return { label, sign: 'colon', words, seconds: null };
}

/** Who a label says speaks, and the words after it. */
interface Label {
  readonly voice: Voice;
  readonly words: string;
}

/** As many captions of ten begin with who speaks, where a program writes it in each. */
const NEARLY_ALL = 0.9;
const FEWEST_CAPTIONS = 4;

/**
 * The labels that name a voice, a place for each; null where none does. Where nearly every caption begins with
 * one, programs write there who speaks, be it once.
 */
function labelsOf(said: readonly Said[]): readonly (Label | null)[] | null {
  const openings = said.map(({ text, voice }) => (voice === null ? labelBefore(text) : null));
  const isInterview = openings.some((each) => each !== null && isAsking(each.label));
  const labelOf = ({ label, words }: Opening, why: string | null): Label => ({
    voice: { speaker: speakerOf(label, why, isInterview), who: label, doubt: null },
    words,
  });
  const isFirst = (at: number) => said[at]?.isFirst === true;
  const written = said.map(({ text, voice }, at) =>
    voice === null && isFirst(at) ? (openings[at] ?? anyLabel(text)) : null,
  );
  const count = written.filter((each) => each !== null).length;
  const captions = said.filter((each) => each.isFirst).length;
  if (count >= FEWEST_CAPTIONS && count >= captions * NEARLY_ALL) {
    return written.map((each) => (each === null ? null : labelOf(each, null)));
  }
  const texts = said.map(({ text }) => text);
  const known = labelsIn(openings, texts);
  if (known === null) return null;
  return openings.map((each) => {
    const found = each === null ? null : known(each);
    return each === null || found === null || found === 'unsure' ? null : labelOf(each, found.why);
  });
}

/** The words of one voice in parts of the length of a passage, each with the time when it begins. */
function timedParts(said: readonly Said[]): Paragraph[] {
  const text = said.map((each) => each.text).join(' ');
  const starts = startsOf(said);
  const paragraphs: Paragraph[] = [];
  let line = 0;
  let at = 0;
  for (const part of partsOfText(text)) {
    const from = text.indexOf(part, at);
    const within = starts.slice(line + 1, firstAfter(starts, from + part.length, line));
    const borders = within.map((start) => start - from).filter((start) => start > 0);
    for (const words of part.length > LONGEST ? grouped(slicesOf(part, borders)) : [part]) {
      at = text.indexOf(words, at);
      line = firstAfter(starts, at, line) - 1;
      paragraphs.push({ text: words, seconds: said[line]?.seconds ?? null });
      at += words.length;
    }
  }
  return paragraphs;
}

/** The first of the lines from `line` on that begins after a place. */
function firstAfter(starts: readonly number[], place: number, line: number): number {
  let next = line;
  while ((starts[next] ?? Infinity) <= place) next += 1;
  return next;
}

/** Where each line begins in all of them, joined by spaces. */
function startsOf(said: readonly Said[]): number[] {
  let at = 0;
  return said.map(({ text }) => {
    const start = at;
    at += text.length + 1;
    return start;
  });
}

/** What no sentence ends in, as machines write, is cut where a line of captions ends. */
function slicesOf(part: string, borders: readonly number[]): string[] {
  return [0, ...borders].flatMap((start, at) => {
    const slice = part.slice(start, borders[at] ?? part.length).trim();
    return slice === '' ? [] : [slice];
  });
}
