import type { Reading, ShownQuotation } from '../../debate/reading.ts';
import { textOf, type Element } from '../nodes.ts';
import { LINKED_TYPE, readLinked } from './linked.ts';
import { readSocial } from './social.ts';

/** Reads what a page says to programs, which no browser shows or runs. */
export class DataReader {
  readonly #linked: Reading[] = [];
  readonly #properties: (readonly [name: string, content: string])[] = [];

  /** Whether an element says such a thing; it is read then. */
  reads({ tagName, attrs, childNodes }: Element): boolean {
    const [first, second, ...others] = attrs;
    if (tagName === 'script' && first?.name === 'type' && second === undefined) {
      if (first.value !== LINKED_TYPE) return false;
      this.#linked.push(readLinked(childNodes.map(textOf).join('')));
      return true;
    }
    const isProperty = first?.name === 'property' && second?.name === 'content';
    if (tagName !== 'meta' || !isProperty || others.length > 0) return false;
    this.#properties.push([first.value, second.value]);
    return true;
  }

  /** All of it, on the page at a path, beside the quotations that are shown there. */
  readingOn(path: string, quotations: readonly ShownQuotation[]) {
    const all = [...this.#linked, readSocial(this.#properties, path, quotations)];
    return {
      quotations: all.flatMap((each) => each.quotations),
      facts: all.flatMap(({ facts = [] }) => facts),
      sentences: all.flatMap(({ sentences = [] }) => sentences),
      texts: all.flatMap(({ texts }) => texts),
    };
  }
}
