import { parsePartialDate } from '../corpus/front-matter.ts';
import { ANONYMOUS_VOICES } from '../debate/passage.ts';
import { bare, nameFor } from '../import/works/text-work.ts';
import type { Key, Reader, ScreenSize } from '../running/keyboard.ts';
import type { Decision, Decisions } from './doubt-deciding.ts';
import type { Doubt } from './doubt-list.ts';
import { screenOf } from './doubt-screen.ts';
import { Prompt } from './prompt.ts';

const [LONGEST_REASON, LONGEST_PUBLISHER] = [280, 120];

/** What one key does with the doubt that is shown. */
export interface Choice {
  readonly key: string;
  readonly label: string;
  readonly act: () => void;
}

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

  constructor(doubts: readonly Doubt[], decisions: Decisions) {
    this.#doubts = doubts;
    this.#decisions = decisions;
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
      if (pressed === 'given') prompt.give();
    } else if (key.name === 'left' || key.name === 'right') {
      this.#turn(key.name === 'left' ? -1 : 1);
    } else {
      this.#choices()
        .find((choice) => choice.key === key.sequence)
        ?.act();
    }
  }

  screen(size: ScreenSize): readonly string[] {
    const doubt = this.#doubt();
    const choices = this.#choices();
    const prompt = this.#prompt?.lines() ?? null;
    return screenOf(
      {
        ...{ doubt, choices, prompt, said: this.#said, passage: this.#passage },
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

  #choices(): readonly Choice[] {
    const doubt = this.#doubt();
    const choice = (key: string, label: string, act: () => void): Choice => ({ key, label, act });
    return [
      ...(doubt === null ? [] : this.#choicesFor(doubt)),
      ...(doubt === null
        ? []
        : [
            choice('l', 'laisser', () => {
              this.#goOn(false);
            }),
          ]),
      ...(this.#steps.length === 0
        ? []
        : [
            choice('z', 'défaire', () => {
              this.#goBack();
            }),
          ]),
      choice('q', 'quitter', () => {
        this.isDone = true;
      }),
    ];
  }

  #choicesFor(doubt: Doubt): readonly Choice[] {
    const decided = (key: string, label: string, decision: Decision): Choice => {
      return {
        key,
        label,
        act: () => {
          this.#decide(decision);
        },
      };
    };
    const accept = decided('a', 'accepter', { kind: 'accept' });
    const { names } = doubt;
    switch (doubt.kind) {
      case 'deduced':
        return [
          accept,
          decided('s', 'sûre (n’est plus « déduit »)', { kind: 'certain' }),
          this.#naming('renommer'),
          decided('i', 'inconnue', { kind: 'unknown' }),
          ...this.#splitting(doubt),
        ];
      case 'unknown':
        return [
          { ...accept, label: 'accepter (reste sans nom)' },
          this.#naming('nommer'),
          ...this.#splitting(doubt),
        ];
      case 'near': {
        const [one, other] = names ?? ['', ''];
        return [
          decided('1', `une seule : ${one}`, { kind: 'one', names: [one, other] }),
          decided('2', `une seule : ${other}`, { kind: 'one', names: [other, one] }),
          decided('d', 'deux personnes', { kind: 'two' }),
        ];
      }
      case 'date':
      case 'publisher':
        return [this.#filling(doubt.kind)];
      case 'waiting':
        return [];
    }
  }

  #naming(label: string): Choice {
    const ask = () => {
      const names = this.#decisions.names();
      this.#prompt = new Prompt('Nom de la voix (Tab complète)', names, (typed) => {
        const name = nameFor(typed);
        if (ANONYMOUS_VOICES.includes(typed)) this.#decide({ kind: 'unknown' });
        else if (name === null) this.#said = 'ce n’est pas un nom : rien n’est écrit';
        else this.#askWhy(name);
      });
    };
    return { key: 'r', label, act: ask };
  }

  #askWhy(name: string): void {
    const label = `Pourquoi ${name} ? (rien, si l’œuvre le dit elle-même)`;
    this.#prompt = new Prompt(label, [], (typed) => {
      const why = bare(typed, LONGEST_REASON);
      this.#decide({ kind: 'name', name, why: why === '' ? null : why });
    });
  }

  #filling(key: 'date' | 'publisher'): Choice {
    const label =
      key === 'date' ? 'Date (2024-03-12, 2024-03, 2024, 2024~)' : 'Site, journal ou institution';
    const ask = () => {
      this.#prompt = new Prompt(label, [], (typed) => {
        const value = key === 'date' ? typed : bare(typed, LONGEST_PUBLISHER);
        const isSound = value !== '' && (key !== 'date' || parsePartialDate(value) !== null);
        if (isSound) this.#decide({ kind: 'front', key, value });
        else this.#said = 'cela ne se lit pas : rien n’est écrit';
      });
    };
    return { key: 'r', label: key === 'date' ? 'écrire la date' : 'écrire l’éditeur', act: ask };
  }

  /** Its passages one by one; what an author is called is for all of them. */
  #splitting({ passages, ...doubt }: Doubt): readonly Choice[] {
    if (passages.length === 1 || passages[0].section.role === 'auteur') return [];
    const split = () => {
      this.#remember(false);
      const single = passages.map((each): Doubt => ({ ...doubt, passages: [each] }));
      this.#doubts = this.#doubts.toSpliced(this.#at, 1, ...single);
      this.#passage = 0;
    };
    return [{ key: 'u', label: 'un par un', act: split }];
  }

  #turn(by: number): void {
    const last = (this.#doubt()?.passages.length ?? 1) - 1;
    this.#passage = Math.min(Math.max(this.#passage + by, 0), last);
  }

  #decide(decision: Decision): void {
    const doubt = this.#doubt();
    if (doubt === null) return;
    const fault = this.#decisions.decide(doubt, decision);
    if (fault === null) this.#goOn(true);
    else this.#said = fault;
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
