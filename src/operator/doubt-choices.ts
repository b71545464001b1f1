import { parsePartialDate } from '../corpus/front-matter.ts';
import { LONGEST, SHORTEST } from '../corpus/house-rules.ts';
import { ANONYMOUS_VOICES } from '../debate/passage.ts';
import { startsLike } from '../french/words.ts';
import { bare, nameFor } from '../import/works/text-work.ts';
import type { Key } from '../running/keyboard.ts';
import type { Decision } from './doubt-deciding.ts';
import { chosenOf, type Doubt } from './doubt-list.ts';

const [LONGEST_REASON, LONGEST_PUBLISHER] = [280, 120];

/** What a key decides at once, or by what is typed then; a text tells why nothing is written. */
export type Next = Decision | Question | string;

export interface Question {
  readonly asked: string;
  /** What Tab completes. */
  readonly known: () => readonly string[];
  readonly answer: (typed: string) => Next;
}

export interface Choice {
  readonly key: string;
  readonly label: string;
  readonly next: Next;
}

const NONE = () => [];

/**
 * What a person may decide of a doubt: `names` are those that may speak, `sentences` those of the passage
 * that waits for its words, empty where nobody knows them.
 */
export function choicesFor(
  { kind, names: pair }: Doubt,
  names: () => readonly string[],
  sentences: readonly string[],
): readonly Choice[] {
  const accept: Choice = { key: 'a', label: 'accepter', next: { kind: 'accept' } };
  switch (kind) {
    case 'deduced':
      return [
        accept,
        { key: 's', label: 'sûre (n’est plus « déduit »)', next: { kind: 'certain' } },
        { key: 'r', label: 'renommer', next: naming(names) },
        { key: 'i', label: 'inconnue', next: { kind: 'unknown' } },
      ];
    case 'unknown':
      return [
        { ...accept, label: 'accepter (reste sans nom)' },
        { key: 'r', label: 'nommer', next: naming(names) },
      ];
    case 'near': {
      const [one, other] = pair ?? ['', ''];
      return [
        { key: '1', label: `une seule : ${one}`, next: { kind: 'one', names: [one, other] } },
        { key: '2', label: `une seule : ${other}`, next: { kind: 'one', names: [other, one] } },
        { key: 'd', label: 'deux personnes', next: { kind: 'two' } },
      ];
    }
    case 'date':
    case 'publisher':
      return [
        { key: 'a', label: 'accepter (reste inconnu)', next: { kind: 'read', key: kind } },
        { key: 'r', label: FILLED[kind].label, next: filling(kind) },
      ];
    case 'waiting':
      return choosing(sentences);
  }
}

function naming(names: () => readonly string[]): Question {
  const why = (name: string): Question => ({
    asked: `Pourquoi ${name} ? (rien, si l’œuvre le dit elle-même)`,
    known: NONE,
    answer: (typed) => ({ kind: 'name', name, why: bare(typed, LONGEST_REASON) || null }),
  });
  const answer = (typed: string): Next => {
    if (ANONYMOUS_VOICES.includes(typed)) return { kind: 'unknown' };
    const name = nameFor(typed);
    return name === null ? 'ce n’est pas un nom : rien n’est écrit' : why(name);
  };
  return { asked: 'Nom de la voix (Tab complète)', known: names, answer };
}

const FILLED = {
  date: {
    label: 'écrire la date',
    asked: 'Date (2024-03-12, 2024-03, 2024, 2024~)',
    read: (typed: string) => (parsePartialDate(typed) === null ? '' : typed),
  },
  publisher: {
    label: 'écrire l’éditeur',
    asked: 'Site, journal ou institution',
    read: (typed: string) => bare(typed, LONGEST_PUBLISHER),
  },
} as const;

function filling(key: keyof typeof FILLED): Question {
  const { asked, read } = FILLED[key];
  const answer = (typed: string): Next => {
    const value = read(typed);
    return value === '' ? 'cela ne se lit pas : rien n’est écrit' : { kind: 'front', key, value };
  };
  return { asked, known: NONE, answer };
}

/** The words of a passage: all or some of its sentences. */
function choosing(sentences: readonly string[]): readonly Choice[] {
  const taken = (words: string | null): Next => {
    if (words === null) return `une phrase de 1 à ${sentences.length}, ou des voisines`;
    if (words.length >= SHORTEST && words.length <= LONGEST) return { kind: 'words', words };
    return `une citation a de ${SHORTEST} à ${LONGEST} caractères, et celle-ci ${words.length}`;
  };
  const answer = (typed: string) => taken(chosenOf(sentences, typed));
  const choices = [
    { key: 'a', label: 'prendre le passage entier', next: taken(sentences.join(' ')) },
    {
      key: 'r',
      label: 'choisir des phrases',
      next: { asked: 'Phrases (2, ou 2-4)', known: NONE, answer },
    },
  ];
  // One sentence is the whole passage, and where nobody knows any there is nothing to take.
  return choices.slice(0, sentences.length);
}

const LONGEST_TYPED = 300;
const MOST_SHOWN = 5;

/** One line that a person types: Enter gives it, Escape leaves, Tab completes it with a known one. */
export class Prompt {
  #typed = '';
  /** What was typed before Tab, and how often Tab was pressed since. */
  #completed: { readonly from: string; readonly count: number } | null = null;
  readonly #question: Question;
  readonly #known: readonly string[];

  constructor(question: Question) {
    this.#question = question;
    this.#known = question.known();
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

  /** What follows from what was typed. */
  get next(): Next {
    return this.#question.answer(this.#typed.trim());
  }

  lines(): readonly string[] {
    const near = this.#typed === '' ? [] : this.#like(this.#completed?.from ?? this.#typed);
    return [`${this.#question.asked} : ${this.#typed}▏`, near.slice(0, MOST_SHOWN).join(' · ')];
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
