import { readerText } from '../bounds.ts';
import { isSilent } from '../html.ts';
import { childrenOf, closest, type Element, elementsUnder, innermost } from '../html-tree.ts';
import { parentOf } from '../html-tree.ts';
import { cleanName, datesIn, isLine, isWhen, nameInLine, shortText } from './comment-lines.ts';
import { authorRank, kindsOf } from './comment-marks.ts';

/** So far up, what an element stands in tells it from others: a date in its line, its head, its post. */
const LEVELS = 4;
/** What nearly all posts have in one place is how their page builds them. */
const MOST = 0.8;
/** A part of posts with so much of what they say holds their words. */
const DOMINANT = 0.5;
const MOST_BESIDE = 80;
const IN_WORDS = /^(?:li|ol|p|pre|ul)$/u;

/** How many characters stand under each element of a page, but in links. */
export type Sizes = ReadonlyMap<Element, number>;

/** The sizes of an element and of all under it. */
export function sizesUnder(root: Element): Sizes {
  const sizes = new Map<Element, number>();
  for (const element of [root, ...elementsUnder(root)].toReversed()) {
    const isUnread = element.tagName === 'a' || isSilent(element);
    const parts = element.childNodes.map((node) => {
      if ('value' in node) return node.value.trim().length;
      return 'tagName' in node ? (sizes.get(node) ?? 0) : 0;
    });
    sizes.set(element, isUnread ? 0 : parts.reduce((sum, each) => sum + each, 0));
  }
  return sizes;
}

/** The same of several together. */
export function sizeOf(elements: readonly Element[], sizes: Sizes): number {
  return elements.reduce((sum, each) => sum + (sizes.get(each) ?? 0), 0);
}

/** What a page calls an element, without numbers. */
function roleOf(element: Element): string {
  const [kind = element.tagName] = kindsOf(element);
  return kind.replace(/^\S+ /u, '');
}

/** What an element is called, and what it stands in. */
export function pathOf(element: Element): string {
  const roles: string[] = [];
  for (let at: Element | null = element; at !== null && roles.length < LEVELS; at = parentOf(at)) {
    roles.push(roleOf(at));
  }
  return roles.join(' < ');
}

/** Whether an element stands in what somebody quotes, or under a picture. */
export function isQuoted(element: Element): boolean {
  return closest(element, ({ tagName }) => /^(?:blockquote|figure)$/u.test(tagName)) !== null;
}

/** Of each unit the first that is called so, by what they are called. */
function columnsOf<Each>(
  inside: readonly (readonly Each[])[],
  keysOf: (each: Each) => readonly string[],
): Map<string, Map<number, Each>> {
  const columns = new Map<string, Map<number, Each>>();
  for (const [place, some] of inside.entries()) {
    for (const each of some) {
      for (const key of keysOf(each)) {
        const column = columns.get(key) ?? new Map<number, Each>();
        columns.set(key, column);
        if (!column.has(place)) column.set(place, each);
      }
    }
  }
  return columns;
}

/** Who writes each: what is called after writers, else what is linked or stands out in one place of all. */
export function namesIn(inside: readonly Element[][]): (string | null)[] | null {
  const leaves = inside.map((elements) => elements.filter(isLeaf).map(leafOf));
  const ranked = columnsOf(leaves, ({ rank }) => (rank === null ? [] : [`${rank}`]));
  const placed = columnsOf(leaves, ({ rank, path }) => (rank === null ? [] : [path]));
  const others = columnsOf(leaves, ({ path }) => [path]);
  const ranks = [...ranked].toSorted(([a], [b]) => Number(a) - Number(b)).map(([, each]) => each);
  const called = [...ranks, ...placed.values()];
  const whole = [...called, ...others.values()].filter(({ size }) => size >= MOST * inside.length);
  const namesOf = (column: ReadonlyMap<number, { readonly name: string | null }>) =>
    new Set([...column.values()].flatMap(({ name }) => name ?? []));
  const found =
    whole.find((column) => namesOf(column).size > 1 && !isSubject([...namesOf(column)])) ??
    // One person may write all of a page, where it calls its posts' writer so.
    (inside.length < FEWEST_OF_ONE
      ? undefined
      : whole.find((column) => column === ranked.get('2')));
  return found === undefined ? null : inside.map((_, place) => found.get(place)?.name ?? null);
}

const FEWEST_OF_ONE = 3;

/** Whether names are what posts are about: « Le pont », « Re: Le pont ». */
function isSubject(names: readonly string[]): boolean {
  const [shortest = ''] = names.toSorted((a, b) => a.length - b.length);
  return names.every(
    (name) =>
      name === shortest ||
      (/: ?$/u.test(name.slice(0, -shortest.length)) && name.endsWith(shortest)),
  );
}

/** Whether an element is nothing but a name, and stands out of what is around it. */
function isLeaf(element: Element): boolean {
  const isInner = childrenOf(element).some((each) => shortText(each) !== '');
  if (isInner || isQuoted(element)) return false;
  const isOut =
    closest(element, ({ tagName }) => /^(?:a|b|strong|h[1-6])$/u.test(tagName)) !== null;
  const isSetApart = rankOf(element) !== null || (isOut && !isInProse(element));
  const text = isSetApart ? shortText(element) : null;
  return text !== null && cleanName(text) !== null && datesIn(element) === null;
}

/** Whether words stand beside an element, more than those that join a name and a date. */
function isInProse(element: Element): boolean {
  const text = shortText(element);
  const isAll = (at: Element): boolean =>
    /^(?:a|b|strong|em|i|span|font)$/u.test(at.tagName) && shortText(at) === text;
  const outer = closest(element, (at) => !isAll(at));
  const nodes = outer?.childNodes ?? [];
  const beside = nodes.map((node) => ('value' in node ? node.value : ''));
  return nodes.length > MOST_BESIDE || !isLine(readerText(beside.join(' ')));
}

function leafOf(leaf: Element): { name: string | null; rank: number | null; path: string } {
  return { name: cleanName(shortText(leaf) ?? ''), rank: rankOf(leaf), path: pathOf(leaf) };
}

/** What machines are told of who writes holds figures and badges beside the name. */
const SUREST = 1;

/** How surely an element, or what holds little else, is called after who writes. */
function rankOf(leaf: Element): number | null {
  const text = shortText(leaf);
  let best: number | null = null;
  let at: Element | null = leaf;
  for (let level = 0; at !== null && level <= LEVELS; level += 1) {
    const rank = authorRank(at);
    // « par Anne, le 3 mars » is called after her too.
    const isName =
      shortText(at) === text || (rank !== null && (rank <= SUREST || nameInLine(at) === text));
    if (rank !== null && isName && (best === null || rank < best)) best = rank;
    at = parentOf(at);
  }
  return best;
}

/** When each was written: of the dates in one place of each, those that differ most. */
export function datesOf(
  inside: readonly Element[][],
  names: readonly (string | null)[],
): (Element | undefined)[] {
  const dated = inside.map((elements) =>
    innermost(elements.filter((each) => datesIn(each) !== null || isWhen(each))),
  );
  // When somebody joined is the same in all that they write.
  const differing = (column: ReadonlyMap<number, Element>): number =>
    new Set([...column].map(([place, each]) => `${names[place]} ${shortText(each)}`)).size;
  const columns = [...columnsOf(dated, (each) => [pathOf(each)]).values()];
  const [first] = columns.toSorted((a, b) => differing(b) - differing(a));
  return inside.map((_, place) => first?.get(place));
}

/** The part of each unit that holds its words: the innermost that nearly all have once, with most in it. */
export function wordsIn(units: readonly (readonly Element[])[], sizes: Sizes): Element[][] {
  let words: Element[][] = units.map((parts) => [...parts]);
  for (;;) {
    const parts = words.map(partsOf);
    const columns = Map.groupBy(
      parts.flatMap((each) => [...each]),
      ([role]) => role,
    );
    // Of what is the same in many, the profile of one person, no more is counted than once.
    const differing = [...columns].map(([role, each]) => {
      const elements = each.flatMap(([, some]) => some);
      const counted = new Set(elements.map((one) => sizes.get(one) ?? 0));
      return { role, elements, size: [...counted].reduce((sum, one) => sum + one, 0) };
    });
    const whole = differing.reduce((sum, { size }) => sum + size, 0);
    const found = differing.find(
      ({ elements, size }) =>
        // The first post of a thread quotes nobody.
        elements.length >= (elements[0]?.tagName === 'blockquote' ? 1 : MOST) * units.length &&
        elements.length <= units.length &&
        !elements.some(({ tagName }) => IN_WORDS.test(tagName)) &&
        size > DOMINANT * whole,
    );
    const inner = words.map((each, at) => parts[at]?.get(found?.role ?? '') ?? each);
    if (inner.every((each, at) => each.every((one, place) => one === words[at]?.[place])))
      return words;
    words = inner;
  }
}

/** The parts of a unit by what they are called, those of tables, and of as many of one name, by their place. */
function partsOf(elements: readonly Element[]): Map<string, Element[]> {
  const all = elements.length === 1 ? elements.flatMap(childrenOf) : elements;
  // The head of a table stands over its first post alone.
  const isHead = (row: Element): boolean =>
    row.tagName === 'tr' && childrenOf(row).every(({ tagName }) => tagName === 'th');
  const parts = all.filter((each) => !isHead(each));
  const cells = new Map(parts.map((each, place) => [each, place] as const));
  const named = Map.groupBy(parts, (each) =>
    /^t[dhr]$/u.test(each.tagName)
      ? `${each.tagName} ${cells.get(each)}`
      : [each.tagName, ...kindsOf(each)].join(' '),
  );
  return new Map(
    [...named].flatMap(([role, some]): [string, Element[]][] =>
      some.length === 1
        ? [[role, some]]
        : some.map((each, place) => [`${role} ${place + 1}/${some.length}`, [each]]),
    ),
  );
}
