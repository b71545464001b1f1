import type { Corpus } from '../../debate/passage.ts';
import { Cleared } from '../../debate/gate.ts';
import type { Gate } from '../../debate/gate.ts';
import type { ReportFault } from '../../errors.ts';
import { faultAnswer } from '../../ask/request.ts';
import type { Answer } from '../../ask/request.ts';
import type { Notes } from '../../ports.ts';
import { cleared } from '../../conversation/outgoing.ts';
import type { DiscordMessage } from './view/components.ts';
import { NOTE_MEMORY_MS } from './limits.ts';
import { readMessage, readOwnWords } from './view/read.ts';
import type { Circumstances, Renderer } from './view/render.ts';

/** Who sees a message. */
export type ShownTo = 'everyone' | 'asker';

/** A message and what it is sent with. */
export interface Letter {
  readonly message: Cleared<DiscordMessage>;
  /** Whose answer it is, which its button for withdrawing it must know; null where nobody's. */
  readonly owner: string | null;
  /** What the gate refused is a fault, which only the asker is told. */
  readonly shownTo: ShownTo;
  /** Whether it says only that the answer was refused. */
  readonly isRefused?: true;
}

/** Who sees an answer, whose it is, and who passes it on to the channel. */
export interface Recipients extends Pick<Circumstances, 'shownTo' | 'sharedBy' | 'theme'> {
  readonly by: string | null;
}

/** To the person alone, and nobody's to withdraw. */
const PRIVATE: Recipients = { shownTo: 'asker', by: null, sharedBy: null };

interface ComposerParts {
  readonly renderer: Renderer;
  readonly corpus: Corpus;
  readonly gate: Gate;
  readonly notes: Notes;
  readonly reportFault: ReportFault;
}

interface Composed {
  readonly message: Cleared<DiscordMessage>;
  readonly isRefused: boolean;
}

/** Makes everything that leaves: written by the renderer, cleared by the gate. */
export class Composer {
  readonly #parts: ComposerParts;
  /** The messages made of an answer, for as long as somebody holds the answer itself. */
  readonly #forms = new WeakMap<Answer, Map<string, Cleared<DiscordMessage>>>();

  constructor(parts: ComposerParts) {
    this.#parts = parts;
  }

  answer(answer: Answer, { by, ...shown }: Recipients): Letter {
    const circumstances = { ...shown, isOwned: by !== null };
    const { shownTo, sharedBy, theme = '' } = shown;
    // What was cleared for one corpus is not for the next.
    const { hash } = this.#parts.corpus;
    const form = `${hash} ${shownTo} ${circumstances.isOwned} ${sharedBy ?? ''} ${theme}`;
    const forms = this.#forms.get(answer);
    const known = forms?.get(form);
    if (known !== undefined) return { message: known, owner: by, shownTo };
    const { message, isRefused } = this.#cleared(answer, circumstances);
    this.#remember(message.payload);
    if (isRefused) return { message, owner: null, shownTo: 'asker', isRefused };
    if (forms === undefined) this.#forms.set(answer, new Map([[form, message]]));
    else forms.set(form, message);
    return { message, owner: by, shownTo };
  }

  /** What a person reads when something went wrong that the log holds under this reference. */
  fault(reference: string): Letter {
    return this.answer(faultAnswer(reference), PRIVATE);
  }

  sentence(words: string): Letter {
    const { gate, renderer } = this.#parts;
    const message = Cleared.by(gate, renderer.sentence(words), readMessage);
    return { message, owner: null, shownTo: 'asker' };
  }

  /** A form, or the entries of a menu. */
  ownWords<Payload>(payload: Payload): Cleared<Payload> {
    return Cleared.by(this.#parts.gate, payload, readOwnWords);
  }

  #cleared(answer: Answer, circumstances: Circumstances): Composed {
    const { renderer, gate, reportFault } = this.#parts;
    const refusals: unknown[] = [];
    const reportRefusal: ReportFault = (fault) => {
      refusals.push(fault);
      return reportFault(fault);
    };
    const rendering = renderer.renderingFor(circumstances);
    const message = cleared(answer, rendering, gate, reportRefusal);
    return { message, isRefused: refusals.length > 0 };
  }

  /** A memory that is slow or down must not keep an answer: then a button says that it has forgotten. */
  #remember({ notes: texts }: DiscordMessage): void {
    const { notes, reportFault } = this.#parts;
    for (const [key, text] of Object.entries(texts)) {
      notes.keep(key, text, NOTE_MEMORY_MS).catch(reportFault);
    }
  }
}
