import type { CaptionLine } from './caption-lines.ts';

/** Words between two marks, in one line of captions. */
export interface Said {
  readonly text: string;
  readonly seconds: number;
  readonly voice: string | null;
  /** What stands just before: nothing, what is nobody’s words, or a sign that somebody else speaks. */
  readonly after: 'line' | 'stage' | 'change';
  /** Whether they open their caption. */
  readonly isFirst: boolean;
  /** Whether a dash in their caption tells voices apart. */
  readonly isDialogue: boolean;
}

/** Signs that no caption holds, for what is found in it: line feeds stay what they are. */
const [STAGE, CHANGE] = ['\f', '\v'];
const MARKS = /([\n\f\v])/u;

/** What is said in captions, without what they show of music, noises and who moves, which is nobody’s words. */
export function saidIn(lines: readonly CaptionLine[]): Said[] {
  const said: Said[] = [];
  let after: Said['after'] = 'line';
  for (const caption of captionsOf(lines)) {
    const [first] = caption;
    if (first === undefined) continue;
    const shown = caption.map(({ text }) => text).join('\n');
    const isDialogue = first.voice === null && DASH.test(shown);
    const known = { seconds: first.seconds, voice: first.voice, isDialogue };
    let isFirst = true;
    for (const part of withMarks(isDialogue ? shown.replaceAll(DASHES, CHANGE) : shown).split(
      MARKS,
    )) {
      if (part === CHANGE) after = 'change';
      else if (part === STAGE && after === 'line') after = 'stage';
      const text = part.trim();
      if (text === '') continue;
      said.push({ ...known, text, after, isFirst });
      after = 'line';
      isFirst = false;
    }
  }
  return said;
}

/** Lines that appear together, of one voice. */
function captionsOf(lines: readonly CaptionLine[]): CaptionLine[][] {
  const captions: CaptionLine[][] = [];
  for (const line of lines) {
    const last = captions.at(-1);
    const [first] = last ?? [];
    const isSame = first?.seconds === line.seconds && first.voice === line.voice;
    if (last !== undefined && isSame) last.push(line);
    else captions.push([line]);
  }
  return captions;
}

/** « - Oui. », « –Non », and not « -20 degrés ». */
const DASHES = /^[-–—‐‑](?:\s+|(?=[\p{L}«"“…]))/gmu;
const DASH = new RegExp(DASHES.source, 'mu');
/** What live captioning writes where the voice changes; three of them where the subject does too. */
const CHEVRONS = /(?<=^|\s)>{2,3}(?=\s|\p{L}|$)[^\S\n]*/gmu;
/** « ♪ … ♪ », to the end of the caption where nothing closes it. */
const SUNG = /[♪♫♬♩][^♪♫♬♩]*(?:[♪♫♬♩]+|$)/gu;
const SUNG_BEFORE = /^[^♪♫♬♩]*[♪♫♬♩]+\s*$/u;
/** « [Musique] », « (Applaudissements.) », « *rires* » */
const BRACKETS = /\[[^[\]]*\]/gu;
const PARENTHESES = /\([^()]*\)\.?/gu;
const ASTERISKS = /^\*[^*\n]+\*$/gmu;
/** Enough to see whether a sentence ends there. */
const NEAR = 4;

function withMarks(caption: string): string {
  return caption
    .replace(SUNG_BEFORE, STAGE)
    .replace(SUNG, STAGE)
    .replace(BRACKETS, (inside) => (/\p{L}/u.test(inside) ? STAGE : inside))
    .replace(PARENTHESES, (inside: string, at: number, whole: string) =>
      isStageDirection(inside, whole, at) ? STAGE : inside,
    )
    .replace(ASTERISKS, STAGE)
    .replace(CHEVRONS, CHANGE);
}

/**
 * Parentheses may be somebody’s words. They are not where they fill their lines, follow a sentence, or
 * open or close a caption with a capital.
 */
function isStageDirection(inside: string, whole: string, at: number): boolean {
  const end = at + inside.length;
  const [before, after] = [whole.slice(Math.max(0, at - NEAR), at), whole.slice(end, end + NEAR)];
  const isAtStart = /(?:^|[\n\f\v])[^\S\n]*$/u.test(before);
  const isAtEnd = /^[^\S\n]*(?:[\n\f]|$)/u.test(after);
  const isOutermost = /^\s*$/u.test(before) || /^\s*$/u.test(after);
  const followsSentence = /[.!?…][»”")]?\s*$/u.test(before);
  return (isAtStart && isAtEnd) || followsSentence || (isOutermost && /^\(\p{Lu}/u.test(inside));
}
