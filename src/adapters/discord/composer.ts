import { Cleared } from '../../debate/gate.ts';
import type { Gate } from '../../debate/gate.ts';
import type { ReportFault } from '../../errors.ts';
import { faultAnswer } from '../../request.ts';
import type { Answer } from '../../request.ts';
import type { Notes } from '../notes.ts';
import { cleared } from '../outgoing.ts';
import type { DiscordMessage } from './components.ts';
import { NOTE_MEMORY_MS } from './limits.ts';
import { readMessage, readOwnWords } from './read.ts';
import type { Circumstances, Renderer } from './render.ts';

/** To the person alone, and nobody's to withdraw. */
const PRIVATE: Circumstances = { shownTo: 'asker', by: null, sharedBy: null };

interface ComposerParts {
  readonly renderer: Renderer;
  readonly gate: Gate;
  readonly notes: Notes;
  readonly reportFault: ReportFault;
}

/** Makes everything that leaves: written by the renderer, cleared by the gate. */
export class Composer {
  readonly #parts: ComposerParts;

  constructor(parts: ComposerParts) {
    this.#parts = parts;
  }

  answer(answer: Answer, circumstances: Circumstances): Cleared<DiscordMessage> {
    const { renderer, gate, reportFault } = this.#parts;
    const message = cleared(answer, renderer.renderingFor(circumstances), gate, reportFault);
    this.#remember(message.payload);
    return message;
  }

  /** What a person reads when something went wrong that the log holds under this reference. */
  fault(reference: string): Cleared<DiscordMessage> {
    return this.answer(faultAnswer(reference), PRIVATE);
  }

  sentence(words: string): Cleared<DiscordMessage> {
    return Cleared.by(this.#parts.gate, this.#parts.renderer.sentence(words), readMessage);
  }

  /** A form, or the entries of a menu. */
  ownWords<Payload>(payload: Payload): Cleared<Payload> {
    return Cleared.by(this.#parts.gate, payload, readOwnWords);
  }

  /** A memory that is slow or down must not keep an answer: then a button says that it has forgotten. */
  #remember({ notes: texts }: DiscordMessage): void {
    const { notes, reportFault } = this.#parts;
    for (const [key, text] of Object.entries(texts)) {
      notes.keep(key, text, NOTE_MEMORY_MS).catch(reportFault);
    }
  }
}
