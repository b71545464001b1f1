import { parsePartialDate } from '../corpus/front-matter.ts';
import { LONGEST, SHORTEST } from '../corpus/house-rules.ts';
import { ANONYMOUS_VOICES } from '../debate/passage.ts';
import { startsLike } from '../french/words.ts';
import { bare, nameFor } from '../import/works/text-work.ts';
import type { Key } from '../running/keyboard.ts';
import type { Decision } from './doubt-deciding.ts';
import { chosenOf, type Doubt } from './doubt-list.ts';

const [LONGEST_REASON, LONGEST_PUBLISHER] = [280, 120];

/** What one key does with the doubt that is shown. */
export interface Choice {
  readonly key: string;
  readonly label: string;
  readonly act: () => void;
}

/** What a choice does, and what it needs to know. */
export interface Desk {
  readonly decide: (decision: Decision) => void;
  readonly ask: (prompt: Prompt) => void;
  /** Tells why nothing is written. */
  readonly say: (what: string) => void;
  /** Those that may speak. */
  readonly names: () => readonly string[];
  /** Those of the passage that waits for its words; empty where nobody knows them. */
  readonly sentences: readonly string[];
}

/** What a person may decide of a doubt. */
export function choicesFor({ kind, names }: Doubt, desk: Desk): readonly Choice[] {
  const decided = (key: string, label: string, decision: Decision): Choice => {
    const act = () => {
      desk.decide(decision);
    };
    return { key, label, act };
  };
  const accept = decided('a', 'accepter', { kind: 'accept' });
  switch (kind) {
    case 'deduced':
      return [
        accept,
        decided('s', 'sûre (n’est plus « déduit »)', { kind: 'certain' }),
        naming('renommer', desk),
        decided('i', 'inconnue', { kind: 'unknown' }),
      ];
    case 'unknown':
      return [{ ...accept, label: 'accepter (reste sans nom)' }, naming('nommer', desk)];
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
      return [
        decided('a', 'accepter (reste inconnu)', { kind: 'read', key: kind }),
        filling(kind, desk),
      ];
    case 'waiting':
      return choosing(desk);
  }
}

function naming(label: string, { ask, say, decide, names }: Desk): Choice {
  const askWhy = (name: string) => {
    const question = `Pourquoi ${name} ? (rien, si l’œuvre le dit elle-même)`;
    const prompt = new Prompt(question, [], (typed) => {
      const why = bare(typed, LONGEST_REASON);
      decide({ kind: 'name', name, why: why === '' ? null : why });
    });
    ask(prompt);
  };
  const act = () => {
    const prompt = new Prompt('Nom de la voix (Tab complète)', names(), (typed) => {
      const name = nameFor(typed);
      if (ANONYMOUS_VOICES.includes(typed)) decide({ kind: 'unknown' });
      else if (name === null) say('ce n’est pas un nom : rien n’est écrit');
      else askWhy(name);
    });
    ask(prompt);
  };
  return { key: 'r', label, act };
}

function filling(key: 'date' | 'publisher', { ask, say, decide }: Desk): Choice {
  const question =
    key === 'date' ? 'Date (2024-03-12, 2024-03, 2024, 2024~)' : 'Site, journal ou institution';
  const act = () => {
    const prompt = new Prompt(question, [], (typed) => {
      const value = key === 'date' ? typed : bare(typed, LONGEST_PUBLISHER);
      const isSound = value !== '' && (key !== 'date' || parsePartialDate(value) !== null);
      if (isSound) decide({ kind: 'front', key, value });
      else say('cela ne se lit pas : rien n’est écrit');
    });
    ask(prompt);
  };
  return { key: 'r', label: key === 'date' ? 'écrire la date' : 'écrire l’éditeur', act };
}

/** The words of a passage: all or some of its sentences. */
function choosing({ ask, say, decide, sentences }: Desk): readonly Choice[] {
  const take = (words: string | null) => {
    const { length } = words ?? '';
    if (words === null) say(`une phrase de 1 à ${sentences.length}, ou des voisines`);
    else if (length >= SHORTEST && length <= LONGEST) decide({ kind: 'words', words });
    else say(`une citation a de ${SHORTEST} à ${LONGEST} caractères, et celle-ci ${length}`);
  };
  const all = () => {
    take(sentences.join(' '));
  };
  const some = () => {
    const prompt = new Prompt('Phrases (2, ou 2-4)', [], (typed) => {
      take(chosenOf(sentences, typed));
    });
    ask(prompt);
  };
  const choices = [
    { key: 'a', label: 'prendre le passage entier', act: all },
    { key: 'r', label: 'choisir des phrases', act: some },
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
