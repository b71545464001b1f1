import type { Key, Reader, ScreenSize } from '../running/keyboard.ts';
import { type Choice, choicesFor, type Next, Prompt } from './doubt-choices.ts';
import type { Decision, Decisions } from './doubt-deciding.ts';
import type { Doubt } from './doubt-list.ts';
import { screenOf } from './doubt-screen.ts';

/** Where the reader was, and whether what it did then wrote anything. */
interface Step {
  readonly doubts: readonly Doubt[];
  readonly at: number;
  readonly wrote: boolean;
}

/** Goes through doubts with a person, one key a decision; each is written before the next is shown. */
export class DoubtReader implements Reader {
  isDone = false;
  #doubts: readonly Doubt[];
  #at = 0;
  /** Which passage of the doubt is shown. */
  #passage = 0;
  #prompt: Prompt | null = null;
  /** What there is to say of the last key. */
  #said = '';
  #steps: readonly Step[] = [];
  readonly #decisions: Decisions;
  readonly #words: ReadonlyMap<string, readonly string[]>;

  /** `words` are the sentences of passages that wait for theirs, by their ids. */
  constructor(
    doubts: readonly Doubt[],
    decisions: Decisions,
    words: ReadonlyMap<string, readonly string[]>,
  ) {
    this.#doubts = doubts;
    this.#decisions = decisions;
    this.#words = words;
  }

  /** How many decisions stand. */
  get decided(): number {
    return this.#steps.filter(({ wrote }) => wrote).length;
  }

  press(key: Key): void {
    this.#said = '';
    const prompt = this.#prompt;
    if (prompt !== null) {
      const pressed = prompt.press(key);
      // What is given may ask for something else.
      if (pressed !== 'typing') this.#prompt = null;
      if (pressed === 'given') this.#follow(prompt.next);
    } else if (key.name === 'left' || key.name === 'right') {
      this.#turn(key.name === 'left' ? -1 : 1);
    } else {
      this.#act(key.sequence);
    }
  }

  screen(size: ScreenSize): readonly string[] {
    const doubt = this.#doubt();
    const choices = [...this.#choices(), ...this.#others()];
    const prompt = this.#prompt?.lines() ?? null;
    return screenOf(
      {
        ...{ doubt, choices, prompt, said: this.#said, passage: this.#passage },
        sentences: doubt === null ? [] : this.#sentences(doubt),
        ...{ at: this.#at, of: this.#doubts.length, decided: this.decided },
        work: doubt === null ? null : this.#decisions.workNow(this.#shown(doubt).work),
      },
      size,
    );
  }

  #doubt(): Doubt | null {
    return this.#doubts[this.#at] ?? null;
  }

  #shown({ passages }: Doubt) {
    return passages[this.#passage] ?? passages[0];
  }

  #sentences(doubt: Doubt): readonly string[] {
    const { work, section } = this.#shown(doubt);
    const id = `${work.source.id}#${section.anchor}`;
    return doubt.kind === 'waiting' ? (this.#words.get(id) ?? []) : [];
  }

  #choices(): readonly Choice[] {
    const doubt = this.#doubt();
    if (doubt === null) return [];
    return choicesFor(doubt, () => this.#decisions.names(), this.#sentences(doubt));
  }

  /** The keys that do the same of whatever doubt, where there is something to do. */
  #others() {
    const doubt = this.#doubt();
    return [
      ...(doubt !== null && canBeSplit(doubt) ? [{ key: 'u', label: 'un par un' }] : []),
      ...(doubt === null ? [] : [{ key: 'l', label: 'laisser' }]),
      ...(this.#steps.length === 0 ? [] : [{ key: 'z', label: 'défaire' }]),
      { key: 'q', label: 'quitter' },
    ];
  }

  #act(pressed: string | undefined): void {
    const choice = this.#choices().find(({ key }) => key === pressed);
    if (choice !== undefined) this.#follow(choice.next);
    else if (!this.#others().some(({ key }) => key === pressed)) return;
    else if (pressed === 'u') this.#split();
    else if (pressed === 'l') this.#goOn(false);
    else if (pressed === 'z') this.#goBack();
    else this.isDone = true;
  }

  #follow(next: Next): void {
    if (typeof next === 'string') this.#said = next;
    else if ('asked' in next) this.#prompt = new Prompt(next);
    else this.#decide(next);
  }

  #split(): void {
    const doubt = this.#doubt();
    if (doubt === null) return;
    const single = doubt.passages.map((each): Doubt => ({ ...doubt, passages: [each] }));
    this.#remember(false);
    this.#doubts = this.#doubts.toSpliced(this.#at, 1, ...single);
    this.#passage = 0;
  }

  #turn(by: number): void {
    const last = (this.#doubt()?.passages.length ?? 1) - 1;
    this.#passage = Math.min(Math.max(this.#passage + by, 0), last);
  }

  #decide(decision: Decision): void {
    const doubt = this.#doubt();
    if (doubt === null) return;
    // Words are those of one passage; the others go on waiting.
    const isOfOne = decision.kind === 'words';
    const asked: Doubt = isOfOne ? { ...doubt, passages: [this.#shown(doubt)] } : doubt;
    const fault = this.#decisions.decide(asked, decision);
    if (fault !== null) this.#said = fault;
    else if (isOfOne) this.#goOnWaiting(doubt);
    else this.#goOn(true);
  }

  #goOnWaiting(doubt: Doubt): void {
    const shown = this.#shown(doubt);
    const [first, ...others] = doubt.passages.filter((each) => each !== shown);
    const at = this.#passage;
    this.#goOn(true);
    if (first === undefined) return;
    this.#at -= 1;
    this.#doubts = this.#doubts.toSpliced(this.#at, 1, { ...doubt, passages: [first, ...others] });
    this.#passage = Math.min(at, others.length);
  }

  #goOn(wrote: boolean): void {
    this.#remember(wrote);
    this.#at += 1;
    this.#passage = 0;
  }

  #remember(wrote: boolean): void {
    this.#steps = [...this.#steps, { doubts: this.#doubts, at: this.#at, wrote }];
  }

  #goBack(): void {
    const step = this.#steps.at(-1);
    if (step === undefined) return;
    this.#said = (step.wrote ? this.#decisions.undo() : null) ?? '';
    this.#steps = this.#steps.slice(0, -1);
    [this.#doubts, this.#at, this.#passage] = [step.doubts, step.at, 0];
  }
}

/** Passage by passage; what an author is called is for all of them. */
function canBeSplit({ kind, passages }: Doubt): boolean {
  const isOfVoice = kind === 'deduced' || kind === 'unknown';
  return isOfVoice && passages.length > 1 && passages[0].section.role !== 'auteur';
}
