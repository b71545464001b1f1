import { readerText } from '../bounds.ts';
import type { Names } from '../format.ts';

/**
 * How a person is called in what is made of a conversation: `id` tells people apart, `name` is what
 * the source writes. The same person is called the same in the whole file, in mentions too.
 */
export type ShownName = (id: string, name: string) => string;

/** Calls people in full, by initials, or by a number in order of appearance, for one file. */
export function namesFor(names: Names): ShownName {
  if (names === 'full') return (_id, name) => name;
  const shown = new Map<string, string>();
  const bearers = new Map<string, number>();
  return (id, name) => {
    const known = shown.get(id);
    if (known !== undefined) return known;
    const given =
      names === 'numbers' ? `Participant ${shown.size + 1}` : apart(initialsOf(name), bearers);
    shown.set(id, given);
    return given;
  };
}

/** Two people of the same initials are two voices. */
function apart(initials: string, bearers: Map<string, number>): string {
  const rank = (bearers.get(initials) ?? 0) + 1;
  bearers.set(initials, rank);
  return rank === 1 ? initials : `${initials} (${rank})`;
}

/** « C. E. » for « Claire Estève » and for « claire_esteve ». */
function initialsOf(name: string): string {
  const words = name.normalize('NFC').split(/[\s._-]+/u);
  const initials = words.flatMap((word) => /[\p{L}\p{N}]/u.exec(word)?.[0].toUpperCase() ?? []);
  return initials.length === 0 ? 'Participant' : `${initials.slice(0, 4).join('. ')}.`;
}

/** The first of these names that says something; empty where none does. */
export function firstName(...names: readonly (string | null | undefined)[]): string {
  return (
    names
      .map((name) => readerText(name ?? '').toWellFormed())
      .find((name) => /[^\s\p{Cf}]/u.test(name)) ?? ''
  );
}

/** A text with names in place of others, the longest first, for a name may begin with another. */
export function replaced(content: string, shown: ReadonlyMap<string, string>): string {
  if (shown.size === 0) return content;
  const written = [...shown.keys()].toSorted((a, b) => b.length - a.length);
  const pattern = new RegExp(written.map((name) => RegExp.escape(name)).join('|'), 'gu');
  return content.replace(pattern, (name) => shown.get(name) ?? name);
}
