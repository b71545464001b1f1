import { isWorthSharing, type Reply } from '../debate/reply.ts';
import type { Retriever } from '../search/retriever.ts';

/** The longest message that is read, in UTF-16 units: more than a pasted article. */
export const LONGEST_MESSAGE = 20_000;
/** Characters of what is looked for of a long message: a heading has room for it. */
const LONGEST_EXCERPT = 140;
/** Sentences of a message beyond which the shortest are left out: of a pasted page, none that says much is. */
const MOST_SENTENCES = 200;
/** Of the sentences with the rarest words, so many are looked for; of those that ask, as many. */
const MOST_SEARCHED = 6;
/** Words of a sentence beyond which no more count: a long one does not say more of what is asked for that. */
const MOST_WORDS = 4;

const BETWEEN_SENTENCES = /(?<=[.!?…])\s+|\n+/u;
const BETWEEN_CLAUSES = /(?<=[,;:)])\s+/u;
/** Where a letter or a file is broken off to fit a page. */
const WRAPPED = /(?<=[^\n]{60})\n(?=\p{Ll})/gu;
const QUOTATION_MARKS = /["«»“”„]/gu;

/** Somebody says that they look for something. */
const SEEKS =
  /(?<!\p{L})(?:(?:je|j['’]|on|nous)\s*(?:\S+\s+){0,3}?(?:cherch|demand|voudr|aimer|souhait)|quelqu['’]un\s|savoir\s)/iu;

/** Who writes, and to whom. */
const PERSONAL =
  /(?<!\p{L})(?:j['’]|m['’]|(?:je|me|moi|mon|ma|mes|nous|notre|nos|vous|votre|vos|tu|te|toi|ton|ta|tes|merci)(?!\p{L}))/iu;

/** How much a sentence asks: it ends in a question mark, says that something is sought, or speaks of something; the least, of who writes. */
type Asking = -1 | 0 | 1 | 2;

interface Sentence {
  readonly words: string;
  readonly asking: Asking;
}

/**
 * What is most telling in a message that is longer than a subject, wherever it stands: rather a sentence that
 * asks than another, of those that are answered; then the one whose words are rarest in the corpus, and the
 * last of several. `answer` tells what is said to a subject.
 */
export async function mostTelling(
  message: string,
  retriever: Pick<Retriever, 'raritiesIn'>,
  answer: (subject: string) => Reply | Promise<Reply>,
): Promise<string> {
  const told = sentencesIn(message)
    .map((sentence, place) => ({
      ...sentence,
      place,
      worth: worthOf(retriever.raritiesIn(sentence.words)),
    }))
    .filter(({ worth, asking }) => worth > 0 || asking > 0)
    .sort((a, b) => b.worth - a.worth || b.place - a.place);
  const asking = told.filter((each) => each.asking > 0).slice(0, MOST_SEARCHED);
  const searched = new Set([...told.slice(0, MOST_SEARCHED), ...asking]);
  const answered = await Promise.all(
    [...searched].map(async (each) => ({ ...each, ...(await answeredIn(each, answer)) })),
  );
  const [best] = answered.sort((a, b) => b.rank - a.rank || b.worth - a.worth || b.place - a.place);
  return best?.words ?? beginningOf(message);
}

function worthOf(rarities: readonly number[]): number {
  return rarities.slice(0, MOST_WORDS).reduce((sum, rarity) => sum + rarity, 0);
}

/** Below whatever is answered. */
const UNANSWERED = -2;

/** The sentence, or what is asked within it where that alone is answered plainly; by how much it is to be preferred. */
async function answeredIn(
  { words, asking }: Sentence,
  answer: (subject: string) => Reply | Promise<Reply>,
): Promise<{ readonly words: string; readonly rank: number }> {
  let loose: string | null = null;
  for (const text of [words, ...(asking > 0 ? tailsOf(words) : [])]) {
    const reply = await answer(text);
    if (!isWorthSharing(reply)) continue;
    const isLoose = 'isLoose' in reply && reply.isLoose;
    if (!isLoose) return { words: text, rank: 2 + 2 * asking };
    loose ??= text;
  }
  return loose === null ? { words, rank: UNANSWERED } : { words: loose, rank: 1 + 2 * asking };
}

/**
 * What a sentence that asks may be about: « …*ce que* pense Durand de X », then « …ce qui se dit *de* X »,
 * « …quelque chose *sur* X ».
 */
function tailsOf(sentence: string): readonly string[] {
  const clauses = [...sentence.matchAll(CLAUSE)].map(({ index }) => index);
  const links = [...sentence.matchAll(LINK)].map(({ 0: { length }, index }) => index + length);
  const starts = [...clauses.slice(-MOST_CLAUSES).reverse(), ...links.slice(-MOST_LINKS)];
  return starts.map((start) => sentence.slice(start));
}

const CLAUSE = /(?<![\p{L}’'-])(?:ce\s)?qu(?:e\s|['’])/giu;
const MOST_CLAUSES = 2;
const LINK = /(?<!\p{L})(?:sur|de|du|des|d['’]|concernant)(?:\s+(?:les?|la|l['’]))?(?!\p{L})\s*/giu;
const MOST_LINKS = 4;

function beginningOf(message: string): string {
  return message.slice(0, LONGEST_EXCERPT).replace(/[\uD800-\uDBFF]$/u, '');
}

/** Quotation marks would ask for those very words. */
function sentencesIn(message: string): readonly Sentence[] {
  const sentences = message
    .replace(QUOTATION_MARKS, ' ')
    .replace(WRAPPED, ' ')
    .replace(/\S+/gu, (word) => (word.includes('://') ? '' : word))
    .split(BETWEEN_SENTENCES)
    .flatMap((whole) => {
      const isAsked = /\?[)\s]*$/u.test(whole);
      return partsOf(whole).map((words, place, { length }): Sentence => {
        // Of a long question the last part asks, and the others belong to what asks.
        if (isAsked) return { words, asking: place === length - 1 ? 2 : 1 };
        if (SEEKS.test(words)) return { words, asking: 1 };
        return { words, asking: PERSONAL.test(whole) ? -1 : 0 };
      });
    })
    .filter(({ words }) => /[\p{L}\p{N}]{2}/u.test(words));
  if (sentences.length <= MOST_SENTENCES) return sentences;
  return sentences.toSorted((a, b) => b.words.length - a.words.length).slice(0, MOST_SENTENCES);
}

/** A sentence that is too long as its clauses, as many together as there is room for. */
function partsOf(sentence: string): readonly string[] {
  if (sentence.length <= LONGEST_EXCERPT) return [sentence.trim()];
  return together(
    sentence.split(BETWEEN_CLAUSES).flatMap((clause) => together(clause.split(/\s+/u))),
  );
}

function together(pieces: readonly string[]): readonly string[] {
  const parts: string[] = [];
  for (const piece of pieces) {
    const longer = `${parts.at(-1) ?? ''} ${piece}`.trim();
    const hasRoom = parts.length > 0 && longer.length <= LONGEST_EXCERPT;
    // An endless word is cut, but never within a character.
    if (hasRoom) parts[parts.length - 1] = longer;
    else parts.push(beginningOf(piece));
  }
  return parts;
}
