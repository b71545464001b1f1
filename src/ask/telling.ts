import { isWorthSharing, LONGEST_SUBJECT, type Reply } from '../debate/reply.ts';
import { isDiscourse, isStopWord } from '../french/words.ts';
import type { Retriever } from '../search/retriever.ts';
import { textOf, TIES, tokensOf, type Token } from '../french/tokens.ts';

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

/** « J. O. » and « M. Durand » are of one sentence. */
const BETWEEN_SENTENCES = /(?<=[.!?…])(?<!\p{Lu}\.)\s+|\n+/u;
const BETWEEN_CLAUSES = /(?<=[,;:)])\s+/u;
/** Where a letter or a file is broken off to fit a page. */
const WRAPPED = /(?<=[^\n]{60})\n(?=\p{Ll})/gu;
const QUOTATION_MARKS = /["«»“”„]/gu;

/** Somebody says that they look for something. */
const SEEKS =
  /(?<!\p{L})(?:(?:je|jme|j['’]|on|nous)\s*(?:\S+\s+){0,3}?(?:cherch(?!er)|demand|voudr|aimer|souhait|besoin)|m['’]intéress|quelqu['’]un\s|savoir\s|est-ce\squ|il\s(?:me|lui|nous|leur)\s(?:fau|manqu))/iu;

/** Who writes, and to whom. */
const PERSONAL =
  /(?<!\p{L})(?:j['’]|m['’]|(?:je|me|moi|mon|ma|mes|nous|notre|nos|vous|votre|vos|tu|te|toi|ton|ta|tes|merci)(?!\p{L}))/iu;

/** What stands for a subject that another sentence names: « vous avez ça ? ». */
const OF_ANOTHER = /(?<![\p{L}-])(?:[cç]a|cela|là-dessus|(?:à|sur) ce sujet)(?![\p{L}-])/iu;

/** How much a sentence asks: it ends in a question mark, says that something is sought, or speaks of something; the least, of who writes. */
type Asking = -1 | 0 | 1 | 2;

interface Sentence {
  readonly words: string;
  readonly asking: Asking;
}

type Answering = (subject: string) => Reply | Promise<Reply>;

interface Telling {
  readonly words: string;
  /** How it is answered, where it asks something. */
  readonly asked: 'plainly' | 'loosely' | null;
}

/** Words below which a question has nothing around it. */
const SHORTEST_MESSAGE = 9;
/** Somebody speaks to somebody, and does not only name a subject. */
const ADDRESSED =
  /(?<![\p{L}’'-])(?:j['’]|(?:je|me|moi|mon|ma|bonjour|bonsoir|salut|merci)(?![\p{L}’'-]))/iu;

/** Whether a text that is no longer than a subject may say more than one. */
export function isMessage(text: string): boolean {
  return ADDRESSED.test(text) && tokensOf(text).length >= SHORTEST_MESSAGE;
}

/** Whether a reply answers all of what was asked. */
export function isPlain(reply: Reply): boolean {
  return isWorthSharing(reply) && !('isLoose' in reply && reply.isLoose);
}

/**
 * What is most telling in a message that says more than a subject, wherever it stands: rather a sentence that
 * asks than another, of those that are answered; then the one whose words are rarest in the corpus, and the
 * last of several. `answer` tells what is said to a subject.
 */
export async function mostTelling(
  message: string,
  retriever: Pick<Retriever, 'raritiesIn'>,
  answer: Answering,
): Promise<Telling> {
  const weighed = await Promise.all(
    sentencesIn(message).map(async (sentence, place) => {
      const rarities = await retriever.raritiesIn(sentence.words);
      return { ...sentence, place, rarities, worth: worthOf(rarities) };
    }),
  );
  const told = weighed
    .filter(({ worth, asking }) => worth > 0 || asking > 0)
    .sort((a, b) => b.worth - a.worth || b.place - a.place);
  const asking = told.filter((each) => each.asking > 0).slice(0, MOST_SEARCHED);
  const searched = new Set([...told.slice(0, MOST_SEARCHED), ...asking]);
  const answered = await Promise.all(
    [...searched].map(async (each) => ({ ...each, ...(await answeredIn(each, answer)) })),
  );
  const [best] = answered.sort((a, b) => b.rank - a.rank || b.worth - a.worth || b.place - a.place);
  if (best === undefined) return { words: beginningOf(message, LONGEST_EXCERPT), asked: null };
  const { words, rank } = best;
  return { words, asked: rank > RANK.plain ? 'plainly' : rank > RANK.loose ? 'loosely' : null };
}

function worthOf(rarities: readonly number[]): number {
  return rarities.slice(0, MOST_WORDS).reduce((sum, rarity) => sum + rarity, 0);
}

/**
 * What is answered plainly comes before what is answered loosely, and that before what is not; what asks before
 * what tells. Last what only tells and is answered loosely: one sentence in ten of an article on anything is.
 */
const RANK = { plain: 10, loose: 5, unanswered: 0, byChance: -5 };
/** The less a sentence asks, the more words it must have that name something: « merci de tout cœur » has one, « que te dire ? » none. */
const LEAST_NAMED = 2;

/** The sentence, or what is asked within it where that alone is answered plainly; by how much it is to be preferred. */
async function answeredIn(
  { words, asking, rarities }: Sentence & { readonly rarities: readonly number[] },
  answer: Answering,
): Promise<{ readonly words: string; readonly rank: number }> {
  const whole = await answer(words);
  const names = rarities.length >= Math.max(1, LEAST_NAMED - asking);
  if (isPlain(whole) && names) return { words, rank: RANK.plain + asking };
  for (const { text, isSentence } of asking > 0 ? questionsIn(words) : []) {
    const reply = await answer(text);
    if (isPlain(reply) && (!isSentence || isOfVoices(reply))) {
      return { words: text, rank: RANK.plain + asking };
    }
  }
  if (!isWorthSharing(whole)) return { words, rank: RANK.unanswered + asking };
  return { words, rank: asking > 0 && names ? RANK.loose + asking : RANK.byChance };
}

/** Whether an answer is of voices that were heard in what was asked. */
function isOfVoices(reply: Reply): boolean {
  return reply.kind !== 'quotes' || reply.filters.speakers.length > 0;
}

interface Within {
  readonly text: string;
  /** « Ce que pense Durand de X », and not X alone: it is of use where it names a voice. */
  readonly isSentence: boolean;
}

const CLAUSES = /[.!?…;:,()\n]+(?:\s|$)/u;
const ASKS = /(?<![\p{L}’'-])(?:ce\s)?qu(?:e\s|['’])/giu;
/** What always brings a subject in. */
const ABOUT =
  /(?:^| )(?:a propos|au sujet|sujet|theme|question) (?:d|de|du|des)$|(?:^| )concernant$/u;
const OF_WHO_ASKS = new Set('j je m me moi mon ma mes nous notre nos'.split(' '));
/** « L’effet d’une crise » */
const TIES_WITHIN = new Set([...TIES, 'un', 'une']);

/**
 * What a sentence that asks may be about, the last first: what follows a word that asks and what links it to
 * its subject: « ce qui se dit *de* X », « quelque chose *sur* X ».
 */
export function questionsIn(sentence: string): readonly Within[] {
  const clauses = sentence.split(CLAUSES).reverse();
  return clauses.flatMap((clause) => {
    const asked = [...clause.matchAll(ASKS)].reverse().map(({ index }) => clause.slice(index));
    return [
      ...asked.map((text) => ({ text, isSentence: true })),
      ...subjectsIn(clause).map((text) => ({ text, isSentence: false })),
    ];
  });
}

function subjectsIn(clause: string): readonly string[] {
  const tokens = tokensOf(clause);
  return tokens.flatMap((_, place) => {
    if (!bringsIn(tokens.slice(Math.max(0, place - 2), place + 1))) return [];
    const after = tokens.slice(place + 1);
    // « X et je m’y perds » turns back to who asks.
    const speaking = after.findIndex(({ form }) => OF_WHO_ASKS.has(form));
    const end = after.findLastIndex(
      ({ form }, at) => at < speaking && isStopWord(form) && !TIES_WITHIN.has(form),
    );
    const asked = end < 0 ? after : after.slice(0, end);
    return isSubject(asked) ? [named(asked)] : [];
  });
}

const POSSESSIVE = /^(?:[mts](?:on|a|es)|[nv]o(?:s|tre)|leurs?)$/u;

/** « Le prix que je peux en demander », « son téléphone » and « mot de passe » are no subjects. */
function isSubject(tokens: readonly Token[]): boolean {
  const first = tokens.find(({ form }) => !isStopWord(form))?.form ?? '';
  const isOwn = tokens.some(({ form }) => OF_WHO_ASKS.has(form));
  return first !== '' && !isDiscourse(first) && !isOwn && !POSSESSIVE.test(tokens[0]?.form ?? '');
}

/** Whether the last of these words links what is asked to the word that asks: « parle-t-on de ». */
function bringsIn(tokens: readonly Token[]): boolean {
  const forms = tokens.map(({ form }) => form.replace(/-(?:t-)?(?:on|ils?|elles?|tu|vous)$/u, ''));
  const [asking, link] = forms.slice(-2);
  if (asking === undefined || link === undefined) return false;
  if (ABOUT.test(forms.join(' '))) return true;
  if (link === 'sur') return isStopWord(asking) || isDiscourse(asking);
  const isAsking = isDiscourse(asking) && !isStopWord(asking) && asking.length > 1;
  return isAsking && /^(?:d|de|du|des)$/u.test(link);
}

/** Without the words at its end that name nothing. */
function named(tokens: readonly Token[]): string {
  const last = tokens.findLastIndex(({ form }) => form !== '' && !isStopWord(form));
  return textOf(tokens.slice(0, last + 1));
}

function beginningOf(message: string, longest: number): string {
  return message.slice(0, longest).replace(/[\uD800-\uDBFF]$/u, '');
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
      // What only tells counts as a whole: of many clauses one is like a passage by chance.
      const longest = isAsked || SEEKS.test(whole) ? LONGEST_EXCERPT : LONGEST_SUBJECT;
      return partsOf(whole, longest).map((words, place, { length }): Sentence => {
        // Of a long question the last part asks, and the others belong to what asks.
        const isLast = place === length - 1 && !OF_ANOTHER.test(words);
        if (isAsked) return { words, asking: isLast ? 2 : 1 };
        if (SEEKS.test(words)) return { words, asking: 1 };
        return { words, asking: PERSONAL.test(words) ? -1 : 0 };
      });
    })
    .filter(({ words }) => /[\p{L}\p{N}]{2}/u.test(words));
  if (sentences.length <= MOST_SENTENCES) return sentences;
  return sentences.toSorted((a, b) => b.words.length - a.words.length).slice(0, MOST_SENTENCES);
}

/** A sentence that is too long as its clauses, as many together as there is room for. */
function partsOf(sentence: string, longest: number): readonly string[] {
  if (sentence.length <= longest) return [sentence.trim()];
  const clauses = sentence.split(BETWEEN_CLAUSES);
  return together(
    clauses.flatMap((clause) => together(clause.split(/\s+/u), longest)),
    longest,
  );
}

function together(pieces: readonly string[], longest: number): readonly string[] {
  const parts: string[] = [];
  for (const piece of pieces) {
    const longer = `${parts.at(-1) ?? ''} ${piece}`.trim();
    // An endless word is cut, but never within a character.
    if (parts.length > 0 && longer.length <= longest) parts[parts.length - 1] = longer;
    else parts.push(beginningOf(piece, longest));
  }
  return parts;
}
