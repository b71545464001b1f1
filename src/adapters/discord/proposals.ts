import type { Corpus } from '../../debate/corpus.ts';
import { speakersOf } from '../../debate/speaker.ts';
import type { Dispatch } from '../../request.ts';
import { foldText } from '../../text/fold.ts';
import type { Offer } from './deliver.ts';

import { CHOICES } from './limits.ts';
import { PLATFORM } from './settings.ts';

interface Candidate {
  readonly name: string;
  readonly folded: string;
  /** Each word of it, folded, with what follows. */
  readonly tails: readonly string[];
}

/** What a menu proposes: from memory, because a person waits at every key. */
export class Proposals {
  readonly #subjects: readonly Candidate[];
  readonly #authors: readonly Candidate[];

  private constructor(subjects: readonly string[], authors: readonly string[]) {
    this.#subjects = subjects.map(candidate);
    this.#authors = authors.map(candidate);
  }

  /** Every topic of the corpus and every expression of its lexicon that gives results; every voice. */
  static async from(corpus: Corpus, dispatch: Dispatch): Promise<Proposals> {
    const terms = [...topicsOf(corpus), ...corpus.lexicon.flat()].filter(fitsChoice);
    const subjects: string[] = [];
    for (const term of new Set(terms)) if (await isAnswered(term, dispatch)) subjects.push(term);
    const authors = speakersOf(corpus).map(({ label }) => label);
    return new Proposals(subjects, authors.filter(fitsChoice));
  }

  /** For one option of a command: those that begin as what was typed, then those with such a word in them. */
  offer(option: string, typed: string): Offer {
    const candidates = option === 'sujet' ? this.#subjects : this.#authors;
    const beginning = foldText(typed.trim());
    const first = candidates.filter(({ folded }) => folded.startsWith(beginning));
    const others = candidates.filter((each) => {
      return !first.includes(each) && each.tails.some((tail) => tail.startsWith(beginning));
    });
    const found = [...first, ...others].slice(0, CHOICES.most);
    return { choices: found.map(({ name }) => ({ name, value: name })) };
  }
}

/** The topics of most passages first. */
function topicsOf({ passages }: Corpus): readonly string[] {
  const counts = new Map<string, number>();
  for (const topic of passages.flatMap(({ topics }) => topics)) {
    counts.set(topic, (counts.get(topic) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a).map(([topic]) => topic);
}

async function isAnswered(sujet: string, dispatch: Dispatch): Promise<boolean> {
  const address = { platform: PLATFORM, workspace: null, channel: null, person: null };
  const { reply } = await dispatch({ address, command: 'debat', input: { options: { sujet } } });
  return reply.kind === 'quotes';
}

function fitsChoice(name: string): boolean {
  return name.length <= Math.min(CHOICES.name, CHOICES.value);
}

function candidate(name: string): Candidate {
  const folded = foldText(name);
  const tails = [...folded.matchAll(/[\p{L}\p{N}]+/gu)].map(({ index }) => folded.slice(index));
  return { name, folded, tails };
}
