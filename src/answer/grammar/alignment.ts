import type { Token } from './tokens.ts';

/** How many words of the first run stand in the second too, in the same order (longest common subsequence). */
export function commonRun(one: readonly Token[], other: readonly Token[]): number {
  let last = new Uint16Array(other.length + 1);
  for (const { form, root, kind } of one) {
    const current = new Uint16Array(other.length + 1);
    for (const [at, token] of other.entries()) {
      const isSame =
        token.form === form || (kind === 'word' && root.length > 3 && token.root === root);
      current[at + 1] = isSame
        ? (last[at] ?? 0) + 1
        : Math.max(last[at + 1] ?? 0, current[at] ?? 0);
    }
    last = current;
  }
  return last[other.length] ?? 0;
}
