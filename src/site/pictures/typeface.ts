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
const MISSING_GLYPH = 0;

/** The letters that pictures are set in: how wide words are, and which of them cannot be drawn. */
export class Typeface {
  readonly #fonts: Readonly<Record<Setting['weight'], Font>>;
  /** Of a size of one pixel, by weight and character. */
  readonly #widths = { regular: new Map<string, number>(), semibold: new Map<string, number>() };

  private constructor(fonts: Readonly<Record<Setting['weight'], Font>>) {
    this.#fonts = fonts;
  }

  /** Reads the files of the letters, some 100 ms. */
  static async load(): Promise<Typeface> {
    const { parse } = await import('opentype.js/dist/opentype.mjs');
    const read = (name: string) => parse(arrayBufferOf(fileOfPackage(name)));
    return new Typeface({ regular: read(FONT_FILES.regular), semibold: read(FONT_FILES.semibold) });
  }

  /** The width in pixels, without the kerning that makes it a little less when it is drawn. */
  widthOf(text: string, { size, weight }: Setting): number {
    let width = 0;
    for (const character of text) width += this.#advanceOf(character, weight);
    return width * size;
  }

  /** Whether every character has its own form, and none is another's in disguise: what is drawn is what is written. */
  canDraw(text: string): boolean {
    if (INVISIBLE.test(text) || PILED_MARKS.test(text)) return false;
    return [...new Set(text)].every((character) =>
      Object.values(this.#fonts).every(
        (font) => font.charToGlyphIndex(character) !== MISSING_GLYPH,
      ),
    );
  }

  #advanceOf(character: string, weight: Setting['weight']): number {
    const widths = this.#widths[weight];
    let width = widths.get(character);
    if (width === undefined) {
      const font = this.#fonts[weight];
      width = (font.charToGlyph(character).advanceWidth ?? 0) / font.unitsPerEm;
      widths.set(character, width);
    }
    return width;
  }
}

function arrayBufferOf(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}
