import { startsLike } from '../french/words.ts';
import type { Key } from '../running/keyboard.ts';

const LONGEST_TYPED = 300;
const MOST_SHOWN = 5;

/** One line that a person types: Enter gives it, Escape leaves, Tab completes it with a known one. */
export class Prompt {
  #typed = '';
  /** What was typed before Tab, and how often Tab was pressed since. */
  #completed: { readonly from: string; readonly count: number } | null = null;
  readonly #label: string;
  readonly #known: readonly string[];
  readonly #give: (typed: string) => void;

  constructor(label: string, known: readonly string[], give: (typed: string) => void) {
    this.#label = label;
    this.#known = known;
    this.#give = give;
  }

  /** Whether it is over with. */
  press({ name, ctrl = false, sequence = '' }: Key): 'typing' | 'left' | 'given' {
    if (name === 'escape') return 'left';
    if (name === 'return' || name === 'enter') return 'given';
    if (name === 'tab') {
      this.#complete();
      return 'typing';
    }
    this.#completed = null;
    if (name === 'backspace') this.#typed = this.#typed.replace(/.$/su, '');
    else if (!ctrl && /^\P{C}+$/u.test(sequence) && this.#typed.length < LONGEST_TYPED)
      this.#typed += sequence;
    return 'typing';
  }

  give(): void {
    this.#give(this.#typed.trim());
  }

  lines(): readonly string[] {
    const near = this.#typed === '' ? [] : this.#like(this.#completed?.from ?? this.#typed);
    return [`${this.#label} : ${this.#typed}▏`, near.slice(0, MOST_SHOWN).join(' · ')];
  }

  #complete(): void {
    const { from, count } = this.#completed ?? { from: this.#typed, count: 0 };
    const near = this.#like(from);
    if (near.length === 0) return;
    this.#typed = near[count % near.length] ?? from;
    this.#completed = { from, count: count + 1 };
  }

  #like(typed: string): readonly string[] {
    return this.#known.filter((name) => startsLike(name, typed));
  }
}
