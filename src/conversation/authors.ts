import type { Corpus, Passage } from '../debate/passage.ts';
import { isOwnPosition, speakersOf } from '../debate/speaker.ts';
import type { Speaker } from '../debate/speaker.ts';

/** Knows whom to ask for the position that a passage is a part of. */
export class Authors {
  readonly #corpus: Corpus;
  /** The corpus may be read again: its voices are looked up anew whenever it has another hash. */
  #unnamed: { readonly hash: string; readonly speakers: readonly Speaker[] } | null = null;

  constructor(corpus: Corpus) {
    this.#corpus = corpus;
  }

  /** Null for a voice that holds no position of its own. */
  of(passage: Passage): string | null {
    if (!isOwnPosition(passage)) return null;
    if (passage.voice.named) return passage.voice.name;
    return this.#unnamedAuthors().find(({ speaks }) => speaks(passage))?.label ?? null;
  }

  #unnamedAuthors(): readonly Speaker[] {
    const { hash } = this.#corpus;
    if (this.#unnamed?.hash !== hash) {
      const all = speakersOf(this.#corpus);
      this.#unnamed = { hash, speakers: all.filter(({ kind }) => kind === 'unnamed author') };
    }
    return this.#unnamed.speakers;
  }
}
