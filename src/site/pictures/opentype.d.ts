// What we use of it: the types that others keep bring those of browsers with them, for the whole project.
declare module 'opentype.js/dist/opentype.mjs' {
  interface Font {
    readonly unitsPerEm: number;
    /** 0 for a character that the font has no form for. */
    charToGlyphIndex(character: string): number;
    charToGlyph(character: string): { readonly advanceWidth?: number };
    /** Ligatures made. */
    stringToGlyphs(
      text: string,
    ): readonly { readonly index: number; readonly advanceWidth?: number }[];
  }
  /** Throws where the bytes are no font. */
  function parse(bytes: ArrayBuffer, options: { readonly lowMemory: boolean }): Font;
}
