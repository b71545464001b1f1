import type { Font } from 'opentype.js/dist/opentype.mjs';
import { fileOfPackage } from '../../running/files.ts';

const PACKAGE = '@expo-google-fonts/source-serif-4';
/** Drawn by them, and by nothing else of the machine. */
export const FONT_FILES = {
  regular: `${PACKAGE}/400Regular/SourceSerif4_400Regular.ttf`,
  semibold: `${PACKAGE}/600SemiBold/SourceSerif4_600SemiBold.ttf`,
} as const;
export const FONT_FAMILY = 'Source Serif 4';
export const EMOJI_FILE = '@expo-google-fonts/noto-emoji/400Regular/NotoEmoji_400Regular.ttf';
export const EMOJI_FAMILY = 'Noto Emoji';

/** How words are set; the size in pixels. */
export interface Setting {
  readonly size: number;
  readonly weight: keyof typeof FONT_FILES;
}

/** A part of a text that one face draws. */
export interface Run {
  readonly text: string;
  readonly isEmoji: boolean;
}

/**
 * As a whole, with the signs that nothing else may have: joiners, selectors, tags. People write them without
 * their selectors too; a flag of no country would be drawn as a question.
 */
const EMOJI =
  /(\p{RGI_Emoji_Tag_Sequence}|\p{RGI_Emoji_Flag_Sequence}|\p{Emoji_Keycap_Sequence}|\p{Extended_Pictographic}\uFE0F?\p{Emoji_Modifier}?(?:\u200D\p{Extended_Pictographic}\uFE0F?\p{Emoji_Modifier}?)*)/v;
const EVERY_EMOJI = new RegExp(EMOJI, 'gv');
/** It asks for the form that the emoji have anyway. */
const SELECTOR = '\uFE0F';

/** What reads otherwise than it looks, or does not look like anything: controls, zero widths, marks of direction. */
const INVISIBLE = /[\p{C}\p{DI}\p{Zl}\p{Zp}]/u;
/** More marks than any French letter has climb out of their line. */
const PILED_MARKS = /\p{M}{3}/u;

/** Whether nothing in it is hidden, nor another's in disguise. */
export function isPlain(text: string): boolean {
  const letters = text.replace(EVERY_EMOJI, '');
  return !INVISIBLE.test(letters) && !PILED_MARKS.test(letters);
}

const MISSING_GLYPH = 0;

/** Whoever shapes text draws the first as the second where a font has no form for it: they differ in breaking lines alone. */
const [HYPHEN_THAT_HOLDS, HYPHEN] = ['\u2011', '\u2010'];

/** The letters that pictures are set in: how wide words are, and which of them cannot be drawn. */
export class Typeface {
  readonly #fonts: Readonly<Record<Setting['weight'], Font>>;
  readonly #emoji: Font;
  /** Of a size of one pixel, by weight and character. */
  readonly #widths = { regular: new Map<string, number>(), semibold: new Map<string, number>() };
  /** Null where it has no form. */
  readonly #emojiWidths = new Map<string, number | null>();

  private constructor(fonts: Readonly<Record<Setting['weight'], Font>>, emoji: Font) {
    this.#fonts = fonts;
    this.#emoji = emoji;
  }

  /** Reads the files of the letters, and a letter when it is first asked for. */
  static async load(): Promise<Typeface> {
    const { parse } = await import('opentype.js/dist/opentype.mjs');
    const read = (name: string) => parse(arrayBufferOf(fileOfPackage(name)), { lowMemory: true });
    const letters = { regular: read(FONT_FILES.regular), semibold: read(FONT_FILES.semibold) };
    return new Typeface(letters, read(EMOJI_FILE));
  }

  /** The width in pixels, without the kerning that makes it a little less when it is drawn. */
  widthOf(text: string, { size, weight }: Setting): number {
    let width = 0;
    for (const run of this.runsOf(text)) {
      if (run.isEmoji) width += this.#emojiWidthOf(run.text) ?? 1;
      else for (const character of run.text) width += this.#advanceOf(character, weight);
    }
    return width * size;
  }

  /** The text in parts, each emoji by itself. */
  runsOf(text: string): readonly Run[] {
    if (!EMOJI.test(text)) return [{ text, isEmoji: false }];
    return text.split(EMOJI).flatMap((part, place) => {
      const isEmoji = place % 2 === 1 && !this.#isInLetters(part);
      return part === '' ? [] : [{ text: part, isEmoji }];
    });
  }

  /** Whether it is plain, and every character has its own form: what is drawn is what is written. */
  canDraw(text: string): boolean {
    if (!isPlain(text)) return false;
    return this.runsOf(text).every((run) =>
      run.isEmoji ? this.#emojiWidthOf(run.text) !== null : this.#isInLetters(run.text),
    );
  }

  #isInLetters(text: string): boolean {
    return [...new Set(text)].every((character) =>
      Object.values(this.#fonts).every((font) => hasForm(font, character)),
    );
  }

  /** Of a size of one pixel; null unless it is one form. */
  #emojiWidthOf(emoji: string): number | null {
    let width = this.#emojiWidths.get(emoji);
    if (width === undefined) {
      const [glyph, ...others] = this.#emoji.stringToGlyphs(emoji.replaceAll(SELECTOR, ''));
      const isOne = others.length === 0 && glyph !== undefined && glyph.index !== MISSING_GLYPH;
      width = isOne ? (glyph.advanceWidth ?? 0) / this.#emoji.unitsPerEm : null;
      this.#emojiWidths.set(emoji, width);
    }
    return width;
  }

  #advanceOf(character: string, weight: Setting['weight']): number {
    const widths = this.#widths[weight];
    let width = widths.get(character);
    if (width === undefined) {
      const font = this.#fonts[weight];
      const glyph = font.charToGlyph(drawnAs(character));
      // What a page shows in letters of its own is no wider than this in most.
      width = hasForm(font, character) ? (glyph.advanceWidth ?? 0) / font.unitsPerEm : 1;
      widths.set(character, width);
    }
    return width;
  }
}

function hasForm(font: Font, character: string): boolean {
  return font.charToGlyphIndex(drawnAs(character)) !== MISSING_GLYPH;
}

function drawnAs(character: string): string {
  return character === HYPHEN_THAT_HOLDS ? HYPHEN : character;
}

function arrayBufferOf(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}
