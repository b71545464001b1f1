import { inGuillemets } from '../french/typography.ts';
import type { Passage } from './passage.ts';

/**
 * A place in a passage, and nothing else: its words, voice, work, date and link are read from the
 * corpus whenever they are needed, so that a misquotation cannot be written down.
 */
export class Quote {
  readonly #passage: Passage;
  readonly #start: number;
  readonly #end: number;

  private constructor(passage: Passage, start: number, end: number) {
    this.#passage = passage;
    this.#start = start;
    this.#end = end;
  }

  /**
   * The words of `passage` from `start` to `end` (UTF-16 offsets, end excluded; the whole passage by
   * default). Throws a RangeError for an empty or outlying place, or one that halves a character.
   */
  static at(passage: Passage, start = 0, end = passage.text.length): Quote {
    const { text } = passage;
    const isPlace = Number.isInteger(start) && Number.isInteger(end) && 0 <= start && start < end;
    if (
      !isPlace ||
      end > text.length ||
      halvesCharacter(text, start) ||
      halvesCharacter(text, end)
    ) {
      throw new RangeError(`${passage.id} has no words from ${start} to ${end}`);
    }
    return new Quote(passage, start, end);
  }

  get passage(): Passage {
    return this.#passage;
  }

  get start(): number {
    return this.#start;
  }

  get end(): number {
    return this.#end;
  }
}

/** The exact words of the quotation. */
export function textOf(quote: Quote): string {
  return quote.passage.text.slice(quote.start, quote.end);
}

const CUT = '[…]';

/** The quotation as it is shown everywhere: between guillemets, with « […] » where words were left out. */
export function shownWords(quote: Quote): string {
  const before = quote.start > 0 ? `${CUT} ` : '';
  const after = quote.end < quote.passage.text.length ? ` ${CUT}` : '';
  return inGuillemets(`${before}${textOf(quote)}${after}`);
}

function halvesCharacter(text: string, offset: number): boolean {
  const code = text.charCodeAt(offset);
  const isLowSurrogate = code >= 0xdc00 && code <= 0xdfff;
  return offset > 0 && offset < text.length && isLowSurrogate;
}
