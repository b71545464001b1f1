import { type Block, blocksUnder } from '../html.ts';
import { childrenOf, closest, type Element, elementsUnder, parentOf } from '../html-tree.ts';
import { wordsOf } from '../html-tree.ts';
import { cleanName, isEdit, isLine, nameQuoted, shortText } from './comment-lines.ts';

/** What a comment says, and of what it quotes, whom its page names: null where it names nobody. */
export interface Words {
  readonly blocks: readonly Block[];
  readonly quoted: ReadonlyMap<Element, string | null>;
}

/** The words of elements, where « Anne a écrit : » makes a quotation of what follows it, or holds it. */
export function readWords(
  roots: readonly Element[],
  skips: (element: Element) => boolean,
  name: string | null,
): Words {
  const { quoted, lines } = quotationsIn(roots);
  const blocks = roots.flatMap((root) =>
    blocksUnder(root, {
      breaks: 'line',
      skips: (each) => lines.has(each) || (!quoted.has(each) && skips(each)),
      quotes: (each) => quoted.has(each),
    }),
  );
  const written = new Map(quoted);
  const told = quotedInText(blocks, written);
  const names = new Set([name, ...written.values()]);
  const isOwn = ({ text }: Block): boolean =>
    !isEdit(text) && !isLine(text, name) && !names.has(text.replace(/ ?:$/u, ''));
  return { blocks: told.filter(isOwn).map(withMark), quoted: written };
}

/** « [quote=Anne] », « [quote="Anne, post:3"] », « [quote author=Anne link=…] », and their ends. */
const TAG = /(\[quote\b[^\][]{0,200}\]|\[\/quote\])/iu;
const NAME_IN_TAG =
  /^\[quote(?: author| name)? ?= ?["']?([^"',\]=]{1,60}?)(?: (?:link|post|date)\b|["',\]])/iu;

/**
 * What only the text says to be quoted: between the tags of a forum that left them as they are, and after « Anne a
 * écrit : » up to the next paragraph. Of several lines nobody can tell how many are hers.
 */
function quotedInText(blocks: readonly Block[], quoted: Map<Element, string | null>): Block[] {
  const tags = blocks.flatMap(({ text }) => text.split(TAG).filter((each) => TAG.test(each)));
  const ends = tags.filter((tag) => tag.startsWith('[/'));
  const isClosed = ends.length * 2 === tags.length;
  const boxes: Element[] = [];
  let [line, lines]: [Element | null, number] = [null, 0];
  return blocks.flatMap((block): Block[] => {
    const { text, element, isStart, quotation } = block;
    if (element === null || quotation !== null) return [block];
    if (isStart && lines > 0) line = null;
    const name = text.endsWith(':') ? nameQuoted(text) : undefined;
    if (name !== undefined && boxes.length === 0) {
      quoted.set((line = { ...element }), name);
      lines = 0;
      return [];
    }
    lines += 1;
    if (line !== null && lines > 1) quoted.set(line, null);
    return text.split(TAG).flatMap((part): Block[] => {
      if (part.startsWith('[/') && TAG.test(part)) boxes.pop();
      else if (TAG.test(part)) {
        boxes.push({ ...element });
        quoted.set(
          boxes.at(-1) ?? element,
          isClosed ? cleanName(NAME_IN_TAG.exec(part)?.[1] ?? '') : null,
        );
      } else if (/[\p{L}\p{N}]/u.test(part)) {
        return [{ ...block, text: part.trim(), quotation: boxes.at(-1) ?? line }];
      }
      return [];
    });
  });
}

/** A line after « > » is quoted, as in letters. */
function withMark(block: Block): Block {
  const [, text] = /^>[> ]*(\S.*)$/u.exec(block.text) ?? [];
  return text === undefined || block.element === null
    ? block
    : { ...block, text, quotation: block.quotation ?? block.element };
}

/** What is quoted, with whom the page names, and the lines that say so. */
function quotationsIn(roots: readonly Element[]): {
  readonly quoted: ReadonlyMap<Element, string | null>;
  readonly lines: ReadonlySet<Element>;
} {
  const within = new Set(roots.flatMap((root) => [...elementsUnder(root)]));
  const quoted = new Map<Element, string | null>();
  const lines = new Set<Element>();
  const holders = new Set<Element>();
  // The innermost line first: what holds it and the quotation may be as short as a line.
  for (const parent of [...roots, ...within].toReversed()) {
    const children = childrenOf(parent);
    for (const [place, line] of children.entries()) {
      const name = holders.has(line) ? undefined : nameQuoted(shortText(line) ?? '');
      const said = name === undefined ? null : saidUnder(line, children[place + 1], within);
      if (said === null || name === undefined) continue;
      quoted.set(said, name);
      lines.add(line);
      for (let at: Element | null = line; at !== null && !holders.has(at); at = parentOf(at)) {
        holders.add(at);
      }
    }
  }
  for (const each of within) {
    const told = each.tagName === 'blockquote' ? toldBy(each, within) : null;
    if (told !== null) quoted.set(each, told);
  }
  return { quoted, lines };
}

/** The quotation that a line names the writer of: the one it begins, else what follows it. */
function saidUnder(
  line: Element,
  next: Element | undefined,
  within: ReadonlySet<Element>,
): Element | null {
  const box = closest(line, ({ tagName }) => tagName === 'blockquote');
  const isOver = next?.tagName === 'blockquote' && line.tagName !== 'cite';
  if (!isOver && box !== null && within.has(box) && isFirst(line, box)) return box;
  const isBlock =
    next !== undefined && /^(?:blockquote|d[dl]|div|t[dr]|table)$/u.test(next.tagName);
  return isBlock ? next : null;
}

/** Whether nothing of an element comes before another in it. */
function isFirst(element: Element, outer: Element): boolean {
  for (let at: Element | null = element; at !== null && at !== outer; at = parentOf(at)) {
    if (parentOf(at)?.childNodes.find((each) => wordsOf(each) !== '') !== at) return false;
  }
  return true;
}

/** Whom the attributes of a quotation, or of what holds nothing else, name for machines. */
function toldBy(quotation: Element, within: ReadonlySet<Element>): string | null {
  const around = [quotation, parentOf(quotation)].filter(
    (each) => each !== null && within.has(each),
  );
  const names = around
    .flatMap((each) => each?.attrs ?? [])
    .filter(({ name }) => /^data-(?:\w+-)*(?:author|cite|quote|username)$/u.test(name))
    .map(({ value }) => cleanName(value));
  return names.find((each) => each !== null) ?? null;
}
