import type { Font } from 'opentype.js/dist/opentype.mjs';
import { fileOfPackage } from '../../running/files.ts';

const PACKAGE = '@expo-google-fonts/source-serif-4';
/** Drawn by them, and by nothing else of the machine. */
export const FONT_FILES = {
  regular: `${PACKAGE}/400Regular/SourceSerif4_400Regular.ttf`,
  semibold: `${PACKAGE}/600SemiBold/SourceSerif4_600SemiBold.ttf`,
} as const;
export const FONT_FAMILY = 'Source Serif 4';

/** How words are set; the size in pixels. */
export interface Setting {
  readonly size: number;
  readonly weight: keyof typeof FONT_FILES;
}

/** What reads otherwise than it looks, or does not look like anything: controls, zero widths, marks of direction. */
const INVISIBLE = /[\p{C}\p{DI}\p{Zl}\p{Zp}]/u;
/** More marks than any French letter has climb out of their line. */
const PILED_MARKS = /\p{M}{3}/u;

/** Whether nothing in it is hidden, nor another's in disguise. */
export function isPlain(text: string): boolean {
  return !INVISIBLE.test(text) && !PILED_MARKS.test(text);
}

const MISSING_GLYPH = 0;

/** Whoever shapes text draws the first as the second where a font has no form for it: they differ in breaking lines alone. */
const [HYPHEN_THAT_HOLDS, HYPHEN] = ['\u2011', '\u2010'];

/** The letters that pictures are set in: how wide words are, and which of them cannot be drawn. */
export class Typeface {
  readonly #fonts: Readonly<Record<Setting['weight'], Font>>;
  /** Of a size of one pixel, by weight and character. */
  readonly #widths = { regular: new Map<string, number>(), semibold: new Map<string, number>() };

  private constructor(fonts: Readonly<Record<Setting['weight'], Font>>) {
    this.#fonts = fonts;
  }

  /** Reads the files of the letters, and a letter when it is first asked for. */
  static async load(): Promise<Typeface> {
    const { parse } = await import('opentype.js/dist/opentype.mjs');
    const read = (name: string) => parse(arrayBufferOf(fileOfPackage(name)), { lowMemory: true });
    return new Typeface({ regular: read(FONT_FILES.regular), semibold: read(FONT_FILES.semibold) });
  }

  /** The width in pixels, without the kerning that makes it a little less when it is drawn. */
  widthOf(text: string, { size, weight }: Setting): number {
    let width = 0;
    for (const character of text) width += this.#advanceOf(character, weight);
    return width * size;
  }

  /** Whether it is plain, and every character has its own form: what is drawn is what is written. */
  canDraw(text: string): boolean {
    if (!isPlain(text)) return false;
    return [...new Set(text)].every((character) =>
      Object.values(this.#fonts).every((font) => hasForm(font, character)),
    );
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
