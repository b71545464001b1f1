/** Wider lines are hard to read; narrower ones break every address. */
export const WIDEST_LINE = 88;
export const NARROWEST_LINE = 40;
/** A line typed or piped in, in UTF-16 units: more than the longest subject, less than a file by mistake. */
export const LONGEST_INPUT = 10_000;
