import type { Corpus } from '../debate/passage.ts';
import { Gate, type Misquotation } from '../debate/gate.ts';
import type { Reading } from '../debate/reading.ts';
import type { Dispatch } from '../ask/request.ts';

/** One state of the corpus, with all that answers from it. */
export interface Edition {
  readonly corpus: Corpus;
  readonly gate: Gate;
  readonly dispatch: Dispatch;
}

/**
 * The edition that is answered from, replaced whole: questions are answered from the one before until
 * the next is complete, and from no mixture of both.
 */
export class Live {
  #edition: Edition;
  readonly #renew: () => Promise<Edition>;
  #renewing: Promise<void> | null = null;
  #isAskedAgain = false;

  /** `renew` makes the next edition, or rejects, and the one before stays. */
  constructor(first: Edition, renew: () => Promise<Edition>) {
    this.#edition = first;
    this.#renew = renew;
  }

  get edition(): Edition {
    return this.#edition;
  }

  /** Replaces the edition; asked again meanwhile, it does so once more. Rejects as `renew` does. */
  reload(): Promise<void> {
    this.#isAskedAgain = this.#renewing !== null;
    this.#renewing ??= this.#replace().finally(() => {
      this.#renewing = null;
    });
    return this.#renewing;
  }

  async #replace(): Promise<void> {
    do {
      this.#isAskedAgain = false;
      this.#edition = await this.#renew();
    } while (this.#wasAskedAgain());
  }

  #wasAskedAgain(): boolean {
    return this.#isAskedAgain;
  }
}

/** The corpus, gate and dispatch of whatever edition is live when they are used. */
export function liveParts(live: Live): Edition {
  return {
    corpus: {
      get hash() {
        return live.edition.corpus.hash;
      },
      get debate() {
        return live.edition.corpus.debate;
      },
      get sources() {
        return live.edition.corpus.sources;
      },
      get passages() {
        return live.edition.corpus.passages;
      },
      get lexicon() {
        return live.edition.corpus.lexicon;
      },
    },
    gate: new LiveGate(live),
    dispatch: (request) => live.edition.dispatch(request),
  };
}

/** What left the corpus can't leave the process, even where it was answered just before. */
class LiveGate extends Gate {
  readonly #live: Live;

  constructor(live: Live) {
    super(live.edition.corpus);
    this.#live = live;
  }

  override misquotationsIn(reading: Reading): readonly Misquotation[] {
    return this.#live.edition.gate.misquotationsIn(reading);
  }
}
