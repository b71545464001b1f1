import { isMap, parseDocument } from 'yaml';

/** What an import changed in a work that is there already, by the anchors of its passages. */
export interface Merged {
  readonly text: string;
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly string[];
  /** Changed in the source, and by a person before: the person's stays. */
  readonly kept: readonly string[];
}

interface Parts {
  readonly front: string;
  readonly head: string;
  /** By anchor, in order. */
  readonly sections: ReadonlyMap<string, string>;
}

/**
 * The file of a work after its source was imported again: `before` is what the last import wrote, `mine`
 * what the file is now, `next` what this import writes. Part by part, what a person has edited stays.
 */
export function mergedWork(before: string, mine: string, next: string): Merged {
  const [base, own, fresh] = [before, mine, next].map(partsOf) as [Parts, Parts, Parts];
  type Changes = Record<'added' | 'removed' | 'changed' | 'kept', string[]>;
  const changes: Changes = { added: [], removed: [], changed: [], kept: [] };
  const sections: string[] = [];
  const keep = (anchor: string, section: string) => {
    if (!fresh.sections.has(anchor)) {
      if (section === base.sections.get(anchor)) changes.removed.push(anchor);
      else sections.push(section);
    }
  };
  const pending = [...own.sections];
  for (const [anchor, section] of fresh.sections) {
    const mineNow = own.sections.get(anchor);
    const was = base.sections.get(anchor);
    // What the person put before this passage stays before it.
    if (mineNow !== undefined) {
      const at = pending.findIndex(([name]) => name === anchor);
      for (const [name, text] of pending.splice(0, at + 1)) keep(name, text);
    }
    if (mineNow === undefined) {
      // A passage that a person has taken out stays out.
      if (was !== undefined) continue;
      changes.added.push(anchor);
      sections.push(section);
    } else if (mineNow === was) {
      if (section !== was) changes.changed.push(anchor);
      sections.push(section);
    } else {
      if (section !== was) changes.kept.push(anchor);
      sections.push(mineNow);
    }
  }
  for (const [anchor, section] of pending) keep(anchor, section);
  const front = mergedFront(base.front, own.front, fresh.front);
  const head = own.head === base.head ? fresh.head : own.head;
  return { text: `${front}${[head, ...sections].join('\n\n')}\n`, ...changes };
}

/** The parts of a file, without the blank lines between them. */
function partsOf(text: string): Parts {
  const [, front = '', body = text] = /^(---\n[^]*?\n---\n+)([^]*)$/u.exec(text) ?? [];
  const [head = '', ...sections] = body.split(/^(?=## )/mu).map((part) => part.trimEnd());
  const named = sections.map((section) => [/^## (.*)/u.exec(section)?.[1] ?? '', section] as const);
  return { front, head, sections: new Map(named) };
}

/** Key by key: one that a person has written stays, with the comments beside it. */
function mergedFront(base: string, own: string, fresh: string): string {
  const yamlOf = (front: string) => front.replace(/^---\n|---\n+$/gu, '');
  const [before, next] = [base, fresh].map(
    (front) => parseDocument(yamlOf(front), { schema: 'failsafe' }).toJS() as unknown,
  );
  const mine = parseDocument(yamlOf(own), { schema: 'failsafe' });
  if (!isMap(mine.contents) || mine.errors.length > 0) return own;
  const [old, now] = [asRecord(before), asRecord(next)];
  const written = asRecord(mine.toJS() as unknown);
  let isChanged = false;
  for (const key of new Set([...Object.keys(old), ...Object.keys(now)])) {
    const isEdited = !isSame(written[key], old[key]);
    if (isEdited || isSame(old[key], now[key])) continue;
    isChanged = true;
    if (now[key] === undefined) mine.delete(key);
    else mine.set(key, now[key]);
  }
  return isChanged ? `---\n${mine.toString({ lineWidth: 0 })}---\n\n` : own;
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
