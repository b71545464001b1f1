/** What runs from `start` to `end` in one paragraph. */
export interface Stretch {
  readonly paragraph: number;
  readonly start: number;
  readonly end: number;
}

/** A stretch between quotation marks, without them. */
export interface Quotation {
  /** In order, one for each paragraph that it runs through, none of them empty. */
  readonly stretches: readonly Stretch[];
  /** Where its first mark stands. */
  readonly from: { readonly paragraph: number; readonly place: number };
  /** What is just after its last mark. */
  readonly to: { readonly paragraph: number; readonly place: number };
}

/** Where nothing closes a quotation within as many paragraphs, a mark was forgotten. */
const MOST_PARAGRAPHS = 6;
const CLOSING: Readonly<Record<string, string>> = { '«': '»', '“': '”', '"': '"' };

/** The quotations of paragraphs, in order; one within another is part of it. */
export function quotationsIn(paragraphs: readonly string[]): Quotation[] {
  const found: Quotation[] = [];
  let [paragraph, place] = [0, 0];
  while (paragraph < paragraphs.length) {
    const text = paragraphs[paragraph] ?? '';
    const open = text.slice(place).search(OPENING);
    if (open < 0) [paragraph, place] = [paragraph + 1, 0];
    else {
      const quotation = quotationFrom(paragraphs, { paragraph, place: place + open });
      if (quotation !== null) found.push(quotation);
      ({ paragraph, place } = quotation?.to ?? { paragraph, place: place + open + 1 });
    }
  }
  return found;
}

/** A straight mark opens where a word begins. */
const OPENING = /[«“]|(?<![^\s([’'])"/u;

/** Null where nothing closes it. Only guillemets run over paragraphs. */
function quotationFrom(paragraphs: readonly string[], from: Quotation['from']): Quotation | null {
  const open = paragraphs[from.paragraph]?.[from.place] ?? '';
  const close = CLOSING[open] ?? '';
  const most = open === '«' ? MOST_PARAGRAPHS : 1;
  const stretches: Stretch[] = [];
  let depth = 1;
  for (const [step, text] of paragraphs.slice(from.paragraph, from.paragraph + most).entries()) {
    const paragraph = from.paragraph + step;
    // A long quotation has the mark again at the start of each paragraph.
    const again = /^[«»]\s*/u.exec(text)?.[0].length ?? 0;
    const start = step === 0 ? from.place + 1 : again;
    for (let place = start; place < text.length; place += 1) {
      if (text[place] === close) depth -= 1;
      else if (text[place] === open) depth += 1;
      if (depth > 0) continue;
      stretches.push({ paragraph, start, end: place });
      return {
        stretches: within(paragraphs, stretches),
        from,
        to: { paragraph, place: place + 1 },
      };
    }
    stretches.push({ paragraph, start, end: text.length });
  }
  return null;
}

function within(paragraphs: readonly string[], stretches: readonly Stretch[]): Stretch[] {
  return stretches
    .map((stretch) => trimmed(paragraphs[stretch.paragraph] ?? '', stretch))
    .filter(({ start, end }) => start < end);
}

/** A stretch without the spaces at its ends. */
function trimmed(text: string, { paragraph, start, end }: Stretch): Stretch {
  const words = text.slice(start, end);
  const before = words.length - words.trimStart().length;
  return {
    paragraph,
    start: start + before,
    end: Math.max(start + before, start + words.trimEnd().length),
  };
}

/** Without the signs and the quotation marks beside a quotation. */
export function withoutMarks(text: string, stretch: Stretch): Stretch {
  const words = text.slice(stretch.start, stretch.end);
  const before = stretch.start === 0 ? 0 : (/^[\s,;:.!?…–—»”"-]*/u.exec(words)?.[0].length ?? 0);
  const after = stretch.end === text.length ? 0 : (/[\s«“":]*$/u.exec(words)?.[0].length ?? 0);
  return trimmed(text, {
    ...stretch,
    start: stretch.start + before,
    end: Math.max(stretch.start + before, stretch.end - after),
  });
}

/** Fewer words between quotation marks are a term or an irony of whoever writes. */
export const FEWEST_WORDS = 4;
/** Words that nobody is said to have said are somebody else's where they make a sentence, or are as many. */
const [FEWEST_OF_SENTENCE, FEWEST_OF_OTHERS] = [5, 12];

const SOMEBODY_SAYS =
  /(?<!\p{L})(?:j['’]|c['’]est|(?:je|tu|ils?|elles?|on|nous|vous|ça)(?!\p{L}))/iu;

/** Whether words are a sentence rather than a title: « La Liberté guidant le peuple » (Eugène Delacroix). */
export function isSentence(words: string, clause: string): boolean {
  // « Vous partirez demain », chante Anne Roux; « Vous partirez demain » (Anne Roux) is a book.
  const isSpoken = /^\p{Ll}/u.test(clause) && SOMEBODY_SAYS.test(words);
  return isSpoken || /^\p{Ll}|[.…!]$/u.test(words) || wordsIn(words) >= FEWEST_OF_OTHERS;
}

/** Whether words are somebody else's rather than a term or an irony of whoever writes. */
export function isOthers(words: string, count: number, isSaid: boolean): boolean {
  if (count >= FEWEST_WORDS && isSaid) return true;
  const isWhole = /^\p{Lu}/u.test(words) && /[.?!…]$/u.test(words);
  return count >= FEWEST_OF_OTHERS || (isWhole && count >= FEWEST_OF_SENTENCE);
}

export function wordsIn(text: string): number {
  return text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
}
