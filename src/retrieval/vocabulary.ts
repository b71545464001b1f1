import { stem } from '../text/stem.ts';
import { isStopWord } from '../text/stop-words.ts';

/** The stem of a word that says nothing of a subject: it is kept in the text, never looked up. */
export const NO_STEM = -1;

/** Every written form met, numbered from 0, and the stem of each, numbered too; append-only. */
export class Vocabulary {
  readonly #forms: string[] = [];
  readonly #stems: string[] = [];
  readonly #formNumbers = new Map<string, number>();
  readonly #stemNumbers = new Map<string, number>();
  readonly #stemOfForm: number[] = [];

  get forms(): readonly string[] {
    return this.#forms;
  }

  get stems(): readonly string[] {
    return this.#stems;
  }

  /** The number of a form, given to it now if it has none. */
  add(form: string): number {
    const known = this.#formNumbers.get(form);
    if (known !== undefined) return known;
    const number = this.#forms.push(form) - 1;
    this.#formNumbers.set(form, number);
    this.#stemOfForm.push(isStopWord(form) ? NO_STEM : this.addStem(stem(form)));
    return number;
  }

  /** The number of a stem, or of anything else that is posted like one; given to it now if it has none. */
  addStem(text: string): number {
    const known = this.#stemNumbers.get(text);
    if (known !== undefined) return known;
    const number = this.#stems.push(text) - 1;
    this.#stemNumbers.set(text, number);
    return number;
  }

  formNumber(form: string): number | undefined {
    return this.#formNumbers.get(form);
  }

  stemNumber(text: string): number | undefined {
    return this.#stemNumbers.get(text);
  }

  /** The stem of a form, or NO_STEM for a stop word. */
  stemOf(form: number): number {
    return this.#stemOfForm[form] ?? NO_STEM;
  }
}
