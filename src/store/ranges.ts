import { setImmediate as others } from 'node:timers/promises';
import type { Row, Selection } from './engine.ts';
import { PAGE_ROWS } from './engine.ts';
import { endOfPrefix, keyText, writtenParts } from './keys.ts';

/** Living rows with `from` ≤ key < `to`, by the bytes of their keys. */
export type ReadRange = (from: string, to: string, mostRows: number) => Promise<readonly Row[]>;

/** Comes after every key: they are written in ASCII. */
const AFTER_ALL = '\u007F';
/** No key has a character as low: with it at its end, a key is the lowest of those that follow. */
const LOWEST = ' ';

/** The pages of a selection in a database that keeps its keys in order. */
export async function* pagesInOrder(
  read: ReadRange,
  { kind, within }: Selection,
): AsyncGenerator<readonly Row[]> {
  const kinds = kind === null ? kindsIn(read) : [kind];
  for await (const each of kinds) yield* pagesOf(read, keyText([each, ...within]));
}

async function* pagesOf(read: ReadRange, prefix: string): AsyncGenerator<readonly Row[]> {
  let from = prefix;
  for (;;) {
    const page = await read(from, endOfPrefix(prefix), PAGE_ROWS);
    yield page;
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE_ROWS) return;
    from = `${last.key}${LOWEST}`;
    await others();
  }
}

/** Every kind that has a row, each found by one step into the index. */
async function* kindsIn(read: ReadRange): AsyncGenerator<string> {
  let from = '';
  for (;;) {
    const [first] = await read(from, AFTER_ALL, 1);
    const kind = first === undefined ? undefined : writtenParts(first.key)[0];
    if (kind === undefined) return;
    yield kind;
    from = endOfPrefix(keyText([kind]));
  }
}
