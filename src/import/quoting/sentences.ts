/** Where a sentence may end: its mark, what closes after it, a space, and what a sentence begins with. */
const END = /[.!?…]+(?: ?[»”)\]]){0,2} (?=[\p{Lu}\d«“—–-])/gu;
/** Words that end in a full stop within a sentence; a single capital is the initial of a name. */
const SHORTENED =
  /(?:^|[^\p{L}\p{N}])(?:\p{Lu}|\p{Lu}\.-?\p{Lu}|MM?|Mmes?|Mlles?|Dr|Me|Pr|St|Ste|art|al|p|pp|cf|ex|no|n°|vol|chap|éd|av|apr|env|fig|tél)$/iu;
/** What stands before a full stop as far as an abbreviation goes. */
const BEFORE = 8;

/** The sentences of a French text whose white space is folded; joined by single spaces they are the text. */
export function sentencesOf(text: string): string[] {
  const sentences: string[] = [];
  let start = 0;
  for (const { 0: end, index } of text.matchAll(END)) {
    const isShortened =
      end === '. ' && SHORTENED.test(text.slice(Math.max(start, index - BEFORE), index));
    if (isShortened || isWithinQuotation(text, start, index + end.length)) continue;
    sentences.push(text.slice(start, index + end.length - 1));
    start = index + end.length;
  }
  if (start < text.length) sentences.push(text.slice(start));
  return sentences;
}

/** A quotation longer than this is cut at the ends of its own sentences. */
const LONGEST_QUOTATION = 600;

/** Whether « is open there, and may close soon. */
function isWithinQuotation(text: string, start: number, at: number): boolean {
  if (at - start > LONGEST_QUOTATION) return false;
  const said = text.slice(start, at);
  const isOpen = said.lastIndexOf('«') > said.lastIndexOf('»');
  return isOpen && text.slice(at, at + LONGEST_QUOTATION).includes('»');
}
