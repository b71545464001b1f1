import { Cleared, type Gate } from '../../debate/gate.ts';
import type { Corpus, Passage } from '../../debate/passage.ts';
import type { DebateMap } from '../../debate/graph.ts';
import { cardOf } from './card.ts';
import type { Draws } from './drawing.ts';
import { MapDraft, type MapLook } from './map.ts';
import { readPicture } from './read.ts';
import type { HrefOf, NotDrawn, Picture } from './setting.ts';
import { timelineOf, type TimelineEntry } from './timeline.ts';
import type { Typeface } from './typeface.ts';

interface Parts {
  readonly gate: Gate;
  readonly corpus: Pick<Corpus, 'debate'>;
  readonly typeface: Typeface;
  readonly drawing: Draws;
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

  /** Works by date, with the best passage of each on the subject that `heading` names; twelve at most are shown. */
  timeline(
    entries: readonly TimelineEntry[],
    heading: string | null = null,
    hrefOf: HrefOf | null = null,
  ): Cleared<Picture> | NotDrawn {
    return this.#cleared(timelineOf(entries, { heading, hrefOf }, this.#parts.typeface));
  }

  /** Passages and what is read between them. Rejects with a BotError where it cannot be laid out. */
  async map(map: DebateMap, look: MapLook): Promise<Cleared<Picture> | NotDrawn> {
    const { typeface, drawing } = this.#parts;
    const draft = MapDraft.of(map, look, typeface);
    if (typeof draft === 'string') return draft;
    return this.#cleared(draft.drawn(await drawing.laidOut(draft.boxes)));
  }

  /** Whether there is such a map, without drawing it. */
  hasMap(map: DebateMap, look: MapLook): boolean {
    return typeof MapDraft.of(map, look, this.#parts.typeface) !== 'string';
  }

  #cleared(picture: Picture | NotDrawn): Cleared<Picture> | NotDrawn {
    return typeof picture === 'string'
      ? picture
      : Cleared.by(this.#parts.gate, picture, readPicture);
  }
}
