import type { types, ViewResponseAction } from '@slack/bolt';
import type { Corpus } from '../../debate/passage.ts';
import { Cleared } from '../../debate/gate.ts';
import type { Gate } from '../../debate/gate.ts';
import type { Reading } from '../../debate/reading.ts';
import type { ReportFault } from '../../errors.ts';
import { faultAnswer } from '../../ask/request.ts';
import type { Answer } from '../../ask/request.ts';
import { cleared } from '../../conversation/outgoing.ts';
import type { SlackMessage } from './blocks.ts';
import type { Offer, Prompts } from './deliver.ts';
import { readMessage, readOwnWords } from './read.ts';
import type { Circumstances, Renderer } from './render.ts';

/** To the person alone, and nobody's to withdraw. */
const PRIVATE: Circumstances = { shownTo: 'asker', isOwned: false, sharedBy: null };

/** A message and who is to see it: one that the gate refused is a fault, which only the asker is told. */
export interface Composed {
  readonly message: Cleared<SlackMessage>;
  readonly shownTo: Circumstances['shownTo'];
  /** Whether it tells of the gate's refusal instead of the answer. */
  readonly isRefused: boolean;
}

/** Makes everything that leaves: written by the renderer, cleared by the gate. */
export class Composer {
  readonly #renderer: Renderer;
  readonly #corpus: Pick<Corpus, 'hash'>;
  readonly #gate: Gate;
  readonly #reportFault: ReportFault;
  /** The messages made of an answer, for as long as somebody holds the answer itself. */
  readonly #forms = new WeakMap<Answer, Map<string, Composed>>();

  constructor(
    renderer: Renderer,
    corpus: Pick<Corpus, 'hash'>,
    gate: Gate,
    reportFault: ReportFault,
  ) {
    this.#renderer = renderer;
    this.#corpus = corpus;
    this.#gate = gate;
    this.#reportFault = reportFault;
  }

  answer(answer: Answer, circumstances: Circumstances): Composed {
    const { shownTo, isOwned, sharedBy } = circumstances;
    // The corpus may have been read again since: what left it must not be shown once more.
    const form = `${this.#corpus.hash} ${shownTo} ${isOwned} ${sharedBy ?? ''}`;
    const forms = this.#forms.get(answer) ?? new Map<string, Composed>();
    const known = forms.get(form);
    if (known !== undefined) return known;
    const refusals: unknown[] = [];
    const reportRefusal: ReportFault = (fault) => {
      refusals.push(fault);
      return this.#reportFault(fault);
    };
    const rendering = this.#renderer.renderingFor(circumstances);
    const message = cleared(answer, rendering, this.#gate, reportRefusal);
    if (refusals.length > 0) return { message, shownTo: 'asker', isRefused: true };
    const composed = { message, shownTo, isRefused: false };
    this.#forms.set(answer, forms.set(form, composed));
    return composed;
  }

  /** What a person reads when something went wrong that the log holds under this reference. */
  fault(reference: string): Cleared<SlackMessage> {
    return this.answer(faultAnswer(reference), PRIVATE).message;
  }

  sentence(text: string): Cleared<SlackMessage> {
    return Cleared.by(this.#gate, this.#renderer.sentence(text), readMessage);
  }

  /** A form, the Home tab or the entries of a menu. */
  ownWords<Payload extends types.ModalView | types.HomeView | Offer>(
    payload: Payload,
  ): Cleared<Payload> {
    return Cleared.by(this.#gate, payload, readOwnWords);
  }

  /** What follows a form: another view in its place. */
  nextView(view: types.ModalView): Cleared<ViewResponseAction> {
    return Cleared.by<ViewResponseAction>(
      this.#gate,
      { response_action: 'update', view },
      readOwnWords,
    );
  }

  /** What is wrong in a form, under one of its fields. */
  formError(blockId: string, text: string): Cleared<ViewResponseAction> {
    const errors = { [blockId]: text };
    return Cleared.by<ViewResponseAction>(this.#gate, { response_action: 'errors', errors }, () =>
      readingOf([text]),
    );
  }

  prompts(prompts: Prompts): Cleared<Prompts> {
    return Cleared.by(this.#gate, prompts, (payload) =>
      readingOf(payload.prompts.flatMap(({ title, message }) => [title, message])),
    );
  }
}

function readingOf(texts: readonly string[]): Reading {
  return { quotations: [], works: [], documents: [], texts };
}
