import { Cleared, type Gate } from '../../debate/gate.ts';
import type { Corpus, Passage } from '../../debate/passage.ts';
import { cardOf } from './card.ts';
import { readPicture } from './read.ts';
import type { NotDrawn, Picture } from './setting.ts';
import type { Typeface } from './typeface.ts';

interface Parts {
  readonly gate: Gate;
  readonly corpus: Corpus;
  readonly typeface: Typeface;
}

/** The pictures of a debate: each is read back from its SVG and cleared, or there is none. */
export class Pictures {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** One quotation, whole or its beginning, with its voice, its work and its date: 1200 × 630 pixels. */
  card(passage: Passage): Cleared<Picture> | NotDrawn {
    const { corpus, typeface } = this.#parts;
    return this.#cleared(cardOf(passage, corpus.debate.title, typeface));
  }

  #cleared(picture: Picture | NotDrawn): Cleared<Picture> | NotDrawn {
    return typeof picture === 'string'
      ? picture
      : Cleared.by(this.#parts.gate, picture, readPicture);
  }
}
