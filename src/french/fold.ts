/** A text folded for search, with the way back to the text it came from. */
export interface Folded {
  readonly text: string;
  /**
   * For each UTF-16 unit of `text`, where in the source the character it comes from starts, and at
   * the end the length of the source: `text.length + 1` entries that never decrease.
   */
  readonly offsets: Uint32Array;
}

/** Letters that Unicode does not decompose, and the two characters of one use that French types differently. */
const FOLDED_CHARACTERS: Readonly<Record<string, string>> = {
  œ: 'oe',
  æ: 'ae',
  ß: 'ss',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  ı: 'i',
  þ: 'th',
  '’': "'",
  '‘': "'",
  ʼ: "'",
  '′': "'",
  '`': "'",
  '´': "'",
  '\u2010': '-',
  '\u2011': '-',
  '\u2212': '-',
};

/** Combining marks, and what is not seen: soft hyphens, zero widths, overrides of direction. */
const UNSEEN = /[\p{M}\p{Cf}]/gu;

/**
 * The text in lower case without accents, œ as oe, every apostrophe as ', every space of typography as
 * a plain one. Each code point is folded by itself, so that the time taken is proportional to the
 * length, whatever is piled on a letter; a lone surrogate stays as it is.
 */
export function foldText(text: string): string {
  let folded = '';
  let from = 0;
  for (let place = 0; place < text.length; place += 1) {
    const code = text.charCodeAt(place);
    if (staysAsItIs(code)) continue;
    const isPair = code >= 0xd800 && code <= 0xdbff && isLowSurrogate(text.charCodeAt(place + 1));
    const end = place + (isPair ? 2 : 1);
    folded += text.slice(from, place) + foldCharacter(text.slice(place, end));
    place = end - 1;
    from = end;
  }
  return from === 0 ? text : folded + text.slice(from);
}

/** ASCII without its capitals and its grave accent. */
function staysAsItIs(code: number): boolean {
  return code < 0x80 && (code < 0x41 || code > 0x5a) && code !== 0x60;
}

function isLowSurrogate(code: number): boolean {
  return code >= 0xdc00 && code <= 0xdfff;
}

/** The same as `foldText`, with the place each character comes from. */
export function fold(source: string): Folded {
  const pieces: string[] = [];
  const starts: number[] = [];
  let start = 0;
  for (const character of source) {
    const piece = foldText(character);
    pieces.push(piece);
    starts.push(...Array.from({ length: piece.length }, () => start));
    start += character.length;
  }
  starts.push(source.length);
  return { text: pieces.join(''), offsets: Uint32Array.from(starts) };
}

/**
 * The place in the source of the folded characters from `start` to `end` (UTF-16 offsets, end
 * excluded): whole characters, with the accents that follow them.
 */
export function sourceRange(folded: Folded, start: number, end: number): [number, number] {
  const { offsets } = folded;
  const last = offsets[end - 1] ?? 0;
  let next = end;
  // One character may fold to several (œ): its end is where the next one starts.
  while (next < folded.text.length && offsets[next] === last) next += 1;
  return [offsets[start] ?? 0, end > start ? (offsets[next] ?? 0) : (offsets[start] ?? 0)];
}

const known = new Map<string, string>();

/** How many folded characters are remembered: more than any alphabet, less than all of Unicode. */
const REMEMBERED = 4096;

function foldCharacter(character: string): string {
  const folded = known.get(character) ?? decomposed(character);
  if (known.size < REMEMBERED) known.set(character, folded);
  return folded;
}

function decomposed(character: string): string {
  const written = FOLDED_CHARACTERS[character] ?? character;
  const letters = written.toLowerCase().normalize('NFKD').replace(UNSEEN, '').toLowerCase();
  const folded = Array.from(letters, (letter) => FOLDED_CHARACTERS[letter] ?? letter).join('');
  return /^\s+$/u.test(folded) ? ' ' : folded;
}
