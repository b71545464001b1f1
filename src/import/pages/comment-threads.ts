import { type Block, isSilent } from '../html.ts';
import { childrenOf, type Element, elementsUnder, innermost, parentOf } from '../html-tree.ts';
import type { Comment } from './comment-anchors.ts';
import { datesIn, isLine, isWhen, shortText } from './comment-lines.ts';
import {
  authorRank,
  isBeside,
  isPressed,
  isSurelyComment,
  tellsOfElsewhere,
} from './comment-marks.ts';
import { readWords } from './comment-quotes.ts';
import {
  datesOf,
  isQuoted,
  namesIn,
  pathOf,
  sizeOf,
  type Sizes,
  sizesUnder,
  wordsIn,
} from './thread-columns.ts';

/** Columns that are looked at, and of those that stand in most of the page, tried: the longest first. */
const LOOKED_AT = 24;
const TRIED = 6;

/** What a page builds again and again, the first part with the line by which it is known. */
interface Unit {
  readonly line: Element;
  readonly parts: readonly [Element, ...Element[]];
}

/**
 * The posts of a page that is a thread. It builds the same again and again, whatever it calls it: what comes
 * back in one place of each is when it was written, who writes, or their words, as in the columns of a table.
 */
export function postsIn(root: Element): Comment[] {
  const sizes = sizesUnder(root);
  const lines = [...elementsUnder(root)].filter(isLineOfPost);
  const columns = [...Map.groupBy(innermost(lines), pathOf).values()]
    .filter(({ length }) => length > 1)
    .toSorted((a, b) => b.length - a.length)
    .slice(0, LOOKED_AT)
    .map((column) => unitsOf(column, root, sizes))
    .filter((units) => sizeOf(units.flatMap(partsOf), sizes) > sizeOf([root], sizes) / 2);
  const read = columns.slice(0, TRIED).map((units) => postsOf(units, sizes));
  return read.reduce((best, each) => (each.length > best.length ? each : best), []);
}

function partsOf({ parts }: Unit): Unit['parts'] {
  return parts;
}

function isLineOfPost(element: Element): boolean {
  const isTold = datesIn(element) !== null || isWhen(element) || authorRank(element) !== null;
  return isTold && shortText(element) !== null && !isQuoted(element);
}

/** Each line with all around it that holds no other; where that has few words, with what follows it too. */
function unitsOf(column: readonly Element[], root: Element, sizes: Sizes): Unit[] {
  const counts = new Map<Element, number>();
  for (const line of column) {
    for (let at: Element | null = line; at !== null && at !== root; at = parentOf(at)) {
      counts.set(at, (counts.get(at) ?? 0) + 1);
    }
  }
  const alone = column.map((line) => {
    let unit = line;
    for (let at = parentOf(line); at !== null && counts.get(at) === 1; at = parentOf(at)) unit = at;
    return unit;
  });
  const after = new Map<Element, Element[]>();
  for (const parent of new Set(alone.map(parentOf))) {
    let run: Element[] = [];
    for (const each of parent === null ? [] : childrenOf(parent)) {
      if (counts.has(each)) after.set(each, (run = []));
      else if (!isSilent(each)) run.push(each);
    }
  }
  const isFlat = sizeOf([...after.values()].flat(), sizes) > sizeOf(alone, sizes);
  return column.map((line, place) => {
    const unit = alone[place] ?? line;
    return { line, parts: [unit, ...(isFlat ? (after.get(unit) ?? []) : [])] };
  });
}

/** The posts of units, if nearly all of them have a name where the others have theirs. */
function postsOf(units: readonly Unit[], sizes: Sizes): Comment[] {
  const inside = units.map(({ parts }) => parts.flatMap((each) => [each, ...elementsUnder(each)]));
  const names = namesIn(inside);
  if (names === null) return [];
  const words = wordsIn(units.map(partsOf), sizes);
  const dates = datesOf(inside, names);
  const posts = units.flatMap(({ line, parts }, place) => {
    const name = names[place] ?? null;
    // Under a post, others may comment on it.
    const skips = (each: Element): boolean => isSurelyComment(each) || isOfPage(each, name);
    const { blocks, quoted } = readWords(words[place] ?? [], skips, name);
    const comment = { anchor: dates[place] ?? line, unit: parts[0], name, blocks, quoted };
    return blocks.length === 0 ? [] : [{ ...comment, around: parts }];
  });
  const elsewhere = posts.filter(({ unit, name, blocks }) => {
    const texts = blocks.map(({ text }) => text);
    return tellsOfElsewhere(unit, texts, { name, isTold: false });
  });
  const isThread = posts.length > 1 && elsewhere.length <= posts.length / 2;
  return isThread ? withoutSignatures(posts) : [];
}

/** A line under a post that its page writes, or that begins a signature. */
function isOfPage(element: Element, name: string | null): boolean {
  const text = shortText(element);
  if (text === null) return false;
  const isPart = isBeside(element) || isPressed(element) || /^[_-]{5}/u.test(text);
  return isPart || (/\p{L}/u.test(text) && isLine(text, name));
}

/** What comes back under several posts of one voice is its signature; under quotations, it is the page’s. */
function withoutSignatures(posts: readonly Comment[]): Comment[] {
  const keyAt = ({ name, blocks }: Comment, at: number): string | null => {
    const { quotation, text } = blocks[at] ?? { quotation: null, text: '' };
    const follows = at > 0 && blocks[at - 1]?.quotation === quotation;
    return follows ? `${quotation === null ? name : ''}\n${text}` : null;
  };
  const counts = new Map<string | null, number>();
  for (const post of posts) {
    for (const key of new Set(post.blocks.map((_, at) => keyAt(post, at)))) {
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  return posts.map((post) => {
    const kept: Block[] = [];
    for (const [at, block] of [...post.blocks.entries()].toReversed()) {
      const key = keyAt(post, at);
      const isEnd = kept.at(-1)?.quotation !== block.quotation;
      if (!isEnd || key === null || (counts.get(key) ?? 0) < 2) kept.push(block);
    }
    return { ...post, blocks: kept.toReversed() };
  });
}
